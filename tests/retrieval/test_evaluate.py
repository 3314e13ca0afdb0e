"""Evaluation: each figure equals what a person counts by hand on four pages."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import pytest

from index.hit import FoundBy, Hit
from ingest.report import Box, Line, Page, Passage, Placement
from retrieval.answer import Answer, Citation, Outcome
from retrieval.evaluate import Evaluation, evaluate
from retrieval.gold import GoldQuestion, Kind
from retrieval.judge import Fault, Judged
from retrieval.measures import stages_ms

BOX = Box(0, 0, 1, 1)
TEXTS = {
    1: "Il y a 5 écoles dans la commune.",
    2: "Le budget est de 12 000 euros.",
    3: "La piscine ouvre à midi.",
    4: "Il y a 15 ponts.",
}


@dataclass(frozen=True)
class FakeEdition:
    """Four pages of one sentence each."""

    id: str
    report: str

    def page(self, number: int) -> Page:
        return Page(number, str(number), (Line(TEXTS[number], BOX, 10),), 100, 100)

    def passage(self, number: int) -> Passage:
        text = TEXTS[number]
        placed = (Placement(0, len(text), number, BOX),)
        return Passage(f"{self.report}-{number}", text, ("Chiffres de 2024",), placed, str(number))

    def citation(self, number: int) -> Citation:
        return Citation(
            passage=self.passage(number),
            quote=TEXTS[number],
            page=self.page(number),
            edition=self.id,
            report=self.report,
            start=0,
            end=len(TEXTS[number]),
        )

    def hit(self, number: int) -> Hit:
        return Hit(self.passage(number), self.id, self.report, 1.0, FoundBy.WORDS)


A, B = FakeEdition("ed-a", "a"), FakeEdition("ed-b", "b")


@dataclass
class Script:
    """Answers as written down for each question; remembers what it was asked."""

    cited: dict[str, list[tuple[FakeEdition, int]]] = field(default_factory=dict)
    refused: dict[str, Outcome] = field(default_factory=dict)
    nearest: dict[str, list[tuple[FakeEdition, int]]] = field(default_factory=dict)
    ranked: dict[str, list[tuple[FakeEdition, int]]] = field(default_factory=dict)
    asked: list[tuple[str, tuple[str, ...], tuple[str, ...]]] = field(default_factory=list)

    def ask(self, question: str, editions: Sequence[FakeEdition], before: Sequence[str]) -> Answer:
        self.asked.append((question, tuple(e.id for e in editions), tuple(before)))
        cited = tuple(e.citation(n) for e, n in self.cited.get(question, []))
        missed = self.refused.get(question, Outcome.NOT_IN_REPORT)
        return Answer(
            question=question,
            searched=question,
            outcome=Outcome.ANSWERED if cited else missed,
            citations=cited,
            nearest=tuple(e.citation(n) for e, n in self.nearest.get(question, [])),
        )

    def rank(self, question: str, editions: Sequence[FakeEdition], _: Sequence[str]) -> list[Hit]:
        return [e.hit(n) for e, n in self.ranked.get(question, [])]


def _gold(question: str, *pages: int, kind: Kind = Kind.DIRECT, **more: object) -> GoldQuestion:
    fields = {"id": question, "pdf": "a.pdf", "kind": kind, "question": question, "pages": pages}
    return GoldQuestion(**(fields | more))  # type: ignore[arg-type]


def _run(script: Script, *gold: GoldQuestion, all_reports: bool = False) -> Evaluation:
    ticks = iter(range(1000))
    return evaluate(
        gold,
        {"a.pdf": A, "b.pdf": B},
        ask=script.ask,
        rank=script.rank,
        all_reports=all_reports,
        clock=lambda: next(ticks) / 100,
    )


def _faults(evaluation: Evaluation) -> list[Fault | None]:
    return [judged.fault for judged in evaluation.judged]


def test_the_figures_of_ranking_are_those_of_the_pages_by_their_best_passage() -> None:
    script = Script(ranked={"q": [(A, 4), (A, 4), (A, 2), (A, 1)], "r": [(A, 3)]})
    figures = _run(script, _gold("q", 2), _gold("r", 3)).as_json()
    assert figures["page_recall@1"] == 0.5
    assert figures["page_recall@3"] == 1.0
    assert figures["mrr"] == 0.75
    # page 2 is second of the ranked pages: 1 / log2(3) = 0.6309
    assert figures["ndcg@10"] == pytest.approx((0.6309 + 1) / 2, abs=1e-4)


def test_an_answer_is_right_with_a_gold_page_and_all_keys() -> None:
    script = Script(cited={"q": [(A, 1)], "h": [(A, 1)]})
    gold = _gold("q", 1, keys=("5", "écoles")), _gold("h", 1, keys=("2024",))
    evaluation = _run(script, *gold)
    assert _faults(evaluation) == [None, None]
    assert evaluation.as_json()["right"] == 1.0


def test_each_way_of_being_wrong_has_its_name() -> None:
    script = Script(
        cited={"key": [(A, 1)], "page": [(A, 2)], "part": [(A, 1)]},
        ranked={"refused": [(A, 4), (A, 1)]},
        refused={"failed": Outcome.FAILED, "refused": Outcome.MENTIONED},
    )
    evaluation = _run(
        script,
        _gold("key", 1, keys=("15",)),
        _gold("page", 1),
        _gold("part", 1, 3, kind=Kind.MULTI, groups=((1,), (3,))),
        _gold("refused", 1),
        _gold("lost", 1),
        _gold("failed", 1),
        _gold("elsewhere", 1, pdf="c.pdf"),
    )
    assert _faults(evaluation) == [
        Fault.KEY_MISSING,
        Fault.OTHER_PAGE_QUOTED,
        Fault.PART_MISSING,
        Fault.REFUSED,
        Fault.PAGE_NOT_FOUND,
        Fault.FAILED,
        Fault.REPORT_NOT_INDEXED,
    ]


def test_a_multi_question_is_right_with_one_page_of_each_group() -> None:
    script = Script(cited={"q": [(A, 1), (A, 3)]}, ranked={"q": [(A, 1), (A, 2), (A, 4), (A, 3)]})
    gold = _gold("q", 1, 2, 3, kind=Kind.MULTI, groups=((1, 2), (3,)), keys=("5", "midi"))
    figures = _run(script, gold).as_json()
    assert (figures["right"], figures["page_recall@3"], figures["page_recall@5"]) == (1.0, 0.0, 1.0)


def test_shares_of_answers_count_answerable_questions_only() -> None:
    script = Script(
        cited={"q": [(A, 1), (A, 4)], "wrong": [(A, 2)], "near": [(A, 3)]},
        refused={"unsafe": Outcome.BLOCKED},
    )
    figures = _run(
        script,
        _gold("q", 1),
        _gold("wrong", 1),
        _gold("none", 1),
        _gold("near", kind=Kind.NEAR_MISS),
        _gold("unsafe", kind=Kind.UNSAFE),
    ).as_json()
    assert figures["answered"] == 0.6667
    assert figures["right"] == 0.3333
    assert figures["right_when_answered"] == 0.5
    assert figures["citation_precision"] == 0.3333
    assert figures["refused"] == 0.5
    assert figures["outcome_right"] == 0.5


@pytest.mark.parametrize(
    ("kind", "outcome", "right"),
    [
        (Kind.NEAR_MISS, Outcome.MENTIONED, True),
        (Kind.FALSE_PREMISE, Outcome.NOT_IN_REPORT, True),
        (Kind.NEAR_MISS, Outcome.OUT_OF_SCOPE, False),
        (Kind.OTHER_LEVEL, Outcome.OUT_OF_SCOPE, True),
        (Kind.OTHER_LEVEL, Outcome.NOT_IN_REPORT, False),
        (Kind.OFF_TOPIC, Outcome.NOT_IN_REPORT, True),
        (Kind.OFF_TOPIC, Outcome.MENTIONED, False),
        (Kind.UNSAFE, Outcome.BLOCKED, True),
        (Kind.UNSAFE, Outcome.NOT_IN_REPORT, False),
    ],
)
def test_each_unanswerable_kind_has_its_right_outcomes(
    kind: Kind, outcome: Outcome, right: bool
) -> None:
    evaluation = _run(Script(refused={"q": outcome}), _gold("q", kind=kind))
    figures = evaluation.as_json()
    assert figures["outcome_right"] == float(right)
    assert figures["refused"] == 1.0
    assert _faults(evaluation) == [None if right else Fault.OTHER_OUTCOME]


def test_a_failure_is_no_refusal() -> None:
    script = Script(refused={"q": Outcome.FAILED})
    assert _run(script, _gold("q", kind=Kind.UNSAFE)).as_json()["refused"] == 0.0


def test_an_answer_to_an_unanswerable_question_is_listed() -> None:
    evaluation = _run(Script(cited={"q": [(A, 1)]}), _gold("q", kind=Kind.OFF_TOPIC))
    assert _faults(evaluation) == [Fault.ANSWERED_UNANSWERABLE]


def test_every_shown_quote_is_looked_up_again_nearest_included() -> None:
    @dataclass(frozen=True)
    class Altered(FakeEdition):
        def page(self, number: int) -> Page:
            shown = number if number == 1 else 4
            return Page(number, "", (Line(TEXTS[shown], BOX, 10),), 100, 100)

    script = Script(cited={"q": [(A, 1)]}, nearest={"r": [(A, 2)]})
    evaluation = evaluate(
        [_gold("q", 1), _gold("r", 2)],
        {"a.pdf": Altered("ed-a", "a")},
        ask=script.ask,
        rank=script.rank,
    )
    assert evaluation.as_json()["verified"] == 0.5


def test_a_report_that_is_not_indexed_is_listed_and_its_questions_are_missed() -> None:
    script = Script(cited={"q": [(A, 1)]})
    evaluation = _run(script, _gold("q", 1, pdf="c.pdf"), _gold("u", pdf="c.pdf", kind=Kind.UNSAFE))
    figures = evaluation.as_json()
    assert figures["missing_reports"] == ["c.pdf"]
    assert (figures["right"], figures["page_recall@10"], figures["refused"]) == (0.0, 0.0, 0.0)
    assert figures["verified"] is None
    assert script.asked == []


def test_a_question_is_asked_of_its_own_report_with_those_before_it() -> None:
    script = Script()
    _run(script, _gold("q", 1), _gold("et là ?", 2, kind=Kind.FOLLOWUP, previous="q"))
    assert script.asked == [("q", ("ed-a",), ()), ("et là ?", ("ed-a",), ("q",))]


def test_all_reports_are_asked_together_and_pages_of_others_are_other_pages() -> None:
    script = Script(cited={"q": [(B, 1)]}, ranked={"q": [(B, 1), (A, 1)]})
    evaluation = _run(script, _gold("q", 1), all_reports=True)
    assert script.asked == [("q", ("ed-a", "ed-b"), ())]
    assert _faults(evaluation) == [Fault.OTHER_PAGE_QUOTED]
    assert evaluation.as_json()["mrr"] == 0.5


def test_with_all_reports_a_page_that_answers_as_well_is_a_gold_page() -> None:
    script = Script(cited={"q": [(B, 4)]}, ranked={"q": [(B, 4)]})
    gold = _gold("q", 1, also_in=(("b.pdf", 4), ("absent.pdf", 1)))
    together = _run(script, gold, all_reports=True)
    assert _faults(together) == [None]
    # one of two gold pages is first, the other isn't found: 1 / (1 + 1/log2(3))
    assert together.as_json()["ndcg@10"] == 0.6131


def test_words_of_all_quotes_of_an_answer_are_counted_together() -> None:
    script = Script(cited={"q": [(A, 1), (A, 3)], "r": [(A, 4)]})
    figures = _run(script, _gold("q", 1), _gold("r", 4)).as_json()
    # 8 + 5 words, and 5
    assert figures["quote_words"] == {"p50": 9.0, "p95": 12.6}


def test_latency_is_that_of_asking_alone() -> None:
    assert _run(Script(), _gold("q", 1)).as_json()["latency_ms"] == {"p50": 10.0, "p95": 10.0}


def test_time_is_given_by_stage_over_the_answers_that_reached_it(
    make_judged: Callable[..., Judged],
) -> None:
    timings = [
        {"screening": 1.0, "total": 1.0},
        {"screening": 3.0, "searching": 8.0, "total": 11.0},
        {"screening": 5.0, "searching": 10.0, "total": 15.0},
    ]
    stages = stages_ms([make_judged(timings=each) for each in timings])
    assert list(stages) == ["screening", "searching", "total"]
    assert stages["screening"] == {"p50": 3.0, "p95": 4.8}
    assert stages["searching"] == {"p50": 9.0, "p95": 9.9}
    assert stages["total"] == {"p50": 11.0, "p95": 14.6}


def test_without_any_answer_there_are_no_stages() -> None:
    assert _run(Script(), _gold("q", 1, pdf="c.pdf")).as_json()["stages_ms"] == {}


def test_figures_are_given_by_kind_and_by_report_too() -> None:
    script = Script(cited={"q": [(A, 1)]})
    figures = _run(
        script, _gold("q", 1), _gold("t", 2, kind=Kind.TYPO), _gold("b", 1, pdf="b.pdf")
    ).as_json()
    kinds, reports = figures["kinds"], figures["reports"]
    assert isinstance(kinds, dict)
    assert isinstance(reports, dict)
    assert {kind: each["right"] for kind, each in kinds.items()} == {"direct": 0.5, "typo": 0.0}
    assert {pdf: each["right"] for pdf, each in reports.items()} == {"a.pdf": 0.5, "b.pdf": 0.0}
    assert kinds["typo"]["refused"] is None


def test_a_failure_shows_what_was_expected_and_what_was_quoted() -> None:
    script = Script(cited={"q": [(A, 2)]}, ranked={"q": [(A, 2)]})
    figures = _run(script, _gold("q", 1, keys=("5",)), _gold("ok", 1)).as_json()
    failures = figures["failures"]
    assert isinstance(failures, list)
    assert failures[0] == {
        "id": "q",
        "question": "q",
        "kind": "direct",
        "report": "a.pdf",
        "why": "other_page_quoted",
        "searched": "q",
        "outcome": "answered",
        "pages": [1],
        "keys": ["5"],
        "ranked": [{"report": "a.pdf", "page": 2}],
        "shown": [
            {
                "report": "a",
                "page": 2,
                "headings": ["Chiffres de 2024"],
                "quote": "Le budget est de 12 000 euros.",
            }
        ],
    }


def test_whoever_waits_hears_of_each_question() -> None:
    heard: list[tuple[int, int]] = []
    script = Script()
    evaluate(
        [_gold("q", 1), _gold("r", 1)],
        {"a.pdf": A},
        ask=script.ask,
        rank=script.rank,
        watch=lambda done, total: heard.append((done, total)),
    )
    assert heard == [(1, 2), (2, 2)]
