"""The Answer: sections, tables, notes and references over one analysis; extractive, every sentence quote-locked."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from app import rows, sections
from app.case import Brought
from app.case_section import case_claims
from app.cite import checked
from app.draft import Shelf
from app.engine import Analysis, Knowledge
from app.headline import headline, pair_verdicts
from app.in_force import Standing
from app.models import (
    Abstention,
    Answer,
    Claim,
    CriterionRow,
    Note,
    PositionRow,
    SectionName,
    Understood,
    Verdict,
)
from app.phrase_models import Relation
from app.positions import speaks_for
from app.question_models import Question
from app.wording import note
from ingest.models import SourceKind
from ingest.statements.models import Basis


@dataclass(frozen=True)
class Material:
    """What an Answer is composed from."""

    question: Question
    analysis: Analysis
    knowledge: Knowledge
    standing: dict[str, Standing]
    shelf: Shelf
    brought: Brought
    paths: dict[str, str]
    answer_claims: Sequence[Claim] = ()
    facts: Sequence[str] = ()


def compose(material: Material, *, answer_id: str, snapshot: str) -> Answer:
    """The whole Answer; sentences whose check fails are withheld and counted."""
    question, analysis, knowledge = material.question, material.analysis, material.knowledge
    positions = rows.position_rows(analysis)
    criteria = rows.criterion_rows(analysis)
    others = (
        sections.other_statements(analysis, question, knowledge, material.standing)
        if question.targets
        else []
    )
    recommended, rejected, names, disputed = sections.alternatives(others, material.shelf)
    required = (
        sections.required_claims(analysis, knowledge, material.standing, material.shelf)
        if _needs_required(analysis)
        else []
    )
    deciding = [p for pair in analysis.pairs for p in pair.positions if p.decides]
    drafts = [
        *material.answer_claims,
        *sections.position_claims(analysis, material.shelf),
        *recommended,
        *rejected,
        *_case(material, criteria),
        *required,
        *sections.pitfall_claims(analysis, material.shelf),
        *sections.pathway_claims(recommended, required, deciding),
        *sections.other_condition_claims(analysis, knowledge, material.standing, material.shelf),
    ]
    kept, withheld = checked(_unique(drafts), material.shelf.text_of)
    codes = rows.code_states(question, analysis, knowledge, material.standing, material.shelf)
    notes = _notes(material, positions, criteria, disputed, len(withheld))
    notes.extend(
        note("code_not_listed", code=c.code, title=knowledge.sources[c.doc_id].title)
        for c in codes
        if c.state == "not_listed" and c.doc_id in knowledge.sources
    )
    claims, numbered, references = rows.numbered(kept, positions, knowledge, material.paths)
    dates = [d for p in deciding if (d := p.source.effective_date)]
    return Answer(
        id=answer_id,
        question=question.text,
        understood=_understood(material),
        verdict=analysis.verdict,
        verdicts=pair_verdicts(analysis, question, knowledge.terms),
        rule=analysis.lead.ruling.rule if analysis.lead else analysis.reason,
        headline=headline(analysis, question, knowledge.terms),
        positions=numbered,
        criteria=criteria,
        missing=rows.missing(criteria),
        codes=codes,
        claims=claims,
        notes=tuple(notes),
        alternatives=tuple(names),
        references=references,
        follow_ups=_follow_ups(material, bool(required), bool(recommended)),
        abstention=_abstention(material),
        withheld=withheld,
        last_updated=max(dates, default=None),
        snapshot=snapshot,
        as_of=question.as_of,
    )


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


def _notes(
    material: Material,
    positions: Sequence[PositionRow],
    criteria: Sequence[CriterionRow],
    disputed: Sequence[str],
    n_withheld: int,
) -> list[Note]:
    analysis, question, knowledge = material.analysis, material.question, material.knowledge
    deciding = [p for p in positions if p.decides]
    found: list[Note] = []
    if positions:
        found.append(
            note(
                "deciding",
                n=len({p.doc_id for p in deciding}),
                m=len({p.doc_id for p in positions} - {p.doc_id for p in deciding}),
            )
        )
    if deciding and all(p.kind == SourceKind.RESEARCH.value for p in deciding):
        found.append(note("research_only"))
    out = {p.doc_id for p in positions if p.status in {"superseded", "ended", "not_yet_in_force"}}
    if out:
        found.append(note("not_in_force", n=len(out), date=question.as_of.isoformat()))
    if undated := {p.doc_id for p in deciding if p.status == "undated"}:
        found.append(note("undated", n=len(undated)))
    if n_open := len(rows.missing(criteria)):
        found.append(note("missing", n=n_open))
    if question.payer and not any(
        speaks_for(s, question.payer) for s in knowledge.sources.values()
    ):
        found.append(note("payer_missing", payer=question.payer))
    found.extend(note("disagree", what=name) for name in disputed[:3])
    found.extend(_doubts(material))
    if analysis.verdict is None and analysis.reason:
        found.append(note(analysis.reason.replace("-", "_")))
    if any(knowledge.sources[p.doc_id].digest for p in positions):
        found.append(note("digest"))
    if material.brought.texts:
        found.append(note("case_shown"))
    found.extend(
        note("instruction", name=d.path)
        for d in material.brought.documents.values()
        if any(f.kind == "instruction" for f in d.flags)
    )
    if n_withheld:
        found.append(note("withheld", n=n_withheld))
    return list(dict.fromkeys(found))


def _doubts(material: Material) -> list[Note]:
    """Matches that a reader should check, sources that contradict themselves, inferred replacements."""
    found: list[Note] = []
    for pair in material.analysis.pairs:
        for p in pair.positions:
            lead = p.judged[0].spoke
            if p.contradicts:
                found.append(note("contradicts", title=p.source.title))
            if p.decides and lead.intervention.method == "similarity":
                found.append(
                    note(
                        "similar",
                        asked=pair.intervention.text,
                        found=lead.statement.interventions[0],
                    )
                )
            if p.decides and lead.condition.method == "similarity" and pair.target:
                found.append(
                    note(
                        "similar",
                        asked=pair.target.condition.text,
                        found=lead.statement.conditions[0],
                    )
                )
            if (
                p.decides
                and lead.intervention.method == "class"
                and lead.intervention.relation is Relation.BROADER
            ):
                found.append(
                    note(
                        "member",
                        asked=pair.intervention.text,
                        found=lead.statement.interventions[0],
                    )
                )
            if p.decides and any(
                j.spoke.statement.criteria and not j.spoke.statement.criteria.parsed
                for j in p.judged
            ):
                found.append(note("unparsed", title=p.source.title))
            if p.standing.inferred:
                found.append(note("superseded_inferred", title=p.source.title))
            if p.decides and any(j.spoke.statement.benefit_only for j in p.judged):
                found.append(note("benefit", title=p.source.title))
    return found


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


def _follow_ups(material: Material, required: bool, recommended: bool) -> tuple[str, ...]:
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


SECTIONS_WITHOUT_VERDICT = (SectionName.ANSWER,)
