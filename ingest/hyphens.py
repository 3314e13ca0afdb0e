"""Decides what a hyphen at the end of a line is: of the word, or of the line alone.

"centre-" + "ville" stays "centre-ville", "dépar-" + "tement" becomes "département". The report
itself is the best dictionary: what it writes elsewhere within a line decides.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from ingest.french import COMPOUND_CLOSERS, COMPOUND_OPENERS
from ingest.normalise import SOFT_HYPHEN
from ingest.symbols import LINE_END_HYPHEN

_HYPHENS = f"-‐{LINE_END_HYPHEN}"
_WORD = re.compile(r"\w+(?:-\w+)*")
_HEAD = re.compile(rf"(\w+(?:-\w+)*)[{_HYPHENS}]$")
_TAIL = re.compile(r"\w+(?:-\w+)*")

Vocabulary = Counter[str]


def vocabulary(texts: Iterable[str]) -> Vocabulary:
    """How often each word stands within a line of `texts`; words cut by a line's end don't count.

    >>> vocabulary(["Le centre-ville de Lens, dépar-", "tement"])["centre-ville"]
    1
    """
    words: Vocabulary = Counter()
    cut = False
    for text in texts:
        found = _WORD.findall(text.lower())
        now_cut = _head(text) is not None
        words.update(found[int(cut) : len(found) - int(now_cut)])
        cut = now_cut
    return words


def settle_hyphens(texts: Sequence[str], words: Vocabulary) -> list[str]:
    """`texts`, one a line, with the hyphens at line ends made soft or hard.

    A hyphen of the line alone becomes a soft hyphen, one of the word "-".
    """
    return [
        _settled(text, texts[at + 1] if at + 1 < len(texts) else "", words)
        for at, text in enumerate(texts)
    ]


def _settled(text: str, after: str, words: Vocabulary) -> str:
    head = _head(text)
    if head is not None:
        tail = _TAIL.match(after)
        one_word = tail is not None and is_one_word(head, tail[0], words)
        text = text[:-1] + (SOFT_HYPHEN if one_word else "-")
    return text.replace(LINE_END_HYPHEN, "-")


def _head(text: str) -> str | None:
    """What stands before the hyphen that `text` ends with; None where it ends with none."""
    found = _HEAD.search(text) if text.endswith(tuple(_HYPHENS)) else None
    return found and found[1]


def is_one_word(head: str, tail: str, words: Vocabulary) -> bool:
    """Whether `head` and `tail` are the halves of one word, not the parts of a compound.

    >>> is_one_word("centre", "ville", Counter()), is_one_word("dépar", "tement", Counter())
    (False, True)
    """
    if not tail[0].islower() or head[-1].isdigit():
        return False
    head, tail = head.lower(), tail.lower()
    joined, hyphened = words[head + tail], words[f"{head}-{tail}"]
    if joined or hyphened:
        return joined >= hyphened
    if head in COMPOUND_OPENERS or tail in COMPOUND_CLOSERS:
        return False
    last = head.rsplit("-", 1)[-1]
    return not ("-" in head and words[last])
