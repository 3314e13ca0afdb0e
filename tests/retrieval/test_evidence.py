from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import pytest

from index.hit import FoundBy, Hit
from index.lexical import Rarity
from index.words import stems
from ingest.report import Passage
from retrieval.answer import Outcome
from retrieval.choosing import choose, parts_of, query_of_part
from retrieval.decide import confidence, outcome, signs
from retrieval.evidence import Evidence, stretches, units, weigh
from retrieval.followup import Completed
from retrieval.question import Question, understand
from retrieval.stopwatch import Stopwatch
from retrieval.thresholds import Thresholds, shipped_thresholds
from retrieval.vague import is_too_vague


@pytest.fixture
def ready(bilan: Any) -> Callable[[str], Question]:
    """A question understood in the small report."""
    return lambda text: understand(Completed(text, text), Rarity((bilan.words,)))


def hits(passages: Sequence[Passage]) -> list[Hit]:
    return [Hit(p, "bilan", "bilan", 0.5, FoundBy.WORDS) for p in passages]


def test_marks_of_notes_before_a_sentence_are_left_out(make_passage: Any) -> None:
    text = "Un fait. [12, 13] Un autre fait."
    passage = replace(make_passage(1, (), text), sentences=((0, 8), (9, len(text))))
    found = units(passage)

    assert [text[u.start : u.end] for u in found] == ["Un fait.", "Un autre fait."]


def test_every_run_of_one_to_three_sentences_is_weighed(ready: Any, bilan: Any) -> None:
    (hit,) = hits(bilan.passages[:1])

    assert len(list(stretches(ready("Combien de places ?"), hit))) == 6


def test_the_best_stretch_holds_the_words_and_the_kind_wanted(ready: Any, bilan: Any) -> None:
    best = weigh(ready("Combien coûtent les places de crèche à Calais ?"), hits(bilan.passages))[0]

    assert best.text.startswith("En 2023, 48 places")
    assert best.signs["kind"] == 1.0
    assert best.signs["names_around"] == 1.0


def test_a_sentence_of_another_year_is_told(ready: Any, bilan: Any) -> None:
    found = {
        e.text: e.signs["other_year"]
        for e in stretches(ready("Combien de places en 2024 ?"), hits(bilan.passages)[1])
    }

    assert found["En 2023, 31 places de crèche ont été ouvertes à Arras."] == 1.0


@pytest.mark.parametrize(
    ("headings", "text", "other"),
    [
        ((), "Le coût est de 5 millions d'euros (6 millions en 2023).", 1.0),
        (("Les dépenses en 2024",), "Le coût est de 5 millions d'euros (6 millions en 2023).", 0.0),
        ((), "Le coût est affiché salle du 8 mai 1945.", 0.0),
        ((), "Le coût est affiché depuis le 8 mai 1945.", 1.0),
    ],
)
def test_the_year_asked_may_stand_above_and_streets_are_no_dates(
    ready: Any, make_passage: Any, headings: tuple[str, ...], text: str, other: float
) -> None:
    (hit,) = hits([make_passage(1, headings, text)])
    assert next(stretches(ready("Quel coût en 2024 ?"), hit)).signs["other_year"] == other


def test_what_is_looked_for_is_not_where_it_is(ready: Any, make_passage: Any) -> None:
    (named, placed) = hits(
        [
            make_passage(1, (), "Les espaces de la crèche accueillent les familles."),
            make_passage(1, (), "Les espaces de la crèche sont rue du Port."),
        ]
    )
    question = ready("Où sont les espaces de la crèche ?")
    assert next(stretches(question, named)).signs["kind"] == 0.0
    assert next(stretches(question, placed)).signs["kind"] == 1.0


def test_an_entry_of_a_list_of_sources_is_a_reference(ready: Any, make_passage: Any) -> None:
    source = make_passage(1, ("Sources",), "Les places de crèche (2023)")
    link = make_passage(1, (), "Les places : https://exemple.fr/places")

    for hit in hits([source, link]):
        assert next(stretches(ready("Les places ?"), hit)).signs["reference"] == 1.0


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        ("Combien de places à Arras ?", 0),
        ("Combien coûte le repas, et quand le pont rouvre-t-il ?", 2),
        ("Quel jour et à quelle heure ?", 2),
        ("Qui a le plus de places, Arras ou Calais ?", 2),
        ("Entre Arras et Calais, qui a le plus de places ?", 2),
        ("Les places ou les routes ?", 0),
        ("Qui a le plus de places, Arras ou Arras ?", 2),
        ("À Arras, quand ouvre la crèche et combien a-t-elle de places ?", 2),
        ("À Arras, combien de places ?", 0),
    ],
)
def test_a_question_is_taken_apart_where_it_asks_two_things(
    ready: Any, question: str, parts: int
) -> None:
    assert len(parts_of(ready(question))) == parts


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        (
            "À Arras, quand ouvre la crèche et combien a-t-elle de places ?",
            ["À Arras, quand ouvre la crèche", "À Arras, combien a-t-elle de places ?"],
        ),
        (
            "En 2026, la taxe sera-t-elle plus chère à Arras ou à Lens ?",
            [
                "En 2026, la taxe sera-t-elle plus chère à Arras ?",
                "En 2026, la taxe sera-t-elle plus chère à Lens ?",
            ],
        ),
        (
            "Entre l'eau et les routes, quel budget est le plus gros ?",
            ["l'eau, quel budget est le plus gros ?", "les routes, quel budget est le plus gros ?"],
        ),
        (
            "La fête a lieu quel jour et à quelle heure ?",
            ["La fête a lieu quel jour", "La fête a lieu quel jour et à quelle heure ?"],
        ),
    ],
)
def test_each_part_reads_as_a_question_of_its_own(
    ready: Any, question: str, parts: list[str]
) -> None:
    assert [part.text for part in parts_of(ready(question))] == parts


