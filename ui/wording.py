"""Every sentence that a person can read, looked up by key in one file."""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from string import Formatter

import yaml

NO_BREAK = "\u00a0"
NARROW_NO_BREAK = "\u202f"

# The loader in C is ten times quicker, but some builds of PyYAML lack it. Both are safe ones.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_BEFORE_HIGH_MARKS = re.compile(r"(?<=[^\s:;!?]) (?=[;!?](?:\s|$|[»)]))")
_GLUED = re.compile(
    r"(?<=«) | (?=»)|(?<=\S) (?=:(?:\s|$))|(?<=\bp\.) (?=[\d{])|(?<=[\d}]) (?=Mo\b|%)"
)


class WordingMissing(LookupError):
    """The wording file has no sentence `key`, or the sentence lacks one of its values."""


def say(key: str, **values: object) -> str:
    """The sentence at the dotted `key`, its `{values}` filled in.

    Raises `WordingMissing` where the file has no such sentence or a value isn't given; the tests
    ask for every key, so that no person ever meets it.
    """
    sentence = sentences().get(key)
    if sentence is None:
        raise WordingMissing(key)
    try:
        return sentence.format(**values)
    except (KeyError, IndexError) as exc:
        raise WordingMissing(f"{key}: no value for {exc}") from exc


def has(key: str) -> bool:
    """Whether the wording file holds a sentence at `key`."""
    return key in sentences()


def placeholders(key: str) -> frozenset[str]:
    """Names of the values that the sentence at `key` is filled with."""
    return frozenset(name for _, name, _, _ in Formatter().parse(sentences()[key]) if name)


@cache
def sentences() -> Mapping[str, str]:
    """All sentences by dotted key, in French typography; read once."""
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
