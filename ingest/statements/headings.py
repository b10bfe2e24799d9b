"""What a heading gives to a sentence below it that names no condition."""

import re

from ingest.lexis import is_generic, key_stems, words
from ingest.statements import draft
from ingest.statements.draft import Ground
from ingest.statements.models import Quote
from ingest.statements.names import interventions_of
from ingest.statements.own_names import looks_like_drug
from ingest.statements.phrases import clean, parenthetical
from ingest.statements.roles import heading_cue, is_generic_heading
from ingest.statements.slot_patterns import PEOPLE
from ingest.statements.slots import Slots, parse_object, parse_population
from ingest.statements.subject import Subject, looks_like_condition, looks_like_intervention

Groups = tuple[tuple[str, ...], ...]

_PARTS = (
    r"(?:recommendations?|statements?|practice points?|(?:key |clinical )?questions?|chapter|"
    r"section|"
    r"part|module|topic|appendix|domain|pico)"
)
_FRONT = re.compile(
    rf"^\W*(?:{_PARTS}\s+(?:[\dIVX]+(?:\.\d+)*|[A-Z])\b[\s:.)–—-]*)?"
    r"(?:[\dIVX]+(?:\.\d+)*[.)]?\s+|[A-Z]\d{0,2}[.)]\s+|[A-Z]{1,5}-\d+(?:\.\d+)*\s*[:.]\s+)?",
    re.IGNORECASE,
)
# "X - Initial Therapy": X
_PHASE = re.compile(
    r"\s+[–—-]\s+(?:initial|continu\w+|re-?authori[sz]ation|renewal)\b[\w ]*(?:\([^()]*\))?$",
    re.IGNORECASE,
)
# "Assessing X", "Management of X": X
_DONE_WITH = re.compile(
    r"^(?:(?:initial|acute|preventive|further|general|pharmacological|non-pharmacological|surgical|"
    r"medical)\s+)?"
    r"(?:assessing|managing|treating|preventing|diagnosing|monitoring|investigating|evaluating|"
    r"(?:assessment|management|treatment|prevention|diagnosis|evaluation|investigation|care)"
    r"(?:(?:,| and| &) (?:assessment|management|treatment|prevention|diagnosis|evaluation))*"
    r" (?:of|for))\s+(?:the\s+)?(?=\w)",
    re.IGNORECASE,
)
_IN_PEOPLE = re.compile(
    rf"\s+(?:in|among|for)\s+(?:the\s+)?(?:[\w-]+\s+){{0,2}}?{PEOPLE}\b.*$", re.IGNORECASE
)
# A subject that is a family: a chapter on one member is about that member alone
_FAMILY = re.compile(
    r"(?:diseases|disorders|conditions|syndromes|infections|cancers|injuries|neoplasms|problems|"
    r"complications|emergencies|pains)$",
    re.IGNORECASE,
)


def heading_phrase(ground: Ground, index: int) -> tuple[str, int] | None:
    """The innermost heading that names something of its own (a condition or an intervention).

    With its block index.
    """
    context = ground.context
    for at in context.heading_chain(index):
        whole = context.text(at)
        heading = _PHASE.sub("", _FRONT.sub("", whole, count=1).strip(" :"))
        if heading_cue(heading):
            return None
        numbered = re.match(r"\W*\d{1,2}\.\d", whole) is not None  # of one level in some files
        below_title = context.block(at).level > 1 or numbered or at in context.label_lines
        if (
            below_title
            and words(heading)
            and not is_generic_heading(heading)
            and not is_generic(heading)
            and not whole.rstrip().endswith("?")
        ):
            return heading, at
    return None


# "4.2.1: In adults with X, Y is not known. We suggest that Z not be used.": Z in X
_FRONT_PEOPLE = re.compile(
    rf"^\W*(?:[A-Z]{{0,2}}\d[\d.]*[.:)]?\s+)?(?P<who>(?:in|for|among)\s+(?:[\w-]+\s+){{0,2}}?{PEOPLE}\s+"
    r"(?:with|who have)\s[^,.;]+),",
    re.IGNORECASE,
)


_LEAD_PEOPLE = re.compile(
    rf"^\W*(?:[A-Z]{{0,2}}\d[\d.]*[.:)]?\s+)?(?P<who>(?:in|for|among)\s+(?:[\w-]+\s+){{0,2}}?{PEOPLE}\s+"
    r"(?:with|who have)\s[^,.;:]+):\W*$",
    re.IGNORECASE,
)


