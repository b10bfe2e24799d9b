"""What the tagger marks: words, labels, spans, and the annotated lines that it learns from."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

WORD = re.compile(r"[A-Za-z0-9α-ωΑ-Ω]+(?:[.'’][A-Za-z0-9]+)*|[^\sA-Za-z0-9]")
_SPAN = re.compile(r"\{([A-Z]):([^{}]*)\}")

# The kinds of a question's and of a sentence's spans: data/README.md says what each is.
QUESTION_KINDS = "ICPFHXY"
SENTENCE_KINDS = "ICPKEXQGS"
# The marks of a sentence: for, against, insufficient, no position.
MARKS = "+-?0"


def labels_of(kinds: str) -> tuple[str, ...]:
    """Label of each class of a head: outside, then beginning and inside of each kind."""
    return ("O", *(f"{front}-{kind}" for kind in kinds for front in "BI"))


@dataclass(frozen=True, slots=True)
class Span:
    """A marked stretch of a text: `text[start:end]`, and its kind (one letter)."""

    start: int
    end: int
    kind: str


@dataclass(frozen=True, slots=True)
class Annotated:
    """One annotated line.

    Attributes:
        text: Without its marks.
        spans: In the order of the text.
        mark: The direction of a sentence, one of `MARKS`; "" for a question.
    """

    text: str
    spans: tuple[Span, ...]
    mark: str = ""


def word_spans(text: str) -> list[tuple[int, int]]:
    """Places of the words that are labelled."""
    return [m.span() for m in WORD.finditer(text)]


def read_annotated(folder: Path, what: str) -> Iterator[Annotated]:
    """The annotated lines of a folder.

    Args:
        folder: Holds files `questions-NN.txt` and `sentences-NN.txt`.
        what: "questions" or "sentences".
    """
    for path in sorted(folder.glob(f"{what}-*.txt")):
        for line in path.read_text(encoding="utf-8").splitlines():
            if not line.strip() or line.startswith("#"):
                continue
            mark, _, rest = line.partition("\t") if what == "sentences" else ("", "", line)
            yield parse_line(rest, mark.strip())


def parse_line(line: str, mark: str = "") -> Annotated:
    """A line with inline marks, `{I:words}`, as text and spans."""
    text, spans, at = "", [], 0
    for match in _SPAN.finditer(line):
        text += line[at : match.start()]
        spans.append(Span(len(text), len(text) + len(match.group(2)), match.group(1)))
        text += match.group(2)
        at = match.end()
    return Annotated(text + line[at:], tuple(spans), mark)


def to_labels(words: Sequence[tuple[int, int]], spans: Sequence[Span]) -> list[str]:
    """A label for each word."""
    labels = []
    begun: set[Span] = set()
    for start, end in words:
        span = next((s for s in spans if start >= s.start and end <= s.end), None)
        if span is None:
            labels.append("O")
            continue
        labels.append(f"{'I' if span in begun else 'B'}-{span.kind}")
        begun.add(span)
    return labels


def to_spans(words: Sequence[tuple[int, int]], labels: Sequence[str]) -> tuple[Span, ...]:
    """The spans of labelled words; an inside without a beginning begins one."""
    spans: list[Span] = []
    last = "O"
    for (start, end), label in zip(words, labels, strict=True):
        kind = label[2:]
        if label.startswith("I-") and last[2:] == kind and spans:
            spans[-1] = Span(spans[-1].start, end, kind)
        elif label != "O":
            spans.append(Span(start, end, kind))
        last = label
    return tuple(spans)


def shape_of(word: str) -> int:
    """The look of a word, 0 to 5: the encoder itself sees no capitals.

    0 lower case, 1 one capital first, 2 all capitals, 3 capitals inside, 4 with digits and letters,
    5 a number or a sign.
    """
    if not any(c.isalpha() for c in word):
        return 5
    if any(c.isdigit() for c in word):
        return 4
    if word.islower():
        return 0
    if len(word) > 1 and word.isupper():
        return 2
    return 1 if word[1:].islower() or len(word) == 1 else 3


N_SHAPES = 6
