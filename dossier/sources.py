"""The numbered list of sources, in the order in which the dossier first cites them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from dossier.dates import in_french
from dossier.facts import Address, Fact


@dataclass(frozen=True, slots=True)
class Source:
    """One address of the list; `facts` are the ids of those found there."""

    number: int
    title: str
    url: str
    facts: tuple[str, ...]


def number_sources(facts: Iterable[Fact]) -> dict[str, Source]:
    """The sources of `facts` by their key, numbered from 1 as they come."""
    titles: dict[str, Address] = {}
    cited: dict[str, list[str]] = {}
    for fact in facts:
        for address in fact.sources:
            titles.setdefault(key(address), address)
            cited.setdefault(key(address), []).append(fact.id)
    return {
        each: Source(number, titles[each].title, titles[each].url, tuple(cited[each]))
        for number, each in enumerate(titles, start=1)
    }


def key(address: Address) -> str:
    """What two spellings of one address share (with or without "www.")."""
    return address.url.replace("://www.", "://")


def numbers(facts: Iterable[Fact], sources: Mapping[str, Source]) -> list[int]:
    """The numbers that `facts` refer to, each once, as they come."""
    return list(dict.fromkeys(sources[key(a)].number for fact in facts for a in fact.sources))


def dates(source: Source, facts: Mapping[str, Fact]) -> list[str]:
    """The dates of its facts in French, each once; a star marks one checked only in part."""
    found = (facts[fact] for fact in source.facts)
    return list(dict.fromkeys(in_french(f.date) + ("" if f.sure else "*") for f in found))
