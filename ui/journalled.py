"""Notes what each desk is asked: one wrapper around whatever answers, and the journal behind it."""

import logging
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from retrieval.answer import Answer, Outcome
from retrieval.journal import (
    Clock,
    Desk,
    Entry,
    Journal,
    NoJournal,
    WrapUp,
    entry_of,
    new_id,
    now_here,
)
from retrieval.journal_errors import JournalError
from retrieval.journal_file import FILE
from retrieval.journal_reading import JournalReader
from retrieval.journal_store import JournalStore
from retrieval.journal_writer import JournalWriter
from retrieval.keeping import keepable
from retrieval.review_store import ReviewStore
from retrieval.reviewed_journal import WithOpinions
from ui.settings import Settings

if TYPE_CHECKING:
    from ui.residents import Answering, Answers

log = logging.getLogger("selon.journal")

# Provisional answers live for the seconds that the encoder takes to load.
MOST_PROVISIONAL = 500


def journal_of(settings: Settings, reviews: ReviewStore | None = None) -> Journal:
    """The journal that the operator asked for; none until they said how long it is kept.

    What is said of its entries, in `reviews`, goes with them. What an earlier setting left behind
    is still let go when its time is over. Raises `JournalMonthsUnfit`.
    """
    path = settings.home / FILE
    if settings.months_kept is not None:
        store = JournalStore(path)
        kept = WithOpinions(store, reviews) if reviews else store
        return JournalWriter(kept, settings.months_kept)
    _let_go(JournalReader(path), reviews)
    return NoJournal()


def _let_go(left: JournalReader, reviews: ReviewStore | None) -> None:
    try:
        months = left.summary().months
        if months is not None:
            store = JournalStore(left.path)
            store.keep_for(months)
            store.close()
            if reviews:
                reviews.keep_for(months)
    except JournalError as exc:
        log.error("what is left of the journal can't be let go: %s", exc.trouble.value)


class Journalled:
    """What answers at one desk, each question noted once it was answered; any thread may ask.

    A provisional answer is noted too; the whole one, when it is asked for, takes its place.
    """

    def __init__(
        self, answering: "Answering", journal: Journal, desk: Desk, *, clock: Clock = now_here
    ) -> None:
        self._answering = answering
        self._journal = journal
        self._desk = desk
        self._clock = clock
        self._provisional: dict[str, int] = {}
        self._lock = threading.Lock()

    @property
    def encoder_pending(self) -> bool:
        """Whether the encoder is still on its way."""
        return self._answering.encoder_pending

    @property
    def is_on(self) -> bool:
        """Whether anything is noted."""
        return self._journal.state.months is not None

    def suggestions(self) -> Sequence[str]:
        """Questions that the live edition is known to answer."""
        return self._answering.suggestions()

    def ask(
        self,
        question: str,
        previous: Sequence[str] = (),
        *,
        as_typed: bool = False,
    ) -> Answer:
        """The answer, noted. Raises what answering raises."""
        return self.under().ask(question, previous, as_typed=as_typed)

    def under(self) -> "Under":
        """What answers one question, noted under an id that is known before."""
        return Under(self, self._answering)

    def close(self, entry_id: int | None, question: str, code: WrapUp) -> None:
        """Notes the code that a call was closed with; a question only looked up is noted now."""
        if entry_id is not None:
            self._journal.wrap_up(entry_id, code)
        elif self.is_on:
            kept, now = keepable(question), self._clock()
            self._journal.write(
                Entry(
                    now.date(), now.hour, self._desk, None, kept.text, kept.withheld, wrap_up=code
                )
            )

    def note(self, answer: Answer, entry_id: int, *, filtered: bool = False) -> None:
        """Notes `answer`; nothing that goes wrong here reaches who asked.

        It is `filtered` where only a part of the reports was asked.
        """
        if not self.is_on:
            return
        try:
            now = self._clock()
            entry = entry_of(answer, now, self._desk, entry_id, filtered=filtered)
            self._journal.write(entry, instead_of=self._earlier(answer, entry.id))
        except Exception as exc:
            log.error("a question could not be noted: %s", type(exc).__qualname__)

    def _earlier(self, answer: Answer, entry_id: int) -> int | None:
        """The entry of the provisional answer that `answer` completes."""
        with self._lock:
            earlier = self._provisional.pop(answer.question, None)
            if answer.partial and len(self._provisional) < MOST_PROVISIONAL:
                self._provisional[answer.question] = entry_id
        return earlier


@dataclass(frozen=True, slots=True)
class Under:
    """What answers one question at a desk, noted under an id that is known before.

    `filtered` says that only a part of the reports, or another than the default one, is asked.
    """

    desk: Journalled
    answers: "Answers"
    filtered: bool = False
    entry_id: int = field(default_factory=new_id)

    def ask(self, question: str, previous: Sequence[str], *, as_typed: bool) -> Answer:
        """The answer; one that failed is noted too. Raises what answering raises."""
        try:
            answer = self.answers.ask(question, previous, as_typed=as_typed)
        except Exception:
            failed = Answer(question, question, Outcome.FAILED)
            self.desk.note(failed, self.entry_id, filtered=self.filtered)
            raise
        self.desk.note(answer, self.entry_id, filtered=self.filtered)
        return answer


def under(answers: "Answers") -> Under | None:
    """What answers one question as `answers` do, noted; None where they note nothing."""
    return answers.under() if isinstance(answers, Journalled) and answers.is_on else None
