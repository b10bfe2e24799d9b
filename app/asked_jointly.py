"""A question for one treatment used together with another: "should A be combined with B?".

What documents say of the joint use answers it; where they say nothing of it, what they say of A.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from app.heard import Heard
from app.question_models import Phrase, Reading
from ingest.terms import Terms

_WITH = "combined with"
_PAIR = 2
_TIE = re.compile(
    r"\s+(?:(?:(?:to )?be|is|are|being|used|given|taken|prescribed|administered)\s+)*"
    r"(?:(?:combined|together|in combination|in conjunction|concurrently|concomitantly|"
    r"simultaneously|along)\s+with|added to|on top of|plus)\s+(?:an?\s+|the\s+)?",
    re.IGNORECASE,
)
# "adding A to B", "put A on top of his B"
_ADDED = re.compile(r"\badd(?:ing|ition of)?\s+(?:an?\s+|the\s+)?$", re.IGNORECASE)
_TO = re.compile(
    r"\s+to\s+(?:(?:an?|the|his|her|their|my|existing|current|ongoing|background|stable)\s+)*",
    re.IGNORECASE,
)
# "A together with B", of which a tagger marks each
_PLAINLY = re.compile(
    r"\s+(?:(?:to be|is|are|being|used|given|taken|prescribed|administered)\s+)*(?:together|"
    r"combined|in "
    r"combination|in conjunction|concurrently|concomitantly|simultaneously)\s+with\s+$",
    re.IGNORECASE,
)
_TAIL = re.compile(r"\s+(?:combined|together)$", re.IGNORECASE)


def _first(text: str) -> str:
    """The first treatment of what is asked for: "A together with B", "A combined"."""
    return _TAIL.sub("", _TIE.split(text, maxsplit=1)[0])


def is_joint(intervention: str) -> bool:
    """Whether an asked intervention is the use of one treatment together with another."""
    return f" {_WITH} " in intervention


_ADDS = re.compile(r"\b(?:add(?:ed|ing|s)?|addition|add-on|on top of)\b", re.IGNORECASE)


def is_added(question: str) -> bool:
    """Whether a question asks to add a treatment to another one, which stays as it is."""
    return _ADDS.search(question) is not None


def without_other(asked: Phrase) -> Phrase:
    """A treatment without the one that it is used together with."""
    return replace(asked, text=asked.text.split(f" {_WITH} ")[0])


_APART = re.compile(r" without | (?:together )?with (?=(?:an)?other )", re.IGNORECASE)


def names_held(asked: Phrase, terms: Terms) -> tuple[str, ...]:
    """The names against which criteria are held: of the treatment, and not of what is beside it.

    Of "A without B" and of "A with another B" the second one is a fact of the case: a criterion may
    ask for it.
    """
    front, *behind = _APART.split(asked.text, maxsplit=1)
    apart = {m.concept_id for m in terms.spot("".join(behind), kind="intervention")}
    apart -= {m.concept_id for m in terms.spot(front, kind="intervention")}
    text = front if apart else without_other(asked).text
    return (text, *(terms.name(c) for c in asked.concepts if c not in apart))


def _before_tie(text: str, whole: str) -> str:
    """The first treatment of a marked text, also of "losartan to the lisinopril" that is added."""
    at = whole.lower().find(text.lower())
    added = at > 0 and _ADDED.search(whole[:at])
    return _first(_TO.split(text, maxsplit=1)[0] if added else text)


def _tied(asked: Sequence[Phrase], text: str) -> bool:
    """Whether two treatments are asked for as one: "A together with B"."""
    if len(asked) != _PAIR:
        return False
    first, second = (text.lower().find(p.text.lower()) for p in asked)
    between = text[first + len(asked[0].text) : second] if 0 <= first < second else ""
    return _PLAINLY.fullmatch(between) is not None


def joint_reading(first: Reading, heard: Heard) -> Reading | None:
    """The reading of a question that asks for one treatment together with another; else None.

    Args:
        first: The reading that holds one of the two.
        heard: The question.
    """
    if len(first.interventions) != 1 and not _tied(first.interventions, heard.text):
        return None
    asked = heard.phrase(_before_tie(first.interventions[0].text, heard.text), "intervention")
    for own in re.finditer(re.escape(asked.text), heard.text, re.IGNORECASE):
        added = _ADDED.search(heard.text[: own.start()])
        tie = _TIE.match(heard.text, own.end()) or (added and _TO.match(heard.text, own.end()))
        named = heard.spotter.spot(heard.text, kind="intervention") if tie else ()
        other = next((m for m in named if tie and m.start == tie.end()), None)
        if other and other.concept_id not in asked.concepts:
            # criteria are held against the first one: the other one is a fact of the case
            both = f"{own.group()} {_WITH} {heard.text[other.start : other.end]}"
            return Reading((replace(asked, text=both),), first.targets)
    return None
