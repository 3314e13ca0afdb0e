"""Measures as a person reads them in a terminal."""

from collections.abc import Mapping
from typing import Any

from ui.terminal import tell
from ui.wording import decimal, say

Measures = Mapping[str, Any]
_PERCENTILES = {"p50", "p95"}


def tell_evaluation(written: Measures, failures: str | None) -> None:
    """Writes the measures with their intervals, by kind and by report, and how many were missed.

    `failures` is the file that lists these.
    """
    tell_measures(written, written["intervals"])
    tell(say("terminal.evaluate.intervals"), dim=True)
    _tell_robustness(written.get("robustness", {}))
    tell()
    tell(say("terminal.evaluate.stages"), bold=True)
    tell_measures(written["stages_ms"])
    for group in ("kinds", "reports"):
        tell()
        tell(say(f"terminal.evaluate.{group}"), bold=True)
        for name, measures in written[group].items():
            shown = {key: figure(measures[key]) for key in ("page_recall@1", "right", "refused")}
            values = {"found": shown["page_recall@1"], **shown, "questions": measures["questions"]}
            values.pop("page_recall@1")
            tell(say("terminal.evaluate.group", name=name, **values), indent=2)
    if written["missing_reports"]:
        tell()
        tell(say("terminal.evaluate.missing", names=", ".join(written["missing_reports"])))
    tell()
    missed = len(written["failures"])
    if failures is None:
        tell(say("terminal.evaluate.failures", count=missed))
    else:
        tell(say("terminal.evaluate.failures_written", count=missed, path=failures))


def _tell_robustness(variants: Measures) -> None:
    """One line a variant: its measures, each with what it lost."""
    if variants:
        tell()
        tell(say("terminal.evaluate.variants"), bold=True)
    for name, measures in variants.items():
        shown = {
            key.split("@")[0]: f"{figure(measures[key])} ({figure(loss)})"
            for key, loss in measures["loss"].items()
        }
        values = {"name": say(f"evaluation.variants.{name}"), **shown}
        refused = figure(measures["refused"])
        tell(say("terminal.evaluate.variant", refused=refused, **values), indent=2)


def tell_measures(measures: Measures, intervals: Measures | None = None) -> None:
    """One line a measure, its interval beside it; what is no figure is left to others."""
    for name, value in measures.items():
        if isinstance(value, Mapping) and set(value) == _PERCENTILES:
            tell(f"{name:<20} p50 {figure(value['p50'])}, p95 {figure(value['p95'])}")
        elif isinstance(value, int | float) or value is None:
            tell(f"{name:<20} {figure(value)}{_between((intervals or {}).get(name))}")


def figure(value: float | None) -> str:
    """A measure as French writes it; a dash where there was nothing to measure."""
    if value is None:
        return "–"
    return str(value) if isinstance(value, int) else decimal(value, 3)


def change(difference: float | None) -> str:
    """A difference with its sign: +0,021 or −0,021."""
    if difference is None:
        return "–"
    sign = "+" if difference > 0 else "−" if difference < 0 else "="
    return sign if sign == "=" else sign + decimal(abs(difference), 3)


def _between(interval: tuple[float, float] | None) -> str:
    if interval is None:
        return ""
    low, high = map(figure, interval)
    return "   " + say("terminal.evaluate.interval", low=low, high=high)
