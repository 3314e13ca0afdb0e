"""The editions that links lead to, found on the shelf whatever is live."""

import pytest

from index.errors import AmbiguousEdition, UnknownEdition
from ui.shelved import ShelfLibrary


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
