"""Turns a written sentence into one to be read aloud: figures, units, short forms, acronyms.

>>> aloud("Le repas coûte 3,60 € (n° 4), soit 12,5 % de moins.")
'Le repas coûte 3 euros 60 (numéro 4), soit 12,5 pour cent de moins.'
"""

import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from index.words import fold, stop_words
from retrieval.definitions import Definition
from retrieval.patterns import load_data

_SPACE = "[ \u00a0\u202f\u2009]"
_WHOLE = rf"(?<![\d.,])(?:\d{{1,3}}(?:{_SPACE}\d{{3}})+(?!\d)|\d+)"
_NOTES = re.compile(r"\s*\[\d+(?:[,;–-]\s*\d+)*\]")
_BULLET = re.compile(r"^\s*[•●■▪◦‣❖◆➢➔→⇨✓✗✔–—-]\s+")
_EUROS = re.compile(rf"({_WHOLE}),(\d\d?){_SPACE}?(?:€|euros?\b)")
_OF_EUROS = re.compile(rf"\b((?:million|milliard|millier)s?){_SPACE}?€")
_HOUR = re.compile(rf"\b(\d{{1,2}}){_SPACE}?h{_SPACE}?(\d\d)\b")
_BELOW = re.compile(rf"(?<![\w.,])[-−](?=\d[\d ,]*{_SPACE}?[%€])")
_BIG_ALONE = re.compile(r"(?<!\w)(?:[kKM]|Mds?)€")
_LAST_WORD = re.compile(r"([\w-]+['’]?)\W*$")
_VOWEL = re.compile("[aeiouyh]")
_PLURAL_FROM = 2


def aloud(text: str, acronyms: Iterable[Definition] = ()) -> str:
    """`text` as it is read aloud; what is known of neither rule nor `acronyms` stays as written."""
    text = _NOTES.sub("", _BULLET.sub("", text))
    text = _figures(text)
    for written, said in _rules()["short"].items():
        text = re.sub(rf"(?<!\w){re.escape(written)}{_SPACE}?(?=\d)", f"{said} ", text)
        text = re.sub(rf"(?<!\w){re.escape(written)}(?!\w)", said, text)
    for acronym in acronyms:
        text = _spelt_out(text, acronym)
    return text.strip()


def plural(full: str) -> str:
    """The plural of what an acronym stands for, up to the word that the rest hangs on.

    >>> plural("centre communal d'action sociale")
    "centres communaux d'action sociale"
    """
    words = full.split()
    for at, word in enumerate(words):
        if word in _rules()["holding_on"] or "'" in word or "’" in word:
            break
        words[at] = _plural_of(word)
    return " ".join(words)


def _rules() -> Mapping[str, Any]:
    return load_data("spoken.yaml")


def _figures(text: str) -> str:
    text = _OF_EUROS.sub(r"\1 d'euros", text)
    text = _HOUR.sub(lambda m: f"{m[1]} {_unit('h', m[1])} {m[2]}", text)
    text = _BELOW.sub("moins ", text)
    text = _EUROS.sub(_price, text)
    text = _measures().sub(_measure, text)
    return _BIG_ALONE.sub(lambda m: str(_rules()["units"][m[0]][1]), text)


@cache
def _measures() -> re.Pattern[str]:
    written = sorted(_rules()["units"], key=len, reverse=True)
    names = "|".join(map(re.escape, written))
    per = "|".join(map(re.escape, sorted(_rules()["per"], key=len, reverse=True)))
    return re.compile(rf"({_WHOLE}(?:,\d+)?){_SPACE}?({names})(?:({per})(?!\w)|(?![\w/²³]))")


def _measure(match: re.Match[str]) -> str:
    figure, unit, per = match.groups()
    said = f"{figure} {_unit(unit, figure)}"
    return f"{said} {_rules()['per'][per]}" if per else said


def _unit(written: str, figure: str) -> str:
    one, many = map(str, _rules()["units"][written])
    return many if _value(figure) >= _PLURAL_FROM else one


def _value(figure: str) -> float:
    return float(re.sub(_SPACE, "", figure).replace(",", "."))


def _price(match: re.Match[str]) -> str:
    """« 3 euros 60 », « 50 centimes » or « 12 euros »."""
    euros, cents = match[1], match[2].ljust(2, "0")
    said = f"{euros} {_unit('€', euros)}"
    if cents == "00":
        return said
    return f"{int(cents)} centimes" if _value(euros) == 0 else f"{said} {cents}"


def _spelt_out(text: str, acronym: Definition) -> str:
    """`text` with the full form where the acronym stands, unless the words before don't fit it."""

    def said(match: re.Match[str]) -> str:
        before = _LAST_WORD.search(match.string[: match.start()])
        word = before[1] if before else ""
        full = plural(acronym.full) if _makes_several(word) else acronym.full
        if not _goes_before(word, full):
            return match[0]
        return full[:1].upper() + full[1:]

    return re.sub(rf"(?<![\w-]){re.escape(acronym.short)}(?![\w-])", said, text)


def _goes_before(word: str, full: str) -> bool:
    """Whether `word` is cut short before `full`, or isn't, as French wants it."""
    vowel = bool(_VOWEL.match(fold(full)))
    if word.endswith(("'", "’")):
        return vowel
    return not (vowel and word.lower() in _rules()["cut_short"])


def _makes_several(word: str) -> bool:
    """Whether what follows `word` is several: after « les », « 12 », « nouveaux »."""
    if word.isdigit():
        return int(word) >= _PLURAL_FROM
    folded = fold(word)
    ending = folded.endswith(("s", "x")) and folded not in stop_words() and word.islower()
    return word.lower() in _rules()["several"] or ending


def _plural_of(word: str) -> str:
    if word.endswith(("s", "x", "z")):
        return word
    if word.endswith("al"):
        return word[:-1] + "ux"
    return word + ("x" if word.endswith(("au", "eu")) else "s")
