"""Parts of a phrase that do not make it another thing, or that name it for sure."""

import re

from ingest.codes import spot_codes
from ingest.lexis import key_stems


def printed_codes(text: str) -> frozenset[str]:
    """Codes of procedures and supplies that a phrase prints; in brackets they need no "code"."""
    inner = (f"code {part}" for part in re.findall(r"\(([^()]*)\)", text))
    found = (m for part in (f"code {text}", *inner) for m in spot_codes(part))
    return frozenset(m.code for m in found if m.system != "icd10cm")


def after_of(text: str) -> frozenset[str]:
    """Stems after "of the": a part of the body, which adds nothing ("stimulation of the brain")."""
    tail = re.search(r"\bof the (\w+)$", text)
    return key_stems(tail.group(1)) if tail else frozenset()
