"""Running heads, feet and page numbers."""

from collections.abc import Callable

from ingest.furniture import body_size, find_furniture
from ingest.report import Line

Make = Callable[..., Line]


def test_a_line_at_the_head_of_every_page_is_furniture(make_line: Make):
    pages = [[make_line("Rapport 2024", 0.03), make_line(f"Texte {n}.", 0.4)] for n in range(5)]
    assert find_furniture(pages, 10).places == {(n, 0) for n in range(5)}


def test_heads_may_alternate_between_odd_and_even_pages(make_line: Make):
    names = ("Le Département", "Bilan d'étape")
    pages = [[make_line(names[n % 2], 0.03), make_line("Texte.", 0.4)] for n in range(8)]
    assert find_furniture(pages, 10).places == {(n, 0) for n in range(8)}


def test_the_same_words_in_the_middle_of_pages_stay(make_line: Make):
    pages = [[make_line("Rapport 2024", 0.4)] for _ in range(5)]
    assert find_furniture(pages, 10).places == frozenset()


def test_a_large_title_on_a_few_pages_stays(make_line: Make):
    pages = [[make_line("Le budget", 0.05, size=20 if n < 3 else 10)] for n in range(3)]
    pages += [[make_line(f"Autre titre {'abcdefg'[n]}", 0.05, size=20)] for n in range(7)]
    assert find_furniture(pages, 10).places == frozenset()


def test_page_numbers_are_read_and_removed(make_line: Make):
    pages = [[make_line("Texte.", 0.4), make_line(f"- {n + 3} -", 0.96)] for n in range(5)]
    furniture = find_furniture(pages, 10)
    assert furniture.printed == {0: "3", 1: "4", 2: "5", 3: "6", 4: "7"}
    assert furniture.places == {(n, 1) for n in range(5)}


def test_roman_numbers_count_too(make_line: Make):
    pages = [[make_line("Texte.", 0.4), make_line(text, 0.96)] for text in ("ii", "iii", "iv", "v")]
    assert find_furniture(pages, 10).printed == {0: "ii", 1: "iii", 2: "iv", 3: "v"}


def test_the_number_is_found_beside_the_running_foot(make_line: Make):
    pages = [[make_line(f"{n + 10} Direction du numérique", 0.96)] for n in range(4)]
    assert find_furniture(pages, 10).printed == {0: "10", 1: "11", 2: "12", 3: "13"}


def test_a_spread_carries_two_numbers(make_line: Make):
    pages = [
        [make_line(f"{2 * n} — Bulletin", 0.96), make_line(f"Bulletin — {2 * n + 1}", 0.96)]
        for n in range(1, 5)
    ]
    assert find_furniture(pages, 10).printed == {0: "2-3", 1: "4-5", 2: "6-7", 3: "8-9"}


def test_a_figure_that_does_not_count_pages_stays(make_line: Make):
    pages = [[make_line(text, 0.96)] for text in ("12", "340", "7", "2024", "51")]
    assert find_furniture(pages, 10).places == frozenset()


def test_a_table_at_one_place_of_several_pages_stays(make_line: Make):
    pages = [[make_line(f"Moyenne : {km} kms", 0.9)] for km in (103, 89, 240, 17, 55)]
    assert find_furniture(pages, 10).places == frozenset()


def test_the_body_is_what_most_letters_are_set_in(make_line: Make):
    pages = [[make_line("Titre", size=20), make_line("Un texte bien plus long.", size=9.5)]]
    assert body_size(pages) == 9.5
    assert body_size([]) == 0.0
