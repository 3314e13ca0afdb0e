"""Links to answers over a small report, kept in a file of the test's own."""

import html
import re
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from retrieval.review_store import ReviewStore
from ui.permalinks import Permalinks
from ui.service import Service

EDITION = "0123456789abcdef"
QUESTION = "Quels services ?"
Make = Callable[..., TestClient]


@pytest.fixture
def permalinks(tmp_path: Path) -> Permalinks:
    return Permalinks(tmp_path / "permalinks.sqlite")


@pytest.fixture
def make_client(
    make_service: Callable[..., Service],
    make_app: Callable[..., Any],
    permalinks: Permalinks,
) -> Iterator[Make]:
    """A function that makes a client whose encoder is there; its service's parts can be given."""
    entered: list[TestClient] = []

    def make(
        links: Permalinks | None = permalinks, reviews: ReviewStore | None = None, **parts: Any
    ) -> TestClient:
        service = make_service(**parts)
        client = TestClient(make_app(service, permalinks=links, reviews=reviews))
        entered.append(client.__enter__())
        while service.encoder_pending:
            threading.Event().wait(0.01)
        return client

    yield make
    for client in entered:
        client.__exit__(None, None, None)


@pytest.fixture
def client(make_client: Make) -> TestClient:
    return make_client()


@pytest.fixture
def keep() -> Callable[..., str]:
    """A function that keeps a question, and gives the path of its new link."""

    def keeping(client: TestClient, question: str = QUESTION, **fields: str) -> str:
        sent = {"q": question, "edition": EDITION, **fields}
        response = client.post("/r", data=sent, follow_redirects=False)
        assert response.status_code == 303
        return "/" + response.headers["location"]

    return keeping


@pytest.fixture
def text_of() -> Callable[[str], str]:
    """A function that gives the words of a page, without its elements."""
    return lambda page: " ".join(html.unescape(re.sub(r"<[^>]*>", " ", page)).split())
