"""Two verdicts on one thing in one sentence: "X is covered for A but is not covered for B".

The second one refuses and has no subject of its own, or a pronoun: it is about what the first was
about. Read as one clause, the refusal was lost, and its condition was taken for a use.
"""

import re
from collections.abc import Callable, Iterator

from ingest.statements.clause import Clause
from ingest.statements.cues import CueMatch
from ingest.statements.models import Direction

Find = Callable[[str], tuple[CueMatch, ...]]
Found = tuple[Clause, CueMatch]

_BE = r"(?:is|are|was|were|should|must|may|can|will|has|have)"
_NO = r"(?:\s+(?:also|generally|routinely))?(?:\s+(?:not|never)\b|not\b)"
_REFUSES = (
    rf"(?P<verb>{_BE}{_NO}|(?:is|are) (?:contraindicated|excluded)\b|"
    r"should be (?:avoided|withheld)\b)|"
    r"(?P<order>(?:do not|don't|never|avoid)\b)|"
    r"(?P<advice>(?:recommend|suggest|advise)s? against\b)"
)
_SECOND = re.compile(
    rf"(?P<gap>(?:;\s*|,?\s+)(?:(?:but|and|however|although|whereas|yet)\b,?\s+)?)"
    rf"(?<=[\s;])(?:{_REFUSES})",
    re.IGNORECASE,
)
# Behind these the sentence speaks of people or of a case, and what follows may be said of them.
_OF_SOMEBODY = re.compile(
    r"\b(?:who|whom|whose|that|which|when|if|unless|until|provided|because|since|whether|where)\b",
    re.IGNORECASE,
)
_IT, _WE = "it ", "We "


def second_verdict(
    sentence: str, offset: int, matches: tuple[CueMatch, ...], find: Find
) -> list[Found]:
    """Clauses of a sentence whose second verdict refuses what the first is about; [] of others.

    Args:
        sentence: Its words.
        offset: Its place in the document's text.
        matches: Its cues.
        find: Cues of a part that takes a position.
    """
    first = matches[0]
    if first.cue.direction is not Direction.FOR:
        return []
    for cut in _SECOND.finditer(sentence, first.end):
        at = cut.end("gap")
        left, right = sentence[: cut.start()].rstrip(" ,;"), sentence[at:]
        joined = re.search(r"[;,\w]", cut["gap"])
        if not joined or _OF_SOMEBODY.search(left, first.end) or not (told := find(left)):
            continue
        for match, subject in _readings(right, cut, find):
            if match.cue.direction is Direction.FOR:
                continue
            again = Clause(
                right, offset + at, whole=(offset, offset + len(sentence)), subject=subject
            )
            return [(Clause(left, offset), told[0]), (again, match)]
    return []


def of_first_verdict(phrase: str, quote: str, direction: Direction) -> bool:
    """Whether a refusal's quote names a phrase only before its verdict, in what is supported."""
    if direction is Direction.FOR:
        return False
    cuts = [cut for cut in _SECOND.finditer(quote) if re.search(r"[;,\w]", cut["gap"])]
    return (
        bool(cuts) and phrase in quote[: cuts[0].start()] and phrase not in quote[cuts[0].end() :]
    )


def _readings(right: str, cut: re.Match[str], find: Find) -> Iterator[tuple[CueMatch, str]]:
    """The cue of a part that lacks its subject, and the subject that it is given."""
    if cut["verb"]:
        for match in find(_IT + right):
            start, end = max(0, match.start - len(_IT)), match.end - len(_IT)
            yield CueMatch(match.cue, start, end), _IT
    elif cut["order"]:
        for match in find(right[:1].upper() + right[1:]):
            yield match, ""
    else:
        for match in find(_WE + right):
            start, end = max(0, match.start - len(_WE)), match.end - len(_WE)
            yield CueMatch(match.cue, start, end), ""
