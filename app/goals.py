"""Targets of treatment: a measure and the numbers that it is to reach.

"Let his A1c sit at 8 to 9" and "a target HbA1c range of 8.0-9.0%" are one thing; "a target HbA1c
range of 6.0-7.0%" is another, though all its words are the same but the numbers.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import inf

from app.heard import Heard
from app.phrase_models import NO_MATCH, Match, Relation, Spoken, best
from app.question_models import Phrase, Reading, Target
from app.targets import conditions_named
from app.told_conditions import diabetes_of

# Measures to which care is steered, each with what it is called. General medical knowledge.
_MEASURES = {
    "a1c": r"(?:hb ?)?a1c|(?:glycated|glycosylated) ha?emoglobin|ha?emoglobin a1c",
    "glucose": r"(?:(?:blood|plasma|serum|fasting) )?(?:glucose|sugars?)",
    "systolic": r"systolics?(?: (?:blood )?pressure| bp)?|sbp|(?:top|upper) number",
    "diastolic": r"diastolics?(?: (?:blood )?pressure| bp)?|dbp|(?:bottom|lower) number",
    "pressure": r"blood pressures?|bp|pressures?",
    "ldl": r"ldl(?:-?c)?(?: cholesterol)?|bad cholesterol",
    "triglycerides": r"triglycerides?",
    "urate": r"(?:serum )?(?:uric acid|urate)(?: levels?)?|sua",
    "inr": r"inr",
    "hemoglobin": r"ha?emoglobin|hgb|hb",
    "ferritin": r"ferritin",
    "saturation": r"(?:oxygen )?saturations?|spo2|sao2|o2 sats?|sats?",
    "tsh": r"tsh|thyrotropin",
    "phosphate": r"(?:serum )?(?:phosphate|phosphorus)",
}
_NUMBER = r"\d+(?:\.\d+)?"
_TO = r"\s*%?\s*(?:-|–|—|to|and|through)\s*"
_LIMIT = (
    rf"(?:between\s+(?P<a>{_NUMBER}){_TO}(?P<b>{_NUMBER})"
    rf"|(?P<c>{_NUMBER}){_TO}(?P<d>{_NUMBER})"
    r"|(?P<below><|≤|<=|below|under|less than|no (?:more|higher) than|at most|down to)"
    rf"\s*(?P<high>{_NUMBER})(?:\s*/\s*(?P<high2>{_NUMBER}))?"
    rf"|(?P<above>>|≥|>=|above|over|more than|at least)\s*(?P<low>{_NUMBER}))(?![\d/])"
)
_NAMES = "|".join(f"(?P<{name}>{names})" for name, names in _MEASURES.items())
_GOAL = re.compile(rf"\b(?:{_NAMES})\b(?P<gap>[^.;?\d<>≤≥]{{0,40}}?){_LIMIT}", re.IGNORECASE)
# What says that a number is to be reached, and not what somebody has.
_AIMS = re.compile(
    r"\b(?:target\w*|goals?|aim\w*|shoot\w*|maintain\w*|keep\w*|kept|sit|stays?|range|band|hold|"
    r"push\w*|bring\w*|driv(?:e|ing)|get(?:ting)?|titrat\w*|let(?:ting)?|tight\w*|treat(?:ing)? to|"
    r"lower(?:ing)?|achiev\w*|control\w*)\b",
    re.IGNORECASE,
)
_SAME = 0.05  # by which two numbers may differ and be one


@dataclass(frozen=True, slots=True)
class Goal:
    """What a measure is to reach, and where in a text it is said."""

    measure: str
    low: float
    high: float
    start: int = 0
    end: int = 0


def goals_in(text: str) -> tuple[Goal, ...]:
    """The targets that a text names; () where nothing says that a number is one."""
    return tuple(_numbers_in(text)) if _AIMS.search(text) else ()


def _numbers_in(text: str) -> Iterator[Goal]:
    """Each measure of a text with its numbers, be they aimed at or not."""
    for found in _GOAL.finditer(text):
        yield from _goals(found)


def _goals(found: re.Match[str]) -> Iterator[Goal]:
    measure = next(name for name in _MEASURES if found[name])
    low, high = found["a"] or found["c"] or found["low"], found["b"] or found["d"] or found["high"]
    at = found.span()
    own = "systolic" if measure == "pressure" else measure
    yield Goal(own, float(low) if low else -inf, float(high) if high else inf, *at)
    if measure == "pressure" and found["high2"]:
        yield Goal("diastolic", -inf, float(found["high2"]), *at)


def by_goal(asked: Spoken, spoken: Spoken) -> Match | None:
    """How two targets relate; None where one of two phrases is none.

    What a document recommends it aims at, in whatever words.
    """
    ours = goals_in(asked.text)
    theirs = tuple(_numbers_in(spoken.text)) if ours else ()
    if not ours or not theirs:
        return None
    return best([_compared(a, b) for a in ours for b in theirs])


def misses_goal(question: str, said: str) -> bool:
    """Whether a question aims at another measure, or at other numbers, than a sentence does."""
    ours, theirs = goals_in(question), tuple(_numbers_in(said)) if _AIMS.search(said) else ()
    pairs = [(a, b) for a in ours for b in theirs]
    return bool(pairs) and all(_compared(a, b) is NO_MATCH for a, b in pairs)


def _compared(asked: Goal, spoken: Goal) -> Match:
    """The same numbers, or a range within them: a bare limit within another is another one."""
    if asked.measure != spoken.measure:
        return NO_MATCH
    if _near(asked.low, spoken.low) and _near(asked.high, spoken.high):
        return Match(Relation.SAME, "name", 1.0)
    is_range = asked.low > -inf and asked.high < inf
    within = spoken.low - _SAME <= asked.low and asked.high <= spoken.high + _SAME
    return Match(Relation.BROADER, "name", 0.9) if is_range and within else NO_MATCH


def _near(one: float, other: float) -> bool:
    return one == other or abs(one - other) <= _SAME


# The disease whose care is steered by a measure, where the question names none of its kind.
_STEERED = {
    "a1c": "diabetes",
    "glucose": "diabetes",
    "systolic": "hypertension",
    "diastolic": "hypertension",
}
_TYPE = re.compile(r"\b(?:type|t) ?(?P<n>1|2|I{1,2}|one|two)(?![\w-])", re.IGNORECASE)


def goal_reading(heard: Heard, first: Reading) -> Reading | None:
    """A question that asks whether a measure should reach a number; None for any other.

    A treatment that is named beside it is what is asked about ("target below 130: add foobarin?").
    """
    found = goals_in(heard.asked)
    if not found:
        return None
    stretch = heard.asked[found[0].start : found[0].end]
    others = (p.text for p in first.interventions if p.concepts)
    if any(not _GOAL.search(text) and text.lower() not in stretch.lower() for text in others):
        return None
    named = conditions_named(heard, ())
    steered = _steered(found[0].measure, heard, named)
    return Reading((Phrase(f"target {stretch}"),), (*named, *steered))


def _steered(measure: str, heard: Heard, named: Sequence[Target]) -> tuple[Target, ...]:
    name = _STEERED.get(measure, "")
    if name == "diabetes" and (kind := _TYPE.search(heard.text)):
        name = diabetes_of(kind["n"])
    concepts = heard.terms.of_phrase(name, "condition") if name else frozenset()
    kin = {a for t in named for c in t.condition.concepts for a in (c, *heard.terms.ancestors(c))}
    classes = concepts.union(*(heard.terms.ancestors(c) for c in concepts))
    return () if not concepts or kin & classes else (Target(Phrase(name, concepts)),)
