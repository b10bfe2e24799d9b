"""The vectors in the repository are those of its corpus, and true."""

from contextlib import closing

from evals.kept_vectors import KEPT_VECTORS, encoder_id, read_kept, worst_sampled
from ingest.embed import open_encoder
from ingest.index import open_snapshot
from ingest.store_writer import content_hash


def test_most_of_the_corpus_is_kept_and_as_the_encoder_gives_it(corpus_index) -> None:
    kept = read_kept(KEPT_VECTORS)
    assert kept is not None
    assert kept.encoder == encoder_id(open_encoder())
    with closing(open_snapshot(corpus_index)) as snapshot:
        texts = [p.searchable() for doc in snapshot.documents for p in snapshot.passages_of(doc)]
        n_kept = sum(content_hash(text) in kept.rows for text in texts)
        # Documents are added and edited; half of them missing means that passages are cut anew.
        assert n_kept > len(texts) / 2, "run `guideline-evals vectors` and commit the file"
        assert worst_sampled(texts, snapshot.vectors, open_encoder()) < 1e-4
