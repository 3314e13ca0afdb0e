"""The gap report for other programs and other readers: CSV, XLSX, JSON and Markdown."""

from collections.abc import Iterator
from datetime import date

from retrieval.answer import Citation
from retrieval.gap_report import GapReport, Told
from ui.cards import in_words
from ui.contract import dump
from ui.gap_words import action, reason, said_of_cause, to_copy, trend
from ui.markdown import escaped
from ui.spreadsheet import csv_of
from ui.wording import say
from ui.workbook import Row, workbook_of

COLUMNS = (
    "question", "count", "before", "cause", "reason", "action", "copy", "topic", "state",
    "territories", "pages", "others",
)  # fmt: skip
_OTHERS = 5


def heads() -> tuple[str, ...]:
    """The French heads of the table."""
    return tuple(say(f"gaps.columns.{name}") for name in COLUMNS)


def rows_of(report: GapReport) -> Iterator[Row]:
    """A row for each gap told."""
    for each in report.told:
        row = each.diagnosis.topic
        yield (
            each.texts[0],
            each.gap.count,
            each.gap.before,
            say(f"gaps.cause.{each.diagnosis.cause.value}"),
            reason(each.diagnosis),
            action(each.diagnosis),
            to_copy(each),
            row.topic.name if row else "",
            say(f"coverage.states.{row.whole.state.value}") if row else "",
            ", ".join(each.gap.territories),
            ", ".join(str(one.page.number) for one in each.diagnosis.passages),
            "\n".join(each.texts[1:_OTHERS]),
        )


def gaps_csv(report: GapReport) -> bytes:
    """The table for a French spreadsheet."""
    return csv_of(heads(), (map(str, row) for row in rows_of(report)))


def gaps_xlsx(report: GapReport) -> bytes:
    """The table as a workbook."""
    return workbook_of(say("gaps.sheet"), heads(), rows_of(report))


def gaps_json(report: GapReport) -> str:
    """One object: the period, what it holds, and each gap told."""
    gaps = report.gaps
    return dump(
        {
            "since": gaps.period.since.isoformat(),
            "until": gaps.period.until.isoformat(),
            "report": report.title,
            "edition": report.edition,
            "asked": gaps.asked,
            "missed": gaps.missed,
            "withheld": gaps.withheld,
            "groups": len(gaps.found),
            "looked": report.looked,
            "cause": report.cause.value if report.cause else None,
            "gaps": [_record(each) for each in report.told],
        }
    )


def gaps_markdown(report: GapReport) -> str:
    """The report to be read in a meeting."""
    gaps = report.gaps
    days = {"since": _day(gaps.period.since), "until": _day(gaps.period.until)}
    lines = [
        f"# {say('gaps.markdown.title', **days)}",
        "",
        say("gaps.markdown.about", title=escaped(report.title)),
        "",
        say("gaps.summary", asked=gaps.asked, missed=gaps.missed, groups=len(gaps.found)),
        *([say("gaps.withheld", count=gaps.withheld)] if gaps.withheld else []),
        *([said_of_cause(report.cause)] if report.cause else []),
        "",
        f"*{say('gaps.caution')}*",
    ]
    for number, each in enumerate(report.told, start=1):
        lines += ["", *_section(number, each)]
    if report.untold:
        lines += ["", say("gaps.untold", count=report.untold)]
    return "\n".join(lines) + "\n"


def _section(number: int, one: Told) -> Iterator[str]:
    yield f"## {number}. {escaped(one.texts[0])}"
    yield ""
    yield f"- {say('gaps.markdown.count', count=one.gap.count)} ; {trend(one.gap)}"
    cause = say(f"gaps.cause.{one.diagnosis.cause.value}")
    yield f"- **{cause}.** {escaped(reason(one.diagnosis))}"
    yield f"- {action(one.diagnosis)}"
    others = one.texts[1:_OTHERS]
    if others:
        yield f"- {say('gaps.markdown.others')} {' / '.join(map(escaped, others))}"
    for each in one.diagnosis.passages:
        quote = " ".join(each.quote.split())
        yield f"- p. {each.page.number} : « {escaped(quote)} »"
    copied = to_copy(one)
    if copied:
        yield from ("", "```", copied.replace("```", "'''"), "```")


def _record(one: Told) -> dict[str, object]:
    diagnosis = one.diagnosis
    return {
        "question": one.texts[0],
        "others": list(one.texts[1:_OTHERS]),
        "count": one.gap.count,
        "before": one.gap.before,
        "outcomes": {outcome.value: count for outcome, count in sorted(one.gap.outcomes().items())},
        "topic": diagnosis.topic.topic.id if diagnosis.topic else None,
        "state": diagnosis.topic.whole.state.value if diagnosis.topic else None,
        "territories": list(one.gap.territories),
        "cause": diagnosis.cause.value,
        "basis": diagnosis.basis.value,
        "words": list(diagnosis.words),
        "passages": [_passage(each) for each in diagnosis.passages],
        "action": diagnosis.action.value,
        "copy": to_copy(one),
    }


def _passage(citation: Citation) -> dict[str, object]:
    return {
        "quote": citation.quote,
        "page": citation.page.number,
        "page_label": citation.page_label,
        "passage_id": citation.passage.id,
    }


def _day(day: date) -> str:
    return in_words(day)
