"""What each Source, taken as a whole, says to one pair, and which of them decide (DESIGN.md section 5, rules 2 to 5)."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from app.decide import Ruling, source_direction, statement_direction, verdict_over_sources
from app.facts import Facts
from app.findings import FindingNode, evaluate, population_finding
from app.in_force import Standing, level
from app.matching import Fit, Spoke
from app.models import FindingState, PositionDirection, Verdict
from app.phrase_relation import Relation
from app.question import Phrase, Question, Target
from ingest.codes import matches as code_matches
from ingest.models import Source, SourceKind
from ingest.statements.models import Basis, Direction, Statement
from ingest.terms import Terms

SILENT = PositionDirection.SILENT

# Grades that leave the choice open even where all criteria are met. Sources: NICE manual PMG20 ("Consider"); USPSTF 2012 (C);
# ACC/AHA 2015 (class 2b); AAN process manual 2017 (level C, "may").
_OPEN_GRADE = re.compile(
    r"^consider$|^may$|\b(?:class|cor)[: ]*(?:2b|iib)\b|^(?:grade )?c(?: recommendation)?$|^level c\b",
    re.IGNORECASE,
)
# A qualified advice against does not answer a question that states the contrary.
_CONTRARY = (
    (
        re.compile(r"routine", re.IGNORECASE),
        re.compile(
            r"\b(?:selected|selective|targeted|high[- ]risk|red flags?|specific indication|progressive deficit|not routine|non-routine)\b",
            re.IGNORECASE,
        ),
    ),
    (
        re.compile(r"alone|monotherapy|standalone|stand-alone|sole|single", re.IGNORECASE),
        re.compile(
            r"\b(?:in combination|combined with|combination|together with|adjunct(?:ive)?|add(?:ed)?[- ]?on|on top of|alongside|plus|in addition to|not alone)\b",
            re.IGNORECASE,
        ),
    ),
    (
        re.compile(r"long[- ]term", re.IGNORECASE),
        re.compile(
            r"\b(?:short[- ]term|short course|a few days|acute(?:ly)?|brief(?:ly)?|for \d+ days)\b",
            re.IGNORECASE,
        ),
    ),
    (
        re.compile(r"first[- ]line", re.IGNORECASE),
        re.compile(
            r"\b(?:second[- ]line|third[- ]line|after (?:failing|failure)|failed|refractory|last resort)\b",
            re.IGNORECASE,
        ),
    ),
    (
        re.compile(r"more than one", re.IGNORECASE),
        re.compile(r"\b(?:alone|monotherapy|single)\b", re.IGNORECASE),
    ),
)


@dataclass(frozen=True, slots=True)
class Judged:
    """A Statement that speaks, with its findings and the direction that follows."""

    spoke: Spoke
    direction: PositionDirection
    finding: FindingNode | None
    why: str = ""


@dataclass(frozen=True, slots=True)
class Position:
    """What one Source says to one pair.

    Attributes:
        source: The Source whose Statement leads.
        direction: Its position.
        judged: Statements of the deciding tier, the leading one first.
        others: Its other Statements on the pair (exceptions, catch-alls behind a named condition).
        standing: Whether it is in force.
        decides: Whether it counts for the verdict.
        why_not: Why it is shown and does not decide.
        contradicts: True where its Statements contradict each other.
    """

    source: Source
    direction: PositionDirection
    judged: tuple[Judged, ...]
    others: tuple[Judged, ...]
    standing: Standing
    decides: bool = True
    why_not: str = ""
    contradicts: bool = False


@dataclass(frozen=True)
class Case:
    """What the positions of one pair are judged by."""

    question: Question
    facts: Facts
    terms: Terms
    intervention: Phrase
    target: Target | None
    phase: str = ""
    heads: Callable[[str], str] = lambda _doc_id: ""


def positions(
    spokes: Sequence[Spoke],
    case: Case,
    sources: Mapping[str, Source],
    standing: Mapping[str, Standing],
    family: Mapping[str, str],
    replaced: Mapping[str, str],
) -> tuple[Position, ...]:
    """One Position a Source (an LCD with its article is one), those that decide first."""
    by_family: dict[str, list[Spoke]] = {}
    for spoke in spokes:
        by_family.setdefault(family[spoke.statement.doc_id], []).append(spoke)
    found = [
        p
        for rows in by_family.values()
        if (p := _position(rows, case, sources, standing, replaced))
    ]
    return _who_decides(tuple(found), case)


def _position(
    rows: Sequence[Spoke],
    case: Case,
    sources: Mapping[str, Source],
    standing: Mapping[str, Standing],
    replaced: Mapping[str, str],
) -> Position | None:
    listed = code_listed(rows, case)
    judged = [
        _judge(spoke, case, sources[spoke.statement.doc_id], listed)
        for spoke in rows
        if spoke.statement.statement_id not in replaced
    ]
    findings = [j for j in judged if j.spoke.statement.basis is Basis.FINDING]
    own = [j for j in judged if j.spoke.statement.basis is not Basis.FINDING]
    own = _without_code_rows(own)
    named = [j for j in own if j.spoke.fit is not Fit.NARROWER]
    if any(j.spoke.fit > Fit.CATCH_ALL for j in named):
        named = [j for j in named if j.spoke.fit is not Fit.CATCH_ALL]
    elif any(
        j.spoke.fit is Fit.NARROWER and j.spoke.statement.direction is Direction.FOR for j in own
    ):
        named = []  # a catch-all does not close what the Source names in a narrower form: that is open, not refused
    tier = _top_tier(named)
    direction, contradicts = source_direction(j.direction for j in tier)
    if direction is SILENT:
        tier = _narrower(own, case)
        direction = PositionDirection.CONDITIONAL if tier else SILENT
    if direction is SILENT and not findings:
        silent = [j for j in own if j.direction is SILENT]
        return _made(silent[:1], silent[1:], SILENT, sources, standing) if silent else None
    if direction is SILENT:
        return _of_findings(findings, sources, standing)
    lead = sorted(
        (
            j
            for j in tier
            if j.direction in {direction, PositionDirection.AGAINST if contradicts else direction}
        ),
        key=_rank,
    )
    rest = [j for j in own if j not in lead]
    made = _made(lead, [*rest, *findings], direction, sources, standing)
    return replace(made, contradicts=contradicts) if made else None


def _made(
    lead: Sequence[Judged],
    others: Sequence[Judged],
    direction: PositionDirection,
    sources: Mapping[str, Source],
    standing: Mapping[str, Standing],
) -> Position | None:
    if not lead:
        return None
    source = sources[lead[0].spoke.statement.doc_id]
    return Position(source, direction, tuple(lead), tuple(others), standing[source.doc_id])


def _of_findings(
    findings: Sequence[Judged], sources: Mapping[str, Source], standing: Mapping[str, Standing]
) -> Position | None:
    """A Source that only reports: research results, or what another body says."""
    applicable = [
        j for j in findings if j.spoke.fit in {Fit.REPEATED, Fit.SAME, Fit.BROADER, Fit.ANY}
    ]
    if not applicable:
        return None
    direction, _ = source_direction(j.direction for j in applicable)
    lead = sorted((j for j in applicable if j.direction is direction), key=_rank) or applicable
    made = _made(lead, [j for j in findings if j not in lead], direction, sources, standing)
    if made is None or made.source.kind is SourceKind.RESEARCH:
        return made
    return replace(
        made, decides=False, why_not="reports a finding or another body's position, not its own"
    )


def _rank(judged: Judged) -> tuple[int, int, float, int]:
    spoke = judged.spoke
    return (
        -spoke.fit,
        -spoke.intervention.relation,
        -(spoke.intervention.score + spoke.condition.score),
        spoke.statement.quote.char_start,
    )


def _top_tier(judged: Sequence[Judged]) -> list[Judged]:
    """Narrower condition before broader, named before general; then the closer intervention. Silent ones do not hold a tier."""
    speaking = [j for j in judged if j.direction is not SILENT]
    if not speaking:
        return []
    top = max((j.spoke.fit, j.spoke.intervention.relation) for j in speaking)
    same_fit = [j for j in speaking if j.spoke.fit is top[0]]
    closest = max(j.spoke.intervention.relation for j in same_fit)
    level = [j for j in same_fit if j.spoke.intervention.relation is closest]
    score = max(j.spoke.intervention.score for j in level)
    return [j for j in level if j.spoke.intervention.score >= score - 0.1]


def _narrower(own: Sequence[Judged], case: Case) -> list[Judged]:
    """Support for a subgroup that the question does not state leaves the question open; advice against one decides nothing."""
    return [
        j
        for j in own
        if j.spoke.fit is Fit.NARROWER
        and j.spoke.statement.direction is Direction.FOR
        and j.direction is not PositionDirection.AGAINST
        and j.spoke.condition.score >= 0.5
    ]


def _without_code_rows(own: Sequence[Judged]) -> list[Judged]:
    """A code row never gives more than its policy's criteria do: beside a Statement on the pair a covered row is silent."""
    spoken = any(
        j.spoke.statement.basis is Basis.COVERAGE
        and j.spoke.fit is not Fit.NARROWER
        and j.spoke.fit is not Fit.CATCH_ALL
        and j.direction is not SILENT
        for j in own
    )
    if not spoken:
        return list(own)
    return [
        j
        for j in own
        if not (
            j.spoke.statement.basis is Basis.CODE_LIST
            and j.spoke.statement.direction is Direction.FOR
        )
    ]


