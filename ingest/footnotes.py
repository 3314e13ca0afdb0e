"""Tells footnotes, and puts them at the end of the page that they belong to.

A footnote is set smaller than its page, below the middle of it with nothing but others under it,
and starts with a mark that stands in the text of the page too: « … sociaux¹³ », « (1) », « * ».
"""

import re
from collections.abc import Sequence
from itertools import dropwhile, groupby

from ingest.furniture import body_size
from ingest.paragraphs import SAME_SIZE
from ingest.report import Line
from ingest.sentences import is_open
from ingest.spread import Half, half_of

SMALLER = 0.92  # of the type of its page, that of a footnote at most
FEWEST_WORDS = 3
MOST_NOTES = 40  # of a page; what has more is a table or a list
LOWEST = 0.5  # of the height of the page, where the highest footnote may begin

_MARK = re.compile(
    r"(?P<number>\d{1,3})(?:[.)]?\s+(?=\S)|(?=[A-ZÀ-ÖØ-Þ«]))|(?P<sign>\(\d{1,2}\)|[*†]{1,3})\s*(?=\S)"
)
_ITEM = re.compile(r"[ox]\s|[a-z]\)")

_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")

BlockLines = Sequence[Line]


def footnotes(blocks: Sequence[BlockLines]) -> set[int]:
    """The places among the `blocks` of a page of those that are footnotes."""
    body = body_size([[line for block in blocks for line in block]])
    small = [at for at, block in enumerate(blocks) if _may_be(block, body)]
    if len(small) > MOST_NOTES:
        return set()
    text = " ".join(line.text for at, b in enumerate(blocks) if at not in small for line in b)
    rest = [block for at, block in enumerate(blocks) if at not in small]
    feet = {at for at in small if not any(_is_under(block, blocks[at]) for block in rest)}
    return {at for at in feet if _is_called(blocks[at][0].text, text)}


def put_last(lines: Sequence[Line], *, double: bool) -> tuple[Line, ...]:
    """The `lines` of a page, its footnotes after all else; those of a `double` page on their half.

    The order of everything else stays.
    """
    blocks = _blocks_of(lines)
    notes = footnotes(blocks)
    if not notes:
        return tuple(lines)
    halves = [_half(block) if double else Half.BOTH for block in blocks]
    ends = {half: at for at, half in enumerate(halves) if at not in notes}
    after = {at: (max(at, ends.get(halves[at], at)), 1) for at in notes}
    ordered = sorted(range(len(blocks)), key=lambda at: (*after.get(at, (at, 0)), at))
    return tuple(line for at in ordered for line in blocks[at])


def put_before(lines: Sequence[Line], after: Sequence[Line]) -> tuple[Line, ...]:
    """The `lines` of a page; its footnotes before its last paragraph where that goes on `after`.

    Whether they are called doesn't matter then: the sentence that they cut tells them.
    """
    blocks = _blocks_of(lines)
    body = body_size([lines])
    text = list(dropwhile(lambda block: _may_be(block, body), reversed(blocks)))[::-1]
    notes = blocks[len(text) :]
    if not (text and notes and after and _goes_on(text[-1][-1], after[0])):
        return tuple(lines)
    return tuple(line for block in (*text[:-1], *notes, text[-1]) for line in block)


def _blocks_of(lines: Sequence[Line]) -> list[BlockLines]:
    return [tuple(held) for _, held in groupby(lines, key=lambda line: line.block)]


def _may_be(block: BlockLines, body: float) -> bool:
    """Whether a block is set as a footnote is, and starts as one does."""
    first = block[0]
    return (
        first.size <= SMALLER * body
        and first.box.top >= LOWEST
        and not any(line.cell for line in block)
        and _MARK.match(first.text) is not None
        and sum(len(line.text.split()) for line in block) >= FEWEST_WORDS
    )


def _goes_on(last: Line, first: Line) -> bool:
    """Whether a sentence runs from a line into the first one of the page after."""
    return (
        not (last.beside or first.beside)
        and abs(first.size - last.size) <= SAME_SIZE * last.size
        and is_open(last.text)
        and first.text[0].islower()
        and not _ITEM.match(first.text)
    )


def _is_under(block: BlockLines, other: BlockLines) -> bool:
    """Whether `block` stands below `other`, in a column that it reaches into."""
    left, right = min(x.box.left for x in other), max(x.box.right for x in other)
    return any(
        x.box.top > other[0].box.top and x.box.left < right and x.box.right > left for x in block
    )


def _is_called(note: str, text: str) -> bool:
    """Whether the mark that `note` starts with stands in `text`, a number right after a word."""
    mark = _MARK.match(note)
    if mark is None:
        return False
    if mark["sign"]:
        return mark["sign"] in text
    # After a word of three letters: « CO2 » and « m2 » call no note.
    called = rf"[^\W\d]{{3}}[»”’).,]?{mark['number']}(?![\d,]|\s\d)"
    return re.search(called, text.translate(_RAISED)) is not None


def _half(block: BlockLines) -> Half:
    halves = {half_of(line.box.left, line.box.right) for line in block}
    return halves.pop() if len(halves) == 1 else Half.BOTH
