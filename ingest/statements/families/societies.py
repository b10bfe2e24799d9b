"""Wordings of societies that name no advice: "has no role", "cannot be recommended".

Source: guidelines of EASL, GOLD, HAS, NHMRC and of national ministries of health.
"""

from ingest.statements.cues import AFTER, BEFORE, Cue
from ingest.statements.models import Basis, Direction

_NOW = r"(?:(?:currently|yet|therefore|routinely|generally|at present|as yet) )?"
# "no justification for withholding X" is no advice against X
_KEPT = (
    r"with(?:hold|draw)|stop|discontinu|delay|den|exclud|restrict|omi|avoid|limit|postpon|refus|"
    r"reduc|chang"
)

SOCIETIES_CUES = (
    Cue(
        "cannot-be-recommended",
        Direction.AGAINST,
        Basis.RECOMMENDATION,
        BEFORE,
        rf"(?:can ?not|can never|could not) {_NOW}be {_NOW}(?:recommended|advised|endorsed|"
        r"supported)(?! (?:for or against|either way|or (?:rejected|discouraged)))",
        "Quinine cannot be recommended for leg cramps.",
        "EASL 2018, GOLD 2024: 'cannot be recommended'",
    ),
    Cue(
        "no-longer",
        Direction.AGAINST,
        Basis.RECOMMENDATION,
        BEFORE,
        r"(?:is|are) no longer (?:recommended|advised|indicated|advocated)",
        "Chloroquine is no longer recommended for severe malaria.",
        "WHO guidelines for malaria, 2015",
    ),
    Cue(
        "no-place",
        Direction.AGAINST,
        Basis.RECOMMENDATION,
        AFTER,
        r"there (?:is|appears to be|seems to be) (?:currently )?no (?:established )?(?:place|role|"
        r"indication|justification|rationale) for (?:the )?(?:routine )?(?:use of )?"
        rf"(?!(?:{_KEPT})\w*\b)(?=\w)",
        "There is no place for skull X-rays in headache.",
        "HAS, recommandations de bonne pratique: 'il n'y a pas lieu de'",
    ),
    Cue(
        "has-no-role",
        Direction.AGAINST,
        Basis.RECOMMENDATION,
        BEFORE,
        r"(?:has|have) (?:currently )?no (?:established |proven )?(?:place|role)"
        r"(?= (?:in|for|outside|as)\b|\W*$)",
        "Antibiotics have no role in viral bronchitis.",
        "Ministry of Health Malaysia, clinical practice guidelines",
    ),
    Cue(
        "should-stop",
        Direction.AGAINST,
        Basis.RECOMMENDATION,
        BEFORE,
        r"(?:should|must) be (?:discontinued|stopped|withdrawn)"
        r"(?= (?:in|during|for) (?!\d|an? (?:day|week|month)|at least|the duration))",
        "Methotrexate should be stopped in people who become pregnant.",
        "ADA standards of care 2024",
    ),
    Cue(
        "first-choice",
        Direction.FOR,
        Basis.RECOMMENDATION,
        BEFORE,
        r"should be (?:the |an? )?(?:initial|first|first[- ]line|preferred|standard|primary|"
        r"mainstay) (?:treatment|therapy|choice|option|approach|test|investigation)s?\b",
        "Stretching should be the initial treatment of plantar heel pain.",
        "Consensus statements of sports medicine; GRADE passive voice",
    ),
)
