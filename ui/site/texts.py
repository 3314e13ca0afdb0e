"""Sentences of the pages that the operator words anew, checked before any page is served."""

from collections.abc import Iterator, Mapping
from string import Formatter

from ui.site.errors import SiteValueUnfit, TextPlaceholders, TextUnknown
from ui.wording import OR_ELSE, say, shipped

# The other sentences are those of the command line, which the file doesn't change.
ON_PAGES = (
    "agents.", "coverage.", "evaluation.", "gaps.", "help.", "journal.", "legal.",
    "notice_values.", "notices.", "numbers.", "outcomes.", "staff.", "web.",
)  # fmt: skip


def own_texts(tree: object, file: str) -> Mapping[str, str]:
    """The operator's sentences by their dotted keys.

    Raises `SiteValueUnfit`, `TextUnknown` and `TextPlaceholders`.
    """
    if not isinstance(tree, Mapping):
        raise SiteValueUnfit(file=file, key="textes", expected=say("site.expected.section"))
    return {key: _checked(key, text, file) for key, text in _flat("", tree)}


def _checked(key: str, text: object, file: str) -> str:
    if not isinstance(text, str) or not text.strip():
        expected = say("site.expected.text")
        raise SiteValueUnfit(file=file, key=f"textes.{key}", expected=expected)
    if not key.startswith(ON_PAGES) or key not in shipped():
        raise TextUnknown(file=file, key=key)
    if not _fits(text, shipped()[key]):
        wanted = ", ".join(f"{{{name}}}" for name in _values(shipped()[key]))
        raise TextPlaceholders(file=file, key=key, wanted=wanted)
    return text.strip()


def _fits(text: str, ours: str) -> bool:
    """Whether `text` can be filled in wherever `ours` is: the same values, written as ours are."""
    try:
        given = _values(text)
    except ValueError:  # a brace that isn't closed
        return False
    wanted = _values(ours)
    return given.keys() == wanted.keys() and all(
        written <= wanted[name] | {""} for name, written in given.items()
    )


def _values(sentence: str) -> dict[str, set[str]]:
    """How each value of `sentence` is written: by itself, with a plural, with a word instead."""
    found: dict[str, set[str]] = {}
    for _, name, spec, conversion in Formatter().parse(sentence):
        if name is not None:
            found.setdefault(name, set()).add(_kind(spec or "", conversion))
    return found


def _kind(spec: str, conversion: str | None) -> str:
    if conversion or "{" in spec:
        return "?"
    if spec.startswith(OR_ELSE):
        return OR_ELSE
    return "|" if spec.count("|") == 1 else spec


def _flat(prefix: str, tree: Mapping[str, object]) -> Iterator[tuple[str, object]]:
    for name, branch in tree.items():
        key = f"{prefix}.{name}" if prefix else name
        if isinstance(branch, Mapping):
            yield from _flat(key, branch)
        else:
            yield key, branch
