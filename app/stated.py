"""What a question states of the case, in its own words: for the reader, who corrects it."""

import re

from app.facts import FactKind, Facts
from app.furniture import furniture
from app.question_models import Question
from app.stretches import stretches, unwrapped
from app.told import STATED, told_start
from ingest.lexis import STOP_WORDS, is_generic, key_stems, words
from ingest.safety import find_instructions
from ingest.sentences import sentence_spans

_TOLD = frozenset(FactKind) - {FactKind.FINDING, FactKind.CLAIM}
_PEOPLE = frozenset(
    {"patient", "patients", "person", "people", "member", "case", "adult", "adults"}
)
_MIN_WORDS = 2  # of a finding that is more than a word out of the question


def stated_facts(facts: Facts, question: Question) -> tuple[str, ...]:
    """Age, sex, measures, treatments and findings of the question; not what it asks about.

    The reader of facts is generous, for a criterion may ask for anything; shown is what a reader
    would call a fact: no piece of a code, no name of the asked intervention or condition, nothing
    that another fact already says.
    """
    aside = _not_of_the_case(question.text)
    letter = [*furniture(question.text), *_of_the_payer(question.text)]
    # What is told of criteria stands beside them, and a "not met" is no fact.
    end_of_asked = told_start(question.text)
    quotes = [
        told
        for f in facts.facts
        if f.source == "question"
        and f.char_start < end_of_asked
        and not any(start <= f.char_start < end for start, end in letter)
        and (f.kind in _TOLD or not any(start <= f.char_start < end for start, end in aside))
        and (told := " ".join(_MARKUP.sub(" ", f.quote).split()))
        and told != STATED[:-1]
        and (_tells(told, told=f.kind in _TOLD) or any(told in phrase for phrase in question.added))
    ]
    asked = _asked(question)
    kept = [quote for quote in dict.fromkeys(quotes) if not _is_asked(quote, asked, question)]
    return tuple(q for q in kept if not any(q != other and q in other for other in kept))


# Tags and the targets of Markdown links and pictures: how a text looks, and nothing of a case.
_MARKUP = re.compile(r"</?[A-Za-z][^<>]*>|!?\[[^\[\]]*\]\([^()\s]*\)|\b(?:https?|file|data):\S+")
_SCRIPT = re.compile(r"<(script|style)\b[^<>]*>.*?(?:</\1\s*>|$)", re.DOTALL | re.IGNORECASE)


def _not_of_the_case(text: str) -> list[tuple[int, int]]:
    """Where a question holds markup, or sentences that try to give instructions."""
    spans = [m.span() for pattern in (_SCRIPT, _MARKUP) for m in pattern.finditer(text)]
    told = [(start, end) for _, start, end in find_instructions(text)]
    spans += [
        (first, last)
        for first, last in sentence_spans(text)
        if any(start < last and first < end for start, end in told)
    ]
    return spans


# What a notice gives as its reasons: of the records and the rules, not of the person.
_REASONED = re.compile(
    r"\b(?:unable to (?:approve|authori[sz]e)|(?:not|cannot be) (?:approved|authori[sz]ed)"
    r"|(?:records?|documentation|information|notes?) (?:submitted |provided |received )?"
    r"(?:(?:do|does|did)(?: not|n['’]t)|fails? to) (?:document|show|support|demonstrate|include)"
    r"|(?:do|does|did)(?: not|n['’]t) meet (?:the |our |your )?"
    r"(?:plan|policy|payer|medical|coverage)"
    r"|(?:plan|policy|bulletin|guideline|payer|insurer)(?:['’]s)? "
    r"(?:policy )?(?:considers?|lists?|excludes?))\b",
    re.IGNORECASE,
)


def _of_the_payer(text: str) -> list[tuple[int, int]]:
    return [(a, b) for a, b in stretches(unwrapped(text)) if _REASONED.search(text, a, b)]


def _tells(quote: str, *, told: bool) -> bool:
    said = [w for w in words(quote) if w.lower() not in STOP_WORDS]
    if not said or all(w.lower() in _PEOPLE for w in said):
        return False
    lettered = [w for w in said if any(ch.isalpha() for ch in w)]
    if told:
        return bool(lettered)
    return len(lettered) >= _MIN_WORDS and not is_generic(quote)


def _asked(question: Question) -> list[frozenset[str]]:
    phrases = [
        *question.interventions,
        *(t.condition for t in question.targets),
        *(s for t in question.targets for s in t.settings),
    ]
    texts = [text for p in phrases for text in (p.text, *p.codes, *p.extra)]
    return [key_stems(text) for text in texts]


def _is_asked(quote: str, asked: list[frozenset[str]], question: Question) -> bool:
    """Whether a quote names what is asked about, or is a piece of one of its codes."""
    pieces = {piece for m in question.codes for piece in (m.code, *m.code.split("."))}
    bare = [w for w in words(quote) if w.upper() not in pieces]
    if not bare:
        return True
    stems = key_stems(" ".join(bare))
    return any(stems <= names for names in asked) or not stems - frozenset().union(*asked)
