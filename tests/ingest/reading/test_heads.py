"""Heads are told from rows, and go on over pages."""

from collections.abc import Sequence
from dataclasses import replace

from ingest.heads import heads_of_tables
from ingest.report import Box, Cell, Line, Page

Words = Sequence[Sequence[str]]


def table(number: int, rows: Words, *, top: float = 0.05, bold: int = 0) -> Page:
    """A page that is a table: a row of one word runs across, the first `bold` rows are bold."""
    width = max(map(len, rows))
    lines = []
    for row, words in enumerate(rows):
        for column, word in enumerate(words):
            columns = width if len(words) == 1 else 1
            left, right = column / width, (column + columns) / width
            cell = Cell(1, row, column, 1, columns, left, right)
            box = Box(left, top + 0.02 * row, right, top + 0.02 * row + 0.01)
            lines.append(Line(word, box, 10, bold=row < bold, block=row, beside=True, cell=cell))
    return Page(number, str(number), tuple(lines), 600, 800)


def over(page: Page, word: str, *others: Page) -> tuple[str, ...]:
    """The heads of the column that `word` of `page` stands in."""
    heads = heads_of_tables((*others, page))[page.number, 1]
    cell = next(line.cell for line in page.lines if line.text == word)
    assert cell is not None
    return heads.over(cell)


ROWS = [["Commune", "Places", "Coût (€)"], ["Arras", "48", "620 000"], ["Lens", "31", "410 000"]]


def test_words_over_figures_are_heads() -> None:
    assert over(table(1, ROWS), "410 000") == ("Coût (€)",)


def test_years_are_heads_of_figures() -> None:
    assert over(table(1, [["", "2023", "2024"], ["Arras", "12", "14"]]), "14") == ("2024",)


def test_bold_over_plain_is_a_head_though_it_is_a_figure() -> None:
    rows = [["", "BP 2025", "25%"], ["Chapitre 20", "244 005 €", "61 001 €"]]
    assert over(table(1, rows, bold=1), "61 001 €") == ("25%",)


def test_rows_of_figures_alone_have_no_heads() -> None:
    assert over(table(1, ROWS[1:]), "410 000") == ()


def test_a_row_that_runs_across_heads_those_below() -> None:
    page = table(1, [*ROWS, ["Part de l'État"], ["Douai", "9", "90 000"]])
    heads = heads_of_tables([page])[1, 1]

    assert heads.above[4] == ("Part de l'État",)
    assert heads.above[1] == ()
    assert heads.groups == {3}


def test_a_table_that_goes_on_keeps_its_heads() -> None:
    first, second = table(1, ROWS, top=0.9), table(2, ROWS[1:])

    assert over(second, "410 000", first) == ("Coût (€)",)
    assert heads_of_tables([first, second])[2, 1].page == 1


def test_a_table_after_one_that_ended_keeps_to_itself() -> None:
    assert over(table(2, ROWS[1:]), "410 000", table(1, ROWS, top=0.3)) == ()


def test_a_column_that_held_only_its_head_is_one_on_the_next_page() -> None:
    heads = ["Rue", "Longueur", "Classée"]
    first = table(1, [heads, ["Rue du Parc", "48"], ["Rue du Port", "31"]], top=0.9)
    second = table(2, [["Rue du Pont", "12", "oui"], ["Rue du Bac", "9", "non"]])
    third = table(3, [["Rue du Four", "25", "non"], ["Rue du Lac", "7", "oui"]], top=0.05)
    low = [replace(x, box=replace(x.box, top=0.9, bottom=0.91)) for x in second.lines]
    second = replace(second, lines=(*second.lines[:3], *low[3:]))

    assert over(second, "oui", first) == ("Classée",)
    assert over(third, "non", first, second) == ("Classée",)


def test_a_table_of_fewer_columns_is_another() -> None:
    wide = [["Rue", "Longueur", "Largeur", "Classée"], ["Rue du Parc", "48", "4", "oui"]] * 2
    narrow = table(2, [["Anne BRUN", "présente"], ["Guy PETIT", "excusé"]])

    assert over(narrow, "présente", table(1, wide, top=0.9)) == ()
