"""How soon a treatment is given, which is no part of what it is: "early ERCP" is ERCP."""

import re

_N = r"(?:\d+(?:\s*(?:-|–|to)\s*\d+)?|one|two|three|four|six|twelve|a few)"
_SOON = re.compile(
    r"^(?:very )?(?:early|immediate|urgent|prompt|timely|same-(?:admission|day))\s+"
    r"(?!intervention|detection|warning|care\b|goal|repolari|mobili)(?=[a-z]{4})",
    re.IGNORECASE,
)
_BY_WHEN = re.compile(
    r"[\s,(]+(?:(?:ideally|preferably|performed|started|given|done) )*(?:within (?:the (?:first "
    r")?)?"
    rf"{_N}[\s-]*(?:minutes?|hours?|hrs?|h|days?|weeks?)\b(?: of (?:admission|presentation|arrival|"
    r"onset|symptom onset|diagnosis))?|(?:as (?:soon|early) as possible|without delay|immediately|"
    r"(?:at|on) (?:hospital )?admission|(?:before|prior to) (?:hospital )?discharge|"
    r"before (?:she|he|they|the patient) (?:goes?|leaves?|is (?:sent|discharged))"
    r"(?: home| the hospital)?))\)?$",
    re.IGNORECASE,
)
_LATE = re.compile(r"^(?:delayed|deferred|late|postponed|interval)\s", re.IGNORECASE)
_PUT_OFF = r"(?:delayed|deferred|postponed|put off)"


def is_put_off(question: str, name: str) -> bool:
    """Whether a question asks to give the named thing late: "can ERCP be delayed"."""
    thing = re.escape(_LATE.sub("", name))
    return bool(
        _LATE.match(name)
        or re.search(rf"\s(?:be|is) (?:safely )?{_PUT_OFF}$", name, re.IGNORECASE)
        or re.search(
            rf"\b(?:{_PUT_OFF}|late|interval)\s+{thing}(?!\w)|"
            rf"\b{thing}\s+(?:(?:be|is|safely)\s+)*{_PUT_OFF}\b",
            question,
            re.IGNORECASE,
        )
    )


# "a genetic test before starting abacavir": of the drug nothing is asked
_BEFORE_USE = re.compile(
    r"(?<=\w)\s+(?:(?:needed|required|necessary|done|performed|indicated) )?(?:before|prior to) "
    r"(?:starting|initiating|beginning|prescribing|using|initiation of|treatment with|the start of)"
    r"\s+.*$",
    re.IGNORECASE,
)


def without_occasion(phrase: str) -> str:
    """A phrase without the treatment before which it is asked for."""
    return _BEFORE_USE.sub("", phrase)


def without_pace(phrase: str) -> str:
    """A phrase without its "early" and its "within 24 hours"; as it is where nothing is left."""
    bare = _BY_WHEN.sub("", _SOON.sub("", phrase, count=1), count=1).strip(" ,")
    return bare if re.search(r"[A-Za-z]{3}", bare) else phrase


def pace_of(phrase: str) -> str:
    """When a treatment is said to be given: "soon", "late", or "" where it is not said."""
    if _LATE.match(phrase.strip()):
        return "late"
    return "soon" if without_pace(phrase) != phrase else ""
