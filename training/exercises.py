"""What the reader learns from: a question, a stretch that answers it, and stretches that don't.

Residents' questions with passages that BM25 takes for answers; an encyclopaedia's questions, whose
answer's place is known; our own readings, each a question that a passage answers and two that it
only seems to answer (`training/readings`); our own excerpts of made-up reports, each with several
questions of both kinds (`training/excerpts`).
"""

import hashlib
import json
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from training import corpus, lexical, negatives
from training.places import EXCERPTS_ASIDE, OWN_EXCERPTS, OWN_READINGS

# Kept as the run saw it: another way of splitting would draw other stretches.
SENTENCE = re.compile(r"(?<=[.!?;:])\s+|\n+")
LONGEST_STRETCH = 3
WRONG = 2
REACH = 2  # how far an excerpt's sisters stand from it in their file
SEEN_WORDS = 75  # of a passage, by the encoder while it learns
ASIDE = 10  # one excerpt in so many is kept aside, to measure on
Spans = list[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Exercise:
    """A question with texts; `answers` tells of each whether it answers."""

    source: str
    question: str
    texts: tuple[str, ...]
    answers: tuple[bool, ...]


def stretches_of(text: str) -> Spans:
    """Where each run of one to three sentences starts and ends."""
    starts = [0, *(match.end() for match in SENTENCE.finditer(text))]
    ends = [*(match.start() for match in SENTENCE.finditer(text)), len(text)]
    sentences = [(a, b) for a, b in zip(starts, ends, strict=True) if text[a:b].strip()]
    return [
        (sentences[first][0], sentences[last][1])
        for first in range(len(sentences))
        for last in range(first, min(first + LONGEST_STRETCH, len(sentences)))
    ]


def residents() -> Iterator[Exercise]:
    """A resident's question, its passage, and passages that share its words."""
    asked, _ = corpus.split(corpus.residents())
    away, above = negatives.hard_negatives(), _headings()
    for pair in asked:
        rng = random.Random(pair.asked[0])
        wrong = away.get(pair.asked[0], [])
        wrong = rng.sample(wrong, min(WRONG, len(wrong)))
        texts = tuple(_under(above.get(text), text, rng) for text in (pair.text, *wrong))
        yield Exercise("residents", pair.asked[0], texts, (True, *[False] * len(wrong)))


def encyclopaedic() -> Iterator[Exercise]:
    """A question, a stretch that holds the answer's words in their place, and others around it."""
    for row in corpus.lines("piaf_questions.jsonl.gz"):
        text, at = row["passage"], row["answer_start"]
        if not corpus.may_stay(text) or not corpus.may_stay(row["question"]):
            continue
        found = _around(text, at, at + len(row["answer"]), random.Random(row["question"]))
        if found:
            yield Exercise("piaf", row["question"], *found)


def readings() -> Iterator[Exercise]:
    """Our own: a passage's question and near misses, each held against the same passage."""
    texts, above = corpus.addressed(), _headings()
    for path in sorted(OWN_READINGS.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            text, rng = texts[row["p"]], random.Random(row["p"])
            at = _place(row["e"], text)
            if at is None or corpus.is_held_out(text):
                continue
            head = above.get(text)
            found = _around(text, *at, rng)
            if found:
                under = tuple(_under(head, each, rng) for each in found[0])
                yield Exercise("readings", row["q"], under, found[1])
            for missed in row["n"]:
                tried = (_holding(text, *at, rng), text)
                under = tuple(_under(head, each, rng) for each in tried)
                yield Exercise("near_miss", missed, under, (False, False))


def excerpts() -> Iterator[Exercise]:
    """Our own made-up excerpts: what answers each question against the rest, and near misses."""
    for row, sisters in learnt_excerpts():
        yield from of_excerpt(row, sisters)


def learnt_excerpts() -> Iterator[tuple[dict[str, Any], list[str]]]:
    """The excerpts that a run learns from, each with its sisters' texts."""
    for row, sisters in excerpts_with_sisters(OWN_EXCERPTS):
        if corpus.may_stay(row["text"]) and not is_kept_aside(row["text"]):
            yield row, [text for text in sisters if not is_kept_aside(text)]


def excerpt_rows() -> Iterator[dict[str, Any]]:
    """Every excerpt: `headings`, `text`, `asked` (`q`, and `e` that answers it), `missed`."""
    for folder in (OWN_EXCERPTS, EXCERPTS_ASIDE):
        for rows in _excerpt_files(folder):
            yield from rows


def excerpts_with_sisters(folder: Path) -> Iterator[tuple[dict[str, Any], list[str]]]:
    """Every excerpt in `folder` with those beside it that are of the same made-up report."""
    for rows in _excerpt_files(folder):
        for at, row in enumerate(rows):
            yield row, [each["text"] for each in _sisters(rows, at)]


def _sisters(rows: list[dict[str, Any]], at: int) -> list[dict[str, Any]]:
    beside = rows[max(0, at - REACH) : at] + rows[at + 1 : at + 1 + REACH]
    return [each for each in beside if each["headings"][0] == rows[at]["headings"][0]]


def _excerpt_files(folder: Path) -> Iterator[list[dict[str, Any]]]:
    yield from map(rows_in, sorted(folder.glob("*.jsonl")))


def rows_in(path: Path) -> list[dict[str, Any]]:
    """The excerpts of one file, in order."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def excerpt_pairs() -> Iterator[tuple[corpus.Pair, list[str]]]:
    """Each answered question of an excerpt with its passage, and passages of its sisters.

    A passage is what stands around the answer, under its innermost headings.
    """
    for rows in _excerpt_files(OWN_EXCERPTS):
        for at, row in enumerate(rows):
            if not corpus.may_stay(row["text"]) or is_kept_aside(row["text"]):
                continue
            away = [
                passage_around(each, 0)
                for each in _sisters(rows, at)
                if not is_kept_aside(each["text"])
            ]
            for asked in row["asked"]:
                end = row["text"].index(asked["e"]) + len(asked["e"])
                yield corpus.Pair("excerpts", (asked["q"],), passage_around(row, end)), away


def passage_around(row: dict[str, Any], end: int) -> str:
    """The excerpt under its headings, begun late enough for what ends at `end` to be seen."""
    text = row["text"]
    starts = [0, *(match.end() for match in SENTENCE.finditer(text))]
    begun = next((at for at in starts if len(text[at:end].split()) <= SEEN_WORDS), 0)
    return "\n".join((*row["headings"][-2:], text[begun:]))


def is_kept_aside(text: str) -> bool:
    """Whether the excerpt `text` is one of the tenth that a run doesn't learn from."""
    return hashlib.sha256(text.encode()).digest()[0] < 256 / ASIDE


def of_excerpt(row: dict[str, Any], sisters: Sequence[str] = ()) -> Iterator[Exercise]:
    """The exercises of one excerpt; `sisters` have what resembles its questions, and no answer."""
    text, head = row["text"], "\n".join(row["headings"][-2:])
    beside = [text[a:b] for text in sisters for a, b in stretches_of(text)]
    for asked in row["asked"]:
        rng, at = random.Random(asked["q"]), text.index(asked["e"])
        end = at + len(asked["e"])
        spans = stretches_of(text)
        holding = [text[a:b] for a, b in spans if a <= at and b >= end]
        apart = [text[a:b] for a, b in spans if b <= at or a >= end]
        if holding and apart:
            wrong = rng.sample(apart, min(WRONG, len(apart)))
            wrong += [each for each in _likest(asked["q"], apart)[:1] if each not in wrong]
            wrong += _likest(asked["q"], beside)[:1]
            texts = tuple(_under(head, each, rng) for each in (rng.choice(holding), *wrong))
            yield Exercise("excerpts", asked["q"], texts, (True, *[False] * len(wrong)))
    for missed in row["missed"]:
        rng = random.Random(missed)
        tried = _likest(missed, [text[a:b] for a, b in stretches_of(text)])
        tried += _likest(missed, beside)[:1]
        texts = tuple(_under(head, each, rng) for each in tried)
        yield Exercise("excerpts_missed", missed, texts, (False,) * len(texts))


def _likest(question: str, stretches: list[str]) -> list[str]:
    """The two stretches that share most words with the question: those that mislead."""
    asked = set(lexical.tokens(question))
    shared = {each: len(asked & set(lexical.tokens(each))) / len(each) ** 0.5 for each in stretches}
    return sorted(stretches, key=lambda each: (-shared[each], each))[:2]


def _place(evidence: str, text: str) -> tuple[int, int] | None:
    words = map(re.escape, evidence.replace("’", "'").split())
    match = re.search(r"\s+".join(words), text.replace("’", "'"))
    return match.span() if match else None


def _around(
    text: str, start: int, end: int, rng: random.Random
) -> tuple[tuple[str, ...], tuple[bool, ...]] | None:
    """One stretch that holds [start, end) and others that don't touch it; None if there are none.

    The whole passage is at times the stretch that holds it.
    """
    apart = [text[a:b] for a, b in stretches_of(text) if b <= start or a >= end]
    if not apart:
        return None
    wrong = rng.sample(apart, min(2, len(apart)))
    return (_holding(text, start, end, rng), *wrong), (True, *[False] * len(wrong))


def _holding(text: str, start: int, end: int, rng: random.Random) -> str:
    holding = [text[a:b] for a, b in stretches_of(text) if a <= start and b >= end]
    return rng.choice(holding) if holding and rng.random() < 0.8 else text


def _headings() -> dict[str, str]:
    """The headings above a passage, outermost first, a line each."""
    return {pair.text: "\n".join(pair.asked[-2:]) for pair in corpus.headed()}


def _under(headings: str | None, text: str, rng: random.Random) -> str:
    """`text`, more often than not with the headings above it, as the product reads stretches."""
    return f"{headings}\n{text}" if headings and rng.random() < 0.6 else text
