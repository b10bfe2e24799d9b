"""Two runs over the same cases: what turned wrong, what turned right, and whether it is chance."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from evals.measures import is_opposite
from evals.models import NO_VERDICT, Outcome, Run
from evals.stats import Interval, mcnemar, paired_bootstrap


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One case that came out otherwise."""

    case_id: str
    turned: Literal["wrong", "right", "different"]
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Head against base, over the cases that were asked in both.

    Attributes:
        n_pairs: Cases in both runs.
        n_verdict_worse: Verdicts that were right and are wrong.
        n_verdict_better: Verdicts that were wrong and are right.
        verdict_p: Two-sided exact p of McNemar's test.
        differences: Mean difference per case with its 95 % bootstrap interval, by measure.
        changes: Every case that changed; of held-out cases only how many, in `n_held_out_changed`.
        n_held_out_changed: Held-out cases that changed.
        only_base: Cases that only the base run has; held-out ones are left out.
        only_head: Cases that only the head run has; likewise.
        changed_cases: Cases that ask or expect something else in the head run; likewise.
        n_held_out_worse: Held-out cases that turned wrong.
        n_held_out_gone: Held-out cases that only the base run has, or that are other cases now.
        head_whole: Whether the head run asked all cases, so that one that is not there is missing.
    """

    n_pairs: int
    n_verdict_worse: int
    n_verdict_better: int
    verdict_p: float
    differences: Mapping[str, Interval | None]
    changes: tuple[Change, ...]
    n_held_out_changed: int
    only_base: tuple[str, ...]
    only_head: tuple[str, ...]
    changed_cases: tuple[str, ...]
    n_held_out_worse: int
    n_held_out_gone: int
    head_whole: bool

    @property
    def worse(self) -> bool:
        """Whether any case turned wrong or vanished; a head that shares no case is no success."""
        turned = self.n_verdict_worse or self.n_held_out_worse
        return bool(turned) or self.lost or any(c.turned == "wrong" for c in self.changes)

    @property
    def lost(self) -> bool:
        """Whether cases are missing: of a run over a selection, all of them."""
        gone = bool(self.only_base) or self.n_held_out_gone > 0
        return gone if self.head_whole else self.n_pairs == 0


def compare(base: Run, head: Run) -> Comparison:
    """Compare two runs case by case."""
    before = {o.case_id: o for o in base.outcomes if o.counted}
    after = {o.case_id: o for o in head.outcomes if o.counted}
    pairs = [(before[case_id], after[case_id]) for case_id in before if case_id in after]
    worse = sum(b.verdict_right and not h.verdict_right for b, h in pairs)
    better = sum(h.verdict_right and not b.verdict_right for b, h in pairs)
    changes = [(b, _change(b, h)) for b, h in pairs]
    other = [b for b, h in pairs if _is_other_case(b, h)]
    held_out = [o for name, o in before.items() if o.held_out and name not in after]
    return Comparison(
        n_pairs=len(pairs),
        n_verdict_worse=worse,
        n_verdict_better=better,
        verdict_p=mcnemar(worse, better),
        differences={name: _difference(pairs, value) for name, value in _PER_CASE.items()},
        changes=tuple(change for b, change in changes if change and not b.held_out),
        n_held_out_changed=sum(change is not None and b.held_out for b, change in changes),
        only_base=_only(before, after),
        only_head=_only(after, before),
        changed_cases=tuple(b.case_id for b in other if not b.held_out),
        n_held_out_worse=sum(
            change is not None and change.turned == "wrong" for b, change in changes if b.held_out
        ),
        n_held_out_gone=len(held_out) + sum(b.held_out for b in other),
        head_whole=head.whole,
    )


def _is_other_case(base: Outcome, head: Outcome) -> bool:
    """Whether question or gold changed; of a log without hashes, as far as it holds them."""
    if base.case_hash and head.case_hash:
        return base.case_hash != head.case_hash
    one, other = (
        (o.question, o.expected, o.accepted, o.expected_references, sorted(o.tags))
        for o in (base, head)
    )
    return one != other


def _only(one: Mapping[str, Outcome], other: Mapping[str, Outcome]) -> tuple[str, ...]:
    return tuple(name for name, o in one.items() if name not in other and not o.held_out)


def _change(base: Outcome, head: Outcome) -> Change | None:
    new = sorted(set(head.failed_checks) - set(base.failed_checks))
    mended = sorted(set(base.failed_checks) - set(head.failed_checks))
    if new:
        detail = "; ".join(f.detail for f in head.failures if f.check.value in new)
        return Change(case_id=head.case_id, turned="wrong", detail=detail[:300])
    if is_opposite(head) and not is_opposite(base):
        detail = f"{base.got or NO_VERDICT} became the opposite verdict, {head.got}"
        return Change(case_id=head.case_id, turned="wrong", detail=detail)
    if mended:
        detail = f"no longer fails {', '.join(mended)}"
        return Change(case_id=head.case_id, turned="right", detail=detail)
    if base.got != head.got:
        detail = f"{base.got or NO_VERDICT} became {head.got or NO_VERDICT}"
        return Change(case_id=head.case_id, turned="different", detail=detail)
    if set(base.references) != set(head.references):
        gained = sorted(set(head.references) - set(base.references))
        lost = sorted(set(base.references) - set(head.references))
        detail = f"references gained: {gained}, lost: {lost}"
        return Change(case_id=head.case_id, turned="different", detail=detail)
    return None


# --- measures per case ------------------------------------------------------------------------


def _share(hits: str, of: str) -> Callable[[Outcome], float | None]:
    def value(outcome: Outcome) -> float | None:
        n = getattr(outcome.counts, of)
        return getattr(outcome.counts, hits) / n if n else None

    return value


_PER_CASE: Mapping[str, Callable[[Outcome], float | None]] = {
    "verdict_accuracy": lambda outcome: float(outcome.verdict_right),
    "reference_recall": _share("n_references", "n_references_of"),
    "reference_precision": _share("n_relevant", "n_relevant_of"),
    "citation_recall": _share("n_sentences_supported", "n_sentences"),
    "citation_precision": _share("n_citations_needed", "n_citations"),
    "latency_s": lambda outcome: outcome.wall_s,
}


def _difference(
    pairs: Sequence[tuple[Outcome, Outcome]], value: Callable[[Outcome], float | None]
) -> Interval | None:
    """Over the cases for which both runs have a value."""
    both = [(value(base), value(head)) for base, head in pairs]
    known = [(b, h) for b, h in both if b is not None and h is not None]
    return paired_bootstrap([b for b, _ in known], [h for _, h in known])
