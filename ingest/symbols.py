"""Turns the odd characters of PDFs into plain ones: ticks, boxes, bullets, spaces, hyphens."""

import re
import unicodedata
from functools import lru_cache

from ingest.normalise import SOFT_HYPHEN

# Where pdfium joins a word over a line's end it gives one of these for the hyphen.
LINE_END_HYPHEN = "\x02"
_HYPHENS = frozenset({LINE_END_HYPHEN, "\ufffe", SOFT_HYPHEN})

# Symbol fonts (Wingdings, Symbol) by code; in the private use area as U+F000 + code.
_WINGDINGS = {
    0x6C: "●", 0x6E: "■", 0x6F: "☐", 0x71: "☐", 0x72: "☐", 0x76: "❖", 0x77: "◆", 0x78: "☒",
    0xA7: "▪", 0xA8: "☐", 0xB7: "•", 0xD8: "➢", 0xE0: "→", 0xE8: "➔", 0xF0: "⇨",
    0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
}  # fmt: skip
_PRIVATE = range(0xF000, 0xF100)
_INVISIBLE = re.compile(r"[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\U000e0000-\U000e007f]")


@lru_cache(maxsize=4096)
def plain(char: str, *, symbols: bool = False) -> str:
    r"""What stands for one character of a PDF: itself, another, a space, or nothing.

    `symbols` says that its font draws pictures for letters ("l" is a bullet in Wingdings).

    >>> plain("\uf0fe"), plain("\x07"), plain("\ud800"), plain("l", symbols=True)
    ('☑', ' ', '', '●')
    """
    code = ord(char)
    if char in _HYPHENS:
        return LINE_END_HYPHEN
    if code in _PRIVATE:
        return _WINGDINGS.get(code - 0xF000, " ")
    if symbols and char.isascii() and char.isalnum():
        return _WINGDINGS.get(code, "•")
    kind = unicodedata.category(char)
    if kind == "Cc" and char != "\x00":
        return " "
    if kind in {"Cc", "Cs", "Cn", "Co"} or _INVISIBLE.match(char):
        return ""
    return char
