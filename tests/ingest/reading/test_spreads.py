"""Double pages: told from slides and tables by the document, and read half after half."""

from collections.abc import Callable

import pytest

from ingest.cut import cut_passages
from ingest.report import Page, Report

ReadSource = Callable[[str], Report]

COVER = """
#set text(lang: "fr", size: 9pt)
#page(width: 420pt, height: 595pt)[#text(size: 30pt)[La lettre du canton]]
"""
DOUBLE = "#set page(width: 840pt, height: 595pt, margin: 0pt)\n"
SLIDE = '#set page(width: 840pt, height: 595pt, margin: 0pt)\n#set text(lang: "fr", size: 9pt)\n'
OUTER, INNER = 30, 450  # where the text of the left and of the right half begins, in points


def at(left: float, top: float, text: str, *, width: float = 360, size: float = 9) -> str:
    """A text of a page, at a place in points."""
    body = f"#block(width: {width}pt)[#text(size: {size}pt)[{text}]]"
    return f"#place(top + left, dx: {left}pt, dy: {top}pt)[{body}]\n"


def folios(left: int, right: int | None = None) -> str:
    """The numbers of a double page at its outer corners."""
    other = at(800, 570, str(right or left + 1), width=20)
    return at(20, 570, str(left), width=20) + other


def figures(*told: tuple[float, float, str, str]) -> str:
    """Big figures over their labels."""
    return "".join(
        at(left, top, figure, size=28) + at(left, top + 34, label)
        for left, top, figure, label in told
    )


def told_on(left: str, right: str) -> str:
    """A big figure of the same height on either half, and another below each."""
    return figures(
        (OUTER, 100, "12", f"écoles {left}"),
        (INNER, 100, "34", f"gymnases {right}"),
        (OUTER, 300, "56", f"routes {left}"),
        (INNER, 300, "78", f"ponts {right}"),
    )


def pages_of(*pages: str, head: str = COVER + DOUBLE) -> str:
    return head + "#pagebreak()\n".join(pages)


TOWNS = ("Arras", "Lens", "Calais", "Béthune")
SPREADS = pages_of(
    *(told_on(f"à {town}", f"de {town}") + folios(2 * n) for n, town in enumerate(TOWNS, start=1))
)


def halves_of(page: Page) -> tuple[str, str] | None:
    return (page.spread.left, page.spread.right) if page.spread else None


def test_the_left_half_is_read_before_the_right_one(read_source: ReadSource):
    page = read_source(SPREADS).pages[2]
    assert page.text == "12 écoles à Lens 56 routes à Lens 34 gymnases de Lens 78 ponts de Lens"


def test_each_half_has_the_number_printed_on_it(read_source: ReadSource):
    pages = read_source(SPREADS).pages
    assert [page.label for page in pages] == ["1", "2-3", "4-5", "6-7", "8-9"]
    assert [halves_of(page) for page in pages[:3]] == [None, ("2", "3"), ("4", "5")]


def test_a_passage_stands_on_one_half_and_has_its_label(read_source: ReadSource):
    passages = [p for p in cut_passages(read_source(SPREADS)) if p.first_page == 3]
    labels = {p.page_label: p.text for p in passages}
    assert labels == {
        "4": "12 écoles à Lens 56 routes à Lens",
        "5": "34 gymnases de Lens 78 ponts de Lens",
    }


def test_a_sentence_that_runs_over_the_fold_stays_whole(read_source: ReadSource):
    over = at(OUTER, 400, "Le Département entretient les collèges avec") + at(
        INNER, 100, "les communes et les intercommunalités du territoire."
    )
    source = pages_of(*(over + folios(2 * n) for n in range(1, 5)))
    passage = next(p for p in cut_passages(read_source(source)) if p.first_page == 2)
    assert passage.text.endswith("avec les communes et les intercommunalités du territoire.")
    assert passage.page_label == "2-3"


def test_one_number_tells_both_halves(read_source: ReadSource):
    right, left = at(800, 570, "3", width=20), at(20, 570, "8", width=20)
    inner = [told_on("ici", "là") + folios(n) for n in (4, 6)]
    source = pages_of(told_on("ici", "là") + right, *inner, told_on("ici", "là") + left)
    pages = read_source(source).pages
    assert [halves_of(pages[at]) for at in (1, 4)] == [("2", "3"), ("8", "9")]


def test_numbers_may_stand_in_the_middle_of_their_halves(read_source: ReadSource):
    source = pages_of(
        *(
            told_on(f"à {town}", f"de {town}")
            + at(200, 570, f"La lettre, page {2 * n}")
            + at(620, 570, f"La lettre, page {2 * n + 1}", width=120)
            for n, town in enumerate(TOWNS, start=1)
        ),
        head=DOUBLE,
    )
    assert halves_of(read_source(source).pages[1]) == ("4", "5")


