"""LlamaIndex: pages in sentences' windows of tokens, a vector index, and BM25 fused by rank."""

from collections.abc import Callable

import Stemmer
from llama_index.core import SimpleDirectoryReader, VectorStoreIndex
from llama_index.core.llms import MockLLM
from llama_index.core.node_parser import SentenceSplitter
from llama_index.core.retrievers import BaseRetriever, QueryFusionRetriever
from llama_index.embeddings.huggingface import HuggingFaceEmbedding
from llama_index.retrievers.bm25 import BM25Retriever

DEPTH = 50

Ask = Callable[[str], list[tuple[str, int]]]


def build(folder: str, model: str) -> dict[str, Ask]:
    """What ranks the pages of the PDFs in `folder`: by vectors, and by vectors and words."""
    pages = SimpleDirectoryReader(folder, required_exts=[".pdf"]).load_data()
    splitter = SentenceSplitter(chunk_size=256, chunk_overlap=20)
    nodes = splitter.get_nodes_from_documents(pages)
    index = VectorStoreIndex(nodes, embed_model=HuggingFaceEmbedding(model_name=model))
    by_vectors = index.as_retriever(similarity_top_k=DEPTH)
    by_words = BM25Retriever.from_defaults(
        nodes=nodes,
        similarity_top_k=DEPTH,
        stemmer=Stemmer.Stemmer("french"),
        language="french",
    )
    hybrid = QueryFusionRetriever(
        [by_vectors, by_words],
        llm=MockLLM(),
        similarity_top_k=DEPTH,
        num_queries=1,
        mode="reciprocal_rerank",
        use_async=False,
    )
    numbers: dict[str, int] = {}
    last: dict[str, int] = {}
    for page in pages:
        name = page.metadata["file_name"]
        numbers[page.doc_id] = last[name] = last.get(name, 0) + 1
    return {"vectors": asking(by_vectors, numbers), "hybrid": asking(hybrid, numbers)}


def asking(retriever: BaseRetriever, numbers: dict[str, int]) -> Ask:
    """File and page of what the retriever finds; the loader knows only the printed page."""
    return lambda question: [
        (found.metadata["file_name"], numbers[found.node.ref_doc_id])
        for found in retriever.retrieve(question)
    ]
