"""The topics of an edition that a search can be kept to, as coverage found them."""

from retrieval.coverage import Coverage
from retrieval.filtering import Theme


def themes_of(coverage: Coverage) -> tuple[Theme, ...]:
    """The topics of which `coverage` found anything, in their order, with the pages it lists."""
    return tuple(
        Theme(row.topic.id, row.topic.name, row.topic.family, frozenset(row.whole.pages))
        for row in coverage.topics
        if row.whole.pages
    )
