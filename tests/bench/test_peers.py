"""What is ours in the comparison with other tools: questions, figures, lines, the table."""

import json
import sys
from pathlib import Path
from subprocess import run

import pytest

from bench.peers.figures import code_lines, measured, question_asked, table
from bench.peers.run import TOOLS, Tool
from retrieval.gold import GoldQuestion, Kind

FIRST = GoldQuestion("q1", "a.pdf", Kind.DIRECT, "Combien de collèges ?", pages=(3,))
SECOND = GoldQuestion("q2", "a.pdf", Kind.FOLLOWUP, "Et à Arras ?", previous="q1", pages=(5,))
MULTI = GoldQuestion(
    "q3", "b.pdf", Kind.MULTI, "Où et quand ?", pages=(1, 2, 7), groups=((1, 2), (7,))
)
ELSEWHERE = GoldQuestion(
    "q4", "a.pdf", Kind.DIRECT, "Quel budget ?", pages=(9,), also_in=(("b.pdf", 4),)
)
GOLD = (FIRST, SECOND, MULTI, ELSEWHERE)

PIPELINE = '''
def build(folder, model):
    """A tool that ranks the same pages for every question, and can't read b.pdf."""
    if folder == "b":
        raise ValueError("not readable")
    return {"plain": lambda question: [("a.pdf", 3), ("a.pdf", 5), ("a.pdf", 3)]}
'''


def answer(*pages: tuple[str, int], ms: float = 1.0) -> dict[str, object]:
    return {"pages": [list(page) for page in pages], "ms": ms, "cpu_ms": ms / 2}


def test_most_tools_are_given_a_followup_after_the_question_it_follows() -> None:
    asked = question_asked(SECOND, GOLD, follows=False)
    assert asked["question"] == "Combien de collèges ? Et à Arras ?"
    assert asked["previous"] == []


def test_a_tool_that_follows_is_given_the_questions_apart() -> None:
    asked = question_asked(SECOND, GOLD, follows=True)
    assert (asked["question"], asked["previous"]) == ("Et à Arras ?", ["Combien de collèges ?"])


def test_a_page_counts_where_it_stands_first() -> None:
    """Found first, found second, missed: 1/3 at one, 2/3 at five."""
    answers = {
        "q1": answer(("a.pdf", 3)),
        "q2": answer(("a.pdf", 3), ("a.pdf", 5)),
        "q4": answer(("a.pdf", 1)),
    }
    figures = measured(answers, (FIRST, SECOND, ELSEWHERE))
    assert (figures["page_recall@1"], figures["page_recall@5"]) == (0.3333, 0.6667)


def test_the_same_page_of_another_report_is_not_the_page() -> None:
    assert measured({"q1": answer(("b.pdf", 3))}, (FIRST,))["page_recall@5"] == 0


def test_a_question_without_answer_is_missed_and_not_timed() -> None:
    figures = measured({"q1": answer(("a.pdf", 3), ms=4)}, (FIRST, SECOND))
    assert figures["page_recall@5"] == 0.5
    assert figures["ms"] == {"p50": 4, "p95": 4}
    assert figures["cpu_ms"] == {"p50": 2, "p95": 2}


@pytest.mark.parametrize(("pages", "recall"), [((2, 7), 1), ((1, 2), 0)])
def test_a_question_on_several_pages_wants_one_of_each_group(
    pages: tuple[int, ...], recall: float
) -> None:
    ranked = answer(*(("b.pdf", page) for page in pages))
    assert measured({"q3": ranked}, (MULTI,))["page_recall@5"] == recall


@pytest.mark.parametrize(("others", "recall"), [(frozenset({"a.pdf", "b.pdf"}), 1), ((), 0)])
def test_a_page_of_another_report_counts_only_when_all_are_asked(
    others: frozenset[str], recall: float
) -> None:
    figures = measured({"q4": answer(("b.pdf", 4))}, (ELSEWHERE,), frozenset(others))
    assert figures["page_recall@1"] == recall


def test_docstrings_comments_and_blank_lines_are_not_code() -> None:
    source = '''"""What it is for."""

import os  # counted

# not counted
class A:
    """One.

    Two.
    """

    text = """a

    string that is counted"""

    def f(self) -> None:
        """Nothing else."""
'''
    assert code_lines(source) == 5


def test_the_table_has_a_row_for_each_variant_and_says_what_failed() -> None:
    scope = {"page_recall@1": 0.7083, "page_recall@5": 1.0, "cpu_ms": {"p50": 21.04, "p95": 40.0}}
    tools = {
        "Selon": {
            "variants": {"as shipped": {"own report": scope, "all reports": scope}},
            "index_cpu_s": 61.2,
            "peak_mb": 373.4,
            "lines": 30,
        },
        "Other": {"failed": "no such version"},
    }
    rows = table(tools).splitlines()[2:]
    assert rows == [
        "| Selon, as shipped | .71 / 1 | .71 / 1 | 21.0 / 40.0 | 61 | 373 | 30 |",
        "| Other | not measured: no such version | | | | | |",
    ]


def test_the_child_asks_all_reports_then_each_alone_and_says_what_it_could_not_read(
    tmp_path: Path,
) -> None:
    pipeline, job, out = tmp_path / "with_it.py", tmp_path / "job.json", tmp_path / "out.json"
    pipeline.write_text(PIPELINE, encoding="utf-8")
    questions = [question_asked(each, GOLD, follows=False) for each in GOLD]
    told = {"together": "all", "alone": {"a.pdf": "a", "b.pdf": "b"}, "model": ""}
    job.write_text(json.dumps(told | {"questions": questions}), encoding="utf-8")
    child = TOOLS[0].pipeline.parent / "child.py"
    run([sys.executable, "-P", child, pipeline, job, out], check=True)
    result = json.loads(out.read_text(encoding="utf-8"))
    assert set(result["all reports"]["plain"]) == {"q1", "q2", "q3", "q4"}
    assert set(result["own report"]["plain"]) == {"q1", "q2", "q4"}
    assert result["all reports"]["plain"]["q1"]["pages"] == [["a.pdf", 3], ["a.pdf", 5]]
    assert result["unread"] == {"b.pdf": "ValueError: not readable"}
    assert result["peak_mb"] > 1


@pytest.mark.parametrize("tool", [each for each in TOOLS if not each.follows], ids=lambda t: t.name)
def test_every_version_of_another_tool_is_pinned(tool: Tool) -> None:
    lines = tool.requirements.read_text(encoding="utf-8").splitlines()
    pins = [line for line in lines if line and not line.startswith("#")]
    assert pins
    assert all(pin.count("==") == 1 for pin in pins)
    assert not [pin for pin in pins if pin.startswith("torch==") and pin != "torch==2.13.0"]
