"""Turns text into the stems that words are looked up by.

Accents are folded, elisions cut, figures kept whole, compound names kept beside their parts:

>>> stems("L'aide du Pas-de-Calais : 1 294 250,00 € à l’été")
['aid', 'calais', 'pas-de-calais', '1294250', 'ete']
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib.resources import files

import Stemmer

_APOSTROPHES = str.maketrans(dict.fromkeys("’‘ʼʹ`´′＇‛", "'") | {"\u00ad": None})
_ACCENTED = {
    code: plain
    for code in range(0xC0, 0x180)
    if (plain := unicodedata.normalize("NFD", chr(code))[0]).isascii()
}
_FOLDED = _APOSTROPHES | _ACCENTED | {ord("œ"): "oe", ord("æ"): "ae"}
_LETTERS = r"[^\W\d_]+"
WORD = re.compile(_LETTERS)
# Of a page or a mailbox, and whatever else holds letters around a dot without a space.
ADDRESS = re.compile(r"\S*(?:@|://|www\.|[^\W\d_]\.[^\W\d_])\S*")
_GROUP_SPACE = "[ \u00a0\u202f\u2009]"
_TOKEN = re.compile(
    rf"(?P<date>\d+(?:[./-]\d+){{2,}})"
    rf"|(?P<figure>(?<!\d)\d{{1,3}}(?:{_GROUP_SPACE}\d{{3}})+(?!\d)(?:[.,]\d+)?|\d+(?:[.,]\d+)?)"
    rf"|(?P<word>{_LETTERS}(?:['-]{_LETTERS})*)"
)
_ELISION = re.compile(r"(?:[ldjnscmt]|qu|jusqu|lorsqu|puisqu|quoiqu|quelqu)'")


def fold(text: str) -> str:
    """`text` in lower case, without accents or ligatures, with straight apostrophes; idempotent.

    >>> fold("L’Œuvre d'été")
    "l'oeuvre d'ete"
    """
    text = text.lower().translate(_FOLDED)
    if text.isascii():
        return text
    parts = unicodedata.normalize("NFD", unicodedata.normalize("NFC", text).translate(_FOLDED))
    return "".join(letter for letter in parts if not unicodedata.combining(letter))


def stems(text: str) -> list[str]:
    """The stems of `text` in order, stop words left out; the same in any process."""
    text = unicodedata.normalize("NFC", text).lower().translate(_APOSTROPHES)
    return [stem for match in _TOKEN.finditer(text) for stem in _of_token(match)]


@cache
def stop_words() -> frozenset[str]:
    """Folded French words that carry no subject."""
    lines = files("index").joinpath("data/stopwords.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


def _of_token(match: re.Match[str]) -> Iterator[str]:
    token = match[0]
    if match.lastgroup == "word":
        yield from _of_word(token)
    elif match.lastgroup == "figure":
        yield _figure(token)
    else:
        yield from re.split(r"[./-]", token)


@lru_cache(maxsize=65536)
def _of_word(word: str) -> tuple[str, ...]:
    """The stem of a word; for a compound those of its parts, then the whole."""
    while cut := _ELISION.match(word):
        word = word[cut.end() :]
    parts = re.split("['-]", word)
    kept = [part for part in parts if fold(part) not in stop_words()]
    whole = [fold(word)] if len(parts) > 1 and kept else []
    return (*map(_stem, kept), *whole)


def _figure(token: str) -> str:
    """A figure written one way: no space between groups, a point before decimals that count."""
    whole, point, decimals = re.sub(_GROUP_SPACE, "", token).replace(",", ".").partition(".")
    decimals = decimals.rstrip("0")
    return f"{whole}{point}{decimals}" if decimals else whole


@cache
def _stemmer() -> Stemmer.Stemmer:
    return Stemmer.Stemmer("french")


def _stem(word: str) -> str:
    return fold(_stemmer().stemWord(word))
