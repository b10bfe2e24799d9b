"""A sentence or a part of one, with its place and what it shares with the parts beside it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Clause:
    """A sentence or a part of one, with its place.

    `document.text[start:start + len(text)] == text`, but for "A or B" in the place of "neither A
    nor B".

    Attributes:
        text: Its words.
        start: Offset of its first character in the document's text.
        whole: Span of the whole sentence, where the part cannot be understood alone; else None.
        shared: Phrases of the sentence that hold for each of its parts ("in patients with X", "for
            Y").
        subject: The first part's subject, where this one has none of its own.
        topic: Condition that a label in front gives it, where it names none.
    """

    text: str
    start: int
    whole: tuple[int, int] | None = None
    shared: tuple[str, ...] = ()
    subject: str = ""
    topic: str = ""

    @property
    def span(self) -> tuple[int, int]:
        """What is to be quoted."""
        return self.whole or (self.start, self.start + len(self.text))
