"""What changed from one edition of a report to the next: passages new, gone, reworded."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from ingest.report import Passage

REWORDED_FROM = 0.5  # the share of words two passages have in common, from which one replaces one


@dataclass(frozen=True, slots=True)
class Reworded:
    """A passage and the one that stands in its place now."""

    before: Passage
    after: Passage

    @property
    def figures(self) -> bool:
        """Whether they hold other figures."""
        return _figures(self.before.text) != _figures(self.after.text)


@dataclass(frozen=True, slots=True)
class Changes:
    """The difference of two editions; passages in reading order.

    Of those that `changed`, the ones with other figures come first. Those that `moved` say the same
    on another page; they are among the `same`.
    """

    new: tuple[Passage, ...]
    gone: tuple[Passage, ...]
    changed: tuple[Reworded, ...]
    same: int
    moved: tuple[Reworded, ...] = ()


def changes(before: Sequence[Passage], after: Sequence[Passage]) -> Changes:
    """What changed between two editions' passages, compared by their texts in reading order.

    A passage that only moved is neither new nor gone.
    """
    old, recent = [p.text for p in before], [p.text for p in after]
    kept, added = set(old) & set(recent), set(recent) - set(old)
    changed: list[Reworded] = []
    for tag, i, j, k, m in SequenceMatcher(None, old, recent, autojunk=False).get_opcodes():
        if tag == "replace":
            gone_here = [p for p in before[i:j] if p.text not in kept]
            new_here = [p for p in after[k:m] if p.text in added]
            changed += _pairs(gone_here, new_here)
    paired_old = {id(pair.before) for pair in changed}
    paired_new = {id(pair.after) for pair in changed}
    return Changes(
        new=tuple(p for p in after if p.text in added and id(p) not in paired_new),
        gone=tuple(p for p in before if p.text not in kept and id(p) not in paired_old),
        changed=tuple(sorted(changed, key=lambda pair: not pair.figures)),
        same=sum(text in kept for text in recent),
        moved=tuple(_moved(before, after)),
    )


def alike(one: str, other: str) -> float:
    """The share of words that two texts have in common, 0..1 (Dice's coefficient).

    >>> alike("la route du nord", "la route du sud")
    0.75
    """
    words, others = Counter(one.split()), Counter(other.split())
    total = words.total() + others.total()
    return 2 * (words & others).total() / total if total else 1.0


def _figures(text: str) -> list[str]:
    return re.findall(r"\d+(?:[\s.,]\d+)*", text)


def _moved(before: Sequence[Passage], after: Sequence[Passage]) -> Iterator[Reworded]:
    """The passages of one text that stand on another page; where there are several, in order."""
    old: dict[str, list[Passage]] = defaultdict(list)
    for passage in before:
        old[passage.text].append(passage)
    for passage in after:
        if old[passage.text]:
            was = old[passage.text].pop(0)
            if was.first_page != passage.first_page:
                yield Reworded(was, passage)


def _pairs(gone: Sequence[Passage], new: Sequence[Passage]) -> Iterator[Reworded]:
    """Each new passage with the likest one that is gone, if they are alike enough."""
    left = list(gone)
    for passage in new:
        likest = max(left, key=lambda p: alike(p.text, passage.text), default=None)
        if likest is not None and alike(likest.text, passage.text) >= REWORDED_FROM:
            left.remove(likest)
            yield Reworded(likest, passage)
