r"""Whether a key (a string that a right answer must show) stands in a text.

Exactly as the gold format says: case is ignored and white space collapsed (no-break and thin spaces
included); apostrophes, accents and decimal signs are compared as they are written. A number at the
edge of a key stands alone: no digit and no digit with a decimal sign directly before it, no digit
and no decimals other than zeros directly after it. Spaces between its groups of three don't count;
a space on either side of it does end it, because the cells of a table row are parted by nothing
else ("334 319 349 227" shows 349).

>>> stands_in("5", "15 communes"), stands_in("5", "5,3 km"), stands_in("5", "5,00 €")
(False, False, True)
>>> stands_in("12 000", "12000 places"), stands_in("12 000", "112\u202f000 places")
(True, False)
"""

import re
from functools import lru_cache

from ingest.normalise import normalise

_WHOLE_PART = re.compile(r"(?<![\d.,])\d{1,3}(?: \d{3})+(?!\d)|(?<![\d.,])\d{4,}")
_NOTHING_BEFORE = r"(?<!\d)(?<!\d[.,])"
_NOTHING_AFTER = r"(?!\d)(?![.,]\d*[1-9])"


def stands_in(key: str, text: str) -> bool:
    """Whether `key` is found in `text`; an empty key never is."""
    pattern = _pattern(key)
    return pattern is not None and pattern.search(_comparable(text)) is not None


def _comparable(text: str) -> str:
    return normalise(normalise(text).casefold())


@lru_cache(maxsize=4096)
def _pattern(key: str) -> re.Pattern[str] | None:
    wanted = _comparable(key)
    if not wanted:
        return None
    before = _NOTHING_BEFORE if wanted[0].isdecimal() else ""
    after = _NOTHING_AFTER if wanted[-1].isdecimal() else ""
    return re.compile(before + _spelt(wanted) + after)


def _spelt(wanted: str) -> str:
    """A pattern of `wanted` in which the figures may or may not be grouped by threes."""
    pieces, end = [], 0
    for number in _WHOLE_PART.finditer(wanted):
        pieces += [re.escape(wanted[end : number.start()]), " ?".join(_threes(number[0]))]
        end = number.end()
    return "".join([*pieces, re.escape(wanted[end:])])


def _threes(number: str) -> list[str]:
    """The digits of `number` in groups of three from the right.

    >>> _threes("1 294250")
    ['1', '294', '250']
    """
    digits = number.replace(" ", "")
    first = len(digits) % 3
    return [digits[:first]] * bool(first) + [
        digits[i : i + 3] for i in range(first, len(digits), 3)
    ]
