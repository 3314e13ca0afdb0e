"""The keys that programs rely on, in the order they are promised."""

import json
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from index.hit import FoundBy, Hit
from index.manifest import FileSeal, Manifest
from index.models import ModelIdentity
from ingest.report import Box, Line, Page, Passage, Placement, Provenance
from ingest.spread import Spread
from retrieval.answer import Answer, Citation, HelpLine, Outcome, SetAside
from ui.contract import (
    answer_json,
    citation_json,
    dump,
    edition_json,
    hit_json,
    hits_json,
    passage_json,
    passages_json,
    rounded,
)

TEXT = "Le Département a rénové 12 collèges en 2024."
CITATION_KEYS = [
    "quote", "parts", "page", "page_label", "report", "edition", "passage_id", "headings",
    "read_by", "also_pages", "marks", "table",
]  # fmt: skip
ANSWER_KEYS = [
    "question", "searched", "outcome", "text", "citations", "nearest", "set_aside", "help",
    "confidence", "edition", "partial", "notices", "choices", "timings_ms",
]  # fmt: skip
PASSAGE_KEYS = ["report", "page", "page_label", "headings", "text", "passage_id"]


@pytest.fixture
def passage() -> Passage:
    placed = Placement(0, len(TEXT), 12, Box(0.1, 0.1, 0.9, 0.2))
    return Passage("p1", TEXT, ("Pacte", "Collèges"), (placed,), "viii")


@pytest.fixture
def answer(passage: Passage) -> Callable[..., Answer]:
    page = Page(12, "viii", (Line(TEXT, Box(0.1, 0.1, 0.9, 0.2), 11),), 595, 842)
    citation = Citation(
        passage, TEXT, page, "ed1", "bilan", 0, len(TEXT), also=(14, 31), marks=((24, 26),)
    )

    def make(**changes: Any) -> Answer:
        given: dict[str, Any] = {
            "question": "Combien ?",
            "searched": "Combien de collèges ?",
            "outcome": Outcome.ANSWERED,
            "citations": (citation,),
            "set_aside": (SetAside("Autre.", 3, "bilan", "weak", 0.123456),),
            "help": (HelpLine("15", "medical"),),
            "confidence": 0.87654321,
            "editions": ("ed1",),
            "timings_ms": {"searching": 1.23456},
        }
        return Answer(**given | changes)

    return make


def test_an_answer_has_the_keys_of_the_contract(answer: Callable[..., Answer]) -> None:
    written = answer_json(answer())
    assert list(written) == ANSWER_KEYS
    assert list(written["citations"][0]) == CITATION_KEYS


@pytest.mark.parametrize(
    ("left", "right", "label"), [(0.1, 0.4, "12"), (0.6, 0.9, "13"), (0.1, 0.9, "12-13")]
)
def test_a_citation_has_the_label_of_its_half_of_a_double_page(
    left: float, right: float, label: str
) -> None:
    box = Box(left, 0.1, right, 0.2)
    page = Page(7, "12-13", (Line(TEXT, box, 11),), 842, 595, spread=Spread("12", "13"))
    passage = Passage("p1", TEXT, (), (Placement(0, len(TEXT), 7, box),), "12-13")
    cited = citation_json(Citation(passage, TEXT, page, "ed1", "bilan", 0, len(TEXT)))
    assert (cited["page"], cited["page_label"]) == (7, label)


def test_a_citation_says_which_words_of_which_page(answer: Callable[..., Answer]) -> None:
    (cited,) = answer_json(answer())["citations"]
    assert (cited["quote"], cited["page"], cited["page_label"]) == (TEXT, 12, "viii")
    assert (cited["report"], cited["edition"], cited["passage_id"]) == ("bilan", "ed1", "p1")
    assert cited["parts"] == [TEXT]
    assert cited["headings"] == ["Pacte", "Collèges"]
    assert cited["read_by"] == "text"


def test_a_citation_says_which_pages_say_the_same_and_which_words_decide(
    answer: Callable[..., Answer],
) -> None:
    (cited,) = answer_json(answer())["citations"]
    assert cited["also_pages"] == [14, 31]
    assert [cited["quote"][start:end] for start, end in cited["marks"]] == ["12"]


def test_nearest_has_the_shape_of_citations(answer: Callable[..., Answer]) -> None:
    near = answer().citations
    written = answer_json(answer(outcome=Outcome.MENTIONED, citations=(), nearest=near))
    assert written["citations"] == []
    assert written["text"] == ""
    assert list(written["nearest"][0]) == CITATION_KEYS


def test_scores_are_rounded_so_that_two_runs_agree(answer: Callable[..., Answer]) -> None:
    written = answer_json(answer())
    assert written["confidence"] == 0.8765
    assert written["set_aside"][0]["score"] == 0.1235
    assert written["timings_ms"] == {"searching": 1.2}


def test_one_report_gives_one_edition_and_several_give_a_list(
    answer: Callable[..., Answer],
) -> None:
    assert answer_json(answer())["edition"] == "ed1"
    both = answer(editions=("ed1", "ed2"))
    assert answer_json(both, several=True)["edition"] == ["ed1", "ed2"]


def test_json_is_one_line_with_french_letters(answer: Callable[..., Answer]) -> None:
    line = dump(answer_json(answer()))
    assert "\n" not in line
    assert "collèges" in line
    assert json.loads(line)["question"] == "Combien ?"


def test_a_hit_has_a_rank_a_score_and_the_half_that_found_it(passage: Passage) -> None:
    hit = Hit(passage, "ed1", "bilan", 0.98765432, FoundBy.WORDS)
    written = hit_json(hit, 1)
    assert list(written) == ["rank", "score", "found_by", *PASSAGE_KEYS]
    assert (written["rank"], written["score"], written["found_by"]) == (1, 0.9877, "words")
    assert [each["rank"] for each in hits_json([hit, hit])] == [1, 2]


def test_a_passage_has_neither_rank_nor_score(passage: Passage) -> None:
    assert list(passage_json(passage, "bilan")) == PASSAGE_KEYS
    assert passages_json([passage], "bilan") == {"passages": [passage_json(passage, "bilan")]}


def test_an_edition_is_described_by_its_manifest() -> None:
    manifest = Manifest(
        edition="ed1",
        report="bilan",
        title="Bilan",
        provenance=Provenance("bilan.pdf", published=date(2025, 12, 9)),
        sha256="0" * 64,
        model=ModelIdentity("small", "r1", 384),
        cut={"version": 1},
        pages=14,
        passages=80,
        unread_pages=(3, 9),
        built="2025-12-10T08:00:00+00:00",
        files={"a": FileSeal("0", 10), "b": FileSeal("0", 5)},
    )
    assert edition_json(manifest, live=True) == {
        "edition": "ed1",
        "live": True,
        "pages": 14,
        "passages": 80,
        "unread_pages": [3, 9],
        "model": "small",
        "built": "2025-12-10T08:00:00+00:00",
        "bytes": 15,
    }


def test_measures_are_rounded_at_any_depth() -> None:
    measured = {"right": 0.123456, "quote_words": {"p50": 1.00004}, "none": None, "questions": 3}
    assert rounded(measured) == {
        "right": 0.1235,
        "quote_words": {"p50": 1.0},
        "none": None,
        "questions": 3,
    }
