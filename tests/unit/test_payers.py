"""Payers and publishers as questions name them."""

import pytest

from app.payer_names import names_of_sources
from app.payers import cut_payer, published_by, speaks_for
from ingest.models import Source, SourceKind

LCD = Source(
    doc_id="lcd-1",
    title="Foobar Injections",
    kind=SourceKind.COVERAGE_POLICY,
    publisher="Summit Government Services, LLC",
    payer="Medicare",
)
NCD = Source(
    doc_id="ncd-1",
    title="NCD - Foobar",
    kind=SourceKind.COVERAGE_POLICY,
    publisher="Centers for Medicare & Medicaid Services",
    payer="Medicare",
)
UNNAMED = Source(doc_id="foxglove-MED-83", title="Foobar", kind=SourceKind.COVERAGE_POLICY)


@pytest.mark.parametrize(
    ("question", "payer"),
    [
        ("Does Summit Government Services pay for foobar?", "Summit Government Services, LLC"),
        ("Summit claim for foobar in gout", "Summit Government Services, LLC"),
        ("Does Summit's LCD cover foobar?", "Summit Government Services, LLC"),
        ("Foobar under Summit for gout?", "Summit Government Services, LLC"),
        ("Medicare: foobar for gout?", "Medicare"),
        ("Foobar for altitude sickness on a summit claimed by climbers", ""),
    ],
)
def test_a_contractor_is_asked_by_its_name(question, payer) -> None:
    assert cut_payer(question, names_of_sources([LCD, NCD]), "").payer == payer


def test_a_contractor_speaks_for_medicare_and_for_itself() -> None:
    assert speaks_for(LCD, "Medicare")
    assert speaks_for(LCD, "Summit Government Services, LLC")
    assert not speaks_for(NCD, "Summit Government Services, LLC")


def test_a_file_without_a_publisher_may_be_named_for_the_plan() -> None:
    assert speaks_for(UNNAMED, "Foxglove Health Plans")
    assert not speaks_for(UNNAMED, "Foxtail Health Plans")


def _by(publisher: str) -> Source:
    return Source(doc_id="g", title="G", kind=SourceKind.GUIDELINE, publisher=publisher)


@pytest.mark.parametrize(
    ("own", "asked", "is_theirs"),
    [
        (
            "Nordic Society of Foobar and Foobar Foundation (NSF/FF)",
            "Nordic Society of Foobar (NSF)",
            True,
        ),
        (
            "Nordic Heart Society, Nordic Society of Foobar",
            "Nordic Society of Foobar (NSF)",
            True,
        ),
        (
            "National Board for Health and Clinical Quality (NBHQ)",
            "National Board for Health and Care Quality (NBHQ)",
            True,
        ),
        ("American College of Rheumatology (ACR)", "American College of Radiology (ACR)", False),
        ("Nordic Society of Foobar (NSF)", "Nordic Society of Foobar and Friends (NSF/F)", False),
        ("Department of Health and Human Services", "Department of Health", False),
        ("", "American College of Radiology (ACR)", False),
    ],
)
def test_a_guideline_of_several_bodies_is_each_ones(own, asked, is_theirs) -> None:
    assert published_by(_by(own), asked) is is_theirs


@pytest.mark.parametrize(
    ("question", "publisher"),
    [
        ("foobar screening at 72, usnsf", "United States Northern Society of Foobar (USNSF)"),
        ("foobar for gout, USNSF", "United States Northern Society of Foobar (USNSF)"),
        ("is foobar nice for gout?", ""),
        ("is foobar good, NICE?", "National Institute (NICE)"),
    ],
)
def test_initials_may_be_typed_small_unless_they_are_a_word(question, publisher) -> None:
    named = names_of_sources(
        [_by("United States Northern Society of Foobar (USNSF)"), _by("National Institute (NICE)")]
    )
    assert cut_payer(question, named, "").publisher == publisher


@pytest.mark.parametrize(
    ("question", "publisher"),
    [
        ("Does the Nordland guideline recommend foobar?", "Nordland Blood Network (NBN)"),
        ("Nordland guidelines: foobar for gout?", "Nordland Blood Network (NBN)"),
        ("Foobar in Nordland for gout?", ""),
        ("Does the European guideline recommend foobar?", ""),  # of which body?
        ("Does the national guideline recommend foobar?", ""),
    ],
)
def test_the_guideline_of_a_place_is_that_of_its_only_body(question, publisher) -> None:
    named = names_of_sources(
        [
            _by("Nordland Blood Network (NBN)"),
            _by("European Society of Foobar"),
            _by("European League of Gout"),
            _by("National Foobar Board"),
        ]
    )
    assert cut_payer(question, named, "").publisher == publisher


@pytest.mark.parametrize(
    "question",
    ["Does the IOM report advise foobar?", "Does the National Academy of Foobar advise foobar?"],
)
def test_what_a_body_is_called_now_stands_in_its_brackets(question) -> None:
    body = "Institute of Foobar (IOM, now National Academy of Foobar)"
    assert cut_payer(question, names_of_sources([_by(body)]), "").publisher == body
