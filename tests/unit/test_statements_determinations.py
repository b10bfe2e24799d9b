"""Medicare determinations and articles: where their criteria stand, and what their words mean."""

from pathlib import Path
from typing import Any

import pytest

from ingest.describe import describe
from ingest.models import Source
from ingest.readers import read_document
from ingest.statements.abbreviations import definitions
from ingest.statements.models import Statement
from tests.said import AGAINST, FOR, GUIDELINE, INSUFFICIENT, POLICY, rows, said

SECTIONS = """# Coverage

The evidence is sufficient to cover, under Medicare Part B, a counseling visit, and for appropriate
beneficiaries, annual screening for gout with foobar, as a preventive benefit under the program,
only if all of the following criteria are met:

## Beneficiary eligibility criteria

- Age 50 to 77 years;
- Current smoker.

## Counseling visit

The beneficiary must receive a visit that meets all of the following criteria:

- Determination of eligibility;
- Use of a decision aid.

## Noncovered indications

Preventive services are non-covered unless specifically covered in this NCD.
"""


def test_criteria_in_titled_sections_are_all_asked_for() -> None:
    (found,) = said(POLICY, SECTIONS, subject="Screening for gout with foobar")
    assert found.direction is FOR
    assert "annual screening" in found.interventions
    assert found.criteria is not None
    assert [leaf.text for leaf in found.criteria.leaves()] == [
        "Age 50 to 77 years",
        "Current smoker",
        "Determination of eligibility",
        "Use of a decision aid",
    ]


def test_sections_that_refuse_are_no_criteria() -> None:
    text = SECTIONS.replace("Beneficiary eligibility criteria", "Criteria that exclude")
    found = said(POLICY, text, subject="Screening for gout with foobar")
    assert not any(_asks(s, "Age 50") for s in found if s.direction is FOR)


def _asks(statement: Statement, what: str) -> bool:
    leaves = statement.criteria.leaves() if statement.criteria else ()
    return any(what in leaf.text for leaf in leaves)


LCD = """Local Coverage Determination (LCD)

Foobar Assay

L99999

LCD Information

Original Effective Date
For services performed on or after 04/01/2018
Revision Effective Date
For services performed on or after 10/01/2021

Copyright 2023 American Medical Association.

Indications:

Measurement of foobar is indicated for patients with:

• gout
• rickets
• psoriasis

Limitations:

Further testing may be medically necessary only to monitor.
"""
ARTICLE = """LCD Reference Article
Billing and Coding Article

Billing and Coding: Foobar Assay

A99999

Article Information

This article complements the Local Coverage Determination for Foobar Assay (L99999).
"""
GUIDELINE_COVER = """Foo Surgery
2019, Vol. 161(2) 195-210

Guidelines Executive Summary
Clinical Practice Guideline: Sudden Foot Loss (Update)
Published August 1, 2019

Key Action Statements

STATEMENT 1. Clinicians should offer rest.
"""


def source_of(tmp_path: Path, text: str) -> Source:
    path = tmp_path / "doc.txt"
    path.write_text(text, encoding="utf-8")
    return describe(read_document(path, tmp_path))


def test_what_a_determination_calls_indicated_is_covered(corpus: Any) -> None:
    corpus.policy("lcd", LCD, title="Foobar Assay", payer="Medicare", policy_number="L99999")
    question = "Does Medicare cover measurement of foobar for gout?"
    assert corpus.ask(question).answer.verdict == "necessary"


@pytest.mark.parametrize(
    ("text", "title", "year"),
    [
        (LCD, "Foobar Assay", 2021),
        (ARTICLE, "Billing and Coding: Foobar Assay", None),
        (GUIDELINE_COVER, "Clinical Practice Guideline: Sudden Foot Loss (Update)", 2019),
    ],
)
def test_titles_and_years_of_databases_and_journals(
    tmp_path: Path, text: str, title: str, year: int | None
) -> None:
    source = source_of(tmp_path, text)
    assert (source.title, source.year) == (title, year)


def test_a_label_before_each_chapter_is_no_title(tmp_path: Path) -> None:
    text = (
        "GUIDELINE FOR THE MANAGEMENT OF GOUT\n\nTopic: Treatment of mild gout\n\n"
        "1. We suggest rest.\n\nTopic: Other treatments\n\n2. We suggest ice.\n"
    )
    assert source_of(tmp_path, text).title == "GUIDELINE FOR THE MANAGEMENT OF GOUT"


def test_by_what_people_are_treated_is_no_disease(tmp_path: Path) -> None:
    text = (
        "# Guidelines of care for the management of gout in adults with foobar therapy and "
        "systemic therapies\n\nWe suggest rest.\n"
    )
    assert source_of(tmp_path, text).subject == "gout"


@pytest.mark.parametrize(
    ("text", "short", "long"),
    [
        ("sudden sensorineural foot loss (SSNFL)", "SSNFL", "sudden sensorineural foot loss"),
        ("a proton pump inhibitor (PPI)", "PPI", "proton pump inhibitor"),
        ("patients with breast cancer (BC)", "BC", "breast cancer"),
    ],
)
def test_two_words_with_one_letter(text: str, short: str, long: str) -> None:
    assert definitions(text)[short] == long


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "We suggest foobarin during pregnancy, given its potential to lower the risk of gout, "
            "rickets, and psoriasis.",
            [(FOR, "foobarin", "pregnancy")],
        ),
        (
            "There was insufficient evidence to make a recommendation regarding foobarin for gout, "
            "and the workgroup therefore neither recommends for nor against its use.",
            [(INSUFFICIENT, "foobarin", "gout")],
        ),
        ("These recommendations are not meant to replace foobarin in gout.", []),
    ],
)
def test_reasons_and_what_follows_are_no_conditions(text: str, expected: list[object]) -> None:
    assert rows(said(GUIDELINE, f"# Guide\n\n{text}\n")) == expected


def test_a_row_of_a_code_list_names_no_condition() -> None:
    text = (
        "# Foobar\n\n## Codes that support medical necessity\n\n"
        "M80.08XA Osteoporosis with current fracture\n"
    )
    assert not any(s.conditions for s in said(POLICY, text, subject="Foobar"))
    assert AGAINST not in {s.direction for s in said(POLICY, text, subject="Foobar")}
