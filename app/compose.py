"""The Answer: sections, tables, notes and references; extractive, every sentence quote-locked."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from app import rows
from app.case_section import case_claims, case_positions
from app.cite import checked
from app.condition_fit import Fit
from app.fact_models import QUESTION
from app.headline import headline, pair_verdicts
from app.indications import other_condition_claims, required_claims
from app.lay_complaints import complaint_read
from app.material import Material
from app.models import (
    Abstention,
    Answer,
    Claim,
    CriterionRow,
    Understood,
    Verdict,
)
from app.next_questions import next_questions
from app.notes import notes_of
from app.pathway import pathway_claims
from app.pitfalls import misleading_results, narrower_claims, pitfall_claims
from app.references import numbered
from app.sections import Others, alternative_claims, others_of, position_claims
from app.stock import Stock
from app.wording import note
from ingest.models import SourceKind

_READ_FOR_RESULTS = (SourceKind.GUIDELINE, SourceKind.RESEARCH)


def compose(material: Material, *, answer_id: str, snapshot: str) -> Answer:
    """The whole Answer; sentences whose check fails are withheld and counted."""
    question, analysis, knowledge = material.question, material.analysis, material.knowledge
    stock = Stock(question, analysis, knowledge, material.standing, material.shelf)
    criteria = rows.criterion_rows(analysis, _texts(material))
    drafts = _drafts(material, stock, criteria)
    positions = (
        *rows.position_rows(analysis, material.shelf),
        *case_positions(stock, material.brought),
    )
    kept, withheld = checked(_unique(drafts.claims), material.shelf.text_of)
    codes = rows.code_states(question, knowledge, material.standing, material.shelf)
    disputed = drafts.others.shown_disputed
    notes = notes_of(material, positions, disputed=disputed, n_withheld=len(withheld))
    notes.extend(
        note("code_not_listed", code=c.code, title=knowledge.sources[c.doc_id].title)
        for c in codes
        if c.state == "not_listed" and c.doc_id in knowledge.sources
    )
    said = headline(analysis, question, knowledge.terms, drafts.others)
    abstention = _abstention(material, drafts.others)
    if abstention is not None and abstention.kind == "no-passage":
        notes = [n for n in notes if n.kind != "no_verdict_asked"]  # it says that some are quoted
        said = said if kept or positions else note("nothing_near").text
    claims, tabled, references = numbered(kept, positions, codes, knowledge, material.paths)
    dates = [d for p in stock.deciding if (d := p.source.effective_date)]
    return Answer(
        id=answer_id,
        question=question.text,
        understood=_understood(material),
        verdict=analysis.verdict,
        verdicts=pair_verdicts(analysis, question, knowledge.terms),
        rule=analysis.lead.ruling.rule if analysis.lead else material.reason,
        headline=said,
        positions=tabled,
        criteria=criteria,
        missing=rows.missing(analysis),
        codes=codes,
        claims=claims,
        notes=tuple(notes),
        alternatives=tuple(drafts.others.names),
        references=references,
        follow_ups=next_questions(stock, required=drafts.required, others=drafts.others),
        abstention=abstention,
        withheld=withheld,
        last_updated=max(dates, default=None),
        snapshot=snapshot,
        as_of=question.as_of,
    )


@dataclass(frozen=True)
class _Drafts:
    """Sentences before their check, in the order of the sections.

    Attributes:
        claims: All of them.
        others: What the sources say of other interventions.
        required: Whether some say what would have to be confirmed.
    """

    claims: Sequence[Claim]
    others: Others
    required: bool


def _drafts(material: Material, stock: Stock, criteria: Sequence[CriterionRow]) -> _Drafts:
    others = others_of(stock)
    required = required_claims(stock) if material.analysis.verdict in _REFUSED else []
    case = _case(material, criteria)
    recommended = alternative_claims(stock, others)
    claims = [
        *_beside(material.answer_claims, recommended),
        *position_claims(stock),
        *narrower_claims(stock),
        *recommended,
        *case,
        *required,
        *pitfall_claims(stock, others),
        *_on_results(material, stock, case),
        *pathway_claims(stock, others, required, case),
        *other_condition_claims(stock),
    ]
    return _Drafts(claims, others, bool(required))


# With any of these verdicts a reader wants to know what would be covered.
_REFUSED = frozenset({Verdict.NOT_NECESSARY, Verdict.NOT_ADDRESSED, Verdict.INSUFFICIENT_EVIDENCE})


def _beside(answers: Sequence[Claim], recommended: Sequence[Claim]) -> list[Claim]:
    """Passages that hold no sentence that stands under the recommendations already."""
    said = [c for claim in recommended for c in claim.citations]
    return [
        claim
        for claim in answers
        if not any(
            a.doc_id == c.doc_id and a.char_start <= c.char_start and c.char_end <= a.char_end
            for a in claim.citations
            for c in said
        )
    ]


def _texts(material: Material) -> Callable[[str], str]:
    """Text of the question or of a file of the case, by the source of a fact."""

    def text_of(source: str) -> str:
        return material.question.text if source == QUESTION else material.shelf.text_of(source)

    return text_of


def _unique(claims: Sequence[Claim]) -> list[Claim]:
    return list({(c.section, c.text): c for c in claims}.values())


def _case(material: Material, criteria: Sequence[CriterionRow]) -> list[Claim]:
    if not material.brought.texts:
        return []
    spans: list[tuple[str, int, int]] = []
    for row in criteria:
        if row.fact_source.startswith("case:") and row.fact_source in material.brought.documents:
            at = material.brought.documents[row.fact_source].text.find(row.quote)
            spans.append((row.fact_source, at, at + len(row.quote)))
    return case_claims(
        material.brought, material.question, material.knowledge.terms, material.shelf, spans
    )


def _on_results(material: Material, stock: Stock, case: Sequence[Claim]) -> list[Claim]:
    """What documents on the asked conditions say of the results in the case."""
    if not case:
        return []
    question, matcher = material.question, material.knowledge.matcher
    doc_ids = {
        s.doc_id
        for s in material.knowledge.statements
        if material.knowledge.sources[s.doc_id].kind in _READ_FOR_RESULTS
        and stock.in_force(s)
        and any(matcher.fit(s, question, t)[0] in {Fit.SAME, Fit.BROADER} for t in question.targets)
    }
    passages = [p for doc_id in sorted(doc_ids) for p in material.passages_of(doc_id)]
    return misleading_results(stock, [claim.text for claim in case], passages)


def _understood(material: Material) -> Understood:
    question = material.question
    conditions = [
        " in ".join([t.condition.text, *(s.text for s in t.settings)]) for t in question.targets
    ]
    return Understood(
        interventions=tuple(p.text for p in question.interventions),
        conditions=tuple(dict.fromkeys(conditions)),
        codes=tuple(dict.fromkeys(m.code for m in question.codes)),
        payer=question.payer,
        publisher=question.publisher,
        intent=question.intent,
        facts=tuple(material.facts),
        readings=(*question.readings, *complaint_read(question.text, conditions)),
        doubts=question.doubts,
    )


def _abstention(material: Material, others: Others) -> Abstention | None:
    analysis, question = material.analysis, material.question
    if analysis.verdict is None and material.reason != "no-verdict-asked":
        return Abstention(reason=note(material.reason.replace("-", "_")).text, kind=material.reason)
    if analysis.verdict is Verdict.NOT_ADDRESSED:
        what = question.interventions[0].text if question.interventions else "this"
        whom = f" for {question.targets[0].condition.text}" if question.targets else ""
        return Abstention(
            reason=note("not_addressed", what=f"{what}{whom}").text, kind="not-addressed"
        )
    if analysis.verdict is None and not material.answer_claims and not others.recommended:
        return Abstention(reason=note("no_passage").text, kind="no-passage")
    return None
