"""Frames of questions, as data: what is asked for, and what is cut away to leave "X for Y"."""

import re

_PEOPLE = (
    r"(?:we|i|you|they|he|she|it|clinicians?|doctors?|physicians?|providers?|one|my patients?"
    r"|this patient|the patient|patients?|this (?:man|woman|child|member|lady|gentleman)"
    r"|someone|people|a patient)"
)
_GOOD = (
    r"(?:considered |deemed |regarded as |seen as )?(?:still |ever |currently |generally "
    r"|usually |now |also |actually |really |routinely |strongly )?"
    r"(?:(?:medically|clinically) (?:necessary|indicated|appropriate)|reasonable and necessary"
    r"|necessary|covered(?: benefit| service)?|a covered (?:benefit|service|indication)"
    r"|recommended|recomended|suggested|indicated|advised|advisable|appropriate|reasonable"
    r"|warranted|justified|supported|"
    r"effective|beneficial|useful|helpful|proven|experimental|investigational|unproven|ok|okay"
    r"|allowed|authori[sz]ed|approvable|approved|payable|reimbursable|reimbursed|eligible"
    r"|contraindicated|"
    r"(?:a |an )?(?:good |reasonable |valid |viable |recommended |appropriate |evidence-based "
    r"|first[- ]line |second[- ]line )?(?:option|choice|idea|treatment|therapy|alternative"
    r"|indication)|worth (?:it|trying|a try|doing|offering|using)|something (?:we|i"
    r"|you) (?:should|can|could) (?:offer|use|try)|an? appropriate candidate|a candidate"
    r"|of (?:any )?(?:benefit|value|use)|any good|standard(?: of care)?|first[- ]line"
    r"|not recommended|medical necessity)"
)
_DO = (
    r"(?:(?:is |be )?(?:fine|ok|okay|reasonable|safe|right|wise|allowed"
    r"|possible) to )?(?:offer(?:ed)?|us(?:e|ed|ing)|prescribed?|give[n]?|start(?:ed)?"
    r"|consider(?:ed)?|order(?:ed)?|get|take[n]?|receive[d]?|try|tried|do|done|add(?:ed)?"
    r"|recommend(?:ed)?|perform(?:ed)?|refer(?:red)?(?: (?:him|her|them|patients?))? (?:for"
    r"|to)|initiated?|put on|switch(?:ed)? to|send for|go for|have|undergo|be (?:offered|given"
    r"|prescribed|treated with|started on|put on|referred (?:for|to)|screened (?:for|with)|on"
    r"|using)|screen(?:ed)?(?: (?:for|with))?|treat(?:ed)? with|provided?|suggest(?:ed)?"
    r"|continue[d]?|keep (?:using|taking|on)|stay on|approve[d]?|cover(?:ed)?|pay for|bill for"
    r"|authorize[d]?)"
)

# Cut wherever they stand: who says so, and asides that ask again.
ASIDES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        (
            r"\b(?:by|in|per|under|within|according to)\s+(?:the|our|this|their|current"
            r"|any)\s+(?:[\w/-]+\s+){0,4}(?:guidelines?|polic(?:y|ies)|cpgs?|guidance"
            r"|recommendations?|criteria)\b"
        ),
        (
            r"[,;:–-]?\s*\b(?:does|do|is|are|can|could|would|will)\s+(?:the|there|any|a|an|our"
            r"|we|it|this)?\s*(?:[\w/-]+\s+){0,3}?(?:back|support|recommend|cover|allow"
            r"|favou?r|endorse|suggest|advise|justify)(?:s|ed)?\s+(?:it|this|that|them"
            r"|doing so)\b.*$"
        ),
        r"[,;:–-]\s*(?:is|are)\s+(?:there|that|this|it)\b[^,;:?]*$",
        (
            r"[,;:–-]\s*(?:any|good|enough|sufficient)?\s*(?:recommendations?|evidence"
            r"|support(?:ed)?|guidance|thoughts|opinions?|advice)(?:\s+(?:enough|for it"
            r"|for this|exists?))?\s*$"
        ),
        (
            r"\b(?:have|has|having|is there|with)\s+(?:good |strong |any )?(?:evidence|enough"
            r"|sufficient evidence)(?: enough)?(?: behind (?:it|them))?(?: to be"
            r"| to recommend(?: it)?)?\s*$"
        ),
        (
            r"\b(?:reviewer|payer|family|patient|mother|wife|husband|he|she|team|colleague"
            r"|doc(?:tor)?|er doc|ed doc)\s+(?:asks?|wants? to know|wonders?)\s+(?:whether|if"
            r"|about)\s+"
        ),
        (
            r"\b(?:he|she|they|patient|pt)\s+(?:wants?|would like|requests?|asks? for"
            r"|is asking for|loves?|hopes for|wishes)\s+(?:to (?:try|start|use|take|have"
            r"|get)\s+)?"
        ),
        r"\b(?:for|to) (?:it|this|that)\s*$",
    )
)

