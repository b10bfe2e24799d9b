"""Support for one treatment, where it was asked for together with another one."""

from app.analysis import Analysis
from app.asked_jointly import is_added, is_joint
from app.joint_uses import is_for_one
from app.models import Verdict
from app.question_models import Question
from ingest.statements.models import Basis


def supports_one_alone(question: Question, found: Analysis) -> bool:
    """Whether a treatment is supported that was asked for together with another one.

    Who adds it to one that is taken already asks for it alone; what a policy's criteria ask for may
    tell of the other one, what a guideline recommends does not.

    Args:
        question: As it was read first.
        found: By another reading of it.
    """
    asked = any(is_joint(i.text) for i in question.interventions) and not is_added(question.text)
    if not asked or found.lead is None or is_joint(found.lead.intervention.text):
        return False
    deciding = [j.spoke.statement for p in found.lead.positions if p.decides for j in p.judged]
    alone = [s for s in deciding if is_for_one(s)]
    if found.verdict is Verdict.CONDITIONAL:
        return any(s.basis is Basis.RECOMMENDATION for s in alone)
    return found.verdict is Verdict.NECESSARY and bool(alone)
