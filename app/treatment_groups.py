"""Groups of treatments that criteria name by purpose ("conservative therapy"), not by class.

The terms know classes by mechanism and kind; what a drug is *used for* is told here, each group
with its source. A group only adds members: a treatment that is not listed stays unknown.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from ingest.terms import Terms


@dataclass(frozen=True, slots=True)
class TreatmentGroup:
    """A group by purpose.

    Attributes:
        name: What criteria call it.
        pattern: How it is written.
        context: What must be asked about or named beside it; None where the name says it all.
        members: Concept ids; members of these count as well.
        source: Where the members are listed.
    """

    name: str
    pattern: re.Pattern[str]
    context: re.Pattern[str] | None
    members: tuple[str, ...]
    source: str


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text, re.IGNORECASE)


_SKIN = _pattern(
    r"\b(?:psoria\w+|eczema\w*|dermatitis|lichen|alopecia|vitiligo|keloids?|prurigo|pemphig\w+)\b"
)

_CONSERVATIVE = _pattern(r"\b(?:conservative|non-?surgical|non-?operative|noninvasive)\b")

GROUPS: tuple[TreatmentGroup, ...] = (
    TreatmentGroup(
        "topical corticosteroids of medium potency or higher",
        _pattern(
            r"\btopical (?:cortico)?steroids?\b(?![^,;]*\b(?:low|least potent))|"
            r"\b(?:medium|moderate|mid|high|higher|super-?high)[- ](?:to[- ]\w+[- ])?potency\b"
        ),
        _SKIN,
        (
            "clobetasol",
            "betamethasone",
            "triamcinolone",
            "mometasone",
            "rx:fluocinonide",
            "rx:halobetasol",
            "rx:desoximetasone",
        ),
        "American Academy of Dermatology, guideline on topical therapies: potency classes 1 to 5",
    ),
    TreatmentGroup(
        "topical calcineurin inhibitors",
        _pattern(r"\btopical calcineurin inhibitors?\b"),
        _SKIN,
        ("tacrolimus", "tacrolimus-ointment", "pimecrolimus"),
        "American Academy of Dermatology, guideline on topical therapies of atopic dermatitis",
    ),
    TreatmentGroup(
        "topical retinoids",
        _pattern(r"\btopical retinoids?\b"),
        _pattern(r"\b(?:acne|keratos\w+|rosacea)\b"),
        ("tretinoin", "adapalene", "tazarotene", "trifarotene"),
        "American Academy of Dermatology, guideline on acne",
    ),
    TreatmentGroup(
        "oral antibiotics",
        _pattern(r"\boral antibiotics?\b"),
        None,
        (
            "doxycycline",
            "minocycline",
            "tetracycline",
            "clindamycin",
            "azithromycin",
            "erythromycin",
            "ciprofloxacin",
            "levofloxacin",
            "amoxicillin",
            "cephalexin",
        ),
        "WHO ATC group J01: antibacterials that are given by mouth",
    ),
    TreatmentGroup(
        "oral tetracyclines",
        _pattern(r"\boral tetracyclines?\b"),
        None,
        ("doxycycline", "minocycline", "tetracycline", "sarecycline"),
        "WHO ATC group J01AA",
    ),
    TreatmentGroup(
        "conservative treatment",
        _CONSERVATIVE,
        _pattern(
            r"\b(?:pain|back|spine|spinal|lumbar|cervical|neck|knee|hip|shoulder|joint|"
            r"arthritis|osteoarthritis|radiculopathy|sciatica|stenosis|"
            r"disc|facet|tendon\w*|meniscus|rotator cuff|carpal tunnel|plantar)\b"
        ),
        (
            "physical-therapy",
            "exercise",
            "nsaid",
            "acetaminophen",
            "analgesic",
            "spinal-manipulation",
            "massage-therapy",
            "acupuncture",
            "skeletal-muscle-relaxant",
            "orthosis",
            "spinal-injection",
            "cognitive-behavioral-therapy",
        ),
        "NASS coverage recommendations: non-operative treatment (medication, physical therapy, "
        "manipulation, injections)",
    ),
    TreatmentGroup(
        "conservative treatment of whatever it is",
        _CONSERVATIVE,
        None,
        ("physical-therapy", "orthosis", "spinal-manipulation"),
        "Conservative treatment is any but surgery; these are nothing else in any disease",
    ),
    TreatmentGroup(
        "conservative treatment of bladder and bowel",
        _CONSERVATIVE,
        _pattern(
            r"\b(?:incontinence|bladder|urgency|urinary|retention|bowel|fecal|faecal|constipation|"
            r"prolapse|pelvic floor)\b"
        ),
        (
            "antimuscarinic-for-overactive-bladder",
            "beta-3-agonist",
            "bladder-training",
            "pelvic-floor-physical-therapy",
            "behavioral-therapy",
            "biofeedback",
            "dietary-therapy",
            "antidiarrheal",
            "laxative",
            "pessary",
            "estrogen",
        ),
        "AUA/SUFU guideline on overactive bladder; ASCRS guideline on faecal incontinence",
    ),
    TreatmentGroup(
        "conservative treatment of veins and swelling",
        _CONSERVATIVE,
        _pattern(r"\b(?:varicos\w+|veins?|venous|saphenous|lymph(?:o)?edema|swelling)\b"),
        ("compression-therapy", "compression-garment", "exercise", "analgesic", "nsaid"),
        "SVS/AVF/AVLS guideline on varicose veins, 2023: compression, exercise, analgesia",
    ),
    TreatmentGroup(
        "medication for overactive bladder",
        _pattern(
            r"\b(?:overactive bladder|OAB|bladder|urge incontinence)\s+(?:medications?|drugs?|"
            r"pharmacotherapy|medicines?|agents?)\b"
        ),
        None,
        ("antimuscarinic-for-overactive-bladder", "beta-3-agonist"),
        "AUA/SUFU guideline on overactive bladder: pharmacotherapy",
    ),
    TreatmentGroup(
        "migraine preventives",
        _pattern(r"\b(?:prevent(?:ive|ative|ion)s?|prophyla\w+)\b"),
        _pattern(r"\b(?:migraines?|headaches?)\b"),
        (
            "topiramate",
            "valproate",
            "propranolol",
            "metoprolol",
            "timolol",
            "atenolol",
            "nadolol",
            "amitriptyline",
            "nortriptyline",
            "venlafaxine",
            "candesartan",
            "lisinopril",
            "flunarizine",
            "migraine-prevention",
        ),
        "AAN/AHS guideline on episodic migraine prevention, 2012; AHS consensus statement, 2021",
    ),
    TreatmentGroup(
        "immunosuppressive medication",
        _pattern(r"(?<!potent )\bimmuno-?suppress(?:ive|ant)s?\b"),
        None,
        (
            "immunosuppressant",
            "tnf-inhibitor",
            "il-1-inhibitor",
            "il-6-inhibitor",
            "il-12-23-inhibitor",
            "il-17-inhibitor",
            "il-23-inhibitor",
            "jak-inhibitor",
            "tyk2-inhibitor",
            "b-cell-depleting-agent",
            "t-cell-costimulation-modulator",
            "s1p-receptor-modulator",
            "mtor-inhibitor",
            "leflunomide",
            "teriflunomide",
            "belimumab",
            "anifrolumab",
            "natalizumab",
            "alemtuzumab",
            "cladribine",
        ),
        "WHO ATC class L04, immunosuppressants",
    ),
    TreatmentGroup(
        "asthma controllers",
        _pattern(r"\bcontrollers?\b"),
        _pattern(r"\basthma\w*\b"),
        (
            "inhaled-corticosteroid",
            "ics-laba",
            "long-acting-beta-agonist",
            "long-acting-muscarinic-antagonist",
            "leukotriene-receptor-antagonist",
            "triple-inhaler",
            "theophylline",
        ),
        "GINA report: controller medications",
    ),
    TreatmentGroup(
        "positive airway pressure",
        _pattern(r"\bPAP\b|\bpositive airway pressure\b"),
        None,
        ("positive-airway-pressure-therapy", "cpap", "bpap", "apap", "bipap"),
        "AASM clinical practice guideline on PAP, 2019",
    ),
)


def members_of(goal: str, asked: Iterable[str], terms: Terms) -> frozenset[str]:
    """Concepts that a wanted treatment stands for by purpose; none where it names no group.

    Args:
        goal: What a criterion names ("two oral preventive medications").
        asked: The criterion itself and the asked conditions, among which the context must stand.
        terms: For the members of the members.
    """
    beside = [goal, *asked]
    found: set[str] = set()
    for group in GROUPS:
        if not group.pattern.search(goal):
            continue
        if group.context is None or any(group.context.search(text) for text in beside):
            found.update(m for m in group.members if m in terms.concepts)
    return frozenset(found | {d for concept in found for d in terms.descendants(concept)})
