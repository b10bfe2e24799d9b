"""Questions on what a study did or found: no side that somebody takes, so no verdict answers them.

"Did zinc and placebo differ in the trial of Smith?", "Does the review show a benefit?", "What do
Smith et al. suggest on zinc?": findings never decide (DESIGN.md, section 5). A trial of a treatment
in one patient is another thing: "a trial", "the trial of CPAP", "the trial period".
"""

import re

# A payer reviews a case as well ("the utilization review").
_STUDY = (
    r"(?:trial|study|(?<!utilization )(?<!peer )(?<!medical )(?<!case )review|paper"
    r"|meta-?analysis|cohort|rct|investigators|researchers|authors)"
)
_THE_STUDY = rf"(?:the|this|that|these|those) (?:(?!of\b|for\b|in\b)[\w’'-]+ ){{0,5}}?{_STUDY}\b"
_SURNAME = r"[A-Z][a-z]+(?:-[A-Z][a-z]+)*"
_AUTHORS = rf"{_SURNAME}(?:,? et al\b\.?| and (?:colleagues|co-?workers))"
_FINDS = (
    r"(?:show|find|report|tell|prove|demonstrate|describe|mention|include|observe|conclude|suggest"
    r"|argue|propose|claim|say|test|compare|examine|establish)\b"
)
# What asks for a side for all that ("Is zinc advised on the trial?").
_SIDE_WORDS = re.compile(
    r"\b(?:necess\w+|cover(?:s|ed|age)?|recommend\w*|advis\w+|approv\w+|indicated|appropriate"
    r"|authori[sz]\w+|reimburs\w+|eligible|deni\w+|should|qualif\w+|justif\w+"
    r"|members?|plans?|payers?|insurers?|medicare|medicaid|committee)\b",
    re.IGNORECASE,
)
_BY_AUTHORS = rf"of (?=(?:{_SURNAME}\b|[^?]*\b(?:of|by) {_SURNAME}\b))"
_OF_A_STUDY = re.compile(
    rf"^\s*(?i:does|do|did|has|have) (?:(?i:{_THE_STUDY})|{_AUTHORS})[^?]*?\b{_FINDS}"
    rf"|^\s*(?i:did|was|were) [^?]*\b(?i:in|by|from) (?:{_AUTHORS}|(?i:{_THE_STUDY})"
    rf"(?! (?:period|phase|stimulation|lead|dose|week)s?\b)(?:(?! of\b)|(?= {_BY_AUTHORS})))"
    rf"|^\s*(?i:what (?:does|do|did)) (?:(?i:{_THE_STUDY})|(?:[^?()]{{0,60}}\()?{_AUTHORS}"
    rf"|{_SURNAME} and {_SURNAME}(?= (?:conclude|argue|propose|claim|find|report|suggest on)\b))"
    rf"[^?]*?\b{_FINDS}"
)


def asks_of_a_study(question: str) -> bool:
    """Whether a sentence asks what a study found, and not whether something is to be given."""
    return bool(_OF_A_STUDY.search(question)) and not _SIDE_WORDS.search(question)
