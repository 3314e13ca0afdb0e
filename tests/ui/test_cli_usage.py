"""Wrong usage ends with 2 and one French sentence that shows the way to the help."""

from pathlib import Path

import pytest

from ui.cli import run

CASES = {
    "--zork": "L'option « --zork » n'existe pas pour « selon ». Aide : selon --help",
    "aks": "La commande « aks » n'existe pas. Vouliez-vous dire « ask » ? Aide : selon --help",
    "ask --jsn x": (
        "L'option « --jsn » n'existe pas pour « selon ask ». Vouliez-vous dire « --json » ?"
    ),
    "ask": "Donnez une question entre guillemets, ou un fichier de questions avec « --batch »",
    "ask x --batch y --json": "Donnez une question entre guillemets, ou un fichier de questions",
    "ask deux mots": "Il y a un mot de trop après « selon ask ».",
    "ask --batch x": "« --batch » écrit une réponse par ligne en JSON : ajoutez « --json ».",
    "ask --batch x --json --previous y": "la question précédente se donne dans le fichier",
    "ask x --report y --all-reports": "Choisissez entre « --report »",
    "ask x --json=3": "L'option « --json » s'écrit seule, sans valeur.",
    "search": "Il manque MOTS après « selon search ».",
    "search x -k 0": "La valeur donnée à -k ne convient pas : il faut un nombre entier entre 1 et",
    "passages": "Il manque l'option --report à « selon passages ».",
    "reports --diff a": "Il manque ce qui doit suivre l'option « --diff ».",
    "reports --default a --delete b": "Une seule action à la fois",
    "evaluate": "Donnez un fichier de questions de référence, ou un dossier BEIR",
    "evaluate x --beir y": "Donnez un fichier de questions de référence, ou un dossier BEIR",
    "evaluate x --compare a b": "ou deux mesures à comparer avec « --compare » (l'un des trois).",
    "evaluate --compare a": "Il manque ce qui doit suivre l'option « --compare ».",
    "evaluate --compare a b --all-reports": "relit seulement deux mesures déjà faites.",
    "evaluate --compare a b --robustness": "« --compare » relit seulement",
    "evaluate --beir x --failures y.md": "vont avec un fichier de questions de référence",
    "evaluate --beir x --robustness": "vont avec un fichier de questions de référence",
    "evaluate --compare a b --model x": "ne s'emploient qu'avec « --beir »",
    "evaluate x --mode dense": "ne s'emploient qu'avec « --beir »",
    "evaluate --beir x --mode z": "il faut l'une de ces valeurs : lexical, dense, hybrid",
    "serve --port 70000": "il faut un nombre entier entre 1 et 65535",
    "serve --root-path x": "« --root-path » commence par une barre oblique",
    "ingest x --max-size 0": "il faut un nombre entier, 1 au moins",
}


def plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


@pytest.mark.parametrize("typed", CASES)
def test_wrong_usage_is_told_in_one_french_sentence(
    typed: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(typed.split(), {"SELON_HOME": str(tmp_path)}) == 2
    written = capsys.readouterr()
    assert written.out == ""
    assert CASES[typed] in plain(written.err)
    assert plain(written.err).rstrip().endswith("--help")
    assert written.err.count("\n") == 1


def test_a_folder_can_not_be_given_one_name(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = run(["ingest", str(tmp_path), "--name", "x"], {"SELON_HOME": str(tmp_path / "home")})
    assert code == 2
    assert "« --name » nomme un seul rapport" in plain(capsys.readouterr().err)


def test_selon_alone_shows_the_help_as_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    assert run([], {}) == 2
    written = capsys.readouterr()
    assert "Utilisation : selon" in plain(written.err)
    assert written.out == ""


def test_the_version_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--version"], {}) == 0
    name, version = capsys.readouterr().out.split()
    assert name == "selon"
    assert version[0].isdigit()
