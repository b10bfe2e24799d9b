"""Names of drugs from the installed list: brands lead to their drug, and words stay words."""

import pytest

from ingest.drug_names import drug_names
from ingest.embed import common_words
from ingest.terms import Concept, Terms
from ingest.terms_file import DRUG, with_drugs

OWN = Terms(
    {
        "doxepin": Concept(
            concept_id="doxepin", kind="intervention", name="doxepin", names=("doxepin",)
        ),
        "lidocaine": Concept(
            concept_id="lidocaine", kind="intervention", name="lidocaine", names=("lidocaine",)
        ),
        "aura": Concept(concept_id="aura", kind="condition", name="aura", names=("aura",)),
    }
)
LIST = {
    "doxepin": ("silenor", "aura"),
    "lidocaine patch": ("lidoderm",),
    "acetaminophen and codeine": ("tylenol #3",),
    "zuranolone": ("zurzuvae",),
}


@pytest.mark.parametrize(
    ("brand", "generic"),
    [
        ("xifaxan", "rifaximin"),
        ("trintellix", "vortioxetine"),
        ("entresto", "valsartan and sacubitril"),
        ("skyrizi", "risankizumab"),
    ],
)
def test_a_brand_leads_to_its_drug(brand: str, generic: str) -> None:
    found = [name for name, others in drug_names().items() if brand in others]
    assert found == [generic]


@pytest.mark.parametrize("word", ["water", "honey", "silver", "weight", "exercise", "massage"])
def test_an_everyday_word_is_no_drug(word: str) -> None:
    assert word not in drug_names()


def test_no_other_name_is_an_everyday_word() -> None:
    everyday = common_words()
    assert not [n for others in drug_names().values() for n in others if n in everyday]


def test_a_known_drug_gets_further_names_and_stays_one() -> None:
    terms = with_drugs(OWN, LIST)
    assert terms.of_phrase("Silenor") == {"doxepin"}
    assert f"{DRUG}doxepin" not in terms.concepts


def test_a_name_that_means_something_else_keeps_its_meaning() -> None:
    assert with_drugs(OWN, LIST).of_phrase("aura") == {"aura"}


def test_an_unknown_drug_is_itself_and_in_no_class() -> None:
    terms = with_drugs(OWN, LIST)
    assert terms.of_phrase("Zurzuvae") == {f"{DRUG}zuranolone"}
    assert not terms.ancestors(f"{DRUG}zuranolone")


def test_a_form_of_a_drug_is_the_drug_and_a_combination_is_not() -> None:
    terms = with_drugs(OWN, LIST)
    assert terms.ancestors(f"{DRUG}lidocaine patch") == {"lidocaine"}
    assert not terms.ancestors(f"{DRUG}acetaminophen and codeine")
