"""How criteria begin and end in a sentence: the patterns by which a clause is taken apart.

Sources: standing phrases of payers' policies (Aetna Clinical Policy Bulletins, UnitedHealthcare,
Anthem, CMS national and local determinations) and of the eligibility sections of guidelines.
"""

import re

SUBJECT = (
    r"(?:(?:the|a|an|his|her|their|this|these|any|all|each)\s+)?(?:patient|member|individual|"
    r"person|"
    r"child|adult|woman|man|beneficiary|recipient|customer|enrollee|there|it|he|she|they|who|"
    r"disease|"
    r"diagnosis|condition|symptom|treatment|therapy|requested \w+|provider|physician|prescriber|"
    r"clinician|applicant|candidate|subject|pain|lesion|tumou?r|dose|drug|medication)s?(?:'s)?\b"
)
VERB = (
    r"(?:is|are|was|were|has|have|had|been|be|must|should|will|does|do|did|can|cannot|may|shows?|"
    r"demonstrates?|remains?|persists?|fail(?:s|ed)|tried|responded|completed|received|meets?|"
    r"exceeds?|"
    r"requires?|tolerated?|underwent|lasts?|lasted|weighs?|uses?|agrees?|"
    r"refuse[sd]?|declines|smoke[sd]?|wishes|prefers|lacks|takes|"
    r"participat\w+|improv\w+)\b"
)
STATUS = (
    r"(?:failure|failed|inadequate|insufficient|suboptimal|intoleran\w+|contraindicat\w+|inability|"
    r"unable|refractory|unresponsive|resistant|lack of|loss of|trial of|trial and|tried|history of|"
    r"diagnosis of|diagnosed|evidence of|presence of|absence of|documented|documentation|confirmed|"
    r"confirmation|persistent|symptoms? (?:of|for|that|persist)|signs of|response to|no|not|"
    r"without|"
    r"never|prescribed|ordered|completion of|participation in|prior|previous|previously|currently|"
    r"receiving|ineligible|declined|risk of)\b"
)
MORE = (
    r"(?:greater|more|higher|older|longer|above|over|less|fewer|lower|younger|shorter|below|under)"
)
COMPARE = (
    rf"(?:[<>≥≤]=?|at least|at most|{MORE}\s+than|between|a minimum of|a maximum of|up to|"
    r"exceed\w*)"
)
_WORD = r"(?!(?:and|or|with|and/or)\b)[\w()/%-]+"
STARTER = re.compile(
    r"(?:(?:the|a|an|any|either|both|also|who|have|has|had|for|in|when|if|that)\s+)*"
    rf"(?:{SUBJECT}|{VERB}|{STATUS}|{COMPARE}\s*\S|aged?\b"
    rf"|(?-i:[A-Z][A-Za-z]*[A-Z0-9][\w-]*)\s+(?:score\s+|level\s+)?"
    rf"(?:of|is|<|>|≥|≤|=|\d|between|at least|{MORE}\s+than)"
    rf"|(?:{_WORD}\s+){{1,6}}?(?:of\s+|is\s+|was\s+|be\s+)?(?:{COMPARE}|(?:of|is)\s+\d)[^,;]*?\d"
    rf"|\d[\d.,]*\s*\S+\s+(?:or|and)\s+{MORE}|\d[\d.,]*\s*(?:to|-|–|through)\s*\d)",
    re.IGNORECASE,
)
# "or older", "or equal to", "or more": the tail of a comparison, never a second criterion.
TAIL = re.compile(
    rf"(?:{MORE}|equal|better|worse|both|beyond|earlier|later|without)\b"
    r"(?!\s+than\b|\s+\d|\s+(?:a|any)\b)",
    re.IGNORECASE,
)
OPEN_END = re.compile(
    r"(?:\b(?:of|to|with|for|by|in|on|from|at|than|the|a|an|both|either|not|no|tried|"
    r"triall?ed|is|are|"
    r"has|have|been|be|was|were|and|or|failed|as|that|who|which|if|when|"
    r"(?:cannot|could not|unable to|not able to) (?:tolerate|use|take|receive|undergo)|"
    r"between\s+[\d.,]+(?:\s*\S+)?)"
    r"|[(,])\s*$",
    re.IGNORECASE,
)
_BARE = (
    r"(?:(?:inadequate|insufficient|suboptimal|poor|lack of|no|partial)\s+(?:response|relief|"
    r"improvement|control|efficacy|effect)|failure|intolerance|contraindications?|trial|inability|"
    r"refusal|hypersensitivity|allergy|adverse \w+|unresponsive|refractory|resistant|intolerant|"
    r"tried|failed|unable|ineffective|not tolerated|contraindicated)"
)
BARE_STATUS = re.compile(
    r"^\W*(?:(?:the|a|an|patient|member|individual|has|had|have|documented|documentation|of|"
    r"clinical\w*|significant|there|is|are|was|were|been|become|not|history|medical|prior|with|"
    r"when|if|and|or|and/or|to|who)\W+)*"
    rf"{_BARE}(?:\W+(?:(?:and/or|and|or|an?)\W+)*{_BARE})*\W*$",
    re.IGNORECASE,
)
STANDS = re.compile(rf"(?:\b{VERB}|\b{STATUS}|{COMPARE}\s*\S|\d|\baged?\b)", re.IGNORECASE)
# A verb that takes what stands before it for its subject, and whether there is one already.
PREDICATE = re.compile(
    r"(?:is|are|was|were|has|have|had|cannot|can|must|should|will|did|does)\b", re.IGNORECASE
)
FINITE = re.compile(
    r"\b(?:is|are|was|were|has|have|had|cannot|can|must|should|will|may|did|does|do|shows?|"
    r"fail(?:s|ed)|"
    r"tried|responded|completed|received|meets?|exceeds?|requires?|remains?|persists?|underwent|"
    r"smoke[sd]?)\b",
    re.IGNORECASE,
)
# "oral therapy is not appropriate": a subject of few words with its verb
CLAUSE_START = re.compile(
    r"(?:(?!(?:and|or|and/or|with|who|which|that|than|of|in|on|at|for|to|by|from|if|when|while|as|"
    r"not|be|been|being|is|are|was|were|has|have|had)\b)[\w()'/-]+\s+){1,4}"
    r"(?:is|are|was|were|has|have|cannot|does|do|will|must)\b",
    re.IGNORECASE,
)
# "signs or symptoms of infection", "no evidence or history of": nothing without what they are of
RELATIONAL_END = re.compile(
    r"^\W*(?:(?:no|any|without|absence of|documented|clinical|known|prior|other|personal|"
    r"there (?:is|"
    r"are)|has|have|(?:improvement|reduction|decrease|worsening|change|resolution)\s+(?:in|of)|the)"
    r"\s+)*(?:signs?|symptoms?|evidence|history|presence|suspicion)\W*$",
    re.IGNORECASE,
)
# "is expected to restore or improve function": two verbs of one object
INFINITIVE_END = re.compile(r"\bto\s+[a-z]+$", re.IGNORECASE)
INFINITIVE = re.compile(
    rf"(?!(?:{SUBJECT}|{STATUS}|(?:is|are|was|were|has|have|had|must|should|will|does|do|did|can|"
    r"cannot|may)\b))[a-z]{3,}\s+(?:the|an?|his|her|their|its|in|[a-z]+)\b",
    re.IGNORECASE,
)
COURSE_OF = re.compile(
    r"\b(?:trials?|courses?|program(?:me)?|failure|treatment|therapy|use|completion)\s+(?:of|"
    r"with)\s+"
    r"(?:(?!(?:and|or|is|are|has|have|had)\b)[\w-]+\s*){1,6}$",
    re.IGNORECASE,
)
# "back pain for at least 6 months": no measure of its own, only a length
LASTING = re.compile(
    r"(?:(?!(?:and|or|is|are|was|were|has|have|had|fail\w*|trial|treatment|therapy|of)\b)"
    r"[\w-]+\s+){1,4}(?:for|lasting)\s+(?:at least|a minimum of|more than|≥|>)?\s*"
    r"(?:\d+|one|two|three|four|six|twelve)\s+(?:consecutive\s+)?(?:days?|weeks?|months?|years?)\b",
    re.IGNORECASE,
)
# "..., which this policy does not name": an aside to what stands before it, up to its own end.
ASIDE = re.compile(r",\s+(?:of |in |for )?(?:which|who|whom|whose)\b[^,;]*$", re.IGNORECASE)
# Inside the name of a scale an "and" parts nothing.
NAME_END = re.compile(r"(?<=\s)[A-Z][a-z]+\s*$")
NAME_GOES_ON = re.compile(
    r"Drug Administration\b|(?:[A-Z][a-z]+\s+){0,3}(?:Index|Scale|Score|Questionnaire|Inventory|"
    r"Test|Survey|Assessment|"
    r"Criteria|Rating)\b"
)
SEPARATOR = re.compile(
    r"(?P<comma>,)?\s+(?P<conj>and/or|and|or|plus|as well as)\s+|(?P<list>,)\s+", re.IGNORECASE
)
UNLESS = re.compile(
    r",?\s*\b(?:unless|except(?:ing)?\s+(?:when|if|where|in|for))\s+", re.IGNORECASE
)
# "Failure of metformin, unless contraindicated": an alternative to the treatment, no exclusion.
UNLESS_BARRED = re.compile(
    r"[,(]?\s*\bunless\s+(?P<why>(?:(?:it|they|these|this|that|both|all|there|is|are|was|were|has|"
    r"have|been|a|an|known|clinically|medically|documented|the|member|patient|individual|"
    r"otherwise|shown|to|be)\s+)*(?:contraindicat\w+|not (?:be )?tolerated|intoleran\w+|"
    r"inappropriate|inability to tolerate)(?:(?:\s*,|\s+(?:or|and|to|is|are|was|a|an|it|them|the|"
    r"these|medications?|drugs?|therapy|agents?|clinically|medically))*\s+(?:contraindicat\w+|"
    r"(?:was |were |is |are )?not (?:be )?tolerated|intoleran\w+|inability to tolerate))*"
    r"(?:\s+(?:to (?:it|them|these|the)|(?:medications?|drugs?|therapy|agents?)))*)\s*\)?\s*"
    r"(?=[.;,]|$)",
    re.IGNORECASE,
)
ENUMERATOR = re.compile(r"(?<![\w(])\(?(?P<mark>\d{1,2}|[a-h]|i{1,3}|iv|vi{0,3})\)\s+(?=\S)")
# "and either", "AND ONE OF THE FOLLOWING": how what stands behind it is joined
OPENS_CHOICE = (
    r"(?:either|both|(?:(?:at least |any )?one(?: or more)?|any(?: one)?|all|either|both) of"
    r"(?: (?:the|these|those))?(?: (?:following|below|these|criteria|conditions))*)"
)
LEADING = re.compile(
    r"(?:[\s,;:.•–-]|\b(?:and/or|and|or|plus|(?:either|both)(?!\s+of\b))\b(?=\s))*", re.IGNORECASE
)
TRAILING = re.compile(r"(?:[\s,;:.]|(?<=[\s,;])(?:and/or|and|or|plus))*$", re.IGNORECASE)
COLON_LIST = re.compile(
    r"\b(?:following|below|either|both|any|all|of)\b[^:;]{0,70}:\s*|"
    # or "at least one risk factor for delayed healing is present: A, B or C" says so
    r"\bat least (?:one|1|two|2|three|3)\b(?: [\w-]+){0,3} (?:risk factors?|comorbidit(?:y|ies)|"
    r"red flags?|features?|signs?|symptoms?|complications?)\b[^:;]{0,60}:\s*",
    re.IGNORECASE,
)
# "two or more of the following symptoms have been present for 12 weeks: A, B or C": so long, all
LASTING_LIST = re.compile(
    r"\b(?:symptoms?|signs?|features?|complaints?)\b[^:;]{0,20}\bfor (?:at least |more than |"
    r"over )?\d+ (?:weeks?|months?|years?)(?: or (?:longer|more))?(?=\s*:)",
    re.IGNORECASE,
)
# "For initial therapy, all of the following:" says of which phase the list is
PHASE = re.compile(
    r"\W*for (?:the )?(?:initial|continu\w+|renewal|re-?authori[sz]ation)"
    r"(?: (?:therapy|treatment|coverage|approval|authori[sz]ation|requests?|use))?\W*",
    re.IGNORECASE,
)
EITHER = re.compile(r"\W*either\b(?! of\b)", re.IGNORECASE)
LIST_GAP = re.compile(r"\s*[,;]\s*(?:(?:and/or|and|or)\s+)?|\s+(?:and/or|or|and)\s+", re.IGNORECASE)
# "BMI of 40", "apnea-hypopnea index (AHI) of at least 15": what is measured, up to its number.
MEASURED = re.compile(
    r"^\W*(?:(?:the|a|an|patient|member|has|have|with|is|either)\s+)*"
    r"([A-Za-z][\w-]*(?:\s+[A-Za-z(][\w)-]*){0,4}?)\s*(?:\([^)]*\)\s*)?"
    rf"(?:of|is|was|score|level|:|=)?\s*(?:{COMPARE}|or)?\s*\d",
    re.IGNORECASE,
)
LINK = re.compile(
    r"(?:[,;]?\s+\b(?:with|and|plus|who (?:has|have|had)|in addition to|accompanied by)\b"
    r"(?:\s+(?:documentation of|evidence of|a history of|presence of|is|are|has|have|had|meets?|"
    r"meeting))?|[;,])\s*$",
    re.IGNORECASE,
)
DEFINED_BY = re.compile(
    r"\b(?:as|defined|shown|evidenced|demonstrated|indicated|by)\s*$", re.IGNORECASE
)
WITH_LIST = re.compile(
    r"\b(?:with|including|such as)\b(?![^,]*\b(?:has|is|was)\b)[^;]*$", re.IGNORECASE
)
MEMBER = re.compile(
    r"(?:an?\s+)?(?:documented\s+)?(?:history|evidence|presence|signs?|symptoms?|diagnosis|"
    r"risk) of\b"
    r"|(?:documented|prior|previous|persistent)\b",
    re.IGNORECASE,
)
# "..., each for at least 8 weeks" goes on about what stands before it.
ADDITION = re.compile(
    r"(?:as (?:defined|evidenced|shown|measured|documented|demonstrated|assessed)\b|defined (?:as|"
    r"by)\b|(?:shown|evidenced|demonstrated|documented|confirmed|measured) (?:by|on|with|in)\b|"
    r"each\b|for (?:at least|a minimum|more than|\d)|lasting\b|within\b|during\b|over the\b)",
    re.IGNORECASE,
)
# "..., for whom it is not reasonable and necessary": the verdict once more, no criterion; nor is it
# one that somebody "wishes treatment", which who asks does, nor are examples ("not limited to").
RESTATED = re.compile(
    r"^\W*(?:but )?not limited to\b.*$|"
    r"^\W*(?:who\s+)?(?:wish(?:es)?|wants?|desires?|seeks?|opts? for)(?: to have)? "
    r"(?:(?:drug|medical|active|further) )?(?:treatment|therapy|medication)(?: for [^,;.]+)?\W*$|"
    r"(?:^\W*(?:(?:for|in) (?:whom|which)\s+)?|\s*[,;(]?\s*\b(?:(?:for|in) (?:whom|which)|because|"
    r"as|since|and(?: therefore| thus)?|therefore|thus)\s+)(?:it|this|these|they|the \w+)\s+(?:is|"
    r"are)\s+(?:therefore\s+)?not\s+(?:considered\s+)?(?:to be\s+)?(?:reasonable (?:and|or) "
    r"necessary|medically necessary|covered|payable|reimbursable)\b[^.;]*[.;]?\s*$",
    re.IGNORECASE,
)


