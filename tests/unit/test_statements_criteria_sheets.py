"""Sheets of criteria as reviewers tick them off, and programmes of benefit managers beside them."""

import pytest

from ingest.statements.called_criteria import is_boxed
from ingest.statements.criteria_split import split_clause
from ingest.statements.models import Join
from tests.said import AGAINST, FOR, GUIDELINE, POLICY, parts, said
from tests.unit.test_statements_exclusions import tree

SHEET = """\
RIVERTON HEALTH PLAN
CRITERIA SHEET

SECTION A.  ADULTS - FIRST IMPLANT (CPT 60001)
{lead}
 [ ] A1  Age 18 years or older
 [ ] A2  Fever above 38 C

{refused}
     D1  {first}
     D2  {second}
"""
_REFUSED = "SECTION D.  NOT MEDICALLY NECESSARY"
_LEAD = "All of the boxes must be checked:"


def sheet(**told: str):
    filled = {
        "lead": _LEAD,
        "refused": _REFUSED,
        "first": "Bladder pacing for enuresis",
        "second": "Bladder pacing when the residual volume is above 300 ml",
    } | told
    text = SHEET.format(**filled)
    return said(POLICY, text, subject="bladder pacing for urge incontinence", suffix=".txt")


def test_boxes_to_be_ticked_are_criteria_for_what_the_sheet_is_on() -> None:
    found = sheet()[0]
    assert (found.direction, found.interventions[0]) == (FOR, "bladder pacing")
    assert tree(found.criteria) == "all_of(Age 18 years or older, Fever above 38 C)"


def test_numbered_refusals_name_the_thing_or_what_it_is_not_for() -> None:
    _, enuresis, volume = sheet()
    assert [s.direction for s in (enuresis, volume)] == [AGAINST, AGAINST]
    assert (enuresis.interventions, enuresis.conditions) == (("Bladder pacing",), ("enuresis",))
    assert tree(volume.criteria) == "the residual volume is above 300 ml"


def test_a_refused_item_with_codes_is_a_thing_and_its_reason_is_none() -> None:
    item = "Vaginal training (PelvoGym; HCPCS E0999) - evidence is limited to small studies"
    refused = sheet(first=item)[1]
    assert parts(refused.interventions)[-1] == "Vaginal training"
    assert refused.conditions == ("urge incontinence",)


@pytest.mark.parametrize(
    "told",
    [
        pytest.param({"lead": "The form asks for:"}, id="a line that asks for nothing"),
        pytest.param({"lead": "Documents that must be sent:"}, id="what is to be sent"),
    ],
)
def test_other_lines_above_boxes_make_no_position(told: dict[str, str]) -> None:
    assert all(s.direction is AGAINST for s in sheet(**told))


def test_a_guideline_has_no_sheet() -> None:
    text = SHEET.format(lead=_LEAD, refused="NOTES", first="x", second="y")
    assert said(GUIDELINE, text, subject="urge incontinence", suffix=".txt") == ()


def test_a_heading_on_authorization_is_no_list_of_authors() -> None:
    text = "# Velora\n\n## {}\n\nApprove if the patient meets ALL:\n\n- Age 18\n- Fever\n"
    told = text.format("AUTHORIZATION CRITERIA")
    assert [s.direction for s in said(POLICY, told, subject="Velora")] == [FOR]
    assert said(POLICY, text.format("Authors"), subject="Velora") == ()


def test_drugs_in_brackets_behind_a_condition_are_what_the_section_is_on() -> None:
    text = (
        "# Gout: Urate Agents\n\n## Authorization criteria\n\n"
        "### 1. Tophaceous gout (febuxostat 40 mg tablets only)\n\nApprove if the patient meets "
        "BOTH:\n\n- A) Age 18; AND\n- B) Fever\n"
    )
    (found,) = said(POLICY, text, subject="urate agents")
    assert (found.interventions, found.conditions[0]) == (("febuxostat",), "Tophaceous gout")
    assert tree(found.criteria) == "all_of(Age 18, Fever)"


def test_an_abbreviation_in_brackets_is_no_drug() -> None:
    text = (
        "# Urate Agents\n\n## Criteria\n\n### Gouty arthritis (GA)\n\nApprove if age 18 or older."
    )
    (found,) = said(POLICY, text, subject="urate agents")
    assert found.interventions == ("urate agents",)


def test_what_will_not_be_provided_is_listed_and_no_criterion() -> None:
    lead = "Coverage will not be provided for any of the following:"
    text = f"# Velora\n\n{lead}\n\n- Latex rash\n- Hay fever\n"
    assert [s.conditions for s in said(POLICY, text, subject="Velora")] == [
        ("Latex rash",),
        ("Hay fever",),
    ]


def test_a_run_in_label_tells_the_phase() -> None:
    text = "# Velora\n\n{} Approve for 1 year if the urate has fallen."
    for label, phase in (("Continuation.", "continued"), ("Renewal of therapy:", "continued")):
        (found,) = said(POLICY, text.format(label), subject="Velora")
        assert found.phase == phase
    (plain,) = said(POLICY, text.format("Gout."), subject="Velora")
    assert plain.phase == ""


