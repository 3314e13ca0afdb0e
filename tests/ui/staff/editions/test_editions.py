"""Editions at the staff's desk: who may change them, what is refused, what is said of it."""

from collections.abc import Callable
from typing import Any

import pytest
from starlette.testclient import TestClient

from index.shelf import Shelf
from ui.audit import Deed

Add = Callable[..., str]
Live = Callable[[], dict[str, str]]
Post = Callable[..., Any]
Said = Callable[[Any], str]


def deeds(desk: Any) -> list[tuple[str, Deed]]:
    return [(act.who, act.deed) for act in desk.controls.audit.latest().acts]


def test_the_page_shows_every_edition_and_what_it_takes(
    admin: TestClient, add: Add, said: Said
) -> None:
    old, new = add("La piscine est fermée."), add("La piscine est ouverte.", live=False)
    page = said(admin.get("/pilotage/editions"))
    assert page.index(new) < page.index(old)
    assert "à examiner" in page
    assert "Place libre sur le disque" in page


def test_staff_see_editions_and_no_button_that_changes_any(
    staff: TestClient, add: Add, said: Said
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
    staff: TestClient,
    visitor: TestClient,
    add: Add,
    action: str,
    *,
    post: Post,
    said: Said,
    live: Live,
) -> None:
    old = add("a")
    new = add("b", live=False)
    given = {"edition": f"bilan/{new}", "live": old, "report": "bilan", "phrase": "Fermé."}
    refused = post(staff, action, **given)
    assert refused.status_code == 403
    assert "réservée aux comptes « admin »" in said(refused)
    assert visitor.post(f"/pilotage/{action}", data=given).status_code == 303
    assert live() == {"bilan": old}


def test_a_form_without_the_sessions_csrf_changes_nothing(
    admin: TestClient, add: Add, live: Live
) -> None:
    old = add("a")
    new = add("b", live=False)
    given = {"edition": f"bilan/{new}", "live": old, "csrf": "x"}
    assert admin.post("/pilotage/editions/publier", data=given).status_code == 403
    assert live() == {"bilan": old}


def test_an_edition_goes_live_and_back_and_who_did_it_is_noted(
    desk: Any, admin: TestClient, add: Add, post: Post, live: Live
) -> None:
    old = add("a")
    new = add("b", live=False)
    done = post(admin, "editions/publier", edition=f"bilan/{new}", live=old)
    assert done.headers["location"] == "/pilotage/editions?fait=publiee"
    assert live() == {"bilan": new}
    post(admin, "editions/retablir", report="bilan", live=new)
    assert live() == {"bilan": old}
    assert deeds(desk) == [("anne", Deed.ROLLBACK), ("anne", Deed.PUBLISH)]


def test_of_two_admins_who_publish_at_once_the_second_is_told(
    desk: Any, admin: TestClient, add: Add, *, post: Post, said: Said, live: Live
) -> None:
    seen = add("a")
    first, second = add("b", live=False), add("c", live=False)
    post(admin, "editions/publier", edition=f"bilan/{first}", live=seen)
    late = post(admin, "editions/publier", edition=f"bilan/{second}", live=seen)
    assert late.status_code == 409
    assert "quelqu’un d’autre a changé l’édition en service" in said(late)
    assert live() == {"bilan": first}
    assert deeds(desk) == [("anne", Deed.PUBLISH)]


def test_an_edition_is_deleted_only_once_it_was_asked_twice(
    admin: TestClient, shelf: Shelf, add: Add, post: Post, said: Said
) -> None:
    add("a")
    new = f"bilan/{add('b', live=False)}"
    asked = post(admin, "editions/supprimer", edition=new)
    assert "va être effacée du disque" in said(asked)
    assert len(shelf.reports()[0].editions) == 2
    post(admin, "editions/supprimer", edition=new, confirmed="oui")
    assert len(shelf.reports()[0].editions) == 1


def test_the_live_edition_can_not_be_deleted(
    admin: TestClient, add: Add, post: Post, said: Said
) -> None:
    edition = f"bilan/{add('a')}"
    refused = post(admin, "editions/supprimer", edition=edition, confirmed="oui")
    assert refused.status_code == 409
    assert "elle ne peut pas être supprimée" in said(refused)


def test_another_report_becomes_the_one_that_is_asked(
    admin: TestClient, shelf: Shelf, add: Add, post: Post
) -> None:
    add("a")
    add("b", "projet")
    post(admin, "editions/defaut", report="projet")
    assert shelf.live().report_slug == "projet"


def test_a_change_that_can_not_be_noted_is_made_and_told(
    desk: Any, admin: TestClient, shelf: Shelf, add: Add, *, post: Post, said: Said
) -> None:
    add("a")
    add("b", "projet")
    desk.controls.audit.path.mkdir()
    told = post(admin, "editions/defaut", report="projet")
    assert told.status_code == 503
    assert "C’est fait, mais l’historique n’a pas pu le noter" in said(told)
    assert shelf.live().report_slug == "projet"
