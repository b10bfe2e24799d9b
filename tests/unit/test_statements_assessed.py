"""Recommendations to assess, watch or refer people: what is done, and with whom."""

import pytest

from tests.said import AGAINST, FOR, GUIDELINE, POLICY, Row, said


@pytest.mark.parametrize(
    ("text", "row"),
    [
        (
            "We recommend that physicians evaluate older adults with a history of falls using a "
            "multifactorial tuning review.",
            (FOR, "multifactorial tuning review", "falls"),
        ),
        (
            "We recommend that primary care clinicians assess people with diabetes annually with a "
            "monofilament test.",
            (FOR, "monofilament test", "diabetes"),
        ),
        (
            "We recommend that clinicians monitor patients with cirrhosis with ultrasound.",
            (FOR, "ultrasound", "cirrhosis"),
        ),
        (
            "We suggest that nurses assess all inpatients for dysphagia.",
            (FOR, "screening for dysphagia", "dysphagia"),
        ),
        (
            "We recommend that clinicians refer adults with obesity to intensive behavioral "
            "interventions.",
            (FOR, "intensive behavioral interventions", "obesity"),
        ),
        (
            "We recommend statins for people with diabetes or with chronic kidney disease.",
            (
                FOR,
                "statins",
                "diabetes; chronic kidney disease; diabetes or chronic kidney disease",
            ),
        ),
    ],
)
def test_what_is_done_with_whom(text: str, row: Row) -> None:
    found = said(GUIDELINE, f"# A\n\n{text}\n", subject="gout")
    assert [(s.direction, s.interventions[0], "; ".join(s.conditions)) for s in found] == [row]


def test_an_actor_is_no_intervention_and_a_family_history_is_a_criterion() -> None:
    text = (
        "# A\n\nWe recommend that primary care clinicians assess women with a personal or family "
        "history of bowel or kidney cancer, with an appropriate brief hearing assessment tool.\n"
    )
    (found,) = said(GUIDELINE, text, subject="gout")
    assert "hearing assessment" in found.interventions
    assert all("clinicians" not in name for name in found.interventions)
    assert found.criteria is not None
    assert found.criteria.text == "personal or family history of bowel or kidney cancer"


def test_who_has_a_disease_with_another_is_not_assessed_with_it() -> None:
    text = "# A\n\nWe recommend that clinicians screen people with asthma with dermatitis.\n"
    assert all(p != "dermatitis" for s in said(GUIDELINE, text) for p in s.interventions)


def test_whose_history_is_not_associated_is_asked_for() -> None:
    text = (
        "# A\n\nWe recommend against gene testing in women whose family history is not associated "
        "with harmful mutations.\n"
    )
    (found,) = said(GUIDELINE, text, subject="gout")
    assert found.criteria is not None
    assert found.criteria.text == "family history is not associated with harmful mutations"


def test_a_number_beside_an_or_stays_a_criterion() -> None:
    text = "# A\n\nWe recommend surgery for adults with a BMI over 40, or with diabetes.\n"
    (found,) = said(GUIDELINE, text, subject="gout")
    assert found.criteria is not None
    assert "BMI over 40" in found.criteria.text


@pytest.mark.parametrize(
    "text",
    [
        "In adults with gout, if colchicine is used, we suggest that the dose be 0.5 mg twice "
        "daily. (Weak)",
        "In adults with gout, if zinc is used, we suggest that the dose should initially be 1 g/kg "
        "as a one-time dose; it may be repeated if necessary. (Weak)",
    ],
)
def test_how_much_is_given_is_no_intervention(text: str) -> None:
    found = said(GUIDELINE, f"# A\n\n{text}\n", subject="gout")
    assert not any("dose" in name for s in found for name in s.interventions)


def test_a_change_of_dose_is_one() -> None:
    text = "# A\n\nWe recommend dose escalation of zinc in gout. (Strong)\n"
    (found,) = said(GUIDELINE, text, subject="gout")
    assert found.interventions[0] == "dose escalation of zinc"


@pytest.mark.parametrize(
    ("text", "condition", "criterion"),
    [
        ("Zinc is covered for psoriasis and is given by a nurse.", "psoriasis", "given by a nurse"),
        ("Zinc is covered for gout and must be prescribed by a doctor.", "gout", "prescribed by"),
        ("Zinc is not covered for eczema and cannot be billed with iron.", "eczema", ""),
        ("Zinc is not covered for nausea, and is not payable by itself.", "nausea", ""),
        ("Zinc is covered for insomnia on the same terms.", "insomnia", "on the same terms"),
    ],
)
def test_a_further_predicate_is_no_part_of_the_condition(
    text: str, condition: str, criterion: str
) -> None:
    (found,) = said(POLICY, f"# A\n\n{text}\n", subject="zinc")
    assert found.conditions == (condition,)
    assert criterion in (found.criteria.text if found.criteria else "")


def test_what_people_are_besides_stays_theirs() -> None:
    text = "# A\n\nZinc is covered for adults with lupus and are intolerant of steroids.\n"
    (found,) = said(POLICY, text, subject="zinc")
    assert found.conditions == ("lupus",)
    assert found.criteria is not None


@pytest.mark.parametrize(
    "text", ["They cover zinc and iron.", "This guideline does not cover zinc for gout."]
)
def test_what_a_guideline_is_on_is_no_coverage(text: str) -> None:
    assert said(GUIDELINE, f"# A\n\n{text}\n", subject="gout") == ()


def test_what_a_plan_covers_is() -> None:
    assert said(POLICY, "# A\n\nThis plan covers zinc for gout.\n", subject="zinc")


def test_what_other_tests_do_not_suffice_for_is_no_refusal_of_it() -> None:
    text = "# A\n\nOther tests are not covered for gout, and are not sufficient for zinc.\n"
    assert all("zinc" not in s.interventions for s in said(POLICY, text, subject="iron"))


@pytest.mark.parametrize("front", ["with no", "without a"])
def test_a_denied_history_of_a_family_stays_denied(front: str) -> None:
    who = f"members {front} personal or family history of bowel cancer"
    (found,) = said(POLICY, f"# A\n\nGene testing is not medically necessary for {who}.\n")
    assert found.population == ""
    assert found.criteria is not None
    assert found.criteria.text.startswith(("no personal", "without a personal"))


@pytest.mark.parametrize(
    ("text", "thing", "criterion"),
    [
        ("women with gout who are pregnant an NSAID blocker", "NSAID blocker", "are pregnant"),
        ("women with gout who are planning a pregnancy colchicine", "colchicine", "are planning"),
    ],
)
def test_people_with_a_clause_before_what_they_get(text: str, thing: str, criterion: str) -> None:
    (found,) = said(GUIDELINE, f"# Gout\n\n1.1 Do not offer {text}.\n")
    assert found.interventions == (thing,)
    assert found.conditions == ("gout",)
    assert found.criteria is not None
    assert found.criteria.text.startswith(criterion)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        # what is said of the second is not said of the first
        (
            "foobarin be used for gout and bazolin not be used for gout",
            [(FOR, ("foobarin",)), (AGAINST, ("bazolin",))],
        ),
        ("foobarin not be used for gout", [(AGAINST, ("foobarin",))]),
    ],
)
def test_a_thing_that_is_done_and_another_that_is_not(text: str, told) -> None:
    found = said(GUIDELINE, f"# Gout\n\n1.1 We recommend that {text} (1B).\n")
    assert [(one.direction, one.interventions) for one in found] == told
    assert {one.conditions for one in found} == {("gout",)}
