"""Footnotes end their page, and cut no sentence that runs over it."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest

from ingest.cut import cut_passages
from ingest.footnotes import put_last
from ingest.report import Box, Line, Report

MakeLine = Callable[..., Line]
LEFT, RIGHT = (0.05, 0.45), (0.55, 0.95)
CALLED = "La Ville aide les associations1 de quartier."
NOTE = "1. Elles sont trente-deux."
BESIDE = "Les écoles ont rouvert en septembre."


@pytest.fixture
def place(make_line: MakeLine) -> Callable[..., Line]:
    """A line in a column, a block of its own."""

    def build(text: str, block: int, side: tuple[float, float], top: float, size: float) -> Line:
        box = Box(side[0], top, side[1], top + 0.012)
        return replace(make_line(text, top, size=size, block=block), box=box)

    return build


@pytest.fixture
def page(place: Callable[..., Line]) -> list[Line]:
    """Two columns; the left one ends with a footnote."""
    return [
        place(CALLED, 0, LEFT, 0.3, 10),
        place(NOTE, 1, LEFT, 0.9, 8),
        place(BESIDE, 2, RIGHT, 0.3, 10),
        place("Fin.", 3, (0.3, 0.7), 0.2, 10),
    ]


def texts(lines: Sequence[Line]) -> list[str]:
    return [line.text for line in lines]


def test_a_footnote_under_the_first_column_ends_the_page(page: list[Line]) -> None:
    assert texts(put_last(page, double=False)) == [CALLED, BESIDE, "Fin.", NOTE]


def test_a_footnote_of_a_double_page_ends_its_half(page: list[Line]) -> None:
    assert texts(put_last(page, double=True)) == [CALLED, NOTE, BESIDE, "Fin."]


@pytest.mark.parametrize(
    "changed",
    [
        pytest.param({"text": "7. Une note qu'aucun mot n'appelle."}, id="not called"),
        pytest.param({"text": "Une légende de photographie."}, id="no mark"),
        pytest.param({"size": 10.0}, id="of the same size"),
        pytest.param({"box": Box(0.05, 0.1, 0.45, 0.11)}, id="at the top"),
    ],
)
def test_other_small_lines_stay(changed: dict[str, object], page: list[Line]) -> None:
    lines = [page[0], replace(page[1], **changed), *page[2:]]  # type: ignore[arg-type]
    assert put_last(lines, double=False) == tuple(lines)


def test_a_note_with_text_below_it_is_of_a_table_and_stays(
    page: list[Line], place: Callable[..., Line]
) -> None:
    lines = [*page[:2], place("La suite du texte.", 4, LEFT, 0.95, 10), *page[2:]]
    assert put_last(lines, double=False) == tuple(lines)


def test_a_sentence_over_the_page_is_not_cut_by_a_footnote(
    make_report: Callable[..., Report], make_line: MakeLine
) -> None:
    begun = make_line("La Ville aide chaque année les associations1", 0.8, block=0)
    note = make_line(NOTE, 0.9, size=8, block=1)
    report = make_report([begun, note], ["de quartier qui le demandent."])
    said = [passage.text for passage in cut_passages(report)]
    sentence = "La Ville aide chaque année les associations1 de quartier qui le demandent."
    assert any(sentence in text.replace("\n", " ") for text in said)
    assert any(NOTE in text for text in said)
