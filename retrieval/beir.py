"""Measures the search alone on a BEIR folder: documents, questions and who answers whom."""

import gzip
import json
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from index.encoder import Encoder
from index.hit import Hit
from index.indexed import Progress, index_passages, quiet
from index.search import Mode, Query, search
from ingest.errors import SelonError
from ingest.normalise import normalise
from ingest.report import Box, Passage, Placement
from retrieval.metrics import ndcg_at, share, share_found_at

WORDS_A_PASSAGE = 120
PASSAGES_SEEN = 1000
_NOWHERE = Box(0, 0, 1, 1)


class BeirIncomplete(SelonError):
    """The folder `path` isn't a BEIR folder: `file` is missing or can't be read (`detail`)."""

    code = "beir_incomplete"


@dataclass(frozen=True, slots=True)
class Beir:
    """Texts of documents and questions by id, and for each question the documents that answer."""

    documents: Mapping[str, str]
    questions: Mapping[str, str]
    answers: Mapping[str, frozenset[str]]


def read_beir(folder: Path) -> Beir:
    """The set in `folder`; title and text are joined. Raises `BeirIncomplete`."""
    documents = {
        str(each["_id"]): f"{each.get('title') or ''}\n{each['text']}".strip()
        for each in _records(folder, "corpus.jsonl")
    }
    questions = {str(each["_id"]): str(each["text"]) for each in _records(folder, "queries.jsonl")}
    answers: dict[str, set[str]] = {}
    for question, document, score in _judgements(folder):
        if score > 0:
            answers.setdefault(question, set()).add(document)
    return Beir(documents, questions, {q: frozenset(found) for q, found in answers.items()})


def measure_beir(
    beir: Beir, encoder: Encoder | None, *, mode: Mode = "hybrid", progress: Progress = quiet
) -> dict[str, float | None]:
    """ndcg@10 and recall@5/10/100 over the judged questions, by the search that answers use.

    A document counts by its best passage; without an encoder, words alone are searched.
    """
    pieces = [(name, piece) for name, text in beir.documents.items() for piece in cut_text(text)]
    passages = [_passage(number, piece) for number, (_, piece) in enumerate(pieces)]
    owner = {passage.id: name for passage, (name, _) in zip(passages, pieces, strict=True)}
    encoder = None if mode == "lexical" else encoder
    indexed = index_passages(passages, encoder, progress=progress)
    ranked = {}
    for done, question in enumerate(beir.answers, start=1):
        hits = search(
            [indexed],
            Query.of(beir.questions[question]),
            encoder=encoder,
            k=PASSAGES_SEEN,
            mode=mode,
        )
        ranked[question] = _documents(hits, owner)
        progress("search", done, len(beir.answers))
    return figures(ranked, beir.answers)


def figures(
    ranked: Mapping[str, Sequence[str]], answers: Mapping[str, frozenset[str]]
) -> dict[str, float | None]:
    """The four figures of the contract from each question's ranked documents."""
    return {
        "ndcg@10": share(ndcg_at(10, ranked[q], gold) for q, gold in answers.items()),
        **{
            f"recall@{k}": share(share_found_at(k, ranked[q], gold) for q, gold in answers.items())
            for k in (5, 10, 100)
        },
    }


def cut_text(text: str, words: int = WORDS_A_PASSAGE) -> Iterator[str]:
    r"""The text in pieces of whole lines of up to `words` words; a longer line is cut.

    >>> list(cut_text("un deux\ntrois\nquatre cinq six sept", words=3))
    ['un deux trois', 'quatre cinq six', 'sept']
    """
    piece: list[str] = []
    for line in text.splitlines():
        line_words = normalise(line).split()
        if piece and len(piece) + len(line_words) > words:
            yield " ".join(piece)
            piece = []
        piece += line_words
        while len(piece) > words:
            yield " ".join(piece[:words])
            piece = piece[words:]
    if piece:
        yield " ".join(piece)


def _passage(number: int, text: str) -> Passage:
    placed = (Placement(0, len(text), 1, _NOWHERE),)
    return Passage(id=str(number), text=text, headings=(), placements=placed, page_label="1")


def _documents(hits: Sequence[Hit], owner: Mapping[str, str]) -> list[str]:
    """Each document once, where its best passage stands."""
    return list(dict.fromkeys(owner[hit.passage.id] for hit in hits))


def _records(folder: Path, name: str) -> Iterator[Any]:
    """The objects of `name` or `name`.gz, one a line."""
    for number, line in enumerate(_lines(folder, name), start=1):
        try:
            record = json.loads(line)
            _ = record["_id"], record["text"]
        except (ValueError, KeyError, TypeError) as exc:
            detail = f"line {number}: {exc}"
            raise BeirIncomplete(path=str(folder), file=name, detail=detail) from exc
        yield record


def _judgements(folder: Path) -> Iterator[tuple[str, str, float]]:
    """Question, document and score of every line of the judgements, their heads left out."""
    name = "qrels/test.tsv"
    for number, line in enumerate(_lines(folder, name), start=1):
        try:
            question, document, score = line.split("\t")
            if number > 1 or score.strip() != "score":
                yield question, document, float(score)
        except ValueError as exc:
            detail = f"line {number}: {exc}"
            raise BeirIncomplete(path=str(folder), file=name, detail=detail) from exc


def _lines(folder: Path, name: str) -> Iterator[str]:
    """The lines of `name`, or of its gzipped form, that aren't blank."""
    path = folder / name
    try:
        content = path.read_bytes() if path.is_file() else _unpacked(folder / f"{name}.gz")
        text = content.decode("utf-8")
    except (OSError, EOFError, zlib.error, UnicodeDecodeError) as exc:
        raise BeirIncomplete(path=str(folder), file=name, detail=str(exc)) from exc
    yield from (line for line in text.split("\n") if line.strip())


def _unpacked(path: Path) -> bytes:
    return gzip.decompress(path.read_bytes())
