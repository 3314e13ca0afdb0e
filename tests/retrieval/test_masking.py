import pytest

from retrieval.masking import mask
from retrieval.number_rules import passes_luhn


@pytest.mark.parametrize(
    ("question", "kept", "kind"),
    [
        ("Mon NIR : 2 84 05 60 123 456 78, et après ?", "Mon NIR : […], et après ?", "nir"),
        ("NIR 190017512345678", "NIR […]", "nir"),
        ("ma sécu 2 84 05 2A 123 456", "ma sécu […]", "nir"),
        ("IBAN FR76 1234 5678 9012 3456 7890 123 svp", "IBAN […] svp", "iban"),
        ("FR7612345678901234567890123", "[…]", "iban"),
        ("BE71 0961 2345 6769", "[…]", "iban"),
        ("payé avec 4970 1012 3456 7893", "payé avec […]", "card"),
        ("ma carte 4970 1012 3456 7890", "ma carte […]", "card"),
        ("le 06 12 34 56 78, et la crèche ?", "le […], et la crèche ?", "phone"),
        ("le 06 12 34 56 78 ?", "le […] ?", "phone"),
        ("tel 0612345678", "tel […]", "phone"),
        ("06.12.34.56.78", "[…]", "phone"),
        ("au +33 6 12 34 56 78 svp", "au […] svp", "phone"),
        ("0032 2 555 12 12", "[…]", "phone"),
        ("a.b-c@exemple.fr ?", "[…] ?", "email"),
        ("Je m'appelle Zoé Test et je cherche", "Je m'appelle […] et je cherche", "name"),
        ("je m’appelle zoé test, une crèche ?", "je m’appelle […], une crèche ?", "name"),
        ("Je suis Mme Test, combien ?", "Je suis […], combien ?", "name"),
        ("Je suis Zoé Test, combien ?", "Je suis […], combien ?", "name"),
        ("mon nom est Test", "mon nom est […]", "name"),
        ("Mon fils Zoé Test a droit à quoi ?", "Mon fils […] a droit à quoi ?", "name"),
        ("j'habite 12 rue des Lilas 62000 Arras", "j'habite […] Arras", "address"),
        ("J'habite au 3 place du Marché, à Lens", "J'habite au […], à Lens", "address"),
        ("5 bis avenue Foch", "[…]", "address"),
        ("je suis née le 12/03/1980", "je suis née le […]", "birth"),
        ("ma fille est née le 3 mars 2015", "ma fille est née le […]", "birth"),
        ("mon numéro d'allocataire est 1234567", "mon numéro d'allocataire est […]", "file_number"),
        ("Je mapel Théo Test et", "Je mapel […] et", "name"),
        ("Bonjour, Zoé Test à l'appareil", "Bonjour, […] à l'appareil", "name"),
        ("mes enfants Zoé et Théo ont faim", "mes enfants […] et […] ont faim", "name"),
        ("ma nièce s'appelle Zoé Test", "ma nièce s'appelle […]", "name"),
        ("Des aides ? Cordialement, Zoé Test", "Des aides ? Cordialement, […]", "name"),
        ("nom : TEST, prénom : Zoé", "nom : […], prénom : […]", "name"),
        ("a.b arobase exemple point fr ?", "[…] ?", "email"),
        ("a.b(at)exemple.fr", "[…]", "email"),
        ("rib fr76.1234.5678.9012.3456.7890.123", "rib […]", "iban"),
        ("o6 12 34 56 78", "[…]", "phone"),
        ("06/12/34/56/78", "[…]", "phone"),
        ("+33 (0)6.12.34.56.78", "[…]", "phone"),
        ("au 12B rue des lilas à Lens", "au […] à Lens", "address"),
        ("on a emménagé 12 cité du Moulin à Lens", "on a emménagé […] à Lens", "address"),
        ("née en mars, ddn 12.03.80", "née en mars, ddn […]", "birth"),
        ("ma fille, née le 12 mars 15", "ma fille, née le […]", "birth"),
        ("dossier n° 2024-62-123456, réponse ?", "dossier n° […], réponse ?", "file_number"),
        ("où en est la demande 1234567 ?", "où en est la demande […] ?", "file_number"),
    ],
)
def test_what_identifies_a_person_is_masked(question: str, kept: str, kind: str) -> None:
    masked = mask(question)

    assert masked.text == kept
    assert masked.kinds == (kind,)


@pytest.mark.parametrize(
    "question",
    [
        "Pourquoi 4 333 065 € en 2024 ?",
        "Et en 03/2024 ?",
        "1 294 250,00 €, est-ce beaucoup ?",
        "Les 3 000 places de 2021 à 2025",
        "Que dit l'article 123 456 789 ?",
        "Du 01/01/2024 au 31/12/2024, combien de places ?",
        "2 000 000 000 000 € de dette ?",
        "12 345 678 901 234 habitants",
        "Qui est Mme Test ?",
        "Je suis auxiliaire de vie, quelle aide ?",
        "Combien coûtent 3 cours de musique ?",
        "La ligne 10 route de Lens",
        "Les 12 rues de Calais sont-elles refaites ?",
        "Le programme est né le 3 mars 2022 ?",
        "Le 119 et le 3919, combien d'appels ?",
        "Combien de places à Boulogne-sur-Mer en 2024 ?",
        "4970 1012 3456 7890 euros",
        "Je suis de Lumbres, quelles aides ?",
        "Mon fils entre au collège de Lens",
        "Bonjour madame, combien de places ?",
        "Les départements 02, 59, 60, 62, 80 ?",
        "Une demande de 1 500 000 euros ?",
        "Le dossier 2021-2027 est-il prêt ?",
        "Refuser le fichier @RSA ?",
        "Qui a fondé le village d'enfants de La Roche ?",
    ],
)
def test_figures_dates_and_public_names_are_left_alone(question: str) -> None:
    assert mask(question).text == question


def test_several_kinds_are_named_in_the_order_of_the_rules() -> None:
    masked = mask("Je suis Zoé Test, mon téléphone est le 06 00 00 00 00")

    assert masked.text == "Je suis […], mon téléphone est le […]"
    assert masked.kinds == ("phone", "name")


def test_masking_twice_changes_nothing() -> None:
    once = mask("Je m'appelle Zoé Test, 06 12 34 56 78").text

    assert mask(once).text == once


@pytest.mark.parametrize(("number", "valid"), [("79927398713", True), ("79927398710", False)])
def test_luhn_agrees_with_the_example_of_its_patent(number: str, valid: bool) -> None:
    assert passes_luhn(number) is valid
