"""Parts of a phrase that do not make it another thing, or that name it for sure."""

import re
from collections.abc import Sequence

from app.acts import ended_thing
from app.pace import pace_of, without_occasion, without_pace
from app.phrase_models import Spoken
from app.regimens import Doses, doses_of, without_regimen
from ingest.codes import matches as code_matches
from ingest.codes import spot_codes
from ingest.lexis import key_stems, stem
from ingest.terms import Terms


def printed_codes(text: str) -> frozenset[str]:
    """Codes of procedures and supplies that a phrase prints; in brackets they need no "code"."""
    inner = (f"code {part}" for part in re.findall(r"\(([^()]*)\)", text))
    found = (m for part in (f"code {text}", *inner) for m in spot_codes(part))
    return frozenset(m.code for m in found if m.system != "icd10cm")


def prints_another(asked: Sequence[str], phrases: Sequence[str]) -> bool:
    """Whether a document prints codes beside a thing, and none of those that are asked about.

    "A semi-electric bed (E0260)" says nothing of E0265, though both are hospital beds.

    Args:
        asked: Codes of the question.
        phrases: How the document names the thing.
    """
    printed = {code for phrase in phrases for code in printed_codes(phrase)}
    return bool(printed) and not any(code_matches(code, spec) for code in asked for spec in printed)


def after_of(text: str) -> frozenset[str]:
    """Stems after "of the": a part of the body, which adds nothing ("stimulation of the brain")."""
    tail = re.search(r"\bof the (\w+)$", text)
    return key_stems(tail.group(1)) if tail else frozenset()


_DENIED = re.compile(
    r"(?<![\s(])[\s(]++(?:without|but not|in the absence of|excluding)\s", re.IGNORECASE
)
_HAD = re.compile(
    r"^(?:(?:a|an|any|personal|prior|previous|past|known|established|documented) )*"
    r"(?:(?:medical )?history|diagnosis) of (?=\w)",
    re.IGNORECASE,
)


# "gastroparesis outside clinical trials": where care is given, and no form of the disease.
_OUTSIDE = re.compile(
    r"(?<![\s,(])[\s,(]++(?:outside|except in|other than in) (?:of )?"
    r"(?:the (?:context|setting) of )?(?:an? )?"
    r"(?:clinical |research |controlled |randomi[sz]ed )*(?:trials?|research|stud(?:y|ies))\b.*$",
    re.IGNORECASE,
)


# "F. Corneal cross-linking": the letter of a list names nothing.
_LETTER = re.compile(r"^[A-Z]\.\s+(?=[A-Z])")


def named_part(text: str) -> str:
    """What a phrase names: without what it rules out, and without who has or had it.

    "COPD without bronchiectasis" does not name the latter; "a personal history of breast cancer"
    names breast cancer, and "a family history" of it does not.
    """
    bare = _OUTSIDE.sub("", _LETTER.sub("", text))
    return _HAD.sub("", _DENIED.split(bare)[0])


# To have a device is to have it put in: "ICD placement", "insertion of a central line".
_PUT_IN = re.compile(
    r"\s+(?:placement|insertion|implantation)$"
    r"|^(?:surgical )?(?:placement|insertion|implantation) of (?:an? |the )?(?=\w)",
    re.IGNORECASE,
)


_SIDES = (
    ("unilateral", re.compile(r"\s+on (?:one|a single) side(?: only)?\b|\bone-sided\s+", re.I)),
    ("bilateral", re.compile(r"\s+on both sides\b|\b(?:two|both)-sided\s+", re.I)),
)


def with_side(text: str) -> str:
    """A phrase with its side in one word: "release on both sides" is a bilateral release."""
    for side, pattern in _SIDES:
        if pattern.search(text):
            return f"{side} {pattern.sub(' ', text).strip()}"
    return text


