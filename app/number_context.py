"""Words around a wanted number: the test that shows it, the places where it is measured."""

import re
from dataclasses import replace

from app.fact_models import Fact
from app.findings_base import NOT_MET, OPEN, UNKNOWN, Desk
from app.findings_context import share_in_context
from app.measures import norms
from app.same_measures import plain_name
from app.scale_diseases import names_its_disease
from app.stretches import stretches
from app.trial_marks import Mark

_IS_DEFINED = re.compile(r"\b(?:of|by|on|as)\s*$", re.IGNORECASE)
_SHOWN_BY = re.compile(
    r",\s+(?:as\s+)?(?:shown|evidenced|demonstrated|indicated|defined|measured)\s+by"
    r"(?:\s+(?:an?|the))?\s*$",
    re.IGNORECASE,
)
_SHOW = re.compile(r"\b(?:shows?|demonstrates?|reveals?|documents?)\b", re.IGNORECASE)
_OR = re.compile(r",?\s+or\s+", re.IGNORECASE)
# "T-score at the hip, femoral neck or spine": any of the places will do.
_PLACE = re.compile(r"\s*(?:at|in|of|on)\s+(?!least\b)", re.IGNORECASE)
_PLACES = re.compile(r"\s*,\s+(?:or\s+)?|\s+or\s+", re.IGNORECASE)
_FINITE = re.compile(r"\b(?:is|are|was|were|has|have|had|who|with)\b", re.IGNORECASE)
# What is to be treated is what was measured; eyes are measured while they look ahead.
_OF_COURSE = re.compile(
    r"\s*(?:(?:in|of|at|on)\s+(?:the|each|a)\s+(?:[\w-]+\s+){1,3}(?:to be|being|that (?:is|will "
    r"be))\s+(?:treated|implanted|operated(?:\s+on)?|ablated|injected|replaced|repaired)|"
    r"for\s+(?:the\s+)?(?:age|sex|gender)(?:\s*(?:,|and|or|/)\s*(?:age|sex|gender|height))*|"
    r"in\s+(?:the\s+)?(?:primary|straight[- ]ahead)\s+(?:gaze|position)|"
    r"(?:before|prior to)\s+(?:the\s+)?(?:(?:elective|planned|proposed|requested)\s+)*(?:surgery|"
    r"operation|procedure|[a-z]+(?:plasty|ectomy|otomy|ostomy))|"
    r"(?:of\s+(?:the\s+)?)?predicted(?:\s+(?:value|normal))?(?:\s+or\s+\w+)?)\W*",
    re.IGNORECASE,
)
# A known measure tells by itself on what it is read ("Kellgren-Lawrence grade 3").
_SEEN_ON = re.compile(
    r"\s*(?:on|by|per|at)\s+(?:an?\s+|the\s+)?(?:[\w-]+\s+){0,2}?(?:radiographs?|x-?rays?|imaging|"
    r"echocardiogra\w+|spirometry|examination|polysomnography|duplex|ultrasound|mri|ct)\W*",
    re.IGNORECASE,
)
_SHOWN = re.compile(
    r".*\b(?:shows?|demonstrates?|reveals?|documents?)(?:\s+(?:an?|the))?\W*", re.I | re.S
)
_TEST = re.compile(
    r"\b(?:MRI|MRA|CTA?|ultraso\w+|US|duplex|x-?rays?|films?|radiogra\w+|echo\w*|PET|"
    r"angiogra\w+|biops\w+|endoscop\w+|EMG|NCS|scans?|by history|exam\w*)\b",
    re.IGNORECASE,
)
# "A trial of stimulation gave": of the asked treatment, and the case tells of the trial
_A_TRIAL = re.compile(
    r"\W*(?:an?\s+|the\s+)?(?:(?:temporary|test|screening|percutaneous|successful|initial)\s+)*"
    r"trial(?:\s+(?:of|with|period of)\s+(?P<what>[\w\s-]+?))?(?:\s+(?:gave|gives|shows?|showed|"
    r"provided|achieved|produced|resulted in|with|demonstrated|demonstrates))?\W*",
    re.IGNORECASE,
)
_STEM = 5  # letters that a treatment and what it does share: stimulator, stimulation
# "LDL of 190 or more before treatment" is told by "untreated LDL 210"
_UNTREATED = re.compile(
    r"\W*(?:(?:measured|obtained)\s+)?(?:(?:before|prior to|without|off)\s+(?:any\s+|starting\s+"
    r"|(?:the\s+)?start of\s+)?(?:treatment|therapy)|pre-?treatment|untreated|at baseline)\W*",
    re.IGNORECASE,
)
_OFF = re.compile(
    r"\b(?:untreated|pre-?treatment|at baseline|baseline|before (?:any |starting |the )?(?:"
    r"treatment|therapy|statins?|start\w*)|off (?:all )?(?:treatment|therapy|drugs|statins?))\b",
    re.IGNORECASE,
)
_HALF = 0.5


def facts_of(marks: list[Mark]) -> list[Fact]:
    """The facts of several marks."""
    return [fact for mark in marks for fact in mark.found.facts]


