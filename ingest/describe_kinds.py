"""Signals by which a publication gives away what kind it is. Data, no code."""

import re

from ingest.describe_patterns import any_of
from ingest.models import SourceKind

_PAID = r"(?:covered|paid(?: for)?|payable|reimbursed|funded|authori[sz]ed)"

# Weighted signals of each kind; the first pages are searched, at most three finds each.
KIND_SIGNALS: dict[SourceKind, tuple[tuple[re.Pattern[str], float], ...]] = {
    SourceKind.COVERAGE_POLICY: (
        (
            any_of(
                r"\b(?:medical|clinical|coverage|drug|pharmacy|payment|reimbursement) (?:coverage "
                r")?(?:policy|policies)\b"
            ),
            2.0,
        ),
        (
            any_of(
                r"\bclinical policy bulletin\b",
                r"\b(?:local|national) coverage (?:determination"
                r"|article)s?\b",
                r"\b(?:LCD|NCD)\b",
            ),
            3.0,
        ),
        (
            any_of(
                r"\bmedical(?:ly)? necess(?:ary|ity)\b",
                r"\bnot (?:be )?covered\b",
                r"\bcoverage (?:criteria|guidance|rationale)\b",
            ),
            2.0,
        ),
        # no society and no task force says this of a treatment, whatever a payer calls its text
        (
            any_of(
                r"\b(?:is|are)(?: considered)?(?: not)? medically necessary (?:for|when|if|in|as)\b"
            ),
            12.0,
        ),
        (
            any_of(
                r"\bpolicy (?:number|no\.|#|statement)",
                r"\b(?:approval|clinical review|authori[sz]ation) criteria\b",
                r"\b(?:is|are|may be) approved (?:for|when|if)\b",
                r"\bpharmacy (?:&|and) therapeutics\b",
                r"\bnon-?preferred\b",
                r"\bprior authorization\b",
                r"\bexperimental,? (?:or )?investigational\b",
            ),
            2.0,
        ),
        (
            any_of(
                r"\butilization management\b",
                r"\bbenefits? manage(?:ment|rs?)\b",
                r"\bspecialty guideline management\b",
                r"\bauthori[sz]ations? (?:of|for) [\w-]+ (?:months?|days|weeks) (?:may|will) be "
                r"(?:granted|approved|given)\b",
                r"\b(?:(?:clinical )?UM|prior authori[sz]ation|step therapy) guidelines?\b",
                r"^not medically necessary\b",
            ),
            3.0,
        ),
        # only who pays names a payer on the cover, and says when a thing is covered
        (
            any_of(
                r"^\W*(?:payer|payor|health plan)\W{0,3}:",
                r"\bcoverage guidelines?\b",
                r"\b(?:is|are) (?:not )?covered (?:when|if|only|once|for members)\b",
            ),
            3.0,
        ),
        # bodies that pay for a whole population: commissioners, schedules of medicines, formularies
        (
            any_of(
                r"\bcommissioning (?:policy|policies|statement)\b",
                r"\bindividual funding requests?\b",
                r"\bnot routinely (?:funded|commissioned)\b",
                r"\bsubsidi[sz]ed (?:medicines?|for)\b|\bauthority required\b",
                r"\bcriteria for use\b",
                r"\bformulary (?:guidance|status|decision|application)s?\b",
                r"\bdrugs? (?:and|&) therapeutics? committee\b",
            ),
            3.0,
        ),
        # programmes of a state and of a nation: manuals for providers, handbooks for members, forms
        # with boxes to tick, schedules of benefits (Oregon OHA, DMAS, Pharmac, DVA)
        (
            any_of(
                r"\b(?:provider|billing|dental|equipment) (?:services )?"
                r"(?:manual|bulletin|handbook)s?\b",
                r"\bmedicaid (?:dental |pharmacy |medical )?"
                r"(?:program(?:me)?|manual|covers)\b",
                r"^\W*(?:[A-Z][\w-]+ ){1,3}(?:state )?medicaid\b *(?:$|[-–—:|])",
                r"\b(?:member|enrollee|benefits?) handbook\b|\bevidence of coverage\b",
                r"\b(?:benefit|dental|fee) schedule\b|\bschedule of benefits\b",
                r"\bspecial authority\b|\bprior (?:financial )?authori[sz]ation required\b",
                r"\b(?:not|non-?) ?reimbursable\b|\b(?:is|are) (?:not )?reimbursable\b",
                r"\b(?:is|are) (?:not )?a benefit (?:for|of) (?:members|clients|enrollees)\b",
                r"\bbenefits? administrators?\b|\bwith prior approval\b|\bnot approvable\b",
                r"\bwe do(?: not|n['’]t) pay\b|\bwhat we pay for\b",
                # booklets of a plan for its members (summary plan descriptions, US employers)
                r"\b(?:the|this|your) plan (?:covers|excludes|pays|(?:does|will) not (?:cover"
                r"|pay))\b|\bcertificate of coverage\b|\bsummary plan description\b",
                r"^\W*(?:excluded|covered|non-?covered) (?:services|items|benefits|expenses)\b",
                r"\bexclusions (?:and|&) limitations\b|\blimitations (?:and|&) exclusions\b",
                r"^\W*(?:general|plan) exclusions$",
            ),
            3.0,
        ),
        # grids and forms whose title names no policy: what they say makes them a payer's
        (
            any_of(
                rf"\b(?:is|are|(?:will|may|can) be) (?:not )?{_PAID} "
                r"(?:(?:when|if|only|once|unless)\b|"
                r"for (?!(?:completeness|reference)\b)|"
                r"in (?:members|adults|children|patients|people|women|men)\b)",
                r"\b(?:plan|fund|trust|insurer|scheme) (?:does not |will not |will )?"
                r"(?:covers?|pays? for|approves?|authori[sz]es?)\b",
                rf"\| *(?:not )?{_PAID} *(?:$|\||[,;:(]|(?:if|when|for|only|up)\b)",
                r"\| *(?:coverage|covered\??|paid\??|funded\??|benefit (?:status|decision))"
                r" *(?:$|\|)",
                r"\b(?:prior approval|approval|authori[sz]ation|pre-?(?:certification|"
                r"authori[sz]ation|approval|determination)|coverage|exception)s? "
                r"(?:review )?(?:requests?|forms?|checklists?|worksheets?|grids?|sheets?)\b",
                r"\b(?:requests?|applications?) for (?:prior )?(?:approval|authori[sz]ation|"
                r"coverage|pre-?(?:certification|authori[sz]ation))\b",
            ),
            3.0,
        ),
        # orders to the office that decides, and its name on a line of its own
        (
            any_of(
                r"^[\W\d]{0,6}(?:approve|authori[sz]e|deny|cover) (?!of\b)[^\n.]{2,80}"
                r"\b(?:if|when|for|unless)\b",
                r"(?-i:^\W{0,4}(?:[A-Z][\w&.'’-]*[ \t]+){1,4}(?:Health (?:Plans?|Insurance|Trust|"
                r"Fund|Cooperative)|Insurance Company|Benefits? (?:Plan|Fund|Trust)|HMO)\b)",
            ),
            2.0,
        ),
        (any_of(r"\b(?:CPT|HCPCS)\b", r"\bmember(?:'s)? benefit\b", r"\bcovered benefit\b"), 1.0),
    ),
    SourceKind.GUIDELINE: (
        (
            any_of(
                r"\b(?:guidelines?|appropriateness criteria|choosing wisely)\b",
                r"\bCPG\b",
                r"\brecommendation statement\b",
                r"\bpractice (?:advisory|parameter|bulletin|guidance)\b",
                r"\b(?:pocket|quick reference) guides?\b",
                r"\btechnology appraisal\b",
                r"^standards of (?:medical )?care\b",
            ),
            2.0,
        ),
        (
            any_of(
                r"\bwe (?:strongly |conditionally )?(?:recommend|suggest)\b",
                r"\b(?:task force|panel|society|USPSTF|AAN) recommends\b",
            ),
            2.0,
        ),
        (
            any_of(
                r"\bgrade of recommendation\b",
                r"\bstrength of recommendation\b",
                r"\bclass of recommendation\b",
                r"\bGRADE\b",
            ),
            1.5,
        ),
        (any_of(r"\brecommendations?\b", r"\bconsensus (?:statement|of the)\b"), 0.7),
        # advice in a body's own voice; a study has its methods and results beside such a sentence
        (
            any_of(
                r"\b(?:is|are) (?:not |no longer )?recommended (?:for|in|as|to|if|when)\b",
                r"\b(?:should|must) (?:not|never) be (?:used|given|offered|started|prescribed)\b",
                r"\b(?:is|are) contraindicated\b",
            ),
            0.7,
        ),
        # the form of emergency physicians' policies (ACEP), which are no payer's
        (any_of(r"\bpatient management recommendations\b", r"\bcritical questions?\b"), 3.0),
        # agreed statements with the vote behind each; a study of a vote prints none
        (
            any_of(
                r"\((?:agreement|consensus|agreed|level of agreement)\b:? ?\d{2,3} ?%",
                r"^consensus statements$",
            ),
            2.0,
        ),
        (any_of(r"\btreatment guides?\b", r"^(?:not )?recommended\b"), 1.0),
        (any_of(r"^\S{0,12}\s*(?:do not )?offer\b", r"^\S{0,12}\s*consider\b"), 1.0),
        # orders to clinicians, one a line (lists of what to question; the Choosing Wisely campaign)
        (
            any_of(
                r"^[\W\d]{0,8}(?:do not|don['’]t|avoid)"
                r" (?:order|perform|use|prescribe|give|start|screen|routinely|repeat|delay)\b"
            ),
            1.0,
        ),
    ),
    SourceKind.RESEARCH: (
        (
            any_of(
                r"\brandomi[sz]ed\b",
                r"\bcohort study\b",
                r"\bsystematic review\b",
                r"\bmeta-?analysis\b",
                r"\bplacebo-controlled\b",
            ),
            1.5,
        ),
        (
            any_of(
                r"^(?:methods?|results?|conclusions?|abstract|background|objectives?"
                r"|design)\b\s*(?:[:.]|$)"
            ),
            2.0,
        ),
        (  # of systematic reviews (Cochrane Handbook, chapter III; its plain language summaries)
            any_of(
                r"\bauthors['’] conclusions\b",
                r"\bimplications for research\b",
                r"\bplain language summary\b",
                r"\bwe (?:searched for|included|found) (?:\w+ )?(?:\d+ )?(?:studies|trials)\b",
                r"\b(?:selection criteria|main results|search methods)\b",
            ),
            3.0,
        ),
        (
            any_of(
                r"\bp\s*[<=]\s*0?\.\d",
                r"\b95\s*% ?(?:CI|confidence)",
                r"\bhazard ratio\b",
                r"\bodds ratio\b",
            ),
            1.0,
        ),
        (
            any_of(
                r"\b(?:case report|case series|trial registration|clinicaltrials\.gov)\b",
                r"\bNCT\d{8}\b",
            ),
            1.0,
        ),
    ),
}
