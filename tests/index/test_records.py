"""Passages and pages survive being written down."""

from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st

from index.records import (
    page_record,
    passage_record,
    read_page,
    read_passage,
    write_lines,
)
from ingest.report import (
    Box,
    Line,
    Missing,
    Page,
    Passage,
    PassageKind,
    Placement,
    ReadBy,
    Report,
    Row,
    RowCell,
)
from ingest.spread import Spread

shares = st.floats(0, 1)
boxes = st.builds(
    lambda a, b, c, d: Box(min(a, b), min(c, d), max(a, b), max(c, d)),
    shares,
    shares,
    shares,
    shares,
)
texts = st.text(min_size=1).filter(str.strip)


places = st.integers(0, 99)
cells = st.builds(RowCell, places, places, places, st.lists(st.text()).map(tuple))
pages = st.none() | st.integers(1, 5000)
rows = st.builds(
    Row,
    places,
    places,
    st.integers(1, 5000),
    st.integers(1, 99),
    st.lists(cells).map(tuple),
    st.lists(st.text()).map(tuple),
    pages,
    st.booleans(),
) | st.builds(
    lambda counted_in, counted_page: Row(
        0, 9, 1, 1, (), counted_in=counted_in, counted_page=counted_page
    ),
    texts,
    pages,
)


passages = st.builds(
    lambda text, box, page, **rest: Passage(
        id="id", text=text, placements=(Placement(0, len(text), page, box),), **rest
    ),
    text=texts,
    box=boxes,
    page=st.integers(1, 5000),
    headings=st.lists(st.text()).map(tuple),
    page_label=st.text(),
    kind=st.sampled_from(PassageKind),
    read_by=st.sampled_from(ReadBy),
    sentences=st.lists(st.tuples(st.integers(0, 99), st.integers(0, 99))).map(tuple),
    rows=st.lists(rows).map(tuple),
)


@given(passages)
def test_any_passage_comes_back_as_it_was(passage: Passage) -> None:
    assert read_passage(write_lines([passage_record(passage)])) == passage


lines = st.builds(Line, st.text(), boxes, shares, st.booleans(), st.integers(0), st.booleans())


@given(
    lines=st.lists(lines),
    contents=st.booleans(),
    missing=st.none() | st.sampled_from(Missing),
    sure=st.none() | shares,
    spread=st.none() | st.builds(Spread, st.text(), st.text()),
)
def test_any_page_comes_back_as_it_was(
    lines: list[Line],
    contents: bool,
    missing: Missing | None,
    sure: float | None,
    spread: Spread | None,
) -> None:
    told = (contents, ReadBy.OCR, sure, missing, spread)
    page = Page(7, "vii", tuple(lines), 595.276, 841.89, *told)
    assert read_page(write_lines([page_record(page)])) == page


def test_one_record_is_one_line_whatever_the_text(passage: Callable[..., Passage]) -> None:
    odd = [passage("une ligne\u2028deux\u0085trois\nquatre\x0bcinq"), passage("six")]
    written = write_lines(map(passage_record, odd))
    assert [read_passage(line) for line in written.split(b"\n")[:-1]] == odd


def test_the_pages_of_a_report_come_back_as_they_were(report: Report) -> None:
    written = write_lines(map(page_record, report.pages))
    assert tuple(map(read_page, written.splitlines())) == report.pages
