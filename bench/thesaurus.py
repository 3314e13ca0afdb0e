"""Measures what each group of the thesaurus gains or loses on training questions.

    python -m bench.thesaurus [--harmful]

Residents' questions, those of `training/questions` among them, are looked up by words alone among
the passages of all of them and as many others of the same kind. A group's gain is the mean
reciprocal rank of the passage asked for, over the questions that bring the group in, with it less
without it. `--harmful` prints only groups that lose on balance.
"""

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np

from index.lexical import Rarity, WordIndex, build_words, counted
from index.words import stems
from retrieval.thesaurus import Expansion, Group, Thesaurus, beside, shipped_groups
from training import corpus
from training.negatives import crowd_of

DEPTH = 20
ENOUGH = 5
LOSS = 0.01


@dataclass(slots=True)
class Record:
    """What one group did: the questions that brought it in, and the change of each one's rank."""

    group: Group
    changes: list[float] = field(default_factory=list)

    @property
    def gain(self) -> float:
        """The mean change; 0 where no question brought it in."""
        return float(np.mean(self.changes)) if self.changes else 0.0

    @property
    def harms(self) -> bool:
        """Whether it loses on balance, over enough questions to tell."""
        return len(self.changes) >= ENOUGH and self.gain < -LOSS


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as stems, with what the thesaurus adds and the row of its passage."""

    stems: tuple[str, ...]
    expansions: tuple[Expansion, ...]
    row: int


def asked_of(pairs: Sequence[corpus.Pair], crowd: Sequence[str]) -> Iterator[Asked]:
    """The questions that bring any group in."""
    thesaurus = Thesaurus(shipped_groups())
    rows = {text: row for row, text in enumerate(crowd)}
    for pair in pairs:
        words = tuple(stems(pair.asked[0]))
        expansions = tuple(thesaurus.expansions(words))
        if expansions:
            yield Asked(words, expansions, rows[pair.text])


def reciprocal(asked: Asked, without: str | None, index: WordIndex, rarity: Rarity) -> float:
    """1 over the rank of its passage, the group `without` left out; 0 below the first twenty."""
    words = counted(asked.stems)
    for stem, weight in beside([e for e in asked.expansions if e.group != without]).items():
        words.setdefault(stem, weight)
    scores = index.scores(words, rarity)
    if scores[asked.row] <= 0:
        return 0.0
    rank = 1 + int((scores > scores[asked.row]).sum())
    return 1 / rank if rank <= DEPTH else 0.0


def measured() -> tuple[list[Record], int, float, float]:
    """A record a group; the questions that bring any in; their mean with all groups and none."""
    pairs = list(corpus.residents())
    crowd = crowd_of(pairs)
    index = build_words([stems(text) for text in crowd])
    rarity = Rarity((index,))
    records = {group.name: Record(group) for group in shipped_groups()}
    full, none = [], []
    for asked in asked_of(pairs, crowd):
        with_all = reciprocal(asked, None, index, rarity)
        full.append(with_all)
        bare = Asked(asked.stems, (), asked.row)
        none.append(reciprocal(bare, None, index, rarity))
        for name in {each.group for each in asked.expansions}:
            change = with_all - reciprocal(asked, name, index, rarity)
            records[name].changes.append(change)
    return list(records.values()), len(full), float(np.mean(full)), float(np.mean(none))


def main() -> None:
    """Prints a line a group, those that lose most first, then the whole."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--harmful", action="store_true")
    only_harmful = parser.parse_args().harmful
    records, questions, full, none = measured()
    for record in sorted(records, key=lambda r: r.gain * len(r.changes)):
        if record.harms or not only_harmful:
            said = f"{', '.join(record.group.asked)} => {', '.join(record.group.said)}"
            print(f"{record.gain:+.4f} {len(record.changes):4d} {record.group.name}: {said}")
    used = sum(bool(record.changes) for record in records)
    print(f"{used} of {len(records)} groups brought in by {questions} questions")
    print(f"mean reciprocal rank of those questions: {none:.4f} without, {full:.4f} with")


if __name__ == "__main__":
    main()
