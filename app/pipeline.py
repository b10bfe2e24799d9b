"""The whole way from a question to an Answer, over one published Snapshot."""

import threading
import time
from collections.abc import Sequence
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from app.answer_workers import AnswerWorkers, Asked, n_most, start_worker
from app.answering import ModelInfo
from app.case import Brought, CaseFile, read_brought
from app.case_question import with_case
from app.case_ready import read_ready
from app.composer.events import Stage, Told, Watch
from app.engine import analyse
from app.follow_up import with_history
from app.gather import Bench, all_facts, composed, gathered, names_here, speaking, with_brought
from app.general import Names, general_question
from app.match import match_key
from app.material import Material
from app.models import Answer
from app.opened import Opened
from app.originals import original
from app.payer_names import Named
from app.question import check_length
from app.question_models import Question
from app.timings import timed, timed_elsewhere
from app.told import split_told, with_words
from app.tools import Tools
from app.turns import AT_ONCE
from ingest.errors import CitationError
from ingest.index import LiveIndex
from ingest.models import Document, Passage, Source
from ingest.statements.models import Statement

if TYPE_CHECKING:
    from app.llm_models import Control
    from ingest.readers.pdf.picture import PagePicture
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
        self._desk = self._tools.desk
        self._live = LiveIndex(index_dir, snapshot_id)
        is_here = settings.chroma_url is None and settings.embed_base_url is None
        alone = settings.model_copy(update={"answer_workers": 0})
        same = partial(open_pipeline, alone, index_dir=index_dir, snapshot_id=snapshot_id)
        self._workers = AnswerWorkers(
            partial(start_worker, same),
            # Tools that were opened beforehand, and a language model, are not over there.
            n_most(settings.answer_workers) if tools is None and self._desk is None else 0,
            AT_ONCE if is_here else None,  # nobody waits for another's server
        )
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
        watch: Watch | None = None,
        brought: Brought | None = None,
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
            watch: Told how it goes on; may stop what a language model writes.
            brought: What `case` and `policy` hold, where they were read already.

        Raises:
            QuestionError, IndexError_: The question is empty or too long; the index is unusable.
        """
        started, watch = time.perf_counter(), watch or Watch()
        control = self._desk.control(watch) if self._desk else None
        watch.tell(Told(Stage.SEARCHING))
        text, day = check_length(text), as_of or _today()
        at, brought = self.opened(), brought or read_brought(case, policy, payer)
        asked = Asked(text, payer, day, tuple(history), k, question_id)
        with self._workers.turns.taken(may_leave=brought.is_empty) as worker:
            if worker and (made := worker.answer(asked, watch)):  # else it is answered here
                return timed_elsewhere(made, time.perf_counter() - started)
            known = with_brought(at.knowledge, brought)
            bench = Bench(at, brought, known, k or self._settings.retrieve_k)
            named = names_here(at, policy, known)
            answer, material, *marks = self._made(asked, bench, named, control, watch)
        if self._desk is not None and control is not None:  # in its words, as far as they pass
            answer = self._desk.compose(answer, material, at, control, watch)
        return timed(answer, started, *marks, time.perf_counter())

    def _made(
        self,
        asked: Asked,
        bench: Bench,
        named: Sequence[Named],
        control: "Control | None",
        watch: Watch,
    ) -> tuple[Answer, Material, float, float, float]:
        """The Answer in its sources' words, made here; when each step had ended."""
        bare, told = split_told(asked.text)
        heard = bench.at.understand(bare, as_of=asked.as_of, payer=asked.payer, named=named)
        question = with_words(self._completed(heard, asked.history, bench, control), told)
        read = time.perf_counter()
        facts = all_facts(question, bench.brought, watch)
        analysis, decided = analyse(question, facts, bench.knowledge), time.perf_counter()
        watch.tell(speaking(analysis))
        material = gathered(question, facts, analysis, bench, watch)
        answer = composed(material, bench.at, asked.question_id, alone=question is heard)
        return answer, material, read, decided, time.perf_counter()

    def close(self) -> None:
        """End the processes that answer beside this one; a later question is answered here."""
        self._workers.close()

    def read_files(
        self,
        case: Sequence[CaseFile],
        policy: Sequence[CaseFile],
        *,
        payer: str = "",
        as_of: date | None = None,
        watch: Watch | None = None,
    ) -> Brought:
        """The asker's files with all that hangs on them alone: `brought` of `answer`, beforehand.

        Takes no turn: whoever asks meanwhile does not wait for it.
        """
        known = self.opened().knowledge
        return read_ready(case, policy, payer, as_of or _today(), known, watch or Watch())

    def _completed(
        self, heard: Question, history: Sequence[Answer], bench: Bench, control: "Control | None"
    ) -> Question:
        """A follow-up with its topic: by the rules, else with the help of a configured model.

        What it leaves to the case materials is taken from them.
        """
        at = bench.at
        question = with_history(heard, history, at.terms)
        if self._desk is not None and control is not None:
            with self._workers.turns.given_back():  # a model server takes seconds
                question = self._desk.filled_in(question, heard, history, at, control)
        if question.intent != "verdict":
            self._tools.warm()  # passages are retrieved once it is decided what it is about
        return with_case(question, bench.brought.texts, at.terms, at.marks)

    def model_info(self) -> ModelInfo | None:
        """The configured language model; None where there is none."""
        return self._desk.info if self._desk is not None else None

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

    def statements(self, doc_id: str) -> tuple[Statement, ...]:
        """What was understood of a document; () where it is not in the published Snapshot."""
        snapshot = self.opened().snapshot
        return snapshot.statements_of(doc_id) if doc_id in snapshot.documents else ()

    def document_text(self, doc_id: str) -> str:
        """Normalised text of a document."""
        return self.opened().snapshot.document_text(doc_id)

    def document(self, doc_id: str) -> Document:
        """A document of the published Snapshot.

        Raises:
            CitationError: There is none of that id.
        """
        try:
            return self.opened().snapshot.document(doc_id)
        except KeyError as error:
            raise CitationError(
                f"document {doc_id} is not in the published index: ask again"
            ) from error

    def picture(self, doc_id: str, page: int, quote: str) -> "PagePicture | None":
        """A page as it was printed, the quote marked; None where the file is no PDF or not at hand.

        Raises:
            CorpusError: The file cannot be shown, or has no such page.
        """
        entry = self.opened().snapshot.documents.get(doc_id)
        data = original(self._settings.corpus_dir, entry) if entry else None
        if data is None:
            return None
        from ingest.readers.pdf.picture import page_picture  # noqa: PLC0415 - loads pypdf and pdfium

        return page_picture(data, page, quote)

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
        tools: Encoder, server, reranker and language model, where they are opened already.

    Raises:
        IndexError_: There is no Snapshot, or it cannot be used.
        SettingsError: What is configured for retrieval, or for a language model, does not load.
        EgressError: The host of the configured model server is not allowed by name.
    """
    pipeline = Pipeline(
        settings, index_dir or settings.index_dir, snapshot_id=snapshot_id, tools=tools
    )
    pipeline.opened()  # a missing index is told at once, not at the first question
    return pipeline


def _today() -> date:
    return datetime.now().astimezone().date()
