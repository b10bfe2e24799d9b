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
from ingest.store_writer import StoreWriter, content_hash

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
        store.add_phrases(["CIDP", "MMN"])
        store.commit()
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
        assert store.phrases() == ("CIDP", "MMN")
        assert store.counts() == (2, 4, 2, 2)
        assert store.row_of("b#s1:1") == 3
        assert store.ids_of_rows([3, 0]) == [("b#s1:1", "b"), ("a#s1:1", "a")]
        assert store.content_hashes()[0] == content_hash(passages[0].searchable())
        assert [len(batch) for batch in store.iter_passages(3)] == [3, 1]


def test_offsets_point_at_the_text_of_the_passage(written) -> None:
    path, _, passages = written
    with closing(StoreReader(path)) as store:
        text = store.text("a")
        assert all(text[item.char_start : item.char_end] == item.text for item in passages)


def test_a_document_is_taken_over_with_all_its_rows(written, tmp_path) -> None:
    path, document, passages = written
    with closing(StoreReader(path)) as old, StoreWriter(tmp_path / "new.sqlite") as new:
        new.take_over(old, "b")
        new.take_over(old, "a")
        new.commit()
    with closing(StoreReader(tmp_path / "new.sqlite")) as store:
        assert store.document("a") == document
        assert store.passages_of("a") == tuple(passages)
        assert store.row_of("a#s1:1") == 1
        assert store.statements_of("a")[0] == STATEMENT
        assert list(store.sources()) == ["b", "a"]


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
