"""What pages about a period of the journal have in common: its choice, and why there is none."""

from dataclasses import replace
from datetime import date
from typing import Any

from fastapi import Request, Response

from retrieval.journal import Journal
from ui.cards import in_words
from ui.render import told
from ui.sessions import Session
from ui.staff.admitted import nothing_here
from ui.staff.pages import staff_page
from ui.staff.period import MOST_DAYS, OFFERED, Chosen, lasting


def kept_period(request: Request, journal: Journal, today: date) -> Chosen:
    """The period in the address of a file; 404 without a journal, or where it can't be."""
    if journal.state.months is None:
        raise nothing_here()
    try:
        return Chosen.read(request.query_params, today)
    except ValueError:
        raise nothing_here() from None


def journal_off(request: Request, session: Session, room: str, heading: str) -> Response:
    """Why there is nothing to count, and how a journal is kept."""
    sentences = [told("staff.gaps.not_kept"), told("staff.questions.not_kept.how")]
    sentences += [told("staff.questions.not_kept.command"), told("staff.questions.not_kept.then")]
    return staff_page(request, session, "said", heading=heading, room=room, sentences=sentences)


def still_counting(request: Request, session: Session, room: str, heading: str) -> Response:
    """That the figures are being counted behind the page, and a way to look again."""
    return staff_page(
        request, session, "counting", status=202, heading=heading, room=room, again=here(request)
    )


def here(request: Request) -> str:
    """The end of the address of the page, to look at it again: all that follows its path."""
    return f"?{request.url.query}"


def wrong_period(request: Request, session: Session) -> Response:
    """What is wrong with the days in the address."""
    return staff_page(
        request,
        session,
        "said",
        status=422,
        heading=told("staff.period.wrong.title"),
        room="",
        sentences=[told("staff.period.wrong.sentence", most=MOST_DAYS)],
    )


def period_given(chosen: Chosen, today: date) -> dict[str, Any]:
    """What the choice of a period shows."""
    return {
        "chosen": chosen,
        "since": in_words(chosen.period.since),
        "until": in_words(chosen.period.until),
        "lasting": {
            days: replace(lasting(days, today), rapport=chosen.rapport) for days in OFFERED
        },
    }
