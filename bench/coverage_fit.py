"""Fits what the signs of coverage weigh, from the open labels alone.

    python -m bench.coverage_fit --home HOME [--write]

Reports are the live editions under HOME. A page's label is that of its passage with the most signs;
pages of a report that a topic is absent from are absent too. What is printed is said of each report
by figures that saw no label of it.
"""

import argparse
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from bench.coverage_labels import Label, figures, read_labels
from bench.logistic import Matrix, fit_logistic
from index.edition import Edition
from index.encoder import Encoder
from index.models import load_encoder
from index.shelf import Shelf
from ingest.report import PassageKind
from retrieval.coverage import State
from retrieval.probing import Signs, Sought, signs_of
from retrieval.topics import shipped_topics
from retrieval.treating import Measured, treating

DATA = Path("retrieval/data/coverage.json")
IN_DOUBT = 0.5
ROUNDS = 8
THRESHOLDS = [round(0.05 * n, 2) for n in range(2, 17)]
WHOLE = 0.3333
TOLD = frozenset(PassageKind) - {PassageKind.REFERENCES}
BODY = frozenset({PassageKind.BODY})


@dataclass(frozen=True, slots=True)
class Labelled:
    """An edition with its signs, and the labels of its report by topic and page."""

    edition: Edition
    signs: Signs
    labels: Sequence[Label]


@dataclass(frozen=True, slots=True)
class Case:
    """The signs of the passages of a page, a row each, and what the page does with the topic."""

    rows: Matrix
    state: str
    weight: float


def labelled(home: Path, labels: Sequence[Label], encoder: Encoder | None) -> list[Labelled]:
    """The live editions of the reports that have labels."""
    sought = Sought(shipped_topics())
    found = []
    for edition in Shelf(home).all_live():
        own = [label for label in labels if label.sha256 == edition.manifest.sha256]
        if own:
            found.append(Labelled(edition, signs_of(edition, sought, encoder), own))
    return found


def cases(one: Labelled, kinds: frozenset[PassageKind], *, by_words: bool) -> list[Case]:
    """A case for each labelled page, and for each page of a report without the topic."""
    columns = {topic.id: number for number, topic in enumerate(shipped_topics())}
    signs = [one.signs.words, one.signs.page]
    if one.signs.likeness is not None and not by_words:
        signs.append(one.signs.likeness)
    table = np.stack(signs, axis=-1)
    pages: dict[int, list[int]] = {}
    for row, passage in enumerate(one.edition.passages):
        if passage.kind in kinds:
            pages.setdefault(passage.first_page, []).append(row)
    told = {(label.topic, label.page) for label in one.labels}
    found = []
    for label in one.labels:
        column = columns[label.topic]
        if label.page in pages and not label.picture:
            weight = IN_DOUBT if label.doubt else 1.0
            found.append(Case(table[pages[label.page], column], label.state, weight))
        elif label.page is None and label.state == "absent":
            found += [
                Case(table[rows, column], "absent", 1.0)
                for page, rows in pages.items()
                if (label.topic, page) not in told
            ]
    return found


def fit(found: Sequence[Case], states: frozenset[str]) -> Mapping[str, float]:
    """The coefficients by which a page is in `states`, judged by its most telling passage."""
    truth = np.array([case.state in states for case in found])
    weights = np.array([case.weight for case in found])
    chosen = [int(np.argmax(case.rows.sum(axis=1))) for case in found]
    for _ in range(ROUNDS):
        rows = np.array([case.rows[at] for case, at in zip(found, chosen, strict=True)])
        fitted = fit_logistic(rows, truth, weights=weights)
        chosen = [int(np.argmax(case.rows @ fitted[1:])) for case in found]
    names = ("bias", "words", "page", "likeness")
    return dict(zip(names, fitted.round(3).tolist(), strict=False))


