"""Words that change what is said of others: denied, possible, planned, of a relative, over.

Sources: NegEx (Chapman et al., J Biomed Inform 2001; 34: 301) and ConText (Harkema et al., J Biomed
Inform 2009; 42: 839), whose published trigger lists were the start; forms of questions and letters
of payers were added. Data, not code: a cue is a pattern, what it does, and to which side.
"""

import re
from dataclasses import dataclass
from enum import Flag, auto


class Scope(Flag):
    """What is said of a word; none of these: it is stated as a fact of the patient."""

    STATED = 0
    DENIED = auto()
    POSSIBLE = auto()
    PLANNED = auto()
    FAMILY = auto()
    RESOLVED = auto()
    ASKED = auto()
    UNCLEAR = auto()


FORWARD, BACKWARD = "forward", "backward"


@dataclass(frozen=True, slots=True)
class ScopeCue:
    """A trigger.

    Attributes:
        scope: What it does to the words in its reach.
        side: FORWARD or BACKWARD.
        pattern: Compiled, without case.
        example: A phrase in which it works; tested.
    """

    scope: Scope
    side: str
    pattern: re.Pattern[str]
    example: str


def _cue(scope: Scope, side: str, pattern: str, example: str) -> ScopeCue:
    return ScopeCue(
        scope,
        side,
        re.compile(rf"(?:(?<![\w-])|(?=[:=?]))(?:{pattern})(?!\w)", re.IGNORECASE),
        example,
    )


_BE, _HAD, _NOT = r"(?:is|are|was|were)", r"(?:has|have|had)", r"(?:not|n't|never)"
_RELATIVE = (
    r"(?:mother|father|brothers?|sisters?|siblings?|parents?|uncle|aunt|grandmother|"
    r"grandfather|grandparents?|cousins?|"
    r"husband|wife|spouse|roommate|twin|(?:first|second)-degree relatives?|relatives?)"
)
_SAYS = (
    r"(?!(?:'s)?\s+(?:reports?|says?|states?|notes?|asks?|brings?|brought|wants?|is (?:asking|"
    r"worried|concerned|requesting)|describes?|of\b|who\b))"
)
_DONE = (
    r"(?:done|performed|measured|obtained|tried|documented|completed|attempted|started|tested|"
    r"checked|consulted|involved|seen|received|available|assessed|reported|established|given|"
    r"provided|identified|"
    r"demonstrated)"
)

