"""The addresses of the pages where staff change something, and of the report's blind spots."""

from fastapi import APIRouter

from retrieval.journal import Journal
from ui.background import Background
from ui.closed.guard import Guard
from ui.gate import UPLOAD
from ui.pictures import PagePictures
from ui.service import Service
from ui.staff.admitted import deed, file, page
from ui.staff.blind import BlindSpots
from ui.staff.controls import Controls
from ui.staff.edition_comparison import COMPARE, EditionComparison
from ui.staff.edition_pictures import EditionPictures
from ui.staff.editions import ADMINS, EDITIONS, Editions
from ui.staff.records import Records
from ui.staff.servicing import HISTORY, SERVICE, Servicing
from ui.staff.uploads import Uploads


def control_routes(
    guard: Guard,
    service: Service,
    records: Records,
    *,
    journal: Journal,
    controls: Controls,
    background: Background,
    most: int,
    pictures: PagePictures,
) -> APIRouter:
    """The routes; uploads of more than `most` bytes are refused."""
    editions, servicing = Editions(controls, background), Servicing(controls)
    blind = BlindSpots(service, records, journal, editions)
    comparing = EditionComparison(service, controls, background, editions)
    shown = {
        EDITIONS: page(guard, editions.page),
        COMPARE: page(guard, comparing.page),
        f"{EDITIONS}/pdf": file(guard, editions.pdf),
        f"{EDITIONS}/passages": file(guard, editions.passages),
        f"{EDITIONS}/image": file(guard, EditionPictures(pictures, editions).picture),
        "pilotage/angles-morts": page(guard, blind.page),
        SERVICE: page(guard, servicing.page),
        HISTORY: page(guard, servicing.history),
        f"{HISTORY}.csv": file(guard, servicing.table),
    }
    done = {
        COMPARE: deed(guard, comparing.begin),
        f"{EDITIONS}/publier": deed(guard, editions.publish, ADMINS),
        f"{EDITIONS}/retablir": deed(guard, editions.rollback, ADMINS),
        f"{EDITIONS}/defaut": deed(guard, editions.make_default, ADMINS),
        f"{EDITIONS}/supprimer": deed(guard, editions.delete, ADMINS),
        f"{SERVICE}/suspendre": deed(guard, servicing.pause, ADMINS),
        f"{SERVICE}/rouvrir": deed(guard, servicing.resume, ADMINS),
        f"{SERVICE}/annonce": deed(guard, servicing.announce, ADMINS),
    }
    router = APIRouter()
    for method, endpoints in (("GET", shown), ("POST", done)):
        for path, endpoint in endpoints.items():
            router.add_api_route(f"/{path}", endpoint, methods=[method], name=f"{method} {path}")
    uploads = Uploads(guard, controls, background, most)
    router.add_api_route(UPLOAD, uploads.receive, methods=["POST"], name=UPLOAD)
    return router
