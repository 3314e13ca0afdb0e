"""The staff's pages in the operator's words: they stand where ours stood, and are text alone."""

from collections.abc import Callable, Iterator
from html import escape
from html.parser import HTMLParser
from typing import Any

import pytest

from ui.site.texts import own_texts
from ui.wording import reword, shipped

EVIL = "\"'></script><script>alert(1)</script><img src=x onerror=alert(2)>"
OURS = ("staff.", "gaps.", "coverage.", "journal.", "evaluation.")
PAGES = ["", "/questions", "/manques", "/demande", "/comparaison", "/relecture"]


@pytest.fixture(autouse=True)
def _our_words_again() -> Iterator[None]:
    yield
    reword({})


class Tags(HTMLParser):
    """The elements of a page, and the handlers on them."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.names: list[str] = []
        self.handlers: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.append(tag)
        self.handlers += [name for name, _ in attrs if name.startswith("on")]


def test_a_sentence_of_the_desk_is_the_operators(desk: Any, sign_in: Callable[..., Any]) -> None:
    own = {"staff": {"ways": {"gaps": "Ce qui nous manque"}}, "coverage.states.covered": "traité"}
    reword(own_texts(own, "site.toml"))
    with desk.client() as client:
        sign_in(client, "paul")
        page = client.get("/pilotage").text
    assert "Ce qui nous manque" in page
    assert "</span> traité</span>" in page
    assert "</span> couvert</span>" not in page


@pytest.mark.parametrize("path", PAGES)
def test_no_sentence_of_the_desk_becomes_markup(
    path: str, desk: Any, sign_in: Callable[..., Any]
) -> None:
    with desk.client() as client:
        sign_in(client, "paul")
        quiet = client.get(f"/pilotage{path}")
        worded = {key: text for key, text in shipped().items() if key.startswith(OURS)}
        reword({key: f"{text} {EVIL}" for key, text in worded.items() if "{" not in text})
        page = client.get(f"/pilotage{path}")
    assert (quiet.status_code, page.status_code) == (200, 200)
    assert escape("<script>alert(1)") in page.text
    assert Tags(page.text).names.count("script") == Tags(quiet.text).names.count("script")
    assert "onerror" not in Tags(page.text).handlers
