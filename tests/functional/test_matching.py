"""What is asked, for whom, and which recommendation speaks to it: questions over small corpora.

The drugs and illnesses are other ones than in the eval cases. Beside every question that must be
answered stands one that must not (DESIGN.md section 5, rule 1).
"""

import pytest


def page(*parts: str, title: str) -> str:
    return "\n\n".join([f"# {title}", "## Recommendations", *parts])


def rec(number: int, text: str, strength: str) -> str:
    return f"- Recommendation {number}: {text} ({strength})"


GOUT = page(
    rec(1, "We recommend colchicine for the treatment of acute gout.", "Strong for"),
    rec(2, "We suggest against cherry extract for patients with gout.", "Weak against"),
    rec(
        3,
        "There is insufficient evidence to recommend for or against topical ice for gout.",
        "Neither for nor against",
    ),
    rec(4, "We suggest offering allopurinol for patients with gout and kidney stones.", "Weak for"),
    rec(5, "We recommend against the use of oral prednisone for chronic gout.", "Strong against"),
    title="Clinical Practice Guideline for the Management of Gout",
)


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        pytest.param("colcrys, acute gout", "necessary", id="a brand in a terse note"),
        pytest.param(
            "63M, acute gout of the big toe since Sunday, indomethacin gave nothing. Colchicine?",
            "necessary",
            id="a story with a drug that failed",
        ),
        pytest.param(
            "He has acute gout and takes lisinopril and metformin. Is colchicine recommended?",
            "necessary",
            id="drugs that he takes are not asked about",
        ),
        pytest.param(
            "Acute gout. Colchicine instead of naproxen?", "necessary", id="beside a comparator"
        ),
        pytest.param("krystexxa, acute gout", "not_addressed", id="a sibling drug under its brand"),
        pytest.param(
            "Acute gout, colchicine gave nothing. Anakinra?",
            "not_addressed",
            id="the drug that failed is not the one asked about",
        ),
        pytest.param(
            "Takes colchicine for acute gout. Is indomethacin recommended?",
            "not_addressed",
            id="nor is the drug that he takes",
        ),
        pytest.param(
            "Is topical prednisone recommended for chronic gout?",
            "not_addressed",
            id="another route is another thing",
        ),
        pytest.param(
            "Oral prednisone in chronic gout?",
            "not_necessary",
            id="the route that is advised against",
        ),
    ],
)
def test_what_is_asked_for(corpus, question: str, verdict: str) -> None:
    corpus.guideline("gout", GOUT)
    assert corpus.ask(question).verdict == verdict


COLIC = page(
    rec(
        1,
        "We suggest offering peppermint oil for patients with Gulf syndrome and symptoms "
        "consistent with functional dyspepsia.",
        "Weak for",
    ),
    rec(
        2,
        "We suggest against offering domperidone for patients with Gulf syndrome and symptoms "
        "consistent with gastroparesis with vomiting.",
        "Weak against",
    ),
    title="Clinical Practice Guideline for Gulf syndrome",
)


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        pytest.param(
            "Peppermint oil in Gulf syndrome with functional dyspepsia?", "necessary", id="together"
        ),
        pytest.param(
            "Gulf syndrome patient, functional dyspepsia for months. Is peppermint oil supported?",
            "necessary",
            id="one of them in the story",
        ),
        pytest.param(
            "Gulf syndrome, gastroparesis, vomiting daily: domperidone?",
            "not_necessary",
            id="in pieces",
        ),
        pytest.param(
            "Peppermint oil in Gulf syndrome with gastroparesis?",
            "not_addressed",
            id="another form of the illness",
        ),
        pytest.param(
            "Domperidone in Gulf syndrome with psoriasis?", "not_addressed", id="another illness"
        ),
    ],
)
def test_the_conditions_of_one_patient_hold_together(corpus, question: str, verdict: str) -> None:
    corpus.guideline("gulf", COLIC)
    assert corpus.ask(question).verdict == verdict


