"""One criterion: numbers, histories of treatment and phrases, each to be stated by the case.

Every part of a leaf must be settled, unless an "or" or an example says otherwise.
"""

import re
from dataclasses import replace

from app.counted_events import as_often
from app.denied_numbers import behind_denial
from app.episodes import settle_episode
from app.findings_ages import without_own_traits
from app.findings_base import MET, NOT_MET, OPEN, UNKNOWN, Desk, Settled, joined, turned
from app.findings_codes import CODE_LIST, by_code
from app.findings_context import share_in_context
from app.findings_glossed import settle_denied_number
from app.findings_marks import Inherited, marks_in
from app.findings_onset import settle_onset
from app.findings_phrases import NEG_LEAD, NEG_MID, named_in_question, settle_phrase
from app.findings_titles import of_asked_drug
from app.findings_told import settle_told
from app.leaf_anaphora import resolved
from app.leaf_brackets import (
    EQUAL,
    ONLY_EXAMPLES,
    REFERENCE,
    by_course,
    defined_by_any,
    without_allowance,
    without_glosses,
)
from app.leaf_clauses import clauses, separators, spans_between, wanted_trials
from app.leaf_members import none_was_had, without_members
from app.leaf_separators import CONJUNCT, DEFINED, LOOSE_ENDS, OR, OR_WHO
from app.measures import measure_name, norm, without_long_names
from app.named_measure import measure_in
from app.number_context import (
    at_other_places,
    beside_number,
    facts_of,
    goes_without_saying,
    of_one_number,
    only_defines,
    responded_so,
)
from app.phrase_times import without_times
from app.phrase_words import EMPTY, OPTIONAL
from app.reworded import reworded
from app.scale_diseases import names_its_disease
from app.sexes import FEMALE, MALE, for_sex, settle_sex, stated_sex
from app.times_ago import looks_back_less, settle_window
from app.trial_marks import Mark, shared_relative
from ingest.lexis import STOP_WORDS, words
from ingest.statements.criteria_void import end_of_asked
from ingest.statements.models import Join

_BESIDE = 12  # characters from a number to how it was measured
_SEXES = ("female", "male")
_HALF = 0.5  # of the words around a number: fewer of them are another setting
_LONGEST = 1500  # characters: a longer "criterion" is a passage that nobody took apart


def settle_leaf(text: str, desk: Desk, inherited: Inherited) -> Settled:
    """The finding of one criterion; OPEN where anything in it is not settled."""
    if len(text) > _LONGEST:
        return OPEN
    if CODE_LIST.search(text) and (
        desk.code_listed is not None or CODE_LIST.search(REFERENCE.sub(" ", text))
    ):
        return by_code(desk)
    if rest := without_allowance(text):
        part = settle_leaf(rest, desk, inherited)
        return part if part.state is MET else OPEN
    text = reworded(text[: end_of_asked(text)])
    if onset := settle_onset(text, lambda plain: _settled(plain, desk, Inherited()), desk):
        return onset
    desk = without_own_traits(text, desk)
    bare = without_members(of_asked_drug(text, desk), desk.terms)
    bare = without_glosses(without_long_names(resolved(bare)))
    if inherited.prefix and not wanted_trials(bare):
        bare = f"{inherited.prefix} {bare.strip()}"
    if not (FEMALE.search(bare) and MALE.search(bare)):
        return as_often(_settled(bare, desk, inherited), bare, desk)
    sex = stated_sex(desk)
    ways = [(one, replace(desk, sex="" if sex else one)) for one in ([sex] if sex else _SEXES)]
    told = [_settled(for_sex(bare, one), way, inherited) for one, way in ways]
    return told[0] if len({found.state for found in told}) == 1 else OPEN


def _settled(text: str, desk: Desk, inherited: Inherited) -> Settled:
    match = EQUAL.match(text)
    if match and measure_in(match["front"]) and measure_in(match["inner"]):
        front = _settled_clauses(match["front"] + match["rest"], desk, inherited)
        inner = _settled_clauses(match["inner"], desk, inherited)
        told = [part for part in (inner, front) if part.state is not UNKNOWN]
        return told[0] if len({part.state for part in told}) == 1 else OPEN
    found = _settled_clauses(text, desk, inherited)
    pieces = defined_by_any(text, desk.terms) if found.state is UNKNOWN else []
    parts = [_settled_clauses(piece, desk, inherited) for piece in pieces]
    found = next((part for part in parts if part.state is MET), found)
    if found.state is not UNKNOWN:
        return found
    by_number = settle_denied_number(text, lambda part: _settled_clauses(part, desk, inherited))
    untried = none_was_had(text, desk.terms, lambda way: _settled_clauses(way, desk, inherited))
    return settle_told(text, desk) or by_number or untried or found


