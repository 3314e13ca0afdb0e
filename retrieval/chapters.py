"""The chapters of a report: the outermost headings that tell its passages apart."""

from collections import Counter
from collections.abc import Iterable, Sequence

from ingest.report import Passage, PassageKind
from retrieval.patterns import any_of, load_data, plain

# A heading above more of the passages than this is a title, and chapters stand below it.
_MOST = 0.75


def chapters_of(passages: Sequence[Passage]) -> tuple[str, ...]:
    """The chapter of each passage, "" where it stands under none.

    A chapter is the outermost heading, below those that stand above nearly everything; what has no
    passage of substance is none.
    """
    substance = [each.headings for each in passages if each.kind is PassageKind.BODY]
    titles = _titles(substance)
    known = {_below(headings, titles) for headings in substance}
    found = (_below(each.headings, titles) for each in passages)
    return tuple(chapter if chapter in known else "" for chapter in found)


def are_pacts(chapters: Iterable[str]) -> bool:
    """Whether the report calls its chapters « pacte » or « orientation »."""
    pattern = any_of(tuple(load_data("chapters.yaml")["pacts"]))
    return any(pattern.search(plain(chapter)) for chapter in chapters)


def _titles(substance: Sequence[Sequence[str]]) -> list[str]:
    """The headings, outermost first, that stand above nearly all, most of it under others again."""
    titles: list[str] = []
    while True:
        depth = len(titles)
        beneath = [each for each in substance if [*each[:depth]] == titles and len(each) > depth]
        top, count = next(iter(Counter(each[depth] for each in beneath).most_common(1)), ("", 0))
        below = sum(each[depth] == top and len(each) > depth + 1 for each in beneath)
        if count <= _MOST * len(substance) or below <= _MOST * count:
            return titles
        titles.append(top)


def _below(headings: Sequence[str], titles: Sequence[str]) -> str:
    """The first of `headings` that isn't one of the `titles`; "" where all are."""
    pairs = zip(headings, [*titles, None], strict=False)
    return next((heading for heading, title in pairs if heading != title), "")
