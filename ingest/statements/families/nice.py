"""NICE.

The imperative carries the strength ("Offer" strong, "Consider" weaker, "Do not offer" strong
against).
"""

from ingest.statements.cues import AFTER, Cue
from ingest.statements.models import Basis, Direction

_SOURCE = "NICE, Developing NICE guidelines: the manual (PMG20), section 9"

NICE_CUES = (
    Cue(
        "do-not",
        Direction.AGAINST,
        Basis.RECOMMENDATION,
        AFTER,
        r"(?:do not|don['’]t) (?:routinely )?(?:offer|use|prescribe|give|perform|recommend|advise|"
        r"start|initiate|administer|treat(?: with)?|provide|refer|order|request|carry out|"
        r"screen(?: for)?|undertake|add|continue|measure|arrange|obtain|repeat|conduct|insert|"
        r"apply|test(?: for)?|take(?= an? ))|"
        r"(?:avoid|never (?:offer|use|prescribe)|stop)(?= |:\s*$)|"
        r"advise(?= [^.;:]{3,90}? (?:not to (?:use|take)|against)\b)",
        "Do not offer lumbar supports for low back pain.",
        _SOURCE,
        strength="Do not offer",
        imperative=True,
    ),
    Cue(
        "only-consider",
        Direction.FOR,
        Basis.RECOMMENDATION,
        AFTER,
        r"(?:only )?consider(?: (?:offering|using|adding|referring|prescribing|starting))?"
        r"(?= |:\s*$)",
        "Consider spinal manipulation as part of a treatment package.",
        _SOURCE,
        strength="Consider",
        imperative=True,
    ),
    Cue(  # it is left to the two, and the wording is printed as it stands
        "discuss",
        Direction.FOR,
        Basis.RECOMMENDATION,
        AFTER,
        r"discuss(?: the (?:use|option|possibility) of)?(?= |:\s*$)",
        "Discuss the principles of energy management with people with ME/CFS.",
        _SOURCE,
        strength="Discuss",
        imperative=True,
    ),
    Cue(
        "offer",
        Direction.FOR,
        Basis.RECOMMENDATION,
        AFTER,
        r"(?:only )?(?:offer|use(?! of)|prescribe|give|provide|perform|refer(?! to (?:the|our|"
        r"this|another)\b)|advise(?! (?:[\w-]+ ){1,6}?that (?:there|the evidence|no ))|recommend|"
        r"screen(?: for)?|administer|start|initiate|treat(?: with)?|"
        r"continue(?! to (?:have|be|experience|show|meet|need|require))|add|carry out|undertake|"
        r"arrange(?! to\b)|measure(?= (?:the )?[a-z])|test for)"
        # "Use is stopped if ...": before a verb it is a noun, and says nothing of what to do.
        r"(?= (?!(?:is|are|was|were|has|have|had|should|must|may|can|cannot|will)\b)|:\s*$)",
        "Offer topical capsaicin for knee osteoarthritis.",
        _SOURCE,
        strength="Offer",
        imperative=True,
    ),
)
