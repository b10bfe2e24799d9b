"""How the conditions of a Statement fit those of a question (DESIGN.md section 5, rule 1).

A Statement holds its conditions in groups: alternatives within a group, groups joined. The asked
condition must be in one group; the others must be told in the question too, or stay open.
"""

import re
from collections.abc import Sequence
from enum import IntEnum

from app.condition_groups import asked_for, groups_of, stands_alone
from app.denied_conditions import denies_one_of, goes_with_denied, says_state
from app.phrase_models import NO_MATCH, Match, Relation, best
from app.phrase_relation import PhraseMatcher
from app.question_models import Phrase, Question, Target
from app.screening import is_screening, screened_for
from app.told_degrees import said_degree
from ingest.lexis import content_stems, key_stems
from ingest.statements.models import Basis, Direction, Statement

MAX_REMEMBERED = 512  # asked phrases with what they matched; a batch repeats them
BROADER = Relation.BROADER
_MIN_EXPLAINED = 0.5  # share of an unknown aim that the Statement's own words must hold
_SYMPTOMS = "RZ"  # chapters of ICD-10-CM that hold no disease: symptoms and findings, reasons
_MIN_COMPOSED = 2  # stems of a condition that may be told in pieces


class Fit(IntEnum):
    """How a Statement's condition fits the asked one; the higher decides first (rule 4)."""

    NONE = 0
    NARROWER = 1  # a subgroup or form that the question does not state: shown as an exception
    CATCH_ALL = 2  # "all other indications"
    ANY = 3  # speaks of no condition in particular
    LISTED = 4  # its criteria refer to a code list, and the question gives a code
    BROADER = 5
    SAME = 6
    REPEATED = 7  # the question says what the Statement says, nearly word for word


