"""Times what staff ask of a journal of 200,000 questions, and what noting one costs.

    python -m bench.journal [--entries 200000] [--at FILE]

Makes the journal from the words of the questions that ship, over two years, and prints and stores
milliseconds (the median and the slowest of several tries) in `bench/results/journal.json`. With
`--at` the journal stays there, for the pages to be tried on it.
"""

import argparse
import json
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from importlib.resources import as_file, files
from pathlib import Path

from bench.stamp import stamp
from retrieval.answer import Outcome
from retrieval.gold import read_gold
from retrieval.journal import Desk, Entry, WrapUp
from retrieval.journal_file import FILE, open_journal
from retrieval.journal_reading import JournalReader, Wanted, place_of
from retrieval.journal_store import INSERT, JournalStore, row_of
from retrieval.keeping import Withheld

RESULTS = Path(__file__).parent / "results" / "journal.json"
ENTRIES, DAYS, TRIES, DEEP = 200_000, 730, 7, 20_000
TODAY = date(2026, 11, 30)


def main(arguments: Sequence[str] | None = None) -> None:
    """Makes the journal, times each query, prints and stores the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--entries", type=int, default=ENTRIES)
    parser.add_argument("--at", type=Path)
    wish = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        path = wish.at or Path(folder) / FILE
        made = _milliseconds(lambda: make(path, wish.entries))
        figures = {
            "entries": wish.entries,
            "bytes": path.stat().st_size,
            "made_s": round(made / 1000, 1),
            "ms": {name: timed(query) for name, query in queries(JournalReader(path)).items()},
            "append_ms": timed(appending(path)),
        }
    RESULTS.write_text(json.dumps(figures | {"stamp": stamp()}, indent=1) + "\n", "utf-8")
    print(json.dumps(figures, indent=1))


def make(path: Path, count: int) -> None:
    """Writes a journal of `count` entries, in one transaction."""
    base = open_journal(path, TODAY).base
    base.execute("BEGIN")
    base.executemany(INSERT, map(row_of, entries(count)))
    base.execute("COMMIT")
    base.close()


def entries(count: int, seed: int = 1) -> Iterator[Entry]:
    """Made-up entries, as unequal as real ones: most are residents' and answered."""
    draw = random.Random(seed)
    with as_file(files("retrieval") / "data" / "dossier_gold.jsonl") as gold:
        texts = [each.question for each in read_gold(gold)]
    for number in range(count):
        agents = draw.random() < 1 / 5
        text = f"{draw.choice(texts)} {number}" if draw.random() < 0.97 else None
        yield Entry(
            day=TODAY - timedelta(days=draw.randrange(DAYS)),
            hour=min(23, max(0, round(draw.gauss(14, 4)))),
            desk=Desk.AGENTS if agents else draw.choice([Desk.RESIDENTS] * 4 + [Desk.PAGES]),
            outcome=draw.choices(list(Outcome), [50, 20, 15, 8, 4, 2, 1])[0],
            text=text,
            withheld=None if text else draw.choice(list(Withheld)),
            confidence=round(draw.random(), 4),
            pages=tuple(draw.sample(range(1, 120), draw.randrange(3))),
            edition=draw.choice(["825537505a7b952c", "88bbb7fa17fa6a44"]),
            duration_ms=draw.randrange(20, 400),
            wrap_up=draw.choice([None, *WrapUp]) if agents else None,
        )


def queries(reader: JournalReader) -> dict[str, Callable[[], object]]:
    """What the pages for staff ask, by name."""
    month = Wanted(since=TODAY - timedelta(days=30))
    deep = place_of(reader.listed(limit=DEEP)[-1])
    rare = Wanted(outcome=Outcome.FAILED, desk=Desk.PAGES)
    return {
        "summary": reader.summary,
        "by day, desk and outcome": lambda: reader.tallies(("day", "desk", "outcome")),
        "by outcome": lambda: reader.tallies(("outcome",)),
        "by wrap-up of a month": lambda: reader.tallies(("wrap_up",), month),
        "the latest page": reader.listed,
        "a page far down": lambda: reader.listed(after=deep),
        "a page of failed ones": lambda: reader.listed(Wanted(outcome=Outcome.FAILED)),
        "a page of rare ones": lambda: reader.listed(rare),
        "a page of withheld ones": lambda: reader.listed(Wanted(withheld=Withheld.STEERING)),
        "a page of calls closed as absent": lambda: reader.listed(Wanted(wrap_up=WrapUp.ABSENT)),
        "how many of a desk": lambda: reader.count(Wanted(desk=Desk.AGENTS)),
        "how many of an edition": lambda: reader.count(Wanted(edition="88bbb7fa17fa6a44")),
        "everything, one by one": lambda: sum(1 for _ in reader.every()),
    }


def appending(path: Path) -> Callable[[], object]:
    """One question more, on the disk."""
    store, more = JournalStore(path), entries(1000, seed=2)
    return lambda: store.append(next(more))


def timed(act: Callable[[], object]) -> dict[str, float]:
    """The median and the slowest of several tries, in milliseconds."""
    tries = [_milliseconds(act) for _ in range(TRIES)]
    return {"median": round(statistics.median(tries), 2), "slowest": round(max(tries), 2)}


def _milliseconds(act: Callable[[], object]) -> float:
    start = time.perf_counter()
    act()
    return 1000 * (time.perf_counter() - start)


if __name__ == "__main__":
    main()
