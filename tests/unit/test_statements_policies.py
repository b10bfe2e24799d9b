"""What payers' policies say in their own ways: what is no position, or another one, comes first."""

import pytest

from ingest.statements.models import Basis, Criterion, Join, Statement
from tests.said import AGAINST, FOR, POLICY, positions, rows, said


def tree(node: Criterion | None) -> str:
    """A criteria tree in one line."""
    if node is None:
        return ""
    if node.join is Join.LEAF:
        return node.text
    inner = " | ".join(tree(child) for child in node.children)
    return f"{node.join.value}({inner})"


def policy(text: str, subject: str = "Velora") -> tuple[Statement, ...]:
    return said(POLICY, text, subject=subject)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            "Testing is considered medically necessary once per lifetime per toe.",
            id="how often says nothing on what for",
        ),
        pytest.param(
            "Investigational: Toe freezing (for example, ToeFreeze) is addressed in SURG.00999.",
            id="a run-in heading before a pointer",
        ),
        pytest.param("Not covered: see the policy on toes.", id="a pointer alone"),
    ],
)
def test_no_position(text: str) -> None:
    assert positions(policy(f"# Toe Testing\n\n{text}\n", "Toe Testing")) == []


def test_a_limit_of_use_is_kept_as_a_finding_of_the_service() -> None:
    (one,) = policy("# Toe Testing\n\nTesting is covered once per year.\n", "Toe Testing")
    assert (one.basis, one.interventions) == (Basis.FINDING, ("Toe Testing",))


def test_a_named_service_with_a_frequency_is_covered() -> None:
    one, sooner = policy("# Toes\n\nNail repair is covered once per lifetime.\n", "Toes")
    assert (one.basis, one.interventions) == (Basis.COVERAGE, ("Nail repair",))
    assert (sooner.direction, sooner.interventions) == (AGAINST, ("Nail repair",))
    assert tree(sooner.criteria) == "more often than once per lifetime"


def test_medically_reasonable_and_necessary_is_coverage() -> None:
    found = policy(
        "# Nerve Cryoablation\n\nNerve cryoablation (NCA) is considered medically reasonable and "
        "necessary when all of the following are met:\n\n1. Pain has lasted 6 months.\n2. A block "
        "gave relief.\n\nThe following are considered not medically reasonable and necessary:\n\n"
        "1. NCA for migraine\n",
        "Nerve Cryoablation",
    )
    assert [s.direction for s in found] == [FOR, AGAINST]
    assert tree(found[0].criteria) == "all_of(Pain has lasted 6 months | A block gave relief)"
    assert found[1].conditions == ("migraine",)


BENEFIT_MANAGER = """# Prior Authorization Criteria: Velora

## Criteria

### 1. Chronic Gouty Arthritis (CGA) - Initial

Approve for 6 months if the patient meets BOTH of the following (a and b):

a. Patient is 18 years of age or older; AND

b. Patient has tried allopurinol.

### 2. Continuation

Approve for 1 year if the patient is currently receiving the drug and has had less pain.

## Conditions Not Recommended for Approval

Coverage of Velora is not recommended in the following situations:

- Asymptomatic hyperuricemia.
- Coverage is not recommended for circumstances not listed in the criteria. These will be updated.
"""


def test_criteria_of_a_benefit_manager() -> None:
    initial, going_on, refused, rest = policy(
        BENEFIT_MANAGER, "Prior Authorization Criteria: Velora"
    )
    assert (initial.direction, initial.phase) == (FOR, "initial")
    assert initial.interventions == ("Velora",)
    assert initial.conditions == (
        "Chronic Gouty Arthritis (CGA)",
        "CGA",
        "Chronic Gouty Arthritis",
    )
    assert (going_on.direction, going_on.phase) == (FOR, "continued")
    assert "less pain" in tree(going_on.criteria)
    assert refused.basis is Basis.COVERAGE
    assert (refused.direction, refused.conditions) == (AGAINST, ("Asymptomatic hyperuricemia",))
    assert rest.catch_all
    assert rest.direction is AGAINST