def _settled_clauses(text: str, desk: Desk, inherited: Inherited) -> Settled:
    if ways := by_course(text):
        told = [_settled_clauses(way, desk, inherited) for way in ways]
        return next(
            (part for state in (MET, NOT_MET) for part in told if part.state is state), OPEN
        )
    found = [
        _expression(
            piece, 0, len(piece), at_other_places(piece, marks_in(piece, desk, inherited)), desk
        )
        or OPEN
        for piece in clauses(text)
    ]
    return joined(Join.ANY_OF, found)


def _cuts(
    pattern: re.Pattern[str], text: str, start: int, end: int, marks: list[Mark]
) -> list[re.Match[str]]:
    """Separators of a span that stand neither inside something read nor in brackets."""
    found = []
    for match in separators(pattern, text, start, end):
        inside = any(mark.start < match.start() and match.end() < mark.end for mark in marks)
        depth = text.count("(", start, match.start()) > text.count(")", start, match.start())
        dangling = text[: match.start()].rstrip().endswith("-")  # "first- or second-degree"
        if not inside and not depth and not dangling:
            found.append(match)
    return found


def _expression(text: str, start: int, end: int, marks: list[Mark], desk: Desk) -> Settled | None:
    """The finding of a span; None where it holds nothing to settle."""
    if whole := _cuts(OR_WHO, text, start, end, marks):
        found = [
            _expression(text, low, high, marks, desk)
            for low, high in spans_between(start, end, whole)
        ]
        return joined(Join.ANY_OF, [part or OPEN for part in found])
    cuts = _cuts(CONJUNCT, text, start, end, marks)
    if NEG_LEAD.match(text[start:end]):  # "no use with another drug" denies the two together
        cuts = [cut for cut in cuts if cut.group().strip(" ,").lower() != "with"]
    ends = [mark.end for mark in marks if mark.is_number]  # a comma right behind a number
    cuts = [c for c in cuts if c.group().strip(" ,") or not _beside(c.start(), ends)]
    spans = spans_between(start, end, cuts)
    if len(spans) == 1:
        return _alternatives(text, start, end, marks, desk)
    parts = [_alternatives(text, low, high, marks, desk) for low, high in spans]
    for index, cut in enumerate(cuts):
        after = spans[index + 1]
        if DEFINED.search(cut.group()) and any(
            m.is_number and after[0] <= m.start < after[1] for m in marks
        ):
            parts[index] = None
        numbers = [m for m in marks if m.is_number and m.found.facts and m.end <= after[0]]
        behind = [m for m in marks if m.is_number and m.found.facts and m.start >= after[0]]
        if responded_so(cut, spans[index], after, marks) or names_its_disease(
            text[slice(*spans[index])], behind, desk
        ):
            parts[index] = None
        part = parts[index + 1]
        if numbers and part and part.state is UNKNOWN:
            share = share_in_context(text[slice(*after)], facts_of(numbers), desk)
            parts[index + 1] = None if share == 1 else part
    return _all(parts)


def _beside(at: int, ends: list[int]) -> bool:
    return any(0 <= at - end <= _BESIDE for end in ends)


def _all(parts: list[Settled | None]) -> Settled | None:
    kept = [part for part in parts if part is not None]
    return joined(Join.ALL_OF, kept) if kept else None


def _alternatives(text: str, start: int, end: int, marks: list[Mark], desk: Desk) -> Settled | None:
    """A span at its "or"s beside a number or a history of treatment; phrases are left whole."""
    inside = [mark for mark in marks if start <= mark.start < end]
    if denied := behind_denial(text, start, end, inside):
        return turned(_settled_clauses(text[denied:end], desk, Inherited()))
    cuts = _cuts(OR, text, start, end, marks) if inside else []
    if all(mark.window_days is not None and not mark.is_number for mark in inside):
        cuts = []  # "no infarction or stroke in the past year": one time for all that is named
    cuts = [cut for cut in cuts if not of_one_number(text, (start, end), cut, inside)]
    if not cuts:
        return _together(text, start, end, marks, desk)
    if (tail := shared_relative(text, cuts[-1].end(), end, inside)) is not None:
        named = [_together(text, *s, marks, desk) for s in spans_between(start, tail, cuts)]
        either = joined(Join.ANY_OF, [part or OPEN for part in named])
        return _all([either, _together(text, tail, end, marks, desk)])
    negation = NEG_LEAD.match(text[start : cuts[0].start()]) or NEG_MID.search(
        text, start, cuts[0].start()
    )
    if negation and not any(
        m.start <= negation.start() < m.end for m in inside if m.start
    ):  # "has not had A (6 weeks) or B": too much hangs on the "not"
        return OPEN
    parts = [_together(text, *span, marks, desk) for span in spans_between(start, end, cuts)]
    kept = [part for part in parts if part is not None]
    return joined(Join.ANY_OF, kept) if kept else None


