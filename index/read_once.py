"""A key for what is made of passages once and kept."""

from ingest.report import Passage


class ReadOnce:
    """Passages told apart by identity: comparing their texts would take as long as reading them.

    The key holds its passages, so that no others can take their place.
    """

    __slots__ = ("passages",)

    def __init__(self, passages: tuple[Passage, ...]) -> None:
        self.passages = passages

    def __hash__(self) -> int:
        return id(self.passages)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, ReadOnce) and self.passages is other.passages
