"""Coverage that is kept beside its edition, and never believed without a look at the pages."""

import json
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from retrieval.coverage import Coverage, cover
from retrieval.coverage_record import read_coverage, write_coverage
from retrieval.gazetteer import Gazetteer, shipped_gazetteer
from retrieval.kept_coverage import kept_or_made
from retrieval.places import Place
from retrieval.topic import Topic
from retrieval.topics import shipped_topics

TOPICS = shipped_topics()


class Maker:
    """Works the coverage out, and counts how often it had to."""

    def __init__(self, edition: object) -> None:
        self.edition = edition
        self.times = 0

    def kept(
        self,
        folder: Path,
        *,
        topics: Sequence[Topic] = TOPICS,
        gazetteer: Gazetteer | None = None,
        made_by: str = "r1",
    ) -> Coverage:
        def make() -> Coverage:
            self.times += 1
            return cover(self.edition, topics, encoder=None, gazetteer=shipped_gazetteer())  # type: ignore[arg-type]

        places = gazetteer or shipped_gazetteer()
        return kept_or_made(
            folder,
            self.edition,  # type: ignore[arg-type]
            topics,
            gazetteer=places,
            made_by=made_by,
            make=make,
        )


@pytest.fixture
def maker(bilan: object) -> Maker:
    return Maker(bilan)


def test_what_was_written_is_read_back_equal(bilan: object) -> None:
    coverage = cover(bilan, TOPICS, encoder=None, gazetteer=shipped_gazetteer())  # type: ignore[arg-type]

    assert read_coverage(write_coverage(coverage), bilan, TOPICS) == coverage  # type: ignore[arg-type]


def test_it_is_worked_out_once(maker: Maker, tmp_path: Path) -> None:
    first, second = maker.kept(tmp_path / "kept"), maker.kept(tmp_path / "kept")

    assert first == second
    assert maker.times == 1


def test_other_topics_places_or_encoders_work_it_out_anew(maker: Maker, tmp_path: Path) -> None:
    maker.kept(tmp_path)
    maker.kept(tmp_path, topics=TOPICS[:5])
    maker.kept(tmp_path, gazetteer=Gazetteer([Place("Calais", "62193")]))
    maker.kept(tmp_path, made_by="r2")

    assert maker.times == 4


@pytest.mark.parametrize("damage", [b"", b"{}", b"[]", b"\xff", b'{"seal": "x", "topics": []}'])
def test_a_damaged_file_is_worked_out_anew(maker: Maker, tmp_path: Path, damage: bytes) -> None:
    whole = maker.kept(tmp_path)
    (file,) = tmp_path.iterdir()
    file.write_bytes(damage)

    assert maker.kept(tmp_path) == whole
    assert maker.times == 2


def test_an_altered_figure_is_noticed(maker: Maker, tmp_path: Path) -> None:
    whole = maker.kept(tmp_path)
    (file,) = tmp_path.iterdir()
    record = json.loads(file.read_bytes())
    next(row for row in record["topics"] if row["whole"])["whole"]["passages"] += 1
    file.write_text(json.dumps(record), encoding="utf-8")

    assert maker.kept(tmp_path) == whole


def test_a_quote_that_is_not_on_its_page_is_not_believed(
    make_edition: Callable[..., object], tmp_path: Path
) -> None:
    bikes = "Le plan vélo prévoit 120 kilomètres de voies cyclables."
    edition = make_edition([(1, (), bikes), (2, (), "Autre page.")])
    coverage = cover(edition, TOPICS, encoder=None, gazetteer=shipped_gazetteer())  # type: ignore[arg-type]
    written = write_coverage(coverage)
    other = make_edition([(1, (), bikes.replace("vélo", "auto")), (2, (), "Autre page.")])

    with pytest.raises(KeyError):
        read_coverage(written, other, TOPICS)  # type: ignore[arg-type]


def test_a_folder_that_cannot_be_written_to_loses_nothing_but_time(
    maker: Maker, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("not a folder", encoding="utf-8")

    assert maker.kept(tmp_path / "file" / "kept") == maker.kept(tmp_path / "good")


def test_no_more_than_four_are_kept_for_an_edition(maker: Maker, tmp_path: Path) -> None:
    for number in range(7):
        maker.kept(tmp_path, made_by=f"r{number}")

    assert len(list(tmp_path.iterdir())) == 4
