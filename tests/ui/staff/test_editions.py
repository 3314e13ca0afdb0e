"""Editions at the staff's desk: who may change them, what is refused, what is said of it."""

import hashlib
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from starlette.testclient import TestClient

from index.encoder import Vectors
from index.manifest import Manifest
from index.models import identity_of
from index.shelf import Shelf
from ingest.apart import Readers
from ingest.report import Box, Line, Page, Provenance, Report
from ingest.sources import Source
from ui.audit import AuditLog, Deed
from ui.background import Background, Stage
from ui.errors import WorkCut
from ui.gate import UPLOAD
from ui.ingestion import Advance, edition_of
from ui.staff.controls import Controls
from ui.switch import ServiceSwitch
from ui.uploaded import PREFIX, swept

WHOLE = Box(0, 0, 1, 1)
PDF = ("rapport.pdf", b"%PDF-1.7\n", "application/pdf")


class OneVector:
    """The same vector for every text."""

    name, revision, dimension = "one", "r1", 4

    def encode_query(self, questions: Sequence[str]) -> Vectors:
        return self.encode_document(questions)

    def encode_document(self, texts: Sequence[str]) -> Vectors:
        return np.full((len(texts), 4), 0.5, dtype=np.float32)


class Model:
    """The encoder of the vector, there already."""

    identity = identity_of(OneVector())

    def load(self) -> OneVector:
        return OneVector()


def built(shelf: Shelf, source: Source, slug: str, advance: Advance) -> Manifest:
    """The edition that waits, made in this process."""
    with Readers(recogniser=None, workers=1) as readers:
        made = edition_of(source, slug, shelf, Model(), advance, readers=readers, live=False)
    return made.manifest


@pytest.fixture
def add(tmp_path: Path) -> Callable[..., str]:
    """A function that puts an edition of one page on the shelf, a minute after the one before.

    It gives the edition's id.
    """
    minutes = count()

    def put(text: str, slug: str = "bilan", *, live: bool = True) -> str:
        pdf = tmp_path / "source.pdf"
        pdf.write_bytes(b"%PDF-1.7\n" + text.encode())
        sha256 = hashlib.sha256(pdf.read_bytes()).hexdigest()
        page = Page(1, "1", (Line(text, WHOLE, 10),), 595, 842)
        report = Report(slug, f"Titre {slug}", Provenance("source.pdf"), sha256, (page,), pdf)
        now = datetime(2026, 12, 1, 8, next(minutes), tzinfo=UTC)
        shelf = Shelf(tmp_path / "home", clock=lambda: now)
        return shelf.publish(report, OneVector(), live=live).edition_id

    return put


@pytest.fixture
def shelf(desk: Any) -> Shelf:
    found = desk.controls.shelf
    assert isinstance(found, Shelf)
    return found


@pytest.fixture
def desk(tmp_path: Path, make_desk: Callable[..., Any]) -> Any:
    """The desk over a real shelf, which may be changed."""
    home = tmp_path / "home"
    controls = Controls(
        shelf=Shelf(home, patience=0.01),
        switch=ServiceSwitch(home / "service.json"),
        audit=AuditLog(home / "audit.jsonl"),
        inbox=home / "inbox",
        build=partial(built, Shelf(home, patience=0.01)),
        questions=lambda *_: [],
    )
    home.mkdir()
    return make_desk(tmp_path, controls=controls, background=Background())


@pytest.fixture
def admin(desk: Any, sign_in: Callable[..., Any]) -> TestClient:
    """Anne, who runs Selon, signed in."""
    client: TestClient = desk.client()
    client.get(sign_in(client, "anne").headers["location"])
    return client


def csrf(client: TestClient) -> str:
    page = client.get("/pilotage/editions").text
    return page.split('name="csrf" value="', 1)[1].split('"', 1)[0]


def post(client: TestClient, action: str, **fields: str) -> Any:
    return client.post(f"/pilotage/{action}", data={"csrf": csrf(client), **fields})


def send(client: TestClient, file: Any = PDF, token: str | None = None) -> Any:
    given = csrf(client) if token is None else token
    files = {"file": file}
    return client.post(f"{UPLOAD}?csrf={given}", data={"report": "bilan"}, files=files)


