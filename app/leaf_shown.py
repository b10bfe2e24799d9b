"""Criteria that say by what they are shown, or when their number was taken.

"Clinical benefit, shown by a reduction of LDL-C from baseline" is met by the reduction; "LDL-C of
70 on current therapy, measured within the past 90 days" by a value that is both.
"""

import re
from collections.abc import Callable

from app.findings_base import OPEN, Desk, Settled, joined
from app.findings_marks import Inherited
from ingest.statements.models import Join

_SHOWN = re.compile(
    r"^[^,;]*?\b(?:benefit|response|improvement|efficacy|effectiveness|respon(?:ded|ding|se))\b"
    r"[^,;]*?,?\s+(?:as )?(?:shown|evidenced|demonstrated|documented|indicated|supported) by (?:an? "
    r"|the )?(?P<what>[^;]+)$",
    re.IGNORECASE,
)
_DATED = re.compile(
    r"^(?P<value>[^,;]*\d[^,;]*?)(?P<beside>\s+(?:while )?(?:on|despite|after|with)\s+[^,;]+?),?"
    r"(?P<when>\s+\(?(?:(?:measured|obtained|drawn|taken|collected|dated|performed|documented) )"
    r"(?:with)?in (?:the )?[^,;()]+\)?)\W*$",
    re.IGNORECASE,
)


def settle_shown_by(
    text: str,
    desk: Desk,
    inherited: Inherited,
    settle: Callable[[str, Desk, Inherited], Settled],
) -> Settled:
    """The finding by what shows it, or of a number by its parts; OPEN of other criteria."""
    if shown := _SHOWN.match(text):
        return settle(shown["what"], desk, inherited)
    if dated := _DATED.match(text):
        parts = [f"{dated['value']}{dated['beside']}", f"{dated['value']},{dated['when']}"]
        return joined(Join.ALL_OF, [settle(part, desk, inherited) for part in parts])
    return OPEN
