"""Figures of quality in plain words, the same for staff and for residents."""

from retrieval.quality import Figure, Measure
from ui.render import told


def in_plain_words(measure: Measure, found: Figure) -> str:
    """The sentence of a figure: of how many questions, how many of a hundred, between what.

    Of few questions only the counts are told.
    """
    if found.few:
        return told(f"legal.quality.few.{measure.value}", of=found.of, got=found.got)
    low, high = found.between
    values = {"of": found.of, "in_100": found.in_100, "low": low, "high": high}
    return told(f"legal.quality.figures.{measure.value}", **values)
