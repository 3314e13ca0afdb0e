"""What questions are answered with: models and lists of words; each may be missing."""

from collections.abc import Sequence
from dataclasses import dataclass

from index.encoder import Encoder
from index.reader import Reader
from index.search import Searchable
from retrieval.gazetteer import Gazetteer, shipped_gazetteer
from retrieval.glossary import Glossary, shipped_glossary
from retrieval.thesaurus import Thesaurus, shipped_thesaurus


@dataclass(frozen=True, slots=True)
class Tools:
    """Without an `encoder` words alone are searched; without a `reader` nothing is read together.

    `thesaurus` tells what reports say for everyday words: that of the package unless another is
    given. So do `gazetteer` for communes and `glossary` for acronyms.
    """

    encoder: Encoder | None = None
    reader: Reader | None = None
    thesaurus: Thesaurus | None = None
    gazetteer: Gazetteer | None = None
    glossary: Glossary | None = None

    @property
    def words(self) -> Thesaurus:
        """The thesaurus to look words up in."""
        return self.thesaurus or shipped_thesaurus()

    @property
    def places(self) -> Gazetteer:
        """The gazetteer to find communes by."""
        return self.gazetteer or shipped_gazetteer()

    def acronyms_in(self, editions: Sequence[Searchable]) -> Glossary:
        """The glossary, with what `editions` themselves say that their acronyms mean."""
        return (self.glossary or shipped_glossary()).told_by(editions)
