"""Which sentences are worth the tagger's look: those that may hold a position at all."""

import re

from ingest.lexis import words
from ingest.statements.families.silence import reports

_MIN_WORDS, _MAX_WORDS = 4, 90
# A sentence without any of these words has no position, whatever else it says: it is not read.
_MAY_SPEAK = re.compile(
    r"\b(?:should|shall|must|may|can|could|might|recommend\w*|suggest\w*|advis\w+|offer\w*|consider"
    r"\w*|prefer\w*|avoid\w*|use[ds]?|using|cover\w*|necess\w+|reasonabl\w+|indicat\w+|eligib\w+"
    r"|benefit\w*|approv\w+|reimburs\w+|pa(?:y|ys|id)|payable|exclu\w+|deni\w+|investigat\w+"
    r"|experiment\w+|unproven|proven|evidence|insufficient|effective|ineffective|appropriat\w+"
    r"|contraindicat\w+|role|support\w*|option\w*|not|no|limited|allow\w*|accept\w*|favou?r\w*"
    r"|standard|first-line|criteria|meet\w*|authori[sz]\w+|valid\w*|useful|harm\w*|start|stop"
    r"|give|treat|refer|screen|perform|do)\b",
    re.IGNORECASE,
)


# What a document leaves to others is no position.
_LEFT_OUT = re.compile(
    r"\b(?:(?:do|does|did) not|don't|doesn't|not) (?:address|review|evaluate|discuss|apply to)"
    r"|\bnor (?:do|does) (?:they|it|this|these) (?:address|apply|extend|deal)\b"
    r"|\bnot (?:meant|intended) to (?:replace|supplant|substitute)\b"
    r"|\bremains? (?:an? |the )?(?:acceptable |reasonable |possible |valid )?(?:alternative|option)"
    r"|\b(?:outside|beyond) (?:of )?the scope|\bnot (?:addressed|reviewed|(?:with)?in the scope)",
    re.IGNORECASE,
)

# A sentence about the document itself: "The abstract does not single out any drug."
_OF_ITSELF = re.compile(
    r"^\W*(?:the|this|our) (?:abstract|digest|article|paper|page|summary|excerpt|table|appendix"
    r"|section|chapter)s? (?:above |below )?(?:do(?:es)?|gives?|states?|says?|names?|lists?|has|is"
    r"|was|were|shows?|leaves?|holds?|summari[sz]es)\b",
    re.IGNORECASE,
)

# A summary of the advice in general, for one thing and against another
_IN_GENERAL = re.compile(
    r"\brecommendations? (?:concern|relate to|regard|address|cover)\b"
    r"|\brecommendations? for\b[^.;]*\brecommendations? against\b",
    re.IGNORECASE,
)

# What a trial or a test did: "did not lower mortality", "are both effective ways of screening".
_OF_EFFECT = re.compile(
    r"\b(?:is|are) (?:both |all |also )?(?:equally )?(?:safe and )?effective (?:ways?|methods?"
    r"|means|tests?|tools?|modalit(?:y|ies)|modes?|techniques?)\b"
    r"|^\W*In (?:the )?[A-Z][A-Z0-9-]{2,}(?: (?:trial|study))?, [^.;]*"
    r"\b(?:did|was|were|had|reduced|lowered|improved|increased)\b"
)
# "Screening may be done in two steps": how, where it is done at all
_OF_MANNER = re.compile(
    r"\b(?:may|can|could) be (?:done|performed|carried out|conducted|made) (?:in|by|with|using|at"
    r"|as|via|through|either)\b",
    re.IGNORECASE,
)
# "when either A or B is satisfied": the sections that it announces speak
_ANNOUNCES = re.compile(r"\b(?:when|if) (?:either )?[A-H](?:, [A-H])*,? or [A-H] (?:is|are)\b")
_ADVISES = re.compile(r"\b(?:should|must|recommend\w*|suggest\w*|advise\w*)\b", re.IGNORECASE)


# "In 2019, drug X was not recommended": what an earlier edition said
_ONCE = re.compile(
    r"^\W*(?:in|until|before|up to) (?:[A-Z][a-z]+ )?(?:19|20)\d\d,?\s[^.;]*?\b(?:was|were) "
    r"(?:not )?(?:recommended|suggested|advised|covered|considered|offered)\b",
    re.IGNORECASE,
)


_NO_POSITION = (_ONCE, _LEFT_OUT, _OF_ITSELF, _IN_GENERAL, _OF_MANNER, _ANNOUNCES)


def may_speak(sentence: str) -> bool:
    """Whether a sentence has the length and a word of a position, and only reports none."""
    return (
        _MIN_WORDS <= len(words(sentence)) <= _MAX_WORDS
        and _MAY_SPEAK.search(sentence) is not None
        and not reports(sentence)
        and not any(pattern.search(sentence) for pattern in _NO_POSITION)
        and (_OF_EFFECT.search(sentence) is None or _ADVISES.search(sentence) is not None)
    )
