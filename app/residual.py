"""What remains of a question when its frame is cut away: "X for Y"."""

import re

from app.frames import ASIDES, FRONT, PREDICATE
from ingest.lexis import STOP_WORDS, is_generic, words

_ONLY_FRAME_WORDS = (
    "medically clinically supported appropriate indicated recommended necessary covered reasonable "
    "acceptable thoughts advised justified warranted allowed guideline evidence backed good idea "
    "yes no"
)
_ONLY_FRAME = frozenset(_ONLY_FRAME_WORDS.split())


def asks_nothing(sentence: str) -> bool:
    """Whether nothing but the frame of a question is left ("Medically supported?")."""
    left = stripped(sentence.rstrip("?! "))
    for aside in ASIDES:
        left = aside.sub(" ", f" {left} ").strip(" ?.,")
    return (
        not words(left)
        or is_generic(left)
        or all(w.lower() in _ONLY_FRAME or w.lower() in STOP_WORDS for w in words(left))
    )


_BE_DONE = re.compile(
    r"^\s*(?:should|can|could|must|would|may)\s+(?P<who>(?:an?|my|this|the"
    r"|our)\s.+?)\s+(?:(?P<screened>be screened)"
    r"|(?:qualify|meet criteria|be (?:eligible|a candidate|approved)) for"
    r"|benefit from|be (?:treated|offered|given|referred|tested"
    r"|started|put|prescribed|evaluated|imaged|managed)|take|get|receive|have|undergo|use"
    r"|start|try|be on)\s+(?P<how>with |for |on |to )?(?P<rest>.+)$",
    re.IGNORECASE,
)


def residual_of(sentence: str, intent: str) -> str:
    """What remains of the sentence when the frame of the question is cut away: "X for Y"."""
    text = sentence.strip().rstrip("?!. ")
    text = re.sub(r"[\"“”]", "", text)
    done = _BE_DONE.match(text)
    if done:
        how = done.group("how") or ""
        thing = (
            f"screening {how}{done.group('rest')}" if done.group("screened") else done.group("rest")
        )
        text = f"{thing} in {done.group('who')}"
    if intent != "verdict":
        text = re.sub(
            r"^\s*(?:and |so |then )?(?:what|which|how|when|who|where|why)(?:'s|\s+(?:is|are"
            r"|does|do|should|can|much|many|often|long|soon|kind of|type of))*\b\s*",
            "",
            text,
            flags=re.IGNORECASE,
        )
    front = re.match(
        r"\s*(?P<front>(?:for|in|among|given|with)\s+(?:a |an |the |my "
        r"|our )?.+?)[,:]\s+(?P<rest>(?:is|are|should|can|could|do|does|would|will|may|what"
        r"|which|how)\b.+)$",
        text,
        re.IGNORECASE,
    )
    if front:
        return f"{stripped(front.group('rest'))} {_as_for(front.group('front'))}"
    story = re.match(
        r"(?P<front>.{8,}?)(?:[,;:–—-]|\s+and)\s+(?P<rest>(?:is|are|should|can|could|do|does"
        r"|would|will|may|what about|how about|ok to|any role)\b.+)$",
        text,
        re.IGNORECASE,
    )
    if story and not re.match(
        r"\s*(?:is|are|should|can|could|do|does|would|will|may)\b",
        story.group("front"),
        re.IGNORECASE,
    ):
        if asks_nothing(story.group("rest")):
            return stripped(story.group("front"))
        return f"{stripped(story.group('rest'))} {_as_for(story.group('front'))}"
    return stripped(text)


def _as_for(front: str) -> str:
    """What stands before the asking part, as a population behind it."""
    bare = front.strip(" ,:;")
    if re.match(r"(?:for|in|among)\b", bare, re.IGNORECASE):
        return bare
    if re.search(r"\b(?:with|who|has|patient)\b", bare, re.IGNORECASE):
        return f"in {bare}"
    return "in a patient with " + re.sub(r"^(?:given|with)\s+", "", bare, flags=re.IGNORECASE)


def stripped(text: str) -> str:
    """A sentence without asides, the front of a question, predicates and fillers."""
    previous = ""
    current = text.strip()
    for aside in ASIDES:
        shorter = aside.sub(" ", current).strip(" ,:;–-")
        if words(shorter) and not is_generic(shorter):
            current = shorter
    while previous != current:
        previous = current
        for pattern in FRONT:
            shorter = pattern.sub("", current, count=1).strip(" ,:;–-")
            if words(shorter):
                current = shorter
    current = PREDICATE.sub(" ", current)
    current = re.sub(
        r"\b(?:instead(?! of)|please|too|as well|at all|yet|again|still|really|actually|anyway"
        r"|though|nowadays|these days|right now|today)\b",
        " ",
        current,
        flags=re.IGNORECASE,
    )
    current = re.sub(
        r"^\s*(?:to|that|of|on|it|there|him|her|them|by|for the use of)\s+",
        " ",
        current,
        flags=re.IGNORECASE,
    )
    return re.sub(r"\s+", " ", current).strip(" ,:;–-")
