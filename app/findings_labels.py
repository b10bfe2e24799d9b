"""Labels in front of a criterion: "Step therapy: failure of X", "Narcolepsy: intolerance of X".

A label says under which heading a criterion stands; the case need not repeat it. One that names a
condition or a treatment says for whom the criterion is: it is left out where that is asked about or
stated.
"""

import re

from app.degrees import SEVERITIES
from app.findings_base import MET, Desk
from app.phrase_places import Asked
from ingest.lexis import words

_LABEL = re.compile(
    r"^\W*(?P<name>[A-Z][^.:;()\n\d]{1,60}?)(?:\s*\([^()]{2,30}\))?:\s+(?P<rest>\S.{8,})$",
    re.DOTALL,
)
_MOST_WORDS = 6
# What turns the sense of a criterion round, or makes it one of several, is no mere heading.
_SPEAKS = re.compile(
    r"\b(?:exclu\w+|contraindicat\w+|not|no|none|absen\w+|without|except\w*|unless|if|when|for|"
    r"limit\w*|any|one|two|all|either|both|following|include\w*|least|may|must|should|with|note|"
    r"example|renew\w*|continu\w*|reauthori\w*|replac\w*|repeat|combination|covered|is|are|has|have|"
    r"failed|failure|evidence|documented)\b",
    re.IGNORECASE,
)
_BY_DRUG = re.compile(r"[.;]\s+[A-Z][\w-]*(?:\s+[\w-]+){0,3}:\s")


def without_label(text: str, desk: Desk) -> str:
    """A criterion without the heading in front of it, where that asks for nothing of its own."""
    match = _LABEL.match(text)
    if match is None or _BY_DRUG.search(text):
        return text
    name = match.group("name").strip()
    if len(words(name)) > _MOST_WORDS or _SPEAKS.search(name):
        return text
    mentions = desk.terms.spot(name)
    ids = {m.concept_id for m in mentions}
    if not ids or any(w.lower() in SEVERITIES for w in words(name)):
        plain = not ids and _GENERAL.fullmatch(name) is not None
        return match.group("rest") if plain else text
    return match.group("rest") if _is_meant(name, ids, desk) else text


_GENERAL = re.compile(
    r"(?:(?:prior|previous|current|initial|step|medical|clinical|patient|member|drug|conservative|"
    r"required|laboratory|lab|imaging|diagnostic|age|specialist|disease|symptom)\s+)*(?:age|sex|"
    r"gender|weight|severity|diagnosis|step|prescriber|specialty|specialist|dos(?:e|ing|age)|"
    r"quantity|duration|therap(?:y|ies)|treatments?|trials?|history|labs?|tests?|testing|imaging|"
    r"confirmation|symptoms?|function|setting|requirement|population|indication|condition|criterion|criteria|"
    r"step therapy|documentation|monitoring|stage|status|limits?)",
    re.IGNORECASE,
)


def _is_meant(name: str, ids: set[str], desk: Desk) -> bool:
    """Whether a label names what is asked about, or what the case states."""
    below = {d for concept in ids for d in desk.terms.descendants(concept)} | ids
    if below & desk.interventions:
        return True
    asked = {c for _, phrase in desk.conditions for atom in phrase.atoms for c in atom.concepts}
    if below & asked:
        return True
    phrase = desk.index.phrase(name)
    return bool(phrase) and desk.index.find(phrase, Asked(desk.interventions))[0] is MET
