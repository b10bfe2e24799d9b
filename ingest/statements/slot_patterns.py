"""Patterns that cut a sentence into slots: who, what for, clause markers, leading verbs."""

import re

from ingest.statements.adjuncts import beside_operation
from ingest.statements.asides import ASIDE, without_not_needed
from ingest.statements.exception_words import EXCEPTING

PEOPLE = (
    r"(?:(?:most|all|those|selected|certain|appropriate|adult|adults?|older|younger|"
    r"elderly|otherwise healthy|pregnant|postmenopausal|premenopausal|perimenopausal|"
    r"breastfeeding|lactating|nulliparous|hospitali[sz]ed|critically ill|"
    r"non-critically ill|ambulatory|symptomatic|asymptomatic|pediatric|paediatric|"
    r"male|female|high-risk|average-risk|individual|eligible|covered|insured|enrolled|current|former|"
    r"heavy|\d+[- ]?(?:year|yr|month|week|day)s?[- ]?old|\d+\s*y/?o)[ ,]+(?:and |or )?)*"
    r"(?:(?:in-?|out-?)?patients?|adults?|people|persons?|individuals?|members?|women|men|woman|man|"
    r"children|child|adolescents?|infants?|neonates?|newborns?|girls?|boys?|beneficiar(?:y|ies)|"
    r"veterans?|clients?|females?|males?|customers?|enrollees?|recipients?|subjects?|"
    r"smokers?|survivors?|those|anyone|someone|candidates?|participants?)(?!-\w)"
)
AIM = (
    r"(?:(?:the |an? )?(?:(?:acute|initial|first|first-line|second-line|short-term|"
    r"long-term|long term|short term|chronic|adjunctive|primary|secondary|early|"
    r"preventive|medical|surgical|pharmacologic|ongoing|routine|abortive|symptomatic|"
    r"sole|maintenance)[ ,]+(?:and |or )?)*(?:purposes? of (?:the )?)?"
    r"(?:treatment|treating|therapy|management|managing|prevention|preventing|"
    r"prophylaxis|relief|relieving|control|controlling|reduction|reducing|diagnosis|"
    r"diagnosing|evaluation|evaluating|correction|correcting|"
    r"assessment|detection|detecting|screening|improvement|improving|care|withdrawal|"
    r"withdrawing|maintenance|induction)"
    r"(?:(?: and/or | and | or |, |/)(?:treatment|management|prevention|prophylaxis|"
    r"relief|control|reduction|diagnosis|evaluation|assessment|maintenance|detection|"
    r"improvement))*)"
)
# Markers of what a thing is for, and of who gets it; the text after one belongs to the condition
# until the next marker.
MARKERS = re.compile(
    rf"(?P<aim>\b(?:for|in|as|as part of|to|during|via|through)\s+{AIM}\s+(?:of|for|in|"
    rf"with)\b(?!\s+(?:at least|up to|\d)))"
    rf"|(?P<people>\b(?:for|in|among|to|by|of|with|on|from)\s+(?:(?:the|an?|my|this|"
    rf"our|your|his|her)\s+)?(?:management of |treatment of )?{PEOPLE}\b(?=\s*(?:$|"
    rf"[,.;:()•]|\d|(?:with|who|whose|aged?|over|under|without|on|in|at|from|and|or|"
    rf"undergoing|receiving|taking|presenting|suffering|diagnosed|having|that|of|whom|"
    rf"for|when|if|to|as|already|treated|selected|requiring|suspected|being|report\w*|"
    rf"experiencing|planning|prior|admitted|unable|whom|unless|except|after|before|during|by|"
    rf"using|meeting|not|is|are|should)\b)))"
    r"|(?P<toverb>\bto\s+(?:help\s+)?(?:acutely\s+)?(?:(?:estimate|predict|calculate|assess)\s+(?:the\s+)?"
    r"(?:risks?|likelihood|probability)\s+of|treat|manage|prevent|reduce|"
    r"improve|relieve|control|detect|diagnose|evaluate|lower|slow|alleviate|lessen|ease|maintain|"
    r"achieve|promote|speed(?: up)?|hasten|accelerate|shorten|establish|stratify|screen for|"
    r"delay|minimi[sz]e|confirm|rule "
    r"out|assess|lose|gain|stop|quit|find|keep|knock)\b)"
    r"|(?P<reason>\b(?:due to|related to|associated with|caused by|because of|"
    r"secondary to|attributable to)\b)"
    r"|(?P<for>\bfor\b(?!\s+(?:DSM|ICD|at least|up to|\d|a (?:period|total|minimum|maximum)|"
    r"more than|example|whom|which|the (?:first|next|following \w+ (?:weeks|months))|"
    r"use\b|or against)))"
    r"|(?P<against>(?<!for or )(?<!nor )(?<!vaccination )(?<!vaccine )(?<!vaccines )"
    r"(?<!vaccinated )(?<!immunization )(?<!immunisation )(?<!prophylaxis )"
    r"(?<!protection )(?<!directed )(?<!antibody )(?<!antibodies )\bagainst\b(?=\s+\w))"
    r"|(?P<in>(?<!\bdecline )(?<!\bincrease )(?<!\breduction )(?<!\bdecrease )(?<!\bdrop )"
    r"(?<!\bfall )(?<!\bchange )\bin\b(?=\s+(?!conjunction|addition|combination|order|accordance|"
    r"person|the same|whom|which|place|favou?r|case|order|situ|vitro|vivo|utero|(?:the )?(?:light|"
    r"view|hope) of|consultation|discussion|partnership|collaboration|agreement|line with|"
    r"keeping with|principle|general\b|practice\b|an effort|excess of|accord))"
    r"(?!\s+(?:and|or|progress|place)\b)"
    r"(?!\s+(?:an? )?\d+[- ](?:consecutive )?(?:days?|weeks?|months?|years?)\b)"
    r"(?!\s+(?:the |an? |any )?(?:(?:past|last|previous|prior|preceding|rolling|first)\s+"
    r"(?:\w+\s+)?(?:days?|weeks?|months?|years?)|lifetime|(?:one|same|single|calendar)\s+"
    r"(?:session|visit|day|year|sitting)s?)\b))"
    r"|(?P<of>\bof\s+(?:the\s+)?(?=(?:hip|knee|spine|hand|shoulder|back|neck|lumbar|cervical)\b))",
    re.IGNORECASE,
)
CLAUSE = re.compile(
    r"(?:,\s*)?\b(?:(?P<crit>when(?:ever)?|if|provided(?: that)?|only if|only when|as "
    r"long as|in the setting of|on condition that|where|once|after|following|subject "
    r"to)|"
    r"(?P<state>with (?:at least (?:one|two|three|\d)|one or more|two or more|any(?: one)?|either|"
    r"all|both) of (?:the |these )?following(?=:)|"
    r"(?:with (?:an? )?)?(?:inadequate(?:ly)? (?:response|relieved|"
    r"controlled|relief|responsive)|insufficient(?:ly)? (?:response|controlled|"
    r"relieved)|incomplete response|refractory to|unresponsive to|resistant to|not "
    r"(?:adequately |well )?(?:controlled|relieved|responsive|responding)|"
    r"uncontrolled (?:on|by|with|despite)|despite|(?:with )?(?:(?:absolute|relative|known|any|"
    r"documented|medical) )*(?:intolerance|contraindications?) (?:to|or)|with (?:documented |"
    r"clinical |positive |sustained |an? )*improvement (?:in|of|from|on)))|"
    r"(?P<who>who|whose|(?:for|in) whom|that (?=(?:is|are|has|have|had|was|were|"
    r"cannot|can|do|does|did|relapses?|persists?|recurs?|fails?|remains?|requires?|"
    r"responds?|worsens?|interferes?|affects?|impairs?|limits?|lasts?)\b)|which (?=(?:is|are|has|"
    r"have|had|was|were|"
    r"cannot|do|does|did|relapses?|persists?|fails?|remains?)\b))|"
    rf"(?P<unless>{EXCEPTING}))\b",
    re.IGNORECASE,
)
OVER = re.compile(
    r"\b(?:(?<!and )(?<!or )over|rather than|instead of|in preference to|as opposed to|"
    r"in place of)\s+(?!age\b|the age|age of|\d|time\b|a period)",
    re.IGNORECASE,
)
ALTERNATIVE = re.compile(
    r",?\s*\b(?:(?:either )?as (?:an )?(?:alternative|adjunct|adjunctive therapy|"
    r"alternative or adjunctive therapy|add-on)(?: therapy| treatment| option)?(?: to)"
    r"?|in (?:conjunction|combination|addition) (?:with|to)|as (?:a |an |the )"
    r"?(?:\w+[ -])?(?:component|part) of|as (?:a |an )?(?:option|means|tool)\b(?! of)|"
    r"as (?:a |an )(?:[\w-]+ )?(?:therapy|treatment|intervention|measure|approach|strategy)\b"
    r"(?! (?:of|for|to)\b))",
    re.IGNORECASE,
)
QUALIFIERS = re.compile(
    r"\b(routine(?:ly)?|as (?:a )?(?:standalone|stand-alone|sole|single) (?:treatment|"
    r"therapy|agent|intervention)|monotherapy|alone|standalone|stand-alone|"
    r"as (?:a |the )?(?:first|second|third)[- ]line(?: (?:treatment|therapy|agent|"
    r"option))?|as (?:a |the )?first[- ]choice|first-line|second-line|third-line|"
    r"long-term|long term|short-term|more "
    r"than one)\b",
    re.IGNORECASE,
)
LINE = re.compile(r"\b(first|second|third|1st|2nd|3rd|initial)[- ](?:line|choice)\b", re.IGNORECASE)
LEAD_VERBS = re.compile(
    r"^(?:(?:the|an?|and/or|or|and|either|also|both|only|patients? to|that|to|"
    r"providers? (?:should )?|clinicians? (?:should )?)\s+)*(?:(?:offer(?:ing)?|us(?:e|ing|age)|"
    r"consider(?:ing|ation)?|provid(?:e|ing)|perform(?:ing)?|prescrib(?:e|ing)|"
    r"initiat(?:e|ing|ion)|"
    r"start(?:ing)?|add(?:ing|ition)?|giv(?:e|ing)|administ(?:er|ering|ration)|trial|"
    r"option|inclusion|conduct(?:ing)?|continu(?:e|ing)|refer(?:ring|ral)?(?: (?:for|"
    r"to))?|(?:evaluation|assessment|evaluating)(?: (?:for|of|by|with))?|(?:surgical|"
    r"alternative|medical|initial|continued|repeat|further|combined) "
    r"(?:treatment|therapy|use)(?: with| of)?|obtain(?:ing)?|choos(?:e|ing)|"
    r"assess(?:ing)?|implement(?:ing)?|recommend(?:ing)?|ordering|a course|course|"
    r"receiv(?:e|ing)|undergo(?:ing)?|includ(?:e|ing)|(?:early|prompt|timely) use|"
    r"employ(?:ing)?|be (?:offered|given|used|treated with)|treatment|treat(?:ing)?|therapy|"
    r"adding|prescription|surgical treatment|"
    r"(?:target|goal)(?= for \w)|"
    r"alternative treatment|provision|utili[sz](?:e|ing|ation)|screen(?:ing)?(?= "
    r"(?:with|by|using)))\s+"
    r"(?:(?:of|for|with|to|that|on|the|an?|either|using|use of|offering|trial of|"
    r"option of|course of|by)\s+)*)*(?:(?:the|an?|either|any|both|one or more of|use "
    r"of|adding)\s+)?",
    re.IGNORECASE,
)
PASSIVE = re.compile(
    r"\b(?:should |must |may |can )?(?:not )?(?:be|is|are)\s+(?:not )?(?:routinely |"
    r"always )?(?:performed|used|done|added|initiated|started(?! on)|continued|discontinued|"
    r"stopped|"
    r"withheld|withdrawn|prescribed|ordered|obtained|recommended|considered(?! for)|administered|"
    r"offered|given|"
    r"provided(?: with)?|treated with|screened (?:for|with)|referred (?:for|to)|"
    r"tested for|(?:looked|searched) for|educated (?:about|on)|considered for|started on|"
    r"evaluated for|"
    r"counsel(?:l)?ed (?:on|about)|prescribed|encouraged to(?: use)?)\b|\b(?:should |"
    r"must )?(?:receive|undergo|be given)\b(?: either)?|\buse this treatment\b|"
    r"\bnot be (?:routinely )?(?!for\b|used|given|treated|started|referred|tested)\w+(?:ed|wn)\b",
    re.IGNORECASE,
)
PEOPLE_FRONT = re.compile(
    rf"\s*(?:(?:the|all|most|any|each|every)\s+)*(?:{PEOPLE}\b|(?:clinicians|providers|"
    rf"physicians|practitioners)\b)",
    re.IGNORECASE,
)
# A front phrase that is a clause of its own: what it says is a criterion.
CLAUSE_FRONT = re.compile(
    r"(?:when(?:ever)?|if|unless|provided|once|where|only (?:if|when)|except(?:ing)?|"
    r"other than|excluding|as long as|who|whose|despite|after|following)\b",
    re.IGNORECASE,
)
# Why a source says so ("because ...", "due to insufficient evidence"): no condition and no
# criterion.
_REASON = re.compile(
    r",?\s+\b(?:because(?: of)?|due to (?:the |an? )?(?:current |overall )"
    r"?(?:insufficien\w+|lack|inadequa\w+|limited|absence|paucity|uncertain\w*|low|"
    r"very low|concerns?|risks?|safety|modest|unfavou?rable)"
    r"|(?<=, )as (?:it|they) \w+|so that"
    r"|as (?:there (?:is|are)|(?:this|these|it|they) (?:is|are)|(?:its|their|the) (?:\w+ "
    r"){0,3}(?:effectiveness|"
    r"efficacy|safety|evidence|value|benefit|role))"
    r"|taking (?:into (?:account|consideration)|account of)"
    r"|since (?:there (?:is|are)|(?:its|their|the))|given (?:the |that )?(?:lack|"
    r"insufficient|limited|there))\b[^.;]*",
    re.IGNORECASE,
)
# Why, behind a colon: "... in gout: the effect on attacks is weak"
_EXPLAINED = re.compile(
    r":\s+(?:(?:the|its|their|any|current|available|an?)\s+)?(?:[\w-]+\s+)?(?:effects?|evidence|"
    r"benefits?|risks?|harms?|trials?|data|stud(?:y|ies)|certainty|quality|efficacy|safety)\b"
    r"[^.;:]*\b(?:is|are|was|were|has|have|had|did|does|do|shows?|showed|remains?|may|might|could|"
    r"outweighs?)\b[^.;]*",
    re.IGNORECASE,
)
# "adding X to Y": X is what is advised, Y what is taken already
_ADDED_TO = re.compile(
    r"^(?P<what>\s*(?:the\s+)?add(?:ing|ition of)\s+[^.;]+?)\s+to\s+(?!(?:treat|prevent|"
    r"reduce|improve|lower|manage|control|help|relieve|patients?|adults?|people|those|children|women|men)\b)"
    r"(?:[\w/-]+\s+){0,4}?[\w/-]+(?=\s+(?:for|in|when|if|among|during|as|who)\b|\s*(?:$|[,.;(]))",
    re.IGNORECASE,
)
_AFTERTHOUGHT = re.compile(r"(?<=[a-z)])\.\s*[(\[][^()\[\]]*[)\]]\s*$")


