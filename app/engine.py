"""From a Question to Positions and a Verdict for each pair: what decides, not what writes."""

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from app.analysis import Analysis, Knowledge, Pair
from app.asked_case import Case, phase_asked
from app.asked_forms import is_repeat
from app.asked_jointly import is_joint
from app.by_place import readings_of, spokes_by_place
from app.catch_alls import open_to
from app.condition_fit import Fit
from app.decide import verdict_over_pairs
from app.facts import Facts
from app.findings import FindingNode
from app.implied import implied_spokes
from app.in_force import Standing, amended, replaced_by_update
from app.matching import Spoke
from app.models import Verdict
from app.one_alone import supports_one_alone
from app.payers import speaks_for
from app.positions import Register, positions, ruling
from app.question_models import Phrase, Question, Target
from app.screening import is_screening
from ingest.statements.models import Basis
from ingest.statements.subject import looks_like_condition


@dataclass(frozen=True)
class _Bench:
    """What every pair of one question is judged with."""

    question: Question
    facts: Facts
    knowledge: Knowledge
    register: Register
    evaluated: dict[Hashable, FindingNode] = field(default_factory=dict)


def analyse(question: Question, facts: Facts, knowledge: Knowledge) -> Analysis:
    """Positions and verdict for every pair of the question. Pure: the same for every k."""
    standing = knowledge.standings(question.as_of)
    register = Register(
        knowledge.sources, standing, knowledge.family, _replaced(knowledge, standing)
    )
    bench = _Bench(question, facts, knowledge, register)
    if question.intent == "verdict" and (again := _repeated(bench)):
        return Analysis((again,), again.ruling.verdict, again)
    first = _analysed(bench)
    if question.intent == "verdict" and (found := _without_passing(bench, first)):
        return found
    if question.intent != "verdict" or _says(first):
        return first
    found = _otherwise(bench, first)
    return first if supports_one_alone(question, found) else found


def _otherwise(bench: _Bench, first: Analysis) -> Analysis:
    """By another reading of the question, or another way, where its first reading is silent."""
    question = bench.question
    for reading in question.others:
        read = replace(question, interventions=reading.interventions, targets=reading.targets)
        found = _analysed(replace(bench, question=read))
        same = question.targets and reading.interventions == question.interventions
        if _says(found) and not (same and found.lead and _by_catch_all(found.lead)):
            return replace(found, question=read)
    return _by_anchor(bench) or _by_policies(bench) or _by_place(bench) or first


def _without_passing(bench: _Bench, first: Analysis) -> Analysis | None:
    """By the criteria alone, where no source speaks of a condition that is named in passing.

    "Nerve stimulator, BMI 37, AHI 30": obesity is what its catch-all closes, and not asked for.
    """
    question = bench.question
    if not question.in_passing or not question.targets:
        return None
    general = {Fit.ANY, Fit.CATCH_ALL}
    if any(spoke.fit not in general for pair in first.pairs for spoke in pair.spokes):
        return None
    read = replace(question, targets=(), story=())
    found = _analysed(replace(bench, question=read))
    return replace(found, question=read) if _says(found) else None


def _by_policies(bench: _Bench) -> Analysis | None:
    """By what policies ask for, where none of their Statements names what is asked about.

    Their criteria ask for the condition; or the question names none that has a name or the form of
    a diagnosis ("GSV ablation for reflux of 1.1 s"), and its facts settle criteria; or what they
    say is said of every condition.
    """
    question = bench.question
    for targets in dict.fromkeys((question.targets, *(r.targets for r in question.others))):
        read = replace(bench, question=replace(question, targets=targets))
        for found in _pairs_by_policies(read):
            verdict = verdict_over_pairs([p.ruling.verdict for p in found])
            if verdict not in {None, Verdict.NOT_ADDRESSED}:
                lead = next(p for p in found if p.ruling.verdict is verdict)
                return Analysis(found, verdict, lead, question=read.question)
    return None


