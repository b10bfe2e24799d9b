"""What the items under a lead-in are, and what a heading says of what stands under it."""

import re
from dataclasses import dataclass
from enum import StrEnum

from ingest.statements.begun import phase_of
from ingest.statements.measures import are_measures
from ingest.statements.models import Basis, Direction
from ingest.statements.slot_patterns import PEOPLE, without_reasons
from ingest.statements.subject import looks_like_condition, looks_like_intervention

_KINDS_OF_CONDITION = (
    r"(?:indications?|conditions?|diagnos[ei]s|diagnosis codes?|disorders?|diseases?|"
    r"uses|purposes|populations?|situations?|circumstances?|scenarios?)"
)
_KINDS_OF_INTERVENTION = (
    r"(?:services?|procedures?|interventions?|treatments?|therap(?:y|ies)|tests?|"
    r"drugs?|medications?|devices?|items?|techniques?|modalities|products?|agents?|"
    r"supplements?(?: or nutraceuticals)?|nutraceuticals|codes?|supplies|components?|"
    r"options?|approaches|methods?|strategies|measures|examinations?|assays?|panels?|"
    r"systems?|types?)"
)


class Role(StrEnum):
    """What list items are to their lead-in."""

    CONDITIONS = "conditions"
    INTERVENTIONS = "interventions"
    CRITERIA = "criteria"


@dataclass(frozen=True, slots=True)
class HeadingCue:
    """A direction that a heading gives to what stands under it."""

    direction: Direction
    basis: Basis
    phase: str = ""


_CRITERIA_LEAD = re.compile(
    r"\b(?:criteria|criterion|requires?|requirements?|(?:is|are|has been|have been) (?:all )?(?:"
    r"met|present|satisfied|true|documented|demonstrated|fulfilled|shown|observed|achieved|noted|"
    r"identified)|exists?|appl(?:y|ies)|when|if|(?<!\bbe )provided|who meet|have|has|meets?|"
    r"documentation of|evidence of|with)\b[^.]*$|"
    r"\b(?:all|each|any|one|both|either|none|two|three|at least \w+|one or more)(?: "
    r"or more)? of(?: the following)?\s*:?$",
    re.IGNORECASE,
)


_FOLLOWING_CONDITIONS = re.compile(
    rf"(?:\bfollowing|\b(?:with|for|in|ha(?:ve|s)) (?:any|one)(?: or more)? of these)"
    rf"(?: \w+){{0,3}}? {_KINDS_OF_CONDITION}\b"
    r"(?!\s*(?:\([^()]*\)\s*)?(?:is|are|has been|have been|must be)(?: all)? "
    r"(?:met|true|satisfied|present|fulfilled|documented))",
    re.IGNORECASE,
)
_STATE_OF_CONDITION = re.compile(r"\bconditions? (?:is|are|apply|must)", re.IGNORECASE)
_FOLLOWING_INTERVENTIONS = re.compile(
    rf"\bfollowing(?: [\w-]+){{0,3}}? {_KINDS_OF_INTERVENTION}\b", re.IGNORECASE
)
_FOLLOWING_ARE = re.compile(
    r"^\W*(?:the )?following\b|\b(?:the )?following\s+(?:(?:is|are|to be|as)\s+(?:\w+\s+){0,2}?)?"
    r"(?:considered|experimental|investigational|unproven|not? |medically|covered|non-?covered|"
    r"recommended|cosmetic|excluded|reconstructive|proven|reasonable|eligible)\b",
    re.IGNORECASE,
)
_FOR_THESE = re.compile(
    r"\bfor(?: (?:any|all|each|every|one|either)(?: one)? of)?(?: the following)?\s*:?\s*$",
    re.IGNORECASE,
)
_WITH_THESE = re.compile(
    r"\bwith(?: any(?: one)? of| one of| either of)?(?: the following)?\s*:?\s*$", re.IGNORECASE
)
# "The following procedures are covered: A and B, when all of the following criteria are met:": the
# last words tell what the items are
_WHEN_AT_LAST = re.compile(
    r"\b(?:when|if|where|(?<!\bbe )provided(?: that)?|who (?:meets?|satisf(?:y|ies)))"
    r"\s+(?:[\w-]+ ){0,5}?"
    r"(?:(?:all|any|each|both|either|one(?: or more)?|two|three|at least \w+)(?: of)? )?"
    r"(?:the )?following(?: (?:\w+ )?(?:criteria|conditions|requirements))?"
    r"(?: (?:are|is|have been)(?: all)? (?:met|present|satisfied|fulfilled|true|documented))?"
    r"\s*:\s*$",
    re.IGNORECASE,
)
_TAIL_CHARS = 160  # what items are is told at the end of a lead-in


