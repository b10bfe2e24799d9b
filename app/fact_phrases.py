"""Phrases of a case that are neither numbers nor treatments, stated or denied."""

from collections.abc import Iterator
from itertools import groupby

from app.fact_cues import PHRASE_ENDS
from app.fact_models import Fact, FactKind, Reading
from app.scope import Token
from app.scope_cues import Scope

_NOT_OF_NOW = Scope.FAMILY | Scope.PLANNED


def phrase_facts(reading: Reading, taken: list[tuple[int, int]]) -> Iterator[Fact]:
    """Phrases that are neither numbers nor treatments, stated or denied."""
    hidden = _NOT_OF_NOW | Scope.ASKED | Scope.POSSIBLE | Scope.UNCLEAR | Scope.RESOLVED
    inside = {offset for low, high in taken for offset in range(low, high)}
    free = [token for token in reading.tokens if token.start not in inside]
    for run in _phrases(free):
        phrase = _trimmed(run)
        if not phrase or phrase[0].scope & hidden:
            continue
        start, end = phrase[0].start, phrase[-1].end
        denied = bool(phrase[0].scope & Scope.DENIED)
        low, high = reading.with_cue(start, end) if denied else (start, end)
        name = reading.text[start:end]
        yield reading.fact(FactKind.FINDING, low, high, name=name, negated=denied)


def _phrases(tokens: list[Token]) -> Iterator[list[Token]]:
    """Runs of words of one segment and one scope, without cues, cut at "who".

    "with" and the like.
    """
    for _, group in groupby(tokens, key=lambda t: (t.segment, t.scope, t.cue)):
        run: list[Token] = []
        for token in group:
            if token.cue:
                continue
            if token.norm in PHRASE_ENDS:
                yield run
                run = []
            else:
                run.append(token)
        yield run


def _trimmed(tokens: list[Token]) -> list[Token]:
    """A run of tokens without stop words at its ends."""
    content = [index for index, token in enumerate(tokens) if not token.stop]
    return tokens[content[0] : content[-1] + 1] if content else []
