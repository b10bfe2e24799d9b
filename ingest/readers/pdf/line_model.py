"""One line of one column of a PDF page."""

from dataclasses import dataclass

from ingest.readers.pdf.lines import Segment


@dataclass(slots=True)
class Line:
    """One line of one column.

    Attributes:
        segments: Its parts, from left to right; several where wide gaps part them.
        page: 1-based.
        left: Left edge of its column, in points.
        right: Right edge of its column.
        column: Ordinal of its column region in the document; a gap between lines counts only within
            one.
        shift: How far its column lies to the right of the first one of its page, so that indents
            can be compared over columns.
    """

    segments: list[Segment]
    page: int
    left: float
    right: float
    column: int
    shift: float = 0.0

    @property
    def text(self) -> str:
        return " ".join(segment.text for segment in self.segments)

    @property
    def first(self) -> Segment:
        return self.segments[0]

    @property
    def x1(self) -> float:
        return self.segments[-1].x1

    @property
    def y(self) -> float:
        return self.first.y

    @property
    def size(self) -> float:
        return max(self.segments, key=lambda segment: len(segment.text)).size

    @property
    def bold(self) -> bool:
        return all(segment.bold for segment in self.segments)
