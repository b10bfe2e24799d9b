"""Objects in which the people stand before the thing: "offer people with X a programme of Y"."""

import re

from ingest.statements.assessed import KIND_OF, assessed_people
from ingest.statements.slot_patterns import PEOPLE
from ingest.statements.subject import looks_like_condition

# "offer people with X a programme of Y"
_INDIRECT = re.compile(
    rf"^\s*(?P<who>{PEOPLE}\b(?:\s+(?:with|who (?:have|has))\s+[^:,]+?)?)\s*(?::|"
    rf"\s(?P<rest>(?:an?|the|either|one)\s.+))?$",
    re.IGNORECASE | re.DOTALL,
)
_NO_THING = r"(?!(?:with|who|whose|aged?|on|for|in|to|of|at|and|or|about|that|from|under|over)\b)"
# "offering IBS patients psyllium"
_GIVEN = re.compile(
    rf"^\s*(?:offer(?:ing)?|giv(?:e|ing)|provid(?:e|ing)|prescrib(?:e|ing))\s+(?P<who>{KIND_OF})"
    rf"\s+{_NO_THING}(?P<rest>\w.+)$",
    re.IGNORECASE | re.DOTALL,
)
# "IBS patients have serological testing", "against IBS patients having food allergy testing"
_HAVE = re.compile(
    rf"^\s*(?P<who>{KIND_OF}(?:\s+(?:with|under|over|aged?|without)\s+(?:(?!\bha(?:ve|ving)\b)"
    rf"[^,;:])+?)?)(?<!\bwho)\s+(?:hav(?:e|ing)|receiving|undergoing)\s+"
    rf"(?P<rest>(?!.*\b(?:be|receive|undergo|should)\b)\w.+)$",
    re.IGNORECASE | re.DOTALL,
)
# "treating patients with A, B, and an eGFR above 20 with C"
_TREAT = re.compile(
    rf"^\s*treat(?:ing|ment of)?\s+(?P<who>{PEOPLE}\b(?:.*\S)?)\s+with\s+"
    r"(?P<rest>[^,;]+)$",
    re.IGNORECASE | re.DOTALL,
)


# "screen asymptomatic pregnant persons for X": screening for X
_SCREEN = re.compile(
    rf"^\s*screen(?:ing)?\s+(?P<who>{KIND_OF}(?:\s+(?!for\b)[^,;:]+?)?)\s+for\s+(?P<what>\w.+)$",
    re.IGNORECASE | re.DOTALL,
)


def people_before(text: str) -> tuple[str, str] | None:
    """Who gets it and what they get, where they stand in this order; None of any other object."""
    if indirect := _INDIRECT.match(text):
        return indirect["who"], indirect["rest"] or ""
    if screened := _SCREEN.match(text):
        return screened["who"], f"screening for {screened['what']}"
    if assessed := assessed_people(text):
        return assessed
    treated = _TREAT.match(text)
    if treated and not looks_like_condition(treated["rest"]):
        return treated["who"], treated["rest"]
    found = _GIVEN.match(text) or _HAVE.match(text)
    return (found["who"], found["rest"]) if found else None
