"""Payers and publishers as questions name them."""

import pytest

from app.payer_names import names_of_sources
from app.payers import cut_payer, speaks_for
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
