"""Things that items name where a document is on several: "- Foobar lift in men with an infection".

A policy on "wound care, dermatology, urology" refuses no wound care there. What the item opens
with is the thing where another position of the document is on it, or where several items open so;
so is what the item's own section is called by.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from ingest.lexis import key_stems, words
from ingest.models import BlockKind
from ingest.statements.context import Context
from ingest.statements.models import Basis, Direction, Statement
from ingest.statements.phrases import clean
from ingest.statements.roles import heading_cue
from ingest.statements.subject import looks_like_condition, looks_like_intervention

_OPENS = re.compile(
    r"^\W*(?:(?:\d{1,2}|[a-z])[.)]\s+)?(?P<thing>[A-Z][\w/'’ -]{2,60}?)\s+"
    r"(?:for|in|during|if|when|to treat)\s+\w"
)
_NO_THING = re.compile(
    r"(?:treatment|therapy|use|management|members?|patients?|adults?|children|people|women|men|"
    r"individuals?|prevention|screening|diagnosis|failure|history|evidence|documentation|"
    r"(?:initial |re-?|continued )?(?:authori[sz]ations?|approvals?|requests?))\b",
    re.IGNORECASE,
)
_N_WORDS = 6
_N_OF_A_LIST = 2  # things from which on a title names several


def with_listed_things(
    context: Context, statements: Sequence[Statement], subject: tuple[str, ...]
) -> list[Statement]:
    """Statements on the whole subject of a document that are on a thing which they name."""
    if not subject:
        return list(statements)
    names = _named(context, statements, subject)
    told: list[Statement] = []
    for statement in statements:
        thing = ""
        if statement.interventions == subject and statement.basis is Basis.COVERAGE:
            thing = _opening(context, statement, names) or _section(context, statement, statements)
        told.append(_of(statement, thing) if thing else statement)
    return told


def _named(
    context: Context, statements: Sequence[Statement], subject: tuple[str, ...]
) -> frozenset[frozenset[str]]:
    """Stems of the things of other positions, and of those that several items open with."""
    known = [
        key_stems(name)
        for s in statements
        if s.interventions != subject
        for name in s.interventions
    ]
    if len(subject) < _N_OF_A_LIST:
        return frozenset()
    fronts = Counter(key_stems(front) for s in statements if (front := _front(context, s)))
    often = [stems for stems, n in fronts.items() if n > 1]
    return frozenset(stems for stems in (*known, *often) if stems)


def _front(context: Context, statement: Statement) -> str:
    """What a list item opens with, before "for" or "in"; "" for none that is a thing."""
    if context.block_at(statement.quote.char_start).kind is not BlockKind.LIST_ITEM:
        return ""
    found = _OPENS.match(statement.quote.text)
    front = clean(found["thing"]) if found else ""
    return "" if _NO_THING.match(front) or looks_like_condition(front) else front


def _opening(context: Context, statement: Statement, names: frozenset[frozenset[str]]) -> str:
    front = _front(context, statement)
    return front if front and key_stems(front) in names else ""


def _section(context: Context, statement: Statement, statements: Sequence[Statement]) -> str:
    """The thing that a section is called by, where a bare verdict heads its parts; "" for none."""
    block = context.block_at(statement.quote.char_start)
    if block.heading is None:
        return ""
    verdict = heading_cue(context.text(block.heading)) is not None
    at = _above(context, block.heading) if verdict else block.heading
    name = clean(context.text(at)) if at is not None else ""
    if not name or len(words(name)) > _N_WORDS:
        return ""
    if verdict:
        return name if looks_like_intervention(name) and not heading_cue(name) else ""
    if statement.direction is not Direction.AGAINST or context.block(block.heading).level == 1:
        return ""
    covered = (s for s in statements if s.direction is Direction.FOR and s.interventions)
    return next(
        (
            s.interventions[0]
            for s in covered
            if context.block_at(s.quote.char_start).heading == at
            and key_stems(name) <= key_stems(s.interventions[0])
        ),
        "",
    )


def _above(context: Context, heading: int) -> int | None:
    """The heading under which a heading stands, or right below which it is printed."""
    blocks = context.document.blocks
    chain = [at for at in context.heading_chain(heading) if at != heading]
    if chain:
        return chain[0] if blocks[chain[0]].level > 1 else None
    before = heading - 1
    direct = before >= 0 and blocks[before].kind is BlockKind.HEADING
    return before if direct and blocks[before].level > 1 else None


def _of(statement: Statement, thing: str) -> Statement:
    """The Statement on a thing, which is no condition of it."""
    same = [g for g in statement.condition_groups if any(_is(thing, phrase) for phrase in g)]
    groups = tuple(group for group in statement.condition_groups if group not in same)
    names = dict.fromkeys((thing, *(phrase for group in same for phrase in group)))
    return replace(
        statement,
        interventions=tuple(names),
        condition_groups=groups,
        conditions=tuple(phrase for group in groups for phrase in group),
    )


def _is(thing: str, phrase: str) -> bool:
    return bool(words(phrase)) and key_stems(phrase) == key_stems(thing)
