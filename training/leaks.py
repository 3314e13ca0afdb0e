"""Stage 0: proves that nothing which is measured on is trained on, and leaves out what would be.

Guarded are the gold questions and their evidence, the development sets, the facts and their
questions, the dossier's questions and text, and the text of every report. A training text is
left out when it holds a guarded question or evidence whole, or when more than a fifth of its
8-word runs stand in a guarded text.
"""

import argparse
import gzip
import json
import logging
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

import yaml
from bs4 import BeautifulSoup

from index.words import fold
from ingest import pdf
from ingest.errors import SelonError
from ingest.report import Provenance
from training import corpus, exercises
from training.places import DROPPED, ROOT, SHARED, WORK

RUN = 8
LARGEST_SHARE = 0.2
SHORTEST_PHRASE = 4
log = logging.getLogger("training")

Words = tuple[str, ...]


@dataclass(slots=True)
class Guard:
    """What must not be trained on: runs of 8 words, and phrases that must not stand anywhere.

    >>> guard = Guard()
    >>> guard.add_phrase("Combien de collèges ont été rénovés ?")
    >>> guard.holds_phrase(words_of("On demande combien de collèges ont été rénovés en 2024."))
    True
    """

    runs: set[Words] = field(default_factory=set)
    phrases: dict[Words, list[Words]] = field(default_factory=dict)

    def add_text(self, text: str) -> None:
        """Guards every run of 8 words of `text`."""
        words = words_of(text)
        self.runs.update(zip(*(words[n:] for n in range(RUN)), strict=False))

    def add_phrase(self, text: str) -> None:
        """Guards `text` whole; under 4 words it would stand everywhere and is passed over."""
        words = words_of(text)
        if len(words) >= SHORTEST_PHRASE:
            self.phrases.setdefault(words[:SHORTEST_PHRASE], []).append(words)

    def holds_phrase(self, words: Words) -> bool:
        """Whether a guarded phrase stands in those words."""
        return any(
            words[start : start + len(phrase)] == phrase
            for start in range(len(words) - SHORTEST_PHRASE + 1)
            for phrase in self.phrases.get(words[start : start + SHORTEST_PHRASE], ())
        )

    def share(self, words: Words) -> float:
        """Share of the 8-word runs of those words that stand in a guarded text, 0 to 1."""
        runs = list(zip(*(words[n:] for n in range(RUN)), strict=False))
        return sum(run in self.runs for run in runs) / len(runs) if runs else 0.0

    def refuses(self, text: str) -> bool:
        """Whether `text` must not be trained on."""
        words = words_of(text)
        return self.share(words) > LARGEST_SHARE or self.holds_phrase(words)


def words_of(text: str) -> Words:
    """The words and figures of `text`, folded.

    >>> words_of("L’Été, 12 %")
    ('l', 'ete', '12')
    """
    return tuple(re.findall(r"\w+", fold(text)))


def guard_everything() -> Guard:
    """The guard over all that the product is measured on."""
    guard = Guard()
    for phrase in guarded_phrases():
        guard.add_phrase(phrase)
    for text in guarded_texts():
        guard.add_text(text)
    return guard


def guarded_phrases() -> Iterator[str]:
    """Questions, and the evidence of gold questions."""
    golds = (SHARED / "gold").glob("*.jsonl")
    for path in (*sorted(golds), ROOT / "retrieval" / "data" / "dossier_gold.jsonl"):
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            yield row["question"]
            yield from _strings(row.get("evidence"))
            yield from _strings(row.get("evidence_extra"))
    for path in sorted((SHARED / "data" / "retrieval_dev").rglob("queries.jsonl*")):
        yield from (row["text"] for row in _rows(path))
    for path in (SHARED / "facts" / "questions.yaml", ROOT / "dossier" / "questions.yaml"):
        yield from _questions(yaml.safe_load(path.read_text(encoding="utf-8")))


def guarded_texts() -> Iterator[str]:
    """The development sets' documents, the facts, the dossier and the reports, page by page."""
    for path in sorted((SHARED / "data" / "retrieval_dev").rglob("corpus.jsonl*")):
        yield from (f"{row.get('title', '')} {row['text']}" for row in _rows(path))
    yield from _strings(yaml.safe_load((SHARED / "facts" / "faits.yaml").read_text("utf-8")))
    yield from _strings(yaml.safe_load((ROOT / "dossier" / "facts.yaml").read_text("utf-8")))
    dossier = ROOT / "ingest" / "data" / "dossier.pdf"
    for path in (dossier, *sorted((SHARED / "reports").glob("*.pdf"))):
        yield from _pages(path)
    for path in sorted((SHARED / "reports").rglob("*")):
        if path.suffix in {".txt", ".html"}:
            read = path.read_text(encoding="utf-8", errors="replace")
            yield BeautifulSoup(read, "html.parser").get_text(" ")


def _pages(path: Path) -> Iterator[str]:
    """The text of each page, and of each two, so that a run over the page break is guarded."""
    try:
        report = pdf.read_report(path, slug="guarded", provenance=Provenance(path.name))
    except SelonError as exc:
        log.warning("%s is not guarded: %s", path.name, exc)
        return
    texts = [" ".join(line.text for line in page.lines) for page in report.pages]
    yield from texts
    yield from (f"{one} {two}" for one, two in pairwise(texts))


def _strings(value: object) -> Iterator[str]:
    """Every string inside lists and mappings."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from _strings(each)
    elif isinstance(value, list):
        for each in value:
            yield from _strings(each)


def _questions(value: object) -> Iterator[str]:
    """Every string under a key `question`."""
    if isinstance(value, dict):
        for key, each in value.items():
            yield from _strings(each) if key == "question" else _questions(each)
    elif isinstance(value, list):
        for each in value:
            yield from _questions(each)


def _rows(path: Path) -> Iterator[dict[str, str]]:
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8") as file:
        yield from map(json.loads, file)


def training_texts() -> Iterator[tuple[str, str]]:
    """(source, text) of everything that can be trained on, nothing left out yet."""
    for twin in corpus.twins(whole=True):
        yield twin.kind, twin.fr
    for pair in (
        *corpus.headed(whole=True),
        *corpus.encyclopaedic(whole=True),
        *corpus.residents(whole=True),
        *corpus.everyday(whole=True),
    ):
        yield pair.source, pair.text
        yield f"{pair.source}, asked", " ".join(pair.asked)
    for row in exercises.excerpt_rows():
        yield "excerpts", row["text"]
        yield "excerpts, asked", " ".join([*(each["q"] for each in row["asked"]), *row["missed"]])


def main() -> None:
    """Writes which texts are left out, and prints how many of each source."""
    argparse.ArgumentParser(description=__doc__).parse_args()
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    guard = guard_everything()
    read: Counter[str] = Counter()
    left_out: Counter[str] = Counter()
    dropped = set()
    for source, text in training_texts():
        read[source] += 1
        if guard.refuses(text):
            left_out[source] += 1
            dropped.add(text)
    WORK.mkdir(parents=True, exist_ok=True)
    DROPPED.write_text(json.dumps(sorted(map(corpus.digest, dropped))), encoding="utf-8")
    print(f"guarded: {len(guard.runs)} runs of {RUN} words, {_phrases(guard)} phrases")
    for source, count in sorted(read.items()):
        print(f"{source:18} {count:7} texts, {left_out[source]:5} left out")


def _phrases(guard: Guard) -> int:
    return sum(map(len, guard.phrases.values()))


if __name__ == "__main__":
    main()
