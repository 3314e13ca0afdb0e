"""Twenty seconds to read aloud to a caller, made of nothing but the words of a quote."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.sentences import split_sentences
from retrieval.aloud import aloud
from retrieval.answer import Citation
from retrieval.definitions import Definition
from retrieval.evidence import units
from retrieval.patterns import any_of, load_data, plain
from retrieval.rows import BETWEEN, ROWS
from retrieval.widening import leans_back

# A calm voice says some 165 words a minute.
LONGEST = 55

Span = tuple[int, int]

_FIGURE = re.compile("(?<=\\d)[ \u00a0\u202f\u2009](?=\\d{3}(?!\\d))")
_WORD = re.compile(r"\S*\w\S*")
_ENDS = tuple(".!?…:;»)")
_PAUSE = re.compile(r"[,;:](?=\s)|(?=\s[–—]\s)")


@dataclass(frozen=True, slots=True)
class Spoken:
    """`text` is read aloud; `whole` is false where the quote says more than that."""

    text: str
    whole: bool


def spoken_of(
    citation: Citation, acronyms: Sequence[Definition] = (), *, room: int = LONGEST
) -> Spoken:
    """The spoken form of what `citation` quotes; list items and table cells are sentences of it."""
    if citation.rows:
        return _spoken_rows(citation, acronyms, room)
    start, end = citation.start, citation.end
    places = [
        (max(unit.start, start) - start, min(unit.end, end) - start)
        for unit in units(citation.passage)
        if unit.start < end and unit.end > start
    ]
    return spoken(citation.quote, citation.marks, acronyms, sentences=places, room=room)


def _spoken_rows(citation: Citation, acronyms: Sequence[Definition], room: int) -> Spoken:
    """The row with most of the words that decide, then others while `room` words hold them.

    « Arras, 2023 : 1 200 euros ; 2024 : 1 350 euros. » A row is never cut: a figure without its
    head says something else.
    """
    said, at, places = [], 0, []
    for line in citation.quote.split(ROWS):
        places.append((at, at + len(line)))
        at += len(line) + len(ROWS)
        label, *cells = line.split(BETWEEN)
        said.append(aloud(f"{label}, {' ; '.join(cells)}" if cells else label, acronyms))
    first = _deciding(citation.quote, places, citation.marks)
    chosen = [first]
    for other in range(len(said)):
        held = sorted({*chosen, other})
        if words_in(_joined([said[each] for each in held])) <= room:
            chosen = held
    return Spoken(_joined([said[each] for each in chosen]), whole=len(chosen) == len(said))


def spoken(
    quote: str,
    marks: Sequence[Span] = (),
    acronyms: Sequence[Definition] = (),
    *,
    sentences: Sequence[Span] = (),
    room: int = LONGEST,
) -> Spoken:
    """The shortest deciding sentence of `quote`, and those around it while `room` words hold them.

    `marks` are the places in `quote` of the words that decide; its `sentences` are looked for
    where they aren't given. One that is too long ends with « … » at a pause, unless it would then
    say something else: then it is said whole.
    """
    sentences = sentences or split_sentences(quote)
    if not sentences:
        return Spoken("", whole=True)

    def said(first: int, last: int) -> str:
        return _joined([aloud(quote[a:b], acronyms) for a, b in sentences[first : last + 1]])

    first = last = _deciding(quote, sentences, marks)
    if first > 0 and leans_back(quote[slice(*sentences[first])]):
        first -= words_in(said(first - 1, last)) <= room
    if words_in(said(first, last)) > room:
        shortened = _shortened(quote, sentences[first], marks, acronyms, room)
        return Spoken(shortened or said(first, last), whole=not shortened and len(sentences) == 1)
    while last + 1 < len(sentences) and words_in(said(first, last + 1)) <= room:
        last += 1
    while first > 0 and words_in(said(first - 1, last)) <= room:
        first -= 1
    return Spoken(said(first, last), whole=(first, last) == (0, len(sentences) - 1))


def words_in(text: str) -> int:
    """How many words it takes to say `text`: a figure is one, a mark by itself none.

    >>> words_in("Il y a 1 204 places : oui.")
    6
    """
    return len(_WORD.findall(_FIGURE.sub("", text)))


def _joined(said: Sequence[str]) -> str:
    """The sentences one after the other, a full stop where the report has none between two."""
    ended = [each if each[-1:] in _ENDS else f"{each}." for each in said[:-1]]
    return " ".join([*ended, *said[-1:]])


def _deciding(quote: str, sentences: Sequence[Span], marks: Sequence[Span]) -> int:
    """Which sentence holds most of the marks; the shortest of those, the first of these."""

    def merit(at: int) -> tuple[int, int, int]:
        start, end = sentences[at]
        held = sum(start <= mark[0] < end for mark in marks)
        return held, -words_in(quote[start:end]) if held else 0, -at

    return max(range(len(sentences)), key=merit)


def _shortened(
    quote: str, span: Span, marks: Sequence[Span], acronyms: Sequence[Definition], room: int
) -> str:
    """The sentence at `span` up to its last pause that `room` words hold; empty without one."""
    start, end = span
    held = max((mark[1] for mark in marks if start <= mark[0] < end), default=start)
    fitting = ""
    for pause in _pauses(quote, span):
        part = aloud(quote[start:pause].rstrip(" ,;:"), acronyms)
        if pause >= held and words_in(part) <= room and not _restricts(quote[pause:end]):
            fitting = part
    return f"{fitting} …" if fitting else ""


def _pauses(quote: str, span: Span) -> Iterator[int]:
    """Where the sentence may end early: never within brackets."""
    for match in _PAUSE.finditer(quote, *span):
        before = quote[span[0] : match.start()]
        if before.count("(") == before.count(")") and before.count("«") == before.count("»"):
            yield match.start()


def _restricts(rest: str) -> bool:
    """Whether what would be left out changes what is said before it."""
    words = any_of(tuple(rf"\b{each}\b" for each in load_data("spoken.yaml")["restrictions"]))
    return bool(words.search(plain(rest)))
