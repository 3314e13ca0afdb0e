"""Takes greetings and thanks off a question: they say nothing of what is asked."""

import re
from functools import cache

from index.words import WORD, fold
from retrieval.patterns import load_data

_MARKS = r"[\s,;:.!…–-]*"


def without_courtesies(question: str) -> str:
    """`question` without what is only polite in it; as it is where nothing else would be left.

    >>> without_courtesies("Bonjour Madame, combien de crèches ? Merci d'avance.")
    'combien de crèches ?'
    """
    kept = _courtesies().sub(" ", question)
    kept = " ".join(kept.split()).lstrip(" ,;:.!?–-").rstrip(" ,;:–-")
    return kept if WORD.search(kept) else question


def restated(question: str, searched: str) -> bool:
    """Whether `searched` is more than `question` without accents, capitals and courtesies."""
    return fold(without_courtesies(question)) != fold(searched)


@cache
def _courtesies() -> re.Pattern[str]:
    said = "|".join(load_data("courtesies.yaml")["courtesies"])
    return re.compile(rf"(?<![\w'’-])(?:{said})(?![\w'’-]){_MARKS}", re.IGNORECASE)
