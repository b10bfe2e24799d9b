"""Subject of a document: the noun phrase of its title that it is about."""

import re

from ingest.describe_cover import body_in_title
from ingest.describe_editions import without_edition
from ingest.describe_patterns import (
    BODY_NAME,
    IN_PATIENTS,
    SUBJECT_AFTER,
    SUBJECT_PREFIX,
    SUBJECT_SUFFIX,
)
from ingest.describe_titles import names_nothing
from ingest.models import BlockKind, Document, SourceKind

_MAX_SUBJECT_WORDS = 14
# The name and number of a series, and nothing that it is about: "Medical Policy XY-22"
_SERIES_ALONE = re.compile(
    r"(?:[\w&./'’-]+\s+){0,3}?(?:policy|policies|guidelines?|bulletins?|manual)"
    r"(?:\s*(?:number|no\.?|#))?(?:\s+[\w.-]*\d[\w.-]*)?",
    re.IGNORECASE,
)
_SERIES = re.compile(
    r"(?:[\w-]+ ){0,3}(?:criteria|polic(?:y|ies)|guidelines?|bulletins?)", re.IGNORECASE
)
# A part of a manual, and nothing that it is about: "300.01 DEFINITIONS"
_PART = re.compile(
    r"[§\d. ]*(?:definitions?|purpose|scope|background|introduction|general|overview|"
    r"(?:non-?\s?|not )?(?:covered|excluded) (?:services?|benefits?|items?)|"
    r"prior authori[sz]ation|limitations?|exclusions?|prerequisites?)(?:\s*\(.*\))?",
    re.IGNORECASE,
)
_SITE = re.compile(r"\s+[-–—|]\s+")


def subject_line(document: Document, title: str, kind: SourceKind) -> str:
    """The line that tells what a document is about: its title without the name of the site.

    Where a policy's title is no more than its payer and series, the heading below it.
    """
    headings = [
        document.block_text(block)
        for block in document.blocks[:12]
        if block.kind is BlockKind.HEADING
    ]
    own = next((h for h in headings if title.startswith(h) and _SITE.match(title, len(h))), title)
    if kind is not SourceKind.COVERAGE_POLICY:
        return own
    body = body_in_title(own) or body_in_title(own.split(":")[0])
    bare = own.removeprefix(body).strip(" -–—|,:")
    if bare and not _SERIES_ALONE.fullmatch(bare) and not _is_payers_series(own, document.text):
        return bare
    below = (h for h in headings if h != own and not (names_nothing(h) or _PART.fullmatch(h)))
    return next(below, own)


def _is_payers_series(title: str, text: str) -> bool:
    """Whether a title is a name with its series, "Acme Permanente: Clinical Review Criteria".

    What a policy is on is spoken of below, and then in small letters.
    """
    name, colon, series = title.partition(":")
    first = name.split()[0] if name.split() else ""
    small = re.search(rf"\b{re.escape(first.lower())}\b", text) is not None
    return bool(colon and first and _SERIES.fullmatch(series.strip())) and not small


# "Oncology – Brandix Prior Authorization Policy": the class of drugs goes before the drug
_FOR_DRUGS = re.compile(r"\b(?:prior authori[sz]ation|step therapy|quantity limit)", re.IGNORECASE)
_CLASS_IN_FRONT = re.compile(r"^[A-Z][A-Za-z/& ]{3,40} [–—-] (?=\S)")
# As in "Dermatology/Respiratory - Brandix® (brandumab injection)", without the form of a policy
_BRAND_BEHIND = re.compile(
    r"^[A-Z][A-Za-z/& ]{3,40} [–—-] [A-Z][\w-]{2,30}(?:\s?[®™]|\s\([a-z][\w -]{3,60}\))"
)


