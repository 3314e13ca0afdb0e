"""Measures how good answers are on a set of gold questions, and keeps what was measured."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Protocol

from index.edition import Edition
from index.hit import Hit
from index.manifest import Manifest
from retrieval.about import topic_of
from retrieval.answer import Answer
from retrieval.ask import ask
from retrieval.evaluate import evaluate
from retrieval.gold_sets import Gold, GoldReportsMissing, GoldSet, load_gold
from retrieval.kept_run import About, MeasuredEdition, TopicName
from retrieval.probing import Sought
from retrieval.rank import rank
from retrieval.run_store import FOLDER, RunStore
from retrieval.tools import Tools
from retrieval.topic import Topic
from retrieval.watched_topics import WatchedTopics
from ui.background import Progress
from ui.build import commit, version
from ui.contract import rounded
from ui.service import Service
from ui.settings import Settings
from ui.shelved import tools_of


class Reports(Protocol):
    """The reports that can be asked: `LiveReports`."""

    def listed(self) -> Sequence[Manifest]:
        """The manifest of each report's live edition."""

    def open(self, slug: str) -> Edition:
        """The live edition of the report `slug`. Raises `SelonError` if it can't be opened."""


class Ask(Protocol):
    """How a question is answered: `retrieval.ask.ask`."""

    def __call__(
        self, question: str, editions: Sequence[Edition], *, tools: Tools, previous: Sequence[str]
    ) -> Answer:
        """The answer to `question`."""


class Rank(Protocol):
    """How passages are ranked, whatever the answer: `retrieval.rank.rank`."""

    def __call__(
        self, question: str, editions: Sequence[Edition], *, tools: Tools, previous: Sequence[str]
    ) -> Sequence[Hit]:
        """The hits, best first."""


Watch = Callable[[int, int], None]
Measure = Callable[[GoldSet, str, Progress], str]


def quiet(_done: int, _steps: int) -> None:
    """Tells nobody."""


@dataclass(frozen=True)
class Quality:
    """The `runs` that were kept, and all that another one is made with.

    `tools_of` gives what questions to an edition are answered with, its encoder always among them:
    figures by words alone would be those of another service. `apart` measures a set in another
    process; without it pages have that done in this one.
    """

    home: Path
    runs: RunStore
    reports: Reports
    tools_of: Callable[[Edition], Tools]
    topics: Callable[[], Sequence[Topic]]
    ask: Ask = ask
    rank: Rank = rank
    clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    apart: Measure | None = None

    def gold(self, gold_set: GoldSet) -> Gold:
        """The questions of `gold_set`, some of whose reports at least can be asked.

        Raises `GoldMissing`, `GoldLineMalformed`, `GoldWithoutQuestions`, `GoldReportsMissing`.
        """
        gold = load_gold(gold_set, self.home)
        if not self._slugs(gold):
            raise GoldReportsMissing(files=", ".join(gold.pdfs))
        return gold

    def measure(self, gold_set: GoldSet, by: str, progress: Watch = quiet) -> str:
        """The name of the run of `gold_set` that was made and kept.

        Raises what `gold` and `RunStore.keep` raise, and what opening an edition raises.
        """
        made, gold = self.clock(), self.gold(gold_set)
        editions = {pdf: self.reports.open(slug) for pdf, slug in self._slugs(gold).items()}
        tools = {edition.id: self.tools_of(edition) for edition in editions.values()}

        def ask_one(question: str, asked: Sequence[Edition], before: Sequence[str]) -> Answer:
            return self.ask(question, asked, tools=tools[asked[0].id], previous=before)

        def rank_one(
            question: str, asked: Sequence[Edition], before: Sequence[str]
        ) -> Sequence[Hit]:
            return self.rank(question, asked, tools=tools[asked[0].id], previous=before)

        evaluation = evaluate(gold.questions, editions, ask=ask_one, rank=rank_one, watch=progress)
        about = About(
            made=made,
            by=by,
            gold_set=gold_set,
            gold_sha256=gold.sha256,
            editions=tuple(measured(pdf, edition) for pdf, edition in editions.items()),
            version=version(),
            commit=commit(),
        )
        return self.runs.keep(about, rounded(evaluation.as_json()), self._topics_of(gold))

    def measure_behind(self, gold_set: GoldSet, by: str, progress: Progress) -> str:
        """What `measure` gives, worked out beside the pages that go on answering."""
        if self.apart is None:
            return self.measure(gold_set, by, partial(progress, "questions"))
        return self.apart(gold_set, by, progress)

    def stale(self, about: About) -> bool:
        """Whether another edition answers now than when a run was made, or none."""
        live = {manifest.edition for manifest in self.reports.listed()}
        return any(each.edition not in live for each in about.editions)

    def _slugs(self, gold: Gold) -> Mapping[str, str]:
        """The reports that the questions are about, by the file that each was read from."""
        listed = {each.provenance.source: each.report for each in self.reports.listed()}
        return {pdf: listed[pdf] for pdf in gold.pdfs if pdf in listed}

    def _topics_of(self, gold: Gold) -> Mapping[str, TopicName]:
        """The topic of each question that has one, by its own words, else by its evidence's."""
        sought = Sought(self.topics())
        found = {
            each.id: topic_of((each.question, *each.evidence), sought) for each in gold.questions
        }
        return {question: TopicName.of(topic) for question, topic in found.items() if topic}


def measured(pdf: str, edition: Edition) -> MeasuredEdition:
    """The edition that is asked about the report read from the file `pdf`."""
    manifest = edition.manifest
    return MeasuredEdition(
        source=pdf,
        report=manifest.report,
        title=manifest.title,
        edition=manifest.edition,
        built=manifest.built,
        model=manifest.model.name,
    )


def quality_of(settings: Settings, service: Service, lists: Tools | None = None) -> Quality:
    """The quality of the answers of `service`, over what is kept under `settings.home`."""

    def tools(edition: Edition) -> Tools:
        ready = service.tools_of(edition)
        if ready.encoder:
            return ready
        return tools_of(edition, settings.reader, lists or Tools())

    return Quality(
        home=settings.home,
        runs=RunStore(settings.home / FOLDER),
        reports=service.live.reports,
        tools_of=tools,
        topics=WatchedTopics(settings.topics).current,
    )
