"""Gold files: read whole, or refused with file and line."""

import json
import os
from pathlib import Path

import pytest

from retrieval.gold import GoldLineMalformed, GoldMissing, GoldQuestion, Kind, chain, read_gold

SHARED = Path(os.environ.get("SELON_SHARED", Path(__file__).parents[2].parent / "shared"))

DIRECT = {
    "id": "a1",
    "pdf": "rapport.pdf",
    "kind": "direct",
    "question": "Combien ?",
    "previous": None,
    "pages": [4, 7],
    "answer": "Cinq.",
    "evidence": "Il y en a 5.",
    "keys": ["5"],
}


def _write(folder: Path, *questions: object) -> Path:
    path = folder / "gold.jsonl"
    path.write_text("\n".join(json.dumps(question) for question in questions), encoding="utf-8")
    return path


def test_an_answerable_question_is_read_with_all_its_fields(tmp_path: Path) -> None:
    extra = {"evidence_extra": ["Cinq."], "also_in": {"autre.pdf": [2, 3]}, "extractor": "pdfium"}
    (question,) = read_gold(_write(tmp_path, DIRECT | extra))
    assert question == GoldQuestion(
        id="a1",
        pdf="rapport.pdf",
        kind=Kind.DIRECT,
        question="Combien ?",
        pages=(4, 7),
        groups=((4, 7),),
        keys=("5",),
        evidence=("Il y en a 5.", "Cinq."),
        also_in=(("autre.pdf", 2), ("autre.pdf", 3)),
        answer="Cinq.",
    )


def test_an_unanswerable_question_needs_no_pages(tmp_path: Path) -> None:
    fields = {"id": "u", "pdf": "r.pdf", "kind": "near_miss", "question": "Et ?", "why": "non dit"}
    (question,) = read_gold(_write(tmp_path, fields))
    assert (question.kind.answerable, question.pages, question.why) == (False, (), "non dit")


def test_the_groups_of_a_multi_question_are_kept(tmp_path: Path) -> None:
    (question,) = read_gold(_write(tmp_path, DIRECT | {"kind": "multi", "groups": [[4], [7]]}))
    assert question.groups == ((4,), (7,))


def test_a_chain_of_questions_is_given_oldest_first(tmp_path: Path) -> None:
    gold = read_gold(
        _write(
            tmp_path,
            DIRECT | {"id": "c", "previous": "b", "question": "Et là ?"},
            DIRECT | {"id": "b", "previous": "a1", "question": "Et ici ?"},
            DIRECT,
        )
    )
    assert chain(gold[0], gold) == ("Combien ?", "Et ici ?")
    assert chain(gold[2], gold) == ()


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(GoldMissing) as refusal:
        read_gold(tmp_path / "rien.jsonl")
    assert refusal.value.values["path"] == str(tmp_path / "rien.jsonl")


@pytest.mark.parametrize(
    ("change", "detail"),
    [
        ({"kind": "riddle"}, "riddle"),
        ({"pages": []}, "has pages"),
        ({"pages": [0]}, "count from 1"),
        ({"pages": "4"}, "whole numbers"),
        ({"pages": [True]}, "whole numbers"),
        ({"keys": [5]}, "strings"),
        ({"keys": "5"}, "strings"),
        ({"question": " "}, "empty"),
        ({"groups": [[9]]}, "some of the pages"),
        ({"previous": "z"}, "z"),
        ({"previous": "b"}, "b"),
        ({"id": "a1"}, "twice"),
        ({"also_in": ["x"]}, ""),
    ],
)
def test_a_malformed_question_is_refused_with_its_line(
    tmp_path: Path, change: dict[str, object], detail: str
) -> None:
    with pytest.raises(GoldLineMalformed) as refusal:
        read_gold(_write(tmp_path, DIRECT, DIRECT | {"id": "b"} | change))
    assert refusal.value.values["file"] == "gold.jsonl"
    assert refusal.value.values["line"] == 2
    assert detail in str(refusal.value.values["detail"])


@pytest.mark.parametrize("line", ["{", "[1]", '"x"', "{}"])
def test_a_line_that_is_no_question_is_refused(tmp_path: Path, line: str) -> None:
    (tmp_path / "g.jsonl").write_text("\n" + line, encoding="utf-8")
    with pytest.raises(GoldLineMalformed) as refusal:
        read_gold(tmp_path / "g.jsonl")
    assert refusal.value.values["line"] == 2


def test_a_file_in_another_encoding_is_refused(tmp_path: Path) -> None:
    (tmp_path / "g.jsonl").write_bytes("é".encode("latin-1"))
    with pytest.raises(GoldLineMalformed):
        read_gold(tmp_path / "g.jsonl")


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.is_dir(), reason="the owner's material (../shared) is absent")
def test_the_owner_gold_is_read_whole() -> None:
    gold = read_gold(SHARED / "gold" / "dev.jsonl")
    assert len(gold) == 186
    assert sum(not question.kind.answerable for question in gold) == 42
