"""How long ago something was, or how soon it will be: "20 days ago", "in 2 months".

A criterion asks for it as a time that has passed since ("at least 6 months since the prior
course"), as a time that is looked back on ("within the past 40 days"), or as a plan ("not scheduled
for surgery within 6 months").
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from math import inf

from app import dates
from app.fact_models import Fact, FactKind
from app.findings_base import MET, NOT_MET, OPEN, Desk, Settled
from app.lapses import Lapse, asked_before, kind_of_event, same_event
from app.measures import measure_name, norm_set, norms
from app.numbers_printed import number
from app.phrase_words import EMPTY
from app.quantities import NUMBER_WORD, TIME_DAYS, Interval, time_unit
from app.scope_cues import Scope
from app.stretches import stretches
from app.time_windows import WINDOW, days_of
from app.word_families import FRAMES

_N = rf"(?P<n>\d+(?:\.\d+)?|an?|{NUMBER_WORD})"
_UNIT = r"(?P<unit>days?|weeks?|wks?|months?|mos?|years?|yrs?)"
_AGO = re.compile(
    rf"(?:(?P<cmp>more than|over|less than|under|at least|only|about|almost|nearly)\s+)?\b{_N}\s*-?"
    rf"{_UNIT}\s+(?:ago|earlier|back)\b",
    re.IGNORECASE,
)
_SOON = re.compile(
    rf"\b(?:scheduled|planned|booked|set)\b[^.;,]{{0,25}}?\b(?:in|within)\s+{_N}\s*{_UNIT}\b",
    re.IGNORECASE,
)
_SINCE = re.compile(
    rf"(?:(?:at least|a minimum of|no (?:less|fewer) than|more than|≥|>=)\s+)?\b{_N}\s+(?:full |"
    rf"calendar )?"
    rf"{_UNIT}\s+(?:(?:must )?(?:have|has)\s+)?(?:(?:passed|elapsed|gone by)\s+)?since\s+"
    r"(?P<event>[^.;,()]+)",
    re.IGNORECASE,
)
_PLAN = re.compile(
    r"\b(?:scheduled|planned|planning|expected)\b\s*(?:to (?:undergo|have|receive)|for)?\s*"
    rf"(?P<event>[^.;,()]*?)\s+(?:with)?in\s+(?:the next\s+)?{_N}\s*{_UNIT}\b",
    re.IGNORECASE,
)
# "within 5 years of delivery"
_WITHIN_OF = re.compile(
    rf"\bwithin\s+(?:the first\s+)?{_N}\s*-?{_UNIT}\s+(?:of|after|from|since)\s+(?:the\s+)?"
    r"(?P<event>[^.;,()]+)",
    re.IGNORECASE,
)
# "at least 100 days after transplantation", and "day 150 after transplantation" in a case
_AFTER = re.compile(
    rf"(?:at least|a minimum of|no (?:less|fewer) than|more than|≥|>=)\s+{_N}\s*{_UNIT}\s+"
    r"(?:after|post|following)\s+(?P<event>[^.;,()]+)",
    re.IGNORECASE,
)
_DAY_AFTER = re.compile(
    rf"\b(?:(?P<nth>day)\s+)?{_N}(?(nth)|\s*-?{_UNIT})(?:\s+(?:after|following|since|s/p|"
    r"status[\s-]post|out\s+(?:from|of))\s+|\s*-?post(?:[\s-]+|(?=op|surg)))(?P<event>[^.;,()?]+)",
    re.IGNORECASE,
)
_SURGERY = "surgery"
# "if the member has had bariatric surgery", and "a gastric bypass 11 months ago" in a case
_HAD = re.compile(
    r"^\W*(?:(?:if|when)\s+)?(?:the\s+\w+\s+)?(?:has|have)\s+(?:previously\s+)?(?:had|undergone)\s+"
    r"(?:(?:an?|prior|previous)\s+)*(?P<event>[^.;,()]+?)\W*$",
    re.IGNORECASE,
)
# "at least 18 months post-operative": since the operation that the case tells of
_POST_OPERATIVE = re.compile(
    rf"(?:at least|a minimum of|no (?:less|fewer) than|more than|≥|>=)\s+{_N}\s*-?{_UNIT}\s+"
    r"post-?\s?(?:op(?:erative(?:ly)?)?|surg(?:ery|ical(?:ly)?))(?![\w-])",
    re.IGNORECASE,
)
# "a fracture older than 12 weeks", and "a 4-week-old fracture" in a case
_OLDER = re.compile(
    r"(?P<event>(?:[\w-]+\s+){0,2}?(?:fracture|injury|tear|rupture|stroke|infarct)s?)\s+"
    r"(?:(?:that|which)\s+)?(?:(?:is|are)\s+)?"
    rf"(?P<cmp>older|more|less|newer)\s+than\s+{_N}\s*{_UNIT}(?:\s+old)?\b",
    re.IGNORECASE,
)
_SO_OLD = re.compile(
    rf"\b{_N}[\s-]{_UNIT}[\s-]old\s+(?P<event>(?:[\w-]+\s+){{0,3}}?"
    r"(?:fracture|injury|tear|rupture|stroke|infarct))\b",
    re.IGNORECASE,
)
_NEGATED = re.compile(r"^\W*(?:no|not|without|never|has not had|have not had|absence of)\s+", re.I)
# "last month", "this year": in days, the fewest and the most that have passed since.
_RECENT = re.compile(
    r"\b(?P<which>last|this|earlier this)\s+(?P<unit>week|month|year)\b(?!['’])|\byesterday\b",
    re.IGNORECASE,
)
_DONE = norm_set(
    "completed completion done performed obtained undergone underwent conducted documented "
    "received taken occurred made had"
)
_REACH = 70  # characters: an event stands no further from its time
_CLAUSE = re.compile(r"[.;:?!\n](?=\s)|,\s+(?!(?:which|that|was|last|done|completed)\b)")


def wanted_lapses(text: str) -> Iterator[Lapse]:
    """The times since, before and until an event that a criterion asks for."""
    for match in (m for p in (_SINCE, _AFTER, _POST_OPERATIVE, _HAD) for m in p.finditer(text)):
        event = match.groupdict().get("event") or _SURGERY
        least = 0.0 if match.re is _HAD else _days(match)[0]  # had any time ago
        yield Lapse(_stems(event), Interval(low=least), *match.span(), event=event)
    for match in _PLAN.finditer(text):
        _, many = _days(match)
        yield Lapse(_stems(match.group("event")), Interval(high=many), *match.span(), future=True)
    for match in _OLDER.finditer(text):
        few, many = _days(match)
        days = Interval(low=few) if match.group("cmp").lower() in {"older", "more"} else None
        yield Lapse(_stems(match.group("event")), days or Interval(high=many), *match.span())
    for match in _WITHIN_OF.finditer(text):
        event = match.group("event")
        yield Lapse(_stems(event), Interval(high=_days(match)[1]), *match.span(), event=event)
    for match in WINDOW.finditer(text):
        front = re.split(r"[.;,()]|\bwith\b", text[: match.start()])[-1]
        negated = _NEGATED.match(front)
        start = match.start() - len(front) + (negated.end() if negated else 0)
        stems = _stems(text[start : match.start()]) - _DONE
        if stems:
            yield Lapse(stems, Interval(high=days_of(match)[1]), start, match.end())


def settle_lapse(wanted: Lapse, desk: Desk) -> Settled:
    """The finding of a time since an event; OPEN where the case gives none of that event."""
    told: list[Settled] = []
    for reading in desk.facts.readings:
        for stated in stated_lapses(reading.text, desk.facts.day):
            if stated.future is not wanted.future or not (
                same_event(wanted, stated)
                or kind_of_event(wanted, stated, desk.terms)
                or asked_before(wanted, stated, desk)
            ):
                continue
            scope = reading.scope_at(stated.start, stated.end)
            if not stated.future and scope & (Scope.DENIED | Scope.FAMILY):
                continue  # "no stroke last month" is none, nor is that of a father
            fact = reading.fact(FactKind.DURATION, stated.start, stated.end, name="time since")
            if stated.days.within(wanted.days):
                told.append(Settled(MET, (fact,)))
            elif stated.days.apart(wanted.days):
                told.append(Settled(NOT_MET, (fact,)))
    return told[0] if len({found.state for found in told}) == 1 else OPEN


def settle_window(allowed: float, desk: Desk, beside: Sequence[Fact] = ()) -> Settled:
    """Whether the case states that something was at most so many days ago.

    Where facts are given, a sentence of one of them must say so.
    """
    for reading in desk.facts.readings:
        own = [fact for fact in beside if fact.source == reading.source]
        for low, high in stretches(reading.text):
            near = [fact for fact in own if low <= fact.char_start < high]
            if beside and not near:
                continue
            for days, start, end in recent_days(reading.text, low, high, desk.facts.day):
                at = (start, end)
                if days <= allowed and (
                    not beside or any(_told(reading.text, f, at) for f in near)
                ):
                    return Settled(MET, (reading.fact(FactKind.DURATION, start, end, name="time"),))
    return OPEN


def _told(text: str, fact: Fact, when: tuple[int, int]) -> bool:
    """Whether a time is that of a fact in its sentence: "colonoscopy in 1999, visit last month"."""
    first, last = sorted(((fact.char_start, fact.char_end), when))
    gap = text[first[1] : last[0]]
    comma = re.search(r"[,;:]\s", gap)
    return not re.search(r"\b(?:19|20)\d\d\b", gap) and (
        comma is None or not set(norms(gap[comma.end() :])) - _DONE - EMPTY - FRAMES
    )


def looks_back_less(found: Settled, days: float, desk: Desk) -> bool:
    """Whether a denied finding rests on a shorter time alone: two attacks last month, so far.

    What is measured ("eosinophils 60 last week") is no count of so far.
    """
    if found.state is not NOT_MET:
        return False
    for fact in (f for f in found.facts if not measure_name(f.name).ids):
        for reading in desk.facts.readings if fact.kind is FactKind.MEASURE else ():
            for low, high in stretches(reading.text) if reading.source == fact.source else ():
                told = [most for most, *_ in recent_days(reading.text, low, high)]
                if low <= fact.char_start < high and told and max(told) < days:
                    return True
    return False


def stated_lapses(text: str, day: date | None) -> Iterator[Lapse]:
    """The times since and until an event that a case states."""
    for low, high in stretches(text):
        for fewest, most, at, end in dates.times_ago(text, low, high, day) if day else ():
            start = _event_start(text, low, at)
            event = text[start:end]
            yield Lapse(_stems(event), Interval(fewest, most), start, end, event=event)
        for match in _DAY_AFTER.finditer(text, low, high):
            if match.group("nth"):
                few = many = float(number(match.group("n")) or 0)
            else:
                few, many = _days(match)
            event = match.group("event")
            yield Lapse(_stems(event), Interval(few, many), *match.span(), event=event)
        for match in _SO_OLD.finditer(text, low, high):
            yield Lapse(_stems(match.group("event")), Interval(*_days(match)), *match.span())
        for pattern, future in ((_AGO, False), (_SOON, True), (_RECENT, False)):
            for match in pattern.finditer(text, low, high):
                few, many = _days(match) if pattern is not _RECENT else _recent(match)
                start = _event_start(text, low, match.start())
                said = (match.groupdict().get("cmp") or "").lower()
                days = Interval(
                    0 if said in {"less than", "under"} else few,
                    inf if said in {"more than", "over", "at least"} else many,
                )
                event = text[start : match.end()]
                yield Lapse(_stems(event), days, start, match.end(), future, event)


def _event_start(text: str, low: int, at: int) -> int:
    """Where the words begin that say what was at a time."""
    start = max(low, at - _REACH)
    cuts = [m.end() for m in _CLAUSE.finditer(text, start, at)]
    return cuts[-1] if cuts else start


def _days(match: re.Match[str]) -> tuple[float, float]:
    printed = match.group("n").lower()
    n = 1.0 if printed in {"a", "an"} else number(printed) or 1.0
    few, many = TIME_DAYS[time_unit(match.group("unit"))]
    return n * few, n * many


def _recent(match: re.Match[str]) -> tuple[float, float]:
    """Days since "last month" (up to two of them) or something of "this year"."""
    if not match.group("unit"):
        return 1.0, 1.0
    longest = TIME_DAYS[match.group("unit").lower()][1]
    return 0.0, longest * (2 if match.group("which").lower() == "last" else 1)


def recent_days(
    text: str, start: int, end: int, day: date | None = None
) -> Iterator[tuple[float, int, int]]:
    """How long ago at most something was by a span of text, with the words that say so."""
    for _, many, low, high in dates.times_ago(text, start, end, day) if day else ():
        yield many, low, high
    for match in WINDOW.finditer(text, start, end):
        yield days_of(match)[0], *match.span()
    for match in _AGO.finditer(text, start, end):
        if (match.group("cmp") or "").lower() not in {"more than", "over", "at least"}:
            yield _days(match)[1], *match.span()
    for match in _RECENT.finditer(text, start, end):
        yield _recent(match)[1], *match.span()


def _stems(text: str) -> frozenset[str]:
    return frozenset(norms(text)) - FRAMES - EMPTY
