"""Holds a wanted history of treatment ("failure of two antidepressants") against the case."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from app.fact_models import Fact, FactKind
from app.findings_base import MET, NOT_MET, OPEN, Desk, Settled, joined, turned
from app.measures import norm_set, norms
from app.phrase_places import Asked
from app.shorthand_cues import ALLERGIC
from app.stated_trials import NO_OTHERS, Stated, all_stated, long_enough, only_asked_for
from app.stretches import stretches
from app.treatment_kinds import (
    CLASS_NOUN,
    CLASSES,
    Wanted,
    concepts_of,
    covers,
    identity,
    is_wanted,
    key_of,
    names_treatment,
    wanted_groups,
)
from app.trial_cues import CURRENT, FAILED, INTOLERANT, RESPONDED, TRIED
from app.trials import Trial
from ingest.statements.models import Join

_ALLERGY = re.compile(r"(?:known |prior |history of )?(?:hypersensitiv|allerg)", re.IGNORECASE)
# "no antidepressant of another class"
_OTHER = re.compile(
    r"\b(?:of\s+)?(?:any\s+)?(?:an)?other\b(?:\s+class(?:es)?)?|\bfrom (?:an)?other class(?:es)?\b|"
    r"\bof (?:a )?different class(?:es)?\b",
    re.IGNORECASE,
)
# "not on Humira": who is not on it may have had it
_NOT_NOW = re.compile(r"^(?:not|no longer|isn['’]t) (?:\w+ )?(?:on|taking|using)\b", re.IGNORECASE)
_STILL = re.compile(r"\bstill\b", re.IGNORECASE)  # two attacks a month may be fewer than before
_VERB = re.compile(r"\b(?:had|been|tried|used|taken)$", re.IGNORECASE)
_PRONOUN = re.compile(r"(?:it|this|that|them|one)(?:\s+before)?", re.IGNORECASE)
# "responded to the earlier course": of what is asked about again
_EARLIER = norm_set("earlier prior previous first initial last preceding")
_NEEDS_TRYING = {TRIED, FAILED, INTOLERANT, RESPONDED, CURRENT}


def settle_trial(text: str, trial: Trial, desk: Desk) -> Settled:
    """The finding of a history of treatment that a criterion names.

    Args:
        text: The criterion's text, to which the trial's offsets refer.
        trial: What it names.
        desk: The case.
    """
    if trial.statuses - {CURRENT} == {RESPONDED} and _is_asked(trial, desk):
        return _response(desk)
    if not trial.items:
        return OPEN
    groups = wanted_groups(text, trial)
    allergy = trial.statuses == {INTOLERANT} and _ALLERGY.match(text, trial.cue_start) is not None
    parts = [
        joined(
            Join.ANY_OF,
            [_settle(wanted, trial.statuses, desk, allergy=allergy) for wanted in group],
        )
        for group in groups
    ]
    found = joined(Join.ALL_OF, parts)
    return turned(found) if trial.denied else found


def _settle(
    wanted: Wanted, accepted: Iterable[str], desk: Desk, *, allergy: bool = False
) -> Settled:
    accepted = set(accepted)
    stated = [s for s in all_stated(desk) if _is_of(s, wanted, desk)]
    if allergy:  # "sedated" states no allergy
        stated = [s for s in stated if s.trial.denied or ALLERGIC.search(s.fact.quote)]
    held = [s for s in stated if not s.trial.denied and s.statuses & accepted]
    enough, short = _by_length(held, wanted)
    if _number(enough, wanted, desk) >= wanted.count:
        return Settled(MET, _facts(enough))
    if _number(held, wanted, desk) >= wanted.count:
        return Settled(NOT_MET, _facts(short)) if not _open_lengths(held, wanted) else OPEN
    if totals := _contrary_totals(held, wanted) or _too_few(stated, wanted, desk):
        return Settled(NOT_MET, _facts(totals))
    if brief := _too_short(stated, wanted, desk):
        return Settled(NOT_MET, _facts(brief))
    if (
        {TRIED} <= accepted <= {TRIED, CURRENT, FAILED}
        and wanted.count == 1
        and wanted.length is None
    ):
        named = _named(wanted, desk)
        if named.state is MET and not was_asked_for(named.facts, desk):
            return named
    return _denied(stated, wanted, accepted, desk)


def _is_of(stated: Stated, wanted: Wanted, desk: Desk) -> bool:
    """Whether a stated treatment is of the wanted kind.

    "Weight steady for a year" is no course of any treatment.
    """
    if stated.is_course and not key_of(wanted.item.name):
        return names_treatment(stated.item.name, desk) and is_wanted(stated.item.name, wanted, desk)
    return is_wanted(stated.item.name, wanted, desk)


def _named(wanted: Wanted, desk: Desk) -> Settled:
    """Whether the case names a treatment, or denies it: what is named as a fact was had."""
    phrase = desk.index.phrase(wanted.item.name)
    if not key_of(wanted.item.name) or not phrase:
        return OPEN
    return Settled(*desk.index.find(phrase, Asked(desk.interventions)))


def was_asked_for(facts: Iterable[Fact], desk: Desk) -> bool:
    """Whether all words that name a treatment ask for it or decline it: it was not had."""
    return all(only_asked_for(fact, desk.facts.readings) for fact in facts)


def _too_few(stated: list[Stated], wanted: Wanted, desk: Desk) -> list[Stated]:
    """Those that were tried, where the case says that no others were and they are not enough."""
    sole = [s for s in all_stated(desk) if wanted.count > 1 and s.is_sole_of(wanted.item.name)]
    tried = [s for s in sole or stated if not s.trial.denied and s.statuses & _NEEDS_TRYING]
    if not tried or _number(tried, wanted, desk) >= wanted.count:
        return []
    others = [
        s
        for s in all_stated(desk)
        if s.trial.denied
        and _OTHER.search(s.item.name)
        and is_wanted(_OTHER.sub("", s.item.name), replace(wanted, examples=()), desk)
    ]
    said = any(NO_OTHERS.search(reading.text) for reading in desk.facts.readings)
    return [*tried, *others] if others or said or any(s.is_sole for s in tried) else []


def _too_short(stated: list[Stated], wanted: Wanted, desk: Desk) -> list[Stated]:
    """Courses of what is wanted, or of what it is a kind of, that lasted only so long."""
    if wanted.length is None or wanted.count > 1:
        return []
    broader = [
        s for s in all_stated(desk) if not s.trial.denied and covers(s.item.name, wanted, desk)
    ]
    own = [s for s in (*stated, *broader) if not s.trial.denied and key_of(s.item.name)]
    told = [s for s in own if s.statuses & _NEEDS_TRYING and s.length is not None]
    if not told or any(long_enough(s, wanted.length) is not False for s in told):
        return []
    return told if all(s in stated for s in told) or any(s.is_only for s in told) else []


def _denials(wanted: Wanted, accepted: set[str], desk: Desk) -> Iterator[Stated]:
    """What the case denies that would be, or would cover, what is wanted.

    "It" names nothing, and who is naive to treatment for one thing may take drugs for another.
    """
    for stated in all_stated(desk):
        name = stated.item.name
        general = accepted == {CURRENT} and not key_of(name)
        loose = TRIED in stated.trial.statuses and (
            _PRONOUN.fullmatch(name.strip()) or (not name and _VERB.search(stated.fact.quote))
        )
        if not stated.trial.denied or general or loose:
            continue
        if covers(name, wanted, desk):
            yield stated


def _denied(stated: list[Stated], wanted: Wanted, accepted: set[str], desk: Desk) -> Settled:
    """NOT_MET where every wanted status is denied: never tried, or a contraindication denied."""
    lacking: set[str] = set()
    facts: list[Fact] = []
    own = names_asked(wanted.item.name, desk)
    for item in _denials(wanted, accepted, desk):
        if own and _OTHER.search(item.fact.quote):
            continue  # "no other biologic" than the asked one
        lacking |= _NEEDS_TRYING if TRIED in item.trial.statuses else set(item.trial.statuses)
        facts.append(item.fact)
    named = _named(wanted, desk)
    other = any(_OTHER.search(fact.quote) for fact in named.facts)
    if named.state is NOT_MET and not (own and other):
        now = accepted <= {TRIED} and all(_NOT_NOW.search(fact.quote) for fact in named.facts)
        lacking |= {CURRENT} if now else _NEEDS_TRYING
        facts.extend(named.facts)
    if wanted.count == 1 and key_of(wanted.item.name):
        good = [s for s in stated if s.trial.statuses == {RESPONDED} and not s.trial.denied]
        lacking |= {FAILED, INTOLERANT} if good else set()
        facts.extend(s.fact for s in good)
    if accepted and accepted <= lacking:
        return Settled(NOT_MET, tuple(dict.fromkeys(facts)))
    return OPEN


def _by_length(held: list[Stated], wanted: Wanted) -> tuple[list[Stated], list[Stated]]:
    """Those that lasted long enough, and those that plainly did not."""
    if wanted.length is None:
        return held, []
    told = [(s, long_enough(s, wanted.length)) for s in held]
    return [s for s, ok in told if ok], [s for s, ok in told if ok is False]


def _open_lengths(held: list[Stated], wanted: Wanted) -> bool:
    return wanted.length is not None and any(long_enough(s, wanted.length) is None for s in held)


def _facts(stated: Iterable[Stated]) -> tuple[Fact, ...]:
    return tuple(dict.fromkeys(s.fact for s in stated))


def _number(held: list[Stated], wanted: Wanted, desk: Desk) -> int:
    """How many different treatments of the wanted kind are stated."""
    if wanted.n_classes and _n_classes(held, wanted, desk) < wanted.n_classes:
        return 0
    counted = max((s.item.count or 0 for s in held if not _only_example(s, wanted)), default=0)
    named = {identity(s.item.name, desk) for s in held if not s.item.count}
    general = {identity(s.item.name, desk) for s in held if s.item.count == 1}
    only = any(s.item.only for s in held)  # "only one drug (sertraline)": that one is named
    return max(counted, len(named) + (len(general) if not (counted > 1 or only) else 0))


def _only_example(stated: Stated, wanted: Wanted) -> bool:
    return stated.item.count is None and bool(wanted.examples)


def _n_classes(held: list[Stated], wanted: Wanted, desk: Desk) -> int:
    """Different classes among the named treatments, classes above the wanted one left out.

    Or as many as are stated.
    """
    said = [s for s in held if CLASSES.search(s.item.name) or CLASS_NOUN.search(s.item.name)]
    own = concepts_of(wanted.item.name, desk)
    above = own | {c for concept in own for c in desk.terms.ancestors(concept)}
    classes: list[frozenset[str]] = []
    for stated in held:
        for concept in concepts_of(stated.item.name, desk):
            parents = frozenset(desk.terms.concepts[concept].broader) - above
            if parents and not any(parents & other for other in classes):
                classes.append(parents)
    return max([len(classes), *(s.item.count or 0 for s in said)])


def _contrary_totals(held: list[Stated], wanted: Wanted) -> list[Stated]:
    """A stated total below the wanted number ("has failed one preventive", "only one")."""
    totals = [s for s in held if s.item.count is not None and not s.item.at_least]
    return totals if totals and all((s.item.count or 0) < wanted.count for s in totals) else []


def _is_asked(trial: Trial, desk: Desk) -> bool:
    """Whether a response is wanted to the asked treatment, or to treatment as such."""
    return not trial.items or any(names_asked(item.name, desk) for item in trial.items)


def names_asked(name: str, desk: Desk) -> bool:
    """Whether words name the asked treatment, or no treatment in particular."""
    key = key_of(name) - _EARLIER
    return (
        not key
        or bool(concepts_of(name, desk) & desk.interventions)
        or key <= desk.intervention_words
    )


def _response(desk: Desk) -> Settled:
    """Whether the case states that the treatment helped."""
    stated = [f for f in desk.facts.of(FactKind.RESPONSE) if _may_be_asked(f, desk)]
    good = [f for f in stated if not f.negated]
    bad = [f for f in stated if f.negated]
    for item in all_stated(desk):
        fact = item.fact
        if _is_asked(item.trial, desk) and not item.trial.denied and _may_be_asked(fact, desk):
            if RESPONDED in item.trial.statuses:
                good.append(fact)
            elif (
                FAILED in item.trial.statuses
                and not _STILL.search(fact.quote)
                and (
                    concepts_of(item.item.name, desk) & desk.interventions
                    or not key_of(item.item.name)
                )
            ):
                bad.append(fact)
    if bool(good) == bool(bad):
        return OPEN
    return Settled(MET, (good[0],)) if good else Settled(NOT_MET, (bad[0],))


def _may_be_asked(fact: Fact, desk: Desk) -> bool:
    """Whether a response may be one to the asked treatment: its sentence names no other alone."""
    if not (desk.interventions or desk.intervention_words):
        return True
    for reading in desk.facts.readings:
        for low, high in stretches(reading.text) if reading.source == fact.source else ():
            if low <= fact.char_start < high:
                said = reading.text[low:high]
                named = {m.concept_id for m in desk.terms.spot(said, kind="intervention")}
                own = named & desk.interventions or desk.intervention_words & set(norms(said))
                return bool(own) or not named
    return True
