"""How well an organ works: "liver function normal" denies a hepatic impairment.

Only an impairment, a dysfunction, an insufficiency or a failure is denied by it: a disease of the
organ may be there while the tests are normal.
"""

import re

from app.fact_models import FactKind
from app.findings_base import MET, NOT_MET, Desk, Settled
from app.scope_cues import Scope

_ORGANS = (
    (r"liver|hepatic", r"LFTs?|liver (?:tests?|enzymes)|transaminases"),
    (r"kidney|renal", r"e?GFR|creatinine|kidney tests?"),
    (r"thyroid", r"TSH|TFTs?"),
)
_IMPAIRED = r"(?:impairment|dysfunction|insufficiency|failure)"
_WELL = r"(?:normal|preserved|intact|fine|WNL|unremarkable|within normal limits)"
_IS = r"(?:\s+(?:is|are|was|were|tests?|results?|all|has been))*\s+"
_WANTED = re.compile(
    r"^\W*(?P<no>(?:(?:the )?(?:patient|member|individual)?\s*(?:has |have |does not have |with )?"
    r"(?:no|not|without|absence of)\s+)?)(?:(?:an?|any|evidence of|known|history of|significant|"
    rf"clinically|severe|moderate|mild|or|to)\s+)*(?P<organ>[\w-]+)\s+{_IMPAIRED}"
    r"(?:\s*\((?:Child|eGFR|CrCl|creatinine)[^()]*\))?\W*$",
    re.IGNORECASE,
)


def settle_function(text: str, desk: Desk) -> Settled | None:
    """The finding of a criterion on the impairment of an organ that works well; None elsewhere."""
    wanted = _WANTED.match(text)
    if wanted is None:
        return None
    for names, tests in _ORGANS:
        if not re.fullmatch(names, wanted["organ"], re.IGNORECASE):
            continue
        well = re.compile(
            rf"(?<!ab)\b{_WELL}\s+(?:(?:{names})\s+function\b|(?:{tests})\b)|"
            rf"\b(?:(?:{names})\s+functions?|{tests})\b{_IS}{_WELL}\b",
            re.IGNORECASE,
        )
        for reading in desk.facts.readings:
            for found in well.finditer(reading.text):
                if reading.scope_at(*found.span()) & _UNSAID:
                    continue
                fact = reading.fact(FactKind.FINDING, *found.span(), name="function")
                return Settled(MET if wanted["no"] else NOT_MET, (fact,))
    return None


_UNSAID = Scope.DENIED | Scope.FAMILY | Scope.PLANNED | Scope.POSSIBLE | Scope.UNCLEAR
