"""Texts as PDFs give them: full stops lost, columns that touch, bullets, marks of notes.

Our excerpts are clean prose; what is read of real reports is not.
"""

import random
import re
from collections.abc import Sequence

STOP = re.compile(r"[.;] (?=[A-ZÀ-Ý«])")
FIGURE = re.compile(r"\d[\d  .,]*\d(?: ?(?:€|%|M€|k€|km))?|\b\d(?: ?(?:€|%|M€|k€|km))?")
BULLETS = ("- ", "• ", "● ", "➢ ")
LONGEST_LABEL = 22
FEW = (2, 9)  # words of a column that touches


def as_printed(text: str, beside: Sequence[str], rng: random.Random) -> str:
    """`text`, its headings a line each before it, as a PDF might have it.

    `beside` are texts that don't answer: words of theirs may come along.
    """
    *above, said = text.split("\n")
    if rng.random() < 0.15:
        above = [each.upper() for each in above]
    for chance, change in ((0.2, _without_stops), (0.2, _bulleted), (0.2, _figure_first)):
        if rng.random() < chance:
            said = change(said, rng)
    if rng.random() < 0.15:
        said = _noted(said, rng)
    if beside and rng.random() < 0.3:
        said = _touched(said, rng.choice(beside).split("\n")[-1], rng)
    return "\n".join((*above, said))


def _without_stops(said: str, rng: random.Random) -> str:
    return STOP.sub(lambda stop: " " if rng.random() < 0.7 else stop[0], said)


def _bulleted(said: str, rng: random.Random) -> str:
    bullet = rng.choice(BULLETS)
    return bullet + STOP.sub(f" {bullet}", said).rstrip(".")


def _figure_first(said: str, _: random.Random) -> str:
    """« 48 places » before what was said of them, as key figures stand."""
    found = FIGURE.search(said)
    if found is None or len(said.split()) > LONGEST_LABEL:
        return said
    rest = f"{said[: found.start()].strip()} {said[found.end() :].strip()}"
    return f"{found[0]} {rest.strip().rstrip('.')}"


def _noted(said: str, rng: random.Random) -> str:
    words = said.split(" ")
    at = rng.randrange(len(words))
    words[at] += rng.choice((str(rng.randrange(1, 30)), f" [{rng.randrange(1, 90)}]", "*"))
    return " ".join(words)


def _touched(said: str, other: str, rng: random.Random) -> str:
    words = other.split()
    few = rng.randrange(*FEW)
    at = rng.randrange(max(1, len(words) - few))
    piece = " ".join(words[at : at + few])
    return f"{piece} {said}" if rng.random() < 0.5 else f"{said} {piece}"
