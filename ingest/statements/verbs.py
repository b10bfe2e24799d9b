"""What a verb does to people, and what a sentence asks for in passing."""

import re
from dataclasses import replace

from ingest.statements.cues import Cue
from ingest.statements.models import Basis, Direction
from ingest.statements.slot_patterns import CLAUSE, PEOPLE, QUALIFIERS
from ingest.statements.slots import Slots
from ingest.statements.subject import looks_like_condition

_FOR = re.compile(r"^\s*for\s+", re.IGNORECASE)
# "refer people with X for Y", "treat adults with X with Y"
_REFERRED = re.compile(
    rf"^\s*(?:all |any )?(?P<who>{PEOPLE}\b[^,;]*?|{PEOPLE}\s+(?:diagnosed\s+)?with\s+[^;:]+?,?"
    r"\s(?:or|and)\s[^,;:]+?)\s+(?:for|to)\s+(?P<what>[^,;]+.*)$",
    re.IGNORECASE | re.DOTALL,
)
_TREATED = re.compile(
    rf"^\s*(?:all |most )?(?P<who>{PEOPLE}\s+with\s+[^,;]+?)\s+(?:with|"
    rf"using)\s+(?P<what>[^,;]+.*)$",
    re.IGNORECASE | re.DOTALL,
)


# "advise people with X not to use Y"
_ADVISED_NOT = re.compile(
    rf"^\s*(?:all |most )?(?P<who>{PEOPLE}\b[^,;]*?)\s+(?:not to (?:use|take)|against(?: (?:using|"
    r"taking|the use of))?)\s+(?P<what>.+)$",
    re.IGNORECASE | re.DOTALL,
)
_DONE_TO = re.compile(
    rf"^\s*(?:assessing|evaluating|screening|treating|managing|monitoring)\s+(?:all |most )?"
    rf"(?P<who>{PEOPLE}\b(?:(?!\sfor\s)[^,;])*)(?<!accordance)(?<!combination)(?<!conjunction)"
    rf"\s+(?:with|using)\s+(?:the\s+|an?\s+)?(?P<what>[^,;]+)$",
    re.IGNORECASE | re.DOTALL,
)


def with_verb(cue: str, after: str) -> str:
    """What is done where the verb's object is the people: screen for, refer for, treat with."""
    verb = cue.lower().split()
    if verb == ["advise"] and (found := _ADVISED_NOT.match(after)):
        return _in(found["what"].strip(" ."), found["who"])
    if found := _DONE_TO.match(after):
        return _in(found["what"].strip(" ."), found["who"])
    if "screen" in verb[-2:] or verb[-2:] == ["test", "for"]:
        service = "screening" if "screen" in verb[-2:] else "testing"
        return f"{service} for {_FOR.sub('', after).strip()}"
    if verb[-1:] == ["refer"] and (found := _REFERRED.match(after)):
        return f"referral for {_in(found['what'], found['who'])}"
    if verb[-1:] == ["treat"] and (found := _TREATED.match(after)):
        return _in(found["what"], found["who"])
    return (_given_to(after) if _GIVES.intersection(verb[-1:]) else "") or after


_GIVES = frozenset({"offer", "offering", "give", "giving", "prescribe", "prescribing"})
_RECEIVER = re.compile(rf"^\s*(?:all |most )?(?P<who>{PEOPLE})\s+(?P<rest>\w.*)$", re.I | re.DOTALL)
_NO_THING = re.compile(
    r"(?:who|whose|with|without|in|on|of|at|for|to|from|aged?|and|or|as|if|when|where|under|over|"
    r"after|before|during|is|are|has|have|should|may|undergoing|receiving|taking|having|not)\b",
    re.IGNORECASE,
)
_ANYBODY = re.compile(r"(?:patients?|people|persons?|individuals?|adults?|those)", re.IGNORECASE)
_ABBREVIATION = re.compile(r"[A-Z][A-Z\d-]{1,8}$")

# "offer women with X who are planning a pregnancy labetalol", "who have two flares a year Y"
_CLAUSE_BEFORE = re.compile(
    rf"^\s*(?P<who>{PEOPLE}\b[^,;:]*?\bwho (?:(?:are|is) (?:planning|considering|contemplating) "
    r"(?:an? )?(?:pregnancy|conception)|(?:have|has) [^,;:]*?\b(?:an?|per|each|every) (?:day|week|"
    r"month|year)))\s+(?P<rest>[a-z][\w -]+)\W*$",
    re.IGNORECASE,
)


