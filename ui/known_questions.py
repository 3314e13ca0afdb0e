"""The questions that are worth asking two editions: gold questions, and those asked most often."""

import logging
from collections.abc import Collection, Iterator
from importlib.resources import as_file, files
from pathlib import Path

from retrieval.edition_changes import Asked
from retrieval.gold import GoldError, GoldQuestion, chain, read_gold
from retrieval.journal_errors import JournalError
from retrieval.journal_file import FILE as JOURNAL
from retrieval.journal_reading import JournalReader

# The questions that were marked by reviewers of this installation, where there are any.
OWN_GOLD = "gold.jsonl"
MOST_ASKED = 50

log = logging.getLogger("selon.known_questions")


def known_questions(sources: Collection[str], home: Path) -> list[Asked]:
    """Gold questions of the files `sources`, shipped and of this installation, and the most asked.

    `home` may hold `gold.jsonl` and the journal; what can't be read of them is logged.
    """
    gold = (each for found in (_shipped(), _own(home)) for each in found)
    return [
        *(_asked(one, among) for among in gold for one in among if one.pdf in sources),
        *map(Asked, _most_asked(home)),
    ]


def _asked(gold: GoldQuestion, among: tuple[GoldQuestion, ...]) -> Asked:
    return Asked(gold.question, chain(gold, among))


def _shipped() -> Iterator[tuple[GoldQuestion, ...]]:
    for entry in (files("retrieval") / "data").iterdir():
        if entry.name.endswith(".jsonl"):
            with as_file(entry) as path:
                yield read_gold(path)


def _own(home: Path) -> Iterator[tuple[GoldQuestion, ...]]:
    """The questions of this installation; a broken file is told where they are kept, not here."""
    path = home / OWN_GOLD
    try:
        if path.exists():
            yield read_gold(path)
    except GoldError as exc:
        log.error("the questions of this installation can't be read: %s", type(exc).__qualname__)


def _most_asked(home: Path) -> list[str]:
    try:
        return JournalReader(home / JOURNAL).most_asked(MOST_ASKED)
    except JournalError as exc:
        log.error("the journal can't be read: %s", type(exc).__qualname__)
        return []
