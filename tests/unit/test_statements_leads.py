"""Lead-ins whose items go on with their sentence; items that are no positions come first."""

import pytest

from tests.said import AGAINST, FOR, GUIDELINE, POLICY, Row, positions, rows, said


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            "The committee recommends:\n\n- See Table 2 for doses.\n- Figure 1 shows the "
            "pathway.\n",
            id="items that point elsewhere",
        ),
        pytest.param(
            "Clinical trial evidence shows that:\n\n- clinicians use ozone more often\n"
            "- ozone may be considered by some\n",
            id="items of a report",
        ),
        pytest.param(
            "The panel discussed whether:\n\n- Clinicians use nedocromil in asthma\n",
            id="a lead-in without a position",
        ),
    ],
)
def test_items_that_are_no_position(text: str) -> None:
    assert positions(said(GUIDELINE, text)) == []


@pytest.mark.parametrize(
    ("text", "row", "grade"),
    [
        pytest.param(
            "For patients with sarcoidosis, the panel recommends:\n\n"
            "- Clinicians NOT use azathioprine. ( Low , S, L)\n",
            (AGAINST, "azathioprine", "sarcoidosis"),
            "Low , S, L",
            id="the panel recommends: clinicians NOT use X",
        ),
        pytest.param(
            "For patients with sarcoidosis, the panel suggests that:\n\n"
            "- Clinicians use infliximab. ( Moderate , C, M)\n",
            (FOR, "infliximab", "sarcoidosis"),
            "Moderate , C, M",
            id="the panel suggests that: clinicians use X",
        ),
        pytest.param(
            "In adults with sarcoidosis, we suggest that clinicians:\n\n"
            "- do not offer chloroquine (conditional recommendation, low certainty)\n",
            (AGAINST, "chloroquine", "sarcoidosis"),
            "conditional recommendation, low certainty",
            id="we suggest that clinicians: do not offer X",
        ),
        pytest.param(
            "For patients with sarcoidosis, we recommend:\n\n- offering methotrexate\n",
            (FOR, "methotrexate", "sarcoidosis"),
            "",
            id="we recommend: offering X",
        ),
        pytest.param(
            "For patients with sarcoidosis, we recommend:\n\n- against thalidomide\n",
            (AGAINST, "thalidomide", "sarcoidosis"),
            "",
            id="we recommend: against X",
        ),
        pytest.param(
            "For patients with sarcoidosis, we recommend:\n\n- avoiding thalidomide\n",
            (AGAINST, "thalidomide", "sarcoidosis"),
            "",
            id="we recommend: avoiding X",
        ),
        pytest.param(
            "We recommend against the following in sarcoidosis:\n\n- thalidomide\n",
            (AGAINST, "thalidomide", "sarcoidosis"),
            "",
            id="we recommend against the following",
        ),
        pytest.param(
            "For patients with sarcoidosis, the panel suggests:\n\n- Clinicians NOT use "
            "adalimumab, an antibody to tumor necrosis factor.\n",
            (AGAINST, "adalimumab", "sarcoidosis"),
            "",
            id="an apposition behind the name is no second intervention",
        ),
        pytest.param(
            "For patients with sarcoidosis, the panel suggests:\n\n- Clinicians NOT use "
            "leflunomide or golimumab, both second-line drugs, regardless of organ involvement.\n",
            (AGAINST, "leflunomide | golimumab", "sarcoidosis"),
            "",
            id="an apposition behind two names",
        ),
        pytest.param(
            "For patients with sarcoidosis, the panel recommends:\n\n- Clinicians NOT use aspirin "
            "in patients who have no other indication for its use.\n",
            (AGAINST, "aspirin", "sarcoidosis"),
            "",
            id="the item restricts the people",
        ),
        pytest.param(
            "For patients with sarcoidosis, the panel recommends:\n\n- Clinicians NOT use the "
            "combination of colchicine, quinine, and zinc.\n",
            (AGAINST, "combination of colchicine, quinine, and zinc", "sarcoidosis"),
            "",
            id="a combination is one intervention",
        ),
    ],
)
def test_items_go_on_with_the_sentence_of_their_lead_in(text: str, row: Row, grade: str) -> None:
    found = positions(said(GUIDELINE, text))
    assert rows(found) == [row]
    assert found[0].grade == grade
    assert found[0].lead_quotes


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "Hyperthermia is considered medically necessary for the following:\n\n- liver "
            "cancer\n\n"
            "Hyperthermia is considered investigational in all other situations, including but not "
            "limited to, the treatment of the following conditions:\n\n- kidney cancer;\n- acne.\n",
            [
                (FOR, "Hyperthermia", "liver cancer", False),
                (AGAINST, "Hyperthermia", "", True),
                (AGAINST, "Hyperthermia", "kidney cancer", False),
                (AGAINST, "Hyperthermia", "acne", False),
            ],
            id="in all other situations, including a list",
        ),
        pytest.param(
            "Hyperthermia is considered experimental for ANY other use, including the following:"
            "\n\n- acne\n- rosacea\n",
            [
                (AGAINST, "Hyperthermia", "", True),
                (AGAINST, "Hyperthermia", "acne", False),
                (AGAINST, "Hyperthermia", "rosacea", False),
            ],
            id="for any other use, including a list",
        ),
        pytest.param(
            "Due to insufficient evidence of efficacy, hyperthermia and cryotherapy are unproven "
            "and not medically necessary for all other indications, including but not limited to "
            "the following:\n\n- acne\n- prevention of rosacea\n",
            [
                (AGAINST, "hyperthermia | cryotherapy", "", True),
                (AGAINST, "hyperthermia | cryotherapy", "acne", False),
                (AGAINST, "hyperthermia | cryotherapy", "rosacea", False),
            ],
            id="a reason in front of two interventions",
        ),
        pytest.param(
            "Hyperthermia is considered investigational for all indications, including but not "
            "limited to the following:\n\n- treatment of acne\n- rosacea\n",
            [
                (AGAINST, "Hyperthermia", "", False),
                (AGAINST, "Hyperthermia", "acne", False),
                (AGAINST, "Hyperthermia", "rosacea", False),
            ],
            id="for all indications, including a list",
        ),
        pytest.param(
            "All other indications not specified under section B are not covered. No payment may "
            "be made for any conditions other than those listed in section B, including:\n\n"
            "1. acne\n2. rosacea\n",
            [
                (AGAINST, "Hyperthermia", "", True),
                (AGAINST, "Hyperthermia", "", True),
                (AGAINST, "Hyperthermia", "acne", False),
                (AGAINST, "Hyperthermia", "rosacea", False),
            ],
            id="no payment for any conditions other than those listed, including a list",
        ),
        pytest.param(
            "Hyperthermia is not covered for any of the following: alopecia; food allergy; eczema "
            "of irritant cause.",
            [
                (AGAINST, "Hyperthermia", "alopecia", False),
                (AGAINST, "Hyperthermia", "food allergy", False),
                (AGAINST, "Hyperthermia", "eczema of irritant cause", False),
            ],
            id="a list inside the sentence",
        ),
        pytest.param(
            "The following are considered investigational:\n\n- Heat treatments for obesity "
            "including but not limited to:\n  - sauna belts\n  - hot packs\n- cold packs\n",
            [
                (AGAINST, "Heat treatments", "obesity", False),
                (AGAINST, "sauna belts", "obesity", False),
                (AGAINST, "hot packs", "obesity", False),
                (AGAINST, "cold packs", "", False),
            ],
            id="an item that includes a list of interventions",
        ),
        pytest.param(
            "All other sauna sessions at a hospital are considered not medically necessary. This "
            "includes but is not limited to sessions for:\n\n- relaxation\n- sports\n",
            [
                (AGAINST, "sauna sessions at a hospital", "", True),
                (AGAINST, "sauna sessions at a hospital", "relaxation", False),
                (AGAINST, "sauna sessions at a hospital", "sports", False),
            ],
            id="this includes a list of conditions",
        ),
        pytest.param(
            "No coverage will be provided for magnetic insoles, as this is considered "
            "investigational. This includes its use in the following situations:\n\n"
            "1. To relieve heel pain; or\n2. To improve gait in patients with neuropathy.\n",
            [
                (AGAINST, "magnetic insoles", "", False),
                (AGAINST, "magnetic insoles", "heel pain", False),
                (AGAINST, "magnetic insoles", "neuropathy", False),
            ],
            id="this includes its use in situations",
        ),
    ],
)
def test_lists_behind_a_refusal(text: str, expected: list[tuple[object, ...]]) -> None:
    found = positions(said(POLICY, text, subject="Hyperthermia"))
    got = [(*row, s.catch_all) for row, s in zip(rows(found), found, strict=True)]
    assert got == expected


