"""Supply against demand: the share of the report that each topic has, and of the questions."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from retrieval.asked import Asked
from retrieval.coverage import Coverage, TopicCoverage


@dataclass(frozen=True, slots=True)
class TopicDemand:
    """A topic of the report, how many questions are about it, and how many of them were missed.

    `text` is the share of the report's words in passages that treat it; `asked` that of the
    questions about a topic; each 0..1.
    """

    row: TopicCoverage
    questions: int
    missed: int
    text: float
    asked: float


@dataclass(frozen=True, slots=True)
class Demand:
    """The topics, the most asked first, then as the report's coverage has them.

    Of `questions` in all, `told` are about a topic, and `withheld` have no text to tell it by.
    `territories` counts those that name one, the most named first.
    """

    topics: tuple[TopicDemand, ...]
    questions: int
    told: int
    withheld: int
    territories: tuple[tuple[str, int], ...]


def demand_of(asked: Sequence[Asked], coverage: Coverage) -> Demand:
    """What is asked, held against `coverage`; a topic that it lacks is none."""
    rows = {row.topic.id: row for row in coverage.topics}
    about = Counter(each.about.topic for each in asked if each.about.topic in rows)
    missed = Counter(each.about.topic for each in asked if each.missed)
    told = sum(about.values())
    topics = [
        TopicDemand(
            row=row,
            questions=about[topic],
            missed=missed[topic],
            text=row.whole.share,
            asked=about[topic] / told if told else 0.0,
        )
        for topic, row in rows.items()
    ]
    named = Counter(each.about.territory for each in asked if each.about.territory)
    return Demand(
        topics=tuple(sorted(topics, key=lambda each: -each.questions)),
        questions=len(asked),
        told=told,
        withheld=sum(each.withheld for each in asked),
        territories=tuple(sorted(named.items(), key=lambda each: (-each[1], each[0]))),
    )
