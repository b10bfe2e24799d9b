"""Questions to go on with: such as the same documents can answer."""

from app.models import Verdict
from app.phrase_models import Relation
from app.question_models import Phrase
from app.sections import Others
from app.stock import Stock
from ingest.lexis import key_stems
from ingest.statements.models import Basis

N_QUESTIONS = 4
N_OTHER_CONDITIONS = 2
N_OTHER_INTERVENTIONS = 2


def next_questions(stock: Stock, *, required: bool, others: Others) -> tuple[str, ...]:
    """What would be required, what else is recommended, and the same question elsewhere."""
    question = stock.question
    named = [
        t.condition.text for t in question.targets if t.condition.text not in t.condition.codes
    ]
    coded = [t.condition.text for t in question.targets]
    whom = next(iter([*named, *coded]), "")
    if not question.interventions:
        names = [n for n in others.names if _is_known(n, "intervention", stock)]
        return tuple(f"Is {name} recommended for {whom}?" for name in names[:N_OTHER_INTERVENTIONS])
    what = question.interventions[0].text
    beside = "" if key_stems(whom) <= key_stems(what) else f" for {whom}"
    found: list[str] = []
    if required:
        found.append(f"What would be required for approval of {what}?")
    if stock.analysis.verdict is Verdict.CONDITIONAL:
        found.append(f"What are the criteria for {what}{beside}?")
    if others.recommended and beside:
        found.append(f"What is recommended for {whom}?")
    found.extend(f"And for {name}?" for name in _elsewhere(stock)[:N_OTHER_CONDITIONS])
    return tuple(found[:N_QUESTIONS])


def _elsewhere(stock: Stock) -> list[str]:
    """Other conditions on which the documents speak of the intervention, by their known names."""
    if stock.lead is None:
        return []
    terms, asked = stock.knowledge.terms, _concepts(stock)
    found: dict[str, str] = {}
    for statement, match in stock.knowledge.matcher.on_intervention(stock.lead.intervention):
        another = match.relation is Relation.BROADER or statement.basis is Basis.FINDING
        if another or not statement.conditions:
            continue
        for concept in sorted(terms.of_phrase(statement.conditions[0], "condition")):
            name = terms.name(concept)
            if concept not in asked and not _is_asked(name, stock):
                found.setdefault(concept, name)
    return list(found.values())


def _phrases(stock: Stock) -> list[Phrase]:
    return [p for t in stock.question.targets for p in (t.condition, *t.settings)]


def _concepts(stock: Stock) -> set[str]:
    """Concepts of the asked conditions with their classes."""
    concepts = stock.knowledge.terms.concepts
    named = {c for p in _phrases(stock) for c in p.concepts}
    return named | {b for c in named if c in concepts for b in concepts[c].broader}


def _is_asked(name: str, stock: Stock) -> bool:
    """Whether the name says what the question already names, in other words."""
    texts = [text for p in _phrases(stock) for text in (p.text, *p.extra)]
    return any(key_stems(name) <= key_stems(text) for text in texts)


def _is_known(name: str, kind: str, stock: Stock) -> bool:
    return bool(stock.knowledge.terms.of_phrase(name, kind))
