"""Statements as they were understood, and Corrections, to Statements as they are published."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import Any

from ingest.corrections.fields import criteria_of, plain, quote_of
from ingest.corrections.models import Action, Correction, StaleCorrection
from ingest.errors import CorpusError
from ingest.models import Document, Flag, Passage, Source, SourceKind
from ingest.statements.models import Basis, Criterion, Direction, Quote, Statement

CORRECTED = "corrected"  # flag of a Statement that an editor has put right
STALE = "stale_correction"  # kind of the Flag of a correction that no longer fits
_FLAG_CHARS = 200
_NEAR_RATIO = 0.6  # so much of the words must be shared for a Statement to be named as the nearest
_SHOWN_CHARS = 80
_BASIS = {
    SourceKind.GUIDELINE: Basis.RECOMMENDATION,
    SourceKind.COVERAGE_POLICY: Basis.COVERAGE,
}


@dataclass(frozen=True, slots=True)
class Corrected:
    """A document's Statements after its corrections.

    Attributes:
        statements: In reading order, numbered anew.
        n_applied: Corrections that fitted.
        stale: Those that did not.
    """

    statements: tuple[Statement, ...]
    n_applied: int
    stale: tuple[StaleCorrection, ...]


def corrected(
    document: Document,
    source: Source,
    passages: Sequence[Passage],
    statements: tuple[Statement, ...],
    corrections: Sequence[Correction],
) -> tuple[Document, tuple[Statement, ...], int]:
    """A document as it is published: flagged with the corrections that do not fit it.

    Returns:
        The document, its Statements, and how many corrections fitted.
    """
    if not corrections:
        return document, statements, 0
    found = apply_corrections(document, source, passages, statements, corrections)
    flags = tuple(
        Flag(kind=STALE, detail=f"{item.place}: {item.why}"[:_FLAG_CHARS]) for item in found.stale
    )
    return replace(document, flags=(*document.flags, *flags)), found.statements, found.n_applied


def apply_corrections(
    document: Document,
    source: Source,
    passages: Sequence[Passage],
    statements: Sequence[Statement],
    corrections: Sequence[Correction],
) -> Corrected:
    """Put Statements right, one correction after the other.

    A correction never changes what is quoted: words that are not in the document make it stale.
    """
    ground = _Ground(document, source, {item.passage_id: item for item in passages})
    found = list(statements)
    stale = []
    corrections = _thought_over(corrections)
    for correction in corrections:
        try:
            found = _applied(found, correction, ground)
        except CorpusError as error:
            stale.append(
                StaleCorrection(doc_id=document.doc_id, place=correction.place, why=str(error))
            )
    ordered = sorted(found, key=lambda item: (item.quote.char_start, item.quote.char_end))
    numbered = tuple(
        replace(item, statement_id=f"{document.doc_id}!{n}")
        for n, item in enumerate(ordered, start=1)
    )
    return Corrected(numbered, len(corrections) - len(stale), tuple(stale))


def _thought_over(corrections: Sequence[Correction]) -> list[Correction]:
    """One correction of each Statement: what was written later counts, field by field.

    Two that name one Statement as it was published were written before the next build: the second
    would find a Statement that says something else by then.
    """
    found: dict[object, Correction] = {}
    for number, item in enumerate(corrections):
        named = (plain(item.quote), plain(item.heading), plain(item.lead), repr(item.was))
        place = named if item.was and item.action is not Action.ADD else number
        earlier = found.get(place)
        if earlier is not None and earlier.action is item.action is Action.CHANGE:
            found[place] = replace(item, values={**earlier.values, **item.values})
        else:
            found[place] = item
    return list(found.values())


@dataclass(frozen=True, slots=True)
class _Ground:
    """What Statements stand on."""

    document: Document
    source: Source
    passages: Mapping[str, Passage]


def _applied(found: list[Statement], correction: Correction, ground: _Ground) -> list[Statement]:
    if correction.action is Action.ADD:
        return [*found, _added(found, correction, ground)]
    meant = {id(item) for item in found if _is_meant(item, correction, ground)}
    if not meant:
        raise CorpusError(_why_none(found, correction, ground))
    if correction.action is Action.DROP:
        return [item for item in found if id(item) not in meant]
    return [_changed(item, correction, ground) if id(item) in meant else item for item in found]


def _is_meant(statement: Statement, correction: Correction, ground: _Ground) -> bool:
    """Whether a correction speaks of this Statement."""
    if plain(statement.quote.text) != plain(correction.quote):
        return False
    passage = ground.passages.get(statement.quote.passage_id)
    headings = passage.heading_path if passage else ()
    if correction.heading and plain(correction.heading) not in map(plain, headings[-1:]):
        return False
    leads = [plain(quote.text) for quote in statement.lead_quotes]
    if correction.lead and plain(correction.lead) not in leads:
        return False
    return all(_said(statement, name) == value for name, value in correction.was.items())


def _said(statement: Statement, name: str) -> object:
    value: object = getattr(statement, name)
    return value


def _why_none(found: Sequence[Statement], correction: Correction, ground: _Ground) -> str:
    """Why no Statement is meant, with the nearest one."""
    wanted = plain(correction.quote)
    same = [item for item in found if plain(item.quote.text) == wanted]
    if same:
        said = ", ".join(sorted({str(item.direction) for item in same}))
        return f"what has these words says something else now ({said}), or stands elsewhere"
    matcher = SequenceMatcher(b=wanted, autojunk=False)
    nearest, ratio = "", _NEAR_RATIO
    for item in found:
        matcher.set_seq1(plain(item.quote.text))
        if matcher.real_quick_ratio() > ratio and matcher.ratio() > ratio:
            nearest, ratio = item.quote.text, matcher.ratio()
    hint = f"; the nearest is {nearest[:_SHOWN_CHARS]!r}" if nearest else ""
    there = wanted in plain(ground.document.text)
    gone = (
        "the words stand in the document, but no Statement quotes them"
        if there
        else ("the document does not say these words any more")
    )
    return f"{gone}{hint}"


def _changed(statement: Statement, correction: Correction, ground: _Ground) -> Statement:
    return replace(statement, **_set(statement, correction, ground))


def _added(found: Sequence[Statement], correction: Correction, ground: _Ground) -> Statement:
    """A Statement that was not understood; its words must stand in one passage."""
    quote = quote_of(correction.quote, ground.document, None)
    passage = next(
        (
            item
            for item in ground.passages.values()
            if item.char_start <= quote.char_start and quote.char_end <= item.char_end
        ),
        None,
    )
    if passage is None:
        raise CorpusError("the words go over the end of a passage: quote one sentence or item")
    if any(_is_meant(item, correction, ground) and _says(item, correction) for item in found):
        raise CorpusError("a Statement with these words says this by now: remove the correction")
    quote = replace(quote, passage_id=passage.passage_id)
    bare = Statement(
        statement_id="",
        doc_id=ground.document.doc_id,
        direction=Direction.FOR,
        basis=_BASIS.get(ground.source.kind, Basis.FINDING),
        quote=quote,
        out_of_scope=found[0].out_of_scope if found else (),
    )
    return replace(bare, **_set(bare, correction, ground))


def _says(statement: Statement, correction: Correction) -> bool:
    """Whether a Statement says already what a correction sets; criteria are not compared."""
    return all(
        _said(statement, name) == value
        for name, value in correction.values.items()
        if name != "criteria"
    )


def _set(statement: Statement, correction: Correction, ground: _Ground) -> dict[str, Any]:
    """The fields of a Statement that a correction sets."""
    fields: dict[str, Any] = dict(correction.values)
    if "criteria" in fields:
        tree = criteria_of(fields["criteria"], ground.document, statement.quote)
        fields["criteria"] = _in_passages(tree, ground) if tree else None
    if "conditions" in fields:
        conditions = fields["conditions"]
        fields["condition_groups"] = (conditions,) if conditions else ()
        fields["subject_stands_in"] = False
    flags = dict.fromkeys((*statement.flags, CORRECTED))
    return {**fields, "flags": tuple(flags)}


def _in_passages(tree: Criterion, ground: _Ground) -> Criterion:
    """The tree with the passage of every quote; a quote over two passages names the first."""

    def passage_of(quote: Quote) -> str:
        return next(
            (
                item.passage_id
                for item in ground.passages.values()
                if item.char_start <= quote.char_start < item.char_end
            ),
            "",
        )

    quote = replace(tree.quote, passage_id=passage_of(tree.quote)) if tree.quote else None
    children = tuple(_in_passages(child, ground) for child in tree.children)
    return replace(tree, quote=quote, children=children)
