"""What is kept of the names beside the terms of a Snapshot: no other answer, only a quicker one."""

import json

import pytest

from ingest import known_names as module
from ingest.errors import CorpusError
from ingest.known_names import keep_known_names, known_names
from ingest.term_names import key_of, name_table
from ingest.terms import Concept, Terms

TERMS = """
[[concept]]
id = "low-back-pain"
kind = "condition"
name = "low back pain"
aliases = ["lumbago", "LBP"]
codes = ["M54.5-"]

[[concept]]
id = "acupuncture"
kind = "intervention"
name = "acupuncture"
broader = ["needling"]
ambiguous = ["AP"]
"""
FILE = "known-names.json"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setattr(module, "drug_names", lambda: {"velotrexin": ("velox",)})
    (tmp_path / "terms.toml").write_text(TERMS, encoding="utf-8")
    return tmp_path


def spotted(folder, text: str) -> set[str]:
    return {mention.concept_id for mention in known_names(folder).terms.spot(text)}


def as_plain(names) -> tuple[object, ...]:
    table = {key: [tuple(row) for row in rows] for key, rows in names.terms.by_key.items()}
    drugs = {name: tuple(others) for name, others in names.drugs.items()}
    return dict(names.terms.concepts), table, drugs, list(names.counts.items())


def test_what_is_kept_says_what_the_files_say(folder) -> None:
    made = known_names(folder)
    keep_known_names(folder, None)
    assert (folder / FILE).is_file()
    assert as_plain(known_names(folder)) == as_plain(made)
    assert spotted(folder, "velox for LBP") == {"rx:velotrexin", "low-back-pain"}
    assert spotted(folder, "acupuncture for lbp") == {"acupuncture"}


def test_it_is_read_and_not_made_again(folder, monkeypatch) -> None:
    keep_known_names(folder, None)
    monkeypatch.setattr(module, "load_terms", lambda _: pytest.fail("the files were read again"))
    assert spotted(folder, "lumbago") == {"low-back-pain"}


def test_other_terms_are_not_answered_with_what_was_kept(folder) -> None:
    keep_known_names(folder, None)
    changed = TERMS.replace("lumbago", "lumbalgia")
    (folder / "terms.toml").write_text(changed, encoding="utf-8")
    assert spotted(folder, "lumbalgia") == {"low-back-pain"}
    assert spotted(folder, "lumbago") == set()


@pytest.mark.parametrize("text", ["", "{", "[]", '{"of": 1}', "\udcff"])
def test_a_damaged_file_is_made_anew_in_memory(folder, text) -> None:
    (folder / FILE).write_bytes(text.encode("utf-8", "surrogateescape"))
    assert spotted(folder, "lumbago") == {"low-back-pain"}


def test_a_wrong_terms_file_is_told_with_or_without_it(folder) -> None:
    keep_known_names(folder, None)
    (folder / "more.toml").write_text("[[concept]]\nid = 1\n", encoding="utf-8")
    with pytest.raises(CorpusError, match=r"more\.toml"):
        known_names(folder)


def test_an_edit_of_documents_takes_it_over(folder, tmp_path, monkeypatch) -> None:
    keep_known_names(folder, None)
    following = tmp_path / "following"
    following.mkdir()
    (following / "terms.toml").write_text(TERMS, encoding="utf-8")
    monkeypatch.setattr(module, "load_terms", lambda _: pytest.fail("the files were read again"))
    keep_known_names(following, folder)
    assert json.loads((following / FILE).read_bytes()) == json.loads((folder / FILE).read_bytes())


def test_what_was_kept_of_other_terms_is_not_taken_over(folder, tmp_path) -> None:
    keep_known_names(folder, None)
    following = tmp_path / "following"
    following.mkdir()
    (following / "terms.toml").write_text(TERMS.replace("lumbago", "lumbalgia"), encoding="utf-8")
    keep_known_names(following, folder)
    assert spotted(following, "lumbalgia") == {"low-back-pain"}


# --- keys -----------------------------------------------------------------------------------------


def test_a_name_is_found_under_its_stems_or_its_singular() -> None:
    assert key_of("Injections of botulinum toxins") == key_of("injection of botulinum toxin")
    assert key_of("SSRIs") == key_of("SSRI") == "ssri"
    assert key_of("stimulation") != key_of("stimulant")
    assert key_of(" -- ") == ""


def test_names_beside_others_leave_those_as_they_are() -> None:
    base = Terms(
        {"a": Concept(concept_id="a", kind="condition", name="gout", names=("gout", "MS"))}
    )
    more = {
        "b": Concept(concept_id="b", kind="condition", name="Gout", names=("Gout", "stiffness"))
    }
    both = base.beside(more)
    anew = Terms({**base.concepts, **more})
    assert dict(both.by_key) == dict(anew.by_key)
    assert list(both.by_key["gout"]) == [("a", False), ("b", False)]
    assert dict(base.by_key) == dict(name_table([("a", ("gout", "MS"))]))
