"""What an answer says outside its quoted sentences must stand in something that it shows."""

import pytest

from app.cite import supports
from app.models import (
    Answer,
    Citation,
    Claim,
    Note,
    PositionDirection,
    PositionRow,
    SectionName,
    Verdict,
)
from evals.own_words import claim_founded, is_blind, unfounded

QUOTE = "Tafamidis is considered medically necessary for cardiac amyloidosis at 61 mg daily."


def cited(quote: str = QUOTE) -> Citation:
    return Citation(
        doc_id="plan",
        passage_id="plan#1:1",
        page=None,
        quote=quote,
        char_start=0,
        char_end=len(quote),
    )


def an_answer(**more: object) -> Answer:
    values: dict[str, object] = {
        "id": "x",
        "question": "Is tafamidis covered for ATTR?",
        "verdict": Verdict.NECESSARY,
        "headline": "Tafamidis for ATTR is medically necessary per Northgate (2024).",
        "alternatives": ("tafamidis 61 mg",),
        "notes": (Note(kind="deciding", text="1 source decides; 6 more shown."),),
        "claims": (Claim(text=QUOTE, section=SectionName.COVERAGE, citations=(cited(),)),),
        "positions": (
            PositionRow(
                doc_id="plan",
                title="Amyloidosis",
                publisher="Northgate",
                year=2024,
                kind="coverage_policy",
                direction=PositionDirection.FOR,
                basis="coverage",
                status="in_force",
                decides=True,
                quote=QUOTE,
            ),
        ),
    }
    return Answer.model_validate(values | more)


def test_an_answer_that_adds_nothing_is_founded() -> None:
    assert unfounded(an_answer()) == ()


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ({"headline": "Tafamidis is necessary and cures amyloidosis."}, "headline: cures"),
        ({"headline": "Tafamidis 80 mg is medically necessary."}, "headline: 80"),
        ({"alternatives": ("diflunisal",)}, "alternatives: diflunisal"),
        ({"notes": (Note(kind="x", text="Surgeons prefer it."),)}, "note x: surgeons"),
        (
            {"verdict": Verdict.NOT_NECESSARY, "headline": "Tafamidis is covered by Northgate."},
            "headline: it refuses nothing, and the verdict does",
        ),
    ],
)
def test_what_is_added_is_named(change, found) -> None:
    assert found in unfounded(an_answer(**change))


def test_a_sentence_with_another_number_or_word_is_not_its_quotes() -> None:
    claim = an_answer().claims[0]
    assert claim_founded(claim)
    for text in (QUOTE.replace("61", "80"), QUOTE.replace("cardiac", "renal")):
        assert not claim_founded(claim.model_copy(update={"text": text}))


def test_a_support_check_that_lets_everything_through_is_blind() -> None:
    assert is_blind(lambda _text, _quotes: True)
    assert not is_blind(supports)
