"""Advice on giving a class of drugs to prevent: "prophylactic antibiotics" of daily amoxicillin.

Who asks for a drug to prevent with is answered by what a source says of preventing with its class,
and who asks for the drug alone is not.
"""

import re
from collections.abc import Sequence

from app.aims import aim_of
from app.phrase_models import Match, Relation, best
from app.phrase_relation import PhraseMatcher
from app.question_models import Phrase, Question
from ingest.lexis import key_stems
from ingest.statements.models import Statement

_FRONT = r"\b(?:(?:long-term|continuous|daily|routine|low-dose)\s+)*"
_PREVENTING = re.compile(
    rf"{_FRONT}(?:prophylactic|preventive|preventative)\s+|"
    r"(?<=\w)\s+(?:prophylaxis|prevention)\b(?:\s+(?:with|using)(?=\s))?",
    re.IGNORECASE,
)
_HOW = re.compile(_FRONT, re.IGNORECASE)


def _thing(text: str) -> str:
    """What is given to prevent with; "" of what names no preventing."""
    bare = _PREVENTING.sub(" ", text).strip()
    return bare if bare != text.strip() and key_stems(bare) else ""


def with_prophylaxis(
    rows: Sequence[tuple[Statement, Match]],
    question: Question,
    asked: Phrase,
    matcher: PhraseMatcher,
    statements: Sequence[Statement],
) -> list[tuple[Statement, Match]]:
    """The Statements on an intervention, and those on its class where it is given to prevent.

    Args:
        rows: Statements on the intervention.
        question: The question; of another aim than preventing it gets no more than `rows`.
        asked: The intervention.
        matcher: Compares phrases.
        statements: All of the Snapshot.
    """
    if aim_of(question.text) != "prevention":
        return list(rows)
    nearer: dict[str, Match] = {}
    own = matcher.prepare(_thing(asked.text) or _HOW.sub("", asked.text), "intervention")
    for statement in statements:
        things = [t for p in statement.interventions if (t := _thing(p))]
        found = [matcher.match(own, matcher.prepare(t, "intervention")) for t in things]
        if found and (match := best(found)).relation >= Relation.BROADER:
            nearer[statement.statement_id] = match
    kept = [
        (s, match if match.relation >= Relation.BROADER else nearer.get(s.statement_id, match))
        for s, match in rows
    ]
    known = {statement.statement_id for statement, _ in rows}
    new = [s for s in statements if s.statement_id in nearer and s.statement_id not in known]
    return [*kept, *((s, nearer[s.statement_id]) for s in new)]