def test_a_part_is_looked_up_by_its_own_words_and_lightly_by_the_others(ready: Any) -> None:
    first, _ = parts_of(ready("Combien de places à Arras, et quand ouvre la crèche ?"))

    words = query_of_part(first).words

    assert words[stems("places")[0]] == 1
    assert 0 < words[stems("crèche")[0]] < 1


def test_each_side_of_a_comparison_is_looked_for(ready: Any, bilan: Any) -> None:
    question = ready("Qui a le plus de places de crèche, Arras ou Calais ?")
    found = hits(bilan.passages)

    parts = [weigh(part, found)[0] for part in parts_of(question)]
    chosen = choose(weigh(question, found)[0], parts)

    assert ["Arras" in e.text for e in chosen] == [True, False]
    assert ["Calais" in e.text for e in chosen] == [False, True]


def thresholds_of(
    confidence: dict[str, float] | None = None, unread: dict[str, float] | None = None
) -> Thresholds:
    return Thresholds({}, confidence or {}, unread or {}, 0.3, 0.6, 0.9, 0.4)


def test_confidence_is_a_logistic_sum_worked_by_hand() -> None:
    thresholds = thresholds_of(unread={"bias": -1.0, "whole": 2.0})

    assert confidence({"whole": 0.5}, thresholds) == 0.5
    assert confidence({"whole": 1.0, "other": 9.0}, thresholds) == 0.7311


def test_what_was_read_has_coefficients_of_its_own() -> None:
    thresholds = thresholds_of(unread={"bias": -1.0}, confidence={"bias": 0.0, "reads": 2.0})

    assert confidence({"whole": 0.5}, thresholds) == 0.2689
    assert confidence({"reads": 0.5}, thresholds) == 0.7311


@pytest.mark.parametrize(
    ("sure", "spoken_of", "expected"),
    [
        (0.6, 0.0, Outcome.ANSWERED),
        (0.5999, 0.4, Outcome.MENTIONED),
        (0.5999, 0.3999, Outcome.NOT_IN_REPORT),
    ],
)
def test_thresholds_are_inclusive(sure: float, spoken_of: float, expected: Outcome) -> None:
    assert outcome(sure, spoken_of, thresholds_of()) is expected


def test_counting_what_the_report_never_names_is_strange(ready: Any, bilan: Any) -> None:
    def strange(text: str) -> float:
        question = ready(text)
        return signs(question, weigh(question, hits(bilan.passages)))["strange"]

    assert strange("Combien de trottinettes à Calais ?") == 1.0
    assert strange("Combien de places à Calais ?") == 0.0


def test_the_shipped_thresholds_are_in_order() -> None:
    held = shipped_thresholds()

    assert 0 < held.mentioned < held.answered < held.strong < 1


@pytest.mark.parametrize(
    ("text", "vague"),
    [("aide", True), ("Combien ?", True), ("Calais", False), ("trottinettes", False)],
)
def test_a_word_that_says_nothing_is_too_vague(
    ready: Any, bilan: Any, text: str, vague: bool
) -> None:
    assert is_too_vague(ready(text), Rarity((bilan.words,))) is vague


def test_a_stopwatch_adds_up_what_a_stage_took() -> None:
    ticks = iter([0.0, 0.5, 2.0, 2.25])
    watch = Stopwatch(lambda: next(ticks))

    for _ in range(2):
        with watch("search"):
            pass

    assert watch.timings_ms == {"search": 750.0, "total": 750.0}


def test_evidence_is_text_of_its_passage(ready: Any, bilan: Any) -> None:
    every: list[Evidence] = weigh(ready("Combien de places ?"), hits(bilan.passages))

    assert all(e.text == e.hit.passage.text[e.start : e.end] for e in every)


@pytest.mark.parametrize(
    ("question", "headings", "unnamed"),
    [
        ("Combien de kilomètres de pistes cyclables ?", (), 1.0),
        ("Combien de kilomètres de routes ?", (), 0.0),
        ("Combien de kilomètres de pistes ?", ("Les pistes",), 0.0),
        ("Combien de pistes ?", (), 0.0),
    ],
)
def test_a_measure_of_what_is_not_named_is_no_answer(
    ready: Any, make_passage: Any, question: str, headings: tuple[str, ...], unnamed: float
) -> None:
    (hit,) = hits([make_passage(1, headings, "Le Département entretient 6 200 km de routes.")])
    asked = ready(question)
    given = signs(asked, weigh(asked, [hit]))
    assert given["unnamed"] == unnamed
    sure = {**given, "reads": 1.0, "read_best": 1.0, "whole": 1.0, "likeness": 1.0}
    assert (confidence(sure, shipped_thresholds()) <= 0.5) is bool(unnamed)
