"""What a département works on: the topics of a data file, and those of the operator."""

from collections.abc import Iterable
from functools import cache
from importlib import resources
from pathlib import Path

from retrieval.topic import Topic, TopicsError, read_topics


class TopicsMissing(TopicsError):
    """No text in UTF-8 stands at `path`."""

    code = "topics_missing"


@cache
def shipped_topics() -> tuple[Topic, ...]:
    """The topics of the package, in the order of the file."""
    file = resources.files("retrieval") / "data" / "topics.yaml"
    return tuple(read_topics(file.read_text(encoding="utf-8"), file.name))


def load_topics(own: Path | None) -> tuple[Topic, ...]:
    """The topics of the package with those of a file of one's `own`, family by family.

    One's own topic takes the place of the one that has its id. Raises `TopicsMissing` and what
    `read_topics` raises.
    """
    if own is None:
        return shipped_topics()
    try:
        text = own.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as exc:
        raise TopicsMissing(path=str(own)) from exc
    by_id = {topic.id: topic for topic in (*shipped_topics(), *read_topics(text, own.name))}
    return tuple(_by_family(by_id.values()))


def _by_family(topics: Iterable[Topic]) -> list[Topic]:
    """`topics` with those of a family together, families in the order in which they first come."""
    families: dict[str, list[Topic]] = {}
    for topic in topics:
        families.setdefault(topic.family, []).append(topic)
    return [topic for each in families.values() for topic in each]
