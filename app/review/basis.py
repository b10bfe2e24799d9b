"""On what an answer stands: its verdicts, the sources that decide, their quotes. Pure.

Two answers with one basis may differ in wording; with another basis an approval does not hold.
"""

from collections.abc import Iterable

from pydantic import TypeAdapter

from app.models import Answer, Model, PositionDirection, Verdict


class Deciding(Model):
    """One source that decides, for one pair, by one quote."""

    doc_id: str
    title: str
    condition: str
    intervention: str
    direction: PositionDirection
    quote: str


class Basis(Model):
    """Verdict, verdict of each pair, and what decides."""

    verdict: Verdict | None
    pairs: tuple[tuple[str, str, Verdict | None], ...]
    deciding: tuple[Deciding, ...]


_ADAPTER = TypeAdapter(Basis)


def basis_of(answer: Answer) -> Basis:
    """The basis of an answer, in an order of its own."""
    deciding = {
        Deciding(
            doc_id=row.doc_id,
            title=row.title,
            condition=row.condition,
            intervention=row.intervention,
            direction=row.direction,
            quote=" ".join(row.quote.split()),
        )
        for row in answer.positions
        if row.decides
    }
    pairs = {(pair.intervention, pair.condition, pair.verdict) for pair in answer.verdicts}
    return Basis(
        verdict=answer.verdict,
        pairs=tuple(sorted(pairs, key=str)),
        deciding=tuple(sorted(deciding, key=str)),
    )


def dump_basis(basis: Basis) -> str:
    """A basis as JSON."""
    return basis.model_dump_json()


def load_basis(text: str) -> Basis:
    """A basis from JSON."""
    return _ADAPTER.validate_json(text)


def difference(before: Basis, after: Basis) -> str:
    """What has changed, in one sentence; "" where nothing has."""
    if before.verdict is not after.verdict:
        return f"the verdict was {_word(before.verdict)} and is {_word(after.verdict)}"
    if before.pairs != after.pairs:
        return "the verdict on one of its pairs is another"
    old, new = _by_source(before.deciding), _by_source(after.deciding)
    if gone := sorted(old.keys() - new.keys()):
        return f"a source no longer decides: {_titles(before.deciding, gone)}"
    if come := sorted(new.keys() - old.keys()):
        return f"another source decides: {_titles(after.deciding, come)}"
    changed = sorted(doc_id for doc_id, rows in old.items() if rows != new[doc_id])
    if changed:
        return f"a deciding quote is another: {_titles(after.deciding, changed)}"
    return ""


def _word(verdict: Verdict | None) -> str:
    return verdict.value.replace("_", " ") if verdict else "none"


def _by_source(rows: Iterable[Deciding]) -> dict[str, set[tuple[object, ...]]]:
    found: dict[str, set[tuple[object, ...]]] = {}
    for row in rows:
        place = (row.condition, row.intervention, row.direction, row.quote)
        found.setdefault(row.doc_id, set()).add(place)
    return found


def _titles(rows: Iterable[Deciding], doc_ids: list[str]) -> str:
    names = {row.doc_id: row.title for row in rows}
    return "; ".join(names[doc_id] for doc_id in doc_ids)
