"""Sentences that hold the words of a position and take none. Data: name, pattern, example."""

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Silence:
    """One way of saying the words without the thing.

    Attributes:
        name: Short name.
        pattern: Regular expression, case-insensitive; searched in one sentence.
        example: A sentence that it fits.
        behind: True where it silences only what stands behind it.
    """

    name: str
    pattern: str
    example: str
    behind: bool = False


_TEXT = (
    r"(?:polic(?:y|ies)|guidelines?|documents?|bulletins?|articles?|sections?|chapters?|manuals?|"
    r"digests?|LCDs?|NCDs?|summar(?:y|ies)|lists?|program(?:me)?s?|statements?|versions?|editions?|"
    r"recommendations?|determinations?)"
)

SILENCES = (
    Silence(
        "any-item",
        r"^\W*for (?:any|an|each) (?:item|service|procedure)s?(?: or service)? to be (?:covered|"
        r"eligible|paid|reimbursed|considered)\b",
        "For any item to be covered by Medicare, it must be reasonable and necessary.",
    ),
    Silence(
        "does-not-imply",
        r"\b(?:does|do|shall|should|may|will) not (?:imply|guarantee|constitute|ensure|mean that|"
        r"be "
        r"(?:construed|taken|interpreted))\b",
        "Listing of a code does not imply that the service is covered.",
        behind=True,
    ),
    Silence(
        "under-which-benefit",
        r"\b(?:is|are) (?:a )?covered under (?:the |a |its )?(?:[\w-]+ ){0,5}?benefits?\W*$",
        "Oxygen bars are covered under the durable medical equipment benefit.",
    ),
    Silence(
        "none-over-another",
        r"\b(?:not|no|neither)\b[^.;]{0,80}?\bone (?:[\w-]+ ){1,4}?"
        r"(?:over|rather than|instead of|in preference to) (?:the )?"
        r"(?:another|others?|any other)\b",
        "We do not suggest one oxygen bar over another.",
    ),
    Silence(
        "earlier-text",
        rf"\b(?:previous|prior|earlier|former|old(?:er)?|archived|superseded|(?:19|20)\d\d) "
        rf"(?:\w+ )?{_TEXT}\b[^.;]*\b(?:considered|stated|recommended|said|allowed|held|"
        rf"regarded)\b",
        "The previous version of this policy considered oxygen bars investigational.",
    ),
    Silence(
        "replaced-text",
        rf"\bsupersed\w+\b[^;]*?[\"“«(:]|{_TEXT}\b[^.;\"“]{{0,60}}?\b(?:replaces|withdraws|retires|"
        r"rescinds|cancels)\b[^;]*?[\"“«]|^\W*(?:replaces|withdraws|formerly|previously)\b[^;]*?"
        r"[\"“«]",
        'This policy supersedes OB-7, "Oxygen bars are covered for fatigue".',
        behind=True,
    ),
    Silence(
        "was-so-before",
        r"\b(?:was|were|had been|has been|have been) (?:previously|formerly|once|initially|"
        r"originally|historically)\b|\b(?:formerly|previously|once) (?:considered|regarded|covered|"
        r"recommended)\b|^\W*(?:in|until|before|up to) (?:[A-Z][a-z]+ )?(?:19|20)\d\d,?\s[^.;]*?"
        r"\b(?:was|were) (?:not )?(?:recommended|suggested|advised|covered|considered|offered)\b",
        "Oxygen bars were previously considered medically necessary.",
    ),
    Silence(
        "not-required",
        r"\b(?:is|are) not (?:required|mandatory) (?:before|prior to|as a condition|"
        r"in order|to (?:qualify|request|submit|obtain|receive))\b",
        "A visit to the bar is not required before oxygen is requested.",
    ),
    Silence(
        "criteria-shown-below",
        r"\bcover(?:s|ed|age)?\b[^.;]*\bwhen (?:it is|they are|this is|these are) determined to be "
        r"(?:medically necessary|covered) because\b[^.;]*\b(?:below|above|following|herein)\b",
        "We cover oxygen bars when they are determined to be medically necessary because the "
        "criteria shown below are met.",
    ),
    Silence(
        "to-be-determined",
        r"\b(?:determin|decid|assess|evaluat|review|verif|check|confirm|discuss|know|ask|consider|"
        r"question|conclu|examin|stud|test)\w*\s+(?:if|whether)\b|"
        r"^\W*(?:whether|if and when|is|are|should|does|do|can|which|what|how|when)\b[^.]*\?\s*$",
        "Submit the records so that we can determine whether oxygen is medically necessary.",
        behind=True,
    ),
    Silence(
        "meaning-of-words",
        rf"^\W*(?:[\w /-]{{3,40}}:\s*)?(?:in|for the purposes? of|within|throughout) (?:this|the) "
        rf"{_TEXT},? (?:the terms?\b|procedures|services|treatments|items|devices|drugs|tests)\b|"
        r"\b(?:is|are) defined as\b(?![^.]*\b(?:covered|medically necessary)\b)",
        "In this document, procedures are considered medically necessary if they improve function.",
    ),
    Silence(
        "what-a-text-is-not",
        rf"\b(?:this|these|the|our) {_TEXT} (?:is|are) not (?:meant|intended|designed) to "
        r"(?:replace|supplant|substitute|override|apply)\b",
        "These recommendations are not meant to replace oxygen, nor do they apply to divers.",
    ),
    Silence(
        "covered-by-a-text",
        r"\b(?:not|non-?)\s?covered\b[^.;]*\bunless (?:(?:it is|they are|specifically|expressly|"
        r"otherwise) )*(?:covered|listed|provided for|allowed|authori[sz]ed) (?:in|by|under) "
        rf"(?:this|that|an(?:other)?|any|its|the) (?:\w+ )?{_TEXT}\b",
        "Oxygen bars are non-covered unless specifically covered in this NCD or in another NCD.",
    ),
    Silence(
        "elected",
        r"\b(?:elect(?:s|ed)?|choose|chose|chosen|opt(?:s|ed)?|decid(?:e|es|ed)) (?:not )?to "
        r"(?:cover|"
        r"provide coverage|exclude)\b",
        "The program is for employers that have elected to cover oxygen bars.",
    ),
    Silence(
        "a-text-covers",
        rf"\b(?:this|these|the|our|that) (?:[\w-]+ ){{0,3}}?{_TEXT} (?:also )?(?:covers?|addresses|"
        r"does not cover|do not cover)\b|\b(?:is|are) (?:covered|addressed|discussed|considered|"
        rf"described) (?:elsewhere|separately|in (?:(?:the|an?|this|our|its|another|other) "
        rf")?(?:[\w-]+ )"
        rf"{{0,2}}?(?:{_TEXT}|supplements?|appendi(?:x|ces)|tables?|figures?|websites?|online))\b",
        "Driving is covered in the online supplement.",
    ),
    Silence(
        "legend",
        r"^\W*(?:COR|LOE|class(?: of recommendation)?|grade|level(?: of evidence)?|strength|"
        r"category)\s"
        r"+(?:[1-4IVX]{1,3}[ab]?|[A-EIU])(?:-[A-Z]{1,2})?\b\s*(?:\([^)]*\)\s*)?(?::|=|means)|"
        r"^\W*[A-EIU1-4]\s*=\s",
        "COR 2a (moderate): is reasonable.",
    ),
    Silence(
        "history-of-the-text",
        r"^\W*\d{1,2}[/-]\d{1,4}(?:[/-]\d{2,4})?\W+(?:new|revis|updat|review|annual|add|replac|"
        r"chang|"
        r"remov|archiv|[\w -]{0,40}\b(?:added|changed|updated|reviewed|revised|removed)\b)|"
        r"\bno (?:other )?(?:policy )?changes? (?:to|in|were)\b",
        "7/1/2011 New policy; may be considered medically necessary.",
    ),
    Silence(
        "tells-which",
        r"\b(?:tells?|shows?|lists?|explains?) (?:you |members? )?(?:which|what)\b",
        "This list tells you which drugs the plan covers.",
        behind=True,
    ),
    Silence(
        "who-may-furnish",
        r"\b(?:physicians?|assistants?|practitioners?|specialists?|personnel|providers?|therapists?|"
        r"pharmacists?|nurses?|suppliers?)\b[^.;:]{0,120}?\bmay (?:furnish|provide|perform|bill|"
        r"supervise|deliver)\b",
        "Nurse practitioners may furnish oxygen if they meet all state requirements.",
    ),
    Silence(
        "asks-for-it",
        r"\b(?:requests?|claims?|applications?) (?:for|that)\b[^.;]*\b(?:will|must|should|may) be "
        r"(?:reviewed|submitted|sent|directed)\b",
        "Requests for oxygen bars will be reviewed by a physician.",
    ),
)
_COMPILED = tuple((silence, re.compile(silence.pattern, re.IGNORECASE)) for silence in SILENCES)


def is_silenced(sentence: str, start: int, end: int) -> bool:
    """Whether the words of a position at `sentence[start:end]` take none."""
    for silence, pattern in _COMPILED:
        for match in pattern.finditer(sentence):
            if match.start() < (start if silence.behind else end):
                return True
    return False


# A lead-in that reports: what stands under it is a finding
_REPORTS = re.compile(
    r"\b(?:shows?|showed|shown|found|finds?|demonstrat\w+|suggest(?:s|ed)? that|indicat\w+ that|"
    r"report\w*|stat(?:es|ed)|not(?:es|ed)|discussed|considered|learned|heard|concluded) ?(?:that|"
    r"whether)?\s*:\s*$",
    re.IGNORECASE,
)
_OWN_VOICE = re.compile(
    r"\b(?:we|panel|committee|task force|group|guideline|society|academy|college|policy|plan)\b"
    r"[^.:]*\b(?:suggest|conclud|consider)",
    re.IGNORECASE,
)


def reports(lead_in: str) -> bool:
    """Whether the items under a lead-in tell what was found, and advise nothing."""
    return bool(_REPORTS.search(lead_in)) and not _OWN_VOICE.search(lead_in)
