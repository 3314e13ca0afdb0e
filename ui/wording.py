"""Every sentence that a person can read, looked up by key in one file."""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from string import Formatter
from typing import Any

import yaml

from ingest.errors import SelonError
from retrieval.place_names import of

NO_BREAK = "\u00a0"
NARROW_NO_BREAK = "\u202f"
MEGABYTE = 1_000_000
GIGABYTE = 1_000_000_000
OR_ELSE = "else "
PLURAL_FROM = 2  # in French one and a half is singular

# The loader in C is ten times quicker, but some builds of PyYAML lack it. Both are safe ones.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_BEFORE_HIGH_MARKS = re.compile(r"(?<=[^\s:;!?]) (?=[;!?](?:\W|$))")
_GLUED = re.compile(
    r"(?<=«) | (?=»)|(?<=\S) (?=:(?:\s|$))|(?<=\bp\.) (?=[\d{])|(?<=[\d}]) (?=Mo\b|%)"
)


class _French(Formatter):
    """Adds to what braces can hold.

    `{n:count}`, `{bytes:size}`, `{n:page|pages}`, `{names:else nobody}` for an empty value, and
    `{names:of}` for places: « d'Arras, du Portel ».
    """

    def format_field(self, value: Any, spec: str) -> Any:
        """`value` as French writes it: 12 000, 3,2 Mo, or the singular or plural of a word."""
        if spec == "count":
            return count(value)
        if spec == "size":
            return size(value)
        if spec == "of":
            return ", ".join(map(of, value.split(", ")))
        if spec.startswith(OR_ELSE):
            return value or spec.removeprefix(OR_ELSE)
        if "|" in spec:
            singular, plural = spec.split("|")
            return singular if abs(value) < PLURAL_FROM else plural
        return super().format_field(value, spec)


class WordingMissing(LookupError):
    """The wording file has no sentence `key`, or the sentence lacks one of its values."""


def say(key: str, /, **values: object) -> str:
    """The sentence at the dotted `key`, its `{values}` filled in.

    Raises `WordingMissing` where the file has no such sentence or a value isn't given; the tests
    ask for every key, so that no person ever meets it.
    """
    sentence = sentences().get(key)
    if sentence is None:
        raise WordingMissing(key)
    try:
        return _FRENCH.vformat(sentence, (), values)
    except (KeyError, IndexError) as exc:
        raise WordingMissing(f"{key}: no value for {exc}") from exc


def say_error(error: SelonError) -> str:
    """The sentence of `error`: what, where, what to do next."""
    return say(f"errors.{error.code}", **error.values)


def say_notice(code: str, value: str) -> str | None:
    """The sentence of a notice, its value named in French; None if it has none to be read.

    Some notices have another sentence for several values.
    """
    if not has(f"notices.{code}"):
        return None
    names = [f"notice_values.{code}.{part}" for part in value.split(",")]
    if all(map(has, names)):
        value = ", ".join(map(say, names))
    several = f"notices.{code}_several"
    if "," in value and has(several):
        return say(several, value=value.replace(",", ", "))
    return say(f"notices.{code}", value=value)


def has(key: str) -> bool:
    """Whether the wording file holds a sentence at `key`."""
    return key in sentences()


def count(number: int) -> str:
    """`number` with its thousands apart: 12 000."""
    return f"{number:,}".replace(",", NARROW_NO_BREAK)


def size(number: int) -> str:
    """`number` bytes for a person: 12 ko, 3,2 Mo or 1,5 Go."""
    if number < MEGABYTE:
        return f"{number // 1000}{NO_BREAK}ko"
    unit, name = (GIGABYTE, "Go") if number >= GIGABYTE else (MEGABYTE, "Mo")
    return f"{decimal(number / unit, 1)}{NO_BREAK}{name}"


def decimal(number: float, places: int) -> str:
    """`number` with a decimal comma: 0,25."""
    return f"{number:.{places}f}".replace(".", ",")


def placeholders(key: str) -> frozenset[str]:
    """Names of the values that the sentence at `key` is filled with."""
    return frozenset(name for _, name, _, _ in Formatter().parse(sentences()[key]) if name)


_FRENCH = _French()


def sentences() -> Mapping[str, str]:
    """All sentences by dotted key, in French typography, the operator's in the place of ours."""
    return _reworded[0] or shipped()


def reword(own: Mapping[str, str]) -> None:
    """Puts the operator's sentences, already checked, in the place of ours; {} brings ours back.

    All of them change at one stroke, whatever other threads are saying.
    """
    _reworded[0] = {**shipped(), **{key: typeset(text) for key, text in own.items()}} if own else {}


_reworded: list[Mapping[str, str]] = [{}]


@cache
def shipped() -> Mapping[str, str]:
    """Our own sentences; read once."""
    text = (files("ui") / "data" / "wording.yaml").read_text(encoding="utf-8")
    tree = yaml.load(text, Loader=_LOADER)  # noqa: S506 - a safe loader, see above
    return {key: typeset(value) for key, value in _flat("", tree)}


def typeset(text: str) -> str:
    """`text` with the no-break spaces that French asks for (« a » ; b : c ; p. 12)."""
    return _BEFORE_HIGH_MARKS.sub(NARROW_NO_BREAK, _GLUED.sub(NO_BREAK, text))


def _flat(prefix: str, tree: object) -> Iterator[tuple[str, str]]:
    if isinstance(tree, Mapping):
        for name, branch in tree.items():
            yield from _flat(f"{prefix}.{name}" if prefix else str(name), branch)
    else:
        yield prefix, str(tree).strip()
