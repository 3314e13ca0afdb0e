"""Cuts a report into passages: whole sentences, small enough to quote, under their headings."""

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from ingest.headings import Block, Headings, blocks_of, is_figure
from ingest.report import Passage, PassageKind, Report
from ingest.sentences import split_sentences
from ingest.tape import Tape

FEWEST_WORDS = 40
ENOUGH_WORDS = 60
MOST_WORDS = 120
HARD_LIMIT = 180
MOST_LABEL_WORDS = 25
MOST_HEADING_WORDS = 30
SLOGAN_PAGES = 3
SLOGAN_SHARE = 0.05
SLOGAN_WORDS = 12

CUT: Mapping[str, int | str] = MappingProxyType(
    {"version": 1, "fewest_words": FEWEST_WORDS, "enough_words": ENOUGH_WORDS,
     "most_words": MOST_WORDS, "hard_limit": HARD_LIMIT}
)  # fmt: skip

_OPEN_END = re.compile(r"""[^.!?…:;»”")\]]$""")
_BULLET = re.compile(r"[•●■▪◦‣❖◆➢➔→⇨✓✗✔☐☑☒□►▶▸◼*–—-]\s|[ox]\s|\(?(?:\d{1,2}|[a-z])\)\s")
SAME_SIZE = 0.12

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Unit:
    """What is never cut: a sentence, a list item, a table row. `tape.text[start:end]`.

    `leads` says that it makes no sense without the next (a figure before its label, a line that
    ends in a colon); `closes` that a paragraph ends with it.
    """

    start: int
    end: int
    words: int
    first_page: int
    last_page: int
    leads: bool = False
    closes: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """Text under one chain of headings; `kind` is HEADING for the heading itself."""

    headings: tuple[str, ...]
    kind: PassageKind
    units: tuple[Unit, ...]


def cut_passages(report: Report) -> list[Passage]:
    """The passages of a report in reading order; every line stands in one, no sentence is cut."""
    tape = Tape()
    passages: list[Passage] = []
    labels = {page.number: page for page in report.pages}
    for section in list(_sections(report, tape)):
        for units in _packed(section.units):
            start, end = units[0].start, units[-1].end
            page = labels[units[0].first_page]
            text = tape.text[start:end]
            passages.append(
                Passage(
                    id=_identity(report, len(passages), text),
                    text=text,
                    headings=section.headings,
                    placements=tape.placements(start, end),
                    page_label=page.label,
                    kind=section.kind,
                    read_by=page.read_by,
                    sentences=tuple((u.start - start, u.end - start) for u in units),
                )
            )
    return _with_slogans(passages, len(report.pages))


def _identity(report: Report, ordinal: int, text: str) -> str:
    """16 hexadecimal digits, the same for the same report and the same cut."""
    whole = f"{report.sha256}|{sorted(CUT.items())}|{ordinal}|{text}"
    return hashlib.sha256(whole.encode()).hexdigest()[:16]


class _Chain:
    """The headings above what comes next, outermost first."""

    def __init__(self) -> None:
        self._links: list[tuple[int, str]] = []
        self._fresh: int | None = None  # the page of a heading that nothing stands under yet

    @property
    def texts(self) -> tuple[str, ...]:
        """What they say."""
        return tuple(text for _, text in self._links)

    def use(self) -> None:
        """Something stands under the last heading now."""
        self._fresh = None

    def add(self, rank: int, text: str, page: int) -> None:
        """A heading ends those of its rank and below.

        One that nothing stands under yet isn't lost: titles that follow each other are one.
        """
        while self._links and self._links[-1][0] >= rank:
            above, before = self._links.pop()
            joined = f"{before} {text}"
            if self._fresh == page and len(joined.split()) <= MOST_HEADING_WORDS:
                rank, text = min(rank, above), joined
            self._fresh = None
        self._links.append((rank, text))
        self._fresh = page


def _sections(report: Report, tape: Tape) -> Iterator[Section]:
    """The report's text in sections, written onto `tape` on the way."""
    headings = Headings(report)
    chain = _Chain()
    held: list[_Paragraph] = []
    for page in report.pages:
        before: Block | None = None
        kind = PassageKind.CONTENTS if page.contents else PassageKind.BODY
        for block in blocks_of(page):
            rank = None if page.contents else headings.rank(block, before)
            before = block
            span = _write(tape, block)
            if span is None:
                continue
            if held and (rank is not None or held[-1].kind is not kind):
                yield _section(chain, held, tape)
                held = []
            if rank is None:
                chain.use()
                _append(held, _Paragraph(span, (block,), kind), tape)
                continue
            title = _Paragraph(span, (block,), PassageKind.HEADING)
            text = tape.text[span[0] : span[1]]
            chain.add(rank, text, page.number)
            yield _section(chain, [title], tape)
    if held:
        yield _section(chain, held, tape)


@dataclass(frozen=True, slots=True)
class _Paragraph:
    span: Span
    blocks: tuple[Block, ...]
    kind: PassageKind


