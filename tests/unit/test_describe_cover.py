"""Who publishes a document, from its cover: a label, a line of its own, a running header."""

import pytest

from ingest.describe_cover import (
    body_before_stop,
    body_in_front,
    body_on_cover,
    body_with_initials,
    labelled_body,
)


@pytest.mark.parametrize(
    ("head", "name"),
    [
        (
            "Title: Manual\nPublisher: Harrow State Medicaid Program\n",
            "Harrow State Medicaid Program",
        ),
        ("Issued by | Board for Hearing Care\nDate | 2026", "Board for Hearing Care"),
        ("The publisher of this text is not named.", ""),
    ],
)
def test_label_tells_the_body(head: str, name: str) -> None:
    assert labelled_body(head) == name


@pytest.mark.parametrize(
    ("cover", "running", "kind", "name"),
    [
        (
            "Laser Therapy\n\nEastlake Health Cooperative - Medical Policy MP-9",
            (),
            "policy",
            "Eastlake Health Cooperative",
        ),
        ("Drug criteria", ("Quartz Rx - Prior Authorization Criteria",), "policy", "Quartz Rx"),
        (
            "Hearing loss\nNBHC guideline HC1 | National Board for Hearing Care | 2024",
            (),
            "guideline",
            "National Board for Hearing Care",
        ),
        (
            "Care of Kidney Recipients\nKidney Care Outcomes (KCO) Initiative",
            (),
            "guideline",
            "Kidney Care Outcomes (KCO) Initiative",
        ),
        ("FOXGLOVE HEALTH PLANS\nCLINICAL UM GUIDELINE", (), "policy", "Foxglove Health Plans"),
        (
            "Replaces: 1\nFoxglove Health Commercial and Individual Exchange Medical Policy",
            (),
            "policy",
            "Foxglove Health",
        ),
        ("Laser Therapy\nLast Reviewed\nLines of Business\nMedical Policy", (), "policy", ""),
        ("Treatment of Back Pain\nIndividual and Group", (), "policy", ""),
    ],
)
def test_line_of_a_cover_that_names_a_body(
    cover: str, running: tuple[str, ...], kind: str, name: str
) -> None:
    assert body_on_cover(cover, running, "Laser Therapy", is_policy=kind == "policy") == name


@pytest.mark.parametrize(
    ("cover", "name"),
    [
        (
            "Tinnitus: 2024 Update\nSociety for Hearing and Balance (SHB). Published May 2024",
            "Society for Hearing and Balance (SHB)",
        ),
        ("NORTHERN SOCIETY OF OTOLOGY (NSO)\nTINNITUS", "NORTHERN SOCIETY OF OTOLOGY (NSO)"),
        ("Care of Chronic Kidney Disease (CKD)\nUpdate", ""),
        ("Panel on Hearing (XYZ)\nTinnitus", ""),
    ],
)
def test_a_body_is_known_by_its_own_initials(cover: str, name: str) -> None:
    assert body_with_initials(cover) == name


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Fernhill Mutual Policy 2.07 Chelation Therapy", "Fernhill Mutual"),
        ("HAZEL STATE MEDICAID PROVIDER MANUAL", "Hazel State Medicaid"),
        ("Policy on Health Insurance", ""),
        ("Chelation Therapy Medical Policy", ""),
        ("Fernhill Mutual: a cohort study", ""),
    ],
)
def test_a_payer_in_front_of_its_series(line: str, name: str) -> None:
    assert body_in_front(line) == name


@pytest.mark.parametrize(
    ("title", "cover", "name"),
    [
        ("Foobar Health: order form", "", "Foobar Health"),
        ("Order form", "Foobar Health Plan. Rev. 3/2026.\n", "Foobar Health Plan"),
        ("Gout: a guide", "Velora is covered. Foobar is not.\n", ""),
        ("Gout and Health", "", ""),
    ],
)
def test_a_payer_before_a_stop(title: str, cover: str, name: str) -> None:
    assert body_before_stop(title, cover) == name
