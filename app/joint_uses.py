"""Statements on a joint use: what refuses "A together with B" refuses neither of them alone."""

import re
from collections.abc import Sequence

from app.asked_jointly import is_joint
from app.phrase_models import Match, Relation
from app.phrase_relation import PhraseMatcher
from app.question_models import Question
from ingest.statements.models import Basis, Direction, Statement

_USE = r"(?:use|used|given|administered|prescribed|taken)"
_JOINT = re.compile(
    r"\b(?:concomitant|concurrent|simultaneous|combined|dual|joint)(?:ly)?\s+(?:use|therapy|"
    r"treatment|administration|prescri\w+)\b"
    r"|\bcombination (?:therapy|treatment) (?:with|of)\b"
    rf"|\b{_USE}\s+(?:in (?:combination|conjunction)|together|concurrently|concomitantly|"
    r"simultaneously|combined)\s+with\b",
    re.IGNORECASE,
)
# Of a recommendation: "X must not be given together with Y", "combining X and Y is not advised".
_REFUSED = re.compile(
    r"\b(?:not|never|avoided)\s+(?:to\s+)?(?:be\s+)?(?:combined|co-?administered|"
    rf"{_USE}\s+(?:in (?:combination|conjunction)|together|concurrently|concomitantly|"
    r"simultaneously|combined))\s+with\b|\bdual (?:therapy|treatment|blockade) with\b|"
    r"^\W*(?:[\w.]+\s+){0,3}?(?:combin(?:e|ing)|(?:the |any )?combinations? of|(?:concomitant|"
    r"concurrent|"
    r"simultaneous|combined) use of)\s|"
    r"\b(?:more than one|two or more|any two) (?:of|from)\b[^.;]*\b(?:together|combined|"
    r"concurrently|concomitantly|simultaneously|at the same time)\b",
    re.IGNORECASE,
)
_OF_A_LIST = re.compile(r"\b(?:more than one|two or more|any two) (?:of|from)\b", re.IGNORECASE)
# Asked as one thing: "A + B", "A and B together".
_AS_ONE = re.compile(r"\S\s*[+&]\s*\S|\b(?:together|combined|in combination)\b", re.IGNORECASE)
_NAMES_SEVERAL = re.compile(
    r"\S\s*[+&/]\s*\S|\b(?:and|plus|with|together|combin\w+|add(?:ed|ing)|dual)\b", re.IGNORECASE
)
# "single antiplatelet therapy with clopidogrel alone or aspirin alone"
_ALONE = re.compile(r"\b(?:alone|single|monotherapy)\b", re.IGNORECASE)
_ASKED_TOGETHER = re.compile(
    r"\b(?:together|plus|combin\w*|concurrent\w*|concomitant\w*|simultaneous\w*|both|dual|"
    r"alongside|on top of|add(?:ed|ing|s)?|add-on|beside|already|currently|while|as well as|also|"
    r"still|stays?|continu\w+)\b|[+&]",
    re.IGNORECASE,
)


# One treatment beside another: "still high on A, add B on top".
_ADDED = re.compile(
    r"\badd(?:ed|ing|s)?\b.*\b(?:on top|as well|too|alongside|to (?:it|that|this|his|her|the|my))\b"
    r"|\bon top of\b|\b(?:together|combin\w+|both)\b",
    re.IGNORECASE,
)
_INSTEAD = re.compile(
    r"\b(?:switch\w*|instead|chang\w+|replac\w+|swap\w*|stop\w*|in place of)\b", re.IGNORECASE
)


def _named_of(
    statement: Statement, question: Question, matcher: PhraseMatcher | None
) -> tuple[int, int]:
    """How many treatments a question names: of those of a Statement, and others."""
    if matcher is None:
        return 0, 0
    prepared = [matcher.prepare(p, "intervention") for p in statement.interventions]
    own = frozenset(c for spoken in prepared for c in spoken.concepts)
    named = {m.concept_id for m in matcher.terms.spot(question.text, kind="intervention")}
    told = [bool(own & {c, *matcher.terms.ancestors(c)}) for c in named]
    return sum(told), len(told) - sum(told)


def _asks_for_both(question: Question, named: tuple[int, int]) -> bool:
    """Whether a question asks for one on top of another of the treatments of a Statement."""
    both = named[0] > 1 and _ADDED.search(question.text)
    return bool(both) and not _INSTEAD.search(question.text)


def _both(question: Question) -> bool:
    """Whether a question asks for two of its treatments at once: "A and B together"."""
    names = [re.escape(i.text.lower()) for i in question.interventions]
    pair = rf"(?:{'|'.join(names)})s?"
    said = (
        rf"{pair} (?:and|with|plus) (?:an? |the )?{pair} (?:together|combined|in combination|"
        rf"at the same time|concurrently|concomitantly)\b|\b(?:combin\w+|both|together) (?:of )?"
        rf"(?:an? |the )?{pair} (?:and|with) (?:an? |the )?{pair}|{pair} (?:together|in "
        rf"combination|combined) with (?:an? |the )?{pair}"
    )
    return len(names) > 1 and re.search(said, question.text.lower()) is not None


