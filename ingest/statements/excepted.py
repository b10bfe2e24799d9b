"""Exceptions to a Statement and what a catch-all names: each makes a Statement of its own."""

import re
from collections.abc import Iterator
from dataclasses import replace

from ingest.lexis import words
from ingest.statements import draft
from ingest.statements.catch_all import included_in_catch_all, says_criteria_unmet
from ingest.statements.clause import Clause
from ingest.statements.criteria import tree_of_clause
from ingest.statements.draft import Ground
from ingest.statements.excepted_uses import exception_slots, measured_value
from ingest.statements.models import EXCEPTION, Basis, Criterion, Direction, Join, Statement
from ingest.statements.phrases import split_list
from ingest.statements.quantities import given_to, without_amount
from ingest.statements.slot_patterns import STUDY
from ingest.statements.slots import parse_object, parse_population
from ingest.statements.walk import Walk

_WHO_FRONT = re.compile(
    r"^(?:(?:for|in|among|when|if|where)\s+)?(?:(?:the|an?|any|those|selected|adult|"
    r"pediatric)\s+)*(?:individuals?|patients?|members?|people|persons?|adults?|"
    r"children|those|beneficiar\w+|women|men|cases?|event|setting|circumstances?)"
    r"\b(?:\s+(?:who|with|of|that|in whom|where))?\s*",
    re.IGNORECASE,
)
_VERB = re.compile(
    r"\b(?:is|are|was|were|has|have|had|does|do|can|cannot|will|must|transfers?|"
    r"fails?|meets?|requires?|shows?|(?:co-?)?exists?|follows|persists?|remains|recurs?|develops?|"
    r"occurs?|worsens|interferes?|threatens?|impairs?|results? (?:from|in)|"
    r"(?:required|needed|caused|performed|given) (?:because|by|due|as|after|before|prior|during|"
    r"following|within))\b",
    re.IGNORECASE,
)


def with_exceptions(walk: Walk, clause: Clause, made: Statement) -> Iterator[Statement]:
    """A Statement with its exceptions as criteria.

    In a policy the exception to a "not covered" is covered; "for A but not for B" is against B.
    """
    yield from _with_exceptions(walk, clause, made)
    if made.direction is not Direction.FOR or made.basis is Basis.FINDING or made.catch_all:
        return
    for text in made.exceptions:
        front = clause.text[: max(0, clause.text.find(text))]
        if _BUT_NOT.search(front) and not _is_clause(text):
            for against in _named_exception(walk, clause, made, text):
                yield replace(against, direction=Direction.AGAINST, comparator="", flags=())


_BUT_NOT = re.compile(r"(?:\bbut|,) not (?:for|in|among)\s+(?:the\s+)?$", re.IGNORECASE)


def _with_exceptions(walk: Walk, clause: Clause, made: Statement) -> Iterator[Statement]:
    places = {text: walk.place(clause, text) for text in made.exceptions}
    clauses = [text for text, (a, b) in places.items() if b > a and _is_clause(text)]
    if made.basis is Basis.FINDING or not (clauses or (walk.ground.is_policy and made.exceptions)):
        yield made
        return
    trees = {text: _exception_tree(walk, places[text], text) for text in clauses}
    none = [
        Criterion(join=Join.NONE_OF, text=t.text, quote=t.quote, children=(t,))
        for t in trees.values()
    ]
    yield (
        replace(made, criteria=_both(made.criteria, none)) if none and not made.catch_all else made
    )
    if made.direction is not Direction.AGAINST or not walk.ground.is_policy:
        return
    for text in made.exceptions:
        if text in trees:
            yield replace(
                made,
                direction=Direction.FOR,
                criteria=_both(made.criteria, [trees[text]]),
                exceptions=(),
                catch_all=False,
                flags=(EXCEPTION,),
            )
        elif places[text][1]:
            yield from _named_exception(walk, clause, made, text)


_FOLLOWING = re.compile(
    r"\bfollowing\b|^\W*(?:any|all|one|both|either)\b[^,;]*:?\s*$", re.IGNORECASE
)


def of_listed_exceptions(walk: Walk, made: Statement) -> Iterator[Statement]:
    """A Statement whose lead-in ends in "unless any of the following is present:".

    Its list is of exceptions: none of them may hold; what is refused but for them is for those.
    """
    listed = [text for text in made.exceptions if _FOLLOWING.search(text)]
    tree = made.criteria
    if not listed or tree is None:
        yield made
        return
    rest = replace(made, exceptions=tuple(e for e in made.exceptions if e not in listed))
    members = tree.children if tree.join is Join.ANY_OF else (tree,)
    none = Criterion(join=Join.NONE_OF, text=tree.text, quote=tree.quote, children=members)
    yield replace(rest, criteria=none)
    if made.direction is Direction.AGAINST and walk.ground.is_policy:
        yield replace(rest, direction=Direction.FOR, catch_all=False, flags=(EXCEPTION,))


