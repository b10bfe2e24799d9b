"""Holds a wanted number ("BMI of 40 or greater", "18 years or older") against the stated ones."""

import re
from dataclasses import replace
from math import inf

from app.days_of_condition import all_days
from app.derived_numbers import is_share_of_change, is_told_change, unit_as
from app.findings_ages import agreed
from app.findings_base import MET, NOT_MET, OPEN, Desk, Settled, joined
from app.loose_names import is_cut_short
from app.measures import NO_MEASURE, MeasureName, norm_set, norms
from app.models import FindingState
from app.quantities import TIME_DAYS, Interval
from app.quantity_models import Quantity
from app.same_measures import is_change, is_of_hearing, is_part, plain_name, same_measure
from app.stated_denials import compare_stated
from app.stated_numbers import MASSES, NEXT, StatedNumber, is_of_pain, stated_numbers
from app.two_units import as_wanted
from ingest.statements.models import Join
from ingest.terms import Terms

_LENGTH_UNIT = "mm"
_TEN = 10.0
_RANKED = "percentile"
_FEW = 2
_EPISODES = norm_set("episodes times events attacks accidents bouts occurrences spells")
_PAIN_SCALES = frozenset({"vas", "nrs"})  # both are told from 0 to 10
# Units that say by themselves what is counted.
_SELF_NAMED = frozenset({"pack-year", "/hpf"})
# What is measured in millimetres is a size of some kind.
_DIMENSIONS = norm_set("diameter size length width thickness dimension maximum maximal")
# "Duplex ultrasound shows reflux of": how it was found out goes with the number.
SHOWN_BY = re.compile(
    r"^.*\b(?:shows?|showing|demonstrates?|demonstrating|reveals?|revealing|documents?)\s+"
    r"(?:an?\s+|the\s+)?(?=\S)",
    re.IGNORECASE | re.DOTALL,
)
_LOSS = re.compile(r"\b(?:loss|lost|losing|gain(?:ed)?|down|less|reduction)\b", re.IGNORECASE)
_CHANGE = re.compile(
    r"\b(?:reduc|decreas|drop|fall|fell|declin|improv|increas|ris(?:e|ing)|rose|chang|loss|lost|"
    r"gain|less|progress|worsen|relie|respon|cut|lower|down|up\b|gr(?:ow|ew)|steepen|differ|"
    r"deteriorat|benefit|by\s*$)",
    re.IGNORECASE,
)
_SYMPTOMS = norm_set("symptom symptoms complaint complaints condition problem chronic clinical")
_COMPLAINTS = norm_set(
    "symptoms complaints pain ache aching discomfort itch itching pruritus headache ringing "
    "numbness tingling weakness cough nausea fatigue insomnia stiffness dizziness vertigo "
    "heartburn obstruction congestion drainage discharge diarrhea constipation wheeze hives rash "
    "tremor spasms"
)
_CARE = norm_set("therapy treatment medication relief care exercise free management program")
_ABSENT = re.compile(
    r"\b(?:no|without|free|resolved|absent|absence|disappeared)\b|\bwent away\b", re.IGNORECASE
)
_NOW = re.compile(
    r"\b(?:now|currently|today|latest|most recent|current|down to|up to|repeat|recent|this "
    r"(?:week|month|year))\b",
    re.IGNORECASE,
)
_THEN = re.compile(
    r"\b(?:was|were|previously|initially|at diagnosis|at baseline|in (?:19|20)\d\d|last year|"
    r"years ago|had been|before|prior)\b",
    re.IGNORECASE,
)
# What was measured years ago tells nothing of now.
_LONG_AGO = re.compile(
    r"\b(?:\d+|two|three|four|five|six|seven|eight|nine|ten|several|many|some) (?:years|yrs) "
    r"(?:ago|back|earlier)\b",
    re.IGNORECASE,
)


def name_of(quantity: Quantity) -> tuple[MeasureName, str]:
    """What a criterion's number measures, and the words that say so.

    The words before it, unless only those behind it name a known measure ("psoriasis on at least
    10% of body surface area"). A change is named by all words beside it.
    """
    before = quantity.before[defined_by(quantity.before) :]
    told = [(plain_name(text), text) for text in (before, quantity.noun, quantity.after)]
    whole = plain_name(" ".join((quantity.before, quantity.noun, quantity.after)))
    if (quantity.unit == "%" or quantity.noun) and is_change(whole):
        return whole, before or quantity.after
    known = [row for row in told if row[0].ids]
    return next(iter(known or [row for row in told if row[0]]), (NO_MEASURE, ""))


