"""What a question asks of one pair: what the Statements that spoke to it are judged by."""

import re
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field, replace

from app.facts import FactKind, Facts
from app.findings import FindingNode
from app.question_models import Phrase, Question, Target
from app.running import is_running
from app.screening import is_screening, object_of_screening
from ingest.lexis import key_stems
from ingest.statements.begun import phase_of
from ingest.terms import Terms

_AGAIN = re.compile(
    r"\b(?:repeat(?:ed|ing)?|renew(?:al|ing)?|refill|re-?authori[sz]\w+"
    r"|another (?:course|round|(?:\d+|two|three|four|six|eight|ten|twelve) (?:weeks?|months?|years?"
    r"|sessions?|visits?|infusions?|injections?|cycles?|doses) of))\b",
    re.IGNORECASE,
)
# "continue wound therapy", "keep her on omalizumab": of what is asked for alone
_GO_ON = re.compile(
    r"\b(?:continue(?! to\b)|keep(?:ing)? (?:her|him|them|(?:the|my|this|our) \w+) on|"
    r"stay(?:ing)? on|prolong(?:ing)?|extend(?:ing)?|extension of|(?:carry|go)(?:ing)? on with)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Case:
    """What the positions of one pair are judged by.

    `evaluated` holds what the facts of this question make of criteria, for all pairs of it: one
    Statement is judged for several readings, and most of them ask the same of its criteria.
    """

    question: Question
    facts: Facts
    terms: Terms
    intervention: Phrase
    target: Target | None
    phase: str = ""
    heads: Callable[[str], str] = lambda _doc_id: ""
    evaluated: dict[Hashable, FindingNode] = field(default_factory=dict, compare=False)


def names_of(target: Target | None) -> list[str]:
    if target is None:
        return []
    phrases = (target.condition, *target.settings)
    return [name for p in phrases for name in (p.text, *p.codes, *p.extra)]


def had_by(case: Case) -> list[str]:
    """Names of what the asked patient has: who is screened for a disease does not have it."""
    text = case.intervention.text
    if case.target is None or not is_screening(text):
        return names_of(case.target)
    looked_for, named = object_of_screening(text), case.target.condition.text
    if looked_for and not key_stems(looked_for) & key_stems(named):
        return names_of(case.target)  # "retinopathy screening" of who has diabetes
    return [
        n for n in names_of(case.target) if n not in names_of(replace(case.target, settings=()))
    ]


def phase_asked(question: Question, facts: Facts) -> str:
    """Phase of the treatment by the case: "continued" where it runs, "initial" where it is new."""
    stated = next((f.status or f.name for f in facts.of(FactKind.PHASE)), "")
    if stated in {"continued", "initial"}:
        return stated
    goes_on = any(_is_asked(match, question) for match in _GO_ON.finditer(question.text))
    goes_on = goes_on or is_running(question.text, [i.text for i in question.interventions])
    if goes_on or _AGAIN.search(question.text):
        return "continued"
    return phase_of(
        _ON_REQUEST.sub(lambda m: m.group() if _is_asked(m, question) else " ", question.text)
    )


# In a story these tell of other things as well: "continued pain", "not on maintenance steroids".
_ON_REQUEST = re.compile(r"\b(?:continu(?:ed|ing)|subsequent|maintenance)\b", re.IGNORECASE)
_OF_TREATMENT = re.compile(
    r"\s+(?:therapy|treatments?|use|coverage|approval|authori[sz]ation|dos\w+|infusions?|cycles?"
    r"|courses?|sessions?|visits?|phase)\b",
    re.IGNORECASE,
)
_NEAR_WORDS = 3  # between such a word and the name of what is asked for


def _is_asked(match: re.Match[str], question: Question) -> bool:
    """Whether a word of phase stands beside a treatment's noun or the name of what is asked for."""
    if _OF_TREATMENT.match(question.text, match.end()):
        return True
    # what one stays "on" stands behind it
    names_it = match.group().lower().endswith((" on", " of", " with"))
    before = [] if names_it else question.text[: match.start()].split()[-_NEAR_WORDS:]
    after = question.text[match.end() :].split()[:_NEAR_WORDS]
    asked = frozenset(stem for i in question.interventions for stem in key_stems(i.text))
    return bool(asked & key_stems(" ".join((*before, "|", *after))))