def said(response: Any) -> str:
    return str(response.text).replace("\u00a0", " ").replace("\u202f", " ")


def left(desk: Any) -> list[str]:
    inbox = desk.controls.inbox
    return [path.name for path in inbox.iterdir()] if inbox.exists() else []


def live(shelf: Shelf) -> dict[str, str]:
    return {each.slug: each.live.edition for each in shelf.reports() if each.live}


def deeds(desk: Any) -> list[tuple[str, Deed]]:
    return [(act.who, act.deed) for act in desk.controls.audit.latest().acts]


def test_the_page_shows_every_edition_and_what_it_takes(
    admin: TestClient, add: Callable[..., str]
) -> None:
    old, new = add("La piscine est fermée."), add("La piscine est ouverte.", live=False)
    page = said(admin.get("/pilotage/editions"))
    assert page.index(new) < page.index(old)
    assert "à examiner" in page
    assert "Place libre sur le disque" in page


def test_staff_see_editions_and_no_button_that_changes_any(
    staff: TestClient, add: Callable[..., str]
) -> None:
    add("a")
    add("b", live=False)
    page = said(staff.get("/pilotage/editions"))
    assert "à examiner" in page
    assert "Comparer" in page
    assert "/publier" not in page
    assert "/envoi" not in page


@pytest.mark.parametrize(
    "action",
    [
        "editions/publier",
        "editions/retablir",
        "editions/defaut",
        "editions/supprimer",
        "service/suspendre",
        "service/rouvrir",
        "service/annonce",
    ],
)
def test_what_changes_something_is_for_admins_alone(
    staff: TestClient, visitor: TestClient, shelf: Shelf, add: Callable[..., str], action: str
) -> None:
    old = add("a")
    new = add("b", live=False)
    given = {"edition": f"bilan/{new}", "live": old, "report": "bilan", "phrase": "Fermé."}
    refused = post(staff, action, **given)
    assert refused.status_code == 403
    assert "réservée aux comptes « admin »" in said(refused)
    assert visitor.post(f"/pilotage/{action}", data=given).status_code == 303
    assert live(shelf) == {"bilan": old}


def test_a_form_without_the_sessions_csrf_changes_nothing(
    admin: TestClient, shelf: Shelf, add: Callable[..., str]
) -> None:
    old = add("a")
    new = add("b", live=False)
    given = {"edition": f"bilan/{new}", "live": old, "csrf": "x"}
    assert admin.post("/pilotage/editions/publier", data=given).status_code == 403
    assert live(shelf) == {"bilan": old}


def test_an_edition_goes_live_and_back_and_who_did_it_is_noted(
    desk: Any, admin: TestClient, shelf: Shelf, add: Callable[..., str]
) -> None:
    old = add("a")
    new = add("b", live=False)
    done = post(admin, "editions/publier", edition=f"bilan/{new}", live=old)
    assert done.headers["location"] == "/pilotage/editions?fait=publiee"
    assert live(shelf) == {"bilan": new}
    post(admin, "editions/retablir", report="bilan", live=new)
    assert live(shelf) == {"bilan": old}
    assert deeds(desk) == [("anne", Deed.ROLLBACK), ("anne", Deed.PUBLISH)]


def test_of_two_admins_who_publish_at_once_the_second_is_told(
    desk: Any, admin: TestClient, shelf: Shelf, add: Callable[..., str]
) -> None:
    seen = add("a")
    first, second = add("b", live=False), add("c", live=False)
    post(admin, "editions/publier", edition=f"bilan/{first}", live=seen)
    late = post(admin, "editions/publier", edition=f"bilan/{second}", live=seen)
    assert late.status_code == 409
    assert "quelqu’un d’autre a changé l’édition en service" in said(late)
    assert live(shelf) == {"bilan": first}
    assert deeds(desk) == [("anne", Deed.PUBLISH)]


def test_an_edition_is_deleted_only_once_it_was_asked_twice(
    admin: TestClient, shelf: Shelf, add: Callable[..., str]
) -> None:
    add("a")
    new = f"bilan/{add('b', live=False)}"
    asked = post(admin, "editions/supprimer", edition=new)
    assert "va être effacée du disque" in said(asked)
    assert len(shelf.reports()[0].editions) == 2
    post(admin, "editions/supprimer", edition=new, confirmed="oui")
    assert len(shelf.reports()[0].editions) == 1


