"""Words that exclude each other, and what the form of a drug's name tells: data, with its sources.

The contrasts are opposites in clinical English, put together here: routes, times, places of the
body, severities, sexes, ages, kinds of intervention. The endings follow the WHO's INN stem book.
"""

import re
from collections.abc import Mapping

from app.phrase_models import Spoken
from app.regimens import other_dose
from ingest.lexis import stem, words


def _stems(words_: str) -> frozenset[str]:
    return frozenset(stem(word) for word in words_.split())


# Two phrases that hold different words of one line speak of different things.
_CONTRASTS = tuple(
    tuple(_stems(word) for word in line)
    for line in (
        (
            "oral by-mouth",
            "intravenous iv infusion",
            "topical cream gel patch",
            "subcutaneous",
            "intramuscular",
            "intranasal nasal",
            "epidural",
            "intraarticular",
            "inhaled",
        ),
        ("acute", "chronic longstanding"),
        ("episodic", "chronic"),
        ("paroxysmal persistent", "permanent"),
        ("temporary trial", "permanent"),
        ("early localized localised", "metastatic"),
        ("somatic acquired", "germline inherited hereditary"),
        ("short brief", "long"),
        (
            "hip",
            "knee",
            "shoulder",
            "hand",
            "wrist",
            "elbow",
            "foot",
            "ankle",
            "neck cervical",
            "lumbar back",
            "thoracic",
            "spine",
        ),
        (  # ways of debridement (IWGDF, Guidelines on wound healing interventions, 2023)
            "sharp",
            "enzymatic",
            "autolytic",
            "biosurgical maggot larval",
            "ultrasonic",
            "hydrosurgical",
            "chemical",
            "laser",
        ),
        ("constipation", "diarrhea diarrhoea"),
        ("relapsing remitting", "progressive"),
        ("primary", "secondary"),
        ("mild", "severe"),
        ("preserved", "reduced"),
        ("overt manifest", "subclinical"),
        ("male men man", "female women woman"),
        ("pediatric children child adolescent", "adult"),
        ("ischemic", "hemorrhagic"),
        ("unipolar", "bipolar"),
        ("individual", "group"),
        ("singleton", "twin", "triplet", "quadruplet"),
        ("unilateral", "bilateral"),
        ("cluster", "migraine", "tension"),
        ("unattended home", "laboratory lab attended"),
        ("first", "second", "third"),
        (
            "stimulation",
            "ablation",
            "injection",
            "surgery",
            "fusion",
            "screening",
            "diet",
            "exercise",
            "education",
        ),
    )
)


_SET_APART = frozenset(s for line in _CONTRASTS for options in line for s in options)


def sets_apart(word: str) -> bool:
    """Whether a word is one of two that exclude each other ("oral", "second")."""
    return stem(word) in _SET_APART


_TYPE = re.compile(
    r"\b(?:type|stage|grade|class|phase)s?\s+(?P<list>[ivx\d]+[ab]?(?:(?:\s*,\s*(?:and|or)?\s*|"
    r"\s*/\s*|\s+(?:and|or|and/or)\s+)[ivx\d]+[ab]?\b)*)\b|\b[td](?P<short>[12])d?m?\b",
    re.IGNORECASE,
)
_EACH = re.compile(r"[ivx\d]+[ab]?", re.IGNORECASE)


def sides_of(stems: frozenset[str]) -> dict[int, int]:
    """Lines of contrasts that stems touch, each with a bit for each of its options."""
    if not stems & _SET_APART:
        return {}
    found = (
        (number, sum(1 << i for i, options in enumerate(line) if stems & options))
        for number, line in enumerate(_CONTRASTS)
    )
    return {number: bits for number, bits in found if bits}


def excludes(left: frozenset[str], right: frozenset[str]) -> bool:
    """Whether two sets of stems hold words that exclude each other."""
    return _clash(sides_of(left), sides_of(right))


def _clash(left: Mapping[int, int], right: Mapping[int, int]) -> bool:
    return any(bits & right.get(number, bits) == 0 for number, bits in left.items())


def types_of(text: str) -> frozenset[str]:
    """Types, stages and classes that a phrase names: "ii" and "iv" of "type II or IV device"."""
    named = (m["list"] or m["short"] for m in _TYPE.finditer(text))
    return frozenset(one.lower() for names in named for one in _EACH.findall(names))


