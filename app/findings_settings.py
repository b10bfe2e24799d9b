"""Where a treatment is given, and who prescribes it, held against a criterion."""

import re
from collections.abc import Sequence

from app.fact_models import FactKind
from app.findings_base import MET, NOT_MET, OPEN, Desk, Settled, joined
from app.measures import norm, norm_set
from app.phrase_places import Asked
from app.phrase_words import Phrase, phrase_of
from app.scope_cues import Scope
from ingest.lexis import words
from ingest.statements.models import Join
from ingest.statements.phrases import split_list

_SPECIALIST = re.compile(
    r"\b(?:prescribed|ordered|recommended|requested|evaluated|managed|initiated|supervised|"
    r"performed|assessed|reviewed|consult\w*|overseen|treated|seen|"
    r"diagnosed)\b[^.;]{0,60}?\b(?:by|with),?\s+(?:an?\s+|the\s+)?(?P<who>(?:(?!\b(?:who|that|"
    r"within|for|and has)\b)[^.;])+)",
    re.IGNORECASE,
)
_PROFESSION = re.compile(
    r"(?:ologist|iatrist|surgeon|specialist|physician|therapist|clinic|center|centre|team|"
    r"oncology|allergist|practitioner|dietitian|psychologist|provider|"
    r"geneticist|counselor|nurse|pharmacist|dentist)s?\b",
    re.IGNORECASE,
)
# Who is licensed to be one is one.
_TITLE = re.compile(
    r"\b(?:board[- ](?:certified|eligible)|licensed|qualified|certified|appropriate|participating|"
    r"in-network|clinical)\s+",
    re.IGNORECASE,
)
_STUDY = re.compile(
    r"\b(?:in|within|of|into|under|through|outside)\b[^.;]{0,60}?\b(?:stud(?:y|ies)|trials?|"
    r"registry)\b",
    re.IGNORECASE,
)
_OUTSIDE = re.compile(
    r"\b(?:outside(?: of)?|not (?:enrolled|participating) in|without)\s+(?:an?|any|the)?\s*"
    r"(?:[\w-]+\s+){0,6}?(?:stud(?:y|ies)|trials?|registry)\b",
    re.IGNORECASE,
)
_KIND_OF_STUDY = (
    r"(?:clinical|research|approved|controlled|randomi[sz]ed|investigational|registered|formal|"
    r"prospective|observational|ongoing|experimental|(?:\w+-)approved|well-designed|phase \w+)"
)
_A_STUDY = (
    rf"(?:an?|the|this)?\s*(?:{_KIND_OF_STUDY},?\s+)*(?:stud(?:y|ies)|registry|"
    rf"{_KIND_OF_STUDY}\s+trials?|research (?:setting|protocol|project))\b"
)
# A whole criterion, and the words of a case: "in a sleep study" is a test
_IS_A_STUDY = re.compile(
    rf"\W*(?:(?:when|if)\s+)?(?:(?:used|given|done|performed|offered)\s+)?"
    rf"(?:(?:as\s+)?part of|in|within|under)?\s*{_A_STUDY}\W*",
    re.IGNORECASE,
)
_INSIDE = re.compile(
    rf"(?:\b(?:as\s+)?part of|\b(?:with)?in|\bunder|\benrolled in|\bparticipat\w+ in)\s+{_A_STUDY}"
    r"(?!\s+(?:of|by|on)\b)",
    re.IGNORECASE,
)
_AT_HOME = re.compile(
    r"\b(?:at|in)\s+(?:the\s+|her\s+|his\s+|their\s+|(?:patient|member)['’]?s?\s+)?home\b|"
    r"(?<!nursing )\bhome[- ](?:infusions?|use|administration|setting|therapy|treatment|"
    r"based)\b",
    re.IGNORECASE,
)
_NOT_AT_HOME = re.compile(
    r"\b(?:at|in)\s+(?:a |an |the )?(?:hospital|infusion (?:center|centre|suite)|(?:outpatient "
    r")?clinic|office|emergency)\b|\b(?:inpatient|outpatient hospital)\b",
    re.IGNORECASE,
)
_I_AM = re.compile(
    r"\b(?:I am|I['’]m|as)\s+(?:an?|his|her|their|the)\s+(?P<who>(?:[\w-]+\s+){0,3}?"
    r"[\w-]*(?:ologist|iatrist|allergist|surgeon))\b",
    re.IGNORECASE,
)
_SETTING_WORDS = norm_set(
    "administered administration furnished furnish provided provide used use delivered given "
    "infused infusion infusions treatment therapy drug product medication setting own "
    "patient's"
)


