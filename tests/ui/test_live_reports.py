"""Reports beside the default one: opened when they are asked, anew when another edition is live."""

from collections.abc import Hashable
from dataclasses import dataclass
from typing import Any, cast

import pytest

from index.edition import Edition
from index.errors import UnknownReport
from index.manifest import Manifest
from ui.live_reports import LiveReports


@dataclass(frozen=True)
class Listed:
    """What is read of a manifest."""

    report: str
    edition: str


@dataclass(frozen=True)
class Opened:
    """What is read of an edition."""

    id: str


class CountingReports:
    """Reports by name with the id of their live edition; it notes what was opened and listed."""

    def __init__(self, **live: str) -> None:
        self.live = live
        self.stamped: Hashable = 1
        self.opened: list[str] = []
        self.lists = 0

    def stamp(self) -> Hashable:
        return self.stamped

    def listed(self) -> list[Manifest]:
        self.lists += 1
        return [cast(Any, Listed(slug, edition)) for slug, edition in self.live.items()]

    def open_report(self, slug: str) -> Edition:
        self.opened.append(slug)
        return cast(Any, Opened(self.live[slug]))


@pytest.fixture
def reports() -> CountingReports:
    return CountingReports(bilan="a1", projet="b1")


def test_a_report_is_opened_once_and_known_from_then_on(reports: CountingReports) -> None:
    live = LiveReports(reports)
    assert live.known("b1") is None
    first = live.open("projet")
    assert live.open("projet") is first
    assert live.known("b1") is first
    assert reports.opened == ["projet"]


def test_another_edition_takes_the_place_of_the_one_before(reports: CountingReports) -> None:
    live = LiveReports(reports)
    live.open("projet")
    reports.live["projet"], reports.stamped = "b2", 2
    assert live.open("projet").id == "b2"
    assert live.known("b1") is None


def test_a_report_that_is_gone_is_an_error_of_its_own_and_let_go(reports: CountingReports) -> None:
    live = LiveReports(reports)
    live.open("projet")
    del reports.live["projet"]
    reports.stamped = 2
    with pytest.raises(UnknownReport) as refused:
        live.open("projet")
    assert refused.value.values == {"slug": "projet", "known": "bilan"}
    live.open("bilan")
    assert live.known("b1") is None


def test_reports_are_listed_anew_only_when_something_was_published(
    reports: CountingReports,
) -> None:
    live = LiveReports(reports)
    assert [manifest.report for manifest in live.listed()] == ["bilan", "projet"]
    live.listed()
    assert reports.lists == 1
    reports.stamped = None
    live.listed()
    live.listed()
    assert reports.lists == 3
