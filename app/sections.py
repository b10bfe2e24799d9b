"""The sections of an Answer: which Statements stand where; one without a quote is left out."""

import re
from collections.abc import Iterable, Sequence

from app.condition_fit import Fit
from app.draft import Shelf, grade_label
from app.engine import Analysis, Knowledge, Pair
from app.in_force import Standing
from app.judge import Judged
from app.models import Claim, PositionDirection, SectionName
from app.positions import Position
from app.question_models import Question, Target
from ingest.lexis import squash, words
from ingest.models import SourceKind
from ingest.statements.models import Basis, Direction, Join, Statement

N_ALTERNATIVES = 8
N_REQUIRED = 12
N_OTHER = 4
N_PITFALLS = 6

_SECTION = {
    SourceKind.GUIDELINE: SectionName.GUIDELINES,
    SourceKind.COVERAGE_POLICY: SectionName.COVERAGE,
    SourceKind.RESEARCH: SectionName.RESEARCH,
    SourceKind.CASE_MATERIAL: SectionName.CASE,
}


def position_claims(analysis: Analysis, shelf: Shelf) -> list[Claim]:
    """What each source says to the asked pairs; guidelines, policies and research apart."""
    found: list[Claim] = []
    for pair in analysis.pairs:
        for position in pair.positions:
            section = (
                _SECTION[position.source.kind]
                if position.standing.decides
                else SectionName.NOT_IN_FORCE
            )
            found.extend(
                shelf.claim(
                    judged.spoke.statement,
                    section,
                    label=grade_label(judged.spoke.statement, position.source),
                )
                for judged in position.judged[: 3 if position.decides else 1]
            )
    return found


def _speaks(
    statement: Statement,
    knowledge: Knowledge,
    standing: dict[str, Standing],
    kinds: Iterable[SourceKind],
) -> bool:
    return (
        statement.basis is not Basis.FINDING
        and statement.basis is not Basis.CODE_LIST
        and standing[statement.doc_id].decides
        and knowledge.sources[statement.doc_id].kind in kinds
    )


def other_statements(
    analysis: Analysis, question: Question, knowledge: Knowledge, standing: dict[str, Standing]
) -> list[tuple[Statement, Fit]]:
    """Statements of guidelines in force on *other* interventions in the asked conditions."""
    asked = {s.statement.statement_id for pair in analysis.pairs for s in pair.spokes}
    asked |= {
        s.statement_id
        for i in question.interventions
        for s, _ in knowledge.matcher.on_intervention(i)
    }
    targets: Sequence[Target] = question.targets
    found: list[tuple[Statement, Fit]] = []
    for statement in knowledge.statements:
        if (
            statement.statement_id in asked
            or statement.catch_all
            or not statement.condition_groups
            or not statement.interventions
            or statement.speaker
        ):
            continue
        if not _speaks(statement, knowledge, standing, (SourceKind.GUIDELINE,)):
            continue
        fit = max(
            (knowledge.matcher.fit(statement, question, target)[0] for target in targets),
            default=Fit.NONE,
        )
        if fit in {Fit.SAME, Fit.BROADER}:
            found.append((statement, fit))
    return found


def alternatives(
    others: Sequence[tuple[Statement, Fit]], shelf: Shelf
) -> tuple[list[Claim], list[Claim], list[str], list[str]]:
    """Recommended instead, advised against, names of the former, what the sources disagree on."""
    for_ = [(s, f) for s, f in others if s.direction is Direction.FOR]
    against = [(s, f) for s, f in others if s.direction is Direction.AGAINST]
    disputed = _disputed([s for s, _ in for_], [s for s, _ in against])
    ranked = sorted(
        for_,
        key=lambda row: (
            -row[1],
            _strength(row[0]),
            row[0].line not in {"first", ""},
            row[0].quote.char_start,
        ),
    )
    chosen = ranked[:N_ALTERNATIVES]
    rejected = sorted(against, key=lambda row: (-row[1], _strength(row[0])))[:N_ALTERNATIVES]
    names = list(dict.fromkeys(s.interventions[-1] for s, _ in chosen))
    return (
        [
            shelf.claim(s, SectionName.ALTERNATIVES, label=_label(s, shelf, disputed))
            for s, _ in chosen
        ],
        [
            shelf.claim(s, SectionName.ADVISED_AGAINST, label=_label(s, shelf, disputed))
            for s, _ in rejected
        ],
        names,
        disputed,
    )


def _disputed(for_: Sequence[Statement], against: Sequence[Statement]) -> list[str]:
    """Names that are recommended here, and that a sentence advises against there."""
    texts = [f" {' '.join(words(s.quote.text.lower()))} " for s in against]
    spoken = {name for s in for_ for name in (s.interventions[-1], *_names(s))}
    return sorted(n for n in spoken if any(f" {' '.join(words(n.lower()))} " in t for t in texts))


def _names(statement: Statement) -> set[str]:
    return {squash(re.sub(r"\([^)]*\)", "", name)) for name in statement.interventions}


