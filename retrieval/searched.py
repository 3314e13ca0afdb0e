"""Turns a screened question into the one searched: plain, rightly spelt, places as written."""

from collections.abc import Sequence
from dataclasses import replace

from index.search import Searchable
from retrieval.courtesy import without_courtesies
from retrieval.lexicon import lexicon_of
from retrieval.locality import Locality
from retrieval.spelling import Corrected, correct
from retrieval.tools import Tools


def as_searched(
    text: str, editions: Sequence[Searchable], tools: Tools, *, as_typed: bool = False
) -> Corrected:
    """`text` without courtesies, corrected, its communes written as in `editions`.

    With `as_typed` it stays as it is.
    """
    if as_typed:
        return Corrected(text)
    glossary = tools.acronyms_in(editions)
    plain = without_courtesies(text)
    corrected = correct(plain, lexicon_of(editions), tools.words, glossary)
    local = Locality(tools.places, editions)
    return replace(corrected, text=local.respelt(without_courtesies(corrected.text)))
