"""What a whole document is about, taken apart.

The intervention and the condition that its sentences may leave out.
"""

import re
from dataclasses import dataclass

from ingest.lexis import is_generic, words
from ingest.models import Source, SourceKind
from ingest.statements.phrases import clean, split_list
from ingest.statements.slot_patterns import PEOPLE
from ingest.statements.subject_names import named_members
from ingest.statements.subject_titles import acute_form, bare_title, names_nothing
from ingest.statements.title_parts import telling_part

_AIM = re.compile(
    r"^(?:(?:the|clinical|practice|evidence-based|medical|primary|initial|acute|methods|"
    r"pharmacologic(?:al)?|nonpharmacologic|diagnosis|diagnostic|evaluation|"
    r"assessment|management|treatment|prevention|prophylaxis|therapy|care|"
    r"rehabilitation|work-?up|detection|control|recommendations?|guidelines?|and|or|"
    r"of|on|for|in|to|with|adults?|patients?|people|children|,|&)\b\s*,?\s*)+",
    re.IGNORECASE,
)
_SPLIT = re.compile(
    r"\s+(?:for|in)\s+(?:the\s+)?(?:(?:(?:primary|secondary|acute|long-term)\s+)?(?:treatment|"
    r"management|prevention|diagnosis|care|prophylaxis|evaluation)(?:(?:,| and| or|/)\s*"
    r"(?:treatment|management|prevention|diagnosis))*\s+(?:of|for)\s+|(?:managing|treating|"
    r"preventing|diagnosing)\s+)?(?:(?:adults?|patients|people|children)\s+(?:with|"
    r"who have)\s+)?",
    re.IGNORECASE,
)


