"""The sections on the asked pair and on what else there is; each sentence has its quote."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from app.condition_fit import Fit
from app.models import Claim, SectionName
from app.names import offered_name
from app.stock import Stock
from ingest.lexis import squash, words
from ingest.models import SourceKind
from ingest.statements.models import Direction, Statement

N_ALTERNATIVES = 8
N_DOUBTFUL = 4
N_DISPUTED = 3  # names of which both sides are shown, however many are recommended

_SECTION = {
    SourceKind.GUIDELINE: SectionName.GUIDELINES,
    SourceKind.COVERAGE_POLICY: SectionName.COVERAGE,
    SourceKind.RESEARCH: SectionName.RESEARCH,
    SourceKind.CASE_MATERIAL: SectionName.CASE,
}


def position_claims(stock: Stock) -> list[Claim]:
    """What each source says to the asked pairs; guidelines, policies and research apart."""
    found: list[Claim] = []
    for position in stock.positions:
        section = (
            _SECTION[position.source.kind]
            if position.standing.decides
            else SectionName.NOT_IN_FORCE
        )
        for judged in position.judged[: 3 if position.decides else 1]:
            statement = judged.spoke.statement
            found.append(stock.shelf.claim(statement, section, label=statement.grade))
    return found


@dataclass(frozen=True)
class Others:
    """What guidelines in force say of *other* interventions in the asked conditions.

    Attributes:
        recommended: Best first.
        rejected: The same.
        doubtful: For which they find the evidence insufficient.
        disputed: Names that are recommended here and advised against there.
    """

    recommended: Sequence[Statement] = ()
    rejected: Sequence[Statement] = ()
    doubtful: Sequence[Statement] = ()
    disputed: Sequence[str] = ()

    @property
    def names(self) -> list[str]:
        """What is recommended, by name."""
        return list(dict.fromkeys(offered_name(s.interventions[-1]) for s in self.recommended))

    @property
    def shown_disputed(self) -> list[str]:
        """Of the disputed names those of which the answer quotes both sides."""
        return _disputed(self.recommended, self.rejected)

    def label(self, statement: Statement) -> str:
        """Its grade, and whether sources disagree on it."""
        disputed = _names(statement) & set(self.disputed)
        parts = [statement.grade, "sources disagree" if disputed else ""]
        return "; ".join(part for part in parts if part)


def others_of(stock: Stock) -> Others:
    """Statements on other interventions in the asked conditions, the strongest first."""
    rows = _other_statements(stock) if stock.question.targets else []
    by_direction = {
        direction: [(s, fit) for s, fit in rows if s.direction is direction]
        for direction in Direction
    }
    for_ = [s for s, _ in sorted(by_direction[Direction.FOR], key=lambda row: _rank(stock, *row))]
    order = sorted(by_direction[Direction.AGAINST], key=lambda row: (-row[1], strength(row[0])))
    against = [s for s, _ in order]
    disputed = _disputed(for_, against)
    return Others(
        _with_disputed(for_, disputed),
        _with_disputed(against, disputed),
        [s for s, _ in by_direction[Direction.INSUFFICIENT] if _is_known(stock, s)][:N_DOUBTFUL],
        disputed,
    )


def _with_disputed(statements: Sequence[Statement], disputed: Sequence[str]) -> list[Statement]:
    """The first of several, and the first on each name that is disputed: both sides are shown."""
    shown = list(statements[:N_ALTERNATIVES])
    for name in disputed[:N_DISPUTED]:
        if not any(_says(s, name) for s in shown):
            shown += [s for s in statements if _says(s, name)][:1]
    return shown


def _says(statement: Statement, name: str) -> bool:
    return name in _names(statement) or _spoken(name) in _spoken(statement.quote.text)


@lru_cache(8_192)
def _spoken(text: str) -> str:
    """Its words in a row, so that a name is found by whole words."""
    return f" {' '.join(words(text.lower()))} "


def _rank(stock: Stock, statement: Statement, fit: Fit) -> tuple[int, bool, int, bool, int]:
    """The closer condition first, then what the terms know as a treatment, the stronger grade."""
    return (
        -fit,
        not _is_known(stock, statement),
        strength(statement),
        statement.line not in {"first", ""},
        statement.quote.char_start,
    )


def _is_known(stock: Stock, statement: Statement) -> bool:
    """Whether the terms know the intervention, or one that its phrase names."""
    return any(stock.knowledge.knows_intervention(name) for name in statement.interventions)


def alternative_claims(stock: Stock, others: Others) -> list[Claim]:
    """What is recommended instead, and what is advised against."""
    return [
        *(
            stock.shelf.whole_claim(s, SectionName.ALTERNATIVES, label=others.label(s))
            for s in others.recommended
        ),
        *(
            stock.shelf.whole_claim(s, SectionName.ADVISED_AGAINST, label=others.label(s))
            for s in others.rejected
        ),
    ]


def _other_statements(stock: Stock) -> list[tuple[Statement, Fit]]:
    question, knowledge = stock.question, stock.knowledge
    asked = set(stock.spoken) | {
        s.statement_id
        for i in question.interventions
        for s, _ in knowledge.matcher.on_intervention(i)
    }
    found: list[tuple[Statement, Fit]] = []
    for statement in knowledge.offered:
        looks = statement.direction is Direction.FOR and _ASSESSES.match(statement.interventions[0])
        if statement.statement_id in asked or looks or not stock.in_force(statement):
            continue
        fit = max(
            (knowledge.matcher.fit(statement, question, target)[0] for target in question.targets),
            default=Fit.NONE,
        )
        if fit in {Fit.SAME, Fit.BROADER}:
            found.append((statement, fit))
    return found


# What is done before any treatment stands in the place of none: "a medical assessment".
_ASSESSES = re.compile(
    r"(?:an? |the |full |complete |medical |physical |clinical |baseline |thorough )*(?:assessment|"
    r"examination|evaluation|history|investigations?|work-?up)s?\b",
    re.IGNORECASE,
)


def _disputed(for_: Sequence[Statement], against: Sequence[Statement]) -> list[str]:
    """Names that are recommended here, and that a sentence advises against there."""
    spoken = {name for s in for_ for name in (s.interventions[-1], *_names(s))}
    return sorted(name for name in spoken if any(_says(s, name) for s in against))


def _names(statement: Statement) -> set[str]:
    return {squash(re.sub(r"\([^)]*\)", "", name)) for name in statement.interventions}


_STRONG = re.compile(
    r"strong|^offer$|\b1\b|class (?:1|i)\b|grade a\b|level a\b|^1[a-d]$|do not offer"
)


def strength(statement: Statement) -> int:
    """0 for a strong grade, 1 for another, 2 for none: for order alone, never shown."""
    text = statement.grade.lower()
    if _STRONG.search(text):
        return 0
    return 1 if text else 2
