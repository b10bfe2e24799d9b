"""Policies that allow by "is indicated", and items that name a thing "for all indications"."""

import pytest

from tests.said import AGAINST, FOR, POLICY, positions, rows, said

INDICATED = (
    "MRI of the knee is indicated for a torn ligament.\n\n"
    "MRI of the shoulder is indicated for a torn cuff.\n\n"
    "Ultrasound of the knee is indicated for a cyst.\n\n"
)


def test_a_policy_that_only_says_indicated_allows_by_it() -> None:
    found = positions(said(POLICY, f"# Imaging\n\n{INDICATED}", subject="Joint imaging"))
    assert [s.direction for s in found] == [FOR, FOR, FOR]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            f"{INDICATED}MRI of the hip is considered medically necessary for a fracture.\n",
            id="beside what it covers the word tells of labels",
        ),
        pytest.param("Velora is indicated for gout.\n", id="one sentence tells of a label"),
    ],
)
def test_elsewhere_indicated_is_no_coverage(text: str) -> None:
    found = positions(said(POLICY, f"# Imaging\n\n{text}", subject="Joint imaging"))
    assert not [s for s in found if "is indicated" in s.quote.text]


def listed(*items: str) -> list[tuple[object, ...]]:
    """What a list of a policy on two devices refuses."""
    text = "".join(f"- {item}\n" for item in items)
    found = said(
        POLICY,
        f"# Pumps\n\n## Investigational and Not Medically Necessary\n\n{text}",
        subject="Wearable and implanted pumps",
    )
    return [(*row, s.catch_all) for row, s in zip(rows(found), positions(found), strict=True)]


def test_an_item_for_all_indications_names_a_thing() -> None:
    assert listed("Foobar valve with a sensor, for all indications.") == [
        (AGAINST, "Foobar valve with a sensor", "", False)
    ]


def test_an_item_for_any_other_indication_closes_the_list() -> None:
    (row,) = listed("Wearable pumps for any indication not listed above.")
    assert row[-1] is True


def test_a_list_behind_for_is_of_conditions() -> None:
    (row,) = listed("Wearable pumps for: autism, stroke, and gout.")
    assert row[2].endswith("autism | stroke | gout")


def test_what_a_score_estimates_the_risk_of_is_its_aim() -> None:
    text = "Risk scores to estimate the risk of breast, prostate or colorectal cancer are "
    (found,) = said(POLICY, f"# Genes\n\n{text}considered investigational.\n", subject="Genes")
    assert found.interventions == ("Risk scores",)
    assert found.conditions[:3] == ("breast cancer", "prostate cancer", "colorectal cancer")


def test_what_is_done_in_one_session_with_another_is_refused_there_alone() -> None:
    text = "Foobar closure carried out in the same session as ablation is considered "
    (found,) = said(POLICY, f"# Closure\n\n{text}investigational.\n", subject="Foobar closure")
    assert found.interventions == ("Foobar closure",)
    assert found.criteria is not None
    assert found.criteria.text == "carried out in the same session as ablation"
    plain = "Foobar closure performed by the open technique is considered investigational.\n"
    (other,) = said(POLICY, f"# Closure\n\n{plain}", subject="Foobar closure")
    assert other.criteria is None


ASSAY = """# Zeta Assay Testing

Measurement of zeta (CPT 82306) is indicated, and will be considered reasonable and necessary, for
patients with any of these conditions:

- Cirrhosis
- Rickets

Measurement of theta (CPT 82652) is indicated for patients with:

- Sarcoidosis
- Hypercalciuria

Assays for fatigue are not covered.
"""


def test_a_policy_that_says_what_indicated_means_covers_by_it() -> None:
    found = rows(said(POLICY, ASSAY, subject="Zeta Assay Testing"))
    assert [(row[0], row[2]) for row in found[:4]] == [
        (FOR, "Cirrhosis"),
        (FOR, "Rickets"),
        (FOR, "Sarcoidosis"),
        (FOR, "Hypercalciuria"),
    ]


def test_screening_in_a_policy_on_a_test_is_by_that_test() -> None:
    last = rows(said(POLICY, ASSAY, subject="Zeta Assay Testing"))[-1]
    assert last[:2] == (AGAINST, "Zeta Assay Testing")