# Word endings and heads of diagnoses; they tell a condition from an intervention where a title
# names only one of the two.
_CONDITION = re.compile(
    r"(?:\w(?:itis|osis|oses|oma|omas|emia|aemia|pathy|pathies|algia|plegia|trophy|"
    r"rrhea|uria|penia|phobia|philia|mania|asis|spasms?|spasticity|tonia|kinesia|paresis|phrenia|"
    r"stenosis|ectasis|embolism|cardia|rrhage|thyroidism|phagia|edema)|apno?ea|syndrome|disease|"
    r"disorder|pain|ache|"
    r"headache|migraine|cancer|failure|"
    r"deficiency|fibrillation|aneurysm|diabetes|obesity|hypertension|depression|"
    r"anxiety|asthma|epilepsy|insomnia|infection|injury|fracture|stroke|tumou?r|"
    r"fatigue|illness|dependence|dementia|eczema|acne|gout|arthritis|incontinence|"
    r"spasms?|spasticity|stenosis|embolism|edema|paresis|palsy|seizures?|ulcers?|tremors?|chorea|"
    r"ataxia|tics|cramps|vertigo|dizziness|tinnitus|"
    r"deafness|rash|warts?|keloids?|hernias?|angina|infarction|ischa?emia|arrhythmias?|sepsis|"
    r"shock|"
    r"delirium|autism|schizophrenia|constipation|vomiting|nausea|wounds?|burns?|poisoning|"
    r"intoxication|"
    r"dysfunction|deformity|sprains?|contractures?|sciatica|claudication|hyperplasia|insufficiency|"
    r"dystrophy|sclerosis|(?:non|mal)unions?|metastases|stature|"
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


_AND_EITHER = re.compile(r"(?P<one>[^,]+?)\s+and\s+(?P<other>[^,]+\s+or\s+[^,]+)")
_SHORT = re.compile(r"(?:[a-z]{1,2})?[A-Z][A-Za-z]?[A-Z]{1,4}")


def with_alternatives(phrase: str) -> list[str]:
    """The parts of "A and B or C" in people who have A, and B or C; [] of any other phrase."""
    mixed = _AND_EITHER.fullmatch(phrase)
    if mixed is None:
        return []
    one = mixed.group("one")
    return list(mixed.groups()) if looks_like_condition(one) or _SHORT.fullmatch(one) else []


_INTERVENTION = re.compile(
    r"(?:therap(?:y|ies)|treatments?|injections?|surger(?:y|ies)|procedures?|"
    r"stimulation|stimulators?|testing|tests?|assays?|screening|devices?|systems?|"
    r"implants?|implantation|transplantation|ablation|repair|replacement|infusions?|"
    r"blocks?|imaging|monitoring|monitors?|training|program(?:me)?s?|counsel(?:l)?ing|"
    r"antibod(?:y|ies)|inhibitors?|agonists?|vaccin(?:es?|ations?)|immuni[sz]ations?|"
    r"pumps?|fusions?|lavage|MRI|MRA|CTA?|PET|SPECT|scoring|ultrasound|transplants?|drugs?|agents?|"
    r"medications?|acid|globulins?|toxins?|plasma|pressure|scores?|sequencing|"
    r"releases?|removal|excisions?|resections?|reconstruction|decompression|debridement|"
    r"biops(?:y|ies)|bypass|embolization|augmentation|wheelchairs?|prosthes[ie]s|braces?|"
    r"\w+plasty|\w+ectomy|\w+otomy|\w+scopy|\w+graphy|\w+mab)$",
    re.IGNORECASE,
)


def looks_like_intervention(phrase: str) -> bool:
    """Whether the head of a phrase is an intervention by its form ("steroid injection")."""
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
        found = _subject(text, source)
        if found.interventions or found.conditions:
            return found
    return Subject()


_PEOPLE_WITH = re.compile(
    r"^(?:adults?|women|men|patients|people|children|veterans|individuals)\s+(?:with|"
    r"who have)\s+",
    re.IGNORECASE,
)


# What a preventive service does, behind its topic: "X in Older Adults: Preventive Medication"
_ACTIVITY = re.compile(
    r"\s*:\s*(?:interventions?|(?:preventive |behavioral )?(?:medications?|counsel(?:l)?ing)"
    r"(?: interventions?)?|medication use to reduce risk|primary prevention)$",
    re.IGNORECASE,
)
_IN_PEOPLE = re.compile(
    rf"\s+(?:in|among|for)\s+(?:the\s+)?(?:[\w-]+\s+){{0,2}}?{PEOPLE}\b.*$", re.IGNORECASE
)
# "X in Adolescents and Adults": whom all of it is for, and no condition
_ONLY_PEOPLE = re.compile(
    rf"\s+(?:in|among|for)\s+(?:the\s+)?(?:(?:[\w-]+\s+){{0,2}}?{PEOPLE}(?:,?\s+(?:and|or|&)\s+|,\s+)?)+"
    r"(?:\s+(?:aged?\s+)?\d+(?:[ -]years?)?(?: of age)?(?:\s+(?:and|or)\s+(?:younger|older|over|"
    r"under|above|below))?)?$",
    re.IGNORECASE,
)
_OF_AGE = re.compile(r"\s+in (?:the )?(?:under|over)[- ]?\d+s?$", re.IGNORECASE)
_PREVENTION = re.compile(r"\s+(?:prevention|prophylaxis)$", re.IGNORECASE)
# "Vaccination of Adults With X"
_OF_PEOPLE = re.compile(
    r"(.+?)\s+of\s+(?:adults?|patients|people|children)\s+(?:with|who have)\s+(.+)$", re.IGNORECASE
)
_WHO = re.compile(r"\s+(?:who|receiving|undergoing|taking|treated)\b.*$", re.IGNORECASE)


def _guideline_topic(phrase: str) -> str:
    """A guideline's title without the form of its advice and the people it is for."""
    head, colon, tail = phrase.partition(":")
    if colon and words(head) and not words(_AIM.sub("", f"{tail.strip()} ")):
        phrase = head
    if _ACTIVITY.search(phrase) or _PREVENTION.search(_IN_PEOPLE.sub("", phrase)):
        return _PREVENTION.sub("", _IN_PEOPLE.sub("", _ACTIVITY.sub("", phrase)))
    return _OF_AGE.sub("", _WHO.sub("", phrase))


_TO_PREVENT = re.compile(r"\s+to (?:prevent|reduce|detect|lower)\b.*$", re.IGNORECASE)
_MEANS = re.compile(r"\s+(?:with|using|by)\s+", re.IGNORECASE)


def _screening(phrase: str) -> str:
    """What is screened for ("Screening for X", "X in adults: screening"), "" for other titles."""
    found = re.match(
        r"(?:(?P<what>[\w -]+?): )?screening(?: for (?P<for>.+?))?\W*$", phrase, re.IGNORECASE
    )
    if found is None:
        return ""
    return clean(found.group("for") or _IN_PEOPLE.sub("", found.group("what") or ""))


def _subject(text: str, source: Source) -> Subject:
    own = telling_part(text, _CONDITION) if source.kind is SourceKind.GUIDELINE else text
    phrase = bare_title(own, source)
    if not words(phrase) or is_generic(phrase) or names_nothing(phrase):
        return Subject()
    if target := _screening(phrase):
        whom, *means = _MEANS.split(_TO_PREVENT.sub("", target), maxsplit=1)
        return Subject(
            (f"screening for {_TO_PREVENT.sub('', target)}", *named_members(" ".join(means))),
            (whom,),
        )
    if source.kind is SourceKind.COVERAGE_POLICY:
        return _of_policy(_ONLY_PEOPLE.sub("", phrase))
    if source.kind is SourceKind.GUIDELINE:
        bare = _ONLY_PEOPLE.sub("", phrase)
        service = bare != phrase and looks_like_intervention(bare)
        return Subject(named_members(bare), ()) if service else _of_topic(_guideline_topic(bare))
    return _of_topic(phrase)


def _of_topic(phrase: str) -> Subject:
    """What a title that is no payer's says: a service for a condition, else a condition."""
    if used := _USE_OF.match(phrase):
        return Subject(named_members(used["what"]), ())
    bare = _AIM.sub("", phrase).strip(" ,:")
    people = _OF_PEOPLE.match(bare)
    what, whose = people.groups() if people else _x_for_y(bare or phrase)
    if what and not people and all(map(looks_like_condition, split_list(clean(what)))):
        both = tuple(f"{name} in {whose}" for name in named_members(what))
        return Subject((), (*both, *named_members(_PEOPLE_WITH.sub("", whose))))
    if what and (bare == phrase or people):
        return Subject(named_members(what), named_members(_PEOPLE_WITH.sub("", whose)))
    if _CLASS.search(bare):  # "Perioperative beta-blocker management"
        return Subject(named_members(bare), ())
    members = (*named_members(acute_form(phrase, bare)), *named_members(bare or phrase))
    return Subject((), tuple(dict.fromkeys(members)))


_CLASS = re.compile(
    r"(?:blockers?|inhibitors?|agonists?|antagonists?|statins?|steroids?|opioids?|vaccines?|"
    r"anti(?:biotics?|coagulants?|platelets?|depressants?|psychotics?|epileptics?|microbials?|"
    r"virals?|fungals?)|bisphosphonates?|biologics?|diuretics?|insulins?|stimulants?)$",
    re.IGNORECASE,
)
_ANY_PAIN = re.compile(
    r"(?:interventional\s+)?(?:pain|pain management|(?:chronic |acute )?(?:spinal|spine) pain|"
    r"musculoskeletal (?:conditions|indications|disorders))",
    re.IGNORECASE,
)
_USE_OF = re.compile(r"^(?:the )?use of (?P<what>[^:,]*\bvaccines?)\b", re.IGNORECASE)
_AT_A_PLACE = re.compile(r"(?:the )?(?:home|office|hospital|outpatient|inpatient)\b", re.IGNORECASE)


def _x_for_y(phrase: str) -> tuple[str, str]:
    """What and for what, of "X for Y"; two empty strings where a phrase does not say both."""
    what, *rest = _SPLIT.split(phrase, maxsplit=1)
    whose = rest[0] if rest else ""
    return (what, whose) if words(whose) and not is_generic(what) else ("", "")


# "Implant for the Spinal Cord": where it is put, not what it is for
_BODY_PART = re.compile(
    r"(?:the )?(?:[\w-]+ )?(?:spinal cord|spine|knees?|hips?|shoulders?|wrists?|ankles?|elbows?|"
    r"joints?|feet|foot|hands?|heart|brain|eyes?|ears?|skin|bladder|prostate|liver|lungs?|breasts?|"
    r"nerves?|bones?|blood)",
    re.IGNORECASE,
)
_DISEASE = re.compile(
    r"\w(?:itis|osis|oma|emia|aemia|pathy|algia|plegia|apnea|apnoea|syndrome|disease|disorder|pain|"
    r"asthma|"
    r"cancer|obesity|diabetes|epilepsy|insomnia|headache|migraine|incontinence|depression|"
    r"dermatitis)$|"
    r"^(?:obesity|asthma|insomnia|migraine|epilepsy|depression|headache|pain|acne|psoriasis|"
    r"diabetes)$",
    re.IGNORECASE,
)
_TREATMENT_OF = re.compile(
    r"^(?P<what>.+?)\s+(?:treatments?|therap(?:y|ies)|surger(?:y|ies)|procedures?|medications?|"
    r"drugs|management|diagnosis)(?:(?:,| and| &) [\w-]+)*$",
    re.IGNORECASE,
)


def _of_policy(phrase: str) -> Subject:
    """A policy's subject is an intervention, unless it has the form of a diagnosis."""
    head, colon, tail = phrase.partition(":")
    front = _SPLIT.split(phrase)[0]
    if colon and looks_like_condition(_SPLIT.split(head)[0]) and words(tail):
        return Subject(named_members(tail), named_members(_SPLIT.split(head)[0]))
    if colon and looks_like_condition(tail) and words(head):
        return Subject(named_members(head), named_members(tail))
    if not looks_like_condition(front):
        return _of_service(phrase)
    alone = _TOGETHER.split(_FOR_AGES.sub("", front))[0]  # "X (adult), with A and B" is on X
    return Subject((), named_members(alone))


_TOGETHER = re.compile(r",\s+with\s+", re.IGNORECASE)
_FOR_AGES = re.compile(
    r"\s*\((?:(?:adults?|adolescents?|children|pa?ediatrics?)(?:,| and|/)?\s*)+\)", re.IGNORECASE
)


def _of_service(phrase: str) -> Subject:
    """A policy on an intervention, perhaps for a condition."""
    what, whose = _x_for_y(phrase)
    if what and _BODY_PART.fullmatch(whose):
        return Subject((phrase, *named_members(what)), ())
    if what and _ANY_PAIN.fullmatch(whose):  # it tells a specialty, and no diagnosis
        return Subject(named_members(what), ())
    if what and not _AT_A_PLACE.match(whose):
        return Subject(named_members(what), named_members(whose))
    treated = _TREATMENT_OF.match(phrase)
    if treated and _DISEASE.search(treated.group("what")):
        return Subject(named_members(phrase), named_members(treated.group("what")))
    return Subject(named_members(phrase), ())