def of_refused_item(walk: Walk, item: int, made: Statement, *, listed: bool) -> Iterator[Statement]:
    """A list item with those for whom it is given: "Wigs, except after chemotherapy".

    Args:
        walk: The pass over the document.
        item: The block of the item.
        made: Its Statement.
        listed: Whether a list stands below the item.
    """
    refused = made.direction is Direction.AGAINST and walk.ground.is_policy
    supported = made.direction is Direction.FOR and not listed
    text = walk.ground.context.text(item)
    if refused and (who := given_to(text)):
        yield replace(made, direction=Direction.FOR, population=who, flags=(EXCEPTION,))
    if not (made.exceptions and (refused or supported)):
        yield made
    elif listed:
        yield from of_listed_exceptions(walk, made)
    else:
        start = walk.ground.context.block(item).char_start
        yield from with_exceptions(walk, Clause(text, start), made)


def against_exclusions(made: Statement) -> Statement:
    """What is refused for "exclusions" or "contraindications" is refused where one is present.

    That "the criteria above are not met" is one of them says what those criteria say themselves.
    """
    tree = made.criteria
    if made.direction is not Direction.AGAINST or tree is None:
        return made
    if tree.join is Join.NONE_OF and not _NAMES_NONE.search(tree.text):
        tree = replace(tree, join=Join.ANY_OF)
    if tree.join is Join.ANY_OF:
        told = tuple(c for c in tree.children if not says_criteria_unmet(c.text.strip(" .;,")))
        tree = replace(tree, children=told or tree.children)
    return replace(made, criteria=tree)


_NAMES_NONE = re.compile(
    r"\b(?:none|neither|unless|without|absence|no|not any|except)\b", re.IGNORECASE
)


def _is_clause(exception: str) -> bool:
    """Whether an exception says when ("the member fails ...") and not for what.

    "tendinopathy that has failed ...".
    """
    head = re.split(r"\b(?:that|who|which|when|if|with)\b", exception, maxsplit=1)[0]
    told = _WHO_FRONT.match(exception) or _VERB.search(head) or not words(head)
    return bool(told or STUDY.search(exception) or measured_value(exception))


def _both(own: Criterion | None, more: list[Criterion]) -> Criterion | None:
    trees = [*([own] if own else []), *more]
    if len(trees) <= 1:  # one tree needs no node above it
        return trees[0] if trees else None
    return Criterion(join=Join.ALL_OF, text="", children=tuple(trees))


_THAT = re.compile(r"\b(?:who|that|where)\s*$", re.IGNORECASE)


def _exception_tree(walk: Walk, place: tuple[int, int], text: str) -> Criterion:
    """Tree of "individuals who are ... and who had ...", without the words for people in front."""
    front = _WHO_FRONT.match(text)
    told = front and (_VERB.match(text[front.end() :]) or _THAT.search(front.group()))
    skip = front.end() if front and told else 0
    return tree_of_clause(walk.ground.context, place[0] + skip, place[1])


def _named_exception(walk: Walk, clause: Clause, made: Statement, text: str) -> Iterator[Statement]:
    """Rule: "not covered for all indications other than X when W": covered for X when W."""
    # "for all indications other than X": X is what it is for, whatever it is called
    refused = () if made.catch_all else made.interventions
    slots = exception_slots(without_amount(text), refused)
    named = any(thing not in made.interventions for thing in slots.interventions)
    if not (slots.groups or slots.criteria or named):
        return
    groups = tuple(draft.widen(group, walk.ground) for group in slots.groups)
    groups = groups or made.condition_groups
    yield replace(
        made,
        direction=Direction.FOR,
        interventions=slots.interventions or made.interventions,
        condition_groups=groups,
        conditions=tuple(dict.fromkeys(p for g in groups for p in g)),
        criteria=walk.clause_criteria(clause, slots),
        exceptions=(),
        catch_all=False,
        subject_stands_in=False,
        flags=(EXCEPTION,),
    )


def of_cell(ground: Ground, cell: str, made: Statement) -> Iterator[Statement]:
    """The verdict of a table's cell with what it excepts: "Not covered, except for A"."""
    told = parse_population(cell).exceptions if made.direction is Direction.AGAINST else ()
    yield replace(made, exceptions=(*made.exceptions, *told)) if told else made
    for text in told if ground.is_policy else ():
        slots = exception_slots(without_amount(text), made.interventions)
        if slots.groups and not (slots.criteria or _is_clause(text)):
            groups = tuple(draft.widen(group, ground) for group in slots.groups)
            yield replace(
                made,
                direction=Direction.FOR,
                condition_groups=groups,
                conditions=tuple(dict.fromkeys(p for g in groups for p in g)),
                subject_stands_in=False,
                flags=(EXCEPTION,),
            )


def included_statement(ground: Ground, text: str, made: Statement) -> Iterator[Statement]:
    """The second Statement of "all other indications.

    Including X" and of "for X or any other indication": X is named.
    """
    named = included_in_catch_all(text) if made.catch_all and not made.benefit_only else ""
    if not named:
        return
    items = [re.sub(r"^(?:and|or)\s+", "", item.strip()) for item in named.split(";")]
    for item in items:
        described = parse_object(f"it for {item}")
        phrases = tuple(dict.fromkeys(p for group in described.groups for p in group)) or tuple(
            split_list(item)
        )
        wide = draft.widen(phrases, ground)
        listed = len(items) > 1
        yield replace(
            made,
            catch_all=False,
            condition_groups=(wide,),
            conditions=wide,
            criteria=None if listed else made.criteria,
            exceptions=(),
            subject_stands_in=False,
        )