def test_a_question_that_repeats_a_recommendation_is_answered_by_it_alone(corpus) -> None:
    corpus.guideline(
        "wounds",
        page(
            rec(
                1,
                "We recommend referring patients with limb-threatening wounds early.",
                "Strong for",
            ),
            rec(
                2,
                "We recommend against referring patients with limb-threatening wounds and no "
                "infection early to surgery.",
                "Strong against",
            ),
            title="Clinical Practice Guideline for Wounds",
        ),
    )
    asked = "Is this recommended: referring patients with limb-threatening wounds early?"
    assert corpus.ask(asked).verdict == "necessary"
    other = (
        "Is this recommended: referring patients with limb-threatening wounds and no infection "
        "early to surgery?"
    )
    assert corpus.ask(other).verdict == "not_necessary"


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        pytest.param(
            "Is screening for glaucoma recommended in a 50-year-old?", "necessary", id="in its name"
        ),
        pytest.param("glaucoma screening, 50 yo", "necessary", id="before the noun"),
        pytest.param(
            "Is screening for cataract recommended?", "not_addressed", id="another illness"
        ),
        pytest.param("Is timolol recommended?", None, id="a drug says nothing of what it is for"),
    ],
)
def test_what_is_screened_for_is_the_condition(corpus, question: str, verdict: str | None) -> None:
    corpus.guideline(
        "glaucoma",
        page(
            rec(
                1,
                "We recommend screening for glaucoma in adults aged 40 to 80 years.",
                "Strong for",
            ),
            rec(2, "We recommend timolol for patients with glaucoma.", "Strong for"),
            title="Clinical Practice Guideline for Glaucoma",
        ),
    )
    assert corpus.ask(question).verdict == verdict


def test_what_speaks_of_running_treatment_does_not_open_a_closed_policy(corpus) -> None:
    corpus.policy(
        "chamber",
        "\n\n".join(
            [
                "# Salt chamber therapy",
                "Salt chamber therapy is covered for gas gangrene.",
                "Continued treatment with salt chamber therapy is not covered if healing has not "
                "been demonstrated within 30 days.",
                "Salt chamber therapy is not covered for all other indications.",
            ]
        ),
    )
    assert corpus.ask("Is salt chamber therapy covered for tinnitus?").verdict == "not_necessary"
    assert corpus.ask("Is salt chamber therapy covered for gas gangrene?").verdict == "necessary"


