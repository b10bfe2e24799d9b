"""What a question asks: interventions, conditions, codes, payer, date and intent."""

import re
from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import replace
from datetime import date
from functools import partial

from app.acts import ended_thing
from app.asked_jointly import joint_reading, without_other
from app.asking import main_part, slots_of
from app.dates import date_of_service
from app.furniture import without_letter_lines
from app.goals import goal_reading
from app.heard import Heard, mentions_in
from app.intents import intent_of
from app.interventions import interventions_asked, interventions_of_story
from app.letters import asked_part
from app.mark_repairs import repairing
from app.marked import marked_reading
from app.marked_things import calendar_screening, with_object
from app.measured_conditions import without_values
from app.payer_names import Named
from app.payers import cut_payer
from app.question_codes import (
    all_codes,
    code_systems_apart,
    codes_apart,
    excluded_hints,
    with_codes,
    with_dots,
)
from app.question_models import Phrase, Question, Reading
from app.readings import asked_stems, names_asked, other_readings, rare_stems
from app.residual import residual_of
from app.said_before import with_named_before
from app.spelling import mend
from app.targets import called_by_name, story_of, targets_asked
from app.unasked import EXAMPLE, refusal
from ingest.codes import description, is_icd
from ingest.embed.tagger import Span
from ingest.errors import QuestionError
from ingest.lexis import content_stems, key_stems, squash, words
from ingest.readers.clean import typed_text
from ingest.terms import Terms

# A long clinical narrative has about 5,000; more is a file and belongs in the case materials.
MAX_CHARS = 8000
_IN_SHORT = re.compile(r"\bmed(?:ically|\.)?[- ]nec(?:essary|\b\.?)", re.IGNORECASE)  # "med nec"
# "platelets 45 - steroids?": a dash parts what is told from what is asked; "5 - 10 mg" is a range
_DASH = re.compile(r"(?<=[\w)]) +(?:--?|[–—]) +(?=[A-Za-z])")
_HALF = re.compile(r"[\ud800-\udfff]")  # what stands for bytes that are no text
# Runs that tell no more than their first few: dot leaders, rules, the white space of a page
_LONG_RUN = re.compile(r"([^\w\s])\1{39,}|\s{40,}")
_BLANKS = re.compile(r"[ \t\xa0]{2,}")


def check_length(text: str) -> str:
    """The question, stripped of white space around it and of what cannot be seen in it.

    Raises:
        QuestionError: It is empty, longer than `MAX_CHARS` characters, a greeting, in another
            language than English, or not encoded in UTF-8.
    """
    if _HALF.search(text):
        raise QuestionError("the question holds bytes that are no UTF-8 text: type it anew")
    stripped = _LONG_RUN.sub(_few_of, typed_text(text).strip())
    if len(stripped) > MAX_CHARS:
        raise QuestionError(
            f"the question has {len(stripped):,} characters, at most {MAX_CHARS:,} are read: "
            "ask one question and give the rest in a file, as case material"
        )
    if why := refusal(stripped):
        raise QuestionError(why)
    if not words(stripped):  # last: of another script no word is known, and it is not empty
        raise QuestionError(f"the question is empty: ask one question in words, {EXAMPLE}")
    return stripped


def _few_of(run: re.Match[str]) -> str:
    """A few of a long run of one sign, or of white space, which parts lines where it did."""
    if run[1]:
        return run[1] * 3
    return "\n\n" if "\n" in run[0] else " "


def understand(  # noqa: PLR0913 - one argument for each thing that a question is read with
    text: str,
    terms: Terms,
    *,
    as_of: date,
    payer: str = "",
    named: Sequence[Named] = (),
    vocabulary: Mapping[str, int] | None = None,
    plain: Set[str] = frozenset(),
    lexicon: Terms | None = None,
    marks: Callable[[str], tuple[Span, ...]] | None = None,
) -> Question:
    """Read a question; open vocabulary first, terms and codes add to it.

    Args:
        text: As typed.
        terms: Aliases and classes.
        as_of: Where the question states no date of service.
        payer: Named beside the question; wins over one that the text names.
        named: Payers and publishers of the Snapshot.
        vocabulary: Known words, against which typing errors are mended.
        plain: Words of general English, which are right as they are.
        lexicon: Terms with the phrases of the Snapshot's own Statements beside them.
        marks: The tagger; without it the grammar alone reads.

    Raises:
        QuestionError: See `check_length`.
    """
    mended, slips, dotted = _mended(text := check_length(text), vocabulary or {}, plain)
    codes, spotter = all_codes(mended, terms, vocabulary or {}), lexicon or terms
    asked = asked_part(mended, repairing(marks or _no_marks), partial(_is_treatment, spotter))
    found, intent = cut_payer(asked.sentence, named, payer, mended), intent_of(asked.sentence)
    residual = main_part(residual_of(codes_apart(found.rest, codes), intent), spotter, plain)
    mentions = mentions_in(found.rest, spotter, plain)
    heard = Heard(asked.part, found.rest, residual, mentions, terms, spotter, codes)
    question = Question(
        text=text,
        intent=intent,
        payer=found.payer,
        publisher=found.publisher,
        as_of=date_of_service(mended) or as_of,
        codes=codes,
        changes=(*slips, *dotted),
        stems=key_stems(mended),
        content=content_stems(mended),
        asked=asked_stems(heard),
        rare=rare_stems(heard, plain),
    )
    question = _with_pairs(question, heard, asked.marks_beside(found.places), mended)
    return _explained(with_codes(question, terms), terms, slips)