def settle_setting(text: str, desk: Desk) -> Settled | None:
    """The finding of a place of treatment ("administered in the home" against "home infusion")."""
    if not _AT_HOME.search(text):
        return None
    left = (
        {norm(w) for w in words(_AT_HOME.sub(" ", text))} - _SETTING_WORDS - desk.intervention_words
    )
    if any(
        atom
        for atom in phrase_of(" ".join(left), desk.terms).atoms
        if not atom.concepts & desk.interventions
    ):
        return None
    for reading in desk.facts.readings:
        for state, pattern in ((MET, _AT_HOME), (NOT_MET, _NOT_AT_HOME)):
            match = pattern.search(reading.text)
            if match and not reading.scope_at(*match.span()) & (Scope.DENIED | Scope.FAMILY):
                return Settled(
                    state, (reading.fact(FactKind.FINDING, *match.span(), name="setting"),)
                )
    return OPEN


def settle_study(text: str, desk: Desk) -> Settled | None:
    """The finding of taking part in a study, where the case says that it does, or does not."""
    whole = _IS_A_STUDY.fullmatch(text)
    if not (whole or _STUDY.search(text)):
        return None
    wants_outside = _OUTSIDE.search(text) is not None
    for reading in desk.facts.readings:
        for match in _OUTSIDE.finditer(reading.text):
            fact = reading.fact(FactKind.FINDING, *match.span(), name="outside of a study")
            return Settled(MET if wants_outside else NOT_MET, (fact,))
        if whole and (inside := _INSIDE.search(reading.text)):
            fact = reading.fact(FactKind.FINDING, *inside.span(), name="in a study")
            return Settled(MET, (fact,))
    return None


def settle_specialist(text: str, desk: Desk) -> tuple[int, int, Settled] | None:
    """The finding of "prescribed by or in consultation with a neurologist".

    Returns:
        Start, end and finding of the words; None where no profession is asked for.
    """
    match = _SPECIALIST.search(text)
    if match is None or not _PROFESSION.search(match.group("who")):
        return None
    who = re.sub(r"^.*\b(?:with|by),?\s+(?:an?\s+)?", "", match.group("who"), flags=re.IGNORECASE)
    who = _TITLE.sub("", who)
    named = re.sub(
        r"\(\s*(?:including|such as|e\.g\.?,?|for example,?)?\s*(?:an?\s+)?|\)", ", ", who
    )
    phrases = [desk.index.phrase(piece) for piece in split_list(named)]
    if mine := _speaking(phrases, desk):
        return *match.span(), mine
    asked = Asked(of_use=True)  # who orders a treatment is stated by the order
    parts = [Settled(*desk.index.find(phrase, asked)) for phrase in phrases if phrase]
    return *match.span(), joined(Join.ANY_OF, parts)


def _speaking(wanted: Sequence[Phrase], desk: Desk) -> Settled | None:
    """Where the one who asks is of a wanted profession: "I am a pediatric dermatologist"."""
    for reading in desk.facts.readings:
        for match in _I_AM.finditer(reading.text):
            own = {norm(w) for w in words(match.group("who"))}
            if any(p and all(a.parts <= own for a in p.atoms) for p in wanted):
                fact = reading.fact(FactKind.FINDING, *match.span(), name=match.group("who"))
                return Settled(MET, (fact,))
    return None
