"""Changes that are asked for and told in words: "a decrease in attacks or hospital stays".

Only what is named is judged: attacks that are unchanged fail no criterion that also takes fewer
hospital stays. Changes by a number are read in `app.derived_numbers`.
"""

import re
from collections.abc import Iterator

from app.fact_models import Fact, FactKind, Reading
from app.findings_base import MET, NOT_MET, Desk, Settled, joined
from app.measures import measure_name, norm_set, norms
from app.models import FindingState
from app.scope_cues import Scope
from app.word_families import satisfying
from ingest.lexis import STOP_WORDS, words
from ingest.statements.models import Join

_FALL, _GAIN = r"(?:decrease|reduction|decline|lessening)s?", r"improvements?"
_FRONT = (
    r"^\W*(?:(?:who|that|and|the|an?|patient|member|individual|there|he|she|they|is|are|has|have|"
    r"had|been|shown|experienced|achieved|demonstrated|documented|documentation of|evidence of|"
    r"clinical(?:ly)?|significant|meaningful|measurable|objective|positive|some|any)\W+)*"
)
_WANTED = re.compile(
    rf"{_FRONT}(?:(?P<fall>{_FALL})|{_GAIN}) (?:in|of) (?P<what>(?:[^\d%()]|"
    rf"(?<=[A-Za-z])\d){{3,160}}?)"
    r"(?:\s+(?:from|since|compared (?:with|to)|relative to) (?:the |pre-?treatment )*(?:baseline|"
    r"start of (?:therapy|treatment)|before treatment|levels?)(?: values?| levels?)?)?\W*$",
    re.IGNORECASE,
)
# What a response is shown by, for example: "responded to therapy (e.g., improvement in itch)"
_EXAMPLE = re.compile(
    rf"\b(?:respon[ds]\w*|benefit\w*)\b[^()]*\((?:e\.g\.|i\.e\.|such as|for example)?,?\s*"
    rf"(?P<all>(?:{_FALL}|{_GAIN}) (?:in|of) [^()\d%]{{3,160}})\)",
    re.IGNORECASE,
)
_OR_REDUCED = re.compile(r",?\s+or\s+(?:an? )?(?:reduced|decreased|improved|less|fewer)\b", re.I)
_OR = re.compile(r",?\s+(?:and/or|or)\s+|,\s+", re.IGNORECASE)
_AND = re.compile(r",?\s+and\s+", re.IGNORECASE)
_LIST = re.compile(r"\s*[,/]\s*(?:and\s+|or\s+)?|\s+(?:and|or|nor|&)\s+", re.IGNORECASE)
_BE = r"(?:(?:is|are|was|were|has|have|had|remains?|remained|stay(?:s|ed)|been|got|gotten)\s+)*"
_HOW = (
    r"(?:(?:all|both|each|still|much|markedly|greatly|clearly|significantly|somewhat|largely|"
    r"considerably|substantially|a lot|about|way)\s+)*"
)
_AT = r"(?:^|(?<=[.;:!?(]))"
_NAMED = r"(?P<what>[^.;:!?()]{2,200}?)"
_NOT = r"(?:not|n['’]t|never)"
_FELL = r"(?:decreased|reduced|lower|down|fewer|less|gone|resolved|dropped|fallen|fell|halved)"
_ROSE = r"(?:improved|better|cleared|resolved|gone)"
_SAME = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"{_AT}{_NAMED},?\s+{_BE}{_HOW}(?:unchanged|the same|no (?:better|different)|"
        rf"as (?:bad|frequent|often|severe) as (?:before|ever)|worse|worsened)\b",
        rf"{_AT}{_NAMED},?\s+(?:ha(?:s|ve)|is|are|did|do|does)\s*{_NOT}\s+(?:been\s+)?"
        rf"(?:really\s+)?(?:chang|improv|decreas|declin|fall|drop|lessen|better|reduc)\w*",
        r"\bno (?:\w+ )?(?:change|improvement|decrease|reduction) in (?:the |his |her )?"
        r"(?P<what>[^.;:!?()]{2,90})",
    )
)
_DONE = r"(?:fewer|less|decreased|reduced|lower)"
_FALLS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"{_AT}{_NAMED},?\s+{_BE}{_HOW}(?:{_FELL}|{_ROSE})\b(?! (?:than|for)\b)",
        rf"{_AT}{_NAMED}\s+{_BE}(?:fell|dropped|decreased|declined|(?:went |came |is |now )?down|"
        r"reduced|lowered)\s+from\s+[\d.]+\s*(?:%|[a-zA-Z/]+)?\s+to\s+(?:below |under )?\d",
        rf"\b{_DONE}\s+(?!\w+(?:ful|ive|ous|able|ly)\b)(?P<what>[\w -]{{3,50}})",
        rf"\b{_FALL} in (?P<what>[^.;:!?()]{{2,60}})",
    )
)
_GAINS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"{_AT}{_NAMED},?\s+{_BE}{_HOW}{_ROSE}\b(?! (?:than|for)\b)",
        r"\b(?:improved|better)\s+(?P<what>[\w -]{3,50})",
        rf"\b{_GAIN} in (?P<what>[^.;:!?()]{{2,60}})",
    )
)
_BEHIND = (_SAME[2], *_FALLS[2:], *_GAINS[1:])  # names what has changed behind its verb
_UNSAID = Scope.DENIED | Scope.FAMILY | Scope.POSSIBLE | Scope.PLANNED | Scope.ASKED
_BARE = norm_set(
    "use need number frequency rate severity dose amount requirement signs symptoms total affected "
    "documented"
)
# What is hoped for or asked has not been told, nor has what another name before it is said to be
_HOPED = re.compile(
    r"\b(?:hop(?:es?|ing)|wants?|would|could|can|will|should|may|might|expect\w*|aims?|goals?|"
    r"in order|to|mother|father|sister|brother|if|whether)\b[^.;,]*$",
    re.IGNORECASE,
)
_STATE = re.compile(r"\b(?:unchanged|same|improved|better|worse\w*|not|no)\b", re.IGNORECASE)


