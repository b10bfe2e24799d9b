"""Sentences whose subject is the patient: "patients with X should receive Y"."""

from ingest.statements.cues import AFTER, Cue
from ingest.statements.models import Basis, Direction

PEOPLE_CUES = (
    Cue(
        "should-not-receive",
        Direction.AGAINST,
        Basis.RECOMMENDATION,
        AFTER,
        r"(?:should|must|may) (?:not|never)(?: routinely| generally)? (?:receive|undergo|take|"
        r"start)",
        "Pregnant patients with angina should not receive ivabradine.",
        "ACC/AHA and IDSA: recommendations in terms of patients",
    ),
    Cue(
        "should-receive",
        Direction.FOR,
        Basis.RECOMMENDATION,
        AFTER,
        r"(?:should|must) (?:also |always |all |routinely |ideally )?(?:receive|undergo)",
        "Pregnant patients with angina should receive aspirin.",
        "ACC/AHA and IDSA: recommendations in terms of patients",
    ),
    Cue(
        "may-receive",
        Direction.FOR,
        Basis.RECOMMENDATION,
        AFTER,
        r"(?:may|might|can) (?:also )?(?:receive|undergo)",
        "Patients with refractory angina may receive spinal cord stimulation.",
        "ACC/AHA and IDSA: recommendations in terms of patients",
        strength="may",
        graded_only=True,
    ),
)