_THAT_IS = re.compile(r"^.*,\s+(?:that is(?: to say)?|i\.e\.),?\s+at\s+(?=.*\d)", re.DOTALL)


def exactly(text: str) -> str:
    """A criterion as it is told more exactly: "the risk is high, that is, a score of 2 or more"."""
    return _THAT_IS.sub("", text)


# "a score of 2 or more in men and 3 or more in women": one limit, told for each
_BY_SEX = re.compile(
    r"(?<=\d)(?P<unit>[^,;:\d]*?\s(?:in|for|among) (?:men|women|males|females|boys|girls),?)"
    r"(?P<joint>\s+(?:and|or)\s+)"
    r"(?=[^\w,;]*\d[^,;:\d]*?\s(?:in|for|among) (?:men|women|males|females|boys|girls)\b)",
    re.IGNORECASE,
)


def masked(text: str) -> str:
    """The text with what stands in brackets blanked out, enumerators excepted; same length.

    So is what joins a limit for men to that for women.
    """
    text = _BY_SEX.sub(lambda m: m["unit"] + "_" * len(m["joint"]), text)

    def blank(match: re.Match[str]) -> str:
        kept = ENUMERATOR.match(match.group() + " x")
        return match.group() if kept else "_" * len(match.group())

    return re.sub(r"\([^()]*\)|\[[^\][]*\]", blank, text)
