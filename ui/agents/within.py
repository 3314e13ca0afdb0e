"""Where agents look questions up: which reports, and which of their passages."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from index.edition import Edition
from ingest.errors import SelonError
from retrieval.answer import Answer
from retrieval.filtering import EVERYTHING, Choices, Filter, choices_in
from ui.agents.themes import Themes, themes_within
from ui.closed.refused import Refused
from ui.service import Service

# What the script sends for all reports together; a report's name never holds it.
ALL_REPORTS = "*"
_LONGEST = 1000
_MOST_DIGITS = 6


@dataclass(frozen=True, slots=True)
class Wanted:
    """The filters as our script sends them; "" for each that isn't set.

    `first` and `last` are pages as a PDF viewer counts them; `theme` is the id of a topic; `tables`
    is anything but "".
    """

    report: str = ""
    chapter: str = ""
    theme: str = ""
    place: str = ""
    first: str = ""
    last: str = ""
    tables: str = ""

    @classmethod
    def read(cls, given: object) -> "Wanted":
        """What `given` says. Raises `Refused` where it isn't what our script sends."""
        if not isinstance(given, Mapping) or not given.keys() <= set(cls.__slots__):
            raise Refused(400, "unreadable")
        if not all(isinstance(each, str) and len(each) <= _LONGEST for each in given.values()):
            raise Refused(400, "unreadable")
        return cls(**given)


@dataclass(frozen=True, slots=True)
class Within:
    """What is searched: of the `editions`, what `filter` keeps. `by_name` if a report was named."""

    editions: tuple[Edition, ...]
    filter: Filter = EVERYTHING
    by_name: bool = False

    @property
    def restricted(self) -> bool:
        """Whether what is said of it isn't said of the whole default report."""
        return self.by_name or self.filter != EVERYTHING


@dataclass(frozen=True, slots=True)
class AskedWithin:
    """What answers from there, as the residents' page asks."""

    service: Service
    within: Within

    def ask(self, question: str, previous: Sequence[str], *, as_typed: bool) -> Answer:
        """The answer; a question to a part of the reports leans on none before it."""
        if not self.within.restricted:
            return self.service.ask(question, previous, as_typed=as_typed)
        return self.service.ask_within(self.within.editions, question, self.within.filter)


def within(service: Service, wanted: Wanted, themes: Themes | None = None) -> Within:
    """Where `wanted` leads; `themes` are those that can be wanted.

    Raises `Refused`, which says which filter can't be, and what `Service.ready` raises.
    """
    ready = service.ready()
    editions = _editions(service, ready.edition, wanted.report)
    by_name = [edition.id for edition in editions] != [ready.edition.id]
    if wanted == Wanted(report=wanted.report):
        return Within(editions, by_name=by_name)
    choices = choices_in(editions, ready.tools.places, themes_within(themes, editions))
    return Within(editions, _filter(wanted, choices, several=len(editions) > 1), by_name)


def together(service: Service) -> bool:
    """Whether all reports can be searched at once: several, and read with one encoder."""
    listed = service.live.reports.listed()
    return len(listed) > 1 and len({manifest.model.revision for manifest in listed}) == 1


def _editions(service: Service, default: Edition, report: str) -> tuple[Edition, ...]:
    if report in ("", default.report_slug):
        return (default,)
    if report != ALL_REPORTS:
        return (_opened(service, report),)
    if not together(service):
        raise Refused(422, "reports_apart")
    slugs = [manifest.report for manifest in service.live.reports.listed()]
    return tuple(
        default if slug == default.report_slug else _opened(service, slug) for slug in slugs
    )


def _opened(service: Service, slug: str) -> Edition:
    try:
        return service.live.reports.open(slug)
    except SelonError as exc:
        raise Refused(422, "report_gone") from exc


def _filter(wanted: Wanted, choices: Choices, *, several: bool) -> Filter:
    if wanted.chapter and wanted.chapter not in choices.chapters:
        raise Refused(422, "chapter_gone")
    theme = next((each for each in choices.themes if each.id == wanted.theme), None)
    if wanted.theme and theme is None:
        raise Refused(422, "theme_gone")
    if wanted.place and wanted.place not in choices.places:
        raise Refused(422, "place_gone", place=wanted.place)
    if several and (wanted.first or wanted.last):
        raise Refused(422, "pages_of_several")
    return Filter(
        chapter=wanted.chapter,
        place=wanted.place,
        pages=_pages(wanted.first, wanted.last, choices.last_page),
        tables=bool(wanted.tables),
        theme=theme,
    )


def _pages(first: str, last: str, most: int) -> tuple[int, int] | None:
    if not first and not last:
        return None
    numbers = first or "1", last or str(most)
    if not all(n.isascii() and n.isdecimal() and len(n) <= _MOST_DIGITS for n in numbers):
        raise Refused(422, "wrong_pages", last=most)
    pages = int(numbers[0]), int(numbers[1])
    if not 1 <= pages[0] <= pages[1] <= most:
        raise Refused(422, "wrong_pages", last=most)
    return pages
