"""Screening by groups of people: each question is answered by the row that speaks of its person."""

from pathlib import Path

import pytest

from app.models import Verdict
from tests.small_corpus import SmallCorpus

TABLE = """# Popliteal Aneurysm: Screening

Final Recommendation Statement

| Population | Recommendation | Grade |
|---|---|---|
| Men 60 to 80 years old who have ever smoked | The board recommends one duplex examination to \
screen for popliteal aneurysm (PAN). | B |
| Men 60 to 80 years old who never smoked | The board recommends that clinicians offer duplex \
screening for PAN selectively, in the light of the person's history, and not to the whole group. \
| C |
| Women who never smoked and have no family history of PAN | The board recommends against routine \
duplex screening for PAN. | D |
| Women 60 to 80 years old who ever smoked or who have a family history of PAN | The evidence is \
insufficient to weigh the benefits and harms of duplex screening for PAN. | I |
"""


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> SmallCorpus:
    made = SmallCorpus(Path(tmp_path_factory.mktemp("groups")))
    made.guideline("board", TABLE, title="Screening for popliteal aneurysm")
    return made


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("Popliteal aneurysm screening for a 66-year-old man who quit smoking", "necessary"),
        ("Duplex screening for PAN in men 65 to 75 who have smoked?", "necessary"),
        ("PAN screening, 70 yo man, never smoker", "conditional"),
        ("PAN duplex screening, woman who never smoked, no family history", "not_necessary"),
        ("72F smoker: should she be screened for popliteal aneurysm?", "insufficient_evidence"),
        ("PAN screening for a 45-year-old man who smokes", "not_addressed"),
        ("PAN screening for women 60 to 80 who smoke", "insufficient_evidence"),
    ],
)  # fmt: skip
def test_the_row_of_the_asked_person_answers(
    corpus: SmallCorpus, question: str, verdict: str
) -> None:
    assert corpus.ask(question).answer.verdict is Verdict(verdict)


ALONE = """# Breast imaging

Annual screening breast MRI is considered medically necessary when at least one of the following \
risk factors is present: a BRCA1 or BRCA2 mutation, or chest irradiation between ages 10 and 30.

Screening breast MRI is considered not medically necessary for dense breasts alone.
"""


def test_what_is_refused_for_one_finding_alone_refuses_nobody_who_has_more(tmp_path: Path) -> None:
    made = SmallCorpus(tmp_path)
    made.policy("plan", ALONE, title="Breast imaging")
    question = "Is annual screening breast MRI medically necessary for a BRCA1 mutation?"
    assert made.ask(question).verdict == "necessary"
    refused = made.ask("Is screening breast MRI medically necessary for dense breasts?").verdict
    assert refused != "necessary"


def test_all_others_of_another_screening_are_no_answer(tmp_path: Path) -> None:
    made = SmallCorpus(tmp_path)
    made.guideline("aneurysm", TABLE, title="Screening for popliteal aneurysm")
    made.guideline(
        "lung",
        "# Lung cancer screening\n\nWe recommend screening for lung cancer in smokers.\n\n"
        "We recommend against screening for all other adults.\n",
        title="Lung cancer screening",
    )
    assert made.ask("PAN screening, 70 yo man, never smoker").verdict == "conditional"
