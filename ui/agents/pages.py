"""The console as a page, and the sentences that its script says."""

from fastapi import Request
from fastapi.responses import HTMLResponse

from ui.closed.pages import desk_page
from ui.render import told
from ui.sessions import Session
from ui.turn import ReportCard

QUESTION_LIMIT = 300
# What the script says by itself, by the name that it has for it.
SCRIPT_WORDS = {
    "above": "passage.above",
    "also": "passage.also",
    "below": "passage.below",
    "choices": "answer.choices",
    "choose": "passage.start",
    "cleared": "filters.cleared",
    "copied": "copy.done",
    "heads": "passage.heads",
    "marked": "call.done",
    "noCall": "call.nothing",
    "noPassage": "copy.nothing",
    "offline": "errors.offline",
    "open": "answer.open",
    "passage": "passage.empty",
    "spoken": "copy.spoken_done",
    "start": "hits.start",
    "text": "passage.text",
    "uncopied": "copy.failed",
    "unmarked": "history.open",
}
CODES = ("found", "partly", "absent", "off_topic")


def console_page(
    request: Request, session: Session, card: ReportCard | None, *, months: int = 0
) -> HTMLResponse:
    """The console of the agent who is signed in; `months` is how long questions are noted, or 0."""
    return desk_page(
        request,
        "agents/console.html",
        200,
        card=card,
        edition=card.edition if card else "",
        agent=session.account.name,
        csrf=session.csrf,
        limit=QUESTION_LIMIT,
        months=months,
        words=script_words(),
    )


def script_words() -> dict[str, str]:
    """The sentences of the script by their names there; `{code}` is left for it to fill in."""
    words = {name: told(f"agents.{key}", code="{code}") for name, key in SCRIPT_WORDS.items()}
    return words | {code: told(f"agents.call.{code}") for code in CODES}
