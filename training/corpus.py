"""The texts that the encoder learns from, each source read into one of two nouns.

A `Twin` is a text in English and in French; a `Pair` is what someone looks for (headings or a
question) and the French text that answers it. What `training.leaks` found in something that is
measured on is left out, unless `whole` is asked for.
"""

import csv
import gzip
import hashlib
import json
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import groupby

from training.places import DROPPED, OWN_PAIRS, OWN_QUESTIONS, TEXTS

SHORT_WORDS = 45
PASSAGE_WORDS = 85
HELD_OUT = 8  # one passage of so many is kept for measuring
csv.field_size_limit(sys.maxsize)


@dataclass(frozen=True, slots=True)
class Twin:
    """The same text in both languages; `kind` is tatoeba, blog, short, passage or mintaka."""

    kind: str
    en: str
    fr: str


@dataclass(frozen=True, slots=True)
class Pair:
    """What is looked for, as headings from outermost to innermost or one question, and its text."""

    source: str
    asked: tuple[str, ...]
    text: str


def digest(text: str) -> str:
    """What a text that is left out is known by."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


@cache
def _dropped() -> frozenset[str]:
    """The digests that `training.leaks` wrote. Raises `FileNotFoundError` before it has run."""
    return frozenset(json.loads(DROPPED.read_text(encoding="utf-8")))


def may_stay(text: str) -> bool:
    """Whether `text` is not among those left out."""
    return digest(text) not in _dropped()


def twins(*, whole: bool = False) -> Iterator[Twin]:
    """Every parallel text, duplicates left out."""
    return (twin for twin in _twins() if whole or may_stay(twin.fr))


def _twins() -> Iterator[Twin]:
    seen: set[str] = set()
    for twin in (*_tatoeba(), *_blog(), *_mintaka()):
        if twin.fr not in seen:
            seen.add(twin.fr)
            yield twin
    rows = [
        row for row in _table("justice_canada_en_fr.tsv.gz") if row[3].strip() and row[4].strip()
    ]
    for row in rows:
        if len(row[3].split()) <= SHORT_WORDS and row[4] not in seen:
            seen.add(row[4])
            yield Twin("short", row[3], row[4])
    yield from _law_passages(rows)


def headed(*, whole: bool = False) -> Iterator[Pair]:
    """Titles and headings with the text under them."""
    return _staying(_headed(), whole=whole)


def _headed() -> Iterator[Pair]:
    for row in lines("codes_heading_article.jsonl.gz"):
        yield Pair("codes", tuple(row["title"].split(" — ")), row["text"])
    for row in lines("justice_canada_fr_note_section.jsonl.gz"):
        yield Pair("notes", (row["law"], row["title"]), row["text"])
    for row in lines("service_public_fiches_2020.jsonl.gz"):
        head = tuple(part for part in row["head"] if len(part.split()) <= 12) or ("",)
        for section in row["sections"]:
            if section["h"] and section["t"]:
                yield Pair("fiches", (*head[:2], section["h"]), section["t"])
        whole = " ".join(f"{s['h']} {s['t']}" for s in row["sections"])
        if whole.strip() and head[0]:
            yield Pair("fiches", head[:2], whole)
    for row in lines("territoires_en_transitions.jsonl.gz"):
        yield Pair("climate", (row["title"],), row["text"])
    for row in lines("fiches_travail.jsonl.gz"):
        yield Pair("work", (row["title"], row["section"]), row["text"])


def encyclopaedic(*, whole: bool = False) -> Iterator[Pair]:
    """Questions that people wrote for passages of an encyclopaedia."""
    return _staying(_encyclopaedic(), whole=whole)


def _encyclopaedic() -> Iterator[Pair]:
    for row in lines("piaf_questions.jsonl.gz"):
        yield Pair("piaf", (row["question"],), row["passage"])


def residents(*, whole: bool = False) -> Iterator[Pair]:
    """Questions in residents' words: those given, then our own."""
    return _staying(_residents(), whole=whole)


