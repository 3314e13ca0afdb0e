"""The topics: how a file of them is read, what is refused and where, and what ships."""

import re
from pathlib import Path

import pytest

from index.words import stems
from ingest.errors import SelonError
from retrieval.thesaurus import Strength
from retrieval.topic import (
    Probes,
    Topic,
    TopicFieldWrong,
    TopicGroupUnknown,
    TopicsUnreadable,
    TopicTwice,
    read_topics,
)
from retrieval.topics import TopicsMissing, load_topics, shipped_topics

THEMES = Path(__file__).parents[2] / "docs" / "themes.md"
FERRIES = """\
topics:
- id: bacs
  name: Bacs et navettes fluviales
  family: Routes et mobilités
  about: >-
    Passer la rivière en bac,
    à pied ou en voiture.
  probes:
    words: [bac, navette fluviale]
"""


def own(folder: Path, text: str) -> Path:
    file = folder / "nos-themes.yaml"
    file.write_text(text, encoding="utf-8")
    return file


def refused(text: str) -> dict[str, str | int | float]:
    with pytest.raises(SelonError) as caught:
        list(read_topics(text, "essai.yaml"))
    return {"code": caught.value.code, **caught.value.values}


def test_a_topic_is_read_with_its_fields() -> None:
    assert list(read_topics(FERRIES, "essai.yaml")) == [
        Topic(
            id="bacs",
            name="Bacs et navettes fluviales",
            family="Routes et mobilités",
            about="Passer la rivière en bac, à pied ou en voiture.",
            probes=Probes(words=("bac", "navette fluviale")),
        )
    ]


def test_a_group_of_the_thesaurus_is_named_by_an_expression_that_is_asked() -> None:
    text = f"{FERRIES}    thesaurus: [nid-de-poule]\n    questions:\n    - Où est le bac ?\n"
    (topic,) = read_topics(text, "essai.yaml")
    (group,) = topic.probes.thesaurus

    assert topic.probes.questions == ("Où est le bac ?",)
    assert group.theme == "routes-et-mobilites"
    assert "dégradation de voirie" in group.said
    assert group.strength is Strength.FORT


def test_a_group_that_no_thesaurus_has_is_named_where_it_stands() -> None:
    assert refused(f"{FERRIES}    thesaurus: [nid-de-poule, nid-de-dinde]\n") == {
        "code": TopicGroupUnknown.code,
        "file": "essai.yaml",
        "text": "nid-de-dinde",
        "line": 10,
        "column": 31,
    }


def test_what_is_no_yaml_is_named_where_it_breaks() -> None:
    assert refused("topics:\n- id: [bacs\n  name: Bacs\n") == {
        "code": TopicsUnreadable.code,
        "file": "essai.yaml",
        "line": 3,
        "column": 7,
    }


def test_a_character_that_yaml_bars_is_named_where_it_stands() -> None:
    assert refused("topics:\n- id: b\x07acs\n") == {
        "code": TopicsUnreadable.code,
        "file": "essai.yaml",
        "line": 2,
        "column": 8,
    }


@pytest.mark.parametrize(
    ("instead_of", "there_is", "field", "line", "column"),
    [
        ("  name: Bacs et navettes fluviales\n", "", "name", 2, 3),
        ("  name: Bacs et navettes fluviales\n", "  name:\n", "name", 3, 8),
        ("  name: Bacs et navettes fluviales\n", "  name: ~\n", "name", 3, 9),
        ("  name: Bacs", "  nom: Bacs", "nom", 3, 3),
        ("  name: Bacs", "  id: Bacs", "id", 3, 3),
        ("id: bacs", "id: Bacs et navettes", "id", 2, 7),
        ("[bac, navette fluviale]", "bac", "words", 9, 12),
        ("[bac, navette fluviale]", "[]", "words", 9, 12),
        ("[bac, navette fluviale]", "[bac, [navette]]", "words", 9, 18),
        ("  probes:\n    words: [bac, navette fluviale]\n", "", "probes", 2, 3),
        ("  probes:\n    words: [bac, navette fluviale]\n", "  probes: bac\n", "probes", 8, 11),
        ("words:", "questions:", "words", 9, 5),
        (FERRIES, "topics: bacs\n", "topics", 1, 9),
        (FERRIES, "- id: bacs\n", "topics", 1, 1),
        (FERRIES, "", "topics", 1, 1),
    ],
)
def test_a_field_that_is_not_as_it_should_be_is_named_where_it_stands(
    instead_of: str, there_is: str, field: str, line: int, column: int
) -> None:
    assert refused(FERRIES.replace(instead_of, there_is)) == {
        "code": TopicFieldWrong.code,
        "file": "essai.yaml",
        "field": field,
        "line": line,
        "column": column,
    }


