"""Frames of questions, as data: what is asked for, and what can be cut away so that "X for Y" remains."""

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Frame:
    """A phrasing of questions with an example; every frame is tested on its example."""

    pattern: re.Pattern[str]
    example: str


_PEOPLE = r"(?:we|i|you|they|he|she|it|clinicians?|doctors?|physicians?|providers?|one|my patients?|this patient|the patient|patients?|this (?:man|woman|child|member|lady|gentleman)|someone|people|a patient)"
_GOOD = (
    r"(?:considered |deemed |regarded as |seen as )?(?:still |ever |currently |generally |usually |now |also |actually |really |routinely |strongly )?"
    r"(?:(?:medically|clinically) (?:necessary|indicated|appropriate)|reasonable and necessary|necessary|covered(?: benefit| service)?|a covered (?:benefit|service|indication)|recommended|recomended|suggested|indicated|advised|advisable|appropriate|reasonable|warranted|justified|supported|"
    r"effective|beneficial|useful|helpful|proven|experimental|investigational|unproven|ok|okay|allowed|authori[sz]ed|approvable|approved|payable|reimbursable|reimbursed|eligible|contraindicated|"
    r"(?:a |an )?(?:good |reasonable |valid |viable |recommended |appropriate |evidence-based |first[- ]line |second[- ]line )?(?:option|choice|idea|treatment|therapy|alternative|indication)|worth (?:it|trying|a try|doing|offering|using)|something (?:we|i|you) (?:should|can|could) (?:offer|use|try)|an? appropriate candidate|a candidate|of (?:any )?(?:benefit|value|use)|any good|standard(?: of care)?|first[- ]line|not recommended|medical necessity)"
)
_DO = r"(?:(?:is |be )?(?:fine|ok|okay|reasonable|safe|right|wise|allowed|possible) to )?(?:offer(?:ed)?|us(?:e|ed|ing)|prescribed?|give[n]?|start(?:ed)?|consider(?:ed)?|order(?:ed)?|get|take[n]?|receive[d]?|try|tried|do|done|add(?:ed)?|recommend(?:ed)?|perform(?:ed)?|refer(?:red)?(?: (?:him|her|them|patients?))? (?:for|to)|initiated?|put on|switch(?:ed)? to|send for|go for|have|undergo|be (?:offered|given|prescribed|treated with|started on|put on|referred (?:for|to)|screened (?:for|with)|on|using)|screen(?:ed)?(?: (?:for|with))?|treat(?:ed)? with|provided?|suggest(?:ed)?|continue[d]?|keep (?:using|taking|on)|stay on|approve[d]?|cover(?:ed)?|pay for|bill for|authorize[d]?)"

# Cut wherever they stand: who says so, and asides that ask again.
ASIDES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"\b(?:by|in|per|under|within|according to)\s+(?:the|our|this|their|current|any)\s+(?:[\w/-]+\s+){0,4}(?:guidelines?|polic(?:y|ies)|cpgs?|guidance|recommendations?|criteria)\b",
        r"[,;:–-]?\s*\b(?:does|do|is|are|can|could|would|will)\s+(?:the|there|any|a|an|our|we|it|this)?\s*(?:[\w/-]+\s+){0,3}?(?:back|support|recommend|cover|allow|favou?r|endorse|suggest|advise|justify)(?:s|ed)?\s+(?:it|this|that|them|doing so)\b.*$",
        r"[,;:–-]\s*(?:is|are)\s+(?:there|that|this|it)\b[^,;:?]*$",
        r"[,;:–-]\s*(?:any|good|enough|sufficient)?\s*(?:recommendations?|evidence|support(?:ed)?|guidance|thoughts|opinions?|advice)(?:\s+(?:enough|for it|for this|exists?))?\s*$",
        r"\b(?:have|has|having|is there|with)\s+(?:good |strong |any )?(?:evidence|enough|sufficient evidence)(?: enough)?(?: behind (?:it|them))?(?: to be| to recommend(?: it)?)?\s*$",
        r"\b(?:reviewer|payer|family|patient|mother|wife|husband|he|she|team|colleague|doc(?:tor)?|er doc|ed doc)\s+(?:asks?|wants? to know|wonders?)\s+(?:whether|if|about)\s+",
        r"\b(?:he|she|they|patient|pt)\s+(?:wants?|would like|requests?|asks? for|is asking for|loves?|hopes for|wishes)\s+(?:to (?:try|start|use|take|have|get)\s+)?",
        r"\b(?:for|to) (?:it|this|that)\s*$",
    )
)

