"""How one kind of personal data is found in a question: the stretches to take out."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from retrieval.names import Sure, name_end

Stretch = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Rule:
    """One way to find personal data of a kind; `find` gives what is to be taken out of a text."""

    kind: str
    find: Callable[[str], Iterator[Stretch]]

    def applied(self, text: str, placeholder: str) -> str:
        """`text` with every stretch that the rule finds replaced."""
        pieces, at = [], 0
        for start, end in self.find(text):
            if start >= at:
                pieces += [text[at:start], placeholder]
                at = end
        return "".join((*pieces, text[at:]))


def written(
    kind: str, pattern: str, holds: Callable[[str], bool] = lambda _: True, *, case: bool = False
) -> Rule:
    """What `pattern` finds and `holds`; a group named `keep` stays in the question."""
    compiled = re.compile(pattern, re.NOFLAG if case else re.IGNORECASE)

    def find(text: str) -> Iterator[Stretch]:
        for match in compiled.finditer(text):
            start = match.end("keep") if "keep" in compiled.groupindex else match.start()
            start = match.start() if start < 0 else start
            if holds(text[start : match.end()]):
                yield start, match.end()

    return Rule(kind, find)


def called(pattern: str, sure: Sure) -> Rule:
    """The name of somebody after `pattern`, which makes it as `sure` that one follows."""
    compiled = re.compile(pattern, re.IGNORECASE)

    def find(text: str) -> Iterator[Stretch]:
        for cue in compiled.finditer(text):
            end = name_end(text, cue.end(), sure)
            if end > cue.end():
                yield cue.end(), end

    return Rule("name", find)
