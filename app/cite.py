"""Citations: a quote is found, character for character, where it points, or is withheld."""

import re
from collections.abc import Callable, Iterable, Sequence

from app.models import Citation, Claim
from ingest.errors import CitationError
from ingest.lexis import content_stems
from ingest.models import Source
from ingest.statements.models import Quote

# Share of a sentence's content words that its quotes must hold: an extractive sentence holds them
# all but for the words of
# its frame; below two thirds a reader no longer finds the sentence in the quote (docs/verdicts.md).
MIN_SUPPORT_RATIO = 0.66


def citation(
    quote: Quote,
    text: str,
    source: Source | None = None,
    *,
    recommendation: str = "",
    printed_page: int | None = None,
) -> Citation:
    """A Citation that was checked against the document's text.

    Raises:
        CitationError: The quote is not found where it points.
    """
    if text[quote.char_start : quote.char_end] != quote.text or not quote.text:
        raise CitationError(
            f"{quote.doc_id}: a quote is not found at {quote.char_start}-{quote.char_end}: "
            "rebuild the index"
        )
    return Citation(
        doc_id=quote.doc_id,
        passage_id=quote.passage_id,
        page=quote.page,
        quote=quote.text,
        char_start=quote.char_start,
        char_end=quote.char_end,
        locator=locator(quote, source, recommendation, printed_page),
    )


def locator(
    quote: Quote, source: Source | None, recommendation: str = "", printed_page: int | None = None
) -> str:
    """Where a reader finds it: "recommendation 29, p. 55", or "[Case Materials, p. 2]"."""
    page = printed_page or quote.page
    if quote.doc_id.startswith("case:") and (source is None or source.kind == "case_material"):
        return f"[Case Materials, p. {page}]" if page else "[Case Materials]"
    parts = [f"recommendation {recommendation}"] if recommendation else []
    if page:
        parts.append(f"p. {page}")
    return ", ".join(parts)


_NUMBER = re.compile(r"\d+(?:\.\d+)?%?")


def bodies_of(source: Source) -> tuple[str, ...]:
    """Who speaks in a source, as a sentence may name it: payer, publisher, their short names."""
    named = [name for name in (source.payer, source.publisher) if name]
    short = [m.group(1) for name in named if (m := _SHORT.search(name))]
    return tuple(dict.fromkeys((*named, *short)))


_SHORT = re.compile(r"\(([A-Z][A-Za-z/]+)\)")


def without_names(text: str, names: Iterable[str]) -> str:
    """A sentence without the bodies that it names: who says it is no part of what is said."""
    for name in sorted(names, key=len, reverse=True):
        text = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", " ", text, flags=re.IGNORECASE)
    return text


def supports(claim_text: str, quotes: Sequence[str]) -> bool:
    """Whether the quotes speak of what the sentence says.

    All its numbers are found, most of its content words, and no negation is lost. A lexical check:
    it knows words, not meanings. Its precision and recall on a hand-read sample stand in
    docs/model.md.
    """
    joined = " ".join(quotes)
    if any(number not in joined for number in _NUMBER.findall(claim_text)):
        return False
    wanted, held = content_stems(claim_text), content_stems(joined)
    if not wanted:
        return False
    if bool(_NEGATION.search(claim_text)) != bool(_NEGATION.search(joined)):
        return False
    return len(wanted & held) / len(wanted) >= MIN_SUPPORT_RATIO


_NEGATION = re.compile(
    r"\b(?:not|no|never|against|without|unproven|investigational|experimental|insufficient"
    r"|avoid|contraindicated|non-?covered|excluded|lack(?:s|ed)?|cannot)\b",
    re.IGNORECASE,
)


def carries_name(name: str, quotes: Sequence[str]) -> bool:
    """Whether a name in a list stands in its quotes, word for word or by the stems of its words.

    A name alone says neither yes nor no, so negations are not compared.
    """
    wanted, held = content_stems(name), content_stems(" ".join(quotes))
    return bool(wanted) and wanted <= held


def carried(claim: Claim) -> bool:
    """Whether the quotes of a sentence carry it; in a list of names each name by its own quote.

    Quotes that lead a list in belong to every name.
    """
    named = [c for c in claim.citations if c.about]
    if not named:
        return supports(claim.text, [c.quote for c in claim.citations])
    leads = [c.quote for c in claim.citations if not c.about]
    whole = "; ".join(c.about for c in named) == claim.text
    return whole and all(carries_name(c.about, [c.quote, *leads]) for c in named)


def checked(
    claims: Sequence[Claim], text_of: Callable[[str], str]
) -> tuple[tuple[Claim, ...], tuple[str, ...]]:
    """Claims whose quotes are all found and support them; and the reasons of those withheld."""
    kept: list[Claim] = []
    withheld: list[str] = []
    for claim in claims:
        if any(text_of(c.doc_id)[c.char_start : c.char_end] != c.quote for c in claim.citations):
            withheld.append("a quote was not found where it points")
        elif not carried(claim):
            withheld.append("its quotes do not carry the sentence")
        else:
            kept.append(claim)
    return tuple(kept), tuple(withheld)
