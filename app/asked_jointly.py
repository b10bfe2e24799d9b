"""A question for one treatment used together with another: "should A be combined with B?".

What documents say of the joint use answers it; where they say nothing of it, what they say of A.
"""

import re
from dataclasses import replace

from app.heard import Heard
from app.question_models import Phrase, Reading
from ingest.terms import Terms

_WITH = "combined with"
_TIE = re.compile(
    r"\s+(?:(?:(?:to )?be|is|are|being|used|given|taken|prescribed|administered)\s+)*"
    r"(?:(?:combined|together|in combination|in conjunction|concurrently|concomitantly|"
    r"simultaneously|along)\s+with|added to|on top of)\s+(?:an?\s+|the\s+)?",
    re.IGNORECASE,
)
_TAIL = re.compile(r"\s+(?:combined|together)$", re.IGNORECASE)


def _first(text: str) -> str:
    """The first treatment of what is asked for: "A together with B", "A combined"."""
    return _TAIL.sub("", _TIE.split(text, maxsplit=1)[0])


def is_joint(intervention: str) -> bool:
    """Whether an asked intervention is the use of one treatment together with another."""
    return f" {_WITH} " in intervention


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


def joint_reading(first: Reading, heard: Heard) -> Reading | None:
    """The reading of a question that asks for one treatment together with another; else None.

    Args:
        first: The reading that holds one of the two.
        heard: The question.
    """
    if len(first.interventions) != 1:
        return None
    asked = heard.phrase(_first(first.interventions[0].text), "intervention")
    for own in re.finditer(re.escape(asked.text), heard.text, re.IGNORECASE):
        tie = _TIE.match(heard.text, own.end())
        named = heard.spotter.spot(heard.text, kind="intervention") if tie else ()
        other = next((m for m in named if tie and m.start == tie.end()), None)
        if other and other.concept_id not in asked.concepts:
            # criteria are held against the first one: the other one is a fact of the case
            both = f"{own.group()} {_WITH} {heard.text[other.start : other.end]}"
            return Reading((replace(asked, text=both),), first.targets)
    return None
