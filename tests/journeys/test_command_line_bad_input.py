"""Bad input: one clear French sentence on stderr, exit code 1, nothing lost."""

import os
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pytest

Selon = Callable[..., Any]


@pytest.fixture(scope="module")
def bad(tmp_path_factory: pytest.TempPathFactory, bilan: Path) -> Path:
    """A folder of PDFs none of which can be read."""
    folder = tmp_path_factory.mktemp("bad")
    (folder / "vide.pdf").write_bytes(b"")
    (folder / "texte.pdf").write_text("Ceci est un texte.")
    (folder / "tronque.pdf").write_bytes(bilan.read_bytes()[:3000])
    with pikepdf.open(bilan) as pdf:
        pdf.save(folder / "secret.pdf", encryption=pikepdf.Encryption(owner="o", user="u"))
    with pikepdf.new() as pdf:
        for _ in range(5000):
            pdf.add_blank_page()
        pdf.save(folder / "long.pdf")
    (folder / "sans-pdf").mkdir()
    return folder


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("vide.pdf", "Le fichier « vide.pdf » est vide (0 octet)."),
        ("texte.pdf", "Le fichier « texte.pdf » n'est pas un PDF"),
        ("tronque.pdf", "Le PDF « tronque.pdf » est abîmé ou incomplet"),
        ("secret.pdf", "Le PDF « secret.pdf » est protégé par un mot de passe."),
        ("long.pdf", "Le PDF « long.pdf » compte 5 000 pages, plus que les"),
        ("sans-pdf", "ne contient aucun PDF (ses sous-dossiers ne sont pas parcourus)."),
        ("nulle-part.pdf", "Il n'y a ni fichier ni dossier à l'endroit indiqué"),
    ],
)
def test_a_file_that_can_not_be_read_is_named_with_its_cause(
    selon: Selon, bad: Path, name: str, said: str
) -> None:
    done = selon("ingest", bad / name, home="bad")
    assert (done.code, done.out) == (1, "")
    assert said in done.complaint
    assert done.complaint.count("\n") == 1


def test_a_folder_of_bad_files_refuses_each_by_name(selon: Selon, bad: Path) -> None:
    done = selon("ingest", bad, "--json", home="bad")
    assert done.code == 1
    assert done.json["ingested"] == []
    assert {each["source_file"]: each["code"] for each in done.json["refused"]} == {
        "vide.pdf": "empty_file",
        "texte.pdf": "not_a_pdf",
        "tronque.pdf": "damaged_pdf",
        "secret.pdf": "password_protected",
        "long.pdf": "too_many_pages",
    }
    assert all(each["reason"].endswith(".") for each in done.json["refused"])


@pytest.mark.model
def test_one_good_file_in_a_folder_is_enough(selon: Selon, bilan: Path, tmp_path: Path) -> None:
    (tmp_path / "bon.pdf").write_bytes(bilan.read_bytes())
    (tmp_path / "vide.pdf").write_bytes(b"")
    done = selon("ingest", tmp_path, home="one-good")
    assert done.code == 0
    assert "est prêt." in done.text
    assert "« vide.pdf » est vide" in done.complaint


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("http://exemple.fr/a.pdf", "ne commence pas par https://"),
        ("https://127.0.0.1/a.pdf", "se trouve sur un réseau privé (127.0.0.1)"),
        ("https://nom:secret@exemple.fr/", "sans nom d'utilisateur ni mot de passe"),
    ],
)
def test_an_address_that_is_not_followed_says_why(selon: Selon, address: str, said: str) -> None:
    done = selon("ingest", address, home="bad")
    assert done.code == 1
    assert said in done.complaint
    assert "secret@" not in done.complaint


@pytest.mark.parametrize(
    "arguments", [("ask", "Combien ?"), ("search", "routes"), ("ask", "x", "--all-reports")]
)
def test_before_anything_was_ingested_one_is_told_how_to_begin(
    selon: Selon, arguments: tuple[str, ...]
) -> None:
    done = selon(*arguments, home="nothing")
    assert done.code == 1
    assert "selon ingest" in done.complaint


def test_an_unknown_report_is_answered_with_those_that_are_known(selon: Selon) -> None:
    done = selon("passages", "--report", "inconnu", home="nothing")
    assert done.code == 1
    assert "Aucun rapport ne s'appelle « inconnu ». Rapports connus : aucun." in done.complaint


def test_a_home_that_can_not_be_written_is_named(selon: Selon, bilan: Path, tmp_path: Path) -> None:
    (tmp_path / "fichier").write_text("x")
    done = selon("ingest", bilan, env={"SELON_HOME": str(tmp_path / "fichier" / "home")})
    assert done.code == 1
    assert "SELON_HOME" in done.complaint


def test_a_model_that_is_not_there_is_named(selon: Selon, bilan: Path) -> None:
    done = selon("ingest", bilan, "--model", "inconnu", home="bad")
    assert done.code == 1
    assert "Le modèle de recherche « inconnu » est introuvable" in done.complaint


def test_a_port_in_use_is_named(selon: Selon) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = selon("serve", "--port", str(port), home="nothing")
    assert done.code == 1
    assert f"Le port {port} de 127.0.0.1 est déjà pris" in done.complaint


def test_a_host_that_is_not_this_machine_is_named(selon: Selon) -> None:
    done = selon("serve", "--host", "192.0.2.1", home="nothing")
    assert done.code == 1
    assert "Impossible d'écouter à l'adresse 192.0.2.1" in done.complaint


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("evaluate", "nulle-part.jsonl"), "Le fichier de questions de référence"),
        (("evaluate", "--compare", "a.json", "b.json"), "Le fichier de mesures « a.json »"),
        (("evaluate", "--beir", "nulle-part"), "n'est pas un dossier BEIR complet"),
        (("ask", "--batch", "nulle-part.jsonl", "--json"), "Le fichier de questions"),
        (("reports", "--publish", "inconnue"), "Aucune édition ne s'appelle « inconnue »"),
        (("reports", "--rollback", "inconnu"), "Aucun rapport ne s'appelle « inconnu »"),
        (("reports", "--diff", "a", "b"), "Aucune édition ne s'appelle « a »"),
    ],
)
def test_what_is_not_there_is_named(selon: Selon, arguments: tuple[str, ...], said: str) -> None:
    done = selon(*arguments, home="nothing")
    assert (done.code, done.out) == (1, "")
    assert said in done.complaint


def test_a_place_where_no_list_can_be_written_is_named_before_anything_is_asked(
    selon: Selon, tmp_path: Path
) -> None:
    (tmp_path / "gold.jsonl").write_text("")
    lost = tmp_path / "absent" / "manquees.md"
    done = selon("evaluate", tmp_path / "gold.jsonl", "--failures", lost, home="nothing")
    assert (done.code, done.out) == (1, "")
    assert f"ne peut pas être écrite dans « {lost} »." in done.complaint


def test_a_reader_who_has_had_enough_is_no_error() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    typed = [Path(sys.executable).with_name("selon"), "--help"]
    done = subprocess.run(typed, stdout=writing, stderr=subprocess.PIPE, text=True, check=False)
    os.close(writing)
    assert done.stderr == ""
