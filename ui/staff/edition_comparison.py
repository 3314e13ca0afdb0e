"""What a new edition changes: passages, and the answers to questions worth asking both."""

import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial

from fastapi import Request, Response

from index.changes import Changes, changes
from index.edition import Edition
from index.errors import EditionError
from retrieval.answer import Answer
from retrieval.blind_spots import doubtful_pages
from retrieval.edition_changes import AnswerChanges, Asked, answer_changes
from retrieval.journal import now_here
from ui.background import Background, Progress
from ui.cards import moment
from ui.closed.door import to
from ui.errors import WorkUnderWay
from ui.render import LARGE, told
from ui.service import Service
from ui.sessions import Session
from ui.staff.admitted import nothing_here
from ui.staff.controls import Controls
from ui.staff.edition_pictures import THUMB
from ui.staff.editions import ADMINS, EDITIONS, Editions
from ui.staff.pages import refused_deed, staff_page
from ui.staff.progress import COMPARING, piece_of

COMPARE = f"{EDITIONS}/comparer"
# Answers hold passages of whole editions: a few comparisons are enough.
_KEPT = 3
# Doubtful pages shown beside a comparison; the page of blind spots has all.
_SHOWN = 6

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Shown:
    """An answer as it is set beside another: its outcome, and its quotes with their pages."""

    outcome: str
    edition: str
    quotes: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Compared:
    """What changes from one edition to another, as of `when`."""

    when: datetime
    passages: Changes
    answers: AnswerChanges

    @property
    def moment(self) -> str:
        """When it was worked out."""
        return moment(self.when)

    def shown(self) -> Iterator[tuple[Asked, Shown, Shown]]:
        """Each question that is answered differently, with both answers."""
        for each in self.answers.changed:
            yield each.asked, _shown(each.before), _shown(each.after)


@dataclass(slots=True)
class Comparisons:
    """The last comparisons that were worked out, in memory; may be called by any thread."""

    _kept: dict[Pair, Compared] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def find(self, pair: Pair) -> Compared | None:
        """What came of comparing those two editions, by their ids."""
        return self._kept.get(pair)

    def keep(self, pair: Pair, compared: Compared) -> None:
        """Keeps one more, and lets the oldest go."""
        with self._lock:
            others = {each: kept for each, kept in self._kept.items() if each != pair}
            self._kept = dict([*others.items(), (pair, compared)][-_KEPT:])


@dataclass(frozen=True, slots=True)
class EditionComparison:
    """Shows what an edition changes, and has it worked out."""

    service: Service
    controls: Controls
    background: Background
    editions: Editions
    comparisons: Comparisons = field(default_factory=Comparisons)
    clock: Callable[[], datetime] = now_here

    def page(self, request: Request, session: Session) -> Response:
        """What the edition in the address changes against the live one of its report."""
        edition = self.editions.opened(request)
        live = self._live(edition)
        compared = self.comparisons.find((live.id, edition.id)) if live else None
        return staff_page(
            request,
            session,
            "compare",
            heading=told("staff.compare.title"),
            room="editions",
            edition=edition,
            live=live,
            built={each.id: _built(each) for each in (edition, live) if each},
            compared=compared,
            admin=session.account.role in ADMINS,
            piece=piece_of(self.background, session, COMPARING),
            doubtful=tuple(doubtful_pages(edition)),
            shown_doubtful=_SHOWN,
            thumb=THUMB,
            large=LARGE,
            wanted=f"{edition.report_slug}/{edition.id}",
        )

    def begin(self, request: Request, session: Session, form: Mapping[str, str]) -> Response:
        """Begins to compare the edition of the form with the live one."""
        try:
            edition = self.controls.shelf.edition(form.get("edition", ""))
        except EditionError as exc:
            return refused_deed(request, session, exc)
        live = self._live(edition)
        if live is None or live.id == edition.id:
            raise nothing_here()
        try:
            who, about = session.account.name, f"{edition.report_slug}/{edition.id}"
            self.background.begin(COMPARING, who, self._work(live, edition), about)
        except WorkUnderWay as exc:
            return refused_deed(request, session, exc)
        return to(request, f"{COMPARE}?rapport={edition.report_slug}&edition={edition.id}")

    def _live(self, edition: Edition) -> Edition | None:
        """The edition that answers for the same report; None while none does."""
        try:
            return self.controls.shelf.live(edition.report_slug)
        except EditionError:
            return None

    def _work(self, before: Edition, after: Edition) -> Callable[[Progress], str]:
        def answers(edition: Edition) -> Callable[[Asked], Answer]:
            return lambda asked: self.service.ask_edition(
                edition, asked.question, asked.previous, as_typed=False
            )

        def work(progress: Progress) -> str:
            tell = partial(progress, "questions")
            questions = self.controls.questions(before, after)
            found = answer_changes(questions, answers(before), answers(after), tell)
            differences = changes(before.passages, after.passages)
            compared = Compared(self.clock(), differences, found)
            self.comparisons.keep((before.id, after.id), compared)
            return f"{after.report_slug}/{after.id}"

        return work


def _built(edition: Edition) -> str:
    return moment(datetime.fromisoformat(edition.manifest.built))


def _shown(answer: Answer) -> Shown:
    quotes = tuple((each.quote, each.page.number) for each in answer.citations)
    edition = answer.citations[0].edition if answer.citations else ""
    return Shown(answer.outcome.value, edition, quotes)
