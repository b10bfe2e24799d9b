"""A diagnosis that a scale must show: "severe depression documented by a rating scale".

Source of the scales: common clinical knowledge; each is of the disease beside which it stands.
"""

import re

from app.findings_base import MET, NOT_MET, OPEN, Desk, Settled, joined
from app.findings_marks import Inherited
from app.leaf_compounds import Settle
from ingest.statements.models import Join

_WANTED = re.compile(
    r"^(?P<front>[^.;]{5,140}?),?\s+(?:as\s+)?(?:documented|confirmed|measured|assessed|demonstrated|"
    r"evidenced|supported)\s+(?:by|with|using|on)\s+(?:an?\s+)?(?:(?:standardi[sz]ed|validated|"
    r"recogni[sz]ed)\s+)+(?:[\w-]+\s+){0,3}?(?:scales?|instruments?|tools?|questionnaires?)"
    r"(?:\s+(?:that|which|to|for|of)\s[^.;]{3,80})?\W*$",
    re.IGNORECASE,
)
_N = r"(?:\s*(?:score|total|of|is|was|:|=))*\s*\d{1,3}\b"
_SCALES = tuple(
    (re.compile(disease, re.IGNORECASE), re.compile(rf"\b(?:{scales}){_N}"))
    for disease, scales in (
        (r"\bdepressi", r"PHQ-?9|MADRS|HAM-?D(?:-?17)?|HDRS|BDI(?:-II)?|QIDS(?:-SR)?"),
        (r"\banxiety\b", r"GAD-?7|HAM-?A"),
        (r"\bobsessive", r"Y-?BOCS"),
        (r"\bschizophrenia\b|\bpsychosis\b", r"PANSS|BPRS"),
    )
)


def settle_scaled(text: str, desk: Desk, inherited: Inherited, settle: Settle) -> Settled:
    """The finding of a diagnosis that a scale must show; OPEN where no score of one is told."""
    wanted = _WANTED.match(text)
    scales = next((s for d, s in _SCALES if wanted and d.search(wanted["front"])), None)
    if wanted is None or scales is None:
        return OPEN
    front = settle(wanted["front"], desk, inherited)
    if front.state is NOT_MET:
        return front
    fact = desk.facts.first_said(scales, "scored")
    return joined(Join.ALL_OF, [front, Settled(MET, (fact,))]) if fact else OPEN
