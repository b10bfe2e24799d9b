"""Retrieval: `Retriever` answers from a Snapshot; `llama` is LlamaIndex over the same passages."""

from app.retrieve.retriever import Filters, Retriever

__all__ = ["Filters", "Retriever"]
