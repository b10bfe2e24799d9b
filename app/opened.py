"""One published Snapshot with what is derived from it, built when first needed."""

import threading
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from app.analysis import Knowledge
from app.frames import QUESTION_WORDS
from app.payer_names import Named, names_of_sources, without_conditions
from app.question import understand
from app.question_models import CORPUS, Question
from app.similarity import PhraseSimilarity
from ingest.embed import common_words
from ingest.embed.tagger import Span, open_tagger
from ingest.index import Snapshot
from ingest.known_names import KnownNames, known_names
from ingest.lexis import key_stems, words
from ingest.statements.models import Basis
from ingest.statements.subject import looks_like_condition
from ingest.terms import Terms
from ingest.terms_file import with_phrases

if TYPE_CHECKING:
    from app.retrieve import Retriever
    from app.tools import Tools


def _may_be_condition(text: str) -> bool:
    """Whether a phrase is more than one everyday word ("wound", "this group", "III")."""
    return looks_like_condition(text) or len(key_stems(text)) > 1


HEAD_CHARS = 3000  # of a document, in which a payer that no field names may stand


class Opened:
    """One Snapshot with what is derived from it; immutable once built, shared by all threads."""

    def __init__(self, snapshot: Snapshot, tools: "Tools") -> None:
        self.snapshot = snapshot
        self._tools = tools
        self._lock = threading.RLock()

    @cached_property
    def terms(self) -> Terms:
        """Aliases as they were at the build, and the names of further drugs."""
        return self._known.terms

    @cached_property
    def _known(self) -> KnownNames:
        return known_names(self.snapshot.terms_dir)

    @cached_property
    def similarity(self) -> PhraseSimilarity:
        """Likeness of two phrases; the encoder loads at the first use."""
        return PhraseSimilarity(self.snapshot, self._tools)

    @cached_property
    def knowledge(self) -> Knowledge:
        """Statements and Sources."""
        return Knowledge(
            self.snapshot.statements(),
            self.snapshot.sources,
            self.terms,
            self.similarity,
            self._head,
            self._headings,
        )

    def _headings(self, passage_id: str) -> tuple[str, ...]:
        """Headings above a passage, outermost first; () for one that is not in the Snapshot."""
        try:
            return self.snapshot.passage(passage_id).heading_path
        except KeyError:
            return ()

    def _head(self, doc_id: str) -> str:
        """The first page or so of a document; "" for one that is not in the Snapshot."""
        return (
            self.snapshot.document_text(doc_id)[:HEAD_CHARS]
            if doc_id in self.snapshot.sources
            else ""
        )

    @cached_property
    def lexicon(self) -> Terms:
        """Terms with the phrases of the Snapshot's own Statements beside them."""
        own = [s for s in self.snapshot.statements() if s.basis is not Basis.FINDING]
        pairs = [
            (kind, text)
            for s in own
            for kind, texts in (("intervention", s.interventions), ("condition", s.conditions))
            for text in texts
            if kind == "intervention" or _may_be_condition(text)
        ]
        return with_phrases(self.terms, pairs, CORPUS)

    @cached_property
    def plain(self) -> frozenset[str]:
        """Words of general English and names of drugs, which are no typing errors."""
        drugs = self._known.drugs
        return common_words() | drugs.keys() | {name for names in drugs.values() for name in names}

    @cached_property
    def named(self) -> tuple[Named, ...]:
        """Names of payers and publishers."""
        return without_conditions(
            names_of_sources(list(self.snapshot.sources.values())), self.terms
        )

    @cached_property
    def vocabulary(self) -> Mapping[str, int]:
        """Words of Statements and terms with their counts: what a typing error may have meant."""
        found: Counter[str] = Counter(QUESTION_WORDS)
        for s in self.snapshot.statements():
            criteria = (leaf.text for leaf in s.criteria.leaves()) if s.criteria else ()
            for text in (s.quote.text, *s.interventions, *s.conditions, *criteria):
                found.update(word.lower() for word in words(text))
        found.update(self._known.counts)
        return found

    def understand(self, text: str, *, as_of: date, payer: str, named: Sequence[Named]) -> Question:
        """Read a question with all that the Snapshot knows; see `app.question.understand`."""
        return understand(
            text,
            self.terms,
            as_of=as_of,
            payer=payer,
            named=named,
            vocabulary=self.vocabulary,
            plain=self.plain,
            lexicon=self.lexicon,
            marks=self.marks,
        )

    @staticmethod
    def marks(text: str) -> tuple[Span, ...]:
        """The stretches of a question that the tagger marks."""
        return open_tagger().question(text)

    @cached_property
    def retriever(self) -> "Retriever":
        """Passages by meaning and words."""
        with self._lock:
            return self._tools.retriever_for(self.snapshot)

    def paths(self) -> dict[str, str]:
        """Path of each document relative to the ingested folder."""
        return {doc_id: entry.path for doc_id, entry in self.snapshot.documents.items()}
