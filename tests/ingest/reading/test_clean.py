"""Lines are plain text, and no longer than an eye can follow."""

from collections.abc import Callable

import pytest

from ingest.clean import MOST_IN_LINE, make_lines, settle_lines
from ingest.layout import Row
from ingest.letters import Frame
from ingest.normalise import SOFT_HYPHEN
from ingest.report import Line
from ingest.stretches import Stretch

Stretches = Callable[..., Stretch]
FRAME = Frame(0, 0, 600, 800, 0)


@pytest.fixture
def lines_of(stretch: Stretches) -> Callable[[str], tuple[Line, ...]]:
    """The lines of one row of `text`."""

    def make(text: str) -> tuple[Line, ...]:
        return make_lines([Row((stretch(text, 0, 20),), 0)], FRAME)

    return make


def test_a_line_that_no_eye_can_follow_is_cut_between_words(
    lines_of: Callable[[str], tuple[Line, ...]],
) -> None:
    text = " ".join(["commune"] * 1000)
    lines = lines_of(text)
    assert len(lines) > 1
    assert all(len(line.text) <= MOST_IN_LINE for line in lines)
    assert " ".join(line.text for line in lines) == text
    assert {line.box for line in lines} == {lines[0].box}


@pytest.mark.parametrize("letters", ["abri", "a-", "12 "])
def test_nothing_is_lost_of_letters_without_end(
    letters: str, lines_of: Callable[[str], tuple[Line, ...]]
) -> None:
    text = (letters * 30_000)[:30_000].strip()
    (settled,) = settle_lines([lines_of(text)])
    said = "".join(line.text for line in settled).replace(SOFT_HYPHEN, "-")
    assert said.replace(" ", "") == text.replace(" ", "")
