"""Whole pages that need no script: search, a kept answer, its sheet, and what to say instead."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from starlette.responses import HTMLResponse

from index.edition import Edition
from retrieval.answer import Outcome
from ui import policy
from ui.cards import in_words, report_card
from ui.forms import EARLIER_KEPT, Asked
from ui.frame import Frame
from ui.permalinks import Permalink
from ui.render import template, turn_view
from ui.residents import QUESTION_LIMIT
from ui.turn import Turn

FIRST = 1
HEADERS = {"Cache-Control": "no-store", policy.POLICY: policy.PAGES}


def first_screen(around: Frame, suggestions: Sequence[str]) -> str:
    """The page before any question; the sentence that says why where no report is there."""
    return template("recherche.html").render(
        frame=around, turn=None, suggestions=suggestions, earlier=(), limit=QUESTION_LIMIT
    )


def answer_page(
    around: Frame, asked: Asked, turn: Turn, suggestions: Sequence[str], *, reviewer: str = ""
) -> str:
    """The page of one answer, with the way to the next question."""
    return template("recherche.html").render(
        frame=around,
        turn=turn_view(FIRST, turn),
        suggestions=suggestions,
        earlier=asked.earlier,
        carried_on=carried_on(asked, turn),
        cut=asked.cut,
        limit=QUESTION_LIMIT,
        reviewer=reviewer,
    )


def carried_on(asked: Asked, turn: Turn) -> tuple[str, ...]:
    """The questions that the next one may lean on: really searched ones, masked, oldest first."""
    searched = turn.answer.searched.strip()
    if not searched or turn.answer.outcome in {Outcome.BLOCKED, Outcome.FAILED}:
        return asked.earlier
    return (*asked.earlier, searched[:QUESTION_LIMIT])[-EARLIER_KEPT:]


@dataclass(frozen=True, slots=True)
class Kept:
    """A link, the answer that it leads to, and the address that it is read at.

    `newer` is the live edition where it came after the one of the link.
    """

    link: Permalink
    turn: Turn
    address: str
    newer: Edition | None = None


def permalink_page(around: Frame, kept: Kept) -> str:
    """The page that a link leads to."""
    return template("permalink.html").render(
        frame=around,
        turn=turn_view(FIRST, kept.turn),
        address=kept.address,
        edition=kept.link.pin.edition,
        made=in_words(kept.link.made),
        newer=report_card(kept.newer) if kept.newer else None,
    )


def sheet(around: Frame, kept: Kept, today: date) -> str:
    """The same to be printed, as it stands `today`."""
    return template("fiche.html").render(
        frame=around,
        turn=turn_view(FIRST, kept.turn),
        address=kept.address,
        code=kept.link.code,
        edition=kept.link.pin.edition,
        made=in_words(kept.link.made),
        today=in_words(today),
    )


def message(around: Frame, title: str, sentence: str, *, question: str = "") -> str:
    """A page with one thing to say; `question` can be asked of the live edition from there."""
    return template("message.html").render(
        frame=around, title=title, sentence=sentence, question=question
    )


def response(page: str, status: int = 200) -> HTMLResponse:
    """`page` as it is sent: kept by nobody, and without a right to any script but our own."""
    return HTMLResponse(page, status_code=status, headers=HEADERS)
