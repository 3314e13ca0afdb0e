"""Notes a thousand questions and is killed on the way, as `kill -9` does: for test_journal_crash.

    python journal_dying.py FILE

Prints the number of each question once it was noted; the next is noted only then.
"""

import sys
from datetime import date
from pathlib import Path

from retrieval.answer import Outcome
from retrieval.journal import Desk, Entry
from retrieval.journal_store import JournalStore
from retrieval.journal_writer import JournalWriter

WRITES = 1000


def main() -> None:
    writer = JournalWriter(JournalStore(Path(sys.argv[1])), months=6)
    writer.start()
    for number in range(1, WRITES + 1):
        text = f"Question {number} ?"
        writer.write(Entry(date.today(), 9, Desk.RESIDENTS, Outcome.ANSWERED, text, id=number))
        writer.until(lambda state: state.waiting == 0)
        sys.stdout.write(f"{number}\n")
        sys.stdout.flush()
    writer.stop()


if __name__ == "__main__":
    main()
