"""What a user installs: the wheel in a fresh environment, without dev tools or the checkout."""

import json
import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

from ingest.normalise import normalise

pytestmark = [pytest.mark.wheel, pytest.mark.model]

ROOT = Path(__file__).parents[2]
ROOMS = ("ingest", "index", "retrieval", "ui")
PIP = ("-m", "pip", "--disable-pip-version-check", "--quiet")
SEEN = """import sys, ui, ingest
assert all(room.__file__.startswith(sys.argv[1]) for room in (ui, ingest)), ui.__file__"""
QUESTION = "Combien de collèges publics compte le Pas-de-Calais à la rentrée 2025 ?"


def run(*command: object, cwd: Path, **env: str) -> str:
    """What the command wrote on stdout; an assertion shows all it wrote where it failed."""
    typed = list(map(str, command))
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"} | env
    done = subprocess.run(typed, cwd=cwd, env=kept, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{typed}\n{done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    run(sys.executable, *PIP, "wheel", "--no-deps", "--wheel-dir", folder, ROOT, cwd=folder)
    (built,) = folder.glob("selon-*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The `bin` folder of a fresh environment that holds the wheel, and sees what it asks for.

    The libraries are those of this environment, which a `.pth` file shows to the fresh one; the
    checkout isn't seen, because what is so shown can't show anything further. pip asks each
    requirement of the wheel whether it is there, in the version wanted.
    """
    folder = tmp_path_factory.mktemp("installed")
    venv.create(folder / "env", with_pip=True)
    python = folder / "env" / "bin" / "python"
    (packages,) = (folder / "env").glob("lib/python*/site-packages")
    run(python, *PIP, "uninstall", "--yes", "setuptools", cwd=folder)  # it would hide a newer one
    (packages / "libraries.pth").write_text(sysconfig.get_path("purelib"))
    run(python, *PIP, "install", "--no-index", "--ignore-installed", "--no-deps", wheel, cwd=folder)
    run(python, *PIP, "install", "--no-index", wheel, cwd=folder)
    run(python, "-c", SEEN, packages, cwd=folder)
    return folder / "env" / "bin"


def test_the_wheel_holds_everything_that_git_holds_of_the_rooms(wheel: Path) -> None:
    tracked = run("git", "ls-files", "--", *ROOMS, cwd=ROOT).splitlines()
    with zipfile.ZipFile(wheel) as content:
        packed = set(content.namelist())
    assert [name for name in tracked if (ROOT / name).exists() and name not in packed] == []
    assert {"ingest/data/dossier.pdf", "ui/data/wording.yaml"} <= packed


def test_the_wheel_says_its_licence_and_is_typed(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as content:
        (metadata,) = [name for name in content.namelist() if name.endswith("/METADATA")]
        text = content.read(metadata).decode()
    assert "License-Expression: MIT" in text
    assert "Private :: Do Not Upload" in text
    assert "Typing :: Typed" in text


def test_a_fresh_installation_answers_a_question_of_the_dossier(
    installed: Path, tmp_path: Path
) -> None:
    selon, home = installed / "selon", str(tmp_path / "home")
    ingested = json.loads(run(selon, "ingest", "--json", cwd=tmp_path, SELON_HOME=home))
    assert [each["slug"] for each in ingested["ingested"]] == ["dossier"]
    answer = json.loads(run(selon, "ask", QUESTION, "--json", cwd=tmp_path, SELON_HOME=home))
    assert answer["outcome"] == "answered"
    assert "125 collèges publics" in normalise(answer["text"])
    everything = json.loads(
        run(selon, "passages", "--report", "dossier", "--json", cwd=tmp_path, SELON_HOME=home)
    )
    cited = answer["citations"][0]
    on_the_page = [p["text"] for p in everything["passages"] if p["page"] == cited["page"]]
    assert any(normalise(cited["quote"]) in normalise(text) for text in on_the_page)
    assert json.loads(run(selon, "doctor", "--json", cwd=tmp_path, SELON_HOME=home))["ok"] is True


def test_no_dev_tool_came_along(installed: Path) -> None:
    for tool in ("pytest", "ruff", "mypy", "playwright"):
        assert not (installed / tool).exists()