def test_a_topic_twice_in_one_file_is_named() -> None:
    assert refused(FERRIES + FERRIES.removeprefix("topics:\n")) == {
        "code": TopicTwice.code,
        "file": "essai.yaml",
        "id": "bacs",
        "line": 10,
        "column": 3,
    }


def test_a_topic_of_ones_own_comes_last_in_its_family(tmp_path: Path) -> None:
    topics = load_topics(own(tmp_path, FERRIES))
    family = [topic.id for topic in topics if topic.family == "Routes et mobilités"]
    at = [topic.id for topic in topics].index("bacs")

    assert len(topics) == len(shipped_topics()) + 1
    assert family[-1] == "bacs"
    assert topics[at - 1].family == "Routes et mobilités"


def test_a_topic_of_ones_own_takes_the_place_of_the_one_with_its_id(tmp_path: Path) -> None:
    topics = load_topics(own(tmp_path, FERRIES.replace("id: bacs", "id: velo")))

    assert [topic.id for topic in topics] == [topic.id for topic in shipped_topics()]
    (velo,) = [topic for topic in topics if topic.id == "velo"]
    assert velo.name == "Bacs et navettes fluviales"
    assert velo.probes.questions == ()


def test_the_example_of_the_documentation_is_a_topic() -> None:
    (example,) = re.findall(r"```yaml\n(.*?)```", THEMES.read_text(encoding="utf-8"), re.DOTALL)

    assert [topic.id for topic in read_topics(example, "themes.md")] == ["velo"]


def test_without_a_file_of_ones_own_the_shipped_topics_are_loaded() -> None:
    assert load_topics(None) == shipped_topics()


@pytest.mark.parametrize("content", [None, b"topics:\n- name: \xe9t\xe9\n"])
def test_a_file_of_ones_own_that_is_no_text_is_named(tmp_path: Path, content: bytes | None) -> None:
    file = tmp_path / "absent.yaml"
    if content is not None:
        file.write_bytes(content)

    with pytest.raises(TopicsMissing) as caught:
        load_topics(file)

    assert caught.value.values == {"path": str(file)}


def test_twelve_families_ship_with_three_topics_each_at_least() -> None:
    sizes: dict[str, int] = {}
    for topic in shipped_topics():
        sizes[topic.family] = sizes.get(topic.family, 0) + 1

    assert len(sizes) == 12
    assert min(sizes.values()) >= 3


def test_every_shipped_topic_is_looked_for_by_words_questions_and_groups() -> None:
    thin = [
        topic.id
        for topic in shipped_topics()
        if len(topic.probes.words) < 5
        or not 2 <= len(topic.probes.questions) <= 3
        or not topic.probes.thesaurus
    ]

    assert thin == []


def test_every_shipped_word_has_something_to_look_up() -> None:
    empty = [word for topic in shipped_topics() for word in topic.probes.words if not stems(word)]

    assert empty == []


def test_no_shipped_topic_has_a_word_twice() -> None:
    twice = [
        topic.id
        for topic in shipped_topics()
        if len({tuple(stems(word)) for word in topic.probes.words}) < len(topic.probes.words)
    ]

    assert twice == []


def test_no_two_shipped_topics_share_a_name() -> None:
    names = [topic.name for topic in shipped_topics()]

    assert sorted(set(names)) == sorted(names)
