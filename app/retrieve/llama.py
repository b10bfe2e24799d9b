"""LlamaIndex over the same passages and vectors: what ours is compared with (ADR 0004).

Its `QueryFusionRetriever` with its defaults: reciprocal rank fusion of a `ChromaVectorStore` and
its BM25 retriever, no query rewriting, which would need a language model. Importing it takes 3 s,
so nothing else does.
"""

from collections.abc import Callable, Sequence

from llama_index.core import VectorStoreIndex
from llama_index.core.base.embeddings.base import BaseEmbedding
from llama_index.core.llms import MockLLM
from llama_index.core.retrievers import QueryFusionRetriever
from llama_index.core.retrievers.fusion_retriever import FUSION_MODES
from llama_index.core.schema import BaseNode, TextNode
from llama_index.retrievers.bm25 import BM25Retriever
from llama_index.vector_stores.chroma import ChromaVectorStore
from pydantic import PrivateAttr

from ingest.embed import Encoder
from ingest.index import Snapshot
from ingest.index.collection import memory_collection


class _OurEmbedding(BaseEmbedding):
    """Our encoder behind LlamaIndex's interface."""

    _encoder: Encoder = PrivateAttr()

    def __init__(self, encoder: Encoder) -> None:
        super().__init__(model_name=encoder.name)
        self._encoder = encoder

    def _get_query_embedding(self, query: str) -> list[float]:
        return [float(value) for value in self._encoder.encode([query])[0]]

    def _get_text_embedding(self, text: str) -> list[float]:
        return self._get_query_embedding(text)

    async def _aget_query_embedding(self, query: str) -> list[float]:
        return self._get_query_embedding(query)


def open_fusion(snapshot: Snapshot, encoder: Encoder, *, k: int) -> Callable[[str], Sequence[str]]:
    """A search that returns the ids of the `k` best passages."""
    passages = [passage for batch in snapshot.store.iter_passages() for passage in batch]
    collection = memory_collection(passages, snapshot.sources, snapshot.vectors)
    nodes: list[BaseNode] = [
        TextNode(id_=item.passage_id, text=item.searchable()) for item in passages
    ]
    dense = VectorStoreIndex.from_vector_store(
        ChromaVectorStore(chroma_collection=collection), embed_model=_OurEmbedding(encoder)
    ).as_retriever(similarity_top_k=k)
    fusion = QueryFusionRetriever(
        [dense, BM25Retriever.from_defaults(nodes=nodes, similarity_top_k=min(k, len(nodes)))],
        llm=MockLLM(),
        mode=FUSION_MODES.RECIPROCAL_RANK,
        num_queries=1,
        similarity_top_k=k,
        use_async=False,
    )
    return lambda text: [found.node.node_id for found in fusion.retrieve(text)]
