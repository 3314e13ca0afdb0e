"""The pages of the reviewer: what waits, one answer to read, and what was marked."""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from fastapi import APIRouter, Request, Response

from ingest.errors import SelonError
from retrieval.journal import Journal
from retrieval.review_errors import MarkError, MarkUnfit
from retrieval.review_gold import Marked, gold_of
from retrieval.review_queue import queue
from retrieval.reviews import Mark, Review, Verdict, fingerprint, review_id
from ui.audit import AuditLog, Deed
from ui.closed.door import to
from ui.closed.entrance import STAFF
from ui.closed.guard import Guard, base_of
from ui.feedback import Feedback
from ui.render import in_print, told
from ui.service import Service
from ui.sessions import Session
from ui.staff.admitted import deed, file, nothing_here, page
from ui.staff.cases import Case, case_of, found_in, pointed_at
from ui.staff.files import saved
from ui.staff.pages import staff_page
from ui.staff.records import Records
from ui.staff.review_form import Typed
from ui.staff.review_views import (
    QueueView,
    case_view,
    gold_view,
    opined_view,
    queue_view,
    reviewed_view,
)
from ui.wording import has, say_error

log = logging.getLogger("selon.review")

AT = f"{STAFF.path}/relecture"
# Unsure answers and the sample are of questions asked within so many days.
DAYS = 90
_JSONL = "application/jsonl; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Reviewing:
    """Lets staff review answers, as of `today`; marks are kept by `feedback`, and as gold.

    Who marked what, and took it back, is noted in the `audit` where there is one.
    """

    service: Service
    records: Records
    feedback: Feedback
    journal: Journal
    today: Callable[[], date]
    audit: AuditLog | None = None

    def routes(self, guard: Guard) -> APIRouter:
        """The addresses; a form only does something with the session's own token."""
        router = APIRouter()
        read = {
            f"/{AT}": page(guard, self.waiting),
            f"/{AT}.jsonl": file(guard, self.saved),
            f"/{AT}/{{entry}}": page(guard, self.case),
        }
        done = {
            f"/{AT}/annuler": deed(guard, self.undo),
            f"/{AT}/fichier": deed(guard, self.write),
            f"/{AT}/{{entry}}": deed(guard, self.mark),
            f"/{AT}/{{entry}}/chercher": deed(guard, self.search),
        }
        for path, shown in read.items():
            router.add_api_route(path, shown, methods=["GET"], name=path)
        for path, doing in done.items():
            router.add_api_route(path, doing, methods=["POST"], name=f"POST {path}")
        return router

    def waiting(self, request: Request, session: Session) -> Response:
        """What waits and what was reviewed, or the questions with one verdict."""
        opinions, reviews = self.feedback.tallies(), self.feedback.reviews.reviews()
        verdict = _verdict(request)
        view = None
        if self.journal.state.months is not None and verdict is None:
            since = self.today() - timedelta(days=DAYS - 1)
            view = queue_view(queue(self.records.asked, opinions, reviews, since=since))
        opined = opined_view(self.records.asked, opinions, verdict) if verdict else None
        return self._queue_page(request, session, view, opined=opined, verdict=verdict)

    def _queue_page(
        self, request: Request, session: Session, view: QueueView | None, **given: Any
    ) -> Response:
        reviews, opinions = self.feedback.reviews.reviews(), self.feedback.tallies()
        helpful = sum(each.verdict is Verdict.HELPFUL for each in opinions.values())
        return staff_page(
            request,
            session,
            "review_queue",
            heading=told("staff.review.title"),
            room="review",
            queue=view,
            reviewed=reviewed_view(reviews),
            gold=gold_view(self.records.gold, reviews),
            helpful=helpful,
            unhelpful=len(opinions) - helpful,
            reviewer=self.feedback.reviewer,
            set_aside=self.feedback.reviews.set_aside,
            days=DAYS,
            done=request.query_params.get("fait") == "1",
            **given,
        )

    def case(self, request: Request, session: Session) -> Response:
        """One question, the answer as given, and the form to mark it."""
        return self._case_page(request, session, self._case(request), Typed())

    def search(self, request: Request, session: Session, form: Mapping[str, str]) -> Response:
        """The same page, with the passages that were searched for; what was typed stays."""
        return self._case_page(request, session, self._case(request), Typed.read(form))

    def mark(self, request: Request, session: Session, form: Mapping[str, str]) -> Response:
        """Back to what waits, the mark kept; the same page where it can't be (422, 409).

        Raises `AuditUnwritable`.
        """
        case, typed = self._case(request), Typed.read(form)
        if form.get("vu", "") != fingerprint(case.answer):
            sentence = told("staff.review.changed")
            return self._case_page(request, session, case, typed, status=409, trouble=sentence)
        try:
            review = self._review(case, session, typed)
        except MarkError as exc:
            said = in_print(say_error(exc))
            return self._case_page(request, session, case, typed, status=422, trouble=said)
        self.feedback.mark(review)
        self._bring(review.id)
        self._note(session, Deed.MARK, review)
        return to(request, f"{AT}?fait=1")

    def undo(self, request: Request, session: Session, form: Mapping[str, str]) -> Response:
        """Back to what waits, a review and its gold question gone. Raises `AuditUnwritable`."""
        name = form.get("relecture", "")
        undone = [each for each in self.feedback.reviews.reviews() if each.id == name]
        self.feedback.undo(name)
        self._bring(name)
        for review in undone:
            self._note(session, Deed.UNMARK, review)
        return to(request, AT)

    def write(self, request: Request, _: Session, __: Mapping[str, str]) -> Response:
        """Back to what waits, the gold file written as far as it can be."""
        self._bring()
        return to(request, AT)

    def saved(self, _: Request, __: Session) -> Response:
        """The gold file as it stands, empty where there is none."""
        try:
            content = self.records.gold.path.read_bytes()
        except FileNotFoundError:
            content = b""
        return saved(content, _JSONL, self.records.gold.path.name)

    def _case(self, request: Request) -> Case:
        found = case_of(request.path_params["entry"], self.service, self.records.asked)
        if found is None:
            raise nothing_here()
        return found

    def _case_page(
        self,
        request: Request,
        session: Session,
        case: Case,
        typed: Typed,
        *,
        status: int = 200,
        trouble: str = "",
    ) -> Response:
        opinion = self.feedback.tallies().get(case.entry.id)
        given: Any = {"base": base_of(request), "opinion": opinion, "today": self.today()}
        found = found_in(case, self.service, typed.words)
        return staff_page(
            request,
            session,
            "review_case",
            status=status,
            heading=told("staff.review.case.title"),
            room="",
            case=case_view(case, found, **given),
            typed=typed,
            trouble=trouble,
        )

    def _review(self, case: Case, session: Session, typed: Typed) -> Review:
        """What `typed` makes of the answer. Raises `MarkError`."""
        try:
            mark = Mark(typed.mark)
        except ValueError:
            raise MarkUnfit from None
        pointed = pointed_at(case, self.service, typed.passage, typed.words)
        marked = Marked(mark, pointed, typed.kept_keys, _why(mark))
        name = review_id(case.question, case.edition.id)
        source = case.edition.manifest.provenance.source
        return Review(
            id=name,
            entry=case.entry.id,
            question=case.question,
            edition=case.edition.id,
            mark=mark,
            by=session.account.name,
            day=self.today(),
            shown=fingerprint(case.answer),
            told=typed.told and mark is Mark.RIGHT,
            gold=gold_of(case.answer, source, name, marked),
        )

    def _note(self, session: Session, deed: Deed, review: Review) -> None:
        """What was done to `review`, in the audit log; never a word of the question."""
        if self.audit is not None:
            edition = self.service.live.known(review.edition)
            about = {"report": edition.report_slug if edition else "", "edition": review.edition}
            about |= {"review": review.id, "mark": review.mark.value}
            self.audit.write(session.account.name, deed, **about)

    def _bring(self, *anew: str) -> None:
        """The gold file as the reviews have it; where it can't be written the page says so."""
        try:
            self.records.gold.bring(self.feedback.reviews.reviews(), anew)
        except SelonError as exc:
            log.error("gold questions wait to be written: %s", type(exc).__qualname__)


def _why(mark: Mark) -> str:
    """What the gold question says of a question without an answer; "" where it has one."""
    key = f"staff.review.why.{mark.value}"
    return told(key) if has(key) else ""


def _verdict(request: Request) -> Verdict | None:
    written = request.query_params.get("avis", "")
    try:
        return Verdict(written) if written else None
    except ValueError:
        raise nothing_here() from None
