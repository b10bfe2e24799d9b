"""From Statements to draft Claims: extractive sentences, each with the quotes that carry it."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from app.cite import citation
from app.models import Citation, Claim, SectionName
from ingest.models import Source
from ingest.statements.models import Quote, Statement

_MARKER = re.compile(r"^\s*(?:[-•*–▪o]\s+|\d{1,3}[.)]\s+(?=[a-z]))+")
MAX_CLAIM_CHARS = 700
MAX_LABEL_CHARS = 40  # of a source's name beside a sentence


@dataclass(frozen=True)
class Shelf:
    """Where quotes are looked up: the documents of the Snapshot and what the asker brought."""

    sources: Mapping[str, Source]
    text_of: Callable[[str], str]

    def cite(self, quote: Quote, statement: Statement | None = None) -> Citation:
        """A checked Citation."""
        return citation(
            quote,
            self.text_of(quote.doc_id),
            self.sources.get(quote.doc_id),
            recommendation=statement.recommendation if statement else "",
            printed_page=statement.printed_page if statement else None,
        )

    def claim(
        self, statement: Statement, section: SectionName, *, label: str = "", level: int = 0
    ) -> Claim:
        """A Statement as a sentence: its own words, with the lead-in that gives them direction."""
        lead = self._lead(statement)
        text = plain(statement.quote.text)
        quotes = [statement.quote]
        if lead is not None:
            text = f"{plain(lead.text).rstrip(' :')}: {text}"
            quotes = [lead, statement.quote]
        citations = tuple(self.cite(quote, statement) for quote in quotes)
        return Claim(
            text=shorten(text), section=section, citations=citations, label=label, level=level
        )

    def _lead(self, statement: Statement) -> Quote | None:
        """The lead-in that a list item needs; none where the quote stands inside it."""
        for lead in statement.lead_quotes[:1]:
            inside = lead.char_start <= statement.quote.char_start < lead.char_end
            if not inside and lead.text:
                return lead
        return None


def plain(text: str) -> str:
    """A quote as a sentence: without its list marker, on one line."""
    return re.sub(r"\s+", " ", _MARKER.sub("", text)).strip()


def shorten(text: str) -> str:
    """At most `MAX_CLAIM_CHARS`, cut at a sentence or word; the quote itself stays whole."""
    if len(text) <= MAX_CLAIM_CHARS:
        return text
    cut = text[:MAX_CLAIM_CHARS]
    end = max(cut.rfind(". "), cut.rfind("; "))
    return cut[: end + 1] if end > MAX_CLAIM_CHARS // 2 else cut[: cut.rfind(" ")] + " …"


def grade_label(statement: Statement, source: Source) -> str:
    """Grade as printed with the short name of the source: "Weak for; VA/DoD 2021"."""
    name = source.publisher or source.title
    short = re.search(r"\(([A-Z][A-Za-z/]+)\)", name)
    who = (
        short.group(1)
        if short
        else name
        if len(name) <= MAX_LABEL_CHARS
        else name[: MAX_LABEL_CHARS - 3] + "..."
    )
    when = f" {source.year}" if source.year else ""
    return "; ".join(part for part in (statement.grade, f"{who}{when}") if part)
