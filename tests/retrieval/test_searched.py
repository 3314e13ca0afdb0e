from collections.abc import Callable

import pytest

from index.search import Searchable
from retrieval.searched import as_searched
from retrieval.spelling import Corrected
from retrieval.tools import Tools

TEXT = "La cantine des collèges de Saint-Omer et de Lens coûte 3,50 euros."
QUESTION = "bonjour, cb coute la cantne a st omer svp"


@pytest.fixture
def editions(make_edition: Callable[..., Searchable]) -> list[Searchable]:
    """A small report."""
    return [make_edition([(1, ("Collèges",), TEXT)])]


def test_a_question_is_searched_plain_rightly_spelt_and_its_places_as_written(
    editions: list[Searchable],
) -> None:
    asked = as_searched(QUESTION, editions, Tools())
    assert asked.text == "combien coûte la cantine a Saint-Omer"
    assert asked.changes[-1] == ("cantne", "cantine")


def test_as_typed_nothing_is_changed(editions: list[Searchable]) -> None:
    assert as_searched(QUESTION, editions, Tools(), as_typed=True) == Corrected(QUESTION)
