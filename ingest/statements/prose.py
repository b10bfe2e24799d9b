"""Statements of headings, paragraphs and lists: own cue, lead-in, or heading, in that order."""

import re
from collections.abc import Iterator

from ingest.lexis import words
from ingest.models import BlockKind, SourceKind
from ingest.statements.addressed import speaks_to_software
from ingest.statements.answers import answered
from ingest.statements.authority_forms import authority_statement
from ingest.statements.background import is_background
from ingest.statements.called_criteria import called_statement
from ingest.statements.cases import case_span
from ingest.statements.clause import Clause
from ingest.statements.code_lists import captions_codes, of_code_group
from ingest.statements.cues import CueMatch
from ingest.statements.draft import Ground
from ingest.statements.exclusions import exclusion_statement
from ingest.statements.families.silence import reports
from ingest.statements.further_lists import (
    asks_for_list,
    further_criteria,
    list_of_criteria,
    with_criteria,
)
from ingest.statements.headed import headed_statements, refused_in_front
from ingest.statements.including import goes_on_with_examples
from ingest.statements.leads import (
    example_statements,
    last_sentence,
    lead_statements,
    leads_in,
)
from ingest.statements.led_rows import only_leads_in_rows
from ingest.statements.listed_uses import listed_uses
from ingest.statements.models import Criterion, Direction, Statement
from ingest.statements.question_flows import flow_statement
from ingest.statements.run_in import run_in_statements
from ingest.statements.section_leads import section_statement, section_uses
from ingest.statements.section_things import things_of, with_thing
from ingest.statements.section_verdicts import section_verdicts
from ingest.statements.sentence import sentence_statements
from ingest.statements.strength_lines import strength_statements
from ingest.statements.walk import Walk

# A block of so many characters without a break is a broken layout and no sentence to be read.
_LONGEST_BLOCK = 40_000
_N_WORDS_OF_HEADING = 7  # a longer heading may be a sentence with a cue of its own


def prose_statements(ground: Ground) -> Iterator[Statement]:
    """Every Statement of the prose, in reading order."""
    things = things_of(ground)
    walk = Walk(ground, lambda index: _block(walk, index), things)
    context = ground.context
    for index, block in enumerate(context.document.blocks):
        if block.kind is BlockKind.TABLE_ROW or index in walk.consumed:
            continue
        text = context.text(index)
        if block.kind is BlockKind.HEADING and len(words(text)) < _N_WORDS_OF_HEADING:
            continue
        headings = [context.text(at) for at in context.heading_chain(index)]
        aside = (
            context.source.kind is not SourceKind.RESEARCH
            and is_background(headings)
            and not _goes_beyond_scope(walk, index, headings)
        )
        if aside and (walk.ground.is_policy or not _BOTH_WAYS.search(text)):
            continue
        if len(text) > _LONGEST_BLOCK or speaks_to_software(text):
            continue  # it speaks to the reader's software: no position of the source
        if block.lead_in is not None and reports(context.text(block.lead_in)):
            continue  # what was found, not what is advised
        walk.ground = things.ground_at(index)
        made = with_thing(things.of(index), _with_lists(walk, index))
        yield from (s for s in made if not aside or s.direction is Direction.INSUFFICIENT)


# A rationale where the body says why it advised neither way, and nothing is numbered
_BOTH_WAYS = re.compile(
    r"\b(?:we|(?:the|our) (?:[\w-]+ ){0,3}(?:committee|panel|group|task force|board|authors))\b"
    r"[^.;]*\b(?:unable|not able|could not|cannot|no recommendation)\b[^.;]*"
    r"\bfor (?:or|nor) against\b",
    re.IGNORECASE,
)
_THESE = re.compile(
    r"^\W*(?:these|they|those|all of (?:these|those))\s+(?:are|will|were|remain)\b", re.IGNORECASE
)


def _sums_up(walk: Walk, index: int, sentence: str) -> bool:
    """Whether "These are considered investigational" only says again what a list above it is."""
    above = index - 1
    return (
        _THESE.match(sentence) is not None
        and above >= 0
        and walk.ground.context.block(above).kind is BlockKind.LIST_ITEM
        and above in walk.consumed
    )


_SCOPE = re.compile(r"^\W*scope\b", re.IGNORECASE)


def _goes_beyond_scope(walk: Walk, index: int, headings: list[str]) -> bool:
    """Whether a policy's list stands under "Scope of Policy" for want of a heading of its own.

    The paragraphs below that heading tell what the policy is about, its lists what it covers.
    """
    block = walk.ground.context.block(index)
    listed = block.kind is BlockKind.LIST_ITEM or (
        bool(walk.ground.context.children.get(index))
        and walk.ground.context.text(index).rstrip().endswith(":")
    )
    return walk.ground.is_policy and listed and bool(_SCOPE.match(headings[0]))