def _together(text: str, start: int, end: int, marks: list[Mark], desk: Desk) -> Settled | None:
    """What must hold together: the marks of a span, and the phrases between them."""
    inside = [mark for mark in marks if start <= mark.start < end]
    lead = NEG_LEAD.match(text[start:end])
    days = [mark.window_days for mark in inside if mark.window_days is not None]
    if lead and days and len(days) == len(inside):
        desk = replace(desk, window_days=max(days))
        found = _together(text, start + lead.end(), end, marks, desk)
        return turned(found) if found else None
    windows = [mark for mark in inside if mark.allowed_days is not None]
    parts: list[Settled | None] = [mark.found for mark in inside if mark not in windows]
    if only_defines(text, start, inside):
        parts = [mark.found for mark in inside if mark.found.state is not UNKNOWN]
        parts = [turned(part) for part in parts if part] if lead else parts
    else:
        bounds = [
            start,
            *(edge for mark in inside for edge in (mark.start, mark.end)),
            max(end, inside[-1].end if inside else end),
        ]
        rest = [text[bounds[i] : bounds[i + 1]] for i in range(0, len(bounds), 2)]
        numbers = [mark for mark in inside if mark.is_number and mark.found.facts]
        if numbers:
            parts = [_with_context(rest, parts, numbers, desk)]
        else:
            parts += [_rest(piece, desk, alone=not inside) for piece in rest]
    told = [part for part in parts if part is not None]
    for mark in windows:
        told = [
            OPEN if looks_back_less(part, mark.window_days or 0, desk) else part for part in told
        ]
    return _all([*told, *(_recent_enough(mark, told, desk) for mark in windows)])


def _recent_enough(window: Mark, told: list[Settled], desk: Desk) -> Settled:
    """A stretch of time is that of what stands beside it, or else of the asked condition."""
    facts = [fact for part in told for fact in part.facts]
    if not told:
        named = [named_in_question(printed, desk) for printed, _ in desk.conditions]
        stated = [desk.index.find(phrase) for _, phrase in desk.conditions]
        facts = [fact for fact in named if fact]
        facts += [fact for state, found in stated if state is MET for fact in found]
    return settle_window(window.allowed_days or 0, desk, facts) if facts else OPEN


def _with_context(
    rest: list[str], parts: list[Settled | None], numbers: list[Mark], desk: Desk
) -> Settled | None:
    """Numbers with the words around them, which the sentence of the stated number may carry.

    A number that fails in another setting than the wanted one fails nothing.
    """
    told, foreign = list[Settled | None](), False
    for piece in rest:
        if goes_without_saying(piece, numbers):
            told.append(settle_sex(piece, desk))
            continue
        share, enough = beside_number(piece, numbers, desk)
        if enough:
            continue
        told.append(_rest(piece, desk, alone=False))
        foreign |= share is not None and share < _HALF
    failed = any(mark.found.state is NOT_MET and mark.is_change for mark in numbers)
    if failed and foreign and any(part and part.state is UNKNOWN for part in told):
        return OPEN
    return _all([*parts, *told])


def _rest(piece: str, desk: Desk, *, alone: bool) -> Settled | None:
    """The finding of words that are neither number nor treatment.

    None for connectives and people.
    """
    if not alone and ONLY_EXAMPLES.fullmatch(piece):
        return None  # of what has been read before them
    if episode := settle_episode(piece, desk):
        return episode
    bare = without_times(piece).strip(" ,.;:")
    if bare.count("(") != bare.count(")"):
        bare = bare.strip("() ")
    if not (bare := LOOSE_ENDS.sub("", bare)):
        return None
    told = {norm(w) for w in words(bare) if w.lower() not in STOP_WORDS}
    found = settle_sex(bare, desk)
    if not alone and told <= OPTIONAL | EMPTY:
        return found  # "stage IV disease", "in women"
    named = measure_name(bare)
    if named.ids and not (named.stems or desk.terms.spot(bare, kind="condition")):
        return OPEN  # a measure without its number is no finding
    phrase = settle_phrase(bare, desk)
    return _all([found, phrase]) if not (alone and phrase is None and found is None) else None
