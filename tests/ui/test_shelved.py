"""The editions that links lead to, found on the shelf whatever is live, and their encoders."""

import logging
from types import SimpleNamespace

import pytest

from index.errors import AmbiguousEdition, UnknownEdition
from index.models import DEFAULT, ModelIdentity, describe_model
from retrieval.tools import Tools
from ui.shelved import ShelfLibrary, tools_of


class TwoCopies:
    """A shelf where two reports were read from the same PDF."""

    def edition(self, name: str) -> str:
        if name == "0a":
            raise AmbiguousEdition(edition=name, reports="bilan, copie")
        if name != "bilan/0a":
            raise UnknownEdition(edition=name)
        return "the edition"


@pytest.fixture
def library() -> ShelfLibrary:
    return ShelfLibrary(TwoCopies())  # type: ignore[arg-type]


def test_of_two_copies_of_an_edition_the_first_is_opened(library: ShelfLibrary) -> None:
    assert library.open_edition("0a") == "the edition"  # type: ignore[comparison-overlap]


def test_an_edition_that_was_deleted_is_an_error_of_ours(library: ShelfLibrary) -> None:
    with pytest.raises(UnknownEdition):
        library.open_edition("0b")


def edition_of(model: ModelIdentity) -> SimpleNamespace:
    return SimpleNamespace(id="0a", model=model.revision, manifest=SimpleNamespace(model=model))


def test_an_edition_of_the_shipped_encoder_is_searched_with_it() -> None:
    now = describe_model(DEFAULT)
    encoder = tools_of(edition_of(now), None, Tools()).encoder  # type: ignore[arg-type]
    assert encoder is not None
    assert encoder.revision == now.revision


def test_an_edition_of_weights_that_ship_no_more_answers_from_its_words(
    caplog: pytest.LogCaptureFixture,
) -> None:
    former = ModelIdentity(DEFAULT, "former weights", 384)
    with caplog.at_level(logging.WARNING):
        assert tools_of(edition_of(former), None, Tools()).encoder is None  # type: ignore[arg-type]
    assert "read it again" in caplog.text