def code_listed(rows: Sequence[Spoke], case: Case) -> bool | None:
    """Whether a covered list of this Source names a code of the asked condition; None where no code was asked."""
    codes = case.target.condition.codes if case.target else ()
    if not codes:
        return None
    covered = [
        s.statement
        for s in rows
        if s.statement.basis is Basis.CODE_LIST and s.statement.direction is Direction.FOR
    ]
    return any(code_matches(code, spec) for code in codes for s in covered for spec in s.codes)


def _judge(spoke: Spoke, case: Case, source: Source, listed: bool | None) -> Judged:
    statement = spoke.statement
    policy = source.kind is SourceKind.COVERAGE_POLICY
    if (
        statement.phase
        and case.phase
        and statement.phase != case.phase
        or statement.phase == "continued"
        and case.phase != "continued"
    ):
        return Judged(spoke, SILENT, None, f"speaks of {statement.phase} treatment")
    if statement.direction is Direction.AGAINST and _states_contrary(statement, case.question.text):
        return Judged(
            spoke,
            SILENT,
            None,
            f"its advice is limited ({statement.qualifier}), and the question states the contrary",
        )
    if _population(statement, case) is FindingState.NOT_MET:
        return Judged(spoke, SILENT, None, "speaks of another population")
    node = None
    if statement.criteria is not None:
        asked = _names(case.target)
        node = evaluate(
            statement.criteria,
            case.facts,
            case.terms,
            asked_conditions=asked,
            asked_interventions=[
                case.intervention.text,
                *(case.terms.name(c) for c in case.intervention.concepts),
            ],
            code_listed=listed,
        )
    finding = node.state if node else None
    if spoke.fit is Fit.LISTED and finding is not FindingState.NOT_MET:
        return Judged(
            spoke,
            SILENT,
            node,
            "its code list names the code; its criteria are for another condition",
        )
    open_grade = (
        bool(_OPEN_GRADE.search(statement.grade))
        or statement.basis is Basis.CODE_LIST
        and bool(statement.qualifier)
    )
    if (
        spoke.intervention.relation is Relation.NARROWER
        and spoke.intervention.method == "class"
        and statement.direction is Direction.FOR
    ):
        open_grade = (
            True  # the class is asked about, a member is supported: which one is meant is open
        )
    open_grade = (
        open_grade
        or statement.direction is Direction.FOR
        and _population(statement, case) is FindingState.UNKNOWN
        and _restricts(statement.population)
    )
    direction = statement_direction(
        statement.direction, finding=finding, conditional_grade=open_grade, is_policy=policy
    )
    return Judged(spoke, direction, node)


