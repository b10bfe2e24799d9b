"""What a question asks for: a side, or something that no yes or no answers. Patterns as data."""

import re

from app.study_questions import asks_of_a_study

# What asks for a side with "what": yes or no answers it.
_SIDE = (
    r"(?:position|recommendation|stance|guidance|evidence|view|verdict|coverage|policy|status"
    r"|consensus|medical necessity|word|deal)s?\b"
)
_SAYS = r"(?:say|recommend|suggest|advise|think|hold|conclude|state)s?\b"
# "the Preventive Services Panel's", "your current": whose position, without a preposition.
_NAMED = r"(?:of \w+['’]s |(?!(?:of|for|in|on|to|under|with|by|from|and|or)\b)[\w/'’.&-]+ )"
OPEN = re.compile(
    rf"^\s*(?:(?:and|so|then|also|ok|please|but)[, ]+)?(?:what(?! about\b| if\b)"
    rf"(?! (?:does|do|did) .{{2,60}}? {_SAYS} (?:about|on|regarding|of|for)\b)"
    rf"(?!(?:'s| is| are) (?:{_NAMED}){{0,6}}?{_SIDE})"
    r"|which|how(?! about\b| strong(?:ly)?\b)|who"
    r"|when(?! \w+ing\b[^?]*, (?:should|is|are|can|do)\b)"  # "When reading a test, should we"
    r"|whom|where|why|list|name|describe|explain|compare|summari[sz]e|give me|show me"
    r"|tell me about|at what|for how long|for whom|in whom|after how|under what|within what)\b",
    re.IGNORECASE,
)
# A question word inside: behind a preposition or a front ("During a taper, what ..."), or last.
_WORD = r"(?:what|which|whom|whose|how (?:much|many|often|long|soon)|when|where|who)"
# "..., which she will keep taking" goes on with what was said, and asks for nothing
_RELATIVE = (
    r"(?:which|who|whom) (?:he|she|they|it|the|his|her|their|will|did|does|can|may|could|would|gave"
    r"|helped|improved|failed|\w+ed)\b"
)
_OPEN_INSIDE = re.compile(
    r"^\s*(?:in|on|for|at|to|from|with|by|under|since|during|among|of|against|after|before)\s+"
    rf"{_WORD}\b(?! about)"
    rf"|[,:;]\s*(?:and\s+)?(?!{_RELATIVE}){_WORD}\b(?! about| (?:was|is|are|were|has|have|had)\b)"
    r"(?!'s)"
    rf"(?! (?:does|do|did) [^?]*{_SAYS})"
    r"|\b(?:what|whom|which(?: \w+)?|who)\s*\?\s*$",
    re.IGNORECASE,
)
_YES_OR_NO = re.compile(
    r"^\s*(?:is|are|should|shall|can|could|does|do|did|will|would|may|must|has|have)\b",
    re.IGNORECASE,
)
# A note that names what it wants to know: "dose of X in Y", "X for Y, prior auth criteria".
_DETAIL = (
    r"(?:dos(?:e|es|age|ing)(?: schedule| interval)?|quantity limits?|(?:coverage |approval |"
    r"prior auth(?:ori[sz]ation)? |renewal |continuation |initial |clinical )*(?:criteria|"
    r"requirements?)|documentation(?: requirements?)?|age (?:limit|cut-?off)s?|alternatives?|"
    r"side effects?|contraindications?|treatment duration|duration of (?:treatment|therapy))"
)
_NOTE = re.compile(
    r"^\W*(?:[\w-]+ ){0,3}(?:range|targets?|goals?) (?:for|in)\b"
    r"(?!.*(?:\d\d|\d\.\d|recommend|advis|approv|cover|necessary))"
    r"|^\W*(?:target|max(?:imum)?|starting|start|loading|usual)\s+(?:[\w-]+\s+){0,2}dos(?:e|age)\b"
    r"|^\W*(?:(?:the|recommended|usual|starting|start|max(?:imum)?|loading|target|initial|correct"
    rf"|right|standard|approved|typical) )*{_DETAIL}\s+(?:of|for|to|in)\b"
    r"|(?<!meets )(?<!meet )(?<!met )(?<!by )(?<!under )(?<!per )(?<!the )(?<!these )(?<!all )"
    r"(?<!following )(?<!no )(?<!full )(?<!low )(?<!high )(?<!half )(?<!second )(?<!third )"
    r"(?<!booster )(?<!another )(?<!reduced )(?<!higher )(?<!lower )(?<!single )(?<!test )"
    r"\b(?:dos(?:e|age|ing)|(?:prior auth(?:ori[sz]ation)? |renewal |"
    r"coverage |approval )*(?:criteria|requirements))\s*\?*\s*$"
    r"|(?<!exceeds )(?<!over )(?<!above )(?<!beyond )(?<!the )(?<!within )\bquantity limits?\b"
    r"(?! (?:exception|override))",
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
            r"\b(?:criteria|requirements?|required|documentation|qualif\w+|what is needed"
            r"|needed for|conditions? (?:must|for coverage))\b",
            re.IGNORECASE,
        ),
    ),
    (
        "when",
        re.compile(
            r"\b(?:when|how (?:often|long|soon|frequently)|frequency|interval|duration"
            r"|at what age|age)\b",
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
            r"\b(?:which|first[- ]line|second[- ]line|best|options?|alternatives?"
            r"|what (?:treatments?|drugs?|medications?|therap\w+))\b",
            re.IGNORECASE,
        ),
    ),
    ("who", re.compile(r"\b(?:who|whom|which patients)\b", re.IGNORECASE)),
)


# What it takes to be covered, and what the evidence supports: criteria and a side answer these
# ("When is X approved?", "What do we need for X?", "X: what does the evidence support?").
_WHO_NEEDS = r"(?:we|i|you|he|she|they|(?:my|the|this) (?:patient|member|client))"
_ASKS_TERMS = re.compile(
    r"^\s*when (?:is|are|does|do|will|would|can) (?!.*\b(?:should|first|best)\b).*\b(?:covers?"
    r"|covered|approved?|approves|pays?(?: for)?|paid(?: for)?|authori[sz]e[ds]?|reimbursed?"
    r"|medically necessary)\b"
    rf"|^\s*what (?:do|would|will|does) {_WHO_NEEDS}(?: still)? need (?:to (?:get|have)|for)\b"
    r"|[,:;]\s*what (?:does|do) (?:the )?(?:evidence|data|literature) (?:support|show)s?\b",
    re.IGNORECASE,
)


# "Meets Acme criteria?"
_MEETS = re.compile(
    r"\b(?:meets?|met|satisf(?:y|ies|ied)|fulfil\w*)\s+(?:[\w'’.&-]+\s+){0,4}(?:criteria|requirements)"
    r"\s*\?*\s*$",
    re.IGNORECASE,
)


def intent_of(question: str) -> str:
    """What a question asks for: a "verdict" where yes or no answers it, however it is phrased."""
    if _ASKS_TERMS.search(question):
        return "verdict"
    if asks_of_a_study(question):
        return _open_kind(question)
    inside = not _YES_OR_NO.match(question) and _OPEN_INSIDE.search(question)
    note = not _YES_OR_NO.match(question) and _NOTE.search(question)
    note = None if _MEETS.search(question) else note
    if not OPEN.match(question) and not inside and not note:
        return "verdict"
    return _open_kind(question)


def _open_kind(question: str) -> str:
    return next((name for name, pattern in _OPEN_KINDS if pattern.search(question)), "other")
