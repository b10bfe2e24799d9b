"""The pure parts of a review: basis, key, wording, redacted copies."""

import pytest

from app.match import match_key
from app.models import Claim, FindingState, PositionDirection, SectionName, Understood, Verdict
from app.review.basis import basis_of, difference, dump_basis, load_basis
from app.review.edit import NewSentence, Wording, check_quotes, edited
from app.review.redact import redacted_copy
from ingest.errors import ReviewError
from ingest.terms import Concept, Terms

# --- basis ----------------------------------------------------------------------------------------


def deciding(answer, **changes):
    rows = [row.model_copy(update=changes) if row.decides else row for row in answer.positions]
    return answer.model_copy(update={"positions": tuple(rows)})


def test_a_basis_reads_back_and_knows_no_wording(surfaces) -> None:
    answer = surfaces.general_answer()
    basis = basis_of(answer)
    assert load_basis(dump_basis(basis)) == basis
    reworded = answer.model_copy(update={"claims": (), "headline": "x", "id": "y"})
    assert difference(basis, basis_of(reworded)) == ""


def test_the_order_of_positions_is_no_difference(surfaces) -> None:
    answer = surfaces.general_answer()
    turned = answer.model_copy(update={"positions": tuple(reversed(answer.positions))})
    assert basis_of(turned) == basis_of(answer)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        pytest.param(
            lambda a: a.model_copy(update={"verdict": Verdict.CONDITIONAL}),
            "the verdict was not necessary and is conditional",
            id="verdict",
        ),
        pytest.param(
            lambda a: a.model_copy(update={"verdict": None}), "and is none", id="no verdict"
        ),
        pytest.param(
            lambda a: a.model_copy(
                update={"verdicts": (a.verdicts[0].model_copy(update={"verdict": None}),)}
            ),
            "on one of its pairs",
            id="verdict of a pair",
        ),
        pytest.param(
            lambda a: deciding(a, decides=False),
            "no longer decides: Examplemab: Medical Policy",
            id="source gone",
        ),
        pytest.param(
            lambda a: deciding(a, doc_id="other", title="Another Policy"),
            "no longer decides: Examplemab",
            id="source replaced",
        ),
        pytest.param(
            lambda a: a.model_copy(
                update={
                    "positions": tuple(
                        row.model_copy(update={"decides": True}) for row in a.positions
                    )
                }
            ),
            "another source decides",
            id="source added",
        ),
        pytest.param(
            lambda a: deciding(a, quote="other words"), "deciding quote is another", id="quote"
        ),
        pytest.param(
            lambda a: deciding(a, direction=PositionDirection.FOR),
            "quote is another",
            id="direction",
        ),
    ],
)
def test_what_makes_another_basis_is_told(surfaces, change, words) -> None:
    answer = surfaces.general_answer()
    assert words in difference(basis_of(answer), basis_of(change(answer)))


def test_white_space_in_a_quote_is_no_difference(surfaces) -> None:
    answer = surfaces.general_answer()
    spaced = deciding(answer, quote=surfaces.CATCH_ALL.replace(" ", "\n "))
    assert difference(basis_of(answer), basis_of(spaced)) == ""


# --- key ------------------------------------------------------------------------------------------

TERMS = Terms(
    {
        "ivig": Concept(
            concept_id="ivig", kind="intervention", name="immune globulin",
            names=("immune globulin", "IVIG"),
        )
    }
)  # fmt: skip


def general(surfaces, intervention="IVIG", condition="CIDP", **changes):
    answer = surfaces.general_answer()
    pair = answer.verdicts[0].model_copy(
        update={"intervention": intervention, "condition": condition}
    )
    return answer.model_copy(update={"verdicts": (pair,), **changes})


def test_the_same_pair_has_the_same_key_by_whatever_name(surfaces) -> None:
    key = match_key(general(surfaces), TERMS)
    assert key == match_key(general(surfaces, "immune globulin", question="Another?"), TERMS)
    assert key == match_key(general(surfaces, condition=" cidp"), TERMS)


@pytest.mark.parametrize(
    "change",
    [
        {"condition": "refractory CIDP"},
        {"intervention": "SCIG"},
        {"understood": Understood(payer="Aetna")},
        {"understood": Understood(publisher="NICE")},
        {"understood": Understood(intent="dose")},
    ],
    ids=str,
)
def test_another_pair_payer_publisher_or_intent_has_another_key(surfaces, change) -> None:
    assert match_key(general(surfaces, **change), TERMS) != match_key(general(surfaces), TERMS)


@pytest.mark.parametrize("change", [{"general": False}, {"claims": ()}], ids=str)
def test_what_is_not_for_others_has_no_key(surfaces, change) -> None:
    assert match_key(general(surfaces, **change), TERMS) == ""


def test_an_open_question_is_the_same_in_the_same_words_alone(surfaces) -> None:
    asked = {"understood": Understood(intent="which"), "verdicts": ()}
    first = surfaces.general_answer(**asked, question="What helps in CIDP?")
    same = surfaces.general_answer(**asked, question="what helps in  CIDP ?")
    other = surfaces.general_answer(**asked, question="What harms in CIDP?")
    assert match_key(first, TERMS) == match_key(same, TERMS) != match_key(other, TERMS)


# --- wording --------------------------------------------------------------------------------------


@pytest.fixture
def passages(surfaces):
    found = (p for doc_id in surfaces.NUMBERS for p in surfaces.passages_of(doc_id))
    return {passage.passage_id: passage for passage in found}


