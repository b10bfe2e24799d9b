"""Holds a wanted phrase ("no contraindication to MRI") against what the case states and denies."""

import re
from dataclasses import replace

from app.fact_models import QUESTION, Fact, FactKind, Reading
from app.findings_base import MET, NOT_MET, OPEN, UNKNOWN, Desk, Settled, joined, turned
from app.measures import norm, norm_set
from app.phrase_words import Phrase, phrase_of
from app.scope_cues import Scope
from ingest.lexis import words
from ingest.statements.models import Join
from ingest.statements.phrases import split_list

NEG_LEAD = re.compile(
    r"^\W*(?:(?:if|when|that)\s+)?(?:(?:the |an? |other )?(?:patient|member|individual|person|"
    r"there|beneficiary)\s+)?(?:(?:is|are|was|has|have|had|does|do|must|should|will|may|"
    r"can)\s+)*"
    r"(?:no|not|none|never|without|absence of|absent|free (?:of|from)|lack of|den(?:y|ies)|"
    r"negative for|neither|cannot|currently not|non)\b"
    r"(?:[\s-]+(?:have|has|had|be|been|being|a|an|any|evidence of|known|documented|history of|"
    r"signs of|presence of|diagnosis of|prior|other|currently|clinically significant))*[\s-]*",
    re.IGNORECASE,
)
# "The pain is not associated with pregnancy": what is denied stands behind the verb.
NEG_MID = re.compile(
    r"\b(?:(?:is|are|was|were|does|do|did|has|have|had|can|could|must|should|will|"
    r"may)(?:\s+not|n['’]t|\s+never)|cannot|(?:has|have|had|with) no)\b"
    r"(?:\s+(?:been|be|have|had|any|an?|evidence of|known|history of))*\s+",
    re.IGNORECASE,
)
_NON = re.compile(r"\bnon-?(?=[a-z]{4})", re.IGNORECASE)
_NEG_TAIL = re.compile(
    r"\s*\b(?:(?:has|have|had) (?:also )?been (?:ruled out|excluded)|(?:is|are|was|were) "
    r"(?:absent|ruled out|excluded|not present|negative)|ruled out|(?:been )?excluded)\W*$",
    re.IGNORECASE,
)
_EXAMPLES = re.compile(
    r",?\s*\(?\s*\b(?:such as|e\.g\.?|for example|including but not limited to|including|"
    r"i\.e\.?)\s*,?\s*(?P<list>[^()]*)\)?",
    re.IGNORECASE,
)
_VERB = re.compile(r"\w\s+(?:is|are|was|were|has|have|had|can|will)\b", re.IGNORECASE)
_NUMBERED = re.compile(
    r"\b(?P<kind>type|"
    r"grade|class|stage|group)s?\s+(?P<list>(?:\w{1,3},\s*)*\w{1,3},?\s+or\s+\w{1,3})\b",
    re.IGNORECASE,
)
_BRACKETS = re.compile(r"\((?P<inner>[^()]*)\)")
_SPECIALIST = re.compile(
    r"\b(?:prescribed|ordered|recommended|requested|evaluated|managed|initiated|supervised|"
    r"performed|assessed|reviewed|consult\w*|overseen|treated|seen|"
    r"diagnosed)\b[^.;]{0,60}?\b(?:by|with),?\s+(?:an?\s+|the\s+)?(?P<who>(?:(?!\b(?:who|that|"
    r"within|for|and has)\b)[^.;])+)",
    re.IGNORECASE,
)
_PROFESSION = re.compile(
    r"(?:ologist|iatrist|surgeon|specialist|physician|therapist|clinic|center|centre|team|"
    r"oncology|allergist|practitioner|dietitian|psychologist|provider)s?\b",
    re.IGNORECASE,
)
_AT_HOME = re.compile(
    r"\b(?:at|in)\s+(?:the\s+|her\s+|his\s+|their\s+|(?:patient|member)['’]?s?\s+)?home\b|"
    r"(?<!nursing )\bhome[- ](?:infusions?|use|administration|setting|therapy|treatment|"
    r"based)\b",
    re.IGNORECASE,
)
_NOT_AT_HOME = re.compile(
    r"\b(?:at|in)\s+(?:a |an |the )?(?:hospital|infusion (?:center|centre|suite)|(?:outpatient "
    r")?clinic|office|emergency)\b|\b(?:inpatient|outpatient hospital)\b",
    re.IGNORECASE,
)
_SETTING_WORDS = norm_set(
    "administered administration furnished furnish provided provide used use delivered given "
    "infused infusion infusions treatment therapy drug product medication setting own "
    "patient's"
)
_RANGE_OF_SEVERITY = re.compile(
    r"\b(mild|moderate)\s*(?:-?\s*to\s*-?|\s*or\s+)\s*(?=(?:moderate|severe)\b)", re.IGNORECASE
)


