"""Who has no symptoms: "asymptomatic (no signs or symptoms of lung cancer)".

What a cancer shows first fails that. Source: NICE NG12, symptoms that ask for a referral.
"""

import re

from app.findings_base import MET, NOT_MET, Desk, Settled
from app.scope_cues import Scope

_WANTED = re.compile(
    r"^\W*(?:(?:the )?(?:patient|member|individual|beneficiary|person|who) )?(?:(?:is|are|must be|"
    r"be) )?(?:currently )?(?:asymptomatic\b\W*(?:(?:with|having|has|that is|i\.e\.|and) )?)?"
    r"(?:(?:no|without|absence of) (?:any )?(?:(?:current )?(?:signs|symptoms)(?:,? (?:or|and|/) "
    r"(?:signs|symptoms))?)(?: (?:of|suggest\w+|for) (?P<what>[\w -]{3,40}))?)?\W*$",
    re.IGNORECASE,
)
_NONE = re.compile(
    r"\basymptomatic\b|\b(?:no|without|free of|denies|not had) (?:(?:any|current|other) )?"
    r"(?:(?:signs|symptoms|complaints)(?:,? (?:or|and) )?)+(?! (?:of|for|from|after|on|with)\b)",
    re.IGNORECASE,
)
_SOME = re.compile(r"(?<!no )\bsymptomatic\b(?! (?:treatment|therapy|relief|care))", re.IGNORECASE)
_FIRST_SHOWN = (
    (
        "lung",
        r"h(?:a?)emoptysis|cough(?:ing|s|ed)? (?:up )?blood|blood[- ](?:streaked|tinged) sputum",
    ),
    ("colorectal|colon|bowel", r"(?:rectal|anal) bleeding|blood in (?:the|his|her) stools?"),
    ("breast", r"(?:breast|axillary) (?:lump|mass)|nipple discharge"),
    ("prostate", r"blood in (?:the|his) urine|h(?:a?)ematuria"),
)


def settle_symptoms(text: str, desk: Desk) -> Settled | None:
    """The finding of a criterion that asks for no symptoms; None for others."""
    wanted = _WANTED.match(text)
    if wanted is None or not re.search(r"asymptomatic|symptoms", text, re.IGNORECASE):
        return None
    what = wanted["what"] or ""
    shown = [p for name, p in _FIRST_SHOWN if re.search(name, what, re.IGNORECASE)]
    patterns = [_SOME, *(re.compile(rf"\b(?:{p})\b", re.IGNORECASE) for p in shown)]
    for pattern in patterns:
        if fact := desk.facts.first_said(pattern, "symptoms"):
            return Settled(NOT_MET, (fact,))
    none = desk.facts.first_said(_NONE, "symptoms", Scope.FAMILY | Scope.POSSIBLE)
    return Settled(MET, (none,)) if none else None
