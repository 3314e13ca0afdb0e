"""Turns the best evidence into citations, each found again on its page, as short as answers."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from ingest.report import Page
from retrieval.answer import Citation, QuoteNotOnPage, SetAside
from retrieval.evidence import Evidence, units

_MOST = 3
_SHORT_BEFORE = 30
_LONGEST_LIST = 90
_NOTE_MARKS = re.compile(r"(?<=[.!?…»])(?:\s*\[\d+(?:[,;–-]\s*\d+)*\])+\s*$")
_ITEM = re.compile(r"[•●■▪◦❖◆➢➔→⇨✓✔☐☑►▶◼*–—-]\s|\(?(?:\d{1,2}|[a-z])[.)]\s")
_LEANS_BACK = re.compile(
    r"^(?:Il|Elle|Ils|Elles|Celui-ci|Celle-ci|Ceux-ci|Celles-ci|Cela|Ça|C['’]est|Ce dernier"
    r"|Cette dernière|Ces derniers|Ces dernières|Cet?te?|Ces|Son|Sa|Ses|Leurs?|Y)\b"
)


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


def with_antecedent(evidence: Evidence) -> Evidence:
    """`evidence`, widened by the short sentence before it if it opens with « Il », « Ce … »."""
    if not _LEANS_BACK.match(evidence.text):
        return evidence
    before = [unit for unit in units(evidence.hit.passage) if unit.end <= evidence.start]
    if not before:
        return evidence
    words = len(evidence.hit.passage.text[before[-1].start : before[-1].end].split())
    return replace(evidence, start=before[-1].start) if words <= _SHORT_BEFORE else evidence


def with_items(evidence: Evidence, wanted: bool) -> Evidence:
    """`evidence`, widened to the whole list that it announces or is part of, with its first line.

    Only where a list is `wanted`, and never beyond `_LONGEST_LIST` words.
    """
    parts = units(evidence.hit.passage)
    text = evidence.hit.passage.text
    inside = [i for i, u in enumerate(parts) if u.start < evidence.end and evidence.start < u.end]
    if not wanted or not inside:
        return evidence
    shown = [text[unit.start : unit.end] for unit in parts]
    first, last = inside[0], inside[-1]
    while _ITEM.match(shown[first]) and first and _of_list(shown[first - 1]):
        first -= 1
    while last + 1 < len(parts) and _of_list(shown[last]) and _ITEM.match(shown[last + 1]):
        last += 1
    while last > inside[-1] and len(" ".join(shown[first : last + 1]).split()) > _LONGEST_LIST:
        last -= 1
    if len(" ".join(shown[first : last + 1]).split()) > _LONGEST_LIST:
        first = inside[0]
    return replace(evidence, start=parts[first].start, end=parts[last].end)


def _of_list(text: str) -> bool:
    return bool(_ITEM.match(text)) or text.rstrip().endswith(":")


def _cite(evidence: Evidence, edition: Pages) -> Iterator[Citation]:
    """One citation a page: a quote never crosses a page. Raises `QuoteNotOnPage`."""
    passage = evidence.hit.passage
    for number in dict.fromkeys(p.page for p in passage.placed(evidence.start, evidence.end)):
        spans = [p for p in passage.placed(evidence.start, evidence.end) if p.page == number]
        start, end = max(evidence.start, spans[0].start), min(evidence.end, spans[-1].end)
        start, end = _trimmed(passage.text, start, end)
        yield Citation(
            passage=passage,
            quote=passage.text[start:end],
            page=edition.page(number),
            edition=evidence.hit.edition,
            report=evidence.hit.report,
            start=start,
            end=end,
            read_by=passage.read_by,
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
