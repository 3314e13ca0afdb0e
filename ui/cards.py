"""What the head of a page says of the edition that answers, and dates in words."""

from datetime import date

from index.edition import Edition
from ui.turn import ReportCard
from ui.wording import say

EMBEDDED = "dossier"


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
