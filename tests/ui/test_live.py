"""The edition that answers: what is served before anything was published, and after."""

from collections.abc import Hashable
from typing import Any, cast

import pytest

from index.edition import Edition
from index.errors import NoReportYet, UnknownEdition
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

    def open_edition(self, edition_id: str) -> Edition:
        raise UnknownEdition(edition=edition_id)


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


def test_an_edition_that_is_not_live_is_opened_once_and_known_from_then_on(library: Any) -> None:
    first = library.edition
    library.publish("b" * 16)
    live = LiveEdition(library)
    assert live.current().id == "b" * 16
    assert live.known(first.id) is None
    assert live.pinned(first.id) is first
    assert live.known(first.id) is first
    library.shelved.clear()
    assert live.pinned(first.id) is first


def test_only_the_last_pinned_editions_stay_open(library: Any) -> None:
    for name in "bcdef":
        library.publish(name * 16)
    live = LiveEdition(library)
    for name in ("0123456789abcdef", *(letter * 16 for letter in "bcde")):
        live.pinned(name)
    assert live.known("0123456789abcdef") is None
    assert live.known("b" * 16) is not None


def test_a_deleted_edition_is_gone_though_it_was_open(library: Any) -> None:
    live = LiveEdition(library)
    pinned = live.pinned(library.edition.id)
    library.shelved.clear()
    pinned.pdf.unlink()
    with pytest.raises(UnknownEdition):
        live.pinned(pinned.id)
