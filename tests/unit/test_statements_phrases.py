"""Interventions and conditions as noun phrases; phrases that must stay whole come first."""

import pytest

from ingest.statements.phrases import clean, split_list
from tests.said import GUIDELINE, POLICY, parts, positions, said


@pytest.mark.parametrize(
    "phrase",
    [
        pytest.param("imaging of the head and neck", id="head and neck"),
        pytest.param("MRI of head, neck and temporal bone", id="parts of the body behind of"),
        pytest.param("combination of zinc and copper", id="a combination"),
        pytest.param("acceptance and commitment therapy", id="one therapy with two words"),
        pytest.param("trial and error", id="a set phrase"),
        pytest.param("hereditary sensory and motor neuropathy", id="two qualities of one disease"),
        pytest.param("cognitive processing therapy with sleep hygiene and relaxation", id="with"),
        pytest.param("Support and Recovery Program", id="a proper name"),
    ],
)
def test_phrases_that_stay_whole(phrase: str) -> None:
    assert split_list(phrase) == [phrase]


@pytest.mark.parametrize(
    ("phrase", "members"),
    [
        pytest.param("chronic heart or kidney failure", None, id="two organs and one failure"),
        pytest.param(
            "heart or heart-lung transplant",
            ["heart transplant", "heart-lung transplant"],
            id="an organ lacks its operation",
        ),
        pytest.param(
            "valve repair or replacement",
            ["valve repair", "valve replacement"],
            id="an operation lacks its organ",
        ),
        pytest.param(
            "withdrawal of sotalol or digoxin",
            ["withdrawal of sotalol", "withdrawal of digoxin"],
            id="the action belongs to both",
        ),
        pytest.param(
            "MRI and CT of the wrist",
            ["MRI of the wrist", "CT of the wrist"],
            id="the place belongs to both",
        ),
        pytest.param(
            "upper or lower limb dystonia",
            ["upper limb dystonia", "lower limb dystonia"],
            id="upper and lower share limb and noun",
        ),
        pytest.param(
            "stage III or IV wound", ["stage III wound", "stage IV wound"], id="two stages"
        ),
        pytest.param(
            "stable, chronic heart failure",
            ["stable heart failure", "chronic heart failure"],
            id="heart is no adjective of failure",
        ),
        pytest.param(
            "high-dose or adjuvanted influenza vaccine",
            ["high-dose influenza vaccine", "adjuvanted influenza vaccine"],
            id="two kinds of one vaccine",
        ),
        pytest.param(
            "whole-exome and whole-genome sequencing",
            ["whole-exome sequencing", "whole-genome sequencing"],
            id="two compounds with one head",
        ),
        pytest.param(
            "Ajovy, Emgality, Qulipta or Nurtec (both brand and generic, and all forms)",
            ["Ajovy", "Emgality", "Qulipta", "Nurtec (both brand and generic, and all forms)"],
            id="a bracket with both splits no list and forbids none",
        ),
        pytest.param(
            "Kinesio taping/McConnell taping",
            ["Kinesio taping", "McConnell taping"],
            id="names of several words joined by a slash",
        ),
        pytest.param(
            "apnoea/hypopnoea syndrome", ["apnoea/hypopnoea syndrome"], id="one diagnosis"
        ),
        pytest.param("MRI/CT imaging", ["MRI/CT imaging"], id="abbreviations joined by a slash"),
    ],
)
def test_members_of_lists(phrase: str, members: list[str] | None) -> None:
    if members is not None:
        assert split_list(phrase) == members


@pytest.mark.parametrize(
    ("phrase", "cleaned"),
    [
        pytest.param("botulinum toxin type A", "botulinum toxin type A", id="type A"),
        pytest.param("vitamin A", "vitamin A", id="vitamin A"),
        pytest.param("hepatitis B", "hepatitis B", id="hepatitis B"),
        pytest.param("the splint a", "splint", id="a footnote mark"),
        pytest.param("preopera- tively", "preoperatively", id="a hyphen of a line's end"),
        pytest.param(
            "short- and long-term use", "short- and long-term use", id="a hyphen that stays"
        ),
    ],
)
def test_clean(phrase: str, cleaned: str) -> None:
    assert clean(phrase) == cleaned


