"""Pages over a report, an answer and an operator that all are markup, and pages that are plain."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from retrieval.answer import Answer, Outcome
from retrieval.definitions import Definition
from ui.accounts import Account, Role
from ui.permalinks import FILE, Permalinks
from ui.service import Service
from ui.site.contact import contact_lines
from ui.site.operator import Operator, Site

EDITION = "0123456789abcdef"
EVIL = "<img src=x onerror=alert(1)></p><script>alert(2)</script>\"'`{{7919*7907}}"


class SomeAccounts:
    """One account, whose name says something too."""

    def all(self) -> tuple[Account, ...]:
        return (Account(EVIL, Role.AGENT, "hash", "2026-01-31T12:00:00+00:00"),)

    def find(self, name: str) -> Account | None:
        return None


@pytest.fixture(scope="module")
def app(
    make_shared_service: Callable[..., Service],
    make_app: Callable[..., FastAPI],
    make_citation: Callable[..., Any],
    tmp_path_factory: pytest.TempPathFactory,
) -> FastAPI:
    """Pages over a report, an answer, a glossary and an operator that all are markup."""
    quote = f"Il a {EVIL} services."
    citation = make_citation(quote, texts=(quote,), headings=(EVIL, "Ici"), label="<b>9</b>")

    def ask(question: str, editions: Any, **more: Any) -> Answer:
        explained = {quote: (Definition("<b>A</b>", EVIL),)}
        notices = {"body": EVIL, "corrected": EVIL}
        return Answer(
            question=question,
            searched=EVIL,
            outcome=Outcome.ANSWERED,
            citations=(citation,),
            choices=(EVIL,),
            notices=notices,
            explained=explained,
            editions=(EDITION,),
        )

    return make_app(
        make_shared_service(EVIL, ask=ask),
        site=Site(Operator(EVIL, contact_lines([EVIL]))),
        accounts=SomeAccounts(),
        permalinks=Permalinks(tmp_path_factory.mktemp("links") / FILE),
    )


@pytest.fixture(scope="module")
def client(app: FastAPI) -> Iterator[TestClient]:
    with TestClient(app) as client:
        yield client


@pytest.fixture(scope="module")
def plain(shared_service: Service, make_app: Callable[..., FastAPI]) -> Iterator[TestClient]:
    """A client of pages with nothing unusual in them."""
    with TestClient(make_app(shared_service)) as client:
        yield client


def routes_within(routes: Iterable[Any]) -> Iterator[Any]:
    """All routes, those of routers within included."""
    for route in routes:
        if hasattr(route, "original_router"):
            yield from routes_within(route.original_router.routes)
        else:
            yield route


@pytest.fixture
def routes_in() -> Callable[[Iterable[Any]], Iterator[Any]]:
    """A function that finds the routes within routers too."""
    return routes_within
