"""Finds what the figures of a table are counted in, where that is said beside them.

« Dépenses de fonctionnement (en k€) » over a table, « Montants en milliers d'euros » at its edge,
« En m³ » in the corner of its heads.
"""

import re
from collections.abc import Iterable, Sequence

from ingest.report import Line, Page

WHITE = 0.045  # of the page's height, the most between a table and the lines that speak of it
MOST_LINES = 3  # over a table
MOST_WORDS = 30  # of a paragraph over it: beyond, it is prose
MOST_SAID_WORDS = 20  # of a line that says two things at once
LEVEL = 0.004  # of the page's height, by which lines set close reach into each other

_SYMBOL = r"%|‰|(?:k|M|Md)?€|euros?|m3|m³|m2|m²|ha|km|kg|tonnes?|[kMG]Wh|litres?|ETPT?"
_WORD = (
    r"heures|jours|mois|ans|hectares|kilomètres|mètres(?:\s+(?:cubes|carrés|linéaires))?|kilogrammes|pourcentages?"
    r"|pour\s?cent|points|années|équivalents?\s+temps\s+plein|unités|effectifs"
    r"|nombre(?:\s+(?:de\s+|d['’]\s?)\w+)?"
)
_MANY = r"(?:centaines|milliers|millions|milliards)(?:\s+(?:d['’]\s?|de\s+)\w+)?"
_AFTER = (
    r"(?:\s+(?:HT|TTC|H\.T\.?|T\.T\.C\.?|constants|courants|nets|bruts))?"
    r"(?:\s?/\s?\w+|\s+par\s+\w+)*"
)
_END = r"(?![^\W_])"
_COUNTED = rf"(?:{_MANY}|{_WORD}|{_SYMBOL}){_AFTER}{_END}"
_LEAD = (
    r"(?:(?:montants?|chiffres|données|valeurs?|volumes?|sommes|prix|coûts|dépenses|recettes|tarifs)"
    r"\s+)?(?:(?:sont\s+)?(?:exprimé|indiqué|donné|présenté)e?s\s+)?"
)
_SAID = re.compile(
    rf"\b{_LEAD}en\s+{_COUNTED}|\bunités?\s*:\s*{_COUNTED}|(?<=[(\[]){_COUNTED}(?=[)\]])",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[.!?…]$")
_EXPRESSED = re.compile(r"\b(?:exprimé|indiqué|donné|présenté)e?s\s+en\b", re.IGNORECASE)
_UNIT = re.compile(rf"\W*(?:en\s+)?{_COUNTED}\W*", re.IGNORECASE)
_KIND = re.compile(  # what a figure under such a head, or after such a label, isn't counted in
    r"\W*(?:(?:nombre|nb|nbre|numéro|taux|part|pourcentage|ratio|rang|année|date|code|compte"
    r"|chapitre|article|âge|effectifs?)\b|n°)",
    re.IGNORECASE,
)
_BARE = re.compile(r"[(–+-]*\s*\d[\d\s.,]*\)?")
_YEAR = re.compile(r"(?:19|20)\d\d")
_HOLDS = re.compile(rf"(?<![^\W\d_]){_SYMBOL}{_END}|\ben\s+{_COUNTED}|{_MANY}", re.IGNORECASE)


def is_unit(text: str) -> bool:
    """Whether `text` names a unit and nothing else.

    >>> is_unit("en k€"), is_unit("(m³)"), is_unit("Arras")
    (True, True, False)
    """
    return bool(_UNIT.fullmatch(text))


def counted_in(text: str) -> str:
    """What a caption or a head says that figures are counted in, verbatim; "" if nothing.

    A sentence, and a text that says several things, is given whole, or left if it is long.

    >>> counted_in("Dépenses de fonctionnement (en milliers d'euros)")
    "en milliers d'euros"
    >>> counted_in("Montants en k€"), counted_in("Dépenses (k€)"), counted_in("Bilan 2024")
    ('Montants en k€', 'k€', '')
    """
    said = [match.group().strip() for match in _SAID.finditer(text)]
    if len(set(said)) > 1 or (said and _EXPRESSED.search(text)):
        return text if len(text.split()) <= MOST_SAID_WORDS else ""
    return said[0] if said else ""


def leaves_open(figure: str, label: str, heads: Iterable[str]) -> bool:
    """Whether what `figure` is counted in is said neither beside it, nor by its heads or label.

    >>> leaves_open("12 345", "Personnel", ["2023"]), leaves_open("12 345", "", ["Volume en m³"])
    (True, False)
    >>> leaves_open("12 345 €", "Personnel", []), leaves_open("12", "Nombre d'agents", ["2023"])
    (False, False)
    """
    shown = figure.strip()
    if not _BARE.fullmatch(shown) or _YEAR.fullmatch(shown):
        return False
    if _KIND.match(label) or counted_in(label):
        return False
    return not any(_HOLDS.search(head) or _KIND.match(head) for head in heads)


def counted_over(page: Page, table: int) -> str:
    """What the lines right over a table say that its figures are counted in; "" if nothing.

    The title next to it may say so among other things; a line beyond that, in nothing else.
    """
    inside = [x for x in page.lines if x.cell is not None and x.cell.table == table]
    edge = min(line.box.top for line in inside)
    over = _over(page.lines, inside, edge)
    for line in over[:MOST_LINES]:
        block = [x for x in page.lines if x.cell is None and x.block == line.block]
        if edge - line.box.bottom > WHITE or sum(len(x.text.split()) for x in block) > MOST_WORDS:
            break
        said = counted_in(line.text)
        near = line.block == over[0].block or line.box.bottom > over[0].box.top
        if said and _is_caption(line.text) and (near or _says_only(line.text, said)):
            return said
        edge = min(edge, line.box.top)
    return ""


def _over(lines: Iterable[Line], inside: Sequence[Line], edge: float) -> list[Line]:
    """The lines over a table, those next to it first."""
    cells = [line.cell for line in inside if line.cell is not None]
    left, right = min(cell.left for cell in cells), max(cell.right for cell in cells)
    over = [
        line
        for line in lines
        if line.cell is None
        and line.box.bottom <= edge + LEVEL
        and line.box.left < right
        and line.box.right > left
    ]
    return sorted(over, key=lambda line: -line.box.bottom)


def _is_caption(text: str) -> bool:
    return not _SENTENCE.search(text) or bool(_EXPRESSED.search(text)) or is_unit(text)


def _says_only(text: str, said: str) -> bool:
    return len(text) - len(said) <= len("()*.: ") or bool(_EXPRESSED.search(text))
