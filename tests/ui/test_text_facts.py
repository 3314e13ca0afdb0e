"""What the text of an edition is made of, as people read it."""

from collections.abc import Sequence
from dataclasses import dataclass

from ingest.report import Box, Cell, Line, Page
from ui.text_facts import sentences_on

WHOLE = Box(0, 0, 1, 1)
ENGLISH = (
    "The council has renewed its support for rural communities, and two new libraries were opened "
    "to the public this year."
)


@dataclass(frozen=True)
class Small:
    """What is looked at of an edition."""

    pages: Sequence[Page]


def page(number: int, text: str, cell: Cell | None = None) -> Page:
    return Page(number, str(number), (Line(text, WHOLE, 10, cell=cell),), 600, 800)


def plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def test_characters_languages_and_tables_are_told_each_in_a_sentence() -> None:
    pages = [page(1, "Écoles \ue001\ue001"), page(2, ENGLISH), page(3, "x" * 40, Cell(1, 0, 0))]
    said = [plain(each) for each in sentences_on(Small(pages))]  # type: ignore[arg-type]
    assert said == [
        "p. 1 : 2 caractères illisibles (U+E001).",
        "p. 2 : 20 mots en anglais.",
        "28 % du texte est dans des tableaux.",
    ]


def test_nothing_is_told_of_plain_french() -> None:
    french = page(1, "La ville entretient quatorze écoles et trente kilomètres de routes.")
    assert list(sentences_on(Small([french]))) == []  # type: ignore[arg-type]
