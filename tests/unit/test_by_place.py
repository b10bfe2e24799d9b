"""Statements whose condition is told by the heading or title above them."""

import pytest

ONCOLOGY = """## Recommendations

2.1. Neratinib for 1 year should be offered to patients with node-positive disease.

2.2. Everolimus should not be given after curative resection.

2.3. Zoledronic acid should be offered in bone metastases.

2.4. Metformin should be offered to patients with diabetes.
"""


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        # what the sentence adds is told
        ("Is neratinib necessary for breast cancer? Node-positive disease.", "necessary"),
        # what it adds is open
        ("Is neratinib medically necessary for breast cancer?", "conditional"),
        ("Everolimus after curative resection of breast cancer: necessary?", "not_necessary"),
        # advice against in a setting of which the question says nothing
        ("Is everolimus medically necessary for breast cancer?", "not_addressed"),
        # another disease than that of the title, and a form that the title excludes
        ("Is neratinib medically necessary for gastric cancer?", "not_addressed"),
        ("Is neratinib medically necessary for metastatic breast cancer?", "not_addressed"),
        # the sentence names a disease of its own
        ("Is metformin medically necessary for breast cancer?", "not_addressed"),
        # another drug
        ("Is lapatinib medically necessary for breast cancer?", "not_addressed"),
    ],
)
def test_the_title_tells_the_disease_that_the_sentence_leaves_out(
    corpus, question, verdict
) -> None:
    corpus.guideline("adjuvant", ONCOLOGY, title="Adjuvant Therapy of Early Breast Cancer")
    assert corpus.ask(question).verdict == verdict


def test_a_heading_tells_the_disease_where_the_title_speaks_of_several(corpus) -> None:
    corpus.guideline(
        "chest",
        "## Bronchiolitis\n\nClinicians should use high-flow nasal cannula oxygen"
        " in hospitalized infants.\n\n## Croup\n\nClinicians should give dexamethasone in"
        " ambulatory children.\n",
        title="Children in hospital",
    )
    asked = corpus.ask("Is high-flow nasal cannula oxygen medically necessary for bronchiolitis?")
    assert asked.verdict in {"necessary", "conditional"}
    assert corpus.ask("Is dexamethasone necessary for bronchiolitis?").verdict == "not_addressed"


MAINTAINED = """## Criteria for Initial Approval

Tezepelumab is considered medically necessary for severe asthma when:

- Eosinophils are at least 150 cells per microliter
"""


@pytest.mark.parametrize(
    "story",
    [
        "not on maintenance oral steroids",
        "continued wheeze at night",
        "subsequent ER visits",
    ],
)
def test_a_story_that_goes_on_is_no_request_to_go_on_with_the_drug(corpus, story) -> None:
    corpus.policy("tezepelumab", MAINTAINED)
    asked = corpus.ask(f"Tezepelumab for severe asthma, eosinophils 310 cells/uL, {story}. OK?")
    assert asked.verdict == "necessary"


def test_a_request_to_go_on_is_none_for_a_start(corpus) -> None:
    corpus.policy("tezepelumab", MAINTAINED)
    asked = corpus.ask("Maintenance tezepelumab for severe asthma, eosinophils 310 cells/uL?")
    assert asked.verdict != "necessary"


def test_a_publisher_s_name_tells_no_condition_beside_that_of_the_title(corpus) -> None:
    corpus.guideline(
        "gepants",
        "## Positions\n\nGepants should be offered to adults with frequent attacks.\n",
        title="Gepants for the prevention of migraine - a position of the Headache Society",
    )
    assert corpus.ask("Are gepants necessary for cluster headache?").verdict == "not_addressed"


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("Is tumour sequencing medically necessary for gastric cancer?", "conditional"),
        ("Is tumour sequencing medically necessary for stage I gastric cancer?", "not_addressed"),
        ("Tumour sequencing for stage I gastric cancer, not metastatic. OK?", "not_addressed"),
    ],
)
def test_a_title_on_advanced_disease_says_nothing_of_an_early_stage(
    corpus, question, verdict
) -> None:
    corpus.guideline(
        "sequencing",
        "## Positions\n\nTumour sequencing should be offered to adults.\n",
        title="Tests in advanced gastric cancer",
    )
    assert corpus.ask(question).verdict == verdict


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("Is tumour sequencing covered for somatic mutations of lung cancer?", "conditional"),
        # what is said of another kind is not said of this one
        ("Is tumour sequencing covered for inherited mutations of lung cancer?", "not_addressed"),
        # the one kind is covered under criteria, and a fact fails them
        (
            "Tumour sequencing for acquired mutations of stage I lung cancer, not recurrent?",
            "not_necessary",
        ),
    ],
)
def test_words_that_exclude_each_other_keep_a_place_shut(corpus, question, verdict) -> None:
    corpus.policy(
        "sequencing",
        "## Policy\n\nTumour sequencing is covered for somatic (acquired) cancer when the member "
        "has recurrent, metastatic or stage IV cancer.\n",
    )
    assert corpus.ask(question).verdict == verdict
