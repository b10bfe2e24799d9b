"""Wordings that recommend only where a class or level stands beside them.

ACC/AHA ("is effective", "can worsen", "the usefulness is uncertain"), AAN ("evidence supports").
"""

from ingest.statements.cues import AFTER, BEFORE, Cue
from ingest.statements.models import Basis, Direction

_SUCH = (
    r"(?:strong|moderate|weak|good|fair|sufficient|high-quality|low-quality|convincing|consistent|"
    r"robust|adequate|limited|available|current)"
)

GRADED_CUES = (
    Cue(
        "evidence-not-support",
        Direction.AGAINST,
        Basis.RECOMMENDATION,
        AFTER,
        rf"(?:(?:the )?{_SUCH} )?(?:evidence|data) (?:do|does) not support(?: the (?:routine )?use "
        r"of)?(?= )",
        "Good evidence does not support quinine for leg cramps (Level B).",
        "AAN 2012 evidence-based guideline wording",
        graded_only=True,
    ),
    Cue(
        "evidence-supports-not",
        Direction.AGAINST,
        Basis.RECOMMENDATION,
        AFTER,
        rf"(?:(?:the )?{_SUCH} )?(?:evidence|data) (?:supports?|suggests?) (?:that )?(?:not "
        r"(?:using|performing|offering|doing|giving|prescribing|placing)|against"
        r"(?: the (?:routine )?use of)?|avoiding|no (?:added |additional )?benefit "
        r"(?:of|from|to|with)(?: the (?:routine )?use of)?)(?= )",
        "Moderate evidence supports not using static splints after tendon repair (Level B).",
        "AAOS appropriate-use guidelines 2016 to 2024: recommendations in terms of evidence",
        graded_only=True,
    ),
    Cue(
        "evidence-supports",
        Direction.FOR,
        Basis.RECOMMENDATION,
        AFTER,
        rf"(?:(?:the )?{_SUCH} )?(?:evidence|data) supports?(?: the (?:routine )?use of)?"
        r"(?= (?!or\b|the\b))",
        "Strong evidence supports safinamide and zonisamide use (Level A).",
        "AAN 2016 abstracts: recommendations in terms of evidence",
        graded_only=True,
    ),
    Cue(
        "uncertain",
        Direction.INSUFFICIENT,
        Basis.RECOMMENDATION,
        BEFORE,
        r"(?:is|are|remains?) (?:currently )?(?:uncertain|unknown|unclear|not (?:well[- ])?"
        r"(?:established|known|defined))",
        "The usefulness of acupuncture is uncertain in patients with angina.",
        "ACC/AHA 2015: class 2b, usefulness unknown, unclear or not well established",
        graded_only=True,
    ),
    Cue(
        "worsens",
        Direction.AGAINST,
        Basis.RECOMMENDATION,
        BEFORE,
        r"(?:can|may|might|could|will) (?:worsen|increase (?:the )?(?:risk|rate|mortality|"
        r"incidence)|cause (?:harm|excess)|result in (?:harm|excess|worse)|be (?:potentially )?"
        r"harmful)",
        "Raising heart rate within 24 hours can worsen outcome.",
        "ACC/AHA 2015: class 3, harm",
        graded_only=True,
    ),
)