def test_the_live_edition_can_not_be_deleted(admin: TestClient, add: Callable[..., str]) -> None:
    edition = f"bilan/{add('a')}"
    refused = post(admin, "editions/supprimer", edition=edition, confirmed="oui")
    assert refused.status_code == 409
    assert "elle ne peut pas être supprimée" in said(refused)


def test_another_report_becomes_the_one_that_is_asked(
    admin: TestClient, shelf: Shelf, add: Callable[..., str]
) -> None:
    add("a")
    add("b", "projet")
    post(admin, "editions/defaut", report="projet")
    assert shelf.live().report_slug == "projet"


def test_a_change_that_can_not_be_noted_is_made_and_told(
    desk: Any, admin: TestClient, shelf: Shelf, add: Callable[..., str]
) -> None:
    add("a")
    add("b", "projet")
    desk.controls.audit.path.mkdir()
    told = post(admin, "editions/defaut", report="projet")
    assert told.status_code == 503
    assert "C’est fait, mais l’historique n’a pas pu le noter" in said(told)
    assert shelf.live().report_slug == "projet"


def test_nothing_is_read_of_a_strangers_file(visitor: TestClient, desk: Any) -> None:
    read: list[int] = []

    def body() -> Iterator[bytes]:
        for number in range(3):
            read.append(number)
            yield b"x" * 70_000

    kind = {"content-type": "multipart/form-data; boundary=x"}
    assert visitor.post(UPLOAD, content=body(), headers=kind).status_code == 401
    assert left(desk) == []


def test_staff_may_not_upload(staff: TestClient, desk: Any) -> None:
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
    admin: TestClient, desk: Any, file: Any, sentence: str
) -> None:
    refused = send(admin, file)
    assert refused.status_code == 422
    assert sentence in said(refused)
    assert left(desk) == []
    assert desk.background.last() is None


def test_a_form_without_a_file_is_refused(admin: TestClient) -> None:
    address = f"{UPLOAD}?csrf={csrf(admin)}"
    refused = admin.post(address, files={"report": (None, "bilan")})
    assert refused.status_code == 422
    assert "Aucun fichier n’est arrivé" in said(refused)
    assert admin.post(address, data={"report": "bilan"}).status_code == 422


def test_a_body_that_is_cut_off_leaves_nothing_behind(admin: TestClient, desk: Any) -> None:
    cut = b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n%PDF-'
    kind = {"content-type": "multipart/form-data; boundary=x"}
    address = f"{UPLOAD}?csrf={csrf(admin)}"
    assert admin.post(address, content=cut, headers=kind).status_code == 422
    assert left(desk) == []


def test_nothing_is_read_of_an_upload_without_the_sessions_csrf(
    admin: TestClient, desk: Any
) -> None:
    for token in ("x", ""):
        assert send(admin, token=token).status_code == 403
    # What can't be read as a form isn't even looked at.
    kind = {"content-type": "multipart/form-data; boundary=x"}
    assert admin.post(UPLOAD, content=b"nonsense", headers=kind).status_code == 403
    assert left(desk) == []


def test_a_file_over_the_limit_is_refused_whether_it_says_so_or_not(
    admin: TestClient, desk: Any
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


def test_one_piece_of_work_at_a_time(admin: TestClient, desk: Any) -> None:
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


def test_the_page_says_which_page_is_read_and_what_remains(slow: Any, sign_in: Any) -> None:
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


def test_pages_that_are_recognised_are_told_as_part_of_reading(slow: Any, sign_in: Any) -> None:
    desk, build = slow
    build.step = "recognise"
    anne = entered(desk, sign_in)
    send(anne)
    assert build.told.wait(30)
    page = said(anne.get("/pilotage/editions"))
    assert "34 pages numérisées reconnues sur 120." in page
    now = page.split('<li class="now" aria-current="step">', 1)[1].split("</li>")[0]
    assert "Lecture des pages" in now


def test_a_read_that_breaks_off_says_at_which_page(slow: Any, sign_in: Any) -> None:
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


def test_who_runs_selon_stops_a_read_and_who_looks_on_can_not(slow: Any, sign_in: Any) -> None:
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
    desk: Any, tmp_path: Path, make_desk: Callable[..., Any], sign_in: Any
) -> None:
    folder = desk.controls.inbox / f"{PREFIX}x"
    folder.mkdir(parents=True)
    (folder / "rapport.pdf").write_bytes(b"%PDF-")
    controls = replace(desk.controls, cut=swept(desk.controls.inbox))
    anne = entered(make_desk(tmp_path, controls=controls), sign_in)
    page = said(anne.get("/pilotage/editions"))
    assert "La lecture de « rapport.pdf » a été interrompue par l’arrêt de Selon" in page
    assert left(desk) == []


