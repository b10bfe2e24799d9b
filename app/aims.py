"""What a Statement's own words tell beside its slots: its aim, and whether it points to a list."""

import re

from ingest.lexis import content_stems
from ingest.statements.models import Criterion

# Words of a recommendation that a question about it leaves out: number, grade, and the phrase that
# gives the direction.
_FRAME = re.compile(
    r"^\W*(?:recommendation\s*)?[\d.]+[a-z]?[.)]?|\([^()]*\|[^()]*\)|\((?:strong|weak"
    r"|neither)[^()]*\)|\b(?:we )?(?:strongly )?(?:recommend|suggest)(?: (?:for or )?against"
    r"| offering)?\b|there is (?:insufficient|no available) evidence(?: to recommend)?(?: for "
    r"or against)?",
    re.IGNORECASE,
)


_PREVENT = re.compile(r"\bprevent\w*|\bprophyla\w+", re.IGNORECASE)


_ACUTE = re.compile(
    r"\bacute(?:ly)? (?:treat|manage|therap|relief)\w*|\babort\w*|\brescue\b|"
    # of those who have the disease, and not of what keeps it off
    r"\bas (?:an? )?treatment\b(?! (?:for|of)\b)",
    re.IGNORECASE,
)


def aim_of(text: str) -> str:
    """Aim of a treatment as a text says it: "prevention", "acute", or "" for neither or both."""
    prevent, acute = bool(_PREVENT.search(text)), bool(_ACUTE.search(text))
    return "" if prevent == acute else ("prevention" if prevent else "acute")


_TREAT = re.compile(r"\btreat(?:s|ed|ing|ment)?\b", re.IGNORECASE)


def treats(text: str) -> bool:
    """Whether a text speaks of treating, and of no preventing.

    Of itself it tells little: what prevents migraine is called its treatment. It tells where one
    source speaks of preventing a thing and of treating it, one sentence each.
    """
    return bool(_TREAT.search(text)) and not _PREVENT.search(text)


_LIST_LEAF = re.compile(
    r"\b(?:codes?\b[^.]{0,60}\b(?:support|list|section|below|group)|listed (?:diagnos|icd|code"
    r"|(?:in|under|on) [^.]{0,40}\b(?:group|article|table|list|appendix|attachment)\b)"
    r"|(?:see|refer to|in) [^.]{0,40}\bcodes?\b|icd-?10[^.]{0,40}\b(?:list|below|table|section))",
    re.IGNORECASE,
)


def refers_to_list(criteria: Criterion | None) -> bool:
    """Whether a criterion points to a code list ("see the diagnosis codes below")."""
    return criteria is not None and any(_LIST_LEAF.search(leaf.text) for leaf in criteria.leaves())


def said_stems(quote: str) -> frozenset[str]:
    """Stems of what a recommendation says, without its number, its grade and its direction."""
    return content_stems(_FRAME.sub(" ", quote))


_PREVENTION = re.compile(r"(?P<which>primary|secondary)(?: prevention)?", re.IGNORECASE)


def prevention_of(condition: str) -> str:
    """Which prevention is all that is asked for: "aspirin for primary prevention"; else "".

    Of what goes without saying: what a document gives for it is said of that prevention.
    """
    found = _PREVENTION.fullmatch(condition.strip())
    return f"{found['which'].lower()} prevention" if found else ""
