"""What a whole document is about, taken apart.

The intervention and the condition that its sentences may leave out.
"""

import re
from dataclasses import dataclass

from ingest.lexis import is_generic, words
from ingest.models import Source, SourceKind
from ingest.statements.phrases import clean, parenthetical, split_list

_AIM = re.compile(
    r"^(?:(?:the|clinical|practice|evidence-based|medical|primary|initial|acute|"
    r"pharmacologic(?:al)?|nonpharmacologic|diagnosis|diagnostic|evaluation|"
    r"assessment|management|treatment|prevention|prophylaxis|therapy|care|"
    r"rehabilitation|work-?up|detection|control|recommendations?|guidelines?|and|or|"
    r"of|on|for|in|to|with|adults?|patients?|people|children|,|&)\b\s*,?\s*)+",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r"\s*(?:[:–—(|-]\s*)?(?:(?:clinical|medical|coverage|reimbursement|drug|pharmacy|"
    r"payment)\s+)*(?:practice )?(?:guidelines?|policy|policies|recommendations? "
    r"statement|recommendations?|bulletin|guidance|diagnosis and management|"
    r"management|update|summary|statement|criteria|determination|standards? of care)"
    r"(?:\s*\([^)]*\))?\s*$",
    re.IGNORECASE,
)
_SPLIT = re.compile(
    r"\s+(?:for|in)\s+(?:the\s+)?(?:(?:treatment|management|prevention|diagnosis|care|"
    r"prophylaxis|evaluation)(?:(?:,| and| or|/)\s*(?:treatment|management|prevention|"
    r"diagnosis))*\s+(?:of|for)\s+)?(?:(?:adults?|patients|people|children)\s+(?:with|"
    r"who have)\s+)?",
    re.IGNORECASE,
)


# Word endings and heads of diagnoses; they tell a condition from an intervention where a title
# names only one of the two.
_CONDITION = re.compile(
    r"(?:\w(?:itis|osis|oses|oma|omas|emia|aemia|pathy|pathies|algia|plegia|trophy|"
    r"rrhea|uria|penia|phobia|mania|asis)|apno?ea|syndrome|disease|disorder|pain|ache|"
    r"headache|migraine|cancer|failure|"
    r"deficiency|fibrillation|aneurysm|diabetes|obesity|hypertension|depression|"
    r"anxiety|asthma|epilepsy|insomnia|infection|injury|fracture|stroke|tumou?r|"
    r"fatigue|illness|dependence|dementia|eczema|acne|gout|arthritis|incontinence|"
    r"palsy|seizures?|ulcers?|hyperplasia|insufficiency|dystrophy|sclerosis|"
    r"malocclusion)s?$",
    re.IGNORECASE,
)


def looks_like_condition(phrase: str) -> bool:
    """Whether the head of a phrase is a diagnosis by its form ("obstructive sleep apnea".

    "osteoarthritis of the knee").
    """
    front = re.split(
        r"\s+(?:of|in|with|due|after|caused|associated|without)\b|[,(:]", phrase.strip()
    )[0]
    return bool(words(front)) and _CONDITION.search(words(front)[-1]) is not None


_INTERVENTION = re.compile(
    r"(?:therap(?:y|ies)|treatments?|injections?|surger(?:y|ies)|procedures?|"
    r"stimulation|stimulators?|testing|tests?|assays?|screening|devices?|systems?|"
    r"implants?|implantation|transplantation|ablation|repair|replacement|infusions?|"
    r"blocks?|imaging|monitoring|monitors?|training|program(?:me)?s?|counsel(?:l)?ing|"
    r"antibod(?:y|ies)|inhibitors?|agonists?|vaccines?|pumps?|drugs?|agents?|"
    r"medications?|acid|globulins?|toxins?|plasma|pressure|scores?|sequencing|"
    r"\w+plasty|\w+ectomy|\w+otomy|\w+scopy|\w+graphy|\w+mab)$",
    re.IGNORECASE,
)


def looks_like_intervention(phrase: str) -> bool:
    """Whether the head of a phrase is an intervention by its form.

    "epidural steroid injection".
    """
    front = re.split(r"\s+(?:of|in|with|for)\b|[,(:]", phrase.strip())[0]
    return bool(words(front)) and _INTERVENTION.search(words(front)[-1]) is not None


@dataclass(frozen=True, slots=True)
class Subject:
    """The document's own subject as phrases; () where it has none of the kind."""

    interventions: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()


def subject_of(source: Source) -> Subject:
    """Subject of a source, from its `subject` field, else its title.

    A guideline is about a condition unless its title says "X for Y"; a coverage policy about an
    intervention.
    """
    for text in (source.subject, source.title):
        found = _subject(text, source.kind)
        if found.interventions or found.conditions:
            return found
    return Subject()


