"""LangChain: pages in windows of characters, a FAISS store, and BM25 fused with it by rank."""

from collections.abc import Callable
from pathlib import Path

import bm25s
import Stemmer
from langchain_classic.retrievers import EnsembleRetriever
from langchain_community.document_loaders import PyPDFDirectoryLoader
from langchain_community.retrievers import BM25Retriever
from langchain_community.vectorstores import FAISS
from langchain_core.retrievers import BaseRetriever
from langchain_huggingface import HuggingFaceEmbeddings
from langchain_text_splitters import RecursiveCharacterTextSplitter

DEPTH = 50
STEMMER = Stemmer.Stemmer("french")

Ask = Callable[[str], list[tuple[str, int]]]


def build(folder: str, model: str) -> dict[str, Ask]:
    """What ranks the pages of the PDFs in `folder`: by vectors, and by vectors and words."""
    pages = PyPDFDirectoryLoader(folder).load()
    splitter = RecursiveCharacterTextSplitter(chunk_size=1000, chunk_overlap=200)
    chunks = splitter.split_documents(pages)
    for number, chunk in enumerate(chunks):
        chunk.metadata["id"] = number
    store = FAISS.from_documents(chunks, HuggingFaceEmbeddings(model_name=model))
    by_vectors = store.as_retriever(search_kwargs={"k": DEPTH})
    by_words = BM25Retriever.from_documents(chunks, k=DEPTH, preprocess_func=words)
    # Told apart by an id: by their text, equal windows of several pages would be one.
    hybrid = EnsembleRetriever(retrievers=[by_words, by_vectors], weights=[0.5, 0.5], id_key="id")
    return {"vectors": asking(by_vectors), "hybrid": asking(hybrid)}


def words(text: str) -> list[str]:
    """The French stems of a text, without stop words."""
    tokens: list[list[str]] = bm25s.tokenize(
        text, stopwords="french", stemmer=STEMMER, return_ids=False, show_progress=False
    )
    return tokens[0]


def asking(retriever: BaseRetriever) -> Ask:
    """File and page of what the retriever finds; the loader counts pages from 0."""
    return lambda question: [
        (Path(found.metadata["source"]).name, found.metadata["page"] + 1)
        for found in retriever.invoke(question)
    ]
