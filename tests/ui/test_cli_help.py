"""Help is in French, complete, and waits for no room."""

import shlex
import subprocess
import sys

import click
import pytest

from ui.cli import PLACES, selon
from ui.commands.french import FrenchHelp

SLOW = ("torch", "faiss", "gradio", "numpy", "pypdf", "pypdfium2", "httpx", "fastapi", "rich")
ENGLISH = ("Usage:", "Options:", "Commands:", "Show this message", "[required]", "default:")


def command_named(name: str) -> FrenchHelp:
    found = selon.get_command(click.Context(selon), name)
    assert isinstance(found, FrenchHelp)
    return found


def help_of(name: str) -> str:
    command = command_named(name)
    with click.Context(command, info_name=f"selon {name}") as ctx:
        return command.get_help(ctx)


@pytest.mark.parametrize("name", PLACES)
def test_every_command_explains_itself_and_each_of_its_parameters(name: str) -> None:
    command = command_named(name)
    assert command.help
    for param in command.params:
        assert isinstance(param, click.Option | click.Argument)
        assert param.help, param.name


@pytest.mark.parametrize("name", PLACES)
def test_every_example_is_a_command_line_that_is_understood(name: str) -> None:
    for line in command_named(name).example.splitlines():
        assert line.startswith(f"selon {name}")
        typed = shlex.split(line.split(" > ")[0])
        command_named(name).make_context(name, typed[2:])


@pytest.mark.parametrize("name", PLACES)
def test_the_help_of_every_command_is_french(name: str) -> None:
    written = help_of(name).replace("\u00a0", " ")
    for heading in ("Utilisation : selon", "Options :", "Affiche cette aide.", "Exemples :"):
        assert heading in written
    for english in ENGLISH:
        assert english not in written


def test_the_first_help_lists_every_command_in_the_order_of_need() -> None:
    with click.Context(selon, info_name="selon") as ctx:
        written = selon.get_help(ctx)
    listed = [line.split()[0] for line in written.splitlines() if line[:2] == "  " and line[2:3]]
    assert [name for name in listed if name in PLACES] == list(PLACES)


@pytest.mark.parametrize("arguments", [["--help"], *([name, "--help"] for name in PLACES)])
def test_help_imports_nothing_slow(arguments: list[str]) -> None:
    program = (
        "import sys; from ui.cli import run; import os\n"
        f"code = run({arguments!r}, dict(os.environ))\n"
        f"slow = [name for name in {SLOW!r} if name in sys.modules]\n"
        "sys.exit(f'{code} {slow}' if code or slow else 0)"
    )
    typed = [sys.executable, "-c", program]
    done = subprocess.run(typed, capture_output=True, text=True, check=False)
    assert done.stderr == ""
    assert done.returncode == 0
