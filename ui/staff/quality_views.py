"""What a kept run says, as it is shown: figures in words, tables by kind and topic, questions."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from retrieval.gold import Kind
from retrieval.kept_run import KeptRun, Missed
from retrieval.quality import Figure, Measure, by_kind, figure, figures, grouped_by, measure_of
from retrieval.run import Entry
from ui.quality_words import editions_of, in_plain_words, made_by, when
from ui.render import told

# A topic that no probe speaks of, as it stands in addresses.
UNKNOWN = "aucun"
GOT, MISSED = "oui", "non"


@dataclass(frozen=True, slots=True)
class Filters:
    """Which questions of a run are wanted: those a figure is about, of a kind, topic or family."""

    measure: str = ""
    got: str = ""
    kind: str = ""
    topic: str = ""
    family: str = ""

    def keeps(self, entry: Entry, run: KeptRun) -> bool:
        """Whether `entry` of `run` is wanted. Raises ValueError for what isn't a filter."""
        if self.kind and entry.kind is not Kind(self.kind):
            return False
        if self.topic and topic_of(entry, run) != self.topic:
            return False
        if self.family and family_of(entry, run) != self.family:
            return False
        measure = Measure(self.measure) if self.measure else measure_of(entry.kind)
        if self.measure and not measure.counts(entry):
            return False
        return not self.got or measure.got(entry) == (self.got == GOT)

    def query(self, run_id: str) -> str:
        """As they stand in an address."""
        named = {
            "mesure": run_id,
            "chiffre": self.measure,
            "obtenu": self.got,
            "nature": self.kind,
            "theme": self.topic,
            "famille": self.family,
        }
        return "?" + urlencode({name: value for name, value in named.items() if value})


@dataclass(frozen=True, slots=True)
class FigureView:
    """A figure in words, with the ways to the questions that got what they should, or didn't."""

    sentence: str
    got: int
    missed: int
    got_query: str
    missed_query: str


@dataclass(frozen=True, slots=True)
class CellView:
    """How many of how many, and between what; `query` lists those that missed, or all."""

    figure: Figure
    query: str


@dataclass(frozen=True, slots=True)
class RowView:
    """A kind or a topic: its name, its questions, and a cell for each column that has some."""

    name: str
    questions: int
    query: str
    cells: tuple[CellView | None, ...]


@dataclass(frozen=True, slots=True)
class FamilyView:
    """A family of topics, all its questions together, and topic by topic."""

    whole: RowView
    rows: tuple[RowView, ...]


@dataclass(frozen=True, slots=True)
class RunView:
    """A run in a list: when, by whom, on what, and its two main figures."""

    id: str
    when: str
    by: str
    editions: tuple[str, ...]
    models: str
    software: str
    right: Figure | None
    refused: Figure | None
    missed: int
    query: str
    other_questions: bool


@dataclass(frozen=True, slots=True)
class QuestionView:
    """A question of a run as it is shown; `missed` is None where it ended as it should."""

    id: str
    question: str
    kind: str
    outcome: str
    why: str
    missed: Missed | None


def figure_views(run: KeptRun) -> list[FigureView]:
    """Each figure of `run` in words."""
    return [
        FigureView(
            sentence=in_plain_words(measure, found),
            got=found.got,
            missed=found.missed,
            got_query=Filters(measure.value, GOT).query(run.id),
            missed_query=Filters(measure.value, MISSED).query(run.id),
        )
        for measure, found in figures(run.entries).items()
    ]


def kind_rows(run: KeptRun) -> list[RowView]:
    """A row for each kind of question that was asked."""
    return [
        RowView(
            name=told(f"evaluation.kinds.{kind.value}"),
            questions=found.of,
            query=Filters(kind=kind.value).query(run.id),
            cells=(_cell(found, Filters(measure_of(kind).value, kind=kind.value), run),),
        )
        for kind, found in by_kind(run.entries).items()
    ]


def families(run: KeptRun) -> list[FamilyView]:
    """The topics of the questions by family, in the order of the alphabet; those of none last."""
    by_family = grouped_by(lambda entry: family_of(entry, run), run.entries)
    names = sorted(by_family, key=lambda name: (name == UNKNOWN, name))
    return [_family(name, by_family[name], run) for name in names]


def _family(name: str, entries: Sequence[Entry], run: KeptRun) -> FamilyView:
    shown = told("staff.quality.topics.unknown") if name == UNKNOWN else name
    named = {each.id: run.topics[each.id] for each in entries if each.id in run.topics}
    by_topic = grouped_by(lambda entry: named[entry.id].id, (e for e in entries if e.id in named))
    called = {topic.id: topic.name for topic in named.values()}
    return FamilyView(
        _row(shown, entries, Filters(family=name), run),
        tuple(_row(called[id_], some, Filters(topic=id_), run) for id_, some in by_topic.items()),
    )


def topic_of(entry: Entry, run: KeptRun) -> str:
    """The id of the topic that a question is about."""
    return run.topics[entry.id].id if entry.id in run.topics else UNKNOWN


def family_of(entry: Entry, run: KeptRun) -> str:
    """The family of the topic that a question is about."""
    return run.topics[entry.id].family if entry.id in run.topics else UNKNOWN


def run_views(runs: Sequence[KeptRun]) -> list[RunView]:
    """The runs in a list, newest first."""
    return list(_run_views(runs))[::-1]


def _run_views(runs: Sequence[KeptRun]) -> Iterator[RunView]:
    asked = ""
    for run in runs:
        about, found = run.about, figures(run.entries)
        yield RunView(
            id=run.id,
            when=when(run),
            by=made_by(run),
            editions=editions_of(run),
            models=", ".join(dict.fromkeys(each.model for each in about.editions)),
            software=" ".join(filter(None, (about.version, about.commit))),
            right=found.get(Measure.RIGHT),
            refused=found.get(Measure.REFUSED),
            missed=sum(not measure_of(each.kind).got(each) for each in run.entries),
            query=Filters(got=MISSED).query(run.id),
            other_questions=asked not in {"", about.gold_sha256},
        )
        asked = about.gold_sha256


def question_view(entry: Entry, run: KeptRun) -> QuestionView:
    """What to show of `entry`."""
    outcome = f"outcomes.{entry.outcome.value}.label" if entry.outcome else ""
    return QuestionView(
        id=entry.id,
        question=entry.question,
        kind=told(f"evaluation.kinds.{entry.kind.value}"),
        outcome=told(outcome) if outcome else told("staff.quality.questions.not_asked"),
        why=told(f"evaluation.faults.{entry.why.value}") if entry.why else "",
        missed=run.misses.get(entry.id),
    )


def _row(name: str, entries: Sequence[Entry], about: Filters, run: KeptRun) -> RowView:
    found = [(each, figure(each, entries)) for each in (Measure.RIGHT, Measure.REFUSED)]
    return RowView(
        name=name,
        questions=len(entries),
        query=about.query(run.id),
        cells=tuple(
            _cell(each, replace(about, measure=measure.value), run) if each else None
            for measure, each in found
        ),
    )


def _cell(found: Figure, filters: Filters, run: KeptRun) -> CellView:
    return CellView(found, filters.query(run.id))
