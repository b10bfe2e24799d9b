"""Corrections of an editor: which Statement is meant, what may be set, and when one is stale."""

from dataclasses import replace
from datetime import date

import pytest

from ingest.chunk import chunk_document
from ingest.corrections import (
    Action,
    Correction,
    append_correction,
    apply_corrections,
    corrected,
    read_corrections,
)
from ingest.corrections.fields import places_of
from ingest.describe import describe
from ingest.errors import CorpusError
from ingest.readers import read_document
from ingest.statements.extract import extract_statements
from ingest.statements.models import Basis, Direction, Join

TEXT = """---
id: acme
title: Rituximab
kind: coverage_policy
payer: Acme
---
# Rituximab

## Criteria

Rituximab is considered medically necessary for pemphigus vulgaris when ALL of the following
criteria are met:

- Age 18 years or older
- Failure of “corticosteroids” – at least two

## Exclusions

Rituximab is considered experimental for fatigue.

## Background

Fatigue that follows the flu may be helped by rituximab in some settings.

## Summary

Rituximab is considered experimental for fatigue.
"""
EXCLUDED = "Rituximab is considered experimental for fatigue."


@pytest.fixture
def parsed(tmp_path):
    (tmp_path / "acme.md").write_text(TEXT, encoding="utf-8")
    document = read_document(tmp_path / "acme.md", tmp_path)
    source = describe(document)
    passages = chunk_document(document)
    return document, source, passages, extract_statements(document, source, passages)


def correction(**changed) -> Correction:
    given = {
        "doc_id": "acme",
        "action": Action.CHANGE,
        "quote": EXCLUDED,
        "values": {"direction": Direction.INSUFFICIENT},
        "place": "corrections/acme.toml, correction 1",
    }
    return Correction(**{**given, **changed})


def test_the_statement_with_these_words_says_what_was_set(parsed) -> None:
    found = apply_corrections(*parsed, [correction()])
    assert found.stale == ()
    assert found.n_applied == 1
    changed = [item for item in found.statements if item.direction is Direction.INSUFFICIENT]
    assert [item.quote.text for item in changed] == [EXCLUDED]
    assert changed[0].flags == ("corrected",)
    assert [item.statement_id for item in found.statements] == [
        f"acme!{n}" for n in range(1, len(found.statements) + 1)
    ]


def test_white_space_and_shapes_of_signs_do_not_count(parsed) -> None:
    loose = "Rituximab  is considered\n experimental for fatigue."
    assert apply_corrections(*parsed, [correction(quote=loose)]).n_applied == 1
    assert places_of('"corticosteroids" - at', parsed[0].text)
    assert places_of("corticosteroids at", parsed[0].text) == []


def test_a_dropped_statement_is_gone(parsed) -> None:
    found = apply_corrections(*parsed, [correction(action=Action.DROP, values={})])
    assert not any(item.quote.text == EXCLUDED for item in found.statements)
    assert len(found.statements) < len(parsed[3])


def test_conditions_that_are_set_replace_the_subject_of_the_document(parsed) -> None:
    values = {
        "conditions": ("chronic fatigue syndrome",),
        "interventions": ("rituximab", "anti-CD20"),
    }
    found = apply_corrections(*parsed, [correction(values=values)])
    (changed,) = (item for item in found.statements if "corrected" in item.flags)
    assert changed.conditions == ("chronic fatigue syndrome",)
    assert changed.condition_groups == (("chronic fatigue syndrome",),)
    assert not changed.subject_stands_in
    assert changed.interventions == ("rituximab", "anti-CD20")
    assert changed.direction is Direction.AGAINST


def test_criteria_are_quoted_where_they_stand(parsed) -> None:
    tree = {
        "lead": "when ALL of the following criteria are met",
        "any_of": [
            "Age 18 years or older",
            {"at_least": 1, "of": ['Failure of "corticosteroids"']},
        ],
    }
    quote = next(s.quote.text for s in parsed[3] if s.direction is Direction.FOR)
    found = apply_corrections(*parsed, [correction(quote=quote, values={"criteria": tree})])
    assert found.stale == ()
    (changed,) = (item for item in found.statements if "corrected" in item.flags)
    assert changed.criteria.join is Join.ANY_OF
    assert changed.criteria.children[1].n == 1
    passages = {item.passage_id: item for item in parsed[2]}
    for leaf in changed.criteria.leaves():
        span = parsed[0].text[leaf.quote.char_start : leaf.quote.char_end]
        assert span == leaf.quote.text == leaf.text
        assert passages[leaf.quote.passage_id].char_start <= leaf.quote.char_start
    assert [leaf.text for leaf in changed.criteria.leaves()][1] == "Failure of “corticosteroids”"


