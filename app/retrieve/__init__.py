"""Retrieval: `Retriever` answers from a Snapshot; `llama` is LlamaIndex over the same passages."""

from app.retrieve.fusion import Mode
from app.retrieve.retriever import Filters, Retriever
from app.retrieve.surroundings import HitGroup, collapse, neighbours

__all__ = ["Filters", "HitGroup", "Mode", "Retriever", "collapse", "neighbours"]