def fitted(known: Sequence[Labelled], thresholds: tuple[float, float]) -> Measured:
    """Everything that is measured, from those editions."""
    covers, treats = frozenset({"covers"}), frozenset({"covers", "mentions"})
    by = {
        (kinds, by_words): [case for one in known for case in cases(one, kinds, by_words=by_words)]
        for kinds in (BODY, TOLD)
        for by_words in (False, True)
    }
    return Measured(
        covers=fit(by[BODY, False], covers),
        treats=fit(by[TOLD, False], treats),
        covers_unread=fit(by[BODY, True], covers),
        treats_unread=fit(by[TOLD, True], treats),
        covered=thresholds[0],
        mentioned=thresholds[1],
        whole=WHOLE,
    )


def states(one: Labelled, measured: Measured) -> dict[tuple[str, int | None], str]:
    """What is decided of each topic on each page, and in the report (page None)."""
    passages = one.edition.passages
    treated = treating(passages, one.signs, measured)
    words = np.array([len(passage.text.split()) for passage in passages])
    pages = np.array([passage.first_page for passage in passages])
    found: dict[tuple[str, int | None], str] = {}
    for column, topic in enumerate(shipped_topics()):
        covers, mentions = treated.covers[:, column], treated.mentions[:, column]
        shares = {}
        for page in sorted(set(pages[covers | mentions].tolist())):
            here = pages == page
            found[topic.id, page] = "covers" if covers[here].any() else "mentions"
            if covers[here].any():
                shares[page] = words[here & covers].sum() / words[here].sum()
        whole = len(shares) > 1 or any(share >= measured.whole for share in shares.values())
        said = State.MENTIONED if mentions.any() else State.ABSENT
        said = State.THIN if shares else said
        found[topic.id, None] = (State.COVERED if whole else said).value
    return found


def cross_validated(
    known: Sequence[Labelled], thresholds: tuple[float, float], by_report: Mapping[str, Measured]
) -> dict[str, Any]:
    """The figures where each report is decided by what the others taught."""
    decided = {}
    for one in known:
        taught = by_report[one.edition.id]
        taught = replace(taught, covered=thresholds[0], mentioned=thresholds[1])
        decided[one.labels[0].sha256] = states(one, taught)
    labels = [label for one in known for label in one.labels]

    def said(label: Label) -> str:
        return decided[label.sha256].get((label.topic, label.page), "absent")

    return figures(labels, said)


def without_each(known: Sequence[Labelled]) -> dict[str, Measured]:
    """For each edition what the others teach."""
    return {
        one.edition.id: fitted([other for other in known if other is not one], (0.5, 0.5))
        for one in known
    }


def worth(found: Mapping[str, Any]) -> float:
    """The mean of ten shares, five of pages and five of reports.

    They are precision and recall of covered, those of absent, and all that is decided right.
    """
    every = found["all"]
    shares = [
        every[level][state][which] or 0.0
        for level, two in (("pages", ("covers", "absent")), ("reports", ("covered", "absent")))
        for state in two
        for which in ("precision", "recall")
    ]
    right = [every[level]["right"] / every[level]["labels"] for level in ("pages", "reports")]
    return float(np.mean(shares + right))


def main() -> None:
    """Prints the cross-validated figures at the thresholds that are worth most, and the fit."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--home", type=Path, required=True)
    parser.add_argument("--write", action="store_true")
    asked = parser.parse_args()
    known = labelled(asked.home, read_labels("open"), load_encoder(None))
    taught = without_each(known)
    tried = {
        (covered, mentioned): worth(cross_validated(known, (covered, mentioned), taught))
        for covered in THRESHOLDS
        for mentioned in THRESHOLDS
    }
    best = max(tried, key=lambda each: tried[each])
    for each in sorted(tried, key=lambda each: -tried[each])[:10]:
        print(each, round(tried[each], 4))
    print(json.dumps(cross_validated(known, best, taught)["all"], indent=1))
    written = json.dumps(asdict(fitted(known, best)), indent=2) + "\n"
    print(written)
    if asked.write:
        DATA.write_text(written, encoding="utf-8")


if __name__ == "__main__":
    main()
