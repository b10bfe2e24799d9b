"""References: the numbered sources of an Answer, and their numbers in its sentences and tables."""

from collections.abc import Sequence

from app.analysis import Knowledge
from app.models import Claim, CodeState, PositionRow, Reference
from ingest.models import SourceKind


def numbered(
    claims: Sequence[Claim],
    positions: Sequence[PositionRow],
    codes: Sequence[CodeState],
    knowledge: Knowledge,
    paths: dict[str, str],
) -> tuple[tuple[Claim, ...], tuple[PositionRow, ...], tuple[Reference, ...]]:
    """References numbered by first use: positions first, then the sections, then the code lists.

    Case materials carry no number.
    """
    numbers: dict[str, int] = {}
    pages: dict[str, list[int]] = {}
    for doc_id, page in [
        *((p.doc_id, p.page) for p in positions),
        *((c.doc_id, c.page) for claim in claims for c in claim.citations),
        *((code.doc_id, None) for code in codes if code.doc_id in knowledge.sources),
    ]:
        if knowledge.sources[doc_id].kind is SourceKind.CASE_MATERIAL:
            continue
        numbers.setdefault(doc_id, len(numbers) + 1)
        if page and page not in pages.setdefault(doc_id, []):
            pages[doc_id].append(page)
    done = tuple(
        c.model_copy(
            update={
                "citations": tuple(
                    x.model_copy(update={"reference": numbers.get(x.doc_id, 0)})
                    for x in c.citations
                )
            }
        )
        for c in claims
    )
    rows = tuple(_numbered_row(row, numbers.get(row.doc_id, 0)) for row in positions)
    references = tuple(
        _reference(number, doc_id, knowledge, paths, sorted(pages.get(doc_id, [])))
        for doc_id, number in numbers.items()
    )
    return done, rows, references


def _numbered_row(row: PositionRow, number: int) -> PositionRow:
    cited = {
        name: citation.model_copy(update={"reference": number})
        for name, citation in (("lead_in", row.lead_in), ("unmet", row.unmet))
        if citation is not None
    }
    return row.model_copy(update={"reference": number, **cited})


def _reference(
    number: int, doc_id: str, knowledge: Knowledge, paths: dict[str, str], pages: list[int]
) -> Reference:
    source = knowledge.sources[doc_id]
    return Reference(
        number=number,
        doc_id=doc_id,
        path=paths.get(doc_id, ""),
        kind=source.kind.value,
        title=source.title,
        publisher=source.payer or source.publisher,
        year=source.year or (source.effective_date.year if source.effective_date else None),
        pages=tuple(pages),
        url=source.url,
        digest=source.digest,
        policy_number=source.policy_number,
        checked_against=source.checked_against,
    )
