"""What an edition names: the communes that it cites, as it writes them, passage by passage."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from index.read_once import ReadOnce
from index.search import Searchable
from retrieval.gazetteer import Gazetteer
from retrieval.place_names import composed

# Editions whose names are kept: reading one through takes a fraction of a second.
_KEPT = 16


@dataclass(frozen=True, slots=True, eq=False)
class Citings:
    """What one edition names: how it writes its communes, and what each passage names, by id.

    A commune that is cited without ever standing quite by itself has an empty spelling. `names` are
    all communes and territories; `cited` are the communes alone, where they surely are meant.
    """

    spellings: Mapping[str, str]
    named: Mapping[str, frozenset[str]]
    names: frozenset[str]
    cited: Mapping[str, frozenset[str]]


def citings_of(edition: Searchable, gazetteer: Gazetteer) -> Citings:
    """What `edition` names in its title, headings and text; read through once and kept.

    Passages in memory have no title.
    """
    title = str(getattr(edition, "title", ""))
    return _citings(ReadOnce(edition.passages), title, gazetteer)


@lru_cache(maxsize=_KEPT)
def _citings(read: ReadOnce, title: str, gazetteer: Gazetteer) -> Citings:
    written: dict[str, Counter[str]] = {}
    named, cited = {}, {}
    texts = [(p.id, composed("\n".join((*p.headings, p.text)))) for p in read.passages]
    for passage, text in [("", composed(title)), *texts]:
        names, sure = set(), set()
        for mention in gazetteer.mentions(text):
            names.add(mention.name.territory)
            if mention.name.place:
                names.add(mention.name.place.name)
                spelt = written.setdefault(mention.name.place.name, Counter())
                if mention.sure:
                    sure.add(mention.name.place.name)
                    spelt[" ".join(text[mention.start : mention.end].split())] += 1
        named[passage], cited[passage] = frozenset(names - {""}), frozenset(sure)
    return Citings(
        spellings={name: _usual(spelt) for name, spelt in written.items()},
        named=named,
        names=frozenset[str]().union(*named.values()),
        cited=cited,
    )


def _usual(spelt: Counter[str]) -> str:
    """The spelling used most, the first of equals; in capitals only for want of another."""
    mixed = Counter({each: count for each, count in spelt.items() if not each.isupper()})
    return max(mixed or spelt, key=lambda each: (mixed or spelt)[each], default="")
