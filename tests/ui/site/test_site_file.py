"""The operator's file: what is read of it, and one clear sentence for everything that is wrong."""

import re
from datetime import date
from pathlib import Path

import pytest

from ui.doctor import check_site
from ui.server import run
from ui.settings import Settings
from ui.site.contact import ContactLine
from ui.site.errors import SiteError
from ui.site.file import SECTIONS, load_site, read_site
from ui.site.operator import Audit, Conformity, Operator, Site
from ui.wording import say_error

EXAMPLE = Path(__file__).parents[3] / "docs" / "site.exemple.toml"
AUDITED = 'audit_par = "X"\naudit_date = 2026-03-12\n'
LOGO = '<svg xmlns="http://www.w3.org/2000/svg"/>'


def site_of(tmp_path: Path, text: str) -> Site:
    path = tmp_path / "site.toml"
    path.write_text(text, encoding="utf-8")
    return read_site(path)


def refusal(tmp_path: Path, text: str) -> str:
    """The sentence that a person reads of the file `text`, with plain spaces."""
    with pytest.raises(SiteError) as told:
        site_of(tmp_path, text)
    sentence = say_error(told.value)
    assert "site.toml" in sentence or "logo" in sentence
    assert sentence.endswith(".")
    return sentence.replace("\u00a0", " ").replace("\u202f", " ")


def test_the_example_loads_and_says_what_it_shows() -> None:
    site = read_site(EXAMPLE)
    assert site.operator.name == "Département d'Exemple"
    assert [line.href for line in site.operator.contact] == [
        "tel:0300000000", "mailto:selon@exemple.fr", "https://www.exemple.fr/contact",
    ]  # fmt: skip
    assert site.colours.accent_dark == "#9cc3f5"
    assert site.publication.director[0].text.startswith("Camille Exemple")
    assert site.data.officer[0].href == "mailto:dpo@exemple.fr"
    assert site.remedies.documents[0].label == "Accès aux documents administratifs :"
    assert site.accessibility.stated == date(2026, 11, 30)
    assert site.wording["web.send"] == "Chercher dans le rapport"


def test_every_line_of_the_example_that_is_commented_out_loads_too(tmp_path: Path) -> None:
    lines = EXAMPLE.read_text(encoding="utf-8").splitlines()
    text = "\n".join(line.removeprefix("# ") if " = " in line else line for line in lines)
    (tmp_path / "logo.svg").write_text(LOGO)
    site = site_of(tmp_path, text)
    assert site.operator.logo is not None
    assert site.accessibility.audit == Audit(
        72, "Cabinet d'Exemple", date(2026, 10, 12), "https://www.exemple.fr/audit-rgaa"
    )
    assert site.accessibility.plan == "https://www.exemple.fr/schema-pluriannuel"


def test_an_empty_file_changes_nothing(tmp_path: Path) -> None:
    assert site_of(tmp_path, "") == Site()
    assert list(Site().garments()) == []


def test_the_short_form_still_names_the_operator() -> None:
    settings = Settings(Path("/srv"), operator="Mairie", contact="mairie@exemple.fr")
    contact = (ContactLine("mairie@exemple.fr", href="mailto:mairie@exemple.fr"),)
    assert load_site(settings) == Site(Operator("Mairie", contact))


def test_the_file_wins_over_the_short_form_where_it_says_something(tmp_path: Path) -> None:
    path = tmp_path / "site.toml"
    path.write_text('[organisme]\nnom = "Département"\n', encoding="utf-8")
    site = load_site(Settings(tmp_path, operator="Mairie", contact="Accueil", site=path))
    assert site.operator == Operator("Département", (ContactLine("Accueil"),))