def of_one_number(text: str, span: tuple[int, int], cut: re.Match[str], inside: list[Mark]) -> bool:
    """Whether an "or" stands between tests that show a number, or places where it is measured."""
    numbers = [mark for mark in inside if mark.is_number and mark.start >= cut.end()]
    before = [mark for mark in inside if mark.end <= cut.start()]
    if numbers and not before:
        return _SHOW.search(text[cut.end() : numbers[0].start + 1]) is not None
    if not before or not before[-1].is_number or any(m.start >= cut.end() for m in inside):
        return False
    return _PLACE.match(text, before[-1].end, cut.start()) is not None and not _FINITE.search(
        text, cut.end(), span[1]
    )


def beside_number(piece: str, numbers: list[Mark], desk: Desk) -> tuple[float | None, bool]:
    """How much of the words beside a number its sentence tells, and whether that settles them.

    Of several places one will do; of the test that shows it, half its name.
    """
    untreated = _UNTREATED.fullmatch(piece) and any(
        _is_untreated(fact, desk) for fact in facts_of(numbers)
    )
    if untreated or _is_own_trial(piece, numbers, desk) or names_its_disease(piece, numbers, desk):
        return None, True
    if _OF_COURSE.fullmatch(piece) or (
        _SEEN_ON.fullmatch(piece) and all(mark.is_known for mark in numbers)
    ):
        return None, True
    facts = facts_of(numbers)
    if _PLACE.match(piece) and _OR.search(piece):
        told = [share_in_context(place, facts, desk) for place in _PLACES.split(piece)]
        best = max((share for share in told if share is not None), default=None)
        return best, best == 1
    share = share_in_context(piece, facts, desk)
    if _SHOWN.fullmatch(piece) and any(set(norms(piece)) & set(norms(f.quote)) for f in facts):
        return share, True  # "visual field testing shows": the number is one of a visual field
    known = any(mark.is_known for mark in numbers)  # what has a name may be measured otherwise
    plain = facts and not known and not any(_names_test(fact, desk) for fact in facts)
    if plain and _SHOWN.fullmatch(piece):
        return share, True  # who states what a test measures had the test
    enough = _HALF if _SHOWN.fullmatch(piece) else 1
    return share, share is not None and share >= enough


def _is_own_trial(piece: str, numbers: list[Mark], desk: Desk) -> bool:
    """Whether words beside a number are a trial of the asked treatment, of which the case tells."""
    match = _A_TRIAL.fullmatch(piece)
    own = {word[:_STEM] for word in desk.intervention_words}
    what = norms(match["what"] or "") if match else []
    if match is None or not own or any(word[:_STEM] not in own for word in what):
        return False
    return any(re.search(r"\btrial\b", fact.quote, re.IGNORECASE) for fact in facts_of(numbers))


def _is_untreated(fact: Fact, desk: Desk) -> bool:
    """Whether the sentence of a number says that it was measured without treatment."""
    for reading in desk.facts.readings:
        for low, high in stretches(reading.text) if reading.source == fact.source else ():
            if low <= fact.char_start < high and _OFF.search(reading.text, low, high):
                return True
    return False


def _names_test(fact: Fact, desk: Desk) -> bool:
    """Whether the sentence of a number says by which test it was measured."""
    for reading in desk.facts.readings:
        if reading.source == fact.source:
            for low, high in stretches(reading.text):
                if low <= fact.char_start < high and _TEST.search(reading.text, low, high):
                    return True
    return False


def at_other_places(text: str, marks: list[Mark]) -> list[Mark]:
    """Numbers of which several places will do: what fails at one may be reached at another."""
    found = []
    for index, mark in enumerate(marks):
        end = marks[index + 1].start if index + 1 < len(marks) else len(text)
        behind = re.split(r"[;.](?=\s)|\b(?:and|with|who)\b", text[mark.end : end])[0]
        several = mark.is_number and _PLACE.match(behind) and _OR.search(behind)
        failed = several and mark.found.state is NOT_MET
        found.append(replace(mark, found=OPEN) if failed else mark)
    return found


def goes_without_saying(piece: str, numbers: list[Mark]) -> bool:
    """Whether words beside a number are its name, or what the number defines."""
    if not plain_name(piece) or any(mark.is_change for mark in numbers):
        return True
    if _SHOWN_BY.search(piece) and not _TEST.search(piece):
        return True  # "functional disability, shown by a score of 2 or more"
    return _IS_DEFINED.search(piece) is not None and any(mark.is_known for mark in numbers)


def only_defines(text: str, start: int, inside: list[Mark]) -> bool:
    """Whether a number in brackets decides what is before it ("obesity (BMI of 30 or more)").

    The class that it defines needs not be stated ("class III obesity (BMI of 40 or more)").
    """
    known = [mark for mark in inside if mark.found.state is not UNKNOWN]
    if len(known) != 1 or known[0] is not inside[-1] or not all(m.is_number for m in inside):
        return False
    front = text[start : known[0].start]
    return front.count("(") > front.count(")") and len(inside) - len(known) <= 1


def responded_so(
    cut: re.Match[str], before: tuple[int, int], after: tuple[int, int], marks: list[Mark]
) -> bool:
    """Whether a number says how large a response must be: "responded with a reduction of 50 %"."""
    first = [mark for mark in marks if before[0] <= mark.start < before[1]]
    then = [mark for mark in marks if after[0] <= mark.start < after[1]]
    sized = bool(then) and then[0].is_number and then[0].is_change
    return cut.group().strip() == "with" and sized and [m.is_response for m in first] == [True]