def test_doubtful_pages_of_an_edition_that_waits_are_shown_before_it_is_published(
    admin: TestClient, desk: Any, add: Callable[..., str], tmp_path: Path
) -> None:
    add("La piscine est fermée.")
    new = add("La piscine est ouverte.", live=False)
    named = f"rapport=bilan&edition={new}"
    image = f"/pilotage/editions/image?{named.replace('&', '&amp;')}&amp;page=1&amp;largeur="
    for path in ("editions/comparer", "angles-morts"):
        page = said(admin.get(f"/pilotage/{path}?{named}"))
        assert "Très peu de mots" in page
        assert f'src="{image}360"' in page
        assert f'href="{image}1800"' in page
    assert "n’est pas en service et ne répond à personne" in page
    assert f"angles-morts?{named.replace('&', '&amp;')}" in admin.get("/pilotage/editions").text


def test_pictures_of_an_edition_that_waits_are_for_staff(
    admin: TestClient, desk: Any, visitor: TestClient, add: Callable[..., str]
) -> None:
    address = f"/pilotage/editions/image?rapport=bilan&edition={add('a', live=False)}"
    drawn = admin.get(f"{address}&page=1&largeur=360")
    assert (drawn.content, drawn.headers["content-type"]) == (b"1 at 360", "image/webp")
    assert visitor.get(f"{address}&page=1&largeur=360").status_code == 401
    for unfit in ("page=2&largeur=360", "page=0&largeur=360", "page=1&largeur=99999", ""):
        assert admin.get(f"{address}&{unfit}").status_code == 404


def test_a_pdf_that_turns_out_to_be_damaged_is_told_on_the_page(
    admin: TestClient, desk: Any, shelf: Shelf, add: Callable[..., str]
) -> None:
    before = add("a")
    assert send(admin).headers["location"] == "/pilotage/editions"
    desk.background.wait()
    page = said(admin.get("/pilotage/editions"))
    assert "Aucune édition n’a pu être faite de « rapport.pdf »" in page
    assert "« rapport.pdf » est abîmé ou incomplet" in page
    assert live(shelf) == {"bilan": before}
    assert left(desk) == []


def test_the_passages_of_an_edition_can_be_saved(
    admin: TestClient, add: Callable[..., str]
) -> None:
    edition = add("La piscine est ouverte.", live=False)
    table = admin.get(f"/pilotage/editions/passages?rapport=bilan&edition={edition}")
    assert table.text.splitlines()[1] == "1;1;La piscine est ouverte."
    assert admin.get("/pilotage/editions/passages?edition=rien").status_code == 404


def test_what_changes_is_worked_out_behind_and_shown(
    admin: TestClient, desk: Any, add: Callable[..., str]
) -> None:
    old, new = add("La piscine est fermée."), add("La piscine est ouverte.", live=False)
    address = f"/pilotage/editions/comparer?rapport=bilan&edition={new}"
    assert "Comparer les deux éditions" in said(admin.get(address))
    begun = post(admin, "editions/comparer", edition=f"bilan/{new}")
    assert begun.headers["location"] == address
    desk.background.wait()
    page = said(admin.get(address))
    assert "1 passage modifié" in page
    assert "Aucune réponse ne change." in page
    assert old in page


def test_the_live_edition_has_nothing_to_be_compared_with(
    admin: TestClient, add: Callable[..., str]
) -> None:
    edition = add("a")
    address = f"/pilotage/editions/comparer?rapport=bilan&edition={edition}"
    assert "celle qui est en service" in said(admin.get(address))
    assert post(admin, "editions/comparer", edition=f"bilan/{edition}").status_code == 404
