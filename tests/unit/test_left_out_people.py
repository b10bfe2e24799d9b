"""Whom advice leaves out in passing, in its scope or by its adults, against the stated case."""

from typing import Any

import pytest

from tests.said import GUIDELINE, POLICY, said

ADVICE = """
# Guideline on atrial flutter

- In patients with atrial flutter without rheumatic mitral stenosis or a mechanical valve, edoxaban
is recommended over warfarin. (COR 1)
- We recommend topical capsaicin for adults with postherpetic neuralgia without open skin lesions.
(Strong)
- Reslizumab is recommended as add-on therapy for adult patients with severe asthma. (Strong)
- Omalizumab is recommended for adults and children 6 years or older with severe asthma. (Strong)
"""
SCOPED = """
# Guideline on gout

## Scope

Adults aged 30 years or older without known heart failure, at average risk of bleeding. The
guideline does not apply to pregnant women, to pain from fracture or cancer, or to people with
kidney stones.

## Recommendations

- We recommend febuxostat for gout. (Strong)
- We recommend against cinchophen for gout. (Strong against)
"""
PAYER = "# Vorapaxar\n\nVorapaxar is medically necessary for peripheral artery disease without "


def test_the_name_of_a_disease_ends_where_it_says_without_what() -> None:
    first, second = said(GUIDELINE, ADVICE)[:2]
    assert first.conditions == ("atrial flutter",)
    assert first.exceptions == ("rheumatic mitral stenosis", "mechanical valve")
    assert (second.conditions, second.exceptions) == (
        ("postherpetic neuralgia",),
        ("open skin lesions",),
    )


def test_with_or_without_leaves_nobody_out() -> None:
    text = "# Guide\n\nWe recommend nortaxine for gout with or without tophi. (Strong)\n"
    (only,) = said(GUIDELINE, text)
    assert not only.exceptions


def test_what_a_payer_refuses_without_a_thing_stays_as_it_is() -> None:
    refused = "# A\n\nNortaxine is not covered for gout without tophi.\n"
    assert not any(s.exceptions for s in said(POLICY, refused))


def test_a_payer_asks_for_it() -> None:
    (only,) = said(POLICY, f"{PAYER}prior stroke.\n")
    assert only.criteria is not None
    assert only.criteria.text == "without prior stroke"


def test_a_scope_is_said_of_every_recommendation() -> None:
    found = said(GUIDELINE, SCOPED)
    assert len(found) == 2
    for statement in found:
        told = set(statement.out_of_scope)
        assert {"pregnant women", "pain from fracture or cancer", "kidney stones"} <= told
        assert {"under 30 years of age", "heart failure", "history of bleeding"} <= told
        assert not told & {"fracture", "cancer", "under 18 years of age"}


@pytest.mark.parametrize(
    ("scope", "left_out"),
    [
        (
            "They do not apply to women with a personal or family history of gout.",
            ("gout", "family history of gout"),
        ),
        ("Asymptomatic adults aged 35 to 70 years.", ("under 35 years of age", "over 70 years of")),
        ("The guideline covers adults with gout (page 14).", ("under 18 years of age",)),
        ("The guideline is about gout in children and adults.", ()),
        ("Adults and children with gout, with or without tophi.", ()),
        ('"Patients with gout" without more means any gout.', ()),
        ("Most trials were in men aged 65 to 75 years.", ()),
    ],
)
def test_ages_and_names_of_a_scope(scope: str, left_out: tuple[str, ...]) -> None:
    advice = "## Advice\n\n- We recommend nortaxine for gout. (Strong)\n"
    text = f"# Guide\n\n## Scope\n\n{scope}\n\n{advice}"
    (only,) = said(GUIDELINE, text)
    assert len(only.out_of_scope) == len(left_out)
    for told, wanted in zip(only.out_of_scope, left_out, strict=True):
        assert told.startswith(wanted)


@pytest.fixture
def told(corpus: Any) -> Any:
    corpus.guideline("flutter", ADVICE, title="Guideline on atrial flutter")
    corpus.guideline("gout", SCOPED, title="Guideline on gout")
    corpus.policy("vorapaxar", f"{PAYER}prior stroke.\n", title="Vorapaxar")
    return corpus


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("Is edoxaban recommended over warfarin for atrial flutter?", "necessary"),
        ("Is edoxaban recommended for atrial flutter without a mechanical valve?", "necessary"),
        ("Is edoxaban recommended for atrial flutter with a mechanical valve?", "not_addressed"),
        ("Is edoxaban recommended for a mechanical valve?", "not_addressed"),
        (
            "Atrial flutter, has a mechanical aortic valve. Is edoxaban recommended?",
            "not_addressed",
        ),
        ("Is reslizumab recommended for severe asthma?", "necessary"),
        ("Is reslizumab recommended for a 10-year-old with severe asthma?", "not_addressed"),
        ("Is omalizumab recommended for a 10-year-old with severe asthma?", "necessary"),
        ("Is febuxostat recommended for a 45-year-old with gout?", "necessary"),
        ("Is febuxostat recommended for a 25-year-old with gout?", "not_addressed"),
        ("Is febuxostat recommended for gout in a man with heart failure?", "not_addressed"),
        ("Is febuxostat recommended for gout in a man without heart failure?", "necessary"),
        ("Is febuxostat recommended for gout in a pregnant woman?", "not_addressed"),
        ("Is febuxostat recommended for gout in a man who had a fracture?", "necessary"),
        ("Is cinchophen recommended for gout?", "not_necessary"),
        ("Is cinchophen recommended for gout in a 12-year-old?", "not_addressed"),
        ("Is vorapaxar covered for peripheral artery disease?", "conditional"),
        ("Is vorapaxar covered for peripheral artery disease after a stroke?", "not_necessary"),
        ("Is vorapaxar covered for peripheral artery disease with no prior stroke?", "necessary"),
    ],
)
def test_who_is_left_out_is_not_spoken_of(told: Any, question: str, verdict: str) -> None:
    assert told.ask(question).verdict == verdict


@pytest.mark.parametrize(
    ("question", "noted"),
    [
        ("Is omalizumab recommended for severe asthma in a pregnant woman?", True),
        ("Is omalizumab recommended for severe asthma during pregnancy?", True),
        ("Is omalizumab recommended for severe asthma in a woman who is not pregnant?", False),
        ("Is omalizumab recommended for severe asthma?", False),
        ("Is febuxostat recommended for gout in a pregnant woman?", False),
    ],
)
def test_a_pregnancy_that_no_source_speaks_of_is_noted(
    told: Any, question: str, *, noted: bool
) -> None:
    kinds = {note.kind for note in told.ask(question).answer.notes}
    assert ("pregnancy_unsaid" in kinds) is noted
