"""Strings the characters of a page into stretches: what was set on one baseline without a gap."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from ingest.grid import Walls
from ingest.letters import Frame, Letter, Reader
from ingest.symbols import LINE_END_HYPHEN

# Of the size of the letters, as typographers count them (in ems).
ASCENT, DESCENT = 0.8, 0.22
BASELINE_JUMP = 0.5  # a superscript is raised by about a third
WIDE_GAP = 1.0  # more than justified text stretches its spaces, about a column gap
WORD_GAP = 0.15
SIZE_JUMP = 1.25
LEADERS = ".…·"
LEADER_DOTS = 5
ALL_BOLD = 0.97  # of the letters; a bold word does not make a line bold


@dataclass(frozen=True, slots=True)
class Stretch:
    """Characters set on one baseline without a wide gap; `base` is y of that baseline.

    `size` is that of most of them, `largest` that of the largest. `table` is the number of the
    table of its page that the stretch stands in for, whole.
    """

    text: str
    left: float
    top: float
    right: float
    bottom: float
    base: float
    size: float
    largest: float
    bold: bool
    turned: bool = False
    table: int | None = None


NO_WALLS = Walls()


def read_stretches(text_page: object, frame: Frame, walls: Walls = NO_WALLS) -> list[Stretch]:
    """The stretches of a page in pdfium's order; characters off the shown page are left out.

    None runs over one of the `walls`.
    """
    stretches: list[Stretch] = []
    run: list[Letter] = []
    words: list[str] = []
    spaced = False
    for letter in Reader(text_page, frame).letters():
        if letter is None:
            spaced = True
            continue
        led = _dots_at_end(words) if run and letter.char not in LEADERS else 0
        if run and (led or _breaks(run[-1], letter) or _parted(run[-1], letter, walls)):
            stretches += _with_leader(run, words, led)
            run, words = [], []
        elif run and (spaced or _gapes(run[-1], letter)):
            words.append(" ")
        run.append(letter)
        words.append(letter.char)
        spaced = False
    if run:
        stretches.append(_stretch(run, words))
    return stretches


def _breaks(before: Letter, after: Letter) -> bool:
    """Whether `after` stands on another line, or across a gap, from `before`."""
    if before.type.turned != after.type.turned:
        return True
    size = max(before.type.size, after.type.size)
    gap = after.start - before.end
    if before.char == LINE_END_HYPHEN and gap < -size:
        return True
    shift = abs(after.base - before.base)
    small = min(before.type.size, after.type.size)
    # A label set tight under the left edge of a big figure: back, and on a baseline of its own.
    under = shift > BASELINE_JUMP * small and gap < -WORD_GAP * small
    return under or shift > BASELINE_JUMP * size or not -size < gap < WIDE_GAP * size


def _dots_at_end(words: Sequence[str]) -> int:
    """How many dots lead to what comes next: « Population ........ 12 345 »; 0 for less than five.

    Those of figures, and of an omission, are fewer.
    """
    dots = 0
    for char in reversed(words):
        if char not in LEADERS and char != " ":
            break
        dots += char != " "
    return dots if dots >= LEADER_DOTS else 0


def _with_leader(run: list[Letter], words: list[str], dots: int) -> list[Stretch]:
    """The stretch that `run` is, its last `dots` letters apart."""
    if dots in {0, len(run)}:
        return [_stretch(run, words)]
    said = "".join(words).rstrip(LEADERS + " ")
    return [_stretch(run[:-dots], list(said)), _stretch(run[-dots:], list(words[len(said) :]))]


def _parted(before: Letter, after: Letter, walls: Walls) -> bool:
    """Whether a border between two cells stands between two letters."""
    if after.type.turned or after.start <= before.end:
        return False
    middle = after.base - after.type.size / 3
    return walls.between(before.end - 1, after.start + 1, middle)


def _gapes(before: Letter, after: Letter) -> bool:
    """Whether a space is seen between two letters though none was written.

    A figure set large beside its label is a word of its own; a raised "er" or "3" is not.
    """
    small = min(before.type.size, after.type.size)
    gap = after.start - before.end
    if gap > WORD_GAP * small:
        return True
    jump = max(before.type.size, after.type.size) / small >= SIZE_JUMP
    level = abs(after.base - before.base) < 0.1 * small
    return jump and level and before.char.isdigit() != after.char.isdigit() and after.char.isalnum()


def _stretch(run: list[Letter], words: list[str]) -> Stretch:
    sizes = Counter[float]()
    heavy = 0
    for letter in run:
        sizes[letter.type.size] += 1
        heavy += letter.type.bold
    size = max(sizes, key=lambda key: (sizes[key], key))
    base = next(letter.base for letter in run if letter.type.size == size)
    start, end = min(x.start for x in run), max(x.end for x in run)
    flat = Stretch(
        text="".join(words),
        left=start,
        top=base - ASCENT * size,
        right=end,
        bottom=base + DESCENT * size,
        base=base,
        size=size,
        largest=max(sizes),
        bold=heavy >= ALL_BOLD * len(run),
    )
    return _TURNS[run[0].type.turned](flat)


def _upwards(s: Stretch) -> Stretch:
    return replace(s, left=s.top, right=s.bottom, top=-s.right, bottom=-s.left, turned=True)


def _over(s: Stretch) -> Stretch:
    return replace(s, left=-s.right, right=-s.left, top=-s.bottom, bottom=-s.top, turned=True)


def _downwards(s: Stretch) -> Stretch:
    return replace(s, left=-s.bottom, right=-s.top, top=s.left, bottom=s.right, turned=True)


_TURNS: dict[int, Callable[[Stretch], Stretch]] = {
    0: lambda stretch: stretch,
    1: _upwards,
    2: _over,
    3: _downwards,
}
