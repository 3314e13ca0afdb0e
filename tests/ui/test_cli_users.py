"""`selon users`: accounts are made, listed, changed and removed, and mistakes told in French."""

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import click
import pytest

from ui.accounts import AccountFile
from ui.cli import run, selon
from ui.commands.french import FrenchHelp, Group
from ui.passwords import Passwords

PASSWORD = "cheval agrafe pile"
NAMES = ("add", "list", "remove", "password")


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


def typed(*words: str, home: Path, given: str, monkeypatch: pytest.MonkeyPatch) -> int:
    monkeypatch.setattr(sys, "stdin", io.StringIO(given))
    return run(["users", *words], {"SELON_HOME": str(home)})


def add(home: Path, name: str, monkeypatch: pytest.MonkeyPatch, given: str = PASSWORD) -> int:
    words = ("add", name, "--role", "agent", "--password-stdin")
    return typed(*words, home=home, given=given + "\n", monkeypatch=monkeypatch)


def test_an_account_is_made_listed_changed_and_removed(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert add(home, "Marie", monkeypatch) == 0
    assert "« marie » est créé (agent)" in capsys.readouterr().out.replace("\u00a0", " ")
    accounts, passwords = AccountFile(home), Passwords()
    assert passwords.check(accounts.known("marie").hash, PASSWORD)
    assert typed("list", "--json", home=home, given="", monkeypatch=monkeypatch) == 0
    out = capsys.readouterr().out
    (user,) = json.loads(out)["users"]
    assert (user["name"], user["role"]) == ("marie", "agent")
    assert sorted(user) == ["created", "name", "role"]
    changing = ("password", "marie", "--password-stdin")
    assert typed(*changing, home=home, given="un autre mot\r\n", monkeypatch=monkeypatch) == 0
    assert passwords.check(accounts.known("marie").hash, "un autre mot")
    assert typed("remove", "marie", home=home, given="", monkeypatch=monkeypatch) == 0
    assert accounts.all() == ()


@pytest.mark.parametrize(
    ("role", "opened"),
    [
        ("agent", {"/agents"}),
        ("staff", {"/agents", "/pilotage"}),
        ("admin", {"/agents", "/pilotage"}),
    ],
)
def test_who_makes_an_account_is_told_what_it_opens(
    role: str,
    opened: set[str],
    home: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    words = ("add", "paul", "--role", role, "--password-stdin")
    assert typed(*words, home=home, given=PASSWORD, monkeypatch=monkeypatch) == 0
    told = capsys.readouterr().out
    assert {path for path in ("/agents", "/pilotage") if path in told} == opened


@pytest.mark.parametrize(
    "case",
    [
        ("é", PASSWORD, "ne peut pas être le nom d'un compte"),
        ("marie", "court", "il faut 12 caractères au moins"),
        ("marie", "", "il faut 12 caractères au moins"),
        ("marie", "x" * 257, "dépasse 256 caractères"),
    ],
)
def test_what_does_not_fit_is_one_sentence_and_changes_nothing(
    case: tuple[str, str, str],
    home: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    name, given, said = case
    assert add(home, name, monkeypatch, given) == 1
    complaint = capsys.readouterr().err
    assert said in complaint.replace("\u00a0", " ")
    assert complaint.count("\n") == 1
    assert not (home / "users.json").exists()


def test_a_damaged_file_is_told_and_left_as_it_is(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    home.mkdir()
    (home / "users.json").write_text("{")
    assert add(home, "marie", monkeypatch) == 1
    assert "Rien n'y a été changé." in capsys.readouterr().err
    assert (home / "users.json").read_text() == "{"


def test_an_unknown_account_is_told_before_a_password_is_asked_for(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert typed("password", "paul", home=home, given="", monkeypatch=monkeypatch) == 1
    assert "Aucun compte ne s'appelle « paul »" in capsys.readouterr().err.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("add marie", "Il manque l'option --role"),
        ("add marie --role chef", "agent, staff, admin"),
        ("add marie --role agent", "sur l'entrée standard, avec"),
        ("add --role agent", "Il manque NOM après « selon users add »"),
        ("effacer marie", "La commande « effacer » n'existe pas"),
    ],
)
def test_wrong_usage_ends_with_two(
    words: str,
    said: str,
    home: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert typed(*words.split(), home=home, given="", monkeypatch=monkeypatch) == 2
    assert said in capsys.readouterr().err.replace("\u00a0", " ")


def test_a_password_typed_in_a_terminal_is_asked_twice_and_never_shown(home: Path) -> None:
    ours, theirs = os.openpty()
    program = "from ui.cli import main; main()"
    process = subprocess.Popen(
        [sys.executable, "-c", program, "users", "add", "marie", "--role", "agent"],
        env={**os.environ, "SELON_HOME": str(home)},
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        start_new_session=True,
    )
    os.close(theirs)
    shown = b""
    for prompt in ("Mot de passe", "Encore une fois"):
        shown += until(ours, prompt)
        os.write(ours, PASSWORD.encode() + b"\n")
    shown += until(ours, "est créé")
    process.wait()
    os.close(ours)
    assert process.returncode == 0
    assert PASSWORD.encode() not in shown
    assert Passwords().check(AccountFile(home).known("marie").hash, PASSWORD)


def until(terminal: int, said: str) -> bytes:
    """What the terminal showed up to the line that holds `said`."""
    shown = b""
    while said.encode() not in shown:
        read = os.read(terminal, 1024)
        assert read, shown
        shown += read
    return shown


def users() -> Group:
    found = selon.get_command(click.Context(selon), "users")
    assert isinstance(found, Group)
    return found


@pytest.mark.parametrize("name", NAMES)
def test_every_command_explains_itself(name: str) -> None:
    command = users().get_command(click.Context(users()), name)
    assert isinstance(command, FrenchHelp)
    assert command.help
    assert all(getattr(param, "help", None) for param in command.params)
    for line in command.example.splitlines():
        assert line.startswith(f"selon users {name}")
