"""What bodies that pay for a whole population fund: commissioners, schedules of medicines.

Sources: commissioning policies of NHS integrated care boards ("not routinely commissioned"), the
schedule of the Pharmaceutical Benefits Scheme of Australia ("subsidised for").
"""

from ingest.statements.cues import AFTER, BEFORE, Cue
from ingest.statements.models import Basis, Direction

_PAID = r"(?:commissioned|funded|subsidi[sz]ed)"
_HOW = r"(?:(?:only|routinely|normally|currently|generally) )*"
_SOURCE = "Commissioning policies of NHS integrated care boards"

COMMISSIONING_CUES = (
    Cue(
        "not-commissioned",
        Direction.AGAINST,
        Basis.COVERAGE,
        BEFORE,
        rf"(?:(?:is|are) not|(?:will|shall|should|can)(?: not|not) be) {_HOW}(?:{_PAID}|paid)\b",
        "Ozone injection is not routinely commissioned.",
        _SOURCE,
    ),
    Cue(
        "does-not-fund",
        Direction.AGAINST,
        Basis.COVERAGE,
        AFTER,
        rf"(?:do|does|will) not {_HOW}(?:fund|commission|subsidi[sz]e)(?= )",
        "The board does not routinely fund ozone injection.",
        _SOURCE,
    ),
    Cue(
        "commissioned",
        Direction.FOR,
        Basis.COVERAGE,
        BEFORE,
        rf"(?:is|are|(?:will|may|can) {_HOW}be) {_HOW}(?:{_PAID}|payable)"
        r"(?= (?:only )?(?:for|in(?! (?:part|whole))|when|where|if|as)\b)",
        "Ozone injection will only be funded where pain limits walking.",
        _SOURCE,
    ),
    Cue(
        "will-fund",
        Direction.FOR,
        Basis.COVERAGE,
        AFTER,
        rf"(?:will|shall|may) {_HOW}(?:fund|commission|subsidi[sz]e)"
        r"(?= (?!research\b|development\b))",
        "The board will fund ozone injection when one of the following applies:",
        _SOURCE,
    ),
    Cue(
        "no-benefit",
        Direction.AGAINST,
        Basis.COVERAGE,
        BEFORE,
        r"(?:is|are) not (?:a |an )?benefits?\b",
        "Teeth whitening is not a benefit.",
        "Provider manuals of state Medicaid dental programmes",
        benefit_only=True,
    ),
    Cue(
        "a-benefit",
        Direction.FOR,
        Basis.COVERAGE,
        BEFORE,
        r"(?:is|are) (?:a |an )?(?:covered )?benefits?(?= (?:only )?(?:for|when|if|once|under)\b)",
        "Sealants are a benefit for members under 18.",
        "Provider manuals of state Medicaid dental programmes",
    ),
)
