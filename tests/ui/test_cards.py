"""How dates and moments are said."""

from datetime import date, datetime

import pytest

from ui.cards import in_words, moment, moment_in_words

# By the clock on the wall, wherever the tests run.
EARLY = datetime(2026, 3, 1, 9, 5)


@pytest.mark.parametrize(
    ("day", "said"),
    [(date(2026, 3, 1), "1er mars 2026"), (date(2026, 11, 30), "30 novembre 2026")],
)
def test_a_day_is_said_as_french_writes_it(day: date, said: str) -> None:
    assert in_words(day) == said


def test_a_moment_is_short_in_a_table_and_in_words_in_a_sentence() -> None:
    assert moment(EARLY) == "01/03/2026 à 09:05"
    assert moment_in_words(EARLY) == "1er mars 2026 à 9 h 05"
