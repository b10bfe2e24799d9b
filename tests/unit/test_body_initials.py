"""Initials under which people name a body, and a publisher that is given as the payer."""

import pytest

from app.body_initials import initials_of
from app.payer_names import names_of_sources
from app.payers import cut_payer
from ingest.models import Source, SourceKind


@pytest.mark.parametrize(
    ("body", "initials"),
    [
        ("U.S. Preventive Services Task Force", ["USPSTF"]),
        ("US Preventive Services Task Force", ["USPSTF"]),
        ("National Institute for Health and Care Excellence", ["NIHCE", "NICE"]),
        ("National Government Services, Inc.", ["NGS"]),
        ("American Academy of Foobar-Head and Neck Surgery", ["AAFHNS", "AAF-HNS"]),
        (
            "American College of Foobar/American Bar Association",
            ["ACF/ABA", "ABA/ACF", "ACF", "ABA"],
        ),
        ("Foobar Society", []),
    ],
)
def test_initials_as_people_write_them(body, initials) -> None:
    assert list(initials_of(body)) == initials


def _source(body: str, kind: SourceKind = SourceKind.GUIDELINE, payer: str = "") -> Source:
    return Source(doc_id="a", title="Foobar", kind=kind, publisher=body, payer=payer)


TASK_FORCE = _source("U.S. Preventive Services Task Force")
CONTRACTOR = _source("National Government Services, Inc", SourceKind.COVERAGE_POLICY, "Medicare")


@pytest.mark.parametrize("payer", ["USPSTF", "uspstf", "U.S. Preventive Services Task Force"])
def test_a_publisher_that_is_given_as_the_payer_is_asked_as_a_publisher(payer) -> None:
    cut = cut_payer("Is foobar recommended?", names_of_sources([TASK_FORCE]), payer)
    assert (cut.payer, cut.publisher) == ("", TASK_FORCE.publisher)


def test_a_contractor_is_named_by_its_initials() -> None:
    cut = cut_payer("Does NGS cover foobar?", names_of_sources([CONTRACTOR]), "")
    assert cut.payer == CONTRACTOR.publisher


def test_a_payer_of_whom_nothing_is_here_stays_a_payer() -> None:
    cut = cut_payer("Is foobar covered?", names_of_sources([TASK_FORCE]), "Acme Health")
    assert (cut.payer, cut.publisher) == ("Acme Health", "")