def _pairs_by_policies(bench: _Bench) -> Iterator[tuple[Pair, ...]]:
    question, matcher = bench.question, bench.knowledge.matcher
    asked = question.interventions
    yield tuple(
        _judged(bench, i, t, matcher.by_criteria(i, t)) for i in asked for t in question.targets
    )
    readings = (question.targets, *(r.targets for r in question.others))
    conditions = [t.condition for targets in readings for t in targets]
    if any(c.concepts or c.codes or looks_like_condition(c.text) for c in conditions):
        return
    asked = tuple(i for i in asked if not is_screening(i.text))  # of another disease is another
    bench = replace(bench, question=replace(question, interventions=asked))
    yield tuple(_implied(bench, p, policies=True) for p in _pairs(bench, (None,)))
    yield tuple(_judged(bench, i, None, matcher.of_any_condition(i)) for i in asked)


def _by_anchor(bench: _Bench) -> Analysis | None:
    """By a rare word that the question shares with a recommendation, where all else is silent."""
    spokes = bench.knowledge.matcher.anchored(bench.question)
    if not spokes:
        return None
    asked = next(iter(bench.question.interventions), None)
    intervention = asked or Phrase(spokes[0].statement.interventions[0])
    target = next(iter(bench.question.targets or bench.question.story), None)
    pair = _judged(bench, intervention, target, spokes)
    found = Analysis((pair,), pair.ruling.verdict, pair)
    return found if _says(found) else None


def _by_place(bench: _Bench) -> Analysis | None:
    """By what stands under the condition's heading or title, where no sentence names it."""
    for question in readings_of(bench.question):
        read = replace(bench, question=question)
        pairs = tuple(
            _judged(read, i, t, spokes_by_place(bench.knowledge, question, i, t))
            for i in question.interventions
            for t in question.targets
        )
        verdict = verdict_over_pairs([p.ruling.verdict for p in pairs]) if pairs else None
        lead = next((p for p in pairs if p.ruling.verdict is verdict), None)
        if _says(found := Analysis(pairs, verdict, lead, question=question)):
            return found
    return None


def _says(analysis: Analysis) -> bool:
    return analysis.verdict not in {None, Verdict.NOT_ADDRESSED}


def _analysed(bench: _Bench) -> Analysis:
    """Positions and verdict for the pairs of one reading."""
    question = bench.question
    if not question.interventions:
        return Analysis(reason="no-intervention")
    pairs = _pairs(bench, question.targets or (None,))
    if question.intent != "verdict":
        return Analysis(pairs, reason="no-verdict-asked")
    if not question.targets and not any(p.spokes for p in pairs):
        pairs = tuple(_implied(bench, pair) for pair in pairs)
    if not question.targets and not any(p.spokes for p in pairs):
        if any(_is_theirs(bench, i) for i in question.interventions):
            return Analysis(pairs, reason="no-condition")
        return Analysis(pairs, Verdict.NOT_ADDRESSED, pairs[0])
    verdict = verdict_over_pairs([p.ruling.verdict for p in pairs])
    if verdict is Verdict.NOT_ADDRESSED and (told := _of_story(bench)):
        pairs, verdict = told, verdict_over_pairs([p.ruling.verdict for p in told])
    lead = next((p for p in pairs if p.ruling.verdict is verdict), None)
    return Analysis(pairs, verdict, lead)


def _is_theirs(bench: _Bench, intervention: Phrase) -> bool:
    """Whether a Source that may decide speaks of an intervention, for whatever condition."""
    payer, known = bench.question.payer, bench.knowledge
    return any(
        not payer or speaks_for(known.sources[s.doc_id], payer, known.heads(s.doc_id))
        for s, _ in known.matcher.on_intervention(intervention)
    )


def _pairs(bench: _Bench, targets: Sequence[Target | None]) -> tuple[Pair, ...]:
    return tuple(_pair(bench, i, t) for i in bench.question.interventions for t in targets)