def _mended(
    text: str, vocabulary: Mapping[str, int], plain: Set[str]
) -> tuple[str, tuple[tuple[str, str], ...], tuple[tuple[str, str], ...]]:
    """The question as it is read, its typing errors, and its codes without their dots."""
    read = without_letter_lines(text)
    plain_text = _IN_SHORT.sub("medically necessary", read if words(read) else text)
    plain_text = _DASH.sub(" : ", plain_text)
    typed, dotted = with_dots(_BLANKS.sub(" ", code_systems_apart(plain_text)))
    mended, slips = mend(typed, vocabulary, plain)
    return mended, slips, dotted


def _no_marks(_: str) -> tuple[Span, ...]:
    return ()


def _is_treatment(spotter: Terms, phrase: str) -> bool:
    return bool(spotter.spot(phrase, kind="intervention"))


def _with_pairs(question: Question, heard: Heard, spans: Sequence[Span], whole: str) -> Question:
    """The question with what it asks for, and for whom: by its marks, else by its grammar."""
    named, slots = interventions_asked(slots_of(heard.residual), heard)
    interventions = named or interventions_of_story(heard.text, heard.spotter)
    by_grammar = Reading(interventions, targets_asked(slots, heard, interventions))
    marked = marked_reading(heard, spans)
    first = marked.reading if marked else by_grammar
    others = other_readings(heard, first)
    if goal := goal_reading(heard, first):
        first, others = goal, (first, *others)
    if marked:
        others = (*marked.others, by_grammar, *others)
    if any(ended_thing(p.text) for p in first.interventions):  # never the use of what is to end
        others = tuple(r for r in others if any(ended_thing(p.text) for p in r.interventions))
    first = with_named_before(with_object(first, heard), heard, whole)
    others = (*others, *calendar_screening(first, heard))
    if joint := joint_reading(first, heard):
        first, others = joint, (first, *others)
    first = without_values(first, heard.text)
    others = tuple(without_values(reading, heard.text) for reading in others)
    told = called_by_name(first.targets, replace(heard, text=whole), first.interventions)
    first = replace(first, targets=told)
    return replace(
        question,
        interventions=first.interventions,
        targets=first.targets,
        story=story_of(replace(heard, text=whole), first.targets, first.interventions),
        others=tuple(r for r in dict.fromkeys(others) if r != first),
        names=names_asked(heard, first),
        comparator=marked.comparator if marked else slots.comparator,
        in_passing=marked.in_passing if marked else False,
    )


def _explained(question: Question, terms: Terms, changes: Sequence[tuple[str, str]]) -> Question:
    """What each word and code was taken to mean, and what may be meant otherwise."""
    readings = [f'"{typed}" was read as "{read}"' for typed, read in changes]
    doubts: list[str] = []
    phrases = [
        *map(without_other, question.interventions),
        *(t.condition for t in question.targets),
        *(s for t in question.targets for s in t.settings),
    ]
    for phrase in dict.fromkeys(phrases):
        names = [terms.name(c) for c in sorted(phrase.concepts)]
        names = [name for name in names if squash(name) != squash(phrase.text)]
        if names and phrase.text not in phrase.codes:
            readings.append(f'"{phrase.text}" was taken as {", ".join(names)}')
        if len(apart := _meanings(phrase, terms)) > 1:
            which = " or ".join(terms.name(c) for c in apart)
            doubts.append(f'"{phrase.text}" may be {which}: all were searched; which is meant?')
    for mention in question.codes:
        if mention.system != "icd10cm":
            named = ", ".join(terms.name(c) for c in terms.of_code(mention.code))
            readings.append(
                f"{mention.code}: "
                f"{named or 'a procedure or supply code that our tables do not name'}"
            )
        elif not is_icd(mention.code):
            doubts.append(f"{mention.code} is not a code of ICD-10-CM: check it")
        else:
            readings.append(f"{mention.code}: {description(mention.code)}")
            doubts.extend(excluded_hints(mention.code, question))
    return replace(
        question, readings=tuple(dict.fromkeys(readings)), doubts=tuple(dict.fromkeys(doubts))
    )


def _meanings(phrase: Phrase, terms: Terms) -> list[str]:
    """Concepts of an abbreviation that means several things, of which none is a kind of another."""
    found = [c for c in sorted(phrase.concepts) if c in terms.concepts]
    if not any(phrase.text in terms.concepts[c].ambiguous for c in found):
        return []
    return [c for c in found if not terms.ancestors(c) & phrase.concepts]
