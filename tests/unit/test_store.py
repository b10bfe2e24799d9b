"""The store: what goes in comes out, character for character."""

import time
from contextlib import closing
from dataclasses import replace
from datetime import date

import pytest

from ingest import codec
from ingest.errors import IndexDamagedError
from ingest.models import Block, BlockKind, Flag, Source, SourceKind
from ingest.statements.models import (
    Basis,
    Criterion,
    Direction,
    Join,
    Quote,
    Statement,
)
from ingest.store import StoreReader
from ingest.store_writer import StoreWriter

QUOTE = Quote(doc_id="a", passage_id="a#s1:1", char_start=0, char_end=4, page=2, text="IVIG")
LEAF = Criterion(join=Join.LEAF, text="Age ≥ 18", quote=QUOTE)
STATEMENT = Statement(
    statement_id="a!1",
    doc_id="a",
    direction=Direction.FOR,
    basis=Basis.COVERAGE,
    quote=QUOTE,
    lead_quotes=(QUOTE, QUOTE),
    interventions=("immune globulin",),
    conditions=("CIDP", "MMN"),
    codes=("D80.0-D80.7",),
    grade="1B",
    printed_page=55,
    criteria=Criterion(
        join=Join.AT_LEAST,
        text="two of",
        n=2,
        children=(
            LEAF,
            LEAF,
            Criterion(join=Join.NONE_OF, text="", quote=None, children=(LEAF,), parsed=False),
        ),
    ),
    exceptions=("pregnancy",),
    catch_all=True,
    flags=("contradicts",),
)
SOURCE = Source(
    doc_id="a",
    title="Härte “quoted”",
    kind=SourceKind.COVERAGE_POLICY,
    year=2025,
    effective_date=date(2025, 1, 31),
    end_date=date(2026, 1, 1),
    supersedes=("b", "CPB 1"),
    digest=True,
    checked_on=date(2026, 11, 23),
    inferred=("year",),
)
BLOCKS = (
    Block(kind=BlockKind.HEADING, char_start=0, char_end=4, level=1, page=1, page_end=1),
    Block(
        kind=BlockKind.TABLE_ROW,
        char_start=6,
        char_end=9,
        header=("A", "B"),
        cells=("x", ""),
        table=0,
    ),
)


@pytest.fixture
def written(fakes, tmp_path):
    document, passages = fakes.document_of(
        "a", ["IVIG – “for” CIDP\u2028.", "Zwölf \U0001f9ea", "x" * 900]
    )
    document = replace(
        document,
        blocks=BLOCKS,
        page_starts=(0, 5),
        pages_without_text=(3,),
        front_matter={"year": 2025},
        flags=(Flag(kind="instruction", detail="ignore", page=1),),
    )
    passages[0] = replace(passages[0], heading_path=("A", "B"), context="lead-in", page=1)
    with StoreWriter(tmp_path / "store.sqlite") as store:
        store.add(document, SOURCE, passages, (STATEMENT, replace(STATEMENT, criteria=None)))
        other, more = fakes.document_of("b", ["second"])
        store.add(other, replace(SOURCE, doc_id="b"), more, ())
        store.commit([("a", 3), ("b", 1)])
    return tmp_path / "store.sqlite", document, passages


def test_everything_comes_back_as_it_went_in(written) -> None:
    path, document, passages = written
    with closing(StoreReader(path)) as store:
        assert store.document("a") == document
        assert store.sources()["a"] == SOURCE
        assert store.passages_of("a") == tuple(passages)
        assert store.passage("a#s1:2") == passages[1]
        assert store.statements_of("a") == (STATEMENT, replace(STATEMENT, criteria=None))
        assert store.statements() == store.statements_of("a")
        assert store.phrases() == ("CIDP", "MMN", "immune globulin")
        assert store.counts() == (2, 4, 2, 3)
        assert store.row_of("b#s1:1") == 3
        assert store.ids_of_rows([3, 0]) == [("b#s1:1", "b"), ("a#s1:1", "a")]
        assert [len(batch) for batch in store.iter_passages(3)] == [3, 1]


def test_offsets_point_at_the_text_of_the_passage(written) -> None:
    path, _, passages = written
    with closing(StoreReader(path)) as store:
        text = store.text("a")
        assert all(text[item.char_start : item.char_end] == item.text for item in passages)


def test_a_copy_holds_what_was_not_removed_in_its_own_order(written, fakes, tmp_path) -> None:
    path, document, passages = written
    third, more = fakes.document_of("c", ["third", "and more"])
    with StoreWriter(tmp_path / "new.sqlite", base=path) as new:
        new.remove("b")
        new.add(third, replace(SOURCE, doc_id="c"), more, ())
        new.commit([("c", 2), ("a", 3)])
    with closing(StoreReader(tmp_path / "new.sqlite")) as store:
        assert store.document("a") == document
        assert store.passages_of("a") == tuple(passages)
        assert store.row_of("a#s1:1") == 2
        assert store.statements_of("a")[0] == STATEMENT
        assert list(store.sources()) == ["c", "a"]
        assert store.ids_of_rows([4, 1, 2]) == [("a#s1:3", "a"), ("c#s1:2", "c"), ("a#s1:1", "a")]
        assert store.passages_of("b") == ()
        assert store.counts() == (2, 5, 2, 3)
        assert [item.doc_id for batch in store.iter_passages(2) for item in batch] == [
            "c", "c", "a", "a", "a",
        ]  # fmt: skip
    with closing(StoreReader(path)) as store:
        assert store.counts() == (2, 4, 2, 3)


def test_phrases_go_with_the_last_document_that_says_them(fakes, tmp_path) -> None:
    documents = [fakes.document_of(doc_id, ["text"]) for doc_id in ("a", "b")]
    said = replace(STATEMENT, interventions=("IVIG",), conditions=("CIDP",))
    with StoreWriter(tmp_path / "old.sqlite") as store:
        for document, passages in documents:
            own = ("only a",) if document.doc_id == "a" else ()
            store.add(
                document,
                replace(SOURCE, doc_id=document.doc_id),
                passages,
                (replace(said, interventions=("IVIG", *own)),),
            )
        store.commit([("a", 1), ("b", 1)])
        assert store.phrases() == ["CIDP", "IVIG", "only a"]
    with StoreWriter(tmp_path / "new.sqlite", base=tmp_path / "old.sqlite") as store:
        store.remove("a")
        store.commit([("b", 1)])
    with closing(StoreReader(tmp_path / "new.sqlite")) as reader:
        assert reader.phrases() == ("CIDP", "IVIG")


@pytest.mark.parametrize("ask", ["document", "text", "passage", "row_of"])
def test_what_is_not_there_is_a_key_error(written, ask) -> None:
    with closing(StoreReader(written[0])) as store, pytest.raises(KeyError):
        getattr(store, ask)("nothing")


def test_a_file_that_is_no_database_is_damage(tmp_path) -> None:
    path = tmp_path / "store.sqlite"
    path.write_bytes(b"not a database" * 100)
    with pytest.raises(IndexDamagedError, match="guideline-ingest build"):
        StoreReader(path)


def test_three_thousand_statements_are_read_fast() -> None:
    text = codec.dump([STATEMENT] * 3_000)
    best = 9.0
    for _ in range(3):
        start = time.process_time()
        assert len(codec.load_statements(text)) == 3_000
        best = min(best, time.process_time() - start)
    # 0.07 s on the machine of the tests; the bound leaves room for a slower one, not for a slip.
    assert best < 0.4
