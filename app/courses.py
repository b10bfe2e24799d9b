"""Courses of treatment that are stated by their length alone: "PT for 10 weeks", "4 weeks of PT".

That it was had follows from its length; that it failed, from what its sentence says behind it ("8
weeks of PT and the pain is no better").
"""

import re
from collections.abc import Iterator

from app.quantity_reader import read_quantities
from app.trial_cues import FAILED, TRIED
from app.trial_items import items_in, length_of
from app.trial_words import DURATION, OBJECT_STOP
from app.trials import Trial

_REACH = 70  # characters: the treatment stands no further from its length
_OF = re.compile(
    r"\s*(?:of|on|with|in(?=\s+(?:an?\s+)?[\w -]{0,50}?(?:program(?:me)?|therapy|"
    r"rehabilitation)\b))"
    r"\s+",
    re.IGNORECASE,
)
# "after 8 weeks of statin therapy", "after a year on atorvastatin"
_AFTER_COURSE = re.compile(r"^after\b.*\s(?:of|on)\s", re.IGNORECASE | re.DOTALL)
_FOR = re.compile(r"\s*(?:\bfor|\bx|×|\bover|\blasting|,)?\s*(?:the past\s+)?$", re.IGNORECASE)
# A time that is looked back on, or an age, is no course.
_NO_COURSE = re.compile(
    r"\b(?:past|last|previous|within|in|every|each|per|at|age[d]?|after|since|until)\s*$",
    re.IGNORECASE,
)
_BEGINS = re.compile(
    r"[.;:?!\n,](?=\s)|\b(?:but|who|which|that|and|or|has|have|had|is|are|was|were|been|being|on|"
    r"with|after|for|failed|despite|in|completed|did|does|"
    r"gave|gives|provided|produced|yielded|brought)\b",
    re.IGNORECASE,
)
# What a sentence says of a course behind it. Another treatment may not stand between the two.
_NO_BETTER = re.compile(
    r"(?:(?!\b(?:after|on|then|before|since|started|switched|until)\b)[^.;:?!\n]){0,70}?"
    r"\b(?:(?:no|not|n['’]t|without|hardly|little|never)\s+(?:(?:any|much|really|been|measurable|"
    r"significant|lasting|sustained|real|getting|gotten|signs? of|adequate|yet|an?)\s+)*"
    r"(?:better|improv\w+|heal\w*|relie\w+|respon\w+|benefit\w*|help\w*)\b|still\s+(?:(?:has|have|having|in|with|severe|marked|"
    r"significant|a lot of|much|considerable|daily|constant)\s+)*(?:pain|painful|symptom\w*|"
    r"swelling|swollen|itch\w*|bleeding|hurt\w*|leak\w*|numb\w*|limp\w*)\b)(?!\s+(?:than|with) )",
    re.IGNORECASE,
)


def read_courses(text: str, taken: tuple[Trial, ...] = ()) -> Iterator[Trial]:
    """Courses of a sentence that no history of treatment accounts for."""
    for match in DURATION.finditer(text):
        if any(t.start < match.end() and match.start() < t.end for t in taken):
            continue
        length = length_of(match)
        front = _NO_COURSE.search(text[: match.start()])
        after = front and _AFTER_COURSE.match(text[front.start() : match.end() + len(" of ")])
        if length is None or (front and not after):
            continue
        start, end = _place(text, match)
        items = items_in(text, start, end)
        if items:
            low, high = min(items[0].start, match.start()), max(items[-1].end, match.end())
            failed = {FAILED} if _NO_BETTER.match(text, max(items[0].end, match.end())) else set()
            yield Trial(
                statuses=frozenset({TRIED} | failed),
                denied=False,
                items=items[:1],
                length=length,
                start=low,
                end=high,
                cue_start=low,
                cue_end=high,
            )


def _place(text: str, match: re.Match[str]) -> tuple[int, int]:
    """Where the treatment stands: behind "of", else before the length."""
    if of := _OF.match(text, match.end()):
        stop = OBJECT_STOP.search(text, of.end(), min(len(text), of.end() + _REACH))
        return of.end(), stop.start() if stop else min(len(text), of.end() + _REACH)
    low = max(0, match.start() - _REACH)
    front = _FOR.search(text, low, match.start())
    end = front.start() if front else match.start()
    begins = [m.end() for m in _BEGINS.finditer(text, low, end)]
    return (begins[-1] if begins else low), end


def is_rate(text: str, course: Trial) -> bool:
    """Whether what seems to be a course is counted by day ("three injections per day for")."""
    return any(
        q.unit.startswith("/") and q.start < course.items[0].end and course.items[0].start < q.end
        for q in read_quantities(text)
    )