# NICE NG222: less severe is subthreshold and mild, more severe is moderate and severe
_LESS, _MORE = (re.compile(rf"\b{word} severe\b", re.IGNORECASE) for word in ("less", "more"))


# "attacks of cluster headache" are it
_ATTACKS_OF = re.compile(r"^(?:the )?(?:attacks?|episodes?|bouts?|flares?) of (?=[a-z])", re.I)


# "pancreatitis complicated by cholangitis" is pancreatitis with it
_ALONG_WITH = re.compile(
    r"\b(?:complicated by|accompanied by|in the (?:presence|setting) of|(?:together|along) with)\b",
    re.IGNORECASE,
)


def _as_disease(text: str) -> str:
    text = _ALONG_WITH.sub("with", _ATTACKS_OF.sub("", text))
    return _MORE.sub("severe", _LESS.sub("mild", text))


def named_thing(text: str, kind: str, terms: Terms) -> str:
    """What a phrase names; of an intervention without its dose, its pace and the act of putting in.

    Not where the act is part of a name ("autologous chondrocyte implantation").
    """
    bare = with_region(with_side(named_part(_as_disease(text))))
    if kind != "intervention" or terms.of_phrase(bare, kind):
        return bare
    return without_regimen(without_pace(without_occasion(_PUT_IN.sub("", bare, count=1))))


def manner_of(text: str, kind: str) -> tuple[str, Doses, str] | tuple[()]:
    """Of an intervention: what it would end, its doses, and how soon it is given."""
    if kind != "intervention":
        return ()
    return ended_thing(text), doses_of(text), pace_of(text)


# Vertebrae by letter and number, as every report of the spine has them: two or more of them
_LEVELS = (
    ("cervical", re.compile(r"\bC[1-7](?:\s?[-–/]\s?(?:C?[1-7]|T1))+\b")),
    ("thoracic", re.compile(r"\bT\d{1,2}(?:\s?[-–/]\s?(?:T?\d{1,2}|L1))+\b")),
    ("lumbar", re.compile(r"\bL[1-5](?:\s?[-–/]\s?(?:L?[1-5]|S1))+\b")),
)


def with_region(text: str) -> str:
    """A phrase with the part of the spine for its levels: "L4-5 fusion" is lumbar fusion."""
    for region, levels in _LEVELS:
        if levels.search(text):
            return levels.sub("" if region in text.lower() else region, text)
    return text


_OF_PART = re.compile(
    r"(?P<what>disorders?|diseases?|cancers?|carcinomas?|tumou?rs?|dysfunctions?|fractures?|"
    r"infections?|injur(?:y|ies)|instability|stenosis|osteoarthritis|arthritis) of (?:the )?"
    r"(?P<where>[\w -]+)",
    re.IGNORECASE,
)


def turned(text: str) -> str:
    """A disease and its place the other way round; "" where a phrase is none.

    "Disorders of the temporomandibular joint (TMJ)" are temporomandibular joint disorders.
    """
    found = _OF_PART.fullmatch(re.sub(r"\s*\([^()]*\)", "", text).strip())
    return f"{found['where']} {found['what'].removesuffix('s')}" if found else ""


# What people call by its measure: it is treated where it is too high.
# Who says that it is not the one form says that it is the other. Source: ICHD-3 (headaches are
# chronic or episodic).
OTHER_DEGREE = {"chronic": key_stems("episodic"), "episodic": key_stems("chronic")}
MEASURED = {
    **dict.fromkeys(
        ("blood pressure", "bp", "blood pressure down", "bp down", "pressure down", "bp up"),
        "high blood pressure",
    ),
    "cholesterol": "high cholesterol",
    "cholesterol down": "high cholesterol",
}
_LISTS = re.compile(r",|/|\b(?:and|or)\b", re.IGNORECASE)
_WITH = re.compile(
    r"\w\s+(?:with|in|during|after|following|from|(?:due|secondary|related) to|"
    r"(?:caused|complicated|accompanied|induced) by)\s+\w",
    re.IGNORECASE,
)


