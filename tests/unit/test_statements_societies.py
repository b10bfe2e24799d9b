"""Phrasings of societies: what is no advice, or advice on another, comes first."""

import pytest

from ingest.statements.models import Statement
from tests.said import AGAINST, FOR, GUIDELINE, INSUFFICIENT, rows, said


def guideline(text: str, subject: str = "") -> tuple[Statement, ...]:
    return said(GUIDELINE, text, subject=subject)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Velora is recommended for fever, but not limited to malaria.", id="limited"),
        pytest.param("Velora is recommended for gout, but not if kidneys fail.", id="a criterion"),
        pytest.param("Velora is recommended for gout but not as monotherapy.", id="a qualifier"),
    ],
)
def test_but_not_that_refuses_no_condition(text: str) -> None:
    assert [s.direction for s in guideline(text)] == [FOR]


@pytest.mark.parametrize(
    "text",
    [
        "Velora is recommended for oedema, but not for healed ulcers.",
        "Velora is recommended in oedema but not in healed ulcers.",
    ],
)
def test_recommended_in_one_condition_but_not_in_another(text: str) -> None:
    assert rows(guideline(text)) == [
        (FOR, "Velora", "oedema"),
        (AGAINST, "Velora", "healed ulcers"),
    ]


def test_a_refusal_as_first_choice_is_qualified_and_a_choice_is_not() -> None:
    found = guideline(
        "Velora should not be used as first-line therapy in gout.\n\n"
        "Avoid Belora as first choice for insomnia.\n\n"
        "Colchicine is recommended as first-line therapy for gout.\n"
    )
    assert [s.qualifier for s in found] == ["as first-line therapy", "as first choice", ""]


@pytest.mark.parametrize(
    ("text", "row"),
    [
        (
            "Clinicians may choose not to administer Velora in infants with bronchiolitis.",
            (AGAINST, "Velora", "bronchiolitis"),
        ),
        (
            "Clinicians may choose to administer Velora in infants with bronchiolitis.",
            None,
        ),
        (
            "Clinicians should selectively offer Velora for gout.",
            (FOR, "Velora", "gout"),
        ),
        (
            "Advise people with type 1 diabetes not to use Velora.",
            (AGAINST, "Velora", "type 1 diabetes"),
        ),
        (
            "Advise people with gout about Velora and not to stop it.",
            None,
        ),
        (
            "The committee was unable to make a recommendation on Velora for cystitis.",
            (INSUFFICIENT, "Velora", "cystitis"),
        ),
        (
            "Offer Velora for gout, taking into account the person's preferences and diet.",
            (FOR, "Velora", "gout"),
        ),
        (
            "Screening for angina in people with diabetes generally is not recommended.",
            (AGAINST, "Screening for angina", "angina & diabetes"),
        ),
    ],
)
def test_a_sentence(text: str, row: tuple[object, str, str] | None) -> None:
    found = rows(guideline(text))
    assert (row in found) if row else not [r for r in found if r[0] is AGAINST]


def test_a_place_is_no_condition() -> None:
    (one,) = guideline("Consider Velora in specialist centres.", "Management of gout")
    assert one.conditions == ("gout",)


def test_a_lead_in_of_people_gives_its_items_their_condition() -> None:
    found = guideline(
        "In adults with severe asthma:\n\n- Velora is recommended after two attacks (Evidence A)\n"
        "- Belora may be considered (Evidence B)\n"
    )
    assert [(s.conditions, s.certainty, s.grade) for s in found] == [
        (("severe asthma",), "A", ""),
        (("severe asthma",), "B", "may"),
    ]


def test_the_letter_behind_a_numbered_recommendation_is_of_its_evidence() -> None:
    found = guideline(
        "8.1 Velora is recommended for type 2 diabetes. **A**\n\n"
        "8.2 Belora may be considered for type 2 diabetes. C\n\n"
        "Corona is recommended for type 2 diabetes. D\n"
    )
    assert [(s.certainty, s.grade) for s in found] == [("A", ""), ("C", "may"), ("", "")]