def _given_to(after: str) -> str:
    """The thing, with who is offered it behind: "offer women with P-PROM erythromycin"; "" else."""
    found = _RECEIVER.match(after)
    if found is None:
        return ""
    who, rest = found["who"], found["rest"]
    if not _NO_THING.match(rest):
        return rest if _ANYBODY.fullmatch(who) else f"{rest.rstrip(' .')} in {who}"
    if told := _CLAUSE_BEFORE.match(after):
        return _in(told["rest"].rstrip(" ."), told["who"])
    words = rest.split()
    for at in range(2, len(words)) if words[0].lower() == "with" else ():
        if words[at].lower() == "who":
            break  # "women with X who are pregnant an ACE inhibitor": the article tells the thing
        last = words[at - 1]
        disease = looks_like_condition(last) or _ABBREVIATION.match(last)
        if disease and last.strip(",.;") == last and not _NO_THING.match(words[at]):
            return _in(" ".join(words[at:]), f"{who} {' '.join(words[:at])}")
    return ""


# "only offer X as part of a clinical trial"
_TRIAL = re.compile(
    r"\b(?P<what>as part of (?:an? )?(?:ongoing )?(?:clinical|research|randomi[sz]ed)[\w -]{0,30}? "
    r"(?:trial|study))\b",
    re.IGNORECASE,
)
# "medically necessary in certain circumstances": in which is told elsewhere, and stays open
_CIRCUMSTANCES = re.compile(
    r"\b(?:in|under) (?:certain|some|selected|specific) (?:circumstances|situations|conditions|"
    r"cases)\b",
    re.IGNORECASE,
)


def _in(what: str, who: str) -> str:
    """A thing and who gets it, who stands before its clauses; "people" alone tells nobody."""
    if not re.search(r"\s(?:with|who|aged?)\b", who):
        return what
    clause = CLAUSE.search(what)
    at = clause.start() if clause else len(what)
    gap = "" if what[at : at + 1] in {"", ",", "."} else " "
    return f"{what[:at].rstrip(' .,')} in {who}{gap}{what[at:]}"


def with_told(slots: Slots, cue: Cue, text: str, span: tuple[int, int]) -> Slots:
    """Slots with what a sentence says besides: "routinely", a trial, "in certain circumstances".

    Args:
        slots: As the sentence was cut.
        cue: Its cue.
        text: Its words.
        span: Where the cue stands in it.
    """
    start, end = span
    if "routinely" in text[start:end].lower() and not slots.qualifier:
        slots = replace(slots, qualifier="routinely")
    placed = QUALIFIERS.search(text, end)
    if cue.direction is Direction.AGAINST and placed and "first" in placed[0].lower():
        # of a refusal alone: "should not be used as first-line therapy" leaves the later lines open
        slots = replace(slots, qualifier=slots.qualifier or placed[1].lower())
    trial = _TRIAL.search(text, end)
    told = (*slots.criteria, *slots.exceptions)
    if trial and not any("trial" in c or "study" in c for c in told):
        slots = replace(slots, criteria=(*slots.criteria, trial["what"]))
    open_to = _CIRCUMSTANCES.search(text, end)
    if open_to and cue.basis is Basis.COVERAGE and not slots.criteria:
        slots = replace(slots, criteria=(open_to.group(),))
    return _refused_without(slots) if cue.direction is Direction.AGAINST else slots


# "not necessary for back pain without red flags": who has them is not refused
_LACKING = re.compile(
    r"(?P<what>(?!screening\b)[^,;()]{3,80}?)\s+(?P<lack>(?:without|in the absence of)\s+[^,;()]+)",
    re.IGNORECASE,
)


def _refused_without(slots: Slots) -> Slots:
    """Slots of a refusal in which what people do not have is a criterion of its own."""
    told: list[str] = []

    def bare(group: tuple[str, ...]) -> tuple[str, ...]:
        found = _LACKING.fullmatch(group[0]) if len(group) == 1 else None
        if found is None:
            return group
        told.append(found["lack"])
        return (found["what"],)

    aims, people = (tuple(bare(g) for g in groups) for groups in (slots.aims, slots.people))
    return replace(slots, aims=aims, people=people, criteria=(*slots.criteria, *told))