def test_no_criteria_at_all(parsed) -> None:
    quote = next(s.quote.text for s in parsed[3] if s.criteria)
    found = apply_corrections(*parsed, [correction(quote=quote, values={"criteria": False})])
    (changed,) = (item for item in found.statements if "corrected" in item.flags)
    assert changed.criteria is None


def test_a_statement_that_was_not_understood_is_added_in_reading_order(parsed) -> None:
    words = "Fatigue that follows the flu may be helped by rituximab in some settings."
    values = {
        "direction": Direction.FOR,
        "interventions": ("rituximab",),
        "conditions": ("post-viral fatigue",),
    }
    added = correction(action=Action.ADD, quote=words, values=values)
    found = apply_corrections(*parsed, [added])
    assert found.stale == ()
    (item,) = (s for s in found.statements if s.quote.text == words)
    assert item.basis is Basis.COVERAGE
    assert parsed[0].text[item.quote.char_start : item.quote.char_end] == words
    assert item.quote.passage_id in {p.passage_id for p in parsed[2]}
    starts = [s.quote.char_start for s in found.statements]
    assert starts == sorted(starts)
    again = apply_corrections(*parsed[:3], found.statements, [added])
    assert "says this by now" in again.stale[0].why


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        pytest.param({"quote": "Rituximab is considered experimental for tiredness."},
                     "does not say these words any more; the nearest is 'Rituximab is considered "
                     "experimental for fatigue.'", id="the document was edited"),
        pytest.param({"quote": "in some settings"}, "no Statement quotes them", id="no Statement"),
        pytest.param({"was": {"direction": Direction.FOR}}, "says something else now (against)",
                     id="it says something else by now"),
        pytest.param({"heading": "Background"}, "or stands elsewhere", id="another heading"),
        pytest.param({"lead": "Either of:"}, "or stands elsewhere", id="another list"),
        pytest.param({"values": {"criteria": ["Age 19 or older"]}},
                     "'Age 19 or older' does not stand in the document", id="a leaf of one's own"),
        pytest.param({"action": Action.ADD, "quote": "never said",
                      "values": {"direction": Direction.FOR, "interventions": ("x",)}},
                     "'never said' does not stand in the document", id="words of one's own"),
        pytest.param({"action": Action.ADD, "quote": "experimental for fatigue. Background",
                      "values": {"direction": Direction.FOR, "interventions": ("x",)}},
                     "over the end of a passage", id="over two sections"),
    ],
)  # fmt: skip
def test_a_correction_that_does_not_fit_is_stale_and_changes_nothing(parsed, changed, why) -> None:
    found = apply_corrections(*parsed, [correction(**changed)])
    assert found.n_applied == 0
    assert why in found.stale[0].why
    assert found.stale[0].place == "corrections/acme.toml, correction 1"
    assert found.statements == parsed[3]
    document, statements, n = corrected(*parsed, [correction(**changed)])
    assert (statements, n) == (parsed[3], 0)
    assert document.flags[-1].kind == "stale_correction"
    assert len(document.flags[-1].detail) <= 200


@pytest.mark.parametrize("was", [{"direction": Direction.AGAINST}, {}])
def test_of_two_corrections_of_one_statement_the_later_counts_field_by_field(parsed, was) -> None:
    first = correction(was=was, values={"direction": Direction.FOR, "conditions": ("gout",)})
    second = correction(was=was, values={"conditions": ("sciatica",)})
    found = apply_corrections(*parsed, [first, second])
    meant = next(s for s in found.statements if s.quote.text == EXCLUDED)
    assert (meant.direction, meant.conditions) == (Direction.FOR, ("sciatica",))
    assert not found.stale


def test_who_drops_a_statement_and_thinks_better_of_it_changes_it(parsed) -> None:
    was = {"direction": Direction.AGAINST}
    dropped = correction(was=was, action=Action.DROP, values={})
    found = apply_corrections(*parsed, [dropped, correction(was=was)])
    meant = next(s for s in found.statements if s.quote.text == EXCLUDED)
    assert meant.direction is Direction.INSUFFICIENT
    found = apply_corrections(*parsed, [correction(was=was), dropped])
    assert EXCLUDED not in [s.quote.text for s in found.statements]


def test_heading_tells_two_places_with_the_same_words_apart(parsed) -> None:
    document, source, passages, statements = parsed
    first = next(s for s in statements if s.quote.text == EXCLUDED)
    start = document.text.rindex(EXCLUDED)
    passage = next(p for p in passages if p.char_start <= start < p.char_end)
    second = replace(
        first,
        quote=replace(
            first.quote,
            char_start=start,
            char_end=start + len(EXCLUDED),
            passage_id=passage.passage_id,
        ),
    )
    found = apply_corrections(
        document, source, passages, (*statements, second), [correction(heading="summary")]
    )
    assert [s.quote.char_start for s in found.statements if "corrected" in s.flags] == [start]


