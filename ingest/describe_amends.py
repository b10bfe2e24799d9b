"""Which recommendations of an earlier edition a focused update says that it replaces."""

import re

_NUMBER = r"[0-9]{1,3}[a-z]?(?:\.[0-9]{1,3}){0,4}[a-z]?"
# "This focused update replaces Recommendations 2.1 and 4.3 of the guideline published in May 2019"
_NAMED = r"(?:\s*\([^()]*\))?"  # "Sections 4.1 (Drug Therapy) and 6.3 (Surgery)"
_REPLACES = re.compile(
    r"\bthis (?:[\w-]+ ){0,3}(?:update|amendment|addendum|supplement|guidance|guideline|statement|"
    r"document) (?:[\w-]+ ){0,2}?(?:replaces|supersedes|amends|revises|updates) (?:only )?"
    r"(?:recommendations?|statements?|(?P<sections>sections?))\s+"
    rf"(?P<numbers>{_NUMBER}{_NAMED}(?:(?:,\s*(?:and\s+)?|\s+and\s+){_NUMBER}{_NAMED})*)"
    r"\s+(?:of|in|from) (?:the|our|its)\b[^.;]{0,80}?\b(?P<year>(?:19|20)\d\d)\b",
    re.IGNORECASE,
)


def amended_recommendations(text: str) -> tuple[str, ...]:
    """Entries of `Source.amends`, the edition told by its year: "2019#2.1", "2018#section 4.1"."""
    return tuple(
        dict.fromkeys(
            f"{match['year']}#{'section ' if match['sections'] else ''}{number}"
            for match in _REPLACES.finditer(" ".join(text.split()))
            for number in re.findall(
                rf"\b{_NUMBER}", re.sub(r"\([^()]*\)", "", match["numbers"]), re.IGNORECASE
            )
        )
    )
