"""Robustness: what the same questions lose when they are typed otherwise."""

from collections.abc import Callable

from retrieval.answer import Outcome
from retrieval.evaluate import Evaluation
from retrieval.gold import Kind
from retrieval.judge import Judged
from retrieval.robustness import robustness
from retrieval.variants import Variant

MakeJudged = Callable[..., Judged]


def _evaluation(*judged: Judged) -> Evaluation:
    return Evaluation(judged, missing_reports=())


def test_what_a_variant_costs_is_the_plain_measure_less_its_own(make_judged: MakeJudged) -> None:
    plain = _evaluation(
        make_judged("a", cited=(1,), ranked=(1,)),
        make_judged("b", cited=(1,), ranked=(1,)),
        make_judged("c", cited=(2,), ranked=(2, 1)),
        make_judged("u", Kind.UNSAFE, outcome=Outcome.BLOCKED),
    )
    typed = _evaluation(
        make_judged("a", question="aa", cited=(1,), ranked=(1,)),
        make_judged("b", question="bb", ranked=(2, 3, 4, 5, 6, 1)),
        make_judged("c", question="cc", cited=(1,), ranked=(1,)),
        make_judged("u", Kind.UNSAFE, cited=(3,)),
    )
    measured = robustness(plain, {Variant.TYPO: typed})["typo"]
    assert measured["loss"] == {"page_recall@5": 0.3333, "answered": 0.3333, "right": 0.0}
    assert (measured["answered"], measured["right"]) == (0.6667, 0.6667)
    assert measured["refused"] == 0.0
    assert (measured["questions"], measured["changed"]) == (4, 3)


def test_a_gain_is_a_loss_below_zero(make_judged: MakeJudged) -> None:
    plain, better = _evaluation(make_judged("a")), _evaluation(make_judged("a", cited=(1,)))
    loss = robustness(plain, {Variant.POLITE: better})["polite"]["loss"]
    assert loss == {"page_recall@5": 0.0, "answered": -1.0, "right": -1.0}


def test_where_nothing_can_be_answered_nothing_is_lost(make_judged: MakeJudged) -> None:
    only = _evaluation(make_judged("u", Kind.UNSAFE, outcome=Outcome.BLOCKED))
    measured = robustness(only, {Variant.CAPITALS: only})["capitals"]
    assert measured["loss"] == {"page_recall@5": None, "answered": None, "right": None}
    assert measured["refused"] == 1.0