def settle_changed(text: str, desk: Desk) -> Settled | None:
    """The finding of a change that is asked for in words; None for other criteria."""
    if example := _EXAMPLE.search(text):
        found = _settled(_OR_REDUCED.split(example["all"])[0], desk)
        return found if found and found.state is MET else None
    return _settled(text, desk)


def settle_unchanged(text: str, desk: Desk) -> Settled | None:
    """The finding of a change that did not come about; None for others.

    "Function unchanged, pain improved" holds each word of "an improvement in pain and function".
    """
    found = _settled(text, desk)
    return found if found and found.state is NOT_MET else None


def _settled(text: str, desk: Desk) -> Settled | None:
    wanted = _WANTED.match(text)
    if wanted is None:
        return None
    what = wanted["what"]
    either = _OR.split(what) if re.search(r"\bor\b", what) else [what]
    if len(either) > 1 and _AND.search(what):
        return None
    parts = either if len(either) > 1 else _AND.split(what)
    join = Join.ANY_OF if len(either) > 1 else Join.ALL_OF
    done = _FALLS if wanted["fall"] else _GAINS
    told = [_told(part, done, desk) for part in parts]
    found = joined(join, told)
    return found if found.facts else None


def _told(item: str, done: tuple[re.Pattern[str], ...], desk: Desk) -> Settled:
    """What the case says of one thing: changed as asked, or not."""
    same = _first(item, _SAME, Scope.FAMILY | Scope.POSSIBLE | Scope.ASKED, desk)
    changed = _first(item, done, _UNSAID, desk)
    if bool(same) is bool(changed):
        return Settled(FindingState.UNKNOWN)
    return Settled(NOT_MET if same else MET, tuple(fact for fact in (same, changed) if fact))


def _first(
    item: str, patterns: tuple[re.Pattern[str], ...], unsaid: Scope, desk: Desk
) -> Fact | None:
    for reading in desk.facts.readings:
        for start, end in _found(reading, patterns, unsaid, item, desk):
            return reading.fact(FactKind.FINDING, start, end, name="changed")
    return None


def _found(
    reading: Reading, patterns: tuple[re.Pattern[str], ...], unsaid: Scope, item: str, desk: Desk
) -> Iterator[tuple[int, int]]:
    for pattern in patterns:
        for match in pattern.finditer(reading.text):
            own = next((name for name in _listed(match["what"]) if _names(name, item, desk)), "")
            start = match.start("what") + match["what"].rfind(own)
            start = min(start, match.start()) if pattern in _BEHIND else start
            said = reading.scope_at(start, match.end())
            if own and not said & unsaid and not _HOPED.search(reading.text[:start]):
                yield start, match.end()


def _listed(what: str) -> Iterator[str]:
    """The names in front of a state, the last one first, up to one that has a state of its own."""
    for name in reversed(_LIST.split(what)):
        if _STATE.search(name):
            return
        if name.strip():
            yield name


def _names(told: str, item: str, desk: Desk) -> bool:
    """Whether a phrase names what is asked for: by its words, or as a member of its class."""
    wanted, stated = _words(item), _words(told)
    if wanted and all(any(satisfying(form) & stated for form in norms(w)) for w in wanted):
        return True
    if measure_name(item).ids & measure_name(told).ids:
        return True  # "LDL" is LDL-C
    ours = {m.concept_id for m in desk.terms.spot(item)}
    theirs = {m.concept_id for m in desk.terms.spot(told)}
    return bool(ours & (theirs | {a for c in theirs for a in desk.terms.ancestors(c)}))


def _words(text: str) -> frozenset[str]:
    return frozenset(
        form
        for word in words(text.lower())
        if word not in STOP_WORDS
        for form in norms(word)
        if form not in _BARE
    )
