"""How much of a report each family of topics takes: what several topics share counts once."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from index.search import DECIMALS
from ingest.report import Passage
from retrieval.coverage import Coverage, State


@dataclass(frozen=True, slots=True)
class FamilyShare:
    """The `passages` that treat a topic of the family, or at least mention one.

    `share` is that of their words in all words of the report, `pages` are those of the topics'
    cells, `counts` says how many of the topics have each state.
    """

    name: str
    passages: int
    pages: tuple[int, ...]
    share: float
    counts: dict[State, int]


def family_shares(coverage: Coverage, passages: Sequence[Passage]) -> tuple[FamilyShare, ...]:
    """The families in the order of the topics; `passages` are all those of the edition."""
    words = [len(passage.text.split()) for passage in passages]
    shares = []
    for name, rows in groupby(coverage.topics, key=lambda row: row.topic.family):
        cells = [row.whole for row in rows]
        held = {row for cell in cells for row in cell.rows}
        shares.append(
            FamilyShare(
                name=name,
                passages=len(held),
                pages=tuple(sorted({page for cell in cells for page in cell.pages})),
                share=round(sum(words[row] for row in held) / (sum(words) or 1), DECIMALS),
                counts={state: sum(cell.state is state for cell in cells) for state in State},
            )
        )
    return tuple(shares)
