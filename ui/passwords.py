"""Passwords: long enough, kept as argon2 hashes, checked in a time that tells nothing."""

import threading
import unicodedata
from typing import Protocol

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from ui.errors import PasswordTooLong, PasswordTooShort

SHORTEST = 12
LONGEST = 256
# Each check takes 64 MiB: more of them at once would let strangers fill the memory.
_AT_ONCE = 2


class Hasher(Protocol):
    """argon2's `PasswordHasher`, or a quick one in its place."""

    def hash(self, password: str) -> str:
        """A salted hash, with what it was made with."""

    def verify(self, hash: str, password: str) -> bool:  # noqa: A002 - argon2's own name
        """True; raises `VerificationError` if `password` isn't that of `hash`."""


class Passwords:
    """Hashes passwords and checks them; may be called by any thread."""

    def __init__(self, hasher: Hasher | None = None) -> None:
        self._hasher = hasher or PasswordHasher()
        self._decoy = self._hasher.hash("the password of nobody")
        self._seats = threading.BoundedSemaphore(_AT_ONCE)

    def hash(self, password: str) -> str:
        """What to keep of a new password. Raises `PasswordTooShort` and `PasswordTooLong`."""
        if len(password) < SHORTEST:
            raise PasswordTooShort(shortest=SHORTEST)
        if len(password) > LONGEST:
            raise PasswordTooLong(longest=LONGEST)
        return self._hasher.hash(_composed(password))

    def check(self, hashed: str | None, password: str) -> bool:
        """Whether `password` is that of `hashed`; None, an unknown account, takes as long."""
        typed = _composed(password[: LONGEST + 1])
        with self._seats:
            try:
                self._hasher.verify(hashed or self._decoy, typed)
            except (VerificationError, InvalidHashError):
                return False
        return hashed is not None


def _composed(password: str) -> str:
    """`password` with its accents written one way, whatever keyboard it was typed on."""
    return unicodedata.normalize("NFC", password)
