"""Tells names of people from other words: first names, capitals, and what ends a name."""

import re
from collections.abc import Iterator, Mapping, Sequence
from enum import IntEnum
from functools import cache
from importlib import resources
from itertools import zip_longest

from index.words import fold
from retrieval.lexicon import french
from retrieval.patterns import load_data, plain

Word = re.Match[str]

_MOST_WORDS = 6
_BEFORE = 3
# An initial, or a word with what hyphens and apostrophes bind to it: « Marie-Claude », « D'Hondt ».
_WORD = re.compile(r"[^\W\d_]\.(?=\s)|[^\W\d_]+(?:['’-][^\W\d_]+)*")
_SENTENCE_END = re.compile(r"[.?!:;]\s|--")
_CAPITAL = "A-ZÀ-ÖØ-Þ"
_TITLE = re.compile(
    rf"(?<![\w'’-])(?:(?i:mme|mlle|mr|monsieur|madame|mademoiselle)\.?\s+|m\.\s+|M\.?\s+(?=[{_CAPITAL}])"
    r"|(?P<trade>(?i:docteur|dr|ma[îi]tre|veuve)\.?\s+))"
)
_ELIDED = frozenset(("j", "qu", "c", "n", "s", "m", "t", "l", "jusqu", "lorsqu", "puisqu"))


class Sure(IntEnum):
    """How sure it is that a name follows, from the words before it."""

    PERHAPS = 0  # « je suis … »: only what looks like the name of a person
    LIKELY = 1  # « mon fils … »: a word with a capital that is no French word too
    TOLD = 2  # « je m'appelle … »: whatever follows


def is_first_name(word: str) -> bool:
    """Whether `word` is a usual first name, or several bound by hyphens.

    One that is an ordinary word too needs its capital.

    >>> is_first_name("marie-claude"), is_first_name("rose"), is_first_name("Rose")
    (True, False, True)
    """
    folded, names = fold(word), _first_names()
    sure = names.get(folded, all(names.get(part, False) for part in folded.split("-")))
    return sure or (folded in names and word[:1].isupper())


def name_end(text: str, start: int, sure: Sure) -> int:
    """Where the name that begins at `text[start]` ends; `start` itself where none begins.

    >>> name_end("je suis Sophie Le Goff, bonjour", 8, Sure.PERHAPS)
    22
    """
    words = list(_following(text, start))
    if not words or not _begins(words) or not _likely(words, sure):
        return start
    end = words[0].end()
    for word, after in zip_longest(words[1:], words[2:]):
        if _is_particle(word) and after is not None and _goes_on(after):
            continue
        if not _may_be(word):
            break
        end = word.end()
    return end


def names_somebody(text: str, printed: str = "") -> bool:
    """Whether `text` has what may well be the name of somebody who isn't public.

    Whoever is named in what is `printed` in a report is public.

    >>> names_somebody("Mme Delattre a-t-elle droit au RSA ?")
    True
    >>> names_somebody("Le collège Jean Moulin est-il refait ?")
    False
    """
    if _who().search(plain(text)):
        return False
    known = plain(printed)
    return _has_titled(text, known) or any(
        _is_somebody(word, text, known) for word in _WORD.finditer(text) if is_first_name(word[0])
    )


def _has_titled(text: str, known: str) -> bool:
    """« Mme Delattre »; not « Mme la préfète », « bonjour madame », nor « un docteur libéral »."""
    for title in _TITLE.finditer(text):
        words = list(_following(text, title.end()))[:2]
        if not words or not _listed()["offices"].isdisjoint(fold(word[0]) for word in words):
            continue
        if _is_printed(text[words[0].start() : words[0].end()], known):
            continue
        if _begins(words) and (not title["trade"] or _is_particle(words[0]) or _goes_on(words[0])):
            return True
    return False


def _is_printed(name: str, known: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(plain(name))}(?!\w)", known) is not None


def _is_somebody(name: Word, text: str, known: str) -> bool:
    """Whether the first name `name` is somebody's, and not what a thing is called by."""
    both = list(_following(text, name.start()))[:2]
    public = len(both) > 1 and _is_printed(text[name.start() : both[1].end()], known)
    if public or _is_particle(name):
        return False
    if not _first_names().get(fold(name[0]), True):
        after = list(_following(text, name.end() + 1))[:1]
        if text[name.end() : name.end() + 1] != " " or not after or not after[0][0][0].isupper():
            return False
    sentence = _SENTENCE_END.split(text[: name.start()])[-1]
    before = [fold(word) for word in _WORD.findall(sentence)][-_BEFORE:]
    return _listed()["public"].isdisjoint(before)


def _following(text: str, start: int) -> Iterator[Word]:
    """The words of `text` from `start` on, each a single space after the other."""
    for _ in range(_MOST_WORDS):
        word = _WORD.match(text, start)
        if word is None:
            return
        yield word
        if text[word.end() : word.end() + 1] != " ":
            return
        start = word.end() + 1


def _begins(words: Sequence[Word]) -> bool:
    """Whether words can be the beginning of a name."""
    if _is_particle(words[0]):
        return len(words) > 1 and _goes_on(words[1])
    return _may_be(words[0])


def _likely(words: Sequence[Word], sure: Sure) -> bool:
    """Whether words look enough like the beginning of a name, where it is as `sure` as that."""
    if sure is Sure.TOLD:
        return True
    first, *others = (word[0] for word in words[:_BEFORE])
    capitals = first[0].isupper() and bool(others) and others[0][0].isupper()
    if capitals and (_is_particle(words[0]) or _may_be(words[1])):
        return True
    # « Le fric » is no name, « le goff solène » is.
    telling = others[1:] if _is_particle(words[0]) else [first, *others[:1]]
    if any(map(is_first_name, telling)):
        return True
    return sure is Sure.LIKELY and first.istitle() and not _is_french(words[0])


def _may_be(word: Word) -> bool:
    begun, *rest = re.split("['-]", fold(word[0]))
    if begun == "d" and rest:
        return word[0][0].isupper() or not french().forms(rest[0])
    return begun not in _ELIDED | _listed()["never"]


def _is_particle(word: Word) -> bool:
    return fold(word[0]) in _listed()["particles"]


def _goes_on(word: Word) -> bool:
    """Whether a name goes on with `word` after a particle."""
    return word[0][0].isupper() or (_may_be(word) and not _is_french(word))


def _is_french(word: Word) -> bool:
    folded = fold(word[0])
    return any(french().forms(each) for each in (folded, re.split("['-]", folded)[0]))


@cache
def _first_names() -> Mapping[str, bool]:
    """Usual first names, folded, and whether each is nothing else."""
    text = (resources.files("retrieval") / "data" / "first_names.txt").read_text(encoding="utf-8")
    lines = (line for line in text.splitlines() if not line.startswith("#"))
    return {line.removesuffix(" ?"): not line.endswith(" ?") for line in lines}


@cache
def _listed() -> Mapping[str, frozenset[str]]:
    data = load_data("name_words.yaml")
    return {
        key: frozenset(data[key].split()) for key in ("never", "particles", "offices", "public")
    }


@cache
def _who() -> re.Pattern[str]:
    return re.compile(load_data("name_words.yaml")["who"])
