"""The page of the service itself: the big switch, the banner, and what was done lately."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from fastapi import Request, Response

from index.errors import EditionError
from ui.audit import COMMAND_LINE, Act, AuditLog, Deed
from ui.cards import moment
from ui.closed.door import to
from ui.errors import SentenceUnfit
from ui.render import in_print, told
from ui.sessions import Session
from ui.spreadsheet import csv_of
from ui.staff.controls import Controls
from ui.staff.editions import ADMINS
from ui.staff.files import csv_file
from ui.staff.pages import refused_deed, staff_page
from ui.switch import LONGEST, ServiceSwitch
from ui.wording import has, say, say_error

SERVICE, HISTORY = "pilotage/service", "pilotage/historique"
HEADS = ("at", "who", "deed", "report", "edition", "review", "said")
UNFIT = 422

Form = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ActView:
    """A line of the history, in words."""

    at: str
    who: str
    deed: str
    report: str
    edition: str
    review: str
    said: str


@dataclass(frozen=True, slots=True)
class Servicing:
    """Opens and pauses the residents' pages, and says what stands above them."""

    controls: Controls

    @property
    def _switch(self) -> ServiceSwitch:
        return self.controls.switch

    def page(self, request: Request, session: Session) -> Response:
        """How the service is, and what changes it."""
        problem = self._switch.problem
        return staff_page(
            request,
            session,
            "service",
            heading=told("staff.service.title"),
            room="service",
            state=self._switch.state,
            trouble=in_print(say_error(problem)) if problem else "",
            admin=session.account.role in ADMINS,
            longest=LONGEST,
        )

    def pause(self, request: Request, session: Session, form: Form) -> Response:
        """Residents read the sentence of the form."""
        try:
            self._switch.pause(form.get("phrase", ""))
        except (SentenceUnfit, EditionError) as exc:
            return refused_deed(request, session, exc, UNFIT)
        return self._noted(request, session, Deed.OFF, self._switch.state.paused)

    def resume(self, request: Request, session: Session, _: Form) -> Response:
        """The pages are open again."""
        try:
            self._switch.resume()
        except EditionError as exc:
            return refused_deed(request, session, exc)
        return self._noted(request, session, Deed.ON)

    def announce(self, request: Request, session: Session, form: Form) -> Response:
        """The sentence of the form stands above the pages; an empty one takes the last away."""
        try:
            self._switch.announce(form.get("phrase", ""))
        except (SentenceUnfit, EditionError) as exc:
            return refused_deed(request, session, exc, UNFIT)
        return self._noted(request, session, Deed.BANNER, self._switch.state.banner)

    def history(self, request: Request, session: Session) -> Response:
        """The last acts. Raises `AuditUnreadable`."""
        found = self._log.latest()
        return staff_page(
            request,
            session,
            "history",
            heading=told("staff.history.title"),
            room="service",
            acts=tuple(map(act_view, found.acts)),
            damaged=found.damaged,
            heads=HEADS,
        )

    def table(self, _: Request, __: Session) -> Response:
        """All acts, as a table to save. Raises `AuditUnreadable`."""
        return csv_file(history_csv(self._log.every()), "historique.csv")

    @property
    def _log(self) -> AuditLog:
        return self.controls.audit

    def _noted(self, request: Request, session: Session, deed: Deed, said: str = "") -> Response:
        self._log.write(session.account.name, deed, said=said)
        return to(request, SERVICE)


def act_view(act: Act) -> ActView:
    """What is shown of `act`."""
    who = told("staff.history.command_line") if act.who == COMMAND_LINE else act.who
    mark = f"staff.review.marks.{act.mark}"
    marked = told(mark) if has(mark) else act.mark
    deed = told(f"staff.history.deeds.{act.deed.value}", mark=marked)
    return ActView(moment(act.at), who, deed, act.report, act.edition, act.review, act.said)


def history_csv(acts: Iterable[Act]) -> bytes:
    """The table of `acts` for a spreadsheet, the first one first."""
    heads = tuple(say(f"staff.history.heads.{name}") for name in HEADS)
    views = map(act_view, acts)
    rows = (tuple(getattr(view, name) for name in HEADS) for view in views)
    return csv_of(heads, rows)