@pytest.mark.parametrize(
    ("text", "criterion"),
    [
        (
            "For patients with gout and at least one risk factor for flares, we recommend "
            "colchicine.",
            "at least one risk factor for flares",
        ),
        (
            "We recommend imaging for patients with gout and at least one relative with an "
            "aneurysm.",
            "at least one relative with an aneurysm",
        ),
        (
            "Statins are recommended in adults with gout and one or more cardiovascular risk "
            "factors.",
            "one or more cardiovascular risk factors",
        ),
    ],
)
def test_what_patients_have_besides_in_some_number_is_a_criterion(
    text: str, criterion: str
) -> None:
    (found,) = guideline(text)
    assert found.condition_groups == (("gout",),)
    assert found.criteria is not None
    assert found.criteria.text == criterion


def test_reasons_and_explanations_belong_to_no_phrase() -> None:
    found = guideline(
        "Clinicians should offer oral velora for gout, as they shorten the attack.\n\n"
        "We recommend against belora for sciatica: the effect on pain is weak and short.\n\n"
        "We recommend corala or dorala in lupus, so that the gain is not lost again.\n"
    )
    assert rows(found) == [
        (FOR, "oral velora", "gout"),
        (AGAINST, "belora", "sciatica"),
        (FOR, "corala | dorala", "lupus"),
    ]


def test_a_list_behind_a_colon_is_no_explanation() -> None:
    found = guideline("We recommend velora for the following: gout, lupus and sciatica.")
    assert {"gout", "lupus", "sciatica"} <= {c for s in found for c in s.conditions}


@pytest.mark.parametrize(
    ("text", "row"),
    [
        (
            "We suggest not adding velora to cortisone in adults with gout.",
            (AGAINST, "velora", "gout"),
        ),
        (
            "We suggest that velora can be given once in newborns with gout.",
            (FOR, "velora", "gout"),
        ),
        (
            "We suggest that velora not be given against motion sickness.",
            (AGAINST, "velora", "motion sickness"),
        ),
        (
            "For the surgical release of the elbow the evidence is insufficient to support or "
            "refute it.",
            (INSUFFICIENT, "surgical release of the elbow", ""),
        ),
        (
            "We suggest against giving velora and belora at the same time in gout.",
            (AGAINST, "combination of velora with belora", "gout"),
        ),
        (
            "We suggest against giving velora and belora in gout.",
            (AGAINST, "velora | belora", "gout"),
        ),
    ],
)
def test_what_a_recommendation_is_about(text, row) -> None:
    assert rows(guideline(text)) == [row]


def leaves(tree):
    return [tree.text] if not tree.children else [t for c in tree.children for t in leaves(c)]


DEFINED = (
    "1. We recommend velora for gout in patients whose flare risk is very high. Very high risk "
    "means either of:\n   - two flares a month, or\n   - a tophus.\n\n"
    "2. We recommend belora in patients whose flare risk is high.\n\n"
    "3. For very high-risk gout we recommend corala.\n"
)


def test_a_term_that_a_list_defines_is_the_list() -> None:
    first, second, third = guideline(DEFINED)
    assert [t.strip(" ,") for t in leaves(first.criteria)] == ["two flares a month", "a tophus"]
    assert leaves(second.criteria) == ["flare risk is high"]
    assert third.criteria == first.criteria
    assert third.conditions == ("gout",)


def test_what_has_changed_is_no_position() -> None:
    changed = "## What has changed\n\nVelora is no longer recommended for gout.\n"
    assert [s for s in guideline(changed) if s.basis.value == "recommendation"] == []


APPLIES = (
    "## Recommendations\n\nThese apply to patients of 16 years or older with new gout.\n\n"
    "- Clinicians should offer velora (Level A).\n\n"
    "- Clinicians should offer belora to children younger than 6 years (Level A).\n"
)


