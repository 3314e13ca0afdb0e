"""Which topic a question is about, by the words of the topics' probes."""

from collections.abc import Iterable
from dataclasses import dataclass

from retrieval.probing import Sought
from retrieval.topic import Topic


@dataclass(frozen=True, slots=True)
class TopicName:
    """A topic as it was called when something was measured."""

    id: str
    name: str
    family: str

    @classmethod
    def of(cls, topic: Topic) -> "TopicName":
        """The names of `topic`."""
        return cls(topic.id, topic.name, topic.family)


def topic_of(texts: Iterable[str], sought: Sought) -> Topic | None:
    """The topic that the first of `texts` with any probe in it speaks of most; None of none.

    Of two that weigh the same, the one that comes first among the topics.
    """
    for text in texts:
        weights = sought.weights(text)
        if weights.any():
            return sought.topics[int(weights.argmax())]
    return None
