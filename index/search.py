"""Finds the passages nearest to a question, by words and by meaning, in several editions at once.

Both halves are brought to 0..1 over everything that is searched, then summed by weight (see
`index.fusion`). Scores are therefore comparable from one edition to the next.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, Protocol

import numpy as np
from numpy.typing import NDArray

from index.dense import VectorStore
from index.encoder import Encoder
from index.errors import ModelMismatch
from index.fusion import Fusion, Scores, shipped_fusion
from index.hit import FoundBy, Hit
from index.lexical import Rarity, WordIndex, counted
from index.read_once import ReadOnce
from index.words import stems
from ingest.report import Passage, PassageKind

Mode = Literal["lexical", "dense", "hybrid"]
# Which passages of all editions searched may be found, one after the other.
Kept = NDArray[np.bool_]

DECIMALS = 4
_KEPT = 64


class Searchable(Protocol):
    """What can be searched: an `Edition`, or passages `Indexed` in memory."""

    @property
    def id(self) -> str:
        """The name of its vectors in `store`, and of the edition in a hit."""

    @property
    def report_slug(self) -> str:
        """The slug of the report."""

    @property
    def passages(self) -> tuple[Passage, ...]:
        """In reading order."""

    @property
    def words(self) -> WordIndex:
        """BM25 over the passages."""

    @property
    def store(self) -> VectorStore:
        """Where the vectors are."""

    @property
    def model(self) -> str | None:
        """The revision of the encoder that made the vectors; None if there are none."""


@dataclass(frozen=True, slots=True)
class Query:
    """What is looked up: `text` by meaning, and by BM25 the stems of `words` by their weights."""

    text: str
    words: Mapping[str, float]

    @classmethod
    def of(cls, text: str) -> "Query":
        """`text` as it stands: each of its stems weighs as often as it occurs."""
        return cls(text, counted(stems(text)))


@dataclass(frozen=True, slots=True)
class _Halves:
    """The scores of every passage of every edition, one after the other.

    `words` is BM25, `around` that of the page, `likeness` the cosine (None without an encoder).
    """

    words: Scores
    around: Scores
    likeness: Scores | None

    def fused(self, mode: Mode, fusion: Fusion) -> Scores:
        """Scores from 0 to 1."""
        if self.likeness is None:
            return fusion.by_words(self.words, self.around)
        if mode == "dense":
            return Fusion(dense_weight=1.0).fuse(self.words, self.likeness)
        return fusion.fuse(fusion.by_words(self.words, self.around), self.likeness)

    def among(self, kept: Kept | None) -> "_Halves":
        """The scores with those that aren't `kept` behind all others."""
        if kept is None:
            return self
        likeness = None if self.likeness is None else np.where(kept, self.likeness, -np.inf)
        return _Halves(np.where(kept, self.words, 0.0), self.around, likeness)


def search(
    editions: Sequence[Searchable],
    query: Query,
    *,
    encoder: Encoder | None,
    k: int = 10,
    mode: Mode = "hybrid",
    fusion: Fusion | None = None,
    kept: Kept | None = None,
) -> list[Hit]:
    """The `k` best passages, best first; ties stand in the order of editions, then of reading.

    Where only some are `kept`, they are found with the scores and in the order that they have among
    all.

    Without an encoder, or without vectors, words alone are searched. A contents page, a bare
    heading or a slogan stands behind every passage of substance: 1 is taken off its score.
    Raises `ModelMismatch` where an edition's vectors were made by another model.
    """
    if not any(edition.passages for edition in editions) or k < 1:
        return []
    halves = _Halves(
        words=_by_words(editions, query.words),
        around=_by_words_of_pages(editions, query.words),
        likeness=_by_meaning(editions, query.text, encoder) if mode != "lexical" else None,
    )
    score = halves.fused(mode, fusion or shipped_fusion())
    found = np.flatnonzero(score > 0 if kept is None else (score > 0) & kept)
    scores = np.round(score - _behind(editions), DECIMALS)
    best = _best(scores, found, k)
    halves = halves.among(kept)
    return [_hit(editions, int(row), scores, halves, k) for row in best]


def _by_words(editions: Sequence[Searchable], weights: Mapping[str, float]) -> Scores:
    rarity = Rarity(tuple(edition.words for edition in editions))
    return np.concatenate([edition.words.scores(weights, rarity) for edition in editions])


def _by_words_of_pages(editions: Sequence[Searchable], weights: Mapping[str, float]) -> Scores:
    pages = [edition.words.pages for edition in editions]
    rarity = Rarity(tuple(page.index for page in pages if page))
    return np.concatenate(
        [
            page.scores(weights, rarity) if page else np.zeros(len(edition.passages))
            for page, edition in zip(pages, editions, strict=True)
        ]
    )


def _by_meaning(
    editions: Sequence[Searchable], question: str, encoder: Encoder | None
) -> Scores | None:
    """The cosine of every passage, to 4 decimals; None without an encoder."""
    if encoder is None or any(edition.model is None for edition in editions):
        return None
    for edition in editions:
        if edition.model != encoder.revision:
            raise ModelMismatch(
                report=edition.report_slug, recorded=edition.model or "", asked=encoder.revision
            )
    vector = encoder.encode_query([question])[0]
    cosines = [edition.store.likeness(edition.id, vector) for edition in editions]
    likeness: Scores = np.concatenate(cosines).astype(np.float64)
    return likeness.round(DECIMALS)


def _behind(editions: Sequence[Searchable]) -> Scores:
    return np.concatenate([_of_no_substance(ReadOnce(edition.passages)) for edition in editions])


@lru_cache(maxsize=_KEPT)
def _of_no_substance(read: ReadOnce) -> Scores:
    """1 for each passage without substance, 0 for the others."""
    kinds = (passage.kind is not PassageKind.BODY for passage in read.passages)
    return np.fromiter(kinds, dtype=np.float64, count=len(read.passages))


def _best(scores: Scores, found: NDArray[np.int64], k: int) -> NDArray[np.int64]:
    """The `k` best of the rows `found`, best first; ties stand in their order."""
    own = scores[found]
    if len(found) > k:
        kept = own >= np.partition(own, len(own) - k)[len(own) - k]
        found, own = found[kept], own[kept]
    return found[np.argsort(-own, kind="stable")][:k]


def _hit(editions: Sequence[Searchable], row: int, scores: Scores, halves: _Halves, k: int) -> Hit:
    position, place = row, 0
    while position >= len(editions[place].passages):
        position -= len(editions[place].passages)
        place += 1
    edition = editions[place]
    return Hit(
        passage=edition.passages[position],
        edition=edition.id,
        report=edition.report_slug,
        score=float(scores[row]),
        found_by=_found_by(row, halves, k),
        words=round(float(halves.words[row]), DECIMALS),
        likeness=None if halves.likeness is None else float(halves.likeness[row]),
    )


def _found_by(row: int, halves: _Halves, k: int) -> FoundBy:
    """The half that has the passage among its own `k` best; else the one that ranks it higher."""
    by_words = _rank(halves.words, row) if halves.words[row] > 0 else len(halves.words)
    if halves.likeness is None:
        return FoundBy.WORDS
    by_meaning = _rank(halves.likeness, row)
    if by_words < k and by_meaning < k:
        return FoundBy.BOTH
    return FoundBy.WORDS if by_words <= by_meaning else FoundBy.MEANING


def _rank(scores: Scores, row: int) -> int:
    return int((scores > scores[row]).sum())
