"""Tells questions for another body, and what is no question for a report, from the rest."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any

from retrieval.answer import HelpLine
from retrieval.patterns import any_of, load_data, plain


class Weight(StrEnum):
    """When a rule of scope counts, from always to only where the report is silent."""

    ALWAYS = "always"
    UNLESS_STRONG = "unless_strong"
    IF_SILENT = "if_silent"


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A question whose place isn't the report: whose business it is (`body`), or which `kind`."""

    weight: Weight
    body: str | None = None
    kind: str | None = None


def find_elsewhere(question: str, *, titles: Iterable[str] = ()) -> Elsewhere | None:
    """Whose business the question is if not the report's; None for a question like any other.

    A body named in one of the report's `titles` is its author: its business is the report's.

    >>> find_elsewhere("Comment contester ma taxe foncière ?").body
    'finances_publiques'
    """
    text = plain(question)
    data = load_data("no_question.yaml")
    return (
        _no_question(text, data["always"], Weight.ALWAYS)
        or _business_of(text, author := plain(" ".join(titles)))
        or _other_department(text, author)
        or _no_question(text, data["unless_strong"], Weight.UNLESS_STRONG)
    )


def find_help(question: str) -> tuple[HelpLine, ...]:
    """Numbers to call for someone whose words tell of distress, most fitting first.

    >>> [line.number for line in find_help("mon mari me frappe")]
    ['3919', '17', '114']
    >>> find_help("Combien d'appels au 119 en 2024 ?")
    ()
    """
    text, data = plain(question), load_data("help.yaml")
    if any_of(tuple(data["never"])).search(text):
        return ()
    return tuple(
        HelpLine(number, line["code"])
        for line in data["lines"]
        if any_of(tuple(line["when"])).search(text)
        for number in line["numbers"]
    )


def _no_question(text: str, kinds: Mapping[str, list[str]], weight: Weight) -> Elsewhere | None:
    for kind, expressions in kinds.items():
        if any_of(tuple(expressions)).search(text):
            return Elsewhere(weight, kind=kind)
    return None


def _other_department(text: str, titles: str) -> Elsewhere | None:
    """Another département than that of the `titles`, named as one: « le département du Nord »."""
    named = _department().search(text)
    if named is None or re.sub("[ -]", "-", named[1]) in titles.replace(" ", "-"):
        return None
    return Elsewhere(Weight.UNLESS_STRONG, body="autre_departement")


@cache
def _department() -> re.Pattern[str]:
    """Finds « département de X », X being one of them, with or without hyphens."""
    names = sorted(load_data("departements.yaml")["names"], key=len, reverse=True)
    either = "|".join(re.escape(name).replace(r"\-", "[ -]") for name in names)
    return re.compile(rf"\bdepartement (?:de la |de l'|du |des |de |d')({either})(?![\w-])")


def _business_of(text: str, titles: str) -> Elsewhere | None:
    data: Mapping[str, Any] = load_data("competences.yaml")
    step = any_of(tuple(data["steps"])).search(text)
    for body in data["bodies"]:
        if body.get("own") and body["own"] in titles:
            continue
        if any_of(tuple(body["about"])).search(text):
            weight = Weight.UNLESS_STRONG if step else Weight.IF_SILENT
            return Elsewhere(weight, body=body["code"])
    return None