# Cut from the front, in this order, until nothing changes.
FRONT = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        (
            r"^\s*(?:hi|hello|hey|please|pls|thanks|quick (?:one|question)|question|q|so|and"
            r"|ok|also|but|well|then|just wondering|wondering|i(?:'m| am) wondering|tell me"
            r"|can you tell me|could you tell me|do you know|i (?:would like|want"
            r"|need) to know|any idea|curious)\b[\s,:;–-]*(?:if |whether )?"
        ),
        (
            r"^\s*(?:what about|how about|thoughts on|opinions? on|any role for"
            r"|is there (?:any |a |good |enough |sufficient |insufficient )*(?:role|evidence"
            r"|support|recommendation|indication|place|data|benefit|case|coverage)s? (?:for|of"
            r"|to|in|on|supporting|that|from)(?: (?:use|using|offering|recommend(?:ing)?"
            r"|support))?(?: of)?|(?:the )?(?:role|evidence|place|use|indications?|coverage"
            r"|medical necessity|benefit|position|recommendation|stance|guidance|verdict"
            r"|policy|status|value)s? (?:for|of|on|about|regarding)(?: the use of)?)\s+"
        ),
        (
            r"^\s*what(?:'s| is| are|s)? (?:the |your |their |current )*(?:official "
            r"|guideline |coverage |latest |va/dod |recommendation |evidence )*(?:position"
            r"|recommendation|stance|guidance|evidence|view|verdict|policy|advice|status"
            r"|consensus|recommendations|strength of recommendation"
            r"|level of evidence)s?(?: status)? (?:for|of|on|about|regarding|behind"
            r"|as to)(?: (?:use|using|the use of|offering))?\s+"
        ),
        (
            r"^\s*what (?:do|does|did) (?:the |current )*(?:[\w/]+ ){0,4}?(?:say|recommend"
            r"|suggest|state|advise|think|conclude|hold)s?(?: about| on| regarding| for"
            r"| of)?(?: (?:using|offering|the use of))?\s+"
        ),
        (
            r"^\s*(?:do|does|did|would|will|is|are) (?:the |current |our |any )*(?:guidelines?"
            r"|recommendations?|evidence|policy|policies|va/dod|literature|data) (?:recommend"
            r"|suggest|support|favou?r|endorse|advise|say|back|exist for|call for"
            r"|allow(?: for)?|advise against|discourage)s? (?:the use of |using |offering "
            r"|to use |that )?"
        ),
        (
            r"^\s*(?:should|shall|can|could|may|might|must|would|do|does|did|will"
            rf"|ought) (?:{_PEOPLE} )(?:(?:still|also|ever|really|even|actually|routinely"
            r"|safely|now|be able to|need to|need|have to|want to|qualify for|benefit from"
            rf"|respond to|meet criteria for|be a candidate for) ?)*(?:{_DO}\b)?\s*(?:(?:the "
            r"use of|use of|a trial of|to|with|on|for|him|her|them|this patient"
            r"|my patient)\s+(?!with\b))*"
        ),
        (
            rf"^\s*(?:is|are|was|were) (?:it|there) (?:{_GOOD})?\s*(?:to|if (?:we|i)|for (?:me"
            rf"|us) to|that (?:we|i))?\s*(?:{_DO}\b)?\s*"
        ),
        (
            r"^\s*(?:is|are) (?:he|she|they|this patient|the patient|my patient|this (?:man"
            r"|woman|child|member)|patient) (?:an? )?(?:appropriate |good "
            r"|suitable )?(?:candidate for|eligible for|covered for|appropriate for"
            r"|indicated for|a fit for|approved for)\s+"
        ),
        (
            r"^\s*(?:is|are|was|were|does|do|did|will|would|can|could|should|may|has|have"
            r"|shall|shud|shd)\s+(?:there\s+)?"
        ),
        (
            rf"^\s*(?:{_DO}|put|place|keep|leave|send|let|refer|run|push|teach|implant(?:ing)?"
            r"|wear)\s+(?=\w)(?!(?:for|in|to)\b)(?:(?:him|her|them|me|us|(?:a|an|the|my|this"
            r"|our)\s+(?:\w+\s+){0,3}?(?:patient|man|woman|veteran|person|member"
            r"|child)s?)\s+(?:back\s+)?(?:on|to|for|onto)\s+)?"
        ),
        (
            r"^\s*(?:coverage|medical necessity|necessity|indications?|approval|authorization"
            r"|prior auth(?:orization)?|pa)\s+(?:for|of)\s+"
        ),
        (
            r"^\s*(?:the|an?|any|using|use of|a trial of|trial of|offering|giving|prescribing"
            r"|starting|adding|treating with|getting|doing|ordering|trying)\s+"
        ),
    )
)
# Predicates, cut wherever they stand.
PREDICATE = re.compile(
    r"\b(?:(?:is|are|be|been|being|as|was|would be|will be"
    rf"|considered)\s+)*(?:ever )?{_GOOD}\b(?! of)(?:\s+(?:or not|or (?:should|is|are)[^?]*"
    r"|or experimental|or investigational|or contraindicated))?|\b(?:be|been) (?:offered|used"
    r"|given|prescribed|considered|tried|done|started|performed|ordered|recommended|covered"
    r"|approved|paid(?: for)?|reimbursed|authorized)\b(?: to(?! (?:reduce|prevent|lower|limit"
    r"|control|treat|relieve|improve|avoid|stop)\b)| as)?|\b(?:help(?:s|ful)?"
    r"|work(?:s)?)\b(?: with| for)?(?= (?:\w|$))|\bor not\b|\b(?:right|correct|yes or no|y/n"
    r"|yes/no)\b\s*\?*$",
    re.IGNORECASE,
)

