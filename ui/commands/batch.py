"""Many questions in a file, one answer a line: `selon ask --batch`."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import click

from index.edition import Edition
from ingest.errors import SelonError
from retrieval.answer import Answer, Outcome
from retrieval.ask import ask
from ui.commands.asking import Scope
from ui.commands.opening import open_editions, open_shelf, tools_for
from ui.contract import Json, answer_json, dump
from ui.errors import BatchLineUnreadable, BatchMissing
from ui.settings import Settings
from ui.terminal import complain
from ui.wording import say_error


@dataclass(frozen=True, slots=True)
class BatchQuestion:
    """One line of a batch. `id` is whatever JSON value was given, or the line's number."""

    id: Any
    question: str
    previous: tuple[str, ...] = ()
    report: str | None = None


def answer_batch(path: str, settings: Settings, scope: Scope) -> int:
    """The exit code: 0, or 1 where some question could not be asked (its outcome is `failed`).

    Raises `BatchMissing` and `BatchLineUnreadable` before anything is asked.
    """
    questions = list(read_batch(Path(path)))
    shelf = open_shelf(settings)

    @cache
    def editions_of(slug: str | None) -> list[Edition]:
        return open_editions(shelf, slug, all_reports=scope.all_reports)

    tools = tools_for(editions_of(scope.report), settings)
    failed = 0
    for asked in questions:
        try:
            editions = editions_of(None if scope.all_reports else asked.report or scope.report)
            answer = ask(
                asked.question,
                editions,
                tools=tools,
                previous=asked.previous,
                as_typed=scope.as_typed,
            )
            line = answer_json(answer, several=scope.all_reports)
        except SelonError as exc:
            failed += 1
            line = _failure(asked, exc)
        click.echo(dump({"id": asked.id, **line}))
    return 1 if failed else 0


def read_batch(path: Path) -> Iterator[BatchQuestion]:
    """The questions of a JSON Lines file; blank lines are left aside."""
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as exc:
        raise BatchMissing(path=str(path)) from exc
    for number, line in enumerate(lines, start=1):
        if line.strip():
            try:
                yield _parse(json.loads(line), number)
            except (ValueError, TypeError, KeyError) as exc:
                raise BatchLineUnreadable(path=str(path), line=number) from exc


def _parse(fields: Any, number: int) -> BatchQuestion:
    """Raises KeyError, TypeError or ValueError where a field doesn't fit."""
    previous = fields.get("previous") or [] if isinstance(fields, dict) else None
    if not isinstance(previous, list) or not all(isinstance(each, str) for each in previous):
        raise TypeError("previous is a list of questions")
    question, report = fields["question"], fields.get("report")
    if not isinstance(question, str) or not isinstance(report, str | None):
        raise TypeError("a question is a text")
    return BatchQuestion(fields.get("id", number), question, tuple(previous), report)


def _failure(asked: BatchQuestion, exc: SelonError) -> Json:
    """An answer object that says why the question wasn't asked; the sentence goes to stderr too."""
    sentence = say_error(exc)
    complain(f"{asked.id} : {sentence}")
    failed = Answer(question=asked.question, searched=asked.question, outcome=Outcome.FAILED)
    return {**answer_json(failed), "error": {"code": exc.code, "reason": sentence}}
