"""Sections that are each about a thing of their own: "2.1 MRI knee (73721)", "A4. Gout - Velora".

A manual of a payer (imaging, devices, levels of care, a pathway) names its services in headings,
or in front of a colon, and leaves them out of the sentences below.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from ingest.drug_names import is_drug
from ingest.lexis import is_generic, words
from ingest.models import BlockKind
from ingest.statements.background import is_background
from ingest.statements.cover_lines import cover_lines
from ingest.statements.draft import Ground
from ingest.statements.drug_stems import is_drug_by_stem
from ingest.statements.models import Basis, Statement
from ingest.statements.phrases import clean, parenthetical
from ingest.statements.roles import heading_cue, is_generic_heading
from ingest.statements.slot_patterns import PEOPLE
from ingest.statements.subject import Subject, looks_like_condition, looks_like_intervention
from ingest.statements.use_columns import columns_of

_OUTLINE = re.compile(
    r"^\W*(?:(?:section|part|chapter)\s+[A-Z\d]{1,3}[.:)]?\s+)?(?:[A-Z]?\d{1,2}(?:\.\d+)*[.):]?\s+|"
    r"(?:[IVX]{1,5}|[A-Z])[.)](?:\d+[.)]?)?\s+)?",
    re.IGNORECASE,
)
CODE = re.compile(r"\b(?:\d{5}|\d{4}[FTU]|[A-V]\d{4})\b")
_CODES = re.compile(
    r"(?:\b(?:CPT|HCPCS|codes?|procedures?)\b[\s:]*)?\b(?:\d{5}|\d{4}[FTU]|[A-V]\d{4})\b"
    r"(?:\s*(?:-|–|to|through)\s*(?:\d{5}|[A-V]\d{4}))?",
    re.IGNORECASE,
)
_DASH = re.compile(r"\s+[–—-]\s+")
_FOR_WHAT = re.compile(r"\s+for\s+(?:the\s+)?(?=\S)", re.IGNORECASE)
_IN_BRACKETS = re.compile(r"[;,]|\be\.g\.,?|\bfor example,?|\bsuch as\b", re.IGNORECASE)
_RUN_IN = re.compile(
    r"^\W*(?:(?P<number>\d{1,2}(?:\.\d+)+)[.)]?\s+|\d{1,2}[.)]\s+|[A-Za-z][.)]\s+)?(?P<name>[A-Z0-9][^.:;]*?"
    r"(?:\([^()]*\))?)\s*:\s+(?=\S)"
)
# Sections that tell how to ask, bill and count
_ASIDE = re.compile(
    r"\W*(?:[\dIVXA-Z.]{1,5}[.)]?\s+)?(?:documentation|coding|codes?|billing|quantity|limits|dosing|"
    r"references?|revision|version|change)\b",
    re.IGNORECASE,
)
# Parts of code lists
_NO_THING = re.compile(
    r"(?:groups?|lists?|tables?|codes?|units?|modifiers?|revenue|bill(?:s|ing)?|claims?|icd|dates?|"
    r"notes?|cpt|hcpcs|procedures?|diagnos[ei]s|paragraphs?)\b",
    re.IGNORECASE,
)
_WHOM = re.compile(rf"{PEOPLE}(?:\s+(?:aged?|with|who|and|or)\b.*)?", re.IGNORECASE)
_N_WORDS_OF_NAME = 14
_N_NAMES_OF_ONE = 2  # brand and generic
_N_THINGS = 2  # so many sections on things of their own make a manual of a document


@dataclass(frozen=True, slots=True)
class Thing:
    """What a section is about.

    Attributes:
        names: Of the intervention.
        conditions: For what, where the same line says so.
        codes: Of procedures and supplies, as printed beside the name.
        index: Block of the line.
        end: Where the text behind a name in front of a colon begins, in the document; else 0.
    """

    names: tuple[str, ...]
    conditions: tuple[str, ...]
    codes: tuple[str, ...]
    index: int
    end: int = 0


@dataclass(frozen=True, slots=True)
class Things:
    """The lines of a document that each name a thing of their own, by block; {} where one does."""

    ground: Ground
    by_block: Mapping[int, Thing]
    covers: tuple[Thing, ...] = ()

    def of(self, index: int) -> Thing | None:
        """What the block itself, its lead-ins or the nearest heading above say it is about."""
        context = self.ground.context
        chain = (index, *context.lead_chain(index), *context.heading_chain(index))
        own = next((self.by_block[at] for at in chain if at in self.by_block), None)
        above = [cover for cover in self.covers if cover.index < index]
        return own or (above[-1] if above else None)

    def names_in_front(self, index: int, start: int) -> bool:
        """Whether the sentence at `start` is the one in which a block names its thing."""
        thing = self.by_block.get(index)
        return thing is not None and thing.end > 0 and start <= thing.end

    def ground_at(self, index: int) -> Ground:
        """The document as the section of a block has it: about what the section is about."""
        thing = self.of(index)
        if thing is None:
            return self.ground
        conditions = thing.conditions or self.ground.subject.conditions
        return replace(self.ground, subject=Subject(thing.names, conditions), of_section=True)


def things_of(ground: Ground) -> Things:
    """The things of a payer's manual; none in any other document."""
    found = dict(_found(ground)) if ground.is_policy else {}
    headings = [t for t in found.values() if not t.end or t.codes]
    tables = {b.header for b in ground.context.document.blocks if b.header}
    listed = any((at := columns_of(header)) and at.name is not None for header in tables)
    own_row = _rows_of_things(ground)
    rowed = any(_key(ground.context.text(t.index)) in own_row for t in headings)
    covers = cover_lines(ground) if ground.is_policy else ()
    if covers:
        return Things(ground, {}, tuple(Thing(names, (), (), at) for at, names in covers))
    return Things(ground, found if len(headings) + listed + rowed >= _N_THINGS else {})


