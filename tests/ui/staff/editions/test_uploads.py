"""A PDF that is uploaded: what is refused at once, what is told while it is read and after."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from index.manifest import Manifest
from ingest.sources import Source
from ui.background import Background, Stage
from ui.errors import WorkCut
from ui.gate import UPLOAD
from ui.ingestion import Advance
from ui.uploaded import PREFIX, swept

Add = Callable[..., str]
Csrf = Callable[[TestClient], str]
Live = Callable[[], dict[str, str]]
Post = Callable[..., Any]
Said = Callable[[Any], str]
Send = Callable[..., Any]


def left(desk: Any) -> list[str]:
    inbox = desk.controls.inbox
    return [path.name for path in inbox.iterdir()] if inbox.exists() else []


def test_nothing_is_read_of_a_strangers_file(visitor: TestClient, desk: Any) -> None:
    read: list[int] = []

    def body() -> Iterator[bytes]:
        for number in range(3):
            read.append(number)
            yield b"x" * 70_000

    kind = {"content-type": "multipart/form-data; boundary=x"}
    assert visitor.post(UPLOAD, content=body(), headers=kind).status_code == 401
    assert left(desk) == []


def test_staff_may_not_upload(staff: TestClient, desk: Any, send: Send) -> None:
    assert send(staff).status_code == 403
    assert left(desk) == []


@pytest.mark.parametrize(
    ("file", "sentence"),
    [
        (("vide.pdf", b"", "application/pdf"), "« vide.pdf » est vide"),
        (("lettre.docx", b"PK\x03\x04", "application/pdf"), "« lettre.docx » n’est pas un PDF"),
    ],
)
def test_a_file_that_can_not_be_a_report_is_refused_at_once(
    admin: TestClient, desk: Any, file: Any, sentence: str, *, send: Send, said: Said
) -> None:
    refused = send(admin, file)
    assert refused.status_code == 422
    assert sentence in said(refused)
    assert left(desk) == []
    assert desk.background.last() is None


def test_a_form_without_a_file_is_refused(admin: TestClient, csrf: Csrf, said: Said) -> None:
    address = f"{UPLOAD}?csrf={csrf(admin)}"
    refused = admin.post(address, files={"report": (None, "bilan")})
    assert refused.status_code == 422
    assert "Aucun fichier n’est arrivé" in said(refused)
    assert admin.post(address, data={"report": "bilan"}).status_code == 422


def test_a_body_that_is_cut_off_leaves_nothing_behind(
    admin: TestClient, desk: Any, csrf: Csrf
) -> None:
    cut = b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n%PDF-'
    kind = {"content-type": "multipart/form-data; boundary=x"}
    address = f"{UPLOAD}?csrf={csrf(admin)}"
    assert admin.post(address, content=cut, headers=kind).status_code == 422
    assert left(desk) == []


def test_nothing_is_read_of_an_upload_without_the_sessions_csrf(
    admin: TestClient, desk: Any, send: Send
) -> None:
    for token in ("x", ""):
        assert send(admin, token=token).status_code == 403
    # What can't be read as a form isn't even looked at.
    kind = {"content-type": "multipart/form-data; boundary=x"}
    assert admin.post(UPLOAD, content=b"nonsense", headers=kind).status_code == 403
    assert left(desk) == []


def test_a_file_over_the_limit_is_refused_whether_it_says_so_or_not(
    admin: TestClient, desk: Any, csrf: Csrf, send: Send, said: Said
) -> None:
    large = ("grand.pdf", b"%PDF-" + b"x" * 70_000, "application/pdf")
    refused = send(admin, large)
    assert refused.status_code == 413
    assert "dépasse la limite de 4 ko" in said(refused)

    def unannounced() -> Iterator[bytes]:
        yield b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n'
        yield b"x" * 70_000

    kind = {"content-type": "multipart/form-data; boundary=x"}
    address = f"{UPLOAD}?csrf={csrf(admin)}"
    assert admin.post(address, content=unannounced(), headers=kind).status_code == 413
    assert left(desk) == []


def test_one_piece_of_work_at_a_time(admin: TestClient, desk: Any, send: Send, said: Said) -> None:
    over = threading.Event()
    desk.background.begin("quality", "paul", lambda _: str(over.wait(30)))
    try:
        refused = send(admin)
        assert refused.status_code == 409
        assert "Un travail lancé par paul est déjà en cours" in said(refused)
        assert left(desk) == []
    finally:
        over.set()


@dataclass
class Slow:
    """Stands for what builds editions: tells the page it is at, and waits there to go on."""

    told: threading.Event = field(default_factory=threading.Event)
    go_on: threading.Event = field(default_factory=threading.Event)
    step: str = "read"

    def __call__(self, source: Source, slug: str, advance: Advance) -> Manifest:
        advance(self.step, 34, 120)
        self.told.set()
        self.go_on.wait(30)
        advance("read", 35, 120)
        raise WorkCut


@pytest.fixture
def slow(desk: Any, tmp_path: Path, make_desk: Callable[..., Any]) -> Iterator[Any]:
    """A desk that reads slowly; what it waits for is set at the end."""
    build = Slow()
    controls = replace(desk.controls, build=build)
    yield make_desk(tmp_path, controls=controls, background=Background()), build
    build.go_on.set()


def entered(desk: Any, sign_in: Callable[..., Any], name: str = "anne") -> TestClient:
    client: TestClient = desk.client()
    sign_in(client, name)
    return client


def test_the_page_says_which_page_is_read_and_what_remains(
    slow: Any, sign_in: Any, send: Send, said: Said
) -> None:
    desk, build = slow
    anne = entered(desk, sign_in)
    send(anne)
    assert build.told.wait(30)
    page = said(anne.get("/pilotage/editions"))
    assert "Lecture de « rapport.pdf »" in page
    assert "Page 34 sur 120." in page
    assert '<progress id="avancement" value="34" max="120"' in page
    assert 'data-said="Lecture des pages : un quart est fait."' in page
    remaining = page.split('<li class="now" aria-current="step">', 1)[1].split("</ol>")[0]
    assert remaining.count('<li class="later">') == 5
    assert "work.js" in page
    assert "/envoi" not in page


def test_pages_that_are_recognised_are_told_as_part_of_reading(
    slow: Any, sign_in: Any, send: Send, said: Said
) -> None:
    desk, build = slow
    build.step = "recognise"
    anne = entered(desk, sign_in)
    send(anne)
    assert build.told.wait(30)
    page = said(anne.get("/pilotage/editions"))
    assert "34 pages numérisées reconnues sur 120." in page
    now = page.split('<li class="now" aria-current="step">', 1)[1].split("</li>")[0]
    assert "Lecture des pages" in now


def test_a_read_that_breaks_off_says_at_which_page(
    slow: Any, sign_in: Any, send: Send, said: Said
) -> None:
    desk, build = slow
    anne = entered(desk, sign_in)
    send(anne)
    build.go_on.set()
    desk.background.wait()
    page = said(anne.get("/pilotage/editions"))
    assert "Aucune édition n’a pu être faite de « rapport.pdf »." in page
    assert "work.js" not in page
    assert "s’est interrompue brusquement, à la page 36" in page
    assert left(desk) == []


def test_who_runs_selon_stops_a_read_and_who_looks_on_can_not(
    slow: Any, sign_in: Any, post: Post, send: Send, said: Said
) -> None:
    desk, build = slow
    anne, paul = entered(desk, sign_in), entered(desk, sign_in, "paul")
    send(anne)
    assert build.told.wait(30)
    assert "Arrêter" not in said(paul.get("/pilotage/editions"))
    page = anne.get("/pilotage/editions").text
    begun = page.split('name="begun" value="', 1)[1].split('"', 1)[0]
    assert post(paul, "travail/arreter", begun=begun).status_code == 403
    assert desk.background.last().stage is Stage.RUNNING
    threading.Timer(0.2, build.go_on.set).start()
    assert post(anne, "travail/arreter", begun=begun).headers["location"] == "/pilotage/editions"
    desk.background.wait()
    assert "Ce travail a été arrêté par anne." in said(anne.get("/pilotage/editions"))
    assert left(desk) == []


def test_an_upload_that_the_end_of_the_server_cut_off_is_told(
    desk: Any, tmp_path: Path, make_desk: Callable[..., Any], sign_in: Any, said: Said
) -> None:
    folder = desk.controls.inbox / f"{PREFIX}x"
    folder.mkdir(parents=True)
    (folder / "rapport.pdf").write_bytes(b"%PDF-")
    controls = replace(desk.controls, cut=swept(desk.controls.inbox))
    anne = entered(make_desk(tmp_path, controls=controls), sign_in)
    page = said(anne.get("/pilotage/editions"))
    assert "La lecture de « rapport.pdf » a été interrompue par l’arrêt de Selon" in page
    assert left(desk) == []


def test_a_pdf_that_turns_out_to_be_damaged_is_told_on_the_page(
    admin: TestClient, desk: Any, add: Add, *, send: Send, said: Said, live: Live
) -> None:
    before = add("a")
    assert send(admin).headers["location"] == "/pilotage/editions"
    desk.background.wait()
    page = said(admin.get("/pilotage/editions"))
    assert "Aucune édition n’a pu être faite de « rapport.pdf »" in page
    assert "« rapport.pdf » est abîmé ou incomplet" in page
    assert live() == {"bilan": before}
    assert left(desk) == []