PRESSURE = page(
    rec(
        1,
        "In patients with lupus nephritis, we recommend that potassium intake be limited to no "
        "more than 2,000 mg/day, with referral to a dietitian.",
        "Strong for",
    ),
    rec(
        2,
        "We recommend against a low-lectin regimen for patients with lupus nephritis.",
        "Strong against",
    ),
    rec(
        3,
        "We suggest offering pharmacist-led tapering visits for patients with lupus nephritis.",
        "Weak for",
    ),
    title="Clinical Practice Guideline for the Management of Lupus Nephritis",
)


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        pytest.param(
            "Lupus nephritis: keep the potassium down to two grams a day?",
            "necessary",
            id="a rare word anchors the question",
        ),
        pytest.param(
            "Lupus nephritis, she read about lectins: cut them out of the food?",
            "not_necessary",
            id="also where it is advised against",
        ),
        pytest.param(
            "Send a patient with lupus nephritis to the PharmD to come off her pills?",
            "necessary",
            id="a lay word for the rare one",
        ),
        pytest.param(
            "Lupus nephritis: keep the magnesium down to two grams a day?",
            "not_addressed",
            id="a sibling of the rare word",
        ),
        pytest.param(
            "Psoriasis: keep the potassium down to two grams a day?",
            "not_addressed",
            id="another illness",
        ),
        pytest.param(
            "Lupus nephritis: potassium binder Lokelma to keep it down?",
            "not_addressed",
            id="a name that the recommendation does not account for",
        ),
        pytest.param(
            "Lupus nephritis, a friend spoke of lectins and of a pharmacist: should she?",
            "not_addressed",
            id="two anchors that point apart",
        ),
    ],
)
def test_a_rare_word_that_is_shared(corpus, question: str, verdict: str) -> None:
    corpus.guideline("lupus", PRESSURE)
    assert corpus.ask(question).verdict == verdict


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("92550 for tinnitus?", "necessary"),
        ("92551 for tinnitus?", "not_addressed"),
        ("Wave massage (0101T) for tennis elbow?", "not_necessary"),
        ("Wave massage (0101T) for eczema?", "not_addressed"),
        ("tympanometry for tinnitus", "necessary"),
    ],
)
def test_codes_in_brackets_and_systems_of_the_body(corpus, question: str, verdict: str) -> None:
    corpus.policy(
        "ears",
        "\n\n".join(
            [
                "# Tests and waves",
                "Tympanometry (92550) is considered medically necessary for tinnitus.",
                "Wave massage is considered experimental for all musculoskeletal indications.",
            ]
        ),
    )
    assert corpus.ask(question).verdict == verdict


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("Is vitamin K testing covered for K50.00?", "not_necessary"),
        ("Is vitamin K testing covered for Crohn's disease (K90.0)?", "conditional"),
    ],
)
def test_a_condition_that_is_listed_elsewhere(corpus, question: str, verdict: str) -> None:
    corpus.policy(
        "lcd",
        "\n\n".join(
            [
                "# Vitamin K testing",
                "Vitamin K testing is considered reasonable and necessary for patients with a "
                "condition that is listed in Group 1 of the related article A91234.",
                "## ICD-10-CM Codes that Support Medical Necessity",
                "| Code | Description |\n|---|---|\n| K90.0 | Celiac disease |",
            ]
        ),
    )
    got = corpus.ask(question).verdict
    assert got == verdict or (verdict == "conditional" and got == "necessary")


def test_every_drug_in_brackets_is_recommended_and_no_other(corpus) -> None:
    corpus.guideline(
        "sweat",
        page(
            rec(
                1,
                "We recommend an anticholinergic (glycopyrrolate, oxybutynin or propantheline) for "
                "patients with hyperhidrosis.",
                "Strong for",
            ),
            title="Clinical Practice Guideline for Hyperhidrosis",
        ),
    )
    for drug in ("glycopyrrolate", "oxybutynin", "propantheline"):
        assert corpus.ask(f"Is {drug} recommended for hyperhidrosis?").verdict == "necessary"
    assert corpus.ask("Is clonidine recommended for hyperhidrosis?").verdict == "not_addressed"


SCREENS = page(
    rec(
        1,
        "We recommend annual screening for thyroid cancer with high-resolution ultrasound.",
        "Strong for",
    ),
    rec(2, "We recommend against screening for pancreatic cancer.", "Strong against"),
    rec(3, "We recommend against screening for asymptomatic carotid stenosis.", "Strong against"),
    rec(4, "We recommend against surgery for asymptomatic gallstones.", "Strong against"),
    title="Clinical Practice Guideline for Cancer Screening",
)


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("Is ultrasound screening for thyroid cancer recommended?", "necessary"),
        ("thyroid cancer screening with ultrasound, yearly", "necessary"),
        ("Is screening for thyroid cancer recommended?", "necessary"),
        ("Is annual CT screening for pancreatic cancer recommended?", "not_necessary"),
        ("Is CT screening for thyroid cancer recommended?", "not_addressed"),
        ("Is ultrasound screening for bladder cancer recommended?", "not_addressed"),
        ("Is screening for carotid stenosis recommended?", "not_necessary"),
        ("Is surgery for gallstones recommended?", "not_addressed"),
    ],
)
def test_a_screening_by_its_parts(corpus, question: str, verdict: str) -> None:
    corpus.guideline("screens", SCREENS)
    assert corpus.ask(question).verdict == verdict


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        pytest.param("Pressure suit for cyanide intoxication?", "necessary", id="named"),
        pytest.param("Pressure suit for migraine?", "not_necessary", id="closed"),
        pytest.param("Pressure suit for acute jellyfish venom stings?", "not_addressed", id="near"),
        pytest.param(
            "Pressure suit for central sleep apnea?", "not_necessary", id="a known sibling"
        ),
    ],
)
def test_a_catch_all_and_what_is_near_to_a_covered_condition(
    corpus, question: str, verdict: str
) -> None:
    corpus.policy(
        "suit",
        "\n\n".join(
            [
                "# Pressure suit",
                "Pressure suit is covered for cyanide poisoning.",
                "Pressure suit is covered for jellyfish venom injury.",
                "Pressure suit is covered for obstructive sleep apnea.",
                "Pressure suit is not covered for all other indications.",
            ]
        ),
    )
    assert corpus.ask(question).verdict == verdict