# "and, if appropriate, X": said by the way
_BY_THE_WAY = re.compile(
    r",\s*(?:if|when|where|as|whenever)\s+(?:\w+\s+){0,3}?(?:appropriate|indicated|needed|"
    r"necessary|"
    r"available|possible|feasible|required|applicable)\b[^,.;:]{0,40},\s*",
    re.IGNORECASE,
)

# "for knee pain, including knee pain due to arthritis": the cause is of the example alone, and one
# more thing that is spoken of
_EXAMPLE_OF_CAUSE = re.compile(
    r"(,\s+including\s+(?!the following)[^,;:.]*?)\s+(?:due to|caused by|secondary to|resulting "
    r"from)\s+(?=[^,;:.])",
    re.IGNORECASE,
)


def without_reasons(text: str) -> str:
    """A sentence without the reasons it gives and without a remark in brackets behind its stop.

    A reason inside a "who" clause belongs to the criterion ("who are no candidates because of
    comorbid disease").
    """
    text = beside_operation(without_not_needed(text))
    text = _EXPLAINED.sub("", _ADDED_TO.sub(r"\g<what>", _EXAMPLE_OF_CAUSE.sub(r"\1 or ", text)))
    plain = ASIDE.sub(" ", _BY_THE_WAY.sub(" ", _AFTERTHOUGHT.sub("", text)))
    reason = _REASON.search(plain)
    if reason is None or re.search(
        r"\b(?:who|if|when|unless|except)\b", plain[: reason.start()], re.IGNORECASE
    ):
        return plain
    return plain[: reason.start()] + plain[reason.end() :]


