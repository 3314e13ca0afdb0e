"""Measures in a terminal: figures as French writes them, intervals and losses beside them."""

import pytest

from ui.measured import change, figure, tell_evaluation, tell_measures

PLAIN = {"page_recall@1": 0.5, "right": 0.25, "refused": None, "questions": 4}


def plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def test_figures_are_written_with_a_comma_and_nothing_as_a_dash() -> None:
    assert [figure(0.25), figure(12), figure(None)] == ["0,250", "12", "–"]


def test_a_change_shows_its_sign() -> None:
    assert [change(0.0214), change(-0.5), change(0.0), change(None)] == [
        "+0,021",
        "−0,500",
        "=",
        "–",
    ]


def test_an_interval_stands_beside_its_measure(capsys: pytest.CaptureFixture[str]) -> None:
    tell_measures(
        {"right": 0.25, "mrr": 0.5, "refused": None, "latency_ms": {"p50": 2.0, "p95": 9.5}},
        {"right": (0.1, 0.4), "refused": None},
    )
    assert capsys.readouterr().out.splitlines() == [
        "right                0,250   de 0,100 à 0,400",
        "mrr                  0,500",
        "refused              –",
        "latency_ms           p50 2,000, p95 9,500",
    ]


def test_an_evaluation_tells_all_that_was_measured(capsys: pytest.CaptureFixture[str]) -> None:
    lost = {"page_recall@5": 0.1, "answered": -0.2, "right": None}
    typed = {"page_recall@5": 0.4, "answered": 0.7, "right": None, "refused": 1.0, "loss": lost}
    written = {
        **PLAIN,
        "intervals": {"right": (0.0, 0.75)},
        "stages_ms": {"searching": {"p50": 3.0, "p95": 4.0}},
        "kinds": {"direct": PLAIN},
        "reports": {"a.pdf": PLAIN},
        "missing_reports": ["b.pdf"],
        "failures": [{}, {}],
        "robustness": {"typo": typed},
    }
    tell_evaluation(written, "manquees.md")
    said = plain(capsys.readouterr().out)
    mistyped = (
        "  avec une faute de frappe par mot : bonne page parmi les cinq premières 0,400"
        " (0,100), répondues 0,700 (-0,200), justes – (–), refusées 1,000"
    )
    for line in (
        "right                0,250   de 0,000 à 0,750",
        "searching            p50 3,000, p95 4,000",
        "  direct : 4 questions, bonne page en tête 0,500, justes 0,250, refusées –",
        mistyped,
        "Rapports absents, dont les questions comptent comme manquées : b.pdf",
        "Questions manquées : 2. Elles sont écrites une à une dans « manquees.md ».",
    ):
        assert line in said.splitlines()
