"""Noun phrases of a document: cleaned, and lists of them taken apart."""

import re

from ingest.statements.cleaning import clean, parenthetical
from ingest.statements.coordination import split_list

__all__ = ["NAMED_MEMBERS", "clean", "parenthetical", "split_list"]

NAMED_MEMBERS = re.compile(
    r"^(?P<head>[^()]{3,}?),?\s+(?:including|such as|e\.g\.,?|for example,?)"
    r"\s+(?P<members>[^()]+(?:\([^()]*\))?)$",
    re.IGNORECASE,
)
