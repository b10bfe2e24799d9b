"""Edits: what a build takes over and patches is what a build from nothing would have written."""

import random
from contextlib import closing

import numpy as np
import pytest

from ingest.build import build
from ingest.corrections import Action, append_correction, correction_of
from ingest.errors import CorpusError, IndexError_
from ingest.index import open_snapshot
from ingest.index.lexical import FILES
from ingest.index.verify import verify
from ingest.statements.models import Direction


@pytest.fixture
def place(fakes, tmp_path):
    """Twelve policies in a corpus, an index beside it, and a build of the one into the other."""

    class Place:
        corpus = tmp_path / "corpus"
        index = tmp_path / "index"
        settings = fakes.plain_settings(tmp_path)
        encoder = fakes.HashingEncoder()

        def build(self, index=None, **options):
            self.encoder.asked.clear()
            return build(
                [self.corpus], index or self.index, self.settings, encoder=self.encoder, **options
            )

    for number in range(12):
        fakes.write_policy(tmp_path / "corpus", f"doc{number:02}", drug=f"drug{number}mab")
    return Place()


def assert_same(one, other) -> None:
    """Everything that a reader can see is equal, row by row, bit by bit."""
    assert one.manifest.fingerprint == other.manifest.fingerprint
    assert one.manifest.documents == other.manifest.documents
    assert one.sources == other.sources
    assert list(one.sources) == list(other.sources)
    for left, right in zip(one.store.iter_passages(), other.store.iter_passages(), strict=True):
        assert left == right
    assert one.statements() == other.statements()
    assert one.phrases() == other.phrases()
    assert np.array_equal(one.vectors, other.vectors)
    assert np.array_equal(one.phrase_vectors(), other.phrase_vectors())
    assert np.array_equal(one.content, other.content)
    for name in FILES:
        left, right = (np.load(item.folder / "bm25" / f"{name}.npy") for item in (one, other))
        assert left.dtype == right.dtype
        assert np.array_equal(left, right), name
    rows = list(range(one.manifest.n_passages))
    assert one.ids_of_rows(rows) == other.ids_of_rows(rows)


def test_any_run_of_edits_ends_as_a_build_from_nothing(place, fakes, tmp_path) -> None:
    chance = random.Random(20261128)  # noqa: S311 - the same edits in every run
    place.build()
    for round_number in range(8):
        for _ in range(chance.randint(1, 3)):
            paths = sorted(place.corpus.glob("*.md"))
            path = chance.choice(paths)
            kind = chance.choice(["edit", "add", "delete", "rename", "double"])
            if kind == "delete" and len(paths) > 3:
                path.unlink()
            elif kind == "rename":
                path.rename(path.with_name(f"{chance.choice('az')}{round_number}{path.name}"))
            elif kind == "add":
                drug = f"new{chance.randint(0, 99)}mab"
                fakes.write_policy(place.corpus, f"added{chance.randint(0, 99):02}", drug=drug)
            else:
                text = path.read_text(encoding="utf-8")
                more = f"\n## Note {round_number}\n\nA drug{chance.randint(0, 9)}mab note.\n"
                path.write_text(text + more * (1 + (kind == "double")), encoding="utf-8")
        report = place.build()
        fresh = place.build(tmp_path / f"fresh{round_number}")
        with (
            closing(open_snapshot(place.index)) as edited,
            closing(open_snapshot(tmp_path / f"fresh{round_number}")) as new,
        ):
            assert_same(edited, new)
        found = verify(place.index / "snapshots" / report.snapshot_id)
        assert found.faults == ()
        assert found.n_in_chroma == fresh.n_passages


def test_an_edit_asks_for_its_own_passages_alone_and_patches_chroma(place, fakes) -> None:
    place.build()
    fakes.write_policy(place.corpus, "doc03", drug="othermab")
    report = place.build()
    assert report.changed == ("doc03",)
    assert {text for text in place.encoder.asked if "drug" in text} == set()
    manifest = open_snapshot(place.index).manifest
    # The headings of the edited document are the same, so every passage was overwritten in place.
    assert manifest.n_left_in_chroma == 0
    (place.corpus / "doc04.md").unlink()
    report = place.build()
    manifest = open_snapshot(place.index).manifest
    assert manifest.n_left_in_chroma > 0
    assert verify(place.index / "snapshots" / report.snapshot_id).faults == ()
    for number in range(5, 10):
        (place.corpus / f"doc{number:02}.md").unlink()
    place.build()
    # So many deletions are worth writing the collection anew.
    assert open_snapshot(place.index).manifest.n_left_in_chroma == 0


def test_an_edit_that_breaks_off_leaves_what_was_published_and_nothing_else(place, fakes) -> None:
    """Chroma's copy is being made in a thread of its own by then."""
    before = place.build().snapshot_id
    fakes.write_policy(place.corpus, "doc03", drug="othermab")
    whole = place.encoder.encode

    def broken(_texts):
        raise OSError(28, "No space left on device")

    place.encoder.encode = broken
    with pytest.raises(IndexError_, match="No space left"):
        place.build()
    assert not (place.index / "staging").exists()
    assert [item.name for item in (place.index / "snapshots").iterdir()] == [before]
    place.encoder.encode = whole
    report = place.build()
    assert report.changed == ("doc03",)
    assert verify(place.index / "snapshots" / report.snapshot_id).faults == ()


