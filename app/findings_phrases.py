"""Holds a wanted phrase ("no contraindication to MRI") against what the case states and denies."""

import re
from dataclasses import replace

from app.bare_tests import told_result
from app.comorbidities import settle_comorbidity
from app.exclusive_kinds import settle_kind
from app.fact_models import QUESTION, Fact, FactKind, Reading
from app.family_planning import settle_wish
from app.findings_base import MET, NOT_MET, OPEN, UNKNOWN, Desk, Settled, joined
from app.findings_effect import settle_effect
from app.findings_examinations import settle_examination
from app.findings_settings import settle_setting, settle_study
from app.findings_shown import settle_shown
from app.first_events import settle_first_event
from app.gene_results import settle_gene
from app.general_denials import denied_in_general
from app.label_dosing import settle_label_dosing
from app.leaf_exceptions import OTHER_THAN, settle_excepted
from app.measures import norm, norm_set
from app.organ_function import settle_function
from app.phrase_alternatives import Coordination, Member, readings, without_examples
from app.phrase_places import Asked
from app.phrase_times import without_reasons
from app.phrase_words import EMPTY, OPTIONAL, STATUS_ONLY, Phrase
from app.readiness import settle_readiness
from app.scale_states import stated_by_scale
from app.scope import tokens_of
from app.scope_cues import Scope
from app.short_names import had_by_short_name
from app.word_families import FRAMES
from ingest.lexis import STOP_WORDS, words
from ingest.statements.models import Join

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
_NOT_RELATED = re.compile(
    r"^\W*(?:the\s+)?[\w-]+(?:\s+[\w-]+){0,3}?\s+(?:is|are) not (?:related to|due to|caused by|"
    r"associated with|attributable to|secondary to|(?:better |fully )?(?:explained|accounted for) "
    r"by|a result of|the result of)\s+(?:an?\s+|another\s+|any\s+)?(?P<what>.+)$",
    re.IGNORECASE,
)
_SORT_OF_DISEASE = re.compile(
    r"^\W*(?:the\s+)?(?P<sort>(?!(?:in|hyper)?active\b|(?:un)?treated\b|(?:un)?controlled\b|"
    r"underlying\b|pre-?existing\b|suspected\b)[\w-]+(?:ic|able|ed|ive|al|ant|ory|ing))\s+"
    r"(?:disease|tumou?rs?|cancer|malignancy|illness)\W*$",
    re.IGNORECASE,
)
_SYMPTOMS_IN = re.compile(
    r"\b(?:symptoms?|signs|severity|frequency|episodes?|attacks?)(?P<link>\s+(?:of|from|due to|"
    r"related to|associated with)\s+)(?:the\s+)?(?P<of>[\w -]+?)(?=\s*(?:$|[,.;]|\b(?:is|are|"
    r"was|were|has|have|on|by|after|at|since|that|and|or|with|in)\b))",
    re.IGNORECASE,
)
_SYMPTOMS_OF = re.compile(r"^\W*(?:the\s+)?(?:symptoms?|complaints?)\s+of\s+", re.IGNORECASE)
# "it is performed as the first stage", "used for short-term therapy": of the asked treatment.
_USE = re.compile(
    r"^\W*(?:(?:when|if|that)\s+)?(?P<who>(?:[\w-]+\s+){0,6}?)"
    r"(?:(?:is|are|was|will be|to be|must be|should be|being|has been)\s+)?(?:only\s+)?"
    r"(?:used|requested|performed|administered|given|furnished|prescribed|provided|ordered|"
    r"intended|delivered|done)\b",
    re.IGNORECASE,
)
_SUBJECT = re.compile(
    r"^\W*(?:that\s+)?(?:the|this|his|her|their)\s+(?P<who>(?:[\w-]+\s+){1,4}?)"
    r"(?=(?:is|are|was|were|has|have|had|does|do|did|cannot|can|could|prevents?|interferes?|"
    r"causes?|remains?|persists?|limits?|in that)\b)",
    re.IGNORECASE,
)
_IS_TREATED = re.compile(
    r"\b(?:is|are|was|were|has been|have been|being)\s+(?:\w+ly\s+)?(?:treated|controlled|managed|"
    r"corrected|addressed|optimi[sz]ed|excluded|ruled out)\W*$",
    re.IGNORECASE,
)
_UNABLE = re.compile(
    r"\b(?:unable|inability|cannot|can ?not|can['’]t|could not|not able|prevents?|prevented|"
    r"precludes?|precluded)\b",
    re.IGNORECASE,
)
_NEGATIVE_RESULT = re.compile(r"\b(?:negative|normal|absent)(?:,[^,]+)*,?\s*$", re.I)
_OWN_PREFIX = re.compile(r"\bnon-(\w)", re.I)  # "non-function" denies nothing beside it
_DISEASE_WORDS = norm_set("disease condition disorder symptoms illness diagnosis")
_TREATMENTS = "it drug medication product procedure device test testing treatment therapy service"
_TREATMENT_WORDS = norm_set(f"{_TREATMENTS} item equipment request dose agent")
_RANGE_OF_SEVERITY = re.compile(
    r"\b(mild|moderate)\s*(?:-?\s*to\s*-?|\s*or\s+)\s*(?=(?:moderate|severe)\b)", re.I
)


