"""A treatment that runs while the asked one is added: "on X, wants to add Y", "add Y to her X"."""

import re

_ON = re.compile(
    r"(?<!\bnot )(?<!\bwas )(?<!\bwere )(?<!\bbeen )(?<!\bonce )(?<!\bpreviously )"
    r"(?<!\bformerly )(?<!\bnever )(?<!\bfailed )\b(?:on|taking|takes|receiving"
    r"|receives)\s+(?:(?:his|her|their|the|my|stable|daily|"
    r"monthly|weekly|maintenance)\s+)*$",
    re.IGNORECASE,
)
_WANTS_TO_ADD = re.compile(
    r"(?:\s+(?:now|already|currently|\d+(?:\s?m?c?g)?|since\s+\d{4}|(?:for|x)\s+[\w-]+\s+\w+|injections?|"
    r"monthly|weekly|daily))*"
    r"\s*[,;.]?\s*(?:(?:and|now|but|she|he|they|we|i|who|patient|pt|doctor|(?:rheum|neuro|derm|allerg|pulm|gastro|onc)\w*|the|my|"
    r"her|his|would|like|want|wants|wanting|wishes|asks|asking|plans?|planning|hopes|needs|proposes|"
    r"requests|requesting|is|are|also|to|be)\s+){0,6}"
    r"(?:add(?:ing|ed)?|take both|have both|be on both)\b(?![^.;?]*\b(?:instead|replac\w*|"
    r"in place of)\b)",
    re.IGNORECASE,
)
_ADD_TO = re.compile(
    r"\badd(?:ing|ed)?\s+[^.;,?]{2,50}?\s+to\s+(?:(?:his|her|their|the|my|existing|current|ongoing|"
    r"stable)\s+)*$|\bon top of\s+(?:(?:his|her|their|the|my|existing|current|ongoing)\s+)*$",
    re.IGNORECASE,
)
_REACH = 70  # characters


def added_to(text: str, start: int, end: int) -> re.Match[str] | None:
    """Where a text says that something is added to the treatment at a place; else None."""
    behind = _ON.search(text, max(0, start - _REACH), start) and _WANTS_TO_ADD.match(text, end)
    return behind or _ADD_TO.search(text, max(0, start - _REACH), start)
