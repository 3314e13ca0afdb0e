"""Sets the weights of search on questions that no measurement of Selon uses.

    python -m bench.fusion            writes index/data/fusion.json
    python -m bench.fusion --check    measures the halves and their sum, writes nothing

First what the words of a passage's page weigh (by words alone, on sets whose passages share a
title: a title stands for a page), then what meaning weighs: each the tenth with the best mean
nDCG@10 over the training sets, meaning at most as much as words. All three sets flatter meaning:
`residents` asks what the encoder was not trained on but avoids the passages' words on purpose,
`piaf` and `sheets` it was trained on. The check is on public sets kept for that.
"""

import argparse
import gzip
import json
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from index.encoder import Encoder
from index.fusion import Fusion, Scores
from index.indexed import index_passages
from index.lexical import Rarity, counted
from index.models import load_encoder
from index.words import stems
from ingest.normalise import normalise
from ingest.report import Box, Passage, Placement
from retrieval.beir import measure_beir, read_beir
from retrieval.metrics import ndcg_at
from training import corpus
from training.places import SHARED, TEXTS

WRITTEN = Path(__file__).parent.parent / "index" / "data" / "fusion.json"
DENSE_WEIGHTS = [tenth / 10 for tenth in range(11)]
PAGE_WEIGHTS = [tenth / 10 for tenth in range(7)]
MOST_DENSE = 0.5
QUESTIONS_A_SET = 2000
SHEETS = 600
SEED = 20250101

Curves = dict[str, list[float]]


@dataclass(frozen=True)
class QuestionSet:
    """Passages, and questions with the place of the one passage that answers each."""

    name: str
    passages: list[Passage]
    questions: list[tuple[str, int]]


@dataclass(frozen=True)
class Scored:
    """What each half finds for one question, and the place of the right passage."""

    words: Scores
    around: Scores
    likeness: Scores
    place: int

    def gain(self, fusion: Fusion) -> float:
        """nDCG@10."""
        scores = fusion.fuse(fusion.by_words(self.words, self.around), self.likeness)
        return ndcg_at(10, np.argsort(-scores, kind="stable")[:10].tolist(), {self.place})


def main() -> None:
    """Prints the curve of each set, then writes the best weight; or checks it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", default=None)
    parser.add_argument("--check", action="store_true")
    asked = parser.parse_args()
    encoder = load_encoder(asked.model)
    if asked.check:
        check(SHARED / "data" / "retrieval_dev", encoder)
        return
    sets = {s.name: scored(s, encoder) for s in question_sets()}
    titled = {name: sets[name] for name in ("residents", "piaf")}
    by_page = curves(titled, [Fusion(0.0, weight) for weight in PAGE_WEIGHTS])
    page_weight = best(by_page, PAGE_WEIGHTS)
    by_meaning = curves(sets, [Fusion(weight, page_weight) for weight in DENSE_WEIGHTS])
    record = {
        "dense_weight": min(best(by_meaning, DENSE_WEIGHTS), MOST_DENSE),
        "page_weight": page_weight,
        "model": encoder.name,
        "set_by": "bench/fusion.py: best mean nDCG@10 over the sets below, meaning at most 0.5",
        "dense_weights": DENSE_WEIGHTS,
        "dense_ndcg@10": by_meaning,
        "page_weights": PAGE_WEIGHTS,
        "page_ndcg@10": by_page,
    }
    lines = ",\n".join(f' "{key}": {json.dumps(value)}' for key, value in record.items())
    WRITTEN.write_text(f"{{\n{lines}\n}}\n", encoding="utf-8")
    print(WRITTEN.read_text(encoding="utf-8"))


def question_sets() -> Iterator[QuestionSet]:
    """The training sets, the same questions at every run."""
    given = records(TEXTS / "residents_questions.jsonl.gz")
    titles = {row["passage"]: row["title"] for row in given}
    yield gathered(
        "residents",
        [(p.asked[0], titles.get(p.text, ""), p.text) for p in corpus.residents(whole=True)],
        asked=corpus.is_held_out,
    )
    yield gathered(
        "piaf",
        [
            (r["question"], r["title"], r["passage"])
            for r in records(TEXTS / "piaf_questions.jsonl.gz")
        ],
    )
    sheets = records(TEXTS / "service_public_fiches_2020.jsonl.gz")
    drawn = random.Random(SEED).sample(sheets, SHEETS)
    yield gathered("sheets", [triple for sheet in drawn for triple in from_sheet(sheet)])


def from_sheet(sheet: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    """The headings of a sheet as a question for the text below them, which doesn't repeat them."""
    heads = [head for head in sheet["head"][:3] if len(head) <= 80]
    lines = "\n".join(section["t"] for section in sheet["sections"]).split("\n")
    text = " ".join(line for line in lines if line not in heads)
    if len(heads) >= 2 and len(text.split()) >= 15:
        yield " ".join(heads), "", " ".join(text.split()[:120])


