"""Reads a page as two printed ones, where its fold is free: the left half whole, then the right.

Whether a page is a double page at all is settled with the others in view (`ingest.spreads`).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from ingest.aligned import aligned_grids
from ingest.clean import Lines
from ingest.figures import is_figure
from ingest.layout import Row, lay_out
from ingest.letters import Frame
from ingest.spread import FOLD, Half, half_of
from ingest.stretches import Stretch
from ingest.tables import Parted, Table, part_tables

WIDE = 1.2  # times its height, what a double page is wide at least; two A4 are 1.41
INNER_MARGIN = 0.012  # of the width, left white on either side of the fold
MOST_ACROSS = 0.1  # of the stretches, those that reach over the fold: titles and captions
LINES_TOUCH = 0.1  # ems by which lines of one height at least reach into each other

_RANKS = {Half.LEFT: 0, Half.RIGHT: 1, Half.BOTH: 2}

Item = Stretch | Table


@dataclass(slots=True)
class _Zone:
    """What stands between two titles or tables that reach over the fold; `over` are captions."""

    left: list[Item] = field(default_factory=list)
    right: list[Item] = field(default_factory=list)
    over: list[Item] = field(default_factory=list)


def lay_out_halves(found: Parted, frame: Frame) -> list[Row] | None:
    """The rows of a page read as two printed ones; None where no free fold runs through it.

    A title or a ruled table over the fold, with nothing beside it, parts what stands above from
    what stands below; a caption over the fold beside columns is read after both halves.
    """
    fold = FOLD * frame.width
    whole = _with_tables_over(found, fold)
    if not _is_free(whole, frame):
        return None
    rows: list[Row] = []
    for zone in _zones(whole, fold):
        for part in (zone.left, zone.right, zone.over):
            _append(rows, part)
    return rows


def part_lines(lines: Lines, frame: Frame) -> Lines | None:
    """`lines` that were recognised, those of the left half first; None where no fold is free.

    Their order on each half stays. What reaches over the fold is read first where it stands above
    all else, and last elsewhere.
    """
    halves = [half_of(line.box.left, line.box.right) for line in lines]
    over = halves.count(Half.BOTH)
    if frame.width < WIDE * frame.height or over == len(lines) or over > MOST_ACROSS * len(lines):
        return None
    top = min(x.box.top for x, half in zip(lines, halves, strict=True) if half is not Half.BOTH)
    ranks = [
        _RANKS[half] if half is not Half.BOTH or line.box.top > top else -1
        for line, half in zip(lines, halves, strict=True)
    ]
    ordered = sorted(zip(ranks, lines, strict=True), key=lambda each: each[0])
    blocks = groupby(ordered, key=lambda each: (each[0], each[1].block))
    return tuple(replace(x, block=n) for n, (_, held) in enumerate(blocks) for _, x in held)


def _is_free(found: Parted, frame: Frame) -> bool:
    """Whether hardly anything but titles, captions and tables reaches over the fold."""
    if frame.width < WIDE * frame.height or not (found.rest or found.tables):
        return False
    fold, margin = FOLD * frame.width, INNER_MARGIN * frame.width
    over = [s for s in found.rest if s.left < fold + margin and s.right > fold - margin]
    clear = all(s.left < fold - margin and s.right > fold + margin for s in over)
    return clear and len(over) <= MOST_ACROSS * len(found.rest)


def _with_tables_over(found: Parted, fold: float) -> Parted:
    """`found` with the tables without rules that reach over the fold.

    Beyond the fold their rows go on with figures; those of a table by itself begin with words.
    """
    aligned = part_tables(found.rest, aligned_grids(found.rest)).tables
    over = [t for t in aligned if _half(t, fold) is Half.BOTH and _goes_on(t, fold)]
    inside = {id(s) for table in over for held in table.cells.values() for s in held}
    rest = tuple(s for s in found.rest if id(s) not in inside)
    return Parted((*found.tables, *over), rest)


def _goes_on(table: Table, fold: float) -> bool:
    """Whether most rows of `table` go on beyond the fold, and with figures."""
    starts = [next((held for _, held in row if held[0].left >= fold), None) for row in table.rows]
    figures = sum(held is not None and is_figure(" ".join(s.text for s in held)) for held in starts)
    return 2 * figures > len(starts)


def _zones(found: Parted, fold: float) -> Iterator[_Zone]:
    """The zones of a page from top to bottom; what parts two of them is a zone of its own."""
    parting: list[Item] = []
    zone = _Zone()
    for item in sorted(_items(found), key=_top):
        half = _half(item, fold)
        if half is Half.BOTH and _alone(item, found, fold):
            if zone.left or zone.right or zone.over:
                yield zone
                zone = _Zone()
            parting.append(item)
            continue
        if parting:
            yield _Zone(over=parting)
            parting = []
        {Half.LEFT: zone.left, Half.RIGHT: zone.right, Half.BOTH: zone.over}[half].append(item)
    yield zone
    yield _Zone(over=parting)


def _items(found: Parted) -> list[Item]:
    return [*found.rest, *found.tables]


def _alone(item: Item, found: Parted, fold: float) -> bool:
    """Whether nothing stands beside `item` on either half."""
    top, bottom = _top(item), _bottom(item)
    touch = LINES_TOUCH * (item.size if isinstance(item, Stretch) else 0)
    return not any(
        _top(other) < bottom - touch and _bottom(other) > top + touch
        for other in _items(found)
        if _half(other, fold) is not Half.BOTH
    )


def _half(item: Item, fold: float) -> Half:
    left, right = (
        (item.left, item.right) if isinstance(item, Stretch) else (item.bounds[0], item.bounds[2])
    )
    return half_of(left, right, fold)


def _top(item: Item) -> float:
    return item.top if isinstance(item, Stretch) else item.bounds[1]


def _bottom(item: Item) -> float:
    return item.bottom if isinstance(item, Stretch) else item.bounds[3]


def _append(rows: list[Row], part: Sequence[Item]) -> None:
    """Lays `part` out below `rows`; its blocks and tables count on from theirs."""
    block = rows[-1].block + 1 if rows else 0
    table = max((row.cell.table for row in rows if row.cell), default=0)
    rest = [item for item in part if isinstance(item, Stretch)]
    aligned = part_tables(rest, aligned_grids(rest))
    tables = [item for item in part if isinstance(item, Table)]
    for row in lay_out(aligned.rest, (*tables, *aligned.tables)):
        cell = row.cell and replace(row.cell, table=row.cell.table + table)
        rows.append(replace(row, block=row.block + block, cell=cell))
