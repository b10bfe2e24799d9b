"""Whether a question tells that the asked treatment is running: "on Humira for the past year"."""

import re
from collections.abc import Iterable

_UNIT = r"(?:days?|weeks?|wks?|months?|mos?|years?|yrs?|cycles?|doses?|infusions?)"
_N = r"(?:an?|one|two|three|four|five|six|seven|eight|nine|ten|twelve|several|\d+(?:\.\d+)?)"
_LONG = (
    rf"(?:(?:for|x|over)\s+)?(?:the )?(?:(?:past|last) )?(?:about |over |nearly |almost |more "
    rf"than )?"
    rf"(?:{_N}\s*(?:{_UNIT})\b|year\b|(?<=past )\w+\b)|since\s+\S+"
)
_STILL = (
    r"(?:has been|have been|['’]s been|been|is|are|currently|already|now|remains?|stays?|still|"
    r"stable|established|maintained|doing well|well controlled)"
)
_USING = r"(?:on|taking|getting|receiving|using|treated with)"
# What is over, or was never so, is not running; "who failed on it" tells of the past
_OVER = re.compile(
    r"\b(?:stopped|discontinued|came off|off it|quit|never|no longer|not yet|failed|switch\w*|"
    r"previously|years? ago|used to)\b",
    re.IGNORECASE,
)
_IT = re.compile(
    rf"\b(?:on it (?:now |already )?(?:{_LONG})|{_N}\s*{_UNIT} (?:on|of) it)\b", re.IGNORECASE
)
_SENTENCE = re.compile(r"(?<=[.;?!])\s+(?=[A-Z0-9])")


def is_running(text: str, names: Iterable[str]) -> bool:
    """Whether a question says that one of these treatments is being given.

    Args:
        text: The question.
        names: What the asked treatment is called in it.
    """
    called = "|".join(re.escape(name) for name in names if name)
    sentences = [s for s in _SENTENCE.split(text) if not _OVER.search(s)]
    if any(_IT.search(sentence) for sentence in sentences):
        return True
    if not called:
        return False
    told = re.compile(
        rf"(?:\b{_STILL}\s+(?:\w+\s+)?{_USING}\s+(?:{called})\b|"
        rf"(?:^|[.,;:(]\s*|\b(?:pt|patient|member|[MF])\s+)on\s+(?:{called})\b[^.;?]{{0,60}}?\b"
        rf"(?:{_LONG})|\b{_N}\s*{_UNIT}\s+on\s+(?:{called})\b(?!\s+(?:is|are)\b)|"
        rf"\b{_N}\s*{_UNIT}\s+of\s+(?:{called})\s+(?:given|received|completed|had) so far)",
        re.IGNORECASE,
    )
    return any(told.search(sentence) for sentence in sentences)
