"""The index: Snapshots on disk, written by one build, read by many. Owner of chromadb and bm25s.

folder      the index folder: staging, publishing by one rename, the writer's lock
manifest    what a Snapshot holds and was made of
writer      the files of a new Snapshot
snapshot    the reader's side
lexical     BM25 (bm25s, PyStemmer)
collection  Chroma
verify      recount and re-hash; the difference between two Snapshots
"""

from ingest.index.snapshot import LiveIndex, Snapshot, open_snapshot

__all__ = ["LiveIndex", "Snapshot", "open_snapshot"]
