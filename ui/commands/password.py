"""A new password: typed twice without being shown, or read from the standard input."""

import sys
from collections.abc import Callable
from getpass import getpass

from ui.commands.usage import WrongUsage
from ui.errors import PasswordsDiffer
from ui.passwords import Passwords
from ui.wording import say


def asked_password(*, stdin: bool) -> str:
    """The hash of the password that was given.

    Raises `PasswordsDiffer`, `PasswordTooShort` and `PasswordTooLong`.
    """
    if stdin:
        typed = sys.stdin.readline().rstrip("\r\n")
    elif sys.stdin.isatty():
        typed = typed_twice(getpass)
    else:
        raise WrongUsage("password_stdin")
    return Passwords().hash(typed)


def typed_twice(ask: Callable[[str], str]) -> str:
    """What was typed both times that `ask` was asked. Raises `PasswordsDiffer`."""
    first = ask(say("terminal.users.password") + " ")
    if ask(say("terminal.users.again") + " ") != first:
        raise PasswordsDiffer
    return first
