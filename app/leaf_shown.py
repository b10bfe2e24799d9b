"""Criteria that say by what they are shown, or when their number was taken.

"Clinical benefit, shown by a reduction of LDL-C from baseline" is met by the reduction; "LDL-C of
70 on current therapy, measured within the past 90 days" by a value that is both.
"""

import re
from collections.abc import Callable

from app.common_criteria import settle_common
from app.fact_models import FactKind
from app.findings_base import NOT_MET, OPEN, Desk, Settled, joined
from app.findings_marks import Inherited
from ingest.statements.models import Join

_SHOWN = re.compile(
    r"^(?![^,;]*\b(?:no|not|without|never|lack|absence)\b)[^,;]*?\b(?:benefit|response|improvement|efficacy|effectiveness|respon(?:ded|ding|se))\b"
    r"[^,;]*?,?\s+(?:as )?(?:shown|evidenced|demonstrated|documented|indicated|supported) by "
    r"(?:an? "
    r"|the )?(?P<what>[^;]+)$",
    re.IGNORECASE,
)
_DATED = re.compile(
    r"^(?P<value>[^,;]*\d[^,;]*?)(?P<beside>\s+(?:while )?(?:on|despite|after|with)\s+[^,;]+?),?"
    r"(?P<when>\s+\(?(?:(?:measured|obtained|drawn|taken|collected|dated|performed|documented) )"
    r"(?:with)?in (?:the )?[^,;()]+\)?)\W*$",
    re.IGNORECASE,
)

# "has been adherent to statin therapy for 8 weeks": who takes it so long, unless told otherwise
_ADHERENT = re.compile(
    r"^(?P<front>(?!.*\b(?:non-?|not )(?:adherent|compliant)).*?)\b(?:has |have |is |was )?"
    r"(?:been )?(?:adherent|compliant) (?:to|with|on) (?=\w)",
    re.IGNORECASE,
)
_MISSES = re.compile(
    r"\b(?:non-?(?:adheren|complian)\w+|(?:not|never|poorly|isn['’]t|wasn['’]t) (?:been "
    r")?(?:adherent|"
    r"compliant)|(?:misses|missed|skips|skipped|forgets) (?:\w+ )?(?:doses|pills|them|it)|poor "
    r"(?:adherence|compliance))\b",
    re.IGNORECASE,
)


def settle_shown_by(
    text: str,
    desk: Desk,
    inherited: Inherited,
    settle: Callable[[str, Desk, Inherited], Settled],
) -> Settled:
    """The finding by what shows it, or of a number by its parts; OPEN of other criteria."""
    if common := settle_common(text, desk):
        return common
    if shown := _SHOWN.match(text):
        return settle(shown["what"], desk, inherited)
    if dated := _DATED.match(text):
        parts = [f"{dated['value']}{dated['beside']}", f"{dated['value']},{dated['when']}"]
        return joined(Join.ALL_OF, [settle(part, desk, inherited) for part in parts])
    if adherent := _ADHERENT.match(text):
        for reading in desk.facts.readings:
            if missed := _MISSES.search(reading.text):
                fact = reading.fact(FactKind.FINDING, *missed.span(), name="not adherent")
                return Settled(NOT_MET, (fact,))
        rest = text[adherent.end() :]
        return settle(f"{adherent['front']}has been on {rest}", desk, inherited)
    return OPEN
