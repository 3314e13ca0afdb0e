"""Chooses each page's label: the PDF's own, else the printed number, else the page number."""

from collections.abc import Mapping, Sequence
from itertools import pairwise

PRINTED_SHARE = 0.5  # of the pages with a printed number, that the PDF's labels must agree with


def page_labels(own: Sequence[str] | None, printed: Mapping[int, str], pages: int) -> list[str]:
    """One label a page. `own` are the PDF's; `printed` is keyed from 0, as `own` is ordered.

    >>> page_labels(None, {1: "iv", 2: "v"}, 3)
    ['1', 'iv', 'v']
    """
    plain = [str(at + 1) for at in range(pages)]
    if own is not None and _make_sense(own, plain, printed):
        return list(own)
    labels = list(plain)
    for at, text in filled(printed).items():
        labels[at] = text
    return labels


def _make_sense(own: Sequence[str], plain: Sequence[str], printed: Mapping[int, str]) -> bool:
    if len(own) != len(plain) or not all(label.strip() for label in own) or list(own) == plain:
        return False
    agreeing = sum(own[at] == text for at, text in printed.items())
    return agreeing >= PRINTED_SHARE * len(printed)


def filled(printed: Mapping[int, str]) -> dict[int, str]:
    """`printed` with the pages between two numbers of one count filled in."""
    numbers = dict(printed)
    known = sorted(at for at, text in printed.items() if text.isdigit())
    for before, after in pairwise(known):
        first, last = int(printed[before]), int(printed[after])
        if last - first == after - before:
            numbers.update({at: str(first + at - before) for at in range(before + 1, after)})
    return numbers
