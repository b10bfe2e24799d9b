"""Doubles of Statements: found without comparing each with each, and none is missed."""

from hypothesis import given
from hypothesis import strategies as st

from ingest.statements.doubles import SHARED_RATIO, Likely
from ingest.statements.models import Basis, Direction, Quote, Statement

STEMS = st.lists(st.sets(st.sampled_from("abcdefghijklmnop"), max_size=12), max_size=12)


def statement(start: int, recommendation: str = "") -> Statement:
    quote = Quote(doc_id="a", passage_id="", char_start=start, char_end=start, page=None, text="")
    return Statement(
        statement_id="",
        doc_id="a",
        direction=Direction.FOR,
        basis=Basis.COVERAGE,
        quote=quote,
        recommendation=recommendation,
    )


@given(sets=STEMS, numbers=st.lists(st.sampled_from(["", "1", "2"]), min_size=12, max_size=12))
def test_whatever_shares_enough_is_among_the_likely_ones(sets, numbers) -> None:
    stems = [frozenset(found) for found in sets]
    likely = Likely(stems)
    made = [statement(n % 7, numbers[n]) for n in range(len(stems))]
    for place, own in enumerate(stems):
        found = likely.before(place, made[place])
        assert found == sorted(found)
        for other in range(place):
            shared = len(own & stems[other])
            alike = shared >= SHARED_RATIO * max(len(own), len(stems[other]))
            same_number = numbers[place] and numbers[place] == numbers[other]
            if alike or same_number or place % 7 == other % 7:
                assert other in found
        likely.add(place, made[place])
