"""Measures and statistics: against hand-worked values, properties, and ir_measures."""

from collections.abc import Sequence
from datetime import date
from math import comb, log2

import ir_measures
import pytest
from hypothesis import given
from hypothesis import strategies as st
from ir_measures import Qrel, ScoredDoc, SetP, SetR

from app.composer.events import Stage, Told
from app.models import (
    Answer,
    Citation,
    Claim,
    ModelUse,
    Note,
    PairVerdict,
    Reference,
    SectionName,
    Verdict,
)
from evals.answering import Asked, Conversation, answer_case
from evals.checks import Bench
from evals.citations import n_citations_needed, sentence_supported
from evals.contradictions import contradictions
from evals.measures import MEASURES, OF_A_MODEL, confusion, is_opposite, measure_all
from evals.models import Case, Counts, Outcome, Spent, Status
from evals.report import value_text
from evals.score import score
from evals.stats import mcnemar, paired_bootstrap, quantile, wilson

V = Verdict

# --- statistics -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("n_hits", "n", "low", "high"),
    [
        # Newcombe, Stat. Med. 17 (1998) 857-872, table I, method 3 (score, no correction).
        pytest.param(81, 263, 0.2553, 0.3662, id="81 of 263"),
        pytest.param(15, 148, 0.0624, 0.1605, id="15 of 148"),
        pytest.param(0, 20, 0.0, 0.1611, id="none of 20"),
        pytest.param(1, 29, 0.0061, 0.1718, id="1 of 29"),
    ],
)
def test_wilson_agrees_with_the_published_table(n_hits, n, low, high) -> None:
    interval = wilson(n_hits, n)
    assert interval is not None
    assert (interval.low, interval.high) == pytest.approx((low, high), abs=5e-5)