def test_a_recommendation_of_others_in_a_policy_is_no_coverage() -> None:
    (one,) = policy("# Velora\n\nVelora is not recommended for gout.\n")
    assert one.basis is Basis.FINDING


def test_letters_of_a_list_are_no_part_of_a_name() -> None:
    found = policy(
        "# Saliva\n\nNorthfield considers the following investigational:\n\n"
        "A. Multi-marker saliva panels for dry mouth, including but not limited to SalivaSure and "
        "MouthMap;\nB. Cortisol or amylase testing for fatigue;\nC. Mucin testing for any "
        "indication;\n",
        "Saliva Testing",
    )
    assert [s.interventions[:2] for s in found] == [
        ("Multi-marker saliva panels", "SalivaSure"),
        ("Cortisol testing", "amylase testing"),
        ("Mucin testing",),
    ]
    assert found[0].criteria is None


def test_a_run_in_heading_gives_its_direction_to_each_name() -> None:
    found = policy(
        "# Velora\n\nVelora is covered for gout. Not covered: Velora in men; more than 12 doses in "
        "a lifetime; migraine.\n"
    )
    assert rows(found) == [
        (FOR, "Velora", "gout"),
        (AGAINST, "Velora", ""),
        (AGAINST, "Velora", ""),
        (AGAINST, "Velora", "migraine"),
    ]
    assert found[1].population == "men"
    assert tree(found[2].criteria) == "more than 12 doses in a lifetime"


def test_a_manual_names_the_things_that_it_does_not_cover() -> None:
    found = policy(
        "# Manual\n\n(C) Not covered: mouth rinses (Drizzle, Moistex and the like) for members 21 "
        "and older; spare bottles that the clinic supplies.\n",
        "Provider Manual",
    )
    assert [s.direction for s in found] == [AGAINST, AGAINST]
    assert "Drizzle" in found[0].interventions
    assert found[0].population == "21 and older"


@pytest.mark.parametrize(
    ("item", "intervention", "condition"),
    [
        ("Velora in men", "Velora", ""),
        ("Velora or Tarsa to speed healing of a broken toe", "Velora", "healing of a broken toe"),
        ("Any of these drugs in children with open growth plates", "Velora", "open growth plates"),
        ("Metformin for osteogenesis", "Metformin", "osteogenesis"),
        ("Pain in adults", "Velora", "Pain"),
    ],
)
def test_items_under_investigational_uses(item: str, intervention: str, condition: str) -> None:
    (one,) = policy(f"# Velora\n\n## Investigational uses\n\n- {item}\n", "Velora (osteolimab)")
    assert one.direction is AGAINST
    assert one.interventions[0] == intervention
    assert (one.conditions or ("",))[-1].startswith(condition)
    assert "Velora" not in one.conditions


@pytest.mark.parametrize(
    ("sentence", "intervention", "limit"),
    [
        (
            "Velora beyond 24 months in a lifetime is not medically necessary.",
            "Velora",
            "beyond 24 months in a lifetime",
        ),
        (
            "Toe ablation is not covered more than 3 times in a lifetime.",
            "Toe ablation",
            "more than 3 times in a lifetime",
        ),
    ],
)
def test_what_exceeds_a_quantity_is_refused(sentence: str, intervention: str, limit: str) -> None:
    (one,) = policy(f"# Toes\n\n{sentence}\n", "Toes")
    assert (one.direction, one.interventions, one.conditions) == (AGAINST, (intervention,), ())
    assert tree(one.criteria) == limit


def test_a_quantity_among_refused_items_is_a_limit_of_the_service() -> None:
    (one,) = policy(
        "# Toe injection (TI)\n\nThe following are considered not reasonable and necessary:\n\n"
        "1. More than 4 TI sessions per foot in a rolling 12 months\n",
        "Toe injection",
    )
    assert one.interventions[0] == "TI"
    assert (one.conditions, tree(one.criteria)) == (
        (),
        "More than 4 TI sessions per foot in a rolling 12 months",
    )


def test_an_action_is_done_to_each_of_its_objects() -> None:
    (one,) = policy(
        "# Toes\n\nLaser ablation of the great toe vein (GTV) or small toe vein (STV) is "
        "covered.\n",
        "Toes",
    )
    assert "laser ablation of the small toe vein" in {p.lower() for p in one.interventions}
    assert not {"GTV", "STV", "great toe vein"} & set(one.interventions)


