"""How a question names its payer: shortened, owned, by another of its names, or its contractor."""

from dataclasses import replace
from datetime import date

import pytest

from app.payer_names import names_of_sources, without_conditions
from app.payers import speaks_for
from app.question import understand
from ingest.models import Source, SourceKind
from tests.small_corpus import shipped_terms


def policy(payer: str) -> Source:
    return Source(doc_id="p", title="Zinc", kind=SourceKind.COVERAGE_POLICY, payer=payer)


def payer_of(text: str, *payers: str) -> str:
    named = names_of_sources([policy(p) for p in payers])
    return understand(text, shipped_terms(), as_of=date(2026, 11, 28), named=named).payer


@pytest.mark.parametrize(
    ("text", "payer"),
    [
        ("Zinc for tinnitus, is it covered by Anchor?", "Anchor Health Plans"),
        ("Anchor: zinc for tinnitus?", "Anchor Health Plans"),
        ("Anchor member. Zinc for tinnitus?", "Anchor Health Plans"),
        ("Anchor sutures for a torn rotator cuff?", ""),
        ("Is a suture anchor covered for a torn rotator cuff?", ""),
        ("Is Anchor Suture Repair Covered For A Torn Cuff?", ""),
    ],
)
def test_a_plan_called_by_a_word_of_english_is_written_as_a_name(text, payer) -> None:
    assert payer_of(text, "Anchor Health Plans") == payer


def test_what_of_a_plan_is_asked_is_no_part_of_its_name() -> None:
    assert payer_of("Does Larkspur's LCD cover zinc for tinnitus?") == "Larkspur"


@pytest.mark.parametrize(
    ("text", "payer"),
    [
        ("UHC. 33F with tinnitus for a year. Zinc ok?", "UHC"),
        ("She had Aetna before, now tinnitus. Zinc ok?", "Aetna"),
        ("Her old plan, Aetna, paid. Tinnitus again. Zinc ok?", ""),
    ],
)
def test_a_known_payer_may_stand_in_another_sentence(text, payer) -> None:
    assert payer_of(text) == payer


def test_a_payer_has_several_names() -> None:
    assert speaks_for(policy("UnitedHealthcare"), "UHC")
    assert not speaks_for(policy("UnitedHealthcare"), "Aetna")


def test_the_contractor_of_medicare_is_named_on_the_first_page() -> None:
    head = "LCD L1. Contractor: Larkspur Government Services"
    assert speaks_for(policy("Medicare"), "Larkspur", head)
    assert not speaks_for(policy("Medicare"), "Brightwater", head)
    assert not speaks_for(policy("Acme"), "Larkspur", head)


def test_a_payer_read_off_a_cover_gives_way_to_the_one_that_the_cover_names_too() -> None:
    """Covers print more than one name ("Pharmacy Benefit", then whose): the wrong one was taken."""
    head = "Pharmacy Benefit | Larkspur Community Plans | Policy 12"
    assert speaks_for(replace(policy("Pharmacy Benefit"), inferred=("payer",)), "Larkspur", head)
    assert not speaks_for(policy("Pharmacy Benefit"), "Larkspur", head)


def test_initials_that_are_a_disease_are_no_publisher() -> None:
    source = Source(
        doc_id="g",
        title="Knees",
        kind=SourceKind.GUIDELINE,
        publisher="Orthopaedic Surgeons Academy",
    )
    named = without_conditions(names_of_sources([source]), shipped_terms())
    told = [
        understand(text, shipped_terms(), as_of=date(2026, 11, 28), named=named).publisher
        for text in ("Mouthguard for mild OSA?", "Orthopaedic Surgeons Academy on zinc for gout?")
    ]
    assert told == ["", "Orthopaedic Surgeons Academy"]
