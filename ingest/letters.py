"""Takes the characters of a page from pdfium: what they are, where they stand, how they are set.

Places are in points of the page as it is shown: the origin is its top left corner and y runs
downwards.
"""

import ctypes
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from pypdfium2 import raw

from ingest.symbols import plain

HEAVY = 600
_HEAVY_NAME = re.compile(r"bold|black|heavy|demi", re.IGNORECASE)
_FORCE_BOLD = 1 << 18
_SYMBOL_NAME = re.compile(r"dingbat|wingding|webding", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Frame:
    """The part of a page that is shown: its corners in PDF space, and the turn it is shown with."""

    left: float
    bottom: float
    right: float
    top: float
    quarters: int

    @property
    def width(self) -> float:
        """Points from left to right as it is shown."""
        return self.top - self.bottom if self.quarters % 2 else self.right - self.left

    @property
    def height(self) -> float:
        """Points from top to bottom as it is shown."""
        return self.right - self.left if self.quarters % 2 else self.top - self.bottom

    def shown(self, x: float, y: float) -> tuple[float, float]:
        """The point of PDF space (x, y) on the page as it is shown, y downwards."""
        match self.quarters:
            case 1:
                return y - self.bottom, x - self.left
            case 2:
                return self.right - x, y - self.bottom
            case 3:
                return self.top - y, self.right - x
            case _:
                return x - self.left, self.top - y


@dataclass(frozen=True, slots=True)
class Type:
    """How letters are set: size in points as shown, weight, reading direction in quarter turns."""

    size: float
    bold: bool
    turned: int
    symbols: bool


class Letter(NamedTuple):
    """One character: where it starts and ends along its line, and the line's own height.

    `start`, `end` and `base` are in a frame turned so that the text runs to the right.
    """

    char: str
    start: float
    end: float
    base: float
    type: Type


class Reader:
    """Asks pdfium about the characters of one page, each kind of type once."""

    def __init__(self, text_page: object, frame: Frame) -> None:
        self._page = text_page
        self._frame = frame
        self._types: dict[int, Type] = {}
        self._matrix = raw.FS_MATRIX()
        self._name = ctypes.create_string_buffer(256)
        self._flags = ctypes.c_int()
        self._box = raw.FS_RECTF()
        self._x, self._y = ctypes.c_double(), ctypes.c_double()
        # Twice the size of the page: the sum of a box's sides is twice its middle.
        self._wide, self._high = 2 * frame.width, 2 * frame.height

    def letters(self) -> Iterator[Letter | None]:
        """Every character that is shown, in pdfium's order; None for a space."""
        for index in range(raw.FPDFText_CountChars(self._page)):
            char = chr(raw.FPDFText_GetUnicode(self._page, index))
            if char in "\r\n":  # pdfium's guess; the places of the letters decide
                continue
            if char.isspace() or char == "\x07":
                yield None
                continue
            letter = self._letter(index, char)
            if letter is not None:
                yield letter if letter.char != " " else None

    def _letter(self, index: int, char: str) -> Letter | None:
        """Character `index` as it is shown; None if it isn't, or was made up by pdfium."""
        item = raw.FPDFText_GetTextObject(self._page, index)
        if not item:
            return None
        key = ctypes.addressof(item.contents)
        kind = self._types.get(key)
        if kind is None:
            kind = self._types[key] = self._type(index)
        text = plain(char, symbols=kind.symbols)
        if not text:
            return None
        raw.FPDFText_GetLooseCharBox(self._page, index, self._box)
        raw.FPDFText_GetCharOrigin(self._page, index, self._x, self._y)
        shown = self._frame.shown
        left, top = shown(self._box.left, self._box.top)
        right, bottom = shown(self._box.right, self._box.bottom)
        if not (0 <= left + right <= self._wide and 0 <= top + bottom <= self._high):
            return None
        base = shown(self._x.value, self._y.value)
        if not (kind.turned or self._frame.quarters):
            return Letter(text, left, right, base[1], kind)
        return _along(text, kind, (left, top, right, bottom), base)

    def _type(self, index: int) -> Type:
        """How character `index` is set; the same for all characters of its text object."""
        page, matrix, flags = self._page, self._matrix, self._flags
        raw.FPDFText_GetMatrix(page, index, matrix)
        scale = math.hypot(matrix.c, matrix.d) or 1.0
        size = raw.FPDFText_GetFontSize(page, index) * scale
        length = raw.FPDFText_GetFontInfo(page, index, self._name, len(self._name), flags)
        name = self._name.value.decode("utf-8", "replace") if length else ""
        bold = (
            raw.FPDFText_GetFontWeight(page, index) >= HEAVY
            or bool(_HEAVY_NAME.search(name))
            or bool(flags.value & _FORCE_BOLD)
        )
        turn = round(math.atan2(matrix.b, matrix.a) / (math.pi / 2)) - self._frame.quarters
        return Type(round(size, 1), bold, turn % 4, bool(_SYMBOL_NAME.search(name)))


def _along(
    text: str, kind: Type, box: tuple[float, float, float, float], base: tuple[float, float]
) -> Letter:
    """The letter in a frame turned so that its text runs to the right."""
    left, right = min(box[0], box[2]), max(box[0], box[2])
    top, bottom = min(box[1], box[3]), max(box[1], box[3])
    match kind.turned:
        case 1:  # upwards
            return Letter(text, -bottom, -top, base[0], kind)
        case 2:  # upside down
            return Letter(text, -right, -left, -base[1], kind)
        case 3:  # downwards
            return Letter(text, top, bottom, -base[0], kind)
        case _:
            return Letter(text, left, right, base[1], kind)
