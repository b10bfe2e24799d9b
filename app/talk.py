"""Words of talk about a treatment, a payer or an answer: they name none, and no condition."""

from app.question_models import Phrase
from ingest.lexis import words

_OF_TALK = (
    "a about alternative alternatives an and another any anything are as ask asked at be been "
    "best better but by can could did do does else explain first for from get give given go had "
    "has have he help her here him his how i if in instead is it its kind less long many may me "
    "might more most much must my need needed needs next not of offer offered often okay on one "
    "option options or other others our please rather say says she should show so some start "
    "still stop tell than that the their them then there these they this those to too try us use "
    "used using was we were what when where which who whom why will with work works would you "
    "your "
    "again answer appeal approvable approval approve approved authorisation authorization "
    "authorize authorized case claim claims condition conditions cover coverage covered covers "
    "criteria criterion denial denied deny detail details diagnoses diagnosis document "
    "documentation documented documents evidence exactly guideline guidelines indicated "
    "indication indications information insurance insurer insurers intervention interventions "
    "justify letter medical medically medication medications met necessary necessity note notes "
    "paid paperwork patient patients pay payer payers plan plans policies policy position prior "
    "proof prove question questions reason reasons recommend recommendation recommendations "
    "recommended record records rejected reimbursed reimbursement request requested require "
    "required requirement requirements requires rule rules source sources step steps submit "
    "suggest suggested support supported supporting treatment treatments therapies therapy true "
    "verdict drug drugs"
)
_WORDS = frozenset(_OF_TALK.split())
# "What if she has failed ...": a fact of the case, whatever it names.
_SUPPOSES = ("if ", "although ", "because ", "since ", "though ", "unless ", "when ", "while ")


def is_talk(phrase: Phrase) -> bool:
    """Whether a phrase that was read as an intervention or a condition is none.

    What the terms or a code table know is something, whatever its words.
    """
    said = phrase.text.lower().strip()
    if said.startswith(_SUPPOSES):
        return True
    if phrase.concepts or phrase.codes:
        return False
    return all(word.lower() in _WORDS for word in words(said))
