"""What `selon reports --blind-spots` tells: pages that were not read, or not surely."""

from index.edition import Edition
from ingest.report import Page, ReadBy
from ui.contract import Json
from ui.ranges import ranges
from ui.terminal import tell
from ui.wording import say


def blind_json(edition: Edition) -> Json:
    """The pages of an edition without text, those read in part, and those that were recognised."""
    manifest = edition.manifest
    return {
        "slug": manifest.report,
        "edition": manifest.edition,
        "pages": manifest.pages,
        "unread_pages": list(manifest.unread_pages),
        "missing": [
            {"page": page.number, "code": page.missing.value, "reason": why(page)}
            for page in edition.pages
            if page.missing
        ],
        "recognised_pages": [
            {"page": page.number, "confidence": page.confidence} for page in _recognised(edition)
        ],
    }


def tell_blind(edition: Edition) -> None:
    """Writes the same for a person: each page with its reason, as its printer would want it."""
    manifest = edition.manifest
    values = {"slug": manifest.report, "edition": manifest.edition, "pages": manifest.pages}
    unread = manifest.unread_pages
    if unread:
        numbers = ranges(unread)
        tell(say("terminal.reports.unread", count=len(unread), numbers=numbers, **values))
    else:
        tell(say("terminal.reports.all_read", **values))
    for page in edition.pages:
        if page.missing:
            tell(say("terminal.reports.missing", page=page.number, why=why(page)), indent=2)
    for page in _recognised(edition):
        sure = percent(page.confidence or 0.0)
        tell(say("terminal.reports.recognised", page=page.number, sure=sure), indent=2)


def why(page: Page) -> str:
    """Why text of the page is missing; "" where none is."""
    return say(f"missing.{page.missing}") if page.missing else ""


def percent(share: float) -> int:
    """A share of one in hundredths, rounded down: 0.999 is not sure."""
    return int(100 * share)


def _recognised(edition: Edition) -> list[Page]:
    return [page for page in edition.pages if page.read_by is ReadBy.OCR]
