"""Measures the diagnosis of gaps on gold questions, of which it is known what the report says.

    python -m bench.diagnosis --home HOME [GOLD.jsonl…]

`HOME` holds the editions; without a file the questions that ship with the dossier are asked.
Questions that lean on another are left out, and those that are blocked. Two tables are printed,
and stored in `bench/results/diagnosis.json` as counts alone:

- `as it ended`: each question as the journal would have it, by what became of it: those answered
  (rightly or not) as gaps that somebody called no help, the others as they were refused.
- `by words alone`: each as though it had been refused, whatever became of it, so that all that
  tells present from absent is the report.

`pages` is how often, of those rightly called present, a page that answers is among those shown.
"""

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

from bench.run import RESULTS
from bench.stamp import stamp
from index.edition import Edition
from index.models import load_encoder
from index.reader import load_reader
from index.shelf import Shelf
from retrieval.about import Subjects
from retrieval.answer import Outcome
from retrieval.ask import ask
from retrieval.asked import Asked
from retrieval.cause import Cause
from retrieval.coverage import cover
from retrieval.diagnosis import Diagnoser, Diagnosis
from retrieval.gaps import Gap
from retrieval.gazetteer import shipped_gazetteer
from retrieval.gold import GoldQuestion, Kind, read_gold
from retrieval.judge import shows
from retrieval.tools import Tools
from retrieval.topics import shipped_topics
from ui.lists import load_lists
from ui.settings import Settings

OUT = RESULTS / "diagnosis.json"
DAY = date(2026, 11, 30)

# What is known of a question, and the cause that is right for it.
RIGHTLY, WRONGLY, REFUSED = "answered rightly", "answered beside it", "held, but refused"
ABSENT, ABSENT_ANSWERED, ELSEWHERE = "not in the report", "absent, yet answered", "other level"
EXPECTED = {
    RIGHTLY: Cause.UNCLEAR,
    WRONGLY: Cause.UNCLEAR,
    REFUSED: Cause.NOT_FOUND,
    ABSENT: Cause.ABSENT,
    ABSENT_ANSWERED: Cause.UNCLEAR,
    ELSEWHERE: Cause.ELSEWHERE,
}


@dataclass(frozen=True, slots=True)
class Case:
    """A gold question, what became of it, and its diagnosis as it ended and as though refused."""

    gold: GoldQuestion
    state: str
    ended: Diagnosis
    refused: Diagnosis


def cases(gold: Sequence[GoldQuestion], edition: Edition, tools: Tools) -> Iterator[Case]:
    """Each question of `gold` about the report of `edition`, asked and diagnosed."""
    gazetteer, topics = shipped_gazetteer(), shipped_topics()
    coverage = cover(edition, topics, encoder=tools.encoder, gazetteer=gazetteer)
    diagnoser, subjects = Diagnoser(edition, tools, coverage), Subjects(topics, gazetteer)
    source = edition.manifest.provenance.source
    for each in gold:
        if each.pdf != source or each.previous is not None:
            continue
        answer = ask(each.question, [edition], tools=tools)
        if answer.outcome is Outcome.BLOCKED or each.kind is Kind.UNSAFE:
            continue
        answered = answer.outcome is Outcome.ANSWERED
        cited = {citation.page.number for citation in answer.citations}
        right = all(cited & set(group) for group in each.groups) and shows(answer, each.keys)
        about = subjects.of(each.question)
        asked = Asked(1, DAY, answer.outcome, None, about, withheld=False, missed=True)
        gap = Gap(about, (asked,), unhelpful=int(answered))
        silent = replace(asked, outcome=Outcome.NOT_IN_REPORT)
        yield Case(
            each,
            state_of(each, answered=answered, right=right),
            diagnoser.of(gap, each.question),
            diagnoser.of(Gap(about, (silent,)), each.question),
        )


def state_of(gold: GoldQuestion, *, answered: bool, right: bool) -> str:
    """What is known of a question once it was asked."""
    if gold.kind.answerable:
        return (RIGHTLY if right else WRONGLY) if answered else REFUSED
    if answered:
        return ABSENT_ANSWERED
    return ELSEWHERE if gold.kind is Kind.OTHER_LEVEL else ABSENT


def confusion(pairs: Iterable[tuple[str, Diagnosis]]) -> dict[str, dict[str, int]]:
    """For each state how many were given each cause, and by which basis."""
    found: dict[str, Counter[str]] = {}
    for state, diagnosis in pairs:
        counted = found.setdefault(state, Counter())
        counted[diagnosis.cause.value] += 1
        counted[f"by {diagnosis.basis.value}"] += 1
    return {state: dict(sorted(counted.items())) for state, counted in found.items()}


def figures(found: Sequence[Case]) -> dict[str, Any]:
    """Both tables and the shares that are right."""
    present = [each for each in found if each.gold.kind.answerable]
    absent = [
        each
        for each in found
        if not each.gold.kind.answerable and each.gold.kind is not Kind.OTHER_LEVEL
    ]
    called = [each for each in present if each.refused.cause is Cause.NOT_FOUND]
    shown = sum(_shows_page(each) for each in called)
    right = sum(each.ended.cause is EXPECTED[each.state] for each in found)
    return {
        "questions": len(found),
        "right": _share(right, len(found)),
        "as it ended": confusion((each.state, each.ended) for each in found),
        "by words alone": confusion(
            [("present", each.refused) for each in present]
            + [("absent", each.refused) for each in absent]
        ),
        "present found": _share(len(called), len(present)),
        "absent found": _share(
            sum(each.refused.cause is Cause.ABSENT for each in absent), len(absent)
        ),
        "pages": _share(shown, len(called)),
    }


def _shows_page(case: Case) -> bool:
    return any(each.page.number in case.gold.pages for each in case.refused.passages)


def _share(some: int, of: int) -> float | None:
    return round(some / of, 3) if of else None


def main(arguments: Sequence[str] | None = None) -> None:
    """Prints and stores the figures, by file of questions."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", type=Path, nargs="*")
    parser.add_argument("--home", type=Path, required=True)
    wish = parser.parse_args(arguments)
    editions = Shelf(wish.home).all_live()
    encoder = load_encoder(editions[0].manifest.model.name)
    tools = replace(load_lists(Settings(home=wish.home)), encoder=encoder, reader=load_reader(None))
    with as_file(files("retrieval") / "data" / "dossier_gold.jsonl") as shipped:
        gold = {path.name: read_gold(path) for path in wish.gold or [shipped]}
    result = {
        name: figures([case for each in editions for case in cases(questions, each, tools)])
        for name, questions in gold.items()
    }
    stored = {"gold": result, "stamp": stamp(encoder)}
    OUT.write_text(json.dumps(stored, ensure_ascii=False, indent=1) + "\n", "utf-8")
    print(json.dumps(result, ensure_ascii=False, indent=1))


if __name__ == "__main__":
    main()
