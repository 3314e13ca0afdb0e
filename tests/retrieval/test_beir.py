"""BEIR folders: read plain or packed, cut, searched by the real search, scored by hand."""

import gzip
import hashlib
import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from index.encoder import Vectors
from retrieval.beir import Beir, BeirIncomplete, cut_text, figures, measure_beir, read_beir

DOCUMENTS = [
    {"_id": "eau", "title": "Eau", "text": "Le prix de l'eau potable augmente."},
    {"_id": "bois", "title": "", "text": "La forêt communale brûle en été."},
    {"_id": "pain", "text": "Le boulanger ferme le lundi."},
]
QUESTIONS = [
    {"_id": "q1", "text": "prix de l'eau"},
    {"_id": "q2", "text": "quand ferme le boulanger"},
    {"_id": "q3", "text": "jamais jugée"},
]
JUDGED = "query-id\tcorpus-id\tscore\nq1\teau\t1\nq1\tbois\t0\nq2\tpain\t1\n"


class HashEncoder:
    """Vectors that depend on the text alone."""

    name, revision, dimension = "hash", "1", 16

    def encode_query(self, questions: Sequence[str]) -> Vectors:
        return np.stack([self._vector(text) for text in questions])

    def encode_document(self, texts: Sequence[str]) -> Vectors:
        return self.encode_query(texts)

    def _vector(self, text: str) -> Vectors:
        digest = hashlib.sha256(text.encode()).digest()[: self.dimension]
        vector = np.frombuffer(digest, dtype=np.uint8).astype(np.float32)
        return vector / np.linalg.norm(vector)


def _folder(path: Path, *, packed: bool = False) -> Path:
    (path / "qrels").mkdir(parents=True)
    (path / "qrels" / "test.tsv").write_text(JUDGED, encoding="utf-8")
    for name, records in (("corpus.jsonl", DOCUMENTS), ("queries.jsonl", QUESTIONS)):
        content = "\n".join(json.dumps(record) for record in records).encode()
        if packed:
            (path / f"{name}.gz").write_bytes(gzip.compress(content))
        else:
            (path / name).write_bytes(content)
    return path


@pytest.mark.parametrize("packed", [False, True])
def test_a_folder_is_read_plain_or_packed(tmp_path: Path, packed: bool) -> None:
    beir = read_beir(_folder(tmp_path / "set", packed=packed))
    assert beir.documents["eau"] == "Eau\nLe prix de l'eau potable augmente."
    assert beir.documents["bois"] == "La forêt communale brûle en été."
    assert beir.answers == {"q1": frozenset({"eau"}), "q2": frozenset({"pain"})}


@pytest.mark.parametrize(
    ("file", "content", "told"),
    [
        ("corpus.jsonl", None, "corpus.jsonl"),
        ("qrels/test.tsv", None, "test.tsv"),
        ("corpus.jsonl", "{", "line 1"),
        ("queries.jsonl", '{"_id": "q1"}', "text"),
        ("qrels/test.tsv", "query-id\tcorpus-id\tscore\nq1\teau", "line 2"),
    ],
)
def test_a_broken_folder_is_refused_with_its_file(
    tmp_path: Path, file: str, content: str | None, told: str
) -> None:
    folder = _folder(tmp_path / "set")
    if content is None:
        (folder / file).unlink()
    else:
        (folder / file).write_text(content, encoding="utf-8")
    with pytest.raises(BeirIncomplete) as refusal:
        read_beir(folder)
    assert refusal.value.values["file"] == file
    assert told in str(refusal.value)


def test_words_alone_find_the_documents_that_share_them(tmp_path: Path) -> None:
    beir = read_beir(_folder(tmp_path / "set"))
    assert measure_beir(beir, None, mode="lexical") == {
        "ndcg@10": 1.0,
        "recall@5": 1.0,
        "recall@10": 1.0,
        "recall@100": 1.0,
    }


def test_both_halves_together_lose_nothing_that_words_find(tmp_path: Path) -> None:
    beir = read_beir(_folder(tmp_path / "set"))
    assert measure_beir(beir, HashEncoder())["recall@5"] == 1.0


def test_meaning_alone_finds_a_document_worded_like_the_question() -> None:
    beir = Beir({"a": "un", "b": "deux"}, {"q": "deux"}, {"q": frozenset({"b"})})
    assert measure_beir(beir, HashEncoder(), mode="dense")["ndcg@10"] == 1.0


def test_a_long_document_counts_by_its_best_passage() -> None:
    long = "\n".join(["rien ici " * 30] * 9 + ["la piscine ouvre à midi"])
    texts = {"long": long, "short": "la mairie ouvre à midi"}
    beir = Beir(texts, {"q": "piscine"}, {"q": frozenset({"long"})})
    assert measure_beir(beir, None, mode="lexical")["ndcg@10"] == 1.0


def test_a_document_is_cut_at_lines_and_no_word_is_lost() -> None:
    text = "\n".join(f"ligne {n} " + "mot " * (n % 7) for n in range(40)) + "\n" + "long " * 50
    pieces = list(cut_text(text, words=20))
    assert " ".join(pieces).split() == text.split()
    assert max(len(piece.split()) for piece in pieces) <= 20
    assert pieces[0].startswith("ligne 0 ligne 1")


def test_figures_are_means_over_the_judged_questions() -> None:
    ranked = {"q1": ["x", "a"], "q2": ["c", *"defgh", "b"]}
    answers = {"q1": frozenset({"a"}), "q2": frozenset({"b", "c"})}
    # q1: 1/log2(3) = .6309; q2: (1 + 1/log2(8)) / (1 + 1/log2(3)) = 1.3333 / 1.6309 = .8175
    assert figures(ranked, answers) == {
        "ndcg@10": 0.7242,
        "recall@5": 0.75,
        "recall@10": 1.0,
        "recall@100": 1.0,
    }
