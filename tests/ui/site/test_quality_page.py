"""What residents read of quality: the last figures in plain words, the limits, how to contest."""

import re
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from retrieval.gold_sets import GoldSet
from ui.site.contact import contact_lines
from ui.site.operator import Operator, Remedies, Site
from ui.site.quality import public_routes

Read = Callable[..., str]


def words(page: str) -> str:
    text = re.sub(r"<[^>]+>", " ", page[page.index("<main") : page.index("</main>")])
    return " ".join(unescape(text).replace("\u00a0", " ").replace("\u202f", " ").split())


@pytest.fixture
def read() -> Read:
    """A function that gives the page of an installation, in words."""

    def reading(quality: Any = None, site: Site | None = None) -> str:
        app = FastAPI()
        app.include_router(public_routes(site or Site(), quality))
        response = TestClient(app).get("/qualite")
        assert response.status_code == 200
        return words(response.text)

    return reading


@pytest.mark.parametrize("followed", [True, False])
def test_what_was_never_measured_is_said_with_the_limits(
    read: Read, measured: Any, followed: bool
) -> None:
    said = read(quality=measured.quality if followed else None)
    assert "n’a pas encore mesuré la qualité des réponses données ici" in said
    assert "Ce que ce service ne sait pas faire Il peut montrer un chiffre vrai" in said
    assert "sur 100" not in said


def test_the_last_run_is_told_with_its_report_and_day(read: Read, measured: Any) -> None:
    measured.silent = set()
    measured.measure()
    measured.silent = {"Quelle météo ?"}
    measured.measure()
    said = read(quality=measured.quality)
    assert "le rapport ne répond pas : 1, dont 1 sans rien d’affirmé." in said
    assert "C’est trop peu de questions pour en tirer un pourcentage." in said
    assert "Mesuré le 1er décembre 2026 sur « Bilan d’étape 2021-2025" in said
    assert "l’édition" not in said.partition("Comment c’est mesuré")[0]


def test_enough_questions_are_told_in_a_hundred_with_the_interval(
    read: Read, measured: Any
) -> None:
    gold = ({"kind": "direct", "question": f"Combien {n} ?", "pages": [12]} for n in range(25))
    measured.write(*({"id": f"q{n}", **each} for n, each in enumerate(gold)))
    measured.silent = {f"Combien {n} ?" for n in range(5)}
    measured.measure()
    said = read(quality=measured.quality)
    # Wilson's interval of 20 of 25 is 60.9 to 91.1 %.
    assert "80 sur 100 reçoivent une bonne réponse (entre 61 et 91)." in said


def test_no_question_of_the_set_is_shown(read: Read, measured: Any) -> None:
    measured.measure()
    assert "pistes" not in read(quality=measured.quality)


def test_an_edition_that_came_since_is_told(read: Read, measured: Any) -> None:
    measured.measure()
    measured.reports.gone = True
    assert "une autre édition du rapport a été mise en ligne" in read(quality=measured.quality)


def test_the_questions_that_ship_are_said_to_flatter(read: Read, measured: Any) -> None:
    manifest = measured.reports.manifest
    shipped = type(manifest.provenance)(source="dossier.pdf")
    measured.reports.manifest = type(manifest)(model=manifest.model, provenance=shipped)
    measured.measure(GoldSet.SHIPPED)
    assert "un peu flatteur" in read(quality=measured.quality)


def test_whom_to_tell_stands_on_the_page(read: Read) -> None:
    site = Site(Operator("Ville"), remedies=Remedies(contact_lines(["reclamations@ville.fr"])))
    said = read(site=site)
    assert "reclamations@ville.fr Vos recours" in said
