"""Passwords are long enough, and checking one takes the same work whoever it is for."""

import unicodedata

import pytest
from argon2.exceptions import VerifyMismatchError

from ui.commands.password import typed_twice
from ui.errors import PasswordsDiffer, PasswordTooLong, PasswordTooShort
from ui.passwords import LONGEST, Passwords

GOOD = "cheval agrafe pile"


class CountingHasher:
    """Hashes by turning the text round, and remembers what it was asked to verify."""

    def __init__(self) -> None:
        self.verified: list[str] = []

    def hash(self, password: str) -> str:
        return password[::-1]

    def verify(self, hash: str, password: str) -> bool:  # noqa: A002 - argon2's own name
        self.verified.append(hash)
        if hash != password[::-1]:
            raise VerifyMismatchError
        return True


def test_a_password_is_kept_as_an_argon2_hash() -> None:
    passwords = Passwords()
    hashed = passwords.hash(GOOD)
    assert hashed.startswith("$argon2id$")
    assert GOOD not in hashed
    assert passwords.check(hashed, GOOD)
    assert not passwords.check(hashed, GOOD + "s")


def test_an_unknown_account_costs_one_check_as_a_wrong_password_does() -> None:
    hasher = CountingHasher()
    passwords = Passwords(hasher)
    assert not passwords.check(None, GOOD)
    assert not passwords.check("something else", GOOD)
    assert len(hasher.verified) == 2


def test_the_decoy_opens_nothing_even_when_it_is_guessed() -> None:
    hasher = CountingHasher()
    passwords = Passwords(hasher)
    passwords.check(None, GOOD)
    assert not passwords.check(None, hasher.verified[0][::-1])


@pytest.mark.parametrize("damaged", ["", "$argon2id$", "plain text"])
def test_a_damaged_hash_opens_nothing(damaged: str) -> None:
    assert not Passwords().check(damaged, GOOD)


def test_an_accent_is_the_same_on_every_keyboard() -> None:
    passwords = Passwords(CountingHasher())
    hashed = passwords.hash("été à la rivière")
    assert passwords.check(hashed, unicodedata.normalize("NFD", "été à la rivière"))


def test_a_password_has_its_limits() -> None:
    passwords = Passwords(CountingHasher())
    with pytest.raises(PasswordTooShort):
        passwords.hash("onze lettre")
    with pytest.raises(PasswordTooLong):
        passwords.hash("x" * (LONGEST + 1))
    kept = passwords.hash("x" * LONGEST)
    assert not passwords.check(kept, "x" * (LONGEST + 1))


def test_a_password_is_typed_twice_the_same_way() -> None:
    assert typed_twice(lambda prompt: GOOD) == GOOD
    answers = iter((GOOD, "autre"))
    with pytest.raises(PasswordsDiffer):
        typed_twice(lambda prompt: next(answers))
