"""Advice whose thing stands above it: "Use in gout", "Give when X", "Indication: A", "Avoid: B".

Guidelines in short print the name of a drug as a heading and below it what to do with it.
"""

import re
from collections.abc import Callable

from ingest.statements.clause import Clause
from ingest.statements.cues import CueMatch

Find = Callable[[str], tuple[CueMatch, ...]]

_IT = "It "
_WHOM = r"(?:in|for|when|if|during|to (?:all )?(?:patients|people|adults|children|women|men|those))"
_ACT = re.compile(
    rf"\W*(?:\w{{1,2}}[.)]\s+)?(?P<act>(?P<open>consider|(?:may|can|could|might) be "
    rf"(?:considered|used|given|offered))|use|give|offer|prescribe|administer)\s+(?={_WHOM}\s)",
    re.IGNORECASE,
)
# "Use in children is experimental": a noun
_NOUN = re.compile(
    r"^(?:(?!\b(?:who|whom|whose|that|which|when|if|unless|where|because)\b)[^,;])*?\b(?:is|are|was|"
    r"were|has|have|should|must|may|can|requires?|remains?)\b",
    re.IGNORECASE,
)
_NAMES = (
    r"(?:(?P<no>(?:absolute )?contra-?indications?|contra-?indicated(?: in)?|avoid(?: in)?|"
    r"do not use(?: in)?|not recommended(?: in| for)?)|indications?|"
    r"indicated(?: for| in)?|recommended(?: for| in))"
)
_LABEL = re.compile(rf"\W*{_NAMES}\W*?:\W*(?=\w)", re.IGNORECASE)
_DO, _MAY, _NOT = "should be used", "may be considered", "should be avoided"


def bare_advice(text: str, offset: int, find: Find) -> list[tuple[Clause, CueMatch]]:
    """The clause of advice that lacks its thing, or of a label that stands for it; [] of others.

    Args:
        text: A sentence.
        offset: Its place in the document's text.
        find: Cues of a part that takes a position.
    """
    if text.rstrip().endswith(":"):
        return []
    shared: tuple[str, ...] = ()
    if act := _ACT.match(text):
        rest = text[act.end() :]
        said = f"{_IT}{_MAY if act['open'] else _DO} {rest}"
        told = () if _NOUN.match(rest) else find(said)
        end = act.end("act")
    elif label := _LABEL.match(text):
        what = text[label.end() :].strip(" .")
        said = f"{_IT}{_NOT if label['no'] else _DO} in {what}."
        told, end, shared = find(said), len(text), (f"in {what}",)
    else:
        return []
    if not told or told[0].start > len(_IT) + 1:
        return []
    clause = Clause(text, offset, subject=_IT, shared=shared)
    return [(clause, CueMatch(told[0].cue, 0, end))]


def without_nouns(text: str, matches: tuple[CueMatch, ...]) -> tuple[CueMatch, ...]:
    """The cues of a sentence without its first word where that is a noun.

    "Use in pregnancy has not been studied" advises no use.
    """
    act = _ACT.match(text)
    if act is None or not _NOUN.match(text[act.end() :]):
        return matches
    return tuple(match for match in matches if match.start >= act.end())
