"""What is done beside an operation: "as an adjunct to spinal fusion"."""

import re

# "as an adjunct to spinal fusion": an operation is what a thing beside it is for; a diet is not
_BESIDE_OPERATION = re.compile(
    r"\b(?:as|being)(?: an?)? adjunct(?:ive (?:therapy|treatment))? (?:to|for|of|in|during) "
    r"(?:the )?(?=(?:[\w/-]+ ){0,4}?(?:surger(?:y|ies)|fusion|arthrodesis|repair|reconstruction|"
    r"arthroplasty|replacement|transplant(?:ation)?|grafting|resection|procedures?|"
    r"[a-z]+(?:ectomy|plasty|otomy|ostomy))\b)",
    re.IGNORECASE,
)


def beside_operation(text: str) -> str:
    """A sentence in which what is done as an adjunct to an operation is for that operation."""
    return _BESIDE_OPERATION.sub("for ", text)
