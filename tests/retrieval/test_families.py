"""Shares of families: what two topics share is counted once."""

from typing import Any

from retrieval.cells import Cell, State
from retrieval.coverage import Coverage, TopicCoverage, cover
from retrieval.families import family_shares
from retrieval.gazetteer import shipped_gazetteer
from retrieval.topic import Probes, Topic
from retrieval.topics import shipped_topics


def test_the_passages_of_a_family_are_those_of_its_topics_together(bilan: Any) -> None:
    coverage = cover(bilan, shipped_topics(), encoder=None, gazetteer=shipped_gazetteer())
    lengths = [len(passage.text.split()) for passage in bilan.passages]
    shares = family_shares(coverage, bilan.passages)
    assert [each.name for each in shares] == list(
        dict.fromkeys(topic.family for topic in shipped_topics())
    )
    for each in shares:
        cells = [row.whole for row in coverage.topics if row.topic.family == each.name]
        held = set().union(*(cell.rows for cell in cells))
        assert each.passages == len(held) <= sum(cell.passages for cell in cells)
        assert each.share == round(sum(lengths[row] for row in held) / sum(lengths), 4)
        assert sum(each.counts.values()) == len(cells)


def test_a_passage_of_two_topics_of_a_family_counts_once(bilan: Any) -> None:
    row = TopicCoverage(Topic("a", "A", "F", "A.", Probes(("a",))), both := one_of(bilan))
    other = TopicCoverage(Topic("b", "B", "F", "B.", Probes(("b",))), both)
    coverage = Coverage(bilan.id, "bilan", "Bilan", True, (), (), (row, other))
    (share,) = family_shares(coverage, bilan.passages)
    words = sum(len(passage.text.split()) for passage in bilan.passages)
    assert share.share == round(len(bilan.passages[0].text.split()) / words, 4)
    assert (share.passages, share.counts[State.THIN]) == (1, 2)


def one_of(bilan: Any) -> Cell:
    """A cell of the first passage, its quote found by coverage itself."""
    coverage = cover(bilan, shipped_topics(), encoder=None, gazetteer=shipped_gazetteer())
    best = next(row.whole.best for row in coverage.topics if row.whole.best)
    return Cell(State.THIN, (best.page.number,), 1, 0.1, (best,), best, (0,))