def test_numbers_may_stand_at_the_outer_ends_of_two_heads(read_source: ReadSource):
    source = pages_of(
        *(
            told_on(f"à {town}", f"de {town}")
            + at(OUTER, 20, f"{2 * n} La lettre du canton")
            + at(700, 20, f"Octobre, novembre {2 * n + 1}", width=120)
            for n, town in enumerate(TOWNS, start=1)
        ),
        head=DOUBLE,
    )
    assert halves_of(read_source(source).pages[1]) == ("4", "5")


def test_a_figure_takes_no_label_from_the_other_half(read_source: ReadSource):
    page = at(OUTER, 400, "Le canton entretient ses ponts.")
    page += at(OUTER, 440, "56", size=28) + at(INNER, 100, "gymnases")
    source = pages_of(*(page + folios(2 * n) for n in range(1, 5)))
    passages = [p for p in cut_passages(read_source(source)) if p.first_page == 2]
    assert [(p.page_label, p.text.split()[-1]) for p in passages][-2:] == [
        ("2", "56"),
        ("3", "gymnases"),
    ]


def test_a_heading_on_the_right_is_no_label_of_a_figure_on_the_left(read_source: ReadSource):
    page = at(OUTER, 400, "Le canton entretient ses ponts.") + at(OUTER, 440, "56", size=28)
    page += at(INNER, 100, "Les gymnases du canton", size=16)
    page += at(INNER, 130, "Le canton entretient aussi ses gymnases.")
    source = pages_of(*(page + folios(2 * n) for n in range(1, 5)))
    passages = [p for p in cut_passages(read_source(source)) if p.first_page == 2]
    assert passages[-1].headings[-1:] == ("Les gymnases du canton",)


def test_a_double_page_without_numbers_counts_for_two(read_source: ReadSource):
    poster = at(200, 250, "Bienvenue à toutes et à tous dans le canton", width=440, size=20)
    pages = [told_on("ici", "là") + folios(n) for n in (2, 4, 8, 10)]
    page = read_source(pages_of(*pages[:2], poster, *pages[2:])).pages[3]
    assert (page.label, page.spread) == ("6-7", None)


def test_halves_without_numbers_have_the_label_of_the_page(read_source: ReadSource):
    pages = read_source(pages_of(*(told_on("ici", f"à {town}") for town in TOWNS))).pages
    assert halves_of(pages[3]) == ("4", "4")
    assert pages[3].text.startswith("12 écoles ici 56 routes ici 34")


def test_a_title_over_the_fold_is_read_first(read_source: ReadSource):
    title = at(300, 40, "Les grands chantiers du canton", width=300, size=18)
    source = pages_of(*(title + told_on("ici", "là") + folios(2 * n) for n in range(1, 5)))
    text = read_source(source).pages[1].text
    assert text.startswith("Les grands chantiers du canton 12 écoles ici 56 routes ici 34")


def test_a_title_over_the_fold_ends_what_stands_above_it(read_source: ReadSource):
    title = at(300, 230, "Les autres chantiers du canton", width=300, size=18)
    source = pages_of(*(title + told_on("ici", "là") + folios(2 * n) for n in range(1, 5)))
    text = read_source(source).pages[1].text
    assert text == (
        "12 écoles ici 34 gymnases là Les autres chantiers du canton 56 routes ici 78 ponts là"
    )


def test_a_caption_over_the_fold_does_not_part_the_columns_beside_it(read_source: ReadSource):
    caption = at(380, 318, "L’inauguration du gymnase", width=160)
    column = "".join(at(OUTER, 90 + 20 * n, f"Ligne {n} à gauche.", width=200) for n in range(20))
    other = "".join(at(600, 90 + 20 * n, f"Ligne {n} à droite.", width=200) for n in range(20))
    source = pages_of(*(caption + column + other + folios(2 * n) for n in range(1, 5)))
    text = read_source(source).pages[1].text
    assert text.endswith("Ligne 19 à droite. L’inauguration du gymnase")
    assert text.index("Ligne 19 à gauche.") < text.index("Ligne 0 à droite.")