def test_another_encoder_encodes_all_and_reads_nothing_again(place, fakes) -> None:
    place.build()
    place.encoder = fakes.HashingEncoder("other", "2", 32)
    report = place.build()
    assert len(report.unchanged) == 12
    assert not [name for name in report.seconds if name.startswith("reader.")]
    with closing(open_snapshot(place.index)) as snapshot:
        assert snapshot.vectors.shape == (report.n_passages, 32)
        texts = [p.searchable() for batch in snapshot.store.iter_passages() for p in batch]
        assert np.abs(snapshot.vectors - place.encoder.encode(texts)).max() < 1e-6
        assert snapshot.phrase_vectors().shape == (len(snapshot.phrases()), 32)
    assert verify(place.index / "snapshots" / report.snapshot_id).faults == ()


@pytest.mark.parametrize("name", ["store.sqlite", "vectors.npy", "bm25/held.npy", "content.npy"])
def test_a_changed_byte_is_not_carried_into_the_next_snapshot(place, fakes, tmp_path, name) -> None:
    path = place.index / "snapshots" / place.build().snapshot_id / name
    data = bytearray(path.read_bytes())
    data[-10] ^= 0xFF
    path.write_bytes(data)
    fakes.write_policy(place.corpus, "doc03", drug="othermab")
    report = place.build()
    assert report.changed == ("doc03",)
    assert len(report.unchanged) == 11
    place.build(tmp_path / "fresh")
    with (
        closing(open_snapshot(place.index)) as edited,
        closing(open_snapshot(tmp_path / "fresh")) as new,
    ):
        assert_same(edited, new)


@pytest.mark.parametrize("damage", ["cut", "emptied", "removed"])
def test_a_damaged_collection_is_written_anew_by_the_next_build(place, fakes, damage) -> None:
    folder = place.index / "snapshots" / place.build().snapshot_id / "chroma"
    database = folder / "chroma.sqlite3"
    if damage == "cut":
        with database.open("r+b") as file:
            file.truncate(database.stat().st_size // 2)
    elif damage == "emptied":
        database.unlink()
    else:
        for path in sorted(folder.rglob("*"), reverse=True):
            path.unlink() if path.is_file() else path.rmdir()
        folder.rmdir()
    fakes.write_policy(place.corpus, "doc03", drug="othermab")
    report = place.build()
    found = verify(place.index / "snapshots" / report.snapshot_id)
    assert found.faults == ()
    assert found.n_in_chroma == report.n_passages


# --- corrections ----------------------------------------------------------------------------------


def correct(place, doc_id: str, **options) -> None:
    """Write a correction of a document's exclusion, as the command and the page do."""
    with closing(open_snapshot(place.index)) as snapshot:
        wanted = next(
            item for item in snapshot.statements_of(doc_id) if item.direction is Direction.AGAINST
        )
        passage = snapshot.passage(wanted.quote.passage_id)
    values = options.pop("values", {"direction": "for"})
    made = correction_of(wanted, passage, action=Action.CHANGE, values=values, **options)
    append_correction(place.corpus, made)


def directions(place, doc_id: str) -> list[str]:
    with closing(open_snapshot(place.index)) as snapshot:
        return [str(item.direction) for item in snapshot.statements_of(doc_id)]


def test_a_correction_costs_a_reading_of_its_document_alone(place) -> None:
    first = place.build()
    assert directions(place, "doc03") == ["for", "against"]
    correct(place, "doc03")
    report = place.build()
    assert report.fingerprint != first.fingerprint
    assert len(report.unchanged) == 12
    assert place.encoder.asked == []
    assert report.seconds["reader.read"] > 0
    assert directions(place, "doc03") == ["for", "for"]
    assert directions(place, "doc04") == ["for", "against"]
    assert (report.n_corrected, report.stale_corrections) == (1, ())
    again = place.build()
    assert again.snapshot_id == report.snapshot_id
    assert again.n_corrected == 1


def test_a_correction_survives_an_edit_elsewhere_in_the_document(place) -> None:
    place.build()
    correct(place, "doc03")
    path = place.corpus / "doc03.md"
    text = path.read_text(encoding="utf-8")
    more = "## New\n\nDrug3mab is considered medically necessary for lupus.\n\n## Criteria"
    path.write_text(text.replace("## Criteria", more), encoding="utf-8")
    report = place.build()
    assert report.stale_corrections == ()
    assert directions(place, "doc03") == ["for", "for", "for"]


def test_a_correction_whose_words_are_gone_is_reported_at_every_build(place) -> None:
    place.build()
    correct(place, "doc03")
    path = place.corpus / "doc03.md"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("experimental for fatigue", "unproven for fatigue"), "utf-8")
    for report in (place.build(), place.build()):
        (stale,) = report.stale_corrections
        assert stale.doc_id == "doc03"
        assert stale.place == "corrections/doc03.toml, correction 1"
        assert "the nearest is 'Drug3mab is considered unproven for fatigue.'" in stale.why
    assert directions(place, "doc03") == ["for", "against"]


def test_a_correction_of_a_document_that_is_gone_is_reported(place) -> None:
    place.build()
    correct(place, "doc03")
    (place.corpus / "doc03.md").unlink()
    (stale,) = place.build().stale_corrections
    assert (stale.doc_id, stale.why) == ("doc03", "there is no such document")


def test_a_withdrawn_correction_leaves_nothing_behind(place) -> None:
    first = place.build()
    correct(place, "doc03")
    place.build()
    (place.corpus / "corrections" / "doc03.toml").unlink()
    report = place.build()
    assert report.fingerprint == first.fingerprint
    assert directions(place, "doc03") == ["for", "against"]


def test_a_corrections_file_with_a_fault_stops_the_build_and_changes_nothing(place) -> None:
    first = place.build()
    (place.corpus / "corrections").mkdir()
    (place.corpus / "corrections" / "x.toml").write_text("[[correction]]\nquote = 1\n", "utf-8")
    with pytest.raises(CorpusError, match=r"corrections/x\.toml, correction 1: quote is not text"):
        place.build()
    assert open_snapshot(place.index).snapshot_id == first.snapshot_id
