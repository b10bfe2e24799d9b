"""Documents in, snapshots out: what a build takes over, adds, removes, refuses."""

import json
import subprocess
import sys
from contextlib import closing

import numpy as np
import pytest

from ingest.build import build
from ingest.errors import CorpusError, IndexMissingError
from ingest.index import open_snapshot
from ingest.index.collection import read_embedded, read_rows
from ingest.index.folder import IndexFolder, publish, roll_back
from ingest.index.verify import verify


@pytest.fixture
def place(fakes, tmp_path):
    """Three policies in a corpus, an index beside it, and a build of the one into the other."""

    class Place:
        corpus = tmp_path / "corpus"
        index = tmp_path / "index"
        settings = fakes.plain_settings(tmp_path)
        encoder = fakes.HashingEncoder()

        def build(self, **options):
            self.encoder.asked.clear()
            return build([self.corpus], self.index, self.settings, encoder=self.encoder, **options)

    for name in ("one", "two", "three"):
        fakes.write_policy(tmp_path / "corpus", name, drug=f"drug{name}mab")
    return Place()


def test_a_first_build_adds_everything_and_is_sound(place) -> None:
    report = place.build()
    assert sorted(report.added) == ["one", "three", "two"]
    assert report.published
    assert report.n_passages > 0
    assert report.n_statements >= 6
    found = verify(place.index / "snapshots" / report.snapshot_id)
    assert found.faults == ()
    assert found.n_in_chroma == report.n_passages


def test_a_document_s_text_is_read_once_for_the_quotes_of_an_answer(place) -> None:
    place.build()
    with closing(open_snapshot(place.index)) as snapshot:
        text = snapshot.document_text("two")
        assert snapshot.document_text("two") is text
        assert snapshot.document_text("one") != text
        for look_up in (snapshot.document_text, lambda name: snapshot.page_at(name, 0)):
            with pytest.raises(KeyError):
                look_up("four")


def test_offsets_and_vectors_round_trip_through_chroma_and_the_store(place) -> None:
    place.build()
    with closing(open_snapshot(place.index)) as snapshot:
        passages = snapshot.passages_of("two")
        with read_embedded(snapshot.chroma_dir) as collection:
            rows = read_rows(collection, [item.passage_id for item in passages])
        assert [row.passage_id for row in rows] == [item.passage_id for item in passages]
        text = snapshot.document_text("two")
        for row, passage in zip(rows, passages, strict=True):
            assert text[row.char_start : row.char_end] == passage.text == row.text
            vector = snapshot.vectors[snapshot.row_of(passage.passage_id)]
            assert np.abs(row.vector - vector).max() < 1e-6
        for statement in snapshot.statements():
            quoted = snapshot.document_text(statement.doc_id)
            quote = statement.quote
            assert quoted[quote.char_start : quote.char_end] == quote.text


def test_nothing_changed_makes_no_snapshot_and_asks_the_encoder_nothing(place) -> None:
    first = place.build()
    second = place.build()
    assert second.snapshot_id == first.snapshot_id
    assert len(second.unchanged) == 3
    assert place.encoder.asked == []


def test_only_an_edited_document_is_embedded_again(place, fakes) -> None:
    first = place.build()
    fakes.write_policy(place.corpus, "two", drug="otherdrugmab")
    second = place.build()
    assert (second.changed, len(second.unchanged)) == (("two",), 2)
    assert second.fingerprint != first.fingerprint
    assert place.encoder.asked
    assert all("otherdrugmab" in text.lower() for text in place.encoder.asked if "drug" in text)
    with closing(open_snapshot(place.index)) as snapshot:
        every = place.encoder.encode(
            [item.searchable() for batch in snapshot.store.iter_passages() for item in batch]
        )
        assert np.abs(snapshot.vectors - every).max() < 1e-6
        phrases = place.encoder.encode(snapshot.phrases())
        assert np.abs(snapshot.phrase_vectors() - phrases).max() < 1e-6


def test_a_deleted_and_a_renamed_document_leave_nothing_behind(place) -> None:
    place.build()
    (place.corpus / "one.md").unlink()
    (place.corpus / "three.md").rename(place.corpus / "renamed.md")
    report = place.build()
    assert report.removed == ("one",)
    with closing(open_snapshot(place.index)) as snapshot:
        assert set(snapshot.documents) == {"two", "three"}
        assert snapshot.documents["three"].path == "renamed.md"
        assert "drugonemab" not in " ".join(snapshot.phrases())
        assert snapshot.lexical.rows_with("drugonemab").size == 0
        with read_embedded(snapshot.chroma_dir) as collection:
            assert collection.count() == snapshot.manifest.n_passages
    assert place.encoder.asked == []


def test_a_bad_file_beside_good_ones_is_reported(place) -> None:
    (place.corpus / "broken.pdf").write_bytes(b"%PDF-1.7 cut off")
    (place.corpus / "empty.md").write_bytes(b"")
    (place.corpus / "broken.md").write_text("---\nid: [\n---\ntext\n", encoding="utf-8")
    report = place.build()
    assert {item.path for item in report.failed} == {"broken.pdf", "empty.md", "broken.md"}
    assert all(item.why for item in report.failed)
    assert len(report.added) == 3
    again = place.build()
    assert again.snapshot_id == report.snapshot_id
    assert len(again.failed) == 3