class ConditionFits:
    """Compares conditions; remembers what it has compared."""

    def __init__(self, matcher: PhraseMatcher) -> None:
        self._matcher = matcher
        self._grouped: dict[tuple[tuple[str, ...], Phrase, bool], Match] = {}
        self._groups: dict[str, tuple[tuple[str, ...], ...]] = {}

    def of_groups(
        self,
        statement: Statement,
        target: Target,
        question: Question,
        *,
        likeness: bool = False,
    ) -> tuple[Fit, Match]:
        """How the groups of a Statement fit one target of a question."""
        groups = screened_for(self._groups_of(statement), question.text)
        rows = [self.group(group, target.condition, likeness=likeness) for group in groups]
        settings = [[self.group(group, s) for group in groups] for s in target.settings]
        main = best(rows)
        others = [g for g, row in zip(groups, rows, strict=True) if row is not main]
        if goes_with_denied(groups, question) or denies_one_of(others, question):
            return Fit.NONE, NO_MATCH
        if main.relation is Relation.NONE:
            return self._by_others(statement, target, question, settings)
        beside = self._beside(question, target)
        # forms of the asked condition leave a plain question as it is, if no payer limits to them
        plain = not (beside or self._names_two(target.condition))
        least = BROADER if statement.basis is Basis.COVERAGE or not plain else Relation.NARROWER
        matched = {i for i, row in enumerate(rows) if row is main or row.relation >= least} | {
            i for row in settings for i, m in enumerate(row) if m.relation >= BROADER
        }
        left = [g for i, g in enumerate(groups) if i not in matched]
        open_group = self._is_open(statement, groups, left, (beside, question))
        if any(stands_alone(group) for group in groups) and any(p.concepts for p in beside):
            return Fit.NONE, NO_MATCH
        foreign_setting = any(best(row).relation is Relation.NONE for row in settings)
        by_class = main.method == "class" or any(p.concepts for p in beside)
        if open_group and (foreign_setting or (main.relation is Relation.BROADER and by_class)):
            # the document restricts the class to other members than the asked one
            return Fit.NONE, NO_MATCH
        carried = (
            len(groups) > 1
            and not target.condition.concepts
            and not open_group
            and rows[-1] is not main
        )
        own = groups[rows.index(main)]
        in_pieces = self._in_pieces(own, (target.condition, *beside), question)
        narrower = main.relation is Relation.NARROWER and not (carried or in_pieces)
        if open_group or narrower:
            return Fit.NARROWER, main
        same = (main.relation is Relation.SAME or in_pieces) and not foreign_setting
        return (Fit.SAME if same else Fit.BROADER), main

    def _names_two(self, asked: Phrase) -> bool:
        """Whether a phrase names two conditions: "sarcoidosis fatigue" is no fatigue of others."""
        lines = {c: self._matcher.terms.ancestors(c) for c in asked.concepts}
        return any(a not in lines[b] and b not in lines[a] for a in lines for b in lines if a < b)

    def _is_open(
        self,
        statement: Statement,
        groups: Sequence[Sequence[str]],
        left: Sequence[Sequence[str]],
        said: tuple[Sequence[Phrase], Question],
    ) -> bool:
        """Whether one of several groups is left that the question does not tell.

        An aim is that of anybody; "fatigue in iron deficiency", refused, says nothing of the
        deficiency alone.
        """
        refused = statement.basis is Basis.COVERAGE and statement.direction is Direction.AGAINST
        return len(groups) > 1 and any(
            not self._told(group, *said)
            for group in left
            if group is groups[-1] or refused or self._is_disease(group)
        )

    def _is_disease(self, group: Sequence[str]) -> bool:
        """Whether a group is a known disease: an aim ("pain", "function") is that of anybody."""
        terms = self._matcher.terms
        ids = {c for text in group for c in terms.of_phrase(text, "condition")}
        known = [terms.concepts[c] for c in ids if c in terms.concepts]
        return any(
            code[0] not in _SYMPTOMS and "pain" not in concept.name
            for concept in known
            for code in concept.codes
        )

    def _groups_of(self, statement: Statement) -> tuple[tuple[str, ...], ...]:
        if statement.statement_id not in self._groups:
            self._groups[statement.statement_id] = groups_of(statement)
        return self._groups[statement.statement_id]

    def _by_others(
        self,
        statement: Statement,
        target: Target,
        question: Question,
        settings: Sequence[Sequence[Match]],
    ) -> tuple[Fit, Match]:
        """Where the asked condition is in no group: those that it comes with may carry it."""
        groups = self._groups_of(statement)
        inherited = best([row[-1] for row in settings]) if settings else NO_MATCH
        known = bool(target.condition.concepts or target.condition.codes)
        if inherited.relation >= BROADER and (len(groups) == 1 or not known):
            return Fit.BROADER, inherited
        if known or not explained(target.condition.text, statement):
            return Fit.NONE, NO_MATCH
        beside = self._beside(question, target)
        found = [best([self.group(group, phrase) for phrase in beside]) for group in groups]
        if found and all(match.relation >= BROADER for match in found):
            return Fit.BROADER, best(found)
        return Fit.NONE, NO_MATCH

    @staticmethod
    def _beside(question: Question, target: Target) -> tuple[Phrase, ...]:
        """The conditions that the question names beside a target."""
        named = (*question.targets, *question.story, *(Target(s) for s in target.settings))
        found = (t.condition for t in named if t.condition != target.condition)
        return tuple(dict.fromkeys(found))

    def _told(self, group: Sequence[str], beside: Sequence[Phrase], question: Question) -> bool:
        """Whether the question names one of a group's conditions, whole or in pieces."""
        return (
            any(self.group(group, p).relation >= BROADER for p in beside)
            or self._composed(group, beside)
            or any(said_degree(text, "", question) for text in group)
            or (says_state(group, question) and not self._is_disease(group))
        )

    def _in_pieces(
        self, group: Sequence[str], phrases: Sequence[Phrase], question: Question
    ) -> bool:
        """Whether the question tells a condition of a group in pieces: parts, cause, degree."""
        called = (phrases[0].text, *self._names(phrases[0]))
        degree = any(said_degree(text, name, question) for text in group for name in called)
        composed = self._composed(group, phrases) or self._screened(group, phrases[0], question)
        return degree or composed or self._caused(group, question)

    def _screened(self, group: Sequence[str], asked: Phrase, question: Question) -> bool:
        """Whether the test that screens names the place of what it looks for.

        "Abdominal ultrasound to screen for an aneurysm" looks for an abdominal aneurysm.
        """
        tests = [p.text for p in question.interventions if is_screening(p.text)]
        stems, place = key_stems(asked.text), key_stems(" ".join(tests)) | _PARTS
        more = [w - stems for w in map(key_stems, group) if tests and stems and stems < w]
        return any(m <= place and not m <= _PARTS for m in more)

    def _composed(self, group: Sequence[str], phrases: Sequence[Phrase]) -> bool:
        """Whether several conditions of the question make up one of a group.

        "IBS" and "constipation" tell "IBS with constipation".
        """
        if len(phrases) < _MIN_COMPOSED:
            return False
        said = frozenset(
            s for p in phrases for text in (p.text, *self._names(p)) for s in key_stems(text)
        )
        wanted = [key_stems(text) for text in group]
        return any(len(w) >= _MIN_COMPOSED and w <= said for w in wanted)

    def _caused(self, group: Sequence[str], question: Question) -> bool:
        """Whether the question names the treatment by which a condition of a group is caused.

        "neuropathy during paclitaxel" is chemotherapy-induced neuropathy.
        """
        causes = [found["cause"] for text in group if (found := _CAUSE.match(text))]
        if not causes:
            return False
        terms = self._matcher.terms
        named = frozenset(
            c
            for m in terms.spot(question.text, kind="intervention")
            for c in (m.concept_id, *terms.ancestors(m.concept_id))
        )
        return any(terms.of_phrase(cause, "intervention") & named for cause in causes)

    def _names(self, phrase: Phrase) -> tuple[str, ...]:
        return tuple(self._matcher.terms.name(c) for c in sorted(phrase.concepts))

    def in_criteria(self, statement: Statement, target: Target) -> bool:
        """Whether a policy's criteria ask for the condition, which its heading does not name.

        "Suspected coronary disease: covered when there is chest pain", asked for chest pain.
        """
        if statement.criteria is None:
            return False
        asked = target.condition
        stems = key_stems(asked.text)
        terms = self._matcher.terms
        # its class alone names siblings too: "osteoarthritis" in the criteria for the knee
        return any(
            any(m.concept_id in asked.concepts for m in terms.spot(text))
            if asked.concepts
            else bool(stems) and stems <= key_stems(text)
            for text in asked_for(statement.criteria)
        )

    def group(self, group: Sequence[str], phrase: Phrase, *, likeness: bool = False) -> Match:
        """How the alternatives of a group relate to an asked condition."""
        key = (tuple(group), phrase, likeness)
        if key not in self._grouped:
            if len(self._grouped) > 20 * MAX_REMEMBERED:
                self._grouped.clear()
            asked = [
                self._matcher.prepare(phrase.text, "condition", phrase.concepts, phrase.codes),
                *(self._matcher.prepare(text, "condition") for text in phrase.extra),
            ]
            found = [
                self._matcher.match(
                    one, self._matcher.prepare(text, "condition"), likeness=likeness
                )
                for one in asked
                for text in group
            ]
            self._grouped[key] = best(found)
        return self._grouped[key]


_PARTS = content_stems("artery arterial vein venous joint gland")  # tell no place by themselves
_CAUSE = re.compile(r"(?P<cause>[\w -]+?)[- ](?:induced|associated|related) \w", re.IGNORECASE)


def explained(text: str, statement: Statement) -> bool:
    """Whether a Statement's own words hold an aim that is no known condition."""
    wanted = key_stems(text)
    own = content_stems(" ".join(q.text for q in (statement.quote, *statement.lead_quotes)))
    return bool(wanted) and len(wanted & own) >= _MIN_EXPLAINED * len(wanted)
