"""Measuring: what is asked, of which edition, and what is kept of it."""

from dataclasses import replace
from typing import Any

import pytest

from retrieval.gold import GoldMissing
from retrieval.gold_sets import GoldReportsMissing, GoldSet
from ui.build import commit, version

EDITION = "0123456789abcdef"


def test_a_run_says_when_by_whom_on_what_and_with_which_selon(measured: Any) -> None:
    run = measured.quality.runs.find(measured.measure())
    about = run.about
    assert (run.id, about.by, about.gold_set) == ("20261130T090500Z-own", "paul", GoldSet.OWN)
    (edition,) = about.editions
    assert (edition.source, edition.edition, edition.model) == ("bilan.pdf", EDITION, "selon-fr")
    assert (about.version, about.commit) == (version(), commit())


def test_each_question_is_kept_with_its_topic_and_what_was_shown(measured: Any) -> None:
    run = measured.quality.runs.find(measured.measure())
    assert [(each.id, each.why) for each in run.entries] == [
        ("g1", None),
        ("g2", "key_missing"),
        ("g3", None),
    ]
    assert {question: topic.name for question, topic in run.topics.items()} == {"g1": "Vélo"}
    assert run.misses["g2"].keys == ("7",)
    assert run.misses["g2"].shown[0].page == 12


def test_progress_is_told_question_by_question(measured: Any) -> None:
    told: list[tuple[int, int]] = []
    measured.quality.measure(GoldSet.OWN, "", lambda done, steps: told.append((done, steps)))
    assert told == [(1, 3), (2, 3), (3, 3)]


def test_behind_the_pages_a_set_is_measured_elsewhere_where_that_was_wished(measured: Any) -> None:
    told: list[tuple[str, int, int]] = []

    def tell(step: str, done: int, total: int) -> None:
        told.append((step, done, total))

    here = measured.quality.measure_behind(GoldSet.OWN, "paul", tell)
    assert here == "20261130T090500Z-own"
    assert told[-1] == ("questions", 3, 3)
    elsewhere = replace(measured.quality, apart=lambda found, by, _: f"{found.value} for {by}")
    assert elsewhere.measure_behind(GoldSet.OWN, "paul", tell) == "own for paul"


def test_questions_about_a_report_that_is_not_read_here_cannot_be_measured(measured: Any) -> None:
    with pytest.raises(GoldReportsMissing) as refusal:
        measured.measure(GoldSet.SHIPPED)
    assert refusal.value.values == {"files": "dossier.pdf"}


def test_a_report_that_is_missing_among_others_counts_and_is_named(measured: Any) -> None:
    away = {"id": "z", "kind": "direct", "question": "Loin ?", "pages": [1], "pdf": "loin.pdf"}
    here = {"id": "g", "kind": "direct", "question": "Ici ?", "pages": [12]}
    measured.write(here, away)
    run = measured.quality.runs.find(measured.measure())
    assert run.missing == ("loin.pdf",)
    assert run.entries[1].why == "report_not_indexed"


def test_without_questions_of_its_own_nothing_is_measured_or_kept(measured: Any) -> None:
    (measured.home / "gold.jsonl").unlink()
    with pytest.raises(GoldMissing):
        measured.measure()
    assert measured.quality.runs.listed(GoldSet.OWN).runs == ()


def test_a_run_is_stale_once_its_edition_is_gone(measured: Any) -> None:
    about = measured.quality.runs.find(measured.measure()).about
    assert not measured.quality.stale(about)
    measured.reports.gone = True
    assert measured.quality.stale(about)
