"""The sections of an Answer, laid out: sentences by source, with what each is carried by."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from app.draft import plain, without_number
from app.models import Answer, Citation, Claim, Reference, SectionName, Verdict
from app.render.marks import CASE_PREFIX, citation_mark, source_heading, source_words
from app.render.profiles import Profile
from app.render.tables import without_bullet
from app.render.words import SECTION_TITLES, SECTIONS, plain_step

_NO_LETTER = re.compile(r"\W+")
# What the table of positions quotes is not said again under these headings.
_IN_TABLE = frozenset(
    {
        SectionName.GUIDELINES,
        SectionName.COVERAGE,
        SectionName.RESEARCH,
        SectionName.NOT_IN_FORCE,
    }
)
_LED_IN = frozenset({SectionName.PATHWAY, SectionName.CASE})
_RECOMMENDATION = re.compile(r"recommendation ([\w.]*\w)")
_EXCERPT = 110  # characters
_Span = tuple[str, int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteView:
    """One citation as a reader meets it.

    Attributes:
        mark: "[1]" or "[Case Materials, p. 2]".
        source: "our digest of VA/DoD, 2021, recommendation 29, p. 55".
        where: The same, or under the name of its source the locator alone; "" where it has none.
        quote: The source's words.
        repeats: True where the sentence above already prints the same words.
        again: True where the words have been printed further up: nothing to add.
        citation: Where it points.
    """

    mark: str
    source: str
    where: str
    quote: str
    repeats: bool
    again: bool
    citation: Citation

    @property
    def excerpt(self) -> str:
        """The words around the name that they carry, for where a list would be a wall of quotes."""
        name = self.citation.about
        at = self.quote.lower().find(name.lower()) if name else -1
        if at < 0 or len(self.quote) <= _EXCERPT:
            return self.quote
        room = max(0, _EXCERPT - len(name)) // 2
        start, end = max(0, at - room), min(len(self.quote), at + len(name) + room)
        start = self.quote.rfind(" ", 0, start) + 1 if start else 0
        stop = self.quote.find(" ", end)
        end = stop if stop >= 0 else len(self.quote)
        before, after = "… " if start else "", " …" if end < len(self.quote) else ""
        return f"{before}{self.quote[start:end]}{after}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemView:
    """One name of a sentence that lists names, with the quote that carries it."""

    text: str
    quote: QuoteView


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimView:
    """One sentence with its marks and quotes.

    Attributes:
        lead: Words before it that say what it is ("Covered, each with its own criteria"); "".
        text: The sentence.
        items: For a list of names, each with its quote; () for a sentence.
        note: Grade and locator, behind it; "".
        marks: Each once.
        level: Indentation.
        quotes: What carries it.
    """

    lead: str
    text: str
    items: tuple[ItemView, ...]
    note: str
    marks: tuple[str, ...]
    level: int
    quotes: tuple[QuoteView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupView:
    """Sentences of one source under its name ("" where the sentences are of several)."""

    label: str
    claims: tuple[ClaimView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionView:
    """One section of the Answer; the sentences of a numbered one are steps."""

    name: SectionName
    title: str
    groups: tuple[GroupView, ...]
    numbered: bool = False


@dataclass
class _Desk:
    """What is needed to lay sentences out, and which quotes have been printed so far."""

    text: Callable[[str], str]
    references: dict[str, Reference]
    steps: Callable[[str], str]
    printed: set[_Span] = field(default_factory=set)


def section_views(
    answer: Answer, profile: Profile, text: Callable[[str], str]
) -> tuple[SectionView, ...]:
    """The sections in this reader's order; those without a sentence are left out.

    They are laid out in the order of the Answer, so that every reader meets the same quotes.
    """
    steps = plain_step if profile.plain else str
    desk = _Desk(text, {r.doc_id: r for r in answer.references}, steps, set(_tabled(answer)))
    tabled = frozenset(desk.printed)
    views: dict[SectionName, SectionView] = {}
    for name in SectionName:
        claims = [
            claim
            for claim in answer.claims
            if claim.section is name and not (name in _IN_TABLE and _is_in_table(claim, tabled))
        ]
        if claims:
            views[name] = SectionView(
                name=name,
                title=section_title(answer, name, plain=profile.plain),
                groups=_groups(claims, name, desk),
                numbered=name is SectionName.PATHWAY,
            )
    return tuple(views[name] for name in profile.section_order() if name in views)


def section_title(answer: Answer, name: SectionName, *, plain: bool) -> str:
    """Its title; what is recommended "instead" is so only where the asked is not supported."""
    title = SECTIONS[name][1 if plain else 0]
    if name is not SectionName.ALTERNATIVES:
        return title
    if answer.verdict is None and not answer.understood.interventions:
        return SECTION_TITLES["recommended"]
    supported = answer.verdict in {Verdict.NECESSARY, Verdict.CONDITIONAL, Verdict.CONFLICTING}
    return SECTION_TITLES["also_recommended"] if supported else title


def _tabled(answer: Answer) -> list[_Span]:
    """Spans that the table of positions quotes."""
    found: list[_Span] = []
    for row in answer.positions:
        found.append((row.doc_id, row.char_start, row.char_end))
        found += [_span(c) for c in (row.lead_in, row.unmet) if c is not None]
    return found


def _span(citation: Citation) -> _Span:
    return citation.doc_id, citation.char_start, citation.char_end


def _is_in_table(claim: Claim, tabled: frozenset[_Span]) -> bool:
    """Whether a sentence is nothing but words that the table quotes."""
    if not {_span(citation) for citation in claim.citations} <= tabled:
        return False
    rest = bare(claim.text)
    for citation in claim.citations:
        rest = rest.replace(_words_of(citation), "")
    return not rest.strip()


def _groups(claims: list[Claim], name: SectionName, desk: _Desk) -> tuple[GroupView, ...]:
    """Sentences by source, in the order in which the sources come up; steps stay as they are."""
    if name is SectionName.PATHWAY:
        return (GroupView(label="", claims=tuple(_claim_view(c, name, desk) for c in claims)),)
    by_source: dict[str, list[Claim]] = {}
    for claim in claims:
        by_source.setdefault(claim.citations[0].doc_id, []).append(claim)
    return tuple(
        GroupView(
            label=_heading(doc_id, desk),
            claims=tuple(_claim_view(claim, name, desk) for claim in run),
        )
        for doc_id, run in by_source.items()
    )


def _heading(doc_id: str, desk: _Desk) -> str:
    reference = desk.references.get(doc_id)
    if reference is None:
        return doc_id.removeprefix(CASE_PREFIX) if doc_id.startswith(CASE_PREFIX) else ""
    return source_heading(reference)


def _claim_view(claim: Claim, name: SectionName, desk: _Desk) -> ClaimView:
    named = name is not SectionName.PATHWAY
    quotes = tuple(_quote_view(c, claim, desk, named=named) for c in claim.citations)
    items = tuple(
        ItemView(text=desk.text(quote.citation.about), quote=quote)
        for quote in quotes
        if quote.citation.about
    )
    led_in = bool(items) or name in _LED_IN
    return ClaimView(
        lead=desk.steps(claim.label) if led_in else "",
        text=desk.text(claim.text),
        items=items,
        note="" if led_in else _note(claim),
        marks=tuple(dict.fromkeys(quote.mark for quote in quotes)),
        level=claim.level,
        quotes=quotes,
    )


def _quote_view(citation: Citation, claim: Claim, desk: _Desk, *, named: bool) -> QuoteView:
    repeats = _words_of(citation) in bare(citation.about or claim.text)
    again = _span(citation) in desk.printed
    reference = desk.references.get(citation.doc_id)
    desk.printed.add(_span(citation))
    return QuoteView(
        mark=citation_mark(citation),
        source=source_words(citation, reference),
        where=_where(citation) if named else source_words(citation, reference),
        quote=desk.text(without_bullet(citation.quote)),
        repeats=repeats,
        again=again,
        citation=citation,
    )


def _where(citation: Citation) -> str:
    return "" if citation.locator.startswith("[") else citation.locator


def _note(claim: Claim) -> str:
    """Grade and locator, unless the sentence prints them."""
    said = bare(claim.text)
    parts = [claim.label] if claim.label and bare(claim.label) not in said else []
    locators = dict.fromkeys(c.locator for c in claim.citations if not c.locator.startswith("["))
    parts += [locator for locator in locators if locator and bare(locator) not in said]
    return "; ".join(parts)


def _words_of(citation: Citation) -> str:
    """What a sentence prints of a quote: neither list marker nor the number of its locator."""
    number = _RECOMMENDATION.search(citation.locator)
    return bare(without_number(plain(citation.quote), number.group(1) if number else ""))


def bare(text: str) -> str:
    """Letters and digits alone, for comparing what is said."""
    return _NO_LETTER.sub(" ", text.lower()).strip()