@pytest.mark.parametrize(
    ("text", "interventions"),
    [
        pytest.param(
            "We suggest treatment with alendronate for osteoporosis.",
            ["alendronate"],
            id="treatment with X",
        ),
        pytest.param(
            "We suggest that treatment with alendronate be considered for osteoporosis.",
            ["alendronate"],
            id="that treatment with X be considered",
        ),
        pytest.param(
            "We recommend that oral prednisone be given for 8 weeks or 12 weeks.",
            ["oral prednisone"],
            id="that X be given for weeks",
        ),
        pytest.param(
            "We recommend that initial therapy be with either a thiazide or a loop diuretic.",
            ["thiazide", "loop diuretic"],
            id="that therapy be with either",
        ),
        pytest.param(
            "We recommend that sirolimus not be started before wounds are healed.",
            ["sirolimus"],
            id="that X not be started before",
        ),
        pytest.param(
            "We recommend including dose counting as part of care for gout.",
            ["dose counting"],
            id="including X",
        ),
        pytest.param(
            "We recommend offering a quit line to all recipients who smoke.",
            ["quit line"],
            id="X to all recipients",
        ),
        pytest.param(
            "We suggest holding sulfasalazine for 2 weeks after surgery.",
            ["holding sulfasalazine"],
            id="X for weeks",
        ),
        pytest.param(
            "We recommend biopsy before treating acute rejection.",
            ["biopsy"],
            id="X before doing Y",
        ),
        pytest.param(
            "We suggest treating tremor with one or more of the following, with or without "
            "splints: primidone; sotalol; atenolol.",
            ["primidone", "sotalol", "atenolol"],
            id="treating Y with one of the following",
        ),
        pytest.param(
            "We recommend the manualized therapies for the treatment of insomnia: Sleep "
            "Restriction, Stimulus Control, or Paradoxical Intention.",
            [
                "manualized therapies",
                "Sleep Restriction",
                "Stimulus Control",
                "Paradoxical Intention",
            ],
            id="members behind a colon",
        ),
        pytest.param(
            "We recommend individual therapies, listed in Recommendation 4, over drugs for "
            "insomnia.",
            ["individual therapies"],
            id="listed in a recommendation",
        ),
        pytest.param(
            "We suggest screening all recipients for adenovirus with plasma testing.",
            ["screening for adenovirus with plasma testing"],
            id="screening people for X",
        ),
        pytest.param(
            "We recommend an alpha blocker (tamsulosin) for stones.",
            ["alpha blocker", "tamsulosin"],
            id="a class and its member in brackets",
        ),
        pytest.param(
            "We suggest psychotherapy or pharmacotherapy for insomnia.",
            ["psychotherapy", "pharmacotherapy"],
            id="two kinds of treatment",
        ),
        pytest.param(
            "We suggest the use of a questionnaire, such as the Sleep Checklist for DSM-5, for "
            "insomnia.",
            ["questionnaire", "Sleep Checklist for DSM-5"],
            id="the edition of a manual is no condition",
        ),
        pytest.param(
            "We recommend a target for resistance training of at least 60 minutes per week for "
            "gout.",
            ["resistance training"],
            id="a target for X",
        ),
        pytest.param(
            "We suggest a nurse-led Steps to Beat Gout Program for patients with gout.",
            ["nurse-led Steps to Beat Gout Program"],
            id="a verb inside a name",
        ),
        pytest.param(
            "We suggest gentle exercise to prevent gout.",
            ["gentle exercise"],
            id="a verb behind a thing",
        ),
    ],
)
def test_interventions_of_guidelines(text: str, interventions: list[str]) -> None:
    (found,) = positions(said(GUIDELINE, text, subject="gout"))
    assert set(interventions) <= set(parts(found.interventions))
    assert not [p for p in parts(found.interventions) if len(p.split()) > 6]


