"""A small corpus that a test writes, and questions to it: everything but index and retrieval.

The parts are put together as `app.pipeline` does it, in memory and without an encoder, so that a
test of the rules takes milliseconds and shows the documents that it is about.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from app.analysis import Analysis, Knowledge
from app.case import CaseFile, read_brought
from app.compose import Material, compose
from app.draft import Shelf
from app.engine import analyse
from app.facts import read_facts
from app.follow_up import with_history
from app.frames import QUESTION_WORDS
from app.in_force import standings
from app.models import Answer, PositionRow, SectionName
from app.payer_names import names_of_sources
from app.question import understand
from app.question_models import CORPUS, Question
from app.stated import stated_facts
from ingest.chunk import chunk_document
from ingest.describe import describe
from ingest.drug_names import drug_names
from ingest.embed import common_words
from ingest.embed.tagger import Span
from ingest.lexis import words
from ingest.models import Document, Source
from ingest.readers import read_document
from ingest.statements.extract import extract_statements
from ingest.statements.models import Basis, Statement
from ingest.terms import Terms
from ingest.terms_file import load_terms, with_drugs, with_phrases

TERMS_DIR = Path(__file__).resolve().parents[1] / "corpus" / "terms"
TODAY = date(2026, 11, 23)
HEAD_CHARS = 3000


@cache
def shipped_terms() -> Terms:
    """The aliases that we ship and the installed names of drugs, read once."""
    return with_drugs(load_terms(TERMS_DIR), drug_names())


@cache
def _words_of_terms() -> Mapping[str, int]:
    found: Counter[str] = Counter(QUESTION_WORDS)
    for concept in load_terms(TERMS_DIR).concepts.values():
        for name in concept.names:
            found.update(word.lower() for word in words(name))
    return found


@cache
def _plain() -> frozenset[str]:
    return common_words() | drug_names().keys()


@dataclass(frozen=True)
class Asked:
    """An Answer with what led to it."""

    question: Question
    analysis: Analysis
    answer: Answer
    documents: Mapping[str, Document]

    @property
    def verdict(self) -> str | None:
        return self.answer.verdict.value if self.answer.verdict else None

    @property
    def rule(self) -> str:
        """The name of the rule that fired."""
        return self.answer.rule.partition(":")[0]

    @property
    def deciding(self) -> set[str]:
        return {row.doc_id for row in self.answer.positions if row.decides}

    @property
    def shown(self) -> set[str]:
        """Documents with a position that does not decide."""
        return {row.doc_id for row in self.answer.positions} - self.deciding

    def position(self, doc_id: str) -> PositionRow:
        return next(row for row in self.answer.positions if row.doc_id == doc_id)

    def pair(self, condition: str) -> str:
        """The verdict of the pair with a condition that holds these words."""
        found = [v for v in self.answer.verdicts if condition.lower() in v.condition.lower()]
        assert len(found) == 1, [v.condition for v in self.answer.verdicts]
        assert found[0].verdict is not None
        return found[0].verdict.value

    def said(self, section: SectionName | None = None) -> str:
        """The claims of a section, or of the whole answer, a line each."""
        rows = [c for c in self.answer.claims if section is None or c.section is section]
        return "\n".join(f"[{claim.label}] {claim.text}" for claim in rows)

    def noted(self, kind: str) -> bool:
        return any(note.kind == kind for note in self.answer.notes)


class SmallCorpus:
    """Documents of one test in Markdown."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.documents: dict[str, Document] = {}
        self.sources: dict[str, Source] = {}
        self.statements: list[Statement] = []

    def policy(self, doc_id: str, body: str, **front: object) -> None:
        """A coverage policy of the Example Health Plan, where `front` does not say otherwise."""
        payer = front.pop("payer", "Example Health Plan")
        self.write(doc_id, body, kind="coverage_policy", payer=payer, **front)

    def guideline(self, doc_id: str, body: str, **front: object) -> None:
        """A guideline of the Society of Examples, where `front` does not say otherwise."""
        publisher = front.pop("publisher", "Society of Examples")
        self.write(doc_id, body, kind="guideline", publisher=publisher, **front)

    def research(self, doc_id: str, body: str, **front: object) -> None:
        """A study in the Journal of Examples."""
        self.write(doc_id, body, kind="research", publisher="Journal of Examples", **front)

    def _headings(self, passage_id: str) -> tuple[str, ...]:
        document = self.documents.get(passage_id.partition("#")[0])
        passages = chunk_document(document) if document else ()
        return next((p.heading_path for p in passages if p.passage_id == passage_id), ())

    def write(self, doc_id: str, body: str, **front: object) -> None:
        """Write a document with its front matter, and read it as ingest does."""
        payer = front.get("payer")
        keys: dict[str, object] = {
            "id": doc_id,
            "title": doc_id.replace("-", " ").capitalize(),
            "year": 2025,
            **({"publisher": payer} if payer else {}),
            **front,
        }
        lines = "\n".join(f"{key}: {value}" for key, value in keys.items() if value is not None)
        path = self.folder / f"{doc_id}.md"
        path.write_text(f"---\n{lines}\n---\n\n{body.strip()}\n", encoding="utf-8")
        document = read_document(path, self.folder)
        source = describe(document)
        self.documents[doc_id], self.sources[doc_id] = document, source
        self.statements += extract_statements(document, source, chunk_document(document))

    def ask(  # noqa: PLR0913 - one argument for each thing that is brought
        self,
        text: str,
        *,
        as_of: date = TODAY,
        payer: str = "",
        case: Mapping[str, str] | None = None,
        policy: Mapping[str, str] | None = None,
        history: Sequence[Answer] = (),
        marks: Sequence[Span] = (),
    ) -> Asked:
        """Ask; `case` and `policy` hold texts by file name, `history` what was answered.

        Where `marks` are given, the question is read by them.
        """
        files, policies = (
            [CaseFile(name, data.encode()) for name, data in (given or {}).items()]
            for given in (case, policy)
        )
        brought = read_brought(files, policies, payer)
        knowledge = Knowledge(
            (*self.statements, *brought.statements),
            {**self.sources, **brought.sources},
            shipped_terms(),
            heads=lambda doc_id: (
                self.documents[doc_id].text[:HEAD_CHARS] if doc_id in self.documents else ""
            ),
            headings=self._headings,
        )
        question = understand(
            text,
            shipped_terms(),
            as_of=as_of,
            payer=payer,
            named=names_of_sources(list(self.sources.values())),
            vocabulary=self._vocabulary(),
            plain=_plain(),
            lexicon=self._lexicon(),
            marks=(lambda _text: tuple(marks)) if marks else None,
        )
        question = with_history(question, history, shipped_terms())
        facts = read_facts(question.text, brought.texts)
        analysis = analyse(question, facts, knowledge)
        documents = {**self.documents, **brought.documents}
        shelf = Shelf(
            knowledge.sources,
            lambda doc_id: documents[doc_id].text,
            lambda doc_id, offset: documents[doc_id].page_at(offset),
        )
        material = Material(
            question,
            analysis,
            knowledge,
            standings(knowledge.sources, as_of),
            shelf,
            brought,
            {doc_id: document.path for doc_id, document in documents.items()},
            facts=stated_facts(facts, question),
            passages_of=lambda doc_id: chunk_document(documents[doc_id]),
            flags_of=lambda doc_id: {flag.kind for flag in documents[doc_id].flags},
        )
        answer = compose(material, answer_id="test", snapshot="test")
        return Asked(question, analysis, answer, documents)

    def _vocabulary(self) -> Mapping[str, int]:
        found = Counter(_words_of_terms())
        for statement in self.statements:
            for text in (statement.quote.text, *statement.interventions, *statement.conditions):
                found.update(word.lower() for word in words(text))
        return found

    def _lexicon(self) -> Terms:
        pairs = [
            (kind, text)
            for statement in self.statements
            if statement.basis is not Basis.FINDING
            for kind, texts in (
                ("intervention", statement.interventions),
                ("condition", statement.conditions),
            )
            for text in texts
        ]
        return with_phrases(shipped_terms(), pairs, CORPUS)
