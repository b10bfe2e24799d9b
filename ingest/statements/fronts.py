"""A sentence around its cue: what stands before it, what after it, and the slots that follow."""

import re
from dataclasses import replace

from ingest.drug_names import is_drug
from ingest.lexis import is_generic, words
from ingest.statements import front_patterns
from ingest.statements.clause import Clause
from ingest.statements.cues import BEFORE, CueMatch
from ingest.statements.drug_stems import is_drug_by_stem
from ingest.statements.front_patterns import BEFORE_DONE
from ingest.statements.front_rest import joined, rest_of
from ingest.statements.front_subject import (
    front_of,
    left_open,
    subject_and_front,
)
from ingest.statements.grades import Grade
from ingest.statements.models import Basis, Direction
from ingest.statements.names import interventions_of
from ingest.statements.phrases import clean
from ingest.statements.quantities import limit_slots
from ingest.statements.services import with_targets
from ingest.statements.slot_aims import by_means
from ingest.statements.slot_parts import without_time
from ingest.statements.slots import Slots, parse_object, parse_population
from ingest.statements.subjects import done_to_people, names_people, without_first_predicate
from ingest.statements.tidy import tidy
from ingest.statements.verbs import with_told, with_verb

FRONT_NOISE = re.compile(
    r"^\s*(?:(?-i:[A-Z]{1,3}\.\d{1,2}(?:\.\d{1,2}){0,3}[.:)]?\s+(?=[A-Z])))?"
    r"(?:(?:recommendation\b|rec\b\.?|statement\b)\s*)?(?:R?[0-9]{1,3}[a-z]?(?:(?:[.-][0-9]"
    r"{1,3}){1,4}[a-z]?\s*[.):]?|[.):]|(?=\s*$|,? (?:\w+ part|part \w+):|\s+(?-i:[A-Z(])|\s+"
    r"[•*–-]\s))(?:,? (?:\w+ part|part \w+)(?=:))?\s*)?(?:\((?:page|p\.)\s*[0-9]+\)\s*)?[:.•*–-]*"
    r"\s*(?-i:(?:[IVX]{1,5}|[A-Z])[.)]\s+(?=[A-Z][a-z]))?"
    # "It is the policy of Acme that X is ..." "If the answer to ANY item is met, then give no X"
    r"(?:if the answers? to [^,.;]{3,40}? (?:is|are) [^,.;]{2,20}, (?:then )?)?"
    # "CMS has determined that the evidence is not adequate to conclude that the use of X is"
    r"(?:(?:(?:it is (?:the )?(?:\w+ )?policy of|advise|tell|inform|explain to) [^.;:]{3,90}?|(?:"
    r"[^.;:]{2,60}? (?:determine|conclude|find|found)[sd]? that )?"
    r"(?:(?:the|current|available|there is) )*(?:[\w-]+ ){0,3}?"
    r"(?:evidence|data|literature|studies|trials) [^.;:]{0,60}?(?:\bto )?"
    r"(?:conclude|determine|show|demonstrate|establish)) that (?:the use of )?)?",
    re.IGNORECASE,
)


def slots_of(clause: Clause, match: CueMatch, grade: Grade | None) -> Slots:
    """Slots of a clause around its cue, in order, with what it shares with those beside it."""
    defined = _DEFINED.search(clause.text, match.end)
    if defined:
        clause = replace(clause, text=clause.text[: defined.start()])
    slots = _raw_slots(clause, match, grade)
    if defined:
        slots = replace(slots, criteria=(*slots.criteria, defined["what"].strip(" .")))
    if match.cue.side != BEFORE and not slots.interventions:
        slots = replace(slots, interventions=front_patterns.bare_class(clause.text[match.end :]))
    for text in clause.shared:
        slots = joined(front_of(text), slots)
    if clause.subject and not slots.interventions:
        subject = FRONT_NOISE.sub("", without_first_predicate(clause.subject))
        slots = replace(slots, interventions=parse_object(subject).interventions)
    found = with_targets(tidy(slots, " ".join((*clause.shared, clause.text))))
    found = with_told(found, match.cue, clause.text, (match.start, match.end))
    if clause.topic and all(_SITE.fullmatch(p) for p in found.conditions):
        return replace(found, people=((clause.topic,), *found.groups), aims=())
    return found


