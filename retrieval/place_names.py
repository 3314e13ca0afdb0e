"""How names of places are written: with or without hyphens, accents, capitals, « Saint » or « St ».

A name is compared as a tuple of words, folded; an article in front (« Le Portel », « au Portel »)
is part of what is compared, but not of what is written anew.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from index.words import fold
from retrieval.patterns import any_of, load_data

Words = tuple[str, ...]

_WORD = re.compile(r"[^\W_]+|/")
_HYPHENS = "-‐‑"
_SAME = {"st": "saint", "ste": "sainte", "lez": "les", "/": "sur"}
_CONTRACTED = {"le": ("le", "au", "du"), "la": ("la",), "les": ("les", "aux", "des")}
_ARTICLE = re.compile(r"(Le|La|Les) (?=\w)")
_REACH = 2


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text, as it is compared, and where it stands there."""

    same: str
    start: int
    end: int


def composed(text: str) -> str:
    """`text` as names are looked for in it: NFC, without soft hyphens."""
    return unicodedata.normalize("NFC", text).replace("\u00ad", "")


def words_of(text: str) -> list[Word]:
    """The words of `text`, which is composed; « s/ » and « / » are « sur ».

    >>> [word.same for word in words_of("Boulogne s/ Mer, St-Omer")]
    ['boulogne', 'sur', 'mer', 'saint', 'omer']
    """
    found = [Word(_same(m[0]), m.start(), m.end()) for m in _WORD.finditer(text)]
    return [
        word
        for word, after in zip(found, [*found, None][1:], strict=True)
        if not (word.same == "s" and after and after.same == "sur" and after.start == word.end)
    ]


def name_forms(name: str) -> Iterator[Words]:
    """What `name` may read: « le portel », « au portel », « du portel »."""
    first, *rest = (word.same for word in words_of(composed(name)))
    for article in _CONTRACTED.get(first, (first,)):
        yield (article, *rest)


def without_article(name: str) -> str:
    """`name` without the article that sentences change: « Touquet-Paris-Plage »."""
    return _ARTICLE.sub("", name)


def of(name: str) -> str:
    """`name` after « de »: « du Portel », « des Attaques », « d'Arras », « de Lens ».

    Before an h it is « d' », as most of them have it in the Pas-de-Calais.
    """
    article = _ARTICLE.match(name)
    if article and article[1] != "La":
        return f"{'du' if article[1] == 'Le' else 'des'} {without_article(name)}"
    return f"d'{name}" if fold(name)[:1] in set("aeiouyh") else f"de {name}"


def opens_with_article(form: Words) -> bool:
    """Whether the first word of `form` is an article, alone or contracted."""
    return len(form) > 1 and any(form[0] in each for each in _CONTRACTED.values())


def is_part_of_another(text: str, start: int, end: int) -> bool:
    """Whether hyphens make more of the name: « Boulogne » in « Boulogne-Billancourt »."""
    before, after = text[max(0, start - 2) : start], text[end : end + 2]
    return (len(before) > 1 and before[1] in _HYPHENS and before[0].isalnum()) or (
        len(after) > 1 and after[0] in _HYPHENS and after[1].isalnum()
    )


def says_a_place(text: str, words: Sequence[Word], at: int, form: Words) -> bool:
    """Whether the ordinary words at `words[at:]` are the name of a commune there.

    They are after « à », « commune de » and their like; or with a capital that begins no sentence,
    unless another noun or an article takes them (« l'école Sainte-Catherine »).
    """
    data = load_data("place_words.yaml")
    before = " ".join(word.same for word in words[max(0, at - _REACH) : at])
    linked = f"{before} de" if form[0] in {"du", "des"} else before
    if any_of(tuple(data["introduced"])).search(linked):
        return True
    name = words[at + int(opens_with_article(form))]
    return (
        _is_capitalised(text[name.start : name.end])
        and _goes_on(text[: words[at].start])
        and not any_of(tuple(data["borne"])).search(before)
    )


def _is_capitalised(word: str) -> bool:
    return word[0].isupper() and not (word.isupper() and len(word) > 1)


def _goes_on(before: str) -> bool:
    """Whether a sentence is under way after `before`."""
    kept = before.rstrip(" \u00a0«\"('’")
    return bool(kept) and kept[-1] not in ".!?…:–—"


@lru_cache(maxsize=65536)
def _same(word: str) -> str:
    folded = fold(word)
    return _SAME.get(folded, folded)
