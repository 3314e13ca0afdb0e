"""Who publishes these pages, and what is said of them on every screen and on the legal pages."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum

from ui.dressing import Garment
from ui.site.colours import Colours
from ui.site.contact import Lines

STYLESHEET = "site.css"


@dataclass(frozen=True, slots=True)
class Operator:
    """Who runs this installation, how to reach them, their logo; empty where nothing was said."""

    name: str = ""
    contact: Lines = ()
    logo: Garment | None = None


@dataclass(frozen=True, slots=True)
class Publication:
    """Who publishes the pages, who answers for what they say, and on whose machine they stand."""

    publisher: Lines = ()
    director: Lines = ()
    host: Lines = ()


@dataclass(frozen=True, slots=True)
class DataKeeping:
    """Who answers for personal data, whom to write to about it, on what basis, and which logs."""

    controller: Lines = ()
    officer: Lines = ()
    basis: Lines = ()
    logs: Lines = ()


@dataclass(frozen=True, slots=True)
class Remedies:
    """Whom to tell that an answer is wrong, and whom to ask for documents."""

    complaints: Lines = ()
    documents: Lines = ()


class Conformity(Enum):
    """How far the pages follow the RGAA; the value is what the operator's file writes."""

    NONE = "non"
    PARTIAL = "partiellement"
    FULL = "totalement"


@dataclass(frozen=True, slots=True)
class Audit:
    """An audit of the pages: the percentage of criteria met, who made it, when, where it is."""

    rate: int
    by: str
    day: date
    link: str = ""


@dataclass(frozen=True, slots=True)
class Accessibility:
    """What the operator states of accessibility; nothing better than « non » without an audit."""

    conformity: Conformity = Conformity.NONE
    audit: Audit | None = None
    stated: date | None = None
    plan: str = ""


@dataclass(frozen=True, slots=True)
class Site:
    """All that the operator decided of its pages; `wording` holds sentences by their keys.

    `months_kept` is for how long questions are noted, 0 where they aren't: a setting of the
    journal, not of the operator's file. `announced` gives what stands above the pages at the
    moment, "" for nothing; `reviewer` is who reads what residents say of answers, empty where
    nobody does.
    """

    operator: Operator = Operator()
    colours: Colours = field(default_factory=Colours)
    publication: Publication = Publication()
    data: DataKeeping = DataKeeping()
    remedies: Remedies = Remedies()
    accessibility: Accessibility = Accessibility()
    wording: Mapping[str, str] = field(default_factory=dict)
    months_kept: int = 0
    announced: Callable[[], str] = str
    reviewer: str = ""

    @property
    def stylesheet(self) -> Garment | None:
        """The colours as a file of ours; None where none was chosen."""
        css = self.colours.stylesheet()
        return Garment(STYLESHEET, css.encode()) if css else None

    def garments(self) -> Iterator[Garment]:
        """The files that the operator adds to ours."""
        yield from (each for each in (self.stylesheet, self.operator.logo) if each)