# "Other tests are not covered for A, and do not suffice for B": which they are is told elsewhere
_THE_REST = re.compile(r"\W*(?:the |any |all )*other\b", re.IGNORECASE)
# Below the title "Osteoarthritis", "MRI of the knee" is for osteoarthritis
_SITE = re.compile(
    r"(?:the )?(?:hip|knee|spine|hand|foot|ankle|wrist|elbow|shoulder|back|neck|lumbar|cervical|"
    r"head|brain|chest|abdomen|pelvis)(?: (?:spine|joint))?", re.I)  # fmt: skip


# "...; the group makes no graded statement": a sentence of its own behind the first
_ASIDE = re.compile(
    r";\s+(?:the|this|these|we|it|there|however|but|no|use|give|choose|prefer|switch|instead)\b"
    r"[^;:]*$",
    re.IGNORECASE,
)


def _raw_slots(clause: Clause, match: CueMatch, grade: Grade | None) -> Slots:
    """Slots of a clause around its cue, as its prepositions cut them.

    Args:
        clause: The sentence.
        match: Its cue.
        grade: The grade printed *inside* the clause; one that stands behind it has no place here.
    """
    body_end = grade.start if grade and grade.start >= match.end else len(clause.text)
    before = clause.text[grade.end if grade and grade.end <= match.start else 0 : match.start]
    before = _REASON_FRONT.sub("", FRONT_NOISE.sub("", before))
    before = front_patterns.APPROVED_FOR.sub("", front_patterns.AIM_AND_CLAUSE.sub("", before))
    before = front_patterns.NO_COMMA.sub(r"\g<front>, ", before)
    after = front_patterns.without_refusal(clause.text[match.end : body_end])
    if grade and body_end == grade.start and _GOES_ON_BEHIND.match(clause.text[grade.end :]):
        after = f"{after.rstrip()} {clause.text[grade.end :].lstrip()}"
    if clause.text[: match.end].endswith("added") and (added := _ADDED_TO.match(after)):
        after = after[added.end() :]
    refuses = match.cue.direction is Direction.AGAINST
    if match.cue.side != BEFORE:
        after = _ASIDE.sub("", with_verb(clause.text[match.start : match.end], after))
        if match.cue.direction is Direction.INSUFFICIENT and (of := left_open(before, after)):
            return parse_object(of)
        limit = limit_slots(after) if match.cue.name == "does-not-cover" else None
        after, when = without_time(after) if refuses else (after, ())
        found = limit or parse_object(_after_considers(by_means(after)))
        return joined(Slots(criteria=when), joined(front_of(before), found))
    after = front_patterns.LATER_PREDICATE.sub("", _SECOND_PREDICATE.sub("", after))
    subject, front = subject_and_front(_without_title(before))
    if match.cue.basis is not Basis.FINDING and names_people(subject):
        told = done_to_people(clause.text[match.start : match.end], after)
        return joined(joined(parse_population(f"for {subject}"), front), parse_object(told))
    subject, when = without_time(subject) if refuses else (subject, ())
    described = _labelled(subject, match) or _described(without_first_predicate(subject), match)
    described = replace(described, criteria=(*described.criteria, *when))
    own, further = _own_part(after), ""
    if not _THE_REST.match(subject):
        own, further = front_patterns.cut_further(own)
    rest = joined(rest_of(own), Slots(criteria=(further,) if further else ()))
    behind = joined(rest, described)
    return replace(joined(front, behind), line=described.line or rest.line)


def _labelled(subject: str, match: CueMatch) -> Slots | None:
    """What a label in front of an authorization is for: "Severe asthma / Authorization may be ...".

    None where it names a drug.
    """
    label = clean(subject)
    if not match.cue.name.startswith("authorization-") or not words(label):
        return None
    if any(is_drug(word) or is_drug_by_stem(word) for word in words(label)):
        return None
    return Slots(people=((label,),))