def groups_in_front(ground: Ground, index: int, start: int) -> Groups:
    """Who the first sentence of a numbered recommendation speaks of, for a later one of its block.

    For an item who its lead-in speaks of, where that is all it says ("In adults with X:").

    Args:
        ground: The document.
        index: The block.
        start: Where the later sentence begins in the document's text.
    """
    context = ground.context
    above = context.block(index).lead_in
    led = _LEAD_PEOPLE.match(context.text(above)) if above is not None else None
    if led and not ground.is_policy:
        return parse_population(led["who"]).groups
    found = _FRONT_PEOPLE.match(context.text(index))
    later = found is not None and start > context.block(index).char_start + found.end()
    if ground.is_policy or not later or not draft.number_of(context.text(index)):
        return ()
    return parse_population(found["who"]).groups if found else ()


def heading_groups(ground: Ground, index: int, slots: Slots) -> tuple[Groups, list[Quote]]:
    """Condition that a heading gives to a sentence without one."""
    found = None if slots.groups else heading_phrase(ground, index)
    if found is None:
        return (), []
    text, at = found
    if drugs_in_brackets(text, ground):
        text = text[: text.rindex("(")].strip()
    before = before_drug(text) if ground.is_policy else ""
    if before:
        groups: Groups = (_phrases(before),)
    elif ground.is_policy:
        groups = _of_policy(text, slots, ground)
    else:
        groups = _of_guideline(text, ground)
    return (groups, [ground.context.quote_block(at)]) if groups else ((), [])


# "C. Prurigo nodularis - dupilumab": behind the dash stands the drug for it
_DRUG_BEHIND = re.compile(r"(?P<what>.*\w)\s+[–—-]\s+(?P<drug>[A-Za-z][\w-]+)(?:\s*\([^()]*\))?")


def before_drug(heading: str) -> str:
    """The condition in front of a drug in a heading; "" where no drug stands behind a dash."""
    found = _DRUG_BEHIND.fullmatch(heading)
    if found is None or not looks_like_drug(found["drug"]):
        return ""
    return "" if looks_like_drug(found["what"]) else found["what"]


# "Frail older people, at home", "Pregnancy": who the sentences below speak of, and no disease
_WHOM = re.compile(
    rf"(?:(?!(?:in|for|of|among|with|to)\b)[\w-]+,?\s+){{0,3}}?{PEOPLE}(?:,\s[^:;]*)?|"
    r"(?:special populations?: ?)?(?:pregnancy|pregnant and (?:\w+ )?women|lactation|pregnancy and "
    r"lactation|infancy|childhood|adolescence|older age|old age)",
    re.IGNORECASE,
)


def heading_people(ground: Ground, index: int, slots: Slots) -> tuple[str, Quote] | None:
    """Whom a heading of a guideline names, for a sentence that names nobody; None for others."""
    context = ground.context
    at = next(iter(context.heading_chain(index)), None)
    if ground.is_policy or slots.populations or at is None or context.block(at).level == 1:
        return None
    heading = _FRONT.sub("", context.text(at), count=1).strip(" :")
    return (heading, context.quote_block(at)) if _WHOM.fullmatch(heading) else None


def heading_things(ground: Ground, index: int) -> tuple[str, ...]:
    """What the heading of a payer's section names, for a sentence that names no thing itself."""
    found = heading_phrase(ground, index) if ground.is_policy else None
    if found and (drugs := drugs_in_brackets(found[0], ground)):
        return drugs
    if found is None or not names_thing(found[0]):
        return ()
    bare = clean(_CODES.sub("", found[0]))
    parts = [part for part in re.split(r"\s+/\s+", bare) if words(part)]
    if _BRAND.match(bare) or _WITH_DRUG.match(bare):
        outside, inside = parenthetical(bare)
        return tuple(dict.fromkeys((bare, outside, *inside)))
    named = interventions_of(bare) if len(parts) == 1 else tuple(parts)
    kind = _KIND_BEHIND.match(bare)
    return (f"{kind['kind']} {kind['what']}", bare) if kind else named


# As in "Episodic cluster headache (Foobrand 100 mg syringes only)", "Gout (Foobarin, Barfoxat)".
_IN_BRACKETS = re.compile(r"^(?P<what>[^()]+\S)\s*\((?P<drugs>[^()]{3,120})\)$")
_NOT_THE_NAME = re.compile(r"\s+(?:\d[\d.,]*\s*(?:mg|mcg|g|ml|units?|%).*|only)$", re.IGNORECASE)


def drugs_in_brackets(heading: str, ground: Ground) -> tuple[str, ...]:
    """The drugs of the document that a heading names in brackets behind a condition."""
    found = _IN_BRACKETS.match(heading.strip())
    if found is None or names_drug(heading):
        return ()
    if looks_like_intervention(_DONE_WITH.sub("", found["what"])):
        return ()
    bare = re.sub(r"\s+only$", "", found["drugs"].strip(), flags=re.IGNORECASE)
    parts = [_NOT_THE_NAME.sub("", p).strip() for p in re.split(r",\s*|\s+(?:and|or)\s+", bare)]
    own = [key_stems(p) for p in ground.subject.interventions]
    known = all(p and (looks_like_drug(p) or key_stems(p) in own) for p in parts)
    return tuple(dict.fromkeys(parts)) if known else ()


