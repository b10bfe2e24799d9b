"""How a case is put to the product: the one place where evals stand on `app.pipeline`."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Protocol

from app.composer.events import Stage, Told, Watch
from app.llm_models import ChatModel
from app.models import Answer
from evals.checks import Bench
from evals.citations import Supports
from evals.models import Case
from ingest.models import Source
from ingest.settings import Settings

_REMEMBERED = 10_000  # sentences: each is judged with every part of its citations, in many cases


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One turn of a conversation, as the product is asked.

    Attributes:
        text: The question.
        payer: Payer that the asker picked.
        as_of: Date on which the answer is to hold.
        case: Files of case materials.
        policy: Files that the asker names as a policy.
        history: Answers to the turns before, oldest first.
        watch: Told what the product reads for it.
    """

    text: str
    payer: str = ""
    as_of: date | None = None
    case: tuple[Path, ...] = ()
    policy: tuple[Path, ...] = ()
    history: tuple[Answer, ...] = ()
    watch: Watch = field(default_factory=Watch)


Answerer = Callable[[Asked], Answer]


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """An opened corpus: who answers over it, and what the answers are compared with.

    Attributes:
        answer: Answers one turn.
        bench: Builds what the answer to a case is compared with; case materials are its texts too.
    """

    answer: Answerer
    bench: Callable[[Case], Bench]


class OpenDesk(Protocol):
    """Opens the corpus of a name; called once per process and corpus. It must be picklable."""

    def __call__(self, corpus: str) -> Desk: ...


@dataclass(frozen=True, slots=True)
class Conversation:
    """A case as it was answered.

    Attributes:
        answers: To the questions before, then to its own.
        passages: What the product read for the last one, the nearest first; None where it does
            not tell.
    """

    answers: tuple[Answer, ...]
    passages: tuple[str, ...] | None

    @property
    def last(self) -> Answer:
        """The answer that the case is about."""
        return self.answers[-1]


def answer_case(case: Case, answer: Answerer) -> Conversation:
    """Ask the questions before this one, then this one."""
    history: list[Answer] = []
    for text in case.follow_up_of:
        history.append(answer(_asked(case, text, history, Watch())))
    told: list[tuple[str, ...]] = []

    def tell(what: Told) -> None:
        if what.stage is Stage.READING:
            told.append(what.passages)

    history.append(answer(_asked(case, case.question, history, Watch(tell))))
    # Passages that speak to it, then those that are retrieved where it asks for no verdict.
    found = tuple(dict.fromkeys(name for names in reversed(told) for name in names))
    return Conversation(tuple(history), found if told else None)


def _asked(case: Case, text: str, history: Sequence[Answer], watch: Watch) -> Asked:
    return Asked(
        text=text,
        payer=case.payer,
        as_of=case.as_of,
        case=case.case,
        policy=case.policy,
        history=tuple(history),
        watch=watch,
    )


# --- the product ------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class PipelineDesks:
    """Opens the product over an index per corpus.

    Attributes:
        settings: Of the product.
        indexes: Index folder per corpus.
        names: Per corpus, the document that each file stem or id names.
        folders: Per corpus, where its files are; without it no printed page is looked at.
        model: A language model that writes; None for the extractive Answer.
    """

    settings: Settings
    indexes: Mapping[str, Path]
    names: Mapping[str, Mapping[str, str]]
    folders: Mapping[str, Path] = field(default_factory=dict)
    model: ChatModel | None = None

    def __call__(self, corpus: str) -> Desk:
        # Lazily, because they load the index and the encoder, and the command line only lists.
        from app.case import CaseFile  # noqa: PLC0415
        from app.pipeline import open_pipeline  # noqa: PLC0415
        from app.tools import Tools  # noqa: PLC0415
        from ingest.index import open_snapshot  # noqa: PLC0415

        pipeline = open_pipeline(
            self.settings,
            index_dir=self.indexes[corpus],
            tools=Tools(self.settings, model=self.model),
        )
        snapshot = open_snapshot(self.indexes[corpus])
        names = self.names[corpus]

        folder = self.folders.get(corpus)
        printed = {e.doc_id: folder / e.path for e in snapshot.manifest.documents} if folder else {}

        read: dict[str, _Document] = {}
        supports = _judge_over(snapshot)

        def files(paths: Sequence[Path]) -> tuple[CaseFile, ...]:
            return tuple(CaseFile(name=path.name, data=path.read_bytes()) for path in paths)

        def answer(asked: Asked) -> Answer:
            return pipeline.answer(
                asked.text,
                payer=asked.payer,
                as_of=asked.as_of,
                case=files(asked.case),
                policy=files(asked.policy),
                history=asked.history,
                watch=asked.watch,
            )

        def bench(case: Case) -> Bench:
            return Bench(
                texts=IndexTexts(snapshot, case, printed, read),
                supports=supports,
                canonical=lambda doc_id: names.get(doc_id, doc_id),
            )

        return Desk(answer=answer, bench=bench)


