"""What one question is answered from: the Snapshot, the session's files, passages; the Answer."""

import uuid
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from app.analysis import Analysis, Knowledge
from app.case import Brought, CaseFile
from app.compose import compose
from app.composer.events import Stage, Told, Watch
from app.draft import Shelf
from app.facts import Facts, read_facts
from app.general import Names, is_general
from app.material import Material
from app.models import Answer, Claim
from app.opened import Opened
from app.passages import answer_claims, holds_one, near_enough
from app.payer_names import Named, names_of_sources, without_conditions
from app.question_models import Question
from app.stated import stated_facts
from ingest.index import Snapshot
from ingest.lexis import words
from ingest.terms import names_of

_RARE_CHARS = 3  # shorter words are everywhere


@dataclass(frozen=True)
class Bench:
    """What one question is answered from: the Snapshot, the session's files, and how much."""

    at: Opened
    brought: Brought
    knowledge: Knowledge
    k: int


def with_brought(knowledge: Knowledge, brought: Brought) -> Knowledge:
    """The Snapshot's knowledge with the session's own files beside it; the shared one stays.

    Made once for the files and a Snapshot: it remembers what it has compared, which takes as long
    as there are Statements.
    """
    if not brought.sources:
        return knowledge
    return brought.once.of(
        "knowledge",
        knowledge,
        lambda: replace(
            knowledge,
            statements=(*knowledge.statements, *brought.statements),
            sources={**knowledge.sources, **brought.sources},
            shared=knowledge,
        ),
    )


def names_here(at: Opened, policy: Sequence[CaseFile], knowledge: Knowledge) -> Sequence[Named]:
    """Names of payers and publishers, those of the session's own policies included."""
    if not policy:
        return at.named
    return without_conditions(names_of_sources(list(knowledge.sources.values())), at.terms)


def all_facts(question: Question, brought: Brought, watch: Watch) -> Facts:
    """What the question and the asker's files state, as of its day."""
    if brought.texts:
        watch.tell(Told(Stage.CASE))
    day = question.as_of
    return read_facts(question.text, brought.read_on(day), question.changes, day)


def speaking(analysis: Analysis) -> Told:
    """The passages whose Statements speak to the question, those that fit it best first."""
    spokes = sorted(
        (spoke for pair in analysis.pairs for spoke in pair.spokes),
        key=lambda spoke: (spoke.fit, spoke.intervention.relation),
        reverse=True,
    )
    return _reading(spoke.statement.quote.passage_id for spoke in spokes)


def _reading(passage_ids: Iterable[str]) -> Told:
    found = tuple(dict.fromkeys(passage_ids))
    return Told(Stage.READING, len(found), passages=found)


def gathered(
    question: Question, facts: Facts, analysis: Analysis, bench: Bench, watch: Watch
) -> Material:
    """All that an Answer is composed from; passages that are looked up for it are told."""
    at, brought, knowledge = bench.at, bench.brought, bench.knowledge
    shelf = Shelf(knowledge.sources, _texts(at.snapshot, brought), _pages(at.snapshot, brought))
    return Material(
        analysis.question or question,
        analysis,
        knowledge,
        knowledge.standings(question.as_of),
        shelf,
        brought,
        at.paths(),
        _prose(bench, question, analysis, shelf, watch),
        stated_facts(facts, question),
        at.snapshot.passages_of,
        _flags(at.snapshot, brought),
    )


def composed(material: Material, at: Opened, answer_id: str, *, alone: bool) -> Answer:
    """The Answer; one that rests on its question alone says whether that speaks of nobody."""
    answer = compose(
        material, answer_id=answer_id or uuid.uuid4().hex, snapshot=at.snapshot.snapshot_id
    )
    names = Names(at.lexicon, at.named)
    general = (
        alone
        and material.brought.is_empty
        and is_general(answer.question, answer.understood, names)
    )
    return answer.model_copy(update={"general": general})


def _texts(snapshot: Snapshot, brought: Brought) -> Callable[[str], str]:
    """Text of a document by doc_id: brought, or of the Snapshot."""

    def text_of(doc_id: str) -> str:
        if doc_id in brought.documents:
            return brought.documents[doc_id].text
        return snapshot.document_text(doc_id)

    return text_of


def _pages(snapshot: Snapshot, brought: Brought) -> Callable[[str, int], int | None]:
    """Page of a place in a document, brought or of the Snapshot."""

    def page_at(doc_id: str, offset: int) -> int | None:
        if doc_id in brought.documents:
            return brought.documents[doc_id].page_at(offset)
        return snapshot.page_at(doc_id, offset)

    return page_at


def _flags(snapshot: Snapshot, brought: Brought) -> Callable[[str], set[str]]:
    """Kinds of the flags of a document by doc_id: brought, or of the Snapshot."""

    def flags_of(doc_id: str) -> set[str]:
        held = brought.documents.get(doc_id) or snapshot.documents.get(doc_id)
        return {flag.kind for flag in held.flags} if held else set()

    return flags_of


def _prose(
    bench: Bench, question: Question, analysis: Analysis, shelf: Shelf, watch: Watch
) -> list[Claim]:
    """Passages that answer a question which asks for no verdict, or names no pair."""
    if analysis.verdict is not None:
        return []
    at = bench.at
    concepts = [
        c
        for p in (*question.interventions, *(t.condition for t in question.targets))
        for c in sorted(p.concepts)
    ]
    hits = at.retriever.retrieve(
        question.text,
        k=bench.k,
        expansions=names_of(at.terms, concepts[:4])[:12],
        codes=[m.code for m in question.codes],
    )
    watch.tell(_reading(hit.passage_id for hit in hits))
    standing = at.knowledge.standings(question.as_of)
    found = [at.snapshot.passage(hit.passage_id) for hit in hits]
    rare = {w.lower() for w in words(question.text) if len(w) >= _RARE_CHARS} - at.plain
    if not (concepts or question.codes or near_enough(hits) or holds_one(found, rare)):
        return []  # passages are found for any words, for "what is the best pizza" too
    passages = [passage for passage in found if standing[passage.doc_id].decides]
    return answer_claims(question.text, passages, shelf)
