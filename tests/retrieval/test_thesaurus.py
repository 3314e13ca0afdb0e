"""The thesaurus: how its lines are read, when a group plays, and that every shipped one may."""

from pathlib import Path

import pytest

from index.words import stems
from retrieval.thesaurus import (
    Expansion,
    Group,
    Strength,
    Thesaurus,
    ThesaurusMissing,
    ThesaurusUnsound,
    beside,
    load_thesaurus,
    read_groups,
    shipped_groups,
)


def thesaurus(text: str) -> Thesaurus:
    return Thesaurus(list(read_groups(text, "essai")))


def said(text: str, question: str) -> dict[str, float]:
    return dict(beside(list(thesaurus(text).expansions(stems(question)))))


def test_a_line_is_a_group_with_its_theme_and_number() -> None:
    text = "# Thème : essai\n\ncantine, self => restauration scolaire (fort)\n"

    assert list(read_groups(text, "colleges")) == [
        Group("colleges", 3, ("cantine", "self"), ("restauration scolaire",), Strength.FORT)
    ]


@pytest.mark.parametrize(
    "line",
    ["cantine", "cantine => repas", "cantine = repas (fort)", "=> repas (fort)", "a => b (énorme)"],
)
def test_a_line_that_is_no_group_is_named(line: str) -> None:
    with pytest.raises(ThesaurusUnsound) as caught:
        list(read_groups(f"# essai\n{line}", "essai"))

    assert caught.value.values == {"file": "essai", "line": 2, "text": line}


def test_what_is_said_is_looked_up_for_what_is_asked() -> None:
    assert said("cantine => restauration scolaire (moyen)", "La cantine, combien ?") == {
        "restaur": 0.5,
        "scolair": 0.5,
    }


def test_a_group_goes_one_way_unless_it_says_otherwise() -> None:
    assert said("cantine => repas (fort)", "les repas") == {}
    assert said("cantine <=> repas (fort)", "les repas") == {"cantin": 0.8}


def test_an_expression_plays_only_where_it_stands_whole_and_in_order() -> None:
    line = "nid de poule => dégradation (fort)"

    assert said(line, "un nid-de-poule") == {"degrad": 0.8}
    assert said(line, "la poule et son nid") == {}
    assert said(line, "un nid") == {}


def test_the_strongest_group_decides_what_a_stem_weighs() -> None:
    expansions = [
        Expansion(("a",), ("x", "y"), 0.25, "g:1"),
        Expansion(("b",), ("x",), 0.8, "g:2"),
    ]

    assert beside(expansions) == {"x": 0.8, "y": 0.25}


def test_no_shipped_group_has_a_stem_on_both_sides() -> None:
    shared = {
        group.name
        for group in shipped_groups()
        if {s for each in group.asked for s in stems(each)}
        & {s for each in group.said for s in stems(each)}
    }

    assert shared == set()


def test_every_shipped_expression_has_a_word_to_look_up() -> None:
    empty = [g.name for g in shipped_groups() for each in (*g.asked, *g.said) if not stems(each)]

    assert empty == []


def test_at_least_1200_groups_ship() -> None:
    assert len(shipped_groups()) >= 1200


def test_a_file_of_ones_own_stands_beside_the_shipped_groups(tmp_path: Path) -> None:
    own = tmp_path / "nos-mots.txt"
    own.write_text("zinzinule => mésange bleue (fort)\n", encoding="utf-8")
    both = load_thesaurus(own)

    assert [e.said for e in both.expansions(["zinzinul"])] == [("mesang", "bleu")]
    assert list(both.expansions(stems("nounou")))


def test_a_file_of_ones_own_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(ThesaurusMissing) as caught:
        load_thesaurus(tmp_path / "absent.txt")

    assert caught.value.values == {"path": str(tmp_path / "absent.txt")}
