"""Members of a class that a criterion names in brackets behind it."""

import re
from collections.abc import Callable

from app.findings_base import NOT_MET, Settled
from ingest.terms import Terms

_MEMBERS_OF = re.compile(r"\s*\((?P<members>[^()\d<>≥≤]+)\)")
# "failure of a statin (atorvastatin or rosuvastatin)": the class, and all that counts of it
_TRIAL_OF = re.compile(
    r"\b(?P<trial>trials?|failures?|failed|inadequate response|intolerance|tried)\b"
    r"(?P<front>[^().;]{0,60}?\b(?:of|to|with)\s+)(?:an?\s+|one\s+)?(?:[\w-]+\s+){1,5}"
    r"\((?P<members>[A-Za-z][^()\d<>≥≤.]*\bor\b[^()\d<>≥≤.]*)\)",
    re.IGNORECASE,
)
_EXAMPLES = re.compile(r"\b(?:e\.?g|such as|for example|including|other|any|similar)\b", re.I)
_DENIES = re.compile(r"\b(?:not|no|never|without|none|neither)\b", re.IGNORECASE)
_BETWEEN_MEMBERS = re.compile(r",\s*(?:(?:and|or)\s+)?|\s+(?:and|or)\s+|/")


def without_members(text: str, terms: Terms) -> str:
    """A criterion without the members that brackets name behind their class.

    "a DPP-4 inhibitor (sitagliptin, linagliptin)": who takes none of the class takes none of them.
    """
    for found in reversed(list(_MEMBERS_OF.finditer(text))):
        if not _DENIES.search(text, 0, found.start()):
            continue  # of a class that is asked for, its members tell what it is
        classes = {
            m.concept_id for m in terms.spot(text[: found.start()]) if m.end == found.start()
        }
        names = [name.strip() for name in _BETWEEN_MEMBERS.split(found["members"]) if name.strip()]
        told = [terms.of_phrase(name) for name in names]
        if classes and told and all(own & _members(classes, terms) for own in told):
            text = text[: found.start()] + text[found.end() :]
    return text


def none_was_had(text: str, terms: Terms, settle: Callable[[str], Settled]) -> Settled | None:
    """NOT_MET where none of the drugs was tried that brackets name for a class; None else.

    Args:
        text: The criterion.
        terms: Tell which words name treatments.
        settle: Gives the finding of a criterion in which the drugs stand for the class.
    """
    match = _TRIAL_OF.search(text)
    if match is None or _EXAMPLES.search(match["members"]):
        return None
    names = [name.strip() for name in _BETWEEN_MEMBERS.split(match["members"]) if name.strip()]
    if not all(terms.of_phrase(name) for name in names):
        return None
    plain = f"{match['trial']}{match['front']}{match['members'].strip()}"
    found = settle(text[: match.start()] + plain + text[match.end() :])
    return found if found.state is NOT_MET else None


def _members(classes: set[str], terms: Terms) -> frozenset[str]:
    return frozenset(member for concept in classes for member in terms.descendants(concept))
