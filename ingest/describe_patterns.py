"""Patterns by which a publication gives itself away: series, numbers, kinds. Data, no code."""

import re


def any_of(*patterns: str) -> re.Pattern[str]:
    """One pattern of several: of any case, "^" and "$" at every line."""
    return re.compile("|".join(patterns), re.IGNORECASE | re.MULTILINE)


# What authoring programs leave in a file's title.
BAD_TITLE = any_of(
    r"^microsoft (?:word|powerpoint|excel)\b",
    r"^(?:untitled|document ?\d*|title|powerpoint presentation|slide 1|draft|layout 1|template)\b",
    r"\.(?:docx?|pdf|indd|pptx?|xlsx?|qxd|rtf|html?|txt)$",
    r"^[\W\d_]*$",
)

# Names of series and of sections, which say nothing of what the document is about.
GENERIC_TITLE = any_of(
    r"(?:\W*\b(?:related|commercial|corporate|health ?care|prior|authori[sz]ation|program"
    r"|medicare|medicaid|medical|clinical|coverage|drug|pharmacy|benefit"
    r"|payment|reimbursement|utilization|management|specialty|um"
    r"|policy|policies|policy:|guidelines?|bulletins?|determinations?|document|local|national"
    r"|practice|criteria|exclusion|inclusion|discontinuation|community|plan|advantage|number"
    r"|individual|exchange|preferred|list"
    r"|(?:general|contractor|tracking|article) (?:information|instructions)"
    r"|databases?|lcd|ncd|cms"
    r"|united ?healthcare|aetna|cigna|anthem|humana|nice|technology|appraisal|introduction|"
    r"overview|description|rationale"
    r"|background|summary|table of contents|contents"
    r"|abstract|disclaimer|instructions for use|application|scope|indications?|purpose|note"
    r"|important|effective date|guidance|(?:issued|published|updated):? (?:\w+ )?(?:19|20)\d\d"
    r"|(?:focused )?updates?|full text|and|of|for|or|the|\W)\b\W*)+",
    r"(?:asset publisher|print(?: print)?(?: back)*)",  # of a web page
    # sections of an abstract, fields of a summary, a numbered section
    r"(?:\d+(?:\.\d+)*[.)]?\s+)?(?:major |key |summary of )?(?:glossary|abbreviations|methods?"
    r"|results?|findings|populations?|objectives?|conclusions?|recommendations?(?: and evidence)?"
    r"|guidance|fda[- ]approved indications?(?:\(s\))?|guideline (?:title|status)|key points"
    r"|bibliographic sources?(?:\(s\))?|key action statements?|executive summary"
    r"|references?|data sources?|study selection|importance|disclaimers?|release date)\W*",
)
LABELLED_TITLE = re.compile(
    r"^(?:subject:?|policy title|policy name|title|document title|LCD title|article title"
    r"|NCD title)[ \t]*(?:[:|]|(?:\.[ ]?){3,}|…)[ \t|.…]*(\S[^\n|]{3,200})"
    r"|^(?:topic|subset|medications?|drugs?|drug names?)[ \t]*:[ \t]*(\S[^\n|]{3,200})"
    r"|^(?:(?:clinical|medical|coverage|drug|pharmacy) )*policy:? ?[:|][ \t]*"
    r"((?!\S*\d)[A-Z][^\n|]{5,200})"
    r"|^(?:medications?|drug names?|drug class) \|[ \t]*(\S[^\n|]{3,200})"
    r"|^(?:guideline|document|policy) title[ \t]*\n+[ \t]*(\S[^\n|]{3,250})",
    re.IGNORECASE | re.MULTILINE,
)

