"""A language model on a server. Owner of openai: no other room knows the package.

server    one model on one server: streaming, deadline, budget, retries, stop
dialect   what a server understands, learnt from what it refuses
faults    its errors in our words
"""

from app.llm.server import ServerModel, open_model

__all__ = ["ServerModel", "open_model"]
