"""Which Statements of one Source decide: exceptions, exclusions, named conditions, closeness.

DESIGN.md section 5, rule 4: exception before rule, narrower condition before broader, named
condition before catch-all. Pure.
"""

import re
from collections.abc import Iterable, Sequence

from app.condition_fit import Fit
from app.judge import SILENT, Judged
from app.models import FindingState, PositionDirection
from app.phrase_models import BY_PLACE, Relation
from app.refused_beside import is_open_against, refused_beside
from app.stated_refusals import facts_of, open_leaves
from ingest.lexis import key_stems
from ingest.models import SourceKind
from ingest.statements.intervals import SOONER
from ingest.statements.models import EXCEPTION, Basis, Direction

# Share of its words that a subgroup has in common with the asked condition, at least.
_MIN_SUBGROUP_SCORE = 0.5
_FORM = 0.15  # of two general names the one that shares so much more of the asked one is its form
_BY_CLASS = 0.5  # how near the class of the asked one is, where its name scores 1
_TIER_WIDTH = 0.1  # scores of the intervention this near to the best stand in one tier


def without_open(own: Sequence[Judged], kind: SourceKind) -> list[Judged]:
    """Without advice against in a case that the question does not state.

    Where nothing else supports it, or closes the source on the condition, it stays. A rule with an
    exception is no such advice: it holds until the exception is stated.
    """
    told = [j for j in own if j.direction is not SILENT and j.spoke.fit is not Fit.NARROWER]
    support = any(j.spoke.statement.direction is Direction.FOR for j in told) or (
        kind is SourceKind.COVERAGE_POLICY and bool(narrower(own))
    )
    closed = any(j.spoke.fit is Fit.CATCH_ALL and not is_open_against(j) for j in told)
    return [j for j in own if not ((support or closed) and is_open_against(j))]


def without_untold(own: Sequence[Judged]) -> list[Judged]:
    """Without refusals of what is done too soon, where the case tells of no earlier one."""
    return [
        j
        for j in own
        if SOONER not in j.spoke.statement.flags
        or (j.direction is not SILENT and j.finding and any(facts_of(j.finding)))
    ]


def only_open(tier: Sequence[Judged]) -> bool:
    """Whether all that speaks is refused in cases of which the question states nothing."""
    told = [j for j in tier if j.direction is not SILENT]
    return bool(told) and all(is_open_against(j) for j in told)


_MOST = re.compile(
    r"\b(?:(?:are|is) )?(?:candidates? for|eligible for|able to (?:take|tolerate|have|undergo))\b|"
    r"\b(?:cannot|can['’]t|(?:do|does) not|unable to) (?:take|tolerate|use|have|undergo) "
    r"(?:any )?(?:other|standard|usual|recommended|first-line)\b|"
    # what is said of the thing refused and asks nothing of anybody
    r"\b(?:withdrawn|discontinued|removed) from\b|"
    r"\bno longer (?:available|marketed|made|licensed)\b",
    re.IGNORECASE,
)


def only_of_most(tier: Sequence[Judged], asked: Sequence[str]) -> bool:
    """Whether all that is open of refusals holds of most of those who are asked about.

    "Not recommended in those who are candidates for surgery"; "in patients who present with X on
    imaging", where X is what is asked about; what is not advised even where "other therapies" are
    not tolerated is so all the more where they are.

    Args:
        tier: What speaks of one Source.
        asked: Names of the asked condition.
    """
    nodes = [j.finding for j in tier if j.direction is not SILENT and j.finding is not None]
    open_ = [leaf.text for node in nodes for leaf in open_leaves(node)]
    named = [stems for name in asked if (stems := key_stems(name))]
    return bool(open_) and all(
        _MOST.search(text)
        or (not text.startswith("take ") and any(stems <= key_stems(text) for stems in named))
        for text in open_
    )


def without_unstated(tier: Sequence[Judged], kind: SourceKind) -> list[Judged]:
    """Where the rule is against, exceptions of which the question states nothing are only shown.

    In a policy these are the exceptions that a sentence names itself; criteria of their own leave
    a policy open. A guideline that advises against, save in a subgroup, advises against.
    """
    against = any(
        j.direction is PositionDirection.AGAINST
        and j.spoke.statement.direction is Direction.AGAINST
        and not is_open_against(j)
        for j in tier
    )
    if not against:
        return list(tier)
    return [j for j in tier if not _is_unstated(j, kind)]


def _is_unstated(judged: Judged, kind: SourceKind) -> bool:
    node = judged.finding
    statement = judged.spoke.statement
    if node is None or statement.direction is not Direction.FOR:
        return False
    excepted = EXCEPTION in statement.flags or kind is SourceKind.GUIDELINE
    return excepted and node.state is FindingState.UNKNOWN and not any(True for _ in facts_of(node))


def named(own: Sequence[Judged]) -> list[Judged]:
    """Statements on the condition itself, else the catch-alls.

    A catch-all does not close what the Source supports in a narrower form: that is open.
    """
    told = _without_moot(j for j in own if j.spoke.fit is not Fit.NARROWER)
    # what speaks of another phase or another population does not close the catch-all
    if any(j.spoke.fit > Fit.CATCH_ALL and j.direction is not SILENT for j in told):
        return [j for j in told if j.spoke.fit is not Fit.CATCH_ALL]
    forms = any(
        j.spoke.fit is Fit.NARROWER and j.spoke.statement.direction is Direction.FOR for j in own
    )
    return [] if forms else told


