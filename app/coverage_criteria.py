"""Criteria about the request itself, as payers print them, and how a story tells the same.

Sources: renewal criteria of pharmacy benefit managers; Medicare's determinations on home oxygen
(42 CFR 410.38; NCD 240.2: who performs the qualifying test, and in which state).
"""

from app.criterion_rows import row

_WHO = r"(?:(?:the |this )?(?:patient|member|beneficiary|individual|request(?:ed)?)\s+)?"
_BODY = r"(?:hospital|clinic|independent|reference|sleep|pulmonary function|PFT|accredited)"
_PHYSICIAN = (
    r"(?:physician|practitioner|doctor|provider|PCP|pulmonologist|cardiologist|neurologist|"
    r"specialist|surgeon|internist|pediatrician|[a-z]+ologist)"
)
_OTHER = r"(?:other|another|additional|concurrent|concomitant|second) "
_BIOLOGIC = r"(?:biologics?|biologicals?|bDMARDs?)(?: (?:drugs?|agents?|therap(?:y|ies)|DMARDs?))?"

COVERAGE_ROWS = (
    # renewal of what the plan has approved before
    row(
        rf"{_WHO}(?:has|have|was|were) (?:been )?(?:previously|already) approved for [^.;]{{3,80}}?"
        r"(?:through|by|under|via|with) (?:the |this )?(?:plan|payer|health plan|"
        r"program)[^.;]{0,60}",
        r"\b(?:previously |already |initially )?approved (?:last (?:year|month|time|spring|summer|"
        r"fall|"
        r"winter)|before|previously|in (?:20\d\d|[A-Z][a-z]+)|(?:\w+ "
        r"){1,3}ago)?[^.;]{0,40}?\b(?:by|"
        r"through|under|via|with) (?:the |this |her |his |our )?(?:plan|payer|health plan|program|"
        r"PA|prior auth\w*)|\b(?:prior )?approval (?:on file|(?:granted |given )?last year)\b",
        r"\b(?:never|not) (?:been )?(?:previously )?approved\b|\bno prior (?:approval|"
        r"authori[sz]ation)"
        r"\b|\bfirst request\b|\bon samples?\b",
    ),
    # who performed a qualifying test
    row(
        r"(?:the )?(?:qualifying )?(?:blood gas |oximetry |sleep )?(?:study|test) (?:was|must be|"
        r"is) "
        r"performed by (?:an? |the )?(?:treating |physician|practitioner|qualified )[^.;]{0,90}",
        rf"\b(?:done|performed|run|drawn|measured|tested|taken) (?:in|at|by) (?:an? |the |our )?"
        rf"(?:{_BODY} )?(?:lab(?:oratory)?|hospital|clinic|pulmonologist|physician|practitioner)\b|"
        rf"\b(?:in|at|by) (?:an? |the |our ){_BODY} lab(?:oratory)?\b",
        r"\b(?:done|performed|run|measured|tested|taken) by (?:the |his |her |a )?(?:DME|oxygen|"
        r"equipment) (?:company|supplier)\b",
    ),
    # in which state it was done
    row(
        r"(?:the )?(?:qualifying )?(?:blood gas |oximetry )?(?:study|test) (?:was|is|must be) "
        r"(?:obtained|performed|done|taken) while (?:the )?(?:beneficiary|patient|member) (?:was|"
        r"is) "
        r"in an? chronic stable (?:state|condition)[^.;]{0,120}",
        r"\bchronic(?:ally)?,? stable\b|\bstable (?:chronic|state|in clinic|outpatient)\b|"
        r"\b(?:clinically )?stable,? (?:at|in) (?:the )?(?:clinic|office)\b",
        r"\bduring (?:an?|the) (?:acute )?(?:exacerbation|flare|pneumonia)\b|\bacutely ill\b",
    ),
    # who ordered and read a test
    row(
        r"(?:the )?(?:treating |ordering )?(?:practitioner|physician|provider) (?:has )?ordered "
        r"and "
        r"(?:evaluated|reviewed) (?:the )?(?:results of )?[^.;]{0,90}",
        rf"\bordered (?:and|&|,) ?(?:reviewed|evaluated|read|interpreted) by (?:the |his |her |my "
        rf"|a )?"
        rf"(?:treating )?{_PHYSICIAN}\b|\b(?:test |study )?ordered by (?:the |his |her |my )?"
        rf"(?:treating )?{_PHYSICIAN}\b",
        r"\bno order (?:on file|in chart)\b|\bself-?referred\b",
        future=True,
    ),
    # that other measures came first
    row(
        r"(?:other|alternative) (?:treatment )?(?:measures|treatments?|therap(?:y|ies))(?: "
        r"\([^()]*\))?"
        r" (?:have been|were|has been) tried or considered and (?:deemed|found|judged) (?:to be )?"
        r"(?:clinically )?ineffective",
        r"\b(?:tried|trial of|on)\b[^.;]{0,90}?(?:without (?:any )?(?:effect|benefit|success|"
        r"relief|"
        r"improvement)|(?:but|and)? ?still (?:hypox\w+|desaturat\w+|low|short of breath)|(?:was |"
        r"were )?"
        r"ineffective|did(?:n['’]t| not) (?:help|work)|failed)|\b(?:other|alternative) "
        r"(?:treatments?|"
        r"measures)[^.;]{0,40}(?:ineffective|failed)",
        r"\bno(?: other)? (?:inhalers?|bronchodilators?|treatments?|measures)[^.;]{0,30}\btried\b|"
        r"\bnothing (?:else )?(?:has been |was )?tried\b",
    ),
    # not together with another biologic or targeted drug
    row(
        r".{0,120}?\b(?:cannot|can ?not|not|no|never|without|nor)\b.{0,90}?\b"
        r"(?:combin\w+|concurrent\w*|concomitant\w*|together|conjunction|simultaneous\w*)\b.{0,60}?"
        r"\b(?:any other|another|other|any)\b.{0,60}?\b(?:targeted|JAK|Janus|small[- ]molecules?|"
        r"immunomodulators?)\b.*",
        rf"\b(?:no|nor|never|without|denies|not (?:on|taking|using|receiving)) (?:any )?{_OTHER}"
        rf"{_BIOLOGIC}(?:,? (?:or|and|nor|and no)|,? no|/) ?(?:any )?(?:other )?(?:JAK|Janus|"
        rf"targeted|"
        rf"small[- ]molecule)|\b(?:no|not on any|without any) {_OTHER}(?:targeted (?:agents?|"
        rf"drugs?|"
        r"therap(?:y|ies)|immunomodulators?|synthetics?)|immunomodulators?|advanced therap(?:y|"
        r"ies))|"
        rf"\bonly (?:her |his |their |the )?(?:biologic|targeted (?:agent|drug|therapy))\b",
        denied=True,
    ),
)
