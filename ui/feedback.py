"""What residents may say under an answer, and what a reviewer's mark lets us say beside it."""

import hmac
import logging
import re
import secrets
import threading
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from retrieval.answer import Answer, Outcome
from retrieval.journal import Clock, now_here
from retrieval.reviews import (
    NoReviews,
    Opinion,
    Reason,
    Review,
    Reviews,
    Verdict,
    fingerprint,
    review_id,
)
from ui.permalinks import pin_of
from ui.turn import Offer, Turn

log = logging.getLogger("selon.feedback")

# Nothing was answered that could have helped; whoever is in distress has better to do.
NOT_ASKED_ABOUT = {Outcome.BLOCKED, Outcome.FAILED, Outcome.TOO_VAGUE}
_DIGITS = 32
# No entry has a larger id: SQLite keeps it in eight bytes.
_ENTRY = re.compile("[0-9a-f]{1,16}")


class Feedback:
    """What is said of answers, over `reviews`; nothing here ever fails, nor slows an answer.

    Opinions are asked for only where a `reviewer` is named who reads them. A token names an entry
    of the journal and is signed with a key that lives as long as the process: nobody can speak of
    another's answer.
    """

    def __init__(self, reviews: Reviews, *, reviewer: str, clock: Clock = now_here) -> None:
        self.reviews = reviews
        self.reviewer = reviewer
        self._clock = clock
        self._key = secrets.token_bytes(32)
        self._checked: Mapping[tuple[str, str], date] = {}
        self._learning = threading.Lock()
        self.learn()

    def learn(self) -> None:
        """Reads anew which answers are said to have been checked; once at the start, then marks."""
        with self._learning:
            try:
                found = self.reviews.reviews()
            except Exception as exc:
                log.error("no answer is said to be checked: %s", type(exc).__qualname__)
                return
            self._checked = {(each.id, each.shown): each.day for each in found if each.told}

    def beside(self, turn: Turn, entry: int | None) -> Turn:
        """`turn` with what can be said of its answer, which was noted as `entry`, if it was."""
        return replace(turn, offer=self._offer(turn, entry), checked=self.checked(turn.answer))

    def give(self, offer: Offer, verdict: Verdict, reason: Reason | None = None) -> Offer:
        """`offer` taken: what was said of the answer is kept, or it says that it couldn't be."""
        entry = self._entry(offer.token)
        if entry is None:
            return replace(offer, lost=True)
        opinion = Opinion(entry, verdict, self._clock().date(), reason)
        try:
            self.reviews.give(opinion)
        except Exception as exc:
            log.error("an opinion could not be kept: %s", type(exc).__qualname__)
            return replace(offer, lost=True)
        return Offer(offer.token, verdict, reason)

    def judged(self, turn: Turn, verdict: Verdict, reason: Reason | None) -> Turn:
        """`turn` with its offer taken; as it is where nothing may be said of it."""
        return replace(turn, offer=self.give(turn.offer, verdict, reason)) if turn.offer else turn

    def checked(self, answer: Answer) -> date | None:
        """When a reviewer found this very answer to this question right, and wanted it said."""
        if not self._checked or answer.partial or not answer.editions:
            return None
        name = review_id(pin_of(answer, as_typed=False).question, answer.editions[0])
        return self._checked.get((name, fingerprint(answer)))

    def tallies(self) -> Mapping[int, Opinion]:
        """Every opinion, by the entry of the journal that it is about. Raises `ReviewsError`."""
        return self.reviews.tallies()

    def mark(self, review: Review) -> None:
        """Keeps `review`. Raises `ReviewsError`."""
        self.reviews.mark(review)
        self.learn()

    def undo(self, review_id: str) -> None:
        """The review of that id is gone. Raises `ReviewsError`."""
        self.reviews.undo(review_id)
        self.learn()

    def _offer(self, turn: Turn, entry: int | None) -> Offer | None:
        """What may be pressed under `turn`; None where nothing may."""
        answer = turn.answer
        if not self.reviewer or entry is None or answer.partial or answer.help:
            return None
        return None if answer.outcome in NOT_ASKED_ABOUT else Offer(self._token(entry))

    def _token(self, entry: int) -> str:
        return f"{entry:x}.{self._signature(entry)}"

    def _entry(self, token: str) -> int | None:
        """The entry that a token of ours names; None for any other."""
        written, _, signature = token.partition(".")
        if not _ENTRY.fullmatch(written):
            return None
        entry = int(written, 16)
        signed = hmac.compare_digest(signature.encode(), self._signature(entry).encode())
        return entry if signed else None

    def _signature(self, entry: int) -> str:
        return hmac.new(self._key, str(entry).encode(), "sha256").hexdigest()[:_DIGITS]


def no_feedback() -> Feedback:
    """Nothing is asked about answers, and nothing said beside them."""
    return Feedback(NoReviews(), reviewer="")
