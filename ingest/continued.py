"""Tells tables that go on over a page from those that only follow one another."""

from collections.abc import Iterable

from ingest.report import Cell, Page

EDGE_OF_PAGE = 0.15  # of its height: what stands there doesn't part a table that goes on
FEWEST_SIDES = 0.5  # of the table before, those that one which goes on has too
LOWEST = 0.6  # of the height, where a table that goes on ends at least
SAME_SIDE = 0.02  # of the page's width


def goes_on(before: tuple[Page, int], page: Page, number: int, heads: Iterable[Cell]) -> bool:
    """Whether table `number` at the top of `page` goes on from the table at the foot of another.

    `heads` are those of that one: a column may hold nothing else on its page.
    """
    earlier, of = before
    if page.number != earlier.number + 1:
        return False
    first = next(i for i, x in enumerate(page.lines) if x.cell and x.cell.table == number)
    if any(line.box.top > EDGE_OF_PAGE for line in page.lines[:first]):
        return False
    inside = [i for i, x in enumerate(earlier.lines) if x.cell and x.cell.table == of]
    after = earlier.lines[inside[-1] + 1 :]
    ended = earlier.lines[inside[-1]].box.bottom < LOWEST
    if ended or any(line.box.bottom < 1 - EDGE_OF_PAGE for line in after):
        return False
    upper, lower = _sides(earlier, of), _sides(page, number)
    upper |= {side for cell in heads for side in (cell.left, cell.right)}
    alike = all(any(abs(a - b) <= SAME_SIDE for b in upper) for a in lower)
    return alike and len(lower) >= FEWEST_SIDES * len(upper)


def _sides(page: Page, number: int) -> set[float]:
    """Where the cells of a table begin and end."""
    cells = [x.cell for x in page.lines if x.cell is not None and x.cell.table == number]
    return {side for cell in cells for side in (cell.left, cell.right)}
