"""Condition groups of a Statement, each of alternatives, and what its criteria ask for."""

import re
from collections.abc import Iterator, Sequence

from app.phrase_parts import MEASURED
from app.screening import is_screening
from ingest.statements.models import Criterion, Join, Statement

_DENIES = re.compile(
    r"\b(?:no|not|without|absence|never|none|free of|excluded?|ruled? out|contraindicat\w*|"
    r"rather than)\b",
    re.IGNORECASE,
)
_ALONE = re.compile(r"^isolated\b|\b(?:alone|only)$", re.IGNORECASE)


def stands_alone(group: Sequence[str]) -> bool:
    """Whether a group is of a condition that comes by itself ("snoring alone")."""
    return all(_ALONE.search(text) for text in group)


_WITHOUT_SYMPTOMS = re.compile(r"^(?:asymptomatic|unsuspected|occult|silent)\s+", re.IGNORECASE)
# "focal dystonia, such as writer's cramp": what stands behind is one of them.
_SUCH_AS = re.compile(r",?\s+\(?(?:such as|for example|e\.g\.),?\s+", re.IGNORECASE)


def _alternatives(group: Sequence[str]) -> Iterator[str]:
    """The conditions of a group as they are called, and those that they are said to include."""
    for text in group:
        yield MEASURED.get(text.lower(), text)
        if len(parts := _SUCH_AS.split(text)) > 1:
            yield from (p.strip(" ,()") for p in re.split(r",|\bor\b|\band\b", parts[-1]))


def groups_of(statement: Statement) -> tuple[tuple[str, ...], ...]:
    """The conditions of a Statement; who is screened has no symptoms, which narrows nothing.

    Source: WHO, Screening programmes: a short guide, 2020 (screening is of people who have no
    symptoms of what is looked for).
    """
    groups = tuple(tuple(_alternatives(group)) for group in statement.condition_groups)
    if not any(is_screening(text) for text in statement.interventions):
        return groups
    return tuple(tuple(_WITHOUT_SYMPTOMS.sub("", text) for text in group) for group in groups)


def asked_for(node: Criterion) -> Iterator[str]:
    """What a criteria tree asks for to be present, leaf by leaf: nothing that it excludes."""
    if node.join is Join.NONE_OF:
        return
    if node.join is Join.LEAF and not _DENIES.search(node.text):
        yield node.text
    for child in node.children:
        yield from asked_for(child)
