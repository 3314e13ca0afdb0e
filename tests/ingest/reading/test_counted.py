"""What the figures of a table are counted in reaches its rows from wherever the report says so."""

from collections.abc import Callable

import pytest

from ingest.counted import counted_in, is_unit, leaves_open
from ingest.cut import cut_passages
from ingest.report import Report, Row
from retrieval.rows import write

ReadSource = Callable[[str], Report]

PAGE = """#set page(width: 420pt, height: 595pt, margin: 40pt)
#set text(font: "Libertinus Serif", size: 10pt)
"""
TABLE = """#table(columns: (1fr, 70pt, 70pt),
[{corner}], [*2023*], [*2024*],
[Personnel], [{figure}], [13 040],
[Énergie], [1 210], [1 380],
[Entretien], [640], [700],
)
"""


def table(corner: str = "", figure: str = "12 345") -> str:
    return TABLE.format(corner=corner, figure=figure)


def rows(report: Report) -> list[tuple[Row, str]]:
    """The rows of figures with how each is quoted."""
    found = ((row, write(p.text, (row,)).text) for p in cut_passages(report) for row in p.rows)
    return [(row, said) for row, said in found if not row.head]


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        ("en milliers d'euros", "en milliers d'euros"),
        ("Dépenses de fonctionnement (en k€ HT)", "en k€ HT"),
        ("Volumes prélevés (m³)", "m³"),
        ("Évolution du budget de 2023 à 2024, en millions d’euros", "en millions d’euros"),
        ("Montants en M€", "Montants en M€"),
        ("Unité : tonnes", "Unité : tonnes"),
        ("Répartition en %", "en %"),
        (
            "Tous les coûts sont exprimés en euros TTC.",
            "Tous les coûts sont exprimés en euros TTC.",
        ),
        ("Volumes (m³) et recettes (en €)", "Volumes (m³) et recettes (en €)"),
        ("Bilan au 31 décembre 2024", ""),
        ("Les élèves en difficulté (1)", ""),
        ("Travaux en 2024", ""),
    ],
)
def test_a_caption_says_what_is_counted(said: str, wanted: str) -> None:
    assert counted_in(said) == wanted


def test_a_unit_is_told_from_words() -> None:
    assert [is_unit(text) for text in ("k€", "(en m³)", "kg/hab/an", "Arras", "2024")] == [
        True,
        True,
        True,
        False,
        False,
    ]


@pytest.mark.parametrize(
    ("figure", "label", "heads"),
    [
        pytest.param("12 345 €", "Personnel", ["2023"], id="its own unit"),
        pytest.param("12 345", "Personnel", ["Montant en k€"], id="the head's"),
        pytest.param("12 345", "Eau (m³)", ["2023"], id="the label's"),
        pytest.param("12", "Nombre d'agents", ["2023"], id="a number of things"),
        pytest.param("2023", "Création", ["Date"], id="a year"),
        pytest.param("voir p. 12", "Personnel", ["2023"], id="words"),
    ],
)
def test_a_figure_whose_unit_is_said_needs_no_other(
    figure: str, label: str, heads: list[str]
) -> None:
    assert not leaves_open(figure, label, heads)


@pytest.mark.parametrize(
    ("over", "said"),
    [
        pytest.param("*Dépenses de la ville (en k€)*\n\n", "en k€", id="the title"),
        pytest.param(
            "*Dépenses*\n\n#align(right)[_en milliers d’euros_]\n",
            "en milliers d’euros",
            id="a line of its own",
        ),
        pytest.param(
            "Les montants sont exprimés en euros.\n\n*Dépenses*\n\n", None, id="a sentence"
        ),
    ],
)
def test_the_lines_over_a_table_say_its_unit(
    over: str, said: str | None, read_source: ReadSource
) -> None:
    found = rows(read_source(PAGE + over + table()))

    assert found[0][1].endswith(f"2024 : 13 040 | {said or 'Les montants sont exprimés en euros.'}")
    assert {row.counted_page for row, _ in found} == {1}


def test_the_corner_of_the_heads_says_the_unit(read_source: ReadSource) -> None:
    found = rows(read_source(PAGE + table("*En k€*")))

    assert [row.counted_in for row, _ in found] == ["En k€"] * 3


def test_units_under_the_years_are_heads(read_source: ReadSource) -> None:
    source = TABLE.replace("[Personnel]", "[], [k€], [%],\n[Personnel]", 1)
    found = rows(read_source(PAGE + source.format(corner="", figure="12 345")))

    assert found[0][1] == "Personnel | 2023 – k€ : 12 345 | 2024 – % : 13 040"


@pytest.mark.parametrize(
    "over",
    [
        pytest.param("Le budget compte en k€ ce qui suit. " * 12, id="prose"),
        pytest.param(
            "#text(14pt)[Budget (en k€)]\n\n*Agents*\n\n", id="the title of something else"
        ),
        pytest.param("*Dépenses (en k€)*\n\n#v(80pt)\n", id="too far"),
        pytest.param("*Dépenses de 2024*\n\n", id="no unit"),
    ],
)
def test_a_unit_of_something_else_is_not_taken(over: str, read_source: ReadSource) -> None:
    assert {row.counted_in for row, _ in rows(read_source(PAGE + over + table()))} == {""}


def test_only_rows_that_leave_it_open_take_the_unit(read_source: ReadSource) -> None:
    source = table(figure="12 345 €").replace("13 040", "13 040 €")
    found = rows(read_source(f"{PAGE}*Dépenses (en k€)*\n\n{source}"))

    assert [row.counted_in for row, _ in found] == ["", "en k€", "en k€"]


def test_a_table_that_goes_on_keeps_its_unit(read_source: ReadSource) -> None:
    many = "".join(f"[Poste {n}], [{n} 210], [{n} 380],\n" for n in range(10, 70))
    source = f"*Dépenses (en k€)*\n\n{table('*Poste*')[:-2]}{many})\n"
    found = rows(read_source(PAGE + source))

    last = found[-1][0]
    assert (last.page, last.counted_in, last.counted_page) == (3, "en k€", 1)
    assert "k€" not in found[-1][1]  # a quote never crosses a page