NOTHING = re.compile(
    r"(?:(?:the|an?|this|these|any|certain|following|listed|specific|such|other|"
    r"medical|clinical|qualifying|eligible|covered|approved) )*(?:conditions?|"
    r"disorders?|diseases?|diagnos[ei]s|indications?|circumstances|situations?|cases?|"
    r"uses?|reasons?|purposes?|criteria|causes?|completion|caution|(?:great |extreme )?care|"
    r"(?:context of )?(?:shared|joint) decision[- ]making)",
    re.IGNORECASE,
)

DURATION = re.compile(
    r"(?:(?:very )?(?:high|low|full|maximal|standard|therapeutic|reduced)[- ]doses?|"
    r"(?:the )?(?:near|immediate|foreseeable|long|short|medium)[- ](?:term|future)|"
    r"(?:short|long|brief|intermediate)[- ]*(?:term)?|initial|continued|chronic|"
    r"routine|home|daily|intermittent|(?:sole )?purpose of .*|(?:up to |at least )"
    r"?\d+ (?:days?|weeks?|months?|years?))\s*(?:use|therapy|treatment|duration|"
    r"period|basis)?",
    re.IGNORECASE,
)

AIM_VERB = re.compile(
    r"^(?:(?:and|or)\s+)?(?:to\s+)?(?:(?:(?:treat|manag|prevent|reliev|controll?|reduc|lower|"
    r"improv|lessen|eas|"
    r"slow|delay|detect|diagnos|alleviat|evaluat|assess)(?:e|ing)?(?:,? (?:and/or|and|or) |, |/))*"
    r"(?:treat|manag|prevent|reliev|controll?|reduc|lower|improv|slow|"
    r"speed(?: up)?|hasten|accelerat|shorten|delay|detect|diagnos|alleviat|evaluat)(?:e|ing)?|"
    r"rul(?:e|ing) out|exclud(?:e|ing)|"
    r"treatment of|the treatment of|management of|prevention of)\s+(?:(?:the\s+)"
    r"?(?:risk|rate|incidence|progression|severity|frequency|burden|symptoms?)"
    r"\s+of\s+)?(?=\w)",
    re.IGNORECASE,
)