def test_treatment_by_any_method() -> None:
    (one,) = policy(
        "# Toes\n\nTreatment of nail spots or spider nails (less than 1 mm) by any method, "
        "including sclerotherapy, is considered cosmetic.\n",
        "Toes",
    )
    assert one.conditions[:2] == ("nail spots", "spider nails (less than 1 mm)")
    assert "sclerotherapy" in one.interventions


def test_not_covered_where_the_criteria_of_a_section_are_not_met() -> None:
    (one,) = policy(
        "# Lung Scan\n\nThe scan is non-covered for any member who does not meet the criteria in "
        "Section B.\n",
        "Lung Scan",
    )
    assert one.catch_all
    assert one.criteria is None


def test_drugs_that_a_field_of_the_cover_names() -> None:
    (one,) = policy(
        "# Growth Factors\n\nMedications: Velora (osteolimab), Tarsa (bonarelin)\n\n"
        "May be approved if the patient has brittle bones.\n",
        "Growth Factors",
    )
    assert {"Velora", "osteolimab", "Tarsa", "bonarelin"} <= set(one.interventions)


def test_the_standing_phrase_of_a_policy_is_no_part_of_its_subject() -> None:
    found = policy(
        "# Clinical Policy: Tarsal Stents\n\n## Policy/Criteria\n\nI. It is the policy of "
        "health plans "
        "affiliated with Crestview that tarsal stents are medically necessary when meeting all of "
        "the following:\n   A. Age of 18 years or older;\n   B. Flat foot.\n\n"
        "II. It is the policy of Crestview that there is insufficient evidence to support the use "
        "of tarsal stents for bunions.\n\nIII. Initial requests for Footamab may be approved if "
        "the "
        "member has gout.\n",
        "Tarsal Stents",
    )
    assert [(s.direction, s.interventions, s.basis) for s in found] == [
        (FOR, ("tarsal stents",), Basis.COVERAGE),
        (AGAINST, ("tarsal stents",), Basis.COVERAGE),
        (FOR, ("Footamab",), Basis.COVERAGE),
    ]
    assert found[1].conditions == ("bunions",)
    assert found[0].conditions == ()


AUTHORIZATION = """# Velora

## Initial Authorization Criteria

- Member is 18 years of age or older
- Diagnosis of chronic gout
- Will not be used in combination with Tarsa

## Reauthorization Criteria

- Documentation of a positive clinical response
- Urate below 6 mg/dL
"""


def test_items_under_a_heading_of_criteria_are_criteria() -> None:
    initial, again = policy(AUTHORIZATION)
    assert (initial.phase, again.phase) == ("initial", "continued")
    assert initial.conditions == ("chronic gout",)
    assert initial.criteria is not None
    assert initial.criteria.parsed
    assert len(initial.criteria.children) == len("abc")
    assert again.conditions == ()


def test_what_must_not_be_given_with_it_is_one_of_the_criteria() -> None:
    initial, _ = policy(AUTHORIZATION.replace("Will not be", "Velora must not be"))
    assert initial.criteria is not None
    assert len(initial.criteria.children) == len("abc")


def test_items_under_a_heading_of_indications_are_conditions() -> None:
    found = policy("# Velora\n\n## Covered Indications\n\n- Gout of 6 months or more\n- Toe rot\n")
    assert [s.criteria is None or s.conditions != () for s in found] == [True, True]
    assert found[1].conditions == ("Toe rot",)


def test_measures_behind_with_one_of_are_criteria() -> None:
    (one,) = policy(
        "# Splints\n\nToe splints are medically necessary for members with any one of the "
        "following:"
        "\n\n- Angle greater than 15\n- Angle between 5 and 14 with pain\n",
        "Toe splints",
    )
    assert tree(one.criteria) == "any_of(Angle greater than 15 | Angle between 5 and 14 with pain)"


