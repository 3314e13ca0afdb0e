"""What questions are answered with: encoder, reader, thesaurus, gazetteer; each may be missing."""

from dataclasses import dataclass

from index.encoder import Encoder
from index.reader import Reader
from retrieval.gazetteer import Gazetteer, shipped_gazetteer
from retrieval.thesaurus import Thesaurus, shipped_thesaurus


@dataclass(frozen=True, slots=True)
class Tools:
    """Without an `encoder` words alone are searched; without a `reader` nothing is read together.

    `thesaurus` tells what reports say for everyday words: that of the package unless another is
    given. `gazetteer` knows the communes, in the same way.
    """

    encoder: Encoder | None = None
    reader: Reader | None = None
    thesaurus: Thesaurus | None = None
    gazetteer: Gazetteer | None = None

    @property
    def words(self) -> Thesaurus:
        """The thesaurus to look words up in."""
        return self.thesaurus or shipped_thesaurus()

    @property
    def places(self) -> Gazetteer:
        """The gazetteer to find communes by."""
        return self.gazetteer or shipped_gazetteer()