def test_to_whom_a_section_applies_is_said_once() -> None:
    found = guideline(APPLIES, subject="Gout")
    assert ["16 years or older" in s.population for s in found] == [True, False]
    everybody = APPLIES.replace("patients of 16 years or older", "all patients")
    assert next(s.population for s in guideline(everybody, subject="Gout")) == ""


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        (
            "Velora is reasonable in gout at a flare score of 1 in men and 2 in women.",
            ["a flare score of 1 in men and 2 in women"],
        ),
        ("Velora is reasonable at a dose of 5 mg in gout.", []),
        (
            "Velora is recommended in gout when the risk is 2% or more, that is, at a flare score "
            "of 3 or more in men and 4 or more in women.",
            ["a flare score of 3 or more in men and 4 or more in women"],
        ),
        ("Patients with gout who wish treatment should be offered velora.", []),
        (
            "Velora is recommended in gout when it is stable, that is, no flare in 6 weeks.",
            ["it is stable", "that is, no flare in 6 weeks"],
        ),
    ],
)
def test_values_and_wishes_beside_a_recommendation(text, asked) -> None:
    found = [s.criteria for s in guideline(text)]
    assert [t for tree in found if tree for t in leaves(tree)] == asked


def test_one_of_several_cases_may_be_a_time() -> None:
    (found,) = guideline(
        "Velora should not be given in gout, in lupus, or within a week of surgery."
    )
    assert [{"gout", "lupus"} <= set(group) for group in found.condition_groups] == [True]
    assert found.criteria is None


def test_a_refusal_that_is_said_again_is_one() -> None:
    (found,) = guideline(
        "1. After surgery, velora should not be given to prevent gout; we recommend against "
        "it (1A)."
    )
    assert (found.direction, found.population) == (AGAINST, "After surgery")
    assert found.grade == "1A"


def test_an_acute_disease_keeps_its_name() -> None:
    (found,) = guideline("We recommend velora.", subject="Acute Kidney Injury")
    assert found.conditions[0] == "Acute Kidney Injury"
    (found,) = guideline("We recommend velora.", subject="Acute Treatment of Migraine")
    assert found.conditions == ("Migraine",)


def test_a_subject_with_a_verdict_for_each_group_of_people() -> None:
    found = guideline(
        "Velora is strongly recommended for patients with gout and conditionally recommended "
        "against in patients with lupus."
    )
    assert rows(found) == [(FOR, "Velora", "gout"), (AGAINST, "Velora", "lupus")]
    assert [s.grade for s in found] == ["Strongly recommended", "Conditionally recommended against"]


def test_two_things_of_one_verdict_are_no_two_verdicts() -> None:
    found = guideline("Velora and Belora are strongly recommended for patients with gout.")
    assert rows(found) == [(FOR, "Velora | Belora", "gout")]


def test_an_imperative_may_end_in_the_colon_of_its_list() -> None:
    found = guideline(
        "1.1.1 If a woman with gout declines Belora, consider:\n\n- Velora\n- Zelora. [2022]\n\n"
        "1.1.2 Offer rest.\n"
    )
    told = [(s.interventions, s.criteria.text if s.criteria else "") for s in found]
    asked = "a woman with gout declines Belora"
    assert told[:2] == [(("Velora",), asked), (("Zelora",), asked)]


def test_an_imperative_stands_behind_a_front_with_commas() -> None:
    found = guideline("In adults with gout, use Velora, Belora or rest.")
    assert found[0].direction is FOR
    assert not guideline("In adults with gout, pain, the use of Velora and rest were compared.")
    assert not guideline("In the trials, people with gout ate fish, avoid Velora, and walk.")


def test_a_primary_diagnosis_is_the_condition() -> None:
    found = guideline("When gout is the primary diagnosis, Velora is not recommended.")
    assert rows(found) == [(AGAINST, "Velora", "gout")]
    assert not found[0].criteria


