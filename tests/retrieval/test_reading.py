"""Reading the best stretches together with the question, by a reader that knows one word."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from index.lexical import Rarity
from index.reader import Logits
from index.search import search
from retrieval.ask import ask
from retrieval.evidence import Evidence, weigh
from retrieval.followup import complete
from retrieval.question import query_of, understand
from retrieval.reading import READ, read, read_text, sign_of
from retrieval.thresholds import shipped_thresholds
from retrieval.tools import Tools


class WordReader:
    """A reader for which a stretch answers where it holds `word`, and what it was given to read."""

    name, revision = "word", "1"

    def __init__(self, word: str) -> None:
        self.word = word
        self.seen: list[str] = []

    def read(self, question: str, texts: Sequence[str]) -> Logits:
        self.seen += texts
        return np.array([6.0 if self.word in text else -6.0 for text in texts], np.float32)


@pytest.fixture
def evidence(bilan: Any) -> Any:
    completed = complete("Combien de places à Calais ou Arras ?", [])
    question = understand(completed, Rarity((bilan.words,)))
    return weigh(question, search([bilan], query_of(completed, question), encoder=None, k=20))


def test_without_a_reader_nothing_changes(evidence: Any) -> None:
    assert read("?", evidence, None) == evidence


def tried(evidence: Sequence[Evidence]) -> list[Evidence]:
    """What is read: several stretches of the best passage, fewer of those behind it."""
    some = zip(evidence, READ, strict=False)
    return [each for best, most in some for each in (best, *best.others)[:most]]


def test_only_the_best_are_read_each_under_its_two_headings(evidence: Any) -> None:
    reader = WordReader("rien")
    read("?", evidence, reader)

    assert reader.seen == [read_text(each) for each in tried(evidence)]
    first = evidence[0].hit.passage
    assert reader.seen[0].split("\n")[:-1] == list(first.headings[-2:])


def test_a_long_heading_leaves_room_for_the_stretch(evidence: Any) -> None:
    best = evidence[0]
    passage = replace(best.hit.passage, headings=("un mot " * 30,))
    above, _ = read_text(replace(best, hit=replace(best.hit, passage=passage))).split("\n")
    assert above == "un mot un mot un mot un mot"


def test_another_stretch_of_a_passage_takes_the_place_of_the_best_once_it_is_read(
    evidence: Any,
) -> None:
    best = next(each for each in evidence if each.others)
    other = best.others[0]

    class Knows(WordReader):
        def read(self, question: str, texts: Sequence[str]) -> Logits:
            return np.array([6.0 if t == read_text(other) else -6.0 for t in texts], np.float32)

    (first,) = read("?", [best], Knows(""))
    assert (first.start, first.end) == (other.start, other.end)


def test_a_stretch_that_is_read_as_an_answer_gains_what_reading_weighs(evidence: Any) -> None:
    after = read("?", evidence, WordReader(evidence[1].text))
    found = next(each for each in after if each.text == evidence[1].text)

    assert found.signs["reads"] == 1.0
    gain = shipped_thresholds().reads / (1 + np.exp(-6))
    assert found.score == pytest.approx(evidence[1].score + gain, abs=1e-4)
    read_too = [each.signs["reads"] for each in after[: len(READ)] if each is not found]
    assert set(read_too) <= {-1.0}


def test_a_logit_is_cut_off_where_surer_says_nothing_more() -> None:
    assert [sign_of(logit) for logit in (-20.0, 0.0, 3.0, 20.0)] == [-1.0, 0.0, 0.5, 1.0]


def test_what_is_read_as_no_answer_isnt_shown_as_one(bilan: Any) -> None:
    question = "Combien de places de crèche à Calais ?"
    never = ask(question, [bilan], tools=Tools(reader=WordReader("jamais")))
    surely = ask(question, [bilan], tools=Tools(reader=WordReader("Calais")))

    assert never.confidence < surely.confidence
    assert never.citations == ()
