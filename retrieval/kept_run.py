"""A run that was kept: what `selon evaluate --json` writes, and beside it what was measured.

One JSON object a file. Its figures and `judged` are read as those of any run (`retrieval.run`);
`kept` says when, by whom, on which questions and editions; `topics` gives by id of a question the
topic that it is about.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from typing import Any

from retrieval.gold_sets import GoldSet
from retrieval.run import Entry, Json, Run, parse_run
from retrieval.topic import Topic

FORMAT = 1


@dataclass(frozen=True, slots=True)
class TopicName:
    """A topic as it was called when something was measured."""

    id: str
    name: str
    family: str

    @classmethod
    def of(cls, topic: Topic) -> "TopicName":
        """The names of `topic`."""
        return cls(topic.id, topic.name, topic.family)


@dataclass(frozen=True, slots=True)
class MeasuredEdition:
    """The edition that answered the questions about the report read from the file `source`."""

    source: str
    report: str
    title: str
    edition: str
    built: str
    model: str


@dataclass(frozen=True, slots=True)
class About:
    """When (UTC) and by whom a run was made, on what, with which Selon.

    `by` is the name of an account, "" at the command line; `commit` is "" where nobody knows it.
    """

    made: datetime
    by: str
    gold_set: GoldSet
    gold_sha256: str
    editions: tuple[MeasuredEdition, ...]
    version: str
    commit: str = ""

    @property
    def id(self) -> str:
        """The name of the run: later runs of a set have later names."""
        return f"{self.made.astimezone(UTC):%Y%m%dT%H%M%SZ}-{self.gold_set.value}"

    def edition_of(self, name: str) -> str:
        """The edition of the report whose file or slug is `name`; "" for any other."""
        return next((e.edition for e in self.editions if name in {e.source, e.report}), "")


@dataclass(frozen=True, slots=True)
class Shown:
    """A quote that was shown on `page` (from 1) of the report `report`."""

    report: str
    page: int
    quote: str


@dataclass(frozen=True, slots=True)
class Missed:
    """What is needed to understand a miss: `pages` (from 1) of the file `pdf` were expected."""

    pdf: str
    pages: tuple[int, ...]
    keys: tuple[str, ...]
    shown: tuple[Shown, ...]


@dataclass(frozen=True, slots=True)
class KeptRun:
    """A run, what it is `about`, the topic and the miss of each question by its id.

    `missing` are the files of reports that weren't indexed.
    """

    about: About
    run: Run
    topics: Mapping[str, TopicName] = field(default_factory=dict)
    misses: Mapping[str, Missed] = field(default_factory=dict)
    missing: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """The name of the run."""
        return self.about.id

    @property
    def entries(self) -> tuple[Entry, ...]:
        """What became of each question, in the order of the gold file."""
        return self.run.entries

    @property
    def all_verified(self) -> bool:
        """Whether every quote that was shown was found again on its page."""
        verified = self.run.figures["verified"]
        return verified is None or verified == 1


def write_kept(about: About, evaluation: Json, topics: Mapping[str, TopicName]) -> bytes:
    """The run as it is kept; `evaluation` is what an `Evaluation` gives as JSON."""
    kept = {
        "format": FORMAT,
        "made": about.made.astimezone(UTC).isoformat(timespec="seconds"),
        "by": about.by,
        "gold": {"set": about.gold_set.value, "sha256": about.gold_sha256},
        "editions": [asdict(each) for each in about.editions],
        "version": about.version,
        "commit": about.commit,
    }
    named = {question: asdict(topic) for question, topic in topics.items()}
    return json.dumps(
        {**evaluation, "kept": kept, "topics": named}, ensure_ascii=False, indent=1
    ).encode()


def read_kept(file: str, content: bytes) -> KeptRun:
    """The run that was kept in `file`.

    Raises ValueError, KeyError, TypeError or AttributeError where it can't be understood.
    """
    kept = json.loads(content)
    if kept["kept"]["format"] != FORMAT:
        raise ValueError(f"format {kept['kept']['format']}, not {FORMAT}")
    return KeptRun(
        about=_about(kept["kept"]),
        run=parse_run(file, kept),
        topics={question: TopicName(**each) for question, each in kept["topics"].items()},
        misses={str(each["id"]): _missed(each) for each in kept["failures"]},
        missing=tuple(map(str, kept["missing_reports"])),
    )


def _about(kept: Mapping[str, Any]) -> About:
    made = datetime.fromisoformat(kept["made"])
    if made.tzinfo is None:
        raise ValueError("a run is made at an hour of a known zone")
    return About(
        made=made,
        by=str(kept["by"]),
        gold_set=GoldSet(kept["gold"]["set"]),
        gold_sha256=str(kept["gold"]["sha256"]),
        editions=tuple(MeasuredEdition(**each) for each in kept["editions"]),
        version=str(kept["version"]),
        commit=str(kept["commit"]),
    )


def _missed(kept: Mapping[str, Any]) -> Missed:
    return Missed(
        pdf=str(kept["report"]),
        pages=tuple(map(int, kept["pages"])),
        keys=tuple(map(str, kept["keys"])),
        shown=tuple(
            Shown(str(each["report"]), int(each["page"]), str(each["quote"]))
            for each in kept["shown"]
        ),
    )
