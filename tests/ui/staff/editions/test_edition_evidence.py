"""What staff see of an edition before it goes live: doubtful pages, passages, what changes."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from starlette.testclient import TestClient

Add = Callable[..., str]
Post = Callable[..., Any]
Said = Callable[[Any], str]


def test_doubtful_pages_of_an_edition_that_waits_are_shown_before_it_is_published(
    admin: TestClient, desk: Any, add: Add, tmp_path: Path, said: Said
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
    admin: TestClient, desk: Any, visitor: TestClient, add: Add
) -> None:
    address = f"/pilotage/editions/image?rapport=bilan&edition={add('a', live=False)}"
    drawn = admin.get(f"{address}&page=1&largeur=360")
    assert (drawn.content, drawn.headers["content-type"]) == (b"1 at 360", "image/webp")
    assert visitor.get(f"{address}&page=1&largeur=360").status_code == 401
    for unfit in ("page=2&largeur=360", "page=0&largeur=360", "page=1&largeur=99999", ""):
        assert admin.get(f"{address}&{unfit}").status_code == 404


def test_the_passages_of_an_edition_can_be_saved(admin: TestClient, add: Add) -> None:
    edition = add("La piscine est ouverte.", live=False)
    table = admin.get(f"/pilotage/editions/passages?rapport=bilan&edition={edition}")
    assert table.text.splitlines()[1] == "1;1;La piscine est ouverte."
    assert admin.get("/pilotage/editions/passages?edition=rien").status_code == 404


def test_what_changes_is_worked_out_behind_and_shown(
    admin: TestClient, desk: Any, add: Add, post: Post, said: Said
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
    admin: TestClient, add: Add, post: Post, said: Said
) -> None:
    edition = add("a")
    address = f"/pilotage/editions/comparer?rapport=bilan&edition={edition}"
    assert "celle qui est en service" in said(admin.get(address))
    assert post(admin, "editions/comparer", edition=f"bilan/{edition}").status_code == 404