def infer_subject(title: str, kind: SourceKind) -> str:
    """The noun phrase of a title.

    For a policy what it is about, for others the condition after "of" or "for".
    """
    if kind is SourceKind.COVERAGE_POLICY:
        if _FOR_DRUGS.search(title) or _BRAND_BEHIND.match(title):
            title = _CLASS_IN_FRONT.sub("", title)
        subject = SUBJECT_PREFIX.sub("", _strip_suffixes(title))
    else:
        subject = _condition_of(without_edition(title))
    subject = _strip_suffixes(subject)
    if kind is not SourceKind.COVERAGE_POLICY:
        subject = "" if _BODY_ALONE.fullmatch(subject) else _ASPECT.sub("", subject)
    words = subject.split()
    if _FIELD.fullmatch(subject):
        return ""
    return subject if 0 < len(words) <= _MAX_SUBJECT_WORDS else ""


# A field of medicine, as the chapters of benefit managers are called, is no service, nor is a list,
# and "the prevention of disease" is about none in particular
_FIELD = re.compile(
    r"(?:(?:musculoskeletal|cardiovascular|cardiac|neurologic|neurological|gastrointestinal|"
    r"respiratory|pulmonary|genitourinary|dermatologic|ophthalmic|oncologic|behavioral|medical|"
    r"surgical|rehabilitative)(?: (?:health|care|services|management))?|cardiology|oncology|"
    r"radiology|dermatology|gastroenterology|neurology|urology|orthop(?:a)?edics|pharmacy|"
    r"medicine|surgery|(?:interventional )?pain management)"
    r"|(?:[\w-]+ )*(?:drug list|list of (?:covered )?drugs|formulary)"
    r"|(?:the )?(?:diseases?|illness(?:es)?|conditions?|disorders?|complications?)",
    re.IGNORECASE,
)
# "Atrial Fibrillation: Stroke Prevention": the part of its care that is told
_ASPECT = re.compile(
    r"(?<=\w):\s+(?:[\w-]+ ){0,3}(?:prevention|treatment|management|diagnosis|screening|stroke|"
    r"interventions?|assessment|evaluation|rehabilitation|counsell?ing)$",
    re.IGNORECASE,
)
# Who publishes, and nothing that it is about
_BODY_ALONE = re.compile(
    r"(?:[A-Z][\w.-]* ){0,4}(?:Society|College|Association|Academy|Federation|Institute)"
    r"(?: (?:of|for) (?:the )?(?:[A-Z][\w-]*(?:,? and|,)? ?){1,5})?"
)
# Such a series in front: "Practice Guideline Update Summary: Foobarin for gout"
_SERIES_IN_FRONT = re.compile(
    r"^standards of (?:medical )?care in (?:the )?"
    r"|^(?:(?-i:[A-Z]{2,6}) )?(?:(?:evidence-based|clinical|focused) )*(?:practice )?"
    r"(?:guideline|parameter|advisory)"
    r"(?: (?:update|summary))*\s*[:–—]\s*"
    r"|^(?:(?:final|draft) )?recommendation statement\s*[:–—]\s*",
    re.IGNORECASE,
)


_MANAGING = re.compile(r"^(?:managing|treating|diagnosing|preventing) (?=\S)", re.IGNORECASE)


def _condition_of(title: str) -> str:
    """What stands after "Management of", "Guideline for", "in patients with".

    Else the title without its series.
    """
    if match := IN_PATIENTS.search(title):
        return match.group(1)
    subject = title = _MANAGING.sub("", _SERIES_IN_FRONT.sub("", title))
    while match := SUBJECT_AFTER.match(subject):
        subject = match.group(1)
    if subject == title or BODY_NAME.search(subject.split(":")[0]):
        subject = _strip_suffixes(title)
        while match := SUBJECT_AFTER.match(subject):
            subject = match.group(1)
    return subject


def _strip_suffixes(subject: str) -> str:
    previous = ""
    while subject != previous:
        previous = subject
        subject = SUBJECT_SUFFIX.sub("", subject).strip(" .,:;-–—|")
    return subject
