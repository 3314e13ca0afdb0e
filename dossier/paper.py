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
    """The normalised text and the label of every page, in order."""

    texts: tuple[str, ...]
    labels: tuple[str, ...]

    def page_of(self, fact: Fact) -> int | None:
        """The page, from 1, that holds the statement whole; none if a page end cuts it."""
        wanted = normalise(fact.statement)
        return next((n for n, text in enumerate(self.texts, start=1) if wanted in text), None)


def read_paper(pdf: bytes) -> Paper:
    """What a reader gets back from `pdf`."""
    with pypdfium2.PdfDocument(pdf) as document:
        texts = tuple(_text(page) for page in document)
    return Paper(texts, tuple(PdfReader(BytesIO(pdf)).page_labels))


def _text(page: pypdfium2.PdfPage) -> str:
    text = page.get_textpage().get_text_bounded()
    return normalise(text.replace(_CUT_WORD, SOFT_HYPHEN).replace("\r\n", "\n"))


def locate(facts: Mapping[str, Fact], paper: Paper) -> tuple[dict[str, int], list[str]]:
    """The page of each fact that stands whole on one, and the ids of the others, in order."""
    pages: dict[str, int] = {}
    cut: list[str] = []
    for fact in facts.values():
        page = paper.page_of(fact)
        if page is None:
            cut.append(fact.id)
        else:
            pages[fact.id] = page
    return pages, cut
