"""Text that speaks to the reader's software is no position (DESIGN.md section 6)."""

import re

from ingest.safety import find_instructions

_TO_SOFTWARE = re.compile(
    r"\b(?:note|notice|instructions?|messages?|attention|reminder)\s+(?:to|for)"
    r"\s+(?:the\s+|any\s+|all\s+)?"
    r"(?:reader['’]s\s+)?(?:software|automated|automatic|AI\b|A\.I\.|assistants?\b|"
    r"bots?\b|chatbots?\b|"
    r"(?:large\s+)?language models?|machines?\b|algorithms?\b)"
    r"|\b(?:automated|AI|machine|software)\s+(?:reviewers?|readers?|assistants?|"
    r"agents?|graders?)\b[^.\n]{0,60}:"
    r"|\b(?:disregard|ignore|skip|forget)\s+(?:the|all|any|every|this|these)\s+(?:\w+\s+){0,2}?"
    r"(?:lists?|text|policy|policies|criteria|sections?|rest|rules?|instructions?)"
    r"\s+(?:above|below|before|that follows?)",
    re.IGNORECASE,
)


# Letters without width, which no reader sees: between those of a word they hide it from a search.
_UNSEEN = re.compile("[\u200b-\u200f\u2060-\u2064\ufeff]")


def speaks_to_software(text: str) -> bool:
    """Whether a block tells a program what to do or to say; such a block yields no Statement."""
    text = _UNSEEN.sub("", text)
    return _TO_SOFTWARE.search(text) is not None or bool(find_instructions(text))
