"""Files that hold several policies one behind the other, each with its cover: "Drug: Velora (a)".

A publisher's file of drug policies repeats the lines of a cover. What stands below one of them is
about what it names, and about nothing that another cover names.
"""

import re

from ingest.lexis import words
from ingest.models import BlockKind
from ingest.statements.draft import Ground
from ingest.statements.phrases import clean, parenthetical

_LINE = re.compile(
    r"^\W*(?:drug|policy|medication|medicine|product|service|procedure|test|device)"
    r"(?: (?:name|title))?\s*:\s+(?P<what>[A-Z][^:.]{2,100})$",
    re.IGNORECASE | re.MULTILINE,
)
_PIECES = re.compile(r"\s*[;,]\s*|\s+and\s+", re.IGNORECASE)
_NO_NAME = re.compile(
    r"(?:(?:all |its |their )?(?:biosimilars?|generics?|products?)(?: products?)?)", re.IGNORECASE
)
_N_WORDS = 12


def cover_lines(ground: Ground) -> tuple[tuple[int, tuple[str, ...]], ...]:
    """Blocks whose line names what a policy of the file is on, with its names; () of one cover."""
    context = ground.context
    found: list[tuple[int, tuple[str, ...]]] = []
    for index, block in enumerate(context.document.blocks):
        if block.kind is BlockKind.TABLE_ROW or block.kind is BlockKind.LIST_ITEM:
            continue
        match = _LINE.search(context.text(index))
        names = _names(match["what"]) if match and len(words(match["what"])) <= _N_WORDS else ()
        if names:
            found.append((index, names))
    firsts = {names[0].lower() for _, names in found}
    return tuple(found) if len(firsts) > 1 else ()


def _names(what: str) -> tuple[str, ...]:
    """A name, and those in its brackets: "Adalimumab (Humira and biosimilars)"."""
    outside, inside = parenthetical(clean(what))
    pieces = (piece for text in inside for piece in _PIECES.split(text))
    named = (clean(p) for p in (outside, *pieces))
    return tuple(dict.fromkeys(n for n in named if words(n) and not _NO_NAME.fullmatch(n)))