def without_joint_uses(
    rows: Sequence[tuple[Statement, Match]],
    question: Question,
    matcher: PhraseMatcher | None = None,
) -> list[tuple[Statement, Match]]:
    """Statements on an intervention, without refusals of a use together that is not asked about.

    It may be: by the words of the question, or because it names two treatments. Where it asks for
    two as one thing, what refuses just that goes before what is said for either of them alone.

    Args:
        rows: The Statements.
        question: As understood.
        matcher: Tells which treatments the whole question names; None where they do not count.
    """
    joint = [i.text for i in question.interventions if is_joint(i.text)]
    if joint:
        rows = [row for row in rows if not _leaves_one_out(row[0], joint, matcher)]
        return [row for row in rows if _says_of_both(row, _named_of(row[0], question, matcher))]
    refusing = [s for s, _ in rows if _refuses_joint_use(s)]
    refused = {s.statement_id for s in refusing}
    lists = [s for s in refusing if _OF_A_LIST.search(s.quote.text)]
    named = {s.statement_id: _named_of(s, question, matcher) for s in lists}
    as_one = any(_AS_ONE.search(i.text) for i in question.interventions) or _both(question)
    if refused and (as_one or any(_asks_for_both(question, n) for n in named.values())):
        return [row for row in rows if not is_for_one(row[0])]
    several = len({i.text.lower() for i in question.interventions}) > 1
    if several or _ASKED_TOGETHER.search(question.text):
        apart = {i for i, (of_it, others) in named.items() if of_it == 1 and others}
        return [row for row in rows if row[0].statement_id not in apart]
    return [row for row in rows if row[0].statement_id not in refused]


def _leaves_one_out(
    statement: Statement, joint: Sequence[str], matcher: PhraseMatcher | None
) -> bool:
    """Whether what is said for a joint use is said of another one: "A with B" for "C with B"."""
    if matcher is None or statement.direction is not Direction.FOR:
        return False
    terms = matcher.terms
    spoken = {
        m.concept_id for p in statement.interventions for m in terms.spot(p, kind="intervention")
    }
    asked = {m.concept_id for text in joint for m in terms.spot(text, kind="intervention")}
    lines = {c: terms.ancestors(c) | {c} for c in spoken | asked}

    def without_kin(own: set[str], others: set[str]) -> bool:
        return any(not any(c in lines[o] or o in lines[c] for o in others) for c in own)

    return bool(spoken) and without_kin(asked, spoken) and without_kin(spoken, asked)


def _says_of_both(row: tuple[Statement, Match], named: tuple[int, int]) -> bool:
    """Whether a Statement speaks of two treatments that are asked about together.

    What refuses any two of several does, where both are among them, and not where only one is.
    """
    if _is_refused_beside(row[0]):
        return True
    of_it, others = named
    if _refuses_joint_use(row[0]) and of_it:
        return of_it > 1 or (not others and _is_for_both(*row))
    return _is_for_both(*row)


def _is_for_both(statement: Statement, match: Match) -> bool:
    """Whether a Statement names two treatments together, as the question does."""
    named = any(_NAMES_SEVERAL.search(phrase) for phrase in statement.interventions)
    return named and match.relation is not Relation.BROADER


BESIDE = re.compile(
    r"\bin (?:combination|conjunction) with\b|"
    r"\b(?:combined|concurrent|concomitant|simultaneous) use (?:of|with)\b",
    re.IGNORECASE,
)


def _is_refused_beside(statement: Statement) -> bool:
    """Whether a Statement refuses its treatment for who takes another, by a criterion."""
    leaves = statement.criteria.leaves() if statement.criteria else ()
    refuses = statement.direction is Direction.AGAINST
    return refuses and any(BESIDE.search(leaf.text) for leaf in leaves)


def is_for_one(statement: Statement) -> bool:
    """Whether it speaks for a treatment and names no second one beside it."""
    return statement.direction is Direction.FOR and not any(
        _NAMES_SEVERAL.search(phrase) and not _ALONE.search(phrase)
        for phrase in statement.interventions
    )


def _refuses_joint_use(statement: Statement) -> bool:
    if statement.direction is not Direction.AGAINST:
        return False
    plain = statement.basis is Basis.RECOMMENDATION and statement.criteria is None
    return any(_JOINT.search(phrase) for phrase in statement.interventions) or (
        plain and _REFUSED.search(statement.quote.text) is not None
    )
