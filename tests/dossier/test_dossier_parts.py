"""The parts that the dossier is written with: spaces, dates, paragraphs, indexes, sources."""

import pytest

from dossier.dates import in_french
from dossier.facts import Address, Fact, load_facts
from dossier.indexes import load_indexes
from dossier.plan import Plan, load_plan, split
from dossier.sources import dates, number_sources, numbers
from dossier.spacing import set_in_french
from dossier.write import distinctive
from ingest.normalise import normalise


def fact(name: str, statement: str, *urls: str, date: str = "2023", sure: bool = True) -> Fact:
    sources = tuple(Address(f"Page {url}", url) for url in urls or ("https://a.fr/x",))
    return Fact(name, "Pacte", "Thème", statement, date, "partout", sources, sure)


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("vite ; « oui »", "vite\u202f; «\u202foui\u202f»"),
        ("12 000 km", "12\u202f000\u00a0km"),
        ("trois : un", "trois\u00a0: un"),
        ("2,04 milliards d'euros", "2,04\u00a0milliards d'euros"),
        ("en 2023, 56 sites", "en 2023, 56 sites"),
    ],
)
def test_spaces_are_set_as_french_wants_them(text: str, printed: str) -> None:
    assert set_in_french(text) == printed


def test_white_space_apart_a_statement_stays_what_it_was() -> None:
    for each in load_facts().values():
        assert normalise(set_in_french(each.statement)) == each.statement


@pytest.mark.parametrize(
    ("date", "words"),
    [
        ("2023-12-01", "1er décembre 2023"),
        ("2023-11", "novembre 2023"),
        ("2024-04/2024-05", "avril 2024 – mai 2024"),
        ("2022-2025", "2022-2025"),
        ("depuis 1978", "depuis 1978"),
    ],
)
def test_dates_are_printed_in_french(date: str, words: str) -> None:
    assert in_french(date) == words


def test_a_paragraph_is_cut_before_a_fact_that_starts_a_column() -> None:
    assert split(["Puis.", "A-1", "A-2", "A-3"], frozenset({"A-2"})) == [
        ["Puis.", "A-1"],
        ["A-2", "A-3"],
    ]


def test_a_linking_sentence_goes_with_the_fact_it_leads_to() -> None:
    assert split(["Puis.", "A-1", "A-2"], frozenset({"A-1"})) == [["Puis.", "A-1", "A-2"]]


def test_a_heading_goes_to_the_next_column_with_its_paragraph() -> None:
    facts = {"A-1": fact("A-1", "Un fait."), "A-2": fact("A-2", "Un autre.")}
    section = {"theme": "Thème", "blocks": [{"p": ["A-1"]}, {"h3": "Partie"}, {"p": ["A-2"]}]}
    plan = Plan([{"id": "c", "sections": [section]}], facts)
    blocks = plan.chapters(frozenset({"A-2"}))[0]["sections"][0]["blocks"]
    assert [block["kind"] for block in blocks if block.get("break")] == ["h3"]


def test_a_theme_goes_to_the_next_column_with_the_heading_under_it() -> None:
    section = {"theme": "Thème", "blocks": [{"h3": "Partie"}, {"p": ["A-1"]}]}
    plan = Plan([{"id": "c", "sections": [section]}], {"A-1": fact("A-1", "Un fait.")})
    blocks = plan.chapters(frozenset({"A-1"}))[0]["sections"][0]["blocks"]
    assert [block["kind"] for block in blocks if block.get("break")] == ["h2"]


def test_a_fact_that_no_paragraph_holds_is_refused() -> None:
    facts = {"A-1": fact("A-1", "Un fait."), "A-2": fact("A-2", "Un autre.")}
    section = {"theme": "Thème", "blocks": [{"p": ["A-1"]}]}
    with pytest.raises(ValueError, match="every fact stands in one paragraph"):
        Plan([{"id": "c", "sections": [section]}], facts)


def test_a_fact_under_another_theme_is_refused() -> None:
    section = {"theme": "Autre", "blocks": [{"p": ["A-1"]}]}
    with pytest.raises(ValueError, match="A-1"):
        Plan([{"id": "c", "sections": [section]}], {"A-1": fact("A-1", "Un fait.")})


def test_one_address_in_two_spellings_is_one_source() -> None:
    facts = [
        fact("A-1", "Un.", "https://www.a.fr/x", "https://b.fr/y"),
        fact("A-2", "Deux.", "https://a.fr/x"),
    ]
    sources = number_sources(facts)
    assert [(s.number, s.url, s.facts) for s in sources.values()] == [
        (1, "https://www.a.fr/x", ("A-1", "A-2")),
        (2, "https://b.fr/y", ("A-1",)),
    ]
    assert numbers(facts, sources) == [1, 2]


def test_the_date_of_a_fact_checked_in_part_carries_a_star() -> None:
    facts = {
        "A-1": fact("A-1", "Un.", date="2023-11"),
        "A-2": fact("A-2", "Deux.", date="2023-11", sure=False),
    }
    (source,) = number_sources(facts.values()).values()
    assert dates(source, facts) == ["novembre 2023", "novembre 2023*"]


def test_every_name_of_the_indexes_stands_in_a_statement() -> None:
    facts = load_facts()
    for entries in load_indexes().values():
        assert all(entry.facts(facts) for entry in entries)


def test_the_town_of_calais_is_not_found_in_the_name_of_the_departement() -> None:
    calais = next(entry for entry in load_indexes()["places"] if entry.name == "Calais")
    assert calais.facts(load_facts()) == ["COL-19"]


def test_a_distinctive_string_grows_until_no_other_statement_holds_it() -> None:
    first = fact("A-1", "Le Département a voté un plan pour les routes rurales.")
    second = fact("A-2", "Le Département a voté un plan pour les collèges.")
    assert distinctive(first, [first, second]) == "Le Département a voté un plan pour les routes"


def test_every_figure_of_a_box_names_facts_that_stand() -> None:
    plan = load_plan(load_facts())
    shown = [
        item
        for chapter in plan.chapters(frozenset())
        for section in chapter["sections"]
        for block in section["blocks"]
        for item in [block, *block.get("items", ()), *block.get("rows", ())]
        if "facts" in item
    ]
    assert len(shown) > 100
    assert all(item["refs"] for item in shown)
