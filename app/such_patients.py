"""Advice against in people who have something else beside the disease.

"We recommend colchicine for gout. Colchicine should not be used in people with heart failure": the
second is no advice on heart failure but an exclusion within the first. It is asked as one, so that
a case that states heart failure is refused, one that denies it is not, and for the others it is
only shown (DESIGN.md section 5, rules 1, 4 and 6: exception before rule; comorbidities are facts).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from app.condition_fit import Fit
from app.phrase_models import Match, Relation
from app.populations import restricts
from app.such_states import states_beside
from app.time_windows import WINDOW
from ingest.statements.models import Basis, Criterion, Direction, Join, Statement

if TYPE_CHECKING:
    from app.matching import Spoke

_PEOPLE = (
    r"(?:patients?|people|persons?|individuals?|members?|beneficiaries|adults?|children|infants?|"
    r"women|men|those|anyone|someone|recipients?)"
)
# The phrase of who is meant stands behind one of these.
_WHO = re.compile(
    rf"\b(?:(?:in|for|to|by|among|of)\s+(?:\w+\s+){{0,3}}?{_PEOPLE}\s+(?:(?:who|that)\s+(?:also\s+)?"
    r"(?:have|has)|with|having)|(?:in|with) the presence of|"
    # "contraindicated, and not covered, if any of these is present"
    r"contraindicated(?:,[^,.;:]{3,60},)?\s+(?:in|for|with|if|when|where)|"
    r"(?:if|when|where) (?:any|one|either)(?: or more)? of (?:the following|these|those)"
    r"(?: \w+){0,2} (?:is|are) present|"
    # what is unsafe in X is so for whoever has X; what is "not recommended in X" may be a use
    r"(?:avoid(?:ed)?|(?:not|never) (?:be )?(?:used?|given?|taken?|started|prescribed?|"
    r"administered)|"
    r"withheld)(?: [\w-]+){0,3}? in(?= (?!the\b))|(?:in|during)(?=\s+(?:pregnancy|lactation|"
    r"breast-?feeding)\b)|during(?: an?| the)?(?=\s+(?:[\w-]+\s+){0,4}?(?:flare|attack|"
    r"exacerbation|episode|crisis|relapse|infection|illness))|"
    rf"(?:if|when|where|unless)\s+(?:the |a |an )?{_PEOPLE}\s+(?:also\s+)?(?:have|has))"
    r"(?:\s*:\s+(?P<listed>(?:[^.]|(?<=\d)\.(?=\d))+)|\s+(?P<what>(?:[^.;]|(?<=\d)\.(?=\d))+))",
    re.IGNORECASE,
)
_OWN = frozenset({Basis.RECOMMENDATION, Basis.COVERAGE})


class _Supports(NamedTuple):
    """What supports the pair, by source: of the disease alone, and of who has it as well."""

    plain: dict[str, "Spoke"]
    whole: dict[str, "Spoke"]

    def of(self, statement: Statement) -> "Spoke | None":
        """What advice against may be an exclusion of; pregnancy is no use beside the disease."""
        states = all(_STATE.search(phrase) for phrase in statement.conditions)
        known = self.whole if statement.conditions and states else self.plain
        whole = self.whole.get(statement.doc_id)
        # "offer it to people with A, but not to people with B" excludes from its own first half
        joined = whole is not None and whole.statement.quote.text == statement.quote.text
        # a guideline's "offer it to people with A" is for A where nothing else of its is; a payer's
        # "not for people with B" may be another use, and one use that is covered carries
        of_whom = statement.basis is Basis.RECOMMENDATION or statement.subject_stands_in
        return known.get(statement.doc_id) or (whole if joined or of_whom else None)


_STATE = re.compile(r"\b(?:pregnan\w+|lactat\w+|breast-?feed\w*|trimester)\b", re.IGNORECASE)


def with_such_patients(
    found: Sequence["Spoke"], rows: Sequence[tuple[Statement, Match]]
) -> tuple["Spoke", ...]:
    """What speaks to a pair, and the exclusions of people with something else.

    Args:
        found: What speaks to the pair.
        rows: All Statements on the intervention.
    """
    own = [
        spoke
        for spoke in sorted(found, key=lambda s: s.fit)  # the best of a source stands last
        if spoke.statement.direction is Direction.FOR
        and spoke.statement.basis in _OWN
        and (spoke.fit is Fit.NARROWER or spoke.fit >= Fit.ANY)
    ]
    supports = _Supports(
        {s.statement.doc_id: s for s in own if not is_of_such(s.statement)},
        {s.statement.doc_id: s for s in own},
    )
    told = {
        spoke.statement.statement_id
        for spoke in found
        if spoke.fit is Fit.SAME or spoke.statement.subject_stands_in
    }
    excluded = tuple(_exclusions(supports, told, rows) if own else ())
    # "gout flare in peptic ulcer": advice on who has an ulcer is asked as an exclusion only
    again = {spoke.statement.statement_id for spoke in excluded}
    kept = (spoke for spoke in found if spoke.statement.statement_id not in again)
    return (*kept, *excluded)


def with_policies_exclusions(
    found: Sequence["Spoke"], general: Sequence["Spoke"]
) -> tuple["Spoke", ...]:
    """What policies ask for, and their exclusions that name no condition either.

    Args:
        found: Coverage whose criteria ask for the condition.
        general: What speaks of the intervention and of no condition.
    """
    told = {spoke.statement.statement_id for spoke in found}
    sources = {spoke.statement.doc_id for spoke in found}
    excluded = (
        spoke
        for spoke in general
        if spoke.statement.direction is Direction.AGAINST
        and spoke.statement.doc_id in sources
        and spoke.statement.statement_id not in told
    )
    return (*found, *excluded)


def _exclusions(
    supports: _Supports,
    told: set[str],
    rows: Sequence[tuple[Statement, Match]],
) -> Iterator["Spoke"]:
    for statement, match in rows:
        support = supports.of(statement)
        if (
            support is None
            or statement.statement_id in told
            or statement.direction is not Direction.AGAINST
            or statement.basis not in _OWN
            or not _of_what_is_supported(statement, match, support)
        ):
            continue
        states = states_beside(statement, support.statement)
        if is_of_such(statement) or _of_any_use(statement, support.statement):
            asked = _asked(statement)
        elif states:
            asked = _with_own(statement, states)
        else:
            continue
        yield replace(
            support,
            statement=replace(
                statement,
                criteria=asked,
                population="" if _are_others(statement) else statement.population,
                condition_groups=support.statement.condition_groups,
                conditions=support.statement.conditions,
            ),
            intervention=match,
        )


def is_of_such(statement: Statement) -> bool:
    """Whether the one condition of a Statement is told as what people have."""
    if len(statement.condition_groups) != 1 or statement.catch_all:
        return False
    text = " ".join(q.text for q in (*statement.lead_quotes[-1:], statement.quote))
    said = _WHO.search(_MARKER.sub(" ", text))
    what = (said["what"] or said["listed"]).lower() if said else ""
    return any(phrase.lower() in what for phrase in statement.condition_groups[0])


def _of_what_is_supported(statement: Statement, match: Match, support: "Spoke") -> bool:
    """Whether it refuses what is asked, or the same form of it that the support is for."""
    same = statement.interventions == support.statement.interventions
    return match.relation >= Relation.BROADER or (same and match.relation > Relation.NONE)


# "will not be approved for: 4. members with active malignancy": the list's own mark
_MARKER = re.compile(r":\s+(?:[-•*–]|\(?\w{1,2}[.)])\s+")


def _of_any_use(statement: Statement, support: Statement) -> bool:
    """Whether it names whom it refuses and no disease: it holds for each use in the source."""
    asks = statement.criteria is not None or restricts(statement.population)
    own = statement.qualifier in {"", support.qualifier}
    return statement.subject_stands_in and asks and own


def _asked(statement: Statement) -> Criterion | None:
    """What people have, as a criterion of the exclusion, beside its own."""
    if statement.subject_stands_in:
        return statement.criteria
    others = (statement.population,) if _are_others(statement) else ()
    return _with_own(statement, (*statement.condition_groups[0], *others))


# "severe renal impairment (eGFR below 30)": the value says what the words before it say
_BY_VALUE = re.compile(
    r"^(?P<what>(?=.*\b(?:severe|moderate|advanced|end-?stage|impairment|failure|insufficiency|"
    r"dysfunction|(?:hyper|hypo)\w{4,}|\w{4,}penia|(?:brady|tachy)cardia)\b)[^()]+?)\s*"
    r"\([^()]*\d[^()]*(?:\([^()]*\)[^()]*)?\)$",
    re.IGNORECASE,
)


def _without_value(phrase: str) -> str:
    """What people have without the value that it is known by; "" where none stands behind it."""
    found = _BY_VALUE.match(phrase.strip())
    return found["what"] if found else ""


def _with_own(statement: Statement, phrases: Sequence[str]) -> Criterion:
    """Any of what people have, and the criteria of the Statement.

    "A or B in the past year" is either of them in that time.
    """
    own = statement.criteria
    if own is not None and own.join is Join.LEAF and WINDOW.fullmatch(own.text.strip(" .;,")):
        phrases = tuple(f"{phrase} {own.text}" for phrase in phrases)
        statement = replace(statement, criteria=None)
    named = [text for phrase in phrases for text in (phrase, _without_value(phrase)) if text]
    leaves = [Criterion(join=Join.LEAF, text=text, quote=statement.quote) for text in named]
    any_of = Criterion(join=Join.ANY_OF, text="", quote=statement.quote, children=tuple(leaves))
    node = leaves[0] if len(leaves) == 1 else any_of
    if statement.criteria is None:
        return node
    both = (node, statement.criteria)
    return Criterion(join=Join.ALL_OF, text="", quote=statement.quote, children=both)


# "in people with known disease or in those already taking a statin": either of them is refused
_OR_THOSE = rf"\bor\s+(?:in|for|to|by|among|of)\s+(?:\w+ )?{_PEOPLE}\s+"


def _are_others(statement: Statement) -> bool:
    """Whether the population stands beside the people with the condition, and not within them."""
    people = re.escape(statement.population)
    return bool(people) and bool(
        re.search(rf"{_OR_THOSE}(?:who (?:are|is|have|has) )?{people}", statement.quote.text, re.I)
    )
