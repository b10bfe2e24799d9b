"""What an answer says outside its sentences with quotes: headline, alternatives, notes.

A judge of its own, which shares no code with the product's support check: every content word and
every number must stand in the question, in a quote, in the name of a document that the answer
shows, in the words that a quoted document itself writes out for a short name ("HbA1c"), or in the
short list of words that the program itself uses to put a verdict. So nothing can
be added there that no document says. Words are compared by their first letters: an ending says
nothing new, and another word that begins alike is what this judge overlooks.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from app.models import Answer, Claim, Verdict
from evals.short_forms import short_forms, written_out

_N_LETTERS = 5
_WORD = re.compile(r"[a-z]+|\d+(?:[.,]\d+)*")
_SAYS_NO = re.compile(
    r"\b(?:not|no|never|nor|without|cannot|against|unproven|investigational|experimental"
    r"|insufficient|non-?covered|excluded|exclusion|refused?|denied|avoid(?:ed)?|unmet)\b"
)
# The program's own words for a verdict, its basis and its doubt; none of them names a treatment, a
# condition, a finding or a number.
_FRAME = """
a about address addressed addresses advice advised after against alone also although an and
answer any apart are as asked asks at based basis be because been before beside between body
both but by can case cases check code codes conditional conditionally conditions considered
could counted cover coverage covered covers criteria criterion data date decide decided decides
depend depends differ different digest disagree do document documents does down each effective
either elsewhere ended evidence experimental facts find finds first follow following for force
from further general give given guideline guidelines has have having here holds how if in
inferred instructions insufficient interval intervals into investigational is it its itself lack
lacks likeness limited limits list listed lists long looked made marked matched materials matter
may mean meant medical medically meets member met more most must name named names necessary
necessity neither never no none nor not note nothing number of offered on one only open option
or other others our own part passages patient patients payer payers per phrases plan policies
policy position positions primary publisher put question quote quoted quotes read reading
recommend recommendation recommendations recommended recommends refused replaced research
retired routine said same say says second section sentences separately service services set
settle settled shown shows side sides since society some source sources speak speaks spoken
stand state stated still strong strongly such suggest suggested suggests superseded supply
supported supports table taken test text than that the their them then there these they this
those to told treatment treatments tries two undated under unless unproven until use used value
verdict version was weak weakly were what when where which while who whom whose will with within
without word words year years yet
"""
# What notes on the language model say of it and of its sentences; they hold nothing of a document.
_OF_MODEL = """
adds allowed another answer api asked base budget character check conclude concluded did
direction dose ends file files finish form found given gone grade guideline key knows language
leaves left let lets llm materials model numbers operator order otherwise out over passage place
plain points put qa reach reached refused refuses request rules sends sent sentence sentences
server set stopped stronger time url v way well withheld would write written wrote
"""
_FALSE = (
    ("Acupuncture is covered for migraine.", "Home oxygen is covered for severe asthma."),
    ("The dose is 400 mg of ibuprofen.", "The dose is 200 mg of ibuprofen."),
)
_FRAME_STEMS = frozenset(word[:_N_LETTERS] for word in _FRAME.split())
_MODEL_WORDS = frozenset(_OF_MODEL.split())  # whole words: "place" is no placebo


def unfounded(answer: Answer, text_of: Callable[[str], str | None]) -> tuple[str, ...]:
    """What stands in headline, alternatives or notes and nowhere in what they rest on.

    Args:
        answer: All of it.
        text_of: Text of a document: what it writes out for a short name of its quote is known.
    """
    held = _stems(_rests_on(answer))
    if _found(answer, held):
        held |= _stems(_written_out(answer, text_of))
    return _found(answer, held)


def _found(answer: Answer, held: frozenset[str]) -> tuple[str, ...]:
    found = [f"headline: {word}" for word in _foreign(answer.headline, held)]
    for name in answer.alternatives:
        found += [f"alternatives: {word}" for word in _foreign(name, held)]
    for note in answer.notes:
        # A note counts what the answer holds: its numbers are about the answer.
        words = (word for word in _foreign(note.text, held) if not word.isdigit())
        if note.kind.startswith("model_"):
            words = (word for word in words if word not in _of_model(answer))
        found += [f"note {note.kind}: {word}" for word in words]
    refused = answer.verdict is Verdict.NOT_NECESSARY and answer.headline
    if refused and not _SAYS_NO.search(answer.headline.casefold()):
        found.append("headline: it refuses nothing, and the verdict does")
    return tuple(dict.fromkeys(found))


def _of_model(answer: Answer) -> frozenset[str]:
    """Words of a note on the model: those that speak of a writer, and its name and host."""
    use = answer.model
    named = _WORD.findall(f"{use.name} {use.host}".casefold()) if use else ()
    return _MODEL_WORDS | frozenset(named)


def claim_founded(claim: Claim) -> bool:
    """Whether every content word and number of a sentence stands in its own quotes."""
    return not list(_foreign_to_quotes(claim))


def numbers_founded(claim: Claim) -> bool:
    """Whether every number of a sentence stands in its own quotes."""
    return not any(word[0].isdigit() for word in _foreign_to_quotes(claim))


def _foreign_to_quotes(claim: Claim) -> Iterator[str]:
    held = _stems(part for c in claim.citations for part in (c.quote, c.about))
    return _foreign(claim.text, held)


def is_blind(supports: Callable[[str, Sequence[str]], bool]) -> bool:
    """Whether a support check lets through what no quote says: then its word counts nowhere."""
    return any(supports(text, [quote]) for text, quote in _FALSE)


def _foreign(text: str, held: frozenset[str]) -> Iterator[str]:
    for word in _WORD.findall(text.casefold()):
        if word[:_N_LETTERS] in _FRAME_STEMS and not word[0].isdigit():
            continue
        if _stem(word) not in held:
            yield word


def _stem(word: str) -> str:
    """A number is compared as a whole."""
    return word if word[0].isdigit() else word[:_N_LETTERS]


def _stems(parts: Iterable[object]) -> frozenset[str]:
    text = " ".join(str(part) for part in parts if part).casefold()
    return frozenset(_stem(word) for word in _WORD.findall(text))


def _written_out(answer: Answer, text_of: Callable[[str], str | None]) -> Iterator[str]:
    """What cited documents themselves give as the long forms of short names in their quotes."""
    quoted = [(c.doc_id, c.quote) for claim in answer.claims for c in claim.citations]
    quoted += [(row.doc_id, row.quote) for row in answer.positions]
    for doc_id in dict.fromkeys(doc_id for doc_id, _ in quoted):
        text = text_of(doc_id) or ""
        quotes = " ".join(quote for name, quote in quoted if name == doc_id)
        for short in sorted(short_forms(quotes)):
            yield from written_out(short, text)


def _rests_on(answer: Answer) -> Iterator[object]:
    """Question, quotes, names of documents, and what codes mean."""
    understood = answer.understood
    yield from (answer.question, understood.payer, understood.publisher, answer.as_of)
    yield from (*understood.interventions, *understood.conditions, *understood.codes)
    yield from understood.readings  # what a code means
    for claim in answer.claims:
        yield from (part for c in claim.citations for part in (c.quote, c.about, c.locator))
    for row in answer.positions:
        yield from (row.quote, row.title, row.publisher, row.year, row.grade, row.doc_id)
        yield from (cited.quote for cited in (row.lead_in, row.unmet) if cited)
    for reference in answer.references:
        yield from (reference.title, reference.publisher, reference.year, reference.policy_number)
    for code in answer.codes:
        yield from (code.code, code.meaning, code.quote)
    yield from (row.text for row in answer.criteria)