# Codes behind the name of a service, as in "Molecular imaging (CPT 78800)".
_CODES = re.compile(r"\s*\((?:CPT|HCPCS|codes?)\b[^()]*\)", re.IGNORECASE)
# "Breast MRI – Diagnostic"
_KIND_BEHIND = re.compile(r"(?P<what>[^–—]+?)\s+[–—-]\s+(?P<kind>[\w-]+(?: [\w-]+)?)$")
# "FOOBRIX (foobarinib)": a brand and what it is
_BRAND = re.compile(r"(?P<brand>[A-Z][\w-]+)[®™]?\s*\((?P<generic>[a-z][^()]+)\)$")
_WITH_DRUG = re.compile(r"[A-Z][\w-]+(?: [\w-]+){1,2}\s*\((?P<generic>[a-z][\w-]+)\)$")


def names_thing(heading: str) -> bool:
    """Whether a heading names a service by its form, or a drug by its brand and what it is."""
    front = re.split(r"\s+[–—/-]\s+", _CODES.sub("", heading))[0]
    return looks_like_intervention(front) or names_drug(heading)


def names_drug(heading: str) -> bool:
    """Whether a heading is a brand with its generic name in brackets, and no abbreviation."""
    if named := _WITH_DRUG.match(heading.strip()):
        return looks_like_drug(named["generic"])
    found = _BRAND.match(heading.strip())
    if found is None or looks_like_condition(found["generic"]):
        return looks_like_drug(heading)
    initials = "".join(word[0] for word in words(found["generic"])).upper()
    own = found["brand"].upper()
    known = any(looks_like_drug(word) for word in words(found["generic"]))
    return known or (found["brand"].isupper() and not initials.startswith(own[:2]))


def _of_policy(heading: str, slots: Slots, ground: Ground) -> Groups:
    if ground.of_section:
        return (_phrases(heading),) if _names_condition_of_section(heading, ground) else ()
    return (_phrases(heading),) if _names_condition(heading, slots, ground) else ()


def _names_condition_of_section(heading: str, ground: Ground) -> bool:
    """Whether a heading in a manual is a condition by its form: others are things and chapters."""
    stems = frozenset(s for phrase in draft.widen([heading], ground) for s in key_stems(phrase))
    own = any(key_stems(phrase) <= stems for phrase in ground.subject.interventions)
    return not own and looks_like_condition(_DONE_WITH.sub("", heading))


def _of_guideline(heading: str, ground: Ground) -> Groups:
    """A form of the document's condition, one of its family, or one that comes with it."""
    subject = ground.subject
    bare = _DONE_WITH.sub("", heading)
    if not subject.conditions or _narrower(bare, subject):
        return (_phrases(bare),)
    what = _IN_PEOPLE.sub("", bare)
    if _one_of_several(what, subject):
        return (_phrases(bare),)
    same = any(key_stems(what) <= key_stems(condition) for condition in subject.conditions)
    if same or not looks_like_condition(what):
        return ()
    family = any(_FAMILY.search(condition) for condition in subject.conditions)
    return (_phrases(bare),) if family else (_phrases(bare), subject.conditions)


def _one_of_several(heading: str, subject: Subject) -> bool:
    """Whether a document is about several conditions, and a chapter about one of them."""
    stems = {key_stems(condition) for condition in subject.conditions}
    single = {own for own in stems if not any(other < own for other in stems)}
    return len(single) > 1 and key_stems(heading) in single


def _phrases(heading: str) -> tuple[str, ...]:
    whom = clean(_IN_PEOPLE.sub("", heading))
    phrases = (whom, clean(heading), *parse_object(heading).conditions)
    return tuple(dict.fromkeys(p for p in phrases if p))


def _narrower(heading: str, subject: Subject) -> bool:
    """Whether a heading names a form of the document's condition.

    "Acute migraine" in a guideline on migraine.
    """
    return any(key_stems(condition) < key_stems(heading) for condition in subject.conditions)


def _names_condition(heading: str, slots: Slots, ground: Ground) -> bool:
    """Whether a heading of a policy is a condition.

    By its form, else where it is no intervention.
    """
    if names_drug(heading):
        return False
    if looks_like_condition(heading) or not ground.subject.interventions:
        return looks_like_condition(heading)  # chapters of a manual are called by their services
    named = draft.widen([*slots.interventions, *ground.subject.interventions], ground)
    stems = frozenset(s for phrase in draft.widen([heading], ground) for s in key_stems(phrase))
    return not looks_like_intervention(heading) and not any(
        stems & key_stems(phrase) for phrase in named
    )
