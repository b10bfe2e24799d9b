"""Criteria of several parts that stay open as a whole: what follows from the parts alone.

"AHI of 5 to 14 with sleepiness, hypertension, or stroke" is met by the number and one of the three;
"1 or more risk factors" by any, and failed by who has none.
"""

import re
from collections.abc import Callable

from app.findings_base import MET, OPEN, UNKNOWN, Desk, Settled, joined
from app.findings_marks import Inherited
from app.findings_phrases import NEG_LEAD, NEG_MID
from app.leaf_clauses import wanted_trials
from app.leaf_shown import settle_shown_by
from app.quantity_reader import read_quantities
from ingest.lexis import STOP_WORDS, words
from ingest.statements.models import Join

Settle = Callable[[str, Desk, Inherited], Settled]

# "AHI of 5 to 14 with documented sleepiness, hypertension, or history of stroke"
_WITH_ONE_OF = re.compile(
    r"^(?P<front>[^,;()]*?\d[^,;()]*?)\s+with\s+(?:documented\s+|either\s+|symptoms of\s+)?"
    r"(?P<list>(?!(?:no|not|without|less|fewer|more|at|an?|one|two)\b)[^;()\d]+?(?:,\s+[^,;()\d]+?)*,?\s+or\s+"
    r"[^,;()\d]+?)\W*$",
    re.IGNORECASE,
)
_ITEM = re.compile(r",\s+(?:or\s+)?|\s+or\s+", re.IGNORECASE)
_SOME = re.compile(
    r"^\W*(?:(?:there (?:is|are)|has|presence of|documented)\s+)?(?:(?:1|one) or more|"
    r"at least (?:1|one)(?:\s*\(1\))?|any)\s+(?:of the following\s+)?(?=[a-z])",
    re.IGNORECASE,
)
_WITH_SOME = re.compile(
    r"^(?P<front>[^,;()]*?\d[^,;()]*?)\s+with\s+(?:at least (?:one|1)|one or more)\s+"
    r"(?P<what>(?!of\b)[^;()\d]+?)\W*$",
    re.IGNORECASE,
)
# Scores behind a diagnosis, of which one must be so high: examples in brackets.
_BY_SCORES = re.compile(
    r"^(?P<front>.*?),?\s+(?:with|by|as (?:shown|documented|evidenced|measured) by)\s+(?:an?\s+)?"
    r"(?:[\w-]+\s+){0,3}?(?:scores?|scales?|measures?|instruments?)\s*\((?:e\.?g\.?,?|such as|for "
    r"example,?)\s*(?P<list>[^()]*\d[^()]*)\)\W*$",
    re.IGNORECASE,
)
_OR = re.compile(r",\s+or\s+", re.IGNORECASE)
# What stands behind one of these only narrows what is before it.
_NARROWS = re.compile(
    r"\s+\(?(?:before|after|at|within|during|due to|caused by|secondary to|confirmed|proven|"
    r"documented|demonstrated|requiring|needing|resulting|leading|despite|affecting|involving|"
    r"as (?:shown|evidenced|documented|demonstrated))\b",
    re.IGNORECASE,
)
# Behind it stands another way to meet it, or another person.
_OTHER_WAY = re.compile(
    r",\s*or\b|\bor (?:an?|history|documented|prior|previous|any)\b|;|"
    r"\b(?:relatives?|family|siblings?|parents?|mother|father|partner|donor|fetus|household)\b",
    re.IGNORECASE,
)
# "Liver testing will be repeated": what is to be done, which no denial of an illness settles.
_DOING = re.compile(
    r"\b(?:is|are|was|were|will|must|should|can|does|did|be|testing|tests?|screening|monitoring|"
    r"evaluation|assessment|consultation|treatment|therapy)\b",
    re.IGNORECASE,
)
_FEW = 2  # words: what has fewer of its own shares words with its neighbour
_SEVERITY = re.compile(
    r"^\W*(?:(?:mild|moderate|severe|profound|extreme)(?:ly)?(?:\s+(?:to|or)\s+)?)+"
    r"(?:disease|symptoms|severity)?\W*$",
    re.IGNORECASE,
)
_HOW_SEVERE = re.compile(
    r"\b(?:(?:mild|moderate|severe|profound|extreme)(?:ly)?|to|or|active|and)\b", re.IGNORECASE
)
_CUTS = 3  # places at which a criterion is cut: those behind tell details