def test_what_people_do_not_take_is_no_condition_of_theirs() -> None:
    found = guideline("In patients with gout not on dialysis, we recommend against Velora.")
    assert rows(found) == [(AGAINST, "Velora", "gout")]
    assert found[0].population == "not on dialysis"


def test_preterm_infants_are_people_and_no_condition() -> None:
    found = guideline(
        "In preterm (less than 32 weeks), low-birth-weight infants, we suggest Velora for "
        "prevention of apnea."
    )
    assert rows(found) == [(FOR, "Velora", "apnea")]
    assert found[0].population == "preterm (less than 32 weeks), low-birth-weight infants"


def test_several_diseases_before_patients_are_each_for_itself() -> None:
    found = guideline("We suggest Velora for gout, lupus, or asthma patients.")
    assert found[0].conditions[:2] == ("gout", "lupus")


def test_two_degrees_share_all_that_stands_behind_them() -> None:
    found = guideline("We recommend Velora for acute or subacute vertebral fractures.")
    assert found[0].conditions[:2] == (
        "acute vertebral fractures",
        "subacute vertebral fractures",
    )


def test_a_talk_about_benefits_is_no_criterion_of_a_guideline() -> None:
    text = "We suggest Velora for gout, after {}."
    assert not guideline(text.format("a full discussion of the benefits and harms"))[0].criteria
    assert guideline(text.format("a discussion by the transplant board"))[0].criteria


def test_one_way_in_for_two_procedures() -> None:
    found = guideline("Arthroscopic lavage or debridement is recommended for gout.")
    assert found[0].interventions[:2] == ("Arthroscopic lavage", "Arthroscopic debridement")
    apart = guideline("Oral steroids or surgery are recommended for gout.")
    assert apart[0].interventions[:2] == ("Oral steroids", "surgery")


def test_who_takes_what_is_left_out_is_not_meant() -> None:
    found = guideline(
        "Velora may be considered in adults with gout treated with drugs other than Belora."
    )
    assert "not on Belora" in found[0].population
    plain = guideline("Velora is recommended for arthritis other than gout.")
    assert plain[0].exceptions == ("gout",)


def test_what_a_drug_does_for_people_is_an_aim() -> None:
    found = guideline("Velora may be used in gout to lessen pain.")
    assert found[0].condition_groups == (("pain",), ("gout",))


@pytest.mark.parametrize(
    ("text", "row", "criteria"),
    [
        (
            "Velora is the recommended uterotonic for prevention of gout.",
            (FOR, "Velora", "gout"),
            "",
        ),
        (
            "Velora is recommended, if other measures have failed, for the treatment of gout.",
            (FOR, "Velora", "gout"),
            "other measures have failed",
        ),
        (
            "Velora for gout may be considered in medically refractory cases.",
            (FOR, "Velora", "gout"),
            "medically refractory cases",
        ),
        (
            "Clinicians may offer Velora as a non-invasive therapy to patients with gout.",
            (FOR, "Velora", "gout"),
            "",
        ),
    ],
)
def test_predicates_and_clauses_of_societies(text: str, row: tuple, criteria: str) -> None:
    found = guideline(text)
    assert rows(found) == [row]
    assert (found[0].criteria.text if found[0].criteria else "") == criteria


def test_a_recommended_dose_is_no_recommended_drug() -> None:
    assert not guideline("20 mg is the recommended starting dose for adults.")


def test_a_raised_risk_beside_a_disease_is_asked_for() -> None:
    found = guideline("In patients with gout and a high risk of falls, Velora is reasonable.")
    assert rows(found) == [(FOR, "Velora", "gout")]
    assert found[0].criteria
    assert found[0].criteria.text == "a high risk of falls"
    alone = guideline("In patients with a high risk of falls, Velora is recommended.")
    assert rows(alone) == [(FOR, "Velora", "high risk of falls")]


