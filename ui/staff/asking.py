"""Which questions of the journal are wanted: what the filters of the page say, and its place."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from retrieval.answer import Outcome
from retrieval.journal import HOURS, Desk
from retrieval.journal_reading import Place, Wanted

_PLACE = re.compile(r"([0-9-]{10})\.([0-9]{1,2})\.([0-9]{1,19})")
MISSED = "mal"
_LARGEST = 2**63 - 1


@dataclass(frozen=True, slots=True)
class Sought:
    """The filters as they stand in an address; "" for each that isn't set.

    None of them says anything of what was asked: a question is in no address. `theme` is the id of
    a topic, `territoire` a name, `manque` the id of one of the questions of a gap;
    `etat` is `MISSED` for those that weren't well answered, `rapport` the report that was asked.
    """

    issue: str = ""
    poste: str = ""
    du: str = ""
    au: str = ""
    theme: str = ""
    territoire: str = ""
    manque: str = ""
    etat: str = ""
    rapport: str = ""

    @property
    def by_subject(self) -> bool:
        """Whether questions are sought by what they are about."""
        return any((self.theme, self.territoire, self.manque, self.etat, self.rapport))

    @classmethod
    def read(cls, query: Mapping[str, str]) -> "Sought":
        """What `query` says."""
        return cls(*(query.get(name, "") for name in cls.__slots__))

    def wanted(self) -> Wanted:
        """The same for the journal. Raises ValueError where a filter can't be that."""
        if self.etat not in ("", MISSED):
            raise ValueError(f"no state of a question: {self.etat}")
        return Wanted(
            since=date.fromisoformat(self.du) if self.du else None,
            until=date.fromisoformat(self.au) if self.au else None,
            desk=Desk(self.poste) if self.poste else None,
            outcome=Outcome(self.issue) if self.issue else None,
        )

    def query(self, **more: str) -> str:
        """The filters that are set, and `more`, as the end of an address; "" without any."""
        given = {name: getattr(self, name) for name in self.__slots__} | more
        encoded = urlencode({name: value for name, value in given.items() if value})
        return f"?{encoded}" if encoded else ""


def place_read(written: str) -> Place | None:
    """The place after which a page begins, None for the first page. Raises ValueError."""
    if not written:
        return None
    found = _PLACE.fullmatch(written)
    if not found or int(found[2]) not in HOURS or int(found[3]) > _LARGEST:
        raise ValueError(f"no place in the journal: {written}")
    return Place(date.fromisoformat(found[1]), int(found[2]), int(found[3]))


def place_written(place: Place) -> str:
    """`place` as it stands in an address.

    >>> place_written(Place(date(2026, 11, 30), 9, 7))
    '2026-11-30.9.7'
    """
    return f"{place.day.isoformat()}.{place.hour}.{place.id}"
