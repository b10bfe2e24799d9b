"""Retrieval: `Retriever` answers from a Snapshot; `llama` is LlamaIndex over the same passages."""

from app.retrieve.retriever import Filters, Mode, Retriever

__all__ = ["Filters", "Mode", "Retriever"]