def role_of(lead: str, *, has_condition: bool, has_intervention: bool, items: list[str]) -> Role:
    """Role of the items under a lead-in sentence.

    The sentence's last words tell, else which slot it leaves open.
    """
    lead = re.sub(r"(?<=\w)\s*\[[^\][]*\]\s*$", "", without_reasons(lead))
    lead = lead if lead.rstrip().endswith(":") else f"{lead.rstrip(' .')}:"
    role = _told_role(lead, has_condition=has_condition) or _open_role(
        has_condition=has_condition, has_intervention=has_intervention, items=items
    )
    if role is Role.INTERVENTIONS and are_people(items):
        role = Role.CONDITIONS
    rules = role is Role.CONDITIONS and (_are_rules(items) or are_measures(items))
    return Role.CRITERIA if rules else role


_WHO = re.compile(rf"^\W*(?:(?:[A-Z]|\d{{1,2}}|[ivx]{{1,4}})[.)]\s+)?{PEOPLE}\b", re.IGNORECASE)


def are_people(items: list[str]) -> bool:
    """Whether most items tell who is meant ("Patients with X"), and name no thing."""
    return sum(1 for item in items if _WHO.match(item)) * 2 > len(items)


_ITEM_FRONT = re.compile(r"^\W*(?:(?:[A-Z]|\d{1,2}|[ivx]{1,4})[.)]\s+)?", re.IGNORECASE)


def are_services(items: list[str]) -> bool:
    """Whether most of several items name a service by its form, and none of these a diagnosis."""
    fronts = [re.split(r"\s+when\b", _ITEM_FRONT.sub("", item))[0] for item in items]
    named = [f for f in fronts if looks_like_intervention(f) and not looks_like_condition(f)]
    return len(named) > 1 and len(named) * 2 > len(items)


_RULE = re.compile(
    r"\b(?:may|must|shall|will|should|cannot)\b|\bis (?:defined|required|limited)\b", re.IGNORECASE
)


def _are_rules(items: list[str]) -> bool:
    """Whether most items say what may or must be, and are no conditions by name."""
    return sum(1 for item in items if _RULE.search(item)) * 2 > len(items)


# "members who have experienced one or more of the following:" names what they have had
_HAVE_HAD = re.compile(
    r"\bwho (?:have|has|had) (?:experienced|had|suffered|a (?:history|diagnosis) of)?\s*"
    r"(?:any |one )(?:(?:or more )?of )?(?:the following)?\s*:?\s*$",
    re.IGNORECASE,
)


# Sentences that end in their verb: "the panel recommends", "we recommend against the following"
_UNFINISHED = re.compile(
    r"\b(?:recommend(?:s|ed)?|suggest(?:s|ed)?|advis(?:es?|ed)|offer|consider|use|prescribe|avoid|"
    r"propose)"
    r"(?: strongly| conditionally)?(?: for| against| not| that)*(?: (?:the )?(?:clinicians?|"
    r"providers?|physicians?|practitioners?)(?: should)?)?(?: (?:(?:one or more|any) of )?the "
    r"following(?: (?!(?:is|are|criteria|conditions?|indications?)\b)[\w-]+){0,6})?\s*:\s*$|"
    r"\b(?:treat|treating|using|offering|giving|adding|managing)\b[^.:]*\b(?:one or more|any|one|"
    r"either) of the following(?:,[^:]*)?:\s*$",
    re.IGNORECASE,
)


