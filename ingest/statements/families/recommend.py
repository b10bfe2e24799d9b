"""Graded recommendations.

GRADE, VA/DoD, KDIGO, IDSA, USPSTF ("we recommend", "we suggest against", "insufficient evidence").
"""

from ingest.statements.cues import AFTER, BEFORE, Cue
from ingest.statements.models import Basis, Direction

_WHO = (
    r"(?:we|the (?:[\w-]+ ){0,4}(?:group|panel|committee|task force|uspstf|society|"
    r"college|academy|association|alliance|federation|forum|network|foundation|institute|council|"
    r"consortium|organi[sz]ation|department|ministry|guideline|guidelines|board|authors)|uspstf|"
    r"expert "
    r"consensus|(?-i:[A-Z]{2,7}(?:/[A-Z]{2,7})*))"
)
_ADV = r"(?:(?:strongly|conditionally|weakly|now|also|generally|therefore|further|instead) )?"
_VERB = r"(?:recommends?|suggests?|advises?|advocates?|endorses?|proposes?)"
# "that the drug not be stopped" is advice for it
_KEPT = (
    r"(?:stopp|discontinu|withheld|withdrawn|delay|denied|deni|interrupt|restrict|exclud|limit|"
    r"omitt|"
    r"postpon|reduc|remov|chang|tapered)"
)

