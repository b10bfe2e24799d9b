"""Whether two phrases mean the same by the words that they share."""

import re
from collections.abc import Iterable, Sequence, Set

from app import contrasts
from app.phrase_models import NO_MATCH, Match, Relation, Spoken
from app.phrase_parts import DEGREES, FORMS, of_any
from app.question_models import Phrase
from ingest.lexis import STOP_WORDS, is_generic, key_stems, words
from ingest.statements.models import Statement

# Of two phrases that share their head and overlap otherwise: so much of each must be shared.
_MIN_SHARED_STEMS = 2
MIN_SHARED_SHARE = 0.66


def by_shared_words(asked: Spoken, spoken: Spoken, heads: Set[str]) -> Match:
    """One phrase within the other, or both of one head.

    Args:
        asked: From the question.
        spoken: From the document.
        heads: Head stems that occur in the documents' phrases; a phrase with another of these heads
            is another thing.
    """
    ours, theirs = asked.stems, spoken.stems
    if ours.isdisjoint(theirs):
        return NO_MATCH
    known = asked.head in heads and not is_generic(asked.head)
    is_form = asked.head in FORMS and spoken.text[:1].isupper() and " " not in spoken.text
    foreign_head = theirs < ours and known and asked.head not in theirs and not is_form
    # of a phrase that holds a name, what the document repeats must touch the name
    name_apart = (bool(asked.concepts) and theirs <= asked.rest) or theirs <= DEGREES
    if foreign_head or name_apart or contrasts.look_alike(asked.text, spoken.text):
        return NO_MATCH
    if theirs < ours:
        return Match(Relation.BROADER, "words", len(theirs) / len(ours))
    if ours < theirs and ours == theirs - of_any(spoken):
        return Match(Relation.SAME, "words", len(ours) / len(theirs))
    if ours < theirs and (spoken.head in ours or asked.head == spoken.head):
        return Match(Relation.NARROWER, "words", len(ours) / len(theirs))
    return _by_overlap(asked, spoken)


def _by_overlap(asked: Spoken, spoken: Spoken) -> Match:
    """Two phrases of one head that share most of their words."""
    ours, theirs = asked.stems, spoken.stems
    shared = len(ours & theirs)
    if (
        shared >= _MIN_SHARED_STEMS
        and shared / len(ours) >= MIN_SHARED_SHARE
        and shared / len(theirs) >= MIN_SHARED_SHARE
        and asked.head == spoken.head
    ):
        return Match(Relation.NARROWER, "words", shared / max(len(ours), len(theirs)))
    return NO_MATCH


_MIN_OF_WHOLE = 0.5
# Members of a list; one of them a bare adjective: they share the head of the last.
_MEMBERS = re.compile(r",\s*(?:(?:and|or)\s+)?|\s+(?:and|or)\s+")
_ADJECTIVE = re.compile(r"\w+(?:ic|al|ive|ous|ary|ed)", re.IGNORECASE)


_JOINED = re.compile(r"\b(?:and|or)\b|/", re.IGNORECASE)


_BARE = key_stems("screening")


def is_fragment(statement: Statement, match: Match, intervention: Phrase) -> bool:
    """Whether words match one piece of a list alone ("ultrasound or arthrographic guidance of X").

    A Statement that names no condition would then speak to every use of that piece. A member before
    a comma is a whole name ("prolotherapy, sclerotherapy and X").
    """
    asked = key_stems(intervention.text)
    apart = not any(asked < key_stems(text) for text in statement.interventions)
    if apart or _has_initials(statement.interventions):
        return False
    for text in statement.interventions:
        names = [piece for piece in _MEMBERS.split(text) if words(piece)]
        of_names = "," in text and not any(_ADJECTIVE.fullmatch(name) for name in names)
        bare = _JOINED.search(text) is None  # "niacin ER, Lovaza": the last is as whole a name
        if of_names and any(
            key_stems(name) <= asked for name in names if bare or name != names[-1]
        ):
            return False
    whole = max((key_stems(text) for text in statement.interventions), key=len, default=frozenset())
    if asked <= _BARE and asked < whole:
        return True  # "screening", of a statement on "PSA screening"
    share = len(asked & whole)
    return match.method == "words" and share < _MIN_OF_WHOLE * len(whole)


def _has_initials(interventions: Sequence[str]) -> bool:
    """Whether one name is the abbreviation of the longest ("TMS"): both are the whole name."""
    longest = max(interventions, key=len, default="")
    first = "".join(w[0].lower() for w in words(longest) if w.lower() not in STOP_WORDS)
    return any(
        text.isupper() and len(text) > 1 and text.lower() == first
        for text in interventions
        if text != longest
    )


def says_both(statements: Iterable[Statement]) -> bool:
    """Whether one sentence says two things ("for A, not for B"): its parts are compared apart."""
    ways = {(s.quote.text, s.direction) for s in statements}
    return len(ways) > len({text for text, _ in ways})
