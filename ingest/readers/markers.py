"""List markers as printed: which runs of characters open a list item, and how deep it lies."""

import re
from dataclasses import dataclass, field

BULLETS = "•●▪■◦○‣⁃∙·➢➤✓✔❖□▫◆♦►▶▸▷◼◾☐☑☒✗✘→➔★*+-–—"  # noqa: RUF001 - the hyphen bullet is meant
CODED = "coded"  # family of the numbers of a criteria sheet: "D1  Use in pregnancy"
# A small dot of a PDF comes out as a full stop: ". The member is 18"; ". . . 4" is a leader.
_BULLET = re.compile(
    rf"([{re.escape(BULLETS)}\uE000-\uF8FF]|[o\u03bf\u041e](?=\s)|\.(?=\s+[^\W\d])|>(?=\s+[A-Z]\w)|--?>|=>)"
    r"\s+(?=\S)"
)
# A box to be ticked on a criteria sheet, with the number of its criterion, also one
# in parts: "[ ] A1  Age 22", "[ ] 10.2 Weakness".
_BOX = re.compile(
    r"(?P<box>(?:\[[ xX_]?\]|\([ _]\))"
    r"(?:\s+[A-Z]{0,2}\d{1,3}(?=[.)]?\s{2,}|[.)]\s)|\s+\d{1,2}(?:\.\d{1,2}){1,3}(?=[.)]?\s+[A-Z]))?)"
    r"[.)]?\s+(?=\S)"
)
# What is typed as a dash stays one, and a tick or a box says something; any other shape, letters
# and the private area of Symbol and Wingdings included, is a bullet and no more.
_KEPT = frozenset("*+-–—✓✔☐☑☒✗✘")
_BOXES = frozenset("☐☑☒□")
_TICKS = {"\uf0fc": "✓", "\uf0fe": "☑", "\uf0a8": "☐", "\uf071": "☐", "\uf06f": "•"}
_NUMBERED = re.compile(
    r"""(?P<dotted>\d{1,3}(?:\.\d{1,3}){1,4}\.?)\s+(?=["“(\[]?[A-Z])
      | (?P<mixed>(?=[A-Za-z.]{0,12}\d)(?=[\d.]{0,12}[A-Za-z])
          (?:[A-Za-z]|[ivxIVX]{2,5}|\d{1,3})(?:\.(?:[A-Za-z]|[ivxIVX]{2,5}|\d{1,3})){1,4}[.)]{0,2})
          \s+(?=["“(\[]?[A-Z])
      | (?P<number>\d{1,3})[.)]{1,2}\s+(?=\S)
      | \((?P<in_number>\d{1,3})\)\s+(?=\S)
      | (?P<letter>[A-Za-z])[.)]{1,2}\s+(?=\S)
      | \((?P<in_letter>[A-Za-z])\)\s+(?=\S)
      | (?P<roman>[ivxIVX]{2,6})[.)]\s+(?=\S)
      | \((?P<in_roman>[ivxIVX]{2,6})\)\s+(?=\S)
      | (?P<coded>[A-Z][1-9])\s{2,}(?=\S)""",
    re.VERBOSE,
)
# "Policy Number: 0206": a line of a masthead, which stands for itself though no blank line follows.
_LABEL_LINE = re.compile(r"(?:\*\*)?[A-Z][\w /#().-]{1,40}:(?:\*\*)?\s+\S")
_ROMAN_VALUES = {"i": 1, "v": 5, "x": 10}


@dataclass(frozen=True, slots=True)
class Marker:
    """A printed list marker.

    Attributes:
        text: As printed, e.g. "1.", "(a)"; a bullet of whatever shape is "•".
        family: What it must share with its siblings: shape and kind of number.
        value: Ordinal it stands for; 0 for a bullet.
        rest: The item's text after it.
    """

    text: str
    family: str
    value: int
    rest: str

    @property
    def is_bullet(self) -> bool:
        """True where it carries no number."""
        return self.value == 0


def is_label_line(line: str) -> bool:
    """True for a label and its value, as a masthead has them."""
    return _LABEL_LINE.match(line.strip()) is not None


def roman_value(numeral: str) -> int:
    """Value of a Roman numeral up to 39; 0 where it is none."""
    values = [_ROMAN_VALUES.get(letter, 0) for letter in numeral.lower()]
    if not values or 0 in values:
        return 0
    total = sum(
        -value if value < after else value
        for value, after in zip(values, [*values[1:], 0], strict=True)
    )
    return total if total > 0 else 0


def roman_numeral(number: int) -> str:
    """Small Roman numeral of a number from 1."""
    numeral = ""
    for value, letters in ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")):
        while number >= value:
            numeral, number = numeral + letters, number - value
    return numeral