@pytest.mark.parametrize(
    ("text", "row", "n_leaves", "phase"),
    [
        pytest.param(
            "Initiation of oxygen therapy requires ALL of the following:\n\n- A diagnosis of "
            "emphysema\n- A saturation below 88%\n",
            (FOR, "oxygen therapy", "emphysema"),
            2,
            "initial",
            id="initiation of X requires all of the following",
        ),
        pytest.param(
            "Replacement of an oxygen concentrator requires ALL of the following:\n\n- The device "
            "is not operating\n- The warranty has ended\n",
            (FOR, "Replacement of an oxygen concentrator", "Oxygen"),
            2,
            "",
            id="replacement of X requires all of the following",
        ),
        pytest.param(
            "Oxygen therapy may be now considered medically necessary for the treatment of cluster "
            "headache in patients who meet the following criteria:\n\n- attacks last an hour; and\n"
            "- triptans failed\n",
            (FOR, "Oxygen therapy", "cluster headache"),
            2,
            "",
            id="may be now considered",
        ),
        pytest.param(
            "Reimbursement for oxygen therapy is limited to members who meet both of the "
            "following:\n\n- a diagnosis of emphysema\n- a saturation below 88%\n",
            (FOR, "oxygen therapy", "emphysema"),
            2,
            "",
            id="is limited to",
        ),
        pytest.param(
            "Oxygen therapy renewal will be approved based on the following criterion:\n\n- "
            "Documentation of benefit\n",
            (FOR, "Oxygen therapy", "Oxygen"),
            1,
            "continued",
            id="the following criterion",
        ),
    ],
)
def test_requirements(text: str, row: Row, n_leaves: int, phase: str) -> None:
    found = positions(said(POLICY, text, subject="Oxygen"))
    direction, interventions, groups = rows(found)[0]
    assert (len(found), direction, interventions) == (1, row[0], row[1])
    assert groups == ("" if row[2] == "Oxygen" else row[2])
    assert found[0].criteria is not None
    assert len(list(found[0].criteria.leaves())) == n_leaves
    assert found[0].phase == phase


