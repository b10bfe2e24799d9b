"""What stands before a predicate: the thing, the people, or a predicate that came first."""

import re

from ingest.lexis import words
from ingest.statements.slot_patterns import PEOPLE

_FINITE = re.compile(
    r"\s(?:(?:may|can|could|might|should|must|will|would)(?:\s+(?:also|not))?\s+[a-z]+|is|are|was|"
    r"were|(?:has|have) (?:not )?been|remains?|supports?|suggests?|requires?)\b",
    re.IGNORECASE,
)
# "a drug that may cause sleep", "patients who are", "when it is": the verb of another clause
_RELATIVE = re.compile(
    r"\b(?:that|which|who|whom|whose|where|when|whenever|if|unless|while|because|since|than)\b"
    r"[^,;:]*$",
    re.IGNORECASE,
)


def without_first_predicate(subject: str) -> str:
    """Of "X may cause Y and" the subject X: the sentence goes on with its own predicate."""
    for verb in _FINITE.finditer(subject):
        before = subject[: verb.start()]
        depth = before.count("(") - before.count(")")
        if depth <= 0 and words(before) and not _RELATIVE.search(before):
            return before if _JOINED.search(subject) else _last_subject(subject, verb.end())
    return subject


_JOINED = re.compile(r"[\s,](?:and|but|or)\s*$", re.IGNORECASE)
_NEXT = re.compile(r"[\s,;](?:and|but|so|while|whereas)\b,?\s+(?=\S)", re.IGNORECASE)


def _last_subject(text: str, at: int) -> str:
    """Of "A should occur and B", where A has its own predicate, the subject B."""
    found = list(_NEXT.finditer(text, at))
    return text[found[0].end() :] if found else text


_NO_PREFIX = (
    r"(?:for|with|in|of|to|and|or|by|on|at|from|among|using|via|an?|the|their|his|her|your|\w+ing)"
)
_PEOPLE_ALONE = re.compile(
    rf"\s*(?:(?:the|all|most|any|each|every|some|both)\s+)*"
    rf"(?P<who>(?:(?!{_NO_PREFIX}\b)[\w-]+,?\s+){{0,3}}?{PEOPLE})\b(?!['’]s)"
    r"(?!\s*(?:education|preferences?|counsel|training|navigat|safety|support|reported|selection|"
    r"controlled|information|activation|portal|registr|-))",
    re.IGNORECASE,
)


def names_people(subject: str) -> bool:
    """Whether the subject of a sentence is the patient ("Pregnant women with gout")."""
    found = _PEOPLE_ALONE.match(subject)
    return found is not None and without_first_predicate(subject) == subject


# What is done to people, as a noun for the thing that follows
_DONE = (
    (re.compile(r"screened\W*$", re.IGNORECASE), "screening"),
    (re.compile(r"tested\W*$", re.IGNORECASE), "testing"),
    (re.compile(r"referred\W*$", re.IGNORECASE), "referral"),
    (re.compile(r"counsel(?:l)?ed\W*$", re.IGNORECASE), "counseling"),
    (re.compile(r"educated\W*$", re.IGNORECASE), "education"),
    (re.compile(r"(?:evaluated|assessed)\W*$", re.IGNORECASE), "evaluation"),
    (re.compile(r"monitored\W*$", re.IGNORECASE), "monitoring"),
)
_TOLD = re.compile(
    r"\s*(?:that|about (?:the )?(?:risks?|possib|uncertain)|whether|how)\b", re.IGNORECASE
)
_ADVERB = re.compile(
    r"^\s*(?:further|again|annually|regularly|promptly|immediately|closely)\b", re.IGNORECASE
)
_PREPOSITION = re.compile(r"^\s*(?:with|by|using)\s+(?:either\s+)?", re.IGNORECASE)


def done_to_people(predicate: str, after: str) -> str:
    """What is done: "should be screened", "for gout" is screening for gout, "given", "X" is X.

    That people are told something ("counseled that a benefit is not known") names no intervention.
    """
    if _TOLD.match(after):
        return ""
    for pattern, noun in _DONE:
        if pattern.search(predicate):
            return f"{noun} {_ADVERB.sub('', after).strip()}"
    return _PREPOSITION.sub("", after)


# "medically necessary for non-cosmetic indications" names no condition
NAMES_NONE = re.compile(
    r"(?:non-?\s?cosmetic|medical|functional|therapeutic|clinical|appropriate|(?:FDA[- ])?approved|"
    r"labell?ed|covered|accepted|valid|proper|legitimate|home|office|outpatient|inpatient)"
    r"(?: (?:and|or) [\w-]+)? (?:indications?|reasons?|purposes?|uses?)|"
    r"(?:any|all|every|each)(?: of the)? (?:diagnos[ei]s|indications?|conditions?|uses?) "
    r"(?:addressed|listed|described|discussed|covered|named)(?: (?:within|in|by|above|under)\b.*)?|"
    r"(?:(?:any|all|every|each)(?: of the)? (?:indications?|uses?|conditions?) (?:in|of|under) )?"
    r"(?:section|part) (?:[IVX]{1,4}|\d{1,2}|[A-Z])|"
    r"(?:[\w'’-]+ ){1,4}claims(?:\s*\([^()]*\))?",  # of whom a body insures
    re.IGNORECASE,
)


PHASE_ALONE = re.compile(
    r"(?:continued|continuing|initial|ongoing|subsequent|continuation of|renewal of) (?:therapy|"
    r"treatment|approval|authori[sz]ation|coverage|use)(?: (?:criteria|approval))?",
    re.IGNORECASE,
)
