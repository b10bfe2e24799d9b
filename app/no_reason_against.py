"""No contraindication, as people say it: "there is no reason he couldn't use a steroid cream"."""

import re

from app.fact_models import FactKind
from app.findings_base import NOT_MET, Desk, Settled
from app.scope_cues import Scope
from app.treatment_kinds import concepts_of

_WANTED = re.compile(
    r"^\W*(?:(?:the )?(?:patient|member|individual) )?(?:(?:has|have|had) )?(?:an? )?"
    r"contraindications? to (?P<what>[\w\s,/-]{3,60}?)\W*$",
    re.IGNORECASE,
)
_TOLD = re.compile(
    r"\bno (?:medical |good |known )?reason (?:why |that )?(?:he|she|they|I|we|the patient|pt) "
    r"(?:could|can|should)(?:n['’]?t|not| not) (?:use|take|have|try|tolerate|get) "
    r"(?P<what>[\w -]{2,40})",
    re.IGNORECASE,
)
_IT = re.compile(r"^(?:one|it|them|this|that|these|those)\b", re.IGNORECASE)
_UNSAID = Scope.FAMILY | Scope.POSSIBLE | Scope.PLANNED


def settle_no_reason(text: str, desk: Desk) -> Settled | None:
    """NOT_MET where a case says that nothing speaks against a treatment; None of all else."""
    wanted = _WANTED.match(text)
    goals = concepts_of(wanted["what"], desk) if wanted else frozenset()
    goals |= {member for goal in goals for member in desk.terms.descendants(goal)}
    for reading in desk.facts.readings if goals else ():
        for match in reading.said(_TOLD, _UNSAID):
            told = desk.terms.spot(reading.text[: match.end()], kind="intervention")
            named = [m for m in told if m.concept_id not in desk.interventions]
            own = _IT.match(match["what"]) or (named and named[-1].start >= match.start("what"))
            if own and named and named[-1].concept_id in goals:
                fact = reading.fact(FactKind.FINDING, *match.span(), name="no reason", negated=True)
                return Settled(NOT_MET, (fact,))
    return None