def test_what_people_have_had_are_conditions() -> None:
    found = said(
        POLICY,
        "Coverage is permitted for members who have experienced one or more of the following:\n\n"
        "- lung transplant\n- acute embolism within the preceding 6 months\n",
        subject="Oxygen",
    )
    assert rows(found) == [(FOR, "Oxygen", "lung transplant"), (FOR, "Oxygen", "acute embolism")]
    assert found[1].criteria is not None


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            "Submission of a claim requires ALL of the following:\n\n- an order\n- a note\n",
            id="what a claim requires",
        ),
        pytest.param(
            "Prior authorization requires the following:\n\n- a form\n- a note\n",
            id="what an authorization requires",
        ),
        pytest.param(
            "Documentation requires both of the following:\n\n- size\n- depth\n",
            id="what documentation requires",
        ),
        pytest.param(
            "This is an optional program for employers that have elected to cover oxygen bars.",
            id="what others have elected to cover",
        ),
        pytest.param(
            "Listing of a code does not imply that the service is a covered or non-covered health "
            "service.",
            id="what a list does not imply",
        ),
        pytest.param(
            "The previous version of this policy considered oxygen bars investigational.",
            id="what a previous version said",
        ),
        pytest.param(
            "Oxygen bars were previously considered medically necessary for hangover.",
            id="what was so before",
        ),
        pytest.param(
            "Submit the records so that we can determine whether oxygen is medically necessary.",
            id="what is to be determined",
        ),
        pytest.param(
            "In this document, procedures are considered medically necessary if there is a "
            "functional impairment.",
            id="what a document means by its words",
        ),
    ],
)
def test_requirements_of_procedure_are_no_position(text: str) -> None:
    assert positions(said(POLICY, f"## Policy\n\n{text}\n", subject="Oxygen")) == []


