"""How severe a condition is by the number of its scale, where no word says it.

"PASI 14" states moderate to severe psoriasis. Sources: the published bands of each scale (PASI and
BSA: rule of tens, Finlay 2005; EASI: Leshem 2015; IGA: 0 to 4; SCORAD: 25 and 50; DAS28: EULAR;
CDAI of Crohn's disease: Best 1976; Mayo score: Rutgeerts; SALT: Olsen 2004; HS: Hurley; CAS is no
scale of severity; PHQ-9: Kroenke 2001; GAD-7: Spitzer 2006; Y-BOCS: Goodman 1989; IPSS: AUA).
"""

import re
from dataclasses import dataclass

from app.fact_models import Fact, FactKind, Reading


@dataclass(frozen=True, slots=True)
class Scale:
    """A scale: which conditions it is of, how it is written, and where its bands begin.

    Attributes:
        conditions: Parts of the ids of its conditions.
        pattern: Its name with its number in group "n".
        moderate: Lowest number that is moderate.
        severe: Lowest number that is severe.
    """

    conditions: tuple[str, ...]
    pattern: re.Pattern[str]
    moderate: float
    severe: float


def _scale(conditions: str, name: str, moderate: float, severe: float) -> Scale:
    between = r"(?:\s*(?:score|of|is|was|now|[:=]))*\s*"
    return Scale(
        tuple(conditions.split()),
        re.compile(
            rf"(?<![\w-])(?:{name}){between}(?P<n>\d+(?:\.\d+)?)(?!\d|\.\d|\s*(?:->|→|to\s*\d))",
            re.IGNORECASE,
        ),
        moderate,
        severe,
    )


SCALES: tuple[Scale, ...] = (
    _scale("psoriasis", r"PASI", 10, 20),
    _scale("psoriasis", r"BSA(?: involvement)?", 10, 30),
    _scale("atopic-dermatitis", r"EASI", 7.1, 21.1),
    _scale("atopic-dermatitis", r"v?IGA(?:-AD)?", 3, 4),
    _scale("atopic-dermatitis", r"SCORAD", 25, 50),
    _scale("rheumatoid-arthritis", r"DAS ?28(?:[- ](?:CRP|ESR))?", 3.21, 5.11),
    _scale("rheumatoid-arthritis", r"CDAI", 10.1, 22.1),
    _scale("crohns-disease", r"CDAI", 220, 451),
    _scale("ulcerative-colitis", r"(?:full |total )?Mayo(?: score)?", 6, 11),
    _scale("alopecia-areata", r"SALT", 21, 50),
    _scale("hidradenitis-suppurativa", r"Hurley(?: stage)?", 2, 3),
    _scale("depress", r"PHQ-?[9A]", 10, 20),
    _scale("anxiety", r"GAD-?7", 10, 15),
    _scale("obsessive-compulsive-disorder", r"Y-?BOCS", 16, 24),
    _scale("benign-prostatic-hyperplasia", r"I-?PSS", 8, 20),
    _scale("restless-legs-syndrome", r"IRLS", 11, 21),
    # AASM: 5, 15 and 30 events an hour; Bastien 2001; Snaith 1986; Zimmerman 2013
    _scale("sleep-apnea", r"AHI|RDI|REI|apn(?:o)?ea[- /]hypopn(?:o)?ea index", 15, 30),
    _scale("insomnia", r"ISI", 15, 22),
    _scale("depress", r"MADRS", 20, 35),
    _scale("depress", r"HAM-?D(?:-?17)?|HDRS(?:-?17)?", 17, 24),
    _scale("pain", r"(?:pain|NRS|VAS|NPRS)(?: (?:score|level|scale|intensity))?", 4, 7),
)
MILD, MODERATE, SEVERE = 1, 2, 3


def severity_by_scale(reading: Reading, concepts: frozenset[str]) -> tuple[int, Fact] | None:
    """How severe a condition is by its scales, the most severe of them, with the number."""
    found = [
        (_band(scale, float(match.group("n"))), match)
        for scale in SCALES
        if any(part in concept for part in scale.conditions for concept in concepts)
        for match in reading.said(scale.pattern)
    ]
    if not found:
        return None
    band, match = max(found, key=lambda row: row[0])
    return band, reading.fact(FactKind.FINDING, *match.span(), name=match.group())


def _band(scale: Scale, value: float) -> int:
    return SEVERE if value >= scale.severe else MODERATE if value >= scale.moderate else MILD
