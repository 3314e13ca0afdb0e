"""A quote brings along what it can't be understood without, and no more."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from ingest.report import Passage
from retrieval.evidence import Evidence
from retrieval.widening import leans_back, with_antecedent, with_items

Make = Callable[..., Evidence]

TWO = "Le plan aide les villages. Il est doté de 12 millions d'euros."
LIST = "Le plan vise : • les haies • les mares • les talus Il dure six ans."


@pytest.mark.parametrize(
    "text",
    [
        "Il est doté de 12 millions d'euros.",
        "Il est prévu pour 2027.",
        "Celui-ci ouvre en 2025.",
        "C'est une aide de 300 €.",
        "Ce dispositif a aidé 300 familles.",
        "En 2024, ce dispositif a aidé 300 familles.",
        "Cette aide est versée en juin.",
        "Cette année-là, 12 lits ont ouvert.",
        "Ces places accueillent les plus petits.",
        "Ce dernier compte 12 lits.",
        "Par ailleurs, elle compte 12 lits.",
        "Y sont reçus 12 enfants.",
        "En bénéficient 300 familles.",
        "Le Département y consacre 12 millions d'euros.",
        "300 familles en bénéficient.",
        "Son budget a doublé.",
        "Leurs parents sont reçus.",
        "Depuis 2023, leur nombre a doublé.",
    ],
)
def test_it_leans_back(text: str) -> None:
    assert leans_back(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Le plan aide les villages.",
        "Il y a 12 lits.",
        "Il n'y a plus de lits.",
        "Au collège, il y a 12 lits.",
        "Il faut 12 lits.",
        "Il est prévu de bâtir 12 logements.",
        "Cette année, 12 lits ont ouvert.",
        "Ces dernières années, 12 lits ont ouvert.",
        "Ce rapport compte 12 pages.",
        "Ce qui change en 2025.",
        "En 2024, 300 familles ont été aidées.",
        "En bénéficiant de l'aide, chacun gagne.",
        "Y compris les aînés.",
        "Les familles qui y vivent paient moins.",
        "Lorsque la famille déménage, elle perd l'aide.",
        "L'aide est versée en une fois.",
        "Sont exclus les garages.",
    ],
)
def test_it_stands_by_itself(text: str) -> None:
    assert not leans_back(text)


def test_a_sentence_that_opens_with_a_pronoun_brings_the_one_before(make_evidence: Make) -> None:
    evidence = make_evidence(TWO, "Il est doté de 12 millions d'euros.")

    assert with_antecedent(evidence).text == TWO


def test_a_sentence_that_stands_by_itself_is_left_alone(make_evidence: Make) -> None:
    text = "Le plan aide les villages. Le fonds est doté de 12 millions d'euros."
    evidence = make_evidence(text, "Le fonds est doté de 12 millions d'euros.")

    assert with_antecedent(evidence) is evidence


THREE = "Le bus des aidants roule. Il passe dans 40 communes. Ce service a reçu 300 familles."


def test_the_sentence_before_brings_the_one_that_it_leans_on_itself(make_evidence: Make) -> None:
    evidence = make_evidence(THREE, "Ce service a reçu 300 familles.")

    assert with_antecedent(evidence).text == THREE


def test_no_more_than_two_sentences_are_brought(make_evidence: Make) -> None:
    text = f"Les aidants sont fatigués. {THREE.replace('Le bus', 'Leur bus')}"
    evidence = make_evidence(text, "Ce service a reçu 300 familles.")

    assert with_antecedent(evidence).text == THREE.replace("Le bus", "Leur bus")


def long_plan(words: int) -> str:
    return "Le plan " + "très " * (words - 5) + "aide les villages."


@pytest.mark.parametrize(
    ("leaning", "before", "brought"),
    [
        ("Ce plan est doté de fonds.", 54, True),  # 60 words in all
        ("Ce plan est doté de fonds.", 55, False),
        ("Il est doté de fonds.", 85, True),  # 90: the quote has no subject of its own
        ("Il est doté de fonds.", 86, False),
    ],
)
def test_a_long_sentence_before_is_brought_to_a_quote_without_a_subject(
    make_evidence: Make, leaning: str, before: int, brought: bool
) -> None:
    evidence = make_evidence(f"{long_plan(before)} {leaning}", leaning)

    assert (with_antecedent(evidence).text != leaning) is brought


def test_an_item_of_a_list_is_not_what_a_sentence_leans_on(
    make_evidence: Make, make_passage: Callable[..., Passage]
) -> None:
    evidence = make_evidence(LIST, "Il dure six ans.", cut(make_passage(1, (), LIST)))

    assert with_antecedent(evidence).text == "Il dure six ans."


def test_what_the_heading_alone_names_is_not_looked_for_before(
    make_evidence: Make, make_passage: Callable[..., Passage]
) -> None:
    text = "Les familles sont reçues. Ce chèque vaut 30 €."
    under = make_evidence(text, "Ce chèque vaut 30 €.", make_passage(1, ("Le chèque",), text))
    free = make_evidence(text, "Ce chèque vaut 30 €.", make_passage(1, ("Les aides",), text))

    assert with_antecedent(under).text == "Ce chèque vaut 30 €."
    assert with_antecedent(free).text == text


def test_without_a_sentence_before_nothing_is_brought(make_evidence: Make) -> None:
    evidence = make_evidence("Il est doté de fonds.", "Il est doté de fonds.")

    assert with_antecedent(evidence).text == "Il est doté de fonds."


def cut(passage: Passage) -> Passage:
    parts = ["Le plan vise :", "• les haies", "• les mares", "• les talus", "Il dure six ans."]
    return replace(passage, sentences=tuple((LIST.index(p), LIST.index(p) + len(p)) for p in parts))


@pytest.mark.parametrize("quoted", ["Le plan vise :", "• les mares"])
def test_a_list_that_is_wanted_is_quoted_whole_with_its_first_line(
    make_evidence: Any, make_passage: Any, quoted: str
) -> None:
    evidence = make_evidence(LIST, quoted, cut(make_passage(1, (), LIST)))

    assert with_items(evidence, True).text == "Le plan vise : • les haies • les mares • les talus"
    assert with_items(evidence, False).text == quoted
