"""How a question is typed is mended; what is right stays as it is."""

from collections.abc import Callable

import pytest

from index.search import Searchable
from retrieval.glossary import shipped_glossary
from retrieval.lexicon import lexicon_of
from retrieval.spelling import Corrected, correct, is_odd
from retrieval.thesaurus import shipped_thesaurus

Mended = Callable[[str], Corrected]

TEXT = (
    "La restauration scolaire : la cantine des collèges publics d’Arras et de Couloisy coûte"
    " 3,50 euros. Les sapeurs-pompiers du SDIS sont 4 200 à Hénin-Beaumont. L’APA aide les"
    " personnes âgées. Le réseau d’eau potable de Rethondes a un rendement de 82 %. Pour les pistes"
    " cyclables, l’argent du Département est de 2 millions d’euros en 2024."
)


@pytest.fixture
def editions(make_edition: Callable[..., Searchable]) -> list[Searchable]:
    """A small report."""
    return [make_edition([(1, ("Collèges",), TEXT)])]


@pytest.fixture
def mended(editions: list[Searchable]) -> Mended:
    """A function that corrects a question asked of it."""
    return lambda question: correct(
        question, lexicon_of(editions), shipped_thesaurus(), shipped_glossary()
    )


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("combein coute la cantne", "combien coûte la cantine"),
        ("les picstes ciclables", "les pistes cyclables"),
        ("les colleges publics", "les collèges publics"),
        ("ou est arras", "où est Arras"),
        ("Combien d'agrent en 2024 ?", "Combien d'argent en 2024 ?"),
        ("rendemen du resau deau", "rendement du réseau d'eau"),
        ("Quelle est la longeur ?", "Quelle est la longueur ?"),
        ("le bujet des kolèges", "le budget des collèges"),
        ("ou est la farmacie", "où est la pharmacie"),
    ],
)
def test_slips_and_lost_accents_are_mended(mended: Mended, typed: str, meant: str) -> None:
    assert mended(typed).text == meant


@pytest.mark.parametrize("printed", ["LES COLLEGIENS", "les collegiens", "les collégiens", ""])
@pytest.mark.parametrize("typed", ["colegiens", "collegiens"])
def test_what_is_shown_has_its_accents_even_where_a_report_lacks_them(
    make_edition: Callable[..., Searchable], printed: str, typed: str
) -> None:
    edition = make_edition([(1, (), f"Une aide pour {printed} de Calais.")])
    lexicon = lexicon_of([edition])

    shown = correct(f"aide aux {typed}", lexicon, shipped_thesaurus(), shipped_glossary())

    assert shown.text == "aide aux collégiens"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("g droit a koi", "j'ai droit à quoi"),
        ("Keske l'APA", "Qu'est-ce que l'APA"),
        ("cb de pompiers", "combien de pompiers"),
        ("c koi lapa", "c'est quoi l'APA"),
        ("ya til une cantine", "y a-t-il une cantine"),
        ("cest pour kan", "c'est pour quand"),
        ("ds mon village", "dans mon village"),
        ("la cantine existe t elle", "la cantine existe-t-elle"),
    ],
)
def test_messages_are_written_out(mended: Mended, typed: str, meant: str) -> None:
    assert mended(typed).text == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("combiende collèges", "combien de collèges"),
        ("lescollèges publics", "les collèges publics"),
        ("la cantineà Arras", "la cantine à Arras"),
        ("la cantine deCouloisy", "la cantine de Couloisy"),
        ("Arrasen 2024", "Arras en 2024"),
        ("le prixd'un repas", "le prix d'un repas"),
        ("la protection de lenfance", "la protection de l'enfance"),
    ],
)
def test_words_run_together_are_parted(mended: Mended, typed: str, meant: str) -> None:
    assert mended(typed).text == meant


@pytest.mark.parametrize(
    "question",
    [
        "Combien coûte la cantine à Arras ?",
        "Qu'est-ce que le SDIS, et le FARDA ?",
        "Que fait M. Duranton pour Hénin-Beaumont et Wimereux ?",
        "la marche ou le marché, la cote ou la côte, péché ou pêche",
        "Jusqu'à quand, puisqu'il faut, quelqu'un d'autre, aujourd'hui",
        "3 500 euros, 12,5 %, le 14/07/2024, la RD939 et 2e étage",
        "voir www.exemple.fr/collegs ou ecrire@exemple.fr",
        "agrivoltaïsme et biomimétisme",
        "le farda, la mdph et les ehpad",
        "le wifi, le louvre, la téléassistance et le covoiturage",
        "les voteurs du budget citoyen",
        "les cantines, cantinière, collégienne",
        "[…] et les crèches",
        "",
    ],
)
def test_what_is_right_is_never_touched(mended: Mended, question: str) -> None:
    assert mended(question) == Corrected(question)


@pytest.mark.parametrize("apostrophe", "'’‘`´")
def test_every_apostrophe_is_one(mended: Mended, apostrophe: str) -> None:
    question = f"Combien d{apostrophe}argent pour l{apostrophe}eau ?"
    assert mended(question) == Corrected(question)


def test_a_question_in_capitals_is_read_in_small_letters(mended: Mended) -> None:
    asked = mended("COMBIEN COÛTE LA CANTINE À ARRAS ?")
    assert asked == Corrected("combien coûte la cantine à Arras ?")
    assert mended("SDIS").text == "SDIS"


def test_a_misspelt_name_becomes_one_of_the_report(mended: Mended) -> None:
    assert mended("la cantine de Couloiisy").text == "la cantine de Couloisy"
    assert mended("la cantine de couloizy").text == "la cantine de Couloisy"


def test_a_place_of_france_is_not_taken_for_one_of_the_report(mended: Mended) -> None:
    for place in ("Arrast", "Rethonvillers", "Arras", "Arros"):
        assert mended(f"la cantine de {place}").text == f"la cantine de {place}"


def test_each_change_is_told(mended: Mended) -> None:
    asked = mended("cb coute la cantne")
    assert asked.changes == (("cb", "combien"), ("coute", "coûte"), ("cantne", "cantine"))


@pytest.mark.parametrize(
    ("typed", "meant", "odd"),
    [
        ("piscnie", "piscine", False),
        ("piscinne", "piscine", False),
        ("pisine", "piscine", False),
        ("piscibe", "piscine", False),
        ("pissine", "piscine", False),
        ("pirscine", "piscine", True),
        ("pispine", "piscine", True),
    ],
)
def test_some_slips_are_oddities(typed: str, meant: str, odd: bool) -> None:
    assert is_odd(typed, meant) is odd
