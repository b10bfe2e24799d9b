"""Items that limit how much or how long, among criteria that say for whom."""

import re

_LIMIT = re.compile(
    r"^\W*(?:an additional|additional|up to|no more than|not more than|a maximum of|a total of)\b"
    r"[^.]*\b(?:covered|administered|allowed|approved|authori[sz]ed|reimbursed|furnished|provided|"
    r"payable)\b|"
    r"^\W*(?:the )?(?:treatment|therapy|use|services?|it) (?:must|should|will) be (?:discontinued|"
    r"stopped|ended|terminated)\b",
    re.IGNORECASE,
)


def limits_use(item: str) -> bool:
    """Whether an item limits the amount or the end of what is covered, and is no criterion."""
    return _LIMIT.search(item) is not None