def settle_compound(text: str, desk: Desk, inherited: Inherited, settle: Settle) -> Settled:
    """The finding of a criterion by its parts; OPEN where they do not settle it either.

    Args:
        text: A criterion that is open as a whole.
        desk: The case.
        inherited: What its neighbours say of it.
        settle: How one part is settled.
    """
    for attempt in (
        settle_shown_by,
        _severity_alone,
        _with_one_of,
        _by_scores,
        _some,
        _either,
        _narrowed,
    ):
        found = attempt(text, desk, inherited, settle)
        if found.state is not UNKNOWN:
            return found
    return OPEN


def _severity_alone(text: str, desk: Desk, inherited: Inherited, settle: Settle) -> Settled:
    """How severe the asked condition must be: "moderate to severe"."""
    for printed, _ in desk.conditions if _SEVERITY.match(text) else ():
        name = " ".join(_HOW_SEVERE.sub(" ", printed).split())
        found = settle(f"{text.strip()} {name}", desk, inherited)
        if name and found.state is not UNKNOWN:
            return found
    return OPEN


def _with_one_of(text: str, desk: Desk, inherited: Inherited, settle: Settle) -> Settled:
    """A number, and one of several things, or at least one of a kind, beside it."""
    if (some := _WITH_SOME.match(text)) and read_quantities(some.group("front")):
        parts = [settle(some.group(name), desk, inherited) for name in ("front", "what")]
        return OPEN if wanted_trials(some.group("what")) else joined(Join.ALL_OF, parts)
    match = _WITH_ONE_OF.match(text)
    if match is None or not read_quantities(match.group("front")) or wanted_trials(text):
        return OPEN
    front = settle(match.group("front"), desk, inherited)
    listed = [settle(piece, desk, Inherited()) for piece in _ITEM.split(match.group("list"))]
    return joined(Join.ALL_OF, [front, joined(Join.ANY_OF, listed)])


def _by_scores(text: str, desk: Desk, inherited: Inherited, settle: Settle) -> Settled:
    """What one of the scores that stand as examples must show."""
    match = _BY_SCORES.match(text)
    if match is None:
        return OPEN
    scores = [settle(piece, desk, Inherited()) for piece in _ITEM.split(match.group("list"))]
    shown = next((part for part in scores if part.state is MET), OPEN)
    return joined(Join.ALL_OF, [settle(match.group("front"), desk, inherited), shown])


def _some(text: str, desk: Desk, inherited: Inherited, settle: Settle) -> Settled:
    """One or more of what is counted: whoever has any, and not who has none."""
    match = _SOME.match(text)
    if match is None or wanted_trials(text):
        return OPEN
    return settle(text[match.end() :], desk, inherited)


def _either(text: str, desk: Desk, _: Inherited, settle: Settle) -> Settled:
    """Alternatives behind a comma, each of which names all that it asks for."""
    cuts = list(_OR.finditer(text))
    if len(cuts) != 1 or text.count("(", 0, cuts[0].start()) > text.count(")", 0, cuts[0].start()):
        return OPEN
    front, back = text[: cuts[0].start()], text[cuts[0].end() :]
    if "," in back or NEG_LEAD.match(front) or NEG_MID.search(front) or not _whole(front, back):
        return OPEN
    parts = [settle(piece, desk, Inherited()) for piece in (front, back)]
    if any(part.state is MET for part in parts) and "," in front:
        return OPEN  # "A, B, or C" may share what stands before or behind them
    return joined(Join.ANY_OF, parts)


def _narrowed(text: str, desk: Desk, inherited: Inherited, settle: Settle) -> Settled:
    """What is denied at large is denied in every narrower sense.

    "No fusion at the level to be treated" is met by who had no fusion. The other way round a
    denial often is of something else: it fails nothing.
    """
    denies = NEG_LEAD.match(text)
    for cut in list(_NARROWS.finditer(text))[:_CUTS] if denies and not wanted_trials(text) else ():
        front, tail = text[: cut.start()], text[cut.end() :]
        if not desk.terms.spot(front) or _OTHER_WAY.search(tail):
            continue
        if denies and _DOING.search(front, denies.end()):
            continue
        found = settle(front, desk, inherited)
        if found.state is MET and found.facts and all(f.negated for f in found.facts):
            return found
    return OPEN


def _whole(*pieces: str) -> bool:
    own = [[w for w in words(piece) if w.lower() not in STOP_WORDS] for piece in pieces]
    return all(len(found) >= _FEW for found in own)
