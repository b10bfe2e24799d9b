"""Parts of a criterion that are for one condition, or for one drug, of several.

A list of alternatives headed by diagnoses ("Asthma. Approve if ..."), and limits told drug by drug
("X: 10 years or older. Y: 8 years or older").
"""

import re

from app.fact_models import Fact
from app.findings_base import Desk
from app.findings_phrases import named_in_question
from app.findings_running import running
from app.measures import norm
from app.phrase_words import Phrase
from ingest.lexis import STOP_WORDS, words
from ingest.statements.models import Criterion, Join

_TITLE = re.compile(r"^\W*(?:[A-Z0-9]{1,2}[.)]\s+)?(?P<title>[^.:;\n]{3,80})[.:]\s+\S")
_FOR_PHASE = re.compile(
    r"^\W*(?:[A-Z0-9]{1,2}[.)]\s+)?for\s+(?P<title>(?:initial|new starts?|continu\w+|renewals?|"
    r"re-?authori[sz]ation)\b[^.:;,\n]{0,50})[,:]",
    re.IGNORECASE,
)
_LABEL = re.compile(r"(?:^|(?<=[.;]\s))(?P<name>[A-Z][\w-]*(?:\s+[\w-]+){0,3}):\s+")
_START = re.compile(r"^\W*(?:initial\b|new starts?\b|start of\b)", re.IGNORECASE)
_GOING_ON = re.compile(
    r"\bcurrently (?:receiving|taking|on)\b|^\W*(?:continu\w+|renewals?|re-?authori[sz]ation)\b",
    re.IGNORECASE,
)
_LEAD_END = re.compile(
    r"[,:(]|\b(?:when|if|provided|with|who|in (?:an? |the )?(?:individuals?|patients?|members?))\b",
    re.IGNORECASE,
)
_FEW = 2


def title_concepts(criterion: Criterion, desk: Desk) -> frozenset[str]:
    """The conditions that head a criterion, with their members; none where its title says more."""
    match = _TITLE.match(criterion.text) if criterion.children else None
    if match is None:
        return frozenset()
    title = match.group("title")
    named = [m for m in desk.terms.spot(title) if m.kind == "condition"]
    rest = title
    for mention in reversed(named):
        rest = f"{rest[: mention.start]} {rest[mention.end :]}"
    if not named or any(w.lower() not in STOP_WORDS for w in words(rest)):
        return frozenset()
    ids = {m.concept_id for m in named}
    return frozenset(ids | {d for concept in ids for d in desk.terms.descendants(concept)})


def for_others(criterion: Criterion, desk: Desk) -> dict[int, tuple[Fact, ...]]:
    """Which of several alternatives are headed by another condition than the asked one.

    Each with the facts that tell so; what is for a running treatment goes where none is said to
    run, and what is for the start where one is. None where the alternatives are not told by
    condition, or where it is not known which condition is asked about.
    """
    if criterion.join is Join.ALL_OF:  # "For initial therapy, ...; for continuation, ..."
        return _of_other_phase(criterion, desk, _FOR_PHASE) | _of_other_forms(criterion, desk)
    if criterion.join is not Join.ANY_OF:
        return {}
    by_phase = _of_other_phase(criterion, desk)
    if by_phase:
        return by_phase
    heads = [title_concepts(child, desk) for child in criterion.children]
    asked = [
        (phrase, fact)
        for printed, phrase in desk.conditions
        if any(atom.concepts for atom in phrase.atoms)
        and (fact := named_in_question(printed, desk))
    ]
    if sum(map(bool, heads)) < _FEW or not asked:
        return _of_other_indications(criterion, desk, asked)
    return {
        index: (asked[0][1],)
        for index, head in enumerate(heads)
        if head
        and not any(
            head & (atom.concepts | atom.broader) for phrase, _ in asked for atom in phrase.atoms
        )
    }


_FOR_FORM = re.compile(
    r"^\W*(?:in|for)\s+(?P<title>(?:[\w-]+\s+){1,3}[\w-]+),\s+(?=\w)", re.IGNORECASE
)


