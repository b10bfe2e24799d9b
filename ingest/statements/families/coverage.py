"""Coverage policies: commercial payers and CMS. Double negation, then against, then for."""

from ingest.statements.cues import AFTER, BEFORE, Cue
from ingest.statements.models import Basis, Direction

_NEC = (
    r"(?:reconstructive and )?medically necessary|medical necessity|"
    r"(?:medically )?(?:reasonable|appropriate) and "
    r"(?:medically )?necessary|proven(?: and medically necessary)?|clinically appropriate"
)
_UNPROVEN = (
    r"(?:experimental|investigational|unproven|not proven|not medically necessary|"
    r"cosmetic|not (?:medically )?reasonable (?:and|or) (?:medically )?necessary|"
    r"not clinically appropriate)"
)
_UNPROVEN_LIST = rf"{_UNPROVEN}(?:(?:,? (?:and/or|and|or) |/|, ){_UNPROVEN})*"
_BE = r"(?:is|are|was|were|be|being|to be|remains?|becomes?)"
_CONS = (
    r"(?:considered |deemed |regarded as |determined to be |found to be |classified "
    r"as )?(?:as )?(?:being )?(?:to be )?"
)
_ADV = (
    r"(?:(?:therefore|also|generally|typically|usually|otherwise|currently|now|hereby|only|still|"
    r"all|thus|both|each|separately|additionally|further) )?"
)
_PROVIDED = (
    r"(?:permitted|provided|allowed|available|extended|approved|granted|offered|considered|made)"
)
_COVERAGE = r"(?:coverage|reimbursement|payment|benefits?)"

_LITERATURE = (
    r"(?:(?:current|available|existing|published|peer[- ]reviewed|medical|clinical|scientific|"
    r"high[- ]quality),? )*(?:evidence|data|literature)"
)
_IN_LITERATURE = (
    r"in (?:the )?(?:(?:current|published|peer[- ]reviewed|medical|scientific),? )*literature"
)
_SUPPORT = (
    r"(?:support|establish|demonstrate|determine|show|confirm)(?: the)?(?: (?:(?:routine )?use|"
    r"(?:medical|clinical) (?:necessity|utility|value|benefit)|safety|efficacy|effectiveness)"
    r"(?:,? (?:and|or|and/or) (?:safety|efficacy|effectiveness|clinical utility))?)? of"
)

_MEMBERS = r"(?:(?:[\w'’.&-]+ ){0,2}?(?:members?|enrollees?|customers?|subscribers?) )?"

