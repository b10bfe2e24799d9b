"""The same index against a real Chroma server on loopback, started here."""

import random
import socket
import time
from contextlib import closing

import pytest

from app.retrieve import Filters, Retriever
from ingest.build import build
from ingest.errors import IndexError_, SettingsError
from ingest.index import open_snapshot
from ingest.index.folder import IndexFolder, roll_back
from ingest.index.server import ChromaServer
from ingest.index.verify import verify
from ingest.models import Source, SourceKind

QUESTIONS = ("drug3mab for pemphigus", "experimental for fatigue", "age and corticosteroids", "?")


def free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def server(url):
    with closing(ChromaServer(url)) as opened:
        yield opened


@pytest.fixture
def corpus(fakes, tmp_path):
    for number in range(6):
        fakes.write_policy(tmp_path / "corpus", f"doc{number}", drug=f"drug{number}mab")
    return tmp_path / "corpus"


@pytest.fixture
def make(fakes, tmp_path, corpus):
    def run(index, **changed):
        settings = fakes.plain_settings(tmp_path, **changed)
        return build([corpus], tmp_path / index, settings, encoder=fakes.HashingEncoder())

    return run


def hits(snapshot, fakes, server=None):
    retriever = Retriever(snapshot, fakes.HashingEncoder(), server=server)
    return [
        [(hit.passage_id, round(hit.fused_score, 5)) for hit in retriever.retrieve(text, k=12)]
        for text in QUESTIONS
    ]


def test_a_server_gives_the_same_hits_as_the_folder(make, fakes, url, tmp_path) -> None:
    make("embedded")
    make("served", chroma_url=url)
    with (
        closing(ChromaServer(url)) as server,
        closing(open_snapshot(tmp_path / "embedded")) as embedded,
        closing(open_snapshot(tmp_path / "served")) as served,
    ):
        assert served.manifest.collection in server.names()
        assert not served.chroma_dir.exists()
        assert served.manifest.fingerprint == embedded.manifest.fingerprint
        assert hits(served, fakes, server) == hits(embedded, fakes)
        assert verify(served.folder, server=server).faults == ()
        assert "GUIDELINE_QA_CHROMA_URL" in verify(served.folder).faults[0]


@pytest.fixture(scope="module")
def many(fakes, url, tmp_path_factory):
    """Passages beyond what a server is asked for, in a folder and on the server."""
    chance = random.Random(7)  # noqa: S311 - the same texts in every run
    words = [f"word{number}" for number in range(60)] + ["R53.82", "J1459"]
    texts = {
        f"doc{number:02}": [" ".join(chance.choices(words, k=9)) for _ in range(60)]
        for number in range(40)
    }
    sources = {
        doc_id: Source(
            doc_id=doc_id, title=doc_id, kind=SourceKind.COVERAGE_POLICY, payer=f"Plan {n % 7}"
        )
        for n, doc_id in enumerate(texts)
    }
    place = tmp_path_factory.mktemp("many")
    embedded = fakes.snapshot_of(place / "embedded", texts, sources=sources)
    served = fakes.snapshot_of(place / "served", texts, sources=sources, collection="s-many")
    server = ChromaServer(url)
    server.write("s-many", served.store.iter_passages(), served.sources, served.vectors)
    yield embedded, served, server
    for opened in (embedded, served, server):
        opened.close()


@pytest.mark.parametrize(
    ("filters", "codes"),
    [
        pytest.param(None, (), id="all passages"),
        pytest.param(None, ("R53.82",), id="a code"),
        pytest.param(Filters(payer="Plan 3"), (), id="one payer"),
        pytest.param(Filters(doc_ids=frozenset({"doc07"})), ("J1459",), id="one document"),
    ],
)
@pytest.mark.parametrize("k", [1, 10, 100])
def test_beyond_what_the_server_is_asked_for_order_and_scores_are_the_same(
    many, fakes, filters, codes, k
) -> None:
    embedded, served, server = many
    assert embedded.manifest.n_passages > 2_000
    encoder = fakes.HashingEncoder()
    local, remote = Retriever(embedded, encoder), Retriever(served, encoder, server=server)
    chance = random.Random(11)  # noqa: S311 - the same questions in every run
    for _ in range(20):
        text = " ".join(f"word{chance.randint(0, 70)}" for _ in range(chance.randint(1, 6)))
        found = remote.retrieve(text, k=k, filters=filters, codes=codes)
        assert found == local.retrieve(text, k=k, filters=filters, codes=codes)
        assert len(found) == min(k, 60 if filters and filters.doc_ids else k)


def test_build_publish_roll_back_and_prune_on_the_server(
    make, fakes, server, corpus, tmp_path
) -> None:
    url = server.url
    before = server.names()
    ids = [make("index", chroma_url=url, keep_snapshots=2).snapshot_id]
    for number in range(2):
        fakes.write_policy(corpus, f"more{number}")
        ids.append(make("index", chroma_url=url, keep_snapshots=2).snapshot_id)
    assert server.names() - before == {f"s-{item}" for item in ids[1:]}
    assert roll_back(IndexFolder(tmp_path / "index")) == ids[1]
    with closing(open_snapshot(tmp_path / "index")) as snapshot:
        assert server.count(snapshot.manifest.collection) == snapshot.manifest.n_passages
        found = hits(snapshot, fakes, server)
        assert not any(name.startswith("more1#") for row in found for name, _ in row)


def test_a_collection_of_a_killed_build_is_removed_by_the_next(make, server, tmp_path) -> None:
    (tmp_path / "index").mkdir()
    (tmp_path / "index" / "collections").write_text("s-left-by-a-killed-build\n", encoding="utf-8")
    server.write("s-left-by-a-killed-build", [], {}, None)
    make("index", chroma_url=server.url)
    assert "s-left-by-a-killed-build" not in server.names()


def test_a_server_that_is_down_is_one_line_in_bounded_time(make, tmp_path) -> None:
    port = free_port()
    start = time.monotonic()
    with pytest.raises(IndexError_, match=rf"Chroma server at http://127\.0\.0\.1:{port}"):
        make("index", chroma_url=f"http://127.0.0.1:{port}")
    assert time.monotonic() - start < 60
    assert IndexFolder(tmp_path / "index").ids() == ()


def test_a_server_that_never_answers_is_one_line_in_bounded_time() -> None:
    with closing(socket.socket()) as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        address = f"http://127.0.0.1:{silent.getsockname()[1]}"
        start = time.monotonic()
        with (
            closing(ChromaServer(address, timeout_s=1)) as server,
            pytest.raises(IndexError_, match="did not answer within 1 s"),
        ):
            server.count("s-anything")
        assert time.monotonic() - start < 10


def test_questions_do_not_pile_up_before_a_server_that_went_silent() -> None:
    with closing(socket.socket()) as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        address = f"http://127.0.0.1:{silent.getsockname()[1]}"
        with closing(ChromaServer(address, timeout_s=0.2)) as server:
            for _ in range(8):
                with pytest.raises(IndexError_, match="did not answer within"):
                    server.count("s-anything")
            start = time.monotonic()
            with pytest.raises(IndexError_, match="has not answered 8 questions yet"):
                server.count("s-anything")
            assert time.monotonic() - start < 0.2


@pytest.mark.parametrize("wrong", ["localhost:8000", "ftp://host", "http://"])
def test_an_address_that_is_none_is_a_settings_error(wrong) -> None:
    with pytest.raises(SettingsError, match="http://host:port"):
        ChromaServer(wrong)