def settle_phrase(text: str, desk: Desk) -> Settled | None:
    """The finding of a phrase.

    None where it names nothing of its own ("the patient has documented").
    """
    bare = _RANGE_OF_SEVERITY.sub(r"\1 to ", text.strip(" ,.;:"))
    tail = _NEG_TAIL.search(bare)
    lead = NEG_LEAD.match(bare)
    if tail and tail.start() > 0:
        return _negated(bare[: tail.start()], desk)
    if lead and lead.end() < len(bare):
        return _negated(bare[lead.end() :], desk)
    middle = NEG_MID.search(bare)
    if middle and middle.end() < len(bare):
        return _negated(bare[middle.end() :], desk)
    return _positive(bare, desk)


def _negated(text: str, desk: Desk) -> Settled | None:
    found = _positive(text, desk)
    return turned(found) if found else None


def _positive(text: str, desk: Desk) -> Settled | None:
    """Any member of "A, B or C"; every member of "A and B"; a phrase or one of its examples."""
    examples = [piece for m in _EXAMPLES.finditer(text) for piece in split_list(m.group("list"))]
    bare = _EXAMPLES.sub(" ", text)
    for match in _BRACKETS.finditer(bare):
        examples.extend(split_list(match.group("inner")))
    bare = re.sub(r"\s+", " ", _BRACKETS.sub(" ", bare)).strip(" ,.;:")
    head = _coordinated(bare, desk)
    shown = [found for piece in examples if piece and (found := _one(piece, desk))]
    if not shown:
        return head
    met = joined(Join.ANY_OF, [*([head] if head else []), *shown])
    return met if met.state is MET else head or OPEN


def _coordinated(text: str, desk: Desk) -> Settled | None:
    """The finding of "A or B" and of "A and B".

    Where both stand, the comma tells which binds looser, else both readings must agree.
    """
    either = re.search(r"(,?)\s+(?:and/or|or)\b", text, re.IGNORECASE)
    both = re.search(r"(,?)\s+and\s", text, re.IGNORECASE)
    if (either or both) and _shares_verb(text):
        return OPEN
    if numbered := _NUMBERED.search(text):
        kinds = re.findall(r"\w+", re.sub(r"\bor\b", " ", numbered.group("list")))
        front, back = text[: numbered.start()], text[numbered.end() :]
        pieces = [f"{front}{numbered.group('kind')} {kind}{back}" for kind in kinds]
        return joined(Join.ANY_OF, [_one(piece, desk) or OPEN for piece in pieces])
    if either and both:
        loose = _split(text, r",?\s+and\s+", Join.ALL_OF, desk)
        tight = _split(text, r",?\s+(?:and/or|or)\s+", Join.ANY_OF, desk)
        if both.group(1) != either.group(1):
            return loose if both.group(1) else tight
        return loose if loose and tight and loose.state is tight.state else OPEN
    if not either and not both:
        return _one(text, desk)
    parts = [found for piece in split_list(text) if (found := _one(piece, desk))]
    return joined(Join.ANY_OF if either else Join.ALL_OF, parts) if parts else None


def _shares_verb(text: str) -> bool:
    """True for "limb or life is threatened": the members are nothing without their verb."""
    *_, last = re.split(r",\s+|\s+(?:and/or|or|and)\s+", text, flags=re.IGNORECASE)
    front = text[: -len(last)] if last else text
    return _VERB.search(last) is not None and _VERB.search(front) is None


def _split(text: str, pattern: str, join: Join, desk: Desk) -> Settled | None:
    pieces = re.split(pattern, text, flags=re.IGNORECASE)
    parts = [found for piece in pieces if (found := _coordinated(piece, desk))]
    return joined(join, parts) if parts else None


