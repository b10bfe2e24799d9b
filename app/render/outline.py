"""The outline that every surface walks: which parts, in which order, in whose words.

Pure: nothing here knows whether it ends in a terminal, a page or a file. A surface escapes every
string that it takes from here (app.render.safe).
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import groupby

from app.models import Answer, Citation, Claim, Reference, SectionName
from app.render.abbreviations import Abbreviation, abbreviations_in
from app.render.doses import without_doses
from app.render.marks import citation_mark, headline_marks, source_words
from app.render.profiles import Part, Profile
from app.render.tables import (
    CriteriaGroup,
    PositionView,
    criteria_groups,
    position_views,
    without_bullet,
)
from app.render.words import SECTIONS, VERDICTS, Look

_NO_LETTER = re.compile(r"\W+")


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteView:
    """One citation as a reader meets it.

    Attributes:
        mark: "[1]" or "[Case Materials, p. 2]".
        source: "our digest of VA/DoD, 2021, recommendation 29, p. 55".
        quote: The source's words.
        repeats: True where the sentence above already prints the same words.
        again: True where, besides, a citation before it names the same place: nothing to add.
        citation: Where it points.
    """

    mark: str
    source: str
    quote: str
    repeats: bool
    again: bool
    citation: Citation


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimView:
    """One sentence with its marks and quotes."""

    text: str
    marks: tuple[str, ...]
    level: int
    quotes: tuple[QuoteView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupView:
    """Sentences under one sub-label ("" where they have none)."""

    label: str
    claims: tuple[ClaimView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionView:
    """One section of the Answer."""

    name: SectionName
    title: str
    groups: tuple[GroupView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """An Answer, laid out for one kind of reader.

    Attributes:
        answer: The Answer itself.
        profile: For whom.
        look: Symbol and words of the verdict.
        word: The verdict as this reader is told it.
        plain: One plain sentence on what the verdict means; "" for professionals.
        headline: As composed.
        marks: Numbers of the sources that decide; () where the headline prints its own.
        parts: Parts that have something in them, in this reader's order.
    """

    answer: Answer
    profile: Profile
    look: Look
    word: str
    plain: str
    headline: str
    marks: tuple[str, ...]
    parts: tuple[Part, ...]
    understood: tuple[tuple[str, str], ...]
    why: tuple[str, ...]
    positions: tuple[PositionView, ...]
    criteria: tuple[CriteriaGroup, ...]
    sections: tuple[SectionView, ...]
    glossary: tuple[Abbreviation, ...]


def outline(answer: Answer, profile: Profile) -> Outline:
    """Lay out an Answer."""
    look = VERDICTS[answer.verdict]
    text = without_doses if profile.plain else str
    sections = _sections(answer, profile, text)
    glossary = abbreviations_in(_all_text(answer)) if profile.glossary else ()
    return Outline(
        answer=answer,
        profile=profile,
        look=look,
        word=look.word,
        plain=look.plain if profile.plain and answer.error is None else "",
        headline=text(answer.headline),
        marks=headline_marks(answer),
        parts=_parts(answer, profile, sections=bool(sections), glossary=bool(glossary)),
        understood=tuple((name, text(words)) for name, words in understood_lines(answer)),
        why=why_lines(answer),
        positions=position_views(answer, text, plain=profile.plain),
        criteria=criteria_groups(answer, text),
        sections=sections,
        glossary=glossary,
    )


def understood_lines(answer: Answer) -> tuple[tuple[str, str], ...]:
    """What the question was taken to mean, as (name, words)."""
    meant = answer.understood
    lines = [
        ("Intervention", "; ".join(meant.interventions)),
        ("Condition", "; ".join(meant.conditions)),
        ("Codes", ", ".join(meant.codes)),
        ("Payer", meant.payer),
        ("Publisher", meant.publisher),
        ("Asked for", "" if meant.intent == "verdict" else meant.intent),
        ("Stated facts", "; ".join(meant.facts)),
        *(("Read as", reading) for reading in meant.readings),
        *(("In doubt", doubt) for doubt in meant.doubts),
    ]
    return tuple((name, words) for name, words in lines if words)


def why_lines(answer: Answer) -> tuple[str, ...]:
    """The rule that fired, how many Sources decide, and the verdict of each of several pairs."""
    lines = [answer.rule] if answer.rule else []
    sources = {row.doc_id for row in answer.positions}
    deciding = len({row.doc_id for row in answer.positions if row.decides})
    if sources:
        shown = len(sources) - deciding
        decide = f"{deciding} source{'s decide' if deciding != 1 else ' decides'}"
        lines.append(f"{decide}, {shown} more shown." if shown else f"{decide}.")
    if len(answer.verdicts) > 1:
        lines += [
            f"{pair.intervention or '-'} for {pair.condition or '-'}: "
            f"{VERDICTS[pair.verdict].word}. {pair.rule}".rstrip()
            for pair in answer.verdicts
        ]
    if answer.abstention is not None:
        lines.append(answer.abstention.reason)
    return tuple(lines)


def _sections(
    answer: Answer, profile: Profile, text: Callable[[str], str]
) -> tuple[SectionView, ...]:
    references = {reference.doc_id: reference for reference in answer.references}
    views = []
    for name in profile.section_order():
        claims = [claim for claim in answer.claims if claim.section is name]
        groups = tuple(
            GroupView(
                label=label, claims=tuple(_claim_view(claim, references, text) for claim in run)
            )
            for label, run in groupby(claims, key=lambda claim: claim.label)
        )
        if groups:
            title = SECTIONS[name][1 if profile.plain else 0]
            views.append(SectionView(name=name, title=title, groups=groups))
    return tuple(views)


def _claim_view(
    claim: Claim, references: dict[str, Reference], text: Callable[[str], str]
) -> ClaimView:
    said = _bare(claim.text)
    quotes: list[QuoteView] = []
    for citation in claim.citations:
        mark = citation_mark(citation)
        source = source_words(citation, references.get(citation.doc_id))
        repeats = _bare(citation.quote) in said
        quotes.append(
            QuoteView(
                mark=mark,
                source=source,
                quote=text(without_bullet(citation.quote)),
                repeats=repeats,
                again=repeats and any((q.mark, q.source) == (mark, source) for q in quotes),
                citation=citation,
            )
        )
    marks = tuple(dict.fromkeys(quote.mark for quote in quotes))
    return ClaimView(text=text(claim.text), marks=marks, level=claim.level, quotes=tuple(quotes))


def _bare(text: str) -> str:
    return _NO_LETTER.sub(" ", text.lower()).strip()


def _all_text(answer: Answer) -> str:
    texts: Iterable[str] = (
        answer.headline,
        *(claim.text for claim in answer.claims),
        *(citation.quote for claim in answer.claims for citation in claim.citations),
        *(row.text for row in answer.criteria),
        *(row.quote for row in answer.positions),
    )
    return "\n".join(texts)


def _parts(answer: Answer, profile: Profile, *, sections: bool, glossary: bool) -> tuple[Part, ...]:
    filled = {
        Part.UNDERSTOOD: bool(understood_lines(answer)),
        Part.WHY: bool(why_lines(answer)),
        Part.POSITIONS: bool(answer.positions),
        Part.CRITERIA: bool(answer.criteria),
        Part.MISSING: bool(answer.missing),
        Part.CODES: bool(answer.codes),
        Part.SECTIONS: sections,
        Part.NOTES: bool(answer.notes or answer.withheld),
        Part.FOLLOW_UPS: bool(answer.follow_ups),
        Part.GLOSSARY: glossary,
        Part.REFERENCES: bool(answer.references),
        Part.STATUS: True,
    }
    return tuple(part for part in profile.parts if filled[part])