def _judge_over(documents: "_Documents") -> Supports:
    """The product's own support check, which leaves out who a sentence says that it speaks for."""
    from app import cite  # noqa: PLC0415 - loads the encoder's libraries

    bodies = {name for source in documents.sources.values() for name in cite.bodies_of(source)}

    @lru_cache(_REMEMBERED)
    def spoken(text: str) -> str:
        return cite.without_names(text, bodies)

    def carried(text: str, quotes: Sequence[str]) -> bool:
        return cite.supports(spoken(text), quotes)

    return carried


class _Document(Protocol):
    @property
    def text(self) -> str: ...

    def page_at(self, offset: int) -> int | None: ...


class _Documents(Protocol):
    """What `ingest.index.Snapshot` offers of its documents."""

    @property
    def sources(self) -> Mapping[str, Source]: ...

    def document(self, doc_id: str) -> _Document: ...


@dataclass(frozen=True)
class IndexTexts:
    """Documents of an index, and the files that came with a case.

    Attributes:
        documents: Of the index.
        case: Whose files are read too.
        printed: Where a document's file is.
        read: What was read of the index before: the cases of a corpus cite the same documents.
    """

    documents: _Documents
    case: Case
    printed: Mapping[str, Path] = field(default_factory=dict)
    read: dict[str, _Document] = field(default_factory=dict)
    _brought: dict[str, _Document] = field(default_factory=dict)

    def text(self, doc_id: str) -> str | None:
        """Normalised text; None for a document that is not there."""
        document = self._find(doc_id)
        return document.text if document else None

    def page(self, doc_id: str, offset: int) -> int | None:
        """1-based page that holds the character; None where the format has none."""
        document = self._find(doc_id)
        return document.page_at(offset) if document else None

    def prints(self, doc_id: str, page: int, quote: str) -> bool | None:
        """Whether the file's page prints a quote; None for what is no PDF, or is not here."""
        path = self.printed.get(doc_id)
        if path is None or path.suffix.lower() != ".pdf" or not path.is_file():
            return None
        from evals.pages import prints  # noqa: PLC0415 - most corpora have no PDF

        return prints(path, page, quote)

    def out_of_force(self, doc_id: str, as_of: date) -> str:
        """By the dates of the document, and by those of one that names it as replaced."""
        sources = self.documents.sources
        source = sources.get(doc_id)
        if source is None:
            return ""
        if source.end_date and source.end_date <= as_of:
            return f"at its end on {source.end_date}"
        if source.effective_date and source.effective_date > as_of:
            return f"in force from {source.effective_date} only"
        newer = [
            other.doc_id
            for other in sources.values()
            if doc_id in other.supersedes and other.effective_date and other.effective_date <= as_of
        ]
        return f"replaced by {newer[0]}" if newer else ""

    def _find(self, doc_id: str) -> _Document | None:
        if path := self._files.get(doc_id):
            if doc_id not in self._brought:
                from ingest.readers import read_document  # noqa: PLC0415 - few cases need it

                self._brought[doc_id] = read_document(path, path.parent)
            return self._brought[doc_id]
        if doc_id not in self.read:
            try:
                self.read[doc_id] = self.documents.document(doc_id)
            except KeyError:
                return None
        return self.read[doc_id]

    @cached_property
    def _files(self) -> dict[str, Path]:
        """Case materials and named policies alike are cited as `case:<file name>`."""
        return {f"case:{path.name}": path for path in (*self.case.case, *self.case.policy)}
