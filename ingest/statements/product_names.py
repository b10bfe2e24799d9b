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


def drug_of_products(phrase: str) -> str | None:
    """The drug whose products a phrase names, with their route; None of any other phrase."""
    found = _PRODUCTS.fullmatch(phrase.strip())
    if found is None or not is_drug(found["drug"]):
        return None
    route = (found["route"] or "").strip().lower()
    return f"{route} {found['drug']}".strip()
