"""The operator's own topics as the page of coverage tells of them: which, where, what is wrong."""

from dataclasses import dataclass

from retrieval.topics import shipped_topics
from retrieval.watched_topics import WatchedTopics
from ui.render import in_print
from ui.staff.matrix import Address
from ui.wording import say_error


@dataclass(frozen=True, slots=True)
class OwnTopic:
    """A topic of the operator's; `href` leads to its evidence.

    `replaces` is true where it stands in the place of one of Selon's.
    """

    id: str
    name: str
    replaces: bool
    href: str


@dataclass(frozen=True, slots=True)
class OwnTopics:
    """The topics of the operator's `file`, "" where there is none.

    `trouble` says what is wrong with it, and in which line and column.
    """

    file: str
    topics: tuple[OwnTopic, ...]
    trouble: str

    def has(self, topic: str) -> bool:
        """Whether the topic of that id is one of them."""
        return any(each.id == topic for each in self.topics)


def own_topics_view(watched: WatchedTopics, address: Address) -> OwnTopics:
    """The operator's topics as they serve now."""
    known = {topic.id for topic in shipped_topics()}
    return OwnTopics(
        file=str(watched.file) if watched.file else "",
        topics=tuple(
            OwnTopic(topic.id, topic.name, topic.id in known, address(topic.id, None))
            for topic in watched.own()
        ),
        trouble=in_print(say_error(watched.problem)) if watched.problem else "",
    )
