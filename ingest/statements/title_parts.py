"""The part of a guideline's title that tells what it is about.

"Urology Assembly Guideline: BPH and kidney stones", "Lyme disease: information for clinicians",
"Menopause Council: Menopausal symptoms": beside the subject stand who writes and what form it has.
"""

import re

from ingest.describe_editions import without_edition

_MONTH = (
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december)"
)
# What stands behind a title: its date, its edition, how much of it is there
_EDITION = re.compile(
    rf"(?:\s*[,:(–—-]\s*|\s+)(?:{_MONTH}(?:\s+(?:19|20)\d\d)?|(?:19|20)\d\d|"
    r"\(?(?:(?:the|first|second|third|fourth|\d+(?:st|nd|rd|th)|focused|living|full|interim|"
    r"updated?|revised|new|short|abridged) ){0,3}(?:update|edition|revision|version|excerpt|"
    r"extract|guideline|key (?:points|messages)|summary)\)?|\(?v(?:ersion)?\.? ?\d[\d.]*\)?|"
    r"(?<=, )(?:systemic|medical|drug) (?:therapy|treatment))\)?\s*$",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\s*\b(?:19|20)\d\d\b")
_GUIDE_TO = re.compile(
    r"^(?:(?:pocket|quick|practical|reference|short) )*(?:guide|handbook) (?:for|to|on) (?:the )?",
    re.IGNORECASE,
)
_BODY = (
    r"(?:Society|College|Association|Academy|Task Force|Federation|Institute|Committee|Department|"
    r"Council|Forum|Foundation|Union|Board|Network|Ministry|Initiative|Alliance|Assembly|Agency|"
    r"Cent(?:er|re)|Fellowship|Collaboration|Consortium|Panel|Group)"
)
_BODY_ALONE = re.compile(
    rf"(?:the )?(?:(?:[A-Z][\w.&'’-]*|of|for|on|the|and|in|&),? )*{_BODY}\b"
    r"(?:,? (?:[A-Z][\w.&'’-]*|of|for|on|the|and|in|&))*"
)
_BODY_IN_FRONT = re.compile(
    rf"^(?:[A-Z][\w-]+ ){{1,4}}{_BODY}\s+(?!(?:of|for|on|and|the|therapy)\b)(?=[a-z])"
)
_FORM_WORD = (
    r"(?:pocket|quick|practical|reference|guides?|information|advice|for|clinicians?|"
    r"professionals?|patients?|the|of|and|a|an|to|in|key|points|messages|plain|language|"
    r"plain-language|practice|clinical|evidence-based|guidelines?|guidance|recommendations?|"
    r"statements?|position|consensus|updates?|updated|report|summary|standards?|care|schedule|adult|"
    r"diagnosis|management|treatment|full|short|version|english|focused|final|draft|expert|"
    r"bulletin|bulletins|policy|good|joint|living|committee|opinion|review)"
)
_FORM = re.compile(rf"(?:{_FORM_WORD}[ ,-]*)+", re.IGNORECASE)
# What a part in front of a colon is called by: a guideline, the 211th bulletin, an S3-Leitlinie
_SERIES = re.compile(
    r"(?P<front>.*?)\b(?:(?:joint|clinical|practice|good|evidence-based|consensus|position|"
    r"scientific|updated?|green|white|paper|top|technical) )*(?:S[123]-)?(?:guidelines?|leitlinie|"
    r"bulletins?|standards?|statements?|recommendations?|guidance|advisory|report)"
    r"(?: (?:no\.? ?)?\d[\w.-]*)?(?: \([^()]*\))?",
    re.IGNORECASE,
)
_OF_DISEASE = re.compile(
    r"^(?:[A-Z][\w-]* )*?(?P<what>diabetes|asthma|stroke|epilepsy|psoriasis|arthritis|hypertension|"
    r"migraine|headache|osteoporosis|dementia|obesity|tuberculosis|thyroid) ",
    re.IGNORECASE,
)
_STRATEGY = re.compile(
    r"(?:world ?wide|world|global|international|european|national|asian|american) "
    r"(?P<what>[\w -]+?) (?:strategy|initiative)(?: report)?",
    re.IGNORECASE,
)


def telling_part(title: str, is_condition: "re.Pattern[str]") -> str:
    """A title without the parts that tell who writes and in what form; "" where all of it does.

    Args:
        title: As inferred or printed.
        is_condition: What the last word of a diagnosis looks like; "Heart Failure Guideline" in
            front of a colon tells more than a series.
    """
    previous, bare = "", without_edition(title.strip())
    while bare != previous:
        previous, bare = bare, _EDITION.sub("", bare).strip(" ,:–—-")
    bare = _BODY_IN_FRONT.sub("", _GUIDE_TO.sub("", bare))
    if strategy := _STRATEGY.fullmatch(_YEAR.sub("", bare)):
        return strategy["what"]
    parts = [part.strip() for part in re.split(r":\s+", bare) if part.strip()]
    if len(parts) < 2:  # noqa: PLR2004 - nothing beside it
        return bare
    kept = [part for part in parts if not _tells_nothing(part, is_condition)]
    if not kept and (of := _OF_DISEASE.match(bare)):
        return of["what"]
    return ": ".join(_FORM_IN_FRONT.sub("", part) for part in kept)


# "practice guideline, restless legs, essential tremor": the form stands first in the list
_FORM_IN_FRONT = re.compile(rf"^(?:{_FORM_WORD} )*{_FORM_WORD}, (?=\w)", re.IGNORECASE)


def _tells_nothing(part: str, is_condition: "re.Pattern[str]") -> bool:
    if _FORM.fullmatch(part) or _BODY_ALONE.fullmatch(part):
        return True
    series = _SERIES.fullmatch(part)
    return series is not None and is_condition.search(series["front"].strip()) is None