# The series goes with the number, because bare numbers repeat between publishers.
POLICY_NUMBERS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), form)
    for pattern, form in (
        (
            r"(?msi)\A.{0,600}?^number[ \t]*[:#|][ \t|]*(\d{4})\b(?=.{0,3000}?\b(?:clinical policy "
            r"bulletin|CPB)\b)",
            r"CPB \1",
        ),
        (
            r"(?i:\bclinical policy bulletins?\b|\bCPB\b)(?s:.{0,160}?)(?:(?i:\bnumber|\bno\.?|#"
            r"|\bCPB)[ :#]*|(?<=CPB )|(?<=ulletin ))\b(\d{4})\b",
            r"CPB \1",
        ),
        # an article names its LCD before long: its own number goes first
        (r"(?i:\barticle id\b)[ \t:#|\n]{1,8}\b(A\d{5})\b|\((A\d{5})\)", r"\1\2"),
        (r"\bLCD\b[^\n]{0,40}?\b(L\d{5})\b|\b(L\d{5})\b", r"\1\2"),
        (r"\bNCD\b[^\n]{0,40}?\b(\d{2,3}\.\d{1,2}(?:\.\d+)?)\b", r"NCD \1"),
        (
            r"National Coverage Determination[^\n]{0,160}?\(?\b(\d{2,3}\.\d{1,2}(?:\.\d+)?)\b",
            r"NCD \1",
        ),
        (r"(?i:\barticle\b)[^\n]{0,30}?\b(A\d{5})\b", r"\1"),
        # a line of its own that is the series and the number: "Guideline HG142"
        (
            r"(?m)^(?:Guideline|Guidance|Standard|Bulletin)[ \t]+"
            r"([A-Z]{1,4}-?\d{1,5}[A-Z]?)[ \t]*$",
            r"\1",
        ),
        (r"\b((?:NG|CG|TA|HST|IPG|QS|DG|MTG)\d{1,4})\b", r"\1"),
        (
            r"(?i:\b(?:medical |clinical |coverage |drug |pharmacy |payment |reimbursement "
            r"|reference )?(?:policy|guideline|document|bulletin)"
            r"[ \t]*(?:number|no\.?|#|id|identifier|code)[ \t.…]*[:#|]?[ \t\n"
            r"|]*)((?=[\w.-]*\d)[A-Z0-9][\w.-]{1,24}(?:[ ][A-Z]{1,2}\b)?)",
            r"\1",
        ),
        (
            r"(?i:(?:Medical|Clinical|Coverage|Drug|Pharmacy|Payment|Reimbursement) (?:Coverage )?"
            r"Policy)[ \t]+(?:[–—-][ \t]+)?((?:[A-Z]{1,5}[-.]){1,3}[A-Z]{0,5}\d[\w-]*\b"
            r"|[A-Z]{1,5}[-.]?\d[\w.-]{1,20}|\d[\w-]*\.[\w.-]{1,20})\b",
            r"\1",
        ),
        (
            r"(?m)^(?:Number|Policy|Policy ID|Reference)[ \t]*[:#][ "
            r"\t]*((?=[\w.-]*\d)[A-Z0-9][\w.-]{1,24})",
            r"\1",
        ),
    )
)

SUPERSEDES = re.compile(
    r"\b(?:replac(?:es|ing)|supersed(?:es|ing))\b[ \t]*:?[ \t]*(?:the )?(?:previous |prior "
    r"|earlier )?(?:version of )?(?:(?:medical |clinical |coverage )?"
    r"(?:policy|LCD|NCD|guideline|bulletin|document)[ \t]*)?(?:number|no\.?|#|id)?[ \t]*:?[ "
    r"\t]*((?:CPB |NCD |LCD )?(?=[\w.-]*\d)(?!(?:19|20)\d\d\b)[A-Z0-9][\w.-]{2,24})",
    re.IGNORECASE,
)

