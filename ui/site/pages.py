"""The four pages that the law asks for, filled in with what the operator said of itself."""

from collections.abc import Callable
from importlib.metadata import version

from fastapi import APIRouter, Response

from ui.cards import in_words, report_card
from ui.frame import titled
from ui.render import template, told
from ui.scriptless import response
from ui.service import Service
from ui.site.operator import Site

# The address of each page, and its name among the templates and the sentences.
PAGES = {
    "accessibilite": "accessibility",
    "mentions-legales": "publication",
    "donnees-personnelles": "data",
    "vos-recours": "remedies",
}


def legal_routes(service: Service, site: Site) -> APIRouter:
    """The routes, to be mounted before the pages; they answer whether a report is there or not."""
    router = APIRouter()
    for address, name in PAGES.items():
        router.add_api_route(f"/{address}", _page(name, service, site), methods=["GET", "HEAD"])
    return router


def _page(name: str, service: Service, site: Site) -> Callable[[], Response]:
    def page() -> Response:
        edition = service.health.edition
        html = template(f"legal/{name}.html").render(
            frame=titled(told(f"legal.{name}.title"), site),
            report=report_card(edition) if edition else None,
            version=version("selon"),
            day=in_words,
        )
        return response(html)

    return page
