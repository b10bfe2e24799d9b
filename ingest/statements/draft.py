"""Making one Statement out of a sentence, its slots and what it inherits."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.drug_names import is_drug
from ingest.lexis import key_stems, words
from ingest.models import SourceKind
from ingest.statements.abbreviations import expand, own_short_name
from ingest.statements.begun import phase_of_advice
from ingest.statements.catch_all import of_catch_all, speaks_of_all
from ingest.statements.context import Context
from ingest.statements.criteria_void import without_void
from ingest.statements.cues import Cue
from ingest.statements.events import with_disease
from ingest.statements.grades import Grade, without_columns
from ingest.statements.lacking import held_against
from ingest.statements.manner import tells_only_how
from ingest.statements.models import Basis, Criterion, Direction, Quote, Statement
from ingest.statements.product_names import drug_of_products
from ingest.statements.refused_people import adults_alone
from ingest.statements.screenings import (
    named_service,
    of_own_test,
    screened_for,
    with_object,
    without_means,
)
from ingest.statements.sites import without_sites
from ingest.statements.slots import Slots
from ingest.statements.subject import Subject
from ingest.statements.subjects import NAMES_NONE, PHASE_ALONE
from ingest.statements.whole_names import with_whole_name

_NUMBER = re.compile(
    r"^\s*(?:(?:recommendation|rec\.?|statement|key action statement|consensus "
    r"statement|(?:good )?practice point)\s*)?(?:no\.?\s*|#\s*)?"
    r"(?P<number>R?[0-9]{1,3}[a-z]?(?:[.-][0-9]{1,3})"
    r"{0,4}[a-z]?)(?:[.):]|\s*\(|\s*[–-]\s|\s+(?=[A-Z]))",
    re.IGNORECASE,
)
_NUMBER_LABEL = re.compile(
    r"\b(?:recommendation|rec\.|practice point)\s*"
    r"(?P<number>[0-9]{1,3}[a-z]?(?:[.-][0-9]{1,3}){0,4})"
    r"\b",
    re.IGNORECASE,
)
_LONGEST_PHRASE = 400  # characters; a longer run is no phrase any more
_PAGE = re.compile(r"\(\s*(?:page|p\.)\s*(?P<page>[0-9]{1,4})\s*\)", re.IGNORECASE)


@dataclass(frozen=True)
class Ground:
    """What holds for the whole document, or for a section on a thing of its own.

    Attributes:
        context: The document.
        subject: What it, or the section, is about.
        abbreviations: The document's own.
        of_section: Whether it holds for a section.
    """

    context: Context
    subject: Subject
    abbreviations: dict[str, str]
    of_section: bool = False

    @property
    def is_policy(self) -> bool:
        """Whether sentences are read as coverage."""
        return self.context.source.kind is SourceKind.COVERAGE_POLICY


def number_of(text: str) -> str:
    """Recommendation number as printed, "" where there is none."""
    text = without_columns(text)
    label = _NUMBER_LABEL.search(text[:60])
    found = label or _NUMBER.match(text)
    return found.group("number").lstrip("Rr") if found else ""


def page_of(text: str) -> int | None:
    """Page of the primary source that a digest states at the start of an item."""
    found = _PAGE.search(text[:80])
    return int(found.group("page")) if found else None


def widen(phrases: Sequence[str], ground: Ground) -> tuple[str, ...]:
    """Phrases with the document's own abbreviations, short and written out, beside them."""
    table, found = ground.abbreviations, dict[str, None]()
    for phrase in (p for p in phrases if not p.startswith("of ")):  # a bracket was cut out
        found.pop(phrase, None)  # what stands last is how a source is quoted as saying it
        found[phrase] = None
        also = (own_short_name(phrase, table), expand(phrase, table), *drug_of_products(phrase))
        found.update(dict.fromkeys(a for a in also if a and a not in found))
    return tuple(p for p in found if words(p) and len(p) <= _LONGEST_PHRASE)


