"""`selon users`: the accounts that open the closed desks."""

from typing import TYPE_CHECKING

import click

from ui.commands import french
from ui.settings import Settings
from ui.terminal import tell
from ui.wording import say

if TYPE_CHECKING:
    from ui.accounts import AccountFile

ROLES = ("agent", "staff", "admin")


@french.command("users.add")
@click.argument("name", metavar="NOM")
@click.option("--role", type=click.Choice(ROLES), required=True, metavar="RÔLE")
@click.option("--password-stdin", is_flag=True)
@click.pass_obj
def add(settings: Settings, *, name: str, role: str, password_stdin: bool) -> int:
    """A new account, once its password was given."""
    from ui.accounts import Role, fit_name
    from ui.commands.password import asked_password

    fitting = fit_name(name)
    hashed = asked_password(stdin=password_stdin)
    account = _accounts(settings).add(fitting, Role(role), hashed)
    opens = say(f"terminal.users.opens.{account.role.value}")
    tell(say("terminal.users.added", name=account.name, role=_role(account.role), opens=opens))
    return 0


@french.command("users.list")
@french.json_option
@click.pass_obj
def list_all(settings: Settings, *, as_json: bool) -> int:
    """Every account, without its password."""
    from ui.contract import dump

    accounts = _accounts(settings).all()
    if as_json:
        users = [{"name": a.name, "role": a.role.value, "created": a.created} for a in accounts]
        click.echo(dump({"users": users}))
        return 0
    for each in accounts:
        day = each.created[:10]
        tell(say("terminal.users.line", name=each.name, role=_role(each.role), day=day))
    if not accounts:
        tell(say("terminal.users.none"))
    return 0


@french.command("users.remove")
@click.argument("name", metavar="NOM")
@click.pass_obj
def remove(settings: Settings, *, name: str) -> int:
    """The account is gone, and its open sessions end."""
    _accounts(settings).remove(name)
    tell(say("terminal.users.removed", name=name))
    return 0


@french.command("users.password")
@click.argument("name", metavar="NOM")
@click.option("--password-stdin", is_flag=True)
@click.pass_obj
def password(settings: Settings, *, name: str, password_stdin: bool) -> int:
    """The account has another password, and its open sessions end."""
    from ui.commands.password import asked_password

    accounts = _accounts(settings)
    accounts.known(name)
    accounts.change(name, asked_password(stdin=password_stdin))
    tell(say("terminal.users.changed", name=name))
    return 0


command = french.Group(
    "users",
    {"add": add, "list": list_all, "remove": remove, "password": password},
    within="cli.users",
)


def _accounts(settings: Settings) -> "AccountFile":
    from ui.accounts import AccountFile

    return AccountFile(settings.home)


def _role(role: str) -> str:
    return say(f"terminal.users.roles.{role}")
