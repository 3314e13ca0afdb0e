"""Which lines of a contact become links, and to what."""

import pytest

from ui.site.contact import ContactLine, contact_line, contact_lines


@pytest.mark.parametrize(
    ("text", "href"),
    [
        ("selon@exemple.fr", "mailto:selon@exemple.fr"),
        ("03 21 00 00 00", "tel:0321000000"),
        ("+33 (0)3 21 00 00 00", "tel:+330321000000"),
        ("3939", "tel:3939"),
        ("https://www.exemple.fr/contact?x=1", "https://www.exemple.fr/contact?x=1"),
        ("Hôtel du Département, 62000 Exemple", ""),
        ("javascript:alert(1)", ""),
        ("data:text/html,x", ""),
        ("https://a.fr/ onclick=x", ""),
        ('https://a.fr/"><script>', ""),
        ("a@b.fr?body=x", ""),
        ("12", ""),
    ],
)
def test_a_line_leads_only_where_it_surely_can(text: str, href: str) -> None:
    assert contact_line(text).href == href


def test_the_word_before_a_number_stays_out_of_its_link() -> None:
    line = contact_line("Téléphone : 03 21 00 00 00")
    assert line == ContactLine("03 21 00 00 00", "Téléphone :", "tel:0321000000")


def test_a_colon_within_plain_text_changes_nothing() -> None:
    text = "Accueil : du lundi au vendredi"
    assert contact_line(text) == ContactLine(text)


def test_blank_lines_are_left_out() -> None:
    assert contact_lines(["", " a ", "  "]) == (ContactLine("a"),)
