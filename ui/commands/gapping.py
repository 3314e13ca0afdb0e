"""What `selon gaps` does: goes through what was missed, and writes it in five ways."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import click

from index.reader import load_reader
from retrieval.asked import AskedDays, Period, asked_of
from retrieval.cause import Cause
from retrieval.diagnosis import Diagnoser
from retrieval.gap_report import GapReport, report_of
from retrieval.gazetteer import load_gazetteer
from retrieval.journal import now_here
from retrieval.journal_file import FILE
from retrieval.journal_reading import JournalReader
from retrieval.topics import load_topics
from ui.cards import in_words
from ui.commands.opening import encoder_for, open_shelf
from ui.commands.usage import WrongUsage
from ui.covered import coverage_of
from ui.errors import GapsUnwritable
from ui.gap_table import gaps_csv, gaps_json, gaps_markdown, gaps_xlsx
from ui.gap_words import action, reason, said_of_cause, to_copy, trend
from ui.lists import load_lists
from ui.plain import page_of
from ui.settings import Settings
from ui.terminal import tell
from ui.wording import say

DAYS = 30
SHOWN = 20
FORMS: Mapping[str, Callable[[GapReport], bytes]] = {
    "csv": gaps_csv,
    "xlsx": gaps_xlsx,
    "markdown": lambda report: gaps_markdown(report).encode(),
}


def reported(
    slug: str | None,
    since: date | None,
    until: date | None,
    settings: Settings,
    cause: Cause | None = None,
) -> GapReport:
    """The gaps of the days from `since` to `until`, told by the live edition of `slug`.

    Only those of the questions asked of that report where it is named, and with that `cause`. The
    last `DAYS` days without either. Raises `WrongUsage`.
    """
    last = until or max(since or date.min, now_here().date())
    first = since or last - timedelta(days=DAYS - 1)
    if last < first:
        raise WrongUsage("period_backwards")
    gazetteer, topics = load_gazetteer(settings.places), load_topics(settings.topics)
    shelf = open_shelf(settings)
    edition, meant = shelf.live(slug), asked_of(shelf.reports(), slug or "")
    encoder, reader = encoder_for([edition], settings), load_reader(settings.reader)
    coverage = coverage_of(
        edition, topics, home=settings.home, gazetteer=gazetteer, load_encoder=lambda: encoder
    )
    days = AskedDays(JournalReader(settings.home / FILE), lambda: topics, lambda: gazetteer)
    tools = replace(load_lists(settings), encoder=encoder, reader=reader)
    diagnoser = Diagnoser(edition, tools, coverage)
    return report_of(days, Period(first, last), diagnoser, asked_of=meant, cause=cause)


def write_json(report: GapReport) -> None:
    """One object on stdout."""
    click.echo(gaps_json(report))


def write_file(report: GapReport, kind: str, path: Path) -> None:
    """The report in `path`, in one of `FORMS`. Raises `GapsUnwritable`."""
    try:
        path.write_bytes(FORMS[kind](report))
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError, PermissionError) as exc:
        raise GapsUnwritable(path=str(path)) from exc
    tell(say("terminal.gaps.written", path=str(path), count=len(report.told)))


def tell_gaps(report: GapReport) -> None:
    """Writes the most frequent groups: how often, why, what to read and what to do."""
    gaps = report.gaps
    days = {"since": in_words(gaps.period.since), "until": in_words(gaps.period.until)}
    tell(say("gaps.markdown.title", **days), bold=True)
    tell(say("gaps.summary", asked=gaps.asked, missed=gaps.missed, groups=len(gaps.found)))
    if gaps.withheld:
        tell(say("gaps.withheld", count=gaps.withheld))
    if report.cause:
        tell(said_of_cause(report.cause))
    for each in report.told[:SHOWN]:
        tell()
        tell(each.texts[0], bold=True)
        tell(f"{say('gaps.markdown.count', count=each.gap.count)} ; {trend(each.gap)}", indent=2)
        cause = say(f"gaps.cause.{each.diagnosis.cause.value}")
        tell(f"{cause}. {reason(each.diagnosis)}", indent=2)
        for one in each.diagnosis.passages:
            quote = " ".join(one.quote.split())
            page = page_of(one.page.number, one.page_label)
            tell(say("terminal.coverage.quote", quote=quote, page=page), indent=4, dim=True)
        tell(action(each.diagnosis), indent=2)
        for line in to_copy(each).splitlines():
            tell(line, indent=4)
    rest = len(gaps.found) - report.looked + max(0, len(report.told) - SHOWN)
    if rest:
        tell()
        tell(say("gaps.untold", count=rest))
    tell()
    tell(say("gaps.caution"), dim=True)
