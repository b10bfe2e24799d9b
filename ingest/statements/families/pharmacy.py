"""Prior authorisation criteria of pharmacy benefit managers and state programmes.

The sentence names no drug: its document does.
"""

from ingest.statements.cues import AFTER, BEFORE, Cue
from ingest.statements.models import Basis, Direction

_WHAT = (
    r"(?:(?:initial|renewal|continuation|approval) criteria:?\s+)?"
    r"(?:(?:initial|prior|continued|continuation of) )?(?:authori[sz]ations?|approvals?|renewals?|"
    r"re-?authori[sz]ations?)(?: of (?:up to )?[\w-]+ (?:days?|weeks?|months?|years?))?"
)
# "for treatment of gout", "for members who ...": what follows is no thing of its own
_WHOM = (
    r"(?:for (?=(?:the |continued |initial |acute |adjunctive |maintenance |ongoing )*(?:treatment|"
    r"management|prevention|prophylaxis|use|therapy|continuation|reduction|members?|patients?|"
    r"individuals?|adults?|children|adolescents?|persons?|people|those|women|men|beneficiar\w+|"
    r"the following|any of|all of)\b)|(?:in|when|if|to|with|provided|as)\b)"
)
_GIVEN = r"(?:granted|given|approved|provided|issued)"

PHARMACY_CUES = (
    Cue(
        "not-authorized",
        Direction.AGAINST,
        Basis.COVERAGE,
        BEFORE,
        r"(?:is|are) not (?:being )?authori[sz]ed(?= (?:for|in|when|if|with)\b)",
        "Foobarin is not authorized for chronic gout.",
        "Prior authorisation criteria of state Medicaid programmes",
    ),
    Cue(
        "not-together",
        Direction.AGAINST,
        Basis.COVERAGE,
        BEFORE,
        # what "will not be used with" is a criterion of a list
        r"(?<=[\w)] )(?:must|should|may|shall|can) ?not be "
        r"(?=(?:given|used|taken|administered|prescribed|combined|co-?administered)"
        r"(?: (?:together|concurrently|concomitantly|concurrent|simultaneously|along|"
        r"in (?:combination|conjunction)))? with\b)",
        "Foobarin must not be given together with another biologic.",
        "Limitations of payers' drug policies",
    ),
    Cue(
        "approved-when",
        Direction.FOR,
        Basis.COVERAGE,
        BEFORE,
        r"(?<!FDA[ -])(?<!not )(?:is|are) approved (?!by\b)(?:only )?(?=(?:for [^.;:]{3,120}? )?"
        r"(?:when|if|provided)\b[^.;]*?\b(?:members?|patients?|following|criteria|requests?|tried|"
        r"prescribed|"
        r"failed)\b|(?:for [^.;:]{3,120}? )?(?:when|if)\W*$)",
        "Foobarin is approved for gout if the member meets criteria A through D:",
        "Prior authorisation criteria of state Medicaid programmes",
    ),
    Cue(
        "limitation-of-use",
        Direction.AGAINST,
        Basis.COVERAGE,
        BEFORE,
        r"\blimitations? of use:?\s+(?:\S+ (?:is|are) )?not (?=(?:for|indicated for|recommended "
        r"for|"
        r"to be used (?:for|in)|intended for)\b)",
        "Limitation of Use: Not for the relief of acute bronchospasm.",
        "US prescribing information, section 1, as payers print it",
    ),
    Cue(
        "reauthorized-when",
        Direction.FOR,
        Basis.COVERAGE,
        BEFORE,
        r"(?:will be|may be|is|are|can be) (?:re-?authori[sz]ed|re-?approved|renewed) "
        r"(?=(?:(?:for [^.;:]{3,60}? )?(?:only )?(?:based on|when|if|provided|upon|with)\b))",
        "Foobarin for gout will be reauthorized based on both of the following criteria: A, and B.",
        "Prior authorisation criteria of national health plans",
    ),
    Cue(
        "plan-approves",
        Direction.FOR,
        Basis.COVERAGE,
        AFTER,
        r"\b(?:the )?(?:plan|fund|trust) (?:will |may )?(?:approves?|authori[sz]es?)(?= )",
        "The plan approves foobarin for gout if the member has tophi.",
        "Forms of request of health plans",
    ),
    Cue(
        "plan-does-not-approve",
        Direction.AGAINST,
        Basis.COVERAGE,
        AFTER,
        r"\b(?:the )?(?:plan|fund|trust) (?:does|will) not (?:approve|authori[sz]e)(?= )",
        "The plan does not approve foobarin for gout.",
        "Forms of request of health plans",
    ),
    Cue(
        "limited-to-once",
        Direction.FOR,
        Basis.COVERAGE,
        BEFORE,
        r"(?:is|are) (?:limited|restricted) to "
        r"(?=(?:once|(?:one|1)(?: [\w-]+){0,4}?) (?:every|per|each) "
        r"(?:\d+|two|three|four|five|six|seven|eight|ten|twelve|calendar)?[\s-]*(?:months?|years?|"
        r"lifetime))",
        "Knee braces are limited to one every 24 months.",
        "Medicaid state plans; 42 CFR 414.210(f), reasonable useful lifetime",
    ),
    Cue(
        "authorization-refused",
        Direction.AGAINST,
        Basis.COVERAGE,
        BEFORE,
        rf"\b{_WHAT} (?:will|may|can|shall|should) ?not be {_GIVEN}"
        rf"(?= {_WHOM})",
        "Authorization will not be granted for members with cirrhosis.",
        "Prior authorisation criteria of pharmacy benefit managers",
    ),
    Cue(
        "authorization-granted",
        Direction.FOR,
        Basis.COVERAGE,
        BEFORE,
        rf"\b(?<!no )(?<!not )(?<!future ){_WHAT} (?:may|will|can|shall) be {_GIVEN}"
        r"(?: (?:for )?(?:up to )?(?:an? (?:additional|total of) )?[\w-]+ (?:days?|weeks?|months?|"
        rf"years?)(?! or\b))?(?=:| {_WHOM})",
        "Authorization of 12 months may be granted for treatment of gout when uric acid is high.",
        "CVS Caremark and state Medicaid criteria: standing phrase",
    ),
    Cue(
        "coverage-when",
        Direction.FOR,
        Basis.COVERAGE,
        BEFORE,
        r"\b(?<!no )coverage (?:is|will be) (?:only )?(?:provided|granted|approved|extended)"
        r"(?= (?:only )?(?:when|if)\b)",
        "Coverage is provided when the member has gout.",
        "Pharmacy policies: standing phrase",
    ),
    Cue(
        "off-pathway",
        Direction.AGAINST,
        Basis.COVERAGE,
        BEFORE,
        r"\b(?:is|are) not (?:supported|a supported (?:regimen|use|option))\b(?! by\b)",
        "Foobarin maintenance is not supported.",
        "Pathways of payers in oncology: standing phrase",
    ),
    Cue(
        "on-pathway",
        Direction.FOR,
        Basis.COVERAGE,
        BEFORE,
        r"\b(?:is|are) (?:an? )?(?:on[- ]pathway|(?:preferred|supported) (?:pathway )?"
        r"(?:regimens?|options?))(?: without (?:further|additional) (?:conditions|criteria))?",
        "Foobarin after transplant is on-pathway.",
        "Pathways of payers in oncology: standing phrase",
    ),
)