def test_a_piece_of_a_list_without_a_condition_speaks_to_no_other_use(corpus) -> None:
    corpus.policy(
        "gel",
        "\n\n".join(
            [
                "# Joint gel injection",
                "Joint gel injection is covered for knee osteoarthritis.",
                "The following are not covered:\n\n- Ultrasound, fluoroscopic or arthrographic "
                "guidance of joint gel injection.",
            ]
        ),
    )
    assert corpus.ask("Is ultrasound covered for gallstones?").verdict == "not_addressed"


@pytest.mark.parametrize(
    ("question", "payer"),
    [
        ("Does Healthy Harbor Plan cover zinc for psoriasis?", "Healthy Harbor Plan"),
        ("Healthy Harbor: zinc for psoriasis?", "Healthy Harbor Plan"),
        ("Is zinc covered for psoriasis in a healthy man?", ""),
    ],
)
def test_a_common_word_names_no_payer(corpus, question: str, payer: str) -> None:
    corpus.policy("zinc", "# Zinc\n\nZinc is covered for psoriasis.", payer="Healthy Harbor Plan")
    assert corpus.ask(question).question.payer == payer


def test_a_repeated_recommendation_leaves_a_policy_its_say(corpus) -> None:
    corpus.guideline(
        "gout",
        page(
            rec(
                1, "We recommend colchicine for patients with acute gout and a flare.", "Strong for"
            ),
            title="Clinical Practice Guideline for Gout",
        ),
    )
    asked = "Is this recommended: colchicine for patients with acute gout and a flare?"
    assert corpus.ask(asked).verdict == "necessary"
    corpus.policy("plan", "# Colchicine\n\nColchicine is not covered for acute gout.")
    assert corpus.ask(asked).verdict == "conflicting"


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        pytest.param("home sleep test for snoring", "not_necessary", id="alone"),
        pytest.param("home sleep test for snoring and gout", "necessary", id="not alone"),
        pytest.param("home sleep test type III for gout", "necessary", id="one of several types"),
    ],
)
def test_a_condition_that_comes_alone_and_a_list_of_types(
    corpus, question: str, verdict: str
) -> None:
    corpus.policy(
        "sleep",
        "\n\n".join(
            [
                "# Sleep tests",
                "Home sleep tests with a type II, III or IV device are covered for gout.",
                "Home sleep tests are not covered for snoring alone.",
            ]
        ),
    )
    assert corpus.ask(question).verdict == verdict


def test_who_is_pregnant_is_a_woman(corpus) -> None:
    corpus.guideline(
        "urine",
        page(
            rec(1, "In pregnant women, we recommend treating asymptomatic bacteriuria.", "Strong"),
            title="Clinical Practice Guideline for Bacteriuria",
        ),
    )
    asked = "Is treating asymptomatic bacteriuria recommended in a patient who is {}?"
    assert corpus.ask(asked.format("12 weeks pregnant")).verdict == "necessary"
    assert corpus.ask(asked.format("not pregnant")).verdict == "not_addressed"
