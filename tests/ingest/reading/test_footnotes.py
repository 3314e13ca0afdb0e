"""Footnotes end their page, and cut no sentence that runs over it."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest

from ingest.cut import cut_passages
from ingest.footnotes import put_before, put_last
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


@pytest.mark.parametrize("called", ["ses associations¹ de quartier", "ses associations.1 Fin."])
def test_a_mark_may_be_raised_or_follow_a_full_stop(called: str, page: list[Line]) -> None:
    lines = [replace(page[0], text=called), *page[1:]]
    assert texts(put_last(lines, double=False))[-1] == NOTE


def test_units_and_formulas_call_no_note(page: list[Line]) -> None:
    note = replace(page[1], text="2. Les routes du canton.")
    lines = [replace(page[0], text="300 m2 et moins de CO2"), note, *page[2:]]
    assert put_last(lines, double=False) == tuple(lines)


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


@pytest.mark.parametrize(
    ("begun", "after", "first"),
    [
        ("La Ville aide chaque année les associations", "de quartier.", NOTE),
        ("La Ville aide les associations.", "de quartier.", "La Ville aide les associations."),
        ("La Ville aide les associations", "Les quartiers.", "La Ville aide les associations"),
    ],
)
def test_a_footnote_stands_before_a_sentence_that_runs_over_the_page(
    begun: str, after: str, first: str, make_line: MakeLine
) -> None:
    lines = [make_line(begun, 0.8), make_line(NOTE, 0.9, size=8, block=1)]
    ordered = put_before(lines, [make_line(after, 0.1)])
    assert sorted(texts(ordered)) == sorted([begun, NOTE])
    assert ordered[0].text == first


def test_a_word_cut_at_the_end_of_a_page_with_a_footnote_is_whole(
    read_source: Callable[[str], Report],
) -> None:
    report = read_source(
        """#set page(height: 200pt, width: 300pt, margin: 20pt)
        #v(102pt)
        La Ville aide chaque année les associations#footnote[Elles sont trente-deux.] du dépar-\\
        #pagebreak(weak: true)
        tement qui le lui demandent avant la fin du mois de juin."""
    )
    assert len(report.pages) == 2
    assert any("du département qui" in passage.text for passage in cut_passages(report))


def test_a_sentence_that_runs_over_the_page_is_whole_in_a_passage(
    read_source: Callable[[str], Report],
) -> None:
    report = read_source(
        """#set page(height: 200pt, width: 300pt, margin: 20pt)
        #v(72pt)
        La Ville aide chaque année les associations de quartier#footnote[Elles sont trente-deux.]
        qui le lui demandent avant la fin du mois de juin, celles qui viennent de se fonder au cours
        de la même année, et toutes celles qui tiennent une permanence ouverte au public le samedi,
        à condition que leur siège soit dans la commune depuis plus de deux ans."""
    )
    first, second = report.pages
    assert [line.text for line in first.lines if line.text == "1Elles sont trente-deux."]
    assert second.lines[0].text[0].islower()
    said = [passage.text.replace("\n", " ") for passage in cut_passages(report)]
    assert any("La Ville aide" in text and "plus de deux ans." in text for text in said)
