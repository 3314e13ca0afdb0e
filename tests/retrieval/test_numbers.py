"""Numbers are found whether they are written in letters or in figures."""

from collections.abc import Callable

import pytest
from text_to_num import text2num

from index.lexical import Rarity
from index.search import Searchable, search
from retrieval.followup import complete
from retrieval.numbers import in_letters, number_expansions, with_whole_years
from retrieval.question import query_of, understand, years_of


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("trois cents agents", {("300",)}),
        ("trois-cents agents", {("300",)}),
        ("Vingt-huit agents", {("28",)}),
        ("vingt huit agents", {("28",)}),
        ("quatre-vingt-dix-sept lits", {("97",)}),
        ("un millier d'élèves", {("1000",)}),
        ("trois centaines d'élèves", {("300",)}),
        ("une douzaine de places", {("12",)}),
        ("300 agents", {("trois", "cent")}),
        ("28 agents", {("vingt", "huit", "vingt-huit")}),
        ("1 000 élèves", {("mill",), ("milli",)}),
        ("deux millions d'euros", {("2000000",), ("2", "million")}),
        ("2 500 000 euros", {("2.5", "million")}),
    ],
)
def test_a_number_is_looked_up_the_other_way_too(asked: str, said: set[tuple[str, ...]]) -> None:
    assert {each.said for each in number_expansions(asked)} == said


@pytest.mark.parametrize(
    "asked",
    [
        "une classe",
        "neuf collèges neufs",
        "deux, trois collèges",
        "le 10/12/2024",
        "en 2024",
        "le 18 décembre",
        "21 agents",
        "06 12 34 56 78",
        "3,50 euros",
        "la centenaire",
        "un centre",
    ],
)
def test_small_numbers_and_what_is_no_number_are_left_alone(asked: str) -> None:
    assert list(number_expansions(asked)) == []


def test_letters_say_the_number_that_an_independent_reader_finds_in_them() -> None:
    numbers = [*range(1100), *range(1100, 1_000_000, 7919), 80_000, 200_000, 280_080]

    assert [n for n in numbers if text2num(in_letters(n), "fr") != n] == []


@pytest.mark.parametrize(
    ("number", "letters"),
    [
        (21, "vingt et un"),
        (71, "soixante et onze"),
        (80, "quatre-vingts"),
        (81, "quatre-vingt-un"),
        (99, "quatre-vingt-dix-neuf"),
        (100, "cent"),
        (300, "trois cents"),
        (301, "trois cent un"),
        (3000, "trois mille"),
        (200_000, "deux cent mille"),
    ],
)
def test_letters_are_those_of_french(number: int, letters: str) -> None:
    assert in_letters(number) == letters


def test_a_number_out_of_reach_is_refused() -> None:
    with pytest.raises(ValueError, match="1000000"):
        in_letters(1_000_000)


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("en 2 023", {"2023"}),
        ("depuis 2\u00a0021 ?", {"2021"}),
        ("en deux mille vingt-trois", {"2023"}),
        ("entre 2019 et 2021", {"2019", "2021"}),
        ("les 2 023 habitants", set()),
        ("en 2 023 456 lots", set()),
        ("en deux minutes", set()),
    ],
)
def test_years_are_known_however_they_are_typed(text: str, years: set[str]) -> None:
    assert years_of(text) == years


def test_what_names_no_year_stays_as_it_is() -> None:
    assert with_whole_years("En mille morceaux, 2 023 fois") == "En mille morceaux, 2 023 fois"


@pytest.mark.parametrize(
    ("asked", "printed"),
    [
        ("les trois cents agents", "Le service a 300 agents."),
        ("les 300 agents", "Le service a trois cents agents."),
        ("les vingt-huit agents", "Le service a 28 agents."),
        ("les 28 agents", "Le service a vingt-huit agents."),
    ],
)
def test_a_number_finds_its_other_form(
    make_edition: Callable[..., Searchable], asked: str, printed: str
) -> None:
    others = ["Le service a 45 agents.", "Le service a soixante agents."]
    edition = make_edition([(n, (), text) for n, text in enumerate([*others, printed], start=1)])
    completed = complete(asked, [])
    understood = understand(completed, Rarity((edition.words,)))

    hits = search([edition], query_of(completed, understood), encoder=None)

    assert hits[0].passage.text == printed


def test_the_other_form_weighs_less_than_what_was_asked(
    make_edition: Callable[..., Searchable],
) -> None:
    edition = make_edition([(1, (), "Le service a 300 agents.")])
    completed = complete("trois cents agents", [])

    asked = query_of(completed, understand(completed, Rarity((edition.words,))))

    assert asked.words == {"trois": 1, "cent": 1, "agent": 1, "300": 0.8}
