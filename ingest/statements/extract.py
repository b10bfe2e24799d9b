"""Passage to Statements.

The families over tables and prose, then what no single sentence can tell (doubles, own grades).
"""

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import replace

from ingest.lexis import content_stems, key_stems
from ingest.models import BlockKind, Document, Passage, Source, SourceKind
from ingest.statements.above import with_things_above
from ingest.statements.applies_to import with_people
from ingest.statements.as_read import read_plainly
from ingest.statements.bare_acts import without_bare_acts
from ingest.statements.cases import with_cases
from ingest.statements.code_ties import with_codes
from ingest.statements.context import Context
from ingest.statements.criteria_pointers import with_pointed, without_announcements
from ingest.statements.defined_terms import with_defined
from ingest.statements.doubles import SHARED_RATIO, Likely, without_echoes
from ingest.statements.draft import Ground
from ingest.statements.fields import subject_in
from ingest.statements.firm_items import lists_alone, stays_advice
from ingest.statements.general_criteria import with_general
from ingest.statements.grades import is_in_words
from ingest.statements.if_necessary import if_necessary
from ingest.statements.indicated import allows_by_indication, is_own
from ingest.statements.intervals import with_intervals
from ingest.statements.left_out import without_what_is_left
from ingest.statements.limits_of_all import with_limits_of_all
from ingest.statements.list_things import with_listed_things
from ingest.statements.models import EXCEPTION, Basis, Direction, Statement
from ingest.statements.other_things import without_subject_in_others
from ingest.statements.outline_pointers import with_outline
from ingest.statements.own_abbreviations import abbreviations_of
from ingest.statements.phases import without_told_phase
from ingest.statements.prose import prose_statements
from ingest.statements.scope_limits import with_scope
from ingest.statements.sentence import UNMET
from ingest.statements.tables import table_statements
from ingest.statements.used_together import beside_another
from ingest.statements.verdict_rows import is_verdict_row

# From this many graded recommendations on, a guideline's ungraded sentences are its discussion
# and not recommendations.
_N_GRADED = 4


@read_plainly
def extract_statements(
    document: Document, source: Source, passages: tuple[Passage, ...]
) -> tuple[Statement, ...]:
    """Every Statement of a document in reading order; an unclear sentence yields none."""
    context = Context(document, source, passages)
    subject = subject_in(document, source)
    ground = Ground(context, subject, abbreviations_of(document, subject, source.kind))
    told_in_prose = list(without_told_phase(prose_statements(ground)))
    found = [*table_statements(ground), *with_cases(context, told_in_prose)]
    told = without_echoes(_without_doubles(context, found))
    told = without_subject_in_others(told, ground.subject.interventions)
    told = with_listed_things(context, told, ground.subject.interventions)
    told = _demote(context, _with_services(_closed(told)), source)
    kept = [if_necessary(beside_another(s)) for s in told]
    kept = with_general(ground, with_codes(ground, kept))
    kept = with_defined(context, with_limits_of_all(context, kept) if ground.is_policy else kept)
    ordered = with_pointed(
        context, sorted(kept, key=lambda s: (s.quote.char_start, s.quote.char_end))
    )
    ordered = without_what_is_left(context, without_announcements(with_people(context, ordered)))
    ordered = with_intervals(context, with_things_above(context, ordered))
    ordered = with_outline(context, ordered) if ground.is_policy else with_scope(context, ordered)
    return tuple(
        replace(without_bare_acts(s), statement_id=f"{document.doc_id}!{n}")
        for n, s in enumerate(ordered, start=1)
    )


def _with_services(statements: list[Statement]) -> list[Statement]:
    """Code lists of a document about a condition get the services that the document names."""
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
        if not {EXCEPTION, UNMET} & set(statement.flags):
            kept.append(statement)
            continue
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
    return _share(left.conditions, right.conditions) and (
        EXCEPTION not in left.flags or _share(left.interventions, right.interventions)
    )


def _share(left: tuple[str, ...], right: tuple[str, ...]) -> bool:
    pairs = [(key_stems(a), key_stems(b)) for a in left for b in right]
    return any(a <= b or b <= a for a, b in pairs)