def split_marker(line: str) -> Marker | None:
    """The marker that opens `line`, None where there is none.

    A single letter i, v or x is read as a letter; `MarkerStack` reads it as Roman where that fits.
    """
    if match := _BULLET.match(line):
        symbol = match.group(1)
        shown = symbol if symbol in _KEPT else _TICKS.get(symbol, "•")
        family = "box" if shown in _BOXES else symbol  # one that is ticked is one like the others
        return Marker(shown, family, 0, line[match.end() :])
    if box := _BOX.match(line):
        return Marker(" ".join(box["box"].split()), "box", 0, line[box.end() :])
    match = _NUMBERED.match(line)
    return _numbered(match, line[match.end() :]) if match else None


def _numbered(match: re.Match[str], rest: str) -> Marker:
    """The marker of a numbered item."""
    kind = str(match.lastgroup)
    printed = match.group().strip()
    body = match.group(kind)
    shape = re.sub(r"\w+", "#", printed) if kind != "dotted" else "#.#"
    if kind in {"dotted", "mixed"}:
        parts = body.rstrip(".)").split(".")
        return Marker(printed, f"{kind}{len(parts)}", _value(parts[-1]), rest)
    if kind in {"number", "in_number"}:
        return Marker(printed, f"number{shape}", int(body) or 1, rest)
    if kind == "coded":
        return Marker(printed, f"{CODED}{body[0]}", int(body[1:]), rest)
    if kind in {"roman", "in_roman"}:
        return Marker(printed, f"roman{_case(body)}{shape}", roman_value(body) or 1, rest)
    return Marker(printed, f"letter{_case(body)}{shape}", ord(body.lower()) - ord("a") + 1, rest)


def _value(part: str) -> int:
    """Ordinal of the last part of a number that mixes digits and letters."""
    if part.isdigit():
        return int(part) or 1
    return (roman_value(part) if len(part) > 1 else ord(part.lower()) - ord("a") + 1) or 1


def _case(text: str) -> str:
    return "U" if text.isupper() else "l"


def _as_roman(marker: Marker) -> Marker | None:
    letter = marker.text.strip("().")
    value = roman_value(letter)
    if not marker.family.startswith("letter") or not value:
        return None
    return Marker(marker.text, "roman" + marker.family[len("letter") :], value, marker.rest)


@dataclass(slots=True)
class _Level:
    family: str
    value: int
    indent: float


@dataclass(slots=True)
class MarkerStack:
    """The open list items above a line, from which depth follows.

    Indentation decides where it differs by more than `tolerance`; else a new family of markers is a
    level deeper, and a
    family that is open already closes what lies below it.
    """

    tolerance: float = 1.5
    levels: list[_Level] = field(default_factory=list)

    def clear(self) -> None:
        self.levels = []

    @property
    def indent(self) -> float:
        """Indentation of the innermost open item; 0 where none is open."""
        return self.levels[-1].indent if self.levels else 0.0

    def resolve(self, marker: Marker) -> Marker:
        """Reads "i." as Roman one, unless it follows "h."."""
        roman = _as_roman(marker)
        if roman is None:
            return marker
        for level in reversed(self.levels):
            if level.family == marker.family and marker.value == level.value + 1:
                return marker
            if level.family == roman.family and roman.value == level.value + 1:
                return roman
        return roman if roman.value == 1 else marker

    def continues(self, marker: Marker) -> bool:
        """True where `marker` may go on with the open list, or begin one.

        It is a bullet, a first number, or follows its last sibling by one or two.
        """
        marker = self.resolve(marker)
        if marker.is_bullet or marker.value == 1:
            return True
        return any(
            level.family == marker.family and 0 < marker.value - level.value <= 2  # noqa: PLR2004
            for level in self.levels
        )

    def goes_on_later(self, marker: Marker) -> bool:
        """True where `marker` counts on from the open list, numbers between left out."""
        marker = self.resolve(marker)
        return not marker.is_bullet and any(
            level.family == marker.family and marker.value > level.value for level in self.levels
        )

    def push(self, marker: Marker, indent: float = 0.0) -> int:
        """Open an item and return its depth, from 1."""
        marker = self.resolve(marker)
        while self.levels and self.levels[-1].indent > indent + self.tolerance:
            self.levels.pop()
        if not (self.levels and self.levels[-1].indent < indent - self.tolerance):
            self._close_siblings(marker)
        self.levels.append(_Level(marker.family, marker.value, indent))
        return len(self.levels)

    def _close_siblings(self, marker: Marker) -> None:
        """Close the sibling at this indentation.

        One of the family, else a bullet before a number.
        """
        for index in range(len(self.levels) - 1, -1, -1):
            level = self.levels[index]
            if level.family == marker.family and abs(level.indent - self.indent) <= self.tolerance:
                del self.levels[index:]
                return
        if self.levels and self.levels[-1].value == 0 and not marker.is_bullet:
            self.levels.pop()


def follows(before: str, marker: str) -> bool:
    """Whether a marker counts on from another of its kind ("A." and "B.", "2)" and "3)")."""
    one, two = split_marker(f"{before} X"), split_marker(f"{marker} X")
    if one is None or two is None or one.is_bullet or two.is_bullet:
        return False
    return one.family == two.family and two.value == one.value + 1
