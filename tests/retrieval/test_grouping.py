"""Which questions are put together: typed otherwise, a word more; never other figures or places."""

from random import Random

import pytest

from retrieval.about import About, words_of
from retrieval.grouping import leaders


def about(text: str, *places: str) -> About:
    return About(places=places, words=words_of(text))


MEALS = about("Combien de repas à la cantine du collège ?")


@pytest.mark.parametrize(
    "typed",
    [
        "repas cantine collège",
        "Les repas de la cantne du collège ?",
        "combien coûtent les repas de cantine du collège svp",
    ],
)
def test_the_same_question_typed_otherwise_is_in_one_group(typed: str) -> None:
    asked = about("Combien coûtent les repas de cantine du collège ?")
    other = about(typed)
    near = MEALS if "coûtent" not in typed else asked
    assert leaders({near: 5, other: 1})[other] == near


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (about("prime vélo 2024"), about("prime vélo 2025")),
        (about("les travaux du collège", "Lens"), about("les travaux du collège", "Arras")),
        (about("aide pour les jeunes"), about("aide pour les aidants")),
        (about("achat de vélo"), about("achat de vélo électrique")),
    ],
)
def test_other_figures_places_or_words_are_other_questions(one: About, other: About) -> None:
    assert leaders({one: 5, other: 1})[other] == other


def test_the_most_asked_leads() -> None:
    typed = about("repas cantne college")
    assert leaders({typed: 1, MEALS: 2})[typed] == MEALS
    assert leaders({typed: 2, MEALS: 1})[MEALS] == typed


def test_groups_do_not_depend_on_the_order_of_the_questions() -> None:
    words = ["repas", "cantine", "collège", "vélo", "prime", "route", "travaux", "bourse"]
    draw = Random(1)
    counts = {about(" ".join(draw.sample(words, 4))): draw.randrange(1, 4) for _ in range(200)}
    turned = dict(list(counts.items())[::-1])
    assert leaders(counts) == leaders(turned)