PAYER_VERB = re.compile(
    r"\b(?i:does|do|will|would|did|can|is|are|has)\s+(?P<before>(?!(?:it|he|she|we|they|this"
    r"|the|that|there|insurance|my|our)\b)[A-Z][\w&.'-]*(?:\s+(?:of\s+"
    r"|&\s+)?[A-Z][\w&.'-]*){0,5})\s+(?:(?:cover|pay|approve|consider|reimburse|authorize|deem"
    r"|regard|view|classify|allow)\b|(?:cover|pay|approv|consider|reimburs|authoriz)ing\b)"
    r"|\b(?:covered|paid|reimbursed|approved|considered|authorized|denied) (?:by|under|with"
    r"|through)\s+(?:the\s+)?(?P<by>[A-Z][\w&.'-]*(?:\s+(?:of\s+|&\s+)?[A-Z][\w&.'-]*){0,5})"
    r"|\b(?:according to|per|under|by|with|from)\s+(?:the\s+)?(?P<per>[A-Z][\w&./'-]*(?:\s+"
    r"(?:of\s+|&\s+|and\s+)?[A-Z][\w&.'-]*){0,6})(?:'s|’s)?(?:\s+(?:guidelines?|policy"
    r"|polic(?:y|ies)|criteria|rules|plan|insurance|coverage|commercial|member))?",
)
KNOWN_PAYERS = (
    "Aetna",
    "Cigna",
    "Evernorth",
    "UnitedHealthcare",
    "United Healthcare",
    "UHC",
    "Optum",
    "Anthem",
    "Elevance",
    "Carelon",
    "eviCore",
    "Humana",
    "Medicare Advantage",
    "Medicare",
    "CMS",
    "Medicaid",
    "Blue Cross Blue Shield",
    "Blue Cross",
    "BCBS",
    "Blue Shield",
    "Kaiser Permanente",
    "Kaiser",
    "Tricare",
    "Molina",
    "Centene",
    "Ambetter",
    "WellCare",
    "Health Net",
    "Oscar Health",
    "Highmark",
    "Harvard Pilgrim",
    "Tufts Health Plan",
    "Premera",
    "Regence",
    "CareFirst",
    "Geisinger",
    "Oxford",
    "Medi-Cal",
)

# Words of questions that a typing error may hide; counted once each.
_QUESTION_WORDS = (
    "recommended recommend recommending suggested supported support supports indicated necessary "
    "medically covered coverage appropriate reasonable approved effective evidence guideline "
    "policy criteria treatment patient patients together prevention first-line second-line "
    "alternative chronic acute should would could about against whether insurance authorization "
    "medication medications therapy dose weekly daily migraine please question answer worth"
)
QUESTION_WORDS = tuple(_QUESTION_WORDS.split())
