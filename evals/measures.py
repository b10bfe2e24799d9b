"""Measures over the outcomes of a run, as pure functions (DESIGN.md section 7).

A case that could not be scored stays in every denominator where it would have counted, as a miss.
A case whose documents are absent is left out. A ratio over nothing is None: unmeasured.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType

from app.models import Verdict
from evals.finding import (
    retrieval_hit_at_5,
    retrieval_ndcg_at_10,
    retrieval_recall,
    retrieval_rr_at_10,
)
from evals.measured import Measure, Unit, count, ratio
from evals.models import NO_VERDICT, Check, Outcome, Status
from evals.spending import cost, model_errors, tokens_in, tokens_out
from evals.stats import quantile

FOR = frozenset({Verdict.NECESSARY, Verdict.CONDITIONAL})
AGAINST = frozenset({Verdict.NOT_NECESSARY})
_MIN_WORDINGS = 3


# --- verdicts ---------------------------------------------------------------------------------


def verdict_accuracy(outcomes: Sequence[Outcome]) -> Measure:
    """Share of cases whose verdict (none included) is the expected one."""
    return ratio("verdict_accuracy", sum(o.verdict_right for o in outcomes), len(outcomes))


def direction_accuracy(outcomes: Sequence[Outcome]) -> Measure:
    """Share of cases whose verdict is of the expected class; necessary and conditional are one."""
    right = sum(o.verdict_right or {o.expected, o.got} == FOR for o in outcomes)
    return ratio("direction_accuracy", right, len(outcomes))


def opposite_verdicts(outcomes: Sequence[Outcome]) -> Measure:
    """Necessary or conditional given for not_necessary, or the reverse; counted alone."""
    return count("opposite_verdicts", sum(is_opposite(o) for o in outcomes), len(outcomes))


def is_opposite(outcome: Outcome) -> bool:
    """Whether the verdict is the contrary of the expected one."""
    pair = (outcome.expected, outcome.got)
    return any(
        pair[0] in one and pair[1] in other for one, other in ((FOR, AGAINST), (AGAINST, FOR))
    )


def abstention_precision(outcomes: Sequence[Outcome]) -> Measure:
    """Of the answers `not_addressed`, the share where that was right."""
    abstained = [o for o in outcomes if o.got is Verdict.NOT_ADDRESSED]
    right = sum(o.expected is Verdict.NOT_ADDRESSED for o in abstained)
    return ratio("abstention_precision", right, len(abstained))


def abstention_recall(outcomes: Sequence[Outcome]) -> Measure:
    """Of the cases that the documents do not address, the share answered `not_addressed`."""
    due = [o for o in outcomes if o.expected is Verdict.NOT_ADDRESSED]
    right = sum(o.got is Verdict.NOT_ADDRESSED for o in due)
    return ratio("abstention_recall", right, len(due))


def confusion(outcomes: Iterable[Outcome]) -> Mapping[tuple[str, str], int]:
    """Cases per (expected, got); "none" stands for no verdict, "unscored" for no answer."""
    table: dict[tuple[str, str], int] = {}
    for outcome in outcomes:
        if not outcome.counted:
            continue
        got = outcome.got or NO_VERDICT
        if outcome.status is Status.UNSCORED:
            got = Status.UNSCORED.value
        key = (str(outcome.expected or NO_VERDICT), str(got))
        table[key] = table.get(key, 0) + 1
    return table


def paraphrase_consistency(outcomes: Sequence[Outcome]) -> Measure:
    """Of the cases that say another case in other words, the share with that case's verdict."""
    by_id = {o.case_id: o for o in outcomes}
    pairs = [(o, by_id[o.paraphrase_of]) for o in outcomes if o.paraphrase_of in by_id]
    scored = (Status.PASSED, Status.FAILED)
    same = sum(o.got == other.got and {o.status, other.status} <= {*scored} for o, other in pairs)
    return ratio("paraphrase_consistency", same, len(pairs))


def paraphrase_groups(outcomes: Sequence[Outcome]) -> Measure:
    """Of the groups of three or more wordings of one question, those with one verdict for all."""
    groups = paraphrase_members(outcomes)
    return ratio("paraphrase_groups", sum(is_one_verdict(g) for g in groups.values()), len(groups))


def paraphrase_members(outcomes: Sequence[Outcome]) -> Mapping[str, Sequence[Outcome]]:
    """Wordings of one question by the case that the others are paraphrases of, itself first."""
    groups = {o.case_id: [o] for o in outcomes if not o.paraphrase_of}
    for outcome in outcomes:
        if outcome.paraphrase_of in groups:
            groups[outcome.paraphrase_of].append(outcome)
    return {name: found for name, found in groups.items() if len(found) >= _MIN_WORDINGS}


def is_one_verdict(outcomes: Sequence[Outcome]) -> bool:
    """Whether all were scored and got the same verdict, right or wrong."""
    scored = all(o.status in (Status.PASSED, Status.FAILED) for o in outcomes)
    return scored and len({o.got for o in outcomes}) == 1


# --- cases and sentences ----------------------------------------------------------------------


