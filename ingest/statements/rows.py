"""Rows of tables with the place of each cell."""

import re
from dataclasses import dataclass

from ingest.codes import code_specs
from ingest.lexis import words
from ingest.models import Document

COLUMN = {
    "recommendation": re.compile(
        r"^(?:#? ?recommendations?|recommendation statement|statement|guidance|position)"
        r"\b",
        re.IGNORECASE,
    ),
    "grade": re.compile(
        r"strength|^grade|^gor\b|^sor\b|^class|^cor\b|class of rec|rating|^level$|"
        r"^level of (?:rec|oblig)|"
        r"recommendation (?:grade|class|level|strength)|^outcome of (?:the )?vot|^consensus$",
        re.IGNORECASE,
    ),
    "certainty": re.compile(
        r"^loe\b|level of evidence|certainty|quality|confidence", re.IGNORECASE
    ),
    "number": re.compile(
        r"^(?:#|no\.?|nr\.?|number|rec\.?|rec(?:ommendation)? ?(?:#|no\.?|number))$", re.IGNORECASE
    ),
    "population": re.compile(r"^(?:population|who|patients?|group|ages?\b)", re.IGNORECASE),
    "status": re.compile(
        r"status|^coverage$|(?<!when )covered\??$|^decision|^position|medically necessary\??$|"
        r"determination",
        re.IGNORECASE,
    ),
    "criteria": re.compile(
        r"criteria(?! (?:number|no\b|#|id\b|version|date))|requirements?|required for|"
        r"conditions of coverage|"
        r"limitations?|when (?:covered|funded|commissioned|approved)|"
        r"\b(?:covered|approved|authori[sz]ed|necessary)(?: only)? "
        r"(?:when|if)$",
        re.IGNORECASE,
    ),
    "condition": re.compile(
        r"indication|diagnosis|condition|disease|use\b|disorder", re.IGNORECASE
    ),
    "intervention": re.compile(
        r"service|treatment|drug|medication|procedure|intervention|therap(?:y|ies)|device|test|"
        r"product|item|^agents?$|^vaccines?$|^add-?ons?$",
        re.IGNORECASE,
    ),
}


@dataclass(frozen=True)
class Row:
    """A table row with the place of each cell in the document's text."""

    index: int
    cells: tuple[str, ...]
    starts: tuple[int, ...]
    header: tuple[str, ...]

    def column(self, name: str) -> int | None:
        """Index of the column of a kind, None where the header has none."""
        if name == "number" and self._counts_in_front():
            return 0
        if name == "recommendation" and (action := self._action()) is not None:
            return action
        return next(
            (
                i
                for i, title in enumerate(self.header)
                if i < len(self.cells) and COLUMN[name].search(title.strip())
            ),
            None,
        )

    def _action(self) -> int | None:
        """Column of what is to be done, beside one of short names of the statements (AAO-HNS)."""
        titles = [title.strip().lower() for title in self.header[: len(self.cells)]]
        named = bool(titles) and re.match(r"(?:key action )?statements?\b", titles[0])
        return titles.index("action") if named and "action" in titles else None

    def _counts_in_front(self) -> bool:
        """Whether the first column has no name and holds the number of its row."""
        unnamed = bool(self.header) and not self.header[0].strip() and len(self.header) > 1
        return unnamed and re.fullmatch(r"\d{1,2}[a-z]?\.?", self.cells[0].strip()) is not None


def row_of(document: Document, index: int) -> Row:
    """The row that a block of a document is."""
    block = document.blocks[index]
    at, starts = block.char_start, []
    for cell in block.cells:
        place = document.text.find(cell, at, block.char_end) if cell else at
        place = place if place >= 0 else at
        starts.append(place)
        at = place + len(cell)
    return Row(index, block.cells, tuple(starts), block.header)


def codes_of(row: Row) -> tuple[str, ...]:
    """Codes of a row: of its code column, else of a first cell that is nothing but codes."""
    at = next(
        (
            i
            for i, title in enumerate(row.header)
            if i < len(row.cells)
            and re.search(r"\bcodes?\b|^icd|^cpt|^hcpcs", title.strip(), re.IGNORECASE)
        ),
        None,
    )
    if at is not None:
        return code_specs(row.cells[at])
    specs = code_specs(row.cells[0]) if row.cells else ()
    return specs if specs and len(words(row.cells[0])) <= 3 * len(specs) + 2 else ()
