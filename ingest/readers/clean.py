"""One way to normalise characters.

Offsets, quotes and search then mean the same for all formats.
"""

import re
import unicodedata
from collections import Counter

from ingest.look_alikes import plain_letters
from ingest.models import Flag

# Form feed stands for a page break inside a block until the builder has turned it into an offset.
PAGE_BREAK = "\f"

# Sources: Unicode 16, general category Cf; the tag block (E0000-E007F) is used to smuggle text.
ZERO_WIDTH = frozenset("\u200b\u200c\u200d\u2060\u2061\u2062\u2063\u2064\ufeff\u180e\u00ad") | {
    chr(code) for code in range(0xE0000, 0xE0080)
}
BIDI = frozenset("\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")

_LIGATURES = {
    "\ufb00": "ff",
    "\ufb01": "fi",
    "\ufb02": "fl",
    "\ufb03": "ffi",
    "\ufb04": "ffl",
    "\ufb05": "st",
    "\ufb06": "st",
}
# Hyphens that print like "-".
_SAME_GLYPH = {"\u2010": "-", "\u2011": "-"}
# Signs of the Symbol and Wingdings fonts, which lie in the private area: of Symbol inside a text
# ("TNF-\uf061"), of Wingdings where they open an item (see `ingest.readers.markers`).
_PRIVATE = dict(
    zip(
        (chr(0xF000 + code) for code in (*range(0x61, 0x7B), *range(0x41, 0x5B))),
        "αβχδεφγηιϕκλμνοπθρστυϖωξψζΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ",
        strict=True,
    )
) | {
    "\uf0b7": "•",
    "\uf0a7": "▪",
    "\uf0d8": "➢",
    "\uf0fc": "✓",
    "\uf06f": "o",
    "\uf0b3": "≥",
    "\uf0a3": "≤",
    "\uf0b1": "±",
    "\uf0b0": "°",
    "\uf0b4": "×",
    "\uf0b8": "÷",
    "\uf0b9": "≠",
    "\uf0bb": "≈",
    "\uf0a5": "∞",
    "\uf0ae": "→",
    "\uf0ac": "←",
    "\uf02d": "−",
    "\uf02b": "+",
    "\uf03d": "=",
    "\uf03c": "<",
    "\uf03e": ">",
}
_REMOVED = {
    chr(code): None
    for code in (*range(0x20), *range(0x7F, 0xA0), 0xFFFE, 0xFFFF, 0xFFFD)
    if chr(code) not in "\t\n\r\x0b\x0c\x85"
}
_TABLE = str.maketrans(
    {
        **_LIGATURES,
        **_SAME_GLYPH,
        **_PRIVATE,
        **_REMOVED,
        **dict.fromkeys(ZERO_WIDTH | BIDI),
    }
)
# Latin letters, digits and signs as an East Asian keyboard writes them.
_WIDE = str.maketrans({chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)})
_SPACES = re.compile(r"[^\S\f]+")
_AROUND_BREAK = re.compile(r"( ?)(?:\f ?)+")


def clean_text(text: str) -> str:
    """Text with single spaces, without invisible characters, ligatures expanded; page breaks kept.

    Curly quotes, dashes and comparison signs stay as printed.
    """
    folded = unicodedata.normalize("NFC", text.translate(_TABLE))
    return _SPACES.sub(" ", folded).strip(" \f")


def typed_text(text: str) -> str:
    """What somebody typed or pasted, without what cannot be seen; its lines and spaces are kept.

    A soft hyphen or a zero-width space that came along from a page would split a name.
    """
    return plain_letters(unicodedata.normalize("NFC", text.translate(_TABLE).translate(_WIDE)))


def split_page_breaks(text: str) -> tuple[str, list[tuple[int, int]]]:
    """Cleaned text without page breaks, and where they were.

    Each place is (offset, number of breaks).
    """
    breaks: list[tuple[int, int]] = []
    parts: list[str] = []
    end = length = 0
    for match in _AROUND_BREAK.finditer(text):
        piece = text[end : match.start()] + (" " if " " in match.group() else "")
        parts.append(piece)
        length += len(piece)
        breaks.append((length, match.group().count(PAGE_BREAK)))
        end = match.end()
    parts.append(text[end:])
    return "".join(parts), breaks


class InvisibleCounter:
    """Counts characters that a reader of the page would not see, by page."""

    def __init__(self) -> None:
        self._counts: Counter[tuple[str, int | None]] = Counter()

    def add(self, text: str, page: int | None) -> None:
        if text.isascii():
            return
        for kind, characters in (("zero_width", ZERO_WIDTH), ("bidi", BIDI)):
            if n_found := sum(character in characters for character in text):
                self._counts[kind, page] += n_found

    def flags(self) -> tuple[Flag, ...]:
        """One flag for each kind and page."""
        return tuple(
            Flag(kind=kind, detail=f"{n_found} invisible characters were removed", page=page)
            for (kind, page), n_found in self._counts.items()
        )