def _told_role(lead: str, *, has_condition: bool) -> Role | None:
    tail = lead[-_TAIL_CHARS:]
    if _UNFINISHED.search(tail):
        return Role.INTERVENTIONS
    if not has_condition and _HAVE_HAD.search(tail):
        return Role.CONDITIONS
    if _FOLLOWING_CONDITIONS.search(tail) and not _STATE_OF_CONDITION.search(tail):
        return Role.CONDITIONS
    named = _FOLLOWING_INTERVENTIONS.search(tail) or _FOLLOWING_ARE.search(lead)
    if named or _WHEN_AT_LAST.search(tail):
        return Role.CRITERIA if _WHEN_AT_LAST.search(tail) else Role.INTERVENTIONS
    if _CRITERIA_LEAD.search(tail) and not _FOR_THESE.search(tail):
        named_by_items = not has_condition and _WITH_THESE.search(tail)
        return Role.CONDITIONS if named_by_items else Role.CRITERIA
    return None


def _open_role(*, has_condition: bool, has_intervention: bool, items: list[str]) -> Role:
    if not has_intervention:
        return Role.INTERVENTIONS
    if has_condition and look_like_criteria(items):
        return Role.CRITERIA
    return Role.CONDITIONS


_CRITERION_WORDS = re.compile(
    r"\b(?:is|are|has|have|had|was|were|must|meets?|documented|documentation|failure|"
    r"failed|trial|inadequate|intolerance|contraindication|at least|less than|greater "
    r"than|more than|years|age|aged|months?|weeks?|score|confirmed|diagnosis of|"
    r"history of|absence|presence|no |not |evidence of|prescribed|dose|level|within|"
    r"does|will|≥|≤|>|<)\b|[≥≤<>]",
    re.IGNORECASE,
)


def look_like_criteria(items: list[str]) -> bool:
    """Whether most items read as criteria (a verb, a number, "diagnosis of".

    "failure of") and not as names.
    """
    return sum(1 for item in items if _CRITERION_WORDS.search(item)) * 2 > len(items)


_NEUTRAL = re.compile(
    r"limitations,? (?:and|and/or|or) |indications,? (?:and|and/or)? ?limitations|"
    r"\bdocumentation\b|\bdiscontinu|and/or medical necessity|\bprior auth\w+\W+medical necessity$|"
    r"(?:^|\b)(?:what|(?<!for )which|how|not addressed|leaves out)\b",
    re.IGNORECASE,
)
_AGAINST = re.compile(
    r"\bnot (?:considered )?(?:medically necessary|covered|reasonable and necessary|"
    r"proven|recommended|supported|indicated|approved|authori[sz]ed|payable|funded|commissioned)|"
    r"non-?\s?covered|investigational|experimental|unproven|not support(?:ed|ing)?|excluded|"
    r"^(?:(?:absolute|relative) )?(?:exclusions?|contra-?indications?)\b|\bnot offer|avoid|"
    r"advised against|should not|cosmetic|^\W*not (?:a )?(?:covered )?benefits?\b",
    re.IGNORECASE,
)
_FOR = re.compile(
    r"\bmedically necessary|covered|reasonable and necessary|\bproven\b|medical "
    r"necessity|support(?:s|ed|ing)? (?:medical|coverage)|coverage criteria|approval "
    r"criteria|criteria for (?:approval|coverage|use|(?:the )?(?:non-?\s?)?preferred)|"
    r"indications? (?:for|of) "
    r"coverage|indications? and criteria|authorization criteria|clinical criteria|"
    r"coverage indications?|(?:initial|continu(?:ed|ing|ation)|re-?authorization|"
    r"renewal)(?: (?:approval|authorization|therapy|treatment|coverage|use))? "
    r"?(?:criteria)?$|^(?:criteria|indications?)$",
    re.IGNORECASE,
)
_OUTLINE_NUMBER = re.compile(r"^\W*(?:\d{1,2}(?:\.\d+)*|[IVX]{1,5}|[A-Z])[.)]?\s+(?=[A-Z])")


