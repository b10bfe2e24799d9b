"""One Case and its Answer become an Outcome."""

from collections.abc import Iterable

from app.models import Answer
from evals.answering import Conversation
from evals.checks import Bench, check_all
from evals.fingerprint import case_hash
from evals.models import Case, Check, Counts, Failure, Outcome, Status
from evals.spending import spent_on

_MAX_QUOTES_SHOWN = 40


def score(case: Case, talk: Conversation, bench: Bench, *, wall_s: float | None = None) -> Outcome:
    """Compare the last answer of a conversation, which took `wall_s` seconds, with its case."""
    answer = talk.last
    if answer.error is not None:
        spent = spent_on(talk.answers)  # what came to nothing cost something too
        failed = unscored(case, f"the answer is an error: {answer.error}")
        return failed.model_copy(update={"spent": spent})
    sheet = check_all(case, answer, bench)
    names = (bench.canonical(reference.doc_id) for reference in answer.references)
    return _blank(case).model_copy(
        update={
            "got": answer.verdict,
            "status": Status.FAILED if sheet.failures else Status.PASSED,
            "failures": tuple(sheet.failures),
            "references": tuple(dict.fromkeys(names)),
            "rule": answer.rule,
            "headline": answer.headline,
            "quotes": tuple(sheet.quotes[:_MAX_QUOTES_SHOWN]),
            "counts": Counts(n_withheld=len(answer.withheld), **sheet.counts),
            "judged": bench.supports is not None,
            "wall_s": wall_s,
            "timings_s": dict(answer.timings_s),
            "snapshot": answer.snapshot,
            "composer": answer.composer,
            "model": answer.model,
            "spent": spent_on(talk.answers),
            "sought": _documents(case.references, bench),
            "found": None if talk.passages is None else _documents(talk.passages, bench),
            "statements": statements_of(answer),
        }
    )


def _documents(names: Iterable[str], bench: Bench) -> tuple[str, ...]:
    """Documents of some passages or documents, each once, by one name."""
    return tuple(dict.fromkeys(bench.canonical(name.split("#")[0]) for name in names))


def statements_of(answer: Answer) -> tuple[str, ...]:
    """Where the sentences of an answer stand in their documents, each once."""
    places = (
        f"{c.doc_id}:{c.char_start}-{c.char_end}"
        for claim in answer.claims
        for c in claim.citations
    )
    return tuple(dict.fromkeys(places))


def unscored(case: Case, reason: str) -> Outcome:
    """A case that gave nothing to compare; it fails."""
    failure = Failure(check=Check.UNSCORED, detail=reason)
    return _blank(case).model_copy(update={"reason": reason, "failures": (failure,)})


def absent(case: Case, reason: str) -> Outcome:
    """A case whose documents are not on this machine; it neither passes nor fails."""
    return _blank(case).model_copy(update={"reason": reason, "status": Status.ABSENT})


def _blank(case: Case) -> Outcome:
    return Outcome(
        case_id=case.case_id,
        corpus=case.corpus,
        tags=case.tags,
        question=case.question,
        why=case.why,
        place=f"{case.file}:{case.line}",
        expected=case.verdict,
        accepted=case.accepted,
        status=Status.UNSCORED,
        negative=case.negative,
        paraphrase_of=case.paraphrase_of,
        expected_references=case.references,
        sought=tuple(dict.fromkeys(name.split("#")[0] for name in case.references)),
        case_hash=case_hash(case),
    )
