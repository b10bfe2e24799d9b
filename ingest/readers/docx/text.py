"""The visible text of a Word paragraph.

Insertions in, deletions, hidden runs and footnote marks out.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from docx.oxml.ns import qn
from lxml.etree import _Element as Element

_MARK = re.compile(r"\s*(?:[a-z]|[\d,\s–-]+|[*†‡§]+)\s*")
_UNIT = re.compile(r"(?:^|[\s/\d(])(?:k?m|cm|mm)$")
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_OFF = frozenset({"0", "false", "off", "none"})


@dataclass(slots=True)
class TextReader:
    """Reads text and remembers what it left out because nobody sees it."""

    hidden: list[str] = field(default_factory=list)

    def text(self, paragraph: Element) -> str:
        """Visible text; a line break in the paragraph is a newline."""
        parts: list[str] = []
        for run in self._runs(paragraph):
            text = _run_text(run)
            if _is_hidden(run):
                self.hidden.append(text)
            elif _is_raised(run) and _MARK.fullmatch(text):
                parts.append(_power(text.strip(), "".join(parts[-2:])))
            else:
                parts.append(text)
        return "".join(parts)

    def _runs(self, paragraph: Element) -> Iterator[Element]:
        for run in paragraph.iter(qn("w:r")):
            holders = {holder.tag for holder in run.iterancestors()}
            inner = next((h for h in run.iterancestors(qn("w:p"))), None)
            if inner is paragraph and not holders & {
                qn("w:del"),
                qn("w:moveFrom"),
                f"{_MC}Fallback",
            }:
                yield run

    def boxes(self, paragraph: Element) -> list[Element]:
        """Contents of text boxes that are anchored in the paragraph, each once."""
        return [
            box
            for box in paragraph.iter(qn("w:txbxContent"))
            if not any(holder.tag == f"{_MC}Fallback" for holder in box.iterancestors())
        ]

    def is_bold(self, element: Element) -> bool:
        """True where every run with text is set bold."""
        runs = [run for run in element.iter(qn("w:r")) if _run_text(run).strip()]
        return bool(runs) and all(_is_on(run, "w:b") for run in runs)


def _run_text(run: Element) -> str:
    parts: list[str] = []
    for child in run:
        if child.tag == qn("w:t"):
            parts.append(child.text or "")
        elif child.tag in {qn("w:tab"), qn("w:ptab")}:
            parts.append(" ")
        elif child.tag in {qn("w:br"), qn("w:cr")}:
            parts.append("\n")
        elif child.tag == qn("w:noBreakHyphen"):
            parts.append("-")
        elif child.tag == qn("w:sym"):
            parts.append(_symbol(str(child.get(qn("w:char")) or "")))
    return "".join(parts)


def _symbol(code: str) -> str:
    try:
        value = int(code, 16)
    except ValueError:
        return ""
    return chr(value) if 0 < value < 0x10000 else ""  # noqa: PLR2004


def _property(run: Element, name: str) -> Element | None:
    found: Element | None = run.find(f"{qn('w:rPr')}/{qn(name)}")
    return found


def _is_on(run: Element, name: str) -> bool:
    found = _property(run, name)
    return found is not None and str(found.get(qn("w:val")) or "1") not in _OFF


def _is_raised(run: Element) -> bool:
    found = _property(run, "w:vertAlign")
    return found is not None and found.get(qn("w:val")) == "superscript"


def _power(mark: str, before: str) -> str:
    """What stays of a raised mark: the power of a number or a unit; a footnote mark goes."""
    if before[-1:].isdigit() and mark.isdigit():
        return f"^{mark}"
    return mark if mark in {"2", "3"} and _UNIT.search(before) else ""


def _is_hidden(run: Element) -> bool:
    if _is_on(run, "w:vanish"):
        return True
    size = _property(run, "w:sz")
    half_points = str(size.get(qn("w:val")) or "") if size is not None else ""
    if half_points.isdigit() and int(half_points) <= 3:  # noqa: PLR2004
        return True
    colour = _property(run, "w:color")
    if colour is None or str(colour.get(qn("w:val"))).upper() != "FFFFFF":
        return False
    return not any(
        _shades(holder) for holder in (run, *run.iterancestors()) if holder.tag in _SHADED
    )


_SHADED = {qn("w:r"), qn("w:p"), qn("w:tc"), qn("w:tbl")}


def _shades(element: Element) -> bool:
    """True where a style or a fill of its own may put a dark ground below white type."""
    if element.tag == qn("w:tbl"):
        return element.find(f"{qn('w:tblPr')}/{qn('w:tblStyle')}") is not None
    fill = element.find(f"{element.tag}Pr/{qn('w:shd')}")
    return fill is not None and str(fill.get(qn("w:fill"))).upper() not in {
        "AUTO",
        "FFFFFF",
        "NONE",
    }