def heading_cue(heading: str) -> HeadingCue | None:
    """Direction that a heading of a coverage policy gives; None where it says nothing or both."""
    heading = _OUTLINE_NUMBER.sub("", heading)
    if _NEUTRAL.search(heading):
        return None
    against, for_ = _AGAINST.search(heading), _FOR.search(heading)
    if against and (
        not for_
        or against.start() <= for_.start()
        or re.search(r"\bnot\b|non-?\s?covered|unproven", against.group(0), re.IGNORECASE)
    ):
        return HeadingCue(Direction.AGAINST, Basis.COVERAGE, phase_of(heading))
    if for_:
        return HeadingCue(Direction.FOR, Basis.COVERAGE, phase_of(heading))
    return None


_GENERIC_HEADING = re.compile(
    r"^(?:\W*[\dIVXA-Z.]{0,6}[.)]?\s+)?(?:recommendations?(?: and .*)?|policy(?: "
    r"statement|\s?/.*| ?(?:&|and) ?(?:criteria|guidelines?|coverage))?|coverage(?: .*)?|"
    r"guideline.*|treatment|management|pharmacolog\w*.*|"
    r"therapy|summary.*|general.*|introduction|overview|criteria.*|indications?.*|codes?.*|"
    r"for (?:non-)?(?:medicare|medicaid|commercial)\b.*|(?:in|ex)clusion criteria.*|"
    r"medication\w*|diagnosis|clinical .*|medical .*|initial.*|continu(?:ed|ing|ation)\b.*|"
    r"renewal\b.*|subsequent\b.*|"
    r"applicable.*|icd.*|cpt.*|hcpcs.*|section.*|table.*|position.*|notes?.*|scope.*|"
    r"key .*|dosing.*|limitations?.*|(?:quantity )?limits?|exclusions?.*|evidence.*|statement.*|"
    r"non-?pharmacolog\w*.*|behaviou?ral.*|other .*|additional .*|specific .*|list "
    r"of.*|contents|algorithm.*|module.*|sidebar.*|policy article.*|documentation.*|"
    r"authori[sz]ation.*|re-?authori[sz]ation.*|adults?|children.*|pa?ediatrics?|"
    r"imaging stud(?:y|ies)|acute treatment|instructions.*|(?:[LN]CD|article) (?:ID|no).*|"
    r"prevention|preventive.*|screening|follow-?up|monitoring|outcomes?|background.*|"
    r"(?:authors?['’]?s? )?conclusions?|main results|implications for .*|plain[- ]language .*|"
    r"description.*|item/service.*|(?:tracking|transmittal|claims? processing) .*|benefit "
    r"categor.*|diagnosis(?: and .*|:.*)?|topics?.*|(?:grades?|levels?) .*|rating.*|classes? .*|"
    # what a part of a document is, whatever it is of ("Procedural Requirements")
    r"(?:[\w/&-]+ ){0,4}(?:requirements?|guidance|considerations?|contraindications?|instructions?|"
    r"information|details?|provisions?|rules?|parameters|definitions?|rationale|"
    r"references?))$",
    re.IGNORECASE,
)


_N_WORDS_OF_NAME = 14  # a longer heading is a sentence and names nothing


def is_generic_heading(heading: str) -> bool:
    """Whether a heading names no condition or intervention of its own."""
    return (
        _GENERIC_HEADING.match(heading.strip()) is not None
        or len(heading.split()) > _N_WORDS_OF_NAME
    )