def _with_lists(walk: Walk, index: int) -> Iterator[Statement]:
    """Statements of one block, with the lists of criteria that hang on its last sentence or below.

    Only a payer's: a guideline's next list is a recommendation of its own.
    """
    text = walk.ground.context.text(index)
    if walk.ground.is_policy and (
        captions_codes(text)
        or of_code_group(text)
        or walk.is_verdict_title(index)
        or _sums_up(walk, index, text)
    ):
        return
    if not walk.ground.is_policy or asks_for_list(text):
        yield from _block(walk, index)
        return
    items = walk.children(index)
    told = last_sentence(text) if items else ""
    made = list(_block(walk, index))
    trees: list[Criterion] = []
    if made and asks_for_list(told) and not walk.consumed.intersection(items):
        trees += list_of_criteria(walk, index, items, told)
    if made:
        trees += further_criteria(walk, index)
    yield from with_criteria(made, trees)


# "Gout (20 mg): Approve if ...": the title is read by `titled`
_TITLE = re.compile(
    r"\W*(?:[A-Z]\.\s+)?(?:[^.:;]|(?<=\b[A-Z])\.(?= [a-z])){3,90}:\s+"
    r"(?=(?:approve|authori[sz]e)\b[^.:]*\b(?:if|when)\b)",
    re.IGNORECASE,
)


def _block(walk: Walk, index: int) -> Iterator[Statement]:
    """Statements of one block and of the items that it leads in."""
    context = walk.ground.context
    block, text = context.block(index), context.text(index)
    form = authority_statement(walk, index, walk.children(index)) or flow_statement(walk, index)
    if form is not None:
        yield form
        return
    skip = len(block.marker) if block.marker and text.startswith(block.marker) else 0
    if walk.ground.is_policy and (titled := _TITLE.match(text, skip)):
        skip = titled.end()
    skip, end = (skip, len(text)) if walk.ground.is_policy else case_span(text, skip)
    clauses = list(walk.clauses(text[skip:end], block.char_start + skip))
    items = walk.children(index)
    if clauses and not items and walk.opens_sections(index):
        clauses = clauses[:-1]  # "the following are covered:", and a section on each
    told = list(section_verdicts(walk, index, items))
    listed = [t.statement for t in told]
    if not told and walk.ground.is_policy:
        listed = list(answered(walk, index)) or list(run_in_statements(walk, index))
    clauses = [c for c in clauses if not any(t.start <= c[0].start < t.end for t in told)]
    yield from listed
    if not listed:
        yield from _in_front(walk, index, clauses)
    yield from _of_clauses(walk, index, clauses, items)
    made: list[Statement] = []
    # A long heading without a cue of its own is no item under the heading above it.
    if not (clauses or listed) and block.kind is not BlockKind.HEADING:
        made = _of_heading(walk, index, items)
        yield from made
    if not made and not any(walk.things.names_in_front(index, c.start) for c, _ in clauses):
        yield from section_uses(walk, index, items, {t.start: t.statement for t in told})


def _in_front(
    walk: Walk, index: int, clauses: list[tuple[Clause, CueMatch]]
) -> Iterator[Statement]:
    """What a block lists before its sentences: uses that are covered, or an excluded thing."""
    yield from listed_uses(walk, index)
    if clauses:
        yield from refused_in_front(walk, index, clauses[0][0].start)


def _of_clauses(
    walk: Walk, index: int, clauses: list[tuple[Clause, CueMatch]], items: list[int]
) -> Iterator[Statement]:
    """Statements of the sentences of a block that have a cue; the last may lead in its items."""
    text = walk.ground.context.text(index)
    for position, (clause, match) in enumerate(clauses):
        last = position == len(clauses) - 1 and bool(items)
        if position == len(clauses) - 1 and only_leads_in_rows(walk, index):
            continue
        if last and leads_in(clause, match):
            yield from lead_statements(walk, index, clause, match, items)
            continue
        yield from sentence_statements(walk, index, clause, match)
        if last and goes_on_with_examples(last_sentence(text)):
            yield from example_statements(walk, index, clause, match, items)


def _of_heading(walk: Walk, index: int, items: list[int]) -> list[Statement]:
    """Statements of a block that says neither that nor what it covers: its headings do."""
    if called := called_statement(walk, index, items) or exclusion_statement(walk, index, items):
        return [called]
    if named := list(strength_statements(walk, index)):
        return named
    asked = section_statement(walk, index, items) if items else None
    made = [asked] if asked else list(headed_statements(walk, index, items))
    if not made and not items and (asked := section_statement(walk, index, items)):
        made = [asked]
    return made
