"""Figures that stand alone, as key figures do: a number with its unit, perhaps hedged."""

import re

# What says of a figure how exact it is, set small above it or before it.
_HEDGES = (
    r"environ|près de|proche de|plus de|moins de|presque|quelque|au moins|au plus"
    r"|jusqu['’]à|un peu (?:plus|moins) de|autour de|de l['’]ordre de"
)
_HEDGE = re.compile(_HEDGES, re.IGNORECASE)
_FIGURE = re.compile(
    rf"(?:(?:{_HEDGES})\s+)?\W*(?:[+±-]\s?)?\d[\d\s.,]*\s*"
    r"(?:%|€|k€|m€|md€|euros?|(?:millions?|milliards?)(?:\s+d['’]euros)?|m²|m3|ha|hectares?|km)?",
    re.IGNORECASE,
)


def is_figure(text: str) -> bool:
    """Whether `text` is a figure with its unit and nothing else, hedged or not.

    >>> is_figure("1 294 250,00 €"), is_figure("plus de 80"), is_figure("36 services")
    (True, True, False)
    """
    return bool(_FIGURE.fullmatch(text.strip()))


def is_hedge(text: str) -> bool:
    """Whether `text` only says how exact the figure after it is: « environ », « plus de »."""
    return bool(_HEDGE.fullmatch(text.strip()))
