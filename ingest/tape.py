"""The whole text of a report on one tape, with the place of every line on it.

Whatever is cut from the tape can be found again on its pages: lines are joined on it exactly as
`normalise` joins them.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.normalise import SOFT_HYPHEN, normalise
from ingest.report import Box, Line, Placement
from ingest.spread import Half

_HARD = re.compile(r"\w-$")


@dataclass(frozen=True, slots=True)
class Piece:
    """One line on the tape: `tape.text[start:end]`."""

    start: int
    end: int
    page: int
    line: Line
    half: Half = Half.BOTH


class Tape:
    """Grows line by line; slices of its text know where they stand."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self.pieces: list[Piece] = []
        self._starts: list[int] = []
        self._text: str | None = None

    def add(self, page: int, line: Line, half: Half = Half.BOTH) -> Piece | None:
        """The piece that `line` becomes; None if nothing of it is left by normalisation.

        `half` says where on `page` it stands.
        """
        text = normalise(line.text)
        if not text:
            return None
        if self.pieces:
            joint = _joint(self.pieces[-1].line.text)
            self._parts.append(joint)
            self._length += len(joint)
        piece = Piece(self._length, self._length + len(text), page, line, half)
        self._parts.append(text)
        self._length = piece.end
        self.pieces.append(piece)
        self._starts.append(piece.start)
        self._text = None
        return piece

    @property
    def text(self) -> str:
        """All that is on it."""
        if self._text is None:
            self._text = "".join(self._parts)
        return self._text

    def touched(self, start: int, end: int) -> Iterator[Piece]:
        """The pieces that `text[start:end]` touches, in order."""
        index = max(0, bisect_right(self._starts, start) - 1)
        while index < len(self.pieces) and self.pieces[index].start < end:
            if self.pieces[index].end > start:
                yield self.pieces[index]
            index += 1

    def placements(self, start: int, end: int) -> tuple[Placement, ...]:
        """Where `text[start:end]` stands, line by line; places count from `start`."""
        return tuple(
            Placement(
                max(p.start, start) - start, min(p.end, end) - start, p.page, _part(p, start, end)
            )
            for p in self.touched(start, end)
        )


def _joint(text: str) -> str:
    """What stands between a line and the next: nothing where a word or a compound was cut."""
    text = text.rstrip()
    return "" if text.endswith(SOFT_HYPHEN) or _HARD.search(text) else " "


def _part(piece: Piece, start: int, end: int) -> Box:
    """The box of the part of a line between two places, by its share of the letters."""
    box, length = piece.line.box, piece.end - piece.start
    width = box.right - box.left
    left = box.left + width * max(0, start - piece.start) / length
    right = box.left + width * min(length, end - piece.start) / length
    return Box(round(left, 5), box.top, max(round(left, 5), round(right, 5)), box.bottom)
