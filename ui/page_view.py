"""What to show of a page picture beside a quote: the part to look at, and the lines to mark."""

from collections.abc import Iterable
from dataclasses import dataclass

from ingest.report import Box, Placement
from retrieval.answer import Citation

LEAST_LOCATED = 0.5
LEAST_WIDTH = 0.5
LEAST_HEIGHT = 0.16
MARGIN = 0.03
# Above this width the whole line is shown: a sliver cut off at the side only puzzles.
NEARLY_WHOLE = 0.85
PAD = 0.004


@dataclass(frozen=True, slots=True)
class PageView:
    """A window on a page, in shares of its width and height, and boxes around the quote's lines.

    `ratio` is the page's width over its height.
    """

    window: Box
    boxes: tuple[Box, ...]
    ratio: float

    @property
    def window_ratio(self) -> float:
        """Width over height of the window as it is shown."""
        return self.ratio * width(self.window) / height(self.window)


def page_view(citation: Citation) -> PageView | None:
    """The view that shows the quote, or None if less than half of it was located on its page.

    A wrong box is worse than none.
    """
    placed = _on_its_page(citation)
    if _located(citation, placed) < LEAST_LOCATED:
        return None
    boxes = merged(placement.box for placement in placed)
    page = citation.page
    return PageView(window_around(boxes), boxes, page.width / page.height)


def window_around(boxes: Iterable[Box]) -> Box:
    """The part of a page that shows all `boxes` with some margin, wide and high enough to read."""
    around = union(boxes)
    wide = max(width(around) + 2 * MARGIN, LEAST_WIDTH)
    if wide > NEARLY_WHOLE:
        wide = 1.0
    high = min(1.0, max(height(around) + 2 * MARGIN, LEAST_HEIGHT))
    left, right = _slide((around.left + around.right) / 2, wide)
    top, bottom = _slide((around.top + around.bottom) / 2, high)
    return Box(left, top, right, bottom)


def merged(lines: Iterable[Box]) -> tuple[Box, ...]:
    """One box for each run of lines that stand under one another; a new column starts another."""
    runs: list[Box] = []
    for line in lines:
        if runs and _continues(runs[-1], line):
            runs[-1] = union((runs[-1], line))
        else:
            runs.append(line)
    return tuple(_padded(run) for run in runs)


def union(boxes: Iterable[Box]) -> Box:
    """The smallest box that holds all `boxes`, of which there is at least one."""
    found = list(boxes)
    return Box(
        min(box.left for box in found),
        min(box.top for box in found),
        max(box.right for box in found),
        max(box.bottom for box in found),
    )


def width(box: Box) -> float:
    """How wide `box` is, as a share of the page's width."""
    return box.right - box.left


def height(box: Box) -> float:
    """How high `box` is, as a share of the page's height."""
    return box.bottom - box.top


def _on_its_page(citation: Citation) -> tuple[Placement, ...]:
    placed = citation.passage.placed(citation.start, citation.end)
    shown = (p for p in placed if p.page == citation.page.number)
    return tuple(p for p in shown if width(p.box) > 0 and height(p.box) > 0)


def _located(citation: Citation, placed: Iterable[Placement]) -> float:
    """Share of the quote's characters that stand in `placed`."""
    found = sum(min(p.end, citation.end) - max(p.start, citation.start) for p in placed)
    return found / max(1, citation.end - citation.start)


def _continues(run: Box, line: Box) -> bool:
    """Whether `line` follows `run` closely, in the same column."""
    side_by_side = min(run.right, line.right) - max(run.left, line.left)
    gap = line.top - run.bottom
    return side_by_side > 0 and -height(line) < gap < 1.5 * height(line)


def _padded(box: Box) -> Box:
    return Box(
        max(0.0, box.left - PAD),
        max(0.0, box.top - PAD),
        min(1.0, box.right + PAD),
        min(1.0, box.bottom + PAD),
    )


def _slide(centre: float, length: float) -> tuple[float, float]:
    """Start and end of a stretch of `length` around `centre`, moved so that it stays in 0..1."""
    start = min(max(0.0, centre - length / 2), 1.0 - length)
    return start, min(1.0, start + length)
