"""The whole way from a question to an Answer, over one published Snapshot."""

import threading
import time
import uuid
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from app.case import Brought, CaseFile, read_brought
from app.compose import compose
from app.draft import Shelf
from app.engine import Analysis, Knowledge, analyse
from app.facts import Facts, read_facts
from app.follow_up import with_history
from app.general import Names, general_question, is_general
from app.in_force import standings
from app.match import match_key
from app.material import Material
from app.models import Answer, Claim
from app.opened import Opened
from app.passages import answer_claims
from app.payers import names_of_sources
from app.question_models import Question
from app.tools import Tools
from ingest.errors import CitationError
from ingest.index import LiveIndex, Snapshot
from ingest.models import Passage, Source
from ingest.terms import names_of

if TYPE_CHECKING:
    from ingest.settings import Settings

__all__ = ["CaseFile", "Pipeline", "open_pipeline"]


class Pipeline:
    """Answers questions; safe in threads; notices a newly published Snapshot."""

    def __init__(
        self,
        settings: "Settings",
        index_dir: Path,
        *,
        snapshot_id: str | None = None,
        tools: Tools | None = None,
    ) -> None:
        self._settings = settings
        self._tools = tools or Tools(settings)
        self._live = LiveIndex(index_dir, snapshot_id)
        self._lock = threading.Lock()
        self._opened: Opened | None = None

    def opened(self) -> Opened:
        """The published Snapshot; a newer one where it was published meanwhile."""
        snapshot = self._live.snapshot()
        with self._lock:
            if self._opened is None or self._opened.snapshot is not snapshot:
                self._opened = Opened(snapshot, self._tools)
            return self._opened

    def answer(  # noqa: PLR0913 - one argument for each thing that a question may bring
        self,
        text: str,
        *,
        payer: str = "",
        as_of: date | None = None,
        case: Sequence[CaseFile] = (),
        policy: Sequence[CaseFile] = (),
        history: Sequence[Answer] = (),
        k: int | None = None,
        question_id: str = "",
    ) -> Answer:
        """Answer one question.

        Args:
            text: The question.
            payer: Only this payer's policies decide.
            as_of: Date of service; today where neither this nor the question gives one.
            case: Case materials: facts, shown, never decide.
            policy: Files that the asker names as the payer's policy; they may decide.
            history: Answers of this conversation, oldest first.
            k: Passages to retrieve; the verdict is the same for every k.
            question_id: `id` of the Answer; a new one where it is empty.

        Raises:
            QuestionError: The question is empty or too long.
            CorpusError: A file that was brought cannot be read.
            IndexError_: The index is missing, mismatched or damaged.
        """
        started = time.perf_counter()
        at = self.opened()
        brought = read_brought(case, policy, payer)
        knowledge = _with_brought(at.knowledge, brought)
        named = at.named if not policy else names_of_sources(list(knowledge.sources.values()))
        heard = at.understand(text, as_of=as_of or _today(), payer=payer, named=named)
        question = with_history(heard, history, at.terms)
        read = time.perf_counter()
        facts = read_facts(question.text, brought.texts)
        analysis = analyse(question, facts, knowledge)
        decided = time.perf_counter()
        shelf = Shelf(knowledge.sources, _texts(at.snapshot, brought))
        prose = _prose(at, question, analysis, shelf, k or self._settings.retrieve_k)
        standing = standings(knowledge.sources, question.as_of)
        taken, paths = analysis.question or question, at.paths()
        material = Material(
            taken, analysis, knowledge, standing, shelf, brought, paths, prose, _stated(facts)
        )
        answer = _composed(material, at, question_id, alone=question is heard)
        return _timed(answer, started, read, decided, time.perf_counter())

    def snapshot_id(self) -> str:
        """Id of the published Snapshot."""
        return self.opened().snapshot.snapshot_id

    def match_key(self, answer: Answer) -> str:
        """Under which an approved answer to the same is found; see `app.match`."""
        return match_key(answer, self.opened().terms)

    def without_case(self, answer: Answer) -> str:
        """A question about the same treatments and conditions that says nothing of anybody."""
        at = self.opened()
        return general_question(answer.understood, Names(at.lexicon, at.named))

    def passage(self, passage_id: str) -> Passage:
        """A passage of the published Snapshot.

        Raises:
            CitationError: There is none of that id.
        """
        try:
            return self.opened().snapshot.passage(passage_id)
        except KeyError as error:
            raise CitationError(
                f"passage {passage_id} is not in the published index: ask again"
            ) from error

    def neighbours(self, passage_id: str) -> tuple[Passage, ...]:
        """The passages before, at and after it in its document."""
        passage = self.passage(passage_id)
        rows = self.opened().snapshot.passages_of(passage.doc_id)
        at = next(i for i, row in enumerate(rows) if row.passage_id == passage_id)
        return rows[max(0, at - 1) : at + 2]

    def document_text(self, doc_id: str) -> str:
        """Normalised text of a document."""
        return self.opened().snapshot.document_text(doc_id)

    def source(self, doc_id: str) -> Source:
        """A Source of the published Snapshot.

        Raises:
            CitationError: There is none of that id.
        """
        try:
            return self.opened().snapshot.sources[doc_id]
        except KeyError as error:
            raise CitationError(
                f"document {doc_id} is not in the published index: ask again"
            ) from error


