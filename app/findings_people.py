"""The finding of one part of a population; of "infants and children" either will do."""

from app.findings_ages import age_groups
from app.findings_base import Desk, Settled, joined
from app.findings_leaf import settle_leaf
from app.findings_marks import Inherited
from app.organs import settle_lost_organ
from ingest.statements.models import Join


def settle_people(part: str, desk: Desk) -> Settled:
    """The finding of one part of a population."""
    groups = age_groups(part) or [part]
    leaves = (settle_lost_organ(g, desk) or settle_leaf(g, desk, Inherited()) for g in groups)
    return joined(Join.ANY_OF, list(leaves))
