"""The Notes of an Answer: what a reader should know before relying on it."""

from collections.abc import Iterator, Sequence

from app import rows
from app.analysis import Pair
from app.implied import BY_FACTS
from app.material import Material
from app.models import Note, PositionDirection, PositionRow
from app.names import listed
from app.payers import speaks_for
from app.phrase_models import Relation
from app.positions import Position
from app.unsaid_pregnancy import speaks_of_pregnancy, states_pregnancy
from app.wording import counted, note
from ingest.models import SourceKind

_NOT_IN_FORCE = frozenset({"superseded", "ended", "not_yet_in_force"})


def notes_of(
    material: Material,
    positions: Sequence[PositionRow],
    *,
    disputed: Sequence[str],
    n_withheld: int,
) -> list[Note]:
    """Every Note on an Answer, each once: on whom it rests first, on failed checks last."""
    analysis = material.analysis
    found = [*_on_sources(material, positions)]
    if n_open := len(rows.missing(analysis)):
        found.append(note("missing", n=counted(n_open, "criterion is", "criteria are")))
    found.extend(_on_payer(material))
    found.extend(note("disagree", what=name) for name in disputed)
    for pair in analysis.pairs:
        for position in pair.positions:
            found.extend(_on_match(pair, position))
            found.extend(_on_position(position))
    found.extend(_on_pregnancy(material))
    if any(spoke.condition.method == BY_FACTS for pair in analysis.pairs for spoke in pair.spokes):
        found.append(note("by_facts"))
    if analysis.verdict is None and material.reason:
        found.append(note(material.reason.replace("-", "_")))
    if any(material.knowledge.sources[p.doc_id].digest for p in positions):
        found.append(note("digest"))
    found.extend(_on_case(material))
    if n_withheld:
        were = counted(n_withheld, "sentence was", "sentences were")
        found.append(note("withheld", n=were))
    return list(dict.fromkeys(found))


# Flags of a document that was made to be read otherwise than it looks
_SUSPECT = frozenset({"instruction", "look_alike"})


def _on_sources(material: Material, positions: Sequence[PositionRow]) -> Iterator[Note]:
    """How many sources decide, and whether they are in force."""
    deciding = [p for p in positions if p.decides]
    ids = {p.doc_id for p in deciding}
    if positions:
        n_shown = len({p.doc_id for p in positions} - ids)
        yield note("deciding", n=counted(len(ids), "source decides", "sources decide"), m=n_shown)
    if deciding and all(p.kind == SourceKind.RESEARCH.value for p in deciding):
        yield note("research_only")
    for row in {p.doc_id: p for p in deciding}.values():
        for kind in sorted(_SUSPECT & set(material.flags_of(row.doc_id))):
            yield note(f"flagged_{kind}", title=row.title)
    if out := {p.doc_id for p in positions if p.status in _NOT_IN_FORCE}:
        were = counted(len(out), "source was", "sources were")
        verb = "does" if len(out) == 1 else "do"
        yield note("not_in_force", n=were, date=material.question.as_of.isoformat(), verb=verb)
    if undated := {p.doc_id for p in deciding if p.status == "undated"}:
        yield note("undated", n=counted(len(undated), "deciding source is", "deciding sources are"))


def _on_payer(material: Material) -> Iterator[Note]:
    payer = material.question.payer
    if payer and not any(speaks_for(s, payer) for s in material.knowledge.sources.values()):
        yield note("payer_missing", payer=payer)


def _on_match(pair: Pair, position: Position) -> Iterator[Note]:
    """Sources that contradict themselves, and matches that a reader should check."""
    if position.contradicts:
        yield note("contradicts", title=position.source.title)
    if not position.decides:
        return
    lead = position.judged[0].spoke
    asked = pair.intervention.text
    if lead.intervention.method == "similarity":
        yield note("similar", asked=asked, found=lead.statement.interventions[0])
    if lead.condition.method == "similarity" and pair.target:
        condition = pair.target.condition.text
        yield note("similar", asked=condition, found=lead.statement.conditions[0])
    if lead.intervention.method == "class" and lead.intervention.relation is Relation.BROADER:
        yield note("member", asked=asked, found=lead.statement.interventions[0])


def _on_position(position: Position) -> Iterator[Note]:
    """Criteria that could not be read, inferred replacements, statements on the benefit alone."""
    title = position.source.title
    statements = [j.spoke.statement for j in position.judged]
    if position.decides and any(s.criteria and not s.criteria.parsed for s in statements):
        yield note("unparsed", title=title)
    if position.standing.inferred:
        yield note("superseded_inferred", title=title)
    if position.decides and any(s.benefit_only for s in statements):
        yield note("benefit", title=title)


_SUPPORTS = frozenset({PositionDirection.FOR, PositionDirection.CONDITIONAL})


def _on_pregnancy(material: Material) -> Iterator[Note]:
    """Sources that support what is asked for in a pregnancy without a word on pregnancy."""
    texts = (material.question.text, *(text.text for text in material.brought.texts))
    if not states_pregnancy(texts):
        return
    for pair in material.analysis.pairs:
        for position in pair.positions:
            supports = position.decides and position.direction in _SUPPORTS
            if supports and not speaks_of_pregnancy(position):
                yield note("pregnancy_unsaid", title=position.source.title)


def _on_case(material: Material) -> Iterator[Note]:
    for file in material.brought.unread:
        yield note("case_unread", name=file.name, why=file.why)
    yield from _on_policies(material)
    if material.brought.texts:
        yield note("case_shown")
    for document in material.brought.documents.values():
        if any(flag.kind == "instruction" for flag in document.flags):
            yield note("instruction", name=document.path)


def _on_policies(material: Material) -> Iterator[Note]:
    """The asker's own policies that have no say here: he would else take them as unread."""
    brought, analysis = material.brought, material.analysis
    spoken = {spoke.statement.doc_id for pair in analysis.pairs for spoke in pair.spokes}
    for doc_id, document in brought.documents.items():
        if brought.sources[doc_id].kind is not SourceKind.COVERAGE_POLICY or doc_id in spoken:
            continue
        n = sum(statement.doc_id == doc_id for statement in brought.statements)
        if not n:
            yield note("policy_empty", name=document.path)
        elif what := _asked(material):
            said = counted(n, "statement was found in it", "statements were found in it")
            yield note("policy_silent", name=document.path, n=said, what=what)


def _asked(material: Material) -> str:
    """What the question is about, as it was understood; "" where it names no treatment."""
    question = material.question
    if not question.interventions:
        return ""
    whom = f" for {listed([t.condition.text for t in question.targets])}"
    what = listed([phrase.text for phrase in question.interventions])
    return f"{what}{whom if question.targets else ''}"
