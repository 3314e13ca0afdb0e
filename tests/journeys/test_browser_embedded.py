"""The chat inside a page of another site, where that was asked for and where it was not."""

import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from ui.exposure import Exposure

pytestmark = pytest.mark.browser

Exposed = Callable[[Exposure], Any]
IFRAME = '<!doctype html><html lang="fr"><title>Mairie</title><iframe src="{}" title="Selon" \
width="800" height="600"></iframe>'


class Site:
    """Another site, at a name and a port of its own, with one page that is written last."""

    def __init__(self) -> None:
        self.page = ""
        site = self

        class Answering(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self.send_response(200)
                self.send_header("Content-Type", "text/html; charset=utf-8")
                self.end_headers()
                self.wfile.write(site.page.encode())

            def log_message(self, *_: Any) -> None:
                return

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Answering)
        self.origin = f"http://localhost:{self.server.server_address[1]}"


@pytest.fixture
def site() -> Iterator[Site]:
    """A site that is up while the test lasts."""
    site = Site()
    thread = threading.Thread(target=site.server.serve_forever)
    thread.start()
    yield site
    site.server.shutdown()
    thread.join()
    site.server.server_close()


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """A page in a browser of its own."""
    context = chromium.new_context(locale="fr-FR")
    yield context.new_page()
    context.close()


def test_a_site_that_was_named_holds_the_whole_conversation(
    exposed: Exposed, site: Site, page: Page
) -> None:
    served = exposed(Exposure(origins=(site.origin,)))
    site.page = IFRAME.format(served.address)
    page.goto(site.origin)
    inside = page.frame_locator("iframe")
    inside.locator("#conversation .turns").wait_for(state="attached")
    inside.locator("#question textarea").fill("Combien de repas ont été servis en 2024 ?")
    inside.locator("#question textarea").press("Enter")
    expect(inside.locator(".turn.answered blockquote")).to_contain_text("412 000")
    expect(inside.locator(".turn .picture img").first).to_be_visible()
    assert page.context.cookies() == []


def test_the_version_without_script_is_held_too(exposed: Exposed, site: Site, page: Page) -> None:
    served = exposed(Exposure(origins=(site.origin,)))
    site.page = IFRAME.format(served.address + "recherche")
    page.goto(site.origin)
    inside = page.frame_locator("iframe")
    inside.locator("#champ").fill("Combien de repas ont été servis en 2024 ?")
    inside.locator("#champ").press("Enter")
    expect(inside.locator("#reponse blockquote")).to_contain_text("412 000")


@pytest.mark.parametrize("path", ["", "recherche"])
def test_a_site_that_was_not_named_holds_nothing(
    path: str, exposed: Exposed, site: Site, page: Page
) -> None:
    served = exposed(Exposure(origins=("https://www.exemple.fr",)))
    site.page = IFRAME.format(served.address + path)
    with page.expect_console_message(lambda told: "frame-ancestors" in told.text):
        page.goto(site.origin)
    expect(page.frame_locator("iframe").locator(".masthead")).to_have_count(0)


def test_the_desk_is_never_held(exposed: Exposed, site: Site, page: Page) -> None:
    served = exposed(Exposure(origins=(site.origin,)))
    site.page = IFRAME.format(served.address + "agents")
    with page.expect_console_message(lambda told: "frame-ancestors 'none'" in told.text):
        page.goto(site.origin)