_CUES: tuple[ScopeCue, ...] = (
    # doubly negated: neither stated nor denied
    _cue(
        Scope.POSSIBLE,
        FORWARD,
        r"can ?not (?:rule out|exclude)|not (?:yet )?(?:been )?(?:ruled out|excluded)",
        "cannot rule out pneumonia",
    ),
    _cue(
        Scope.POSSIBLE,
        BACKWARD,
        r"(?:can ?not|(?:has |have |was |were )?not)(?: yet)?(?: be| been)?\s*(?:ruled out|"
        r"excluded)",
        "sleep apnea cannot be excluded",
    ),
    _cue(
        Scope.UNCLEAR,
        FORWARD,
        r"not (?:only|certain|necessarily|sure)|unclear (?:if|whether)|unknown (?:if|whether)|"
        r"no (?:increase|change|doubt)|uncertain",
        "not only fatigue",
    ),
    _cue(
        Scope.UNCLEAR,
        FORWARD,
        r"(?:prefers?|wants?|wishes|chooses?|chose|would (?:like|rather|prefer)) not to|"
        r"declin(?:es|ed)|refus(?:es|ed)|reluctant to|does not want(?: to)?",
        "prefers not to use CPAP",
    ),
    _cue(
        Scope.UNCLEAR,
        FORWARD,
        r"we (?:do not|don['’]t) have|we have no|(?:we|I) (?:do not|don['’]t|cannot|can['’]t) "
        r"(?:know|find|tell)|(?:not|un)known",
        "we have no radiographs",
    ),
    # denied
    _cue(
        Scope.DENIED,
        FORWARD,
        r"(?:not|n't|never)(?: yet)? (?:have|has|had|having|be|been|being)(?: (?:had|been|any))?",
        "does not have asthma",
    ),
    _cue(
        Scope.DENIED,
        FORWARD,
        r"unable to|inability to|incapable of|not able to|(?:prevent|preclud)(?:s|es|ed)",
        "unable to bathe",
    ),
    _cue(Scope.DENIED, FORWARD, r"no longer", "no longer smokes"),
    _cue(
        Scope.DENIED,
        FORWARD,
        r"(?:has |have |had )?(?:stopped|ceased)(?= (?:eating|drinking|walking|talking|speaking|"
        r"sleeping|working|driving|breathing|feeding)\b)",
        "has stopped eating and drinking",
    ),
    _cue(
        Scope.DENIED,
        FORWARD,
        r"(?:nobody|no one|none)(?= in (?:the|his|her|their|my) family\b)",
        "nobody in the family with an aneurysm",
    ),
    _cue(
        Scope.DENIED,
        FORWARD,
        r"(?:negative|normal|clear|unremarkable) (?:work-?up|evaluation|screen(?:ing)?|"
        r"test(?:ing)?|biopsy|imaging|scan|panel) for",
        "negative work-up for cancer",
    ),
    _cue(
        Scope.DENIED,
        FORWARD,
        r"(?:poor|bad|unsuitable|suboptimal)(?=\s+(?:\w+\s+)?candidates?\b)",
        "poor surgical candidate",
    ),
    _cue(
        Scope.DENIED,
        FORWARD,
        r"no|not|never|without|w/o|neither|nor|cannot|absent|den(?:y|ies|ied|ying)|negative(?: "
        r"for)?|neg for|(?:free|freedom|clear|abstinent) (?:of|from)|abstains? from|absence of|"
        r"lack(?:s|ing| of)?|ruled out|rules out|rule out for|exclu(?:des|ded)|"
        r"non(?!-?(?:drug|surgical|pharmacolog|invasive|operative|steroidal|opioid|biologic))|"
        r"(?:is|are|was|were|has|have|had|do|does|did|could|ca|wo|would|should)n['’]t|cant|doesnt|didnt|"
        r"hasnt|failed to (?:show|reveal|demonstrate|document)|unremarkable for|resolution of",
        "denies chest pain",
    ),
    _cue(
        Scope.DENIED,
        FORWARD,
        r"(?:do|does|did) not (?:show|document|include|demonstrate|contain|report|support)",
        "records do not show an MRI",
    ),
    _cue(
        Scope.DENIED,
        BACKWARD,
        rf"(?:{_BE}|{_HAD} been) (?:ruled out|excluded)|(?:{_BE}|{_HAD})(?: been)? "
        rf"(?:negative|absent|denied|unlikely|{_NOT} (?:present|detected|seen|found|indicated|"
        r"noted|evident))(?! for)|(?:negative|non-?reactive|ruled out|excluded)"
        r"(?=\s*(?:[,.;)?]|$|\b(?:by|on)\b))",
        "biopsy was negative",
    ),
    _cue(
        Scope.DENIED,
        BACKWARD,
        rf"(?:{_BE} {_NOT} (?:yet )?|(?:has|have|had) {_NOT} (?:yet )?been |{_NOT} yet (?:been )?)"
        rf"{_DONE}",
        "nerve conduction studies have not been done",
    ),
    _cue(
        Scope.DENIED,
        BACKWARD,
        rf"{_NOT} (?:yet )?(?:been )?{_DONE}(?=\s*(?:[,.;)?]|$|yet\b|before\b|so far\b))",
        "methotrexate never tried",
    ),
    _cue(
        Scope.DENIED,
        BACKWARD,
        r"(?::|=|-)\s*(?:no|none|negative|denies|neg|absent|nil)\b(?=\s*(?:[.,;)]|$))",
        "Diabetes: no",
    ),
    # Shorthand: the answer stands behind what was asked, and a stop behind the answer.
    _cue(
        Scope.DENIED,
        BACKWARD,
        r"(?<=[\w)] )(?:(?:no|none|neg|never|nil|\(-\)|not (?:present|detected|seen|found))"
        r"(?=\s*(?:[.,;)/]|$))|neg(?=\s*(?:x ?)?\d))|(?<=\w)\?\s*(?:no|nope|never)\b"
        r"(?=\s*(?:[.,;–—-]|$))",
        "Diabetes none, PEG no.",
    ),
    # possible
    _cue(
        Scope.POSSIBLE,
        FORWARD,
        r"suspect(?:ed|s)?(?: to have)?|suspicion (?:of|for)|possibl[ey]|probabl[ey]|likely|"
        r"presumed|presumptive|rule out|r/o|concern(?:s|ing)? (?:for|of|about)|query|may "
        r"(?:have|be|also)|might (?:have|be)|could (?:have|be)|suggest(?:s|ive|ing)(?: of)?|"
        r"(?:at |increased |high |higher |elevated |low )*risk (?:of|for)|differential(?: "
        r"diagnosis)?(?: includes?)?|to evaluate for|evaluat(?:e|ed|ing|ion) for|screen(?:ed|"
        r"ing)? (?:for)|work-?up for|such as|questionable|potential(?:ly)?|worried about",
        "suspected sleep apnea",
    ),
    _cue(
        Scope.POSSIBLE,
        BACKWARD,
        r"(?:is|are|was|were) (?:only )?(?:suspected|possible|suspicious|questionable|in "
        r"question|considered)|(?:is |are )?(?:still )?(?:pending|awaited|outstanding)|(?:is|"
        r"are|was|were) suspected|\?(?=\s*[,;])",
        "antibody screen is pending",
    ),
    # planned, not yet done
    _cue(
        Scope.PLANNED,
        FORWARD,
        r"will|plan(?:s|ned|ning)?(?: (?:to|for|on))?|schedul(?:ed|ing)(?: (?:to|for))?|"
        r"await(?:s|ing)|about to|going to|intend(?:s|ed|ing)? to|(?:is |are |(?<!had )(?<!has "
        r")(?<!have ))to be|"
        r"recommend(?:s|ed|ing)?|advis(?:e|es|ed) to|referr?(?:ed|ral|ing)? (?:to|for|her|him|"
        r"them)|consider(?:s|ed|ing)?|would like|wants?|wishes|hop(?:es|ing) to|upcoming|"
        r"offered|due (?:to (?:have|start|undergo)|for)|order(?:ed|ing)|request(?:s|ed|"
        r"ing)?(?: for)?|ask(?:s|ed|ing) (?:for|about|to)|seek(?:s|ing)|propos(?:ed|es|ing)|"
        r"follow up|in preparation for|before (?:starting|trying)|prior to (?:starting|trying)",
        "plans to try topiramate",
    ),
    _cue(
        Scope.PLANNED,
        BACKWARD,
        r"(?:planned|scheduled|ordered|proposed)(?=\s*(?:[.,;)?]|$))",
        "biopsy planned",
    ),
    _cue(
        Scope.PLANNED,
        BACKWARD,
        r"(?:is|are|was|were|has been|have been) (?:only )?(?:planned|scheduled|requested|"
        r"ordered|recommended|proposed|awaited)|(?:is|are) (?:being )?(?:considered|discussed|"
        r"offered)|next (?:week|month|year)",
        "physical therapy is planned",
    ),
    # of somebody else
    _cue(
        Scope.FAMILY,
        FORWARD,
        r"family (?:history|hx)(?: is)?(?: (?:of|for|positive for|significant for|notable for|"
        r"includes))?|fhx?(?: of)?|familial history(?: of)?",
        "family history of epilepsy",
    ),
    _cue(
        Scope.FAMILY,
        FORWARD,
        r"(?:(?:his|her|their|the|a|whose|patient's|my|maternal|paternal|one|two|both|"
        rf"identical)\s+)*{_RELATIVE}(?:'s)?{_SAYS}",
        "her father had a stroke",
    ),
    _cue(
        Scope.FAMILY,
        FORWARD,
        r"(?<=nobody )in (?:the|his|her|their|my) family|(?<=no one )in (?:the|his|her|their|my) "
        r"family|(?<=none )in (?:the|his|her|their|my) family",
        "nobody in the family with an aneurysm",
    ),
    _cue(
        Scope.FAMILY,
        BACKWARD,
        rf"(?:runs in the family|in (?:his|her|their|the|my|an?) (?:\w+ )?{_RELATIVE})",
        "breast cancer in her mother",
    ),
    # over
    _cue(
        Scope.RESOLVED,
        FORWARD,
        r"former(?:ly)?|used to (?:have|be|smoke|take|drink|use)?|resolved|no longer (?:has|"
        r"have|on)|outgrew|recovered from|cured of|ex|childhood",
        "former smoker",
    ),
    _cue(
        Scope.RESOLVED,
        BACKWARD,
        r"(?:has |have |had |is |are |now |fully |completely |since )*(?:resolved|cured|"
        r"outgrown|went away|gone|(?:surgically )?removed|taken out)|"
        r"in (?:early )?(?:childhood|infancy)|as a (?:child|teenager|"
        r"baby|toddler)|in remission|quit(?: smoking)?|remitted",
        "migraine in childhood",
    ),
)
# A cue behind its phrase goes first: "was not done" is one cue, not the "not" of "not done well".
CUES = (
    *(cue for cue in _CUES if cue.side == BACKWARD),
    *(cue for cue in _CUES if cue.side == FORWARD),
)
