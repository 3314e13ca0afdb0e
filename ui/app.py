"""Puts the web application together: plain routes, then the residents' page, behind the gate."""

import contextlib
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import gradio as gr
from fastapi import FastAPI, HTTPException, Request, Response
from starlette.routing import Mount

from index.edition import Edition
from retrieval.journal import Desk, Journal, NoJournal
from retrieval.reviews import Reviews
from ui import render, residents
from ui.agents.desk import agents_routes
from ui.agents.themes import Themes
from ui.calls import inputs_of
from ui.cards import report_card
from ui.closed.guard import Accounts, NoAccounts
from ui.closed.refused import Refused, tell_refused
from ui.dressing import wardrobe
from ui.exposure import Exposure
from ui.feedback import Feedback, no_feedback
from ui.forgetting import MOST_VISITS, forgetting
from ui.forwarded import Forwarded
from ui.gate import Gate
from ui.journalled import Journalled
from ui.methods import WrongMethod
from ui.pages import DressedPage
from ui.paused import Paused
from ui.permalink_routes import permalink_routes
from ui.permalinks import Permalinks
from ui.pictures import PagePictures
from ui.quality import Quality
from ui.rates import Rates
from ui.refusals import refusal
from ui.routes import NOTHING_HERE, plain_routes
from ui.search_routes import search_routes
from ui.service import Service
from ui.shell import Shell
from ui.site.operator import Site
from ui.site.pages import legal_routes
from ui.site.quality import public_routes
from ui.staff.controls import Controls
from ui.staff.counting import WAIT
from ui.staff.desk import staff_routes
from ui.staff.findings import Findings
from ui.staff.records import Records
from ui.staff.warming import Warming, warmed
from ui.theme import theme
from ui.throttle import Throttle
from ui.wording import has, say

# On threads of their own, so that a rush of questions leaves some for all that isn't a question.
# Gradio gives the page none of its own at 40, which is its default.
ANSWERS_AT_ONCE = 32
FONTS = ("source-sans-3.woff2", "source-serif-4.woff2")


def assemble(
    service: Service,
    pictures: PagePictures,
    *,
    site: Site | None = None,
    accounts: Accounts | None = None,
    permalinks: Permalinks | None = None,
    exposure: Exposure | None = None,
    journal: Journal | None = None,
    records: Records | None = None,
    controls: Controls | None = None,
    quality: Quality | None = None,
    reviews: Reviews | None = None,
    wait: float = WAIT,
) -> FastAPI:
    """The application; its plain routes and its gate come before everything that Gradio mounts.

    Without `accounts` the closed desks stay so, and without `records` there is none for staff;
    without `permalinks` no link is kept; without a `journal` no question is noted; without
    `reviews` nothing is said of answers; without `exposure` nobody has to wait; without
    `controls` nothing is changed from the pages, and without `quality` nothing was measured, or
    can be. A page of staff waits for figures for `wait` seconds, then says that they are counted.
    """
    journal, exposure = journal or NoJournal(), exposure or Exposure()
    switch = controls.switch if controls else None
    warming = Warming(service, records, Findings(service, records, wait=wait)) if records else None
    announced = switch.banner if switch else str
    site = replace(site or Site(), months_kept=journal.state.months or 0, announced=announced)
    feedback = feedback_of(reviews, site)
    site = replace(site, reviewer=feedback.reviewer)
    page = residents.lay_out(Journalled(service, journal, Desk.RESIDENTS), feedback)
    page.state_session_capacity = MOST_VISITS
    page.max_threads = ANSWERS_AT_ONCE

    @contextlib.asynccontextmanager
    async def living(app: FastAPI) -> AsyncIterator[None]:
        service.start()
        journal.start()
        with warmed(warming, journal):
            async with forgetting(mounted_last(app).state_holder):
                yield
        service.stop()
        if themes is not None:
            themes.wait()
        journal.stop()
        pictures.close()

    app = FastAPI(lifespan=living, docs_url=None, redoc_url=None, openapi_url=None)
    app.state.site = site
    app.include_router(plain_routes(service, pictures, site))
    accounts, throttle = accounts or NoAccounts(), Throttle()
    closed: Any = {"journal": journal, "sign_on": exposure.sign_on, "throttle": throttle}
    themes = Themes(service, records.coverage, records.topics.current) if records else None
    desk: Any = {"feedback": feedback, "themes": themes}
    app.include_router(agents_routes(service, accounts, **desk, **closed))
    if records is not None and warming is not None:
        works: Any = {"controls": controls, "quality": quality, "feedback": feedback}
        works |= {"findings": warming.findings, "pictures": pictures}
        app.include_router(staff_routes(service, records, accounts, **works, **closed))
    noted = Journalled(service, journal, Desk.PAGES)
    app.include_router(search_routes(service, site, answers=noted, feedback=feedback))
    app.include_router(legal_routes(service, site))
    app.include_router(public_routes(site, quality))
    app.include_router(permalink_routes(service, permalinks, site, feedback=feedback))
    app.add_exception_handler(HTTPException, refuse)
    app.add_exception_handler(Refused, tell_refused)
    app.add_middleware(DressedPage, around=lambda: shell(service.health.edition, site))
    if switch:
        app.add_middleware(Paused, switch=switch)
    app.add_middleware(
        Gate,
        inputs=inputs_of(page),
        rates=Rates(exposure.rate) if exposure.rate else None,
        origins=exposure.origins,
    )
    app.add_middleware(Forwarded, proxies=exposure.proxies)
    app.router.routes.append(WrongMethod(app.router.routes))
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


def feedback_of(reviews: Reviews | None, site: Site) -> Feedback:
    """What is said of answers; residents are asked where questions are noted and somebody reads."""
    if reviews is None:
        return no_feedback()
    return Feedback(reviews, reviewer=site.reviewer if site.months_kept else "")


def mounted_last(app: FastAPI) -> Any:
    """Gradio's own application, which `mount_gradio_app` keeps to itself."""
    route = app.routes[-1]
    if not isinstance(route, Mount):
        raise TypeError(f"Gradio mounts its application last, not {route!r}")
    return route.app


async def refuse(request: Request, exc: Exception) -> Response:
    """A small French page for an address that leads nowhere."""
    code = str(exc.detail) if isinstance(exc, HTTPException) else NOTHING_HERE
    status = exc.status_code if isinstance(exc, HTTPException) else 500
    response = refusal(
        code if has(f"web.errors.{code}.title") else NOTHING_HERE, status, request.scope
    )
    response.headers.update((isinstance(exc, HTTPException) and exc.headers) or {})
    return response


def shell(edition: Edition | None, site: Site) -> Shell:
    """What goes around the residents' page for `edition`, as of now."""
    card = report_card(edition) if edition else None
    clothes = wardrobe()
    return Shell(
        title=say("web.title", title=card.title) if card else say("web.name"),
        description=say("web.description"),
        stylesheet=clothes["style.css"].address,
        script=clothes["page.js"].address,
        display=clothes["display.js"].address,
        icon=clothes["icon.svg"].address,
        fonts=tuple(clothes[name].address for name in FONTS),
        above=render.masthead(card, site),
        below=render.footer(site),
        own_stylesheet=site.stylesheet.address if site.stylesheet else "",
    )
