"""What people asked and weren't well answered: groups of questions, and how their number goes."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from retrieval.about import About
from retrieval.answer import Outcome
from retrieval.asked import ANY, Asked, AskedDays, AskedOf, Period
from retrieval.grouping import leaders
from retrieval.journal import WrapUp

NOBODY: frozenset[int] = frozenset()
# Of a large group so many are looked at for its wordings.
_WORDINGS_OF = 200


@dataclass(frozen=True, slots=True)
class Gap:
    """Questions that are nearly the same, `asked` in a period, and how many were `before` it.

    `about` is what the most asked of them is about; `unhelpful` of them were marked so.
    """

    about: About
    asked: tuple[Asked, ...]
    before: int = 0
    unhelpful: int = 0
    territories: tuple[str, ...] = ()

    @property
    def id(self) -> int:
        """The id of one of the questions: it names the group, and says nothing of its words."""
        return min(each.id for each in self.asked)

    @property
    def count(self) -> int:
        """How many questions it has."""
        return len(self.asked)

    @property
    def ids(self) -> frozenset[int]:
        """Those of its questions."""
        return frozenset(each.id for each in self.asked)

    def outcomes(self) -> Counter[Outcome]:
        """How its questions ended; those only looked up are left out."""
        return Counter(each.outcome for each in self.asked if each.outcome)

    def wrap_ups(self) -> Counter[WrapUp]:
        """How agents closed the calls."""
        return Counter(each.wrap_up for each in self.asked if each.wrap_up)


@dataclass(frozen=True, slots=True)
class Gaps:
    """The groups of a `period`, the most asked first, and what they are out of.

    Of `asked` questions so many were `missed`; of these the `withheld` ones have no text, and are
    in no group.
    """

    period: Period
    found: tuple[Gap, ...] = ()
    asked: int = 0
    missed: int = 0
    withheld: int = 0

    def one(self, entry_id: int) -> Gap | None:
        """The group that the question `entry_id` is in."""
        return next((gap for gap in self.found if entry_id in gap.ids), None)


def gaps_of(
    days: AskedDays,
    period: Period,
    unhelpful: Collection[int] = NOBODY,
    asked_of: AskedOf = ANY,
) -> Gaps:
    """The gaps of `period` in the questions that are meant, compared with as many days before.

    `unhelpful` are ids marked so. Raises `JournalError`.
    """
    now, earlier = (
        [each for each in days.between(one) if asked_of.holds(each.edition)]
        for one in (period, period.before)
    )
    missed = [each for each in now if each.missed or each.id in unhelpful]
    told = [each for each in missed if not each.withheld]
    before = Counter(each.about for each in earlier if each.missed and not each.withheld)
    counts = before + Counter(each.about for each in told)
    leader = leaders(counts)
    groups: dict[About, _Group] = {}
    for each in told:
        groups.setdefault(leader[each.about], _Group()).asked.append(each)
    for about, count in before.items():
        if leader[about] in groups:
            groups[leader[about]].before += count
    found = (group.gap(about, unhelpful) for about, group in groups.items())
    return Gaps(
        period=period,
        found=tuple(sorted(found, key=lambda gap: (-gap.count, gap.before, gap.about.words))),
        asked=len(now),
        missed=len(missed),
        withheld=len(missed) - len(told),
    )


@dataclass(slots=True)
class _Group:
    """A group while it is gathered."""

    asked: list[Asked] = field(default_factory=list)
    before: int = 0

    def gap(self, about: About, unhelpful: Collection[int]) -> Gap:
        named = (each.about.territory for each in self.asked if each.about.territory)
        return Gap(
            about=about,
            asked=tuple(self.asked),
            before=self.before,
            unhelpful=sum(each.id in unhelpful for each in self.asked),
            territories=tuple(dict.fromkeys(named)),
        )


def wordings(days: AskedDays, gaps: Iterable[Gap]) -> dict[int, tuple[str, ...]]:
    """By the id of each of the `gaps` its different texts, the most frequent first.

    Empty for one whose questions are gone meanwhile. Raises `JournalError`.
    """
    wanted = {gap.id: sorted(gap.ids)[:_WORDINGS_OF] for gap in gaps}
    texts = days.journal.texts({one for ids in wanted.values() for one in ids})
    return {
        gap_id: tuple(
            text
            for text, _ in sorted(
                Counter(texts[one] for one in ids if one in texts).items(),
                key=lambda counted: (-counted[1], counted[0]),
            )
        )
        for gap_id, ids in wanted.items()
    }
