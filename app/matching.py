"""Which Statements speak to a pair of intervention and condition, and how closely.

DESIGN.md section 5, rule 1.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.aims import aim_of, prevention_of, refers_to_list
from app.anchors import Anchors
from app.asked_aims import of_asked_aim
from app.asked_forms import of_asked_form, of_asked_repeat, of_refused_form
from app.body_places import of_another_place
from app.body_systems import outside_scope
from app.compared import preferred, turns_round
from app.condition_fit import BROADER, MAX_REMEMBERED, ConditionFits, Fit, explained
from app.joint_uses import without_joint_uses
from app.not_yet_ill import is_before_disease
from app.phrase_models import NO_MATCH, Match, Relation, best
from app.phrase_parts import prints_another
from app.phrase_relation import PhraseMatcher
from app.prophylaxis import with_prophylaxis
from app.purpose_classes import of_another_purpose
from app.question_models import Phrase, Question, Target
from app.refused_codes import of_part, refuses_code
from app.repeats import Repeats
from app.screening import is_screening, names_its_condition, of_another_screening, whole_screening
from app.such_patients import is_of_such, with_policies_exclusions, with_such_patients
from app.titled_lists import titled_lists
from ingest.codes import matches as code_matches
from ingest.lexis import content_stems, key_stems
from ingest.statements.models import Basis, Direction, Statement


@dataclass(frozen=True, slots=True)
class Spoke:
    """A Statement that speaks to a pair.

    Attributes:
        statement: The Statement.
        fit: How its condition fits.
        intervention: How its intervention matches.
        condition: How its condition matches.
    """

    statement: Statement
    fit: Fit
    intervention: Match
    condition: Match


_BY_CODE = Match(Relation.SAME, "code", 1.0)
_MIN_STEMS = 4  # of a question that can be compared as a whole
_MIN_IMPLIED = 0.8  # share of the question that a Statement says, where it names no condition


class StatementMatcher:
    """Looks Statements up by concept, code and words: all of the Snapshot, whatever k is."""

    def __init__(
        self,
        matcher: PhraseMatcher,
        statements: Sequence[Statement],
        titles: Mapping[str, str] | None = None,
    ) -> None:
        self._matcher = matcher
        self._titles = titles or {}
        self._statements = statements
        self._matched: dict[
            tuple[str, frozenset[str], tuple[str, ...]], tuple[tuple[Statement, Match], ...]
        ] = {}
        self._conditions = ConditionFits(matcher)
        self._anchors = Anchors(matcher, statements)
        self._repeats = Repeats(statements)
        self._aims = {
            s.statement_id: aim_of(s.quote.text + " " + " ".join(q.text for q in s.lead_quotes))
            for s in statements
        }

    def spoke_to(
        self, question: Question, intervention: Phrase, target: Target | None
    ) -> tuple[Spoke, ...]:
        """Every Statement on the pair in reading order, then exclusions of people with more."""
        rows = of_asked_form(self.on_intervention(intervention), question.text, intervention.text)
        rows = with_prophylaxis(rows, question, intervention, self._matcher, self._statements)
        rows = without_joint_uses(rows, question, self._matcher)
        rows = preferred(rows, question, intervention, self._matcher, self.on_intervention)
        found = self._spokes(rows, question, intervention, target, likeness=False)
        if target and not any(spoke.fit >= Fit.LISTED for spoke in found):
            found = self._spokes(rows, question, intervention, target, likeness=True)
        return with_such_patients(found, rows)

    def by_criteria(self, intervention: Phrase, target: Target) -> tuple[Spoke, ...]:
        """Coverage whose criteria ask for the condition, where no Statement names it."""
        found = tuple(
            Spoke(statement, Fit.BROADER, match, Match(Relation.BROADER, "criteria", 1.0))
            for statement, match in self.on_intervention(intervention)
            if self.asks_for(statement, target)
            and not self._excepted(statement, intervention, target)
        )
        return with_policies_exclusions(found, self.of_any_condition(intervention))

    def asks_for(self, statement: Statement, target: Target) -> bool:
        """Whether a policy asks for the condition in its criteria."""
        return statement.basis is Basis.COVERAGE and self._conditions.in_criteria(statement, target)

    def of_any_condition(self, intervention: Phrase) -> tuple[Spoke, ...]:
        """Coverage that names no condition: it says the same where the question names none."""
        rows = self.on_intervention(intervention)
        found = tuple(
            Spoke(statement, Fit.ANY, match, Match(Relation.BROADER, "any"))
            for statement, match in rows
            if statement.basis is Basis.COVERAGE
            and not statement.condition_groups
            and not statement.catch_all
            and (match.relation >= Relation.BROADER or statement.phase == "continued")
            and not self._excepted(statement, intervention, None)
        )
        return with_such_patients(found, rows)

    def _spokes(
        self,
        rows: Sequence[tuple[Statement, Match]],
        question: Question,
        intervention: Phrase,
        target: Target | None,
        *,
        likeness: bool,
    ) -> tuple[Spoke, ...]:
        found: list[Spoke] = []
        asked = (question, intervention, target)
        for statement, named in rows:
            fit, condition = self.fit(statement, question, target, likeness=likeness)
            refused = fit is Fit.NONE and target and refuses_code(statement, intervention, rows)
            fit, match = (Fit.ANY, _BY_CODE) if refused else (fit, named)
            if target is None and fit is Fit.NONE and names_its_condition(statement, match):
                fit, condition = Fit.SAME, Match(Relation.SAME, "implied", 1.0)
            if fit is Fit.NONE or self._is_beside(Spoke(statement, fit, match, condition), asked):
                continue
            if not self._excepted(statement, intervention, target):
                found.append(Spoke(statement, fit, match, condition))
        return of_asked_aim(found, question.text, self._aims)

    def _is_beside(self, spoke: Spoke, asked: tuple[Question, Phrase, Target | None]) -> bool:
        """Whether it names the asked things and speaks of a part, another use, place or time."""
        question, intervention, target = asked
        statement, match, terms = spoke.statement, spoke.intervention, self._matcher.terms
        return (
            of_part(statement, match, intervention, terms, spoke.fit)
            or of_another_purpose(statement, match, intervention, target, terms)
            or of_another_place(
                statement, self._titles.get(statement.doc_id, ""), intervention, target, spoke.fit
            )
            or is_before_disease(statement, question, target, spoke.condition)
        )

    def repeated(self, question: Question) -> tuple[Spoke, ...]:
        """Statements that the question repeats nearly word for word, direction apart."""
        found = self._repeats.of(question)
        return tuple(Spoke(statement, Fit.REPEATED, match, match) for statement, match in found)

    def on_intervention(self, intervention: Phrase) -> tuple[tuple[Statement, Match], ...]:
        """Statements on it, whatever their condition; by likeness only where no name matches."""
        key = (intervention.text, intervention.concepts, intervention.codes)
        if key not in self._matched:
            if len(self._matched) > MAX_REMEMBERED:
                self._matched.clear()
            rows = self._on_intervention(intervention, likeness=False)
            rows = rows or self._on_intervention(intervention, likeness=True)
            self._matched[key] = of_asked_repeat(rows, intervention.text)
        return self._matched[key]

    def _on_intervention(
        self, intervention: Phrase, *, likeness: bool
    ) -> tuple[tuple[Statement, Match], ...]:
        asked = self._matcher.prepare(
            self._called(intervention), "intervention", intervention.concepts, intervention.codes
        )
        cache: dict[str, Match] = {}
        found: list[tuple[Statement, Match]] = []
        bare = intervention.text.upper() in intervention.codes
        for statement in self._statements:
            if bare and prints_another(intervention.codes, statement.interventions):
                continue
            phrases = whole_screening(asked, statement.interventions)
            for phrase in phrases:
                if phrase not in cache:
                    cache[phrase] = self._matcher.match(
                        asked, self._matcher.prepare(phrase, "intervention"), likeness=likeness
                    )
            match = of_refused_form(best([cache[p] for p in phrases]), statement, intervention.text)
            if match.relation is Relation.NONE and any(
                code_matches(c, spec) for c in intervention.codes for spec in statement.codes
            ):
                match = _BY_CODE
            if match.relation is not Relation.NONE:
                found.append((statement, match))
        return (*found, *titled_lists(found, self._statements))

    def _called(self, intervention: Phrase) -> str:
        """The words to compare; of a code of screening its name, which tells for what it is."""
        bare = intervention.text.upper() in intervention.codes or not key_stems(intervention.text)
        names = [self._matcher.terms.name(c) for c in intervention.concepts] if bare else []
        return names[0] if len(names) == 1 and is_screening(names[0]) else intervention.text

    def fit(
        self,
        statement: Statement,
        question: Question,
        target: Target | None,
        *,
        likeness: bool = False,
    ) -> tuple[Fit, Match]:
        """How a Statement's condition fits the target."""
        if target is None:
            return self._implied(statement, question)
        if statement.basis is Basis.CODE_LIST:
            return self._by_code_list(statement, target)
        prevention = prevention_of(target.condition.text)
        said = prevention in statement.quote.text.lower()
        if (prevention and not said) or self._of_another_kind(statement, question, target):
            return Fit.NONE, NO_MATCH
        if statement.catch_all or not statement.condition_groups:
            general = (Fit.CATCH_ALL, "catch-all") if statement.catch_all else (Fit.ANY, "any")
            return general[0], Match(Relation.BROADER, general[1])
        if prevention:
            fit, match = Fit.SAME, Match(Relation.SAME, "words", 1.0)
        else:
            fit, match = self._conditions.of_groups(statement, target, question, likeness=likeness)
        if fit is Fit.NONE and target.condition.codes and refers_to_list(statement.criteria):
            return Fit.LISTED, Match(Relation.BROADER, "list")
        return fit, match

    def _of_another_kind(self, statement: Statement, question: Question, target: Target) -> bool:
        """Whether another aim is meant, or a catch-all is of another system of the body."""
        own = self._aims.get(statement.statement_id, "")
        if own and (asked_aim := aim_of(question.text)) and asked_aim != own:
            return True

        def fits(other: Statement) -> bool:
            return bool(self._conditions.of_groups(other, target, question)[0])

        return statement.catch_all and (
            outside_scope(statement.quote.text, self._matcher.codes_of(target.condition))
            or of_another_screening(statement, self._statements, fits)
        )

    def anchored(self, question: Question) -> tuple[Spoke, ...]:
        """Statements that a question is anchored to by a rare word; see `app.anchors`."""
        known = [t for t in (*question.targets, *question.story) if t.condition.concepts]

        def fit_of(statement: Statement) -> Fit:
            apart = without_joint_uses([(statement, NO_MATCH)], question)
            if not apart or turns_round(statement, question):
                return Fit.NONE
            if not known:  # the name of a drug says nothing of what it is for
                implied = statement.condition_groups and not question.names
                against = statement.direction is Direction.AGAINST
                implied = implied and not (against and is_of_such(statement))
                told = all(explained(t.condition.text, statement) for t in question.targets)
                return Fit.BROADER if implied and told else Fit.NONE
            return max(self._fit_of_ill(statement, question, target) for target in known)

        told, same = self._anchors.find(question, fit_of), Match(Relation.BROADER, "anchor")
        return tuple(Spoke(a.statement, a.fit, a.match, same) for a in told)

    def _fit_of_ill(self, statement: Statement, question: Question, target: Target) -> Fit:
        fit, match = self.fit(statement, question, target)
        return Fit.NONE if is_before_disease(statement, question, target, match) else fit

    def _by_code_list(self, statement: Statement, target: Target) -> tuple[Fit, Match]:
        codes = target.condition.codes
        hit = any(code_matches(code, spec) for code in codes for spec in statement.codes)
        return (Fit.SAME, Match(Relation.SAME, "code", 1.0)) if hit else (Fit.NONE, NO_MATCH)

    def _implied(self, statement: Statement, question: Question) -> tuple[Fit, Match]:
        """No condition in the question: implied where the Statement says nearly all of it."""
        stems = question.stems
        own = content_stems(statement.quote.text)
        share = len(stems & own) / len(stems) if len(stems) >= _MIN_STEMS else 0.0
        if share >= _MIN_IMPLIED:
            return Fit.SAME, Match(Relation.SAME, "words", share)
        return Fit.NONE, NO_MATCH

    def _excepted(self, statement: Statement, intervention: Phrase, target: Target | None) -> bool:
        """Exception before rule: what the Statement itself leaves out."""
        if not statement.exceptions:
            return False
        asked = self._matcher.prepare(
            intervention.text, "intervention", intervention.concepts, intervention.codes
        )
        # "no use other than chronic X" leaves X open, which may be chronic
        least = Relation.NARROWER if statement.catch_all else BROADER
        return any(
            (target and self._conditions.group((text,), target.condition).relation >= least)
            or self._matcher.match(asked, self._matcher.prepare(text, "intervention")).relation
            >= BROADER
            for text in statement.exceptions
        )
