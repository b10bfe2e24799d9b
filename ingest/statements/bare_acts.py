"""An act that names nothing by itself: "the replacement", of "replacement of a device"."""

import re
from dataclasses import replace

from ingest.statements.models import Statement

_BARE = re.compile(r"(?:the |such |this )?(?:replacement|repair|removal|revision)s?", re.IGNORECASE)

_OF_WHAT = re.compile(
    r"\W*(?P<what>(?:replacement|repair|removal|revision) of (?:an? |the )?[\w -]{3,50}?):",
    re.IGNORECASE,
)


def without_bare_acts(statement: Statement) -> Statement:
    """A Statement without the bare name of an act, where it names of what the act is as well.

    "CMS covers the replacement", of a device, says nothing on the replacement of a knee.
    """
    kept = tuple(name for name in statement.interventions if not _BARE.fullmatch(name))
    front = _OF_WHAT.match(statement.quote.text)
    if front and statement.interventions and not kept:
        kept = (front["what"],)
    return replace(statement, interventions=kept) if kept else statement
