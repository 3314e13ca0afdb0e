"""What the head and the foot of a page say: the edition, and who runs the installation."""

from dataclasses import dataclass
from datetime import date

from index.edition import Edition
from ui.turn import ReportCard
from ui.wording import say

EMBEDDED = "dossier"


@dataclass(frozen=True, slots=True)
class Operator:
    """Who runs this installation and how to reach them; empty where nothing was said.

    `months_kept` is for how long questions are noted, 0 where they aren't.
    """

    name: str = ""
    contact: str = ""
    months_kept: int = 0


def report_card(edition: Edition) -> ReportCard:
    """The card of `edition`, its date in words."""
    manifest = edition.manifest
    return ReportCard(
        edition=edition.id,
        title=manifest.title,
        pages=manifest.pages,
        built=in_words(date.fromisoformat(manifest.built[:10])),
        official=manifest.report != EMBEDDED,
    )


def in_words(day: date) -> str:
    """`day` as French writes it: "1er mars 2025".

    >>> in_words(date(2025, 3, 1))
    '1er mars 2025'
    """
    number = "1er" if day.day == 1 else str(day.day)
    return say("web.date", day=number, month=say(f"web.months.m{day.month}"), year=day.year)
