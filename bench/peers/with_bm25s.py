"""BM25 alone: pypdf's text of each page is one document, ranked by its words."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import bm25s
import Stemmer
from pypdf import PdfReader

DEPTH = 50

Ask = Callable[[str], list[tuple[str, int]]]


def build(folder: str, _model: str) -> dict[str, Ask]:
    """What ranks the pages of the PDFs in `folder`: with the words of two languages."""
    places, texts = [], []
    for pdf in sorted(Path(folder).glob("*.pdf")):
        for number, page in enumerate(PdfReader(pdf).pages, start=1):
            places.append((pdf.name, number))
            texts.append(page.extract_text())
    languages = {"BM25, English words": "english", "BM25, French words": "french"}
    return {name: asking(texts, places, language) for name, language in languages.items()}


def asking(texts: list[str], places: list[tuple[str, int]], language: str) -> Ask:
    """Ranks `places` by their texts, stop words and endings taken away as in `language`."""
    stemmer = Stemmer.Stemmer(language)
    settings: dict[str, Any] = {"stopwords": language, "stemmer": stemmer, "show_progress": False}
    retriever = bm25s.BM25()
    retriever.index(bm25s.tokenize(texts, **settings), show_progress=False)
    depth = min(DEPTH, len(texts))

    def ask(question: str) -> list[tuple[str, int]]:
        tokens = bm25s.tokenize(question, **settings)
        found, _scores = retriever.retrieve(tokens, k=depth, show_progress=False)
        return [places[row] for row in found[0]]

    return ask
