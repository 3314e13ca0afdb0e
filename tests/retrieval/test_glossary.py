"""The glossary: how its lines are read, when an acronym plays, which are explained."""

from collections.abc import Callable
from typing import Any

import pytest

from index.lexical import Rarity
from index.words import stems
from retrieval.acronym import Acronym, GlossaryUnsound, read_acronyms
from retrieval.ask import ask
from retrieval.definitions import Definition
from retrieval.followup import Completed
from retrieval.glossary import Glossary
from retrieval.question import Question, query_of, understand
from retrieval.thesaurus import beside
from retrieval.tools import Tools

APA = "APA : allocation personnalisée d'autonomie"
SAGE = "SAGE (en capitales) : schéma d'aménagement et de gestion des eaux"
CAF = "CAF : caisse d'allocations familiales ; capacité d'autofinancement"
RD = "RD : route départementale"


def glossary(*lines: str) -> Glossary:
    return Glossary(read_acronyms("\n".join(lines), "essai"))


def said(question: str, *lines: str) -> dict[str, float]:
    return dict(beside(list(glossary(*lines).expansions(question))))


def explained(quote: str, *lines: str) -> list[str]:
    found = glossary(*lines).explained([quote]).get(quote, ())
    return [f"{each.short} : {each.full}" for each in found]


def test_a_line_is_an_acronym_with_its_meanings() -> None:
    assert list(read_acronyms(f"# essai\n\n{SAGE}\n{CAF}\n", "essai")) == [
        Acronym("SAGE", ("schéma d'aménagement et de gestion des eaux",), capitals=True),
        Acronym("CAF", ("caisse d'allocations familiales", "capacité d'autofinancement")),
    ]


@pytest.mark.parametrize(
    "line",
    ["APA", "APA :", "APA : allocation", "A : un mot", "APA (fort) : un mot", "APA = un mot",
     "APA : allocation personnalisée ; autre", "A P A : allocation personnalisée"],
)  # fmt: skip
def test_a_line_that_is_no_acronym_is_named(line: str) -> None:
    with pytest.raises(GlossaryUnsound) as caught:
        list(read_acronyms(f"# essai\n{line}", "nos-sigles.txt"))

    assert caught.value.values == {"file": "nos-sigles.txt", "line": 2, "text": line}


@pytest.mark.parametrize("question", ["Qui a l'APA ?", "qui a l'apa ?", "QUI A L'APA ?", "Apa"])
def test_an_acronym_in_any_case_looks_up_its_full_form(question: str) -> None:
    assert set(said(question, APA)) == {"alloc", "personnalis", "autonom"}


@pytest.mark.parametrize(
    "question",
    ["Qui touche l'allocation personnalisée d'autonomie ?",
     "les allocations personnalisées pour l'autonomie", "ALLOCATION PERSONNALISEE D'AUTONOMIE"],
)  # fmt: skip
def test_a_full_form_looks_up_its_acronym_whatever_its_endings(question: str) -> None:
    assert said(question, APA) == {"apa": 0.8}


def test_a_full_form_may_begin_with_a_short_word() -> None:
    assert said("le GIR moyen pondéré", "GMP : GIR moyen pondéré") == {"gmp": 0.8}


@pytest.mark.parametrize(
    "question", ["allocation d'autonomie", "autonomie personnalisée, allocation", "l'apaisement"]
)
def test_part_of_a_full_form_looks_up_nothing(question: str) -> None:
    assert said(question, APA) == {}


@pytest.mark.parametrize(
    ("question", "looked_up"),
    [
        ("Que prévoit le SAGE ?", True),
        ("SAGE", True),
        ("un enfant sage", False),
        ("Sage comme une image", False),
        ("UN ENFANT SAGE", False),
    ],
)
def test_an_acronym_that_is_a_word_counts_in_capitals_alone(question: str, looked_up: bool) -> None:
    assert bool(said(question, SAGE)) is looked_up


