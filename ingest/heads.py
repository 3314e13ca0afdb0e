"""Tells the heads of tables from their rows: of columns, of groups of rows, over pages too.

The first rows head the columns if they are set bold and the others aren't, or if they name what
the others count. A cell that runs across the table heads the rows below it. A table at the top of
a page, without heads of its own, goes on from the foot of the page before where its sides agree.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from ingest.continued import SAME_SIDE, goes_on
from ingest.counted import counted_in, counted_over, is_unit
from ingest.normalise import normalise
from ingest.report import Cell, Line, Page

MOST_HEAD_ROWS = 4
NARROW = 0.6  # of the width of a table, what a cell that heads a group of rows covers at least

_YEAR = re.compile(r"\b(?:19|20)\d\d\b|\b\d{1,2}/\d{1,2}(?:/\d{2,4})?\b")
_DIGIT = re.compile(r"\d")
_TOTAL = re.compile(r"(?:sous-)?total|ensemble\b", re.IGNORECASE)
_LETTER = re.compile(r"[^\W\d_]")
_FIGURE = re.compile(r"[-–+<>≈~]?\s*\d[\d\s.,]*\s*(?:%|€|[kKM]€|[^\W\d]{1,3}[²³23]?)?(?:/\S+)?\W*")


@dataclass(frozen=True, slots=True)
class Written:
    """A cell of a table and what is written in it, verbatim."""

    cell: Cell
    text: str
    bold: bool


TableRows = Sequence[Sequence[Written]]


@dataclass(frozen=True, slots=True)
class Heads:
    """What heads a table: `columns` are cells of `page`, the first `rows` of the table are heads.

    `above` gives by row the heads of the group it stands in and the cells that reach down to it;
    `groups` are the rows that head such a group. `counted_in` says what the figures are counted in
    (« en milliers d'euros »), where the corner of the heads or the lines over the table do, on
    `counted_page`.
    """

    page: int
    rows: int = 0
    columns: tuple[Written, ...] = ()
    above: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    groups: frozenset[int] = frozenset()
    counted_in: str = ""
    counted_page: int | None = None

    def over(self, cell: Cell) -> tuple[str, ...]:
        """The heads of the column that `cell` stands in, outermost first."""
        found = (c.text for c in self.columns if c.cell.left < cell.middle < c.cell.right)
        return tuple(dict.fromkeys(found))


TableKey = tuple[int, int]  # the number of a page, of a table on it


def heads_of_tables(pages: Iterable[Page]) -> dict[TableKey, Heads]:
    """The heads of every table of a report, by page and table."""
    found: dict[TableKey, Heads] = {}
    before: tuple[Page, int] | None = None
    for page in pages:
        last: tuple[Page, int] | None = None
        for number, rows in tables_of(page):
            heads = _counted(_heads(page.number, rows), page, number, rows)
            earlier = found[before[0].number, before[1]] if before else heads
            if before and goes_on(before, page, number, (each.cell for each in earlier.columns)):
                heads = _continued(heads, earlier)
            found[page.number, number] = heads
            last = (page, number)
        before = last
    return found


def _counted(heads: Heads, page: Page, number: int, rows: TableRows) -> Heads:
    """`heads` with what the figures are counted in, as their corner or the lines above say."""
    corner = [each.text for each in heads.columns if each.cell.column == 0]
    labels = [each.text for row in rows[heads.rows :] for each in row if each.cell.column == 0]
    named = labels and not any(map(_is_figure, labels))
    said = next(filter(None, map(counted_in, corner)), "") if named else ""
    said = said or counted_over(page, number)
    return replace(heads, counted_in=said, counted_page=page.number if said else None)


def _continued(heads: Heads, earlier: Heads) -> Heads:
    """`heads` of a table that goes on: those of its beginning, unless it has others of its own."""
    if not heads.rows:
        heads = replace(heads, page=earlier.page, columns=earlier.columns)
    elif [each.text for each in heads.columns] != [each.text for each in earlier.columns]:
        return heads
    if heads.counted_in:
        return heads
    return replace(heads, counted_in=earlier.counted_in, counted_page=earlier.counted_page)


def tables_of(page: Page) -> Iterator[tuple[int, TableRows]]:
    """The tables of a page in reading order, each with its number and the cells of its rows."""
    held: dict[int, dict[tuple[int, int], list[Line]]] = {}
    for line in page.lines:
        if line.cell is not None:
            cells = held.setdefault(line.cell.table, defaultdict(list))
            cells[line.cell.row, line.cell.column].append(line)
    for number, cells in held.items():
        rows: dict[int, list[Written]] = defaultdict(list)
        for (row, _), lines in sorted(cells.items()):
            rows[row].append(_written(lines))
        yield number, [rows[row] for row in sorted(rows)]


def _written(lines: Sequence[Line]) -> Written:
    cell = lines[0].cell
    if cell is None:
        raise ValueError("these lines stand in no table")
    text = normalise("\n".join(line.text for line in lines))
    return Written(cell, text, all(line.bold for line in lines))


def _heads(page: int, rows: TableRows) -> Heads:
    width = _width(rows)
    first = 0
    while first < len(rows) and _is_group(rows[first], width):
        first += 1
    count = _head_rows(rows[first:], width)
    columns = [each for row in rows[first : first + count] for each in row if each.text]
    columns = [each for each in columns if not _is_wide(each.cell, width)]
    top = first + count if count else 0
    groups = frozenset(row[0].cell.row for row in rows if _is_group(row, width))
    return Heads(page, top, tuple(columns), dict(_above(rows, top, width)), groups)


def _width(rows: TableRows) -> float:
    cells = [each.cell for row in rows for each in row]
    return max(cell.right for cell in cells) - min(cell.left for cell in cells)


def _is_wide(cell: Cell, width: float) -> bool:
    return cell.columns > 1 and cell.right - cell.left > (1 - SAME_SIDE) * width


def _is_group(row: Sequence[Written], width: float) -> bool:
    """Whether a row is one cell that runs across the columns."""
    if len(row) != 1 or not _LETTER.search(row[0].text):
        return False
    cell = row[0].cell
    return cell.columns > 1 and cell.right - cell.left >= NARROW * width


def _head_rows(rows: TableRows, width: float) -> int:
    """How many of the first rows head the columns."""
    if len(rows) < 2 or not _heads_columns(rows[0], rows[1:], width):  # noqa: PLR2004
        return 0
    start = rows[0][0].cell.row
    depth = max(each.cell.row + each.cell.rows for each in rows[0]) - start
    if depth == 1 and any(each.cell.columns > 1 for each in rows[0]) and len(rows) > 2:  # noqa: PLR2004
        depth = 2 if not any(_is_figure(each.text) for each in rows[1]) else 1
    while depth < len(rows) - 1 and all(is_unit(each.text) for each in rows[depth]):
        depth += 1  # « en k€ » under each year
    return depth if depth <= min(MOST_HEAD_ROWS, len(rows) - 1) else 1


def _heads_columns(row: Sequence[Written], rest: TableRows, width: float) -> bool:
    body = [each for other in rest if not _is_group(other, width) for each in other]
    if not body or (len(row) == 1 and row[0].cell.column == 0):
        return False
    if all(each.bold for each in row) and not all(each.bold for each in body):
        return True
    if any(_is_figure(each.text) and not _YEAR.search(each.text) for each in row):
        return False
    counted = [each for each in row if _counts(each, body)]
    if counted and 2 * len(counted) >= len(row) - 1:
        return True
    words = not any(_DIGIT.search(_YEAR.sub("", each.text)) for each in row)
    return words and any(_DIGIT.search(each.text) for each in body)


def _counts(head: Written, body: Iterable[Written]) -> bool:
    """Whether what stands under `head` is figures, as a rule."""
    below = [x.text for x in body if head.cell.left < x.cell.middle < head.cell.right]
    return bool(below) and 2 * sum(map(_is_figure, below)) > len(below)


def _is_figure(text: str) -> bool:
    return bool(_FIGURE.fullmatch(text))


def _above(rows: TableRows, top: int, width: float) -> Iterator[tuple[int, tuple[str, ...]]]:
    """By row, the heads of its group and the cells of earlier rows that reach down to it."""
    groups: list[tuple[bool, str]] = [
        (row[0].bold, row[0].text) for row in rows[:top] if _is_group(row, width)
    ]
    reaching: list[Written] = []
    for row in rows[top:]:
        at = row[0].cell.row
        if _is_group(row, width):
            styles = [bold for bold, _ in groups]
            kept = styles.index(row[0].bold) if row[0].bold in styles else len(groups)
            yield at, tuple(text for _, text in groups[:kept])
            groups = [*groups[:kept], (row[0].bold, row[0].text)]
            reaching = []
            continue
        reaching = [each for each in reaching if each.cell.row + each.cell.rows > at]
        if _sums_up(row, rows[top:], at):
            groups = []
        texts = [text for _, text in groups]
        yield at, tuple(dict.fromkeys([*texts, *(each.text for each in reaching)]))
        reaching += [each for each in row if each.cell.rows > 1 and _LETTER.search(each.text)]


def _sums_up(row: Sequence[Written], rows: TableRows, at: int) -> bool:
    """Whether a row stands for the whole table: it says so, or is bold under rows that aren't."""
    if _TOTAL.match(row[0].text):
        return True
    before = [other for other in rows if other[0].cell.row < at and len(other) > 1]
    bold = all(each.bold for each in row)
    return bold and not any(all(each.bold for each in other) for other in before)
