"""The period that a page of staff is about, as it stands in an address."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlencode

from retrieval.asked import Period

DAYS = 30
OFFERED = (7, 30, 90)
MOST_DAYS = 400
# There are as many days before any period from here on.
_EARLIEST = date.min + timedelta(days=2 * MOST_DAYS)


@dataclass(frozen=True, slots=True)
class Chosen:
    """A period, `du` its first and `au` its last day, and a report, "" for any."""

    period: Period
    rapport: str = ""

    @classmethod
    def read(cls, query: Mapping[str, str], today: date) -> "Chosen":
        """What `query` says: the last `DAYS` days without any day in it.

        Raises ValueError for days that can't be, in the wrong order, or more than `MOST_DAYS`.
        """
        until = date.fromisoformat(query["au"]) if query.get("au") else None
        since = date.fromisoformat(query["du"]) if query.get("du") else None
        if any(day and day < _EARLIEST for day in (since, until)):
            raise ValueError("no day before it can be compared")
        last = until or (today if since is None or since <= today else since)
        first = since or last - timedelta(days=DAYS - 1)
        period = Period(first, last)
        if period.days > MOST_DAYS:
            raise ValueError(f"{period.days} days are too many at once")
        return cls(period)

    @property
    def du(self) -> str:
        """The first day."""
        return self.period.since.isoformat()

    @property
    def au(self) -> str:
        """The last day."""
        return self.period.until.isoformat()

    def query(self, **more: str) -> str:
        """The days, the report and `more`, as the end of an address."""
        given = {"du": self.du, "au": self.au, "rapport": self.rapport} | more
        return "?" + urlencode({name: value for name, value in given.items() if value})


def lasting(days: int, today: date) -> Chosen:
    """The last `days` days, today included."""
    return Chosen(Period(today - timedelta(days=days - 1), today))
