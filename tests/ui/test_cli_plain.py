"""What a person reads after a question: the quote, its page, where it comes from, what next."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from index.manifest import Manifest
from index.models import ModelIdentity
from ingest.report import Box, Line, Page, Passage, Placement, Provenance, ReadBy
from retrieval.answer import Answer, Citation, HelpLine, Outcome, SetAside
from ui.plain import page_of, provenance, tell_answer

TEXT = "Le Département a rénové 12 collèges en 2024."
Tell = Callable[..., str]


def manifest(report: str = "bilan", **origin: Any) -> Manifest:
    return Manifest(
        edition="ed1",
        report=report,
        title="Bilan 2024",
        provenance=Provenance("bilan.pdf", **origin),
        sha256="0" * 64,
        model=ModelIdentity("small", "r1", 384),
        cut={},
        pages=14,
        passages=80,
        unread_pages=(),
        built="2025-12-10T08:00:00+00:00",
        files={},
    )


def citation(
    label: str = "12", read_by: ReadBy = ReadBy.TEXT, also: tuple[int, ...] = ()
) -> Citation:
    box = Box(0.1, 0.1, 0.9, 0.2)
    headings = ("Pacte", "Collèges")
    passage = Passage("p1", TEXT, headings, (Placement(0, len(TEXT), 12, box),), label)
    page = Page(12, label, (Line(TEXT, box, 11),), 595, 842)
    return Citation(passage, TEXT, page, "ed1", "bilan", 0, len(TEXT), read_by=read_by, also=also)


@pytest.fixture
def told(capsys: pytest.CaptureFixture[str]) -> Tell:
    """A function that gives what is written for an answer, no-break spaces made plain."""

    def tell(
        outcome: Outcome, *, why: bool = False, of: Manifest | None = None, **changes: Any
    ) -> str:
        given: dict[str, Any] = {"question": "Combien ?", "searched": "Combien ?"}
        given |= {"outcome": outcome, "editions": ("ed1",)}
        tell_answer(Answer(**given | changes), {"ed1": of or manifest()}, why=why)
        return capsys.readouterr().out.replace("\u00a0", " ").replace("\u202f", " ")

    return tell


def test_an_answer_is_quoted_with_its_page_and_the_headings_above(told: Tell) -> None:
    lines = told(Outcome.ANSWERED, citations=(citation(),)).splitlines()
    assert "Selon le rapport « Bilan 2024 », p. 12 :" in lines
    assert "  Pacte › Collèges" in lines
    assert f"  « {TEXT} »" in lines


def test_a_page_label_that_differs_is_shown_with_the_place_in_the_pdf() -> None:
    assert page_of(12, "12").replace("\u00a0", " ") == "p. 12"
    assert page_of(12, "viii").replace("\u00a0", " ") == "p. viii (page 12 du PDF)"


def test_other_pages_that_say_the_same_are_named(told: Tell) -> None:
    written = told(Outcome.ANSWERED, citations=(citation(also=(14, 31)),))
    assert "Selon le rapport « Bilan 2024 », p. 12, aussi p. 14, 31 :" in written
    written = told(Outcome.ANSWERED, citations=(citation("viii", also=(14,)),))
    assert "p. viii (page 12 du PDF), aussi dans le PDF, p. 14 :" in written


def test_the_heads_of_a_table_stand_above_its_row(told: Tell) -> None:
    row = replace(citation(), parts=("Le Département", TEXT))
    lines = told(Outcome.ANSWERED, citations=(row,)).splitlines()
    assert lines.index("  En-têtes du tableau : Le Département") < lines.index(f"  « {TEXT} »")


def test_what_was_read_from_a_picture_is_said_to_be(told: Tell) -> None:
    written = told(Outcome.ANSWERED, citations=(citation(read_by=ReadBy.OCR),))
    assert "Texte reconnu sur l'image de la page" in written


def test_the_dossier_says_that_it_is_not_the_official_report(told: Tell) -> None:
    written = told(Outcome.ANSWERED, citations=(citation(),), of=manifest("dossier"))
    assert "ce n'est pas le rapport officiel" in written
    assert "selon ingest" in written


def test_an_address_and_its_date_are_given_as_provenance() -> None:
    at = {"address": "https://a.fr/b.pdf", "published": date(2025, 12, 9)}
    said = provenance(manifest(**at))
    assert "https://a.fr/b.pdf, publié le 09/12/2025" in said
    assert "bilan.pdf" in said


def test_no_answer_gives_the_nearest_passages_and_a_way_on(told: Tell) -> None:
    written = told(Outcome.MENTIONED, nearest=(citation(),))
    assert "sans y répondre" in written or "pas trouvé de réponse" in written
    assert f"« {TEXT} »" in written
    assert 'selon search "Combien ?" --report bilan' in written


def test_the_question_really_searched_is_shown_when_it_differs(told: Tell) -> None:
    written = told(Outcome.NOT_IN_REPORT, searched="Combien de collèges ?")
    assert "Question cherchée : Combien de collèges ?" in written
    assert "Question cherchée" not in told(Outcome.NOT_IN_REPORT)


def test_whose_business_it_is_is_named(told: Tell) -> None:
    assert "Caf (caisse d'allocations familiales)" in told(
        Outcome.OUT_OF_SCOPE, notices={"body": "caf"}
    )


def test_a_commune_that_is_never_cited_is_told_before_what_comes_near(told: Tell) -> None:
    notices = {"place_not_cited": "Wimereux", "near_place": "communauté du Boulonnais"}
    written = told(Outcome.MENTIONED, nearest=(citation(),), notices=notices)
    assert "Le rapport ne cite pas la commune de Wimereux." in written
    assert written.index("approche (communauté du Boulonnais)") < written.index("Dans le rapport")


def test_numbers_to_call_come_first_and_beside_the_answer(told: Tell) -> None:
    lines = (HelpLine("3919", "partner_violence"), HelpLine("17", "partner_violence"))
    written = told(Outcome.ANSWERED, citations=(citation(),), help=lines)
    assert written.index("3919 – Violences Femmes Info") < written.index("Selon le rapport")
    assert written.count("Si vous subissez des violences") == 1


def test_choices_are_offered_to_a_vague_question(told: Tell) -> None:
    written = told(Outcome.TOO_VAGUE, choices=("Les collèges", "Les routes"))
    assert "  – Les collèges\n  – Les routes" in written


def test_what_was_set_aside_is_shown_only_when_asked_why(told: Tell) -> None:
    aside = (SetAside("Un autre passage.", 3, "bilan", "weak", 0.1),)
    assert "Un autre passage" not in told(Outcome.NOT_IN_REPORT, set_aside=aside)
    written = told(Outcome.NOT_IN_REPORT, set_aside=aside, why=True)
    assert "p. 3 (bilan), « Un autre passage. » : trop éloigné de la question" in written
