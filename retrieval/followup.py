"""Completes a question that leans on the one before it (« et à Calais ? »), and shows how."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from index.words import fold, stems
from retrieval.patterns import any_of, load_data, plain

_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_CAPITAL = r"[A-ZÀ-ÖØ-Þ][\w’'-]*\w"
_SMALL = r"(?:(?:de|du|des|la|le|les|sur|sous|en)[\s-])*"
_NAME = rf"{_CAPITAL}(?:[\s-]{_SMALL}{_CAPITAL})*"
_PLACE = re.compile(
    rf"(?P<link>\b(?:[àÀ]|[aA]u|[eE]n|[dD]ans(?: la| le| les)?|d['’]|de|du|pour)\s*)"
    rf"(?P<name>{_NAME})"
)
_MARKS = " \u00a0?!.…;,:"
_REACH = 3


@dataclass(frozen=True, slots=True)
class Completed:
    """The question to search, and which of its stems were carried over from the one before."""

    text: str
    own: str
    carried: frozenset[str] = frozenset()

    @property
    def leaned(self) -> bool:
        """Whether the question was completed."""
        return self.text != self.own


def complete(question: str, previous: Sequence[str]) -> Completed:
    """`question`, completed from `previous` (oldest first) if it leans on the last of them.

    >>> complete("Et à Trosly-Breuil ?", ["Combien de clients à Tracy-le-Mont en 2024 ?"]).text
    'Combien de clients à Trosly-Breuil en 2024 ?'
    """
    earlier = [q for q in previous if q.strip()][-_REACH:]
    if not earlier or not leans(question):
        return Completed(question, question)
    before = complete(earlier[-1], earlier[:-1]).text
    text = _replaced(question, before) or _joined(question, before)
    return Completed(text, question, frozenset(stems(text)) - frozenset(stems(question)))


def leans(question: str) -> bool:
    """Whether `question` can't be understood without the one before it."""
    data, text = load_data("followup.yaml"), plain(question)
    subject = [word for word in text.split() if set(stems(word)) - _asking()]
    if not subject:
        return True
    if any_of(tuple(data["own_subject"])).search(text) and not text.startswith("et "):
        return False
    opened = any_of(tuple(data["openings"])).search(text)
    if opened and len(subject) <= data["opened_words"]:
        return True
    pronoun = any_of(tuple(data["pronouns"])).search(text)
    return bool(
        pronoun
        and len(subject) <= data["pronoun_words"]
        and pronoun.start() < text.index(subject[0])
    )


def _asking() -> frozenset[str]:
    """Stems of words that ask without naming a subject."""
    return frozenset(stems(" ".join(load_data("question_words.yaml")["asking"])))


def _replaced(question: str, before: str) -> str | None:
    """`before` with one place, day, month or year replaced; None if more than that was asked."""
    for swap in (_with_year, _with_member, _with_place):
        text = swap(question, before)
        if text and not _left_over(question, text):
            return text
    return None


def _joined(question: str, before: str) -> str:
    """Both questions in one readable line, the place of the new one standing in both."""
    before = _with_place(question, before) or before
    return f"{before.rstrip(_MARKS)} – {question[0].lower()}{question[1:]}"


def _left_over(question: str, text: str) -> set[str]:
    """Subject stems of `question` that `text` doesn't carry."""
    return set(stems(_without_shift(question))) - set(stems(text)) - _asking()


def _with_year(question: str, before: str) -> str | None:
    years = _YEAR.findall(before)
    if not years:
        return None
    named = _YEAR.findall(question)
    offset = _shift(question)
    if len(named) == 1:
        return _YEAR.sub(named[0], before)
    if offset:
        return _YEAR.sub(lambda m: str(int(m.group()) + offset), before)
    return None


def _with_member(question: str, before: str) -> str | None:
    """`before` with a day or month replaced by the other one that `question` names."""
    families: Mapping[str, list[str]] = load_data("followup.yaml")["families"]
    for members in families.values():
        named = [m for m in members if re.search(rf"\b{fold(m)}\b", fold(question))]
        there = [m for m in members if re.search(rf"\b{m}\b", before, re.IGNORECASE)]
        if len(named) == len(there) == 1:
            return _with_word(before, there[0], named[0])
    return None


def _with_word(before: str, old: str, new: str) -> str:
    return re.sub(rf"(?P<link>d['’])?\b{old}\b", lambda m: _linked(m, new), before)


def _linked(match: re.Match[str], word: str) -> str:
    return _elided(match["link"], word) + word if match["link"] else word


def _with_place(question: str, before: str) -> str | None:
    """`before` with its one place replaced by the one that `question` names."""
    named, there = list(_PLACE.finditer(question)), list(_PLACE.finditer(before))
    if len(named) != 1 or not there:
        return None
    new, old = named[0], _best(there, named[0])
    both_where = _says_where(new["link"]) and _says_where(old["link"])
    link = new["link"] if both_where else _elided(old["link"], new["name"])
    link = link[0].upper() + link[1:] if old.start() == 0 else link
    return before[: old.start()] + link + new["name"] + before[old.end() :]


def _elided(link: str, name: str) -> str:
    """« de » or « d' » as the name after it asks for; any other link as it is."""
    if fold(link).strip() not in {"de", "d'"}:
        return link
    return "d'" if fold(name)[0] in "aeiouyh" else "de "


def _best(there: Sequence[re.Match[str]], new: re.Match[str]) -> re.Match[str]:
    same = [m for m in there if fold(m["link"]).strip() == fold(new["link"]).strip()]
    return (same or list(there))[-1]


def _says_where(link: str) -> bool:
    return fold(link).strip() in {"a", "au", "en", "dans", "dans la", "dans le", "dans les"}


def _shift(question: str) -> int:
    shifts: Mapping[str, int] = load_data("followup.yaml")["shifts"]
    return next((n for pattern, n in shifts.items() if re.search(pattern, plain(question))), 0)


def _without_shift(question: str) -> str:
    text = plain(question)
    for pattern in load_data("followup.yaml")["shifts"]:
        text = re.sub(pattern, " ", text)
    return text
