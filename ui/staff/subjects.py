"""What the questions of the last days are about, and which of them are about something."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from retrieval.asked import Period, asked_of
from ui.render import offered
from ui.staff.asking import Sought
from ui.staff.findings import Findings, Scope
from ui.staff.period import DAYS, Chosen, lasting
from ui.staff.records import Records
from ui.staff.volumes import Line

SHOWN = 8


@dataclass(frozen=True, slots=True)
class Subjects:
    """The most frequent topics and territories; so many `others` are on the page of demand."""

    topics: tuple[Line, ...]
    territories: tuple[Line, ...]
    others: int


def subjects(records: Records, findings: Findings, today: date) -> Subjects | None:
    """What was asked about in the last days; None while that is counted. Raises `JournalError`."""
    chosen = lasting(DAYS, today)
    counted = findings.asked.at_once(chosen.period)
    if counted is None:
        return None
    asked = counted.value
    names = {topic.id: topic.name for topic in records.topics.current()}
    topics = _lines((each.about.topic for each in asked), names, "theme", chosen)
    territories = _lines((each.about.territory for each in asked), {}, "territoire", chosen)
    others = max(0, len(topics) - SHOWN) + max(0, len(territories) - SHOWN)
    return Subjects(topics[:SHOWN], territories[:SHOWN], others)


def among(
    sought: Sought, period: Period, records: Records, findings: Findings, *, at_once: bool
) -> frozenset[int] | None:
    """The ids of the questions of `period` about what is `sought`.

    None where they are not counted yet and `at_once` is wanted. Raises
    ValueError where that can't be, and `JournalError`.
    """
    scope, unhelpful = Scope(period, sought.rapport), frozenset(records.unhelpful())
    asked, grouped = findings.asked, findings.counted
    counted = asked.at_once(period) if at_once else asked.whole(period)
    gaps = None
    if sought.manque:
        gaps = grouped.at_once(scope) if at_once else grouped.whole(scope)
    if counted is None or (sought.manque and gaps is None):
        return None
    meant = asked_of(records.shelved(), sought.rapport)
    found = frozenset(
        each.id
        for each in counted.value
        if (not sought.etat or each.missed or each.id in unhelpful)
        and sought.theme in ("", each.about.topic)
        and sought.territoire in ("", each.about.territory)
        and meant.holds(each.edition)
    )
    if gaps is None:
        return found
    gap = gaps.value.one(int(sought.manque))
    return found & gap.ids if gap else frozenset()


def _lines(
    about: Iterable[str], names: dict[str, str], by: str, chosen: Chosen
) -> tuple[Line, ...]:
    counted = Counter(each for each in about if each)
    return tuple(
        Line(offered(names.get(each, each)), count, chosen.query(**{by: each}))
        for each, count in sorted(counted.items(), key=lambda one: (-one[1], one[0]))
    )