POLICY_OF = "It is the policy of Acme Community Health Plan that"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            f"{POLICY_OF} chloroquine is medically necessary for sarcoidosis.",
            [(FOR, "chloroquine", "sarcoidosis")],
            id="the policy of",
        ),
        pytest.param(
            f"{POLICY_OF} chloroquine is not medically necessary for any of the following "
            "indications:\n\nA. Tinnitus\n\nB. Gout\n",
            [(AGAINST, "chloroquine", "Tinnitus"), (AGAINST, "chloroquine", "Gout")],
            id="the policy of, with items",
        ),
        pytest.param(
            "There is insufficient evidence in the published peer-reviewed literature to support "
            "the use of chloroquine for tinnitus.",
            [(AGAINST, "chloroquine", "tinnitus")],
            id="insufficient evidence to support",
        ),
        pytest.param(
            "Current medical literature is inadequate to establish the safety and efficacy of "
            "chloroquine for tinnitus.",
            [(AGAINST, "chloroquine", "tinnitus")],
            id="literature inadequate to establish",
        ),
    ],
)
def test_a_policy_of_a_plan(text: str, expected: list[Row]) -> None:
    assert rows(said(POLICY, text)) == expected


def test_a_guideline_that_finds_too_little_evidence_refuses_nothing() -> None:
    found = said(
        GUIDELINE,
        "There is insufficient evidence in the published literature to support the use of "
        "chloroquine for tinnitus.",
    )
    assert all(row[0] != AGAINST for row in rows(found))


def test_under_a_heading_of_medical_necessity_the_scope_above_is_no_background() -> None:
    text = (
        "## Policy\n\n### Scope of Policy\n\nThis bulletin addresses sarcoidosis.\n\n"
        "#### Medical Necessity\n\nAcme considers chloroquine medically necessary for "
        "sarcoidosis.\n"
    )
    assert (FOR, "chloroquine", "sarcoidosis") in rows(said(POLICY, text))


@pytest.mark.parametrize(
    ("text", "groups"),
    [
        pytest.param(
            "In adults with sarcoidosis and uveitis or arthritis, we recommend chloroquine.",
            "sarcoidosis & uveitis | arthritis",
            id="A and either of two",
        ),
        pytest.param(
            "We recommend chloroquine for patients with sarcoidosis and uveitis.",
            "sarcoidosis & uveitis",
            id="A and B",
        ),
    ],
)
def test_people_who_have_one_thing_and_either_of_two(text: str, groups: str) -> None:
    ((_, _, told),) = rows(said(GUIDELINE, text))
    assert told == groups


def test_examples_of_all_indications_restrict_nothing() -> None:
    text = (
        "Chloroquine is considered investigational for all indications, including use in gout "
        "due to obesity and tinnitus due to noise."
    )
    assert rows(said(POLICY, text)) == [(AGAINST, "Chloroquine", "")]


def test_a_sentence_that_ends_in_a_word_goes_on_in_its_items() -> None:
    text = "# Lids\n\nUpper lid surgery is also covered to relieve\n\n- dry eye\n- dermatitis\n"
    found = positions(said(POLICY, text, subject="Upper lid surgery"))
    assert [s.conditions for s in found] == [("dry eye",), ("dermatitis",)]


def test_a_remark_behind_the_verdict_hides_no_criterion() -> None:
    text = (
        "# Lids\n\nLid surgery is reasonable and necessary (functional) when it hides the pupil.\n"
    )
    (one,) = positions(said(POLICY, text, subject="Lid surgery"))
    assert one.criteria is not None
    assert one.criteria.text == "it hides the pupil"
