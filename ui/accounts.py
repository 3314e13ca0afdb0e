"""Who may open the closed desks: accounts kept in one file that only Selon's own user can read."""

import json
import re
from collections.abc import Hashable, Iterable
from contextlib import AbstractContextManager
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Any

from index.building import Clock, utc_now
from index.files import Disk, PrivateDisk, replace_file, told_apart
from index.locks import held
from ui.errors import AccountExists, AccountNameUnfit, AccountsUnreadable, UnknownAccount

USERS = "users.json"
LOCK = "users.lock"
_FORMAT = 1
_PATIENCE = 10.0
_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,39}")


class Role(StrEnum):
    """What someone may do: answer callers, see what is asked, or run the installation."""

    AGENT = "agent"
    STAFF = "staff"
    ADMIN = "admin"


@dataclass(frozen=True, slots=True)
class Account:
    """One person's account; `hash` is argon2's, `created` UTC in ISO form, to the second."""

    name: str
    role: Role
    hash: str
    created: str


class AccountFile:
    """The accounts under one home. Reading takes no lock and writes nothing."""

    def __init__(self, home: Path, *, disk: Disk | None = None, clock: Clock = utc_now) -> None:
        self.path = home / USERS
        self._disk = disk or PrivateDisk()
        self._clock = clock
        self._read: tuple[Hashable, tuple[Account, ...]] = (None, ())

    def all(self) -> tuple[Account, ...]:
        """Every account by name; none where there is no file.

        The file is read again when it has changed. Raises `AccountsUnreadable`.
        """
        try:
            found = self.path.stat()
            stamp = (found.st_mtime_ns, found.st_size, found.st_ino)
            if stamp != self._read[0]:
                self._read = (stamp, read_accounts(self.path.read_bytes()))
        except FileNotFoundError:
            return ()
        except (OSError, ValueError) as exc:
            raise AccountsUnreadable(path=str(self.path)) from exc
        return self._read[1]

    def find(self, name: str) -> Account | None:
        """The account `name`. Raises `AccountsUnreadable`."""
        return next((one for one in self.all() if one.name == name), None)

    def known(self, name: str) -> Account:
        """The account `name`. Raises `UnknownAccount` and `AccountsUnreadable`."""
        found = self.find(name.lower())
        if found is None:
            known = ", ".join(one.name for one in self.all())
            raise UnknownAccount(name=name, known=known)
        return found

    def add(self, name: str, role: Role, hashed: str) -> Account:
        """The new account. Raises `AccountNameUnfit`, `AccountExists`, `AccountsUnreadable`."""
        account = Account(fit_name(name), role, hashed, self._clock().isoformat(timespec="seconds"))
        with self._locked():
            if self.find(account.name):
                raise AccountExists(name=account.name)
            self._write([*self.all(), account])
        return account

    def remove(self, name: str) -> None:
        """The account is gone. Raises `UnknownAccount` and `AccountsUnreadable`."""
        with self._locked():
            gone = self.known(name)
            self._write(one for one in self.all() if one != gone)

    def change(self, name: str, hashed: str) -> None:
        """The account has another password. Raises `UnknownAccount` and `AccountsUnreadable`."""
        with self._locked():
            before = self.known(name)
            after = replace(before, hash=hashed)
            self._write(after if one == before else one for one in self.all())

    def _locked(self) -> AbstractContextManager[None]:
        with told_apart(self.path.parent):
            self._disk.make_folder(self.path.parent)
        return held(self.path.with_name(LOCK), patience=_PATIENCE, waiting=lambda: None)

    def _write(self, accounts: Iterable[Account]) -> None:
        with told_apart(self.path):
            replace_file(self._disk, self.path, write_accounts(accounts))


def fit_name(name: str) -> str:
    """`name` in small letters. Raises `AccountNameUnfit` unless it can be typed anywhere."""
    if not _NAME.fullmatch(name.lower()):
        raise AccountNameUnfit(name=name)
    return name.lower()


def write_accounts(accounts: Iterable[Account]) -> bytes:
    """The accounts as JSON, by name."""
    users = [asdict(one) for one in sorted(accounts, key=lambda one: one.name)]
    return json.dumps({"format": _FORMAT, "users": users}, ensure_ascii=False, indent=1).encode()


def read_accounts(content: bytes) -> tuple[Account, ...]:
    """The accounts that were written. Raises ValueError where the content isn't that."""
    try:
        record = json.loads(content)
        if record["format"] != _FORMAT:
            raise ValueError(f"accounts of the format {record['format']}")
        return tuple(_account(user) for user in record["users"])
    except (KeyError, TypeError) as exc:
        raise ValueError("not the accounts that were written") from exc


def _account(user: dict[str, Any]) -> Account:
    account = Account(**{**user, "role": Role(user["role"])})
    if not all(isinstance(value, str) for value in asdict(account).values()):
        raise TypeError("an account is made of texts")
    return account
