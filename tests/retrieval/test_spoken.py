"""The spoken form: short, made of the quote's own words, and never cut where that would mislead."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from ingest.report import Box, Line, Page, Passage
from ingest.sentences import split_sentences
from retrieval.answer import Citation
from retrieval.definitions import Definition
from retrieval.spoken import LONGEST, Spoken, spoken, spoken_of, words_in

FIRST = "Le Département aide les familles du bassin minier depuis longtemps."
COUNTED = "En 2024, la ville a ouvert 48 places de crèche."
LAST = "Les familles sont reçues sur rendez-vous dans les douze maisons."
QUOTE = f"{FIRST} {COUNTED} {LAST}"
LONG = (
    "Le repas servi au collège coûte 3,60 € aux familles depuis la rentrée, et chaque commune du"
    " canton reçoit une aide de 12 500 € par an pour moderniser sa cuisine, acheter du matériel"
    " adapté, former les équipes et accueillir les producteurs locaux qui fournissent les légumes"
    " et les fruits de saison toute l'année"
)


def marks(quote: str, *words: str) -> list[tuple[int, int]]:
    return [(quote.index(word), quote.index(word) + len(word)) for word in words]


def test_a_short_quote_is_said_whole() -> None:
    said = spoken(QUOTE)
    assert said.text == QUOTE
    assert said.whole


def test_the_sentence_that_decides_comes_first_and_the_next_while_there_is_room() -> None:
    found = marks(QUOTE, "48 places")
    assert spoken(QUOTE, found, room=10).text == COUNTED
    assert spoken(QUOTE, found, room=21).text == f"{COUNTED} {LAST}"
    assert not spoken(QUOTE, found, room=21).whole
    assert spoken(QUOTE, found, room=31) == Spoken(QUOTE, whole=True)


def test_of_two_deciding_sentences_the_shorter_is_said() -> None:
    quote = "Les crèches de la ville et du canton ont 48 places en tout. Les crèches ouvrent."
    found = [(4, 11), (quote.rindex("crèches"), quote.rindex("crèches") + 7)]
    assert spoken(quote, found, room=5).text == "Les crèches ouvrent."


def test_most_marks_win_over_brevity() -> None:
    found = marks(QUOTE, "familles", "48", "crèche")
    assert spoken(QUOTE, found, room=10).text == COUNTED


def test_a_sentence_that_leans_back_brings_the_one_before() -> None:
    quote = "La ville a ouvert une ferme. Elle accueille 30 élèves. Un potager y est planté."
    found = marks(quote, "30 élèves")
    assert spoken(quote, found, room=12).text == (
        "La ville a ouvert une ferme. Elle accueille 30 élèves."
    )
    assert spoken(quote, found, room=5).text == "Elle accueille 30 élèves."


def test_a_long_sentence_ends_at_a_pause_and_shows_it() -> None:
    said = spoken(f"{LONG}.", marks(LONG, "3,60 €"), room=40)
    assert said.text.endswith("acheter du matériel adapté …")
    assert "3 euros 60" in said.text
    assert words_in(said.text) <= 40
    assert not said.whole


def test_the_words_that_decide_are_never_cut_off() -> None:
    said = spoken(f"{LONG}.", marks(LONG, "fruits"), room=40)
    assert said.text.endswith("toute l'année.")
    assert said.whole


@pytest.mark.parametrize(
    "ending",
    [
        ", sauf pour les élèves boursiers.",
        ", à condition d'habiter la commune.",
        ", mais la mesure est suspendue.",
        " ; elle n'est pas reconduite.",
        ", sous réserve de crédits.",
        ", lorsque le principal le demande.",
    ],
)
def test_a_sentence_whose_end_restricts_it_is_said_whole(ending: str) -> None:
    said = spoken(LONG + ending, marks(LONG, "3,60 €"), room=40)
    assert said.text.endswith(ending)
    assert "…" not in said.text


def test_the_name_of_the_departement_restricts_nothing() -> None:
    said = spoken(f"{LONG}, dans le Pas-de-Calais.", marks(LONG, "3,60 €"), room=40)
    assert said.text.endswith("…")


def test_no_pause_is_taken_within_brackets() -> None:
    quote = "La salle (mairie, école, gymnase, foyer, halle) ouvre le lundi et ferme le soir."
    assert spoken(quote, (), room=6).text == quote


def test_acronyms_count_as_the_words_that_they_become() -> None:
    quote = "La MDPH reçoit le lundi. Elle ferme."
    mdph = Definition("MDPH", "maison départementale des personnes handicapées")
    said = spoken(quote, marks(quote, "MDPH"), (mdph,), room=9)
    assert said.text == "La Maison départementale des personnes handicapées reçoit le lundi."
    assert words_in(said.text) == 9


@pytest.mark.parametrize(
    ("text", "count"),
    [("", 0), ("1 204 places", 2), ("12 – 13 : oui", 3), ("l'été, peut-être", 2), ("« mot »", 1)],
)
def test_words_are_counted_as_they_are_said(text: str, count: int) -> None:
    assert words_in(text) == count


def test_an_empty_quote_says_nothing() -> None:
    assert spoken("").text == ""
    assert spoken("  ").whole


def test_twenty_seconds_hold_at_most_55_words_where_there_are_pauses() -> None:
    said = spoken(" ".join([QUOTE] * 4), marks(QUOTE, "48 places"))
    assert 45 <= words_in(said.text) <= LONGEST
    assert len(split_sentences(said.text)) > 1


def test_items_without_a_mark_at_their_end_are_kept_apart(
    make_passage: Callable[..., Passage],
) -> None:
    passage = make_passage(1, (), "40 écoles en 2025 73 gymnases en 2025 Un stade")
    passage = replace(passage, sentences=((0, 17), (18, 37), (38, 46)))
    page = Page(1, "1", (Line(passage.text, Box(0, 0, 1, 1), 10),), 600, 800)
    quote = passage.text[:37]
    citation = Citation(passage, quote, page, "e", "r", 0, 37, marks=((18, 29),))
    assert spoken_of(citation) == Spoken("40 écoles en 2025. 73 gymnases en 2025", whole=True)
    assert spoken_of(citation, room=4) == Spoken("73 gymnases en 2025", whole=False)
