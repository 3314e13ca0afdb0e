"""The normalisation that quotes and pages are compared in."""

from hypothesis import given
from hypothesis import strategies as st

from ingest.normalise import normalise


def test_a_word_cut_with_a_soft_hyphen_is_whole_again():
    assert normalise("le dépar\u00ad\ntement") == "le département"


def test_a_compound_cut_at_its_hyphen_keeps_it():
    assert normalise("le centre-\nville") == "le centre-ville"


def test_a_dash_that_stands_alone_at_the_end_of_a_line_stays_alone():
    assert normalise("le Pas-de-Calais -\nun bilan") == "le Pas-de-Calais - un bilan"


def test_ligatures_become_letters_and_odd_spaces_spaces():
    assert normalise("ﬁnances :\u202f12\u00a0000\u2009€") == "finances : 12 000 €"


@given(st.text())
def test_normalising_twice_changes_nothing(text: str):
    once = normalise(text)
    assert normalise(once) == once