def names_another(asked: Spoken, spoken: Spoken, terms: Terms) -> bool:
    """Whether a name of the document's phrase is of a second thing, which is not asked about.

    "Epidural injection of platelet-rich plasma" is more than an epidural injection, "diabetes with
    a foot ulcer" more than diabetes; the members of a list are each for itself.
    """
    if (
        (spoken.kind != "intervention" and not _WITH.search(spoken.text))
        or _LISTS.search(spoken.text)
        or terms.of_phrase(spoken.text, spoken.kind)
    ):
        return False
    return any(
        theirs not in {ours, *terms.ancestors(ours)} and ours not in terms.ancestors(theirs)
        for theirs in spoken.concepts - asked.concepts
        for ours in asked.concepts
    )


_SITE = re.compile(r"\b(\w+) (?:joints?|nerves?|arter(?:y|ies)|veins?|ganglion)\b", re.IGNORECASE)


def at_another_site(text: str, extra: frozenset[str]) -> bool:
    """Whether what a document adds to the name of a class is where it is done.

    "Radiofrequency ablation of the sacroiliac joint" says nothing of that of the facets.
    """
    return any(key_stems(site) & extra for site in _SITE.findall(text))


_FORM_WORDS = (
    "patch pen implant gel cream spray inhaler injection shot infusion tablet pill capsule therapy "
    "treatment"
)
# Stems of what a product is, behind the name by which it is sold.
FORMS = frozenset(stem(word) for word in _FORM_WORDS.split())

_DEGREE_WORDS = (
    "acute chronic episodic severe mild moderate persistent recurrent refractory early late "
    "primary secondary new newly initial advanced stable unstable symptomatic asymptomatic high "
    "low risk active"
)
# Stems that tell how a condition is, and none that it is.
DEGREES = frozenset(stem(word) for word in _DEGREE_WORDS.split())


# Diseases that have no acute form of the same name, so that "chronic" adds nothing to them.
_CHRONIC_IDS = (
    "peripheral-artery-disease intermittent-claudication osteoarthritis knee-osteoarthritis "
    "hip-osteoarthritis hand-osteoarthritis rheumatoid-arthritis psoriasis fibromyalgia "
    "irritable-bowel-syndrome multiple-sclerosis essential-tremor endometriosis obesity"
)
_CHRONIC = frozenset(_CHRONIC_IDS.split())


def added(left: frozenset[str], asked: Spoken, spoken: Spoken) -> frozenset[str]:
    """Of the stems that only the document's phrase holds those that make it another thing."""
    extra = frozenset(word for word in left if not word.isdigit())
    shared = asked.concepts & spoken.concepts
    chronic = spoken.kind == "condition" and shared and shared <= _CHRONIC
    extra = extra - key_stems("chronic") if chronic else extra
    return extra - of_any(spoken)


# What is worth treating at all, and that it befalls ("cardiovascular events and mortality")
_OF_ANY = key_stems("clinically meaningful bothersome events mortality")
_FOR_LONG = key_stems("short-term long-term")  # for a short time or a long one: for any


def of_any(spoken: Spoken) -> frozenset[str]:
    """Stems of a document's phrase that leave none out of those who have the condition."""
    if spoken.kind != "condition":
        return frozenset()
    return _OF_ANY | (_FOR_LONG if spoken.stems >= _FOR_LONG else frozenset())


def of_other_disease(asked: Spoken, spoken: Spoken, terms: Terms) -> bool:
    """Whether each names what the other does not: "tremor in A" and "hand tremor in B"."""
    if spoken.kind != "condition" or not asked.concepts & spoken.concepts:
        return False
    return any(
        ours not in terms.ancestors(theirs) and theirs not in terms.ancestors(ours)
        for ours in asked.concepts - spoken.concepts
        for theirs in spoken.concepts
    )