def test_a_time_in_brackets_is_asked_for_and_no_name() -> None:
    found = guideline("Early use of Velora (within 3 hours of birth) is recommended for gout.")
    assert rows(found) == [(FOR, "Velora", "gout")]
    assert found[0].criteria
    assert found[0].criteria.text == "within 3 hours of birth"
    named = guideline("Velora (Belora) is recommended for gout.")
    assert not named[0].criteria


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "We recommend against velora for gout and against a trial of belora.",
            [(AGAINST, "velora", "gout"), (AGAINST, "belora", "")],
        ),
        (
            "We recommend against velora and belora for gout.",
            [(AGAINST, "velora | belora", "gout")],
        ),
        (
            "We recommend further research into the efficacy and safety of velora in gout.",
            [(INSUFFICIENT, "velora", "gout")],
        ),
        ("The panel suggests more studies of velora for gout.", [(INSUFFICIENT, "velora", "gout")]),
        (
            "We recommend velora for gout in further research settings.",
            [(FOR, "velora", "gout")],
        ),
    ],
)
def test_what_is_said_once_more_and_what_is_left_to_research(text: str, expected: object) -> None:
    assert rows(guideline(text)) == expected


def test_a_clause_in_front_is_a_condition_and_no_advice() -> None:
    text = (
        "# A\n\nWhere zinc is contraindicated, we suggest copper.\n\n"
        "Exception: where the first attack occurs with renal stones, we suggest starting iron.\n\n"
        "When in doubt, gold is not recommended.\n"
    )
    found = said(GUIDELINE, text, subject="gout")
    told = [(s.direction, s.interventions[0], s.criteria and s.criteria.text) for s in found]
    assert told == [
        (FOR, "copper", "zinc is contraindicated"),
        (FOR, "iron", "the first attack occurs with renal stones"),
        (AGAINST, "gold", "in doubt"),
    ]


def test_one_or_more_of_a_list_is_asked_for_beside_the_disease() -> None:
    text = (
        "# A\n\nIn adults with gout and one or more large tophi, joint erosions, or two or more "
        "flares a year, we recommend zinc.\n\nWe recommend iron for adults with gout and renal "
        "stones or tophi.\n\nIn adults experiencing their first flare, we suggest against copper.\n"
        "\nIn adults with high urate and normal kidney function, we suggest against gold.\n"
    )
    found = said(GUIDELINE, text, subject="gout")
    told = [(s.interventions[0], s.condition_groups[0][0], s.criteria) for s in found]
    asked = [(a, group, [e.text for e in t.leaves()] if t else []) for a, group, t in told]
    assert asked == [
        (
            "zinc",
            "gout",
            ["one or more large tophi, joint erosions, or two or more flares a year"],
        ),
        ("iron", "gout", []),
        ("copper", "gout", ["their first flare"]),
        ("gold", "high urate", ["normal kidney function"]),
    ]


def test_control_of_something_with_a_drug_is_on_the_drug() -> None:
    text = (
        "# A\n\nControl of the ventricular rate with zinc or a magnesium salt is recommended.\n\n"
        "Control of blood pressure is recommended.\n"
    )
    found = rows(said(GUIDELINE, text, subject="gout"))
    assert [things for _, things, _ in found] == [
        "zinc | magnesium salt",
        "Control of blood pressure",
    ]


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ("Velora cannot be recommended for gout.", (AGAINST, "Velora", "gout")),
        ("Velora is no longer recommended for gout.", (AGAINST, "Velora", "gout")),
        ("There is no place for velora in gout.", (AGAINST, "velora", "gout")),
        ("Velora has no role in gout.", (AGAINST, "Velora", "gout")),
        ("Velora has no place in gout: we recommend against it.", (AGAINST, "Velora", "gout")),
        ("Velora should be the initial treatment of gout.", (FOR, "Velora", "gout")),
        ("Velora should be stopped in gout.", (AGAINST, "Velora", "gout")),
        ("Velora has not been shown to help gout and is not recommended.", None),
    ],
)
def test_wordings_of_societies(text: str, row: tuple[object, ...] | None) -> None:
    found = rows(guideline(text, subject="gout"))
    assert found == [row or (AGAINST, "Velora", "gout")]


