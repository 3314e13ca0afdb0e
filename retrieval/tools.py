"""What questions are answered with: an encoder, a reader, a thesaurus; each may be missing."""

from dataclasses import dataclass

from index.encoder import Encoder
from index.reader import Reader
from retrieval.thesaurus import Thesaurus, shipped_thesaurus


@dataclass(frozen=True, slots=True)
class Tools:
    """Without an `encoder` words alone are searched; without a `reader` nothing is read together.

    `thesaurus` tells what reports say for everyday words: that of the package unless another is
    given.
    """

    encoder: Encoder | None = None
    reader: Reader | None = None
    thesaurus: Thesaurus | None = None

    @property
    def words(self) -> Thesaurus:
        """The thesaurus to look words up in."""
        return self.thesaurus or shipped_thesaurus()
