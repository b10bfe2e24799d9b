"""What stands before a predicate: the people, the conditions of a front, and the subject."""

import re

from ingest.lexis import words
from ingest.statements.slot_patterns import PEOPLE_FRONT
from ingest.statements.slots import Slots, parse_population
from ingest.statements.subjects import names_people

_DATE = (
    r"(?:[A-Z][a-z]+\.? \d{1,2}, \d{4}|\d{1,2}/\d{1,2}/\d{2,4}|\d{4}-\d\d-\d\d|"
    r"[A-Z][a-z]+ \d{4}|\d{4}|the (?:effective )?dates? (?:given|stated|shown|listed|indicated))"
)
_EFFECTIVE = (
    rf"(?:effective\b|for (?:claims|services|dates of service|items)\b|beginning\b|as "
    rf"of\b|(?:on )?(?:and|or) after\b)[^.;:]{{0,90}}?{_DATE}(?:[^.,;:]{{0,40}}?(?:thro"
    rf"ugh|to|and) {_DATE})?\s*[,:]?\s*"
)
SUBJECT_NOISE = re.compile(
    rf"^(?:{_EFFECTIVE}|it is the (?:policy|position) of [^.;:]{{3,120}}?\bthat\s+|"
    rf"(?:(?:the|an?) )?(?:(?:initial|new|renewal|continuation|PA|pre-?authori[sz]ation|"
    rf"(?:prior )?authori[sz]ation) )*requests? for\s+|"
    rf"(?:therefore|however|thus|in addition|additionally|accordingly|"
    rf"in general|currently|note|exceptions?|caveat),?:?\s+|A:\s+|(?:yes|no),\s+|"
    rf"(?:(?:medicare|medicaid|program|plan|the plan|health plan)\s+)?"
    rf"(?:payment|reimbursement|coverage)s? (?:for|of)\s+|(?:the )?decision "
    rf"(?:to|about|on|regarding|whether to|of whether to)\s+|(?:the )?(?:use|"
    rf"usage|administration|coverage|provision|addition|performance) of\s+|(?:the )?(?:(?:clinical "
    rf")"
    rf"?(?:usefulness|effectiveness|efficacy|benefits?|value|role|utility)|safety(?: and "
    rf"(?:efficacy|effectiveness))?) of\s+)+",
    re.IGNORECASE,
)


# "Before elective surgery", "Beyond the first month after transplantation", "During the first
# trimester": when a thing is done is for whom
_OPERATION = (
    r"(?:surger(?:y|ies)|operations?|procedures?|interventions?|transplant(?:s|ation)?|"
    r"dialysis|chemotherapy|radiotherapy|\w+(?:ectom|plast|otom|graft|scop)(?:y|ies))"
)
_WHEN_DONE = re.compile(
    r"^\W*(?![^,;:]*\bwho\b)"
    r"(?:(?:before|prior to|ahead of|beyond|within|during|in preparation for)\s"
    rf"[^,;:]*\b{_OPERATION}\b|(?:before|beyond|during|in|from|until)\s[^,;:]*"
    r"\b(?:trimesters?|pregnancy|gestation|breast-?feeding|lactation)"
    r"(?:\s+(?:on|onwards?|(?:or|and) (?:later|after|beyond)))?\W*$)",
    re.IGNORECASE,
)


def _told_time(before: str) -> Slots | None:
    """The population of a front that tells at which time in a course; None for others."""
    text = before.strip(" ,:;")
    return Slots(populations=(text,)) if _WHEN_DONE.match(text) else None


def _tells_population(before: str) -> bool:
    text = before.strip(" ,:;")
    return (
        bool(words(text))
        and re.match(
            rf"(?:for|in|among|when|where|if|with|after|to|as|during|{_FOLLOWING})\b",
            text,
            re.IGNORECASE,
        )
        is not None
    )


# "Following review of the evidence" tells how it was decided
_FOLLOWING = (
    r"following(?! (?:an? |the |our |careful |full )*(?:review|discussions?|publication|systematic|"
    r"consultations?|considerations?|analys[ie]s|recommendations?|guid\w+|statements?)\b)"
)
_FRONT = re.compile(
    rf"(?:for|in|among|when|where|if|with|after|during|as|{_FOLLOWING})\b", re.IGNORECASE
)
_WHOSE = re.compile(r"^(?P<label>[^:]{3,200}):\s*(?:the\s*)?$", re.IGNORECASE)