def _demote(context: Context, statements: list[Statement], source: Source) -> list[Statement]:
    """In a guideline that grades or numbers its recommendations, ungraded sentences are findings.

    So are recommendations in a policy, but where "is indicated" is all that it says for anything,
    and but for what it calls contraindicated in some people.
    """
    if source.kind is SourceKind.COVERAGE_POLICY:
        allows = allows_by_indication(statements, source.policy_number or "")
        return [
            replace(s, basis=Basis.COVERAGE if is_own(s, allows=allows) else Basis.FINDING)
            if s.basis is Basis.RECOMMENDATION
            else s
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
    listed = {_list_of(context, s) for s in graded} - {None}
    alone = lists_alone(context)
    return [
        replace(s, basis=Basis.FINDING)
        if s.basis in {Basis.RECOMMENDATION, Basis.COVERAGE}
        and not s.recommendation
        and not stays_advice(context, s, alone)
        and (s.grade or _list_of(context, s) not in listed)
        and (not s.grade or s.grade in discussed)
        else s
        for s in statements
    ]


def _list_of(context: Context, statement: Statement) -> tuple[int | None, int | None] | None:
    """The list in which a Statement is an item, by heading and lead-in; None where it is in none.

    An item without a grade, among graded ones, recommends as they do.
    """
    block = context.block_at(statement.quote.char_start)
    return (block.heading, block.lead_in) if block.kind is BlockKind.LIST_ITEM else None


_IMPERATIVE = frozenset({"Consider", "Discuss", "Offer", "Do not offer"})
_MOOD = frozenset({"may", "is reasonable"}) | _IMPERATIVE


def _is_wording(statement: Statement) -> bool:
    """Whether the grade is a mood of the verb, in which a discussion is written too."""
    in_words = is_in_words(statement.grade) and not is_verdict_row(statement.quote.text)
    return statement.grade in _MOOD or in_words


def _by_imperative(statements: list[Statement]) -> bool:
    """Whether a guideline's own numbered recommendations are imperatives, as NICE's are."""
    numbered = [s for s in statements if s.recommendation and s.grade]
    return sum(s.grade in _IMPERATIVE for s in numbered) * 2 > len(numbered)


def _without_doubles(context: Context, statements: Iterable[Statement]) -> list[Statement]:
    """The same recommendation in the text and in a summary table is one.

    The one in the text is kept.
    """
    rows = sorted(b.char_start for b in context.document.blocks if b.kind is BlockKind.TABLE_ROW)
    ends = {
        b.char_start: b.char_end for b in context.document.blocks if b.kind is BlockKind.TABLE_ROW
    }

    def in_table(statement: Statement) -> bool:
        start = statement.quote.char_start
        place = bisect_right(rows, start) - 1
        return place >= 0 and start < ends[rows[place]]

    ordered = sorted(statements, key=in_table)
    likely = Likely([content_stems(s.quote.text) for s in ordered])
    kept: dict[int, Statement] = {}
    for place, statement in enumerate(ordered):
        double = next(
            (
                other
                for other in likely.before(place, statement)
                if _same(statement, kept[other], likely.stems[place], likely.stems[other])
            ),
            None,
        )
        if double is None:
            kept[place] = statement
            likely.add(place, statement)
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
            likely.add(double, kept[double])
    return list(kept.values())


_NUMBER = re.compile(r"^\W*(?:recommendation\s*)?\d[\d.]*[.):]?\s", re.IGNORECASE)
_NUMERAL = re.compile(r"\d+(?:\.\d+)?")


def _on_one_condition(left: Statement, right: Statement) -> bool:
    """Whether two recommendations of one number can be one: some begin at 1 in every section.

    Then stages and ages differ, or the conditions do; a summary may leave the condition out.
    """
    numerals = [set(_NUMERAL.findall(_NUMBER.sub("", s.quote.text))) for s in (left, right)]
    if all(numerals) and not (numerals[0] <= numerals[1] or numerals[1] <= numerals[0]):
        return False
    named = [s for s in (left, right) if s.conditions and not s.subject_stands_in]
    return len(named) <= 1 or _overlap(left, right)


def _told_of(statement: Statement) -> tuple[object, ...]:
    """What and whom a Statement of a sentence is about, against others of the same sentence."""
    asked = _leaves(statement)
    refused = statement.direction is Direction.AGAINST
    whom = (statement.population, asked) if refused else ()
    return (statement.interventions, statement.conditions, statement.phase, *whom)


def _leaves(statement: Statement) -> tuple[str, ...]:
    return tuple(leaf.text for leaf in statement.criteria.leaves()) if statement.criteria else ()


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
        return _told_of(left) == _told_of(right)
    if left.quote.text == right.quote.text and _leaves(left) != _leaves(right):
        return False  # "YES -> use X" in two branches of an algorithm
    shared = len(left_stems & right_stems)
    if left.recommendation and left.recommendation == right.recommendation:
        return (
            shared >= 0.6 * min(len(left_stems), len(right_stems))
            and left.interventions == right.interventions
            and _on_one_condition(left, right)
        )
    return (
        shared >= SHARED_RATIO * max(len(left_stems), len(right_stems))
        and left.interventions == right.interventions
        and left.conditions == right.conditions
    )
