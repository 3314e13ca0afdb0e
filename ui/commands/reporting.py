"""What `selon reports` does: shows the shelf, and moves what is on it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial

import click

from index.changes import Changes, changes
from index.edition import Edition
from index.manifest import Manifest
from index.shelf import Shelf, ShelvedEdition, ShelvedReport
from ingest.report import Passage
from retrieval.answer import Answer
from retrieval.ask import ask
from retrieval.edition_changes import AnswerChanges, Asked, answer_changes
from ui.audit import Deed
from ui.cards import moment
from ui.commands.blind import blind_json, tell_blind
from ui.commands.opening import tools_for
from ui.contract import Json, dump, passage_json, report_json
from ui.known_questions import known_questions
from ui.plain import page_of
from ui.progress import bars
from ui.settings import Settings
from ui.terminal import complain, tell
from ui.wording import say, say_error, size


@dataclass(frozen=True, slots=True)
class Change:
    """What was done to an edition or a report, and the sentence that says so."""

    deed: Deed
    report: str
    edition: str
    said: str


def change(
    shelf: Shelf,
    *,
    default: str | None,
    publish: str | None,
    rollback: str | None,
    delete: str | None,
) -> Change | None:
    """Does the one thing that was asked; None if nothing was asked."""
    if default is not None:
        shelf.set_default(default)
        return Change(Deed.DEFAULT, default, "", say("terminal.reports.now_default", slug=default))
    if publish is not None:
        return _now_live(Deed.PUBLISH, shelf.publish_edition(publish))
    if rollback is not None:
        return _now_live(Deed.ROLLBACK, shelf.rollback(rollback))
    if delete is not None:
        gone = shelf.delete(delete)
        said = say("terminal.reports.deleted", edition=delete)
        return Change(Deed.DELETE, gone.report, gone.edition, said)
    return None


def _now_live(deed: Deed, manifest: Manifest) -> Change:
    slug, edition = manifest.report, manifest.edition
    said = say("terminal.reports.now_live", edition=edition, slug=slug)
    return Change(deed, slug, edition, said)


class Report:
    """The shelf as it is now, with what was asked to be seen of it."""

    def __init__(
        self,
        shelf: Shelf,
        settings: Settings,
        *,
        blind_spots: bool,
        diff: tuple[str, str] | None,
    ) -> None:
        self._settings = settings
        self._reports = shelf.reports()
        self._blind_spots = blind_spots
        self._live = shelf.all_live() if blind_spots else []
        self._pair = tuple(map(shelf.edition, diff)) if diff else ()

    def write_json(self) -> None:
        """`reports`, and what was asked beside it."""
        written: Json = {"reports": [report_json(report) for report in self._reports]}
        if self._blind_spots:
            written["blind_spots"] = [blind_json(each) for each in self._live]
        if self._pair:
            before, after = self._pair
            found = changes(before.passages, after.passages)
            written["diff"] = _changes_json(found, before.report_slug, after.report_slug)
            answers = _answer_changes(before, after, self._settings, quiet=True)
            written["diff"]["answers"] = _answers_json(answers)
        click.echo(dump(written))

    def tell(self, done: str | None) -> None:
        """Writes the change that was made, the comparison, the blind spots, or the whole shelf."""
        if done:
            tell(done)
        elif self._pair:
            before, after = self._pair
            _tell_changes(changes(before.passages, after.passages), before.id, after.id)
            _tell_answers(_answer_changes(before, after, self._settings, quiet=False))
        elif not self._reports:
            tell(say("terminal.reports.none"))
        elif self._blind_spots:
            for edition in self._live:
                tell_blind(edition)
        else:
            for report in self._reports:
                _tell_report(report)
            tell(say("terminal.reports.legend"), dim=True)


def _tell_report(report: ShelvedReport) -> None:
    live = report.live
    mark = say("terminal.reports.default_mark") if report.default else " "
    title = live.title if live else report.slug
    source = live.provenance.source if live else "?"
    tell(
        say("terminal.reports.report", mark=mark, slug=report.slug, title=title, source=source),
        bold=True,
    )
    for edition in report.editions:
        manifest = edition.manifest
        tell(
            say(
                "terminal.reports.edition",
                edition=manifest.edition,
                state=say(f"terminal.reports.{_state(edition)}"),
                pages=manifest.pages,
                passages=manifest.passages,
                size=size(manifest.bytes),
                built=moment(datetime.fromisoformat(manifest.built)),
                model=manifest.model.name,
            ),
            indent=4,
        )
    for problem in report.problems:
        complain(say_error(problem))


def _state(edition: ShelvedEdition) -> str:
    if edition.live:
        return "live"
    return "waiting" if edition.waiting else "kept"


def _tell_changes(found: Changes, before: str, after: str) -> None:
    counts = {"new": len(found.new), "gone": len(found.gone), "changed": len(found.changed)}
    counts["moved"] = len(found.moved)
    tell(say("terminal.diff.summary", before=before, after=after, same=found.same, **counts))
    for key, passages in (("new", found.new), ("gone", found.gone)):
        for passage in passages:
            _tell_passage(f"terminal.diff.{key}", passage)
    for pair in found.changed:
        _tell_passage("terminal.diff.changed_before", pair.before)
        _tell_passage("terminal.diff.changed_after", pair.after)
    for pair in found.moved:
        was, now = (page_of(p.first_page, p.page_label) for p in (pair.before, pair.after))
        tell(say("terminal.diff.moved", was=was, now=now, text=pair.after.text))


def _answer_changes(
    before: Edition, after: Edition, settings: Settings, *, quiet: bool
) -> AnswerChanges:
    """What known questions of the two editions' files get from one and from the other."""
    sources = {each.manifest.provenance.source for each in (before, after)}
    questions = known_questions(sources, settings.home)
    if not questions:
        return AnswerChanges((), 0)

    def answers(edition: Edition) -> Callable[[Asked], Answer]:
        tools = tools_for([edition], settings)
        return lambda asked: ask(asked.question, [edition], tools=tools, previous=asked.previous)

    with bars(quiet=quiet) as bar:
        return answer_changes(questions, answers(before), answers(after), partial(bar, "questions"))