def _without_moot(told: Iterable[Judged]) -> list[Judged]:
    """Without refusals for whatever condition that nothing states, where all others are refused.

    "Not covered when there is an infection at the site" leaves nothing open of a condition that a
    catch-all refuses.
    """
    kept = list(told)
    if not any(
        j.spoke.fit is Fit.CATCH_ALL and j.direction is PositionDirection.AGAINST for j in kept
    ):
        return kept
    return [j for j in kept if not (j.spoke.fit is Fit.ANY and is_open_against(j))]


def top_tier(judged: Sequence[Judged]) -> list[Judged]:
    """Narrower condition before broader, named before general; then the closer intervention.

    Silent Statements do not hold a tier.
    """
    speaking = [j for j in judged if j.direction is not SILENT]
    if not speaking:
        return []
    if refused := _refused_form(speaking):
        return refused
    top = max((j.spoke.fit, j.spoke.intervention.relation) for j in speaking)
    same_fit = [j for j in speaking if j.spoke.fit is top[0]]
    if refused := refused_beside(same_fit):
        return refused
    closest = max(j.spoke.intervention.relation for j in same_fit)
    level = [j for j in same_fit if j.spoke.intervention.relation is closest]
    score = max(j.spoke.intervention.score for j in level)
    near = [j for j in level if j.spoke.intervention.score >= score - _TIER_WIDTH]
    return _with_criteria(_narrowest([j for j in near if j.stated_group] or near))


def _narrowest(near: list[Judged]) -> list[Judged]:
    """Of Statements that disagree, those whose condition says more of what the question says."""
    if len({j.spoke.statement.direction for j in near}) == 1:
        return near
    most = max(len(j.spoke.statement.condition_groups) for j in near)
    return [j for j in near if len(j.spoke.statement.condition_groups) == most]


def _refused_form(speaking: Sequence[Judged]) -> list[Judged]:
    """A form of the intervention that is refused, where all else speaks of it in general.

    "A stair-climbing wheelchair is not covered for any indication" goes before what is said of
    wheelchairs in the asked condition.
    """
    against = [
        j
        for j in speaking
        if j.direction is PositionDirection.AGAINST
        and j.spoke.statement.direction is Direction.AGAINST
        and j.spoke.fit >= Fit.ANY
        and j.spoke.intervention.relation >= Relation.BROADER  # a form that is asked about
        and not is_open_against(j)
    ]
    if not against:
        return []
    nearest = max(_nearness(j) for j in against)
    others = [_nearness(j) for j in speaking if j.direction is not PositionDirection.AGAINST]
    if not others or any(_close(nearest, other) for other in others):
        return []
    return [j for j in against if _nearness(j) == nearest]


def _nearness(judged: Judged) -> tuple[Relation, float]:
    """How near the named intervention is; one that only names a class shares no word for sure."""
    match = judged.spoke.intervention
    by_class = match.relation is Relation.BROADER and match.method == "class"
    return match.relation, match.score * (_BY_CLASS if by_class else 1)


def _close(nearest: tuple[Relation, float], other: tuple[Relation, float]) -> bool:
    """Whether another intervention is as near to the asked one as the nearest that is refused."""
    return other[0] > nearest[0] or (other[0] is nearest[0] and other[1] >= nearest[1] - _FORM)


def _with_criteria(tier: list[Judged]) -> list[Judged]:
    """Where a policy states criteria, its bare "is covered" gives no more than they do."""
    bound = [
        j
        for j in tier
        if j.finding is not None
        and j.spoke.statement.basis is Basis.COVERAGE
        and j.spoke.statement.direction is Direction.FOR
    ]
    return [
        j
        for j in tier
        if not bound or j.finding is not None or j.spoke.statement.direction is not Direction.FOR
    ]


def without_unmet_alternatives(tier: Sequence[Judged]) -> list[Judged]:
    """Of several sets of criteria one that is met carries; what another asks for is then moot.

    "... when the weight is above X. Exception: also when it is above Y and Z": either will do.
    """
    met = any(j.direction is PositionDirection.FOR and j.finding is not None for j in tier)
    return [
        j
        for j in tier
        if not met
        or j.direction is not PositionDirection.AGAINST
        or j.spoke.statement.direction is Direction.AGAINST
    ]


def narrower(own: Sequence[Judged]) -> list[Judged]:
    """Support for a subgroup that the question does not state: it leaves the question open.

    Advice against such a subgroup decides nothing.
    """
    return [
        j
        for j in own
        if j.spoke.fit is Fit.NARROWER
        and j.spoke.statement.direction is Direction.FOR
        and j.direction in {PositionDirection.FOR, PositionDirection.CONDITIONAL}
        and j.spoke.condition.score >= _MIN_SUBGROUP_SCORE
    ]


def told_by_place(tier: Sequence[Judged]) -> bool:
    """Whether all stand under the asked condition; what their sentences add is open."""
    return bool(tier) and all(j.spoke.condition.method == BY_PLACE for j in tier)


def refused_forms(own: Sequence[Judged]) -> list[Judged]:
    """Support for a subgroup alone, whose criteria a stated fact fails: then nothing supports."""
    return [
        j
        for j in own
        if j.spoke.fit is Fit.NARROWER
        and j.spoke.statement.direction is Direction.FOR
        and j.direction is PositionDirection.AGAINST
        and j.spoke.condition.score >= _MIN_SUBGROUP_SCORE
    ]


def without_code_rows(own: Sequence[Judged]) -> list[Judged]:
    """A covered code is silent beside a Statement on the pair: it gives no more than that does."""
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