# What a document is called by, before its subject: "Billing and Coding: X", "Medical Policy
# 7.01.55: X".
_SERIES = re.compile(
    r"^(?:billing and coding|(?:(?:medical|clinical|drug|pharmacy|payment|coverage|"
    r"reimbursement|um|utilization management|behavioral|local|national|practice)\s+)"
    r"*(?:policy|policies|guidelines?|bulletin|determination|article|recommendation "
    r"statement|criteria)(?:\s*\((?:NCD|LCD)\))?(?:\s+(?:number\s+|no\.?\s+|#\s*)"
    r"?[\w.-]*\d[\w.-]*)?)\s*(?::|\s[–—-]\s)\s*",
    re.IGNORECASE,
)
# A body, a manual or a slogan, and no subject
_NO_SUBJECT = re.compile(
    r"^(?:the )?(?:state|department|ministry|office|division|county|commonwealth|"
    r"bureau|board) of\b|\b(?:manual|handbook|newsletter|health ?plans?|insurance|"
    r"health ?care|healthcare|website|home ?page|formulary|your health|better health)"
    r"$|^(?:welcome|about us|our )\b",
    re.IGNORECASE,
)
_DESIGN = re.compile(
    r"\s*:\s*(?:an?|the|results|findings|randomi[sz]ed|double|placebo|systematic|meta|"
    r"prospective|retrospective|cohort|protocol|evidence)\b.*$",
    re.IGNORECASE | re.DOTALL,
)
_RESULT = re.compile(
    r"\s+(?:significantly\s+)?(?:improves?|reduces?|does not|increases?|lowers?|"
    r"prevents?|relieves?|is effective|is associated)\s+.*?(?=\s+(?:in|for|among)\s)",
    re.IGNORECASE,
)
_PEOPLE_WITH = re.compile(
    r"^(?:adults?|women|men|patients|people|children|veterans|individuals)\s+(?:with|"
    r"who have)\s+",
    re.IGNORECASE,
)


def _bare(text: str, kind: SourceKind) -> str:
    """A title or subject without series, year, tail and, for research, design and result."""
    phrase = _SERIES.sub("", re.sub(r"\b(?:19|20)\d\d\b", " ", text).strip())
    if kind is SourceKind.RESEARCH:
        phrase = _RESULT.sub("", _DESIGN.sub("", phrase))
    phrase = _TAIL.sub("", phrase).strip(" :–—-")
    head, colon, tail = phrase.partition(":")
    if (
        kind is SourceKind.GUIDELINE
        and colon
        and words(head)
        and not words(_AIM.sub("", f"{tail.strip()} "))
    ):
        phrase = head
    return re.sub(r"^[A-Z]{2,5}[- ]?[\d.]+\s*[:–-]?\s*", "", phrase)


def _subject(text: str, kind: SourceKind) -> Subject:
    phrase = _bare(text, kind)
    if not words(phrase) or is_generic(phrase) or _NO_SUBJECT.search(phrase):
        return Subject()
    screening = re.match(
        r"(?:(?P<what>[\w -]+?): )?screening(?: for (?P<for>.+))?$", phrase, re.IGNORECASE
    )
    if screening and (target := clean(screening.group("for") or screening.group("what") or "")):
        return Subject((f"screening for {target}",), (target,))
    if kind is SourceKind.COVERAGE_POLICY:
        return _of_policy(phrase)
    bare = _AIM.sub("", phrase).strip(" ,:")
    what, whose = _x_for_y(bare or phrase)
    if what and bare == phrase:
        return Subject(_members(what), _members(_PEOPLE_WITH.sub("", whose)))
    return Subject((), _members(bare or phrase))


_AT_A_PLACE = re.compile(r"(?:the )?(?:home|office|hospital|outpatient|inpatient)\b", re.IGNORECASE)


def _x_for_y(phrase: str) -> tuple[str, str]:
    """What and for what, of "X for Y"; two empty strings where a phrase does not say both."""
    what, *rest = _SPLIT.split(phrase, maxsplit=1)
    whose = rest[0] if rest else ""
    return (what, whose) if words(whose) and not is_generic(what) else ("", "")


def _of_policy(phrase: str) -> Subject:
    """A policy's subject is an intervention, unless it has the form of a diagnosis."""
    head, colon, tail = phrase.partition(":")
    front = _SPLIT.split(phrase)[0]
    if colon and looks_like_condition(_SPLIT.split(head)[0]) and words(tail):
        return Subject(_members(tail), _members(_SPLIT.split(head)[0]))
    if colon and looks_like_condition(tail) and words(head):
        return Subject(_members(head), _members(tail))
    if looks_like_condition(front):
        return Subject((), _members(front))
    what, whose = _x_for_y(phrase)
    if what and not _AT_A_PLACE.match(whose):
        return Subject(_members(what), _members(whose))
    return Subject(_members(phrase), ())


def _members(phrase: str) -> tuple[str, ...]:
    bare, inner = parenthetical(clean(phrase))
    pieces = split_list(bare)
    return tuple(dict.fromkeys([*(pieces if len(pieces) > 1 else []), bare, *inner]))
