"""What our own questions are like: their number, their openings, and how far they share words.

    python -m training.review [--sample N]

Wanted: no five-word opening in more than 1 % of them, and a median overlap of at most .25.
"""

import argparse
import json
import random
from collections import Counter
from statistics import median

from index.words import stems
from training import corpus
from training.places import OWN_QUESTIONS

OPENING = 5


def own_questions() -> list[tuple[str, str]]:
    """(question, its passage's text) of every question of ours."""
    texts = corpus.addressed()
    rows = [
        json.loads(line)
        for path in sorted(OWN_QUESTIONS.glob("*.jsonl"))
        for line in path.read_text(encoding="utf-8").splitlines()
    ]
    return [(row["question"], texts[row["passage"]]) for row in rows]


def overlap(question: str, text: str) -> float:
    """Share of the question's stems that stand in its passage, 0 to 1."""
    asked = set(stems(question))
    return len(asked & set(stems(text))) / len(asked) if asked else 0.0


def openings(questions: list[str]) -> Counter[str]:
    """How often each opening of five words stands."""
    words = (question.lower().split() for question in questions)
    return Counter(" ".join(each[:OPENING]) for each in words if len(each) >= OPENING)


def main() -> None:
    """Prints the figures, then a sample to read."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sample", type=int, default=0)
    asked = own_questions()
    passages = len({text for _, text in asked})
    print(f"{len(asked)} questions on {passages} passages")
    opening, times = openings([question for question, _ in asked]).most_common(1)[0]
    print(f"commonest opening: {opening!r}, {times} times ({times / len(asked):.2%})")
    print(f"median overlap of stems: {median(overlap(*pair) for pair in asked):.2f}")
    for question, text in random.Random(11).sample(asked, parser.parse_args().sample):
        print(f"\n? {question}\n  {text[:700]}")


if __name__ == "__main__":
    main()