def _write(tape: Tape, block: Block) -> Span | None:
    pieces = [piece for line in block.lines if (piece := tape.add(block.page, line)) is not None]
    return (pieces[0].start, pieces[-1].end) if pieces else None


def _append(paragraphs: list[_Paragraph], new: _Paragraph, tape: Tape) -> None:
    """Adds `new`, or lets it go on from the last where a sentence runs over."""
    if paragraphs and _runs_on(paragraphs[-1], new, tape):
        last = paragraphs[-1]
        span = (last.span[0], new.span[1])
        paragraphs[-1] = replace(last, span=span, blocks=(*last.blocks, *new.blocks))
    else:
        paragraphs.append(new)


def _runs_on(before: _Paragraph, after: _Paragraph, tape: Tape) -> bool:
    """Whether a sentence goes on from one paragraph (column, page) to the next."""
    last, first = before.blocks[-1], after.blocks[0]
    if last.beside or first.beside or first.page - last.page not in (0, 1):
        return False
    if abs(first.size - last.lines[-1].size) > SAME_SIZE * last.size:
        return False
    start, end = after.span[0], before.span[1]
    if start == end:  # a word cut between the two
        return True
    return (
        bool(_OPEN_END.search(tape.text[:end][-1:]))
        and tape.text[start].islower()
        and not (_BULLET.match(tape.text[start : start + 4]))
    )


def _section(chain: _Chain, paragraphs: Sequence[_Paragraph], tape: Tape) -> Section:
    units = [unit for paragraph in paragraphs for unit in _units(paragraph, tape)]
    kind = paragraphs[0].kind
    headings = chain.texts[:-1] if kind is PassageKind.HEADING else chain.texts
    return Section(headings, kind, tuple(_labelled(units, tape)))


def _labelled(units: Sequence[Unit], tape: Tape) -> Iterator[Unit]:
    """`units` with each figure that stands alone joined to its label, the unit below it."""
    held: Unit | None = None
    for unit in units:
        figure = is_figure(tape.text[unit.start : unit.end])
        if held is None:
            joined = unit
        elif not figure and unit.words <= MOST_LABEL_WORDS and unit.first_page == held.last_page:
            joined = replace(unit, start=held.start, words=held.words + unit.words)
            figure = False
        else:
            yield held
            joined = unit
        held = joined if figure else None
        if held is None:
            yield joined
    if held is not None:
        yield held


def _units(paragraph: _Paragraph, tape: Tape) -> list[Unit]:
    start, end = paragraph.span
    whole = tape.text[start:end]
    if paragraph.kind is not PassageKind.BODY or _is_row(paragraph, whole):
        spans = [(0, len(whole))]
    else:
        spans = split_sentences(whole)
    spans = [piece for span in spans for piece in _short(span, start, tape)]
    units = [_unit(start + a, start + b, tape) for a, b in spans]
    units[-1] = replace(units[-1], closes=True)
    return units


def _is_row(paragraph: _Paragraph, text: str) -> bool:
    return paragraph.blocks[0].beside and len(text.split()) <= MOST_WORDS


def _short(span: Span, offset: int, tape: Tape) -> list[Span]:
    """`span`, or its pieces cut at line ends if it is too long to quote."""
    start, end = span
    if len(tape.text[offset + start : offset + end].split()) <= HARD_LIMIT:
        return [span]
    pieces: list[Span] = []
    words = 0
    for piece in tape.touched(offset + start, offset + end):
        stop = min(piece.end - offset, end)
        words += len(tape.text[max(piece.start, offset + start) : offset + stop].split())
        if words >= MOST_WORDS - 20 and tape.text[offset + stop : offset + stop + 1] == " ":
            pieces.append((start, stop))
            start, words = stop + 1, 0
    return [*pieces, (start, end)] if start < end else pieces


def _unit(start: int, end: int, tape: Tape) -> Unit:
    text = tape.text[start:end]
    pages = [piece.page for piece in tape.touched(start, end)]
    leads = text.endswith(":") or is_figure(text)
    return Unit(start, end, len(text.split()), pages[0], pages[-1], leads=leads)


def _packed(units: Sequence[Unit]) -> Iterator[list[Unit]]:
    """`units` in passages of about 40 to 120 words that end with a page or a paragraph."""
    held: list[Unit] = []
    words = 0
    for unit in units:
        if held and _full(held, words, unit):
            yield held
            held, words = [], 0
        held.append(unit)
        words += unit.words
    if held:
        yield held


def _full(held: Sequence[Unit], words: int, unit: Unit) -> bool:
    """Whether `unit` starts a new passage after the units held."""
    last = held[-1]
    if unit.first_page != last.last_page:
        return True
    if last.leads:
        return words + unit.words > HARD_LIMIT
    if words + unit.words > MOST_WORDS:
        return words >= FEWEST_WORDS or words + unit.words > HARD_LIMIT
    if last.first_page != last.last_page:
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
