"""The themes to filter by are the topics of which coverage found something."""

from typing import Any

from retrieval.coverage import cover
from retrieval.filtering import Filter
from retrieval.gazetteer import shipped_gazetteer
from retrieval.themes import themes_of
from retrieval.topics import shipped_topics

PLACES = shipped_gazetteer()


def test_each_topic_that_was_found_is_a_theme_with_the_pages_of_its_cell(bilan: Any) -> None:
    coverage = cover(bilan, shipped_topics(), encoder=None, gazetteer=PLACES)
    themes = {theme.id: theme for theme in themes_of(coverage)}
    assert themes
    for row in coverage.topics:
        pages = themes[row.topic.id].pages if row.topic.id in themes else frozenset()
        assert pages == set(row.whole.pages)


def test_a_theme_keeps_every_passage_that_its_cell_counts(bilan: Any) -> None:
    coverage = cover(bilan, shipped_topics(), encoder=None, gazetteer=PLACES)
    cells = {row.topic.id: row.whole for row in coverage.topics}
    for theme in themes_of(coverage):
        kept = Filter(theme=theme).kept([bilan], PLACES)
        assert kept is not None
        assert kept[list(cells[theme.id].rows)].all()