def _of_story(bench: _Bench) -> tuple[Pair, ...]:
    """Pairs with the conditions that the story names, where the asked ones are no names.

    A catch-all that is closed to what is asked about says nothing through another condition.
    """
    if any(t.condition.concepts for t in bench.question.targets):
        return ()
    return tuple(
        p
        for p in _pairs(bench, bench.question.story)
        if p.ruling.verdict is not Verdict.NOT_ADDRESSED
        and not (bench.question.targets and _by_catch_all(p))
    )


def _by_catch_all(pair: Pair) -> bool:
    """Whether all that decides is said of whatever is not named."""
    deciding = [j for p in pair.positions if p.decides for j in p.judged]
    return all(j.spoke.fit is Fit.CATCH_ALL for j in deciding)


def _pair(bench: _Bench, intervention: Phrase, target: Target | None) -> Pair:
    question, knowledge = bench.question, bench.knowledge
    spokes = knowledge.matcher.spoke_to(question, intervention, target)
    return _judged(bench, intervention, target, open_to(spokes, knowledge, intervention, target))


def _implied(bench: _Bench, pair: Pair, *, policies: bool = False) -> Pair:
    """A pair without condition, read by the criteria that the facts of the question speak to.

    Criteria for one treatment tell nothing of its use together with another.
    """
    if is_joint(pair.intervention.text):
        return pair
    rows = bench.knowledge.matcher.on_intervention(pair.intervention)
    if policies:
        rows = tuple(r for r in rows if r[0].basis is Basis.COVERAGE)
    if is_repeat(pair.intervention.text):  # the first one has criteria of its own
        rows = tuple(r for r in rows if r[0].phase == "continued")
    spokes = implied_spokes(rows, _case(bench, pair.intervention, None), bench.register)
    return _judged(bench, pair.intervention, None, spokes) if spokes else pair


def _repeated(bench: _Bench) -> Pair | None:
    """The pair of a question that says what a recommendation says, nearly word for word.

    It is answered by that recommendation whatever its parse, with what else speaks to the pair.
    """
    question, knowledge = bench.question, bench.knowledge
    again = knowledge.matcher.repeated(question)
    if not again:
        return None
    own = again[0].statement
    target = next(iter(question.targets), None)
    asked = next(iter(question.interventions), None)
    intervention = asked or Phrase(own.interventions[0] if own.interventions else own.quote.text)
    if target is None and own.conditions:
        target = Target(Phrase(own.conditions[0]))
    ids = {s.statement.statement_id for s in again}
    docs = {s.statement.doc_id for s in again}
    known = asked is not None and bool(asked.concepts)  # its parse can be trusted
    others = knowledge.matcher.spoke_to(question, intervention, target) if asked else ()
    beside = (
        s
        for s in open_to(others, knowledge, intervention, target)
        if s.statement.statement_id not in ids
        and (known or s.fit >= Fit.BROADER or s.statement.doc_id in docs)
    )
    return _judged(bench, intervention, target, (*again, *beside))


def _judged(
    bench: _Bench, intervention: Phrase, target: Target | None, spokes: tuple[Spoke, ...]
) -> Pair:
    found = positions(spokes, _case(bench, intervention, target), bench.register)
    return Pair(intervention, target, spokes, found, ruling(found))


def _case(bench: _Bench, intervention: Phrase, target: Target | None) -> Case:
    question, facts, known = bench.question, bench.facts, bench.knowledge
    phase = phase_asked(question, facts)
    return Case(
        question, facts, known.terms, intervention, target, phase, known.heads, bench.evaluated
    )


def _replaced(knowledge: Knowledge, standing: Mapping[str, Standing]) -> dict[str, str]:
    """Statements that a focused update in force replaces, by id."""
    updates = amended(knowledge.sources, standing)
    if not updates:
        return {}
    numbers: dict[str, frozenset[str]] = {}
    for statement in knowledge.statements:
        if statement.recommendation:
            numbers[statement.doc_id] = numbers.get(statement.doc_id, frozenset()) | {
                statement.recommendation
            }
    return {
        s.statement_id: by
        for s in knowledge.statements
        if (by := replaced_by_update(s, updates, numbers, knowledge.headings))
    }
