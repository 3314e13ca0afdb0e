"""The coverage that staff see: worked out once, by an encoder, whoever comes at the same time."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, cast

from retrieval.journal_reading import JournalReader
from retrieval.tools import Tools
from ui.recorded import encoder_of
from ui.staff.records import Records


def test_those_who_come_at_once_share_one_working_out(desk: Any, tmp_path: Path) -> None:
    records = Records(desk.cover, JournalReader(tmp_path / "none"))
    edition = desk.reports.editions["bilan"]
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(records.coverage, [edition] * 8))
    assert desk.worked_out == ["bilan"]
    assert all(each is found[0] for each in found)


def test_a_failure_is_not_kept(desk: Any, tmp_path: Path) -> None:
    tries = iter([RuntimeError("no"), None])

    def cover(edition: Any) -> Any:
        if (wrong := next(tries)) is not None:
            raise wrong
        return desk.cover(edition)

    records = Records(cover, JournalReader(tmp_path / "none"))
    edition = desk.reports.editions["bilan"]
    with ThreadPoolExecutor(1) as pool:
        assert isinstance(pool.submit(records.coverage, edition).exception(), RuntimeError)
        assert pool.submit(records.coverage, edition).result().report == "bilan"


class Answering:
    """A service whose encoder is there."""

    encoder = cast("Any", object())

    def tools_of(self, edition: Any) -> Tools:
        return Tools(self.encoder)


def test_the_encoder_that_answers_is_used_again(desk: Any) -> None:
    found = encoder_of(cast("Any", Answering()), desk.reports.editions["bilan"])
    assert found is Answering.encoder