def _found(ground: Ground) -> Iterator[tuple[int, Thing]]:
    for index, block in enumerate(ground.context.document.blocks):
        if block.kind is BlockKind.HEADING:
            thing = _of_heading(ground, index)
        elif block.kind is BlockKind.TABLE_ROW:
            continue
        else:
            thing = _in_front(ground, index)
        if thing is not None:
            yield index, thing


def _of_heading(ground: Ground, at: int) -> Thing | None:
    context = ground.context
    text = context.text(at)
    above = [context.text(i) for i in context.heading_chain(at)]
    if context.block(at).level == 1 or is_background([text, *above]):
        return None
    found = named_thing(text, ground.subject, at)
    if found is None and _key(text) in _rows_of_things(ground):
        found = Thing(_names(_OUTLINE.sub("", text, count=1).strip(" :")), (), (), at)
    return found


# The first column of a table of positions: what a section of the same name is about
_PROCEDURES = re.compile(
    r"(?:procedure|intervention|service|treatment|operation|test|device|drug|medicine|item)s?"
    r"(?: ?/ ?\w+| names?)?",
    re.IGNORECASE,
)


def _rows_of_things(ground: Ground) -> frozenset[str]:
    document = ground.context.document
    return frozenset(
        _key(block.cells[0])
        for block in document.blocks
        if block.cells and block.header and _PROCEDURES.fullmatch(block.header[0].strip())
    )


def _key(name: str) -> str:
    return " ".join(words(_OUTLINE.sub("", name, count=1))).lower()


def _in_front(ground: Ground, index: int) -> Thing | None:
    """The thing that a block names in front of a colon, by code or as a drug."""
    context = ground.context
    if _leads_items(ground, index):
        return named_thing(context.text(index), Subject(), index)
    found = _RUN_IN.match(context.text(index))
    above = [context.text(i) for i in context.heading_chain(index)]
    if found is None or is_background(above) or any(_ASIDE.match(text) for text in above):
        return None
    if _is_of_one(ground.subject):
        return None
    name = found["name"]
    service = found["number"] and looks_like_intervention(_outside(name))
    told = service or CODE.search(name) or _drug_in(name)
    if not told or len(words(name)) > _N_WORDS_OF_NAME:
        return None
    thing = named_thing(name, Subject(), index)
    start = context.block(index).char_start + found.end()
    return replace(thing, end=start) if thing else None


def _leads_items(ground: Ground, index: int) -> bool:
    """Whether a line is a name with its code, and what is said of it hangs below it as an item."""
    context, text = ground.context, ground.context.text(index).strip()
    named = context.block(index).kind is BlockKind.PARAGRAPH and _WITH_CODE.fullmatch(text)
    return bool(named) and bool(context.children.get(index)) and not _is_of_one(ground.subject)


