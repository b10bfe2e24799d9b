"""Who owns a document whose cover names no known body."""

import pytest

from ingest.describe import describe
from ingest.describe_owner import administrator_of, contractor_of, copyright_holder
from ingest.readers import read_document


def described(tmp_path, text, name="doc.txt"):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return describe(read_document(path, tmp_path))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The contract prevails. © 2025 Foxglove Blue Cross.", "Foxglove Blue Cross"),
        ("Copyright Foxglove Health Inc. Bulletins contain a description.", "Foxglove Health"),
        ("(c) Foxglove Health Plans.", "Foxglove Health Plans"),
        (
            "Law goes before it. Foxglove Health Plans. No part of this publication may be sold.",
            "Foxglove Health Plans",
        ),
        (
            "Copyright by the College of Surgeons of Erewhon. All rights reserved.",
            "College of Surgeons of Erewhon",
        ),
        ("CPT codes are copyright 2025 American Medical Association. All Rights Reserved.", ""),
        ("CPT® is a trademark; codes © 2025 Some Code Board.", ""),
        ("The authors hold the copyright. It was published in 2025.", ""),
    ],
)
def test_who_holds_the_copyright(text, name) -> None:
    assert copyright_holder(text) == name


@pytest.mark.parametrize(
    ("cover", "name"),
    [
        (
            "LCD\nContractor: Foxglove Government Services, LLC (A and B MAC)",
            "Foxglove Government Services, LLC",
        ),
        (
            "Contractor Name | Type | States\nFoxglove Administrators, LLC | A and B MAC | Iowa",
            "Foxglove Administrators, LLC",
        ),
        ("The contractor finds the evidence sufficient.", ""),
        (
            "Contractor name | Type | States\nFoobar Administrators, LLC | MAC | Utah",
            "Foobar Administrators, LLC",
        ),
    ],
)
def test_the_contractor_of_a_local_determination(cover, name) -> None:
    assert contractor_of(cover) == name


def test_a_contractor_decides_for_medicare(tmp_path) -> None:
    source = described(
        tmp_path,
        "MEDICARE DATABASE\nLocal Coverage Determination (LCD)\nFoobar Injections\nL00001\n\n"
        "Contractor: Foxglove Services, LLC (A and B MAC)\n\nCoverage Guidance\n\n"
        "Foobars are covered for gout when it is severe. They are not covered for warts.\n",
    )
    assert (source.publisher, source.payer) == ("Foxglove Services, LLC", "Medicare")
    assert source.title == "Foobar Injections"


def test_who_administers_the_plans() -> None:
    told = "It applies to health benefit plans administered by Foxglove Health Companies. Benefits"
    assert administrator_of(told) == "Foxglove Health"
    assert administrator_of("plans administered by Foxglove Life Group.") == "Foxglove Life"
    assert administrator_of("The drug is administered by a nurse.") == ""


