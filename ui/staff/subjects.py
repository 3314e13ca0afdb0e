"""What the questions of the last days are about, and which of them are about something."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from retrieval.asked import Period
from ui.render import offered
from ui.staff.asking import Sought
from ui.staff.findings import Findings
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


def subjects(records: Records, today: date) -> Subjects:
    """What was asked about in the last days. Raises `JournalError`."""
    chosen = lasting(DAYS, today)
    asked = records.days.between(chosen.period)
    names = {topic.id: topic.name for topic in records.topics.current()}
    topics = _lines((each.about.topic for each in asked), names, "theme", chosen)
    territories = _lines((each.about.territory for each in asked), {}, "territoire", chosen)
    others = max(0, len(topics) - SHOWN) + max(0, len(territories) - SHOWN)
    return Subjects(topics[:SHOWN], territories[:SHOWN], others)


def among(sought: Sought, period: Period, records: Records, findings: Findings) -> frozenset[int]:
    """The ids of the questions of `period` about what is `sought`.

    Raises ValueError where that can't be, and `JournalError`.
    """
    unhelpful = frozenset(records.unhelpful())
    found = frozenset(
        each.id
        for each in records.days.between(period)
        if (not sought.etat or each.missed or each.id in unhelpful)
        and sought.theme in ("", each.about.topic)
        and sought.territoire in ("", each.about.territory)
    )
    if not sought.manque:
        return found
    gap = findings.gaps(period).one(int(sought.manque))
    return found & gap.ids if gap else frozenset()


def _lines(
    about: Iterable[str], names: dict[str, str], by: str, chosen: Chosen
) -> tuple[Line, ...]:
    counted = Counter(each for each in about if each)
    return tuple(
        Line(offered(names.get(each, each)), count, chosen.query(**{by: each}))
        for each, count in sorted(counted.items(), key=lambda one: (-one[1], one[0]))
    )
