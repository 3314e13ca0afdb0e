"""The coverage of an edition under a home: as it was kept there, or worked out now."""

from collections.abc import Callable, Sequence
from pathlib import Path

from index.edition import Edition
from index.encoder import Encoder
from index.folders import coverage_folder
from retrieval.coverage import Coverage, cover
from retrieval.gazetteer import Gazetteer
from retrieval.kept_coverage import kept_or_made
from retrieval.topic import Topic


def coverage_of(
    edition: Edition,
    topics: Sequence[Topic],
    *,
    home: Path,
    gazetteer: Gazetteer,
    load_encoder: Callable[[], Encoder],
) -> Coverage:
    """The coverage of `edition`; the encoder is loaded only where it has to be worked out.

    Raises what `load_encoder` raises, and `ModelMismatch`.
    """
    return kept_or_made(
        coverage_folder(home, edition.report_slug, edition.id),
        edition,
        topics,
        gazetteer=gazetteer,
        made_by=edition.model or "",
        make=lambda: cover(edition, topics, encoder=load_encoder(), gazetteer=gazetteer),
    )