def test_other_wording_that_the_quote_carries_is_saved(surfaces, passages) -> None:
    answer = surfaces.general_answer()
    wording = [
        Wording(index=1, text="  Offering stimulants for fatigue: we recommend  against it.")
    ]
    after, changes = edited(answer, wording, [], passages)
    assert after.claims[1].text == "Offering stimulants for fatigue: we recommend against it."
    assert after.claims[1].citations == answer.claims[1].citations
    assert (after.claims[0], after.claims[2:]) == (answer.claims[0], answer.claims[2:])
    (change,) = changes
    assert answer.claims[1].text in change


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param("", "sentence 2 is empty", id="empty"),
        pytest.param(" \n", "sentence 2 is empty", id="blank"),
        pytest.param("We recommend offering stimulants for fatigue.", "do not carry", id="no not"),
        pytest.param(
            "We recommend against offering stimulants or immunomodulatory therapies for pain, "
            "weakness, sleep and mood.",
            "do not carry",
            id="more than the quote says",
        ),
        pytest.param(
            "We recommend against offering 20 mg stimulants for fatigue.",
            "do not carry",
            id="number",
        ),
        pytest.param("Something else altogether is not so.", "do not carry", id="other words"),
    ],
)
def test_wording_that_the_quote_does_not_carry_is_refused(surfaces, passages, text, words) -> None:
    with pytest.raises(ReviewError, match=words):
        edited(surfaces.general_answer(), [Wording(index=1, text=text)], [], passages)


def test_a_sentence_without_a_quote_cannot_be_saved(surfaces, passages) -> None:
    answer = surfaces.general_answer()
    bare = Claim.model_construct(text="Bare.", section=SectionName.ANSWER, citations=())
    bare_answer = answer.model_copy(update={"claims": (bare,)})
    with pytest.raises(ReviewError, match="has no quote"):
        edited(bare_answer, [Wording(index=0, text="Still bare.")], [], passages)


def test_a_sentence_is_left_out_but_not_all(surfaces, passages) -> None:
    answer = surfaces.general_answer()
    after, (change,) = edited(answer, [Wording(index=0, text="", leave_out=True)], [], passages)
    assert after.claims == answer.claims[1:]
    assert change.startswith("left out:")
    gone = [Wording(index=i, text="", leave_out=True) for i in range(len(answer.claims))]
    with pytest.raises(ReviewError, match="nothing is left"):
        edited(answer, gone, [], passages)


def new(**changes):
    fields = {
        "section": SectionName.PITFALLS,
        "text": "A nerve conduction study supports the diagnosis.",
        "quote": "A nerve conduction study supports the diagnosis.",
        "passage_id": "example-policy#s1:1",
    }
    return NewSentence(**{**fields, **changes})


def test_a_sentence_is_added_with_its_quote_where_it_stands(surfaces, passages) -> None:
    after, _ = edited(surfaces.general_answer(), [], [new()], passages)
    (citation,) = after.claims[-1].citations
    text = surfaces.TEXTS["example-policy"]
    assert text[citation.char_start : citation.char_end] == citation.quote
    assert citation.reference == 1
    check_quotes(after, surfaces.TEXTS.__getitem__)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        pytest.param({"quote": ""}, "has no quote", id="no quote"),
        pytest.param(
            {"quote": "A nerve study supports"}, "not found in that passage", id="not there"
        ),
        pytest.param(
            {"passage_id": "example-policy#s1:2"}, "not found in that passage", id="elsewhere"
        ),
        pytest.param({"passage_id": "nowhere"}, "not found in that passage", id="no passage"),
        pytest.param({"text": ""}, "new sentence is empty", id="no words"),
        pytest.param({"text": "Surgery is best."}, "does not carry", id="another thing"),
    ],
)
def test_a_new_sentence_without_its_quote_is_refused(surfaces, passages, change, words) -> None:
    with pytest.raises(ReviewError, match=words):
        edited(surfaces.general_answer(), [], [new(**change)], passages)


def test_quotes_that_are_gone_are_found(surfaces) -> None:
    answer = surfaces.general_answer()
    texts = {**surfaces.TEXTS, "example-trial": "An other text."}
    with pytest.raises(ReviewError, match="no longer found in example-trial"):
        check_quotes(answer, texts.__getitem__)
    del texts["example-trial"]
    with pytest.raises(ReviewError, match="no longer found in example-trial"):
        check_quotes(answer, texts.__getitem__)


# --- redacted copies ------------------------------------------------------------------------------


def test_a_copy_holds_no_word_of_the_case(surfaces) -> None:
    copy = redacted_copy(surfaces.rich_answer(), surfaces.general_answer())
    text = copy.model_dump_json()
    for words in ("30 g daily", "killer cells were low", "42 years", "clinical-note", '"case:'):
        assert words not in text, words
    assert not copy.general
    assert copy.understood.facts == ()


def test_a_copy_takes_over_verdict_and_findings_and_says_that_it_is_one(surfaces) -> None:
    general_answer = surfaces.general_answer(verdict=Verdict.CONDITIONAL)
    copy = redacted_copy(surfaces.rich_answer(), general_answer)
    assert copy.verdict is Verdict.NOT_NECESSARY
    assert copy.headline == ""
    assert [row.finding for row in copy.criteria] == [
        FindingState.NOT_MET, FindingState.UNKNOWN, FindingState.MET
    ]  # fmt: skip
    assert copy.missing == ()
    kinds = [note.kind for note in copy.notes]
    assert kinds[:2] == ["redacted_copy", "redacted_verdict"]
    assert "was not necessary; in general it is conditional" in copy.notes[1].text