def _label(statement: Statement, shelf: Shelf, disputed: Sequence[str]) -> str:
    label = grade_label(statement, shelf.sources[statement.doc_id])
    return f"{label}; sources disagree" if _names(statement) & set(disputed) else label


def _strength(statement: Statement) -> int:
    text = statement.grade.lower()
    if re.search(r"strong|^offer$|\b1\b|class 1\b|grade a\b|level a\b|^1[a-d]$|do not offer", text):
        return 0
    return 1 if text else 2


def required_claims(
    analysis: Analysis, knowledge: Knowledge, standing: dict[str, Standing], shelf: Shelf
) -> list[Claim]:
    """Covered indications of the intervention: what would have to be confirmed."""
    lead = analysis.lead or (analysis.pairs[0] if analysis.pairs else None)
    if lead is None:
        return []
    spoken = {
        s.statement.statement_id
        for pair in analysis.pairs
        for s in pair.spokes
        if s.fit is not Fit.CATCH_ALL
    }
    deciding = {p.source.doc_id for pair in analysis.pairs for p in pair.positions if p.decides}
    rows = [
        s
        for s, match in knowledge.matcher.on_intervention(lead.intervention)
        if s.direction is Direction.FOR
        and s.basis is Basis.COVERAGE
        and s.statement_id not in spoken
        and s.condition_groups
        and _speaks(s, knowledge, standing, (SourceKind.COVERAGE_POLICY,))
    ]
    rows.sort(key=lambda s: (s.doc_id not in deciding, s.criteria is None, s.quote.char_start))
    return [
        shelf.claim(s, SectionName.REQUIRED, label=grade_label(s, shelf.sources[s.doc_id]))
        for s in rows[:N_REQUIRED]
    ]


def pitfall_claims(analysis: Analysis, shelf: Shelf) -> list[Claim]:
    """Exclusions, exceptions, qualified advice; findings that oppose a common inference."""
    rows: list[tuple[int, Statement]] = []
    for pair in analysis.pairs:
        shown = {
            j.spoke.statement.statement_id for p in pair.positions if p.decides for j in p.judged
        }
        for judged in _judged(pair):
            statement = judged.spoke.statement
            if statement.statement_id in shown or judged.spoke.fit is Fit.CATCH_ALL:
                continue
            if statement.direction is Direction.AGAINST and statement.basis is not Basis.CODE_LIST:
                rows.append((1 if statement.basis is Basis.FINDING else 0, statement))
            elif (
                judged.spoke.fit is Fit.NARROWER
                or statement.exceptions
                or (
                    statement.criteria
                    and any(c.join is Join.NONE_OF for c in statement.criteria.children)
                )
            ):
                rows.append((0, statement))
    unique = list({s.statement_id: s for _, s in sorted(rows, key=lambda row: row[0])}.values())
    return [
        shelf.claim(s, SectionName.PITFALLS, label=grade_label(s, shelf.sources[s.doc_id]))
        for s in unique[:N_PITFALLS]
    ]


def _judged(pair: Pair) -> Iterable[Judged]:
    for position in pair.positions:
        yield from position.judged
        yield from position.others


def other_condition_claims(
    analysis: Analysis, knowledge: Knowledge, standing: dict[str, Standing], shelf: Shelf
) -> list[Claim]:
    """What guidelines and research say of the intervention in *other* conditions: never decides."""
    lead = analysis.lead or (analysis.pairs[0] if analysis.pairs else None)
    if lead is None:
        return []
    spoken = {s.statement.statement_id for pair in analysis.pairs for s in pair.spokes}
    rows = [
        s
        for s, _ in knowledge.matcher.on_intervention(lead.intervention)
        if s.statement_id not in spoken
        and s.conditions
        and not s.catch_all
        and standing[s.doc_id].decides
        and s.basis in {Basis.RECOMMENDATION, Basis.FINDING}
        and knowledge.sources[s.doc_id].kind in {SourceKind.GUIDELINE, SourceKind.RESEARCH}
    ]
    rows.sort(key=lambda s: (s.basis is Basis.FINDING, _strength(s), s.doc_id))
    return [
        shelf.claim(
            s,
            SectionName.OTHER_CONDITIONS,
            label=f"about {s.conditions[0]}; {grade_label(s, shelf.sources[s.doc_id])}",
        )
        for s in rows[:N_OTHER]
    ]


def pathway_claims(
    alternative: Sequence[Claim], required: Sequence[Claim], deciding: Sequence[Position]
) -> list[Claim]:
    """Steps in order: what is recommended first; then what would re-open the question."""
    against = any(p.direction is PositionDirection.AGAINST for p in deciding)
    steps = [
        c.model_copy(update={"section": SectionName.PATHWAY, "level": 0}) for c in alternative[:3]
    ]
    reopen = (
        [
            c.model_copy(
                update={
                    "section": SectionName.PATHWAY,
                    "level": 0,
                    "label": f"would re-open the question; {c.label}",
                }
            )
            for c in required[:1]
        ]
        if against
        else []
    )
    return [*steps, *reopen]
