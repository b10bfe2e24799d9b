"""Holds a wanted history of treatment ("failure of at least two antidepressants") against what the case states."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from app.fact_models import Fact, FactKind, Reading
from app.facts import treatment_fact
from app.findings_base import MET, NOT_MET, OPEN, Desk, Settled, joined, turned
from app.measures import norm
from app.quantities import compare
from app.quantity_reader import number
from app.trial_cues import CONTRAINDICATED, CURRENT, FAILED, INTOLERANT, RESPONDED, TRIED
from app.treatment_groups import members_of
from app.trials import Item, Length, Trial
from ingest.lexis import STOP_WORDS, words
from ingest.statements.models import Join

# What else a status says: who failed a drug has tried it.
_IMPLIES = {
    FAILED: {FAILED, TRIED},
    INTOLERANT: {INTOLERANT, TRIED},
    RESPONDED: {RESPONDED, TRIED, CURRENT},
    CURRENT: {CURRENT, TRIED},
    TRIED: {TRIED},
    CONTRAINDICATED: {CONTRAINDICATED},
}
_NEEDS_TRYING = {TRIED, FAILED, INTOLERANT, RESPONDED, CURRENT}
# Words of a wanted treatment that any treatment satisfies.
_ANY = frozenset(
    norm(w)
    for w in (
        "therapy therapies treatment treatments medication medications drug drugs agent agents trial trials course courses "
        "adequate documented option options other different class classes regimen regimens intervention interventions dose "
        "doses following product products listed formulary generic brand preferred used use patient symptoms pharmacologic "
        "pharmacological alternative alternatives program programme one least more appropriate prescribed name covered "
        "modality modalities measures approach approaches"
    ).split()
)
# Of these, the nouns that stand for a treatment; "for the patient" names none.
_NOUNS = frozenset(
    norm(w)
    for w in (
        "therapy treatment medication drug agent course option regimen intervention product alternative program modality "
        "measure approach method"
    ).split()
)
_CLASSES = re.compile(
    r"\s*(?:from|of|in|with|,|representing)?\s*(?:at least\s+)?(?:two|2|three|3|\(\d\))?\s*\b(?:different|separate|distinct|unique)\s+(?:\w+\s+){0,2}?(?:class(?:es)?|categor(?:y|ies)|mechanisms?(?: of action)?)\b",
    re.IGNORECASE,
)
_CLASS_NOUN = re.compile(r"\bclass(?:es)?\b", re.IGNORECASE)
_EXAMPLES = re.compile(r"\(\s*$|\b(?:such as|e\.g\.?,?|for example,?|including(?: but not limited to)?|i\.e\.?,?|like)\s*(?:an?\s+)?$|[:]\s*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Wanted:
    """One treatment that a criterion asks for: how many, of what class, how long."""

    item: Item
    examples: tuple[str, ...] = ()
    length: Length | None = None
    n_classes: int = 0

    @property
    def count(self) -> int:
        """How many are wanted, from 1."""
        return max(1, self.item.count or 1)


@dataclass(frozen=True, slots=True)
class _Stated:
    reading: Reading
    trial: Trial
    item: Item

    @property
    def fact(self) -> Fact:
        return treatment_fact(self.reading, self.trial, self.item.name, self.item.count)

    @property
    def statuses(self) -> set[str]:
        return {also for status in self.trial.statuses for also in _IMPLIES[status]}

    @property
    def length(self) -> Length | None:
        return self.item.length or self.trial.length


def settle_trial(text: str, trial: Trial, desk: Desk) -> Settled:
    """The finding of a history of treatment that a criterion names.

    Args:
        text: The criterion's text, to which the trial's offsets refer.
        trial: What it names.
        desk: The case.
    """
    if trial.statuses == {RESPONDED} and _is_asked(trial, desk):
        return _response(desk)
    if not trial.items:
        return OPEN
    parts = [_settle(wanted, trial.statuses, desk) for wanted in wanted_of(text, trial)]
    together = re.search(r"\band\b", text[trial.items[0].start : trial.items[-1].end], re.IGNORECASE)
    either = re.search(r"\bor\b|,", text[trial.items[0].start : trial.items[-1].end], re.IGNORECASE)
    join = Join.ANY_OF if either and not together else Join.ALL_OF
    found = joined(join, parts)
    return turned(found) if trial.denied else found


def wanted_of(text: str, trial: Trial) -> list[Wanted]:
    """The treatments of a criterion; those in brackets or after "such as" are examples of the one before."""
    found: list[Wanted] = []
    in_examples = False
    for item in trial.items:
        front = text[: item.start]
        opens = found and _EXAMPLES.search(front)
        closed = found and ")" in text[found[-1].item.end : item.start]
        in_examples = bool(opens or (in_examples and not closed))
        if in_examples and found:
            found[-1] = replace(found[-1], examples=(*found[-1].examples, item.name))
            continue
        bare = replace(item, name=_CLASSES.sub("", item.name).strip())
        found.append(Wanted(bare, (), item.length or trial.length, _classes_in(item)))
    return found


def _classes_in(item: Item) -> int:
    """How many classes the treatments must come from; 0 where that is not asked."""
    match = _CLASSES.search(item.name)
    if match is None:
        plural = item.count and item.count > 1 and _CLASS_NOUN.search(item.name)
        return item.count or 0 if plural else 0
    stated = re.search(r"\b(two|2|three|3)\b", match.group(), re.IGNORECASE)
    return int(number(stated.group(1)) or 0) if stated else max(2, item.count or 0)


def _settle(wanted: Wanted, accepted: Iterable[str], desk: Desk) -> Settled:
    accepted = set(accepted)
    stated = [s for s in _all_stated(desk) if _matches(s.item.name, wanted, desk)]
    held = [s for s in stated if not s.trial.denied and s.statuses & accepted]
    enough, short = _by_length(held, wanted)
    if _number(enough, wanted, desk) >= wanted.count:
        return Settled(MET, _facts(enough))
    if _number(held, wanted, desk) >= wanted.count:
        return Settled(NOT_MET, _facts(short)) if not _open_lengths(held, wanted) else OPEN
    if totals := _contrary_totals(held, wanted):
        return Settled(NOT_MET, _facts(totals))
    return _denied(stated, wanted, accepted, desk)


def _denied(stated: list[_Stated], wanted: Wanted, accepted: set[str], desk: Desk) -> Settled:
    """NOT_MET where every wanted status is denied: never tried, or a contraindication denied."""
    lacking: set[str] = set()
    facts: list[Fact] = []
    broad = [s for s in _all_stated(desk) if s.trial.denied and _covers(s.item.name, wanted, desk)]
    for item in [*broad, *(s for s in stated if s.trial.denied)]:
        lacking |= _NEEDS_TRYING if TRIED in item.trial.statuses else set(item.trial.statuses)
        facts.append(item.fact)
    if wanted.count == 1:
        good = [s for s in stated if s.trial.statuses == {RESPONDED} and not s.trial.denied]
        lacking |= {FAILED} if good else set()
        facts.extend(s.fact for s in good)
    if accepted and accepted <= lacking:
        return Settled(NOT_MET, tuple(dict.fromkeys(facts)))
    return OPEN


def _all_stated(desk: Desk) -> Iterator[_Stated]:
    for reading in desk.facts.readings:
        for trial in reading.trials:
            items = trial.items or (Item("", trial.cue_start, trial.cue_end),)
            for item in items:
                yield _Stated(reading, trial, item)


def _by_length(held: list[_Stated], wanted: Wanted) -> tuple[list[_Stated], list[_Stated]]:
    """Those that lasted long enough, and those that plainly did not."""
    if wanted.length is None:
        return held, []
    told = [(s, _long_enough(s, wanted.length)) for s in held]
    return [s for s, ok in told if ok], [s for s, ok in told if ok is False]


def _long_enough(stated: _Stated, length: Length) -> bool | None:
    if stated.length is None:
        return None
    goal = length.interval
    if goal.low == goal.high:
        goal = replace(goal, high=float("inf"))
    return compare(stated.length.interval, stated.length.unit, goal, length.unit)


def _open_lengths(held: list[_Stated], wanted: Wanted) -> bool:
    return wanted.length is not None and any(_long_enough(s, wanted.length) is None for s in held)


def _facts(stated: Iterable[_Stated]) -> tuple[Fact, ...]:
    return tuple(dict.fromkeys(s.fact for s in stated))


def _number(held: list[_Stated], wanted: Wanted, desk: Desk) -> int:
    """How many different treatments of the wanted kind are stated."""
    if wanted.n_classes and _n_classes(held, wanted, desk) < wanted.n_classes:
        return 0
    counted = max((s.item.count or 0 for s in held if not _only_example(s, wanted)), default=0)
    named = {_identity(s.item.name, desk) for s in held if not s.item.count}
    general = {_identity(s.item.name, desk) for s in held if s.item.count == 1}
    return max(counted, len(named) + (len(general) if not counted > 1 else 0))


def _only_example(stated: _Stated, wanted: Wanted) -> bool:
    return stated.item.count is None and bool(wanted.examples)


def _identity(name: str, desk: Desk) -> object:
    concepts = _concepts(name, desk)
    return concepts or frozenset(_key(name))


def _n_classes(held: list[_Stated], wanted: Wanted, desk: Desk) -> int:
    """Different classes among the named treatments, classes above the wanted one left out, or as many as are stated."""
    said = [s for s in held if _CLASSES.search(s.item.name) or _CLASS_NOUN.search(s.item.name)]
    own = _concepts(wanted.item.name, desk)
    above = own | {c for concept in own for c in desk.terms.ancestors(concept)}
    classes: list[frozenset[str]] = []
    for stated in held:
        for concept in _concepts(stated.item.name, desk):
            parents = frozenset(desk.terms.concepts[concept].broader) - above
            if parents and not any(parents & other for other in classes):
                classes.append(parents)
    return max([len(classes), *(s.item.count or 0 for s in said)])


def _contrary_totals(held: list[_Stated], wanted: Wanted) -> list[_Stated]:
    """A stated total below the wanted number ("has failed one preventive", "only one")."""
    totals = [s for s in held if s.item.count is not None and not s.item.at_least]
    return totals if totals and all((s.item.count or 0) < wanted.count for s in totals) else []


def _matches(name: str, wanted: Wanted, desk: Desk) -> bool:
    """Whether a stated treatment is of the wanted kind: the same, a member of the class, or an example that is named."""
    goals = (wanted.item.name, *wanted.examples)
    return any(_is_kind(name, goal, desk) for goal in goals if goal.strip() or goal == wanted.item.name)


def _is_kind(name: str, goal: str, desk: Desk) -> bool:
    key = _key(goal)
    own = _concepts(name, desk)
    if not key:
        return bool(name) and bool(set(_norms(goal)) & _NOUNS) and not _is_condition(name, desk)
    if own & members_of(goal, [printed for printed, _ in desk.conditions], desk.terms):
        return True
    asked = _concepts(goal, desk)
    if asked and own:
        classes = own | {c for concept in own for c in desk.terms.ancestors(concept)}
        extra = key - _surface(goal, desk)
        return bool(asked & classes) and extra <= set(_norms(name))
    return key <= set(_norms(name))


def _covers(name: str, wanted: Wanted, desk: Desk) -> bool:
    """Whether denying `name` denies the wanted treatment: the same, its class, or treatment as such."""
    if not _key(name):
        return True
    own = _concepts(name, desk)
    asked = _concepts(wanted.item.name, desk)
    above = asked | {c for concept in asked for c in desk.terms.ancestors(concept)}
    if own and asked:
        return bool(own & above)
    return _key(name) <= _key(wanted.item.name)


def _concepts(name: str, desk: Desk) -> frozenset[str]:
    found = frozenset(m.concept_id for m in desk.terms.spot(name) if m.kind == "intervention")
    return found or desk.index.by_ambiguous_name.get(name.strip().lower(), frozenset())


def _is_condition(name: str, desk: Desk) -> bool:
    mentions = desk.terms.spot(name)
    return bool(mentions) and all(m.kind == "condition" for m in mentions)


def _surface(text: str, desk: Desk) -> set[str]:
    return {part for m in desk.terms.spot(text) if m.kind == "intervention" for part in _norms(m.surface)}


def _norms(text: str) -> list[str]:
    return [norm(w) for w in words(text) if w.lower() not in STOP_WORDS]


def _key(text: str) -> set[str]:
    return {n for n in _norms(text) if n not in _ANY and not n.isdigit()}


def _is_asked(trial: Trial, desk: Desk) -> bool:
    """Whether a response is wanted to the asked treatment, or to treatment as such."""
    for item in trial.items:
        if not _key(item.name) or _concepts(item.name, desk) & desk.interventions or _key(item.name) <= desk.intervention_words:
            return True
    return not trial.items


def _response(desk: Desk) -> Settled:
    """Whether the case states that the treatment helped."""
    stated = desk.facts.of(FactKind.RESPONSE)
    good = [f for f in stated if not f.negated]
    bad = [f for f in stated if f.negated]
    for item in _all_stated(desk):
        if _is_asked(item.trial, desk) and not item.trial.denied:
            if RESPONDED in item.trial.statuses:
                good.append(item.fact)
            elif FAILED in item.trial.statuses and _concepts(item.item.name, desk) & desk.interventions:
                bad.append(item.fact)
    if bool(good) == bool(bad):
        return OPEN
    return Settled(MET, (good[0],)) if good else Settled(NOT_MET, (bad[0],))

