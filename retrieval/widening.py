"""Widens a stretch by what it can't do without: the sentence it leans on, the rest of its list."""

import re
from collections.abc import Sequence
from dataclasses import replace

from index.words import stems
from ingest.report import Passage
from retrieval.evidence import Evidence, Unit, units
from retrieval.rows import rows_between

_MOST_BACK = 2
_WITH_ANTECEDENT = 60
_WITHOUT_SUBJECT = 90
_LONGEST_LIST = 90
_OPENING = 160  # characters of a sentence in which its subject stands
_ITEM = re.compile(r"[•●■▪◦❖◆➢➔→⇨✓✔☐☑►▶◼*–—-]\s|\(?(?:\d{1,2}|[a-z])[.)]\s")

# « En 2024, », « Par ailleurs, »: what may stand before the subject without being leant on.
_INTRO = (
    r"(?:(?:En|Depuis|Dès|À|Au|Aux|Dans|D['’]ici|Jusqu['’]|Pendant|Sur|Chaque|L['’]an|Par ailleurs"
    r"|Ainsi|Aujourd['’]hui|Désormais|Enfin|Ensuite|De plus|Cependant|Toutefois|Concrètement"
    r"|Parallèlement)\b[^,;:.!?]{0,60},\s+)?"
)
_IMPERSONAL = (
    r"(?!Il (?:n['’])?(?:y (?:a|avait|aura)|faut|faudra|fallait|existe|convient|suffit|importe"
    r"|reste|est (?:prévu|possible|nécessaire|important|interdit|recommandé|rappelé|proposé"
    r"|demandé) (?:de|d['’]|que|qu['’]))\b)"
)
_OF_NOW = (
    r"(?!Ce(?:t|tte|s)? (?:qu|dont|(?:jour|mois|matin|soir|été|hiver|automne|rapport|document"
    r"|magazine|numéro|bilan|année|semaine|période|dernières années|derniers mois"
    r"|dernières semaines)\b(?!-là)))"
)
_VERBS_OF_EN = (
    r"(?:bénéficie|profite|dépend)(?:nt|ra|ront)?|f(?:on|ai)t partie|assure(?:nt)?"
    r"|finance(?:nt)? (?:l[ae]s?|l['’]|\d+)"
    r"|(?:ont|sont|est|a) (?:bénéficié|profité|issue?s?|exclue?s?)"
)
# A subject that is a pronoun says nothing of what it stands for.
_PRONOUN = re.compile(
    rf"{_INTRO}{_IMPERSONAL}{_OF_NOW}(?:Ils?|Elles?|Celui-ci|Celle-ci|Ceux-ci|Celles-ci|Cela|Ça"
    r"|C['’](?:est|était)|Ce (?:sont|n['’]|sera|dernier)"
    rf"|Cette dernière|Ces derni(?:ers|ères)|Y (?!compris)|En (?:{_VERBS_OF_EN}))\b",
    re.IGNORECASE,
)
_POINTING = re.compile(rf"{_INTRO}{_OF_NOW}Ce(?:t|tte|s)? (?P<noun>[\w’'-]+)", re.IGNORECASE)
_OWNED = re.compile(rf"{_INTRO}(?:Son|Sa|Ses|Leurs?)\b", re.IGNORECASE)
_IN_THE_MIDDLE = re.compile(
    rf"{_INTRO}(?:[^\s,;:]+\s+){{1,6}}?"
    r"(?<!qui )(?<!pour )(?<!Il )(?<!il )(?<!et )"
    r"(?:[sn]['’])?(?:y (?!a\b|compris|av)|en "
    rf"(?:{_VERBS_OF_EN})\b)"
)


def leans_back(text: str) -> bool:
    """Whether `text` opens with a sentence that makes no sense without the one before.

    >>> leans_back("En 2024, ce dispositif a aidé 300 familles."), leans_back("Il y a 12 lits.")
    (True, False)
    """
    opening = text[:_OPENING]
    return any(p.match(opening) for p in (_PRONOUN, _POINTING, _OWNED, _IN_THE_MIDDLE))


def with_antecedent(evidence: Evidence) -> Evidence:
    """`evidence`, widened by the sentence that its « Il », « Ce dispositif », « Y » … leans on.

    By the one before that too where the first leans back itself. The whole has at most
    `_WITH_ANTECEDENT` words, or `_WITHOUT_SUBJECT` where a pronoun is its only subject.
    """
    passage, start = evidence.hit.passage, evidence.start
    if rows_between(passage, start, evidence.end):
        return evidence
    before = [unit for unit in units(passage) if unit.end <= start]
    limit = _WITHOUT_SUBJECT if _PRONOUN.match(evidence.text[:_OPENING]) else _WITH_ANTECEDENT
    for unit in reversed(before[-_MOST_BACK:]):
        if not _leans_on(passage, start, unit):
            break
        if len(passage.text[unit.start : evidence.end].split()) > limit:
            break
        start, limit = unit.start, _WITH_ANTECEDENT
    return replace(evidence, start=start) if start < evidence.start else evidence


def with_items(evidence: Evidence, wanted: bool) -> Evidence:
    """`evidence`, widened to the whole list that it announces or is part of, with its first line.

    Only where a list is `wanted`, and never beyond `_LONGEST_LIST` words.
    """
    parts = units(evidence.hit.passage)
    text = evidence.hit.passage.text
    inside = [i for i, u in enumerate(parts) if u.start < evidence.end and evidence.start < u.end]
    if not wanted or not inside or rows_between(evidence.hit.passage, evidence.start, evidence.end):
        return evidence
    shown = [text[unit.start : unit.end] for unit in parts]
    first, last = inside[0], inside[-1]
    while _ITEM.match(shown[first]) and first and _of_list(shown[first - 1]):
        first -= 1
    while last + 1 < len(parts) and _of_list(shown[last]) and _ITEM.match(shown[last + 1]):
        last += 1
    while last > inside[-1] and _words(shown[first : last + 1]) > _LONGEST_LIST:
        last -= 1
    if _words(shown[first : last + 1]) > _LONGEST_LIST:
        first = inside[0]
    return replace(evidence, start=parts[first].start, end=parts[last].end)


def _leans_on(passage: Passage, start: int, before: Unit) -> bool:
    """Whether what opens at `start` leans on the sentence `before`.

    Not on an item of a list, and not where « ce dispositif » is named by the heading alone.
    """
    opening = passage.text[start : start + _OPENING]
    if not leans_back(opening) or _ITEM.match(passage.text, before.start):
        return False
    pointing = _POINTING.match(opening)
    named = set(stems(pointing["noun"])) if pointing else set()
    return not named & set(stems(" ".join(passage.headings))) - before.stems


def _of_list(text: str) -> bool:
    return bool(_ITEM.match(text)) or text.rstrip().endswith(":")


def _words(texts: Sequence[str]) -> int:
    return len(" ".join(texts).split())
