"""`selon service` and the history: the switch from the command line, and what is noted of it."""

import json
from pathlib import Path

import pytest

from ui.audit import FILE, AuditLog, Deed
from ui.cli import run


@pytest.fixture
def env(tmp_path: Path) -> dict[str, str]:
    return {"SELON_HOME": str(tmp_path)}


def state(env: dict[str, str], capsys: pytest.CaptureFixture[str]) -> dict[str, object]:
    capsys.readouterr()
    assert run(["service", "--json"], env) == 0
    found = json.loads(capsys.readouterr().out)
    assert isinstance(found, dict)
    return found


def test_a_service_is_open_until_it_is_paused(
    env: dict[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert state(env, capsys) == {"open": True, "paused": None, "banner": None}
    assert run(["service", "--pause", "Fermé  lundi."], env) == 0
    assert "Elles montrent" in capsys.readouterr().out
    assert run(["service", "--banner", "Travaux."], env) == 0
    assert state(env, capsys) == {"open": False, "paused": "Fermé lundi.", "banner": "Travaux."}
    assert run(["service", "--resume"], env) == 0
    assert run(["service", "--no-banner"], env) == 0
    assert state(env, capsys) == {"open": True, "paused": None, "banner": None}


def test_what_is_done_is_noted_without_a_name(env: dict[str, str], tmp_path: Path) -> None:
    run(["service", "--pause", "Fermé."], env)
    run(["service", "--resume"], env)
    acts = AuditLog(tmp_path / FILE).latest().acts
    assert [(act.who, act.deed, act.said) for act in acts] == [
        ("", Deed.ON, ""),
        ("", Deed.OFF, "Fermé."),
    ]


def test_a_sentence_that_is_too_long_is_refused_in_one(
    env: dict[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["service", "--pause", "a" * 301], env) == 1
    assert "1 à 300 caractères" in capsys.readouterr().err
    assert not (tmp_path / FILE).exists()


def test_two_actions_at_once_are_wrong_usage(
    env: dict[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["service", "--resume", "--no-banner"], env) == 2
    assert "Une seule action à la fois" in capsys.readouterr().err


def test_a_log_that_cannot_be_written_does_not_undo_what_was_done(
    env: dict[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / FILE).mkdir()
    assert run(["service", "--pause", "Fermé."], env) == 0
    assert "historique n'a pas pu le noter" in capsys.readouterr().err
    assert state(env, capsys)["open"] is False
