"""What the pages ask: answers from the live edition, with the encoder as soon as it is there.

The lexical half answers from the first second. The encoder takes its time to import, so a thread
fetches it; until it is there every answer is partial.
"""

import logging
import threading
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from index.edition import Edition
from ingest.errors import SelonError
from retrieval.answer import Answer
from retrieval.filtering import EVERYTHING, Filter
from retrieval.tools import Tools
from ui import suggestions
from ui.live import Library, LiveEdition

log = logging.getLogger("selon.service")

# The first screen waits this long for its suggestions, and is shown without them after that.
SUGGESTIONS_WAIT = 2.0

WORDS_ALONE = Tools()


class Stopped(Exception):
    """The service stops while something was being made ready."""


class Asking(Protocol):
    """How a question is answered: `retrieval.ask.ask`."""

    def __call__(
        self,
        question: str,
        editions: Sequence[Edition],
        *,
        tools: Tools,
        previous: Sequence[str] = (),
        as_typed: bool = False,
        within: Filter = EVERYTHING,
    ) -> Answer:
        """The answer to `question`, partial if `tools` hold no encoder."""


class EncoderState(StrEnum):
    """How far the encoder of the live edition is."""

    LOADING = "loading"
    READY = "ready"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Health:
    """Whether answers are possible, from which edition, and how far its encoder is."""

    edition: Edition | None
    encoder: EncoderState

    @property
    def ready(self) -> bool:
        """Whether a question gets an answer now, be it from words alone."""
        return self.edition is not None


@dataclass(frozen=True, slots=True)
class Prepared:
    """What was made ready for one edition."""

    edition: str
    tools: Tools = WORDS_ALONE
    state: EncoderState = EncoderState.LOADING
    suggestions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Ready:
    """The live edition, and the tools that are ready for it."""

    edition: Edition
    tools: Tools


class Service:
    """Answers for all visitors at once; every method may be called by any thread.

    `load_tools` is given the edition whose encoder is wanted among them; `candidates` gives groups
    of questions that are worth suggesting for it, the best group first.
    """

    def __init__(
        self,
        library: Library,
        *,
        ask: Asking,
        load_tools: Callable[[Edition], Tools],
        candidates: Callable[[Edition], Iterable[Iterable[suggestions.Candidate]]],
    ) -> None:
        self.live = LiveEdition(library)
        self._ask = ask
        self._load_tools = load_tools
        self._candidates = candidates
        self._prepared = Prepared("")
        self._suggested = threading.Event()
        self._stopping = threading.Event()
        self._preparing: list[threading.Thread] = []
        self._lock = threading.Lock()
        self._others: dict[str | None, Tools] = {}
        self._loading = threading.Lock()

    def start(self) -> None:
        """Opens the live edition and sends for its encoder, so that no visitor waits for it."""
        with suppress(SelonError):
            self._current()

    def stop(self) -> None:
        """Waits for what is being made ready, seconds at most, and makes nothing ready after that.

        A thread that the interpreter finds loading a model when it ends brings the process down.
        """
        self._stopping.set()
        with self._lock:
            preparing = tuple(self._preparing)
        for thread in preparing:
            thread.join()

    def ask(self, question: str, previous: Sequence[str] = (), *, as_typed: bool = False) -> Answer:
        """The answer from the live edition.

        Raises the `SelonError` that says why there is none, and what searching raises.
        """
        edition, prepared = self._current()
        tools = prepared.tools
        return self._ask(question, [edition], tools=tools, previous=previous, as_typed=as_typed)

    def ready(self) -> Ready:
        """What to look up in now. Raises the `SelonError` that says why there is nothing."""
        edition, prepared = self._current()
        return Ready(edition, prepared.tools)

    def ask_edition(
        self, edition: Edition, question: str, previous: Sequence[str] = (), *, as_typed: bool
    ) -> Answer:
        """The answer from `edition`, be it live or not. Raises what searching raises."""
        tools = self.tools_of(edition)
        return self._ask(question, [edition], tools=tools, previous=previous, as_typed=as_typed)

    def ask_within(self, editions: Sequence[Edition], question: str, within: Filter) -> Answer:
        """The answer from what `within` keeps of `editions`, which have one encoder.

        Raises what searching raises.
        """
        tools = self.tools_of(editions[0])
        return self._ask(question, editions, tools=tools, within=within)

    def suggestions(self) -> tuple[str, ...]:
        """Questions that the live edition answered when they were tried; empty without one."""
        if self.health.ready:
            self._suggested.wait(SUGGESTIONS_WAIT)
        return self._prepared.suggestions

    @property
    def encoder_pending(self) -> bool:
        """Whether the encoder is still on its way."""
        return self._prepared.state is EncoderState.LOADING

    @property
    def health(self) -> Health:
        """How the service is, as of now."""
        try:
            edition, prepared = self._current()
        except SelonError:
            return Health(None, EncoderState.LOADING)
        return Health(edition, prepared.state)

    def _current(self) -> tuple[Edition, Prepared]:
        """The live edition and what is ready for it; preparing a new one starts behind."""
        edition = self.live.current()
        with self._lock:
            if self._prepared.edition != edition.id and not self._stopping.is_set():
                self._prepared = Prepared(edition.id)
                self._suggested.clear()
                thread = threading.Thread(target=self._prepare, args=(edition,), daemon=True)
                thread.start()
                self._preparing = [one for one in self._preparing if one.is_alive()] + [thread]
            return edition, self._prepared

    def tools_of(self, edition: Edition) -> Tools:
        """What is ready for the live edition, where `edition` has the same encoder; else its own.

        The last other encoder stays loaded; the first visitor who needs it waits for it.
        """
        prepared = self._prepared
        live = self.live.known(prepared.edition)
        if live is not None and live.model == edition.model:
            return prepared.tools
        with self._loading:
            if edition.model not in self._others:
                self._others = {edition.model: self._load_tools(edition)}
            return self._others[edition.model]

    def _prepare(self, edition: Edition) -> None:
        """Suggestions from words alone first, so that the first screen has some; then all."""
        with suppress(Stopped):
            self._prepare_in_turn(edition)

    def _prepare_in_turn(self, edition: Edition) -> None:
        found = self._suggest(edition, WORDS_ALONE)
        self._keep(Prepared(edition.id, suggestions=found))
        self._suggested.set()
        self._go_on()
        try:
            tools = self._load_tools(edition)
        except Exception as exc:
            log.exception("no encoder, answers come from words alone: %s", type(exc).__qualname__)
            self._keep(Prepared(edition.id, WORDS_ALONE, EncoderState.FAILED, found))
            return
        self._keep(Prepared(edition.id, tools, EncoderState.READY, found))
        again = self._suggest(edition, tools)
        self._keep(Prepared(edition.id, tools, EncoderState.READY, again))

    def _keep(self, prepared: Prepared) -> None:
        """Keeps `prepared` unless another edition went live meanwhile."""
        with self._lock:
            if self._prepared.edition == prepared.edition:
                self._prepared = prepared

    def _go_on(self) -> None:
        """Raises `Stopped` once the service stops."""
        if self._stopping.is_set():
            raise Stopped

    def _suggest(self, edition: Edition, tools: Tools) -> tuple[str, ...]:
        """Checked suggestions; a failure leaves the first screen without any.

        Raises `Stopped`.
        """

        def tried(question: str) -> Answer:
            self._go_on()
            return self._ask(question, [edition], tools=tools)

        try:
            return suggestions.checked(self._candidates(edition), tried)
        except Stopped:
            raise
        except Exception as exc:
            log.exception("no suggestions: %s", type(exc).__qualname__)
            return ()
