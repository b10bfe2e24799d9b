"""Who has lost an organ: "patients without a gallbladder" after a cholecystectomy."""

import re

from app.fact_models import UNSAID, Fact, FactKind, Reading
from app.findings_base import MET, NOT_MET, Desk, Settled
from app.scope_cues import Scope

# The organ and the stem of its removal
_ORGANS = {
    "gallbladder": "cholecyst",
    "gall bladder": "cholecyst",
    "spleen": "splen",
    "uterus": "hyster",
    "womb": "hyster",
    "thyroid": "thyroid",
    "colon": "col",
    "appendix": "append",
    "stomach": "gastr",
    "prostate": "prostat",
    "pancreas": "pancreat",
}
_NAMED = "|".join(sorted(_ORGANS, key=len, reverse=True))
_WHO = (
    r"^\W*(?:(?:is|are|for|in|among)\s+)?(?:(?:the\s+)?(?:patients?|members?|people|persons?|"
    r"individuals?|adults?|women|men|those)\s+)?"
)
_WANTED = re.compile(
    rf"{_WHO}(?:(?:who\s+)?(?:do(?:es)? not have|ha(?:s|ve) no|lacks?)|without|absence of|"
    rf"with no)\s+"
    rf"(?:(?:an?|the|their|his|her|intact)\s+)*(?P<organ>{_NAMED})\W*$",
    re.IGNORECASE,
)
_PARTLY = re.compile(
    r"\b(?:partial(?:ly)?|sub-?total|hemi-?\w*|segmental|unilateral|sleeve|one|half|part of)\b",
    re.I,
)


def settle_lost_organ(text: str, desk: Desk) -> Settled | None:
    """The finding of a criterion that asks for the lack of an organ; None for others."""
    wanted = _WANTED.match(text)
    if wanted is None:
        return None
    organ = wanted["organ"].lower()
    if lost := _said(_removed(organ), desk) or _said(_missing(organ), desk, _UNDENIED):
        return Settled(MET, (lost,))
    kept = _said(_intact(organ), desk, _UNDENIED)
    return Settled(NOT_MET, (kept,)) if kept else None


_UNSAID = UNSAID | Scope.ASKED
_UNDENIED = _UNSAID & ~Scope.DENIED  # "no gallbladder": the denial is what is looked for


def _said(pattern: re.Pattern[str], desk: Desk, unsaid: Scope = _UNSAID) -> Fact | None:
    """The first place at which the case says so, of the whole organ."""
    for reading in desk.facts.readings:
        for found in reading.said(pattern, unsaid):
            if not _PARTLY.search(_around(reading, found.span())):
                return reading.fact(FactKind.FINDING, *found.span(), name="organ")
    return None


def _around(reading: Reading, span: tuple[int, int]) -> str:
    return reading.text[max(0, span[0] - len("partial ")) : span[1]]


def _removed(organ: str) -> re.Pattern[str]:
    gone = r"(?:removed|removal|taken out|out|resected|excised)\b"
    return re.compile(
        rf"\b(?:{_ORGANS[organ]}ectom(?:y|ized)\b|{organ}\s+(?:(?:was|has been|"
        rf"had been)\s+)?{gone}|"
        rf"removal of (?:the |her |his )?{organ}\b)",
        re.IGNORECASE,
    )


def _missing(organ: str) -> re.Pattern[str]:
    return re.compile(
        rf"\b(?:(?:no|without|lacks?|lost|absent)\s+(?:(?:an?|her|his|the)\s+)?{organ}"
        rf"(?=\s*(?:[.,;?!]|$|to|since|after|anymore)))",
        re.IGNORECASE,
    )


def _intact(organ: str) -> re.Pattern[str]:
    return re.compile(
        rf"\b(?:(?:intact|still has (?:an?|her|his|the)|has (?:an?|her|his|the))\s+{organ}|"
        rf"{organ}\s+(?:(?:is|still)\s+)?(?:intact|in place|in situ|present)|"
        rf"(?:no|never had an?) (?:prior |previous )?{_ORGANS[organ]}ectomy)\b",
        re.IGNORECASE,
    )