@pytest.mark.parametrize(
    ("text", "payer", "title"),
    [
        pytest.param(
            "# BlueHill of the Plains\n\n# Pharmacy Benefit: Prior Authorization Criteria\n\n"
            "Gout Agents: Foobarix (foobar)\n\nFoobar is covered when gout is severe.\n",
            "BlueHill of the Plains",
            "Gout Agents: Foobarix (foobar)",
            id="a name above the series, by its place",
        ),
        pytest.param(
            "# Gout Injections\n\n## Medical Policy\n\nPolicy Number: 12\n\nSevere gout is an "
            "indication. Foobar is medically necessary when gout persists.\n",
            "",
            "Gout Injections",
            id="a topic above the series",
        ),
        pytest.param(
            "STATE OF EREWHON\nDEPARTMENT OF HEALTH AND HUMAN SERVICES\nDIVISION OF MEDICAL "
            "ASSISTANCE (EREWHON MEDICAID)\n\nCLINICAL COVERAGE POLICY No. 10-XY\n\n"
            "OUTPATIENT SPEECH SERVICES\n\n1.0 COVERED\nTreatment is covered when it helps.\n",
            "Erewhon Department of Health and Human Services (Erewhon Medicaid)",
            "OUTPATIENT SPEECH SERVICES",
            id="a state and its department on two lines",
        ),
        pytest.param(
            "# Acme Health Plan (Medicaid)\n"
            "## Medical Policy AH-MP-047: Outpatient Rehabilitation\n\n"
            "It is medically necessary when lungs fail.\n",
            "Acme Health Plan",
            "Medical Policy AH-MP-047: Outpatient Rehabilitation",
            id="a line of business is no part of the name",
        ),
    ],
)
def test_payer_and_title(tmp_path, text, payer, title) -> None:
    name = "doc.txt" if text.isupper() or text.startswith("STATE") else "doc.md"
    source = described(tmp_path, text, name)
    assert (source.payer, source.title) == (payer, title)


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("Published May 2019. This document replaces the version of 2005.", 2019),
        ("This update revises the recommendations of the 2017/2018 guideline.", None),
        ("Searches were last conducted in August 2011.", None),
        ("Adopted 14 June 2024. Planned revision: 2028.", 2024),
    ],
)
def test_years_of_other_things(tmp_path, text, year) -> None:
    body = f"# Clinical Practice Guideline for Gout\n\n{text}\n\nWe recommend foobar.\n"
    assert described(tmp_path, body, "doc.md").year == year


def test_the_number_that_is_replaced_is_not_its_own(tmp_path) -> None:
    source = described(
        tmp_path,
        "# Medical Policy\n\nReplaces Policy Number 159A.\n\nIt is medically necessary.\n",
        "doc.md",
    )
    assert source.policy_number == ""


@pytest.mark.parametrize(
    ("title", "subject"),
    [
        ("Foobarix (foobar) prefilled syringe, pen", "Foobarix (foobar)"),
        ("Oncology – Foobarix (foobar tablets – Acme) Prior Authorization Policy", "Foobarix"),
        ("Clinical Review Criteria: Treatment of Veins", "Treatment of Veins"),
        ("7.01.72 Procedures for Back Pain", "Procedures for Back Pain"),
    ],
)
def test_subject_of_a_policy(tmp_path, title, subject) -> None:
    text = f"# {title}\n\nIt is considered medically necessary when pain persists.\n"
    assert described(tmp_path, text, "doc.md").subject == subject


@pytest.mark.parametrize(
    ("text", "title", "subject"),
    [
        (
            "# AGC Clinical Guideline: Gastroparesis",
            "AGC Clinical Guideline: Gastroparesis",
            "Gastroparesis",
        ),
        (
            "# AGC CLINICAL PRACTICE GUIDELINE\n\n## The Management of Croup",
            "The Management of Croup",
            "Croup",
        ),
        (
            "# The Treatment of Gout\n\n## Guideline and Report — Academy of Joint Surgeons (AJS)",
            "The Treatment of Gout",
            "Gout",
        ),
    ],
)
def test_titles_of_guidelines(tmp_path, text, title, subject) -> None:
    source = described(tmp_path, f"{text}\n\nWe recommend foobar. We suggest rest.\n", "doc.md")
    assert (source.title, source.subject) == (title, subject)


@pytest.mark.parametrize(
    ("title", "payer"),
    [
        ("Foobar pacing - Medical Policy", ""),
        ("Foobar pacing - Treatment of gout", ""),
        ("Gout care - Acme Salud", ""),
        ("Foobar pacing - Acme Salud", "Acme Salud"),
        ("Foobar pacing | Policies | Tri-A Salud", "Tri-A Salud"),
    ],
)
def test_whose_page_it_is_stands_behind_its_heading(tmp_path, title, payer):
    page = (
        f"<html><head><title>{title}</title></head><body><h1>Foobar pacing</h1><p>Foobar pacing is "
        "considered medically necessary for gout. It is considered investigational for sciatica."
        "</p></body></html>"
    )
    source = described(tmp_path, page, "page.html")
    assert (source.payer, source.publisher) == (payer, payer)
