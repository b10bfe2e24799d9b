"""Positions without a subject, below a heading that names what they are on: "Covered for gout".

Also the verdict behind a name and a colon: "Short stature: not covered".
"""

from ingest.statements.cues import BEFORE, Cue
from ingest.statements.models import Basis, Direction

NAME_FIRST = "verdict-behind-name"
_NECESSARY = (
    r"(?:proven and medically necessary|medically necessary|(?:medically )?reasonable and "
    r"necessary|covered)"
)
_REFUSED = (
    r"(?:not (?:medically necessary|reasonable and necessary|proven)|(?:not|never) (?:covered|"
    r"approved|payable|reimbursable|funded)|non-?(?:covered|reimbursable)|unproven|experimental|"
    r"investigational|cosmetic)"
)
_REFUSED_LIST = rf"{_REFUSED}(?:(?:,? (?:and/or|and|or) |/|, ){_REFUSED})*(?:\s*\({_REFUSED}\))?"
_HOW = r"(?:(?:generally|only|also|always|usually|currently) )?(?:considered )?(?:as )?"
_GOES_ON = r"(?= (?:only )?(?:for|in|when|if|as|with|where|to|because|due|under|unless|during)\b)"
# of a list of codes: "Covered if selection criteria are met:"
_NO_CAPTION = (
    r"(?! (?:if|when) (?:the )?(?:selection )?criteria (?:are|is) met\W*$)(?! for (?:the )?"
    r"indications listed\b)"
    r"(?! in (?:any|all|one|either|each) of\b)"  # what follows is a tree of criteria
)

BARE_CUES = (
    Cue(
        NAME_FIRST + "-against",
        Direction.AGAINST,
        Basis.COVERAGE,
        BEFORE,
        rf"(?<=[\w)]: ){_HOW}{_REFUSED_LIST}(?=\W*$)",
        "Foot odour: not covered.",
        "State Medicaid drug programmes",
    ),
    Cue(
        NAME_FIRST,
        Direction.FOR,
        Basis.COVERAGE,
        BEFORE,
        rf"(?<=[\w)]: ){_HOW}{_NECESSARY}(?=\W*$)",
        "Acute gout: covered.",
        "State Medicaid drug programmes",
    ),
    Cue(
        "bare-against",
        Direction.AGAINST,
        Basis.COVERAGE,
        BEFORE,
        rf"{_HOW}{_REFUSED_LIST}(?:{_GOES_ON}{_NO_CAPTION}|(?=\W*$))",
        "Not medically necessary in members with gout.",
        "UnitedHealthcare and Kaiser criteria: the heading names the service",
        imperative=True,
    ),
    Cue(
        "bare-for",
        Direction.FOR,
        Basis.COVERAGE,
        BEFORE,
        rf"{_HOW}{_NECESSARY}{_GOES_ON}{_NO_CAPTION}",
        "Proven and medically necessary for gout when all of the following are present:",
        "UnitedHealthcare and Kaiser criteria: the heading names the service",
        imperative=True,
    ),
)
