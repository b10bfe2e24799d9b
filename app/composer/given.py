"""Statements as they are put to a model: which, in what words, and what they may be said with."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from app.material import Material
from app.models import Claim, SectionName
from app.names import short_name
from ingest.lexis import content_stems, squash
from ingest.models import Source, SourceKind
from ingest.statements.addressed import speaks_to_software
from ingest.statements.models import Basis, Statement

# A longer text holds several thoughts, and a list of codes none: both stay as they are printed.
MAX_TEXT_CHARS = 500
# What stands first is read first; what follows stays in its source's words, which cost nothing.
MAX_ITEMS = 12
_POSITION = re.compile(
    r"\b(?:necess\w+|cover\w*|approv\w*|authori[sz]\w*|den(?:y|ied|ies|ial)|criteria|appropriate)\b",
    re.IGNORECASE,
)
_KINDS = {
    SourceKind.GUIDELINE: "guideline",
    SourceKind.COVERAGE_POLICY: "coverage policy",
    SourceKind.RESEARCH: "study",
    SourceKind.CASE_MATERIAL: "case notes",
}


@dataclass(frozen=True)
class Given:
    """One extractive sentence that a model may put into its own words.

    Attributes:
        claim: The sentence in its source's words, with the citations that stay under any other.
        source: Of these citations.
        statement: Where the sentence is one; None for a passage and for case materials.
    """

    claim: Claim
    source: Source
    statement: Statement | None = None

    @property
    def is_case(self) -> bool:
        """Whether it holds words of the case materials."""
        return self.source.kind is SourceKind.CASE_MATERIAL

    @cached_property
    def evidence(self) -> str:
        """The words that carry it, on one line each."""
        return "\n".join(" ".join(c.quote.split()) for c in self.claim.citations)

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Names of its source that a sentence may begin with.

        Case materials have none: their titles are whatever their authors wrote, and so may be a
        document's, which therefore must not speak to software.
        """
        source = self.source
        named = () if self.is_case else (source.payer, source.publisher, source.title)
        return tuple(n for n in named if n and not speaks_to_software(n))

    @cached_property
    def name_stems(self) -> frozenset[str]:
        """Stems of these names."""
        return frozenset(stem for name in self.names for stem in content_stems(name))

    def shown(self, item_id: str) -> dict[str, str]:
        """What the model sees of it."""
        view = {
            "id": item_id,
            "source": short_name(next(iter(self.names), "")),
            "kind": _KINDS[self.source.kind],
            "text": self.claim.text,
        }
        if self.statement is not None and self.statement.subject_stands_in:
            view["condition"] = "; ".join(self.statement.conditions)
        return view

    def holds(self, quote: str) -> bool:
        """Whether words stand in its text, character for character but for line breaks."""
        wanted = " ".join(quote.split()).rstrip(" .")  # a stop that ends a quote is no part of it
        return bool(wanted) and (wanted in self.evidence or wanted in self.claim.text)


@dataclass(frozen=True)
class Drawer:
    """All that a model is given for one Answer.

    Attributes:
        items: Each text once, in the order of the Answer.
        kept_case: How many sentences of the case materials were kept back.
    """

    items: tuple[Given, ...]
    kept_case: int = 0
    by_text: dict[str, Given] = field(default_factory=dict)

    def of(self, claim: Claim) -> Given | None:
        """The item of a sentence; the same words in another section are the same item."""
        return self.by_text.get(_key(claim))


def drawer(claims: Sequence[Claim], material: Material, *, takes_case: bool) -> Drawer:
    """What of an extractive Answer is put to a model."""
    statements = {
        (s.quote.doc_id, s.quote.char_start, s.quote.char_end): s
        for s in material.knowledge.statements
    }
    items: dict[str, Given] = {}
    kept_case = 0
    for claim in claims:
        last = claim.citations[-1]
        source = material.knowledge.sources[last.doc_id]
        statement = statements.get((last.doc_id, last.char_start, last.char_end))
        if not _may_be_said(claim, statement):
            continue
        # A file that the asker brings is case text, whether it is a note or a policy.
        if last.doc_id.startswith("case:") and not takes_case:
            kept_case += 1
        elif _key(claim) not in items and len(items) < MAX_ITEMS:
            items[_key(claim)] = Given(claim, source, statement)
    return Drawer(tuple(items.values()), kept_case, items)


def _key(claim: Claim) -> str:
    places = ";".join(f"{c.doc_id}:{c.char_start}-{c.char_end}" for c in claim.citations)
    return f"{places} {squash(claim.text)}"


def _may_be_said(claim: Claim, statement: Statement | None) -> bool:
    """Whether a sentence may be put into other words; what speaks to software never is."""
    lead_in = claim.text.endswith(":")  # what it leads in stands elsewhere: no thought of its own
    names = any(citation.about for citation in claim.citations)  # a list: each has its own quote
    if (
        lead_in
        or names
        or len(claim.text) > MAX_TEXT_CHARS
        or claim.section is SectionName.NOT_IN_FORCE
    ):
        return False
    if statement is not None and statement.basis is Basis.CODE_LIST:
        return False
    # What a note says of coverage is its author's word: it is quoted, and never put otherwise.
    if claim.section is SectionName.CASE and _POSITION.search(claim.text):
        return False
    return not any(speaks_to_software(t) for t in (claim.text, *(c.quote for c in claim.citations)))


def batches(items: Sequence[Given], size: int) -> Iterator[tuple[Given, ...]]:
    """Items of one section and one document together, at most `size` of them."""
    run: list[Given] = []
    for item in items:
        place = (item.claim.section, item.source.doc_id)
        if run and (len(run) == size or place != (run[0].claim.section, run[0].source.doc_id)):
            yield tuple(run)
            run = []
        run.append(item)
    if run:
        yield tuple(run)


def numbered(items: Sequence[Given]) -> dict[str, Given]:
    """Items by the id that they have in one request; the same items are the same request."""
    return {f"S{n}": item for n, item in enumerate(items, start=1)}


def passages_json(given: Mapping[str, Given]) -> str:
    """Items as data."""
    shown = [item.shown(item_id) for item_id, item in given.items()]
    return json.dumps({"passages": shown}, ensure_ascii=False)
