"""Groups the stretches of one column into rows, and rows into paragraphs and table rows."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from ingest.figures import is_figure, is_hedge
from ingest.stretches import Stretch

GUTTER = 0.9  # the narrowest white between two columns or cells, in ems
FIGURES = 0.4  # the narrowest white between two figures (ems)
SAME_BASE = 0.35  # stretches of one row differ less in height (ems)
SAME_SIZE = 0.12  # type whose sizes differ by less is the same (ems)
MARKER_GAP = 5.0  # a bullet stands at most so far from its item (ems)
JUSTIFIED_WORDS = 3
JUSTIFIED_GAP = 3.0  # the widest space of a badly justified line (ems)

Region = Sequence[Stretch]
Span = tuple[float, float]

BULLETS = "•●■▪◦‣❖◆➢➔→⇨✓✗✔☐☑☒□·∙‐–—*►▶▸◼»-"
_BULLET = re.compile(rf"(?:[{re.escape(BULLETS)}]|[ox])(?=\s|$)")
_MARKER = re.compile(
    rf"(?:[{re.escape(BULLETS)}]|[ox]|\(?\d{{1,2}}(?:\.\d{{1,2}})*[.)°]*|[a-zA-Z][.)]|[IVX]+[.)])$"
)
_NUMBERED = re.compile(r"(?:\(?\d{1,2}|[a-z])\)\s")


@dataclass(frozen=True, slots=True)
class Group:
    """Rows that belong together: a paragraph, a list item, or cells that stand side by side."""

    rows: list[list[Stretch]]
    cells: bool


def with_markers(region: Region) -> list[Stretch]:
    """`region` with each bullet or number joined to the stretch on its right."""
    rest = sorted(region, key=lambda s: (s.base, s.left))
    joined: list[Stretch] = []
    taken: set[int] = set()
    for index, stretch in enumerate(rest):
        if index in taken:
            continue
        item = _beside(rest, index, taken) if _MARKER.match(stretch.text) else None
        joined.append(stretch if item is None else _join(stretch, rest[item]))
        taken |= {index} if item is None else {index, item}
    return joined


def _beside(rest: Sequence[Stretch], index: int, taken: set[int]) -> int | None:
    """The nearest stretch on the right of `rest[index]`, if it is a text near by."""
    marker = rest[index]
    best: int | None = None
    for other in range(max(0, index - 8), min(len(rest), index + 9)):
        item = rest[other]
        if other == index or other in taken or abs(item.base - marker.base) > 0.2 * item.size:
            continue
        if not 0 <= item.left - marker.right <= MARKER_GAP * item.size:
            continue
        if best is None or item.left < rest[best].left:
            best = other
    return best if best is not None and rest[best].text[0].isalpha() else None


def _join(marker: Stretch, item: Stretch) -> Stretch:
    return replace(
        item,
        text=f"{marker.text} {item.text}",
        left=marker.left,
        top=min(marker.top, item.top),
        bottom=max(marker.bottom, item.bottom),
    )


def gutters(band: Region) -> list[Span]:
    """The vertical white of a band between its first and last ink, from left to right."""
    spans: list[Span] = []
    before: Stretch | None = None
    for stretch in sorted(band, key=lambda s: s.left):
        if before is not None and _apart(before, stretch):
            spans.append((before.right, stretch.left))
        before = stretch if before is None or stretch.right > before.right else before
    return spans


def _apart(before: Stretch, after: Stretch) -> bool:
    """Whether the white between two stretches parts columns or cells.

    Figures set large stand close to one another, each over a label of its own.
    """
    figures = before.text[-1].isdigit() and after.text[0].isdigit()
    return after.left - before.right >= (FIGURES if figures else GUTTER) * after.size


def rows_of(region: Region) -> list[list[Stretch]]:
    """Stretches of the same height, from left to right; rows from top to bottom."""
    rows: list[list[Stretch]] = []
    for stretch in sorted(region, key=lambda s: (s.base, s.left)):
        if rows and stretch.base - rows[-1][0].base < SAME_BASE * stretch.size:
            rows[-1].append(stretch)
        else:
            rows.append([stretch])
    return [sorted(row, key=lambda s: s.left) for row in rows]


def paragraphs(bands: Sequence[Region]) -> Iterator[Group]:
    """The groups of a stack of bands: paragraphs, table rows, cells that stand side by side."""
    lines: list[list[Stretch]] = []
    for band in bands:
        if any(stretch.table is not None for stretch in band):
            if lines:
                yield Group(lines, cells=False)
            lines = []
            yield from _around_tables(band)
            continue
        rows = rows_of(band)
        beside = len(band) > 1 and bool(gutters(band)) and not _justified(rows)
        hedged = not beside and _hedges(lines, rows[0])
        if lines and not hedged and (beside or len(rows) > 1 or _parts(lines, rows[0])):
            yield Group(lines, cells=False)
            lines = []
        if beside or len(rows) > 1:
            yield Group([*lines, *_cell_rows(band)], cells=beside)
            lines = []
        else:
            lines = [*lines, rows[0]]
    if lines:
        yield Group(lines, cells=False)


def _around_tables(band: Region) -> Iterator[Group]:
    """The tables of a band and what stands beside them, cell after cell from left to right."""
    held: list[list[Stretch]] = []
    for row in _cell_rows(band):
        for stretch in (s for s in row if s.table is not None):
            if held:
                yield Group(held, cells=False)
            held = []
            yield Group([[stretch]], cells=False)
        words = [s for s in row if s.table is None]
        held = [*held, words] if words else held
    if held:
        yield Group(held, cells=False)


def _hedges(lines: list[list[Stretch]], row: list[Stretch]) -> bool:
    """Whether `lines` only say how exact the figure below is: « environ » over « 400 »."""
    return len(lines) == 1 and is_hedge(_text(lines[0])) and is_figure(_text(row))


def _justified(rows: list[list[Stretch]]) -> bool:
    """Whether a row is one line of text whose spaces were stretched: all gaps are alike."""
    if len(rows) != 1 or len(rows[0]) < JUSTIFIED_WORDS:
        return False
    gaps = [after.left - before.right for before, after in pairwise(rows[0])]
    words = sum(s.text[0].isalpha() for s in rows[0])
    return 2 * words > len(rows[0]) and max(gaps) < min(
        JUSTIFIED_GAP * rows[0][0].size, 1.3 * min(gaps) + 1
    )


def _cell_rows(band: Region) -> list[list[Stretch]]:
    """The rows of a band: one if all stand at one height, else cell after cell."""
    rows = rows_of(band)
    if len(rows) == 1:
        return rows
    cells: list[list[Stretch]] = []
    before: Stretch | None = None
    for stretch in sorted(band, key=lambda s: s.left):
        if before is None or _apart(before, stretch):
            cells.append([stretch])
            before = stretch
        else:
            cells[-1].append(stretch)
            before = stretch if stretch.right > before.right else before
    return [row for cell in cells for row in rows_of(cell)]


def _parts(lines: list[list[Stretch]], row: list[Stretch]) -> bool:
    """Whether `row` starts a new paragraph, or a list item, below `lines`."""
    above, below = _main(lines[-1]), _main(row)
    text = row[0].text
    if _BULLET.match(text) or _NUMBERED.match(text):
        return True
    if _BULLET.match(lines[0][0].text) and row[0].left < lines[0][0].left - 0.5 * below.size:
        return True
    alone = len(lines) == 1 and is_figure(_text(lines[0]))
    goes_on = _goes_on(above.text, text) and not alone
    if above.bold != below.bold and not goes_on:
        return True
    # A last line may hold one word, and more note marks than that.
    if min(abs(size - above.size) for size in (below.size, below.largest)) > SAME_SIZE * above.size:
        return True
    steps = [b[0].base - a[0].base for a, b in pairwise(lines)]
    usual = median(steps) if steps else 1.55 * above.size
    white = 1.7 if _goes_on(above.text, text) else 1.25
    return row[0].base - lines[-1][0].base > white * usual + 0.1 * above.size


def _goes_on(above: str, below: str) -> bool:
    """Whether a sentence runs from one line into the next, whatever they are set in."""
    return below[0].islower() and (above[-1].isalnum() or above[-1] in ",'’")


def _text(row: list[Stretch]) -> str:
    return " ".join(stretch.text for stretch in row)


def _main(row: list[Stretch]) -> Stretch:
    return max(row, key=lambda s: len(s.text))