RECOMMEND_CUES = (
    Cue(
        "more-research",
        Direction.INSUFFICIENT,
        Basis.RECOMMENDATION,
        AFTER,
        rf"{_WHO} {_ADV}{_VERB} (?:(?:that )?(?:further|more|additional|future) (?:\w+ )?"
        r"(?:research|stud(?:y|ies)|trials?|investigations?)|research)(?: (?:is|be) (?:done|"
        r"conducted|"
        r"performed|undertaken))? (?:into|on|of|to (?:assess|determine|evaluate|define|"
        r"establish))"
        r"(?: (?:the )?(?:efficacy|effectiveness|safety|role|benefits?|harms?|use|effects?|value|"
        r"utility|impact)(?:,| (?:and|or))?)*(?: of)?(?= )",
        "We recommend further research into the efficacy and safety of pirfenidone in progressive "
        "pulmonary fibrosis.",
        "ATS/ERS/JRS/ALAT guideline 2022, question on pirfenidone: research, for want of evidence",
    ),
    Cue(
        "insufficient",
        Direction.INSUFFICIENT,
        Basis.RECOMMENDATION,
        AFTER,
        r"(?:there (?:is|are|was|were|remains) )?(?:currently )?(?:(?:insufficient|inadequate|not "
        r"enough) (?:evidence|data)(?: in (?:the )?(?:(?:current|published|"
        r"peer[- ]reviewed|medical),? )*literature)? to support(?! (?:or|either|neither))(?: the "
        r"(?:routine )?use "
        r"of)?|"
        r"(?:insufficient|"
        r"inadequate|no available|not enough|no|limited|inconclusive|too little)(?: "
        r"(?:available|quality|high-quality|clinical|published))? (?:evidence|data) "
        r"(?:available )?(?:to (?:make |allow |form |give |issue |inform |guide |support )?(?:an? "
        r"|any )?"
        r"(?:recommend(?:ations?|ing)?|"
        r"suggest|advise|support or refute|determine)(?: (?:either )?(?:for or against|"
        r"against or for|for nor against|on|about|regarding|whether))?|(?:either )?for or "
        r"against|to (?:support or (?:refute|oppose))))",
        "There is insufficient evidence to recommend for or against yoga for low back pain.",
        "VA/DoD Guideline for Guidelines, 2019: Neither for nor against",
    ),
    Cue(
        "cannot-recommend",
        Direction.INSUFFICIENT,
        Basis.RECOMMENDATION,
        AFTER,
        rf"{_WHO} (?:cannot|can not|could not|are unable to|is unable to|do not|does not|"
        rf"did not|make no|makes no) (?:make a |issue a )?recommend(?:ation)?s? (?:either )"
        rf"?(?:for or against|for nor against)",
        "We cannot recommend for or against auto-titrating positive airway pressure.",
        "VA/DoD Guideline for Guidelines, 2019",
    ),
    Cue(
        "neither",
        Direction.INSUFFICIENT,
        Basis.RECOMMENDATION,
        AFTER,
        rf"{_WHO} {_VERB} neither for nor against|{_WHO} (?:was|were|is|are) (?:not able|unable) "
        rf"to (?:make|reach|issue) (?:an? |any )?(?:\w+ )?recommendations? (?:for or against|on|"
        rf"regarding|about|for)|no recommendation (?:can be made|is made|"
        rf"was made|could be made)? ?(?:for or against|on|regarding|about|for)",
        "No recommendation can be made for or against early tracheostomy.",
        "GRADE Handbook, section 6",
    ),
    Cue(
        "uspstf-i",
        Direction.INSUFFICIENT,
        Basis.RECOMMENDATION,
        AFTER,
        r"(?:concludes? that )?(?:the )?(?:current |available |existing |published )?(?:evidence|"
        r"data)(?: (?:on|for|regarding|about|concerning) (?P<topic>[\w/-]+(?: [\w/-]+){0,5}?)"
        r"(?= (?:is|are|was|were|remains?) ))?(?: (?:is|are|was|were|remains?))?(?: currently)? "
        r"(?:(?:conflicting|absent|limited) "
        r"(?:and|or) )?(?:insufficient|not (?:yet )?(?:sufficient|adequate|enough)|inadequate|"
        r"lacking|too limited) to (?:(?:"
        r"support or (?:refute|reject|oppose)|recommend (?:either )?for or against|"
        r"(?:make|give|issue|allow|formulate) (?:a|any) recommendation "
        r"(?:for or against|on|about|regarding)|recommend|support)(?: the "
        r"(?:routine )?use of)?|(?:assess|determine|evaluate|judge|weigh)"
        r"(?! that [^.;]{1,90}? (?:reasonable and|medically) necessary)(?: whether| the)?"
        r"(?: balance of)?(?: the)?(?: benefits? (?:and|or|versus) (?:harms?|risks?)| net benefits?"
        r"| (?:comparative )?effectiveness| efficacy| effects?| role| value)?(?: (?:of|for))?)",
        "The USPSTF concludes that the current evidence is insufficient to assess the "
        "balance of benefits and harms of screening for atrial fibrillation.",
        "USPSTF grade definitions, 2012: I statement",
    ),
    Cue(
        "evidence-insufficient",
        Direction.INSUFFICIENT,
        Basis.RECOMMENDATION,
        AFTER,
        r"(?:the )?(?:current |available |existing |published )?(?:evidence|data) (?:(?:is|are|was|"
        r"were) (?:currently |judged |found )?|(?=insufficient\W*$))"
        r"(?:insufficient|inadequate|lacking)(?: (?:for|on|regarding|about))?"
        r"(?! to \w+ that [^.;]{1,90}? (?:reasonable and|medically) necessary)",
        "Data are insufficient for thalamic ultrasound (Level U).",
        "AAN 2012 evidence-based guideline wording: level U",
        graded_only=True,
    ),
    Cue(
        "recommend-against",
        Direction.AGAINST,
        Basis.RECOMMENDATION,
        AFTER,
        rf"{_WHO} {_ADV}(?:{_VERB} (?:strongly |conditionally )?(?:against|not|avoiding|"
        rf"that (?:clinicians|providers|physicians) (?:not|do not|avoid)|avoidance of|"
        # "that A be done and B not be done" is advice for A
        rf"(?=that (?:(?!\bbe\b)[^.;:]){{2,120}}?(?<!could )(?<!can )(?<!may )\bnot be "
        rf"(?:routinely )?(?!{_KEPT})(?:\w+(?:ed|en|wn|ne))\b))|(?:do|does|did|would|can) ?not "
        rf"{_ADV}(?:recommend|suggest|advise|advocate|endorse)|(?:discourages?|oppose[sd]?))",
        "We suggest against offering nonsteroidal anti-inflammatory drugs.",
        "GRADE Handbook, section 6",
    ),
    Cue(
        "recommend-for",
        Direction.FOR,
        Basis.RECOMMENDATION,
        AFTER,
        rf"{_WHO} {_ADV}(?<!not ){_VERB}(?: (?:in favor of |in favour of |strongly |for )?|(?=:))",
        "We recommend candesartan or telmisartan for the prevention of episodic migraine.",
        "GRADE Handbook, section 6",
    ),
    Cue(
        "it-is-not-recommended",
        Direction.AGAINST,
        Basis.RECOMMENDATION,
        AFTER,
        r"\bit is (?:not (?:recommended|suggested|advised)|(?:recommended|suggested|"
        r"advised) not) to "
        r"(?:use|offer|perform|give|prescribe|start|add|treat(?: with)?|screen(?= for))(?= )",
        "It is not recommended to use quinine for leg cramps.",
        "ESC guidelines: class III",
    ),
    Cue(
        "it-is-recommended",
        Direction.FOR,
        Basis.RECOMMENDATION,
        AFTER,
        r"\bit is (?:strongly )?(?:recommended|suggested|advised) to "
        r"(?:use|offer|perform|give|prescribe|start|add|treat(?: with)?|screen(?= for)|"
        r"(?=stop ))(?= )?",
        "It is recommended to use a statin in patients with angina.",
        "ESC guidelines: class I",
    ),
    Cue(
        "passive-against",
        Direction.AGAINST,
        Basis.RECOMMENDATION,
        BEFORE,
        r"(?:(?:generally|usually|typically) )?(?:is|are|was|were) (?:(?:strongly|conditionally|"
        r"generally|therefore|also|"
        r"currently) )?(?:not (?:routinely )?(?:recommended|suggested|advised|indicated|"
        r"advisable|warranted)|(?:recommended|suggested|advised) against|contraindicated|"
        r"(?:discouraged|inadvisable))",
        "Routine imaging is not recommended for acute low back pain.",
        "ACC/AHA 2015 class of recommendation 3; GRADE passive voice",
    ),
    Cue(
        "passive-for",
        Direction.FOR,
        Basis.RECOMMENDATION,
        BEFORE,
        r"(?:is|are) (?:(?:strongly|conditionally|also|generally|therefore|now|only) )"
        r"?(?:recommended|suggested|advised|indicated|preferred)(?! against)"
        r"(?: (?:agents?|options?|choices?|treatments?|therap(?:y|ies)|drugs?|tests?|methods?)\b)?"
        r"|(?:is|are) the (?:recommended|first[- ]choice) (?!dose|daily|starting|maximum)"
        r"(?:[\w-]+ ){1,2}(?=for\b|in\b)"
        r"|(?:is|are) the preferred (?:[\w-]+ )?(?:agents?|options?|choices?|treatments?|"
        r"therap(?:y|ies)|drugs?|tests?|methods?|approach(?:es)?)\b|(?:is|are) the (?:[\w-]+ )?"
        r"(?:regimen|treatment|therapy|drug|agent|antibiotic|test|method|procedure|fluid|imaging|"
        r"investigation|technique|modality|approach)s? of choice\b",
        "A beta blocker is recommended in patients with reduced ejection fraction.",
        "ACC/AHA 2015 class of recommendation 1",
    ),
)
