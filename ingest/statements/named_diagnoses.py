"""Conditions that criteria themselves name: "diagnosis of obstructive sleep apnea"."""

import re

from ingest.statements.models import Criterion, Join
from ingest.statements.phrases import clean
from ingest.statements.slots import Slots
from ingest.statements.subjects import NAMES_NONE
from ingest.statements.walk import Walk

_DIAGNOSIS = re.compile(
    r"\bdiagnos(?:is of|ed with|is:)\s+(?:an? )?(?:documented |confirmed |established "
    r"|clinical |definite )*(?:diagnosis of )?(?P<what>[a-z][\w '’/-]{3,60}?)(?=$|"
    r"[,.;(]|\s+(?:as|by|with|that|which|and|confirmed|documented|based|defined)\b)",
    re.IGNORECASE,
)


def diagnosis_groups(walk: Walk, tree: Criterion, slots: Slots) -> tuple[tuple[str, ...], ...]:
    """Conditions that the criteria themselves name ("diagnosis of obstructive sleep apnea")."""
    if slots.groups or walk.ground.subject.conditions:
        return ()
    told = dict.fromkeys(p for p in _diagnoses(tree) if not NAMES_NONE.fullmatch(p))
    return (tuple(told),) if told else ()


_DEFINED_AS = re.compile(r"\bdefined (?:as|by)\b[^:]*:?\s*$", re.IGNORECASE)


def _diagnoses(node: Criterion) -> list[str]:
    """The conditions that a tree names; none of alternatives of which one names none.

    "A diagnosis of arterial disease defined as one of: stroke, angina" names them all.
    """
    match = _DIAGNOSIS.search(node.text)
    own = [named] if match and (named := clean(match.group("what"))) else []
    if own and _DEFINED_AS.search(node.text):
        return [*own, *(clean(child.text) for child in node.children if not child.children)]
    below = [_diagnoses(child) for child in node.children]
    if node.join is Join.ANY_OF and not own and not all(below):
        return []  # who meets another alternative need not have what one of them names
    return [*own, *(name for names in below for name in names)]