@pytest.mark.parametrize(
    ("text", "interventions"),
    [
        pytest.param(
            "Zelnorm (tegaserod) is considered medically necessary for constipation.",
            ["Zelnorm", "tegaserod"],
            id="brand and generic",
        ),
        pytest.param(
            "A trial period of bladder pacing with a lead may be considered medically necessary "
            "for "
            "urge incontinence.",
            ["bladder pacing with a lead"],
            id="a trial period of X",
        ),
        pytest.param(
            "Permanent implantation of a bladder pacing device is considered medically necessary "
            "for urge incontinence.",
            ["Permanent implantation of a bladder pacing device", "bladder pacing device"],
            id="implantation of X",
        ),
        pytest.param(
            "Maintenance therapy with monthly infusions is considered medically necessary for "
            "gout.",
            ["monthly infusions"],
            id="maintenance therapy with X",
        ),
        pytest.param(
            "The application of a cell-based product (CBP) is considered reasonable and necessary "
            "for a burn.",
            ["cell-based product"],
            id="the application of X",
        ),
        pytest.param(
            "Northfield considers foot pumps medically necessary durable medical equipment (DME) "
            "for edema.",
            ["foot pumps"],
            id="a kind of benefit behind the predicate",
        ),
        pytest.param(
            "An X-ray in the hospital outpatient department is considered medically necessary for "
            "members with a shunt.",
            ["X-ray in the hospital outpatient department"],
            id="a place belongs to the service",
        ),
        pytest.param(
            "Genetic testing for the purpose of risk scoring for hereditary deafness is unproven.",
            ["risk scoring"],
            id="testing for the purpose of X",
        ),
        pytest.param(
            "Fixed bridges, loose bridges with or without pins, OR screws are considered medically "
            "necessary when the criteria listed below are met.",
            ["Fixed bridges", "loose bridges", "screws"],
            id="with or without in a list",
        ),
        pytest.param(
            'Northfield considers "ring over band" revision of an earlier band experimental.',
            ["ring over band revision of an earlier band"],
            id="over inside quotation marks compares nothing",
        ),
    ],
)
def test_interventions_of_policies(text: str, interventions: list[str]) -> None:
    found = positions(said(POLICY, text, subject="Devices"))[0]
    named = [clean(p) for p in found.interventions]
    assert [p for p in interventions if p in named] == interventions


@pytest.mark.parametrize(
    ("text", "groups", "population"),
    [
        pytest.param(
            "Offer bells to people with tinnitus who have a hearing loss that affects speech.",
            [["tinnitus"], ["hearing loss"]],
            "",
            id="with A who have B",
        ),
        pytest.param(
            "Do not offer bells to people with tinnitus but no hearing loss.",
            [["tinnitus"]],
            "",
            id="with A but no B",
        ),
        pytest.param(
            "Flecainide should not be used in patients with syncope who have cardiomyopathy.",
            [["syncope"], ["cardiomyopathy"]],
            "",
            id="with A who have B, behind a predicate",
        ),
        pytest.param(
            "We recommend against screening for gout in the general adult population.",
            [["gout"]],
            "general",
            id="the general population",
        ),
        pytest.param(
            "We recommend exercise to prevent falls in community-dwelling adults 65 years or "
            "older.",
            [["falls"]],
            "community-dwelling",
            id="where people live",
        ),
        pytest.param(
            "In healthy premenopausal, nonpregnant women, we recommend against testing for zinc "
            "deficiency.",
            [["zinc deficiency"]],
            "healthy premenopausal, nonpregnant",
            id="healthy women",
        ),
        pytest.param(
            "We recommend statins in adults with diabetes, irrespective of whether they have "
            "hypertension.",
            [["diabetes"]],
            "",
            id="irrespective of B",
        ),
        pytest.param(
            "For confirmation of the diagnosis of gout, we suggest using joint puncture.",
            [["gout"]],
            "",
            id="confirmation of the diagnosis of X",
        ),
        pytest.param(
            "In primary care, when there is suspicion of gout, we suggest a uric acid test.",
            [["Gout disease"]],
            "primary care",
            id="a place of care is no condition",
        ),
        pytest.param(
            "We recommend zinc for adults with first-episode gout who have previously responded to "
            "it.",
            [["first-episode gout"]],
            "",
            id="who have responded is a criterion",
        ),
    ],
)
def test_conditions_of_guidelines(text: str, groups: list[list[str]], population: str) -> None:
    (found,) = positions(said(GUIDELINE, text, subject="Gout disease"))
    assert [list(g) for g in found.condition_groups] == groups
    assert population in found.population


