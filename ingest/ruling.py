"""Takes from pdfium the straight lines drawn on a page: rules of tables, sides of boxes.

Lines are in points of the page as it is shown: the origin is its top left corner, y runs downwards.
"""

import ctypes
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from pypdfium2 import raw

from ingest.letters import Frame

MOST_OBJECTS = 20_000  # of a page that are looked at: a map has more
MOST_RULES = 4_000  # a drawing has more than any table
MOST_SEGMENTS = 600  # of one path: beyond, it is a drawing
DEEPEST = 6  # forms within forms
STRAIGHT = 1.0  # points by which a rule may slant, or be thick at most for one line
THICK = 3.0  # a filled box thinner than this is one line
SHORTEST = 4.0

Matrix = tuple[float, float, float, float, float, float]
Point = tuple[float, float]


class Rule(NamedTuple):
    """A straight line, level where top equals bottom, upright where left equals right.

    `drawn` is false for the side of a coloured ground: of a cell, a line of words, a picture.
    """

    left: float
    top: float
    right: float
    bottom: float
    drawn: bool = True

    @property
    def level(self) -> bool:
        """Whether it runs from left to right."""
        return self.top == self.bottom


def rules_of(page: object, frame: Frame) -> list[Rule]:
    """The level and upright lines drawn on a page; none where it is full of drawings."""
    rules: list[Rule] = []
    for seen, (path, matrix, stroked) in enumerate(_paths(page)):
        if seen > MOST_OBJECTS or len(rules) > MOST_RULES:
            return []
        for points in _outlines(path, matrix):
            rules += _straight([frame.shown(x, y) for x, y in points], stroked)
    return [rule for rule in rules if _shown(rule, frame)]


def _shown(rule: Rule, frame: Frame) -> bool:
    inside = rule.right >= 0 and rule.bottom >= 0
    return inside and rule.left <= frame.width and rule.top <= frame.height


def _paths(page: object) -> Iterator[tuple[object, Matrix, bool]]:
    """The paths of a page that leave ink, the matrix that places each, whether it is stroked."""
    count = raw.FPDFPage_CountObjects(page)
    for index in range(min(count, MOST_OBJECTS)):
        yield from _within(raw.FPDFPage_GetObject(page, index), (1, 0, 0, 1, 0, 0), 0)


def _within(item: object, outer: Matrix, depth: int) -> Iterator[tuple[object, Matrix, bool]]:
    kind = raw.FPDFPageObj_GetType(item)
    if kind == raw.FPDF_PAGEOBJ_PATH:
        fill, stroke = ctypes.c_int(), ctypes.c_int()
        raw.FPDFPath_GetDrawMode(item, fill, stroke)
        if fill.value or stroke.value:
            yield item, _times(_matrix(item), outer), bool(stroke.value)
    elif kind == raw.FPDF_PAGEOBJ_FORM and depth < DEEPEST:
        inner = _times(_matrix(item), outer)
        for index in range(min(raw.FPDFFormObj_CountObjects(item), MOST_OBJECTS)):
            yield from _within(raw.FPDFFormObj_GetObject(item, index), inner, depth + 1)


def _matrix(item: object) -> Matrix:
    found = raw.FS_MATRIX()
    if not raw.FPDFPageObj_GetMatrix(item, found):
        return (1, 0, 0, 1, 0, 0)
    return (found.a, found.b, found.c, found.d, found.e, found.f)


def _times(first: Matrix, then: Matrix) -> Matrix:
    """The matrix that does `first`, `then` the other."""
    a, b, c, d, e, f = first
    g, h, i, j, k, m = then
    return (
        a * g + b * i,
        a * h + b * j,
        c * g + d * i,
        c * h + d * j,
        e * g + f * i + k,
        e * h + f * j + m,
    )


def _outlines(path: object, matrix: Matrix) -> Iterator[list[Point]]:
    """The corners of each stroke of a path, one after the other; curves end a stroke."""
    count = raw.FPDFPath_CountSegments(path)
    if not 1 < count <= MOST_SEGMENTS:
        return
    a, b, c, d, e, f = matrix
    x, y = ctypes.c_float(), ctypes.c_float()
    points: list[Point] = []
    for index in range(count):
        segment = raw.FPDFPath_GetPathSegment(path, index)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        point = (a * x.value + c * y.value + e, b * x.value + d * y.value + f)
        if raw.FPDFPathSegment_GetType(segment) == raw.FPDF_SEGMENT_LINETO:
            points.append(point)
        else:
            yield points
            points = [point]
        if raw.FPDFPathSegment_GetClose(segment) and len(points) > 1:
            points.append(points[0])
    yield points


def _straight(points: list[Point], stroked: bool) -> Iterator[Rule]:
    """The level and upright sides of an outline; a thin box is the one line that it looks like."""
    if len(points) > 2:  # noqa: PLR2004
        xs, ys = [x for x, _ in points], [y for _, y in points]
        left, top, right, bottom = min(xs), min(ys), max(xs), max(ys)
        if min(right - left, bottom - top) <= THICK:
            yield from _rule(left, top, right, bottom, thick=THICK, drawn=True)
            return
    for (x0, y0), (x1, y1) in pairwise(points):
        sides = min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)
        yield from _rule(*sides, thick=STRAIGHT, drawn=stroked)


def _rule(
    left: float, top: float, right: float, bottom: float, *, thick: float, drawn: bool
) -> Iterator[Rule]:
    if right - left >= max(SHORTEST, bottom - top) and bottom - top <= thick:
        middle = (top + bottom) / 2
        yield Rule(left, middle, right, middle, drawn)
    elif bottom - top >= SHORTEST and right - left <= thick:
        middle = (left + right) / 2
        yield Rule(middle, top, middle, bottom, drawn)