@given(st.integers(1, 500).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_wilson_holds_its_value_and_stays_within_0_and_1(pair) -> None:
    n_hits, n = pair
    interval = wilson(n_hits, n)
    assert interval is not None
    assert 0 <= interval.low <= interval.value <= interval.high <= 1


def test_a_ratio_over_nothing_is_unmeasured_and_not_zero() -> None:
    assert wilson(0, 0) is None
    assert all(m.value is None for m in measure_all([]))


def test_more_hits_than_cases_is_an_error() -> None:
    with pytest.raises(ValueError, match="3 hits of 2"):
        wilson(3, 2)


@pytest.mark.parametrize(
    ("worse", "better", "p"),
    [
        pytest.param(0, 0, 1.0, id="no change"),
        pytest.param(5, 5, 1.0, id="as many worse as better"),
        pytest.param(0, 6, 2 / 64, id="six better and none worse"),
        pytest.param(1, 9, 2 * (1 + 10) / 1024, id="nine better and one worse"),
    ],
)
def test_mcnemar_is_the_exact_binomial(worse, better, p) -> None:
    assert mcnemar(worse, better) == pytest.approx(p)


@given(st.integers(0, 60), st.integers(0, 60))
def test_mcnemar_is_symmetric_and_a_probability(worse, better) -> None:
    p = mcnemar(worse, better)
    assert p == mcnemar(better, worse)
    assert 0 < p <= 1
    tail = sum(comb(worse + better, k) for k in range(min(worse, better) + 1))
    assert p == pytest.approx(min(1.0, 2 * tail / 2 ** (worse + better)))


def test_the_bootstrap_brackets_the_mean_and_repeats_itself() -> None:
    base, head = [0.0, 1.0, 0.0, 1.0] * 20, [1.0, 1.0, 0.0, 1.0] * 20
    first, again = paired_bootstrap(base, head), paired_bootstrap(base, head)
    assert first == again
    assert first is not None
    assert first.value == pytest.approx(0.25)
    assert 0 < first.low < 0.25 < first.high < 0.5
    assert paired_bootstrap([], []) is None
    with pytest.raises(ValueError, match="not pairs"):
        paired_bootstrap([1.0], [])


@given(st.lists(st.floats(0, 100), min_size=1, max_size=40), st.floats(0, 1))
def test_a_quantile_is_that_of_numpy(values, q) -> None:
    np = pytest.importorskip("numpy")
    assert quantile(values, q) == pytest.approx(float(np.quantile(values, q)))
    assert quantile([], q) is None


# --- measures over outcomes -----------------------------------------------------------------------


def outcome(
    expected: Verdict | None, got: Verdict | None, status: Status = Status.PASSED, **more: object
) -> Outcome:
    values: dict[str, object] = {
        "case_id": "c",
        "corpus": "x",
        "tags": ("t",),
        "question": "?",
        "why": ".",
        "expected": expected,
        "got": got,
        "status": status,
    }
    return Outcome.model_validate(values | more)


@pytest.mark.parametrize(
    ("expected", "got", "opposite"),
    [
        pytest.param(V.NOT_NECESSARY, V.NECESSARY, True, id="for, and against was expected"),
        pytest.param(V.NOT_NECESSARY, V.CONDITIONAL, True, id="conditional is a kind of for"),
        pytest.param(V.CONDITIONAL, V.NOT_NECESSARY, True, id="against, and for was expected"),
        pytest.param(V.CONDITIONAL, V.NECESSARY, False, id="both are kinds of for"),
        pytest.param(V.NOT_NECESSARY, V.NOT_ADDRESSED, False, id="abstaining is not opposite"),
        pytest.param(V.NOT_NECESSARY, V.CONFLICTING, False, id="a conflict is not opposite"),
        pytest.param(None, V.NECESSARY, False, id="no verdict was expected"),
    ],
)
def test_opposite_verdicts(expected, got, opposite) -> None:
    assert is_opposite(outcome(expected, got)) is opposite


def test_abstention_counts_both_ways() -> None:
    outcomes = [
        outcome(V.NOT_ADDRESSED, V.NOT_ADDRESSED),
        outcome(V.NOT_ADDRESSED, V.NECESSARY),
        outcome(V.NECESSARY, V.NOT_ADDRESSED),
        outcome(V.NECESSARY, V.NECESSARY),
        outcome(V.NOT_ADDRESSED, None, Status.UNSCORED),
    ]
    precision = MEASURES["abstention_precision"](outcomes)
    recall = MEASURES["abstention_recall"](outcomes)
    assert (precision.n_hits, precision.n) == (1, 2)
    assert (recall.n_hits, recall.n) == (1, 3), "an unscored case is a miss, not a gap"


def test_an_unscored_case_is_wrong_and_an_absent_one_is_no_case() -> None:
    outcomes = [
        outcome(None, None),
        outcome(None, None, Status.UNSCORED),
        outcome(None, None, Status.ABSENT),
    ]
    by_name = {m.name: m for m in measure_all(outcomes)}
    accuracy = by_name["verdict_accuracy"]
    assert (accuracy.n_hits, accuracy.n) == (1, 2)
    assert by_name["unscored"].value == 1
    assert confusion(outcomes) == {("none", "none"): 1, ("none", "unscored"): 1}


def test_paraphrases_must_agree_with_their_original_even_where_both_are_wrong() -> None:
    outcomes = [
        outcome(V.NECESSARY, V.CONDITIONAL, Status.FAILED, case_id="a"),
        outcome(V.NECESSARY, V.CONDITIONAL, Status.FAILED, case_id="b", paraphrase_of="a"),
        outcome(V.NECESSARY, V.NECESSARY, case_id="c", paraphrase_of="a"),
        outcome(V.NECESSARY, None, Status.UNSCORED, case_id="d", paraphrase_of="a"),
        outcome(V.NECESSARY, V.NECESSARY, case_id="e", paraphrase_of="not asked in this run"),
    ]
    measure = MEASURES["paraphrase_consistency"](outcomes)
    assert (measure.n_hits, measure.n) == (1, 3)


def test_a_group_counts_only_if_all_its_wordings_got_one_verdict() -> None:
    def group(name: str, *got: Verdict | None, status: Status = Status.PASSED) -> list[Outcome]:
        first = outcome(V.NECESSARY, got[0], case_id=name)
        others = [
            outcome(V.NECESSARY, verdict, status, case_id=f"{name}-{n}", paraphrase_of=name)
            for n, verdict in enumerate(got[1:])
        ]
        return [first, *others]

    outcomes = [
        *group("same", V.CONDITIONAL, V.CONDITIONAL, V.CONDITIONAL),
        *group("one-otherwise", V.NECESSARY, V.NECESSARY, V.CONDITIONAL),
        *group("unscored", None, None, None, status=Status.UNSCORED),
        *group("two-are-no-group", V.NECESSARY, V.CONDITIONAL),
    ]
    measure = MEASURES["paraphrase_groups"](outcomes)
    assert (measure.n_hits, measure.n) == (1, 3)
    assert MEASURES["paraphrase_groups"]([]).value is None


def test_answers_fully_supported_leave_out_answers_without_a_sentence() -> None:
    def judged(n: int, supported: int) -> Outcome:
        counts = Counts(n_sentences=n, n_sentences_supported=supported)
        return outcome(None, None, judged=True, counts=counts)

    measure = MEASURES["answers_supported"]([judged(3, 3), judged(3, 2), judged(0, 0)])
    assert (measure.n_hits, measure.n) == (1, 2)


def test_every_measure_has_its_own_name() -> None:
    spoken = outcome(None, None, spent=Spent(n_tokens_in=1, n_tokens_out=1))
    assert [m.name for m in measure_all([spoken])] == list(MEASURES)


# --- what was read for an answer ------------------------------------------------------------------


def test_expected_documents_are_looked_for_among_those_that_were_read() -> None:
    first = outcome(None, None, sought=("a", "b"), found=("x", "a", "y"))
    late = outcome(None, None, sought=("c",), found=("p", "q", "r", "s", "t", "c"))
    outcomes = [
        first,
        late,
        outcome(None, None, Status.UNSCORED, sought=("d",)),
        outcome(None, None, sought=("e",)),  # its answerer does not tell: nothing was measured
        outcome(None, None, found=("z",)),  # nothing is expected of it
    ]
    recall = MEASURES["retrieval_recall"](outcomes)
    hit = MEASURES["retrieval_hit_at_5"](outcomes)
    assert (recall.n_hits, recall.n) == (2, 4), "an unscored case is a miss, not a gap"
    assert (hit.n_hits, hit.n) == (1, 3)
    rank = MEASURES["retrieval_rr_at_10"](outcomes)
    assert (rank.value, rank.n) == (pytest.approx((1 / 2 + 1 / 6 + 0) / 3), 3)
    assert rank.low is not None
    assert rank.high is not None
    assert 0 <= rank.low < rank.value < rank.high <= 1
    ndcg = MEASURES["retrieval_ndcg_at_10"]([first])
    assert ndcg.value == pytest.approx((1 / log2(3)) / (1 + 1 / log2(3)))
    assert MEASURES["retrieval_ndcg_at_10"]([outcomes[3]]).value is None


def test_a_conversation_is_measured_by_what_was_read_for_its_last_question() -> None:
    def answer(asked: Asked) -> Answer:
        more = ("b#0:2", "b#0:1", "c#1:0") if asked.history else ("never#0:0",)
        asked.watch.tell(Told(Stage.READING, 0))
        asked.watch.tell(Told(Stage.READING, len(more), passages=more))
        return Answer(id="1", question=asked.text)

    talk = answer_case(plain_case("b.md", follow_up_of=("And before?",)), answer)
    bench = Bench(texts=NoTexts(), canonical=lambda name: name.removesuffix(".md"))
    scored = score(plain_case("b.md"), talk, bench)
    assert (scored.sought, scored.found) == (("b",), ("b", "c"))
    assert MEASURES["retrieval_hit_at_5"]([scored]).value == 1


# --- with a language model ------------------------------------------------------------------------


def test_tokens_are_summed_over_all_turns_and_a_cost_without_prices_is_unmeasured() -> None:
    def turn(cost: float | None, error: str = "") -> Answer:
        use = ModelUse(
            name="m", n_calls=1, n_tokens_in=100, n_tokens_out=10, cost=cost, error=error
        )
        return Answer(id="1", question="?", model=use)

    def measured(*answers: Answer) -> dict[str, float | None]:
        talk = Conversation(answers, None)
        scored = score(plain_case("b"), talk, Bench(texts=NoTexts()))
        return {m.name: m.value for m in measure_all([scored])}

    known = measured(turn(0.5), turn(0.25))
    assert [known[n] for n in ("tokens_in", "tokens_out", "cost")] == [200, 20, 0.75]
    assert known["model_errors"] == 0
    free = measured(turn(0.0))
    assert free["cost"] == 0
    unknown = measured(turn(None), turn(0.5, "timeout"))
    assert (unknown["tokens_in"], unknown["cost"], unknown["model_errors"]) == (200, None, 1)
    nothing = measured(Answer(id="1", question="?", model=ModelUse(name="m", error="timeout")))
    assert (nothing["tokens_in"], nothing["model_errors"]) == (None, 1)


def test_without_a_model_its_measures_are_left_out() -> None:
    alone = outcome(None, None)
    assert not {m.name for m in measure_all([alone])} & OF_A_MODEL
    assert all(MEASURES[name]([alone]).value is None for name in OF_A_MODEL)


def test_sums_are_written_with_their_unit() -> None:
    spent = Spent(n_tokens_in=1200, n_tokens_out=30, cost=0.001)
    by_name = {m.name: value_text(m) for m in measure_all([outcome(None, None, spent=spent)] * 2)}
    assert by_name["tokens_in"] == "2,400 (1,200 a case, n = 2)"
    assert by_name["cost"].startswith("0.0020 (0.001000 a case, n = 2;")
    assert by_name["retrieval_recall"] == "unmeasured"


# --- references, against ir_measures --------------------------------------------------------------


class NoTexts:
    def text(self, _doc_id: str) -> str | None:
        return None

    def page(self, _doc_id: str, _offset: int) -> int | None:
        return None


documents = st.lists(st.sampled_from("abcdefgh"), unique=True)


def plain_case(*references: str, follow_up_of: tuple[str, ...] = ()) -> Case:
    return Case(
        case_id="c",
        corpus="x",
        question="?",
        verdict=None,
        as_of=date(2026, 11, 23),
        references=references,
        follow_up_of=follow_up_of,
        tags=("t",),
        why=".",
    )


@given(documents.filter(bool), documents)
def test_reference_recall_and_precision_are_those_of_ir_measures(expected, cited) -> None:
    case = plain_case(*expected)
    references = tuple(
        Reference(number=n, doc_id=d, path=d, kind="guideline", title=d)
        for n, d in enumerate(cited, start=1)
    )
    answer = Answer(id="1", question="?", references=references)
    outcomes = [score(case, Conversation((answer,), None), Bench(texts=NoTexts()))]
    recall = MEASURES["reference_recall"](outcomes).value
    precision = MEASURES["reference_precision"](outcomes).value
    qrels = [Qrel("q", d, 1) for d in expected]
    run = [ScoredDoc("q", d, 1.0 / n) for n, d in enumerate(cited, start=1)]
    theirs = ir_measures.calc_aggregate([SetR, SetP], qrels, run)
    assert recall == pytest.approx(theirs[SetR], abs=1e-9)
    # Where nothing is cited we say unmeasured, and ir_measures says 0.
    assert (precision or 0.0) == pytest.approx(theirs[SetP], abs=1e-9)


# --- citations: ALCE ------------------------------------------------------------------------------


def claim(text: str, *quotes: str) -> Claim:
    citations = tuple(
        Citation(doc_id="d", passage_id="p", page=None, quote=q, char_start=0, char_end=len(q))
        for q in quotes
    )
    return Claim(text=text, section=SectionName.ANSWER, citations=citations)


def holds_all_words(text: str, quotes: Sequence[str]) -> bool:
    return set(text.split()) <= set(" ".join(quotes).split())


@pytest.mark.parametrize(
    ("sentence", "supported", "needed"),
    [
        pytest.param(claim("a b", "a b"), True, 1, id="one citation carries it"),
        pytest.param(claim("a b", "a c"), False, 0, id="one citation does not carry it"),
        pytest.param(claim("a b", "a", "b"), True, 2, id="two carry it only together"),
        pytest.param(claim("a b", "a b", "c"), True, 1, id="the second is beside the point"),
        pytest.param(claim("a b", "a b", "b a"), True, 2, id="each carries it alone"),
        pytest.param(claim("a b", "c", "d"), False, 0, id="neither nor both carry it"),
        pytest.param(claim("a b", "a", "b", "b"), True, 1, id="of two alike neither is needed"),
    ],
)
def test_citation_recall_and_precision_follow_alce(sentence, supported, needed) -> None:
    assert sentence_supported(sentence, holds_all_words) is supported
    assert n_citations_needed(sentence, holds_all_words) == needed


# A judge that knows words and no meaning: it finds every sentence supported.
def lenient(_text: str, _quotes: Sequence[str]) -> bool:
    return True


@pytest.mark.parametrize(
    ("sentence", "supported"),
    [
        pytest.param(
            claim("IVIG is recommended for CIDP.", "IVIG is not recommended for CIDP."),
            False,
            id="a negation dropped",
        ),
        pytest.param(
            claim("IVIG is not recommended for CIDP.", "IVIG is recommended for CIDP."),
            False,
            id="a negation added",
        ),
        pytest.param(
            claim("recommended for CIDP", "IVIG isn't recommended for CIDP"),
            False,
            id="cut out from behind its negation",
        ),
        pytest.param(
            claim(
                "IVIG is not recommended for CIDP.",
                "IVIG is recommended for CIDP.",
                "Steroids are not recommended for gout.",
            ),
            False,
            id="the negation of another quote does not count",
        ),
        pytest.param(
            claim(
                "IVIG is recommended for CIDP.",
                "IVIG is recommended for CIDP.",
                "Steroids are not recommended for gout.",
            ),
            True,
            id="nor does it harm",
        ),
        pytest.param(
            claim("IVIG is not covered without a test.", "IVIG is covered without a test."),
            False,
            id="one of two negations",
        ),
        pytest.param(
            claim("We recommend against IVIG in CFS.", "IVIG is not recommended in CFS."),
            True,
            id="no in other words",
        ),
        pytest.param(
            claim("IVIG is covered in CFS.", "IVIG is considered unproven in CFS."),
            False,
            id="yes for unproven",
        ),
        pytest.param(
            claim(
                "IVIG is covered when: steroids failed; there is no IgA deficiency.",
                "IVIG is covered when:",
                "there is no IgA deficiency",
                "steroids failed",
            ),
            True,
            id="each criterion by its own quote",
        ),
        pytest.param(
            claim(
                "IVIG is covered when: steroids failed; there is IgA deficiency.",
                "IVIG is covered when:",
                "there is no IgA deficiency",
                "steroids failed",
            ),
            False,
            id="a criterion turned round",
        ),
        (
            claim(
                "What is not covered Outside of a study, PILD is not covered.",
                "What is not covered\n\nOutside of a study, PILD is not covered.",
            ),
            True,
        ),
        (
            claim(
                "Outside of a study, PILD is covered.",
                "What is not covered\n\nOutside of a study, PILD is not covered.",
            ),
            False,
        ),
    ],
)
def test_a_sentence_whose_negation_differs_from_its_quote_is_unsupported(
    sentence, supported
) -> None:
    assert sentence_supported(sentence, lenient) is supported
    assert (n_citations_needed(sentence, lenient) > 0) is supported


def named(section: SectionName, name: str, quote: str) -> Claim:
    made = claim(name, quote)
    cited = made.citations[0].model_copy(update={"about": name})
    return made.model_copy(update={"section": section, "citations": (cited,)})


@pytest.mark.parametrize(
    ("sentence", "supported"),
    [
        pytest.param(
            named(SectionName.ALTERNATIVES, "CBT", "We suggest CBT for CFS."), True, id="offered"
        ),
        pytest.param(
            named(SectionName.ALTERNATIVES, "CBT", "We suggest against CBT for CFS."),
            False,
            id="offered though advised against",
        ),
        pytest.param(
            named(SectionName.ALTERNATIVES, "CBT", "CBT for those who did not respond to rest."),
            True,
            id="a negation about whom it is for",
        ),
        pytest.param(
            named(SectionName.ADVISED_AGAINST, "CBT", "We suggest CBT for CFS."),
            False,
            id="advised against though offered",
        ),
    ],
)
def test_the_heading_of_a_list_of_names_must_agree_with_their_quotes(sentence, supported) -> None:
    assert sentence_supported(sentence, lenient) is supported


# --- contradictions -------------------------------------------------------------------------------


def against(text: str) -> Claim:
    return claim(text, text).model_copy(update={"section": SectionName.ADVISED_AGAINST})


def pair(intervention: str, condition: str, verdict: Verdict) -> PairVerdict:
    return PairVerdict(intervention=intervention, condition=condition, verdict=verdict, rule="r")


ADVICE = "We recommend against offering stimulants for fatigue in patients with CMI."


@pytest.mark.parametrize(
    ("update", "contradicts"),
    [
        pytest.param({"alternatives": ("CBT",), "claims": (against(ADVICE),)}, False, id="another"),
        pytest.param(
            {"alternatives": ("stimulants",), "claims": (against(ADVICE),)}, True, id="the same"
        ),
        pytest.param(
            {
                "alternatives": ("stimulants",),
                "claims": (against(ADVICE),),
                "notes": (Note(kind="disagreement", text="Sources differ on stimulants."),),
            },
            False,
            id="the same, and the answer says that sources differ",
        ),
        pytest.param(
            {
                "verdicts": (pair("stimulants", "CMI", V.NECESSARY),),
                "claims": (against(ADVICE),),
            },
            True,
            id="the verdict is for what a line below advises against",
        ),
        pytest.param(
            {
                "verdicts": (pair("stimulants", "narcolepsy", V.NECESSARY),),
                "claims": (against(ADVICE),),
            },
            False,
            id="the advice against is about another condition",
        ),
        pytest.param(
            {"alternatives": ("IVIG",), "verdicts": (pair("IVIG", "CFS", V.CONFLICTING),)},
            False,
            id="a conflict that the verdict names",
        ),
        pytest.param(
            {"alternatives": ("tim",), "claims": (against(ADVICE),)}, False, id="part of a word"
        ),
    ],
)
def test_contradictions(update, contradicts) -> None:
    answer = Answer(id="1", question="?").model_copy(update=update)
    assert bool(contradictions(answer)) is contradicts
