"""The words of every surface: what a verdict, a direction, a finding or a section is called.

Verdicts are never called approval, denial or diagnosis (DESIGN.md section 2). Symbols stand beside
words, so that colour carries nothing alone.
"""

import re
from dataclasses import dataclass

from app.models import FindingState, PositionDirection, SectionName, Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How one value is shown.

    Attributes:
        symbol: One character, different for each value of its kind.
        word: For professionals.
        plain: For patients and caregivers.
        colour: A colour name of rich; the page has its own in style.css, by `tone`.
        tone: good, partly, bad, doubt, mixed or quiet.
    """

    symbol: str
    word: str
    plain: str
    colour: str = "white"
    tone: str = "quiet"


VERDICTS: dict[Verdict | None, Look] = {
    Verdict.NECESSARY: Look(
        symbol="✔",
        word="Necessary",
        plain="The sources found here support this treatment.",
        colour="green",
        tone="good",
    ),
    Verdict.CONDITIONAL: Look(
        symbol="◐",
        word="Conditional",
        plain="The sources found here support this treatment only if certain conditions are met.",
        colour="yellow",
        tone="partly",
    ),
    Verdict.NOT_NECESSARY: Look(
        symbol="✖",
        word="Not necessary",
        plain="The sources found here do not support this treatment.",
        colour="red",
        tone="bad",
    ),
    Verdict.INSUFFICIENT_EVIDENCE: Look(
        symbol="?",
        word="Insufficient evidence",
        plain="The sources found here say that too little is known about this treatment.",
        colour="magenta",
        tone="doubt",
    ),
    Verdict.CONFLICTING: Look(
        symbol="⇄",
        word="Sources conflict",
        plain="The sources found here do not agree with each other.",
        colour="bright_magenta",
        tone="mixed",
    ),
    Verdict.NOT_ADDRESSED: Look(
        symbol="∅",
        word="Not addressed",
        plain="None of the documents here says anything about this question.",
        colour="cyan",
        tone="quiet",
    ),
    None: Look(
        symbol="¶",
        word="No verdict",
        plain="No yes or no is given here; see what the documents say.",
        colour="blue",
        tone="quiet",
    ),
}

DIRECTIONS: dict[PositionDirection, Look] = {
    PositionDirection.FOR: Look(symbol="+", word="for", plain="supports it", tone="good"),
    PositionDirection.CONDITIONAL: Look(
        symbol="◐", word="conditional", plain="supports it under conditions", tone="partly"
    ),
    PositionDirection.AGAINST: Look(
        symbol="−", word="against", plain="advises against", tone="bad"
    ),
    PositionDirection.INSUFFICIENT: Look(
        symbol="?", word="insufficient evidence", plain="says too little is known", tone="doubt"
    ),
    PositionDirection.SILENT: Look(symbol="∅", word="does not address it", plain="says nothing"),
}

FINDINGS: dict[FindingState, Look] = {
    FindingState.MET: Look(symbol="✔", word="met", plain="yes", colour="green", tone="good"),
    FindingState.NOT_MET: Look(symbol="✖", word="not met", plain="no", colour="red", tone="bad"),
    FindingState.UNKNOWN: Look(
        symbol="?", word="not stated", plain="not known yet", colour="yellow", tone="doubt"
    ),
}

CODE_STATES: dict[str, str] = {
    "listed_covered": "listed as covered",
    "listed_not_covered": "listed as not covered",
    "not_listed": "not listed",
    "unknown_code": "no such code is known here",
}

KINDS: dict[str, str] = {
    "guideline": "Guideline",
    "coverage_policy": "Coverage policy",
    "research": "Research",
    "case_material": "Case material",
}

STATUSES: dict[str, str] = {
    "in_force": "in force",
    "not_yet_in_force": "not yet in force",
    "superseded": "superseded",
    "ended": "ended",
    "undated": "undated",
}

JOINS: dict[str, str] = {
    "all_of": "all of these",
    "any_of": "any one of these",
    "none_of": "none of these",
}

REVIEW: dict[str, str] = {
    "submitted": "Submitted: content is pending human review",
    "under_review": "Under review: content is pending human review",
    "approved": "Approved by a named reviewer",
}

# An answer that speaks of a case enters no queue: see docs/records.md.
NOT_REVIEWED = (
    "Not reviewed: content is pending human review. This answer speaks of a case, or may do so, "
    "and is for you alone; reviewers see a copy without the case, once you have submitted one"
)

REVIEW_SHORT: dict[str, str] = {
    "submitted": "Submitted",
    "under_review": "Under review",
    "approved": "Approved",
}

SECTIONS: dict[SectionName, tuple[str, str]] = {
    SectionName.ANSWER: ("Answer", "Answer"),
    SectionName.GUIDELINES: ("What guidelines say", "What medical guidelines say"),
    SectionName.COVERAGE: ("What coverage policies say", "What health plans' rules say"),
    SectionName.RESEARCH: ("What research found", "What studies found"),
    SectionName.ALTERNATIVES: ("What is recommended instead", "What is recommended instead"),
    SectionName.ADVISED_AGAINST: ("Advised against", "What is advised against"),
    SectionName.CASE: ("Your case", "Your papers"),
    SectionName.CRITERIA: ("Criteria in the sources' words", "Conditions that must be met"),
    SectionName.REQUIRED: ("What approval would require", "When it would be supported"),
    SectionName.PITFALLS: ("Pitfalls", "Easy to get wrong"),
    SectionName.PATHWAY: ("Suggested pathway", "Possible next steps to talk about"),
    SectionName.OTHER_CONDITIONS: (
        "Evidence from another condition, not advice for this one",
        "About another illness, not advice for this one",
    ),
    SectionName.NOT_IN_FORCE: ("Not in force on this date", "Old or not yet valid documents"),
}

# Of the section on alternatives, where the asked intervention is supported or none was asked for.
SECTION_TITLES: dict[str, str] = {
    "recommended": "What is recommended",
    "also_recommended": "What else is recommended here",
}


# Steps of the pathway, as patients and caregivers are told them.
_PLAIN_STEPS = tuple(
    (re.compile(pattern), words)
    for pattern, words in (
        (r"^Await what is pending$", "Wait for what is still open"),
        (r"^Settle what (.+) asks for$", r"Find out first, because \1 asks for it"),
        (r"^Where that is met, supported by\b", "If all of that is so, supported by"),
        (
            r"^Reconsider (.+) if a covered indication is confirmed$",
            r"Ask again about \1 if one of these is confirmed",
        ),
        (r"^(Also r|R)ecommended for this condition\b", r"\1ecommended for this illness"),
    )
)


def plain_step(label: str) -> str:
    """A step in plain words; as it is where it has some."""
    for pattern, words in _PLAIN_STEPS:
        label = pattern.sub(words, label)
    return label


def join_words(join: str) -> str:
    """How criteria hang together: "at_least 2" as "at least 2 of these"."""
    if join.startswith("at_least"):
        return f"at least {join.removeprefix('at_least').strip()} of these"
    return JOINS.get(join, "")


def kind_word(kind: str) -> str:
    return KINDS.get(kind, kind.replace("_", " "))


def status_word(status: str) -> str:
    return STATUSES.get(status, status.replace("_", " "))


def review_words(status: str) -> str:
    return REVIEW.get(status, f"{status.replace('_', ' ').capitalize()}: pending human review")
