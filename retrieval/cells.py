"""The cells of coverage: how far some passages treat a topic, and the quotes that show it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from index.hit import FoundBy, Hit
from index.search import DECIMALS
from ingest.report import Passage
from retrieval.answer import Citation
from retrieval.ask import Askable
from retrieval.evidence import Evidence, Unit, units
from retrieval.probing import Matrix, Sought
from retrieval.quoting import quote
from retrieval.treating import Treating

_ENDS = ".!?»)…"
_LEAST_WORDS = 6
_MOST_WORDS = 60
_FIGURE = 0.25
_WHOLE = 0.25
_NEAR_WORD = 0.5


class State(StrEnum):
    """How far a report, or a part of it, treats a topic (`docs/coverage.md`)."""

    COVERED = "covered"
    THIN = "thin"
    MENTIONED = "mentioned"
    ABSENT = "absent"


@dataclass(frozen=True, slots=True)
class Cell:
    """How far some passages treat a topic: those on `pages`, `share` of the words of the report.

    `pages` cover it; where none does, they mention it. `evidence` is one citation a page, in their
    order; `best` is the one that says most, None where the topic is absent. `rows` are those of
    the passages in the edition, ascending: what several topics share can be counted once by them.
    """

    state: State = State.ABSENT
    pages: tuple[int, ...] = ()
    passages: int = 0
    share: float = 0.0
    evidence: tuple[Citation, ...] = ()
    best: Citation | None = None
    rows: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        if tuple(citation.page.number for citation in self.evidence) != self.pages:
            raise ValueError(f"every page is shown by a citation: {self.pages}")
        if (self.best is None) != (self.state is State.ABSENT):
            raise ValueError("whatever isn't absent has a best quote")
        if self.best is not None and self.best not in self.evidence:
            raise ValueError("the best quote is one of those that show the pages")


@dataclass(frozen=True, slots=True)
class Shown:
    """A passage that treats a topic: its row, its best quote, and how much that says."""

    row: int
    citation: Citation
    says: float


class Cells:
    """Makes the cells of one edition."""

    def __init__(self, edition: Askable, sought: Sought, treating: Treating, whole: float) -> None:
        self._edition = edition
        self._sought = sought
        self._treating = treating
        self._whole = whole
        self._said: dict[str, Matrix] = {}
        self._words = np.array([len(passage.text.split()) for passage in edition.passages])
        self._on_page: dict[int, int] = {}
        for passage, words in zip(edition.passages, self._words, strict=True):
            page = passage.first_page
            self._on_page[page] = self._on_page.get(page, 0) + int(words)

    def shown(self, topic: int, *, covering: bool) -> list[Shown]:
        """The passages that cover the topic in that column, or mention it, each with its quote.

        One without a quote that stands on its page shows nothing.
        """
        flags = self._treating.covers if covering else self._treating.mentions
        found = (self._shown(int(row), topic) for row in np.flatnonzero(flags[:, topic]))
        return [each for each in found if each is not None]

    def cell(self, covering: Sequence[Shown], mentioning: Sequence[Shown]) -> Cell:
        """The cell of those passages that cover a topic, and of those that only mention it."""
        held = covering or mentioning
        if not held:
            return Cell()
        best: dict[int, Shown] = {}
        for each in sorted(held, key=lambda each: -each.says):
            best.setdefault(each.citation.page.number, each)
        pages = sorted(best)
        most = max((best[page] for page in pages), key=lambda each: each.says)
        return Cell(
            state=self._state(covering),
            pages=tuple(pages),
            passages=len(held),
            share=self._share(held),
            evidence=tuple(best[page].citation for page in pages),
            best=most.citation,
            rows=tuple(sorted(each.row for each in held)),
        )

    def _state(self, covering: Iterable[Shown]) -> State:
        words: dict[int, int] = {}
        for each in covering:
            page = each.citation.page.number
            words[page] = words.get(page, 0) + int(self._words[each.row])
        if not words:
            return State.MENTIONED
        whole = any(held >= self._whole * self._on_page[page] for page, held in words.items())
        return State.COVERED if whole or len(words) > 1 else State.THIN

    def _share(self, held: Iterable[Shown]) -> float:
        words = sum(int(self._words[each.row]) for each in held)
        return round(words / int(self._words.sum()), DECIMALS)

    def _shown(self, row: int, topic: int) -> Shown | None:
        passage = self._edition.passages[row]
        unit, says = self._best_unit(passage, topic)
        hit = Hit(passage, self._edition.id, self._edition.report_slug, 0.0, FoundBy.BOTH)
        evidence = Evidence(hit, unit.start, unit.end, unit.stems, {}, says)
        cited = quote([evidence], {self._edition.id: self._edition}).citations
        here = (each for each in cited if each.page.number == passage.first_page)
        citation = next(here, None)
        says = round(says + float(self._treating.sure[row, topic]), DECIMALS)
        return Shown(row, citation, says) if citation else None

    def _best_unit(self, passage: Passage, topic: int) -> tuple[Unit, float]:
        """The sentence of the passage's first page that says most on the topic, and how much."""
        on_page = [
            unit
            for unit in units(passage)
            if next(passage.placed(unit.start, unit.end)).page == passage.first_page
        ]
        said = [self._says(passage.text[unit.start : unit.end], unit, topic) for unit in on_page]
        best = said.index(max(said))
        return on_page[best], said[best]

    def _says(self, text: str, unit: Unit, topic: int) -> float:
        """How much a sentence says on a topic: its expressions and near words, figures, form."""
        words = len(text.split())
        vocabulary = self._sought.vocabularies[topic]
        near = sum(vocabulary[stem] for stem in sorted(unit.stems & vocabulary.keys()))
        return round(
            float(self._weights(text)[topic])
            + _NEAR_WORD * near
            + _FIGURE * any(letter.isdigit() for letter in text)
            + _WHOLE * (words >= _LEAST_WORDS and text[-1] in _ENDS)
            - max(0, words - _MOST_WORDS) / _MOST_WORDS,
            DECIMALS,
        )

    def _weights(self, text: str) -> Matrix:
        if text not in self._said:
            self._said[text] = self._sought.weights(text)
        return self._said[text]