def settle_phrase(text: str, desk: Desk) -> Settled | None:
    """The finding of a phrase; None where it names nothing of its own ("has documented")."""
    if OTHER_THAN.search(text):
        return settle_excepted(text, desk, settle_phrase)
    if result := (
        settle_examination(text, desk)
        or settle_gene(text, desk)
        or settle_kind(text, desk)
        or settle_wish(text, desk)
        or settle_readiness(text, desk)
        or settle_comorbidity(text, desk)
        or settle_function(text, desk)
        or settle_first_event(text, desk)
        or settle_label_dosing(text, desk)
        or settle_shown(text, desk, settle_phrase)
    ):
        return result
    text = without_reasons(text.strip(" ,.;:"))
    bare, examples = without_examples(_RANGE_OF_SEVERITY.sub(r"\1 to ", text))
    head = _read(bare, desk)
    if (head is None or head.state is UNKNOWN) and (link := _NOT_RELATED.match(bare)):
        without = _read(f"no {link.group('what')}", desk)
        head = without if without and without.state is MET else head
    if not examples:
        return head
    denied = _denies(bare, len(bare))
    shown = [
        found
        for piece in examples
        if _tells(piece)
        and (found := _read(f"no {piece}" if denied and not _denies(piece, 9) else piece, desk))
    ]
    wanted = NOT_MET if denied else MET
    return next((found for found in shown if found.state is wanted), head or OPEN)


def _tells(example: str) -> bool:
    """Whether an example names more than "signs" and "history"."""
    told = {norm(w) for w in words(example) if w.lower() not in STOP_WORDS}
    return not told <= OPTIONAL | EMPTY | FRAMES


def _denies(text: str, end: int) -> bool:
    """Whether a text denies something before an offset."""
    tokens = tokens_of(_OWN_PREFIX.sub(r"\1", text), is_question=False)
    return any(t.cue & Scope.DENIED or t.scope & Scope.DENIED for t in tokens if t.start < end)


def _read(text: str, desk: Desk) -> Settled | None:
    """The finding of a phrase with its "or" and "and"; of two readings both must agree."""
    told = readings(text, desk.terms)
    whole = None if told and _denies(text, len(text)) else told_result(_one(text, desk), text, desk)
    if not told or (whole and whole.state is MET):
        return whole
    found = [_joined(text, reading, desk) for reading in told]
    if not (kept := [part for part in found if part]):
        return None
    return kept[0] if len({part.state for part in kept}) == 1 == len(kept) / len(found) else OPEN


def _joined(text: str, reading: Coordination, desk: Desk) -> Settled | None:
    first = text.find(" or ") if reading.join is Join.ANY_OF else text.find(" and ")
    # "no fever or chills" denies both
    behind = _NEGATIVE_RESULT.search(text, 0, max(first, 0))  # "was negative or inconclusive"
    join = Join.ALL_OF if not behind and _denies(text, max(first, 0)) else reading.join
    parts = [found for member in reading.members if (found := _member(member, desk))]
    return joined(join, parts) if parts else None


def _member(member: Member, desk: Desk) -> Settled | None:
    """The finding of one member: met as it says at most, contrary as it says at least."""
    strict = _read(member.strict, desk)
    if member.strict == member.loose or (strict and strict.state is MET):
        return strict
    loose = _read(member.loose, desk)
    return loose if loose and loose.state is NOT_MET else OPEN


