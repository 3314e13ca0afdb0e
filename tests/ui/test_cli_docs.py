"""The page on the command line says what the commands say themselves."""

from pathlib import Path

import click
import pytest

from ui.cli import PLACES, selon

PAGE = Path(__file__).parents[2] / "docs" / "commandes.md"


def help_of(name: str | None) -> str:
    group = click.Context(selon, info_name="selon", terminal_width=78)
    if name is None:
        return selon.get_help(group)
    command = selon.get_command(group, name)
    assert command is not None
    return command.get_help(click.Context(command, info_name=name, parent=group))


@pytest.mark.parametrize("name", [None, *PLACES])
def test_the_page_holds_the_help_of_every_command(name: str | None) -> None:
    assert help_of(name) in PAGE.read_text(encoding="utf-8")