_RESTRICTS = re.compile(
    r"\d|\b(?:pregnant|hospitali[sz]ed|children|women|men|adolescents?|elderly|older|postmenopausal|males?|females?|smok\w+|high-risk|critically|without|on|undergoing|receiving)\b",
    re.IGNORECASE,
)


def _restricts(population: str) -> bool:
    """Whether a population phrase narrows who is meant ("65 years and over") beyond "patients"."""
    return bool(population) and _RESTRICTS.search(population) is not None


def _population(statement: Statement, case: Case) -> FindingState:
    if not statement.population:
        return FindingState.MET
    return population_finding(
        statement.population, case.facts, case.terms, asked_conditions=_names(case.target)
    )


def _names(target: Target | None) -> list[str]:
    if target is None:
        return []
    phrases = (target.condition, *target.settings)
    return [name for p in phrases for name in (p.text, *p.codes, *p.extra)]


def _states_contrary(statement: Statement, question: str) -> bool:
    words_ = (
        f"{statement.qualifier} {' '.join(statement.interventions[:1])}"
        if statement.qualifier
        else ""
    )
    return bool(words_) and any(
        own.search(words_) and contrary.search(question) for own, contrary in _CONTRARY
    )


def _who_decides(found: tuple[Position, ...], case: Case) -> tuple[Position, ...]:
    """In force, named payer or publisher, national before local, research only where nothing else speaks."""
    rows = [_in_force(p) for p in found]
    rows = [_as_named(p, case) for p in rows]
    national = any(
        p.decides and level(p.source) == "national" and p.direction is not SILENT for p in rows
    )
    if national:
        rows = [
            _shown(p, "a national determination goes before a local one")
            if p.decides and level(p.source) == "local"
            else p
            for p in rows
        ]
    if any(
        p.decides
        and p.source.kind in {SourceKind.GUIDELINE, SourceKind.COVERAGE_POLICY}
        and p.direction is not SILENT
        for p in rows
    ):
        rows = [
            _shown(p, "research decides only where no guideline or policy speaks")
            if p.decides and p.source.kind is SourceKind.RESEARCH
            else p
            for p in rows
        ]
    rows = [
        _shown(p, "silent on this question") if p.decides and p.direction is SILENT else p
        for p in rows
    ]
    order = {
        SourceKind.COVERAGE_POLICY: 1,
        SourceKind.GUIDELINE: 0,
        SourceKind.RESEARCH: 2,
        SourceKind.CASE_MATERIAL: 3,
    }
    return tuple(
        sorted(
            rows,
            key=lambda p: (
                not p.decides,
                order[p.source.kind],
                -(p.source.year or 0),
                p.source.doc_id,
            ),
        )
    )


