"""Recommendations without a subject, as condensed guidelines print them: "Suggest against X".

Behind the case that they are for ("First attack only: conditionally recommended against X"), in a
branch of an algorithm, in the cell of a table, or below the name of what they are on.
"""

from ingest.statements.cues import AFTER, BEFORE, Cue
from ingest.statements.models import Basis, Direction

_HOW = r"(?:strongly|conditionally|weakly)"
_DO = (
    r"(?:(?:initiat|start|us|offer|giv|add|prescrib|continu|administer|perform)(?:e|ing)?|begin(?:ning)?|"
    r"treat(?:ing)? with)"
)
_SOURCE = "ACR guidelines of 2020 to 2023, in short: strength and direction without a subject"

HEADLESS_CUES = (
    Cue(
        "headless-against",
        Direction.AGAINST,
        Basis.RECOMMENDATION,
        AFTER,
        rf"(?:{_HOW} )?(?:recommend(?:ed)?|suggest(?:ed)?|advise[d]?) (?:against|not to|not)"
        rf"(?: (?:the )?(?:routine )?use of| routine(?:ly)?)?(?: {_DO})?(?= )",
        "Conditionally recommended against starting febuxostat.",
        _SOURCE,
        imperative=True,
    ),
    Cue(
        "verbless-against",
        Direction.AGAINST,
        Basis.RECOMMENDATION,
        BEFORE,
        r"(?<=[\w)] )(?:(?:generally|usually|currently) )?(?:not (?:recommended|advised|indicated)|"
        r"contraindicated|(?:generally|usually|best|to be) avoided)(?=\s*(?:\([^()]*\))?\W*$)",
        "Use allopurinol; febuxostat not recommended.",
        _SOURCE,
    ),
    Cue(
        "headless-for",
        Direction.FOR,
        Basis.RECOMMENDATION,
        AFTER,
        rf"(?:{_HOW} (?:recommend(?:ed)?|suggest(?:ed)?)|(?:recommended|suggested)(?= to ))"
        rf"(?: to)?(?: {_DO})?(?= (?!(?:against|not|for|in|over|as|when|if|dos\w+)\b))",
        "Conditionally recommended to initiate febuxostat.",
        _SOURCE,
        imperative=True,
    ),
    Cue(
        "prioritize",
        Direction.FOR,
        Basis.RECOMMENDATION,
        AFTER,
        r"(?:preferentially use|prioriti[sz]e(?: (?:the )?use of)?|favou?r|prefer)"
        r"(?= [^;]{3,80}? (?:over|rather than) )",
        "Prioritize febuxostat over probenecid for most patients.",
        _SOURCE,
        imperative=True,
    ),
    Cue(
        "verbless-for-use",
        Direction.FOR,
        Basis.RECOMMENDATION,
        BEFORE,
        r"(?<=[\w)] )(?:conditionally |strongly )?(?:suggested|recommended) for use"
        r"(?: (?:with|alongside|in addition to) (?:an? )?(?:[\w-]+ ){0,2}?(?:diet|exercise|"
        r"lifestyle (?:interventions?|changes?|modifications?)))?\b",
        "Febuxostat suggested for use with a diet; avoid in heart failure.",
        _SOURCE,
    ),
    Cue(
        "headless-for-whom",
        Direction.FOR,
        Basis.RECOMMENDATION,
        BEFORE,
        rf"(?:{_HOW} )?(?:recommended|suggested|indicated)"
        r"(?= (?:for|in) (?!addition\b|combination\b))",
        "Recommended for adults with gout.",
        _SOURCE,
        imperative=True,
    ),
)