_NON = re.compile(r"\bnon-?(?P<word>[a-z]{5,})", re.IGNORECASE)


def negated_by_prefix(text: str) -> frozenset[str]:
    """Stems that a phrase denies: of "valvular" in "nonvalvular", of "small" in "non-small"."""
    return frozenset(stem(found["word"]) for found in _NON.finditer(text))


def differ_by_prefix(left: str, right: str) -> bool:
    """Whether one of two sentences denies by a prefix what the other names ("non-pulsatile")."""
    a, b = negated_by_prefix(left), negated_by_prefix(right)
    plain = [frozenset(map(stem, words(_NON.sub(" ", text)))) for text in (left, right)]
    return bool((a - b) & plain[1] or (b - a) & plain[0])


def contradict(left: Spoken, right: Spoken) -> bool:
    """Whether two phrases hold words or doses that exclude each other ("oral", "intravenous")."""
    if _clash(left.sides, right.sides) or _denies(left, right) or _denies(right, left):
        return True
    if left.doses and right.doses and other_dose(left.doses, right.doses):
        return True
    if left.pace and right.pace and left.pace != right.pace:
        return True
    return bool(left.types and right.types and not left.types & right.types)


def _denies(left: Spoken, right: Spoken) -> bool:
    return bool(left.negated & (right.stems - right.negated))


# Stems of nonproprietary names, after the WHO's INN stem book (2024), and gene-like tokens with
# digits.
_NAME_LIKE = re.compile(
    r"(?:mab|nib|pril|sartan|olol|statin|gliptin|gliflozin|glutid|tid|triptan|gepant|azol"
    r"|azepam|pram|oxetin|tryptylin|triptylin|cillin|mycin|floxacin|vir|xaban|parin|setron"
    r"|prazol|tidin|dipin|semid|thiazid|zosin|formin|glitazon|cept|kinra|ast|lukast|tropium"
    r"|terol|son|solon|barbital|caine|dronat|fibrat|gabalin|gabapentin|lamin|line|pine|peridol"
    r"|idon|rubicin|platin|taxel|poetin|grastim|stim|ximab|zumab|umab|ase|in)$|\d",
)


# Ending of a nonproprietary name to the id of its class in the terms. Source: WHO, INN stem book,
# 2024.
_INN_CLASSES = (
    ("mab", "monoclonal-antibody"),
    ("pril", "ace-inhibitor"),
    ("sartan", "angiotensin-receptor-blocker"),
    ("olol", "beta-blocker"),
    ("statin", "statin"),
    ("gliptin", "dpp-4-inhibitor"),
    ("gliflozin", "sglt2-inhibitor"),
    ("triptan", "triptan"),
    ("gepant", "gepant"),
    ("prazole", "proton-pump-inhibitor"),
    ("azepam", "benzodiazepine"),
)


def name_like(word: str) -> bool:
    """Whether a stem looks like a proper name: a drug by its ending, a gene by its digits."""
    return _NAME_LIKE.search(word) is not None


def classes_by_form(text: str) -> frozenset[str]:
    """Ids of the classes that the endings of the words give them ("dupilumab" an antibody)."""
    return frozenset(
        class_id
        for word in text.lower().split()
        for ending, class_id in _INN_CLASSES
        if word.strip("(),.").endswith(ending) and len(word) > len(ending) + 2
    )


def guarded(asked: Spoken, spoken: Spoken) -> bool:
    """Whether the encoder may not speak: in it names of drugs and genes are near each other."""
    ours, theirs = asked.stems - spoken.stems, spoken.stems - asked.stems
    return any(name_like(word) for word in ours | theirs) or bool(
        asked.concepts and spoken.concepts and not asked.concepts & spoken.concepts
    )


_ACTIONS = ("ation", "ations", "ator", "ators")


def look_alike(left: str, right: str) -> bool:
    """Whether two phrases share only the stem of a drug and an act (stimulant, stimulation)."""
    ours, theirs = ({w.lower() for w in words(text)} for text in (left, right))
    return any(
        a != b
        and stem(a) == stem(b)
        and a.endswith(("ant", "ants")) != b.endswith(("ant", "ants"))
        and (a.endswith(_ACTIONS) or b.endswith(_ACTIONS))
        for a in ours
        for b in theirs
    )
