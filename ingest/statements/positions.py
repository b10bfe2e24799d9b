"""Which cues of a sentence take a position: not in a relative clause, a criterion, a question."""

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.statements.cues import BEFORE, CueMatch, CueTable
from ingest.statements.families.silence import is_silenced
from ingest.statements.models import Basis, Direction


def positions_in(sentence: str, table: CueTable, *, is_policy: bool) -> tuple[CueMatch, ...]:
    """The cues of a sentence that take a position where they stand, in reading order."""
    if sentence.rstrip().endswith("?"):
        return ()  # it asks
    if not is_policy and TELLS_SCOPE.match(sentence):
        return ()  # what a guideline is on, and not what it pays for
    found = [m for m in table.find(sentence) if _is_position(sentence, m)]
    own = [m for m in found if not _states_a_condition(sentence, m)]
    own = own or [m for m in found if not _RULED_OUT.match(sentence, m.start)]
    own = [m for m in own if not _is_ground_of(sentence, m, own)]
    return tuple(_on_coverage(sentence, m, is_policy=is_policy) for m in own)


# "They cover A and B", "This guideline does not cover C"
TELLS_SCOPE = re.compile(
    r"^\W*(?:it|they|(?:the|this|these|our|its) (?:[\w-]+ ){0,3}?(?:guidelines?|guidance|"
    r"recommendations?|statements?|documents?|chapters?|reviews?|reports?|topics?|questions?|sections?))"
    r"(?:\s+(?:also|does|do|not|only))*\s+covers?\s",
    re.IGNORECASE,
)
# "X has not been shown to help, and is therefore not recommended": what was found is the ground
_CONCLUDES = re.compile(
    r"(?:,|\b(?:and|but|so|thus|therefore|hence))\s*(?:(?:therefore|thus|hence|generally|currently|"
    r"overall)\s*)*$",
    re.IGNORECASE,
)


def _is_ground_of(sentence: str, match: CueMatch, all_: Sequence[CueMatch]) -> bool:
    """Whether a finding is only why the same subject is advised, or not, behind it."""
    found = match.cue.basis is Basis.FINDING or match.cue.graded_only
    return found and any(
        later.start > match.end
        and later.cue.basis is Basis.RECOMMENDATION
        and later.cue.side == BEFORE
        and later.cue.direction is Direction.AGAINST
        and _CONCLUDES.search(sentence, match.end, later.start)
        for later in all_
    )


def _is_position(sentence: str, match: CueMatch) -> bool:
    """Whether the words of a cue take a position where they stand."""
    of_people = match.cue.name == "approved-when" and _PERSON.search(sentence, 0, match.start)
    return not (of_people or _in_relative_clause(sentence, match)) and not is_silenced(
        sentence, match.start, match.end
    )


# "A patient currently receiving X is approved if": who is, and no thing
_PERSON = re.compile(r"\b(?:patients?|members?|individuals?|beneficiar\w+)\b", re.IGNORECASE)


def _in_relative_clause(sentence: str, match: CueMatch) -> bool:
    """Rule.

    "codes that are not covered" asserts nothing, unless it leads in a list ("services that are not
    covered:").
    """
    before = sentence[: match.start]
    relative = match.cue.side == BEFORE and re.search(
        r"\b(?:that|which|who)\s+$", before, re.IGNORECASE
    )
    return bool(relative) and not sentence.rstrip().endswith(":")


_CONDITION_OPENS = re.compile(
    r"\b(?:if|when|whenever|unless|in whom|for whom)\b[^,;:.]*$", re.IGNORECASE
)
_IS = re.compile(r"(?:is|are|was|were)\b", re.IGNORECASE)


def _states_a_condition(sentence: str, match: CueMatch) -> bool:
    """Rule: in "If A is contraindicated, offer B" the first part takes no position on A."""
    before = sentence[: match.start]
    if _RULED_OUT.match(sentence, match.start) and _OR_ELSE.search(before):
        return True
    return (
        match.cue.side == BEFORE
        and bool(_IS.match(sentence, match.start))
        and bool(_CONDITION_OPENS.search(before))
    )


# "when PAP is contraindicated" is a criterion, whatever else the sentence lacks
_RULED_OUT = re.compile(r"(?:is|are|was|were) contraindicated\b", re.IGNORECASE)
# "when A has failed, is not tolerated or is contraindicated", "trial of A, or A is contraindicated"
_OR_ELSE = re.compile(
    r"(?:\b(?:fail\w*|tolerated?|ineffective|inadequate\w*|intoleran\w+|unsuccessful|unsuitable)\b"
    r"[^;:.]*?\bor|\b(?P<name>[\w-]{4,})\b[^;:.]*? or (?:the )?(?P=name))\s*$",
    re.IGNORECASE,
)
_COVERAGE_OF = re.compile(
    r"\b(?:coverage|approval|authori[sz]ation|reimbursement)\b(?:\s+(?:of|for)\s[^.;:]*)?\s*$",
    re.IGNORECASE,
)


_OUR_POLICY = re.compile(
    r"^\W*(?:(?:[A-Z]|\d{1,2}|[IVX]{1,5})[.)]\s+)?it is the (?:policy|position) of\b", re.IGNORECASE
)


# How managers of imaging and other services refuse what is asked for
_NOT_INDICATED = re.compile(
    r"(?:is|are) (?:generally )?not (?:routinely )?indicated", re.IGNORECASE
)


# "is contraindicated and considered not medically necessary": the payer's own words come behind
_AND_REFUSED = re.compile(
    r",?\s*(?:and|or|and/or)\s+(?:(?:is|are|will|be|therefore|also|considered) )*(?:not (?:be )?"
    r"(?:medically necessary|covered|approved|authori[sz]ed|reasonable and necessary)|denied|"
    r"experimental|investigational|unproven)\b",
    re.IGNORECASE,
)


def _on_coverage(sentence: str, match: CueMatch, *, is_policy: bool) -> CueMatch:
    """Rule: "Coverage of X is not recommended" is how a payer says that X is not covered."""
    cue = match.cue
    if cue.basis is Basis.RECOMMENDATION and _OUR_POLICY.match(sentence):
        refused = cue.direction is not Direction.FOR  # too little evidence is a payer's refusal
        direction = Direction.AGAINST if refused else Direction.FOR
        return replace(match, cue=replace(cue, basis=Basis.COVERAGE, direction=direction))
    refuses = is_policy and cue.basis is Basis.RECOMMENDATION
    if refuses and (
        _NOT_INDICATED.fullmatch(sentence, match.start, match.end)
        or _AND_REFUSED.match(sentence, match.end)
    ):
        return replace(match, cue=replace(cue, basis=Basis.COVERAGE))
    if (
        cue.basis is Basis.RECOMMENDATION
        and cue.side == BEFORE
        and _COVERAGE_OF.search(sentence[: match.start])
    ):
        return replace(match, cue=replace(cue, basis=Basis.COVERAGE))
    return match
