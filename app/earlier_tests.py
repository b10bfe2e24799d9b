"""Whether a test was done before: "the test has not been done before" against "never tested".

What is asked for is itself a test, and every question names it: its name beside "before" ("a test
before the drug is started") tells nothing of an earlier one.
"""

import re

from app.findings_base import MET, NOT_MET, OPEN, Desk, Settled
from app.scope_cues import Scope

_TEST = r"(?:genetic |germline |molecular |this |the |same |such )*(?:test(?:ing)?|analysis|assay)"
_DONE = r"(?:done|performed|completed|carried out)"
# Payers' policies on genetic and other tests of once in a lifetime
_WANTED = re.compile(
    rf"^\W*{_TEST} (?:has|have|was|were) not (?:previously |already )?(?:been )?{_DONE}"
    r"(?: (?:before|previously|already|earlier|in the past))?\W*$"
    rf"|^\W*(?:there (?:is|was) )?no (?:prior|previous|earlier) {_TEST}\W*$",
    re.IGNORECASE,
)
_NEVER = re.compile(
    r"\b(?:never|not) (?:yet )?(?:been )?tested\b(?: (?:before|previously))?"
    r"|\bno (?:prior|previous|earlier) (?:[\w*:-]+ ){0,3}?(?:test(?:s|ing)?|results?)\b"
    rf"|\btest(?:ing)? (?:has |was )?(?:not|never) (?:yet )?(?:been )?{_DONE}\b",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    r"\b(?:already|previously) (?:been )?tested\b|\btested (?:already|before|previously)\b"
    rf"|\btest(?:ing)? (?:was|were|has been) (?:already |previously )?{_DONE}\b"
    r"|\brepeat (?:of the )?(?:[\w*:-]+ ){0,3}?test(?:ing)?\b",
    re.IGNORECASE,
)
_UNTOLD = Scope.FAMILY | Scope.PLANNED


def settle_untested(text: str, desk: Desk) -> Settled | None:
    """The finding of a criterion that asks only that the test was not done before; None of others.

    It stays open where nothing is said of an earlier test.
    """
    if not _WANTED.match(text):
        return None
    for state, pattern in ((MET, _NEVER), (NOT_MET, _BEFORE)):
        if fact := desk.facts.first_said(pattern, "earlier test", _UNTOLD):
            return Settled(state, (fact,))
    return OPEN
