"""What questions are about: their topic by its probes, their territory by the places they name."""

import pytest

from retrieval.about import About, Subjects, topic_of, words_of
from retrieval.gazetteer import Gazetteer
from retrieval.places import Place
from retrieval.probing import Sought
from retrieval.topic import read_topics
from retrieval.topics import shipped_topics

TOPICS = """\
topics:
- id: velo
  name: Vélo
  family: Routes
  about: Le vélo.
  probes: {words: [plan vélo, piste cyclable]}
- id: ponts
  name: Ponts
  family: Routes
  about: Les ponts.
  probes: {words: [pont]}
"""
PLACES = Gazetteer(
    [
        Place("Calais", "62193", intercommunality="communauté d'agglomération de Grand Calais"),
        Place("Wizernes", "62897"),
    ]
)


@pytest.fixture
def subjects() -> Subjects:
    return Subjects(tuple(read_topics(TOPICS, "themes.yaml")), PLACES)


@pytest.mark.parametrize(
    ("question", "topic"),
    [
        ("Où sont les pistes cyclables ?", "velo"),
        ("Le pont est-il fermé ?", "ponts"),
        ("La piste cyclable passe-t-elle sur le pont ?", "velo"),
        ("Quel temps fait-il ?", ""),
    ],
)
def test_the_topic_is_the_one_whose_probes_weigh_most(
    question: str, topic: str, subjects: Subjects
) -> None:
    assert subjects.of(question).topic == topic


@pytest.mark.parametrize(
    ("question", "territory"),
    [
        ("Et le pont de calais ?", "communauté d'agglomération de Grand Calais"),
        ("Le pont de Wizernes ?", "Wizernes"),
        ("Le pont ?", ""),
    ],
)
def test_the_territory_is_that_of_the_first_place_named(
    question: str, territory: str, subjects: Subjects
) -> None:
    assert subjects.of(question).territory == territory


def test_courtesies_and_words_that_only_ask_are_not_among_the_words(subjects: Subjects) -> None:
    assert subjects.of("Bonjour, où est le pont ? Merci.") == subjects.of("le Pont")
    assert words_of("Combien de repas à la cantine ?") == ("cantin", "rep")


def test_what_is_asked_twice_is_kept_once(subjects: Subjects) -> None:
    assert subjects.of("Le pont ?") is subjects.of("les ponts")


def test_without_topics_nothing_is_recognised() -> None:
    assert Subjects((), PLACES).of("Le pont ?") == About(words=("pont",))


def test_two_in_three_of_the_questions_that_topics_give_as_examples_are_told_to_be_theirs() -> None:
    """The examples are no probes of words: docs/pilotage.md has the figure."""
    subjects = Subjects(shipped_topics(), Gazetteer([]))
    told = [
        subjects.of(question).topic == topic.id
        for topic in shipped_topics()
        for question in topic.probes.questions
    ]
    assert sum(told) / len(told) > 0.6


def test_the_topic_of_several_texts_is_that_of_the_first_that_has_one() -> None:
    bikes, bridges = topics = tuple(read_topics(TOPICS, "themes.yaml"))
    sought = Sought(topics)
    assert topic_of(("Et les ponts ?", "une piste cyclable"), sought) is bridges
    assert topic_of(("Et là ?", "une piste cyclable"), sought) is bikes
    assert topic_of(("Et là ?",), sought) is None
