"""What a chart shows, before it is drawn: its labels, its series, and the paper it is drawn for."""

from dataclasses import dataclass
from enum import StrEnum

MOST_SERIES = 4


class Shade(StrEnum):
    """The paper that a chart is drawn for, by its name in addresses."""

    LIGHT = "clair"
    DARK = "sombre"


class Kind(StrEnum):
    """How a chart shows its figures."""

    BARS = "bars"  # horizontal, to compare
    LINES = "lines"  # over the labels, in their order


@dataclass(frozen=True, slots=True)
class Series:
    """What one colour shows: a value for each label, None where there is none.

    `low` and `high` are the ends of an interval around each value, or empty.
    """

    name: str
    values: tuple[float | None, ...]
    low: tuple[float | None, ...] = ()
    high: tuple[float | None, ...] = ()


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart of one to `MOST_SERIES` series over the same labels; `unit` follows each figure."""

    kind: Kind
    labels: tuple[str, ...]
    series: tuple[Series, ...]
    unit: str = ""

    def __post_init__(self) -> None:
        if not 1 <= len(self.series) <= MOST_SERIES:
            raise ValueError(f"a chart shows 1 to {MOST_SERIES} series, not {len(self.series)}")
        if not self.labels:
            raise ValueError("a chart without labels shows nothing")
        for each in self.series:
            for values in (each.values, each.low or each.values, each.high or each.values):
                if len(values) != len(self.labels):
                    raise ValueError(f"{len(values)} values for {len(self.labels)} labels")
