"""What sheets of payers and managers print: approvals by label, groups, letters, limits of use."""

from ingest.statements.models import Statement
from tests.said import AGAINST, FOR, POLICY, said


def told(text: str, suffix: str = ".md", subject: str = "Velora") -> list[Statement]:
    return list(said(POLICY, text, subject=subject, suffix=suffix))


def leaves(statement: Statement) -> list[str]:
    return [leaf.text for leaf in statement.criteria.leaves()] if statement.criteria else []


def test_approved_based_on_asks_for_what_follows() -> None:
    text = (
        "# Velora\n\nVelora for gout will be approved based on both of the following criteria: the "
        "toe is red, and the patient is not receiving zinc.\n\nVelora for mumps will be "
        "reauthorized "
        "when there is documentation of positive clinical response.\n"
    )
    gout, mumps = told(text)
    assert leaves(gout) == ["the toe is red", "the patient is not receiving zinc"]
    assert mumps.phase == "continued"
    assert leaves(mumps)


def test_the_label_above_an_authorization_is_what_it_is_for() -> None:
    text = (
        "VELORA (veloramab)\n\nI. CRITERIA FOR INITIAL APPROVAL\n\nA. Severe gout\n   "
        "Authorization "
        "of 6 months may be granted for members 6 years of age or older when all of the following "
        "criteria are met:\n   1. The toe is red.\n   2. Zinc has failed.\n"
    )
    (gout,) = told(text, ".txt")
    assert gout.conditions == ("Severe gout",)
    assert leaves(gout) == ["The toe is red", "Zinc has failed"]


def test_a_limitation_of_use_refuses() -> None:
    text = "# Velora\n\n## Covered indications\n\nLimitation of Use: Not for the relief of mumps.\n"
    assert [(s.direction, s.conditions) for s in told(text)] == [(AGAINST, ("mumps",))]


def test_what_is_said_for_all_indications_is_asked_in_each() -> None:
    text = (
        "# Velora\n\nVelora is covered for gout when the toe is red.\n\n## Other\n\nFor all "
        "indications: Member cannot use the drug concomitantly with zinc.\n"
    )
    (gout,) = told(text)
    assert "Member cannot use the drug concomitantly with zinc" in leaves(gout)


def test_how_long_it_is_granted_is_no_criterion() -> None:
    text = (
        "# Velora\n\nVelora is medically necessary for gout when all of the following are met:\n\n"
        "- The toe is red; and\n- Initial authorization will be for no more than 6 months\n"
    )
    (gout,) = told(text)
    assert leaves(gout) == ["The toe is red"]


GROUPS = """# Home zinc

Home zinc is reasonable and necessary only if all of the following conditions are met:

1. The beneficiary's zinc study meets the criteria for Group I or Group II stated below; and,
2. The study was ordered by the treating practitioner.

Group I criteria include any of the following:

a. A zinc level at or below 55; or,
b. A zinc level at or below 60 during sleep.

Group II criteria include the presence of (1) a zinc level of 61-65, and (2) any of the following:

a. Edema; or,
b. Erythrocythemia.
"""


def test_named_groups_stand_in_for_what_points_to_them() -> None:
    (zinc,) = told(GROUPS, subject="Home zinc")
    told_ = leaves(zinc)
    assert "A zinc level at or below 55" in told_
    assert "a zinc level of 61-65" in told_
    assert "Edema" in told_
    assert not any("Group I" in text for text in told_)


LETTERS = """# Velora

**A.** Acme considers the following procedures medically necessary for gout when all of the criteria
in I.B are met:

- Velora stripping
- Velora ablation

**B.** Criteria:

1. The toe is red; and
2. Zinc has failed.
"""


def test_criteria_under_a_letter_are_asked_of_what_points_to_them() -> None:
    found = told(LETTERS)
    assert [leaves(s) for s in found if s.direction is FOR] == [
        ["The toe is red", "Zinc has failed"]
    ] * 2


def test_a_letter_that_is_not_there_stays_open() -> None:
    text = LETTERS.split("**B.**", maxsplit=1)[0].replace("I.B", "Appendix 7")
    found = told(
        text.replace("in\nAppendix 7", "in section 7").replace("in Appendix 7", "in section 7")
    )
    assert found
    assert all(s.criteria is not None for s in found)


def test_codes_that_ask_for_the_criteria_ask_once() -> None:
    text = (
        "# Velora\n\nVelora is medically necessary for gout when the toe is red.\n\n## Codes\n\n"
        "| Code | Description | Coverage |\n|---|---|---|\n"
        "| 15822 | Velora injection | Covered when criteria are met |\n"
    )
    assert not any("criteria are met" in leaf for s in told(text) for leaf in leaves(s))


def test_what_is_not_required_is_no_thing() -> None:
    text = "# Velora\n\nVelora is medically necessary for gout, and a zinc test is not required.\n"
    (gout,) = told(text)
    assert gout.conditions == ("gout",)


def test_who_had_an_injection_has_no_disease() -> None:
    text = (
        "# Velora\n\nVelora is not medically necessary for an individual with a zinc injection "
        "into "
        "the same knee within the past 3 months.\n"
    )
    (refused,) = told(text)
    assert refused.subject_stands_in
    assert leaves(refused) == ["zinc injection into the same knee within the past 3 months"]


def test_no_item_of_medicare_in_general_is_covered() -> None:
    text = (
        "# Velora\n\nFor any item to be covered by Medicare, it must be reasonable and necessary.\n"
    )
    assert told(text) == []


def test_drugs_for_a_purpose_are_refused_by_name() -> None:
    text = (
        "# Drugs\n\nDrugs used for weight loss, including Velora and Toran, are excluded from "
        "coverage when the purpose is weight loss.\n"
    )
    (refused,) = told(text, subject="Glucose drugs")
    assert refused.direction is AGAINST
    assert {"Velora", "Toran"} <= set(refused.interventions)
    assert "obesity" in refused.conditions
    assert refused.criteria is None


def test_what_a_phase_asks_for_keeps_its_structure() -> None:
    text = (
        "# Velora\n\nVelora is medically necessary when the following criteria are met:\n\n"
        "For initial therapy, all of the following:\n\n- Diagnosis of gout; and\n- One of the "
        "following:\n  - Failure of zinc; or\n  - Contraindication to zinc; and\n- The toe is red."
        "\n\nFor continuation of therapy, all of the following:\n\n- The toe is better.\n"
    )
    initial = next(s for s in told(text) if s.phase == "initial")
    assert initial.criteria is not None
    assert initial.criteria.parsed
    assert len(initial.criteria.children) == len(("gout", "zinc", "toe"))


def test_what_is_asked_of_one_product_is_asked_of_no_other() -> None:
    text = (
        "# Velora\n\nVelora is covered when all of the following are met:\n\n- The toe is red; "
        "and\n"
        "- If the request is for brand Velora, generic veloramab has failed.\n"
    )
    (covered,) = told(text)
    assert covered.criteria is not None
    assert covered.criteria.children[-1].join.value == "any_of"


def test_a_list_of_authorizations_is_no_list_of_things() -> None:
    text = (
        "VELORA (veloramab)\n\nIV. CRITERIA FOR INITIAL APPROVAL\n\nA. Gout\n   1. Authorization "
        "of "
        "12 months may be granted for adult members who have red toes.\n   2. Authorization of 12 "
        "months may be granted for adult members for treatment of gout when zinc has failed.\n"
    )
    names = {name for s in told(text, ".txt") for name in s.interventions}
    assert not any("Authorization" in name for name in names)
