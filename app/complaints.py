"""What a length of time is of that stands by itself: "low back pain, no leg symptoms, 8 months".

Such a length is that of the complaint named right before it, never that of a treatment.
"""

import re

from app.fact_models import Reading
from app.measures import NO_MEASURE, MeasureName, norm_set, norms
from ingest.terms import Terms

_COMPLAINTS = norm_set(
    "symptoms complaints pain ache aching aches discomfort itch itching pruritus headache "
    "headaches "
    "ringing tinnitus numbness tingling weakness cough nausea fatigue insomnia stiffness dizziness "
    "vertigo heartburn snoring incontinence leakage bleeding diarrhea constipation sciatica"
)
_REACH = 80  # characters
_STARTS = re.compile(
    r"[.;:?!\n(](?=\s)|\b(?:and|but|then|after|despite|for|with|has|have|having)\b", re.IGNORECASE
)
_ENDS = re.compile(r"\s*(?:[,.;)?!\n]|$)")
# What a drug or a plan is measured in is no complaint's length.
_TREATS = re.compile(
    r"\b(?:on|tried|failed|had|did|took|used|stable|no|without|free|since|"
    r"ago|x)\b",
    re.IGNORECASE,
)


def complaint_before(reading: Reading, at: int, terms: Terms) -> tuple[MeasureName, str]:
    """The complaint before a comma, and its words, for a length that names nothing.

    Args:
        reading: A text of the case.
        at: Offset of the length.
        terms: Which words name treatments.

    Returns:
        No measure and "" where a treatment stands between, or no complaint before.
    """
    text = reading.text
    front = text[max(0, at - _REACH) : at].rstrip()
    end = re.compile(
        r"[^,.;]*?\b(?:days?|weeks?|wks?|months?|mos?|years?|yrs?|y)\b|\d+\s*/\s*10\b"
    ).match(text, at)
    if not front.endswith(",") or end is None or not _ENDS.match(text, end.end()):
        return NO_MEASURE, ""
    front = _STARTS.split(front[:-1])[-1]
    pieces = [piece.strip() for piece in front.split(",") if piece.strip()]
    for index, piece in enumerate(reversed(pieces[-2:])):
        denied = re.search(r"\b(?:no|without|denies)\b", piece, re.IGNORECASE)
        told = piece[: denied.start()] if denied else piece
        if terms.spot(told, kind="intervention") or _TREATS.search(told):
            return NO_MEASURE, ""
        named = set(norms(told)) & _COMPLAINTS
        if named:
            return MeasureName(frozenset(), frozenset(norms(told))), told
        if told and index == 0 and not denied:
            return NO_MEASURE, ""
    return NO_MEASURE, ""
