"""Rows of a compendium, each with its own topic: "Abdominal aneurysm: screening | Men aged 65 ...".

Source: the A and B grades of USPSTF and their like in other countries, many topics in one table.
"""

import re
from dataclasses import replace

from ingest.statements.draft import Ground
from ingest.statements.rows import Row
from ingest.statements.subject import looks_like_condition, subject_of

_COLUMN = re.compile(r"(?:clinical )?topics?(?: areas?)?", re.IGNORECASE)
_SERVICE = re.compile(
    r"\S.*: (?:screening|prevention|cessation|counsel(?:l)?ing|treatment|management|"
    r"(?:behaviou?ral |preventive )?(?:counsel(?:l)?ing |medication )?"
    r"(?:interventions?|medications?))",
    re.IGNORECASE,
)


def ground_of_row(ground: Ground, row: Row) -> Ground:
    """The document as a row has it: about the row's topic, where it is about nothing else."""
    at = next((i for i, t in enumerate(row.header) if _COLUMN.fullmatch(t.strip(" :*"))), None)
    if at is None or at >= len(row.cells) or ground.subject.conditions or ground.is_policy:
        return ground
    topic = row.cells[at].strip()
    subject = subject_of(replace(ground.context.source, subject=topic, title=topic))
    named = _SERVICE.fullmatch(topic) or any(map(looks_like_condition, subject.conditions))
    return replace(ground, subject=subject) if named and subject.conditions else ground