@pytest.mark.parametrize(
    ("text", "groups"),
    [
        pytest.param(
            "A sensor is medically necessary for managing individuals with diabetes.",
            [["diabetes"]],
            id="for managing individuals with X",
        ),
        pytest.param(
            "An exome is proven for diagnosing or evaluating a suspected genetic disorder.",
            [["suspected genetic disorder"]],
            id="for diagnosing or evaluating X",
        ),
        pytest.param(
            "Panels are proven for individuals with a personal history of breast cancer diagnosed "
            "at age 65 years or younger.",
            [["personal history of breast cancer"]],
            id="an age inside a diagnosis",
        ),
        pytest.param(
            "Ozone is considered investigational as a treatment of muscle pain.",
            [["muscle pain"]],
            id="as a treatment of X",
        ),
        pytest.param(
            "Ozone is considered cosmetic in nature and not covered for the treatment of frown "
            "lines or other wrinkles.",
            [["frown lines", "wrinkles"]],
            id="cosmetic in nature",
        ),
        pytest.param(
            "Medicare will cover ozone for Medicare patients with gout.",
            [["gout"]],
            id="the payer's name is no condition",
        ),
        pytest.param(
            "Northfield considers any surgical treatment of benign warts in the absence of "
            "bleeding "
            "cosmetic.",
            [["benign warts"]],
            id="surgical treatment of X",
        ),
        pytest.param(
            "The evidence is sufficient to expand coverage for ozone services to beneficiaries "
            "with "
            "stable, chronic gout, defined as patients with two attacks a year.",
            [["stable gout", "chronic gout", "stable, chronic gout"]],
            id="defined as ends the condition",
        ),
        pytest.param(
            "Ozone will be covered for persistent gout through Coverage with Evidence Development "
            "when offered in a trial.",
            [["persistent gout"]],
            id="through a programme",
        ),
    ],
)
def test_conditions_of_policies(text: str, groups: list[list[str]]) -> None:
    found = positions(said(POLICY, text, subject="Ozone", publisher="Medicare"))[0]
    assert [parts(g) for g in found.condition_groups] == groups


@pytest.mark.parametrize(
    ("text", "absent"),
    [
        pytest.param(
            "Medicare covers screening for lead poisoning (LP) with a capillary test, ordered by "
            "the treating physician or nurse, for toddlers.",
            ("LP", "lead poisoning", "ordered by", "nurse"),
            id="what is screened for, and who orders it",
        ),
        pytest.param(
            "Northfield covers interbody fixation (fusion) devices for scoliosis.",
            ("fusion",),
            id="a bracket within a name",
        ),
        pytest.param(
            "Northfield covers rotavirus (RV) testing for diarrhea.",
            ("RV", "rotavirus"),
            id="what is tested for",
        ),
        pytest.param(
            "Northfield covers banding (using open or laparoscopic approaches) for obesity.",
            ("open", "laparoscopic approaches"),
            id="how it is done",
        ),
        pytest.param(
            "Northfield covers anti-D globulin (in appropriate patients) for purpura.",
            ("in appropriate patients", "appropriate patients"),
            id="for whom",
        ),
        pytest.param(
            "Northfield covers light therapy with psoralens (P) for vitiligo.",
            ("P", "psoralens"),
            id="a part in brackets",
        ),
    ],
)
def test_what_names_no_service(text: str, absent: tuple[str, ...]) -> None:
    (found,) = positions(said(POLICY, text, subject="gout"))
    assert not set(found.interventions) & set(absent)