def test_trials_of_at_least_two_drugs_above_a_list() -> None:
    lead = "- C) Patient has tried at least two urate drugs, each for 8 weeks:\n  - Velora\n  - Bar"
    text = f"# Pegbar\n\nApprove if the patient meets ALL:\n\n- A) Age 18; AND\n{lead}\n"
    (found,) = said(POLICY, text, subject="Pegbar")
    assert tree(found.criteria) == "all_of(Age 18, at_least(Velora, Bar))"


def test_a_criterion_of_some_requests_alone() -> None:
    text = (
        "# Pegbar\n\nApprove if the patient meets ALL:\n\n- Age 18\n"
        "- If a non-preferred product is requested, one preferred product has been tried\n"
    )
    (found,) = said(POLICY, text, subject="Pegbar")
    assert tree(found.criteria) == (
        "all_of(Age 18, any_of(one preferred product has been tried, "
        "none_of(a non-preferred product is requested)))"
    )


def test_conjunctions_in_capitals_part_the_whole() -> None:
    text = "fever persists OR chills persist despite paracetamol, and rigors have been seen"
    found = split_clause(text)
    assert found.join is Join.ANY_OF
    first = found.children[0]
    assert text[first.start : first.end] == "fever persists"
    small = split_clause(text.replace("OR", "or"))
    assert small.join is Join.ALL_OF


def test_of_an_item_with_later_positions_the_first_sentence_names_the_thing() -> None:
    text = (
        "# Nerve pacing\n\nThe following are considered medically necessary:\n\n"
        "- Foot pacing for cramps when a drug has failed, is not tolerated or is contraindicated. "
        "A first course of 12 sessions is considered medically necessary.\n"
    )
    first = said(POLICY, text, subject="nerve pacing")[0]
    assert (first.direction, first.interventions[0], first.conditions) == (
        FOR,
        "Foot pacing",
        ("cramps",),
    )


def test_what_is_contraindicated_or_failed_is_a_criterion_and_no_refusal() -> None:
    for sentence in (
        "Foobarin after a trial of barfoxat, or barfoxat is contraindicated.",
        "Foobarin when barfoxat has failed, is not tolerated or is contraindicated.",
    ):
        assert said(POLICY, f"# Foobarin\n\n{sentence}", subject="foobarin") == ()
    (found,) = said(
        POLICY, "# Foobarin\n\nFoobarin is contraindicated in pregnancy.", subject="foobarin"
    )
    assert found.direction is AGAINST


def test_members_may_be_eligible_when() -> None:
    lead = "Members may be eligible for a pump for cramps when ALL are met:"
    (found,) = said(POLICY, f"# Pumps\n\n{lead}\n\n- Age 18\n- Fever\n", subject="pumps")
    assert (found.direction, found.conditions) == (FOR, ("cramps",))
    assert (
        said(POLICY, "# Pumps\n\nMembers may be eligible for help with travel.", subject="pumps")
        == ()
    )


def test_a_remark_beside_one_code_of_a_paragraph_is_of_that_code() -> None:
    codes = "ICD-10 I89.0 Lymphedema; I97.2 Arm lymphedema; R60.9 Edema (not covered)"
    (found,) = said(POLICY, f"# Pumps\n\n## Codes\n\n{codes}\n", subject="pumps")
    assert (found.direction, found.codes) == (AGAINST, ("R60.9",))


def test_a_verb_within_a_word_is_no_verb() -> None:
    text = "duplex scan done with the patient standing or in reverse position shows reflux"
    assert split_clause(text).join is Join.LEAF


FORM = """\
RIVERTON HEALTH  |  UTILIZATION MANAGEMENT
REVIEW CHECKLIST

Subset: BLADDER PACING FOR ADULTS

[ ] 100  URGE INCONTINENCE (overactive bladder) [ALL]
    [ ] 110  Leaks for 6 months or more
    [ ] 120  Symptoms [ONE]
        [ ] 121  Leaks at night
        [ ] 122  Ten pads a day
    [ ] 130  Urine culture negative, if age 45 or older with fever

[ ] 200  URINARY RETENTION, NO OBSTRUCTION [ALL]
    [ ] 210  Residual volume above 300 ml

[ ] 300  REVIEWER [ALL]
    [ ] 310  Signed
"""


def test_numbered_boxes_of_a_form_are_asked_for_each_condition_apart() -> None:
    found = said(POLICY, FORM, subject="bladder pacing for adults", suffix=".txt")
    first, second = (s for s in found if is_boxed(s.quote.text) and s.conditions != ("reviewer",))
    assert first.conditions == ("urge incontinence", "overactive bladder")
    assert first.interventions[0] == "bladder pacing"
    assert tree(first.criteria) == (
        "all_of(Leaks for 6 months or more, any_of(Leaks at night, Ten pads a day), "
        "any_of(Urine culture negative, none_of(age 45 or older with fever)))"
    )
    assert (second.conditions, second.population) == (("urinary retention",), "no obstruction")
