"""One criterion, read as numbers, histories of treatment and phrases, each of which the case must state.

Every part of a leaf must be settled, unless an "or" or an example says otherwise; a part that is not understood stays open,
and with it the leaf.
"""

import re
from dataclasses import dataclass

from app.fact_models import FactKind
from app.findings_base import MET, NOT_MET, OPEN, UNKNOWN, Desk, Settled, joined, turned
from app.findings_numbers import AGE_WORDS, WINDOW, is_age, name_of, settle_age, settle_number, settle_pressure, settle_window, with_concepts
from app.findings_phrases import NEG_LEAD, named_in_question, settle_phrase, settle_specialist
from app.findings_trials import settle_trial
from app.measures import MeasureName, measure_name
from app.quantity_reader import PRESSURE, Quantity, comparator_beside, read_quantities
from app.trial_cues import CURRENT, RESPONDED, TRIED
from app.trials import Trial, read_trials
from ingest.statements.models import Join

_CODE_LIST = re.compile(
    r"\b(?:diagnos(?:is|es)|icd-?10(?:-cm)?|listed|covered|appropriate|following)\s+codes?\b|\bcodes? (?:listed|below|that support|in the (?:list|table))|"
    r"\b(?:listed|covered|qualifying) diagnos[ie]s\b|\bdiagnos[ie]s (?:listed|in the list|from the list)|\bsee (?:the )?(?:section )?diagnosis codes",
    re.IGNORECASE,
)
_CODE = re.compile(r"[A-Za-z]\d[\dA-Za-z](?:\.?[\dA-Za-z]{1,4})?")
_REFERENCE = re.compile(r"\((?:see|refer to|table|appendix|section|note)\b[^)]*\)|\[[^\]]*\]", re.IGNORECASE)
# "7% (53 mmol/mol)", "20 pack-years (a pack of 20 ...)": the brackets say the same in other words.
_GLOSS = re.compile(r"(\d[^().;]{0,40})(\((?![^()]*(?:[<>≥≤]|at least|more|less|above|below))[^()]*\d[^()]*\))")
_OR_WHO = re.compile(
    r"\s*,?\s+or\s+(?:one|those|someone|anyone|patients?|persons?|people|individuals?)\s+(?:who|with)\s+(?:has|have|had)?\b", re.IGNORECASE
)
_CONJUNCT = re.compile(
    r"\s*,?\s+(?:(?<!\bassociated )(?<!\bcombination )(?<!\btreated )(?<!\bconsistent )(?<!\bcompatible )(?<!\binterferes )(?<!\binterfere )(?<!\bcompared )(?<!\bdiagnosed )(?<!\bpatients )"
    r"(?<!\bpatient )(?<!\baccordance )(?<!\bconjunction )(?<!\bconcurrently )(?<!\bcomply )(?<!\bcontact )(?<!\bindividuals )with|who (?:has|have|had|is|are)|accompanied by|in addition to|plus|along with|as well as|and also|together with|in the presence of|"
    r"as (?:evidenced|demonstrated|documented|confirmed|shown|determined|measured|defined) (?:by|on)|defined (?:as|by)|(?:documented|confirmed|verified|evidenced|proven|demonstrated) (?:by|on|with|through)|"
    r"characteri[sz]ed by|(?=without\b))(?:\b|(?=without))\s*|\s*;\s*",
    re.IGNORECASE,
)
_DEFINED = re.compile(r"defined|evidenced|measured|characteri", re.IGNORECASE)
_OR = re.compile(r"\s*,?\s+(?:and/or|or)\s+(?!(?:more|greater|higher|older|less|fewer|lower|younger|above|below|over|under|equal|longer|better|worse)\b)", re.IGNORECASE)
_AND = re.compile(r"\s*,?\s+and\s+(?!(?:over|older|above|up)\b)", re.IGNORECASE)
_COMMA = re.compile(r"\s*,\s+")
_RESPONSE = re.compile(
    r"\b(?:(?:documented|demonstrat\w+|evidence of|documentation of|positive|beneficial|adequate|continued|sustained|objective|meaningful|significant|favou?rable|clinical)\s+)+(?:clinical |therapeutic )?(?:response|improvement|benefit)\b"
    r"(?!\s+(?:to|from|on|with|of|after)\s)|\b(?:is|has been) (?:responding|improving|benefit\w+)\b",
    re.IGNORECASE,
)
# "the child", "this adult" is just the patient; "children", "an adult" says who.
_THE = re.compile(r"\b(?:the|this|such|each|management of)\s+$", re.IGNORECASE)
_FEMALE = re.compile(r"\b(?:wom[ae]n|females?|girls?)\b", re.IGNORECASE)
_MALE = re.compile(r"\b(?:m[ae]n|males?|boys?)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Mark:
    """A run of a leaf that has been read as something else than a phrase, with its finding."""

    start: int
    end: int
    found: Settled
    is_number: bool = False
    is_window: bool = False


@dataclass(frozen=True, slots=True)
class Inherited:
    """What the lead-in or an earlier sibling gives to a leaf that leaves it out.

    Attributes:
        measure: What a bare number measures ("or 5 to 14 events per hour").
        prefix: Words that govern the leaf's treatments ("failure of").
    """

    measure: MeasureName = MeasureName(frozenset(), frozenset())
    prefix: str = ""


def settle_leaf(text: str, desk: Desk, inherited: Inherited) -> Settled:
    """The finding of one criterion; OPEN where anything in it is not settled."""
    if _CODE_LIST.search(text) and (desk.code_listed is not None or _CODE_LIST.search(_REFERENCE.sub(" ", text))):
        return _by_code(desk)
    bare = _REFERENCE.sub(lambda m: " " * len(m.group()), text)
    bare = _GLOSS.sub(lambda m: m.group(1) + " " * len(m.group(2)), bare)
    if inherited.prefix and not read_trials(bare):
        bare = f"{inherited.prefix} {bare.strip()}"
    marks = _marks(bare, desk, inherited)
    return _expression(bare, 0, len(bare), marks, desk) or OPEN


def measure_in(text: str) -> MeasureName:
    """The measure that a criterion's last number names, for a sibling that leaves the name out."""
    named = [name for q in read_quantities(text) if (name := name_of(q)[0])]
    return named[-1] if named else MeasureName(frozenset(), frozenset())


def _by_code(desk: Desk) -> Settled:
    if desk.code_listed is None:
        return OPEN
    state = MET if desk.code_listed else NOT_MET
    for printed, _ in desk.conditions:
        if _CODE.fullmatch(printed) and (fact := named_in_question(printed, desk)):
            return Settled(state, (fact,))
    return Settled(state)


def _marks(text: str, desk: Desk, inherited: Inherited) -> list[Mark]:
    marks = [m for t in read_trials(text) if (m := _trial_mark(text, t, desk))]
    marks += [
        Mark(*m.span(), settle_window(m, desk), is_window=True) for m in WINDOW.finditer(text) if not _inside(marks, *m.span())
    ]
    marks += [
        Mark(*m.span(), settle_trial(_THERAPY, read_trials(_THERAPY)[0], desk))
        for m in _RESPONSE.finditer(text)
        if not _inside(marks, *m.span())
    ]
    if (doctor := settle_specialist(text, desk)) and not _inside(marks, doctor[0], doctor[1]):
        marks.append(Mark(*doctor))
    marks += _pressure_marks(text, marks, desk)
    measure = inherited.measure
    for quantity in read_quantities(text):
        if not _inside(marks, quantity.start, quantity.end):
            mark, measure = _number_mark(text, quantity, measure, desk)
            marks = [m for m in marks if not (mark.start <= m.start and m.end <= mark.end)]
            marks.append(mark)
    marks += _age_words(text, marks, desk)
    return sorted(marks, key=lambda mark: mark.start)


def _pressure_marks(text: str, marks: list[Mark], desk: Desk) -> list[Mark]:
    found = []
    for match in PRESSURE.finditer(text):
        comparator = comparator_beside(text, match.start("sys"), match.end())
        if comparator and not _inside(marks, *match.span()):
            end = re.compile(r"(?:\s*or \w+)?").match(text, match.end())
            stop = end.end() if end else match.end()
            found.append(Mark(match.start(), stop, settle_pressure(match, comparator, desk), is_number=True))
    return found


_THERAPY = "documented positive response to therapy"


def _inside(marks: list[Mark], start: int, end: int) -> bool:
    return any(mark.start < end and start < mark.end for mark in marks)


def _trial_mark(text: str, trial: Trial, desk: Desk) -> Mark | None:
    """A history of treatment; a bare "after" or "on" in a criterion is left to the phrases."""
    loose = trial.statuses <= {TRIED, CURRENT} and text[trial.cue_start : trial.cue_end].strip().lower() in {"after", "on"}
    if loose or (not trial.items and trial.statuses != {RESPONDED}):
        return None
    start, end = min(trial.start, trial.cue_start), max(trial.end, trial.cue_end)
    if text.count("(", start, end) > text.count(")", start, end) and ")" in text[end:]:
        end = text.index(")", end) + 1
    return Mark(start, end, settle_trial(text, trial, desk))


def _number_mark(text: str, quantity: Quantity, measure: MeasureName, desk: Desk) -> tuple[Mark, MeasureName]:
    start = quantity.name_start if quantity.before else quantity.start
    if is_age(text, quantity):
        found = settle_age(quantity.interval, quantity.unit, desk)
        after = re.compile(r"\s*(?:of age|old)(?:\s+(?:and|or) (?:older|over|above))?", re.IGNORECASE).match(text, quantity.end)
        people = re.search(r"[\w\s]*\bage[ds]?\b[^.;,\d]*$", text[: quantity.start], re.IGNORECASE)
        return Mark(people.start() if people else quantity.start, after.end() if after else quantity.end, found, is_number=True), measure
    own, said = name_of(quantity)
    name = with_concepts(own, said, desk.terms) or measure
    end = quantity.end
    if said and said == quantity.after:
        end = text.find(said, quantity.end) + len(said)
    if said != quantity.before:
        start = quantity.start
    return Mark(start, end, settle_number(quantity, name, desk), is_number=True), name


def _age_words(text: str, marks: list[Mark], desk: Desk) -> list[Mark]:
    for pattern, interval in AGE_WORDS:
        match = pattern.search(text)
        if match is None or _inside(marks, *match.span()) or _THE.search(text[: match.start()]):
            continue
        if any(mark.is_number for mark in marks) and re.search(r"\badults?\b", match.group(), re.IGNORECASE):
            return [Mark(*match.span(), Settled(MET))] if _has_age(text) else [Mark(*match.span(), settle_age(interval, "year", desk))]
        return [Mark(*match.span(), settle_age(interval, "year", desk))]
    return []


def _has_age(text: str) -> bool:
    """ "adults 65 years and over": the number says which adults."""
    return any(is_age(text, quantity) for quantity in read_quantities(text))


def _cuts(pattern: re.Pattern[str], text: str, start: int, end: int, marks: list[Mark]) -> list[re.Match[str]]:
    """Separators of a span that stand neither inside something read nor in brackets."""
    found = []
    for match in pattern.finditer(text, start, end):
        inside = any(mark.start < match.start() and match.end() < mark.end for mark in marks)
        depth = text.count("(", start, match.start()) > text.count(")", start, match.start())
        if not inside and not depth:
            found.append(match)
    return found


def _expression(text: str, start: int, end: int, marks: list[Mark], desk: Desk) -> Settled | None:
    """The finding of a span; None where it holds nothing to settle."""
    if whole := _cuts(_OR_WHO, text, start, end, marks):
        found = [_expression(text, low, high, marks, desk) for low, high in _spans(start, end, whole)]
        return joined(Join.ANY_OF, [part or OPEN for part in found])
    cuts = _cuts(_CONJUNCT, text, start, end, marks)
    if NEG_LEAD.match(text[start:end]):  # "no use with another drug" denies the two together
        cuts = [cut for cut in cuts if cut.group().strip(" ,").lower() != "with"]
    spans = _spans(start, end, cuts)
    if len(spans) == 1:
        return _alternatives(text, start, end, marks, desk)
    parts = [_alternatives(text, low, high, marks, desk) for low, high in spans]
    for index, cut in enumerate(cuts):
        after = spans[index + 1]
        if _DEFINED.search(cut.group()) and any(m.is_number and after[0] <= m.start < after[1] for m in marks):
            parts[index] = None
    return _all(parts)


def _spans(start: int, end: int, cuts: list[re.Match[str]]) -> list[tuple[int, int]]:
    bounds = [start, *(edge for cut in cuts for edge in (cut.start(), cut.end())), end]
    return [(bounds[i], bounds[i + 1]) for i in range(0, len(bounds), 2)]


def _all(parts: list[Settled | None]) -> Settled | None:
    kept = [part for part in parts if part is not None]
    return joined(Join.ALL_OF, kept) if kept else None


def _alternatives(text: str, start: int, end: int, marks: list[Mark], desk: Desk) -> Settled | None:
    """A span at its "or"s, where a number or a history of treatment stands beside them; phrases are left whole."""
    inside = [mark for mark in marks if start <= mark.start < end]
    cuts = _cuts(_OR, text, start, end, marks) if inside else []
    if not cuts:
        return _together(text, start, end, marks, desk)
    parts = [_together(text, low, high, marks, desk) for low, high in _spans(start, end, cuts)]
    kept = [part for part in parts if part is not None]
    return joined(Join.ANY_OF, kept) if kept else None


def _together(text: str, start: int, end: int, marks: list[Mark], desk: Desk) -> Settled | None:
    """What must hold together: the marks of a span, and the phrases between them."""
    inside = [mark for mark in marks if start <= mark.start < end]
    lead = NEG_LEAD.match(text[start:end])
    if lead and any(mark.is_window for mark in inside) and all(mark.is_window for mark in inside):
        found = _together(text, start + lead.end(), end, marks, desk)
        return turned(found) if found else None
    parts: list[Settled | None] = [mark.found for mark in inside]
    if not _only_defines(text, start, inside):
        bounds = [start, *(edge for mark in inside for edge in (mark.start, mark.end)), max(end, inside[-1].end if inside else end)]
        rest = [text[bounds[i] : bounds[i + 1]] for i in range(0, len(bounds), 2)]
        parts += [_rest(piece, desk, alone=not inside) for piece in rest]
    return _all(parts)


def _only_defines(text: str, start: int, inside: list[Mark]) -> bool:
    """ "obesity (BMI of 30 or more)": the number in brackets decides what the words before it mean."""
    number = next((mark for mark in inside if mark.is_number), None)
    if number is None or len(inside) != 1:
        return False
    front = text[start : number.start]
    return front.count("(") > front.count(")") and number.found.state is not UNKNOWN


def _rest(piece: str, desk: Desk, *, alone: bool) -> Settled | None:
    """The finding of words that are neither number nor treatment; None for connectives and people."""
    bare = piece.strip(" ,.;:")
    if bare.count("(") != bare.count(")"):
        bare = bare.strip("() ")
    bare = re.sub(r"^(?:and|or|but|of|to|for|in|on|with|by|at|from|that|than|the|an?|is|are|has|have|had|who)\b\s*|\s*\b(?:and|or|of|to|for|in|on|with|by|at|from|the|an?|is|are|has|have|had)$", "", bare, flags=re.IGNORECASE)
    if not bare:
        return None
    named = measure_name(bare)
    if named.ids and not named.stems:
        return OPEN  # a measure without its number is no finding
    found = _sexes(bare, desk)
    phrase = settle_phrase(bare, desk)
    return _all([found, phrase]) if not (alone and phrase is None and found is None) else None


def _sexes(text: str, desk: Desk) -> Settled | None:
    female, male = _FEMALE.search(text), _MALE.search(text)
    if bool(female) == bool(male):
        return None
    wanted = "female" if female else "male"
    stated = desk.facts.of(FactKind.SEX)
    if not stated or len({fact.name for fact in stated}) > 1:
        return OPEN
    return Settled(MET if stated[0].name == wanted else NOT_MET, (stated[0],))
