"""Better phrases for the Statements of a document: what the tagger marks in their sentences.

Cut phrases that share no word with any mark go, and marked phrases that were not cut come. What is
demanded by a criterion, who speaks, and what stands in brackets is no intervention.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest.embed.tagger import SentenceReading
from ingest.lexis import is_generic, key_stems, words
from ingest.statements import draft
from ingest.statements.antecedents import is_named_before
from ingest.statements.appropriateness import is_rated_row
from ingest.statements.asides import is_reserved
from ingest.statements.assessed import ACTORS
from ingest.statements.beside import is_beside
from ingest.statements.catch_all import gives_examples, speaks_of_all
from ingest.statements.draft import Ground
from ingest.statements.front_patterns import only_denied_further
from ingest.statements.item_names import told_behind
from ingest.statements.models import Basis, Statement
from ingest.statements.named import degree_start, is_manner, is_named_by_aim
from ingest.statements.names import interventions_of
from ingest.statements.phrases import clean
from ingest.statements.refused_people import is_given_beside, is_refused_without, narrows_a_refusal
from ingest.statements.screenings import is_said_by_purpose
from ingest.statements.second_verdicts import of_other_verdict
from ingest.statements.subject import looks_like_condition, looks_like_intervention
from ingest.statements.subjects import NAMES_NONE, PHASE_ALONE
from ingest.statements.tidy import is_any_condition
from ingest.statements.used_together import is_demanded
from ingest.statements.verdict_rows import is_verdict_row

_ACTOR = re.compile(rf"(?:the\s+)?{ACTORS}", re.IGNORECASE)
ARROW = " >> "  # between a sentence and what leads it in
_JOINED = re.compile(
    r"\b(?:combined|in combination|together) with\b|\bplus\b|^combination of\b|"
    r"\bon (?:both|one) sides?\b|\s(?<!with or )without\s|"
    r"\b(?:concomitant|concurrent|simultaneous|combined|dual) (?:use|therapy|treatment)\b",
    re.IGNORECASE,
)
_EXAMPLES = re.compile(r"\(\s*(?:e\.g\.|for example|for instance|such as|including)", re.IGNORECASE)
_IN_BRACKETS = re.compile(r"\([^()]*\)")
_MEANS = re.compile(r"\s(?:with|using|by)\s")
_MARKER = re.compile(  # of an item of a list, or of a criteria sheet
    r"^(?:(?:[A-Za-z]|[ivx]{1,4}|\d{1,2})[.)]|\[[ xX_]?\](?:\s+[A-Z]{0,2}\d{1,2})?|"
    r"[A-Z]\d(?=\s+[A-Z]))\s+"
)


def phrases(text: str, reading: SentenceReading, kind: str) -> tuple[str, ...]:
    """Marked phrases of one kind: of the sentence itself, else of what leads it in."""
    own = text.rfind(ARROW) + 1
    spans = [s for s in reading.spans if s.kind == kind and not is_reserved(text, s.start)]
    spans = [s for s in spans if s.start >= own] or spans
    spans = [s for s in spans if not is_named_by_aim(text, s.start, s.end)]
    found = (clean(_MARKER.sub("", text[degree_start(text, s.start) : s.end])) for s in spans)
    # one letter is the mark of an item: "D. Meal delivery"
    named = (p for p in found if len(p) > 1 and words(p) and not is_generic(p))
    return tuple(dict.fromkeys(p for p in named if kind != "C" or not is_any_condition(p)))


def things_of(text: str, reading: SentenceReading) -> tuple[str, ...]:
    """Marked interventions, the examples in their brackets beside them."""
    named = (n for p in phrases(text, reading, "I") for n in (*interventions_of(p), p))
    return tuple(dict.fromkeys(n for n in named if not is_manner(n)))


def _is_told_by_columns(statement: Statement) -> bool:
    """Whether the columns of a row say what is its thing and its condition, surer than a mark."""
    row = statement.quote.text
    listed = statement.basis is Basis.CODE_LIST or is_verdict_row(row) or is_rated_row(row)
    return listed or bool(set(row.split(" | ")) & set(statement.conditions))


def rephrased(
    statement: Statement, text: str, reading: SentenceReading, ground: Ground
) -> Statement:
    if _is_told_by_columns(statement):
        return statement
    own = text.rfind(ARROW) + 1
    named = is_named_before(statement, ground)
    if own and not any(s.start >= own and s.kind == "I" for s in reading.spans):
        # marks in the lead-in alone say nothing on an item that names a thing itself
        named |= any(
            p in statement.quote.text and looks_like_intervention(p)
            for p in statement.interventions
        )
    speaker = key_stems(f"{ground.context.source.publisher} {ground.context.source.payer}")
    demanded = "\n".join((_of_criteria(statement), *statement.exceptions))
    things = tuple(
        p
        for p in things_of(text, reading)
        if not key_stems(p) <= speaker
        and not _only_in(p, demanded, text)
        and not is_beside(p, text, statement)
        and not (_ACTOR.fullmatch(p) or PHASE_ALONE.fullmatch(p))
        and not is_refused_without(p, statement)
        and not only_denied_further(p, text)
        and (p not in statement.conditions or p in statement.interventions)
        and not any(f"({p.strip('()')})" in c for c in statement.conditions)
    )
    targets = _targets(statement, text, reading, demanded)
    beside = phrases(text, reading, "P")
    groups = _groups(statement, targets, beside)
    groups = (*groups, *_of_subject(statement, groups, ground))
    groups = tuple(draft.widen(group, ground) for group in groups)
    return replace(
        statement,
        interventions=draft.widen(
            statement.interventions if named else _merged(statement.interventions, things, text),
            ground,
        ),
        condition_groups=groups,
        conditions=tuple(dict.fromkeys(p for group in groups for p in group)),
    )


def _targets(
    statement: Statement, text: str, reading: SentenceReading, demanded: str
) -> tuple[str, ...]:
    """Marked conditions; what the lead-in adds in brackets is none of its items."""
    lead = text[: text.rfind(ARROW) + 1]
    aside = "\n".join(_IN_BRACKETS.findall(lead))
    return tuple(
        p
        for p in phrases(text, reading, "C")
        if p not in told_behind(statement.quote.text)
        and not is_given_beside(p, statement)
        and not (p in aside and p not in _IN_BRACKETS.sub(" ", text))
        and not _is_example(p, statement.interventions)
        and not NAMES_NONE.fullmatch(p)
        and not of_other_verdict(p, statement.quote.text, statement.direction)
        and p not in text.partition(" so that ")[2]
        and not _only_in(p, "\n".join(statement.exceptions), text)
        and not (statement.subject_stands_in and is_demanded(p, demanded))
    )


def _merged(cut: tuple[str, ...], marked: tuple[str, ...], text: str) -> tuple[str, ...]:
    """Cut phrases that share a word with a mark, then the marks that were not cut."""
    if not marked:
        return cut
    stems = [key_stems(p) for p in marked]
    kept = [p for p in cut if any(key_stems(p) & own for own in stems)]
    kept += [p for p in cut if p not in kept and is_said_by_purpose(p, text)]
    # "panels, including but not limited to A and B": what is named there belongs to it
    kept += [p for p in cut if p not in kept and _is_listed_behind(p, text)]
    # "a calming drug (A, B or C)" of which B and C are marked: A too
    kept += [p for p in cut if p not in kept and any(_is_member(p, whole) for whole in kept)]
    examples = [e for p in kept if _EXAMPLES.search(p) for e in interventions_of(p)]
    # "A combined with B" is neither A nor B, "A without B" is no B
    whole = [p for p in kept if _JOINED.search(p)]
    parts = [key_stems(f"{p} together at the same time once") for p in whole]
    marked = tuple(m for m in marked if m in whole or not any(key_stems(m) <= p for p in parts))
    marked = tuple(m for m in marked if m in kept or not any(_is_at_a_time(m, p) for p in kept))
    named = dict.fromkeys([*kept, *examples, *marked])
    return tuple(p for p in named if not _is_half(p, cut))


def _is_at_a_time(mark: str, phrase: str) -> bool:
    """Whether a phrase goes on behind a mark with when it is done: "bracing after surgery"."""
    return _AT_A_TIME.match(phrase.removeprefix(mark)) is not None if mark in phrase else False


_AT_A_TIME = re.compile(r"\s+(?:after|before|during|following|prior to)\s", re.IGNORECASE)
_LIST = re.compile(r"\((?P<members>[^()]*(?:,|\sor\s)[^()]*)\)")
_BETWEEN = re.compile(r"\s*[,;]\s*(?:(?:and/or|and|or)\s+)?|\s+(?:and/or|and|or)\s+")


def _is_member(phrase: str, whole: str) -> bool:
    """Whether a phrase is one of a list in the brackets of another."""
    return any(phrase in _BETWEEN.split(m["members"]) for m in _LIST.finditer(whole))


def _is_listed_behind(phrase: str, text: str) -> bool:
    """Whether a phrase stands behind "including but not limited to"."""
    return phrase in text.partition(" not limited to")[2]


def _of_criteria(statement: Statement) -> str:
    """The words of all criteria of a Statement."""
    quotes = statement.criteria.quotes() if statement.criteria else ()
    return "\n".join(" ".join(q.text.split()) for q in quotes)


def _only_in(phrase: str, criteria: str, text: str) -> bool:
    """Whether a phrase stands in the criteria alone: it is demanded, not spoken for."""
    n_criteria, n_text = criteria.lower().count(phrase.lower()), text.lower().count(phrase.lower())
    return n_criteria >= n_text > 0


def _is_half(phrase: str, cut: Sequence[str]) -> bool:
    """Whether a phrase is the adjective of a list that was cut: "oral" of "oral or nasal drops"."""
    joined = re.compile(rf"^{re.escape(phrase)}(?:,|\s+(?:and|or|and/or))\s", re.IGNORECASE)
    named = any(p.lower().startswith(f"{phrase.lower()} ") and not joined.match(p) for p in cut)
    return len(words(phrase)) == 1 and named and any(joined.match(p) for p in cut)


_SOFT_AIM = re.compile(
    r"\bto\s+(?:help\s+)?(?:improve|increase|enhance|maintain|support|optimi[sz]e)\s+(?:the\s+)?$",
    re.IGNORECASE,
)


def _only_gets_better(phrase: str, text: str) -> bool:
    """Whether a phrase is what is to get better ("to improve walking distance"), and no disease."""
    at = text.find(phrase)
    return at > 0 and not looks_like_condition(phrase) and bool(_SOFT_AIM.search(text[:at]))


def _screened(statement: Statement) -> Iterator[str]:
    """What "screening for X" looks for, also where a second aim is marked ("to prevent Y")."""
    for phrase in statement.interventions:
        _, found, what = phrase.lower().partition("screening for ")
        if found:
            yield _MEANS.split(what)[0]


def _is_example(phrase: str, interventions: Sequence[str]) -> bool:
    """Whether a phrase is a part of an intervention, or stands among its examples.

    "live vaccines (for example measles, varicella)": a vaccine, and no disease here.
    """
    said = frozenset(s for i in interventions for s in key_stems(i))
    return (key_stems(phrase) <= said and not looks_like_condition(phrase)) or any(
        phrase.lower() in i[found.start() :].lower()
        for i in interventions
        if (found := _EXAMPLES.search(i))
    )


def _groups(
    statement: Statement, targets: tuple[str, ...], beside: tuple[str, ...]
) -> tuple[tuple[str, ...], ...]:
    """The condition groups: the phrases with a mark in them; marked conditions that were not cut.

    A later group that says no more than an earlier one is the same condition cut twice.
    """
    told = statement.quote.text  # "for all indications, such as A": A is no limit of it
    if statement.catch_all or not targets or (speaks_of_all(told) and gives_examples(told)):
        return statement.condition_groups
    if statement.subject_stands_in:
        targets = tuple(p for p in targets if not _only_gets_better(p, statement.quote.text))
        if not targets:
            return statement.condition_groups
        # of a study the title tells who was studied, and the sentence what was measured
        studied = statement.condition_groups if statement.basis is Basis.FINDING else ()
        return (targets, *studied)
    stems = [key_stems(p) for p in (*targets, *beside, *_screened(statement))]
    marks = frozenset(s for own in stems for s in own)
    kept: list[tuple[str, ...]] = []
    said: frozenset[str] = frozenset()
    for group in statement.condition_groups:
        marked = tuple(p for p in group if any(key_stems(p) & own for own in stems))
        own = marks & frozenset(s for p in marked for s in key_stems(p))
        if own - said:
            kept.append(marked)
            said |= own
        elif not marked and kept and narrows_a_refusal(statement, group):
            kept.append(group)
    missing = tuple(p for p in targets if not key_stems(p) & said)
    if not kept:
        return (targets,)
    return ((*kept[0], *missing), *kept[1:])


def _of_subject(
    statement: Statement, groups: Sequence[tuple[str, ...]], ground: Ground
) -> list[tuple[str, ...]]:
    """Groups of a sentence that name the document's own condition, and that no mark has kept.

    "for limb tremor in ET", of which "limb tremor" alone is marked: of no other tremor.
    """
    if statement.subject_stands_in:
        return []
    own = [key_stems(p) for p in ground.subject.conditions]
    said = [key_stems(p) for group in groups for p in group]
    lost = (g for g in statement.condition_groups if any(key_stems(p) in own for p in g))
    return [g for g in lost if not any(key_stems(p) <= s for p in g for s in said)]
