"""Reads the printed dossier back: where each statement stands, and under which page label."""

from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO

import pypdfium2
from pypdf import PdfReader

from dossier.facts import Fact
from ingest.normalise import SOFT_HYPHEN, normalise

_CUT_WORD = "\x02"
"""What PDFium gives for a hyphen that ends a line."""


@dataclass(frozen=True, slots=True)
class Paper:
    """The normalised text and the label of every page, in order.

    `halves` are the left and the right half of each page, read alone: its two columns.
    """

    texts: tuple[str, ...]
    halves: tuple[tuple[str, str], ...]
    labels: tuple[str, ...]

    def page_of(self, fact: Fact) -> int | None:
        """The page, from 1, that holds the statement in one column; none if it crosses an end."""
        wanted = normalise(fact.statement)
        numbered = enumerate(self.halves, start=1)
        return next((n for n, halves in numbered if any(wanted in half for half in halves)), None)


def read_paper(pdf: bytes) -> Paper:
    """What a reader gets back from `pdf`."""
    with pypdfium2.PdfDocument(pdf) as document:
        pages = list(document)
        texts = tuple(_text(page, 0, 1) for page in pages)
        halves = tuple((_text(page, 0, 0.5), _text(page, 0.5, 1)) for page in pages)
    return Paper(texts, halves, tuple(PdfReader(BytesIO(pdf)).page_labels))


def _text(page: pypdfium2.PdfPage, left: float, right: float) -> str:
    """The text between two shares of the page's width."""
    width = page.get_width()
    text = page.get_textpage().get_text_bounded(left=left * width, right=right * width)
    return normalise(text.replace(_CUT_WORD, SOFT_HYPHEN).replace("\r\n", "\n"))


def locate(facts: Mapping[str, Fact], paper: Paper) -> tuple[dict[str, int], list[Fact]]:
    """The page of each fact that stands whole in one column, and the other facts, in order."""
    pages: dict[str, int] = {}
    cut: list[Fact] = []
    for fact in facts.values():
        page = paper.page_of(fact)
        if page is None:
            cut.append(fact)
        else:
            pages[fact.id] = page
    return pages, cut