SUBJECT_PREFIX = re.compile(
    r"^(?:(?:[\w&./'’-]+\s+){0,4}?(?:medical|clinical|coverage|drug|pharmacy)\s+(?:coverage\s+"
    r"|practice\s+)?(?:policy|policies|guideline)"
    r"(?:\s+bulletin)?s?(?:\s*(?:number|no\.?|#)?\s*[\w.-]*\d[\w.-]*)?(?:\s*[:–—|-]\s*"
    r"|\s+(?=(?-i:[A-Z])))"
    r"|commissioning (?:policy|statement)\s*[:–-]\s*"
    r"|formulary (?:guidance|guidelines?|policy|statement|decision)\s*[:–—-]\s*"
    r"|(?:local|national) coverage (?:determination|article)\s*(?:\([A-Z]+\))?\s*(?:for\b"
    r"|[A-Z]*[\d.]*\s*[:–-])?\s*"
    r"|(?:LCD|NCD|CPB)\b\s*(?:for\b)?[\s\w.-]*?[:–-]\s*|policy:\s*"
    r"|\d{1,2}\.\d{2}\.\d{2,3}\s+"
    r"|(?:(?![–—-]\s)[\w&./'’-]+\s+){0,4}?clinical (?:review |appropriateness )?"
    r"(?:criteria|guidelines?)"
    r"\s*[:–—-]\s*"
    r"|(?:[\w&./'’-]+\s+){0,5}?(?:prior authori[sz]ation|utili[sz]ation management|step therapy)"
    r"(?:\s+(?:clinical\s+)?(?:criteria|guidelines?|polic(?:y|ies)|requirements?))?\s*[:–—]\s*"
    r"|(?:(?:clinical|treatment|care|oncology)\s+)*pathway\s*[:–—]\s*"
    r"|(?:billing and coding|article)\s*:\s*)",
    re.IGNORECASE,
)
# Greedy up to the last such word: "Diagnosis and Management of Hypertension" is about hypertension.
SUBJECT_AFTER = re.compile(
    r"^.*\b(?:diagnosis|management|managing|treatment|prevention|evaluation|therapy|screening"
    r"|control|assessment|treatments|therapies|guidelines?|CPG|(?:consensus|position) statement"
    r"|recommendations?)\b(?:\s+\([^()]*\))?"
    r"(?:[\s,/-]+(?:and|or|the|diagnosis|management|treatment|prevention|evaluation|care"
    r"|follow-up))*?\s+(?:of|for|on)\s+(?:the\s+)?(?=\S)(.+)",
    re.IGNORECASE,
)
IN_PATIENTS = re.compile(
    r"\b(?:patients|adults|people|children|persons|adolescents) with "
    # but for what they are treated by
    r"(?!(?:[\w-]+ (?:and |or )?){0,4}(?:\w*therap(?:y|ies)|agents|medications?|drugs|biologics|"
    r"treatments?|surgery)\W*$)(.+)$",
    re.IGNORECASE,
)
BODY_NAME = re.compile(
    r"\b(?:Society|College|Association|Academy|Task Force|Federation|Institute|Committee"
    r"|Department)\b"
)
SUBJECT_SUFFIX = re.compile(
    r"(?:\s*\((?!(?-i:[a-z][a-z-]+)\))[^()]*\)"  # but for the generic name: "Brandix (genericol)"
    r"|\s*[:–—|]\s*(?:[^:–—|()]|\([^()]*\))*\b(?:guidelines?|statement|review|policy|policies"
    r"|bulletins?|consensus|update|extract|summary|recommendations?"
    r"|(?:diagnosis|assessment|recognition|identification) and management)\b.*|\s*:\s*(?:screening"
    r"|(?:behaviou?ral )?counsell?ing|preventive (?:medications?|interventions?))$"
    r"|\s+-\s+[^|]*\b(?:guidelines?|policy|policies|bulletins?|criteria)\b.*|\s*\|.*"
    r"|,?\s*\bin (?:the )?(?:primary care(?: setting)?|community|"
    r"(?:general|family) practice|adults?|(?:adult )?patients?)\b.*"
    r"|\s+(?:(?:pocket|quick|desk|short|summary|rapid|reference|practice|clinical)\s+)+(?:guide|"
    r"handbook|card|summary)\b.*"
    r"|\s+(?:medical|clinical|coverage) (?:policy|policies)(?: bulletins?)?|\s+(?:clinical "
    r"practice )?guidelines?|\s+(?-i:CPG)|\s+policy"
    r"|\s+(?:(?:prior authori[sz]ation|step therapy|quantity limits?|utilization management)"
    r"(?: with)?\s*)+(?:policy|criteria|program(?:me)?)?"
    # a dose form behind brand and generic: "Brandix (genericol) prefilled syringe"
    r"|(?<=\))(?:[\s,]+(?:and|or|for|pre-?filled|subcutaneous|intravenous|oral|topical|syringes?"
    r"|pens?|auto-?injectors?|tablets?|capsules?|injections?|vials?|infusion|solution|suspension"
    r"|cream|ointment|use)\b)+"
    r"|[,\s—–]+(?:19|20)\d{2}(?:\s+update)?|\s+version [\d.]+)$",
    re.IGNORECASE,
)
