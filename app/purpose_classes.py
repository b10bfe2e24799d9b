"""Classes of drugs that are named for what they are given for: "weight loss drugs", "sleep aids".

What a source says of such a class speaks of a member where that is given for it, and not where the
same drug is given for something else: "weight loss drugs are not covered" says nothing of
semaglutide in type 2 diabetes.
"""

import re

from app.phrase_models import Match, Relation
from app.question_models import Phrase, Target
from ingest.statements.models import Statement
from ingest.terms import Terms

# Class to what shows that it is meant. Source: their names in corpus/terms/classes.toml.
_FOR = {
    "weight-loss-medication": r"obes|overweight|weight|adipos|\bBMI\b",
    "smoking-cessation-drug": r"smok|tobacco|nicotin|cigar|vap(?:e|ing)",
    "sleep-medication": r"insomnia|sleep",
    "infertility-treatment": r"fertil|ovulat|concei?ve|concept|pregnan",
    "medication-for-alcohol-use-disorder": r"alcohol|drinking",
    "medication-for-opioid-use-disorder": r"opioid|opiate|heroin",
    "medication-for-dementia": r"dement|alzheimer|cogniti|memory",
    "osteoporosis-medication": r"osteop|bone|fracture",
    "migraine-prevention": r"migraine|headache",
    "acute-migraine-treatment": r"migraine|headache",
    "pharmacological-vte-prophylaxis": r"prophyla|prevent|avoid|ward off",
}
_PURPOSES = {name: re.compile(pattern, re.IGNORECASE) for name, pattern in _FOR.items()}


def of_another_purpose(
    statement: Statement, match: Match, asked: Phrase, target: Target | None, terms: Terms
) -> bool:
    """Whether a class named by its purpose is spoken of, and its member is asked for another.

    Args:
        statement: The Statement.
        match: How its intervention was found to be the asked one.
        asked: The asked intervention; the class itself is no member.
        target: The asked condition; None where none is asked.
        terms: For the classes that the Statement names.
    """
    if target is None or match.relation is Relation.SAME:
        return False
    spotted = (m for p in statement.interventions for m in terms.spot(p, kind="intervention"))
    named = {m.concept_id for m in spotted} - set(asked.concepts)
    classes = {a for concept in asked.concepts for a in terms.ancestors(concept)}
    purposes = [_PURPOSES[c] for c in named & classes if c in _PURPOSES]
    told = " ".join((asked.text, target.condition.text, *target.condition.extra))
    return bool(purposes) and not any(pattern.search(told) for pattern in purposes)