def test_an_acronym_that_an_index_takes_for_a_word_is_not_looked_up() -> None:
    assert said("le schéma d'aménagement et de gestion des eaux", SAGE) == {}
    vae = "VAE : vélo à assistance électrique"
    assert said("un vélo à assistance électrique", vae) == {}
    assert said("une vae", vae) == dict.fromkeys(stems("vélo assistance électrique"), 0.8 / 3)


def test_two_letters_count_in_capitals_alone() -> None:
    assert said("la RD 939", RD) == dict.fromkeys(stems("route départementale"), 0.4)
    assert said("la rd 939", RD) == {}


def test_each_meaning_of_several_weighs_less() -> None:
    assert said("la caf", CAF) == dict.fromkeys(
        stems("caisse allocations familiales"), 0.5 / 3
    ) | dict.fromkeys(stems("capacité autofinancement"), 0.25)


def understood(text: str, edition: Any, *lines: str) -> Question:
    return understand(Completed(text, text), Rarity((edition.words,)), None, glossary(*lines))


def test_the_whole_full_form_holds_the_acronym(make_edition: Callable[..., Any]) -> None:
    report = make_edition([(1, (), "Une allocation. Elle est personnalisée. Une autonomie.")])
    question = understood("l'APA ?", report, APA)

    assert question.known == 1.0
    assert question.share(frozenset(stems("allocation personnalisée autonomie"))) == 0.7
    assert question.share(frozenset(stems("allocation personnalisée"))) == 0.0


def test_the_acronym_holds_the_full_form(make_edition: Callable[..., Any]) -> None:
    report = make_edition([(1, (), "L'APA est versée chaque mois.")])
    question = understood("l'allocation personnalisée d'autonomie", report, APA)

    assert question.known == 1.0
    assert question.share(frozenset({"apa"})) == pytest.approx(0.7)


def test_an_acronym_in_capitals_is_a_name_that_may_be_spelt_out(
    make_edition: Callable[..., Any],
) -> None:
    text = "Une allocation personnalisée d'autonomie."
    question = understood("Qui a droit à l'APA ?", make_edition([(1, (), text)]), APA)

    assert question.names == ("apa",)
    assert question.names_in(text, frozenset(stems(text))) == 1.0
    assert question.names_in("Elle", frozenset()) == 0.0
    assert question.names_in("Une allocation.", frozenset(stems("Une allocation."))) == 0.0


def test_a_name_that_is_no_acronym_is_never_spelt_out(make_edition: Callable[..., Any]) -> None:
    text = "Une allocation personnalisée d'autonomie."
    question = understood("l'APA chez Nous et à Lens ?", make_edition([(1, (), text)]), APA)

    assert question.names == ("apa", "nous", "lens")
    assert question.names_in(text, frozenset(stems(text))) == pytest.approx(1 / 3)


def test_all_words_of_the_other_form_weigh_less_than_what_was_asked(
    make_edition: Callable[..., Any],
) -> None:
    completed = Completed("l'apa", "l'apa")
    words = query_of(completed, understood("l'apa", make_edition([(1, (), "Rien.")]), APA)).words

    assert words == {"apa": 1, "alloc": 0.8 / 3, "personnalis": 0.8 / 3, "autonom": 0.8 / 3}


DEFINING = "Le fonds intercommunal des mares (FIM) aide les communes rurales."


def test_a_report_defines_its_own_acronyms(make_edition: Callable[..., Any]) -> None:
    report = make_edition([(1, (), DEFINING)], name="mares")

    found = list(glossary(APA).told_by([report]).expansions("c'est quoi le fim"))

    assert [each.said for each in found] == [tuple(stems("fonds intercommunal mares"))]


