"""Which catch-alls ("all other indications") speak to a pair, and which are closed to it."""

from collections.abc import Callable, Mapping, Sequence

from app.analysis import Knowledge
from app.condition_fit import Fit
from app.in_force import level
from app.matching import Spoke
from app.phrase_models import Match
from app.phrase_relation import PhraseMatcher
from app.question_models import Phrase, Target
from ingest.lexis import key_stems
from ingest.models import Source
from ingest.statements.models import Direction, Statement

_NEAR_SHARE = 0.5  # of the words of the asked condition
_NEAR_COSINE = 0.7
_NAMES = frozenset({Fit.SAME, Fit.BROADER, Fit.NARROWER})


def without_named(
    spokes: Sequence[Spoke], sources: Mapping[str, Source], family: Mapping[str, str]
) -> tuple[Spoke, ...]:
    """A catch-all is closed to every condition that its Source, or a companion, names.

    Also where it is named more narrowly: what is said there is for the findings to decide.
    So is a payer's general policy to what another policy of that payer names; a national
    determination is not closed by a local one.
    """
    named = [s.statement.doc_id for s in spokes if s.fit in _NAMES]
    families = {family[doc_id] for doc_id in named}
    payers = {_payer(sources[doc_id]) for doc_id in named} - {None}
    return tuple(
        s
        for s in spokes
        if s.fit is not Fit.CATCH_ALL
        or not (
            family[s.statement.doc_id] in families or _payer(sources[s.statement.doc_id]) in payers
        )
    )


def _payer(source: Source) -> tuple[str, str] | None:
    """Payer and level of a Source; None where it has no payer."""
    return (source.payer, level(source)) if source.payer else None


def near_covered(
    target: Target,
    covered: Sequence[Statement],
    phrases: PhraseMatcher,
    likeness: Callable[[str, str], float] | None,
) -> bool:
    """Whether a condition is near to one that is covered: whether it is named is then not plain.

    Args:
        target: What is asked about.
        covered: Statements of the catch-all's family.
        phrases: Knows which conditions have names; two that have are two things.
        likeness: Cosine of an asked phrase and one of a Statement.
    """
    asked = target.condition.text
    # "plantar wound due to diabetes" is no diabetes: its name does not tell it from others
    prepared = phrases.prepare(asked, "condition")
    named = prepared.head not in prepared.rest
    own = target.condition.concepts if named else frozenset[str]()
    stems = key_stems(asked)

    def near(phrase: str) -> bool:
        known = phrases.prepare(phrase, "condition").concepts
        if own and known and not own & known:
            return False
        if len(stems & key_stems(phrase)) >= _NEAR_SHARE * len(stems):
            return True
        return likeness is not None and likeness(asked, phrase) >= _NEAR_COSINE

    return any(near(p) for s in covered if s.direction is Direction.FOR for p in s.conditions)


def open_to(
    spokes: Sequence[Spoke], knowledge: Knowledge, intervention: Phrase, target: Target | None
) -> tuple[Spoke, ...]:
    """The spokes without the catch-alls that are closed to the target, or may be.

    What is covered for a sibling (the upper lid) does not close a catch-all on the lower one.
    """
    kept = without_named(spokes, knowledge.sources, knowledge.family)
    if target is None:
        return kept
    closing = {knowledge.family[s.statement.doc_id] for s in kept if s.fit is Fit.CATCH_ALL}
    about = knowledge.matcher.on_intervention(intervention) if closing else ()
    doubtful = {head for head in closing if _closed_by(head, target, about, knowledge)}
    listing = {knowledge.family[s.doc_id] for s, _ in about if _names_its_own(s)}
    silenced = {Fit.CATCH_ALL: doubtful, Fit.ANY: (closing & listing) - doubtful}
    return tuple(
        s
        for s in kept
        if knowledge.family[s.statement.doc_id] not in silenced.get(s.fit, ())
        or (s.fit is Fit.ANY and s.statement.direction is not Direction.FOR)
    )


def _names_its_own(statement: Statement) -> bool:
    """Whether a policy says for which condition it covers.

    What it asks for of any, "only after standard care has failed", then opens no other condition.
    """
    return statement.direction is Direction.FOR and not statement.subject_stands_in


def _closed_by(
    head: str, target: Target, about: Sequence[tuple[Statement, Match]], knowledge: Knowledge
) -> bool:
    """Whether a family covers what is near to the target, or asks for it in its criteria."""
    own = [s for s, _ in about if knowledge.family[s.doc_id] == head]
    return near_covered(target, own, knowledge.phrases, knowledge.similarity) or any(
        s.direction is Direction.FOR and knowledge.matcher.asks_for(s, target) for s in own
    )