def test_what_is_written_is_read_back(tmp_path) -> None:
    one = correction(
        quote='says "this" – and\\that\n',
        heading="A",
        lead="B",
        was={"direction": Direction.AGAINST, "interventions": ("IVIG",)},
        values={"criteria": {"at_least": 2, "of": ["a", {"none_of": ["b"]}]}, "catch_all": True},
        why="because \x7f",
        by="E. Editor",
        on=date(2026, 11, 20),
    )
    two = correction(doc_id="acme", action=Action.DROP, values={}, place="")
    for item in (one, two):
        path = append_correction(tmp_path, item)
    assert path == tmp_path / "corrections" / "acme.toml"
    found = read_corrections([tmp_path]).of("acme")
    assert found[0] == replace(one, values=dict(one.values), was=dict(one.was))
    assert found[1] == replace(two, place="corrections/acme.toml, correction 2")
    assert not list(path.parent.glob("*.new"))


def test_a_document_id_that_is_no_file_name_stays_in_the_folder(tmp_path) -> None:
    path = append_correction(tmp_path, correction(doc_id="../../etc/passwd"))
    assert path.parent == tmp_path / "corrections"


def test_reasons_are_no_part_of_the_hash_and_everything_else_is(tmp_path) -> None:
    hashes = []
    for changed in ({}, {"why": "x", "by": "y", "on": date(2026, 1, 1)}, {"heading": "x"}):
        folder = tmp_path / str(len(hashes))
        append_correction(folder, correction(**changed))
        hashes.append(read_corrections([folder]).hash_of("acme"))
    assert hashes[0] == hashes[1] != hashes[2]
    assert read_corrections([tmp_path]).hash_of("acme") == ""


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param("[[correction]\n", "a.toml: not TOML", id="no TOML"),
        pytest.param("[[corection]]\n", "something else than", id="a misspelt table"),
        pytest.param('[[correction]]\ndocument = "a"\n', "correction 1: document and quote",
                     id="no quote"),
        pytest.param('[[correction]]\ndocument = "a"\nquote = "q"\nsett = {}\n', "unknown key sett",
                     id="a misspelt key"),
        pytest.param('[[correction]]\ndocument = "a"\nquote = "q"\n', "sets something",
                     id="nothing to do"),
        pytest.param('[[correction]]\ndocument = "a"\nquote = "q"\naction = "drop"\n'
                     'set = { grade = "A" }\n', "sets nothing", id="dropped and set"),
        pytest.param('[[correction]]\ndocument = "a"\nquote = "q"\nset = { direction = "yes" }\n',
                     "direction is 'yes': use one of 'for', 'against', 'insufficient'",
                     id="no such direction"),
        pytest.param('[[correction]]\ndocument = "a"\nquote = "q"\nset = { quote = "x" }\n',
                     "set.quote is unknown", id="a quote of one's own"),
        pytest.param('[[correction]]\ndocument = "a"\nquote = "q"\nset = { conditions = "x" }\n',
                     "conditions is not a list of texts", id="text for a list"),
        pytest.param('[[correction]]\ndocument = "a"\nquote = "q"\n'
                     'set = { criteria = { some_of = ["x"] } }\n', "criteria is not",
                     id="an unknown join"),
        pytest.param('[[correction]]\ndocument = "a"\nquote = "q"\nset = { catch_all = "yes" }\n',
                     "catch_all is not true or false", id="text for a switch"),
        pytest.param('[[correction]]\ndocument = "a"\nquote = "q"\naction = "add"\n'
                     'set = { grade = "A" }\n', "set.direction and set.interventions is required",
                     id="added without a direction"),
        pytest.param('[[correction]]\ndocument = "a"\nquote = "q"\non = "2026-01-01"\n'
                     'set = { grade = "A" }\n', "on is not a date", id="a date in quotation marks"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_understood_is_an_error_that_names_the_place(
    tmp_path, text, message
) -> None:
    (tmp_path / "corrections").mkdir()
    (tmp_path / "corrections" / "a.toml").write_text(text, encoding="utf-8")
    with pytest.raises(CorpusError, match=r"corrections/a\.toml") as raised:
        read_corrections([tmp_path])
    assert message in str(raised.value)


def test_a_link_out_of_the_folder_is_refused(tmp_path) -> None:
    (tmp_path / "corpus" / "corrections").mkdir(parents=True)
    (tmp_path / "outside.toml").write_text("", encoding="utf-8")
    (tmp_path / "corpus" / "corrections" / "a.toml").symlink_to(tmp_path / "outside.toml")
    with pytest.raises(CorpusError, match="a link out of the folder"):
        read_corrections([tmp_path / "corpus"])
