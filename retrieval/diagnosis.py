"""Says why a question may not have been well answered: a guess, with what it rests on."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice

from index.words import WORD, stems
from retrieval.answer import Citation, Outcome
from retrieval.ask import Askable
from retrieval.cause import Cause
from retrieval.coverage import Coverage, State, TopicCoverage
from retrieval.decide import confidence, signs
from retrieval.evidence import Evidence
from retrieval.gaps import Gap
from retrieval.journal import WrapUp
from retrieval.place_names import composed
from retrieval.question import asking, light
from retrieval.quoting import quote
from retrieval.rank import ranked
from retrieval.searched import as_searched
from retrieval.thesaurus import Strength, written_line
from retrieval.thresholds import shipped_thresholds
from retrieval.tools import Tools

PASSAGES = 3
_WORDS = 3
_FOUND = 20
# From here on it is rather likely than not that an answer stands there; measured by
# `bench.diagnosis`. Words alone tell nothing: near misses hold as many of them.
_LIKELY = 0.5


class Basis(StrEnum):
    """What a diagnosis rests on."""

    ANOTHER_BODY = "another_body"  # most were told that it is another body's business
    MARKED = "marked"  # people marked the answer as no help
    PARTLY = "partly"  # agents closed the call with « partly »
    BARELY = "barely"  # answered, with little confidence
    STRANGE_WORDS = "strange_words"  # words asked that the report never prints; its topic is there
    SPOKEN_OF = "spoken_of"  # a passage holds a good part of the words asked, or may well answer
    NAMED_ONLY = "named_only"  # a passage holds the words, and hardly answers
    TOPIC_WITHOUT_IT = "topic_without_it"  # the topic is treated, no passage holds the words
    TOPIC_ABSENT = "topic_absent"  # the report doesn't treat the topic
    NOTHING_NEAR = "nothing_near"  # no topic is recognised, no passage is near


class Action(StrEnum):
    """What may be done about it."""

    NEXT_EDITION = "next_edition"
    THESAURUS_LINE = "thesaurus_line"
    NEW_TOPIC = "new_topic"
    READ = "read"
    NOTHING = "nothing"


ACTIONS = {
    Basis.ANOTHER_BODY: Action.NOTHING,
    Basis.MARKED: Action.READ,
    Basis.PARTLY: Action.READ,
    Basis.BARELY: Action.READ,
    Basis.STRANGE_WORDS: Action.THESAURUS_LINE,
    Basis.SPOKEN_OF: Action.READ,
    Basis.NAMED_ONLY: Action.NEXT_EDITION,
    Basis.TOPIC_WITHOUT_IT: Action.NEXT_EDITION,
    Basis.TOPIC_ABSENT: Action.NEXT_EDITION,
    Basis.NOTHING_NEAR: Action.NEW_TOPIC,
}
_CAUSES = {
    Basis.ANOTHER_BODY: Cause.ELSEWHERE,
    Basis.MARKED: Cause.UNCLEAR,
    Basis.PARTLY: Cause.UNCLEAR,
    Basis.BARELY: Cause.UNCLEAR,
    Basis.STRANGE_WORDS: Cause.NOT_FOUND,
    Basis.SPOKEN_OF: Cause.NOT_FOUND,
}


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """Why a gap may be there; `passages` are what should have been, or was, found.

    `topic` is that of the question, `words` those that the report never prints, as they are typed;
    `line` is one for the thesaurus, where that may help.
    """

    basis: Basis
    topic: TopicCoverage | None = None
    words: tuple[str, ...] = ()
    passages: tuple[Citation, ...] = ()
    line: str = ""

    @property
    def cause(self) -> Cause:
        """What the basis makes likely: the report says nothing of it, unless there is a sign."""
        return _CAUSES.get(self.basis, Cause.ABSENT)

    @property
    def action(self) -> Action:
        """What may be done; a line is only offered where there is one."""
        action = ACTIONS[self.basis]
        return Action.READ if action is Action.THESAURUS_LINE and not self.line else action


@dataclass(frozen=True, slots=True)
class _Near:
    """A quote of each passage that is near, and whether they rather answer than not."""

    passages: tuple[Citation, ...] = ()
    likely: bool = False


class Diagnoser:
    """Diagnoses gaps by what `edition` holds now, and how far it covers topics.

    Without a reader among the `tools` any passage that is near counts as one that may answer.
    """

    def __init__(self, edition: Askable, tools: Tools, coverage: Coverage) -> None:
        self.edition = edition
        self._tools = tools
        self._rows = {row.topic.id: row for row in coverage.topics}

    def of(self, gap: Gap, text: str) -> Diagnosis:
        """The diagnosis of `gap`, of which `text` is the usual wording."""
        row = self._rows.get(gap.about.topic)
        if _elsewhere(gap):
            return Diagnosis(Basis.ANOTHER_BODY, row)
        near = self._near(text)
        words = tuple(islice(self._strange(text), _WORDS))
        if near.passages:
            basis = Basis.SPOKEN_OF if near.likely else Basis.NAMED_ONLY
            return Diagnosis(_of_answered(gap) or basis, row, words, near.passages)
        return self._by_topic(row, words)

    def _by_topic(self, row: TopicCoverage | None, words: tuple[str, ...]) -> Diagnosis:
        """The diagnosis where no passage is near: by how far the topic is covered."""
        if row is None:
            return Diagnosis(Basis.NOTHING_NEAR, None, words)
        if row.whole.state not in {State.COVERED, State.THIN}:
            return Diagnosis(Basis.TOPIC_ABSENT, row, words)
        shown = _most_telling(row)
        if not words:
            return Diagnosis(Basis.TOPIC_WITHOUT_IT, row, words, shown)
        new = [word for word in words if not any(map(self._tools.words.has, stems(word)))]
        return Diagnosis(Basis.STRANGE_WORDS, row, words, shown, _line(new, row, shown))

    def _near(self, text: str) -> _Near:
        """What holds as much of the question as « mentioned » wants, or what may well answer."""
        found = ranked(text, [self.edition], tools=self._tools, k=_FOUND)
        if not found.evidence:
            return _Near()
        sure = confidence(signs(found.question, found.evidence), shipped_thresholds())
        likely = self._tools.reader is None or sure >= _LIKELY
        known, enough = found.question.known, shipped_thresholds().mentioned
        held = [each for each in found.evidence if known * _held(each) >= enough]
        if not held and likely and self._tools.reader is not None:
            held = list(found.evidence[:1])
        return _Near(tuple(islice(self._quotes(held), PASSAGES)), likely)

    def _quotes(self, held: Sequence[Evidence]) -> Iterator[Citation]:
        for each in held:
            yield from quote([each], {self.edition.id: self.edition}).citations[:1]

    def _strange(self, text: str) -> Iterator[str]:
        """The words of `text`, rightly spelt, that the report never prints; no names of places."""
        searched = composed(as_searched(text, [self.edition], self._tools).text)
        places = [(each.start, each.end) for each in self._tools.places.mentions(searched)]
        known, empty = self.edition.words.vocabulary, asking() | light()
        for match in WORD.finditer(searched):
            own = stems(match[0])
            if (
                own
                and not any(stem in known or stem in empty for stem in own)
                and not any(start <= match.start() < end for start, end in places)
            ):
                yield match[0].lower()


def _held(evidence: Evidence) -> float:
    """How much of the question stands in and around a stretch, of what the report knows of it."""
    return evidence.signs["coverage"] + evidence.signs["context"]


def _elsewhere(gap: Gap) -> bool:
    told = gap.outcomes()[Outcome.OUT_OF_SCOPE]
    closed = gap.wrap_ups()[WrapUp.OFF_TOPIC]
    return 2 * max(told, closed) > gap.count


def _of_answered(gap: Gap) -> Basis | None:
    """What those say who read an answer; None where most had none, or agents found it wrong."""
    closed = gap.wrap_ups()
    if gap.unhelpful:
        return Basis.MARKED
    if closed[WrapUp.PARTLY] > closed[WrapUp.ABSENT]:
        return Basis.PARTLY
    if 2 * gap.outcomes()[Outcome.ANSWERED] > gap.count and not closed[WrapUp.ABSENT]:
        return Basis.BARELY
    return None


def _most_telling(row: TopicCoverage) -> tuple[Citation, ...]:
    """The best quote of the topic, then those of its first pages."""
    best = (row.whole.best,) if row.whole.best else ()
    others = (each for each in row.whole.evidence if each not in best)
    return (*best, *islice(others, PASSAGES - len(best)))


def _line(words: Sequence[str], row: TopicCoverage, shown: Sequence[Citation]) -> str:
    """A line for the thesaurus: from the words asked to those of the topic in what is `shown`.

    "" without either. A neighbour to try: the machine doesn't know that they mean the same.
    """
    printed = [stems(each.passage.text) for each in shown]
    own = frozenset(stem for word in words for stem in stems(word))
    said = tuple(
        word
        for word in row.topic.probes.words
        if not own & frozenset(stems(word)) and any(_stands(stems(word), text) for text in printed)
    )
    return written_line(words, said[:_WORDS], Strength.FAIBLE) if words and said else ""


def _stands(expression: Sequence[str], text: Sequence[str]) -> bool:
    size = len(expression)
    return any(list(text[at : at + size]) == list(expression) for at in range(len(text)))
