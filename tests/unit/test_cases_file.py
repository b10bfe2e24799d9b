"""Case files: what is wrong is named with file and line; the committed ones are right."""

import json
from collections import Counter

import pytest

from app.models import Verdict
from evals.cases_file import CASES_DIR, load_cases, select
from evals.corpora import find_corpora
from evals.labelled import labelled_cases
from evals.models import Case
from ingest.errors import CaseFileError

GOOD = """\
# a comment
[[case]]
case_id = "one"
corpus = "small"
question = "Is A covered for B?"
verdict = "necessary"
as_of = "2026-11-23"
references = ["doc-1"]
tags = ["plain"]
why = "Because."
"""
KNOWN = {"small": frozenset({"doc-1", "doc-2"}), "far": None}


def load(folder, text: str, name: str = "a.toml") -> tuple[Case, ...]:
    (folder / name).write_text(text, encoding="utf-8")
    return load_cases(folder, known_documents=KNOWN)


def changed(old: str, new: str) -> str:
    assert old in GOOD
    return GOOD.replace(old, new)


def test_a_case_is_read_with_its_place(tmp_path) -> None:
    (case,) = load(tmp_path, GOOD)
    assert (case.case_id, case.references, case.file, case.line) == (
        "one",
        ("doc-1",),
        "a.toml",
        2,
    )


def test_none_stands_for_no_verdict(tmp_path) -> None:
    assert load(tmp_path, changed('"necessary"', '"none"'))[0].verdict is None


def test_a_toml_date_is_a_date(tmp_path) -> None:
    assert load(tmp_path, changed('"2026-11-23"', "2026-11-23"))[0].as_of.year == 2026


TWICE = GOOD + GOOD.replace('"one"', '"two"')


@pytest.mark.parametrize(
    ("text", "place", "says"),
    [
        pytest.param(
            changed("references =", "refs ="), 8, "unknown key 'refs'", id="an unknown key"
        ),
        pytest.param(
            changed('"necessary"', '"approved"'), 6, "unknown verdict 'approved'", id="a verdict"
        ),
        pytest.param(
            changed('verdict = "necessary"\n', ""), 2, "unknown verdict None", id="no verdict"
        ),
        pytest.param(changed('"doc-1"', '"doc-9"'), 8, "no document 'doc-9'", id="a document"),
        pytest.param(
            changed('"doc-1"', '"doc-9#2:1"'), 8, "no document 'doc-9#2:1'", id="a passage of none"
        ),
        pytest.param(changed('"small"', '"tiny"'), 4, "unknown corpus 'tiny'", id="a corpus"),
        pytest.param(changed('["plain"]', "[]"), 9, "tags: ", id="no tag"),
        pytest.param(changed('why = "Because."\n', ""), 2, "why: ", id="no reason"),
        pytest.param(changed('"2026-11-23"', '"soon"'), 7, "as_of: ", id="a date that is none"),
        pytest.param(changed('"one"', '"One Case"'), 3, "case_id: ", id="an id with spaces"),
        pytest.param(
            GOOD + 'decides = ["doc-7"]\n', 11, "no document 'doc-7'", id="a deciding document"
        ),
        pytest.param(GOOD + 'case = ["no.md"]\n', 11, "no file 'no.md'", id="a file of the case"),
        pytest.param(
            GOOD + 'codes = { "D80.0" = "listed" }\n', 11, "codes: ", id="a state of a code"
        ),
        pytest.param(
            GOOD + 'paraphrase_of = "none"\n', 11, "unknown 'none'", id="a paraphrase of nothing"
        ),
        pytest.param(
            TWICE.replace('"necessary"', '"conditional"', 1) + 'paraphrase_of = "one"\n',
            16,
            "must expect the same verdict",
            id="a paraphrase with another verdict",
        ),
        pytest.param(GOOD + GOOD, 13, "is also at a.toml:2", id="an id twice"),
        pytest.param(GOOD + "[extra]\n", 1, "unknown table or key: extra", id="another table"),
        pytest.param(GOOD + "question = \n", 11, "a.toml:11", id="no TOML"),
        pytest.param(GOOD + 'file = "x"\n', 11, "unknown key 'file'", id="a key of the loader"),
    ],
)
def test_a_wrong_case_is_named_with_file_and_line(tmp_path, text, place, says) -> None:
    with pytest.raises(CaseFileError) as caught:
        load(tmp_path, text)
    assert str(caught.value).startswith(f"a.toml:{place}: ")
    assert says in str(caught.value)


def test_an_id_in_two_files_names_both(tmp_path) -> None:
    (tmp_path / "a.toml").write_text(GOOD, encoding="utf-8")
    with pytest.raises(CaseFileError, match=r"b\.toml:3: .* is also at a\.toml:2"):
        load(tmp_path, GOOD, "b.toml")


def test_documents_that_are_not_here_cannot_be_checked(tmp_path) -> None:
    (case,) = load(tmp_path, changed('"small"', '"far"'))
    assert case.references == ("doc-1",)


