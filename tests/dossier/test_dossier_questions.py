"""The dossier's own questions: about facts that are there, on pages that hold them."""

import json
from pathlib import Path

import pytest
import yaml

from dossier.facts import load_facts
from dossier.gold import (
    FACT_PAGES,
    PDF,
    QUESTIONS,
    SHIPPED,
    Place,
    as_entry,
    gold_lines,
    gold_of,
    main,
    read_places,
)
from ingest.pdf import read_report
from ingest.report import Provenance
from retrieval.gold import GoldQuestion, Kind, read_gold
from retrieval.keys import stands_in

ENTRIES = yaml.safe_load(QUESTIONS.read_text(encoding="utf-8"))
FACTS = load_facts()
DOSSIER = Path(__file__).parents[2] / "ingest" / "data" / PDF


def _groups(entry: dict[str, list[str]]) -> list[list[str]]:
    return entry.get("groups") or [entry["facts"]]  # type: ignore[return-value]


ANSWERABLE = [entry for entry in ENTRIES if "why" not in entry]


@pytest.fixture(scope="module")
def gold() -> tuple[GoldQuestion, ...]:
    return read_gold(SHIPPED)


def test_there_are_enough_questions_and_a_quarter_has_no_answer() -> None:
    assert len(ENTRIES) >= 120
    assert len(ENTRIES) - len(ANSWERABLE) >= len(ENTRIES) / 4


def test_no_question_is_asked_twice_on_its_own() -> None:
    alone = [entry["question"].casefold() for entry in ENTRIES if "previous" not in entry]
    assert len(set(alone)) == len(alone)


def test_every_theme_is_asked_about() -> None:
    asked = {FACTS[fact].theme for e in ANSWERABLE for group in _groups(e) for fact in group}
    assert asked == {fact.theme for fact in FACTS.values()}


def test_every_kind_is_asked() -> None:
    assert {entry["kind"] for entry in ENTRIES} >= {kind.value for kind in Kind}


@pytest.mark.parametrize("entry", ANSWERABLE, ids=lambda entry: entry["id"])
def test_every_key_stands_in_the_statements_that_answer(entry: dict[str, list[str]]) -> None:
    assert entry["keys"]
    groups = [[FACTS[fact].statement for fact in group] for group in _groups(entry)]
    for key in entry["keys"]:
        assert any(all(stands_in(key, statement) for statement in group) for group in groups)


def test_the_gold_that_ships_is_what_the_script_writes() -> None:
    assert SHIPPED.read_text(encoding="utf-8").splitlines() == gold_lines()


def test_every_statement_is_found_again_on_its_page(gold: tuple[GoldQuestion, ...]) -> None:
    provenance = Provenance(source=PDF)
    pages = read_report(DOSSIER, slug="dossier", provenance=provenance).pages
    lost = [
        question.id
        for question in gold
        if question.kind.answerable
        and not all(
            any(pages[number - 1].holds(text) for number in question.pages)
            for text in question.evidence
        )
    ]
    assert lost == []


def test_the_pages_of_a_multi_question_are_grouped_by_what_is_needed() -> None:
    entry = {
        "id": "x",
        "kind": "multi",
        "question": "Et ?",
        "groups": [["MAN-01", "MAN-02"], ["MAN-03"]],
        "keys": ["80"],
        "answer": "80",
    }
    places = {"MAN-01": Place(4), "MAN-02": Place(5), "MAN-03": Place(4)}
    made = gold_of(entry, FACTS, places, [""] * 5)
    assert (made["pages"], made["groups"]) == ([4, 5], [[4, 5], [4]])
    assert made["evidence"] == FACTS["MAN-01"].statement


def test_a_page_that_shows_a_fact_elsewhere_counts_only_with_every_key() -> None:
    entry = {
        "id": "x",
        "kind": "table",
        "question": "Et ?",
        "facts": ["MAN-02"],
        "keys": ["80", "délibérations"],
        "answer": "80",
    }
    places = {"MAN-02": Place(1, also=(2, 3))}
    made = gold_of(entry, FACTS, places, ["", "180 délibérations", "80 délibérations"])
    assert made["pages"] == [1, 3]


def test_a_fact_that_is_not_in_the_dossier_is_refused() -> None:
    entry = {"id": "x", "kind": "direct", "question": "Et ?", "facts": ["ZZZ-1"], "answer": ""}
    with pytest.raises(KeyError, match="ZZZ-1"):
        gold_of(entry, FACTS, {}, [])


@pytest.mark.parametrize(
    ("raw", "kind"),
    [
        ({"fact_ids": ["MAN-01"], "style": "courant"}, "reworded"),
        ({"fact_ids": ["MAN-01"], "style": "sms"}, "typo"),
        ({"fact_ids": ["MAN-01"], "style": "suivi", "previous": "w"}, "followup"),
        ({"fact_ids": [], "kind": "quasi-sujet", "reason": "absent"}, "near_miss"),
        ({"fact_ids": [], "kind": "hors-sujet", "reason": "autre"}, "off_topic"),
    ],
)
def test_questions_that_name_fact_ids_become_gold_too(raw: dict[str, object], kind: str) -> None:
    entry = as_entry({"id": "x", "question": "Et ?", **raw})
    assert entry["kind"] == kind
    assert ("why" in entry) == (not raw["fact_ids"])


def test_other_questions_are_written_where_they_are_wanted(tmp_path: Path) -> None:
    source, out = tmp_path / "q.yaml", tmp_path / "q.jsonl"
    source.write_text("- {id: a, question: Quoi, fact_ids: [MAN-01]}", encoding="utf-8")
    main(["--questions", str(source), "--out", str(out)])
    (written,) = read_gold(out)
    assert written.pages == (read_places(FACT_PAGES)["MAN-01"].page,)
    assert json.loads(out.read_text(encoding="utf-8"))["pdf"] == PDF
