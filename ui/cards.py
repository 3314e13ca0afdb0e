"""What the head of a page says of the edition that answers, and how dates and moments are said."""

from datetime import date, datetime

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


def moment(when: datetime) -> str:
    """`when` by the clock on the wall, short enough for a table: "30/11/2026 à 09:05"."""
    here = when.astimezone()
    return say("web.moment", date=f"{here:%d/%m/%Y}", time=f"{here:%H:%M}")


def moment_in_words(when: datetime) -> str:
    """The same in a sentence: "30 novembre 2026 à 9 h 05"."""
    here = when.astimezone()
    said = {"day": in_words(here.date()), "hour": here.hour, "minute": f"{here.minute:02}"}
    return say("web.moment_in_words", **said)
