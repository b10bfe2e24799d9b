"""A question that points to the case materials: "the patient in the attached note".

What they say is taken only where the question itself names no condition (or no intervention), and
it is shown as understood, so that the asker can set it right.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from app.fact_models import CaseText
from app.heard import asked_phrase
from app.question_models import Phrase, Question, Target
from ingest.codes import is_icd, spot_codes
from ingest.embed.tagger import Span
from ingest.lexis import is_generic, squash
from ingest.sentences import sentence_spans
from ingest.statements.phrases import clean
from ingest.terms import Terms

Marks = Callable[[str], tuple[Span, ...]]

_MAX_TARGETS = 4  # a letter lists comorbidities behind the diagnosis
_MAX_READ = 24  # pieces of case text that are marked; the diagnosis stands early
_PIECE_CHARS = 400
# A target that is no condition but points to what lies beside the question.
_POINTS = re.compile(
    r"\b(?:attach\w*|enclos\w*|letters?|notes?|charts?|records?|documents?|files?|consult\w*|denial"
    r"|request\w*|materials?|patient|member|case|report)\b",
    re.IGNORECASE,
)
_REQUESTS = re.compile(
    r"\b(?:request\w*|prescrib\w*|order\w*|plan\w*|propos\w*|recommend\w*|authori[sz]\w*|appeal\w*"
    r"|necess\w*|start|begin|initiat\w*)\b",
    re.IGNORECASE,
)
_DENIED = re.compile(
    r"\b(?:no|not|without|denies|negative for|never|rule[sd]? out)\b[^.;]{0,25}$", re.I
)


def with_case(
    question: Question, texts: Sequence[CaseText], terms: Terms, marks: Marks
) -> Question:
    """The question with what its case materials tell of the pair, where it leaves that out."""
    if not texts or question.intent != "verdict":
        return question
    targets, interventions = question.targets, question.interventions
    told: list[str] = []
    if all(_only_points(t.condition) for t in targets):
        found = _conditions(texts, terms, marks)
        targets = tuple(Target(phrase) for phrase in found)
        told += [phrase.text for phrase in found]
    if not interventions:
        interventions = _requested(texts, terms, marks)
        told += [phrase.text for phrase in interventions]
    if not told:
        return question
    reading = f"taken from the case materials: {', '.join(told)}"
    return replace(
        question,
        targets=targets,
        interventions=interventions,
        others=(),
        readings=(*question.readings, reading),
    )


def _only_points(condition: Phrase) -> bool:
    known = condition.concepts or condition.codes
    return not known and _POINTS.search(condition.text) is not None


def _conditions(texts: Sequence[CaseText], terms: Terms, marks: Marks) -> tuple[Phrase, ...]:
    """Diagnosis codes of the case; where it prints none, the conditions that are marked in it."""
    codes = [m.code for t in texts for m in spot_codes(t.text, loose=False) if is_icd(m.code)]
    names = list(dict.fromkeys(codes)) if codes else list(_marked(texts, marks, "C"))
    phrases = (asked_phrase(name, (), terms, "condition") for name in names)
    return tuple(p for p in phrases if p.concepts or p.codes)[:_MAX_TARGETS]


def _requested(texts: Sequence[CaseText], terms: Terms, marks: Marks) -> tuple[Phrase, ...]:
    """What the case asks for: the first intervention of a sentence that requests or plans one."""
    named = _marked(texts, marks, "I", only=_REQUESTS)
    return tuple(asked_phrase(name, (), terms, "intervention") for name in named)[:1]


def _marked(
    texts: Sequence[CaseText], marks: Marks, kind: str, only: re.Pattern[str] | None = None
) -> Iterator[str]:
    """Marked phrases of one kind in the case materials, each once, denied ones left out."""
    seen: set[str] = set()
    for piece in _pieces(texts):
        if only is not None and not only.search(piece):
            continue
        for span in marks(piece):
            name = clean(piece[span.start : span.end])
            if span.kind != kind or not name or is_generic(name) or squash(name) in seen:
                continue
            if not _DENIED.search(piece[: span.start]):
                seen.add(squash(name))
                yield name


def _pieces(texts: Sequence[CaseText]) -> Iterator[str]:
    """Stretches of a few sentences, in reading order, as far as they are read."""
    n = 0
    for text in texts:
        piece = ""
        for start, end in sentence_spans(text.text):
            sentence = " ".join(text.text[start:end].split())
            if piece and len(piece) + len(sentence) > _PIECE_CHARS:
                yield piece
                piece, n = "", n + 1
            piece = f"{piece} {sentence}".strip()
            if n >= _MAX_READ:
                return
        if piece:
            yield piece
            n += 1
