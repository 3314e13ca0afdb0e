"""How much worse answers get when the same questions are typed otherwise."""

from collections.abc import Mapping

from retrieval.evaluate import Evaluation
from retrieval.measures import Measures, measures
from retrieval.run import Json
from retrieval.variants import Variant

LOSSES = ("page_recall@5", "answered", "right")


def robustness(plain: Evaluation, varied: Mapping[Variant, Evaluation]) -> dict[str, Json]:
    """For each variant its measures, how many questions it changed, and what it cost.

    `loss` is the measure of the questions as they were asked less that of the variant: 0.1 is ten
    points lost, below zero is a gain; None where there was nothing to measure.
    """
    whole = measures(plain.judged)
    return {
        variant.value: {
            **measures(evaluation.judged),
            "changed": _changed(plain, evaluation),
            "loss": _loss(whole, measures(evaluation.judged)),
        }
        for variant, evaluation in varied.items()
    }


def _changed(plain: Evaluation, varied: Evaluation) -> int:
    pairs = zip(plain.judged, varied.judged, strict=True)
    return sum(one.gold.question != other.gold.question for one, other in pairs)


def _loss(plain: Measures, varied: Measures) -> Json:
    return {name: _less(plain[name], varied[name]) for name in LOSSES}


def _less(plain: object, varied: object) -> float | None:
    if isinstance(plain, float) and isinstance(varied, float):
        return round(plain - varied, 4)
    return None