def test_a_report_wins_over_the_shipped_and_the_operator_over_both(
    make_edition: Callable[..., Any],
) -> None:
    report = make_edition([(1, (), "L'activité physique adaptée (APA) soigne.")], name="sport")
    own = Acronym("APA", ("association des pêcheurs audomarois",))
    shipped = list(read_acronyms(APA, "essai"))
    quote = "Une séance d'APA."

    for known, full in [
        (Glossary(shipped), "allocation personnalisée d'autonomie"),
        (Glossary(shipped).told_by([report]), "activité physique adaptée"),
        (Glossary(shipped, [own]).told_by([report]), "association des pêcheurs audomarois"),
    ]:
        assert known.explained([quote]) == {quote: (Definition("APA", full),)}


def test_a_reports_acronym_that_it_also_writes_as_a_word_counts_in_capitals(
    make_edition: Callable[..., Any],
) -> None:
    texts = ["Un plan d'aide rurale (PAR) est voté.", "Il est financé par la région."]
    report = make_edition([(1, (), text) for text in texts], name="aide")
    told = glossary(APA).told_by([report])

    assert list(told.expansions("financé par qui")) == []
    assert [each.asked for each in told.expansions("Que dit le PAR ?")] == [()]


def test_the_passages_of_an_edition_are_read_once(make_edition: Callable[..., Any]) -> None:
    report, known = make_edition([(1, (), DEFINING)], name="mares"), glossary(APA)

    assert known.told_by([report]) is known.told_by([report])
    assert known.told_by([make_edition([(1, (), "Rien.")], name="mares")]) is known


def test_editions_that_share_a_name_are_told_apart(make_edition: Callable[..., Any]) -> None:
    known = glossary(APA)
    known.told_by([make_edition([(1, (), "Rien du tout.")], name="mares")])
    told = known.told_by([make_edition([(1, (), DEFINING)], name="mares")])

    assert list(told.expansions("le FIM"))


def test_an_acronym_in_a_quote_is_explained() -> None:
    assert explained("L'APA et la CAF.", APA, CAF, RD) == [APA]
    assert explained("La RD 939 à Arras.", RD) == [RD]
    assert explained("Un Apam ou l'apa.", APA) == []
    assert explained("LE BUDGET DE L'APA AUGMENTE", APA) == []


def test_an_acronym_that_its_quote_spells_out_is_not_explained() -> None:
    assert explained("Les allocations personnalisées d'autonomie (APA) augmentent.", APA) == []


def test_a_word_is_never_explained_as_an_acronym() -> None:
    assert explained("Un enfant sage, Sage aussi.", SAGE) == []
    assert explained("Que prévoit le SAGE ?", SAGE) != []


def test_an_acronym_may_be_printed_as_a_name() -> None:
    ehpad = "EHPAD : établissement d'hébergement pour personnes âgées dépendantes"

    assert explained("Un Ehpad ouvre.", ehpad) == [ehpad.replace("EHPAD", "Ehpad")]


def test_four_acronyms_at_most_are_explained_each_once() -> None:
    lines = [f"{short} : un sens" for short in ("AAA", "BBB", "CCC", "DDD", "EEE")]
    quotes = ["AAA et BBB ont dit.", "AAA et BBB ont dit.", "BBB, CCC, DDD et EEE ont dit."]
    found = glossary(*lines).explained(quotes)

    assert {q: [each.short for each in some] for q, some in found.items()} == {
        quotes[0]: ["AAA", "BBB"],
        quotes[2]: ["CCC", "DDD"],
    }


def test_an_answer_says_what_its_acronyms_mean(make_edition: Callable[..., Any]) -> None:
    text = "En 2024, la MDPH a rendu 52 310 décisions pour les habitants."
    answer = ask(
        "Combien de décisions de la maison départementale des personnes handicapées ?",
        [make_edition([(1, ("Handicap",), text)], name="handicap")],
        tools=Tools(),
    )

    assert [each.quote for each in answer.citations] == [text]
    assert answer.explained == {
        text: (Definition("MDPH", "maison départementale des personnes handicapées"),)
    }