def _residents() -> Iterator[Pair]:
    for row in lines("residents_questions.jsonl.gz"):
        yield Pair("residents", (row["question"],), row["passage"])
    texts = addressed()
    for path in sorted(OWN_QUESTIONS.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            yield Pair("residents", (row["question"],), texts[row["passage"]])


def addressed() -> dict[str, str]:
    """The passages that our own questions name, by "codes:<row>", "fiches:<row>:<section>"."""
    texts = {}
    for source, name in (
        ("codes", "codes_heading_article.jsonl.gz"),
        ("climate", "territoires_en_transitions.jsonl.gz"),
        ("work", "fiches_travail.jsonl.gz"),
    ):
        for number, row in enumerate(lines(name)):
            texts[f"{source}:{number}"] = row["text"]
    for number, row in enumerate(lines("service_public_fiches_2020.jsonl.gz")):
        for part, section in enumerate(row["sections"]):
            texts[f"fiches:{number}:{part}"] = section["t"]
    return texts


def everyday(*, whole: bool = False) -> Iterator[Pair]:
    """Sentences that say in everyday words what the second says as an administration does."""
    return _staying(_everyday(), whole=whole)


def _everyday() -> Iterator[Pair]:
    for row in lines("everyday_administrative_pairs.jsonl.gz"):
        yield Pair("everyday", (row["everyday"],), row["administrative"])
    for path in sorted(OWN_PAIRS.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            yield Pair("everyday", (row["everyday"],), row["administrative"])


def _staying(pairs: Iterator[Pair], *, whole: bool) -> Iterator[Pair]:
    return (
        pair for pair in pairs if whole or (may_stay(pair.text) and may_stay(" ".join(pair.asked)))
    )


def split(pairs: Iterable[Pair]) -> tuple[list[Pair], list[Pair]]:
    """(to learn from, to measure on): one text in `HELD_OUT` is held out with all its questions.

    A text's own digest decides, so that it stays on its side when others are added.
    """
    learnt: list[Pair] = []
    held_out: list[Pair] = []
    for pair in pairs:
        (held_out if is_held_out(pair.text) else learnt).append(pair)
    return learnt, held_out


def is_held_out(text: str) -> bool:
    """Whether the questions on `text` are kept for measuring."""
    return int(digest(text), 16) % HELD_OUT == 0


def lines(name: str) -> Iterator[dict]:  # type: ignore[type-arg]
    """The rows of a file of training text."""
    with gzip.open(TEXTS / name, "rt", encoding="utf-8") as file:
        yield from map(json.loads, file)


def _table(name: str) -> Iterator[list[str]]:
    with gzip.open(TEXTS / name, "rt", encoding="utf-8") as file:
        yield from csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)


def _tatoeba() -> Iterator[Twin]:
    return (Twin("tatoeba", row[0], row[1]) for row in _table("tatoeba_en_fr.tsv.gz"))


def _mintaka() -> Iterator[Twin]:
    return (Twin("mintaka", row[0], row[1]) for row in _table("mintaka_questions_en_fr.tsv.gz"))


def _blog() -> Iterator[Twin]:
    return (Twin("blog", row[2], row[3]) for row in _table("cds_snc_blog_en_fr.tsv.gz"))


def _law_passages(rows: list[list[str]]) -> Iterator[Twin]:
    """Consecutive segments of one section, joined up to about `PASSAGE_WORDS` English words."""

    def section(row: list[str]) -> tuple[str, str]:
        found = re.match(r"[^\d]*\d+", row[2])
        return row[0], found[0] if found else row[2]

    for _, group in groupby(rows, key=section):
        en: list[str] = []
        fr: list[str] = []
        parts = 0
        for row in group:
            en.append(row[3])
            fr.append(row[4])
            parts += 1
            if sum(len(text.split()) for text in en) >= PASSAGE_WORDS:
                yield Twin("passage", " ".join(en), " ".join(fr))
                en, fr, parts = [], [], 0
        if parts > 1:
            yield Twin("passage", " ".join(en), " ".join(fr))
