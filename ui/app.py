"""Puts the web application together: plain routes, then the residents' page, behind the gate."""

import contextlib
from collections.abc import AsyncIterator
from typing import Any

import gradio as gr
from fastapi import FastAPI, HTTPException, Request, Response
from starlette.routing import Mount

from index.edition import Edition
from ui import render, residents
from ui.agents.desk import agents_routes
from ui.agents.guard import Accounts, NoAccounts, Refused, tell_refused
from ui.cards import Operator, report_card
from ui.dressing import wardrobe
from ui.forgetting import MOST_VISITS, forgetting
from ui.gate import Gate, refusal
from ui.pages import DressedPage
from ui.permalink_routes import permalink_routes
from ui.permalinks import Permalinks
from ui.pictures import PagePictures
from ui.routes import NOTHING_HERE, plain_routes
from ui.search_routes import search_routes
from ui.service import Service
from ui.shell import Shell
from ui.theme import theme
from ui.wording import has, say

# On threads of their own, so that a rush of questions leaves some for all that isn't a question.
# Gradio gives the page none of its own at 40, which is its default.
ANSWERS_AT_ONCE = 32
FONTS = ("source-sans-3.woff2", "source-serif-4.woff2")


def assemble(
    service: Service,
    pictures: PagePictures,
    *,
    operator: Operator | None = None,
    accounts: Accounts | None = None,
    permalinks: Permalinks | None = None,
) -> FastAPI:
    """The application; its plain routes and its gate come before everything that Gradio mounts.

    Without `accounts` the agents' desk stays closed; without `permalinks` no link is kept.
    """
    operator = operator or Operator()

    @contextlib.asynccontextmanager
    async def living(app: FastAPI) -> AsyncIterator[None]:
        service.start()
        async with forgetting(mounted_last(app).state_holder):
            yield
        service.stop()
        pictures.close()

    app = FastAPI(lifespan=living, docs_url=None, redoc_url=None, openapi_url=None)
    app.include_router(plain_routes(service, pictures))
    app.include_router(agents_routes(service, accounts or NoAccounts()))
    app.include_router(search_routes(service, operator))
    app.include_router(permalink_routes(service, permalinks, operator))
    app.add_exception_handler(HTTPException, refuse)
    app.add_exception_handler(Refused, tell_refused)
    app.add_middleware(DressedPage, around=lambda: shell(service.health.edition, operator))
    app.add_middleware(Gate)
    page = residents.lay_out(service)
    page.state_session_capacity = MOST_VISITS
    page.max_threads = ANSWERS_AT_ONCE
    gr.mount_gradio_app(
        app,
        page,
        path="/",
        theme=theme(),
        footer_links=[],
        run_history=False,
        show_error=False,
        ssr_mode=False,
        enable_monitoring=False,
        mcp_server=False,
        pwa=False,
    )
    app.state.end_streams = mounted_last(app).stop_event.set
    return app


def mounted_last(app: FastAPI) -> Any:
    """Gradio's own application, which `mount_gradio_app` keeps to itself."""
    route = app.routes[-1]
    if not isinstance(route, Mount):
        raise TypeError(f"Gradio mounts its application last, not {route!r}")
    return route.app


async def refuse(_: Request, exc: Exception) -> Response:
    """A small French page for an address that leads nowhere."""
    code = str(exc.detail) if isinstance(exc, HTTPException) else NOTHING_HERE
    status = exc.status_code if isinstance(exc, HTTPException) else 500
    response = refusal(code if has(f"web.errors.{code}.title") else NOTHING_HERE, status)
    response.headers.update((isinstance(exc, HTTPException) and exc.headers) or {})
    return response


def shell(edition: Edition | None, operator: Operator) -> Shell:
    """What goes around the residents' page for `edition`, as of now."""
    card = report_card(edition) if edition else None
    clothes = wardrobe()
    return Shell(
        title=say("web.title", title=card.title) if card else say("web.name"),
        description=say("web.description"),
        stylesheet=clothes["style.css"].address,
        script=clothes["page.js"].address,
        icon=clothes["icon.svg"].address,
        fonts=tuple(clothes[name].address for name in FONTS),
        above=render.masthead(card),
        below=render.footer(operator.name, operator.contact),
    )
