"""Drugs that a policy calls products: "Infliximab Intravenous Products", "Adalimumab Products".

Benefit managers write one policy for all products of a drug by one route. Who asks names the drug.
"""

import re

from ingest.drug_names import is_drug

_PRODUCTS = re.compile(
    r"(?P<drug>[A-Za-z][\w-]{4,})"
    r"(?P<route>\s+(?:intravenous|subcutaneous|oral|topical|injectable|inhaled|intranasal|nasal|"
    r"ophthalmic|transdermal|intramuscular|IV|SC))?"
    r"(?:\s*\([^()]*\))?\s+(?:products?|agents?|formulations?|preparations?|biosimilars?)",
    re.IGNORECASE,
)


_SHORT = {"intravenous": "IV", "subcutaneous": "SC"}


def drug_of_products(phrase: str) -> tuple[str, ...]:
    """Names of the drug whose products a phrase is on, with their route; () of other phrases."""
    found = _PRODUCTS.fullmatch(phrase.strip())
    if found is None or not is_drug(found["drug"]):
        return ()
    route = (found["route"] or "").strip().lower()
    named = f"{route} {found['drug']}".strip()
    return (named, f"{found['drug']} {_SHORT[route]}") if route in _SHORT else (named,)
