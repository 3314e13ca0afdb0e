"""Takes the characters of a page from pdfium and strings them into stretches.

A stretch is what was set on one baseline without a wide gap. Places are in points of the page as
it is shown: the origin is its top left corner and y runs downwards.
"""

import ctypes
import math
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from pypdfium2 import raw

from ingest.symbols import LINE_END_HYPHEN, plain

# Of the size of the letters, as typographers count them (in ems).
ASCENT, DESCENT = 0.8, 0.22
BASELINE_JUMP = 0.5  # a superscript is raised by about a third
WIDE_GAP = 1.0  # more than justified text stretches its spaces, about a column gap
WORD_GAP = 0.15
SIZE_JUMP = 1.25
ALL_BOLD = 0.97  # of the letters; a bold word does not make a line bold

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


@dataclass(frozen=True, slots=True)
class Letter:
    """One character: where it starts and ends along its line, and the line's own height.

    `start`, `end` and `base` are in a frame turned so that the text runs to the right.
    """

    char: str
    start: float
    end: float
    base: float
    type: Type


@dataclass(frozen=True, slots=True)
class Stretch:
    """Characters set on one baseline without a wide gap; `base` is y of that baseline.

    `size` is that of most of them, `largest` that of the largest.
    """

    text: str
    left: float
    top: float
    right: float
    bottom: float
    base: float
    size: float
    largest: float
    bold: bool
    turned: bool = False


class _Reader:
    """Asks pdfium about the characters of one page, each kind of type once."""

    def __init__(self, text_page: object, frame: Frame) -> None:
        self._page = text_page
        self._frame = frame
        self._types: dict[int, Type] = {}
        self._matrix = raw.FS_MATRIX()
        self._name = ctypes.create_string_buffer(256)
        self._flags = ctypes.c_int()

    def letters(self) -> Iterator[Letter | None]:
        """Every character that is shown, in pdfium's order; None for a space."""
        page, shown, types = self._page, self._frame.shown, self._types
        box, x, y = raw.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
        wide, high = self._frame.width, self._frame.height
        for index in range(raw.FPDFText_CountChars(page)):
            char = chr(raw.FPDFText_GetUnicode(page, index))
            if char in "\r\n":  # pdfium's guess; the places of the letters decide
                continue
            if char.isspace() or char == "\x07":
                yield None
                continue
            item = raw.FPDFText_GetTextObject(page, index)
            if not item:
                continue
            key = ctypes.addressof(item.contents)
            if key not in types:
                types[key] = self._type(index)
            kind = types[key]
            raw.FPDFText_GetLooseCharBox(page, index, box)
            raw.FPDFText_GetCharOrigin(page, index, x, y)
            left, top = shown(box.left, box.top)
            right, bottom = shown(box.right, box.bottom)
            if not (0 <= (left + right) / 2 <= wide and 0 <= (top + bottom) / 2 <= high):
                continue
            text = plain(char, symbols=kind.symbols)
            if not text:
                continue
            if text == " ":
                yield None
                continue
            base_x, base_y = shown(x.value, y.value)
            yield _along(text, kind, (left, top, right, bottom), (base_x, base_y))

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


def read_stretches(text_page: object, frame: Frame) -> list[Stretch]:
    """The stretches of a page in pdfium's order; characters off the shown page are left out."""
    stretches: list[Stretch] = []
    run: list[Letter] = []
    words: list[str] = []
    spaced = False
    for letter in _Reader(text_page, frame).letters():
        if letter is None:
            spaced = True
            continue
        if run and _breaks(run[-1], letter):
            stretches.append(_stretch(run, words))
            run, words = [], []
        elif run and (spaced or _gapes(run[-1], letter)):
            words.append(" ")
        run.append(letter)
        words.append(letter.char)
        spaced = False
    if run:
        stretches.append(_stretch(run, words))
    return stretches


def _breaks(before: Letter, after: Letter) -> bool:
    """Whether `after` stands on another line, or across a gap, from `before`."""
    if before.type.turned != after.type.turned:
        return True
    size = max(before.type.size, after.type.size)
    gap = after.start - before.end
    if before.char == LINE_END_HYPHEN and gap < -size:
        return True
    return abs(after.base - before.base) > BASELINE_JUMP * size or not -size < gap < WIDE_GAP * size


def _gapes(before: Letter, after: Letter) -> bool:
    """Whether a space is seen between two letters though none was written.

    A figure set large beside its label is a word of its own; a raised "er" or "3" is not.
    """
    small = min(before.type.size, after.type.size)
    gap = after.start - before.end
    if gap > WORD_GAP * small:
        return True
    jump = max(before.type.size, after.type.size) / small >= SIZE_JUMP
    level = abs(after.base - before.base) < 0.1 * small
    return jump and level and before.char.isdigit() != after.char.isdigit() and after.char.isalnum()


def _stretch(run: list[Letter], words: list[str]) -> Stretch:
    sizes = Counter[float]()
    heavy = 0
    for letter in run:
        sizes[letter.type.size] += 1
        heavy += letter.type.bold
    size = max(sizes, key=lambda key: (sizes[key], key))
    base = next(letter.base for letter in run if letter.type.size == size)
    start, end = min(x.start for x in run), max(x.end for x in run)
    flat = Stretch(
        text="".join(words),
        left=start,
        top=base - ASCENT * size,
        right=end,
        bottom=base + DESCENT * size,
        base=base,
        size=size,
        largest=max(sizes),
        bold=heavy >= ALL_BOLD * len(run),
    )
    return _TURNS[run[0].type.turned](flat)


def _upwards(s: Stretch) -> Stretch:
    return replace(s, left=s.top, right=s.bottom, top=-s.right, bottom=-s.left, turned=True)


def _over(s: Stretch) -> Stretch:
    return replace(s, left=-s.right, right=-s.left, top=-s.bottom, bottom=-s.top, turned=True)


def _downwards(s: Stretch) -> Stretch:
    return replace(s, left=-s.bottom, right=-s.top, top=s.left, bottom=s.right, turned=True)


_TURNS: dict[int, Callable[[Stretch], Stretch]] = {
    0: lambda stretch: stretch,
    1: _upwards,
    2: _over,
    3: _downwards,
}
