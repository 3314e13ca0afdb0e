"""Haystack: reports cut at page breaks, a store in memory, two retrievers joined by rank."""

from collections.abc import Callable
from pathlib import Path

from haystack import Document, Pipeline
from haystack.components.converters import PyPDFToDocument
from haystack.components.joiners import DocumentJoiner
from haystack.components.preprocessors import DocumentCleaner, DocumentSplitter
from haystack.components.retrievers.in_memory import (
    InMemoryBM25Retriever,
    InMemoryEmbeddingRetriever,
)
from haystack.components.writers import DocumentWriter
from haystack.document_stores.in_memory import InMemoryDocumentStore
from haystack_integrations.components.embedders.sentence_transformers import (
    SentenceTransformersDocumentEmbedder,
    SentenceTransformersTextEmbedder,
)

DEPTH = 50

Ask = Callable[[str], list[tuple[str, int]]]


def build(folder: str, model: str) -> dict[str, Ask]:
    """What ranks the pages of the PDFs in `folder`: by vectors, and by vectors and words."""
    store = InMemoryDocumentStore(embedding_similarity_function="cosine")
    indexing = Pipeline()
    indexing.add_component("converter", PyPDFToDocument())
    indexing.add_component("cleaner", DocumentCleaner())
    indexing.add_component("splitter", DocumentSplitter(split_by="page", split_length=1))
    indexing.add_component(
        "embedder", SentenceTransformersDocumentEmbedder(model=model, progress_bar=False)
    )
    indexing.add_component("writer", DocumentWriter(store))
    indexing.connect("converter", "cleaner")
    indexing.connect("cleaner", "splitter")
    indexing.connect("splitter", "embedder")
    indexing.connect("embedder", "writer")
    indexing.run({"converter": {"sources": sorted(Path(folder).glob("*.pdf"))}})

    by_vectors = Pipeline()
    by_vectors.add_component("embedder", text_embedder(model))
    by_vectors.add_component("retriever", InMemoryEmbeddingRetriever(store, top_k=DEPTH))
    by_vectors.connect("embedder.embedding", "retriever.query_embedding")

    hybrid = Pipeline()
    hybrid.add_component("embedder", text_embedder(model))
    hybrid.add_component("vectors", InMemoryEmbeddingRetriever(store, top_k=DEPTH))
    hybrid.add_component("words", InMemoryBM25Retriever(store, top_k=DEPTH))
    hybrid.add_component("joiner", DocumentJoiner(join_mode="reciprocal_rank_fusion"))
    hybrid.connect("embedder.embedding", "vectors.query_embedding")
    hybrid.connect("vectors", "joiner")
    hybrid.connect("words", "joiner")

    def ask_vectors(question: str) -> list[tuple[str, int]]:
        found = by_vectors.run({"embedder": {"text": question}})
        return pages(found["retriever"]["documents"])

    def ask_hybrid(question: str) -> list[tuple[str, int]]:
        found = hybrid.run({"embedder": {"text": question}, "words": {"query": question}})
        return pages(found["joiner"]["documents"])

    return {"vectors": ask_vectors, "hybrid": ask_hybrid}


def text_embedder(model: str) -> SentenceTransformersTextEmbedder:
    """What turns a question into a vector; a pipeline wants one of its own."""
    return SentenceTransformersTextEmbedder(model=model, progress_bar=False)


def pages(documents: list[Document]) -> list[tuple[str, int]]:
    """File and page of each document."""
    return [(each.meta["file_path"], each.meta["page_number"]) for each in documents]