@dataclass(frozen=True, kw_only=True)
class Found:
    """What was read in a sentence, item or row and around it.

    Attributes:
        cue: Its cue, the printed grade already heard.
        slots: Its own slots.
        quote: The sentence, item or row.
        grade: As printed; None where there is none.
        leads: Lead-ins and headings from which something is inherited.
        criteria: Its tree.
        phase: "initial", "continued" or "".
        catch_all: Whether it speaks of everything that the source does not name.
        speaker: Another body whose position it reports, "".
        number_text: Text in which the recommendation's number and page stand.
        inherited_groups: Condition groups of lead-ins and headings.
        inherited_interventions: Interventions of lead-ins.
        unmet: Whether it is a catch-all because it says that the criteria above are not met.
    """

    cue: Cue
    slots: Slots
    quote: Quote
    grade: Grade | None = None
    leads: Sequence[Quote] = ()
    criteria: Criterion | None = None
    phase: str = ""
    catch_all: bool = False
    speaker: str = ""
    number_text: str = ""
    inherited_groups: tuple[tuple[str, ...], ...] = ()
    inherited_interventions: tuple[str, ...] = ()
    unmet: bool = False


def make(ground: Ground, found: Found) -> Statement:
    """One Statement, with those whom it leaves out apart from the conditions."""
    return held_against(_made(ground, found), policy=ground.is_policy)


def _made(ground: Ground, found: Found) -> Statement:
    """One Statement.

    Slots that the sentence leaves out come from what it inherits, then from the document's subject.
    """
    cue, slots = found.cue, found.slots
    catch_all = found.catch_all and cue.direction is not Direction.FOR
    if catch_all:
        told = slots.interventions
        kept = told if found.unmet else of_catch_all(found.quote.text, told)
        slots = replace(slots, aims=(), people=(), interventions=kept)
    groups = _groups(ground, found, slots, catch_all=catch_all)
    groups = with_disease(groups, _inherited(ground, found))
    if not ground.is_policy:
        subject = widen(ground.subject.conditions, ground)
        groups = with_object(groups, slots.interventions, subject)
    if found.criteria is not None and ground.is_policy:
        groups = without_sites(groups)  # the criteria say for which condition of that part
    # "X is unproven for all indications" is no rest of a list: it holds beside what is named.
    catch_all = catch_all and not (slots.interventions and speaks_of_all(found.quote.text))
    things = _things(ground, found, slots, bare=not groups)
    interventions = named_service(things, groups, found.quote.text)
    groups = tuple(widen(group, ground) for group in without_means(interventions, groups))
    named = tuple(dict.fromkeys(phrase for group in groups for phrase in group))
    return Statement(
        statement_id="",
        doc_id=ground.context.document.doc_id,
        direction=cue.direction,
        basis=_basis(found),
        quote=found.quote,
        lead_quotes=tuple(found.leads),
        interventions=widen(interventions, ground),
        conditions=named,
        condition_groups=groups,
        subject_stands_in=not slots.groups,
        grade=_shown_grade(found.grade.label if found.grade else "", cue.strength),
        certainty=found.grade.certainty if found.grade else "",
        recommendation=number_of(found.number_text),
        printed_page=page_of(found.number_text),
        population="; ".join(slots.populations or adults_alone(cue, found.quote.text)),
        criteria=without_void(found.criteria, named) if found.criteria else None,
        exceptions=slots.exceptions,
        comparator=slots.comparator,
        qualifier=slots.qualifier,
        phase=found.phase or phase_of_advice(cue.direction, found.quote.text),
        line=slots.line,
        catch_all=catch_all,
        speaker=found.speaker,
        benefit_only=cue.benefit_only,
    )


def _things(ground: Ground, found: Found, slots: Slots, *, bare: bool) -> tuple[str, ...]:
    """What a Statement is on: its own thing, that of its lead-in, or the document's.

    In a policy on one test a bare screening, of nothing in particular, is by that test.
    """
    own, subject = slots.interventions or found.inherited_interventions, ground.subject
    if ground.is_policy:  # "II. Continued Therapy" is a phase of the policy's own thing
        own = tuple(phrase for phrase in own if not PHASE_ALONE.fullmatch(phrase))
    if ground.is_policy and not ground.of_section:
        own = with_whole_name(own, subject.interventions)
    if ground.is_policy and bare:
        own = of_own_test(own, subject.interventions)
    return own or subject.interventions


# "Consider X (weak; low)": the bracket grades the evidence, and the verb leaves it open
_IN_SHORT = re.compile(r"(?:(?:strong|weak|conditional)\s*[,;|/]|(?:weak|conditional)$)", re.I)