@pytest.mark.parametrize("lines", ["", ", stroke: none"], ids=["with rules", "without rules"])
def test_a_table_over_the_fold_is_read_by_rows(read_source: ReadSource, lines: str):
    cells = ", ".join(f"[{town}], [1{n}], [2{n}], [3{n}]" for n, town in enumerate(TOWNS, start=1))
    table = f"#table(columns: (180pt,) * 4{lines}, {cells})"
    page = (
        at(OUTER, 100, "Les élèves de chaque ville.")
        + at(INNER, 100, "Chaque année est comptée.")
        + at(OUTER, 200, table, width=780)
        + at(OUTER, 400, "Le canton les accueille.")
        + at(INNER, 400, "Les cars les conduisent.")
    )
    source = pages_of(*(told_on("ici", "là") + folios(n) for n in (2, 4)), page + folios(6))
    page_read = read_source(source).pages[3]
    assert page_read.text == (
        "Les élèves de chaque ville. Chaque année est comptée."
        " Arras 11 21 31 Lens 12 22 32 Calais 13 23 33 Béthune 14 24 34"
        " Le canton les accueille. Les cars les conduisent."
    )
    assert halves_of(page_read) == ("6", "7")


def test_the_rows_of_a_table_over_the_fold_have_the_label_of_both(read_source: ReadSource):
    rows = ", ".join(f"[{town}], [1 2{n}0 élèves], [3 4{n}0 €]" for n, town in enumerate(TOWNS))
    rows += ", [Hénin], [], [], [], [], [880 €]"
    table = at(OUTER, 200, f"#table(columns: (260pt,) * 3, {rows})", width=780)
    page = at(OUTER, 100, "Les élèves.") + at(INNER, 100, "Les repas.") + table
    source = pages_of(*(page + folios(2 * n) for n in range(1, 5)))
    passages = [p for p in cut_passages(read_source(source)) if p.first_page == 2]
    told = [(p.page_label, p.text.split()[-2]) for p in passages if "Arras" in p.text]
    assert told == [("2-3", "880")]


def test_slides_are_never_split(read_source: ReadSource):
    source = pages_of(
        *(told_on(f"à {t}", f"de {t}") + at(800, 570, str(n)) for n, t in enumerate(TOWNS, 1)),
        head=SLIDE,
    )
    report = read_source(source)
    assert [page.spread for page in report.pages] == [None] * 4
    assert [page.label for page in report.pages] == ["1", "2", "3", "4"]


@pytest.mark.parametrize(
    ("left", "right", "top", "numbered"),
    [
        ("Étape {}", "Étape {}", 40, False),
        ("Étape {}", "Étape {}", 560, True),
        ("L’étape {} du plan", "Il y a {} moyens", 40, False),
    ],
    ids=["heads", "feet of numbered slides", "numbers within words"],
)
def test_numbered_steps_on_slides_are_no_page_numbers(
    read_source: ReadSource, left: str, right: str, top: float, *, numbered: bool
):
    source = pages_of(
        *(
            at(OUTER, top, left.format(2 * n - 1))
            + at(INNER, top, right.format(2 * n))
            + told_on(f"à {town}", f"de {town}")
            + (at(800, 575, str(n)) if numbered else "")
            for n, town in enumerate(TOWNS, start=1)
        ),
        head=SLIDE,
    )
    assert [page.spread for page in read_source(source).pages] == [None] * 4


def test_slides_with_the_same_foot_on_both_sides_are_not_split(read_source: ReadSource):
    foot = at(OUTER, 570, "Bilan 2024") + at(INNER, 570, "Bilan 2024")
    source = pages_of(*(told_on(f"à {t}", f"de {t}") + foot for t in TOWNS), head=SLIDE)
    assert [page.spread for page in read_source(source).pages] == [None] * 4


def test_a_wide_page_among_narrow_ones_is_not_split(read_source: ReadSource):
    narrow = "#set text(size: 9pt)\n" + "".join(
        f"#page(width: 420pt, height: 595pt)[Le canton de {town} en chiffres.]\n" for town in TOWNS
    )
    page = read_source(narrow + DOUBLE + told_on("ici", "là")).pages[4]
    assert page.spread is None


def test_a_wide_table_in_a_report_of_narrow_pages_is_not_split(read_source: ReadSource):
    narrow = '#set text(lang: "fr", size: 9pt)\n' + "".join(
        f"#page(width: 420pt, height: 595pt)[Le canton de {town} en chiffres.]\n" for town in TOWNS
    )
    rows = ", ".join(f"[{town}], [1 2{n}0], [3 4{n}0]" for n, town in enumerate(TOWNS))
    wide = DOUBLE + at(OUTER, 100, f"#table(columns: (260pt,) * 3, {rows})", width=780)
    page = read_source(narrow + wide).pages[4]
    assert page.spread is None
    assert page.text.startswith("Arras 1 200 3 400 Lens 1 210")


def test_wide_tables_under_a_narrow_cover_are_not_split(read_source: ReadSource):
    rows = ", ".join(f"[{town}], [1 2{n}0], [3 4{n}0], [{n}]" for n, town in enumerate(TOWNS))
    wide = [at(OUTER, 100, f"#table(columns: (195pt,) * 4, {rows})", width=780)] * 3
    assert [page.spread for page in read_source(pages_of(*wide)).pages] == [None] * 4
