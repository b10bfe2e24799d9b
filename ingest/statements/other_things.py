"""Refusals of "other devices": they say nothing of what the document is about.

"The use of other closure devices, including the Foobar system, is investigational": read as of the
document's subject it refused the very device that the policy covers.
"""

import re
from collections.abc import Iterable
from dataclasses import replace

from ingest.lexis import key_stems
from ingest.statements.models import Basis, Direction, Statement

# "other indications" are those of the same thing
_OTHER = re.compile(
    r"^\W*(?:the )?(?:use of )?(?:any |all )?other\s+(?!(?:[\w-]+\s+){0,2}?(?:indications?|uses?|"
    r"conditions?|diagnos[ei]s|purposes?|reasons?|circumstances?|situations?|populations?|"
    r"patients?|members?|individuals?)\b)\S",
    re.IGNORECASE,
)


def without_subject_in_others(
    statements: Iterable[Statement], subject: Iterable[str]
) -> list[Statement]:
    """Statements without the document's subject where they refuse other things than it.

    Args:
        statements: Of one document.
        subject: What the document is about.
    """
    own = [key_stems(name) for name in subject]
    kept: list[Statement] = []
    for statement in statements:
        refuses = statement.direction is Direction.AGAINST and statement.basis is Basis.COVERAGE
        if not (refuses and not statement.catch_all and _OTHER.match(statement.quote.text)):
            kept.append(statement)
            continue
        said = statement.quote.text.lower()
        named = tuple(
            n for n in statement.interventions if key_stems(n) not in own or n.lower() in said
        )
        if named:
            kept.append(replace(statement, interventions=named))
    return kept