def test_a_file_over_the_limit_is_refused_unread(place) -> None:
    with (place.corpus / "huge.md").open("wb") as huge:
        huge.truncate(300 * 1024 * 1024)
    report = place.build()
    assert [item.path for item in report.failed] == ["huge.md"]
    assert "the limit is" in report.failed[0].why


def test_two_documents_with_one_id_change_nothing(place, fakes) -> None:
    before = place.build()
    fakes.write_policy(place.corpus / "more", "two")
    with pytest.raises(CorpusError, match=r"'two'.*more/two\.md.*two\.md"):
        place.build()
    assert open_snapshot(place.index).snapshot_id == before.snapshot_id


@pytest.mark.parametrize("prepare", ["missing", "empty", "only a readme"])
def test_a_folder_without_a_document_is_an_error(place, tmp_path, prepare) -> None:
    place.corpus = tmp_path / "nothing"
    if prepare != "missing":
        place.corpus.mkdir()
    if prepare == "only a readme":
        (place.corpus / "README.md").write_text("# How to write one", encoding="utf-8")
    with pytest.raises(CorpusError):
        place.build()
    assert not place.index.exists()
    with pytest.raises(IndexMissingError, match=f"guideline-ingest build --index {place.index}"):
        open_snapshot(place.index)


def test_case_material_terms_and_links_out_of_the_folder_are_never_ingested(
    place, fakes, tmp_path
) -> None:
    fakes.write_policy(place.corpus / "demo-case", "note")
    fakes.write_policy(place.corpus / "terms", "terms")
    outside = fakes.write_policy(tmp_path / "outside", "outside")
    (place.corpus / "link.md").symlink_to(outside)
    report = place.build()
    assert sorted(report.added) == ["one", "three", "two"]
    assert [item.path for item in report.failed] == ["link.md"]


def test_a_staged_snapshot_is_seen_only_after_it_is_published(place, fakes) -> None:
    first = place.build()
    fakes.write_policy(place.corpus, "four")
    staged = place.build(stage=True)
    assert not staged.published
    assert open_snapshot(place.index).snapshot_id == first.snapshot_id
    assert "four" in open_snapshot(place.index, staged.snapshot_id).documents
    folder = IndexFolder(place.index)
    publish(folder, staged.snapshot_id)
    assert open_snapshot(place.index).snapshot_id == staged.snapshot_id
    assert roll_back(folder) == first.snapshot_id
    assert open_snapshot(place.index).snapshot_id == first.snapshot_id


def test_the_last_snapshots_are_kept_and_rollback_goes_back_through_them(place, fakes) -> None:
    ids = [place.build().snapshot_id]
    for number in range(4):
        fakes.write_policy(place.corpus, f"more{number}")
        ids.append(place.build().snapshot_id)
    folder = IndexFolder(place.index)
    assert folder.ids() == tuple(ids[-3:])
    assert roll_back(folder) == ids[-2]
    assert roll_back(folder) == ids[-3]


def test_the_command_line_prints_a_report_and_the_exit_code_of_a_partial_build(
    fakes, tmp_path
) -> None:
    corpus, index = tmp_path / "corpus", tmp_path / "index"
    fakes.write_policy(corpus, "one")
    build([corpus], index, fakes.plain_settings(tmp_path), encoder=fakes.disguised_encoder())
    (corpus / "bad.pdf").write_bytes(b"not a PDF")
    # The same terms as the build above: none.
    environment = {"GUIDELINE_QA_TERMS_DIR": str(tmp_path / "no-terms"), "PATH": ""}
    done = subprocess.run(  # noqa: S603
        [
            sys.executable,
            "-c",
            "from ingest.cli import main; main()",
            "build",
            str(corpus),
            "--index",
            str(index),
            "--json",
        ],
        capture_output=True,
        text=True,
        check=False,
        env=environment,
    )
    assert done.returncode == 12
    report = json.loads(done.stdout)
    assert report["unchanged"] == ["one"]
    assert [item["path"] for item in report["failed"]] == ["bad.pdf"]
    assert done.stderr.startswith("error: 1 document could not be read")
    assert "Traceback" not in done.stderr


def test_an_unchanged_build_imports_no_heavy_library_and_is_quick(fakes, tmp_path) -> None:
    corpus, index = tmp_path / "corpus", tmp_path / "index"
    for number in range(5):
        fakes.write_policy(corpus, f"doc{number}")
    built = build(
        [corpus], index, fakes.plain_settings(tmp_path), encoder=fakes.disguised_encoder()
    )
    program = (
        "import sys, time; start = time.perf_counter()\n"
        "from ingest.cli import main\n"
        "try:\n    main()\n"
        "except SystemExit as end:\n    assert not end.code, end.code\n"
        "heavy = ('torch', 'transformers', 'sentence_transformers', 'chromadb', 'llama_index', "
        "'bm25s', 'pypdf', 'simple_icd_10_cm')\n"
        "print([name for name in heavy if name in sys.modules])\n"
        "print(time.perf_counter() - start)\n"
    )
    environment = {"GUIDELINE_QA_TERMS_DIR": str(tmp_path / "no-terms"), "PATH": ""}
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-c", program, "build", str(corpus), "--index", str(index)],
        capture_output=True,
        text=True,
        check=True,
        env=environment,
    )
    *table, imported, seconds = done.stdout.splitlines()
    assert built.snapshot_id in "\n".join(table)
    assert imported == "[]"
    # 0.5 s alone; other tests run beside this one.
    assert float(seconds) < 5