def _shown_grade(printed: str, mood: str) -> str:
    """The printed grade, or the mood of the verb where that says how far it goes."""
    leaves_open = mood in {"Consider", "Discuss", "may"} and _IN_SHORT.match(printed)
    return mood if not printed or leaves_open else printed


def _basis(found: Found) -> Basis:
    """What another body says is a finding, and so is what only a printed grade makes advice."""
    told = found.speaker or (found.cue.graded_only and not (found.grade and found.grade.label))
    return Basis.FINDING if told or tells_only_how(found.quote.text) else found.cue.basis


# "Obesity: initial therapy is approved ...": behind the colon the sentence goes on
_GOES_ON = re.compile(r"(?<=\w):\s.*\b(?:is|are|be|approved?|authori[sz]ed?)\b.*$", re.IGNORECASE)


def _groups(
    ground: Ground, found: Found, slots: Slots, *, catch_all: bool
) -> tuple[tuple[str, ...], ...]:
    """Groups of the sentence, else inherited ones, else the document's; none for a catch-all."""
    named = (tuple(dict.fromkeys(_GOES_ON.sub("", p) for p in g)) for g in slots.groups)
    own = tuple(g for g in named if not all(NAMES_NONE.fullmatch(p) for p in g))
    own = tuple(g for g in own if not _is_given_too(found.quote.text, g))
    if own or catch_all:
        return own
    if screened := screened_for(slots.interventions):
        return ((screened,),)
    return _inherited(ground, found)


# What is done with a thing that a heading names: its replacement is for no condition either
_DEALINGS = key_stems("replacement repair upgrade rental purchase use supply coverage")

_GIVEN_TOO = re.compile(
    r"\b(?:recommended|suggested|considered|used|given|offered|started|continued) "
    r"(?:together |along |in combination )?with (?:an? |the )?(?P<what>[\w-]+)",
    re.IGNORECASE,
)


def _is_given_too(sentence: str, group: Sequence[str]) -> bool:
    """Whether a group is of a drug that is given beside ("is recommended with aspirin")."""
    found = _GIVEN_TOO.search(sentence)
    drug = found["what"].lower() if found else ""
    # the list of drugs takes half a second to load: last, and only where a word may be in it
    return bool(drug) and any(drug == p.lower() for p in group) and is_drug(drug)


def _inherited(ground: Ground, found: Found) -> tuple[tuple[str, ...], ...]:
    """Condition groups of lead-ins and headings, else the document's own condition.

    Below the heading "Home oxygen", "home oxygen is covered when" is for no condition.
    """
    subject = ground.subject.conditions
    named = [key_stems(phrase) - _DEALINGS for phrase in found.slots.interventions]
    groups = tuple(
        group
        for group in found.inherited_groups
        if not all(key_stems(phrase) in named for phrase in group)
    )
    return groups or ((subject,) if subject and not found.inherited_groups else ())


# AWMF prints "A ⇑⇑", "B ⇓"; "0 ⇔" leaves it open
_DOWN = re.compile(r"[⇓↓]")


def direction_of_grade(label: str) -> Direction | None:
    """Direction that a printed grade itself gives ("Weak against"), None where it gives none.

    Sources: VA/DoD Guideline for Guidelines 2019; USPSTF grade definitions 2012; ACC/AHA 2015
        (class 3); AWMF-Regelwerk Leitlinien 2020.
    """
    text = label.lower()
    if "neither" in text or re.search(r"\b(?:no|without) consensus|consensus (?:was )?not", text):
        return Direction.INSUFFICIENT
    if "against" in text or _DOWN.search(text):
        return Direction.AGAINST
    if re.search(r"\bfor\b|in favou?r|[⇑↑]", text):
        return Direction.FOR
    if (
        re.fullmatch(r"(?:grade )?d(?: recommendation)?", text)
        or re.search(r"\b(?:class|cor)[: ]*(?:3|iii)\b", text)
        or re.match(r"(?:3|iii)\b[:, ]+(?:harm|no benefit)", text)
    ):
        return Direction.AGAINST
    if re.fullmatch(r"(?:grade )?i(?: statement)?", text) or text.startswith("no recommendation"):
        return Direction.INSUFFICIENT
    return None
