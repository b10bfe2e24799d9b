"""The case in front of a recommendation: a label, or the question of an algorithm's branch.

"First attack only: conditionally recommended against X"; "CrCl below 30?" and below it "YES -> use
X". What follows is said of that case alone.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from ingest.lexis import words
from ingest.models import SourceKind
from ingest.statements.context import Context
from ingest.statements.criteria import tree_of_clause
from ingest.statements.models import Criterion, Join, Statement
from ingest.statements.slot_patterns import PEOPLE_FRONT
from ingest.statements.slots import parse_population
from ingest.statements.subject import looks_like_condition

_ARROW = r"(?:→|⇒|-{1,2}>|=>)"
_THEN = re.compile(rf"\s{_ARROW}\s")
_BRANCH = re.compile(rf"\s*(?P<way>yes|no)\s*(?:{_ARROW}|[:–—])\s*", re.IGNORECASE)
_LABELLED = re.compile(
    r"\s*(?P<label>[^:?]{3,160}):\s+(?=(?:(?:strongly|conditionally|weakly)\s+)?"
    r"(?:recommend|suggest)(?:ed)?\s)",
    re.IGNORECASE,
)
_SECTION = re.compile(
    r"(?:exceptions?|recommendations?|notes?|remarks?|key\b.*|summary|rationale|statements?)\W*",
    re.IGNORECASE,
)
_N_WORDS_OF_LABEL = 24


def case_span(text: str, start: int) -> tuple[int, int]:
    """Where what is recommended begins and ends: behind a label or a "YES ->", up to an arrow."""
    branch = _BRANCH.match(text, start)
    found = branch or _label(text, start)
    at = found.end() if found else start
    then = _THEN.search(text, at) if branch else None
    return at, then.start() if then else len(text)


def _label(text: str, start: int) -> re.Match[str] | None:
    found = _LABELLED.match(text, start)
    if found is None or _SECTION.fullmatch(found["label"].strip()):
        return None
    return found if len(words(found["label"])) <= _N_WORDS_OF_LABEL else None


def with_cases(context: Context, statements: list[Statement]) -> list[Statement]:
    """The Statements of a guideline, each with the case that stands in front of it."""
    if context.source.kind is not SourceKind.GUIDELINE:
        return statements
    return [_in_case(context, s) for s in statements]


def _in_case(context: Context, statement: Statement) -> Statement:
    index = context.index_at(statement.quote.char_start)
    statement = _on_label(context, index, statement)
    tree = statement.criteria
    quoted = set(_starts(tree)) if tree else set()
    told = [
        *_labels(context, index, statement),
        *_questions(context, index),
        *_of_lead(context, index),
    ]
    trees = [t for t in told if quoted.isdisjoint(_starts(t))]
    if not trees:
        return statement
    whole = tuple(t for t in (*trees, tree) if t is not None)
    joined = whole[0] if len(whole) == 1 else Criterion(join=Join.ALL_OF, text="", children=whole)
    return replace(statement, criteria=joined)


def _told_in_label(context: Context, index: int) -> tuple[str, re.Match[str] | None]:
    """The label of a block without its brackets, and where it stands."""
    block, text = context.block(index), context.text(index)
    skip = len(block.marker) if text.startswith(block.marker) else 0
    found = _label(text, skip)
    return (re.sub(r"\s*\([^()]*\)\s*$", "", found["label"]).strip() if found else ""), found


def _groups_of(label: str) -> tuple[tuple[str, ...], ...]:
    """What a label names as a disease, or as that of people: "Adults with gout"."""
    if looks_like_condition(label):
        return ((label,),)
    return parse_population(f"for {label}").groups if PEOPLE_FRONT.match(label) else ()


def _on_label(context: Context, index: int, statement: Statement) -> Statement:
    """A Statement on no condition of its own is on the one that the label names."""
    groups = _groups_of(_told_in_label(context, index)[0])
    if not statement.subject_stands_in or not groups:
        return statement
    named = tuple(dict.fromkeys(phrase for group in groups for phrase in group))
    return replace(statement, conditions=named, condition_groups=groups, subject_stands_in=False)


def _starts(tree: Criterion) -> Iterator[int]:
    if tree.quote is not None:
        yield tree.quote.char_start
    for child in tree.children:
        yield from _starts(child)


def _labels(context: Context, index: int, statement: Statement) -> Iterator[Criterion]:
    """The case that the label of a block names, but for a condition that the Statement is for."""
    bare, found = _told_in_label(context, index)
    groups = _groups_of(bare)
    if found and not (groups and groups == statement.condition_groups):
        start, end = (context.block(index).char_start + at for at in found.span("label"))
        yield tree_of_clause(context, start, end)


def _questions(context: Context, index: int) -> Iterator[Criterion]:
    """The questions above a branch of an algorithm, each answered as its branch says."""
    below = index
    for at in context.lead_chain(index):
        question = context.text(at).rstrip()
        if question.endswith("?"):
            yield _answered(context, at, _way(context, below))
        below = at


# "If a stone is suspected:", "In the absence of fever, when pain persists:" and nothing else
_LEAD = re.compile(
    r"^\W*(?:in the absence of (?P<absent>[^,:]+(?:,? (?:and/or|or|and) [^,:]+)*)(?:,\s*|(?=:)))?"
    r"(?:(?:if|when(?! \w+ing\b)|where) (?P<case>[^:]+))?:\W*$",
    re.IGNORECASE,
)


def _of_lead(context: Context, index: int) -> Iterator[Criterion]:
    """What a lead-in that is a condition and no more asks of each of its items."""
    at = context.block(index).lead_in
    found = _LEAD.match(context.text(at)) if at is not None else None
    if at is None or found is None:
        return
    start = context.block(at).char_start
    if found["case"]:
        yield tree_of_clause(context, *(start + n for n in found.span("case")))
    if found["absent"]:
        tree = tree_of_clause(context, *(start + n for n in found.span("absent")))
        yield Criterion(join=Join.NONE_OF, text="", quote=tree.quote, children=(tree,))


def _way(context: Context, index: int) -> bool:
    """Whether a branch is that of a "yes"; one without a word is."""
    block, text = context.block(index), context.text(index)
    found = _BRANCH.match(text, len(block.marker) if text.startswith(block.marker) else 0)
    return found is None or found["way"].lower() == "yes"


def _answered(context: Context, index: int, yes: bool) -> Criterion:  # noqa: FBT001
    block = context.block(index)
    start = block.char_start + len(block.marker)
    tree = tree_of_clause(context, start, block.char_end - 1)
    if yes:
        return tree
    return Criterion(join=Join.NONE_OF, text="", quote=tree.quote, children=(tree,))