# "B. Nerve stimulation, adolescents with Down syndrome  Nerve stimulation is": a title run on
_TITLE = re.compile(
    r"^\W*(?:(?:[A-Z]|\d{1,2}|"
    r"[IVX]{1,4})[.)]\s+)?(?P<name>[A-Z][\w-]*(?:\s[\w()/-]+){1,6}?)\b[^.;:]*\s(?P=name)\s*$"
)


def _without_title(before: str) -> str:
    """A subject without the title that stands before it in the same block and begins as it does."""
    match = _TITLE.match(before)
    return match.group("name") if match else before


# "when the following are met: (a) A; (b) B", "if A; B; and C": the list belongs to the clause
_LISTING = re.compile(
    r"^[^;]*(?:\b(?:when|if|provided|following|criteria)\b[^;:]*:|"
    r"\b(?:when|if|provided)\b[^;]*;(?=.*;\s+(?:and|or)\b|\s+(?:and|or)\s|"
    r"\s+\(?(?:\d{1,2}|[a-h]|i{1,3}|iv|v)[.)]\s))",
    re.IGNORECASE | re.DOTALL,
)


def _own_part(after: str) -> str:
    """What stands behind a predicate up to its semicolon, beyond which a list of criteria goes."""
    parts = re.split(r":\s+(?=we\b)", after, maxsplit=1, flags=re.IGNORECASE)  # and what we advise
    return after if _LISTING.match(after) else re.split(r";\s", parts[0], maxsplit=1)[0]


# "stable gout, defined as patients with two attacks a year": what follows are criteria
_DEFINED = re.compile(
    r",?\s+(?:which (?:is|are) )?defined as\s+(?:(?:patients?|individuals?|persons?|people|those) "
    r"(?:with|who have)\s+)?(?P<what>[^:]+?)(?=\s*(?:$|\.\s))",
    re.IGNORECASE,
)
_REASON_FRONT = re.compile(
    r"^\W*(?:(?:due to|because|given|owing to|in view of|in light of|as a result of|based on|"
    r"despite|since(?! \d))\b[^,]*,\s*|(?:at (?:present|this time)|currently|in general|overall|"
    r"therefore|thus|however|moreover|furthermore|in addition|in summary),\s+)",
    re.IGNORECASE,
)
# X "is ineffective and should not be offered" for Y: a second predicate says nothing of Y
_SECOND_PREDICATE = re.compile(
    r"^\s*,?\s*(?:and|but)\s+(?:therefore |thus |hence )?(?:is|are|should|may|might|must|can|could|"
    r"will|considered|deemed)\b[^,;:]*?"
    r"(?=,?\s(?:for|in|among|to|when|if|as|unless|except)\s|[\s.]*$)",
    re.IGNORECASE,
)
_AT_A_PLACE = re.compile(
    r"\s+(?:in|at) (?:the |an? )?(?:[\w-]+ ){0,3}?(?:hospital|inpatient|outpatient|department|"
    r"facility|surgery center|imaging center|emergency)\b[\w -]*$",
    re.IGNORECASE,
)
_FOR_PURPOSE = re.compile(
    r"^(?P<base>.+?)\s+for (?:the )?(?:sole |primary )?purposes? of\s+(?P<what>(?!treat|manag|"
    r"prevent|"
    r"diagnos|evaluat|assess|screen|detect|reliev|reduc|control|improv|determin|identif|"
    r"monitor)\S.*)$",
    re.IGNORECASE | re.DOTALL,
)


# "drugs used for weight loss, including Wegovy and Saxenda": the members of a kind, and its purpose
_KIND_FOR = re.compile(
    r"^\W*(?P<kind>(?:\w+ )?(?:drugs|medications|medicines|agents|products|devices|treatments|"
    r"procedures|services|supplements)) (?:(?:used|prescribed|intended|taken|given) )?(?:(?:solely|"
    r"primarily|only) )?for (?P<what>[^,;()]{3,60}), (?:including|such as)(?:,? but not limited "
    r"to)?"
    r" (?P<names>[^;:]+?)[\s,]*$",
    re.IGNORECASE,
)


