"""The links that people keep to an answer: a masked question and an edition, under a code."""

import secrets
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path

from retrieval.answer import Answer, Notice, Outcome
from retrieval.keeping import Withheld, keepable
from retrieval.masking import PLACEHOLDER
from ui.errors import PermalinksUnusable

FILE = "permalinks.sqlite"
# Letters and digits that nobody takes for one another when a code is read aloud: 50 bits of them.
ALPHABET, LENGTH = "abcdefghijkmnpqrstuvwxyz23456789", 10
SECONDS_TO_WAIT = 5.0

_TABLE = """
CREATE TABLE IF NOT EXISTS permalinks (
    code TEXT PRIMARY KEY,
    question TEXT NOT NULL,
    edition TEXT NOT NULL,
    as_typed INTEGER NOT NULL,
    made TEXT NOT NULL
)
"""


@dataclass(frozen=True, slots=True)
class Pin:
    """What a link stands for: a question without personal data, asked of one edition for good.

    `as_typed` is a question to be searched without correcting how it is spelt.
    """

    question: str
    edition: str
    as_typed: bool = False


@dataclass(frozen=True, slots=True)
class Permalink:
    """A pin that was kept, its code, and the day on which that was done."""

    code: str
    pin: Pin
    made: date


class Unkept(StrEnum):
    """Why an answer has no link; each has a sentence."""

    PERSONAL_DATA = "personal_data"
    SENSITIVE = "sensitive"
    BLOCKED = "blocked"
    FAILED = "failed"
    TOO_VAGUE = "too_vague"
    PARTIAL = "partial"


def unkept(answer: Answer) -> Unkept | None:
    """Why `answer` can't have a link, None if it can."""
    masked = Notice.MASKED.value in answer.notices
    if masked or PLACEHOLDER in answer.question + answer.searched:
        return Unkept.PERSONAL_DATA
    if answer.outcome in {Outcome.BLOCKED, Outcome.FAILED, Outcome.TOO_VAGUE}:
        return Unkept(answer.outcome.value)
    if answer.help:
        return Unkept.SENSITIVE
    return Unkept.PARTIAL if answer.partial else None


def withheld(answer: Answer, as_typed: bool) -> Unkept | None:
    """Why the question of `answer` must not be stored, None if it may be: as for the journal.

    Slower than `unkept`: asked once, when a link is really wanted.
    """
    shown = " ".join(each.quote for each in (*answer.citations, *answer.nearest))
    match keepable(pin_of(answer, as_typed).question, shown).withheld:
        case None:
            return None
        case Withheld.SENSITIVE:
            return Unkept.SENSITIVE
        case Withheld.PERSONAL:
            return Unkept.PERSONAL_DATA
        case Withheld.STEERING:
            return Unkept.BLOCKED


def pin_of(answer: Answer, as_typed: bool) -> Pin:
    """What a link to `answer` stands for.

    A question that leaned on the one before it is kept whole, as it was searched.
    """
    completed = Notice.COMPLETED.value in answer.notices
    question = answer.searched if completed else answer.question
    return Pin(question, answer.editions[0], as_typed or completed)


def new_code() -> str:
    """A code that nobody can guess."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


class Permalinks:
    """The links of an installation, in the SQLite file `path`; any thread and process may ask.

    Every method raises `PermalinksUnusable` where the file can't be used.
    """

    def __init__(
        self,
        path: Path,
        *,
        draw: Callable[[], str] = new_code,
        today: Callable[[], date] = date.today,
    ) -> None:
        self._path = path
        self._draw = draw
        self._today = today
        self._keeping = threading.Lock()

    def keep(self, pin: Pin) -> Permalink:
        """`pin` under a code that was never given before."""
        made = self._today()
        row = (pin.question, pin.edition, pin.as_typed, made.isoformat())
        # SQLite waits for its turn to write, but not to change the journal of a new file.
        with self._keeping, self._opened() as base:
            base.execute("PRAGMA journal_mode = WAL")
            base.execute(_TABLE)
            code = self._draw()
            while base.execute("SELECT 1 FROM permalinks WHERE code = ?", (code,)).fetchone():
                code = self._draw()
            base.execute("INSERT INTO permalinks VALUES (?, ?, ?, ?, ?)", (code, *row))
        return Permalink(code, pin, made)

    def find(self, code: str) -> Permalink | None:
        """The link of that code, capitals or not; None if there is none."""
        if not self._path.exists():
            return None
        wanted = "SELECT code, question, edition, as_typed, made FROM permalinks WHERE code = ?"
        with self._opened() as base:
            row = base.execute(wanted, (code.lower(),)).fetchone()
        if row is None:
            return None
        code, question, edition, as_typed, made = row
        return Permalink(code, Pin(question, edition, bool(as_typed)), date.fromisoformat(made))

    @contextmanager
    def _opened(self) -> Iterator[sqlite3.Connection]:
        """The file, within one transaction that is kept if all goes well."""
        try:
            with closing(sqlite3.connect(self._path, timeout=SECONDS_TO_WAIT)) as base, base:
                yield base
        except (sqlite3.Error, ValueError) as exc:
            raise PermalinksUnusable(path=str(self._path)) from exc
