"""Styles and numbering of a Word document.

Which paragraphs are headings, which are items, and the printed numbers.
"""

import re
from collections import defaultdict
from collections.abc import Iterator

from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from lxml.etree import _Element as Element

from ingest.readers.markers import roman_numeral

_HEADING_NAME = re.compile(r"heading ?([1-9])", re.IGNORECASE)
_LIST_NAME = re.compile(r"list (bullet|number|paragraph) ?(\d)?", re.IGNORECASE)
_PLACEHOLDER = re.compile(r"%(\d)")
_TWIPS_PER_POINT = 20
_MAX_CHAIN = 20
_MAX_LEVEL = 6
_BODY_OUTLINE_LEVEL = 9
_BULLET = "•"


def _value(element: Element | None, name: str = "w:val") -> str:
    return str(element.get(qn(name)) or "") if element is not None else ""


class ParagraphStyles:
    """Looks properties up in a paragraph, then along the chain of its styles."""

    def __init__(self, document: WordDocument) -> None:
        self._styles: dict[str, Element] = {}
        for style in document.styles.element.iter(qn("w:style")):
            self._styles[_value(style, "w:styleId")] = style

    def chain(self, paragraph: Element) -> Iterator[Element]:
        """The style of a paragraph, then what it is based on."""
        name = _value(paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}"))
        for _ in range(_MAX_CHAIN):
            style = self._styles.get(name)
            if style is None:
                return
            yield style
            name = _value(style.find(qn("w:basedOn")))

    def names(self, paragraph: Element) -> list[str]:
        return [_value(style.find(qn("w:name"))) for style in self.chain(paragraph)]

    def find(self, paragraph: Element, path: str) -> Element | None:
        """A property such as "w:pPr/w:numPr" of the paragraph, else of its styles."""
        steps = "/".join(qn(step) for step in path.split("/"))
        for holder in (paragraph, *self.chain(paragraph)):
            found: Element | None = holder.find(steps)
            if found is not None:
                return found
        return None

    def heading_level(self, paragraph: Element) -> int:
        """1-6 for a heading, 0 for anything else."""
        for name in self.names(paragraph):
            if match := _HEADING_NAME.fullmatch(name):
                return min(_MAX_LEVEL, int(match.group(1)))
            if name.lower() == "title":
                return 1
        outline = _value(self.find(paragraph, "w:pPr/w:outlineLvl"))
        if outline.isdigit() and int(outline) < _BODY_OUTLINE_LEVEL:
            return min(_MAX_LEVEL, int(outline) + 1)
        return 0

    def indent(self, paragraph: Element) -> float:
        """Left indent in points, 0 where none is set."""
        return _points(self.find(paragraph, "w:pPr/w:ind"))


def _points(indent: Element | None) -> float:
    stated = _value(indent, "w:left") or _value(indent, "w:start")
    try:
        return float(stated) / _TWIPS_PER_POINT
    except ValueError:
        return 0.0


class Numbering:
    """The document's list definitions, and a counter for each list."""

    def __init__(self, document: WordDocument) -> None:
        self._levels: dict[tuple[str, int], Element] = {}
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)
        part = next(
            (
                rel.target_part
                for rel in document.part.rels.values()
                if not rel.is_external and rel.reltype.endswith("/numbering")
            ),
            None,
        )
        if part is not None:
            self._read(part.element)

    def _read(self, root: Element) -> None:
        abstract: dict[str, Element] = {}
        for item in root.iter(qn("w:abstractNum")):
            abstract[_value(item, "w:abstractNumId")] = item
        for item in root.iter(qn("w:num")):
            number = _value(item, "w:numId")
            definition = abstract.get(_value(item.find(qn("w:abstractNumId"))))
            for level in definition.iter(qn("w:lvl")) if definition is not None else ():
                self._levels[number, int(_value(level, "w:ilvl") or "0")] = level

    def of(self, paragraph: Element, styles: ParagraphStyles) -> tuple[str, int, float] | None:
        """(list, level from 0, indent in points) of a list item; None for other paragraphs."""
        found = styles.find(paragraph, "w:pPr/w:numPr")
        if found is None:
            return self._by_style_name(paragraph, styles)
        number = _value(found.find(qn("w:numId")))
        if number in {"", "0"}:
            return None
        depth = int(_value(found.find(qn("w:ilvl"))) or "0")
        own = paragraph.find(f"{qn('w:pPr')}/{qn('w:ind')}")
        level = self._levels.get((number, depth))
        indent = _points(own)
        if not indent and level is not None:
            indent = _points(level.find(f"{qn('w:pPr')}/{qn('w:ind')}"))
        return number, depth, indent or styles.indent(paragraph)

    def _by_style_name(
        self, paragraph: Element, styles: ParagraphStyles
    ) -> tuple[str, int, float] | None:
        for name in styles.names(paragraph):
            match = _LIST_NAME.fullmatch(name)
            if match and match.group(1).lower() != "paragraph":
                return f"style {match.group(1).lower()}", int(match.group(2) or "1") - 1, 0.0
        return None

    def next_marker(self, number: str, depth: int) -> str:
        """The marker that Word prints for the next item of this list and level."""
        counts = self._counts[number]
        level = self._levels.get((number, depth))
        if number == "style bullet" or _value(_child(level, "w:numFmt")) in {"bullet", "none"}:
            return _BULLET
        start = _value(_child(level, "w:start"))
        first = int(start) if start.isdigit() else 1
        counts[depth] = counts.get(depth, first - 1) + 1
        for deeper in [other for other in counts if other > depth]:
            del counts[deeper]
        pattern = _value(_child(level, "w:lvlText")) or f"%{depth + 1}."
        return _PLACEHOLDER.sub(
            lambda match: self._counted(number, int(match.group(1)) - 1), pattern
        ).strip()

    def _counted(self, number: str, depth: int) -> str:
        form = _value(_child(self._levels.get((number, depth)), "w:numFmt"))
        return _printed(self._counts[number].get(depth, 1), form)


def _child(level: Element | None, name: str) -> Element | None:
    found: Element | None = level.find(qn(name)) if level is not None else None
    return found


def _printed(count: int, form: str) -> str:
    if form in {"lowerLetter", "upperLetter"}:
        letter = chr(ord("a") + (count - 1) % 26)
        return letter.upper() if form == "upperLetter" else letter
    if form in {"lowerRoman", "upperRoman"}:
        numeral = roman_numeral(count)
        return numeral.upper() if form == "upperRoman" else numeral
    return str(count)
