"""A comorbidity of obesity, which a criterion asks for at large and a case tells by its name."""

import re

from app.findings_base import MET, Desk, Settled
from app.general_denials import OF_WEIGHT
from app.models import FindingState

_WANTED = re.compile(
    r"^\W*(?:(?:with|has|have|and|the|presence of|documented|significant|serious|severe|major|"
    r"high[- ]risk|at least|one|1|or more|an?|other)\b\s*)*(?:(?:obesity|weight)[- ]related\s+"
    r"(?:medical\s+|health\s+)?(?:co-?morbid(?:ity|ities)|co-?morbid\s+(?:condition|disease)s?|"
    r"conditions?|complications?|diseases?|(?:health\s+)?problems?)|co-?morbid(?:ity|ities|"
    r"\s+(?:condition|disease)s?)\s+(?:related|due|attributable) to (?:obesity|(?:excess )?weight))"
    r"\s*(?:\(\w+\)|present)?\W*$",
    re.IGNORECASE,
)


def settle_comorbidity(text: str, desk: Desk) -> Settled | None:
    """MET where the case states an illness that counts as a comorbidity of obesity.

    None for other criteria, and where none of them is stated: there are others that count.
    """
    if not _WANTED.match(text):
        return None
    for concept in sorted(OF_WEIGHT & desk.terms.concepts.keys()):
        state, facts = desk.index.find(desk.index.phrase(desk.terms.name(concept)))
        if state is FindingState.MET and facts:
            return Settled(MET, facts)
    return None
