"""The order in which a page is read."""

from collections.abc import Callable
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from ingest.layout import lay_out
from ingest.stretches import Stretch

Make = Callable[..., Stretch]
LONG = "une ligne de texte courant"


def texts(stretches: list[Stretch]) -> list[str]:
    return [" ".join(s.text for s in row.stretches) for row in lay_out(stretches)]


def blocks(stretches: list[Stretch]) -> list[list[str]]:
    found: dict[int, list[str]] = {}
    for row in lay_out(stretches):
        found.setdefault(row.block, []).append(" ".join(s.text for s in row.stretches))
    return list(found.values())


def test_two_columns_are_read_one_after_the_other(stretch: Make):
    left = [stretch(f"{LONG} g{n}", 20, 100 + 12 * n) for n in range(4)]
    right = [stretch(f"{LONG} d{n}", 220, 100 + 12 * n) for n in range(4)]
    wanted = [f"{LONG} {side}{n}" for side in "gd" for n in range(4)]
    assert texts([*right, *left]) == wanted


def test_a_column_beside_a_picture_waits_for_those_under_it(stretch: Make):
    left = [stretch(f"{LONG} g{n}", 20, 260 + 12 * n) for n in range(4)]
    right = [stretch(f"{LONG} d{n}", 220, 100 + 12 * n) for n in range(18)]
    assert texts([*right, *left])[:5] == [s.text for s in [*left, right[0]]]


def test_a_title_over_two_columns_comes_first(stretch: Make):
    title = stretch("Un titre par-dessus les deux colonnes", 60, 80, size=16)
    left = [stretch(f"{LONG} g{n}", 20, 110 + 12 * n) for n in range(3)]
    right = [stretch(f"{LONG} d{n}", 220, 110 + 12 * n) for n in range(3)]
    assert texts([*left, *right, title])[0] == "Un titre par-dessus les deux colonnes"


def test_a_table_is_read_row_by_row(stretch: Make):
    rows = [("Fonctionnement", "1 773"), ("Investissement", "267"), ("Total", "2 040")]
    cells = [
        stretch(text, left, 100 + 20 * at)
        for at, row in enumerate(rows)
        for left, text in zip((20, 200), row, strict=True)
    ]
    assert texts(cells) == ["Fonctionnement 1 773", "Investissement 267", "Total 2 040"]
    assert [len(block) for block in blocks(cells)] == [1, 1, 1]


def test_a_table_whose_cells_have_several_lines_keeps_its_rows(stretch: Make):
    def cell(name: str, left: float, top: float) -> list[Stretch]:
        return [stretch(f"{LONG} {name}{n}", left, top + 12 * n) for n in range(3)]

    cells = [
        c
        for at in range(3)
        for c in (*cell(f"g{at}", 20, 100 + 60 * at), *cell(f"d{at}", 220, 100 + 60 * at))
    ]
    assert [block[0] for block in blocks(cells)] == [f"{LONG} g{at}0" for at in range(3)]
    assert [len(block) for block in blocks(cells)] == [6, 6, 6]


def test_a_last_line_of_a_word_and_small_note_marks_ends_its_paragraph(stretch: Make):
    first = stretch("une maison doit être construite (annonce de février", 20, 100)
    last = replace(stretch("2026). [71, 72, 73, 74]", 20, 112, size=7), largest=10)
    assert [len(block) for block in blocks([first, last])] == [2]


def test_a_line_of_smaller_type_alone_begins_a_paragraph(stretch: Make):
    first = stretch("une maison doit être construite (annonce de février", 20, 100)
    notes = stretch("Notes : 71, 72, 73, 74", 20, 112, size=7)
    assert [len(block) for block in blocks([first, notes])] == [1, 1]


def test_figures_over_their_labels_are_read_card_by_card(stretch: Make):
    cards = [
        stretch("36", 20, 100, size=30),
        stretch("services numériques", 20, 120),
        stretch("en tout", 20, 132),
        stretch("19", 220, 100, size=30),
        stretch("incubateurs", 220, 120),
        stretch("du réseau", 220, 132),
    ]
    assert texts(cards) == [
        "36",
        "services numériques",
        "en tout",
        "19",
        "incubateurs",
        "du réseau",
    ]


def test_cards_under_a_running_head_end_above_the_columns_that_follow(stretch: Make):
    head = stretch("Solidarités humaines", 240, 10)
    cards = [
        (stretch(figure, left, 80, size=25), stretch(label, left, 110), stretch(rest, left, 122))
        for left, figure, label, rest in (
            (20, "64", "pompiers", "attendus au centre"),
            (140, "150 000", "litres par minute", "évacués ensemble"),
            (260, "85", "millions d'euros", "réservés aux pompiers"),
        )
    ]
    title = stretch("Sécurité civile", 20, 180, size=16)
    left = [stretch(f"{LONG} g{n}", 20, 204 + 12 * n) for n in range(6)]
    right = [stretch(f"{LONG} d{n}", 220, 182 + 12 * n) for n in range(6)]
    assert texts([head, *(s for card in cards for s in card), title, *left, *right]) == [
        "Solidarités humaines",
        *(s.text for card in cards for s in card),
        "Sécurité civile",
        *(s.text for s in (*left, *right)),
    ]


def test_a_bullet_belongs_to_its_item(stretch: Make):
    item = [
        stretch("•", 20, 100),
        stretch("un point", 40, 100),
        stretch("•", 20, 112),
        stretch("deux", 40, 112),
    ]
    assert blocks(item) == [["• un point"], ["• deux"]]


def test_white_between_lines_parts_paragraphs(stretch: Make):
    lines = [stretch(f"Ligne {n}.", 20, base) for n, base in enumerate((100, 112, 124, 150, 162))]
    assert blocks(lines) == [["Ligne 0.", "Ligne 1.", "Ligne 2."], ["Ligne 3.", "Ligne 4."]]


def test_a_change_of_size_or_weight_parts_paragraphs(stretch: Make):
    lines = [
        stretch("Un titre", 20, 100, size=14),
        stretch("Un intertitre", 20, 114, bold=True),
        stretch("Le texte suit.", 20, 126),
    ]
    assert blocks(lines) == [["Un titre"], ["Un intertitre"], ["Le texte suit."]]


def test_a_line_stretched_to_its_margins_is_text(stretch: Make):
    words = [stretch(word, left, 112) for word, left in (("de", 20), ("cette", 50), ("ville,", 95))]
    lines = [stretch("les services de la", 20, 100), *words, stretch("au fil des jours", 20, 124)]
    assert blocks(lines) == [["les services de la", "de cette ville,", "au fil des jours"]]


@given(
    st.lists(
        st.tuples(st.integers(0, 400), st.integers(10, 600), st.sampled_from((8, 10, 24))),
        max_size=30,
    )
)
def test_every_stretch_stands_in_one_row(places: list[tuple[int, int, int]]):
    made = [
        Stretch(
            f"n{at}",
            left,
            base - 0.8 * size,
            left + 40,
            base + 0.22 * size,
            base,
            size,
            size,
            bold=False,
        )
        for at, (left, base, size) in enumerate(places)
    ]
    found = [s.text for row in lay_out(made) for s in row.stretches]
    assert sorted(found) == sorted(s.text for s in made)