_AGE_ALONE = re.compile(r"\d{1,3} (?:and|or) (?:older|over|above|younger|under)", re.IGNORECASE)
_NO_WORD = re.compile(r"\b(?:and|or|more|less|older)\b")


def says_who(text: str) -> bool:
    """Whether what stands behind people tells which: a word, or an age ("21 and older")."""
    return bool(
        _AGE_ALONE.fullmatch(text) or re.search(r"[a-z]{3}", _NO_WORD.sub("", text), re.IGNORECASE)
    )


PLACE = re.compile(
    r"\b(?:trials?|stud(?:y|ies)|registry|registries|settings?|facilit(?:y|ies)|departments?|"
    r"units?|"
    r"wards?|"
    r"hospitals?|clinics?|cent(?:ers?|res?)|office|home|laborator(?:y|ies))(?:\s+(?:that|which|"
    r"only).*)?$",
    re.IGNORECASE,
)
STUDY = re.compile(r"\b(?:trials?|stud(?:y|ies)|registry|registries)\b", re.IGNORECASE)
# "neurologically intact patients" have no condition of that name
STATE = re.compile(
    r"\b(?:intact|stable|healthy|na[iï]ve|eligible|suitable|selected|motivated|ambulatory|affected|preterm|"
    r"premature|(?:near-|full-|post-)?term|breast-?fed|(?:low|normal)[- ]birth-?weight)$",
    re.IGNORECASE,
)

# "in women aged 30 to 65 years every 5 years": how often tells nothing of who they are
HOW_OFTEN = re.compile(
    r",?\s+(?:(?:once )?every (?:\d+|two|three|four|five|six|ten|other)(?:(?: to |-)\d+)? ?"
    r"(?:weeks?|months?|years?)|once (?:an?|per|each|every) (?:week|month|year)|annually|yearly)"
    r"\W*$",
    re.IGNORECASE,
)