def front_of(before: str) -> Slots:
    """Slots of what stands before "we recommend".

    "In patients with X," or a label, "Women who ...:".
    """
    label = _WHOSE.match(before)
    if label and PEOPLE_FRONT.match(label.group("label")):
        return parse_population(f"for {label.group('label')}")
    bare = re.sub(r"[,;:]\s*(?:the|our|this)\s*$", "", SUBJECT_NOISE.sub("", before))
    if names_people(bare):
        return parse_population(f"for {bare}")
    if (timed := _told_time(bare)) is not None:
        return timed
    return parse_population(bare) if _tells_population(bare) else Slots()


def subject_and_front(before: str) -> tuple[str, Slots]:
    """Rule: "In patients with X, the drug" gives the drug and the population.

    The subject is what stands after the last comma that does not join a list ("A, B, or C is
    recommended").
    """
    text = SUBJECT_NOISE.sub("", before.strip(" ,:;"))
    if study := _OUTSIDE.match(text):
        return study["rest"], Slots(criteria=(study["front"],))
    label = _LABELLED.match(text)
    if label and PEOPLE_FRONT.match(label.group("label")):
        return label.group("rest"), parse_population(f"for {label.group('label')}")
    if label and len(words(label.group("label"))) <= _N_WORDS_OF_LABEL:
        text = label.group("rest")
    if not _FRONT.match(text):
        return text, Slots()
    segments = [part for part in re.split(r",\s+(?![^()]*\))", text) if part]
    at = _start_of_subject(segments)
    if at == 0:
        return text, Slots()
    return SUBJECT_NOISE.sub("", ", ".join(segments[at:])), parse_population(
        ", ".join(segments[:at])
    )


# "Outside of such a clinical study, X for Y is not covered"
_OUTSIDE = re.compile(
    r"^(?P<front>(?:outside(?: of)?|other than in|in the context of|within|in)\s+[^,;:]{0,80}?"
    r"\b(?:stud(?:y|ies)|trials?|registry|registries)),\s+(?P<rest>\S.*)$",
    re.IGNORECASE,
)
_LABELLED = re.compile(r"^(?P<label>[^:]{2,200}):\s+(?P<rest>\S.*)$", re.DOTALL)
_N_WORDS_OF_LABEL = 5
_GOES_ON = re.compile(
    r"(?:and|or|including|such as|e\.g\.|with|who|whose|especially|particularly|alone|despite|"
    r"without)\b",
    re.IGNORECASE,
)
_N_WORDS_OF_NAME = 6  # members of a list of interventions are short


def _start_of_subject(segments: list[str]) -> int:
    """Index of the segment at which the subject starts.

    A list ("A, B or C") is walked back to its first member.
    """
    at = len(segments) - 1
    if at < 1:
        return 0
    listed = re.match(r"(?:and|or)\b", segments[at], re.IGNORECASE) or re.search(
        r"\s(?:and|or)\s", re.sub(r"\([^()]*\)", "", segments[at])
    )
    while at > 1 and _GOES_ON.match(segments[at]):
        at -= 1
    while (
        listed
        and at > 1
        and len(words(segments[at - 1])) <= _N_WORDS_OF_NAME
        and not _GOES_ON.match(segments[at - 1])
    ):
        at -= 1
    return at


_FOR_IN_FRONT = re.compile(
    r"^\W*(?:for|on|regarding|as to|concerning)\s+(?P<what>[^,;:]+?)(?:,\s*(?:the\s*)?|\s*)$",
    re.IGNORECASE,
)
_SAID_AGAIN = re.compile(
    r"\W*(?:(?:it|them|(?:its|their) use)\b\W*)?(?:(?:and|so)\s+"
    r"(?:the|we|this|no|made|makes|ask\w*|call\w*)\b.*)?",
    re.IGNORECASE | re.DOTALL,
)


# "For drug X there was insufficient evidence, so the committee was unable to ..."
_FOR_WANT_OF = re.compile(
    r",?\s+(?:there (?:is|was|were)|the \w+ (?:found|saw|had)) (?:insufficient|inadequate|"
    r"not enough|too little|limited|no|little)(?: \w+)? "
    r"(?:evidence|data),?\s*(?:so|and|therefore|thus|hence)"
    r"\s*$",
    re.IGNORECASE,
)


def left_open(before: str, after: str) -> str:
    """The thing of "For X in Y, the evidence is insufficient": what stands in front of it."""
    before = _FOR_WANT_OF.sub("", before)
    found = _FOR_IN_FRONT.match(before) if _SAID_AGAIN.fullmatch(after) else None
    told = found["what"] if found else ""
    return "" if names_people(told) or PEOPLE_FRONT.match(told) else told
