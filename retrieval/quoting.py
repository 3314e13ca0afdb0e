"""Turns the best evidence into citations, each found again on its page, as short as answers."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from ingest.report import Page, Row
from retrieval.answer import Citation, QuoteNotOnPage, SetAside
from retrieval.evidence import Evidence
from retrieval.rows import rows_between, write
from retrieval.tables import heads_of
from retrieval.widening import with_antecedent, with_items

_MOST = 3
_NOTE_MARKS = re.compile(r"(?<=[.!?…»])(?:\s*\[\d+(?:[,;–-]\s*\d+)*\])+\s*$")


class Pages(Protocol):
    """Where pages are looked up: an edition."""

    def page(self, number: int) -> Page:
        """The page `number`, counted from 1."""


@dataclass(frozen=True, slots=True)
class Quoted:
    """Citations that stand on their pages, and what was refused because it doesn't."""

    citations: tuple[Citation, ...]
    refused: tuple[SetAside, ...]


def quote(
    chosen: Sequence[Evidence], editions: Mapping[str, Pages], *, lists: bool = False
) -> Quoted:
    """The citations of `chosen`, one a page that a stretch touches, at most three in all.

    With `lists`, a stretch of a list is quoted with the rest of it.
    """
    citations: list[Citation] = []
    refused: list[SetAside] = []
    for evidence in chosen:
        try:
            whole = with_items(with_antecedent(evidence), lists)
            found = tuple(_cite(whole, editions[evidence.hit.edition]))
        except QuoteNotOnPage:
            refused.append(set_aside(evidence, "not_on_page"))
            continue
        citations += [c for c in found if not _already(c, citations)]
    return Quoted(tuple(citations[:_MOST]), tuple(refused))


def set_aside(evidence: Evidence, reason: str) -> SetAside:
    """`evidence` as something considered and refused for `reason`."""
    page = next(evidence.hit.passage.placed(evidence.start, evidence.end)).page
    return SetAside(evidence.text, page, evidence.hit.report, reason, evidence.score)


def _cite(evidence: Evidence, edition: Pages) -> Iterator[Citation]:
    """One citation a page: a quote never crosses a page. Raises `QuoteNotOnPage`."""
    passage = evidence.hit.passage
    for number in dict.fromkeys(p.page for p in passage.placed(evidence.start, evidence.end)):
        spans = [p for p in passage.placed(evidence.start, evidence.end) if p.page == number]
        start, end = max(evidence.start, spans[0].start), min(evidence.end, spans[-1].end)
        start, end = _trimmed(passage.text, start, end)
        page, text = edition.page(number), passage.text[start:end]
        rows = rows_between(passage, start, end)
        if rows:
            yield _of_rows(evidence, page, rows)
            continue
        heads = heads_of(page, [placement.box for placement in spans])
        yield Citation(
            passage=passage,
            quote=text,
            page=page,
            parts=(heads, text) if heads else (),
            edition=evidence.hit.edition,
            report=evidence.hit.report,
            start=start,
            end=end,
            read_by=passage.read_by,
        )


def _of_rows(evidence: Evidence, page: Page, rows: tuple[Row, ...]) -> Citation:
    """The citation of table rows: its parts are their heads and cells. Raises `QuoteNotOnPage`."""
    passage = evidence.hit.passage
    said = write(passage.text, rows)
    return Citation(
        passage=passage,
        quote=said.text,
        page=page,
        parts=tuple(dict.fromkeys(part.text for part in said.parts)),
        edition=evidence.hit.edition,
        report=evidence.hit.report,
        start=rows[0].start,
        end=rows[-1].end,
        read_by=passage.read_by,
        rows=rows,
    )


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """`text[start:end]` without white space around it, nor the note marks that follow its end.

    >>> _trimmed("Le repas coûte 11 euros. [51, 44] ", 0, 34)
    (0, 24)
    """
    stretch = text[start:end].rstrip()
    marks = _NOTE_MARKS.search(stretch)
    stretch = stretch[: marks.start()] if marks else stretch
    return start + len(stretch) - len(stretch.lstrip()), start + len(stretch)


def _already(citation: Citation, others: Sequence[Citation]) -> bool:
    return any(
        citation.report == other.report
        and citation.page.number == other.page.number
        and (citation.quote in other.quote or other.quote in citation.quote)
        for other in others
    )