def _one(text: str, desk: Desk) -> Settled | None:
    """The finding of a single phrase."""
    setting = _setting(text, desk)
    if setting:
        return setting
    phrase = _own_words(desk.index.phrase(text), desk)
    if not phrase:
        return None
    state, facts = desk.index.find(phrase, asked=desk.interventions, window_days=desk.window_days)
    if state is UNKNOWN and not facts:
        return _asked_condition(phrase, desk)
    return Settled(state, facts)


def _own_words(phrase: Phrase, desk: Desk) -> Phrase:
    """The phrase without the asked intervention, which a case does not state by asking for it."""
    kept = tuple(
        atom
        for atom in phrase.atoms
        if not (atom.concepts & desk.interventions and atom.concepts)
        and not (not atom.concepts and atom.word in desk.intervention_words)
    )
    if not kept or len(kept) == len(phrase.atoms):
        return phrase
    return replace(phrase, atoms=kept)


def _asked_condition(phrase: Phrase, desk: Desk) -> Settled:
    """A criterion that asks for the diagnosis that the question is about."""
    if phrase.severities or phrase.family:
        return OPEN
    for printed, asked in desk.conditions:
        covered = all(
            any(
                (
                    a.concepts
                    and b.concepts
                    and b.broader & a.concepts & (b.broader | a.concepts)
                    and _is_member(b.concepts, a.concepts)
                )
                or a.parts <= b.parts
                for b in asked.atoms
            )
            for a in phrase.atoms
        )
        if covered and asked.atoms and (fact := named_in_question(printed, desk)):
            return Settled(MET, (fact,))
    return OPEN


def _is_member(member: frozenset[str], of: frozenset[str]) -> bool:
    """A concept with its members lies in another one with its members."""
    return member <= of


def named_in_question(printed: str, desk: Desk) -> Fact | None:
    """Where the question names the asked condition.

    None where it is only suspected, denied or somebody else's.
    """
    for reading in desk.facts.readings:
        if reading.source != QUESTION:
            continue
        match = re.search(rf"(?<!\w){re.escape(printed)}(?!\w)", reading.text, re.IGNORECASE)
        if match and not _doubted(reading, *match.span()):
            return reading.fact(FactKind.FINDING, *match.span(), name=printed)
    return None


def _doubted(reading: Reading, start: int, end: int) -> bool:
    return bool(
        reading.scope_at(start, end)
        & (Scope.POSSIBLE | Scope.DENIED | Scope.FAMILY | Scope.UNCLEAR | Scope.RESOLVED)
    )


def _setting(text: str, desk: Desk) -> Settled | None:
    """The finding of a place of treatment ("administered in the home" against "home infusion")."""
    if not _AT_HOME.search(text):
        return None
    left = (
        {norm(w) for w in words(_AT_HOME.sub(" ", text))} - _SETTING_WORDS - desk.intervention_words
    )
    if any(
        atom
        for atom in phrase_of(" ".join(left), desk.terms).atoms
        if not atom.concepts & desk.interventions
    ):
        return None
    for reading in desk.facts.readings:
        for state, pattern in ((MET, _AT_HOME), (NOT_MET, _NOT_AT_HOME)):
            match = pattern.search(reading.text)
            if match and not reading.scope_at(*match.span()) & (Scope.DENIED | Scope.FAMILY):
                return Settled(
                    state, (reading.fact(FactKind.FINDING, *match.span(), name="setting"),)
                )
    return OPEN


def settle_specialist(text: str, desk: Desk) -> tuple[int, int, Settled] | None:
    """The finding of "prescribed by or in consultation with a neurologist".

    Returns:
        Start, end and finding of the words; None where no profession is asked for.
    """
    match = _SPECIALIST.search(text)
    if match is None or not _PROFESSION.search(match.group("who")):
        return None
    who = re.sub(r"^.*\b(?:with|by),?\s+(?:an?\s+)?", "", match.group("who"), flags=re.IGNORECASE)
    named = re.sub(
        r"\(\s*(?:including|such as|e\.g\.?,?|for example,?)?\s*(?:an?\s+)?|\)", ", ", who
    )
    phrases = [desk.index.phrase(piece) for piece in split_list(named)]
    parts = [Settled(*desk.index.find(phrase)) for phrase in phrases if phrase]
    found = joined(Join.ANY_OF, parts)
    return *match.span(), found if found.state is MET else OPEN
