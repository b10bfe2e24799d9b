"""What is refused in a subtype, a state or a time says nothing of the plain condition."""

import pytest

GUIDE = """
# Recommendations

1. Velora is not recommended in vasospastic angina.

2. We recommend against belora for rheumatoid arthritis in remission.

3. Do not offer zinc for influenza more than 48 hours after onset.

4. Do not perform repeat bone scans within 2 years of the last scan in osteoporosis.

5. Copper is not recommended during the first trimester of pregnancy for hookworm.

6. In patients with hepatitis C who are candidates for antivirals, silver is not recommended.

8. Zinc gel is recommended for cellulitis. Zinc gel is not recommended more than 12 hours after
symptom onset.

9. Offer silver baths to people with eczema, but not to people with an opioid use disorder.

10. Iron baths are recommended for bipolar disorder, not for patients with severe renal impairment.

11. We suggest against garlic in patients with gout who cannot tolerate other therapies.

7. We suggest not using honey in leg ulcers, including those that are difficult to heal.
"""
POLICY = """
This policy supersedes OB-7, "Lead aprons are covered for hiccups".

## Policy

MR enterography is medically necessary for Crohn's disease. MR enterography is not medically
necessary for Crohn's disease in remission.

Tin baths are covered for singleton or twin pregnancies, not for triplet pregnancies.

Arthroscopy is not medically necessary for osteoarthritis of the knee without locking.

Ozone is not medically necessary for stroke more than 6 months after the event.
"""


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("Is velora recommended in vasospastic angina?", "not_necessary"),
        ("Is velora recommended in angina?", "not_addressed"),
        ("Is belora recommended for rheumatoid arthritis in remission?", "not_necessary"),
        ("Is belora recommended for rheumatoid arthritis?", "not_addressed"),
        ("Is zinc recommended for influenza 4 days after onset?", "not_necessary"),
        ("Is zinc recommended for influenza?", "not_addressed"),
        ("Is zinc recommended for influenza 12 hours after onset?", "not_addressed"),
        (
            "Is a bone scan recommended in osteoporosis 1 year after the last scan?",
            "not_necessary",
        ),
        ("Is a bone scan recommended in osteoporosis?", "not_addressed"),
        (
            "Is a bone scan recommended in osteoporosis 5 years after the last scan?",
            "not_addressed",
        ),
        (
            "Is copper recommended for hookworm in the first trimester of pregnancy?",
            "not_necessary",
        ),
        ("Is copper recommended for hookworm?", "not_addressed"),
        ("Is zinc gel recommended for cellulitis?", "necessary"),
        ("Is zinc gel recommended for cellulitis 20 hours after symptom onset?", "not_necessary"),
        ("Are silver baths recommended for eczema?", "necessary"),
        (
            "Are silver baths recommended for eczema in a patient with an opioid use disorder?",
            "not_necessary",
        ),
        (
            "Are iron baths recommended for bipolar disorder in a patient with severe renal "
            "impairment?",
            "not_necessary",
        ),
        # most may have the alternative, and what is included narrows nothing
        ("Is silver recommended for hepatitis C?", "not_necessary"),
        ("Is honey recommended for leg ulcers?", "not_necessary"),
        ("Is garlic recommended for gout?", "not_necessary"),
    ],
)
def test_a_guideline_refuses_in_the_state_that_it_names(corpus, question, verdict) -> None:
    corpus.guideline("states", GUIDE, title="Guide to minor remedies")
    assert corpus.ask(question).answer.verdict == verdict


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        (
            "Is arthroscopy medically necessary for osteoarthritis of the knee without locking?",
            "not_necessary",
        ),
        ("Is arthroscopy medically necessary for osteoarthritis of the knee?", "conditional"),
        (
            "Is arthroscopy medically necessary for osteoarthritis of the knee with locking?",
            "not_addressed",
        ),
        ("Is ozone medically necessary for stroke 9 months after the event?", "not_necessary"),
        ("Is ozone medically necessary for stroke 2 weeks after the event?", "not_addressed"),
        ("Is ozone medically necessary for stroke?", "conditional"),
        ("Is MR enterography medically necessary for Crohn's disease?", "necessary"),
        (
            "Is MR enterography medically necessary for Crohn's disease in remission?",
            "not_necessary",
        ),
        (
            "Is MR enterography medically necessary for Crohn's disease not in remission?",
            "necessary",
        ),
        ("Are tin baths covered for a twin pregnancy?", "necessary"),
        ("Are tin baths covered for a triplet pregnancy?", "not_necessary"),
        # the text of a policy that is replaced is no position
        ("Are lead aprons covered for hiccups?", "not_addressed"),
    ],
)
def test_a_policy_leaves_the_plain_condition_open(corpus, question, verdict) -> None:
    corpus.policy("states", POLICY, title="Procedures")
    assert corpus.ask(question).answer.verdict == verdict
