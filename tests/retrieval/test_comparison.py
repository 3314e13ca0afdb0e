"""Two runs side by side: what was gained, what was lost, and on which questions."""

from collections.abc import Mapping

from retrieval.answer import Outcome
from retrieval.comparison import Change, Comparison
from retrieval.gold import Kind
from retrieval.judge import Fault
from retrieval.run import Entry, Run


def _entry(name: str, why: Fault | None = None, question: str = "Combien ?") -> Entry:
    return Entry(name, Kind.NUMBER, question, Outcome.ANSWERED, why)


def _run(file: str, *entries: Entry, figures: Mapping[str, float | None] | None = None) -> Run:
    return Run(file, figures or {}, entries)


def _compared(before: tuple[Entry, ...], after: tuple[Entry, ...]) -> Comparison:
    return Comparison(_run("a.json", *before), _run("b.json", *after))


def test_each_measure_is_set_beside_what_it_was() -> None:
    comparison = Comparison(
        _run("a.json", figures={"right": 0.6486, "refused": 0.7, "mrr": None}),
        _run("b.json", figures={"right": 0.7, "refused": 0.6923, "mrr": 0.5}),
    )
    assert comparison.measures == {
        "right": Change(0.6486, 0.7),
        "refused": Change(0.7, 0.6923),
        "mrr": Change(None, 0.5),
    }
    differences = [each.difference for each in comparison.measures.values()]
    assert differences == [0.0514, -0.0077, None]


def test_a_question_improves_when_its_fault_is_gone_and_breaks_when_one_comes() -> None:
    before = (
        _entry("mended", Fault.REFUSED),
        _entry("broken"),
        _entry("still missed", Fault.REFUSED),
        _entry("still right"),
    )
    after = (
        _entry("mended"),
        _entry("broken", Fault.KEY_MISSING),
        _entry("still missed", Fault.PAGE_NOT_FOUND),
        _entry("still right"),
    )
    comparison = _compared(before, after)
    assert comparison.improved == (_entry("mended", Fault.REFUSED),)
    assert comparison.broke == (_entry("broken", Fault.KEY_MISSING),)
    assert (comparison.only_before, comparison.only_after) == ((), ())


def test_a_run_against_itself_changes_nothing() -> None:
    entries = (_entry("a", Fault.REFUSED), _entry("b"))
    comparison = _compared(entries, entries)
    assert (comparison.improved, comparison.broke) == ((), ())


def test_the_same_id_with_other_words_is_another_question() -> None:
    before = (_entry("a", Fault.REFUSED), _entry("gone"))
    after = (_entry("a", question="Combien en 2024 ?"), _entry("new"))
    comparison = _compared(before, after)
    assert comparison.improved == ()
    assert [entry.id for entry in comparison.only_before] == ["a", "gone"]
    assert [entry.id for entry in comparison.only_after] == ["a", "new"]


def test_the_comparison_is_written_as_one_object() -> None:
    comparison = Comparison(
        _run("a.json", _entry("a", Fault.REFUSED), _entry("c"), figures={"right": 0.0}),
        _run("b.json", _entry("a"), _entry("d"), figures={"right": 1.0}),
    )
    assert comparison.as_json() == {
        "before": "a.json",
        "after": "b.json",
        "measures": {"right": {"before": 0.0, "after": 1.0, "difference": 1.0}},
        "improved": [{"id": "a", "kind": "number", "question": "Combien ?", "why": "refused"}],
        "broke": [],
        "only_before": ["c"],
        "only_after": ["d"],
    }