def _shown(position: Position, why: str) -> Position:
    return replace(position, decides=False, why_not=position.why_not or why)


def _in_force(position: Position) -> Position:
    if position.standing.decides:
        return position
    return _shown(
        position, f"{position.standing.status.replace('_', ' ')}: {position.standing.why}"
    )


def _as_named(position: Position, case: "Case") -> Position:
    source, question = position.source, case.question
    if question.payer and not speaks_for(source, question.payer, case.heads(source.doc_id)):
        return _shown(position, f"the question asks about {question.payer}")
    if question.publisher and source.publisher != question.publisher:
        return _shown(position, f"the question asks about {question.publisher}")
    return position


def speaks_for(source: Source, payer: str, head: str = "") -> bool:
    """Whether a Source is a policy of the named payer; one that states no publisher is known by the first page's text."""
    own = {name.lower() for name in (source.payer, source.publisher) if name}
    low = payer.lower()
    if not own and source.kind is SourceKind.COVERAGE_POLICY:
        return re.search(rf"\b{re.escape(low)}\b", head.lower()) is not None
    return source.kind is SourceKind.COVERAGE_POLICY and any(
        low == name
        or re.search(rf"\b{re.escape(low)}\b", name)
        or re.search(rf"\b{re.escape(name)}\b", low)
        for name in own
    )


def ruling(found: Sequence[Position]) -> Ruling:
    """The verdict for one pair."""
    deciding = [p for p in found if p.decides]
    if any(p.contradicts for p in deciding):
        return Ruling(
            Verdict.CONFLICTING, "source-contradicts-itself: one source speaks for and against"
        )
    payers = {p.source.doc_id for p in deciding if p.source.kind is SourceKind.COVERAGE_POLICY}
    only_payers = bool(deciding) and len(payers) == len(deciding)
    return verdict_over_sources([p.direction for p in deciding], payers_differ=only_payers)
