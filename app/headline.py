"""The headline: the verdict in the basis's own words, with its doubt and whom it rests on."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from app.analysis import Analysis, Pair
from app.case import CASE_PREFIX
from app.met_refusals import met_refusals
from app.models import PairVerdict, PositionDirection, Verdict
from app.names import condition_name, intervention_name, is_plural, listed, short_name
from app.positions import Position
from app.predicates import Predicate, predicate
from app.question_models import Question
from app.sections import Others
from ingest.lexis import key_stems
from ingest.models import SourceKind
from ingest.statements.models import Basis
from ingest.terms import Terms

FOR, CONDITIONAL, AGAINST, INSUFFICIENT, SILENT = PositionDirection
_N_NAMES = 3  # bodies named in a row; the others are counted
_N_SENTENCES = 3  # of a headline over several pairs; "Why this verdict" has them all
_N_GRADES = 2  # of one body
_PAIR = 2  # parts that need no semicolon
# A name that a sentence puts an article before: "the Department of Health".
_ARTICLE = re.compile(
    r"^(?:Department|Institute|Society|College|Academy|Ministry|Association)\b|"
    r"^(?:American|European|National|British|Canadian|International)\s+\w+\s+\w+"
)


def pair_verdicts(analysis: Analysis, question: Question, terms: Terms) -> tuple[PairVerdict, ...]:
    """Verdict, rule and headline of every pair."""
    asked = question.intent == "verdict"
    return tuple(
        PairVerdict(
            intervention=p.intervention.text,
            condition=p.target.condition.text if p.target else "",
            verdict=p.ruling.verdict if asked else None,
            rule=p.ruling.rule,
            headline=_Line((p,), terms).sentence() if asked else "",
        )
        for p in analysis.pairs
    )


def headline(
    analysis: Analysis, question: Question, terms: Terms, others: Others | None = None
) -> str:
    """A few sentences that say the verdict over all pairs; pairs of one verdict share theirs.

    Args:
        analysis: Positions and verdict.
        question: As understood.
        terms: For the names of codes.
        others: What is recommended in the asked conditions, which an open question asks for.
    """
    if analysis.verdict is None:
        return _no_verdict(analysis, question, others or Others())
    groups: dict[tuple[str, Verdict], list[Pair]] = {}
    for pair in sorted(analysis.pairs, key=lambda p: p.ruling.verdict is not analysis.verdict):
        groups.setdefault((pair.intervention.text, pair.ruling.verdict), []).append(pair)
    lines = [_Line(tuple(group), terms) for group in groups.values()]
    said = [line for line in lines if line.verdict is not Verdict.NOT_ADDRESSED]
    subjects = {line.subject for line in said}
    rest = [line for line in lines if line not in said and line.subject not in subjects]
    return " ".join(line.sentence() for line in [*said, *rest][:_N_SENTENCES])


def _no_verdict(analysis: Analysis, question: Question, others: Others) -> str:
    whom = listed([condition_name(target) for target in question.targets])
    if analysis.reason == "no-condition":
        what = analysis.pairs[0].intervention.text if analysis.pairs else "the treatment"
        return f"For which condition? The answer on {what} depends on it."
    if analysis.reason == "no-intervention" and whom and question.intent == "verdict":
        return f"Which treatment, test or service is meant for {whom}?"
    if analysis.reason == "no-intervention" and not whom:
        return "The question names no treatment, test or service that could be looked up."
    if not question.interventions and (others.recommended or others.rejected):
        return _recommended(whom, others)
    what = listed([phrase.text for phrase in question.interventions])
    about = " for ".join(part for part in (what, whom) if part)
    return f"What the documents say on {about}, in their own words." if about else _OWN_WORDS


def _recommended(whom: str, others: Others) -> str:
    """What the guidelines here recommend, by name, and what they advise against."""
    rejected = list(dict.fromkeys(s.interventions[-1] for s in others.rejected))
    parts = []
    if others.names:
        parts.append(f"guidelines here recommend {_some(others.names)}")
    if rejected:
        parts.append(f"{'' if parts else 'guidelines here '}advise against {_some(rejected)}")
    return f"For {whom}, {' and '.join(parts)}."


def _some(names: Sequence[str]) -> str:
    more = len(names) - _N_NAMES - 1
    return f"{'; '.join(names[: _N_NAMES + 1])} and {more} more" if more > 0 else listed(names)


_OWN_WORDS = "What the documents say, in their own words."


@dataclass(frozen=True, slots=True)
class _Body:
    """One Source in a clause: its name, its grades, and for which of the pairs it speaks."""

    name: str
    grades: tuple[str, ...]
    pairs: tuple[int, ...]


_Clauses = list[tuple[Predicate, list[_Body]]]
_LIMITS = {
    "routine": "routine use",
    "alone": "use alone",
    "long-term": "long-term use",
    "short-term": "short-term use",
}
_SIDE = {
    Verdict.NECESSARY: {FOR},
    Verdict.CONDITIONAL: {CONDITIONAL, FOR},
    Verdict.NOT_NECESSARY: {AGAINST},
    Verdict.INSUFFICIENT_EVIDENCE: {INSUFFICIENT},
}


@dataclass(frozen=True)
class _Line:
    """The sentence of pairs that share intervention and verdict."""

    pairs: tuple[Pair, ...]
    terms: Terms

    @property
    def lead(self) -> Pair:
        return self.pairs[0]

    @property
    def verdict(self) -> Verdict:
        return self.lead.ruling.verdict

    @property
    def whom(self) -> str:
        """The conditions, but for those that the intervention names ("screening for X")."""
        named = key_stems(self.lead.intervention.text)
        targets = [p.target for p in self.pairs if p.target]
        other = [t for t in targets if not key_stems(t.condition.text) <= named]
        return listed([condition_name(target) for target in other])

    @property
    def subject(self) -> str:
        what = intervention_name(self.lead.intervention, self.terms)
        return f"{what} for {self.whom}" if self.whom else what

    @property
    def is_are(self) -> str:
        return "are" if is_plural(self.lead.intervention.text) else "is"

    @property
    def deciding(self) -> list[tuple[int, Position]]:
        """Positions that decide, with the number of their pair."""
        return [(i, p) for i, pair in enumerate(self.pairs) for p in pair.positions if p.decides]

    def sentence(self) -> str:
        """All of it, with qualifier, doubt and the word on research."""
        subject, clauses = self.subject, self._clauses()
        if self.verdict is Verdict.NOT_ADDRESSED:
            return f"No source in force here addresses {subject}."
        if self.verdict is Verdict.CONFLICTING:
            said = self._conflict(clauses)
        elif self.verdict is Verdict.INSUFFICIENT_EVIDENCE:
            said = self._insufficient(clauses)
        else:
            side = [row for row in clauses if row[0].direction in _SIDE[self.verdict]] or clauses
            said = f"{subject[:1].upper()}{subject[1:]} {self.is_are} {self._joined(side)}."
        limits = f"{self._qualifier()}{met_refusals(p for _, p in self.deciding)}"
        return f"{said}{limits}{self._doubt(clauses)}{self._research_only()}"

    def _clauses(self) -> _Clauses:
        """What the deciding Sources say, those that say the same together."""
        found: dict[Predicate, dict[str, _Body]] = {}
        open_ = {_body_name(p) for _, p in self.deciding if p.direction is CONDITIONAL}
        for index, position in self.deciding:
            name = _body_name(position)
            if position.direction is FOR and name in open_:
                continue  # one body's plain "covered" gives no more than its criteria do
            bodies = found.setdefault(predicate(position), {})
            grades = [j.spoke.statement.grade for j in position.judged if j.spoke.statement.grade]
            known = bodies.get(name, _Body(name, (), ()))
            bodies[name] = _Body(
                name,
                tuple(dict.fromkeys([*known.grades, *grades])),
                tuple(dict.fromkeys([*known.pairs, index])),
            )
        rows = [(said, list(bodies.values())) for said, bodies in found.items()]
        return sorted(rows, key=_place)

    def _joined(self, clauses: _Clauses) -> str:
        """Clauses in a row; those that end alike share their end."""
        parts: list[str] = []
        for tail, run in groupby(clauses, key=lambda row: row[0].tail):
            said = [head.words.format(who=self._names(head, bodies)) for head, bodies in run]
            parts.extend([_ending_alike(said, tail)] if tail else said)
        plain = not any(", " in part for part in parts)
        if len(parts) <= _PAIR and plain:
            return ", and ".join(parts)
        return f"{'; '.join(parts[:-1])}; and {parts[-1]}" if len(parts) > 1 else parts[0]

    def _names(self, said: Predicate, bodies: Sequence[_Body]) -> str:
        """Bodies with their grades, and "for X" where not all pairs are meant."""
        shown = [self._named(body, said) for body in bodies[:_N_NAMES]]
        more = len(bodies) - _N_NAMES
        return f"{', '.join(shown)} and {more} more" if more > 0 else listed(shown)

    def _named(self, body: _Body, said: Predicate) -> str:
        notes = [", ".join(body.grades[:_N_GRADES])] if body.grades and said.graded else []
        if len(body.pairs) < len(self.pairs):
            texts = [t.condition.text for i in body.pairs if (t := self.pairs[i].target)]
            notes += [f"for {listed(texts)}"] if texts else []
        return f"{body.name} ({'; '.join(notes)})" if notes else body.name

    def _conflict(self, clauses: _Clauses) -> str:
        for_ = [row for row in clauses if row[0].direction in {FOR, CONDITIONAL}]
        against = [row for row in clauses if row[0].direction is AGAINST]
        if not for_ or not against:
            names = dict.fromkeys(_body_name(p) for _, p in self.deciding)
            return f"On {self.subject}, {listed(list(names)[:_N_NAMES])} speaks for and against."
        kinds = {p.source.kind for _, p in self.deciding}
        payers = kinds == {SourceKind.COVERAGE_POLICY}
        start = "It depends on the payer" if payers else "Sources disagree"
        one, other = self._joined(for_), self._joined(against)
        return f"{start}: {self.subject} {self.is_are} {one}; but {other}."

    def _insufficient(self, clauses: _Clauses) -> str:
        bodies = [body for _, bodies in clauses for body in bodies]
        names = list(dict.fromkeys(body.name for body in bodies))[:_N_NAMES]
        verb = "finds" if len(names) == 1 else "find"
        grades = list(dict.fromkeys(g for body in bodies for g in body.grades))[:_N_GRADES]
        graded = f" ({', '.join(grades)})" if grades else ""
        said = f"{listed(names)} {verb} the evidence on {self.subject} insufficient{graded}."
        return f"{said[:1].upper()}{said[1:]}"

    def _doubt(self, clauses: _Clauses) -> str:
        """Who finds the evidence insufficient, beside a verdict that rests on others."""
        found = [
            b.name for said, bodies in clauses if said.direction is INSUFFICIENT for b in bodies
        ]
        names = list(dict.fromkeys(found))[:_N_NAMES]
        if self.verdict is Verdict.INSUFFICIENT_EVIDENCE or not names:
            return ""
        return f" {listed(names)} find{'s' if len(names) == 1 else ''} the evidence insufficient."

    def _qualifier(self) -> str:
        """To what an advice against is limited, also where others advise the contrary."""
        if self.verdict not in {Verdict.NOT_NECESSARY, Verdict.CONFLICTING}:
            return ""
        found = [
            _LIMITS.get(j.spoke.statement.qualifier, j.spoke.statement.qualifier)
            for _, p in self.deciding
            if p.direction is AGAINST
            for j in p.judged
            if j.spoke.statement.qualifier and j.spoke.statement.basis is not Basis.CODE_LIST
        ]
        limits = ", ".join(dict.fromkeys(found))
        return f" The advice against it is limited: {limits}." if found else ""

    def _research_only(self) -> str:
        kinds = {p.source.kind for _, p in self.deciding}
        if kinds != {SourceKind.RESEARCH}:
            return ""
        return " Research alone speaks to this; no guideline or policy here does."


def _ending_alike(said: Sequence[str], tail: str) -> str:
    """What is said of several bodies, with commas that show that the end belongs to all of it."""
    if len(said) == 1:
        return f"{said[0]}{tail}"
    together = f"{', '.join(said[:-1])}, and {said[-1]}"
    return f"{together}{tail}" if tail.startswith(",") else f"{together},{tail}"


def _place(row: tuple[Predicate, list[_Body]]) -> tuple[int, int, str]:
    """What is said of most pairs first, then guidelines, policies, research."""
    said, bodies = row
    return -max(len(body.pairs) for body in bodies), said.order, said.tail


def _body_name(position: Position) -> str:
    source = position.source
    if source.doc_id.startswith(CASE_PREFIX) and not (source.payer or source.publisher):
        return f"your policy “{source.title}”"
    name = short_name(source.payer or source.publisher) or source.title
    name = f"the {name}" if _ARTICLE.search(name) else name
    return f"{name} {source.year}" if source.kind is SourceKind.RESEARCH and source.year else name
