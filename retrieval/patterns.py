"""Reads the lists of expressions that `retrieval/data` holds, compiled once."""

import re
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any

import yaml

from index.words import fold

# The C loader is ten times quicker; it is left out of some builds of PyYAML.
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@cache
def load_data(name: str) -> Mapping[str, Any]:
    """The content of `retrieval/data/<name>` (YAML, or JSON, which is YAML too)."""
    text = (resources.files("retrieval") / "data" / name).read_text(encoding="utf-8")
    loaded: Mapping[str, Any] = yaml.load(text, Loader=_Loader)  # noqa: S506 - a safe loader
    return loaded


@cache
def any_of(expressions: tuple[str, ...]) -> re.Pattern[str]:
    """One pattern that finds any of `expressions` in a text that went through `plain`."""
    return re.compile("|".join(f"(?:{expression})" for expression in expressions) or r"(?!)")


# « 60 km de pistes » count pistes, and measure them in kilometres.
MEASURE = (
    r"(?:km[2²]?|m[23²³]|(?:kilo)?m[eè]tres?(?: (?:carr|cub)[eé]s?)?|hectares?|ha|tonnes?|kg|kilos?"
    r"|(?:hecto)?litres?|[kmgt]wh)"
)


def plain(text: str) -> str:
    """`text` as the expressions expect it: folded, with single spaces."""
    return " ".join(fold(text).split())