def test_a_condition_of_the_lead_in_holds_for_each_item() -> None:
    found = policy(
        "# Lamps\n\nA home lamp (HCPCS code E0691) is considered medically necessary for ANY of "
        "the "
        "following conditions, when treatment is supervised:\n\n- psoriasis\n- vitiligo\n\n"
        "And when standard treatments have been tried and failed.\n",
        "Home lamps",
    )
    assert [s.conditions for s in found] == [("psoriasis",), ("vitiligo",)]
    assert {s.codes for s in found} == {("E0691",)}
    assert all(s.criteria is not None for s in found)


def test_examples_of_all_other_indications_are_indications() -> None:
    found = policy(
        "# Freezing\n\nThe following are considered investigational:\n\n- Alcohol for corns\n"
        "- Freezing for all other indications, including but not limited to:\n  - Tarsal tunnel\n"
        "  - Heel pain\n",
        "Nerve Freezing",
    )
    assert [(s.interventions[0], s.conditions, s.catch_all) for s in found] == [
        ("Alcohol", ("corns",), False),
        ("Freezing", (), True),
        ("Freezing", ("Tarsal tunnel",), False),
        ("Freezing", ("Heel pain",), False),
    ]


def test_and_other_indications_closes_the_list() -> None:
    found = policy(
        "# Breath\n\nBreath testing is considered investigational for the diagnosis of overgrowth, "
        "constipation, and other indications.\n",
        "Breath Testing",
    )
    assert [(s.catch_all, s.conditions[:2]) for s in found] == [
        (True, ()),
        (False, ("overgrowth", "constipation")),
    ]


def test_does_not_cover_more_than_so_many() -> None:
    (one,) = policy(
        "# Freezing\n\nNorthlake does not cover more than 2 freezing sessions per foot per year.\n",
        "Nerve Freezing",
    )
    assert (one.direction, one.interventions) == (AGAINST, ("freezing",))
    assert tree(one.criteria) == "more than 2 freezing sessions per foot per year"


def test_certain_circumstances_stay_open() -> None:
    (one,) = policy(
        "# Scopes\n\nNasal endoscopy is considered reconstructive and medically necessary in "
        "certain "
        "circumstances.\n",
        "Nasal scopes",
    )
    assert tree(one.criteria) == "in certain circumstances"


def test_what_is_not_authorized_under_a_heading_of_criteria_is_not_covered() -> None:
    found = policy("# Velora\n\n## Criteria\n\nOther diagnoses/indications: Not authorized.\n")
    assert not any(s.direction is FOR for s in found)


def test_people_who_are_covered_for_a_thing() -> None:
    (one,) = policy(
        "# Manual\n\nAdults age 21 and over are covered for eyeglasses only following cataract "
        "surgery.\n",
        "Provider Manual",
    )
    assert one.interventions == ("eyeglasses",)


GENES = """# Gene Testing

Single-gene testing is considered medically necessary when the result will change care, and it is
listed in Table 1.

| Gene | Drug and setting |
|---|---|
| TOE1 | Velora, before start, for gout |
| ABC2, DEF3 | Tarsamab |

Growth boots are covered for the following conditions:

| Condition | Approval length |
|---|---|
| Flat foot | 12 months |
"""


def test_rows_that_a_sentence_leads_in() -> None:
    found = {s.interventions[-1]: s for s in policy(GENES, "Gene Testing")}
    assert found["TOE1 testing"].conditions == ("gout",)
    assert tree(found["TOE1 testing"].criteria) == (
        "all_of(the result will change care | Velora, before start, for gout)"
    )
    assert found["DEF3 testing"].interventions == ("ABC2 testing", "DEF3 testing")
    assert found["Growth boots"].conditions == ("Flat foot",)
    assert found["Growth boots"].criteria is None


LIMITS = """# Velora (osteolimab), Tarsa (bonarelin)

Velora is covered for gout. Tarsa is covered for warts.

| Drug | Initial authorization | Continuation |
|---|---|---|
| Drug | Initial authorization | Continuation |
| Velora | 12 monthly doses | Not covered: lifetime maximum 12 doses |

## Codes

| Code | Description |
|---|---|
| J9990 | Injection, osteolimab, 1 mg |
"""


