"""Who prescribes: "prescribed by or in consultation with a neurologist" against "derm wants it".

A criterion that asks for nothing else is read whole. A specialist is stated by his name in full, or
by a short form that stands alone or does what a doctor does; a referral is none yet.
"""

import re
from collections.abc import Iterator

from app.fact_models import Fact, FactKind, Reading
from app.findings_base import MET, NOT_MET, OPEN, Desk, Settled
from app.scope_cues import Scope
from app.specialties import SPECIALTIES, Specialty

_ACT = (
    r"(?:prescribed|ordered|recommended|requested|initiated|managed|supervised|overseen|evaluated|"
    r"assessed|seen|started|written|diagnosed|followed|given|treated|"
    r"injected|performed|administered|implanted|placed|done)"
)
_WANTED = re.compile(
    r"^\W*(?:(?:the\s+)?(?:drug|medication|medicine|treatment|therapy|product|agent|request|test|"
    r"device|it|member|patient)\s+)?(?:(?:is|was|are|has been|must be|will "
    rf"be)\s+)?(?:{_ACT}(?:\s*(?:,|or|and|/)\s*{_ACT})*\s+by|(?:in\s+)?consult(?:ation|ed)\s+with|"
    r"care is (?:under|by)|specialist involvement(?: by|:|\s*>)?|prescriber is|(?:provider|"
    r"physician|prescriber) is)(?:,?\s+or\s+(?:in\s+|after\s+)?consultation\s+with,?|"
    r",?\s+or\s+(?:is\s+|was\s+)?(?:recommended|supervised) by,?)?\s+(?P<who>[^.;]+?)\W*$|"
    r"^\W*(?P<first>[^.;]{3,90}?)\s+(?:prescribes|(?:orders|writes|wrote) (?:it|the (?:drug|"
    r"prescription))|is (?:the )?(?:prescriber|involved|consulted)(?: or (?:the )?consultant)?|"
    r"(?:has been |was )?(?:consulted|involved)|consultation|involvement)\W*$",
    re.IGNORECASE,
)
_REST = re.compile(
    r"\b(?:an?|the|or|and|by|in|with|specialist|specialists|specializing|board[- ]certified|"
    r"certified|licensed|pa?ediatric|adult|consultation|appropriate|qualified|other|has|consulted|"
    r"one|is|of|treating|physicians?|experienced)\b|[,/()]",
    re.IGNORECASE,
)
_DOES = (
    r"(?:wants?|asks?|asked|says?|said|would like|recommend\w*|prefers?|suggest\w*|writes?|wrote|"
    r"orders?|ordered|prescrib\w*|plans?|planning|plan|gave|gives|started|starts|stopped|put|"
    r"agrees?|both agree|requests?|requested|requesting|submit\w*|signed|saw|follow\w*|manag\w*|"
    r"thinks?|proposes?|tried|switched|is (?:asking|prescribing|ordering|requesting)|has asked|"
    r"will (?:inject|perform|prescribe|administer|implant|place|do|give|treat)|injects?|performs?|"
    r"told|advis\w*|diagnosed|"
    r"confirmed|on board|consult\w*|fellow|attending|np|pa|rx|note|letter|clinic|appointment "
    r"(?:last|on)|visit)"
)
_BEHIND = re.compile(
    rf"\s*(?:,?\s*who\s+)?(?:(?:at|in|from)\s+[A-Z][\w']+\s*)?(?:{_DOES}\b|dr\b|[:=]\s*\w|at\s+[A-Z])",
    re.IGNORECASE,
)
_AHEAD = re.compile(
    r"(?:\b(?:our|my|her|his|their|by|from|with|per|under|dr\.?(?: [A-Z]\w+,?)?|prescriber:?|"
    r"specialty:?|ped(?:s|iatric|i)?|saw|sees|via|provider:?|requesting|seen by)|-|Dr\.? "
    r"[A-Z][\w.]+(?: [A-Z][\w-]+)?[,(]?)\s*$"
)
_STARTS = re.compile(r"(?:^|[.;!?\n(])\s*$")
_ENDS = re.compile(r"\s*(?:[.;!?)\n]|$)")
_COMMA_STARTS = re.compile(r"(?:^|[.;,!?\n(])\s*$")
_COMMA_ENDS = re.compile(r"\s*(?:[.;,!?)\n]|$)")
# Somebody else may prescribe where a specialist has been asked.
_CONSULTED = re.compile(r"consult", re.IGNORECASE)
_NEAR = 60  # characters
_LONGEST_SHORT = 6  # letters: longer words name a specialty and nothing else
_NOT_YET = re.compile(
    r"\b(?:refer\w*|waiting|wait(?:list)?|await\w*|appointment|appt|will see|to see|scheduled|"
    r"earliest|pending|never|once|years? ago|want to see|should see|needs? (?:an?|to)|"
    r"can(?:no|['’])t (?:see|get)|unless|denied by|except)\b[^.;]{0,40}$|"
    r"\bwithout\b[^.,;]{0,40}$",
    re.IGNORECASE,
)
_LATER = re.compile(
    r"[\s,:]*(?:(?:appointment|appt|visit|consult|referral|eval(?:uation)?)\b[^.;]{0,30}\b(?:pending|"
    r"scheduled|in (?:\d|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\w*|next|placed|not)|"
    r"sees (?:him|her|me|us)?\s*(?:on |next )?(?:mon|tue|wed|thu|fri|next|in)|not (?:seen|"
    r"involved|consulted)|referral|never|won['’]t|once\b|until)",
    re.IGNORECASE,
)
_GENERAL = re.compile(
    r"\b(?:(?:(?:doctor|dr\.?|prescriber|provider|physician|ordered by|prescribed by|written by|"
    r"md)\s*(?:is|=|:|-)?\s*(?:an?\s+|my\s+|his\s+|her\s+)?(?:family|primary care|pcp|gp\b|"
    r"general practi\w+|internist|internal medicine|urgent care|fp\b|nurse practitioner in "
    r"primary)[\w ]{0,20})|(?:np|pa|nurse practitioner)(?:,| in| at| from)+ (?:an? |the "
    r")?(?:primary care|family|pcp)\w*(?: \w+)?|(?:pcp|gp|family doctor|family doc|primary care "
    r"doctor|internist|pediatrician|paediatrician) (?:writes|wrote|prescribes|prescribed|ordered|"
    r"orders|manages)(?: it)?)",
    re.IGNORECASE,
)


