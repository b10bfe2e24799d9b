"""What stands among criteria and asks for nothing of the patient: "no further criteria".

Tables print it in the column of criteria, and sentences beside a criterion: that nothing is asked
for, that the request itself needs or does not need an authorization, that either way will do. Held
against a case, such words would stay open for ever.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.statements.models import Criterion, Join

_AUTHORIZATION = (
    r"(?:prior (?:authori[sz]ations?|approval)|pre-?authori[sz]ation|pre-?certification|(?-i:PA)|"
    r"step therapy|utili[sz]ation review)"
)
# "with PA for members with ...": the way of the request stands before the people
BY_REQUEST = re.compile(
    rf"^\W*(?:only )?(?:with|by|upon|after|subject to|following)\s+(?:an? )?{_AUTHORIZATION}\W*"
    r"(?=(?:for|in|when|if)\b)",
    re.IGNORECASE,
)
# "Patient has tried zinc; OR  Note: Examples of zinc are ...": the note asks for nothing
NOTE = re.compile(
    r"(?P<joint>[;,]\s*(?:and|or)\b\W{0,3}|[.;,)])\s+notes?:\s+(?P<examples>(?:some )?"
    r"(?:examples?|for example|e\.g\.|such as|these include|this includes)\b)?",
    re.IGNORECASE,
)
# "An exception to the requirement for a trial of A can be made if the patient has already tried B."
EXCEPTED_IN_NOTE = re.compile(
    r"\bexceptions?\b[^.;]{0,250}?\b(?:can|may|is|are|will) be (?:made|granted|allowed) "
    r"(?:if|when|for)\s+(?P<who>[^.;]+)",
    re.IGNORECASE,
)
_VOID = re.compile(
    r"(?:"
    # nothing is asked for
    r"(?:there are )?no (?:(?:further|additional|other|specific|special|clinical|coverage|age|"
    r"quantity|medical) )*(?:criteria|requirements?|conditions|restrictions?|limits?|limitations?)"
    r"(?: (?:apply|applies|required|needed|are required|are needed|to meet))?|"
    # "avoid A whenever possible"
    r"(?:it is |at all |clinically )?(?:possible|feasible|practicable|practical)|"
    # how the request goes
    rf"(?:(?:is |are )?(?:covered|approved|available|payable|allowed|dispensed) )?without "
    rf"(?:an? |any )?{_AUTHORIZATION}|"
    rf"no {_AUTHORIZATION}(?: (?:is )?(?:required|needed|necessary))?|"
    rf"{_AUTHORIZATION} (?:is |are )?not (?:required|needed|necessary)|"
    # a trial that need not be
    r"(?:an? |prior |previous )*(?:[\w-]+ ){1,3}(?:trial|failure|step)(?: of [\w -]+)? (?:is|are) "
    r"not (?:required|needed|necessary)|"
    # for how long it is granted: "Initial authorization will be for no more than 6 months"
    r"(?:(?:initial|re-?|subsequent|continued?|renewal) ?)*(?:authori[sz]ations?|approvals?) "
    r"(?:will|"
    r"shall|may|must|is|are)(?: be)?(?: (?:granted|issued|given|approved|provided))? (?:for )?(?:a "
    r"(?:period|maximum|duration) of )?(?:no (?:more|longer) than |up to |at most |a maximum of )?"
    r"[\w-]+ (?:days?|weeks?|months?|years?)(?: of therapy)?|"
    # either way will do: "with or without cataplexy"
    r"(?:with or without|regardless of|irrespective of) (?:(?!\b(?:and|but|with|who)\b)[\w -])+|"
    # what a condition was cut out of: "who have A and are in B"
    r"(?:who|that|which|is|are|was|were|has|have|had|be|being|with|in|and|or|also|a|an|the|\s)+|"
    # the short form of the name before it
    r"\((?-i:[A-Z][A-Za-z0-9-]{1,9})\)"
    r")",
    re.IGNORECASE,
)
# That the request is looked at first says nothing of the patient; where it stands alone, what it is
# looked at for is printed elsewhere.
_REQUEST = re.compile(
    rf"(?:with|subject to|requires?|needs) (?:an? )?{_AUTHORIZATION}|"
    rf"{_AUTHORIZATION} (?:is |are )?(?:required|needed|necessary|obtained)",
    re.IGNORECASE,
)
# A sentence of its own behind a criterion, which takes something back
_TAKEN_BACK = re.compile(
    r"[.;]\s+(?P<said>[A-Z][^.;]{3,80}\bnot (?:required|needed|necessary))\W*$"
)


def asks_nothing(text: str) -> bool:
    """Whether a criterion asks for nothing that a patient could meet or fail."""
    return _VOID.fullmatch(text.strip(_EDGES)) is not None


_EDGES = " \t\n.,;:•*-"


def end_of_asked(text: str) -> int:
    """Where a criterion ends before a sentence that only says what is not asked for."""
    found = _TAKEN_BACK.search(text)
    return found.start() if found and asks_nothing(found["said"]) else len(text)


_PURPOSE = re.compile(
    r"\W*(?:(?:when|if)\s+)?(?:the |its |their )?(?:sole |primary |main )?(?:purpose|goal|aim|"
    r"intent)"
    r"(?: of (?:the )?(?:treatment|therapy|use|request|drug))? is (?:the |to )?(?P<what>\w.*?)\W*",
    re.IGNORECASE,
)


def without_void(node: Criterion, named: Sequence[str] = ()) -> Criterion | None:
    """The tree without what asks for nothing; None where nothing is left.

    Args:
        node: The tree.
        named: The conditions and aims of its Statement: "when the purpose is weight loss" asks no
            more than "for weight loss".
    """
    if node.join is Join.LEAF:
        purpose = _PURPOSE.fullmatch(node.text)
        again = purpose is not None and purpose["what"].lower() in {n.lower() for n in named}
        return None if again or asks_nothing(node.text) else node
    told = (without_void(child, named) for child in node.children)
    kept = tuple(left for left in told if left is not None)
    if node.join is Join.ALL_OF:
        kept = tuple(c for c in kept if not _REQUEST.fullmatch(c.text.strip(_EDGES))) or kept
    if len(kept) == len(node.children):
        return node if kept == node.children else replace(node, children=kept)
    if not kept:
        return None
    return replace(node, children=kept, n=min(node.n, len(kept)))