def test_a_row_limits_the_drug_that_it_names() -> None:
    velora, tarsa, limit = policy(LIMITS, "Velora (osteolimab), Tarsa (bonarelin)")
    assert (limit.direction, limit.interventions, limit.conditions) == (AGAINST, ("Velora",), ())
    assert tree(limit.criteria) == "lifetime maximum 12 doses"
    assert (velora.codes, tarsa.codes) == (("J9990",), ())


def test_a_part_of_the_body_is_no_condition_where_criteria_name_one() -> None:
    text = (
        "A bone growth stimulator for the appendicular skeleton (E0747) is considered medically "
        "necessary when all of the following are met:\n\n- Nonunion of a long bone fracture\n"
        "- A fracture gap of 1 cm or less\n"
    )
    (found,) = said(POLICY, text)
    assert found.condition_groups == ()
    assert found.criteria is not None


def test_a_heading_of_documentation_gives_no_position() -> None:
    text = (
        "## Documentation and continued use\n\n- Records must show the failure of earlier "
        "treatment\n- Benefit must be monitored\n"
    )
    assert positions(said(POLICY, text, subject="chloroquine")) == []


def test_a_scope_is_no_heading_of_the_titles_below_it() -> None:
    text = (
        "# Velora\n\n## Policy\n\n### Scope of Policy\n\nThis bulletin addresses velora.\n\n"
        "###### Contraindications\n\nVelora is considered not medically necessary when any of the "
        "following is present:\n\n- Eschar in the wound;\n- Cancer in the wound.\n"
    )
    assert [s.direction for s in positions(policy(text))] == [AGAINST]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            "We will provide coverage for velora when it is determined to be medically necessary "
            "because the medical criteria and guidelines shown below are met.",
            id="a pointer to the criteria below",
        ),
    ],
)
def test_what_only_points_below_is_no_position(text: str) -> None:
    assert positions(policy(f"# Velora\n\n## Policy\n\n{text}\n")) == []


def test_indications_that_are_none_by_name() -> None:
    text = "We consider velora medically necessary for non-cosmetic indications in women."
    (found,) = policy(f"# Velora\n\n## Policy\n\n{text}\n")
    assert found.condition_groups == ()


def test_codes_that_support_the_necessity_of_one_procedure_of_two() -> None:
    group = (
        "Group {} Paragraph: These codes support medical necessity of {}.\n\n"
        "| Code | Description |\n|---|---|\n| D86.0 | Sarcoidosis |\n| E83.52 | Hypercalcemia |\n"
    )
    top = "# Velora Testing\n\n## ICD-10-CM codes that support medical necessity\n\n"
    one, two = group.format(1, "82306"), group.format(2, "82652")
    found = [s for s in policy(f"{top}{one}\n{two}") if s.basis is Basis.CODE_LIST]
    assert [s.interventions for s in found] == [("CPT 82306",), ("CPT 82652",)]
    assert {s.codes for s in found} == {("D86.0", "E83.52")}
    alone = [s for s in policy(f"{top}{one}") if s.basis is Basis.CODE_LIST]
    assert [s.interventions for s in alone] == [("Velora",)]  # the document's subject


def test_one_of_several_alternatives_does_not_name_the_condition_of_all() -> None:
    text = (
        "# Velora\n\n## When covered\n\nVelora may be considered medically necessary in people "
        "who meet one of the following:\n\n1. Diagnosis of type 1 gout; or\n"
        "2. Type 2 gout treated with velorin.\n"
    )
    (found,) = policy(text)
    assert found.condition_groups == ()


def test_what_is_not_required_is_not_refused() -> None:
    text = "Counseling is NOT required before a velora assay."
    assert positions(policy(f"# Velora\n\n## Policy\n\n{text}\n")) == []


def test_screening_in_a_policy_on_one_test_is_by_that_test() -> None:
    text = (
        "# A\n\nScreening of asymptomatic persons is not covered.\n\n"
        "Screening for colorectal cancer is not covered.\n"
    )
    found = said(POLICY, text, subject="Zinc Level Testing")
    assert [s.interventions[0] for s in found] == [
        "screening with Zinc Level Testing",
        "Screening for colorectal cancer",
    ]
