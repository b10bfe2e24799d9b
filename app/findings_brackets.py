"""What a criterion's number is called beside the words right before it."""

import re
from collections.abc import Iterator

from app.findings_numbers import with_concepts
from app.measures import NO_MEASURE, MeasureName
from app.quantity_models import Quantity
from app.same_measures import is_change, plain_name
from ingest.terms import Terms

_OPENS = re.compile(
    r"(?P<what>(?:[\w-]+\s+){0,3}[\w-]+)\s*\(\s*(?:at least|≥|>)?\s*$", re.IGNORECASE
)
_OFTEN = re.compile(r"\b(?:recurrent|frequent|repeated|multiple)\s+", re.IGNORECASE)
# "pain of the trunk or limbs", "colorectal or endometrial cancer": two in one
_EITHER = re.compile(
    r"\b(?P<all>(?:\w[\w-]*,\s+)*\w[\w-]*),?\s+or\s+(?:the\s+)?(?P<last>\w[\w-]*)", re.IGNORECASE
)


def before_bracket(text: str, quantity: Quantity, terms: Terms) -> MeasureName:
    """The name before the bracket that a bare number opens; none where it opens none."""
    front = _OPENS.search(text[: quantity.start])
    if front is None or quantity.unit:
        return NO_MEASURE
    what = _OFTEN.sub("", front.group("what"))
    return with_concepts(plain_name(what), what, terms)


def other_names(quantity: Quantity, own: MeasureName) -> Iterator[tuple[MeasureName, bool]]:
    """What else a criterion's number may be called, each with whether it is one of several.

    Without its concepts; each alternative of "pain of the trunk or limbs".
    """
    yield own, False
    if quantity.noun and not is_change(own):  # so many days less are not so many days
        yield plain_name(quantity.noun), False
    if match := _EITHER.search(quantity.before):
        front, back = quantity.before[: match.start()], quantity.before[match.end() :]
        for member in (*re.split(r",\s+", match.group("all")), match.group("last")):
            yield plain_name(f"{front}{member}{back}"), True
