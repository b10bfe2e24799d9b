"""What an answer says outside its quoted sentences must stand in something that it shows."""

import pytest

from app.cite import supports
from app.composer.checks import Fault
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
from app.wording import note as template
from evals.own_words import claim_founded, is_blind, numbers_founded, unfounded
from evals.short_forms import short_forms, written_out

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


def no_text(_doc_id: str) -> str | None:
    return None


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
    assert unfounded(an_answer(), no_text) == ()


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
    assert found in unfounded(an_answer(**change), no_text)


def test_a_sentence_with_another_number_or_word_is_not_its_quotes() -> None:
    claim = an_answer().claims[0]
    assert claim_founded(claim)
    for text in (QUOTE.replace("61", "80"), QUOTE.replace("cardiac", "renal")):
        assert not claim_founded(claim.model_copy(update={"text": text}))


def test_a_support_check_that_lets_everything_through_is_blind() -> None:
    assert is_blind(lambda _text, _quotes: True)
    assert not is_blind(supports)


# --- short names --------------------------------------------------------------------------------

BY_LETTERS = "We offer enzyme-linked skin mapping (ELSM) first. ELSM is safe."


@pytest.mark.parametrize(
    ("text", "is_founded"),
    [
        pytest.param(BY_LETTERS, True, id="in brackets"),
        pytest.param(
            "ELSM | enzyme-linked skin mapping\nPT | physical therapy", True, id="in a table"
        ),
        pytest.param(
            "Enzyme tests are old. Skin mapping is new (ELSM).", False, id="over a sentence"
        ),
        pytest.param("We offer oral nortaxine (ELSM) first.", False, id="other letters"),
        pytest.param("ELSM is an enzyme-linked skin mapping.", False, id="no definition"),
        pytest.param("", False, id="no text"),
    ],
)
def test_a_long_name_is_founded_where_the_quoted_document_gives_it(text, is_founded) -> None:
    quote = "ELSM is suggested for Marlow syndrome."
    claims = (Claim(text=quote, section=SectionName.ALTERNATIVES, citations=(cited(quote),)),)
    answer = an_answer(claims=claims, alternatives=("enzyme-linked skin mapping",))
    found = unfounded(answer, {"plan": text}.get)
    assert ("alternatives: enzyme" not in " ".join(found)) == is_founded
    elsewhere = unfounded(answer, {"another": text}.get)
    assert any(row.startswith("alternatives: enzyme") for row in elsewhere), "not its document"
    unquoted = an_answer(alternatives=("enzyme-linked skin mapping",))
    assert any("enzyme" in row for row in unfounded(unquoted, {"plan": text}.get))


@pytest.mark.parametrize(
    ("short", "text", "long"),
    [
        ("HbA1c", "measured by glycated hemoglobin A1c (HbA1c) twice", "hemoglobin A1c"),
        (
            "SGLT2",
            "a sodium-glucose cotransporter 2 (SGLT2) inhibitor",
            "sodium-glucose cotransporter 2",
        ),
        (
            "NSAID",
            "nonsteroidal anti-inflammatory drugs (NSAIDs)",
            "nonsteroidal anti-inflammatory drugs",
        ),
        (
            "CBT-I",
            "| CBT-I | cognitive behavioral therapy for insomnia",
            "cognitive behavioral therapy for insomnia",
        ),
        ("TENS", "tried for tennis (TENS)", ""),
    ],
)
def test_a_long_form_holds_the_letters_in_order(short, text, long) -> None:
    assert written_out(short, text) == ({long} if long else set())


def test_short_forms_are_words_of_capitals() -> None:
    text = "We suggest CBT-I, NSAIDs or HbA1c under 7 % for Marlow syndrome in VA care; Offer B12."
    assert short_forms(text) == {"CBT-I", "NSAID", "HbA1c", "VA", "B12"}


def noted(kind: str, text: str) -> tuple[str, ...]:
    use = {"name": "local-7b", "host": "127.0.0.1", "n_statements": 1, "n_written": 1}
    return unfounded(an_answer(notes=(Note(kind=kind, text=text),), model=use), no_text)


OF_MODEL = ["unavailable", "wrote", "withheld", "differs", "case_kept", "read_case"]


@pytest.mark.parametrize("kind", [f"model_{kind}" for kind in OF_MODEL])
def test_a_note_on_the_model_may_name_it_and_its_sentences(kind: str) -> None:
    reasons = "; ".join(fault.value for fault in Fault)
    why = "could not be reached or did not answer in time"
    more = {"host": "127.0.0.1", "theirs": "not necessary"}
    text = template(kind, why=why, model="local-7b", n="2", reasons=reasons, **more).text
    assert noted(kind, text) == ()


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("model_wrote", "Put into other words by the language model: tafamidis cures amyloidosis."),
        ("disagree", "Withheld of what the language model wrote."),
    ],
)
def test_a_note_on_the_model_may_say_nothing_of_a_treatment(kind: str, text: str) -> None:
    assert noted(kind, text) != ()


@pytest.mark.parametrize(("text", "founded"), [("It costs 61 mg less.", True), ("400 mg.", False)])
def test_a_number_of_a_rewritten_sentence_stands_in_its_quotes(text: str, *, founded: bool) -> None:
    claim = Claim(text=text, section=SectionName.COVERAGE, citations=(cited("61 mg a day"),))
    assert numbers_founded(claim) is founded


def test_letters_within_unrelated_words_write_nothing_out() -> None:
    assert not written_out("CBT", "cannot be recommended but tafamidis (CBT)")
    assert written_out("LDL-C", "low-density lipoprotein cholesterol (LDL-C)")


def test_a_placebo_is_no_place() -> None:
    assert noted("model_wrote", "Put into other words: placebo at any dose.") != ()
