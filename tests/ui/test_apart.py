"""Work in another process: it gives, raises and tells as here, and takes nothing along."""

import os
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from index.encoder import Vectors
from index.models import identity_of
from index.shelf import Shelf
from ingest.errors import NotAPdf
from ingest.report import Provenance
from ingest.sources import DOSSIER_FILE, Source
from ui.apart import NICENESS, done_apart
from ui.background import Progress
from ui.errors import WorkCut, WorkStopped
from ui.lazy_model import LazyModel
from ui.settings import Settings
from ui.staff.progress import STEPS, UPLOADING
from ui.uploading import waiting_edition

DOSSIER = Path(__file__).parents[2] / "ingest" / "data" / DOSSIER_FILE


class InAThread:
    """What stands for a process: a thread with its own end of the pipe, which can't be killed."""

    def __init__(self, task: Callable[..., None], given: tuple[Any, ...]) -> None:
        pipe, work = given
        own = Connection(os.dup(pipe.fileno()))
        self._thread = threading.Thread(target=self._run, args=(task, own, work), daemon=True)
        self.killed = False

    @staticmethod
    def _run(task: Callable[..., None], own: "Connection[Any, Any]", work: Any) -> None:
        with own, suppress(BrokenPipeError):
            task(own, work)

    def start(self) -> None:
        self._thread.start()

    def kill(self) -> None:
        self.killed = True

    def join(self) -> None:
        assert self.killed


class OneVector:
    """The same vector for every text."""

    name, revision, dimension = "one", "r1", 4

    def encode_query(self, questions: Sequence[str]) -> Vectors:
        return self.encode_document(questions)

    def encode_document(self, texts: Sequence[str]) -> Vectors:
        return np.full((len(texts), 4), 0.5, dtype=np.float32)


class Known:
    """The encoder of the vector, there already."""

    identity = identity_of(OneVector())

    def load(self) -> OneVector:
        return OneVector()


def quiet(_step: str, _done: int, _total: int) -> None:
    """Nobody listens."""


def test_what_is_told_comes_through_in_order_and_then_what_is_given() -> None:
    heard: list[tuple[str, int, int]] = []

    def work(tell: Progress) -> str:
        for page in (1, 2):
            tell("read", page, 2)
        return "edition"

    def tell(step: str, done: int, total: int) -> None:
        heard.append((step, done, total))

    assert done_apart(work, tell, hire=InAThread) == "edition"
    assert list(dict.fromkeys(heard)) == [("read", 1, 2), ("read", 2, 2)]


def test_work_that_hangs_is_ended_by_what_its_progress_raises() -> None:
    hanging = threading.Event()
    beats: list[str] = []

    def tell(step: str, _done: int, _total: int) -> None:
        beats.append(step)
        if len(beats) > 1:
            raise WorkStopped(who="anne")

    with pytest.raises(WorkStopped):
        done_apart(lambda _: hanging.wait(60), tell, hire=InAThread)
    hanging.set()


def test_a_process_that_dies_is_told() -> None:
    class Dying(InAThread):
        @staticmethod
        def _run(task: Callable[..., None], own: "Connection[Any, Any]", work: Any) -> None:
            own.close()

    with pytest.raises(WorkCut):
        done_apart(lambda _: "", quiet, hire=Dying)


def test_its_claim_on_the_processor_is_lower_than_ours() -> None:
    # On Linux each thread has its own, which a thread may stand for a process with.
    ours = os.nice(0)
    assert done_apart(lambda _: os.nice(0), quiet, hire=InAThread) == min(19, ours + NICENESS)
    assert os.nice(0) == ours


def test_what_a_real_process_raises_comes_through(tmp_path: Path) -> None:
    letter = tmp_path / "lettre.pdf"
    letter.write_text("Bonjour")
    source = Source(letter, "lettre", Provenance(source="lettre.pdf"))
    with pytest.raises(NotAPdf) as refused:
        done_apart(
            partial(waiting_edition, Settings(tmp_path), LazyModel(None), source, "lettre"), quiet
        )
    assert refused.value.values == {"file": "lettre.pdf"}


def test_an_upload_waits_with_its_coverage_beside_it_and_each_page_is_told(tmp_path: Path) -> None:
    heard: list[tuple[str, int, int]] = []
    source = Source(DOSSIER, "dossier", Provenance(source=DOSSIER_FILE))

    def tell(step: str, done: int, total: int) -> None:
        heard.append((step, done, total))

    home = tmp_path / "home"
    made = waiting_edition(Settings(home), Known(), source, "dossier", tell)
    assert [done for step, done, _ in heard if step == "read"] == list(range(1, made.pages + 1))
    assert list(dict.fromkeys(step for step, _, _ in heard)) == list(STEPS[UPLOADING])
    assert Shelf(home).reports()[0].editions[0].waiting
    assert list((home / "coverage" / "dossier" / made.edition).glob("*.json"))