def _one(text: str, desk: Desk) -> Settled | None:
    """The finding of a single phrase."""
    setting = settle_setting(text, desk) or settle_study(text, desk)
    if setting:
        return setting
    if (of_it := _SYMPTOMS_IN.search(text)) and _is_asked(of_it.group("of"), desk):
        text = f"{text[: of_it.start('link')]} {text[of_it.end() :]}"
    text = _SYMPTOMS_OF.sub("", text)
    if desk.conditions and (disease := _SORT_OF_DISEASE.match(text)):
        text = disease.group("sort")  # "metastatic disease", where a cancer is asked about
    phrase = without_own_words(desk.index.phrase(_without_subject(text, desk)), desk)
    if not phrase:
        return None
    if _IS_TREATED.search(text) and not _denies(text, len(text)):
        state, facts = desk.index.find(phrase)
        if state is NOT_MET:
            return OPEN  # who does not have it needs no treatment of it
    of_use = _is_of_use(text, desk)
    unable = _UNABLE.search(text) is not None
    own = desk.intervention_words
    asked = Asked(desk.interventions, of_use, desk.window_days, desk.condition_words, own, unable)
    state, facts = desk.index.find(phrase, asked)
    if state is UNKNOWN and not facts and not any(a.denied for a in phrase.atoms):
        told = (
            settle_effect(text, desk)
            or stated_by_scale(text, desk)
            or had_by_short_name(text, desk)
            or denied_in_general(phrase, desk)
        )
        return told or _asked_condition(phrase, desk)
    return Settled(state, facts)


def _is_asked(name: str, desk: Desk) -> bool:
    """Whether words name an asked condition, or its class."""
    named = desk.index.phrase(name)
    return bool(named) and any(
        all(
            any(a.concepts & b.broader if a.concepts else a.parts <= b.parts for b in asked.atoms)
            for a in named.atoms
        )
        for _, asked in desk.conditions
    )


def _is_of_use(text: str, desk: Desk) -> bool:
    """Whether a phrase says how the asked treatment is to be used."""
    match = _USE.match(text)
    if match is None:
        return False
    subject = {norm(w) for w in words(match.group("who")) if w.lower() not in STOP_WORDS}
    return subject <= _TREATMENT_WORDS | desk.intervention_words or any(
        m.concept_id in desk.interventions for m in desk.terms.spot(match.group("who"))
    )


def _without_subject(text: str, desk: Desk) -> str:
    """A clause without the asked condition as its subject: "the psoriasis has not responded"."""
    match = _SUBJECT.match(text)
    if match is None:
        return text
    named = {norm(w) for w in words(match.group("who"))}
    return text[match.end("who") :] if named <= desk.condition_words | _DISEASE_WORDS else text


def without_own_words(phrase: Phrase, desk: Desk) -> Phrase:
    """The phrase without the asked intervention, which a case does not state by asking for it."""
    named = {part for atom in phrase.atoms for part in atom.parts}
    own = {word for name in desk.intervention_names if name <= named for word in name}
    kept = tuple(
        atom
        for atom in phrase.atoms
        if not (atom.concepts & desk.interventions if atom.concepts else atom.word in own)
    )
    tells = any(atom.concepts or atom.word not in STATUS_ONLY for atom in kept)
    plain = not (phrase.history or phrase.current or any(atom.denied for atom in phrase.atoms))
    return replace(phrase, atoms=kept) if tells or (plain and not kept) else phrase


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
                    and b.concepts <= a.concepts  # a member of it
                )
                or a.parts <= b.parts
                for b in asked.atoms
            )
            for a in phrase.atoms
        )
        if covered and asked.atoms and (fact := named_in_question(printed, desk)):
            return Settled(MET, (fact,))
    return OPEN


def named_in_question(printed: str, desk: Desk) -> Fact | None:
    """Where the question states the asked condition; None where it is doubted or another's."""
    for reading in desk.facts.readings:
        if reading.source != QUESTION:
            continue
        match = re.search(rf"(?<!\w){re.escape(printed)}(?!\w)", reading.text, re.IGNORECASE)
        if match and not _doubted(reading, *match.span()):
            return reading.fact(FactKind.FINDING, *match.span(), name=printed)
    return None


def _doubted(reading: Reading, start: int, end: int) -> bool:
    doubts = Scope.POSSIBLE | Scope.DENIED | Scope.FAMILY | Scope.UNCLEAR | Scope.RESOLVED
    return bool(reading.scope_at(start, end) & doubts)
