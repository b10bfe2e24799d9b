"""The bare name of a disease states no kind of it, and advice on a kind is none on the disease."""

import pytest

from tests.leaves import MET, OPEN, FindingState, state_of
from tests.small_corpus import SmallCorpus


@pytest.mark.parametrize(
    ("criterion", "case", "state"),
    [
        ("Diagnosis of secondary amenorrhea", "24F with amenorrhea", OPEN),
        ("Diagnosis of secondary amenorrhea", "24F with secondary amenorrhea", MET),
        ("recurrent cellulitis", "44M with cellulitis", OPEN),
        ("recurrent cellulitis", "44M with cellulitis, recurrent, three times this year", MET),
        ("primary or secondary hypogonadism", "40M with Kallmann syndrome", MET),
        ("primary hypogonadism", "66M with late-onset hypogonadism", OPEN),
        ("hypogonadism", "66M with late-onset hypogonadism", MET),
    ],
)
def test_the_bare_name_of_a_disease_states_no_kind_of_it(
    criterion: str, case: str, state: FindingState
) -> None:
    assert state_of(criterion, case) is state


@pytest.mark.parametrize(
    "disease", ["cellulitis", "amenorrhea", "kidney stones", "alopecia areata"]
)
@pytest.mark.parametrize(
    ("advice", "bare", "told"),
    [
        ("We recommend zetinib for {}.", "conditional", "necessary"),
        ("We recommend against zetinib in patients with {}.", "not_addressed", "not_necessary"),
    ],
)
def test_advice_on_a_kind_is_not_advice_on_the_disease(
    disease: str, advice: str, bare: str, told: str, corpus: SmallCorpus
) -> None:
    kind = {"amenorrhea": "secondary", "alopecia areata": "severe"}.get(disease, "recurrent")
    corpus.guideline("advice", f"# Advice\n\n{advice.format(f'{kind} {disease}')}\n")
    assert corpus.ask(f"Is zetinib recommended for {disease}?").verdict == bare
    assert corpus.ask(f"Is zetinib recommended for {kind} {disease}?").verdict == told
