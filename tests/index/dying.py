"""Publishes an edition and is killed on the way, as `kill -9` does: a script for test_crash.

    python dying.py HOME PDF instants…

An instant "write:3" dies at the third verb on the disk, half of its content written; a number is
that many milliseconds after the publication began. Each runs in a process of its own, and prints
what the shelf serves afterwards: the text that answers, and how many editions are whole.
"""

import hashlib
import os
import signal
import sys
import zlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from index.encoder import Vectors
from index.files import FileSeal, LocalDisk
from index.search import Query, search
from index.shelf import Shelf
from ingest.report import Box, Line, Page, Passage, Placement, Provenance, Report

WHOLE = Box(0, 0, 1, 1)


class OneHot:
    """An encoder that is a function of its text."""

    name = "onehot"
    revision = "r1"
    dimension = 16

    def encode_query(self, questions: Sequence[str]) -> Vectors:
        vectors = np.zeros((len(questions), self.dimension), dtype=np.float32)
        for row, text in enumerate(questions):
            vectors[row, zlib.crc32(text.encode()) % self.dimension] = 1
        return vectors

    encode_document = encode_query


class DyingDisk(LocalDisk):
    """The real disk, until its `at`-th verb: half of it is done, and the process is no more."""

    def __init__(self, at: int) -> None:
        self.left = at

    def _lives_on(self) -> bool:
        self.left -= 1
        return self.left != 0

    def make_folder(self, path: Path) -> None:
        super().make_folder(path)
        if not self._lives_on():
            die()

    def write(self, path: Path, content: bytes) -> None:
        if self._lives_on():
            super().write(path, content)
        else:
            super().write(path, content[: len(content) // 2])
            die()

    def copy(self, source: Path, target: Path) -> FileSeal:
        if not self._lives_on():
            target.write_bytes(source.read_bytes()[:5])
            die()
        return super().copy(source, target)

    def move(self, source: Path, target: Path) -> None:
        super().move(source, target)
        if not self._lives_on():
            die()


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def report(pdf: Path, word: str) -> tuple[Report, list[Passage]]:
    pdf.write_bytes(b"%PDF-1.7 " + word.encode())
    texts = [f"La piscine est {word}."] + [f"Article {n} de la version {word}." for n in range(200)]
    pages = tuple(Page(n, str(n), (Line(t, WHOLE, 9.0),), 1, 1) for n, t in enumerate(texts, 1))
    passages = [
        Passage(f"p{n}", t, (), (Placement(0, len(t), n, WHOLE),), str(n))
        for n, t in enumerate(texts, 1)
    ]
    sha256 = hashlib.sha256(pdf.read_bytes()).hexdigest()
    return Report("bilan", "Bilan", Provenance(pdf.name), sha256, pages, pdf), passages


def publish(shelf: Shelf, pdf: Path, word: str) -> None:
    read, passages = report(pdf, word)
    shelf.publish(read, OneHot(), passages=passages, cut={"version": 1})


def publish_and_die(home: Path, pdf: Path, instant: str) -> None:
    """In a child process; it is over when this returns, one way or the other."""
    child = os.fork()
    if child == 0:
        kind, _, at = instant.rpartition(":")
        if kind == "write":
            shelf = Shelf(home, disk=DyingDisk(int(at)))
        else:
            shelf = Shelf(home)
            signal.setitimer(signal.ITIMER_REAL, int(at) / 1000)
            signal.signal(signal.SIGALRM, signal.SIG_DFL)
        publish(shelf, pdf, f"ouverte depuis {instant}")
        os._exit(0)
    os.waitpid(child, 0)


def state(shelf: Shelf, instant: str, *more: object) -> None:
    """One line: the instant, how many editions are bad, the text that answers."""
    first = search([shelf.live("bilan")], Query.of("piscine"), encoder=None)[0]
    said = (instant, len(shelf.problems(deep=True)), first.passage.text, *more)
    sys.stdout.write("\t".join(map(str, said)) + "\n")
    sys.stdout.flush()


def main() -> None:
    home, pdf, *instants = sys.argv[1:]
    shelf = Shelf(Path(home))
    publish(shelf, Path(pdf), "fermée")
    for instant in instants:
        publish_and_die(Path(home), Path(pdf), instant)
        state(shelf, instant)
    publish(shelf, Path(pdf), "pleine")
    state(shelf, "end", *Path(home).rglob(".*"))


if __name__ == "__main__":
    main()
