"""What `selon reports --blind-spots` tells: pages that were not read, or not surely."""

from index.edition import Edition
from ingest.report import Page, ReadBy
from retrieval.page_text import odd_characters, other_languages, table_share
from ui.contract import Json
from ui.ranges import ranges
from ui.terminal import tell
from ui.text_facts import percent, sentences_on
from ui.wording import say


def blind_json(edition: Edition) -> Json:
    """The pages without text, read in part, or recognised, and what the text is made of."""
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
        "table_share": round(table_share(edition.pages), 3),
        "odd_characters": [
            {"page": odd.page, "count": odd.count, "characters": list(odd.codes)}
            for odd in odd_characters(edition.pages)
        ],
        "other_languages": [
            {"page": each.page, "language": each.language, "words": each.words}
            for each in other_languages(edition.pages)
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
    for sentence in sentences_on(edition):
        tell(sentence, indent=2)


def why(page: Page) -> str:
    """Why text of the page is missing; "" where none is."""
    return say(f"missing.{page.missing}") if page.missing else ""


def _recognised(edition: Edition) -> list[Page]:
    return [page for page in edition.pages if page.read_by is ReadBy.OCR]
