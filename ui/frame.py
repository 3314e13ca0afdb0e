"""What goes around a whole page of ours: its title, its report, who publishes it, its clothes."""

from dataclasses import dataclass, field

from starlette.types import Scope

from index.edition import Edition
from ui.cards import report_card
from ui.dressing import wardrobe
from ui.render import told
from ui.site.operator import Site
from ui.turn import ReportCard

STYLESHEETS = ("style.css", "plain.css")


def _addresses() -> tuple[str, ...]:
    return tuple(wardrobe()[name].address for name in STYLESHEETS)


def _icon() -> str:
    return wardrobe()["icon.svg"].address


def _display() -> str:
    return wardrobe()["display.js"].address


@dataclass(frozen=True, slots=True)
class Frame:
    """What goes around a page: its title, report and operator, and where it stands.

    `base` leads from the page to the first one, `here` from there to the page; both are empty for
    a page beside the first one.
    """

    title: str
    card: ReportCard | None
    site: Site
    base: str = ""
    here: str = ""
    stylesheets: tuple[str, ...] = field(default_factory=_addresses)
    icon: str = field(default_factory=_icon)
    display: str = field(default_factory=_display)


def frame(
    page: str, edition: Edition | None, site: Site, *, base: str = "", here: str = ""
) -> Frame:
    """The frame of the page called `page`, which speaks of `edition`."""
    card = report_card(edition) if edition else None
    title = told("web.plain.title", page=page, title=card.title) if card else told("web.name")
    return Frame(title, card, site, base, here)


def titled(page: str, site: Site, *, base: str = "") -> Frame:
    """The frame of the page called `page`, which speaks of no report."""
    return Frame(told("web.plain.title_alone", page=page), None, site, base)


def top_of(scope: Scope) -> str:
    """Where the service is published, with a slash at its end: « / » or « /selon/ »."""
    return str(scope.get("root_path", "")).rstrip("/") + "/"


def site_of(scope: Scope) -> Site:
    """What the operator decided of the application that was asked; nothing where none is named."""
    app = scope.get("app")
    site = getattr(app.state, "site", None) if app else None
    return site if isinstance(site, Site) else Site()
