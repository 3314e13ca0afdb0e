"""Pictures of the pages of an edition, be it live or not: for staff alone."""

from dataclasses import dataclass

from anyio.from_thread import run
from fastapi import HTTPException, Request, Response

from ingest.errors import SelonError
from ui.pictures import PagePictures, PictureKey, TooManyPictures
from ui.render import LARGE
from ui.routes import (
    PAGE_MISSING,
    PAGE_NUMBER,
    PICTURES_BUSY,
    SECONDS_TO_RETRY,
    UNKEPT,
)
from ui.sessions import Session
from ui.staff.admitted import nothing_here
from ui.staff.editions import Editions

# Small enough for many on a page, large enough to tell a map from a text.
THUMB = 360
WIDTHS = {str(THUMB), str(LARGE)}


@dataclass(frozen=True, slots=True)
class EditionPictures:
    """Draws a page of an edition; called on a thread of the server's."""

    pictures: PagePictures
    editions: Editions

    def picture(self, request: Request, _: Session) -> Response:
        """The page in the address, in a width that our pages ask for."""
        edition = self.editions.opened(request)
        number, width = (request.query_params.get(name, "") for name in ("page", "largeur"))
        if not (PAGE_NUMBER.fullmatch(number) and width in WIDTHS):
            raise nothing_here()
        if int(number) > edition.manifest.pages:
            raise nothing_here()
        key = PictureKey(edition.id, edition.pdf, int(number), int(width))
        try:
            drawn = run(self.pictures.get, key)
        except TooManyPictures as exc:
            raise HTTPException(503, PICTURES_BUSY, {"Retry-After": SECONDS_TO_RETRY}) from exc
        except SelonError as exc:
            raise HTTPException(404, PAGE_MISSING) from exc
        return Response(drawn, media_type="image/webp", headers=UNKEPT)