COVERAGE_CUES = (
    Cue(
        "not-experimental",
        Direction.FOR,
        Basis.COVERAGE,
        BEFORE,
        rf"{_BE} {_ADV}(?:not|no longer|never) {_CONS}(?:experimental|investigational|"
        rf"unproven|cosmetic)(?:(?:,? (?:and/or|and|or) |/|, )(?:experimental|"
        rf"investigational|unproven|cosmetic))*",
        "The device is not considered investigational when all of the following are met.",
        "Double negation in payers' policies: not experimental = covered",
    ),
    Cue(
        "not-unreasonable",
        Direction.FOR,
        Basis.COVERAGE,
        BEFORE,
        r"(?:is|are) (?:not|no longer) (?:considered )?(?:excluded|non-?covered|not "
        r"medically necessary)",
        "Lenses are not excluded after cataract surgery.",
        "Double negation in payers' policies",
    ),
    Cue(
        "considers-against",
        Direction.AGAINST,
        Basis.COVERAGE,
        AFTER,
        rf"(?:considers?|deems?) (?=(?:(?!\b(?:medically necessary|proven|covered|"
        rf"reasonable and necessary)\b)(?:e\.g\.|i\.e\.|[^.;]))*?\b(?:{_UNPROVEN_LIST})\b)",
        "Northfield considers ozone injection experimental, investigational, or unproven "
        "for back pain.",
        "Aetna Clinical Policy Bulletins: standing phrase",
    ),
    Cue(
        "no-benefit-category",
        Direction.AGAINST,
        Basis.COVERAGE,
        BEFORE,
        r"(?:is|are) not (?:a )?covered benefits?|(?:is|are) (?:typically |generally |usually |"
        r"often )"
        r"?(?:a )?(?:benefit|contract|"
        r"plan) exclusions?|(?:is|are) excluded from (?:coverage|the benefit)|(?:do|does) "
        r"not (?:fall within|meet the definition of) (?:a|any) (?:medicare )?benefit(?: "
        r"category)?|no (?:medicare )?benefit category",
        "Home exercise equipment is not a covered benefit.",
        "Benefit exclusions",
        benefit_only=True,
    ),
    Cue(
        "insufficient-coverage",
        Direction.AGAINST,
        Basis.COVERAGE,
        BEFORE,
        r"(?:is|are) (?:considered )?(?:of )?(?:unproven|investigational|experimental)(?: "
        r"benefit)? (?:because|due to|as (?=(?:there|its|their|the|it|this|these)\b))",
        "The test is unproven due to insufficient evidence of efficacy.",
        "UnitedHealthcare medical policies",
    ),
    Cue(
        "insufficient-support",
        Direction.AGAINST,
        Basis.COVERAGE,
        AFTER,
        rf"(?:there (?:is|are|remains?) )?(?:currently )?(?:insufficient|inadequate|not enough|"
        rf"not sufficient) {_LITERATURE}(?: {_IN_LITERATURE})? to {_SUPPORT}|"
        rf"(?:the )?{_LITERATURE} (?:is|are|remains?) (?:currently )?"
        rf"(?:insufficient|inadequate|not sufficient) to {_SUPPORT}",
        "There is insufficient evidence in the published literature to support the use of copper "
        "bracelets for gout.",
        "Centene and Molina clinical policies: standing phrase",
    ),
    Cue(
        "not-necessary",
        Direction.AGAINST,
        Basis.COVERAGE,
        BEFORE,
        rf"(?:{_BE} {_ADV}(?:{_CONS})(?:{_UNPROVEN_LIST})|{_BE} {_ADV}not "
        rf"{_CONS}(?:covered|(?:an? )?(?:covered|approved|accepted)(?= (?:use|indication|item)s?\b)"
        rf"|{_NEC}|eligible for coverage|reimbursable|payable|paid for|permitted|"
        rf"nationally covered)|{_BE} {_ADV}(?:nationally |non-?)(?:non-?)?covered(?<!nationally "
        rf"covered)|(?:(?:can|could|may|will|shall|should|must)(?:not| not)) be "
        rf"(?:considered |deemed )?(?:{_NEC}|covered|made|reimbursed|approved)|(?:do|does|"
        rf"did) not (?:meet|satisfy|support) (?:the )?(?:(?:criteria|definition) (?:for|of) )?"
        rf"(?:medical necessity|coverage|medically necessary|(?:[\w-]+ )*technology assessment)"
        rf"(?: criteria)?|(?:will|shall) be denied(?: as not (?:{_NEC}))?|{_BE} "
        rf"(?:denied|excluded|non-?covered|noncovered)|{_BE} {_ADV}{_CONS}(?:an? )"
        rf"?(?:convenience|comfort|deluxe|luxury|personal comfort) items?(?:,?(?: "
        rf"and(?:/or)?| or)? (?:(?:is|are) )?{_UNPROVEN_LIST})?)",
        "Immune globulin is considered experimental and investigational for autism.",
        "Aetna, UnitedHealthcare, Anthem and CMS manuals (NCD wording)",
    ),
    Cue(
        "remain-noncovered",
        Direction.AGAINST,
        Basis.COVERAGE,
        BEFORE,
        r"remains? (?:nationally )?(?:non-?covered|noncovered|investigational|"
        r"experimental|unproven|not covered)|(?:payment|coverage|reimbursement) (?:for "
        r"[^.;]{3,80} )?(?:is|may|will|can) ?not (?:be )?(?:made|provided|available|"
        r"allowed|authori[sz]ed)",
        "Coverage for ozone injection is not available.",
        "CMS National Coverage Determinations Manual, Pub. 100-03",
    ),
    Cue(
        "not-eligible-for",
        Direction.AGAINST,
        Basis.COVERAGE,
        AFTER,
        rf"{_MEMBERS}(?:may|are|is|will) not (?:be )?eligible (?:under the plan |for coverage )?"
        r"for(?= )",
        "Members may not be eligible under the plan for ozone injection.",
        "Humana medical coverage policies: standing phrase",
    ),
    Cue(
        "eligible-for",
        Direction.FOR,
        Basis.COVERAGE,
        AFTER,
        rf"{_MEMBERS}(?:may|are|is|will) (?:be )?eligible (?:under the plan for(?= )|"
        r"for(?= [^.;:]*\b(?:when|if)\b[^.;:]*:\s*$))",
        "Members may be eligible under the plan for a powered wheelchair.",
        "Humana medical coverage policies: standing phrase",
    ),
    Cue(
        "does-not-cover",
        Direction.AGAINST,
        Basis.COVERAGE,
        AFTER,
        r"(?:does|do|will) not (?:cover|pay for|reimburse)(?=[ :])",
        "Medicare does not cover ozone injection.",
        "CMS National Coverage Determinations Manual, Pub. 100-03",
    ),
    Cue(
        "no-coverage-for",
        Direction.AGAINST,
        Basis.COVERAGE,
        AFTER,
        rf"no (?:(?:(?-i:[A-Z]\w+)|program|plan|separate|additional|further|such) ){{0,2}}"
        rf"{_COVERAGE} (?:is|are|will be|can be|may be|shall be) {_PROVIDED}"
        rf"(?: (?:for|to))?(?= )|{_COVERAGE} (?:is|are|will|can|may|shall) ?not (?:be "
        rf")?{_PROVIDED} "
        r"for(?= )|(?:policies|plans?|contracts?) (?:specifically |also )?exclude(?:s|d)? coverage "
        r"(?:for|"
        r"of)(?= )",
        "No coverage will be provided for magnetic insoles.",
        "Blue Cross medical policies",
    ),
    Cue(
        "considers-for",
        Direction.FOR,
        Basis.COVERAGE,
        AFTER,
        r"(?:considers?|deems?) (?=(?:e\.g\.|i\.e\.|[^.;])*?(?<!not )\b(?:medically "
        r"necessary|proven|covered|reasonable and necessary)\b)",
        "Northfield considers a powered wheelchair medically necessary when all criteria are met.",
        "Aetna Clinical Policy Bulletins: standing phrase",
    ),
    Cue(
        "coverage-is-provided-for",
        Direction.FOR,
        Basis.COVERAGE,
        AFTER,
        rf"(?<!no )(?<!program ){_COVERAGE} (?:is|are|will be|can be|may be|shall be) "
        rf"{_ADV}{_PROVIDED} "
        rf"for(?: (?:up to )?\w+ (?:days|weeks|months|years) (?:for|of))?"
        rf"(?= (?!\d|(?:an? )?(?:additional|another|further|initial|up to|one|two|three|six|"
        r"twelve)\b))|(?:the )?evidence is sufficient to (?:expand|extend|provide|establish|"
        rf"support) {_COVERAGE} (?:for|of)(?= )",
        "Coverage will be provided for molecular testing for chronic leukemia.",
        "Blue Cross medical policies; CMS decision memos",
    ),
    Cue(
        "evidence-sufficient-to-add",
        Direction.FOR,
        Basis.COVERAGE,
        AFTER,
        r"(?:the )?evidence is (?:sufficient|adequate) to (?:add|cover|(?:conclude|determine) that)"
        r"(?:,? under (?:the )?(?:Medicare )?(?:Part [A-D]|(?:Medicare )?program),)?"
        r"(?= )(?![^.;]*\b(?:not|reasonable|insufficient|inadequate)\b)",
        "The evidence is sufficient to add screening for hepatitis B with serology as an "
        "additional preventive service for beneficiaries at high risk.",
        "CMS national coverage determinations: preventive services",
    ),
    Cue(
        "goes-on-when",
        Direction.FOR,
        Basis.COVERAGE,
        BEFORE,
        r"(?:is|are|will be|may be|can be) (?:continued|extended|renewed|re-?authori[sz]ed)"
        r"(?= [^.;]{0,60}\b(?:when|if|provided|as long as|where|only|for|upon)\b)",
        "Rental of the pump is continued beyond 3 months when use is documented by its log.",
        "Durable medical equipment manuals of state programmes",
    ),
    Cue(
        "limited-to",
        Direction.FOR,
        Basis.COVERAGE,
        BEFORE,
        r"(?<!data )(?<!evidence )(?<!literature )(?<!studies )(?<!experience )"
        r"(?:is|are) (?:limited|restricted|confined) to (?!\d|an? (?:maximum|total)|one\b|two\b|"
        r"three\b|"
        r"no more|the (?:first|initial|number|following (?:number|quantit|limits?)))",
        "Reimbursement for oxygen therapy is limited to members with emphysema.",
        "CMS National Coverage Determinations Manual, Pub. 100-03",
    ),
    Cue(
        "approve-if",
        Direction.FOR,
        Basis.COVERAGE,
        BEFORE,
        r"(?:approve|authori[sz]e)(?: (?:(?:for|up to) [^.;:]{1,40}?|(?:\d+|an?|one|two|three|six|"
        r"twelve) [\w-]+(?: [\w-]+)?))?(?= (?:if|when)\b)",
        "Approve for 1 year if the patient has emphysema and does not smoke.",
        "Prior authorisation criteria of pharmacy benefit managers",
        imperative=True,
    ),
    Cue(
        "requires-all",
        Direction.FOR,
        Basis.COVERAGE,
        BEFORE,
        r"requires?(?= (?:that )?(?:(?:all|both|each|any|either|one|two|three|at least \w+)(?: or "
        r"more)? of "
        r")?(?:the )?following\b[^.]*:?\s*$)",
        "Initiation of oxygen therapy requires ALL of the following:",
        "eviCore and InterQual style criteria",
    ),
    Cue(
        "covers",
        Direction.FOR,
        Basis.COVERAGE,
        AFTER,
        r"(?:medicare|medicaid|the plan|plan|(?-i:[A-Z][\w&]+(?: [A-Z][\w&]+){0,3})) (?:will |"
        r"also |only )*(?:covers?|provides? (?:limited )?coverage for|pays for|reimburses?|"
        r"may cover)(?= )|this (?:policy|contractor|LCD) provides? (?:limited )?coverage for(?= )",
        "Medicare covers iron sucrose injection for iron deficiency anemia.",
        "CMS National Coverage Determinations Manual, Pub. 100-03",
    ),
    Cue(
        "necessary",
        Direction.FOR,
        Basis.COVERAGE,
        BEFORE,
        rf"(?:(?:{_BE}|may (?:now )?be|can be|will be|shall be|would be) "
        rf"{_ADV}(?:{_CONS})(?:{_NEC}|"
        rf"(?:nationally |only )?covered|a covered (?:service|item|benefit|indication)|eligible "
        rf"for coverage|approvable|reimbursable|authorized|paid for(?! by\b))|(?:meets?|"
        rf"satisf(?:y|ies)) (?:the )?(?:(?:criteria|definition) (?:for|of) )?(?:medical necessity|"
        rf"coverage)(?: criteria)?|(?:may|will|can|shall) be (?:approved|authorized|covered))",
        "Immune globulin is considered medically necessary for multifocal motor neuropathy.",
        "Aetna, UnitedHealthcare, Anthem and CMS manuals (NCD wording)",
    ),
)
