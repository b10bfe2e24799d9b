"""Assessment of the case: sentences of the case materials on what is asked or what is needed."""

import re
from collections.abc import Iterable, Sequence

from app.case import Brought
from app.draft import Shelf, plain, shorten
from app.models import Claim, SectionName
from app.question_models import Question
from ingest.lexis import key_stems, words
from ingest.models import BlockKind, SourceKind
from ingest.sentences import sentence_spans
from ingest.statements.addressed import speaks_to_software
from ingest.statements.context import Context
from ingest.terms import Terms

N_SENTENCES = 8
_CLINICAL = re.compile(
    r"\b(?:pending|ordered|not (?:done|performed|yet)|result|positive|negative|elevated|low"
    r"|raised|normal|abnormal|decreased|deplet\w+|antibod\w+|biopsy|mri|ct|emg"
    r"|nerve conduction|failed|trial of|tolerat\w+|respon\w+|dose|mg|g (?:daily|per)|every \d"
    r"|denied|not covered|lack\w*|criteria|documented|history of)\b",
    re.IGNORECASE,
)


def case_claims(
    brought: Brought,
    question: Question,
    terms: Terms,
    shelf: Shelf,
    settled: Iterable[tuple[str, int, int]],
) -> list[Claim]:
    """Sentences of the case materials, those that settle a criterion or name the asked pair first.

    Never more than a screen.
    """
    spans = list(settled)
    names = _names(question, terms)
    rows: list[tuple[int, int, Claim]] = []
    for doc_id, document in brought.documents.items():
        if brought.sources[doc_id].kind is not SourceKind.CASE_MATERIAL:
            continue
        context = Context(
            document,
            brought.sources[doc_id],
            tuple(p for p in brought.passages.values() if p.doc_id == doc_id),
        )
        for block in document.blocks:
            if block.kind is BlockKind.HEADING:
                continue
            text = document.block_text(block)
            for start, end in sentence_spans(text):
                if speaks_to_software(text[start:end]):
                    break  # a Note says so; what follows in the block may be its second half
                rank = _rank(
                    text[start:end],
                    names,
                    settles=any(
                        d == doc_id and a < block.char_start + end and block.char_start + start < b
                        for d, a, b in spans
                    ),
                )
                if rank is not None:
                    quote = context.quote(block.char_start + start, block.char_start + end)
                    claim = Claim(
                        text=shorten(plain(quote.text)),
                        section=SectionName.CASE,
                        citations=(shelf.cite(quote),),
                        label="case materials",
                    )
                    rows.append((rank, len(rows), claim))
    return [claim for _, _, claim in sorted(rows, key=lambda row: row[:2])[:N_SENTENCES]]


def _names(question: Question, terms: Terms) -> list[frozenset[str]]:
    phrases = [*question.interventions, *(t.condition for t in question.targets)]
    named = [p.text for p in phrases] + [
        name for p in phrases for c in p.concepts for name in terms.concepts[c].names[:6]
    ]
    return [key_stems(name) for name in named if words(name)]


def _rank(sentence: str, names: Sequence[frozenset[str]], *, settles: bool) -> int | None:
    if settles:
        return 0
    stems = key_stems(sentence)
    named = any(name and name <= stems for name in names)
    clinical = bool(_CLINICAL.search(sentence))
    if named and clinical:
        return 1
    if clinical:
        return 2
    return 3 if named else None
