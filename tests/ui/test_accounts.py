"""Accounts are written privately, read again when they change, and never overwritten unread."""

import json
import stat
from datetime import UTC, datetime
from pathlib import Path

import pytest

from index.errors import HomeNotWritable
from ui.accounts import AccountFile, Role
from ui.errors import AccountExists, AccountNameUnfit, AccountsUnreadable, UnknownAccount

DAMAGED = [
    b"",
    b"{",
    b"[]",
    b'{"format": 2, "users": []}',
    b'{"format": 1, "users": [{"name": "a"}]}',
    b'{"format": 1, "users": [{"name": "a", "role": "boss", "hash": "h", "created": "c"}]}',
    b'{"format": 1, "users": [{"name": 7, "role": "agent", "hash": "h", "created": "c"}]}',
    b'{"format": 1, "users": ["a"]}',
    b"\xff\xfe",
]


def noon() -> datetime:
    return datetime(2026, 1, 31, 12, tzinfo=UTC)


@pytest.fixture
def accounts(tmp_path: Path) -> AccountFile:
    return AccountFile(tmp_path / "home", clock=noon)


def test_without_a_file_there_is_no_account(accounts: AccountFile) -> None:
    assert accounts.all() == ()
    assert not accounts.path.parent.exists()


def test_what_was_added_is_read_by_another(accounts: AccountFile) -> None:
    accounts.add("Zoé.M".replace("é", "e"), Role.STAFF, "h1")
    accounts.add("marie", Role.AGENT, "h2")
    found = AccountFile(accounts.path.parent).all()
    assert [(a.name, a.role, a.hash) for a in found] == [
        ("marie", Role.AGENT, "h2"),
        ("zoe.m", Role.STAFF, "h1"),
    ]
    assert found[0].created == "2026-01-31T12:00:00+00:00"


def test_only_the_owner_can_read_the_file(accounts: AccountFile) -> None:
    beside = accounts.path.with_name(f".{accounts.path.name}.new")
    beside.parent.mkdir()
    beside.write_bytes(b"left by a crash, for all to read")
    beside.chmod(0o644)
    accounts.add("marie", Role.AGENT, "h")
    assert stat.S_IMODE(accounts.path.stat().st_mode) == 0o600
    assert not beside.exists()


def test_a_change_by_another_process_is_seen(accounts: AccountFile) -> None:
    accounts.add("marie", Role.AGENT, "h")
    assert accounts.find("marie") is not None
    AccountFile(accounts.path.parent).remove("marie")
    assert accounts.find("marie") is None


def test_another_password_leaves_the_rest(accounts: AccountFile) -> None:
    accounts.add("marie", Role.ADMIN, "old")
    accounts.add("paul", Role.AGENT, "h")
    accounts.change("Marie", "new")
    assert [(a.name, a.role, a.hash) for a in accounts.all()] == [
        ("marie", Role.ADMIN, "new"),
        ("paul", Role.AGENT, "h"),
    ]


def test_a_name_is_taken_once_whatever_its_case(accounts: AccountFile) -> None:
    accounts.add("marie", Role.AGENT, "h")
    with pytest.raises(AccountExists):
        accounts.add("MARIE", Role.AGENT, "other")
    assert accounts.known("marie").hash == "h"


@pytest.mark.parametrize("name", ["", " ", "é", "a b", "-a", "../a", "a" * 41, "a\n", "<b>"])
def test_a_name_that_cannot_be_typed_anywhere_is_refused(name: str, accounts: AccountFile) -> None:
    with pytest.raises(AccountNameUnfit):
        accounts.add(name, Role.AGENT, "h")
    assert not accounts.path.exists()


def test_an_unknown_account_is_told_with_the_known_ones(accounts: AccountFile) -> None:
    accounts.add("marie", Role.AGENT, "h")
    with pytest.raises(UnknownAccount) as told:
        accounts.remove("paul")
    assert told.value.values == {"name": "paul", "known": "marie"}
    with pytest.raises(UnknownAccount):
        accounts.change("paul", "h")


@pytest.mark.parametrize("content", DAMAGED)
def test_a_damaged_file_is_never_overwritten(content: bytes, accounts: AccountFile) -> None:
    accounts.path.parent.mkdir()
    accounts.path.write_bytes(content)
    for attempt in (
        lambda: accounts.add("marie", Role.AGENT, "h"),
        lambda: accounts.remove("marie"),
        lambda: accounts.change("marie", "h"),
        accounts.all,
    ):
        with pytest.raises(AccountsUnreadable):
            attempt()
    assert accounts.path.read_bytes() == content


def test_a_file_mended_by_hand_is_read_again(accounts: AccountFile) -> None:
    accounts.add("marie", Role.AGENT, "h")
    good = accounts.path.read_bytes()
    accounts.path.write_bytes(b"{")
    with pytest.raises(AccountsUnreadable):
        accounts.all()
    accounts.path.write_bytes(good)
    assert [a.name for a in accounts.all()] == ["marie"]
    assert json.loads(good)["format"] == 1


def test_a_home_that_cannot_be_written_to_is_told(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("a file where the folder would be")
    with pytest.raises(HomeNotWritable):
        AccountFile(tmp_path / "home").add("marie", Role.AGENT, "h")