def gathered(
    name: str,
    triples: Sequence[tuple[str, str, str]],
    *,
    asked: Callable[[str], bool] = lambda _: True,
) -> QuestionSet:
    """Each passage once, on the page of its title; a fixed draw of the questions `asked`."""
    places: dict[tuple[str, str], int] = {}
    pages: dict[str, int] = {}
    for _, title, text in triples:
        pages.setdefault(title or text, len(pages) + 1)
        places.setdefault((title, text), len(places))
    questions = [
        (question, places[title, text]) for question, title, text in triples if asked(text)
    ]
    drawn = random.Random(SEED).sample(questions, min(QUESTIONS_A_SET, len(questions)))
    return QuestionSet(name, [passage(*key, pages[key[0] or key[1]]) for key in places], drawn)


def passage(title: str, text: str, page: int) -> Passage:
    """A passage that fills its page."""
    text = normalise(text)
    placed = (Placement(0, len(text), page, Box(0, 0, 1, 1)),)
    headings = (normalise(title),) if title else ()
    return Passage(f"{page}-{len(text)}", text, headings, placed, page_label=str(page))


def scored(questions: QuestionSet, encoder: Encoder) -> list[Scored]:
    """What each half finds for each question of a set."""
    indexed = index_passages(questions.passages, encoder)
    pages = indexed.words.pages
    assert pages is not None
    rarity, page_rarity = Rarity((indexed.words,)), Rarity((pages.index,))
    vectors = indexed.store.vectors(indexed.id)
    print(questions.name, len(questions.passages), len(questions.questions), flush=True)
    return [
        Scored(
            words=indexed.words.scores(counted(stems(question)), rarity),
            around=pages.scores(counted(stems(question)), page_rarity),
            likeness=(vectors @ encoder.encode_query([question])[0]).astype(np.float64),
            place=place,
        )
        for question, place in questions.questions
    ]


def curves(sets: dict[str, list[Scored]], fusions: Sequence[Fusion]) -> Curves:
    """Mean nDCG@10 of each set for each weight."""
    return {
        name: [round(float(np.mean([each.gain(f) for each in found])), 4) for f in fusions]
        for name, found in sets.items()
    }


def best(measured: Curves, weights: Sequence[float]) -> float:
    """The weight with the best mean over the sets; the smallest of equals."""
    return weights[int(np.argmax(np.mean(list(measured.values()), axis=0)))]


def check(folder: Path, encoder: Encoder) -> None:
    """Prints nDCG@10 by words, by meaning and by both, on public sets kept for measuring."""
    for name in ("service_public", "covid_faq"):
        beir = read_beir(folder / name)
        for mode in ("lexical", "dense", "hybrid"):
            print(name, mode, measure_beir(beir, encoder, mode=mode)["ndcg@10"], flush=True)


def records(path: Path) -> list[dict[str, Any]]:
    """The objects of a gzipped JSON Lines file."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


if __name__ == "__main__":
    main()