def open_pipeline(
    settings: "Settings",
    *,
    index_dir: Path | None = None,
    snapshot_id: str | None = None,
    tools: Tools | None = None,
) -> Pipeline:
    """A pipeline over the published Snapshot of a folder.

    Args:
        settings: Of the product.
        index_dir: Instead of the one that the settings name.
        snapshot_id: Always this Snapshot, published or not, instead of the published one.
        tools: Encoder, server and reranker, where another pipeline has opened them already.

    Raises:
        IndexError_: There is no Snapshot, or it cannot be used.
        SettingsError: What is configured for retrieval does not load.
    """
    pipeline = Pipeline(
        settings, index_dir or settings.index_dir, snapshot_id=snapshot_id, tools=tools
    )
    pipeline.opened()  # a missing index is told at once, not at the first question
    return pipeline


def _stated(facts: Facts) -> list[str]:
    """What the question itself states, in its words."""
    return [fact.quote for fact in facts.facts if fact.source == "question"]


def _today() -> date:
    return datetime.now().astimezone().date()


def _composed(material: Material, at: Opened, answer_id: str, *, alone: bool) -> Answer:
    """The Answer; one that rests on its question alone says whether that speaks of nobody."""
    answer = compose(
        material, answer_id=answer_id or uuid.uuid4().hex, snapshot=at.snapshot.snapshot_id
    )
    names = Names(at.lexicon, at.named)
    general = (
        alone
        and not material.brought.documents
        and is_general(answer.question, answer.understood, names)
    )
    return answer.model_copy(update={"general": general})


def _timed(answer: Answer, *marks: float) -> Answer:
    """The Answer with the seconds that each step took, by its marks from start to end."""
    steps = ("understand", "decide", "compose")
    timings = {
        name: after - before for name, before, after in zip(steps, marks, marks[1:], strict=False)
    }
    timings["total"] = marks[-1] - marks[0]
    return answer.model_copy(
        update={"timings_s": {name: round(value, 4) for name, value in timings.items()}}
    )


def _with_brought(knowledge: Knowledge, brought: Brought) -> Knowledge:
    """The Snapshot's knowledge with the session's own files beside it; the shared one stays."""
    if not brought.sources:
        return knowledge
    return replace(
        knowledge,
        statements=(*knowledge.statements, *brought.statements),
        sources={**knowledge.sources, **brought.sources},
    )


def _texts(snapshot: Snapshot, brought: Brought) -> Callable[[str], str]:
    """Text of a document by doc_id: brought, or of the Snapshot."""

    def text_of(doc_id: str) -> str:
        if doc_id in brought.documents:
            return brought.documents[doc_id].text
        return snapshot.document_text(doc_id)

    return text_of


def _prose(at: Opened, question: Question, analysis: Analysis, shelf: Shelf, k: int) -> list[Claim]:
    """Passages that answer a question which asks for no verdict, or names no pair."""
    if analysis.verdict is not None:
        return []
    concepts = [
        c
        for p in (*question.interventions, *(t.condition for t in question.targets))
        for c in sorted(p.concepts)
    ]
    hits = at.retriever.retrieve(
        question.text,
        k=k,
        expansions=names_of(at.terms, concepts[:4])[:12],
        codes=[m.code for m in question.codes],
    )
    standing = standings(at.snapshot.sources, question.as_of)
    passages = [at.snapshot.passage(hit.passage_id) for hit in hits if standing[hit.doc_id].decides]
    return answer_claims(question.text, passages, shelf)