def test_an_abbreviation_of_the_whole_is_its_name() -> None:
    (found,) = positions(said(GUIDELINE, "Offer psoralen plus UVA (PUVA) for vitiligo."))
    assert {"PUVA", "psoralen plus UVA"} <= set(found.interventions)


@pytest.mark.parametrize(
    ("text", "groups", "n_criteria"),
    [
        pytest.param(
            "Men with a positive result on the questionnaire should be offered polygraphy.",
            [],
            1,
            id="a result is no condition",
        ),
        pytest.param(
            "Men with abnormal findings should be offered polygraphy.", [], 1, id="findings"
        ),
        pytest.param(
            "Men with positive airway pressure failure should be offered polygraphy.",
            [["positive airway pressure failure"]],
            0,
            id="positive, but no result",
        ),
    ],
)
def test_results_are_criteria(text: str, groups: list[list[str]], n_criteria: int) -> None:
    (found,) = positions(said(GUIDELINE, f"{text} (Grade B)"))
    assert [parts(group) for group in found.condition_groups] == groups
    assert (found.criteria is not None) is (n_criteria > 0)


@pytest.mark.parametrize(
    ("text", "first", "last", "among"),
    [
        pytest.param(
            "Calcium blockers (CBs) may be considered for gout.",
            "Calcium blockers (CBs)",
            "Calcium blockers",
            "CBs",
            id="an abbreviation",
        ),
        pytest.param(
            "Tear drugs (ocrelix, pilorex, wenorex, tarolix, bamorex, zilorex) are recommended "
            "for gout.",
            "Tear drugs (ocrelix, pilorex, wenorex, tarolix, bamorex, zilorex)",
            "Tear drugs",
            "wenorex",
            id="many names of a class",
        ),
        pytest.param(
            "Fibrin clot (FC) injections are recommended for gout.",
            "Fibrin clot (FC) injections",
            "Fibrin clot injections",
            "FC",
            id="an abbreviation before what it is given as",
        ),
        pytest.param(
            "Uric oxidase (UO) inhibitors are recommended for gout.",
            "Uric oxidase (UO) inhibitors",
            "Uric oxidase inhibitors",
            "UO inhibitors",
            id="an abbreviation within a name",
        ),
        pytest.param(
            "We suggest low-dose (i.e., 3 mg) colchicine for gout.",
            "low-dose (i.e., 3 mg) colchicine",
            "low-dose colchicine",
            "low-dose colchicine",
            id="a dose in brackets",
        ),
        pytest.param(
            "Treatment with colchicine and additional agents is recommended for gout.",
            "colchicine",
            "colchicine and additional agents",
            "colchicine",
            id="and additional agents",
        ),
    ],
)
def test_an_intervention_comes_first_as_printed_and_last_as_said(
    text: str, first: str, last: str, among: str
) -> None:
    (found,) = positions(said(GUIDELINE, text))
    assert (found.interventions[0], found.interventions[-1]) == (first, last)
    assert among in found.interventions


@pytest.mark.parametrize(
    ("text", "thing", "conditions"),
    [
        # what an antibody is directed against is a part of its name
        (
            "Antibodies directed against zincase are covered for tinnitus.",
            "Antibodies directed against zincase",
            {"tinnitus"},
        ),
        (
            "A monoclonal antibody against zincase is covered for tinnitus.",
            "monoclonal antibody against zincase",
            {"tinnitus"},
        ),
        # what a drug is used against is what it is for
        ("Zinc against tinnitus is covered.", "Zinc", {"tinnitus"}),
    ],
)
def test_what_stands_behind_against(text: str, thing: str, conditions: set[str]) -> None:
    (found,) = positions(said(POLICY, f"# Cover\n\n{text}\n"))
    assert found.interventions[0] == thing
    assert set(found.conditions) == conditions
