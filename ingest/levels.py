"""Finds tables whose rows are parted by level lines, or by their grounds, and columns by white.

Rows are what stands between two lines of one width; columns, what white runs through in every row.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from statistics import median

from ingest.aligned import bands_of, is_torn
from ingest.figures import is_figure
from ingest.grid import Grid
from ingest.paragraphs import GUTTER, Span, gutters
from ingest.ruling import Rule
from ingest.stretches import Stretch

SNAP = 3.0  # points by which lines that end alike differ
LINE = 4.0  # lines nearer than this are one
HIGHEST = 90.0  # a row
WHITE = 1.5  # over and under a row that stands outside of the lines, in ems
SHORT = 0.3  # of the width: shorter level lines are strokes under words
FEWEST_ROWS = 3
FULL = 0.7  # of the rows, those with a cell in two columns at least
FIGURES = 0.6  # of the second of two columns
MOST_RULES = 1_000
WIDEST_CELL_WORDS = 40

Row = list[Stretch]


def level_grids(rules: Sequence[Rule], stretches: Sequence[Stretch]) -> list[Grid]:
    """The grids of rows between level `rules` and columns of `stretches`, from top to bottom."""
    flat = [stretch for stretch in stretches if not stretch.turned]
    levels = [rule for rule in rules if rule.level]
    if len(levels) > MOST_RULES:
        return []
    found = (_grid(run, flat) for run in _runs(levels) if not _is_cut(run, rules))
    return sorted((grid for grid in found if grid), key=lambda grid: grid.ys[0])


def _runs(levels: Iterable[Rule]) -> Iterator[list[Rule]]:
    """Level lines of one width that follow each other, as far as rows are high; top down."""
    alike: list[list[Rule]] = []
    for rule in sorted(_whole(levels), key=lambda r: r.top):
        for held in alike:
            close = (
                abs(held[0].left - rule.left) <= SNAP and abs(held[0].right - rule.right) <= SNAP
            )
            if close and rule.top - held[-1].top <= HIGHEST:
                if rule.top - held[-1].top > LINE:
                    held.append(rule)
                break
        else:
            alike.append([rule])
    yield from (held for held in alike if len(held) >= FEWEST_ROWS)


def _is_cut(run: Sequence[Rule], rules: Iterable[Rule]) -> bool:
    """Whether drawn lines part what stands between those of `run`: which rows it is isn't told."""
    left, right = run[0].left + SNAP, run[0].right - SNAP
    top, bottom = run[0].top + SNAP, run[-1].top - SNAP
    for rule in rules:
        within = rule.right > left and rule.left < right and top < rule.bottom and rule.top < bottom
        if not within or not rule.drawn:
            continue
        if not rule.level:
            return True
        over = min(rule.right, right) - max(rule.left, left)
        if SHORT * (right - left) < over < right - left - 2 * SNAP:
            return True
    return False


def _whole(levels: Iterable[Rule]) -> Iterator[Rule]:
    """Level lines, those that go on from one another at one height as one."""
    held: Rule | None = None
    for rule in sorted(levels, key=lambda r: (round(r.top), r.left)):
        if held and round(rule.top) == round(held.top) and rule.left <= held.right + SNAP:
            held = held._replace(right=max(held.right, rule.right))
            continue
        if held:
            yield held
        held = rule
    if held:
        yield held


def _grid(run: Sequence[Rule], stretches: Sequence[Stretch]) -> Grid | None:
    """The grid of the rows between the lines of `run`; None where they hold no columns."""
    left, right = run[0].left, run[0].right
    inside = [s for s in stretches if s.left >= left - SNAP and s.right <= right + SNAP]
    heights = [rule.top for rule in run]
    rows = [_between(inside, a, b) for a, b in pairwise(heights)]
    above = _above([s for s in inside if s.bottom <= heights[0] + SNAP], heights[0])
    below = _below([s for s in inside if s.top >= heights[-1] - SNAP], heights[-1])
    rows = [*above, *rows, *below]
    heights = [*(_top(row) for row in above), *heights, *(_bottom(row) for row in below)]
    held = [row for row in rows if row]
    whites = _whites(held)
    if not _is_table(held, whites):
        return None
    xs = left, *((a + b) / 2 for a, b in whites), right
    return Grid(xs, tuple(heights), drawn=False)


def _between(inside: Iterable[Stretch], top: float, bottom: float) -> Row:
    return [s for s in inside if top <= (s.top + s.bottom) / 2 < bottom]


def _above(over: Sequence[Stretch], top: float) -> list[Row]:
    """The rows right over the first line: rows of figures on white, and the heads over them."""
    rows: list[Row] = []
    for band in bands_of(over)[::-1]:
        title = bool(rows) and bool(gutters(rows[0])) and not gutters(band)
        if title or top - _bottom(band) > WHITE * median(s.size for s in band):
            break
        if rows and not (_has_figures(band) or _has_figures(rows[0])):
            rows[0] = [*band, *rows[0]]  # another line of the heads
        else:
            rows.insert(0, band)
        top = _top(band)
    while rows and not gutters(rows[0]):
        rows.pop(0)  # a title
    return rows


def _below(under: Sequence[Stretch], bottom: float) -> list[Row]:
    """The rows of figures on white right under the last line."""
    rows: list[Row] = []
    for band in bands_of(under):
        white = _top(band) - bottom
        if white > WHITE * median(s.size for s in band) or not _has_figures(band):
            break
        rows.append(band)
        bottom = _bottom(band)
    return rows


def _has_figures(band: Sequence[Stretch]) -> bool:
    """Whether figures stand beside something else."""
    return bool(gutters(band)) and any(is_figure(s.text) for s in band)


def _top(row: Row) -> float:
    return min(s.top for s in row) - 1


def _bottom(row: Row) -> float:
    return max(s.bottom for s in row) + 1


def _whites(rows: Sequence[Row]) -> list[Span]:
    """The white that runs through all of `rows`, where it is wide enough; from left to right."""
    size = median(s.size for row in rows for s in row) if rows else 0.0
    inked = sorted((s.left, s.right) for row in rows for s in row)
    whites: list[Span] = []
    end = inked[0][1] if inked else 0.0
    for left, right in inked:
        if left - end >= GUTTER * size:
            whites.append((end, left))
        end = max(end, right)
    return whites


def _is_table(rows: Sequence[Row], whites: Sequence[Span]) -> bool:
    if len(rows) < FEWEST_ROWS or not whites:
        return False
    if any(is_torn(row, whites) for row in rows):
        return False
    edges = [(a + b) / 2 for a, b in whites]
    cells = [[[s for s in row if a <= s.left < b] for a, b in _columns(edges)] for row in rows]
    if sum(sum(map(bool, row)) > 1 for row in cells) < FULL * len(rows):
        return False
    words = [sum(len(s.text.split()) for s in cell) for row in cells for cell in row if cell]
    if max(words) > WIDEST_CELL_WORDS:
        return False
    if len(whites) > 1:
        return True
    second = [row[1] for row in cells[1:] if row[1]]
    figures = sum(len(cell) == 1 and is_figure(cell[0].text) for cell in second)
    return figures >= FIGURES * len(second)


def _columns(edges: Sequence[float]) -> Iterator[Span]:
    yield from pairwise([float("-inf"), *edges, float("inf")])