@pytest.mark.parametrize(
    "text",
    [
        "Velora cannot be recommended for or against in gout.",
        "Velora should be stopped for 5 days before surgery.",
        "The role of velora in gout was studied.",
        "There is no justification for withholding velora in gout.",
    ],
)
def test_what_only_sounds_so_refuses_nothing(text: str) -> None:
    assert AGAINST not in [s.direction for s in guideline(text, subject="gout")]


def test_strong_evidence_recommends_where_its_strength_stands_with_it() -> None:
    text = (
        "**Velora**: Strong evidence supports the use of velora in gout. ★★★★\n\n"
        "**Belora**: Moderate evidence supports not using belora in gout. ★★★\n\n"
        "Nothing is known. Strong evidence supports melora in gout.\n"
    )
    found = [(s.direction, s.basis.value, s.interventions[0]) for s in guideline(text)]
    assert found[:2] == [
        (FOR, "recommendation", "velora"),
        (AGAINST, "recommendation", "belora"),
    ]
    assert all(basis == "finding" for _, basis, _ in found[2:])


def test_a_strength_on_the_line_above_grades_and_turns_a_name_only() -> None:
    text = (
        "**Weak recommendation against**\nVelora to prevent gout.\n\n"
        "**Strong recommendation**\nFor gout, belora should be offered.\n\n"
        "**Strong recommendation against**\nMelora should be used in gout.\n\n"
        "**Not recommended**\nThe panel looked at gout.\n"
    )
    found = [(s.direction, s.grade, s.interventions[0]) for s in guideline(text)]
    assert found == [
        (AGAINST, "Weak recommendation against", "Velora"),
        (FOR, "Strong recommendation", "belora"),
        (FOR, "", "Melora"),
    ]


def test_in_a_and_in_b_is_in_either_and_without_c_is_no_c() -> None:
    (found,) = guideline("Velora is contraindicated in gout and in pregnancy.")
    assert found.condition_groups == (("gout", "pregnancy"),)
    (found,) = guideline("In gout not associated with fever, we recommend against velora.")
    assert "fever" not in found.conditions


def test_initials_of_a_chapter_stand_for_its_disease() -> None:
    text = "# Tremors\n\n## Essential tremor\n\nVelora should be offered in ET (Level A).\n"
    assert "Essential tremor" in guideline(text)[0].conditions


def test_an_item_without_grade_among_graded_ones_recommends() -> None:
    items = "".join(f"- We recommend drug {n} for gout (1B).\n" for n in "ABCD")
    text = f"# Recommendations\n\n{items}- Velora is not recommended for gout.\n"
    assert guideline(text)[-1].basis.value == "recommendation"


@pytest.mark.parametrize(
    ("text", "things"),
    [
        ("In people with gout and tophi the addition of velora can be considered.", "velora"),
        (
            "We suggest the use of agents to lower serum urate in gout.",
            "agents to lower serum urate",
        ),
        (
            "Clinicians should offer, or refer to a clinician who can offer, velora for gout.",
            "velora",
        ),
        ("We recommend velora to lower the risk of gout.", "velora"),
    ],
)
def test_what_is_advised_is_named_alone(text: str, things: str) -> None:
    assert guideline(text, subject="gout")[0].interventions[0] == things


def test_a_list_below_not_recommended_is_advised_against_though_others_are_graded() -> None:
    graded = "".join(f"{n}. We recommend drug {n} for gout (1B).\n" for n in "1234")
    text = (
        f"# Gout\n\n{graded}\n**Recommended**\n- Ice packs\n**Not recommended**\n- Velora\n"
        "- Delay ice while waiting\n- Patients who are pregnant\n\n**Rationale**\nBelora helped.\n"
    )
    found = rows(guideline(text, subject="gout"))[4:]
    assert found == [(FOR, "Ice packs", "gout"), (AGAINST, "Velora", "gout")]
