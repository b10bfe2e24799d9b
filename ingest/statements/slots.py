"""Slots of a recommendation: which intervention, which condition, which population, criteria, comparator, qualifier.

Open vocabulary: the phrases are cut out of the sentence by its prepositions and clause markers; no list of drugs or
diseases is consulted here.
"""

import re
from dataclasses import dataclass, field, replace

from ingest.lexis import GENERIC_WORDS, is_generic, stem, words
from ingest.statements.phrases import clean, split_list

PEOPLE = (
    r"(?:(?:most|all|those|selected|certain|appropriate|adult|adults?|older|younger|elderly|pregnant|postmenopausal|hospitali[sz]ed|critically ill|"
    r"non-critically ill|ambulatory|symptomatic|asymptomatic|pediatric|paediatric|male|female|high-risk|average-risk|individual|eligible|\d+[- ]?(?:year|yr|month|week|day)s?[- ]?old|\d+\s*y/?o)[ ,]+(?:and )?)*"
    r"(?:patients?|adults?|people|persons?|individuals?|members?|women|men|woman|man|children|child|adolescents?|infants?|neonates?|beneficiar(?:y|ies)|"
    r"veterans?|clients?|females?|males?|customers?|enrollees?|recipients?|subjects?|smokers?|survivors?|those|anyone|someone|candidates?|participants?)"
)
_AIM = (
    r"(?:(?:the |an? )?(?:(?:acute|initial|first-line|second-line|short-term|long-term|long term|short term|chronic|adjunctive|primary|secondary|early|"
    r"preventive|medical|surgical|pharmacologic|ongoing|routine|abortive|symptomatic|sole|maintenance)[ ,]+(?:and |or )?)*(?:purposes? of (?:the )?)?"
    r"(?:treatment|treating|therapy|management|managing|prevention|preventing|prophylaxis|relief|relieving|control|controlling|reduction|reducing|diagnosis|diagnosing|evaluation|evaluating|"
    r"assessment|detection|detecting|screening|improvement|improving|care|withdrawal|withdrawing|maintenance|induction)"
    r"(?:(?: and/or | and | or |, |/)(?:treatment|management|prevention|prophylaxis|relief|control|reduction|diagnosis|evaluation|assessment|maintenance|detection|improvement))*)"
)
# Markers of what a thing is for, and of who gets it; the text after one belongs to the condition until the next marker.
_MARKERS = re.compile(
    rf"(?P<aim>\b(?:for|in|as|as part of|to|during|via|through)\s+{_AIM}\s+(?:of|for|in|with)\b(?!\s+(?:at least|up to|\d)))"
    rf"|(?P<people>\b(?:for|in|among|to|by|of|with|on|from)\s+(?:(?:the|an?|my|this|our|your|his|her)\s+)?(?:management of |treatment of )?{PEOPLE}\b(?=\s*(?:$|[,.;:()•]|\d|(?:with|who|whose|aged?|over|under|without|on|in|at|from|and|or|undergoing|receiving|taking|presenting|suffering|diagnosed|having|that|of|whom|for|when|if|to|as|already|treated|selected|requiring|suspected|being|report\w*|experiencing|planning|prior|unable|whom|unless|except|after|before|during|by|using|meeting|not|is|are|should)\b)))"
    r"|(?P<toverb>\bto\s+(?:help\s+)?(?:acutely\s+)?(?:treat|manage|prevent|reduce|improve|relieve|control|detect|diagnose|evaluate|lower|slow|alleviate|maintain|achieve|promote|establish|stratify|screen for|delay|minimi[sz]e|confirm|rule out|assess|lose|gain|stop|quit|find|keep|knock)\b)"
    r"|(?P<reason>\b(?:due to|related to|associated with|caused by|because of|secondary to|attributable to)\b)"
    r"|(?P<for>\bfor\b(?!\s+(?:at least|up to|\d|a (?:period|total|minimum|maximum)|more than|example|whom|which|the (?:first|next|following \w+ (?:weeks|months))|use\b|or against)))"
    r"|(?P<in>\bin\b(?=\s+(?!conjunction|addition|combination|order|accordance|person|the same|whom|which|place|favou?r|case|order))(?!\s+(?:and|or)\b))"
    r"|(?P<of>\bof\s+(?:the\s+)?(?=(?:hip|knee|spine|hand|shoulder|back|neck|lumbar|cervical)\b))",
    re.IGNORECASE,
)
_CLAUSE = re.compile(
    r"(?:,\s*)?\b(?:(?P<crit>when(?:ever)?|if|provided(?: that)?|only if|only when|as long as|in the setting of|on condition that|where|once|after|following|subject to)|"
    r"(?P<state>(?:with (?:an? )?)?(?:inadequate(?:ly)? (?:response|relieved|controlled|relief|responsive)|insufficient(?:ly)? (?:response|controlled|relieved)|incomplete response|refractory to|unresponsive to|resistant to|not (?:adequately |well )?(?:controlled|relieved|responsive|responding)|uncontrolled (?:on|by|with|despite)|despite|(?:with )?(?:intolerance|contraindications?) (?:to|or)))|"
    r"(?P<who>who|whose|that (?:is|are|has|have)|which (?:is|are|has|have))|"
    r"(?P<unless>unless|except(?:ing)? (?:when|if|in|for|as)|except|other than|with the exception of|excluding|apart from|but not(?: for)?|outside of))\b",
    re.IGNORECASE,
)
_OVER = re.compile(r"\b(?:over|rather than|instead of|in preference to|as opposed to|in place of)\s+(?!age\b|the age|age of|\d|time\b|a period)", re.IGNORECASE)
_ALTERNATIVE = re.compile(r",?\s*\b(?:(?:either )?as (?:an )?(?:alternative|adjunct|adjunctive therapy|alternative or adjunctive therapy|add-on)(?: therapy| treatment| option)?(?: to)?|in (?:conjunction|combination|addition) (?:with|to)|as (?:a |an |the )?(?:\w+[ -])?(?:component|part) of|as (?:a |an )?(?:option|means|tool)\b(?! of))", re.IGNORECASE)
QUALIFIERS = re.compile(
    r"\b(routine(?:ly)?|as (?:a )?(?:standalone|stand-alone|sole|single) (?:treatment|therapy|agent|intervention)|monotherapy|alone|standalone|stand-alone|"
    r"as (?:a |the )?(?:first|second|third)[- ]line(?: (?:treatment|therapy|agent|option))?|first-line|second-line|third-line|long-term|long term|short-term|more than one)\b",
    re.IGNORECASE,
)
_LINE = re.compile(r"\b(first|second|third|1st|2nd|3rd|initial)[- ](?:line|choice)\b", re.IGNORECASE)
_LEAD_VERBS = re.compile(
    r"^(?:(?:the|an?|either|also|both|only|patients? to|that|to|providers? (?:should )?|clinicians? (?:should )?)\s+)*(?:(?:offer(?:ing)?|us(?:e|ing|age)|consider(?:ing|ation)?|provid(?:e|ing)|perform(?:ing)?|prescrib(?:e|ing)|initiat(?:e|ing|ion)|"
    r"start(?:ing)?|add(?:ing|ition)?|giv(?:e|ing)|administ(?:er|ering|ration)|trial|option|inclusion|conduct(?:ing)?|continu(?:e|ing)|refer(?:ring|ral)?(?: (?:for|to))?|(?:evaluation|assessment|evaluating)(?: (?:for|of|by|with))?|(?:surgical|alternative|medical) treatment(?: with)?|obtain(?:ing)?|choos(?:e|ing)|"
    r"assess(?:ing)?|implement(?:ing)?|recommend(?:ing)?|ordering|a course|course|receiv(?:e|ing)|undergo(?:ing)?|employ(?:ing)?|be (?:offered|given|used|treated with)|treatment|treat(?:ing)?|therapy|adding|prescription|surgical treatment|alternative treatment|provision|utili[sz](?:e|ing|ation)|screen(?:ing)?(?= (?:with|by|using)))\s+"
    r"(?:(?:of|for|with|to|that|on|the|an?|either|using|use of|offering|trial of|option of|course of|by)\s+)*)*(?:(?:the|an?|either|any|both|one or more of|use of|adding)\s+)?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Slots:
    """What a sentence says, cut into phrases as printed.

    Attributes:
        interventions: Noun phrases, alternatives of each other; the whole list phrase first where there are several.
        aims: What it is for ("fatigue"), a group each; phrases of one group are alternatives of each other.
        people: What those have who get it ("CMI"), a group each; all groups hold together.
        populations: People phrases with what they have ("patients with CMI"), each a further condition or restriction.
        criteria: Clauses after when / if / who.
        exceptions: Phrases after except / other than / unless.
        comparator: What it is preferred over.
        qualifier: Restriction of the advice ("routine", "alone").
        line: "first", "second", "third" or "".
    """

    interventions: tuple[str, ...] = ()
    aims: tuple[tuple[str, ...], ...] = ()
    people: tuple[tuple[str, ...], ...] = ()
    populations: tuple[str, ...] = ()
    criteria: tuple[str, ...] = ()
    exceptions: tuple[str, ...] = ()
    comparator: str = ""
    qualifier: str = ""
    line: str = ""

    @property
    def groups(self) -> tuple[tuple[str, ...], ...]:
        """Aims first, then people."""
        return tuple(dict.fromkeys([*self.aims, *self.people]))

    @property
    def conditions(self) -> tuple[str, ...]:
        """Every condition phrase, once."""
        return tuple(dict.fromkeys(phrase for group in self.groups for phrase in group))


@dataclass
class _Parts:
    aims: list[tuple[str, ...]] = field(default_factory=list)
    people: list[tuple[str, ...]] = field(default_factory=list)
    populations: list[str] = field(default_factory=list)
    criteria: list[str] = field(default_factory=list)
    exceptions: list[str] = field(default_factory=list)


# "offer people with X a programme of Y": the people stand before the thing
_INDIRECT = re.compile(rf"^\s*(?P<who>{PEOPLE}\b(?:\s+(?:with|who (?:have|has))\s+[^:,]+?)?)\s*(?::|\s(?P<rest>(?:an?|the|either|one)\s.+))?$", re.IGNORECASE | re.DOTALL)


def parse_object(text: str) -> Slots:
    """Slots of "X for Y in patients with Z when W", the text after "we recommend" and the like."""
    that = re.match(r"\s*that\s+", text, re.IGNORECASE)
    if that:
        return _parse_that(text[that.end() :])
    given = _INDIRECT.match(text)
    if given:
        rest = parse_object(given.group("rest") or "")
        who = parse_population(given.group("who"))
        return replace(rest, people=tuple(dict.fromkeys([*who.groups, *rest.people])), populations=(*who.populations, *rest.populations), criteria=(*who.criteria, *rest.criteria))
    line = _LINE.search(text)
    parts = _Parts()
    front = _cut_clauses(text, parts)
    over = _OVER.search(front)
    comparator = ""
    if over:
        tail = front[over.end() :]
        marker = _MARKERS.search(tail)
        end = marker.start() if marker else len(tail)
        comparator = clean(tail[:end])
        front = front[: over.start()] + " " + tail[end:]
    head, rest = _cut_markers(front)
    head = re.split(r"\s+(?:from|by itself|by mouth)\b", _cut_alternative(head))[0]
    _fill(rest, parts)
    qualifier = _qualifier(text)
    return Slots(
        interventions=interventions_of(head),
        aims=tuple(dict.fromkeys(parts.aims)), people=tuple(dict.fromkeys(parts.people)),
        populations=tuple(dict.fromkeys(parts.populations)),
        criteria=tuple(parts.criteria),
        exceptions=tuple(parts.exceptions),
        comparator=comparator,
        qualifier=qualifier,
        line=line.group(1).lower().replace("1st", "first").replace("2nd", "second").replace("3rd", "third").replace("initial", "first") if line else "",
    )


_PASSIVE = re.compile(
    r"\b(?:should |must |may |can )?(?:be|is|are)\s+(?:routinely |always )?(?:offered|given|provided(?: with)?|treated with|screened (?:for|with)|referred (?:for|to)|tested for|educated (?:about|on)|considered for|started on|evaluated for|counsel(?:l)?ed (?:on|about)|prescribed|encouraged to(?: use)?)\b|\buse this treatment\b",
    re.IGNORECASE,
)


def _parse_that(text: str) -> Slots:
    passive = _PASSIVE.search(text)
    if passive:
        subject = text[: passive.start()]
        slots = parse_object(text[passive.end() :])
        who = parse_population(subject)
        return replace(slots, people=tuple(dict.fromkeys([*who.groups, *slots.people])), populations=(*who.populations, *slots.populations), criteria=(*who.criteria, *slots.criteria))
    verb = re.match(r"(?:(?:clinicians|providers|physicians|practitioners|patients)\s+)(?:(?:should|be|to)\s+)*(?:\w+ly )?", text, re.IGNORECASE)
    return parse_object(text[verb.end() :] if verb else text)


def parse_population(text: str) -> Slots:
    """Slots of a front phrase: "For patients with low back pain who ..."."""
    parts = _Parts()
    body = re.sub(r"^\s*(?:for|in|among|with|when|to|of)\s+", "for ", text.strip(" ,:;"), count=1, flags=re.IGNORECASE)
    if not re.match(r"for\s", body, re.IGNORECASE):
        body = f"for {body}"
    _fill(_cut_clauses(body, parts), parts)
    return Slots(aims=tuple(dict.fromkeys(parts.aims)), people=tuple(dict.fromkeys(parts.people)), populations=tuple(dict.fromkeys(parts.populations)), criteria=tuple(parts.criteria), exceptions=tuple(parts.exceptions))


def interventions_of(head: str) -> tuple[str, ...]:
    """Intervention phrases of the text before the first marker."""
    bare = clean(strip_verbs(head))
    if not bare or is_generic(bare):
        return ()
    pieces = split_list(bare)
    return tuple(dict.fromkeys([*pieces, bare])) if len(pieces) > 1 else (bare,)


def strip_verbs(head: str) -> str:
    """A phrase without the verbs that lead it in ("offering a trial of")."""
    previous = ""
    current = head.strip(" ,;:")
    while previous != current:
        previous = current
        stripped = _LEAD_VERBS.sub("", current, count=1).strip(" ,;:")
        if stripped and (not is_generic(stripped) or len(words(stripped)) >= 1 and stem(words(stripped)[0]) not in {"of", "for"}) and words(stripped):
            current = stripped
    return current


def _cut_clauses(text: str, parts: _Parts) -> str:
    """Cut who / when / unless clauses off the end; what they say goes to `parts`."""
    depth = 0
    for match in _CLAUSE.finditer(text):
        depth = text.count("(", 0, match.start()) - text.count(")", 0, match.start())
        if depth > 0 or match.start() < 3:
            continue
        tail = text[match.end() :].strip(" ,.;:")
        front = text[: match.start()]
        if match.group("unless"):
            inner = _CLAUSE.search(tail)
            marker = _MARKERS.search(tail)
            cut = min((m.start() for m in (inner, marker) if m), default=len(tail))
            phrase = clean(tail[:cut]) if match.group("unless").lower() != "unless" else tail
            if phrase:
                parts.exceptions.append(phrase)
            return _cut_clauses(front + " " + tail[cut:], parts) if match.group("unless").lower() != "unless" else front
        if match.group("state"):
            return _cut_state(front, match.group("state"), tail, parts)
        if match.group("who"):
            return _cut_who(front, match.group("who"), tail, parts)
        word = (match.group("crit") or "").lower()
        if word in {"where", "following", "after", "once"} and (len(words(tail)) < 2 or word == "following" and re.match(r"\W*(?:for|criteria|indications|conditions|three|two)\b", tail, re.IGNORECASE)):
            continue
        nested = _Parts()
        kept = _cut_clauses(tail, nested) if re.search(r"\b(?:unless|except)\b", tail, re.IGNORECASE) else tail
        parts.criteria.append(kept.strip(" ,.;:"))
        parts.exceptions.extend(nested.exceptions)
        return front
    return text


def _cut_state(front: str, word: str, tail: str, parts: _Parts) -> str:
    """ "with an inadequate response to X for Y": how earlier treatment went is a criterion, Y stays the condition."""
    aim = re.search(r"\s+for\s+(?:the\s+)?(?:pain|treatment|management|prevention|symptoms)\b", tail, re.IGNORECASE)
    parts.criteria.append(f"{word} {tail[: aim.start()] if aim else tail}".strip(" ,.;:"))
    return front + (tail[aim.start() :] if aim else "")


def _cut_who(front: str, word: str, tail: str, parts: _Parts) -> str:
    """ "patients who have X" names a condition; any other "who" clause restricts the population."""
    has = re.match(r"(?:(?:have|has|are diagnosed with|suffer from|had been diagnosed with)\s+)(?:(?:an? )?(?:diagnosis of )?)(?!been|had|not|no |ever|never|at least|\w+ed\b|completed|failed|tried|declined|received|undergone)", tail, re.IGNORECASE)
    aim = re.search(r",?\s+for (?:the )?(?:treatment|management|prevention)", tail, re.IGNORECASE)
    if has and word.lower() == "who":
        return f"{front} with {tail[has.end():]}"
    parts.criteria.append((tail[: aim.start()] if aim else tail).strip(" ,.;:"))
    return front + (tail[aim.start() :] if aim else "")


_BARE_VERB = re.compile(r"(?:(?:an?|the)\s+)?(?:evaluation|assessment|referral|screening|testing|assess|evaluate|screen|test|assessing|evaluating|monitoring|therapy|treatment)", re.IGNORECASE)


def _cut_markers(text: str) -> tuple[str, str]:
    for marker in _MARKERS.finditer(text):
        if text.count("(", 0, marker.start()) > text.count(")", 0, marker.start()):
            continue
        head = text[: marker.start()]
        if marker.lastgroup in {"for", "in", "of", "aim"} and (not words(strip_verbs(head)) or _BARE_VERB.fullmatch(head.strip())):
            continue
        if marker.lastgroup == "people" and marker.group(0).lower().startswith(("of ", "with ", "by ")) and not words(head):
            continue
        return head, text[marker.start() :]
    return text, ""


def _cut_alternative(head: str) -> str:
    match = _ALTERNATIVE.search(head)
    return head[: match.start()] if match and match.start() > 2 else head


def _fill(rest: str, parts: _Parts) -> None:
    """Walk the markers of `rest` and sort what follows each into conditions and populations."""
    markers = [m for m in _MARKERS.finditer(rest) if m.lastgroup != "of" and rest.count("(", 0, m.start()) <= rest.count(")", 0, m.start())]
    if rest and (first := _MARKERS.match(rest)) and first.lastgroup == "of":
        _fill_condition(rest[first.end() : markers[0].start() if markers else len(rest)].strip(" ,.;:"), "of", parts)
    for index, marker in enumerate(markers):
        end = markers[index + 1].start() if index + 1 < len(markers) else len(rest)
        body = rest[marker.end() : end].strip(" ,.;:")
        if marker.lastgroup == "people":
            _fill_people(marker.group(0), body, parts)
        elif body:
            _fill_condition(body, marker.lastgroup or "", parts)


_WITH = re.compile(r"^(?:who (?:have|has)|with(?: (?:a|an))?(?: (?:confirmed |known |established |suspected |a |an )*(?:diagnosis|history) of)?|having|diagnosed with|suffering from|experiencing|at (?:high |increased |low )?risk (?:of|for)|suspected of(?: having)?|without|on|undergoing|receiving|reporting|presenting with)\s+", re.IGNORECASE)


def _fill_people(marker: str, body: str, parts: _Parts) -> None:
    adjective = re.search(r"(?:for|in|among|to|by|of|with|on|from)\s+(?:the\s+)?(.*?)\s*\b\w+$", marker, re.IGNORECASE)
    if adjective and (lead := clean(adjective.group(1))) and not is_generic(lead):
        parts.populations.append(clean(re.sub(r"^(?:for|in|among|to|by|of|with|on|from)\s+", "", marker, flags=re.IGNORECASE)))
    have = _WITH.match(body)
    if have:
        word = have.group(0).strip().lower()
        phrase = body[have.end() :]
        if word.startswith(("without", "on", "undergoing", "receiving")):
            parts.populations.append(clean(f"{word} {phrase}"))
        else:
            _fill_condition(phrase, "people", parts)
    elif body:
        parts.populations.append(clean(body))


def _fill_condition(body: str, group: str, parts: _Parts) -> None:
    body = re.split(r"\b(?:in conjunction with|in combination with|in addition to|as (?!well)|under |pursuant to |in accordance with |based on|via |by means of|taking into account|compared (?:with|to)|at least |for at least|using )", body)[0]
    tail = re.search(r",?\s+\b(?:with or without)\b.*$", body)
    if tail:
        body = body[: tail.start()]
    people = re.match(rf"(?:the\s+)?{PEOPLE}\b\s*(?P<rest>.*)$", body, re.IGNORECASE)
    if people:
        _fill_people(f"for {body[: people.start('rest')].strip()}", people.group("rest"), parts)
        return
    described = re.match(r"(?P<adjective>[\w -]+?)\s+(?:patients?|adults?|people|persons|individuals|women|men|children)\b\s*(?P<rest>.*)$", body, re.IGNORECASE)
    if described:
        parts.people.append((clean(described.group("adjective")),))
        _fill_people("for patients", described.group("rest"), parts)
        return
    phrase = clean(body)
    if not phrase or is_generic(phrase) and group not in {"people"} or _DURATION.fullmatch(phrase):
        return
    joined = re.split(r"\s+and\s+symptoms\s+(?:consistent with|suggestive of)\s+", phrase, maxsplit=1)
    if len(joined) == 2:
        for part in joined:
            _fill_condition(part, "people", parts)
        return
    kept = parts.aims if group in {"aim", "for", "toverb"} else parts.people
    body = re.sub(r"^(?:pain|symptoms)\s+(?:associated|related)\s+(?:with|to)\s+", "", phrase, flags=re.IGNORECASE)
    pieces = [re.sub(r"^symptoms (?:consistent with|suggestive of|of)\s+", "", piece) for piece in split_list(body)]
    kept.append(tuple(dict.fromkeys([*pieces, body])) if len(pieces) > 1 else (body,))


_DURATION = re.compile(r"(?:(?:short|long|brief|intermediate)[- ]*(?:term)?|initial|continued|chronic|routine|home|daily|intermittent|(?:sole )?purpose of .*)\s*(?:use|therapy|treatment|duration|period|basis)?", re.IGNORECASE)


def _qualifier(text: str) -> str:
    match = QUALIFIERS.search(text)
    return match.group(1).lower() if match else ""


def mentions_generic_only(phrase: str) -> bool:
    """Whether nothing in the phrase tells which intervention is meant ("this treatment")."""
    return all(word.lower() in GENERIC_WORDS or len(word) < 3 for word in words(phrase))
