"""Puts together questions that are nearly the same, whoever typed them and however.

Equal stems are one group. Two groups become one where they differ by a single stem, added, left out
or typed otherwise, and are still alike letter by letter. Figures and places always tell apart.
"""

from collections.abc import Iterator, Mapping, Sequence

from rapidfuzz.fuzz import ratio

from retrieval.about import About

# Of 100: « cantine du college » and « cantne du college » are, a word more or less in four isn't.
ALIKE = 85

Kept = frozenset[str]


def leaders(counts: Mapping[About, int]) -> dict[About, About]:
    """For each of those counted the one whose group it is in: the most asked of that group.

    Looked up by what is left of it without any one stem, so that time grows as their number does.
    The same counts give the same groups, in any order.
    """
    found: dict[About, About] = {}
    near: dict[tuple[object, ...], list[About]] = {}
    for each in sorted(counts, key=lambda one: (-counts[one], one.words, one.places, one.topic)):
        leader = _best(each, near)
        if leader is None:
            leader = each
            for key in _keys(each):
                near.setdefault(key, []).append(each)
        found[each] = leader
    return found


def _best(each: About, near: Mapping[tuple[object, ...], Sequence[About]]) -> About | None:
    """The leader most like it, the earliest of equals; None where none is near."""
    written = " ".join(each.words)
    best: tuple[float, About] | None = None
    for leader in dict.fromkeys(one for key in _keys(each) for one in near.get(key, ())):
        alike = ratio(written, " ".join(leader.words), score_cutoff=ALIKE)
        if alike and (best is None or alike > best[0]):
            best = alike, leader
    return best[1] if best else None


def _keys(each: About) -> Iterator[tuple[object, ...]]:
    """What two that differ by one stem have in common: places, figures, all stems but one."""
    figures = tuple(word for word in each.words if word[0].isdigit())
    own = frozenset(each.words)
    yield each.places, figures, own
    for word in each.words:
        if word not in figures:
            yield each.places, figures, own - {word}
