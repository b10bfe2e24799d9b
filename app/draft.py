"""From Statements to draft Claims: extractive sentences, each with the quotes that carry it."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from app.cite import carries_name, citation
from app.models import Citation, Claim, SectionName
from ingest.models import Source
from ingest.statements.models import Criterion, Join, Quote, Statement

_MARKER = re.compile(r"^\s*(?:[-•*–▪o]\s+|\d{1,3}[.)]\s+(?=[A-Za-z]))+")
# The number is printed beside the sentence, as its locator.
_NUMBERED = re.compile(
    r"^(?:Recommendation|Rec\.?)\s+(?P<number>[\w.]*\w)(?:\s*\(page \d+\))?\s*[:.]\s*",
    re.IGNORECASE,
)
MAX_CLAIM_CHARS = 700
CUT = "…"  # where a sentence is cut off
_JOINED = {Join.ANY_OF: "any of: ", Join.NONE_OF: "none of: "}


@dataclass(frozen=True)
class Shelf:
    """Where quotes are looked up: the documents of the Snapshot and what the asker brought.

    Attributes:
        sources: By doc_id.
        text_of: Text of a document by its doc_id.
        page_at: 1-based page of a document (doc_id) that holds the character at an offset; None
            where the format has no pages.
    """

    sources: Mapping[str, Source]
    text_of: Callable[[str], str]
    page_at: Callable[[str, int], int | None]

    def cite(self, quote: Quote, statement: Statement | None = None, about: str = "") -> Citation:
        """A checked Citation; `about` is the part of the sentence that it carries.

        Its page is the one where the quote begins: a part of a passage, or of a longer quote, may
        begin on a later page than the whole.
        """
        quote = replace(quote, page=self.page_at(quote.doc_id, quote.char_start))
        found = citation(
            quote,
            self.text_of(quote.doc_id),
            self.sources.get(quote.doc_id),
            recommendation=statement.recommendation if statement else "",
            printed_page=statement.printed_page if statement else None,
        )
        return found.model_copy(update={"about": about}) if about else found

    def claim(
        self, statement: Statement, section: SectionName, *, label: str = "", level: int = 0
    ) -> Claim:
        """A Statement as a sentence: its own words, with the lead-in that gives them direction."""
        lead = lead_of(statement)
        text = sentence(statement)
        quotes = [statement.quote]
        if lead is not None:
            text = f"{plain(lead.text).rstrip(' :')}: {text}"
            quotes = [lead, statement.quote]
        return Claim(
            text=shorten(text),
            section=section,
            citations=tuple(self.cite(quote, statement) for quote in quotes),
            label=label,
            level=level,
        )

    def whole_claim(self, statement: Statement, section: SectionName, *, label: str = "") -> Claim:
        """The same with its criteria behind it, where it leads them in and they are short."""
        claim = self.claim(statement, section, label=label)
        tree = statement.criteria
        if tree is None or not claim.text.endswith(":"):
            return claim
        text = f"{claim.text} {_inline(tree)}"
        leaves = [leaf.quote for leaf in tree.leaves() if leaf.quote is not None]
        if len(text) > MAX_CLAIM_CHARS or not leaves:
            return claim
        cited = (*claim.citations, *(self.cite(quote, statement) for quote in leaves))
        return claim.model_copy(update={"text": f"{text}.", "citations": cited})

    def list_claim(
        self,
        items: Sequence[tuple[str, Statement]],
        section: SectionName,
        *,
        label: str = "",
    ) -> Claim | None:
        """Several Statements as one list of names, each name carried by its own quote.

        A lead-in that items of a list share is cited once. A name that its own sentence does not
        print (it was inherited from a heading) is left out; None where none is left.
        """
        named = [
            (name, s)
            for name, s in items
            if carries_name(name, [s.quote.text, *(lead.text for lead in s.lead_quotes[:1])])
        ]
        leads = {lead: s for _, s in named if (lead := lead_of(s)) is not None}
        cited = [
            *(self.cite(s.quote, s, about=name) for name, s in named),
            *(self.cite(lead, s) for lead, s in leads.items()),
        ]
        return listing(cited, section, label) if named else None


def listing(citations: Sequence[Citation], section: SectionName, label: str) -> Claim:
    """A sentence that lists what its quotes are about."""
    return Claim(
        text="; ".join(cited.about for cited in citations if cited.about),
        section=section,
        citations=tuple(citations),
        label=label,
    )


def lead_of(statement: Statement) -> Quote | None:
    """The lead-in that a list item needs; none where the quote stands inside it."""
    for lead in statement.lead_quotes[:1]:
        inside = lead.char_start <= statement.quote.char_start < lead.char_end
        if not inside and lead.text:
            return lead
    return None


def sentence(statement: Statement) -> str:
    """The words of a Statement, without the number that its locator prints."""
    return without_number(plain(statement.quote.text), statement.recommendation)


def without_number(text: str, number: str) -> str:
    """A sentence without "Recommendation 29 (page 55):" before it."""
    found = _NUMBERED.match(text)
    if not found or found.group("number") != number:
        return text
    text = text[found.end() :]
    return f"{text[:1].upper()}{text[1:]}"


def _inline(node: Criterion) -> str:
    """A criteria tree in one line."""
    if node.join is Join.LEAF:
        return plain(node.text).rstrip(" .;")
    parts = [_inline(child) for child in node.children]
    lead = f"at least {node.n} of: " if node.join is Join.AT_LEAST else _JOINED.get(node.join, "")
    nested = lead and len(parts) > 1
    return f"({lead}{'; '.join(parts)})" if nested else "; ".join(parts)


def plain(text: str) -> str:
    """A quote as a sentence: without its list marker, on one line."""
    return re.sub(r"\s+", " ", _MARKER.sub("", text)).strip()


def shorten(text: str) -> str:
    """At most `MAX_CLAIM_CHARS`, cut at a sentence or word; the quote itself stays whole."""
    if len(text) <= MAX_CLAIM_CHARS:
        return text
    cut = text[:MAX_CLAIM_CHARS]
    end = max(cut.rfind(". "), cut.rfind("; "))
    return cut[: end + 1] if end > MAX_CLAIM_CHARS // 2 else f"{cut[: cut.rfind(' ')]} {CUT}"
