"""Parts a report into sections: paragraphs under one chain of headings."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ingest.figures import is_figure
from ingest.headings import Block, Headings, blocks_of
from ingest.paragraphs import SAME_SIZE
from ingest.report import PassageKind, Report
from ingest.sentences import is_open
from ingest.spread import Half
from ingest.tape import Tape

MOST_HEADING_WORDS = 30

# « …, dont » waits for a figure, which no small letter announces.
_WAITING = re.compile(
    r"(?:,|\b(?:dont|soit|et|ou|de|à|sur|pour|avec|contre|environ|que))$", re.IGNORECASE
)
_BULLET = re.compile(r"[•●■▪◦‣❖◆➢➔→⇨✓✗✔☐☑☒□►▶▸◼*–—-]\s|[ox]\s|\(?(?:\d{1,2}|[a-z])\)\s")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Blocks that are read as one: `tape.text[start:end]`."""

    start: int
    end: int
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """Paragraphs under one chain of headings; `kind` is HEADING for the heading itself."""

    headings: tuple[str, ...]
    kind: PassageKind
    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class _Written:
    """A block on the tape; `rank` is None unless it is a heading."""

    paragraph: Paragraph
    kind: PassageKind
    rank: int | None


class _Chain:
    """The headings above what comes next, outermost first."""

    def __init__(self) -> None:
        self._links: list[tuple[int, str]] = []
        self._fresh: Block | None = None  # a heading that nothing stands under yet

    @property
    def texts(self) -> tuple[str, ...]:
        """What they say."""
        return tuple(text for _, text in self._links)

    def use(self) -> None:
        """Something stands under the last heading now."""
        self._fresh = None

    def add(self, rank: int, text: str, block: Block) -> None:
        """A heading ends those of its rank and below.

        One that nothing stands under yet isn't lost: titles that follow each other are one.
        """
        while self._links and self._links[-1][0] >= rank:
            above, before = self._links.pop()
            joined = f"{before} {text}"
            if (
                self._fresh
                and _on_one_page(self._fresh, block)
                and len(joined.split()) <= MOST_HEADING_WORDS
            ):
                rank, text = min(rank, above), joined
            self._fresh = None
        self._links.append((rank, text))
        self._fresh = block


def sections_of(report: Report, tape: Tape) -> Iterator[Section]:
    """The sections of `report` in reading order, all of it written onto `tape` first."""
    written = list(_written(report, tape))
    chain = _Chain()
    held: list[Paragraph] = []
    kind = PassageKind.BODY
    for block in written:
        paragraph = block.paragraph
        if held and block.kind is not kind:
            yield Section(chain.texts, kind, tuple(held))
            held = []
        kind = block.kind
        if block.rank is None:
            chain.use()
            _append(held, paragraph, tape)
            continue
        chain.add(block.rank, tape.text[paragraph.start : paragraph.end], paragraph.blocks[0])
        yield Section(chain.texts[:-1], kind, (paragraph,))
    if held:
        yield Section(chain.texts, kind, tuple(held))


def _written(report: Report, tape: Tape) -> Iterator[_Written]:
    headings = Headings(report)
    for page in report.pages:
        before: Block | None = None
        for block in blocks_of(page):
            before = before if before and _on_one_page(before, block) else None
            rank = None if page.contents else headings.rank(block, before)
            before = block
            added = (tape.add(block.page, line, block.half) for line in block.lines)
            pieces = [piece for piece in added if piece]
            if pieces:
                paragraph = Paragraph(pieces[0].start, pieces[-1].end, (block,))
                yield _Written(paragraph, _kind(page.contents, rank), rank)


def _on_one_page(one: Block, other: Block) -> bool:
    """Whether no fold parts two blocks; what reaches over it belongs to both halves."""
    return one.page == other.page and {one.half, other.half} != {Half.LEFT, Half.RIGHT}


def _kind(contents: bool, rank: int | None) -> PassageKind:
    if contents:
        return PassageKind.CONTENTS
    return PassageKind.BODY if rank is None else PassageKind.HEADING


def _append(paragraphs: list[Paragraph], new: Paragraph, tape: Tape) -> None:
    """Adds `new`, or lets the last paragraph go on with it where a sentence runs over."""
    if paragraphs and _runs_on(paragraphs[-1], new, tape.text):
        last = paragraphs[-1]
        paragraphs[-1] = replace(last, end=new.end, blocks=(*last.blocks, *new.blocks))
    else:
        paragraphs.append(new)


def _runs_on(before: Paragraph, after: Paragraph, text: str) -> bool:
    """Whether a sentence goes on from one paragraph (column, page) to the next."""
    last, first = before.blocks[-1], after.blocks[0]
    if last.beside or first.beside or first.page - last.page not in (0, 1):
        return False
    if abs(first.size - last.lines[-1].size) > SAME_SIZE * last.size:
        return False
    if before.end == after.start:  # a word cut between the two
        return True
    if any(is_figure(text[each.start : each.end]) for each in (before, after)):
        return False
    begin = text[after.start : after.start + 4]
    open_end = is_open(text[before.end - 1])
    waits = begin[0].isdigit() and _WAITING.search(text[before.start : before.end])
    return open_end and bool(begin[0].islower() or waits) and not _BULLET.match(begin)
