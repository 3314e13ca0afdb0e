"""Whatever goes wrong in a command, a person reads one sentence and a program gets an exit code."""

import errno
import os
from pathlib import Path

import click
import pytest

from index.errors import UnknownReport
from ui.cli import INTERRUPTED, Interruption, run, sentence_for
from ui.commands.french import Group


class FailingGroup(Group):
    """The command line with one command, which fails as it is told to."""

    def __init__(self, failure: BaseException) -> None:
        super().__init__("selon", {"fail": "unused"})
        self._failure = failure

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        def fail() -> None:
            raise self._failure

        return click.Command("fail", callback=fail)


def test_an_error_of_ours_is_its_own_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    failing = FailingGroup(UnknownReport(slug="bilan", known="dossier"))
    assert run(["fail"], {}, group=failing) == 1
    written = capsys.readouterr()
    assert written.out == ""
    assert "Aucun rapport ne s'appelle" in written.err
    assert "dossier" in written.err


def test_an_unexpected_error_is_named_and_says_how_to_see_more(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(["fail"], {}, group=FailingGroup(ZeroDivisionError("x"))) == 1
    written = capsys.readouterr().err
    assert "ZeroDivisionError" in written
    assert "SELON_DEBUG=1" in written
    assert "Traceback" not in written


def test_with_debug_the_details_come_before_the_sentence(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(["fail"], {"SELON_DEBUG": "1"}, group=FailingGroup(ZeroDivisionError("x"))) == 1
    written = capsys.readouterr().err
    assert written.index("Traceback") < written.index("SELON_DEBUG=1")


def test_an_interrupted_command_ends_with_130(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["fail"], {}, group=FailingGroup(KeyboardInterrupt())) == INTERRUPTED
    assert "Commande interrompue" in capsys.readouterr().err


def test_an_interruption_that_a_library_made_its_own_error_of_is_still_one(
    capsys: pytest.CaptureFixture[str],
) -> None:
    failing = FailingGroup(TypeError("argument 2: KeyboardInterrupt"))
    code = run(["fail"], {}, group=failing, interruption=Interruption(noted=True))
    assert code == INTERRUPTED
    assert "Commande interrompue" in capsys.readouterr().err


def test_ctrl_c_is_noted_before_it_is_raised() -> None:
    interruption = Interruption()
    with pytest.raises(KeyboardInterrupt):
        interruption(2, None)
    assert interruption.noted


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT])
def test_a_full_disk_is_told_as_such(number: int) -> None:
    said = sentence_for(OSError(number, os.strerror(number), "/srv/selon/x"))
    assert said.startswith("Le disque est plein")
    assert "/srv/selon/x" in said


@pytest.mark.parametrize("number", [errno.EACCES, errno.EPERM, errno.EROFS])
def test_a_forbidden_file_is_told_as_such(number: int) -> None:
    said = sentence_for(OSError(number, os.strerror(number), "/srv/selon/x"))
    assert said.startswith("Selon n'a pas le droit")


def test_terminal_escapes_in_an_error_do_not_reach_the_screen(
    capsys: pytest.CaptureFixture[str],
) -> None:
    run(["fail"], {}, group=FailingGroup(UnknownReport(slug="\x1b[31mx\u202e", known="")))
    written = capsys.readouterr().err
    assert "Rapports connus\u00a0: aucun." in written
    assert "\x1b" not in written
    assert "\u202e" not in written


def test_a_command_that_gives_no_code_ends_well() -> None:
    group = FailingGroup(click.exceptions.Exit(0))
    assert run(["fail"], {}, group=group) == 0


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (
            "commune;code\nVimy;62861\nLens;6249\n",
            "La ligne 3 de la liste de communes « nord.csv »",
        ),
        (None, "n'existe pas"),
    ],
)
def test_a_bad_list_of_communes_is_named_before_anything_is_served(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: str | None, said: str
) -> None:
    own = tmp_path / "nord.csv"
    if content:
        own.write_text(content, encoding="utf-8")
    home = {"SELON_HOME": str(tmp_path / "home"), "SELON_PLACES": str(own)}
    assert run(["serve"], home) == 1
    written = capsys.readouterr().err.replace("\u00a0", " ")
    assert said in written
    assert "nord.csv" in written
