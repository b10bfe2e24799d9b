"""The headline: the verdict in the basis's own words, with its doubt and whom it rests on."""

from collections.abc import Sequence

from app.engine import Analysis, Pair
from app.models import PairVerdict, PositionDirection, Verdict
from app.positions import Position
from app.question_models import Question
from ingest.models import SourceKind
from ingest.statements.models import Basis

FOR, CONDITIONAL, AGAINST, INSUFFICIENT, SILENT = PositionDirection
_N_NAMES = 3  # bodies named in a headline; the others are counted


def pair_verdicts(analysis: Analysis, question: Question) -> tuple[PairVerdict, ...]:
    """Verdict, rule and headline of every pair."""
    asked = question.intent == "verdict"
    return tuple(
        PairVerdict(
            intervention=p.intervention.text,
            condition=p.target.condition.text if p.target else "",
            verdict=p.ruling.verdict if asked else None,
            rule=p.ruling.rule,
            headline=_pair_headline(p) if asked else "",
        )
        for p in analysis.pairs
    )


def headline(analysis: Analysis) -> str:
    """One or two sentences that say the verdict over all pairs."""
    if analysis.verdict is None:
        return {
            "no-intervention": (
                "The question names no treatment, test or service that could be looked up."
            ),
            "no-condition": "The question names no condition: the answer depends on it.",
            "no-verdict-asked": "What the documents say, in their own words.",
        }.get(analysis.reason, "No verdict was asked for.")
    seen: list[str] = []
    for pair in analysis.pairs:
        text = _pair_headline(pair)
        if text not in seen:
            seen.append(text)
    lead = _pair_headline(analysis.lead) if analysis.lead else ""
    rest = [text for text in seen if text != lead]
    return " ".join([lead, *rest[:3]]).strip()


def _pair_headline(pair: Pair) -> str:
    what = pair.intervention.text
    whom = f" for {pair.target.condition.text}" if pair.target else ""
    subject = f"{what[:1].upper()}{what[1:]}{whom}"
    verdict = pair.ruling.verdict
    deciding = [p for p in pair.positions if p.decides]
    if verdict is Verdict.NOT_ADDRESSED:
        return f"{subject}: not addressed by a source in force here."
    if verdict is Verdict.CONFLICTING:
        for_ = _who([p for p in deciding if p.direction in {FOR, CONDITIONAL}])
        against = _who([p for p in deciding if p.direction is AGAINST])
        return (
            f"{subject}: sources conflict. For or conditional: {for_ or 'the same source'}. "
            f"Against: {against or 'the same source'}."
        )
    doubt = (
        _who([p for p in deciding if p.direction is INSUFFICIENT])
        if verdict is not Verdict.INSUFFICIENT_EVIDENCE
        else ""
    )
    doubt = f" {doubt} finds the evidence insufficient." if doubt else ""
    words_ = _basis_words(verdict, deciding)
    return f"{subject}: {words_}.{_qualifier(verdict, deciding)}{doubt}{_research_only(deciding)}"


def _basis_words(verdict: Verdict, deciding: Sequence[Position]) -> str:
    """The basis's own word: recommended, medically necessary, not a covered benefit (rule 7)."""
    policies = [
        p
        for p in deciding
        if p.source.kind is SourceKind.COVERAGE_POLICY and p.direction in _SIDE[verdict]
    ]
    guidelines = [
        p
        for p in deciding
        if p.source.kind is not SourceKind.COVERAGE_POLICY and p.direction in _SIDE[verdict]
    ]
    parts: list[str] = []
    if policies:
        benefit = all(j.spoke.statement.benefit_only for p in policies for j in p.judged)
        words_ = _BENEFIT_WORDS if benefit else _POLICY_WORDS[verdict]
        parts.append(f"{words_} per {_who(policies)}")
    if guidelines:
        grades = list(
            dict.fromkeys(
                j.spoke.statement.grade
                for p in guidelines
                for j in p.judged
                if j.spoke.statement.grade
            )
        )
        graded = f" ({', '.join(grades[:2])})" if grades else ""
        parts.append(f"{_GUIDELINE_WORDS[verdict]}{graded} by {_who(guidelines)}")
    return "; ".join(parts) or _GUIDELINE_WORDS[verdict]


_SIDE = {
    Verdict.NECESSARY: {FOR},
    Verdict.CONDITIONAL: {CONDITIONAL, FOR},
    Verdict.NOT_NECESSARY: {AGAINST},
    Verdict.INSUFFICIENT_EVIDENCE: {INSUFFICIENT},
}
_BENEFIT_WORDS = "not a covered benefit (which says nothing about necessity)"
_POLICY_WORDS = {
    Verdict.NECESSARY: "medically necessary",
    Verdict.CONDITIONAL: "medically necessary only if criteria are met that are not settled here",
    Verdict.NOT_NECESSARY: "not medically necessary, unproven or not covered",
    Verdict.INSUFFICIENT_EVIDENCE: "insufficient evidence",
}
_GUIDELINE_WORDS = {
    Verdict.NECESSARY: "recommended",
    Verdict.CONDITIONAL: (
        "may be considered, or recommended under conditions that are not settled here,"
    ),
    Verdict.NOT_NECESSARY: "not recommended",
    Verdict.INSUFFICIENT_EVIDENCE: "insufficient evidence for or against",
}


def _qualifier(verdict: Verdict, deciding: Sequence[Position]) -> str:
    if verdict is not Verdict.NOT_NECESSARY:
        return ""
    found = [
        j.spoke.statement.qualifier
        for p in deciding
        for j in p.judged
        if p.direction is AGAINST
        and j.spoke.statement.qualifier
        and j.spoke.statement.basis is not Basis.CODE_LIST
    ]
    return f" The advice is limited to: {', '.join(dict.fromkeys(found))}." if found else ""


def _research_only(deciding: Sequence[Position]) -> str:
    if deciding and all(p.source.kind is SourceKind.RESEARCH for p in deciding):
        return " Research alone speaks to this; no guideline or policy here does."
    return ""


def _who(found: Sequence[Position]) -> str:
    names = list(
        dict.fromkeys(p.source.payer or p.source.publisher or p.source.title for p in found)
    )
    more = len(names) - _N_NAMES
    return ", ".join(names[:_N_NAMES]) + (f" and {more} more" if more > 0 else "")