def _tell_answers(found: AnswerChanges) -> None:
    tell(say("terminal.diff.answers", asked=found.asked, changed=len(found.changed)))
    for each in found.changed:
        tell(say("terminal.diff.question", question=each.asked.question))
        for key, answer in (("answer_before", each.before), ("answer_after", each.after)):
            label = say(f"outcomes.{answer.outcome}.label")
            quotes = " ".join(f"« {c.quote} » (p. {c.page_label})" for c in answer.citations)
            tell(say(f"terminal.diff.{key}", label=label, quotes=quotes), indent=2)


def _tell_passage(key: str, passage: Passage) -> None:
    tell(say(key, page=page_of(passage.first_page, passage.page_label), text=passage.text))


def _changes_json(found: Changes, before: str, after: str) -> Json:
    return {
        "new": [passage_json(passage, after) for passage in found.new],
        "gone": [passage_json(passage, before) for passage in found.gone],
        "changed": [
            {
                "before": passage_json(p.before, before),
                "after": passage_json(p.after, after),
                "figures": p.figures,
            }
            for p in found.changed
        ],
        "same": found.same,
        "moved": [
            {"before": passage_json(p.before, before), "after": passage_json(p.after, after)}
            for p in found.moved
        ],
    }


def _answers_json(found: AnswerChanges) -> Json:
    return {
        "asked": found.asked,
        "partial": found.partial,
        "changed": [
            {
                "question": each.asked.question,
                "previous": list(each.asked.previous),
                "before": _answer_json(each.before),
                "after": _answer_json(each.after),
            }
            for each in found.changed
        ],
    }


def _answer_json(answer: Answer) -> Json:
    quotes = [{"quote": c.quote, "page": c.page.number} for c in answer.citations]
    return {"outcome": answer.outcome.value, "quotes": quotes}