def defined_by(before: str) -> int:
    """Where a known measure begins that defines what stands before it; 0 where none does.

    "Radiographic osteoarthritis of Kellgren-Lawrence grade": the grade says that it is there.
    """
    if is_change(plain_name(before)):
        return 0
    if shown := SHOWN_BY.match(before):
        return shown.end()
    for match in re.finditer(r"\b(?:of|by|on|as)\s+", before, re.IGNORECASE):
        behind = before[match.end() :]
        if plain_name(behind).ids and not plain_name(before[: match.start()]).ids:
            return match.end()
    return 0


def with_concepts(name: MeasureName, text: str, terms: Terms) -> MeasureName:
    """A name in which concepts stand for their words.

    So that "AAA" is "abdominal aortic aneurysm".
    """
    stems = set(name.stems)
    for mention in terms.spot(text):
        surface = set(norms(mention.surface))
        if surface & stems:
            stems = (stems - surface) | {f"={mention.concept_id}"}
    return MeasureName(name.ids, frozenset(stems))


def _widened(name: MeasureName) -> MeasureName:
    """The wanted name as the class of what may be stated."""
    stems = frozenset(f"<{s[1:]}" if s.startswith("=") else s for s in name.stems)
    return MeasureName(name.ids, stems)


def settle_number(wanted: Quantity, name: MeasureName, desk: Desk) -> Settled:
    """The finding of a threshold on a measure.

    Args:
        wanted: The criterion's number.
        name: What is measured; may come from a neighbour ("or 5 to 14 events per hour").
        desk: The case.
    """
    goal = wanted.interval
    if wanted.unit == _LENGTH_UNIT and name.stems - _DIMENSIONS:
        name = MeasureName(name.ids, name.stems - _DIMENSIONS)
    # "use for 4 hours per night": the unit says what is measured
    by_unit = wanted.unit in _SELF_NAMED or (not name and "/" in wanted.unit)
    if not name and not by_unit:
        return OPEN
    if goal.low == goal.high and (wanted.unit in TIME_DAYS or wanted.unit == "pack-year"):
        goal = Interval(low=goal.low)
    exact = goal.low == goal.high
    rows: list[tuple[FindingState, StatedNumber]] = []
    for stated in stated_numbers(desk):
        same = (by_unit and wanted.unit == stated.quantity.unit) or _is_same(
            wanted, name, stated, desk
        )
        # migraine days are headache days: so many of them are enough, too few of them tell nothing
        member = not same and goal.high == inf and same_measure(_widened(name), stated.name)
        if not (same or member) or _is_otherwise(wanted, name, stated.quantity):
            continue
        value, unit = as_wanted(
            stated.quantity.interval, stated.quantity.unit, stated.name.ids, wanted.unit, goal
        )
        own = (value, unit_as(unit, wanted.unit))
        told = compare_stated(stated.quantity, own, goal, wanted.unit)
        told = told or (None if member and not all_days(stated, desk, _asked(desk)) else told)
        if told or (told is False and not exact):  # a number without comparator rules nothing out
            rows.append((MET if told else NOT_MET, stated))
    rows = [row for row in rows if wanted.unit in TIME_DAYS or not _is_old(row[1])]
    rows = rows or _cut_short(wanted, name, desk)
    if len({state for state, _ in rows}) > 1:
        last = rows[-1]
        failed = last[0] is NOT_MET and NEXT.match(last[1].quantity.before)
        rows = [last] if failed else _of_now(rows)
    return agreed([(state, stated.fact) for state, stated in rows])


def _cut_short(
    wanted: Quantity, name: MeasureName, desk: Desk
) -> list[tuple[FindingState, StatedNumber]]:
    """Numbers of the wanted unit whose name is a shorter form of the wanted one."""
    rows = []
    for stated in stated_numbers(desk):
        if is_cut_short(wanted, name, stated) and not _is_otherwise(wanted, name, stated.quantity):
            q = stated.quantity
            told = compare_stated(q, (q.interval, q.unit), wanted.interval, wanted.unit)
            if told is not None:
                rows.append((MET if told else NOT_MET, stated))
    return rows


def _is_same(wanted: Quantity, name: MeasureName, stated: StatedNumber, desk: Desk) -> bool:
    is_time = wanted.unit in TIME_DAYS
    same = same_measure(name, stated.name, is_time=is_time)
    if name.ids & _PAIN_SCALES and is_of_pain(stated) and wanted.value <= _TEN:
        same = not name.stems or same_measure(replace(name, ids=frozenset()), stated.name)
    if not same and not name.ids and (rest := name.stems - desk.condition_words) != name.stems:
        # "valve area" where aortic stenosis is asked about
        same = bool(rest) and not is_time and same_measure(replace(name, stems=rest), stated.name)
    same = same or _of_no_other(name, stated) or _is_count(wanted, name, stated, desk)
    if wanted.unit == stated.quantity.unit == "dB":  # "40 dB HL in the right ear"
        same = same or (is_of_hearing(name) and is_of_hearing(stated.name))
    return same or (is_time and _is_complaint(name, stated, desk))