# Cut from the front, in this order, until nothing changes.
FRONT = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"^\s*(?:hi|hello|hey|please|pls|thanks|quick (?:one|question)|question|q|so|and|ok|also|but|well|then|just wondering|wondering|i(?:'m| am) wondering|tell me|can you tell me|could you tell me|do you know|i (?:would like|want|need) to know|any idea|curious)\b[\s,:;–-]*(?:if |whether )?",
        r"^\s*(?:what about|how about|thoughts on|opinions? on|any role for|is there (?:any |a |good |enough |sufficient |insufficient )*(?:role|evidence|support|recommendation|indication|place|data|benefit|case|coverage)s? (?:for|of|to|in|on|supporting|that|from)(?: (?:use|using|offering|recommend(?:ing)?|support))?(?: of)?|(?:the )?(?:role|evidence|place|use|indications?|coverage|medical necessity|benefit|position|recommendation|stance|guidance|verdict|policy|status|value)s? (?:for|of|on|about|regarding)(?: the use of)?)\s+",
        r"^\s*what(?:'s| is| are|s)? (?:the |your |their |current )*(?:official |guideline |coverage |latest |va/dod |recommendation |evidence )*(?:position|recommendation|stance|guidance|evidence|view|verdict|policy|advice|status|consensus|recommendations|strength of recommendation|level of evidence)s?(?: status)? (?:for|of|on|about|regarding|behind|as to)(?: (?:use|using|the use of|offering))?\s+",
        r"^\s*what (?:do|does|did) (?:the |current )*(?:[\w/]+ ){0,4}?(?:say|recommend|suggest|state|advise|think|conclude|hold)s?(?: about| on| regarding| for| of)?(?: (?:using|offering|the use of))?\s+",
        r"^\s*(?:do|does|did|would|will|is|are) (?:the |current |our |any )*(?:guidelines?|recommendations?|evidence|policy|policies|va/dod|literature|data) (?:recommend|suggest|support|favou?r|endorse|advise|say|back|exist for|call for|allow(?: for)?|advise against|discourage)s? (?:the use of |using |offering |to use |that )?",
        rf"^\s*(?:should|shall|can|could|may|might|must|would|do|does|did|will|ought) (?:{_PEOPLE} )(?:(?:still|also|ever|really|even|actually|routinely|safely|now|be able to|need to|need|have to|want to|qualify for|benefit from|respond to|meet criteria for|be a candidate for) ?)*(?:{_DO}\b)?\s*(?:(?:the use of|use of|a trial of|to|with|on|for|him|her|them|this patient|my patient)\s+(?!with\b))*",
        rf"^\s*(?:is|are|was|were) (?:it|there) (?:{_GOOD})?\s*(?:to|if (?:we|i)|for (?:me|us) to|that (?:we|i))?\s*(?:{_DO}\b)?\s*",
        rf"^\s*(?:is|are) (?:he|she|they|this patient|the patient|my patient|this (?:man|woman|child|member)|patient) (?:an? )?(?:appropriate |good |suitable )?(?:candidate for|eligible for|covered for|appropriate for|indicated for|a fit for|approved for)\s+",
        r"^\s*(?:is|are|was|were|does|do|did|will|would|can|could|should|may|has|have|shall|shud|shd)\s+(?:there\s+)?",
        rf"^\s*(?:{_DO}|put|place|keep|leave|send|let|refer|run|push|teach|implant(?:ing)?|wear)\s+(?=\w)(?!(?:for|in|to)\b)(?:(?:him|her|them|me|us|(?:a|an|the|my|this|our)\s+(?:\w+\s+){{0,3}}?(?:patient|man|woman|veteran|person|member|child)s?)\s+(?:back\s+)?(?:on|to|for|onto)\s+)?",
        r"^\s*(?:coverage|medical necessity|necessity|indications?|approval|authorization|prior auth(?:orization)?|pa)\s+(?:for|of)\s+",
        r"^\s*(?:the|an?|any|using|use of|a trial of|trial of|offering|giving|prescribing|starting|adding|treating with|getting|doing|ordering|trying)\s+",
    )
)
# Predicates, cut wherever they stand.
PREDICATE = re.compile(
    rf"\b(?:(?:is|are|be|been|being|as|was|would be|will be|considered)\s+)*(?:ever )?{_GOOD}\b(?! of)(?:\s+(?:or not|or (?:should|is|are)[^?]*|or experimental|or investigational|or contraindicated))?|\b(?:be|been) (?:offered|used|given|prescribed|considered|tried|done|started|performed|ordered|recommended|covered|approved|paid(?: for)?|reimbursed|authorized)\b(?: to| as)?|\b(?:help(?:s|ful)?|work(?:s)?)\b(?: with| for)?(?= (?:\w|$))|\bor not\b|\b(?:right|correct|yes or no|y/n|yes/no)\b\s*\?*$",
    re.IGNORECASE,
)
NEGATIVE_FRAME = re.compile(
    r"\b(?:contraindicated|experimental|investigational|unproven|not recommended|avoid(?:ed)?|against|discouraged)\b",
    re.IGNORECASE,
)

