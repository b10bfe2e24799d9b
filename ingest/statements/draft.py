"""Making one Statement out of a sentence, its slots and what it inherits."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.lexis import is_generic, key_stems, words
from ingest.models import SourceKind
from ingest.statements.abbreviations import expand
from ingest.statements.context import Context
from ingest.statements.catch_all import of_catch_all
from ingest.statements.cues import Cue
from ingest.statements.grades import Grade
from ingest.statements.models import Basis, Criterion, Direction, Quote, Statement
from ingest.statements.roles import heading_cue, is_generic_heading
from ingest.statements.slots import Slots
from ingest.statements.subject import Subject

_NUMBER = re.compile(r"^\s*(?:(?:recommendation|rec\.?|statement|key action statement|consensus statement)\s*)?(?:no\.?\s*|#\s*)?(?P<number>R?[0-9]{1,3}[a-z]?(?:\.[0-9]{1,3}){0,4}[a-z]?)(?:[.):]|\s*\(|\s*[–-]\s|\s+(?=[A-Z]))", re.IGNORECASE)
_NUMBER_LABEL = re.compile(r"\b(?:recommendation|rec\.)\s*(?P<number>[0-9]{1,3}[a-z]?(?:\.[0-9]{1,3}){0,4})\b", re.IGNORECASE)
_PAGE = re.compile(r"\(\s*(?:page|p\.)\s*(?P<page>[0-9]{1,4})\s*\)", re.IGNORECASE)


@dataclass(frozen=True)
class Ground:
    """What holds for the whole document."""

    context: Context
    subject: Subject
    abbreviations: dict[str, str]

    @property
    def is_policy(self) -> bool:
        """Whether sentences are read as coverage."""
        return self.context.source.kind is SourceKind.COVERAGE_POLICY


def number_of(text: str) -> str:
    """Recommendation number as printed, "" where there is none."""
    label = _NUMBER_LABEL.search(text[:60])
    found = label or _NUMBER.match(text)
    return found.group("number").lstrip("Rr") if found else ""


def page_of(text: str) -> int | None:
    """Page of the primary source that a digest states at the start of an item."""
    found = _PAGE.search(text[:80])
    return int(found.group("page")) if found else None


def widen(phrases: Sequence[str], ground: Ground) -> tuple[str, ...]:
    """Phrases with the document's own abbreviations written out beside them."""
    found: list[str] = []
    for phrase in phrases:
        found.append(phrase)
        if expanded := expand(phrase, ground.abbreviations):
            found.append(expanded)
    return tuple(dict.fromkeys(p for p in found if words(p) and len(p) <= 400))


def heading_phrase(ground: Ground, index: int) -> tuple[str, int] | None:
    """The innermost heading that names something of its own (a condition or an intervention), with its block index."""
    for at in ground.context.heading_chain(index):
        heading = re.sub(r"^\W*(?:[\dIVX]+(?:\.\d+)*[.)]?\s+|[A-Z][.)]\s+)?", "", ground.context.text(at)).strip(" :")
        if heading_cue(heading):
            return None
        if not is_generic_heading(heading) and words(heading) and not is_generic(heading) and ground.context.block(at).level > 1:
            return heading, at
    return None


def narrower_than_subject(heading: str, subject: Subject) -> bool:
    """Whether a heading names a form of the document's condition ("Acute migraine" in a guideline on migraine)."""
    return any(key_stems(condition) < key_stems(heading) for condition in subject.conditions)


def make(
    ground: Ground,
    *,
    cue: Cue,
    slots: Slots,
    quote: Quote,
    grade: Grade | None = None,
    leads: Sequence[Quote] = (),
    criteria: Criterion | None = None,
    phase: str = "",
    catch_all: bool = False,
    speaker: str = "",
    number_text: str = "",
    inherited_groups: tuple[tuple[str, ...], ...] = (),
    inherited_interventions: tuple[str, ...] = (),
    unmet: bool = False,
) -> Statement:
    """One Statement; slots that the sentence leaves out come from what it inherits, then from the document's subject."""
    subject = ground.subject
    catch_all = catch_all and cue.direction is not Direction.FOR
    if catch_all:
        slots = replace(slots, aims=(), people=(), interventions=slots.interventions if unmet else of_catch_all(quote.text, slots.interventions))
    groups = slots.groups or (() if catch_all else inherited_groups)
    stands_in = not slots.groups
    if not groups and not catch_all:
        groups = (subject.conditions,) if subject.conditions else ()
    interventions = slots.interventions or inherited_interventions or subject.interventions
    interventions = _named_service(interventions, groups)
    if interventions and re.search(r"\b(?:screening|testing)\b", interventions[0], re.IGNORECASE):
        groups = tuple(tuple(dict.fromkeys(re.split(r"\s+(?:with|using|by)\s+", phrase)[0] for phrase in group)) for group in groups)
    basis = Basis.FINDING if speaker else cue.basis
    groups = tuple(widen(group, ground) for group in groups)
    return Statement(
        statement_id="",
        doc_id=ground.context.document.doc_id,
        direction=cue.direction,
        basis=basis,
        quote=quote,
        lead_quotes=tuple(leads),
        interventions=widen(interventions, ground),
        conditions=tuple(dict.fromkeys(phrase for group in groups for phrase in group)),
        condition_groups=groups,
        subject_stands_in=stands_in,
        grade=grade.label if grade else cue.strength,
        certainty=grade.certainty if grade else "",
        recommendation=number_of(number_text),
        printed_page=page_of(number_text),
        population="; ".join(slots.populations),
        criteria=criteria,
        exceptions=slots.exceptions,
        comparator=slots.comparator,
        qualifier=slots.qualifier,
        phase=phase,
        line=slots.line,
        catch_all=catch_all,
        speaker=speaker,
        benefit_only=cue.benefit_only,
    )


_SERVICE = re.compile(r"^(?:(?:[\w-]+ ){0,2}(?:screening|testing|counsel(?:l)?ing|education|evaluation|referral|assessment|monitoring|examination|imaging|surgery|treatment|treating))$", re.IGNORECASE)


def _named_service(interventions: tuple[str, ...], groups: tuple[tuple[str, ...], ...]) -> tuple[str, ...]:
    """A bare "screening" takes its object with it: "screening for lung cancer"."""
    if len(interventions) == 1 and groups and groups[0] and _SERVICE.match(interventions[0]) and len(words(interventions[0])) <= 2:
        return (f"{interventions[0]} for {groups[0][-1]}", *interventions)
    return interventions


def direction_of_grade(label: str) -> Direction | None:
    """Direction that a printed grade itself gives ("Weak against"; USPSTF "D"), None where it gives none.

    Sources: VA/DoD Guideline for Guidelines 2019; USPSTF grade definitions 2012; ACC/AHA 2015 (class 3).
    """
    text = label.lower()
    if "neither" in text:
        return Direction.INSUFFICIENT
    if "against" in text:
        return Direction.AGAINST
    if re.search(r"\bfor\b|in favou?r", text):
        return Direction.FOR
    if re.fullmatch(r"(?:grade )?d(?: recommendation)?", text) or re.search(r"\b(?:class|cor)[: ]*(?:3|iii)\b", text) or re.match(r"(?:3|iii)\b[:, ]+(?:harm|no benefit)", text):
        return Direction.AGAINST
    if re.fullmatch(r"(?:grade )?i(?: statement)?", text) or text.startswith("no recommendation"):
        return Direction.INSUFFICIENT
    return None
