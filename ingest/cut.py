"""Cuts a report into passages: whole sentences, small enough to quote, under their headings."""

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from types import MappingProxyType

from ingest.heads import TableKey, heads_of_tables
from ingest.references import is_references
from ingest.report import Missing, Page, Passage, PassageKind, ReadBy, Report, Row
from ingest.rows import rows_of_units
from ingest.sections import Section, sections_of
from ingest.tape import Tape
from ingest.units import HARD_LIMIT, MOST_WORDS, Unit, units_of

FEWEST_WORDS = 40
ENOUGH_WORDS = 60
MOST_LEAD_WORDS = 40  # of a sentence that announces a table
SLOGAN_PAGES = 3
SLOGAN_SHARE = 0.05
SLOGAN_WORDS = 12

# Goes into an edition's id: a change of how reports are read or cut needs a new version.
Cut = Mapping[str, int | str]
CUT: Cut = MappingProxyType(
    {
        "version": 7,
        "fewest_words": FEWEST_WORDS,
        "enough_words": ENOUGH_WORDS,
        "most_words": MOST_WORDS,
        "hard_limit": HARD_LIMIT,
    }
)

# What another attempt may still have: with Tesseract installed, or on a machine with less to do.
_MENDABLE = {Missing.UNRECOGNISED, Missing.SLOW, Missing.GIVEN_UP}


def cut_of(report: Report, recogniser: str | None) -> Cut:
    """How this very report was read and cut: CUT, who recognised pages, which ones are lost so far.

    Where nothing was recognised and nothing can be mended it is CUT itself. A report that was read
    without Tesseract is therefore another edition than the one read with it.
    """
    recognised = any(page.read_by is ReadBy.OCR for page in report.pages)
    cut = recognised_cut(recogniser) if recognised and recogniser else CUT
    lost = ",".join(str(page.number) for page in report.pages if page.missing in _MENDABLE)
    return MappingProxyType({**cut, "lost": lost}) if lost else cut


def recognised_cut(recogniser: str) -> Cut:
    """How a report is read and cut of which `recogniser` reads pages."""
    return MappingProxyType({**CUT, "ocr": recogniser})


def is_recognised(cut: Cut) -> bool:
    """Whether `cut` is today's, whoever recognised pages, and none is lost."""
    return "ocr" in cut and {**cut, "ocr": ""} == {**CUT, "ocr": ""}


def cut_passages(report: Report, reached: Callable[[int], None] | None = None) -> list[Passage]:
    """The passages of a report in reading order; every line stands in one, no sentence is cut.

    `reached` is told each page that a passage was cut from, in order, and the last at the end.
    """
    tape = Tape()
    passages: list[Passage] = []
    leads: dict[TableKey, str] = {}
    heads = heads_of_tables(report.pages)
    for section in sections_of(report, tape):
        held = units_of(section, tape)
        leads |= _leads(held, tape)
        for units in _packed(held):
            start, end = units[0].start, units[-1].end
            identity = _identity(report, len(passages), tape.text[start:end])
            page = report.pages[units[0].first_page - 1]
            if reached and not (passages and passages[-1].first_page == page.number):
                reached(page.number)
            rows = rows_of_units(units, tape, heads)
            passage = _passage(identity, section, units, page, tape)
            lead = [leads[table]] if (table := units[0].table) in leads else []
            above = (*section.headings, *lead, *_carried(rows))
            passages.append(replace(passage, headings=above, rows=rows))
    if reached:
        reached(len(report.pages))
    return _with_slogans(passages, len(report.pages))


def _passage(
    identity: str, section: Section, units: Sequence[Unit], page: Page, tape: Tape
) -> Passage:
    start, end = units[0].start, units[-1].end
    placements = tape.placements(start, end)
    return Passage(
        id=identity,
        text=tape.text[start:end],
        headings=section.headings,
        placements=placements,
        page_label=page.label_of(p.box for p in placements if p.page == page.number),
        kind=_kind(section, tape.text[start:end]),
        read_by=page.read_by,
        sentences=tuple((unit.start - start, unit.end - start) for unit in units),
    )


def _leads(units: Sequence[Unit], tape: Tape) -> dict[TableKey, str]:
    """By table the sentence right above it that announces it: « Les tarifs sont : »."""
    return {
        row.table: tape.text[before.start : before.end]
        for before, row in pairwise(units)
        if row.table is not None
        and before.table is None
        and before.last_page == row.first_page
        and before.words <= MOST_LEAD_WORDS
        and tape.text[before.start : before.end].endswith(":")
    }


def _carried(rows: Sequence[Row]) -> tuple[str, ...]:
    """What heads a table that goes on from an earlier page, as one heading above its rows."""
    heads = [
        h for r in rows if r.heads_page not in {None, r.page} for c in r.cells for h in c.heads
    ]
    heads += [r.counted_in for r in rows if r.counted_page not in {None, r.page}]
    said = " | ".join(dict.fromkeys(heads))
    return (said,) if said else ()


def _kind(section: Section, text: str) -> PassageKind:
    if section.kind is PassageKind.BODY and is_references(text, section.headings):
        return PassageKind.REFERENCES
    return section.kind


def _identity(report: Report, ordinal: int, text: str) -> str:
    """16 hexadecimal digits, the same for the same report and the same cut."""
    whole = f"{report.sha256}|{sorted(CUT.items())}|{ordinal}|{text}"
    return hashlib.sha256(whole.encode()).hexdigest()[:16]


def _packed(units: Sequence[Unit]) -> Iterator[list[Unit]]:
    """`units` in passages of about 40 to 120 words that end with a page or a paragraph."""
    held: list[Unit] = []
    words = 0
    for unit in units:
        if held and _full(held[-1], words, unit):
            yield held
            held, words = [], 0
        held.append(unit)
        words += unit.words
    if held:
        yield held


def _full(last: Unit, words: int, unit: Unit) -> bool:
    """Whether `unit` starts a new passage after `words` words that end with the unit `last`."""
    if unit.first_page != last.last_page or unit.table != last.table:
        return True
    if unit.table is None and not unit.follows_on(last):  # a table may reach over the fold
        return True
    if last.leads:
        return words + unit.words > HARD_LIMIT
    if words + unit.words > MOST_WORDS:
        return words >= FEWEST_WORDS or words + unit.words > HARD_LIMIT
    if (last.first_page, last.first_half) != (last.last_page, last.last_half):
        return words >= FEWEST_WORDS
    return last.closes and words >= ENOUGH_WORDS


def _with_slogans(passages: list[Passage], pages: int) -> list[Passage]:
    """`passages` with those that are said again and again marked as slogans."""
    seen: dict[str, set[int]] = defaultdict(set)
    for passage in passages:
        seen[passage.text.casefold()].add(passage.first_page)
    often = max(SLOGAN_PAGES, round(SLOGAN_SHARE * pages))
    return [
        replace(passage, kind=PassageKind.SLOGAN)
        if passage.kind is PassageKind.BODY
        and len(seen[passage.text.casefold()]) >= often
        and len(passage.text.split()) <= SLOGAN_WORDS
        else passage
        for passage in passages
    ]
