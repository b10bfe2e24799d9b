"""Sentences of bounded length: what a case costs to read grows with its length and no faster."""

import re
from collections.abc import Iterator

from ingest.sentences import sentence_spans

LONGEST = 600  # characters; longer runs are lists or damaged text and are cut at white space
_LINE = re.compile(r"[^\n]+")
_WRAPPED = 50  # characters: a shorter line ends where its writer ended it
# What begins the next line of a sentence; an item of a list and a label ("BMI: 31") do not.
_GOES_ON = re.compile(r"\n[ \t]*(?=[a-z0-9(])(?!\w{1,3}[.)]\s)(?![\w /-]{1,30}:\s)")
_ENDS = ".:;?!"


def unwrapped(text: str) -> str:
    """A text in which a line break inside a sentence is a space; of the same length."""
    joined = list(text)
    for match in _GOES_ON.finditer(text):
        line = text[text.rfind("\n", 0, match.start()) + 1 : match.start()].rstrip()
        if len(line) >= _WRAPPED and line[-1] not in _ENDS:
            joined[match.start()] = " "
    return "".join(joined)


def stretches(text: str) -> Iterator[tuple[int, int]]:
    """(start, end) of each sentence of each line, cut where it is longer than `LONGEST`."""
    for line in _LINE.finditer(text):
        for low, high in sentence_spans(line.group()):
            yield from _cut(text, line.start() + low, line.start() + high)


def _cut(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while end - start > LONGEST:
        at = max(text.rfind(mark, start + 1, start + LONGEST) for mark in ("; ", ", ", " "))
        at = at + 1 if at > start else start + LONGEST
        yield start, at
        start = at
    if end > start:
        yield start, end
