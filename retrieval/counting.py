"""Tells which figures of a sentence count things or people, and whether they count what is asked.

An amount of money, a share or an age is a figure next door: it stands where people are spoken of,
and doesn't say how many they are.
"""

import re
from collections.abc import Iterator

from index.words import stems
from retrieval.kinds import COUNT, FIGURE, NO_FIGURE
from retrieval.patterns import MEASURE
from retrieval.rows import BETWEEN, ROWS

_TIMES = rf"(?:\s+(?:{COUNT}))*"
_OTHER_MEASURE = re.compile(
    rf"(?:{FIGURE.pattern}){_TIMES}\s*(?:%|pour\s?cent\b|(?:[kM]|Md)?€|(?:d['’]\s?|d['’])?euros?\b"
    r"|ans\b|h\b|heures?\s+\d)"
    r"|\bsur\s+(?:deux|trois|quatre|cinq|dix|\d+)\b",
    re.IGNORECASE,
)
_ONE = re.compile(rf"(?:{FIGURE.pattern})(?:[\s-]+(?:{COUNT})\b)*", re.IGNORECASE)
# What a figure counts ends where something else is said of it.
_ENDS = re.compile(
    r"[,;:.!?()|•]|\b(?:de|des|du|au|aux|en|dans|pour|par|sur|avec|dont|qui|que|sans|chez|entre"
    r"|depuis|contre)\b|\b[dà]['’]?\b|\bà\b",
    re.IGNORECASE,
)
_PART_OF = re.compile(r"\s*(?:des?\b|du\b|d['’])\s*", re.IGNORECASE)
# « 60 km de pistes », but neither « à 3 km de la mairie » nor « à 500 m d'une école ».
_MEASURED = re.compile(
    rf"\s*{MEASURE}\s+(?:des?\b\s*(?!la\b|l['’])|d['’]\s?(?!une?\b))", re.IGNORECASE
)
_AWAY = re.compile(r"(?:\bà|\bmoins de|\bplus de|\bdistante?s? de|\bsur)\s*$", re.IGNORECASE)
_WORDS_AFTER = 4
_REACH_AFTER = 60
# « Places ouvertes : 48 », « Le nombre de places est de 48 »; « Places 48 » where nothing else is.
_LABEL = re.compile(
    r"(?P<label>[^,;.!?•|]{0,60}?)\s*(?:[:=(–-]|\b(?:est|sont|était|étaient|atteint|atteignent"
    r"|s['’]élève(?:nt)?|passe(?:nt)?)\b"
    r"(?:\s+(?:de|à|au nombre de|d['’]environ|près de|environ)\b)*"
    r")\s*$",
    re.IGNORECASE,
)
_NUMBER_OF = re.compile(
    r"\b(?:nombre|nbr?e?\.?|total|effectifs?)\s+(?:des?\s+|d['’]\s?)"
    r"(?P<label>(?:[^\s,;.!?•|:]+\s+){1,4})$",
    re.IGNORECASE,
)
_NOTHING_ELSE = re.compile(r"\W*(?P<label>(?:[^\s,;.!?•|]+\s+){1,3})")
_WORDS_BEFORE = 4
_REACH_BEFORE = 80


def counts_things(text: str) -> bool:
    """Whether a figure in `text` is none of money, shares, ages, dates, roads or notes.

    >>> counts_things("98 millions d'euros pour 2 300 pompiers"), counts_things("98 M€ en 2024")
    (True, False)
    """
    return any(FIGURE.finditer(_things_alone(text)))


def counts(text: str, counted: frozenset[str]) -> bool:
    """Whether a figure in `text` counts what one of the stems `counted` names.

    It stands in the words right after the figure, or labels it; in a row of a table it is the
    row's label or the head of the figure's column.

    >>> counts("Il y a 48 places à Calais.", frozenset({"plac"}))
    True
    >>> counts("Il y a 48 agents à Calais.", frozenset({"calais"}))
    False
    """
    lines = text.split(ROWS) if BETWEEN in text else [text]
    return bool(counted) and any(
        counted & set(stems(said)) for line in lines for said in _said(line)
    )


def _said(line: str) -> Iterator[str]:
    """What the figures of a line count, as it is written before or after them."""
    label, *cells = line.split(BETWEEN)
    if not cells:
        yield from _named(_things_alone(line))
    for cell in cells:
        shown = _things_alone(cell)
        if FIGURE.search(shown):
            yield f"{label} {cell}"


def _named(shown: str) -> Iterator[str]:
    for match in _ONE.finditer(shown):
        after = shown[match.end() : match.end() + _REACH_AFTER]
        away = _AWAY.search(shown[: match.start()])
        of = _PART_OF.match(after) or (None if away else _MEASURED.match(after))
        after = after[of.end() :] if of else after
        end = _ENDS.search(after)
        yield " ".join((after[: end.start()] if end else after).split()[:_WORDS_AFTER])
        yield from _label_of(shown[: match.start()])


def _label_of(before: str) -> Iterator[str]:
    """The words of a label that ends `before` a figure."""
    near = before[-_REACH_BEFORE:]
    label = _LABEL.search(near) or _NUMBER_OF.search(near) or _NOTHING_ELSE.fullmatch(before)
    if label:
        yield " ".join(label["label"].split()[-_WORDS_BEFORE:])


def _things_alone(text: str) -> str:
    """`text` with every figure that counts no thing blanked out."""
    for other in (NO_FIGURE, _OTHER_MEASURE):
        text = other.sub(lambda match: " " * len(match[0]), text)
    return text