def _of_other_forms(criterion: Criterion, desk: Desk) -> dict[int, tuple[Fact, ...]]:
    """Which of several criteria are for another form of the asked condition.

    "For venous ulcers, compression has been applied" asks nothing of who has a diabetic foot
    ulcer, as long as the case says nothing of veins.
    """
    told = {norm(w) for r in desk.facts.readings for w in words(r.text)}
    found: dict[int, tuple[Fact, ...]] = {}
    for index, child in enumerate(criterion.children):
        match = _FOR_FORM.match(next(iter(child.leaves())).text)
        title = [norm(w) for w in words(match.group("title"))] if match else []
        for printed, phrase in desk.conditions:
            own = {part for atom in phrase.atoms for part in atom.parts}
            fact = named_in_question(printed, desk) if title and title[-1] in own else None
            if fact and len(own) > 1 and not set(title[:-1]) & (told | own):
                found[index] = (fact,)
    return found


def _of_other_indications(
    criterion: Criterion, desk: Desk, asked: list[tuple[Phrase, Fact]]
) -> dict[int, tuple[Fact, ...]]:
    """Lists of their own for things of which the case says nothing, beside one for what is asked.

    "Nonunion of a long bone, when all are met: ...; as an adjunct to spinal fusion in ...": whose
    nonunion fails the first list is not asked whether he is to have a fusion.
    """
    named = [_named_in_lead(child, desk) for child in criterion.children]
    wanted = {c for phrase, _ in asked for atom in phrase.atoms for c in atom.concepts}
    own = {i for i, head in enumerate(named) if head & wanted}
    if not own or not all(named):
        return {}
    told = {m.concept_id for r in desk.facts.readings for m in desk.terms.spot(r.text)}
    told |= {above for concept in told for above in desk.terms.ancestors(concept)}
    return {i: (asked[0][1],) for i, head in enumerate(named) if i not in own and not head & told}


def _named_in_lead(criterion: Criterion, desk: Desk) -> frozenset[str]:
    """What the lead of a list names, with its classes' members."""
    if not criterion.children:
        return frozenset()
    lead = _LEAD_END.split(criterion.text)[0]
    ids = {m.concept_id for m in desk.terms.spot(lead)}
    return frozenset(ids | {d for concept in ids for d in desk.terms.descendants(concept)})


def _of_other_phase(
    criterion: Criterion, desk: Desk, head: re.Pattern[str] = _TITLE
) -> dict[int, tuple[Fact, ...]]:
    """Which parts are for the start, or for going on, where the other is the case."""
    fronts = [child.text or next(child.leaves(), child).text for child in criterion.children]
    heads = [head.match(front) for front in fronts]
    going_on = {i for i, m in enumerate(heads) if m and _GOING_ON.search(m.group("title"))}
    start = {i for i, m in enumerate(heads) if m and _START.search(m.group("title"))} - going_on
    if not (going_on and start):
        return {}
    fact = running(desk)
    return dict.fromkeys(start, (fact,)) if fact else dict.fromkeys(going_on, ())


def of_asked_drug(text: str, desk: Desk) -> str:
    """What a criterion asks for the asked drug, where it tells several apart by their names.

    "" where it cannot be told which part is for which.
    """
    labels = list(_LABEL.finditer(text))
    named = [
        (m, {x.concept_id for x in desk.terms.spot(m.group("name")) if x.kind == "intervention"})
        for m in labels
    ]
    if len(labels) < _FEW or not any(concepts for _, concepts in named):
        return text
    if not all(concepts for _, concepts in named):
        return ""  # what a label means that names no known drug cannot be told
    ends = [*(m.start() for m, _ in named[1:]), len(text)]
    own = [
        text[m.end() : end].strip()
        for (m, concepts), end in zip(named, ends, strict=True)
        if concepts & desk.interventions
        or {norm(w) for w in words(m.group("name"))} <= desk.intervention_words
    ]
    return own[0] if len(own) == 1 else text
