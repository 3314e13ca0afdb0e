"""Measures what would be kept of questions with personal data, and of harmless ones.

    python -m bench.screening [--group held] [--show]

Questions are made up (`bench.made_up`) or those that ship; what would be kept is what the journal
and the links to answers keep (`retrieval.keeping`). `--show` prints every question that leaks or is
harmed. Writes `bench/results/screening_<group>.json`.
"""

import argparse
import json
import random
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from importlib.resources import as_file, files
from pathlib import Path

from bench.made_up import MadeUp, harmless, with_identifiers
from bench.stamp import stamp
from index.words import fold
from retrieval.gold import Kind, read_gold
from retrieval.keeping import keepable

RESULTS = Path(__file__).parent / "results"
HARMLESS, OF_GOLD, SHORT = 500, 150, 3
SEEDS = {"tried": 1, "held": 2, "last": 3}


def main(arguments: Sequence[str] | None = None) -> None:
    """Prints and stores the shares that leak and that are harmed, by kind."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--group", choices=tuple(SEEDS), default="tried")
    parser.add_argument("--seed", type=int)
    parser.add_argument("--show", action="store_true")
    wish = parser.parse_args(arguments)
    seed = SEEDS[wish.group] if wish.seed is None else wish.seed
    personal = with_identifiers(wish.group, seed)
    usual = gold(seed, OF_GOLD) + harmless(wish.group, seed, HARMLESS - OF_GOLD)
    leaking = [each for each in personal if leaks(each)]
    harmed = [each for each in usual if is_harmed(each.text)]
    if wish.show:
        show("LEAKS", leaking)
        show("HARMED", harmed)
    figures = {
        "group": wish.group,
        "seed": seed,
        "personal": _shares(personal, leaking),
        "harmless": _shares(usual, harmed),
    }
    target = RESULTS / f"screening_{wish.group}.json"
    told = json.dumps(figures | {"stamp": stamp()}, ensure_ascii=False, indent=1)
    target.write_text(told + "\n", encoding="utf-8")
    print(json.dumps(figures, ensure_ascii=False, indent=1))


def gold(seed: int, count: int) -> list[MadeUp]:
    """`count` of the gold questions that ship; those that steer the machine aren't harmless."""
    with as_file(files("retrieval") / "data" / "dossier_gold.jsonl") as path:
        asked = [each.question for each in read_gold(path) if each.kind is not Kind.UNSAFE]
    return [MadeUp("gold", text) for text in random.Random(seed).sample(asked, count)]


def leaks(made_up: MadeUp) -> bool:
    """Whether a piece of what is secret would be kept; of health and distress, anything."""
    kept = keepable(made_up.text).text
    if kept is None:
        return False
    return made_up.kind == "sensitive" or any(_holds(kept, each) for each in made_up.secrets)


def is_harmed(question: str) -> bool:
    """Whether a harmless question would not be kept as it was typed."""
    return keepable(question).text != question


def _holds(kept: str, secret: str) -> bool:
    """Whether `secret` can be read in `kept`: long figures however spaced, words as words."""
    wanted = fold(secret)
    squeezed = re.sub(r"[^a-z0-9]", "", wanted)
    if any(c.isdigit() for c in squeezed) and len(squeezed) > SHORT:
        return squeezed in re.sub(r"[^a-z0-9]", "", fold(kept))
    return re.search(rf"(?<!\w){re.escape(wanted)}(?!\w)", fold(kept)) is not None


def _shares(asked: Iterable[MadeUp], wrong: Iterable[MadeUp]) -> dict[str, object]:
    of, amiss = Counter(each.kind for each in asked), Counter(each.kind for each in wrong)
    whole, bad = of.total(), amiss.total()
    return {
        "questions": whole,
        "wrong": bad,
        "share": round(bad / whole, 4),
        "by_kind": {kind: f"{amiss[kind]}/{count}" for kind, count in of.items()},
    }


def show(title: str, questions: Iterable[MadeUp]) -> None:
    """Each question, and what would be kept of it."""
    for each in questions:
        kept = keepable(each.text)
        print(f"{title} {each.kind}: {each.text}\n    {kept.text or kept.withheld}")


if __name__ == "__main__":
    main()
