"""Numbers in letters and in figures: « trois cents » is looked up as 300 too, and 300 in letters.

Letters are read by text2num, which knows French.
"""

import re
from collections.abc import Iterator

from text_to_num import text2num

from index.words import fold, stems
from retrieval.thesaurus import Expansion, Strength

_CARDINALS = {
    **dict(enumerate(("zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit"))),
    **dict(enumerate(("neuf", "dix", "onze", "douze", "treize", "quatorze", "quinze", "seize"), 9)),
    17: "dix-sept",
    18: "dix-huit",
    19: "dix-neuf",
    20: "vingt",
    30: "trente",
    40: "quarante",
    50: "cinquante",
    60: "soixante",
    80: "quatre-vingts",
}
_ABOUT = {
    10: "dizaine",
    12: "douzaine",
    15: "quinzaine",
    20: "vingtaine",
    30: "trentaine",
    40: "quarantaine",
    50: "cinquantaine",
    60: "soixantaine",
    100: "centaine",
    1000: "millier",
}
# Smaller ones stand on every page, and « neuf » is also « new ».
_SMALLEST = 10
# No stem tells « vingt et un » from « vingt ».
_UNKNOWN_TO_INDEXES = " un"
_HUNDRED, _THOUSAND, _MILLION = 100, 1000, 1_000_000
# Above a million only tenths of one have a short form: « 2,5 millions ».
_TENTH = 100_000
_GROUP = "[ \u00a0\u202f\u2009]"
# « deux cents », but « deux cent mille ».
_PLURAL = re.compile(r"(?<=cent)s$|(?<=vingt)s$")

_WORD = (
    r"(?:une?|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze|seize"
    r"|vingts?|trente|quarante|cinquante|soixante|septante|huitante|octante|nonante|cents?|mille"
    r"|millions?|milliards?)"
)
_IN_LETTERS = re.compile(rf"(?<![\w'-]){_WORD}(?:(?:[\s-]+et[\s-]+|[\s-]+){_WORD})*(?![\w-])")
_ROUGHLY = re.compile(
    rf"(?:(?P<times>{_WORD}|\d+)\s+)?(?P<about>{'|'.join(_ABOUT.values())})s?(?!\w)"
)
MONTH = r"(?:janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre)"
# Neither dates nor telephone numbers.
_IN_FIGURES = re.compile(
    rf"(?<![\w.,/-])(?<!\d{_GROUP})(?:\d{{1,3}}(?:{_GROUP}\d{{3}})+|\d+)"
    rf"(?!(?:[.,/-]|{_GROUP})?\d|\w|\s+{fold(MONTH)}\b)"
)
# Years stand in letters at the head of minutes alone.
_YEAR = re.compile(r"(?:19|20)\d\d")
_YEAR_IN_TWO = re.compile(
    r"\b(en|depuis|dès|années?|avant|après|fin|début|mi|rentrée|l['’]an)([\s-]+)"
    rf"(?:([12]){_GROUP}(\d{{3}})\b(?!{_GROUP}?\d)"
    rf"|((?:deux|mille|dix-neuf)(?:[\s-]+(?:et[\s-]+)?{_WORD})+)(?![\w-]))",
    re.IGNORECASE,
)


def number_expansions(text: str) -> Iterator[Expansion]:
    """What is looked up beside the numbers of the question `text`: figures for letters, and back.

    Each weighs less than the words asked, the stems of one together no more than one.
    """
    folded = fold(text)
    for match in _IN_LETTERS.finditer(folded):
        yield from _for_letters(match[0], _value(match[0]))
    for match in _ROUGHLY.finditer(folded):
        yield from _for_letters(match[0], _roughly(match))
    for match in _IN_FIGURES.finditer(folded):
        if _YEAR.fullmatch(match[0]):
            continue
        value = int(re.sub(_GROUP, "", match[0]))
        for written in _forms(value):
            yield from _beside(str(value), written, value)


def in_letters(number: int) -> str:
    """The cardinal of a whole number under a million, as it is written in France.

    Its hyphens are those of before 1990, which reports keep to. Raises ValueError for others.

    >>> in_letters(300), in_letters(28), in_letters(71), in_letters(1200)
    ('trois cents', 'vingt-huit', 'soixante et onze', 'mille deux cents')
    """
    if not 0 <= number < _MILLION:
        raise ValueError(number)
    if number < _HUNDRED:
        return _under_a_hundred(number)
    name, one = ("mille", _THOUSAND) if number >= _THOUSAND else ("cent", _HUNDRED)
    times, rest = divmod(number, one)
    many = name if times == 1 else f"{_PLURAL.sub('', in_letters(times))} {name}"
    plural = "s" if times > 1 and one == _HUNDRED else ""
    return f"{many} {in_letters(rest)}" if rest else many + plural


def with_whole_years(text: str) -> str:
    """`text` with years written in one, where a word before says that they are years.

    >>> with_whole_years("Depuis 2 021, et en deux mille vingt-trois ?")
    'Depuis 2021, et en 2023 ?'
    """

    def joined(match: re.Match[str]) -> str:
        before, space, thousand, rest, letters = match.groups()
        year = _value(fold(letters)) if letters else f"{thousand}{rest}"
        return f"{before}{space}{year or letters}"

    return _YEAR_IN_TWO.sub(joined, text)


def _under_a_hundred(number: int) -> str:
    if number in _CARDINALS:
        return _CARDINALS[number]
    ten = max(each for each in _CARDINALS if each % 10 == 0 and each < number)
    rest = number - ten
    joint = " et " if rest in {1, 11} and ten < max(_CARDINALS) else "-"
    return f"{_PLURAL.sub('', _CARDINALS[ten])}{joint}{_under_a_hundred(rest)}"


def _value(letters: str) -> int:
    """The number that folded `letters` say; 0 where they say none, or several."""
    try:
        return int(text2num(letters, "fr"))
    except ValueError:
        return 0


def _roughly(match: re.Match[str]) -> int:
    """What « trois centaines » stands for."""
    times, about = match["times"] or "un", match["about"]
    many = int(times) if times.isdigit() else _value("un" if times == "une" else times)
    return many * next(value for value, word in _ABOUT.items() if word == about)


def _for_letters(asked: str, value: int) -> Iterator[Expansion]:
    if value >= _SMALLEST:
        yield from _beside(asked, str(value), value)
        if value >= _MILLION:
            for written in _forms(value):
                yield from _beside(asked, written, value)


def _forms(value: int) -> Iterator[str]:
    """How reports may write the number otherwise than in figures."""
    letters = in_letters(value) if _SMALLEST <= value < _MILLION else ""
    if letters and not letters.endswith(_UNKNOWN_TO_INDEXES):
        yield letters
    if value in _ABOUT:
        yield _ABOUT[value]
    if value >= _MILLION and value % _TENTH == 0:
        yield f"{value / _MILLION:g} millions".replace(".", ",")


def _beside(asked: str, written: str, value: int) -> Iterator[Expansion]:
    key, said = tuple(stems(asked)), tuple(dict.fromkeys(stems(written)))
    if key and said and key != said:
        yield Expansion(key, said, Strength.FORT.value / len(said), f"nombre {value}")
