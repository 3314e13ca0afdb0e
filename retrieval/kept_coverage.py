"""Coverage that was worked out once, kept beside the edition that it is of.

home/coverage/<report>/<edition>/<what it was made from>.json

Nothing in it is believed: every quote is looked up again on its page, and a file that can't be
read, or doesn't fit the edition, is worked out anew.
"""

import hashlib
import json
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path

from index.files import LocalDisk, replace_file
from ingest.errors import SelonError
from retrieval.ask import Askable
from retrieval.coverage import Coverage
from retrieval.coverage_record import read_coverage, write_coverage
from retrieval.gazetteer import Gazetteer
from retrieval.topic import Topic
from retrieval.treating import shipped_measured

# Raised whenever the method changes: what was kept before is worked out anew.
FORMAT = 2
# Files an edition: one for each file of topics, or encoder, that was used lately.
_MOST = 4


def kept_or_made(
    folder: Path,
    edition: Askable,
    topics: Sequence[Topic],
    *,
    gazetteer: Gazetteer,
    made_by: str,
    make: Callable[[], Coverage],
) -> Coverage:
    """The coverage kept in `folder` from the same topics, places and `made_by`; else what is made.

    `made_by` names the encoder. What `make` gave is kept where the folder can be written to; where
    it can't, nothing is lost but time.
    """
    file = folder / f"{_made_from(topics, gazetteer, made_by)}.json"
    with suppress(OSError, ValueError, KeyError, TypeError, IndexError, SelonError):
        return read_coverage(file.read_bytes(), edition, topics)
    coverage = make()
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        replace_file(LocalDisk(), file, write_coverage(coverage))
        _forget_all_but_the_newest(folder)
    return coverage


def _made_from(topics: Sequence[Topic], gazetteer: Gazetteer, made_by: str) -> str:
    """16 hex digits that change with whatever a coverage is made from, its edition apart."""
    made_from = [
        FORMAT,
        made_by,
        asdict(shipped_measured()),
        [asdict(topic) for topic in topics],
        [asdict(place) for place in gazetteer.places],
    ]
    text = json.dumps(made_from, ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _forget_all_but_the_newest(folder: Path) -> None:
    newest = sorted(folder.glob("*.json"), key=lambda file: file.stat().st_mtime, reverse=True)
    for file in newest[_MOST:]:
        file.unlink()
