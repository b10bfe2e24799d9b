"""What a question states to the contrary of a qualified advice against: "selected", "alone"."""

import re

from ingest.statements.models import Statement

# A qualified advice against does not answer a question that states the contrary.
_CONTRARY = (
    (
        re.compile(r"routine", re.IGNORECASE),
        re.compile(
            r"\b(?:selected|selective|targeted|high[- ]risk|red flags?|specific indication"
            r"|progressive deficit|not routine|non-routine)\b",
            re.IGNORECASE,
        ),
    ),
    (
        re.compile(r"alone|monotherapy|standalone|stand-alone|sole|single", re.IGNORECASE),
        re.compile(
            r"\b(?:in combination|combined with|combination|together with|adjunct(?:ive)?"
            r"|add(?:ed)?[- ]?on|on top of|alongside|plus|in addition to|not alone)\b",
            re.IGNORECASE,
        ),
    ),
    (
        re.compile(r"long[- ]term", re.IGNORECASE),
        re.compile(
            r"\b(?:short[- ]term|short course|a few days|acute(?:ly)?|brief(?:ly)?|for \d+ days)\b",
            re.IGNORECASE,
        ),
    ),
    (
        re.compile(r"first[- ]line", re.IGNORECASE),
        re.compile(
            r"\b(?:second[- ]line|third[- ]line|after (?:failing|failure)|failed|refractory"
            r"|last resort)\b",
            re.IGNORECASE,
        ),
    ),
    (
        re.compile(r"reassurance|anxiety", re.IGNORECASE),
        re.compile(
            r"\b(?:red flags?|suspect\w*|focal|papill\w+|neurological (?:signs?|deficits?)|"
            r"abnormal (?:exam\w*|neuro\w*)|thunderclap|worst headache|new seizures?|"
            r"weight loss)\b",
            re.IGNORECASE,
        ),
    ),
    (
        re.compile(r"more than one", re.IGNORECASE),
        re.compile(r"\b(?:alone|monotherapy|single)\b", re.IGNORECASE),
    ),
)


def states_contrary(statement: Statement, question: str) -> bool:
    """Whether the question states what the qualifier of an advice leaves out."""
    words_ = (
        f"{statement.qualifier} {' '.join(statement.interventions[:1])}"
        if statement.qualifier
        else ""
    )
    return bool(words_) and any(
        own.search(words_) and _says(contrary, question) for own, contrary in _CONTRARY
    )


_DENIED = re.compile(r"\b(?:no|without|absence of|not)\s+(?:any\s+)?$", re.IGNORECASE)


def _says(pattern: re.Pattern[str], question: str) -> bool:
    """Whether a question says it, and does not deny it ("without red flags")."""
    return any(
        not _DENIED.search(question[: match.start()]) for match in pattern.finditer(question)
    )
