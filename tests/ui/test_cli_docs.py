"""The page on the command line says what the commands say themselves."""

from pathlib import Path

import click
import pytest

from ui.cli import PLACES, selon

PAGE = Path(__file__).parents[2] / "docs" / "commandes.md"


WITHIN = [f"users {name}" for name in ("add", "list", "remove", "password")]


def help_of(name: str) -> str:
    command: click.Command = selon
    context = click.Context(selon, info_name="selon", terminal_width=78)
    for word in name.split():
        assert isinstance(command, click.Group)
        found = command.get_command(context, word)
        assert found is not None
        command, context = found, click.Context(found, info_name=word, parent=context)
    return command.get_help(context)


@pytest.mark.parametrize("name", ["", *PLACES, *WITHIN])
def test_the_page_holds_the_help_of_every_command(name: str) -> None:
    assert help_of(name) in PAGE.read_text(encoding="utf-8")
