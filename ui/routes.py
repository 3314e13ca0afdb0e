"""The plain addresses beside the pages: health, the edition's PDF, page pictures, our files."""

import re

from fastapi import APIRouter, HTTPException, Query, Response
from fastapi.responses import FileResponse, JSONResponse

from index.edition import Edition
from ingest.errors import SelonError
from ui.dressing import wardrobe
from ui.pictures import PagePictures, PictureKey, PictureLost, TooManyPictures
from ui.render import LARGE, SMALL
from ui.service import Service
from ui.site.operator import Site

# A visit leaves nothing in the browser: no copy of the pages that were looked at.
UNKEPT = {"Cache-Control": "no-store"}
# A browser shows a PDF through a page of its own, which the policy of our pages would choke.
PDF_HEADERS = UNKEPT | {"Content-Security-Policy": "frame-ancestors 'self'"}
KEPT = {"Cache-Control": "public, max-age=31536000, immutable"}
# A drawing can hold scripts; opened by itself, as it may be, it gets no right to run any.
DRAWING = {"Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox"}
WIDTHS = {str(SMALL), str(LARGE)}
PAGE_NUMBER = re.compile("[1-9][0-9]{0,5}")
PAGE_MISSING, NOTHING_HERE = "page_missing", "nothing_here"
PICTURES_BUSY, PICTURE_LOST = "pictures_busy", "picture_lost"
SECONDS_TO_RETRY = "5"


def plain_routes(service: Service, pictures: PagePictures, site: Site) -> APIRouter:
    """The routes, to be mounted before the pages."""
    router = APIRouter()
    clothes = {**wardrobe(), **{one.name: one for one in site.garments()}}

    @router.get("/sante")
    def health() -> Response:
        """Whether a question gets an answer, from which edition, and with which half."""
        found = service.health
        told = {
            "ready": found.ready,
            "report": found.edition.report_slug if found.edition else None,
            "edition": found.edition.id if found.edition else None,
            "encoder": found.encoder.value,
        }
        return JSONResponse(told, status_code=200 if found.ready else 503, headers=UNKEPT)

    @router.get("/pdf/{edition_id}")
    def pdf(edition_id: str) -> Response:
        """The edition's own copy of the PDF; a browser opens it at `#page=n`."""
        edition = _edition(service, edition_id)
        return FileResponse(
            edition.pdf,
            media_type="application/pdf",
            filename=f"{edition.report_slug}.pdf",
            content_disposition_type="inline",
            headers=PDF_HEADERS,
        )

    @router.get("/page/{edition_id}/{number}.webp")
    async def picture(edition_id: str, number: str, width: str = Query(str(SMALL))) -> Response:
        """A picture of page `number`, in one of the widths that our pages ask for."""
        edition = _edition(service, edition_id)
        if not (PAGE_NUMBER.fullmatch(number) and width in WIDTHS):
            raise HTTPException(404, PAGE_MISSING)
        if int(number) > edition.manifest.pages:
            raise HTTPException(404, PAGE_MISSING)
        key = PictureKey(edition.id, edition.pdf, int(number), int(width))
        return Response(await _drawn(pictures, key), media_type="image/webp", headers=UNKEPT)

    @router.get("/dress/{digest}/{name}")
    def garment(digest: str, name: str) -> Response:
        """One of our own files, or of the operator's, under the hash of its content."""
        found = clothes.get(name)
        if found is None or found.digest != digest:
            raise HTTPException(404, NOTHING_HERE)
        headers = KEPT | DRAWING if name.endswith("svg") else KEPT
        return Response(found.content, media_type=found.media, headers=headers)

    return router


def _edition(service: Service, edition_id: str) -> Edition:
    edition = service.live.known(edition_id)
    if edition is None:
        raise HTTPException(404, PAGE_MISSING)
    return edition


async def _drawn(pictures: PagePictures, key: PictureKey) -> bytes:
    try:
        return await pictures.get(key)
    except TooManyPictures as exc:
        raise HTTPException(503, PICTURES_BUSY, {"Retry-After": SECONDS_TO_RETRY}) from exc
    except PictureLost as exc:
        raise HTTPException(503, PICTURE_LOST) from exc
    except SelonError as exc:
        raise HTTPException(404, PAGE_MISSING) from exc
