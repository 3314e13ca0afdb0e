"""Makes lines of a page from hOCR, in which Tesseract tells its words, and where they stand.

A paragraph that was recognised badly is left out whole: without one of its lines it would say
something else.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from bs4 import BeautifulSoup, Tag

from ingest.clean import clean_text
from ingest.report import Box, Line

PARAGRAPH_FLOOR = 0.8  # the least mean confidence of a paragraph that is quoted
LINE_FLOOR = 0.6  # and that of each of its lines
FIGURE_FLOOR = 0.5  # and that of each word with a figure: a wrong figure is the worst
SAME_SIZE = 0.15  # sizes that differ by less are one: they are measured, not known

_LINES = ["ocr_line", "ocr_header", "ocr_caption", "ocr_textfloat"]
_BBOX = re.compile(r"bbox (-?\d+) (-?\d+) (-?\d+) (-?\d+)")
_SURE = re.compile(r"x_wconf (\d+)")
_SIZE = re.compile(r"x_size ([\d.]+)")
_LISTED = re.compile(r"(?:[•●■▪◦➢➔→✓❖*–—-]|\(?\d{1,2}[.)]|[a-z]\))\s")


@dataclass(frozen=True, slots=True)
class Recognised:
    """The lines that may be quoted and their confidence (0 to 1), and the words left out."""

    lines: tuple[Line, ...]
    confidence: float
    left_out: int


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    sure: float


@dataclass(frozen=True, slots=True)
class _Row:
    words: tuple[_Word, ...]
    box: Box
    size: float

    @property
    def text(self) -> str:
        return clean_text(" ".join(word.text for word in self.words))

    @property
    def letters(self) -> int:
        return sum(len(word.text) for word in self.words)

    @property
    def sure(self) -> float:
        return sum(len(word.text) * word.sure for word in self.words) / self.letters


def read_hocr(hocr: bytes, *, points: float) -> Recognised:
    """The lines of a page whose picture was `points` points wide."""
    soup = BeautifulSoup(hocr, "html.parser")
    sheet = soup.find(class_="ocr_page")
    if not isinstance(sheet, Tag):
        return Recognised((), 0.0, 0)
    width, height = _sides(sheet)[2:]
    paragraphs = [
        block
        for each in sheet.find_all(class_="ocr_par")
        for block in _blocks(_rows(each, width, height, points))
    ]
    good = [each for each in paragraphs if _is_sure(each)]
    left_out = sum(len(row.words) for each in paragraphs if each not in good for row in each)
    kept = [row for each in good for row in each]
    letters = sum(row.letters for row in kept)
    sure = sum(row.sure * row.letters for row in kept) / letters if letters else 0.0
    return Recognised(tuple(_lines(good)), round(sure, 4), left_out)


def _rows(paragraph: Tag, width: int, height: int, points: float) -> list[_Row]:
    found = (_row(each, width, height, points) for each in paragraph.find_all(class_=_LINES))
    return [row for row in found if row is not None]


def _blocks(rows: Sequence[_Row]) -> list[list[_Row]]:
    """The rows of a paragraph, each list item apart."""
    blocks: list[list[_Row]] = []
    for row in rows:
        if not blocks or _LISTED.match(row.text):
            blocks.append([])
        blocks[-1].append(row)
    return blocks


def _row(line: Tag, width: int, height: int, points: float) -> _Row | None:
    """The line; None if no letter or figure stands on it."""
    words = tuple(
        _Word(text, int(_number(_SURE, word)) / 100)
        for word in line.find_all(class_="ocrx_word")
        if (text := word.get_text().strip())
    )
    if not any(char.isalnum() for word in words for char in word.text):
        return None
    return _Row(words, _box(line, width, height), _number(_SIZE, line) * points / width)


def _box(line: Tag, width: int, height: int) -> Box:
    """Where a line stands, in shares of the picture; what lies outside is cut off."""
    across, down = _sides(line)[::2], _sides(line)[1::2]

    def share(at: int, whole: int) -> float:
        return round(min(1.0, max(0.0, at / whole)), 5)

    return Box(
        share(min(across), width),
        share(min(down), height),
        share(max(across), width),
        share(max(down), height),
    )


def _is_sure(paragraph: Sequence[_Row]) -> bool:
    letters = sum(row.letters for row in paragraph)
    mean = sum(row.sure * row.letters for row in paragraph) / letters
    return (
        mean >= PARAGRAPH_FLOOR
        and min(row.sure for row in paragraph) >= LINE_FLOOR
        and all(
            word.sure >= FIGURE_FLOOR
            for row in paragraph
            for word in row.words
            if any(char.isdigit() for char in word.text)
        )
    )


def _lines(paragraphs: Sequence[Sequence[_Row]]) -> Iterator[Line]:
    """The lines of each block, in one size of type."""
    usual = median([row.size for rows in paragraphs for row in rows] or [0.0])
    for block, rows in enumerate(paragraphs):
        size = median(row.size for row in rows)
        size = usual if abs(size - usual) <= SAME_SIZE * usual else size
        for row in rows:
            yield Line(row.text, row.box, round(size, 1), block=block)


def _sides(tag: Tag) -> tuple[int, int, int, int]:
    match = _BBOX.search(str(tag.get("title")))
    if match is None:
        return (0, 0, 1, 1)
    left, top, right, bottom = map(int, match.groups())
    return (left, top, right, bottom)


def _number(pattern: re.Pattern[str], tag: Tag) -> float:
    match = pattern.search(str(tag.get("title")))
    return float(match[1]) if match else 0.0
