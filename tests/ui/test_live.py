"""The edition that answers: what is served before anything was published, and after."""

from collections.abc import Hashable
from typing import Any, cast

import pytest

from index.edition import Edition
from index.errors import NoReportYet
from ui.live import LiveEdition


class EmptyLibrary:
    """A shelf without a register: its stamp is None until something is published."""

    def __init__(self) -> None:
        self.edition: Edition | None = None

    def stamp(self) -> Hashable:
        return None if self.edition is None else 1

    def open_live(self) -> Edition:
        if self.edition is None:
            raise NoReportYet(home="/srv/selon")
        return self.edition


def test_an_empty_shelf_is_told_by_its_own_error_every_time() -> None:
    live = LiveEdition(EmptyLibrary())
    for _ in range(2):
        with pytest.raises(NoReportYet):
            live.current()


def test_the_first_edition_published_is_served() -> None:
    library = EmptyLibrary()
    live = LiveEdition(library)
    with pytest.raises(NoReportYet):
        live.current()
    library.edition = cast(Any, "the edition")
    assert live.current() == "the edition"
