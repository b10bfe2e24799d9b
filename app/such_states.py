"""States that a payer's refusal names beside the disease that it covers.

"Necessary for pressure ulcers. Not necessary for: - ulcers with active infection - untreated
osteomyelitis": the refusals are no other uses but exclusions within the one that is covered.
"""

import re

from ingest.lexis import key_stems, words
from ingest.statements.models import Basis, Statement
from ingest.statements.phrases import split_list

# nobody has these as the disease that a thing is wanted for
_STATE = re.compile(
    r"(?:an? |any )?(?:active|untreated|uncontrolled|uncorrected|unresolved|ongoing|concurrent|"
    r"concomitant|co-?existing|decompensated|unstable|current)\s+\w|"
    r"(?:current )?(?:pregnancy|breast-?feeding|lactation)\W*$",
    re.IGNORECASE,
)
_LISTED = re.compile(r"\b(?:contra-?indicat\w+|exclusions?|exclusion(?:ary)? criteria)\b", re.I)
_KIND = re.compile(
    r"(?:^|\b(?:for|in|of|on)\s+)(?P<kind>(?:(?!\b(?:for|in|of|on)\b)[\w -]){3,50}?)\s+"
    r"(?:with|having|that (?:has|have|is|are))\s+(?P<what>[^.;:]+?)[.;\s]*$",
    re.IGNORECASE,
)
# "during treatment with X": what somebody takes beside
_TAKING = re.compile(
    r"^(?:during|while on|on|with)\s+(?P<what>(?:concurrent |concomitant )?(?:treatment|therapy|"
    r"use)\s+(?:with|of)\s+[^.;:]{3,60}?)[.;\s]*$",
    re.IGNORECASE,
)
# "- patients with X" in a list of refusals: who has it, whatever the thing is for
_PEOPLE_WITH = re.compile(
    r"^(?:(?:in|for|any) )?(?:patients?|people|persons?|individuals?|members?|adults?|children|"
    r"women|men|those|anyone)\s+(?:with|having|who (?:have|has))\b",
    re.IGNORECASE,
)
_ITEM = re.compile(r"^\W*(?:(?:\d{1,2}|[a-z])[.)]\s+)?", re.IGNORECASE)
# what many diseases are, told without which
_GENERIC = frozenset(
    key_stems(
        "wound ulcer lesion fracture tumor tumour mass joint limb site vessel vein artery skin "
        "tissue defect cyst nodule stricture stenosis injury case patient disease symptom"
    )
)
_N_WORDS = 14


def states_beside(statement: Statement, support: Statement) -> tuple[str, ...]:
    """What a refusal of a policy names that people have beside what its support is for; ()."""
    if statement.basis is not Basis.COVERAGE or statement.catch_all or statement.qualifier:
        return ()
    taken = _TAKING.match(_ITEM.sub("", statement.quote.text))
    return (taken["what"],) if taken else _of_kind(statement, support) or _of_list(statement)


def _of_list(statement: Statement) -> tuple[str, ...]:
    """The states that a list of exclusions names, or whoever has them; () of a list of uses."""
    if len(statement.condition_groups) != 1:
        return ()
    phrases, item = statement.condition_groups[0], _ITEM.sub("", statement.quote.text)
    lead = statement.lead_quotes[-1].text if statement.lead_quotes else statement.quote.text[-60:]
    told = _PEOPLE_WITH.match(item) or _LISTED.search(lead)
    return phrases if told or all(map(_STATE.match, phrases)) else ()


def _of_kind(statement: Statement, support: Statement) -> tuple[str, ...]:
    """What stands behind "ulcers with", of a kind of what the support is for."""
    text = _ITEM.sub("", statement.quote.text)
    found = _KIND.search(text)
    if found is None or len(words(found["what"])) > _N_WORDS:
        return ()
    kind = key_stems(found["kind"])
    known = [key_stems(phrase) for phrase in support.conditions]
    if not kind or not (kind <= _GENERIC or any(kind <= stems for stems in known)):
        return ()
    return tuple(split_list(found["what"]))
