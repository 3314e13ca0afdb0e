"""What is written to a terminal is safe to show, and bars say how much there is."""

import pytest

from ui.progress import amount, bars
from ui.terminal import complain, printable, tell


def test_nothing_in_a_text_can_drive_the_terminal() -> None:
    assert printable("a\x1b[2Jb\u202ec\u200bd\x07") == "a[2Jbcd"
    assert printable("ligne\nligne") == "ligne\nligne"


def test_a_program_gets_each_text_on_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    tell("mot " * 60, indent=2)
    assert capsys.readouterr().out == "  " + "mot " * 60 + "\n"


def test_complaints_go_to_the_other_stream(capsys: pytest.CaptureFixture[str]) -> None:
    complain("Une phrase.")
    written = capsys.readouterr()
    assert (written.out, written.err) == ("", "Une phrase.\n")


@pytest.mark.parametrize(
    ("stage", "done", "total", "shown"),
    [
        ("download", 3_240_000, 56_130_000, "3,2 / 56,1\u00a0Mo"),
        ("download", 3_240_000, 0, "3,2\u00a0Mo"),
        ("read", 12, 1_340, "12 / 1\u202f340"),
        ("encode", 7, 0, "7"),
        ("model", 0, 0, ""),
    ],
)
def test_a_bar_says_how_much_of_how_much(stage: str, done: int, total: int, shown: str) -> None:
    assert amount(stage, done, total) == shown


def test_no_bar_is_drawn_where_nobody_looks(capsys: pytest.CaptureFixture[str]) -> None:
    with bars(quiet=False) as advance:
        advance("read", 1, 2)
        advance.clear()
    written = capsys.readouterr()
    assert (written.out, written.err) == ("", "")
