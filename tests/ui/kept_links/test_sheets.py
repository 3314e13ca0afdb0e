"""The sheet of a kept link holds all that proves its answer."""

import re
from collections.abc import Callable

from starlette.testclient import TestClient

from ui.dressing import wardrobe

EDITION = "0123456789abcdef"
QUESTION = "Quels services ?"
DISPLAY = wardrobe()["display.js"].address
Keep = Callable[..., str]
TextOf = Callable[[str], str]


def test_the_sheet_holds_all_that_proves_an_answer(
    client: TestClient, keep: Keep, text_of: TextOf
) -> None:
    path = keep(client)
    page = client.get(path + "/fiche").text
    text = text_of(page)
    for said in (
        f"Question posée {QUESTION}",
        "Document Bilan d’étape 2021-2025 du Département",
        f"Édition du 24 novembre 2025, 14 pages, numéro {EDITION}",
        "Résultat Le rapport répond",
        f"Code {path.rpartition('/')[2]}",
        f"Adresse http://testserver{path}",
        "Selon le rapport, p. 10 (page 12 du PDF) :",
        "Il a soutenu 128 services d’aide à domicile et ouvert 12 accueils de jour.",
        "Pacte des solidarités Vieillir chez soi",
    ):
        assert said in text
    assert f'src="page/{EDITION}/12.webp?width=1200"' in page
    assert 'loading="eager"' in page
    assert page.count('class="box"') == 1
    assert page.count("<h1>") == 1
    assert '<base href="../../">' in page
    assert re.findall("<script[^>]*>", page) == [f'<script src="{DISPLAY}">']


def test_the_sheet_of_a_refusal_says_that_the_report_does_not_answer(
    client: TestClient, keep: Keep, text_of: TextOf
) -> None:
    text = text_of(client.get(keep(client, "la météo ?") + "/fiche").text)
    assert "Résultat Pas de réponse trouvée" in text