_WEIGHT_LOSS = re.compile(
    r"(?:chronic )?weight (?:loss|reduction|management|control)", re.IGNORECASE
)


def _with_disease(aim: tuple[str, ...]) -> tuple[str, ...]:
    """An aim of drugs with the disease that it is pursued in: who is to lose weight is obese."""
    return (*aim, "obesity") if any(map(_WEIGHT_LOSS.fullmatch, aim)) else aim


def _described(subject: str, match: CueMatch) -> Slots:
    """Slots of a subject; where a service is given belongs to the service in a policy."""
    return _of_kind(subject) or _plainly_described(subject, match)


def _of_kind(subject: str) -> Slots | None:
    """Slots of a kind of things, their purpose and their names; None of other subjects."""
    kind = _KIND_FOR.match(subject)
    if kind is None:
        return None
    whole = f"{kind['kind']} for {kind['what']}"
    found = parse_object(whole)
    aims = tuple(_with_disease(group) for group in found.aims)
    return replace(found, interventions=(whole, *interventions_of(kind["names"])), aims=aims)


def _plainly_described(subject: str, match: CueMatch) -> Slots:
    purpose = _FOR_PURPOSE.match(subject)
    if purpose:
        rest = parse_object(purpose["what"])
        named = rest.interventions
        if is_generic(purpose["base"]):
            named = tuple(f"{purpose['base'].strip()} for {phrase}" for phrase in named)
        return replace(rest, interventions=named)
    if match.cue.basis is Basis.COVERAGE and match.cue.direction is Direction.AGAINST:
        limit = limit_slots(subject)
        if limit and not subject.strip().lower().startswith(limit.criteria[-1].lower()):
            return limit  # one that starts with its count is a limit of use: see `sentence`
        if beside := front_patterns.DONE_BESIDE.match(subject):
            found = parse_object(beside["base"])
            return replace(found, criteria=(*found.criteria, beside["how"].strip()))
    if done := BEFORE_DONE.match(subject):
        found = parse_object(done["base"])
        return replace(found, people=(*found.people, interventions_of(clean(done["what"]))))
    found = parse_object(subject)
    place = _AT_A_PLACE.search(subject) if match.cue.basis is Basis.COVERAGE else None
    if place is None:
        return found
    return replace(
        found,
        interventions=tuple(
            p if place.group(0).strip() in p else f"{p}{place.group(0)}"
            for p in found.interventions
        ),
    )


# the grade stands inside: offered (Level A) for X
_GOES_ON_BEHIND = re.compile(r"\s*,?\s*(?:but not )?(?:for|in|among|to|when|if)\s", re.IGNORECASE)
# "may be added to X for Y": X is what it is added to, and neither condition nor intervention
_ADDED_TO = re.compile(
    r"\s+to\s+(?!(?:treat|prevent|reduce|improve)\b)[^,.;]+?(?=\s+(?:for|in|to|when|if)\s|$)"
)
_CONSIDERED = re.compile(
    r"^(?P<what>.*?)\s*\b(?:to be |as )?(?:not )?(?:medically necessary(?: durable medical "
    r"equipment|"
    r" DME| services?| procedures?| items?| prosthetics?)?(?: \([A-Z]{2,5}\))?|experimental|"
    r"investigational|unproven|not medically necessary|cosmetic|(?<!-)proven|covered|"
    r"(?:medically )?reasonable and (?:medically )?necessary)(?:[,/]?\s*(?:and/or|and|or|"
    r",)?\s*(?:experimental|"
    r"investigational|unproven|not proven|not medically necessary|cosmetic|medically "
    r"necessary))*",
    re.IGNORECASE | re.DOTALL,
)


def _after_considers(after: str) -> str:
    """Rule: "considers X medically necessary for Y" loses its predicate: "X for Y"."""
    found = _CONSIDERED.match(after)
    return (
        f"{found.group('what')} {after[found.end() :]}"
        if found and found.group("what").strip()
        else after
    )
