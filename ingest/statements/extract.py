"""Passage to Statements.

The families over tables and prose, then what no single sentence can tell (doubles, own grades).
"""

from collections.abc import Iterable
from dataclasses import replace

from ingest.lexis import content_stems, key_stems
from ingest.models import BlockKind, Document, Passage, Source, SourceKind
from ingest.statements.abbreviations import definitions
from ingest.statements.context import Context
from ingest.statements.draft import Ground
from ingest.statements.excepted import EXCEPTION
from ingest.statements.models import Basis, Direction, Statement
from ingest.statements.prose import prose_statements
from ingest.statements.sentence import UNMET
from ingest.statements.subject import subject_of
from ingest.statements.tables import table_statements

EXTRACT_VERSION = "3"  # part of the index fingerprint: a changed rule must not reuse old Statements

# From this many graded recommendations on, a guideline's ungraded sentences are its discussion
# and not recommendations.
_N_GRADED = 4


def extract_statements(
    document: Document, source: Source, passages: tuple[Passage, ...]
) -> tuple[Statement, ...]:
    """Every Statement of a document in reading order; an unclear sentence yields none."""
    context = Context(document, source, passages)
    ground = Ground(context, subject_of(source), definitions(document.text))
    found = [*table_statements(ground), *prose_statements(ground)]
    kept = _demote(_with_services(_closed(_without_doubles(context, found))), source)
    ordered = sorted(kept, key=lambda s: (s.quote.char_start, s.quote.char_end))
    return tuple(
        replace(s, statement_id=f"{document.doc_id}!{n}") for n, s in enumerate(ordered, start=1)
    )


def _with_services(statements: list[Statement]) -> list[Statement]:
    """Code lists of a document about a condition get the services that the document names.

    He document names.
    """
    named: dict[Direction, tuple[str, ...]] = {}
    for s in statements:
        if s.basis is Basis.COVERAGE and not s.benefit_only:
            named[s.direction] = tuple(
                dict.fromkeys((*named.get(s.direction, ()), *s.interventions))
            )
    return [
        replace(s, interventions=named.get(s.direction, ()))
        if s.basis is Basis.CODE_LIST and not s.interventions
        else s
        for s in statements
    ]


def _closed(statements: list[Statement]) -> list[Statement]:
    """What only the whole document tells about exceptions and closings.

    A bare exception beside criteria for the same condition adds nothing; "not necessary when the
    criteria above are not met"
    on a condition that the source covers closes what it does not name.
    """
    covered = [
        s
        for s in statements
        if s.direction is Direction.FOR and s.basis is Basis.COVERAGE and EXCEPTION not in s.flags
    ]
    kept: list[Statement] = []
    for statement in statements:
        again = any(_overlap(statement, other) for other in covered)
        if EXCEPTION in statement.flags and statement.criteria is None and again:
            continue
        closes = UNMET in statement.flags and again
        kept.append(
            replace(statement, catch_all=True, conditions=(), condition_groups=())
            if closes
            else statement
        )
    return kept


def _overlap(left: Statement, right: Statement) -> bool:
    pairs = [(key_stems(a), key_stems(b)) for a in left.conditions for b in right.conditions]
    return any(a <= b or b <= a for a, b in pairs)


def _demote(statements: list[Statement], source: Source) -> list[Statement]:
    """In a guideline that grades or numbers its recommendations, ungraded sentences are findings.

    So are recommendations in a policy.
    """
    if source.kind is SourceKind.COVERAGE_POLICY:
        return [
            replace(s, basis=Basis.FINDING) if s.basis is Basis.RECOMMENDATION else s
            for s in statements
        ]
    if source.kind is not SourceKind.GUIDELINE:
        return statements
    graded = [
        s
        for s in statements
        if s.basis is Basis.RECOMMENDATION
        and ((s.grade and not _is_wording(s)) or s.recommendation)
    ]
    if len(graded) < _N_GRADED:
        return statements
    discussed = _MOOD - _IMPERATIVE if _by_imperative(graded) else _MOOD
    return [
        replace(s, basis=Basis.FINDING)
        if s.basis in {Basis.RECOMMENDATION, Basis.COVERAGE}
        and not s.recommendation
        and (not s.grade or s.grade in discussed)
        else s
        for s in statements
    ]


_IMPERATIVE = frozenset({"Consider", "Offer", "Do not offer"})
_MOOD = frozenset({"may", "is reasonable"}) | _IMPERATIVE


def _is_wording(statement: Statement) -> bool:
    """Whether the grade is a mood of the verb, in which a discussion is written too."""
    return statement.grade in _MOOD


def _by_imperative(statements: list[Statement]) -> bool:
    """Whether a guideline's own numbered recommendations are imperatives, as NICE's are."""
    numbered = [s for s in statements if s.recommendation and s.grade]
    return sum(s.grade in _IMPERATIVE for s in numbered) * 2 > len(numbered)


def _without_doubles(context: Context, statements: Iterable[Statement]) -> list[Statement]:
    """The same recommendation in the text and in a summary table is one.

    The one in the text is kept.
    """
    kept: list[Statement] = []
    stems: list[frozenset[str]] = []
    for statement in sorted(statements, key=lambda s: _in_table(context, s)):
        own = content_stems(statement.quote.text)
        double = next(
            (i for i, other in enumerate(kept) if _same(statement, other, own, stems[i])), None
        )
        if double is None:
            kept.append(statement)
            stems.append(own)
        elif (
            not kept[double].grade
            and statement.grade
            and kept[double].interventions == statement.interventions
        ):
            kept[double] = replace(
                kept[double],
                grade=statement.grade,
                recommendation=kept[double].recommendation or statement.recommendation,
            )
    return kept


def _in_table(context: Context, statement: Statement) -> bool:
    start = statement.quote.char_start
    return any(
        b.kind is BlockKind.TABLE_ROW and b.char_start <= start < b.char_end
        for b in context.document.blocks
    )


def _same(
    left: Statement, right: Statement, left_stems: frozenset[str], right_stems: frozenset[str]
) -> bool:
    if (
        left.direction is not right.direction
        or left.basis is not right.basis
        or left.codes != right.codes
    ):
        return False
    if left.recommendation and right.recommendation and left.recommendation != right.recommendation:
        return False
    if left.quote.char_start == right.quote.char_start:
        return left.interventions == right.interventions and left.conditions == right.conditions
    shared = len(left_stems & right_stems)
    if left.recommendation and left.recommendation == right.recommendation:
        return (
            shared >= 0.6 * min(len(left_stems), len(right_stems))
            and left.interventions == right.interventions
        )
    return (
        shared >= 0.9 * max(len(left_stems), len(right_stems))
        and left.interventions == right.interventions
        and left.conditions == right.conditions
    )