OPEN = re.compile(
    r"^\s*(?:(?:and|so|then|also|ok|please|but)[, ]+)?(?:what(?! (?:about|does|do|did|is the (?:position|recommendation|stance|guidance|evidence|view|verdict|coverage|policy|status|consensus|medical necessity)|'s the (?:position|recommendation|stance|guidance|evidence|verdict|status|word|deal))\b)|which|how(?! about\b| strong(?:ly)?\b)|when|who|whom|where|why|list|name|describe|explain|compare|summari[sz]e|give me|show me|tell me about|at what|for how long|for whom|in whom|after how|under what|within what)\b",
    re.IGNORECASE,
)
_OPEN_KINDS = (
    (
        "dose",
        re.compile(
            r"\b(?:dose|dosage|dosing|how much|how many (?:mg|units|grams)|mg)\b", re.IGNORECASE
        ),
    ),
    (
        "criteria",
        re.compile(
            r"\b(?:criteria|requirements?|required|documentation|qualif\w+|what is needed|needed for|conditions? (?:must|for coverage))\b",
            re.IGNORECASE,
        ),
    ),
    (
        "when",
        re.compile(
            r"\b(?:when|how (?:often|long|soon|frequently)|frequency|interval|duration|at what age|age)\b",
            re.IGNORECASE,
        ),
    ),
    (
        "compare",
        re.compile(
            r"\b(?:compare|compared|versus|vs\.?|better than|difference between|or rather)\b",
            re.IGNORECASE,
        ),
    ),
    (
        "which",
        re.compile(
            r"\b(?:which|first[- ]line|second[- ]line|best|options?|alternatives?|what (?:treatments?|drugs?|medications?|therap\w+))\b",
            re.IGNORECASE,
        ),
    ),
    ("who", re.compile(r"\b(?:who|whom|which patients)\b", re.IGNORECASE)),
)


def intent_of(question: str) -> str:
    """ "verdict" for a yes/no question however it is phrased, else what an open question asks for."""
    if not OPEN.match(question):
        return "verdict"
    return next((name for name, pattern in _OPEN_KINDS if pattern.search(question)), "other")


PAYER_VERB = re.compile(
    r"\b(?:does|do|will|would|did|can|is|are|has)\s+(?P<before>(?!(?:it|he|she|we|they|this|the|that|there|insurance|my|our)\b)[A-Z][\w&.'-]*(?:\s+(?:of\s+|&\s+)?[A-Z][\w&.'-]*){0,5})\s+(?:cover|pay|approve|consider|reimburse|authorize|deem|regard|view|classify|allow)"
    r"|\b(?:covered|paid|reimbursed|approved|considered|authorized|denied) (?:by|under|with|through)\s+(?:the\s+)?(?P<by>[A-Z][\w&.'-]*(?:\s+(?:of\s+|&\s+)?[A-Z][\w&.'-]*){0,5})"
    r"|\b(?:according to|per|under|by|with|from)\s+(?:the\s+)?(?P<per>[A-Z][\w&./'-]*(?:\s+(?:of\s+|&\s+|and\s+)?[A-Z][\w&.'-]*){0,6})(?:'s|’s)?(?:\s+(?:guidelines?|policy|polic(?:y|ies)|criteria|rules|plan|insurance|coverage|commercial|member))?",
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
QUESTION_WORDS = tuple(
    "recommended recommend recommending suggested supported support supports indicated necessary medically covered coverage appropriate reasonable approved effective "
    "evidence guideline policy criteria treatment patient patients together prevention first-line second-line alternative chronic acute should would could about "
    "against whether insurance authorization medication medications therapy dose weekly daily migraine please question answer worth".split()
)