def _of_no_other(name: MeasureName, stated: StatedNumber) -> bool:
    """Whether a name is the wanted one but for the disease, of which the case names none there.

    "A lifetime risk of 14 %", where a lifetime risk of breast cancer is wanted.
    """
    rest = frozenset(stem for stem in name.stems if not stem.startswith("="))
    bare = not any(stem.startswith("=") for stem in stated.name.stems)
    short = rest == name.stems or len(rest) < _FEW or name.ids
    return bare and not short and same_measure(replace(name, stems=rest), stated.name)


def _asked(desk: Desk) -> frozenset[str]:
    """The asked conditions, as names of measures carry them."""
    atoms = [atom for _, phrase in desk.conditions for atom in phrase.atoms]
    return frozenset(f"={concept}" for atom in atoms for concept in atom.concepts)


def _is_count(wanted: Quantity, name: MeasureName, stated: StatedNumber, desk: Desk) -> bool:
    """Whether "episodes a week" are wanted and the asked condition is stated so often."""
    if "/" not in wanted.unit or name.ids or not name.stems <= _EPISODES or not name.stems:
        return False
    told = stated.name.stems
    return (
        stated.quantity.unit == wanted.unit and bool(told & _asked(desk)) and bool(told & _EPISODES)
    )


def _is_otherwise(wanted: Quantity, name: MeasureName, stated: Quantity) -> bool:
    """Whether a number of the same name says something else.

    "No pain for 9 months" is no pain, and the AHI is not a share of the AHI.
    """
    if wanted.unit in TIME_DAYS:
        return _denies(wanted.before) is not _denies(stated.before)
    if (wanted.unit == _RANKED) is not (stated.unit == _RANKED):
        return True  # the 70th percentile of the BMI is no BMI of 70
    lost = [bool(_LOSS.search(_said(quantity))) for quantity in (wanted, stated)]
    if wanted.unit in MASSES and lost[0] is not lost[1]:
        return True  # "lost 20 kg" is no weight
    if not wanted.unit and is_share_of_change(stated):
        return True
    change = is_change(name) or _CHANGE.search(_said(wanted)) is not None
    ends = is_change(name) and stated.value2 is not None and stated.value2 < stated.value
    if ends or (is_told_change(stated) and not change):
        return True  # "from 22 to 7" are the ends of a change
    return stated.unit != "%" == wanted.unit and is_part(wanted.after)


def _said(quantity: Quantity) -> str:
    return f"{quantity.before} {quantity.after}"


def _denies(before: str) -> bool:
    return _ABSENT.search(before) is not None


def _is_complaint(name: MeasureName, stated: StatedNumber, desk: Desk) -> bool:
    """Whether "symptoms" are asked for, and those of the patient, or the disease, are stated."""
    if not name.stems or name.ids or not name.stems <= _SYMPTOMS | _EPISODES:
        return False
    if stated.name.stems & _asked(desk) and not stated.name.stems & _CARE:
        return True
    own = {stem for stem in stated.name.stems if stem[:1] not in "<="}
    return bool(own & (_COMPLAINTS | desk.condition_words)) and not own & _CARE


def _of_now(
    rows: list[tuple[FindingState, StatedNumber]],
) -> list[tuple[FindingState, StatedNumber]]:
    """Of values that disagree, those that are said to be of now.

    Or that are not said to be of then.
    """
    now = [row for row in rows if _NOW.search(_around(row[1]))]
    return now or [row for row in rows if not _THEN.search(_around(row[1]))]


def _is_old(stated: StatedNumber) -> bool:
    return _LONG_AGO.search(_around(stated)) is not None


def _around(stated: StatedNumber) -> str:
    text = stated.reading.text
    front = re.split(
        r"[,;.](?=\s)", text[max(0, stated.quantity.start - 40) : stated.quantity.start]
    )[-1]
    return (
        front
        + " "
        + re.split(r"[,;.](?=\s|$)", text[stated.quantity.end : stated.quantity.end + 20])[0]
    )


def settle_pressure(match: re.Match[str], comparator: str, desk: Desk) -> Settled:
    """The finding of a pressure: either number at least so high, or both below."""
    parts = []
    for group, name in (("sys", "systolic"), ("dia", "diastolic")):
        value = float(match.group(group))
        wanted = Quantity(
            value, None, comparator, "mmHg", "", name, "", *match.span(), match.start()
        )
        parts.append(settle_number(wanted, MeasureName(frozenset({name}), frozenset()), desk))
    return joined(Join.ANY_OF if comparator.startswith(">") else Join.ALL_OF, parts)