def test_an_audit_of_half_the_criteria_lets_the_service_be_partially_conformant(
    tmp_path: Path,
) -> None:
    stated = f'[accessibilite]\netat = "partiellement"\naudit_taux = 50\n{AUDITED}'
    site = site_of(tmp_path, stated)
    assert site.accessibility.conformity is Conformity.PARTIAL
    assert Site().accessibility.conformity is Conformity.NONE


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "[organisme]\nnom = Mairie\n",
            "La ligne 2 de « site.toml » n'est pas lisible : « nom =",
        ),
        ('[organisme]\nnom = "Mairie', "La ligne 2 de « site.toml »"),
        ('nom = "Mairie"\n', "« nom », dans « site.toml », n'est pas un réglage connu"),
        ("[couleur]\n", "À cet endroit : organisme, couleurs, mentions"),
        ('[organisme]\nnon = "X"\n', "« organisme.non », dans « site.toml »"),
        ('organisme = "X"\n', "organisme ne convient pas : il faut une section"),
        ('textes = "X"\n', "textes ne convient pas : il faut une section"),
        ("[organisme]\nnom = 3\n", "organisme.nom ne convient pas : il faut un texte"),
        ('[organisme]\nnom = "a\\nb"\n', "organisme.nom ne convient pas"),
        ("[organisme]\ncontact = [1]\n", "organisme.contact ne convient pas"),
        ('[accessibilite]\nschema = "plus tard"\n', "commence par https://"),
        (
            '[accessibilite]\netat = "oui"\n',
            "l'une de ces valeurs : non, partiellement",
        ),
        ("[accessibilite]\naudit_taux = 101\n", "un nombre entier entre 0 et 100"),
        ("[accessibilite]\naudit_taux = true\n", "un nombre entier entre 0 et 100"),
        ('[accessibilite]\netablie_le = "hier"\n', "une date sans guillemets"),
        ("[accessibilite]\naudit_taux = 70\n", "audit_taux, audit_par et audit_date, les trois"),
        ('[accessibilite]\netat = "partiellement"\n', "un audit d'au moins 50 % des critères"),
        (
            f'[accessibilite]\netat = "totalement"\naudit_taux = 99\n{AUDITED}',
            "un audit d'au moins 100 % des critères",
        ),
        ('[couleurs]\naccent = "bleu"\n', "« bleu », qui n'est pas une couleur"),
        ('[couleurs]\naccent = "#12345"\n', "« #12345 », qui n'est pas une couleur"),
        ('[couleurs]\naccent = "#777777"\n', "contraste est de 3,"),
        ('[couleurs]\naccent = "#ffffff"\n', "contraste est de 1,00 pour 1, et il en faut 4,5."),
        ('[couleurs]\naccent = "#9cc3f5"\n', "Choisissez une couleur plus foncée"),
        ('[couleurs]\naccent_sombre = "#1d4f91"\n', "Choisissez une couleur plus claire"),
        ('[organisme]\nnom = "X"\nlogo = "logo.svg"\n', "n'existe pas ou ne peut pas être lu"),
        ('[organisme]\nlogo = "logo.svg"\n', "donne un logo sans nom d'organisme"),
    ],
)
def test_what_is_wrong_is_told_in_one_sentence(text: str, said: str, tmp_path: Path) -> None:
    assert said in refusal(tmp_path, text)


@pytest.mark.parametrize("content", [None, b"\xff\xfe["])
def test_a_file_that_is_not_there_or_no_text_is_told_with_its_path(
    content: bytes | None, tmp_path: Path
) -> None:
    path = tmp_path / "site.toml"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(SiteError) as told:
        load_site(Settings(tmp_path, site=path))
    assert str(path) in say_error(told.value)
    assert "SELON_SITE" in say_error(told.value)


def test_a_colour_is_never_rounded_up_to_the_contrast_wanted(tmp_path: Path) -> None:
    refused = refusal(tmp_path, '[couleurs]\naccent = "#1c7a6d"\n')
    assert "son contraste est de 4,49 pour 1" in refused  # 4.498


def test_the_server_refuses_to_start_before_it_takes_its_port(tmp_path: Path) -> None:
    path = tmp_path / "site.toml"
    path.write_text("[couleur]\n")

    def listening() -> None:
        raise AssertionError("the port was taken")

    with pytest.raises(SiteError):
        run(Settings(tmp_path, site=path), host="127.0.0.1", port=0, on_listening=listening)


def test_the_doctor_says_whether_the_file_can_be_used(tmp_path: Path) -> None:
    path = tmp_path / "site.toml"
    path.write_text('[organisme]\nnom = "X"\n')
    assert check_site(Settings(tmp_path, site=path)).ok
    path.write_text("[couleur]\n")
    check = check_site(Settings(tmp_path, site=path))
    assert not check.ok
    assert "« couleur »" in check.mend.replace("\u00a0", " ")


@pytest.mark.parametrize("section", SECTIONS[:-1])
def test_every_key_is_explained_and_none_too_many(section: str, tmp_path: Path) -> None:
    page = (EXAMPLE.parent / "site.md").read_text(encoding="utf-8")
    (row,) = [line for line in page.splitlines() if line.startswith(f"| `[{section}]` |")]
    with pytest.raises(SiteError) as told:
        site_of(tmp_path, f"[{section}]\nzzz = 1\n")
    known = str(told.value.values["known"]).split(", ")
    assert sorted(re.findall(r"`(\w+)`", row.split("|")[2])) == sorted(known)
