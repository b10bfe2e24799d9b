"""What a language model took for the cases: tokens, cost, and answers that it did not finish.

Over the cases in which one took part, the questions before a case's own included. A cost is known
only where the user has set both prices; where one is not known the sum is not. A request that was
broken off counts nothing, and a case of which nothing came back is no case of zero tokens.
"""

from collections.abc import Sequence

from app.models import Answer
from evals.measured import Measure, Unit, count, total
from evals.models import Outcome, Spent


def spent_on(answers: Sequence[Answer]) -> Spent | None:
    """What a model took for some answers; None where none took part."""
    uses = [answer.model for answer in answers if answer.model is not None]
    if not uses:
        return None
    return Spent(
        n_tokens_in=sum(use.n_tokens_in for use in uses),
        n_tokens_out=sum(use.n_tokens_out for use in uses),
        cost=total("cost", Unit.COST, [use.cost for use in uses]).value,
        errors=tuple(use.error for use in uses if use.error),
        n_replies=sum(use.n_calls for use in uses),
    )


def _of(outcomes: Sequence[Outcome]) -> list[Spent]:
    return [outcome.spent for outcome in outcomes if outcome.spent is not None]


def _known(outcomes: Sequence[Outcome]) -> list[Spent]:
    return [spent for spent in _of(outcomes) if spent.known]


def tokens_in(outcomes: Sequence[Outcome]) -> Measure:
    """Tokens that a model was given."""
    return total("tokens_in", Unit.TOKENS, [spent.n_tokens_in for spent in _known(outcomes)])


def tokens_out(outcomes: Sequence[Outcome]) -> Measure:
    """Tokens that it wrote."""
    return total("tokens_out", Unit.TOKENS, [spent.n_tokens_out for spent in _known(outcomes)])


def cost(outcomes: Sequence[Outcome]) -> Measure:
    """What they cost, in the currency of the prices that the user has set."""
    return total("cost", Unit.COST, [spent.cost for spent in _known(outcomes)])


def model_errors(outcomes: Sequence[Outcome]) -> Measure:
    """Cases in which the model was ended early: a timeout, no server, the budget."""
    rows = _of(outcomes)
    return count("model_errors", sum(bool(spent.errors) for spent in rows), len(rows))