def wanted_specialties(text: str) -> tuple[Specialty, ...]:
    """The specialties of which a criterion asks for one; () where it asks for something else."""
    match = _WANTED.match(text)
    if match is None:
        return ()
    who = match.group("who") or match.group("first")
    named = tuple(s for s in SPECIALTIES if s.wanted.search(who))
    rest = who
    for specialty in named:
        rest = specialty.wanted.sub(" ", rest)
    return () if _REST.sub(" ", rest).strip(" -") else named


def settle_prescriber(text: str, desk: Desk) -> Settled | None:
    """The finding of a criterion that asks only for a specialist.

    Returns:
        None where it asks for something else, or where the case names nobody; OPEN where a
        specialist is only to be seen.
    """
    named = wanted_specialties(text)
    if not named:
        return None
    to_come = False
    for reading in desk.facts.readings:
        for specialty in named:
            for fact in _stated(reading, specialty):
                if fact is not None:
                    return Settled(MET, (fact,))
                to_come = True
    if to_come:
        return OPEN
    return None if _CONSULTED.search(text) else _by_another(desk)


def _by_another(desk: Desk) -> Settled | None:
    """NOT_MET where the prescriber is a generalist and no specialist is named at all."""
    for reading in desk.facts.readings:
        match = _GENERAL.search(reading.text)
        if match is None:
            continue
        others = [s for s in SPECIALTIES if s.name != "pediatrician"]
        if any(s.full.search(reading.text) or any(_stated(reading, s)) for s in others):
            return OPEN
        return Settled(NOT_MET, (reading.fact(FactKind.FINDING, *match.span(), name="prescriber"),))
    return None


def _stated(reading: Reading, specialty: Specialty) -> Iterator[Fact | None]:
    """Where a text names a specialist; None for one who is denied or yet to be seen."""
    text = reading.text
    full = list(specialty.full.finditer(text))
    for match in (*full, *specialty.short.finditer(text)):
        if any(m.start() <= match.start() < m.end() for m in full) and match not in full:
            continue
        low = max(0, match.start() - _NEAR)
        to_come = _NOT_YET.search(text, low, match.start()) or _LATER.match(text, match.end())
        if to_come:
            yield None
        elif match.re is specialty.short and not _is_doctor(text, match):
            continue
        elif not reading.scope_at(*match.span()) & Scope.DENIED:
            yield reading.fact(FactKind.FINDING, *match.span(), name=specialty.name)


def _is_doctor(text: str, match: re.Match[str]) -> bool:
    """Whether a short form stands alone, or does or has what a doctor does or has."""
    front, at = text[: match.start()], match.end()
    if _BEHIND.match(text, at) or (_AHEAD.search(front[-30:]) and _COMMA_ENDS.match(text, at)):
        return True
    if len(match.group()) > _LONGEST_SHORT:  # "endocrinology" names nothing else
        return bool(_COMMA_STARTS.search(front[-5:]) and _COMMA_ENDS.match(text, at))
    return bool(_STARTS.search(front[-5:]) and _ENDS.match(text, at))
