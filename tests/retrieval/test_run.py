"""A run is read back as it was written, and what isn't one is refused by name."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from retrieval.answer import Outcome
from retrieval.evaluate import Evaluation
from retrieval.gold import Kind
from retrieval.judge import Fault, Judged
from retrieval.run import Entry, RunMissing, RunUnreadable, read_run


@pytest.fixture
def evaluation(make_judged: Callable[..., Judged]) -> Evaluation:
    """One question right, one refused, one answered that has no answer."""
    return Evaluation(
        (
            make_judged("un", cited=(1,), ranked=(1, 2)),
            make_judged("deux", Kind.TYPO, ranked=(3, 2, 1), outcome=Outcome.MENTIONED),
            make_judged("trois", Kind.NEAR_MISS, cited=(2,)),
        ),
        missing_reports=(),
    )


@pytest.fixture
def written(evaluation: Evaluation) -> dict[str, Any]:
    """What that evaluation writes."""
    return json.loads(json.dumps(evaluation.as_json()))


def test_each_question_is_kept_in_short(written: dict[str, Any]) -> None:
    assert written["judged"] == [
        {
            "id": "un", "kind": "direct", "question": "un", "outcome": "answered", "right": True,
            "why": None, "ranks": [1],
        },
        {
            "id": "deux", "kind": "typo", "question": "deux", "outcome": "mentioned",
            "right": False, "why": "refused", "ranks": [3],
        },
        {
            "id": "trois", "kind": "near_miss", "question": "trois", "outcome": "answered",
            "right": False, "why": "answered_unanswerable", "ranks": [],
        },
    ]  # fmt: skip


def test_a_run_is_read_back_as_it_was_written(
    written: dict[str, Any], evaluation: Evaluation, tmp_path: Path
) -> None:
    path = tmp_path / "avant.json"
    path.write_text(json.dumps(written), encoding="utf-8")
    run = read_run(path)
    assert run.file == "avant.json"
    assert run.entries == tuple(map(Entry.of, evaluation.judged))
    assert (run.figures["right"], run.figures["refused"]) == (0.5, 0.0)
    assert run.figures["quote_words.p50"] == 4.0
    assert run.figures["latency_ms.p95"] is None


def test_a_part_that_was_never_ranked_has_no_rank(make_judged: Callable[..., Judged]) -> None:
    judged = make_judged(pages=(1, 4), groups=((1,), (4,)), ranked=(2, 1), kind=Kind.MULTI)
    assert Entry.of(judged).ranks == (2, None)


def test_a_question_of_a_report_that_is_not_indexed_has_no_outcome(
    make_judged: Callable[..., Judged],
) -> None:
    asked = make_judged()
    entry = Entry.of(Judged(asked.gold, asked.groups))
    assert (entry.outcome, entry.why) == (None, Fault.REPORT_NOT_INDEXED)
    assert Entry.from_json(entry.as_json()) == entry


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(RunMissing) as caught:
        read_run(tmp_path / "rien.json")
    assert caught.value.values == {"path": str(tmp_path / "rien.json")}


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{}", "null", "12", '{"judged": []}', '{"judged": [{"id": "x"}]}', "\xff"],
)
def test_a_file_that_is_no_run_is_refused(text: str, tmp_path: Path) -> None:
    path = tmp_path / "run.json"
    path.write_bytes(text.encode("latin-1"))
    with pytest.raises(RunUnreadable) as caught:
        read_run(path)
    assert caught.value.values["path"] == str(path)


@pytest.mark.parametrize(
    ("key", "value"),
    [("right", "0.5"), ("right", True), ("latency_ms", 3), ("judged", None)],
)
def test_a_run_that_was_altered_is_refused(
    written: dict[str, Any], key: str, value: object, tmp_path: Path
) -> None:
    path = tmp_path / "run.json"
    path.write_text(json.dumps(written | {key: value}), encoding="utf-8")
    with pytest.raises(RunUnreadable):
        read_run(path)


@pytest.mark.parametrize("field", ["kind", "outcome", "why"])
def test_an_entry_with_an_unknown_word_is_refused(
    written: dict[str, Any], field: str, tmp_path: Path
) -> None:
    written["judged"][0][field] = "inconnu"
    path = tmp_path / "run.json"
    path.write_text(json.dumps(written), encoding="utf-8")
    with pytest.raises(RunUnreadable, match="inconnu"):
        read_run(path)
