"""Positions behind a run-in heading: "Not covered: A in men; B for C; more than 12 doses"."""

import re
from collections.abc import Iterator

from ingest.drug_names import is_drug
from ingest.lexis import words
from ingest.sentences import sentence_spans
from ingest.statements.begun import phase_of
from ingest.statements.cues import AFTER, Cue
from ingest.statements.headings import heading_things
from ingest.statements.items import Item, item_statement
from ingest.statements.lead import Lead
from ingest.statements.models import Basis, Statement
from ingest.statements.own_names import names_own_thing
from ingest.statements.roles import Role, heading_cue
from ingest.statements.slots import Slots
from ingest.statements.walk import Walk

# The whole of a heading that says no more than a direction: what follows are names.
_HEAD = re.compile(
    r"^\W*(?:(?:[A-Z]|\d{1,2}|[IVX]{1,5})[.)]\s+)?(?P<head>(?:nationally )?(?:(?:services|items|"
    r"uses|"
    r"indications)\s+)?(?:(?:non-?\s?covered|(?:not|never) (?:covered|approved|payable|funded)|"
    r"covered|excluded(?: from coverage)?|exclusions?|"
    r"investigational|"
    r"experimental|unproven|cosmetic|(?:not )?medically necessary)(?:,? (?:and|or|and/or) |, |/)?)+"
    r"(?:\s+(?:services|items|uses|indications|conditions|when used))?):\s+(?=\S)",
    re.IGNORECASE,
)
_POINTER = re.compile(
    r"\b(?:addressed|see|refer(?:red)? to|reviewed|described|found|listed) (?:in|under|by|"
    r"separately|the "
    r"policy)\b|^\W*(?:none|n/a|see|refer)\b",
    re.IGNORECASE,
)
_N_WORDS_OF_NAME = 24


def run_in_statements(walk: Walk, index: int) -> Iterator[Statement]:
    """Statements of the sentences of a block that are a run-in heading with its list."""
    context = walk.ground.context
    block, text = context.block(index), context.text(index)
    for start, end in sentence_spans(text):
        head = _HEAD.match(text[start:end])
        told = heading_cue(head["head"]) if head else None
        if head is None or told is None or walk.table.find(text[start:end][head.end() :]):
            continue
        things = Slots(interventions=heading_things(walk.ground, index))
        cue = Cue("run-in", told.direction, Basis.COVERAGE, AFTER, r"$^", "", "Run-in heading")
        at = block.char_start + start
        lead = Lead(
            cue,
            things,
            context.quote(at, at + head.end()),
            None,
            (),
            (),
            phase_of(head["head"]) or walk.phase(index),
            "",
            text,
        )
        for low, high in _members(context.document.text, at + head.end(), block.char_start + end):
            member = context.document.text[low:high]
            if _POINTER.search(member) or len(words(member)) > _N_WORDS_OF_NAME:
                continue
            role = _role(walk, member)
            yield item_statement(walk, Item(index, member, span=(low, high)), lead, role)


def _members(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Spans between the semicolons of `text[start:end]`, without joints at their ends."""
    at = start
    for part in text[start:end].split(";"):
        front = re.match(r"\s*(?:(?:and|or)\s+)?", part)
        skip = front.end() if front else 0
        body = part[skip:].rstrip(" .\n")
        if words(body):
            yield at + skip, at + skip + len(body)
        at += len(part) + 1


def _role(walk: Walk, member: str) -> Role:
    ground = walk.ground
    first = next(iter(words(member)), "")
    if not ground.subject.interventions or names_own_thing(ground, member) or is_drug(first):
        return Role.INTERVENTIONS
    return Role.CONDITIONS
