"""The Answer: sections, tables, notes and references; extractive, every sentence quote-locked."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from app import rows, sections
from app.case_section import case_claims
from app.cite import checked
from app.engine import Analysis
from app.headline import headline, pair_verdicts
from app.material import Material
from app.models import (
    Abstention,
    Answer,
    Claim,
    CriterionRow,
    Understood,
    Verdict,
)
from app.notes import notes_of
from app.positions import Position
from app.wording import note
from ingest.statements.models import Basis


def compose(material: Material, *, answer_id: str, snapshot: str) -> Answer:
    """The whole Answer; sentences whose check fails are withheld and counted."""
    question, analysis, knowledge = material.question, material.analysis, material.knowledge
    positions = rows.position_rows(analysis)
    criteria = rows.criterion_rows(analysis)
    drafts = _drafts(material, criteria)
    kept, withheld = checked(_unique(drafts.claims), material.shelf.text_of)
    codes = rows.code_states(question, knowledge, material.standing, material.shelf)
    notes = notes_of(
        material, positions, criteria, disputed=drafts.disputed, n_withheld=len(withheld)
    )
    notes.extend(
        note("code_not_listed", code=c.code, title=knowledge.sources[c.doc_id].title)
        for c in codes
        if c.state == "not_listed" and c.doc_id in knowledge.sources
    )
    claims, numbered, references = rows.numbered(kept, positions, knowledge, material.paths)
    dates = [d for p in _deciding(analysis) if (d := p.source.effective_date)]
    return Answer(
        id=answer_id,
        question=question.text,
        understood=_understood(material),
        verdict=analysis.verdict,
        verdicts=pair_verdicts(analysis, question),
        rule=analysis.lead.ruling.rule if analysis.lead else analysis.reason,
        headline=headline(analysis),
        positions=numbered,
        criteria=criteria,
        missing=rows.missing(criteria),
        codes=codes,
        claims=claims,
        notes=tuple(notes),
        alternatives=tuple(drafts.alternatives),
        references=references,
        follow_ups=_follow_ups(material, required=drafts.required, recommended=drafts.recommended),
        abstention=_abstention(material),
        withheld=withheld,
        last_updated=max(dates, default=None),
        snapshot=snapshot,
        as_of=question.as_of,
    )


@dataclass(frozen=True)
class _Drafts:
    """Sentences before their check, in the order of the sections.

    Attributes:
        claims: All of them.
        alternatives: Names of what is recommended instead.
        disputed: What the sources disagree on.
        required: Whether some say what would have to be confirmed.
        recommended: Whether some say what is recommended instead.
    """

    claims: Sequence[Claim]
    alternatives: Sequence[str]
    disputed: Sequence[str]
    required: bool
    recommended: bool


def _drafts(material: Material, criteria: Sequence[CriterionRow]) -> _Drafts:
    question, analysis, knowledge = material.question, material.analysis, material.knowledge
    standing, shelf = material.standing, material.shelf
    others = (
        sections.other_statements(analysis, question, knowledge, standing)
        if question.targets
        else []
    )
    recommended, rejected, names, disputed = sections.alternatives(others, shelf)
    required = (
        sections.required_claims(analysis, knowledge, standing, shelf)
        if _needs_required(analysis)
        else []
    )
    claims = [
        *material.answer_claims,
        *sections.position_claims(analysis, shelf),
        *recommended,
        *rejected,
        *_case(material, criteria),
        *required,
        *sections.pitfall_claims(analysis, shelf),
        *sections.pathway_claims(recommended, required, _deciding(analysis)),
        *sections.other_condition_claims(analysis, knowledge, standing, shelf),
    ]
    return _Drafts(claims, names, disputed, bool(required), bool(recommended))


def _deciding(analysis: Analysis) -> list[Position]:
    return [p for pair in analysis.pairs for p in pair.positions if p.decides]


def _needs_required(analysis: Analysis) -> bool:
    return analysis.verdict in {
        Verdict.NOT_NECESSARY,
        Verdict.NOT_ADDRESSED,
        Verdict.INSUFFICIENT_EVIDENCE,
        Verdict.CONFLICTING,
    }


def _unique(claims: Sequence[Claim]) -> list[Claim]:
    return list({(c.section, c.text): c for c in claims}.values())


def _case(material: Material, criteria: Sequence[CriterionRow]) -> list[Claim]:
    if not material.brought.texts:
        return []
    spans: list[tuple[str, int, int]] = []
    for row in criteria:
        if row.fact_source.startswith("case:") and row.fact_source in material.brought.documents:
            at = material.brought.documents[row.fact_source].text.find(row.quote)
            spans.append((row.fact_source, at, at + len(row.quote)))
    return case_claims(
        material.brought, material.question, material.knowledge.terms, material.shelf, spans
    )


def _understood(material: Material) -> Understood:
    question = material.question
    conditions = [
        " in ".join([t.condition.text, *(s.text for s in t.settings)]) for t in question.targets
    ]
    return Understood(
        interventions=tuple(p.text for p in question.interventions),
        conditions=tuple(dict.fromkeys(conditions)),
        codes=tuple(dict.fromkeys(m.code for m in question.codes)),
        payer=question.payer,
        publisher=question.publisher,
        intent=question.intent,
        facts=tuple(material.facts),
        readings=question.readings,
        doubts=question.doubts,
    )


def _abstention(material: Material) -> Abstention | None:
    analysis, question = material.analysis, material.question
    if analysis.verdict is None and analysis.reason != "no-verdict-asked":
        return Abstention(reason=note(analysis.reason.replace("-", "_")).text, kind=analysis.reason)
    if analysis.verdict is Verdict.NOT_ADDRESSED:
        what = question.interventions[0].text if question.interventions else "this"
        whom = f" for {question.targets[0].condition.text}" if question.targets else ""
        return Abstention(
            reason=note("not_addressed", what=f"{what}{whom}").text, kind="not-addressed"
        )
    if analysis.verdict is None and not material.answer_claims:
        return Abstention(reason="No passage here answers the question.", kind="no-passage")
    return None


def _follow_ups(material: Material, *, required: bool, recommended: bool) -> tuple[str, ...]:
    """Questions that the same documents can answer."""
    question = material.question
    if not question.interventions:
        return ()
    what = question.interventions[0].text
    whom = question.targets[0].condition.text if question.targets else ""
    found: list[str] = []
    if required or material.analysis.verdict is Verdict.CONDITIONAL:
        found.append(f"What are the criteria for {what}{f' for {whom}' if whom else ''}?")
    if recommended and whom:
        found.append(f"What is recommended for {whom}?")
    lead = material.analysis.lead
    other = [
        s.conditions[0]
        for s, _ in (material.knowledge.matcher.on_intervention(lead.intervention) if lead else ())
        if s.conditions and s.basis is not Basis.FINDING
    ]
    named = list(
        dict.fromkeys(
            re.sub(r"\s*\([^)]*\)", "", c) for c in other if c.lower() not in whom.lower()
        )
    )
    found.extend(f"And for {name}?" for name in named[:2])
    return tuple(found[:4])
