"""Members of a class that a criterion names in brackets behind it."""

import re

from ingest.terms import Terms

_MEMBERS_OF = re.compile(r"\s*\((?P<members>[^()\d<>≥≤]+)\)")
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


def _members(classes: set[str], terms: Terms) -> frozenset[str]:
    return frozenset(member for concept in classes for member in terms.descendants(concept))