def test_a_folder_without_cases_is_an_error(tmp_path) -> None:
    with pytest.raises(CaseFileError, match="no case file"):
        load_cases(tmp_path, known_documents=KNOWN)


def test_a_selection_fits_ids_files_and_tags_and_is_never_empty(tmp_path) -> None:
    cases = load(tmp_path, TWICE)
    assert [c.case_id for c in select(cases, pattern="t*o")] == ["two"]
    assert len(select(cases, pattern="a.toml")) == 2
    assert len(select(cases, pattern="plain", corpora=["small"])) == 2
    with pytest.raises(CaseFileError, match="no case fits"):
        select(cases, pattern="nothing")


# --- the committed cases --------------------------------------------------------------------------


@pytest.fixture(scope="module")
def committed(tmp_path_factory) -> tuple[Case, ...]:
    corpora = find_corpora(work_dir=tmp_path_factory.mktemp("evals"))
    known = {name: frozenset(c.names) if c.names else None for name, c in corpora.items()}
    return load_cases(CASES_DIR, known_documents=known)


@pytest.fixture(scope="module")
def labelled(shared_data) -> tuple[Case, ...]:
    return labelled_cases(shared_data / "vadod" / "recommendations.jsonl", "vadod")


def test_the_committed_cases_load_and_name_documents_that_exist(committed) -> None:
    assert len(committed) >= 200


def test_at_least_a_third_are_negative(committed) -> None:
    assert sum(case.negative for case in committed) >= len(committed) / 3


def test_at_least_fifteen_questions_are_asked_in_three_wordings_or_more(committed) -> None:
    wordings = Counter(case.paraphrase_of for case in committed if case.paraphrase_of)
    groups = {name for name, n in wordings.items() if n >= 2}
    by_id = {case.case_id: case for case in committed}
    assert len(groups) >= 15
    assert {by_id[name].corpus for name in groups} == {"corpus", "styles"}


@pytest.mark.shared_data
def test_at_least_a_third_run_on_documents_that_we_did_not_write(committed, labelled) -> None:
    """The invented documents in publishers' styles are ours, so they do not count."""
    cases = (*committed, *labelled)
    assert sum(case.corpus in ("vadod", "medicare") for case in cases) >= len(cases) / 3


@pytest.mark.shared_data
def test_every_label_becomes_a_case_with_its_own_id(committed, labelled) -> None:
    assert len(labelled) == 241
    ids = [case.case_id for case in (*committed, *labelled)]
    assert len(set(ids)) == len(ids)
    either = {case.verdict for case in labelled if case.accepted}
    assert either == {Verdict.NECESSARY}


def test_labels_that_are_not_here_are_no_cases(tmp_path) -> None:
    assert labelled_cases(tmp_path / "recommendations.jsonl", "vadod") == ()


def test_a_wrong_label_is_named_with_its_line(tmp_path) -> None:
    path = tmp_path / "recommendations.jsonl"
    row = {"guideline": "G", "rec": 1, "page": 2, "strength": "Maybe", "text": "", "question": "q"}
    path.write_text(json.dumps(row), encoding="utf-8")
    with pytest.raises(CaseFileError, match=r"recommendations\.jsonl:1: 'Maybe'"):
        labelled_cases(path, "vadod")


KINDS = (
    "not-addressed conflicting superseded code-not-listed misquote-bait injection missing-fact "
    "contradiction-bait follow-up held-out"
)


@pytest.mark.parametrize("tag", KINDS.split())
def test_each_kind_of_negative_case_is_there(committed, tag) -> None:
    assert any(tag in case.tags for case in committed)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('tags = ["plain"]', 'tags = ["plain", "not-adressed"]', "is 'not-addressed' meant"),
        ('tags = ["plain"]', 'tags = ["held_out"]', "is 'held-out' meant"),
        ('tags = ["plain"]', 'tags = ["plain"]\nmust_say = [""]', "must_say"),
        ('tags = ["plain"]', 'tags = ["plain"]\nmust_not_say = ["x", " "]', "must_not_say"),
        ('tags = ["plain"]', 'tags = ["plain"]\nparaphrase_of = "one"', "paraphrase of itself"),
    ],
)
def test_what_would_check_nothing_is_an_error_with_its_line(tmp_path, old, new, message) -> None:
    with pytest.raises(CaseFileError, match=message) as caught:
        load(tmp_path, changed(old, new))
    assert str(caught.value).startswith("a.toml:")


def test_tags_of_ones_own_are_free(tmp_path) -> None:
    assert load(tmp_path, changed('["plain"]', '["plan-year", "hold", "again"]'))


def test_an_id_of_a_labelled_case_is_taken(tmp_path) -> None:
    (tmp_path / "a.toml").write_text(GOOD, encoding="utf-8")
    with pytest.raises(CaseFileError, match=r"a\.toml:3: case_id 'one' is that of a case made"):
        load_cases(tmp_path, known_documents=KNOWN, taken={"one"})