_WITH_CODE = re.compile(
    r"[A-Z][^.:;()]{2,60}\((?:(?:CPT|HCPCS)\s*)?(?:\d{5}|[A-V]\d{4})(?:,[^()]*)?\)"
)


def named_thing(line: str, subject: Subject, at: int) -> Thing | None:
    """What a heading names: a thing with its codes, a drug, a service by its form; else None."""
    bare = _OUTLINE.sub("", line, count=1).strip(" :")
    if (
        not words(bare)
        or len(words(_CODES.sub("", bare))) > _N_WORDS_OF_NAME
        or heading_cue(bare)
        or _NO_THING.match(bare)
        or bare.endswith(("?", "."))
    ):
        return None
    codes = tuple(dict.fromkeys(CODE.findall(bare)))
    plain = re.sub(r"\s+", " ", _CODES.sub("", bare))
    named, rest = _split(plain)
    if not named or (not codes and not _names_other(named, subject)):
        return None
    if _WHOM.fullmatch(named.strip()):
        return None  # "ADULTS - INITIAL IMPLANT (60001)": whom the section is on, and no thing
    names = _names(named)
    conditions = tuple(clean(r) for r in rest if looks_like_condition(clean(r)))
    return Thing(names, conditions, codes, at) if names else None


def _split(plain: str) -> tuple[str, list[str]]:
    """The part of a heading that names the thing, and its other parts."""
    parts = [p for p in _DASH.split(plain) if words(p)]
    told = [p for p in parts if not looks_like_condition(_FOR_WHAT.split(_outside(p))[0])]
    if len(parts) > 1 and (drugs := [p for p in told if _drug_in(p)]):
        return drugs[0], [p for p in parts if p != drugs[0]]
    named = told[0] if told else ""
    rest = [p for p in parts if p != named]
    what, *whose = _FOR_WHAT.split(named, maxsplit=1)
    if whose and words(what):
        return what, [*whose, *rest]
    return named, rest


def _outside(phrase: str) -> str:
    return re.sub(r"\s*\([^()]*\)", "", phrase).strip()


def _names_other(named: str, subject: Subject) -> bool:
    """Whether a heading without codes names a drug or a service that the document is not all of."""
    outside = _outside(named)
    if is_generic(outside) or (subject.interventions and is_generic_heading(outside)):
        return False
    if _is_of_one(subject):
        return False
    return bool(_drug_in(named)) or looks_like_intervention(outside)


def _is_of_one(subject: Subject) -> bool:
    """Whether a document is about one thing: other names in its headings are no things of it."""
    own = subject.interventions
    return 0 < len(own) <= _N_NAMES_OF_ONE and any(
        _drug_in(name) or looks_like_intervention(_outside(name)) for name in own
    )


def _names(named: str) -> tuple[str, ...]:
    """A name, and those in its brackets."""
    outside, inside = parenthetical(clean(named))
    short = [clean(p) for text in inside for p in _IN_BRACKETS.split(text)]
    kept = [p.strip(" ,;()") for p in (outside, *short)]
    return tuple(dict.fromkeys(p for p in kept if words(p) and not _CODES.fullmatch(p)))


def _drug_in(phrase: str) -> str:
    """A word of a phrase that is a drug by the installed list; "" for none."""
    return next((w for w in words(phrase) if is_drug(w) or is_drug_by_stem(w)), "")


def with_thing(thing: Thing | None, statements: Iterable[Statement]) -> Iterator[Statement]:
    """Statements about a section's thing, with the codes that stand beside its name."""
    for made in statements:
        if thing is None:
            yield made
            continue
        generic = made.interventions and all(map(_STANDS_FOR_IT.fullmatch, made.interventions))
        own = replace(made, interventions=thing.names) if generic else made
        if own.basis is Basis.COVERAGE and set(thing.names) & set(own.interventions):
            own = replace(own, codes=tuple(dict.fromkeys((*own.codes, *thing.codes))))
        yield own


# "Initial course (36 sessions) is medically necessary when": of the section's thing
_STANDS_FOR_IT = re.compile(
    r"(?:(?:the|an?|initial|repeat|first|each|such|this|germline|further) )*(?:course|treatment|"
    r"therapy|testing|test|admission|stay|procedure|session|use|service|device|study|request|"
    r"imaging|surgery|drug|it)s?(?: \([^()]*\))?",
    re.IGNORECASE,
)