def passed(outcomes: Sequence[Outcome]) -> Measure:
    """Share of cases with no failed check."""
    return ratio("passed", sum(o.status is Status.PASSED for o in outcomes), len(outcomes))


def unscored(outcomes: Sequence[Outcome]) -> Measure:
    """Cases that gave nothing to compare."""
    return count("unscored", sum(o.status is Status.UNSCORED for o in outcomes), len(outcomes))


def answers_supported(outcomes: Sequence[Outcome]) -> Measure:
    """Of the answers with a judged sentence, the share whose every sentence is supported."""
    judged = [o.counts for o in outcomes if o.judged and o.counts.n_sentences]
    whole = sum(c.n_sentences == c.n_sentences_supported for c in judged)
    return ratio("answers_supported", whole, len(judged))


def _sums(name: str, hits: str, of: str) -> Callable[[Sequence[Outcome]], Measure]:
    """A ratio of two sums over all cases."""

    def measure(outcomes: Sequence[Outcome]) -> Measure:
        n_hits = sum(getattr(o.counts, hits) for o in outcomes)
        return ratio(name, n_hits, sum(getattr(o.counts, of) for o in outcomes))

    return measure


def _total(name: str, hits: str, of: str) -> Callable[[Sequence[Outcome]], Measure]:
    """A count of what must not happen."""

    def measure(outcomes: Sequence[Outcome]) -> Measure:
        n_hits = sum(getattr(o.counts, hits) for o in outcomes)
        return count(name, n_hits, sum(getattr(o.counts, of) for o in outcomes))

    return measure


def _failing(name: str, check: Check) -> Callable[[Sequence[Outcome]], Measure]:
    """Cases that fail one check."""

    def measure(outcomes: Sequence[Outcome]) -> Measure:
        n_hits = sum(check.value in o.failed_checks for o in outcomes)
        return count(name, n_hits, len(outcomes))

    return measure


# --- time -------------------------------------------------------------------------------------


def _latency(name: str, q: float) -> Callable[[Sequence[Outcome]], Measure]:
    def measure(outcomes: Sequence[Outcome]) -> Measure:
        values = [o.wall_s for o in outcomes if o.wall_s is not None]
        value = quantile(values, q)
        return Measure(name=name, unit=Unit.SECONDS, value=value, n=len(values))

    return measure


# --- all --------------------------------------------------------------------------------------

MEASURES: Mapping[str, Callable[[Sequence[Outcome]], Measure]] = MappingProxyType(
    {
        "verdict_accuracy": verdict_accuracy,
        "direction_accuracy": direction_accuracy,
        "opposite_verdicts": opposite_verdicts,
        "abstention_precision": abstention_precision,
        "abstention_recall": abstention_recall,
        "paraphrase_consistency": paraphrase_consistency,
        "paraphrase_groups": paraphrase_groups,
        "passed": passed,
        "unscored": unscored,
        "reference_recall": _sums("reference_recall", "n_references", "n_references_of"),
        "reference_precision": _sums("reference_precision", "n_relevant", "n_relevant_of"),
        "deciding_recall": _sums("deciding_recall", "n_decides", "n_decides_of"),
        "recommendation_recall": _sums(
            "recommendation_recall", "n_recommendation", "n_recommendation_of"
        ),
        "citation_recall": _sums("citation_recall", "n_sentences_supported", "n_sentences"),
        "citation_precision": _sums("citation_precision", "n_citations_needed", "n_citations"),
        "answers_supported": answers_supported,
        "retrieval_recall": retrieval_recall,
        "retrieval_hit_at_5": retrieval_hit_at_5,
        "retrieval_rr_at_10": retrieval_rr_at_10,
        "retrieval_ndcg_at_10": retrieval_ndcg_at_10,
        "code_accuracy": _sums("code_accuracy", "n_codes", "n_codes_of"),
        "must_say": _sums("must_say", "n_must_say", "n_must_say_of"),
        "must_not_say": _total("must_not_say", "n_must_not_say", "n_must_not_say_of"),
        "quotes_not_found": _total("quotes_not_found", "n_quotes_not_found", "n_quotes"),
        "wrong_pages": _total("wrong_pages", "n_pages_wrong", "n_pages"),
        "uncited": _failing("uncited", Check.UNCITED),
        "unfounded": _failing("unfounded", Check.UNFOUNDED),
        "contradictions": _failing("contradictions", Check.CONTRADICTION),
        "stale_decides": _failing("stale_decides", Check.STALE_DECIDES),
        "latency_p50_s": _latency("latency_p50_s", 0.5),
        "latency_p95_s": _latency("latency_p95_s", 0.95),
        "tokens_in": tokens_in,
        "tokens_out": tokens_out,
        "cost": cost,
        "model_errors": model_errors,
    }
)
OF_A_MODEL = frozenset({"tokens_in", "tokens_out", "cost", "model_errors"})


def measure_all(outcomes: Iterable[Outcome]) -> tuple[Measure, ...]:
    """Every measure over the cases that count; a model's only where one took part."""
    counted = [outcome for outcome in outcomes if outcome.counted]
    alone = all(outcome.spent is None for outcome in counted)
    return tuple(
        measure(counted) for name, measure in MEASURES.items() if not (alone and name in OF_A_MODEL)
    )
