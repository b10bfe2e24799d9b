"""Code lists of coverage policies: tables, lists and paragraphs of codes under a direction."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest.codes import code_specs
from ingest.lexis import is_generic, words
from ingest.models import BlockKind
from ingest.statements import draft
from ingest.statements.begun import phase_of
from ingest.statements.cues import AFTER, Cue
from ingest.statements.draft import Ground
from ingest.statements.models import Basis, Direction, Quote, Statement
from ingest.statements.phrases import clean
from ingest.statements.rows import Row, codes_of
from ingest.statements.slots import Slots

_LISTED_AGAINST = re.compile(
    r"\bnot covered|non-?covered|do(?:es)? not (?:support|meet)|not (?:be )"
    r"?(?:considered )?medically necessary|not support|investigational|experimental|"
    r"unproven|excluded",
    re.IGNORECASE,
)
_LISTED_FOR = re.compile(
    r"\bcovered (?:if|when|for)|are covered|supports?(?:ing)? (?:the )?(?:medical "
    r"necessity|coverage)|medically necessary|covered (?:diagnos|codes|icd|"
    r"indications)|may be covered|considered proven|proven and|codes? (?:that are )"
    r"?covered",
    re.IGNORECASE,
)


# "Listing of a code does not imply that the service is a covered or non-covered health service."
_DISCLAIMS = re.compile(
    r"\bdo(?:es)? not (?:imply|guarantee|constitute|determine|mean|assure|indicate)|\bfor "
    r"(?:reference|informational?) purposes|\bcovered or (?:non-?|not )covered"
    r"|\bnot (?:a )?guarantee",
    re.IGNORECASE,
)


def listed_direction(text: str) -> Direction | None:
    """Direction that a caption or a remark gives to its codes; None where it gives none."""
    if _DISCLAIMS.search(text):
        return None
    against, for_ = _LISTED_AGAINST.search(text), _LISTED_FOR.search(text)
    if against:
        return Direction.AGAINST
    return Direction.FOR if for_ else None


def code_table(ground: Ground, rows: Sequence[Row]) -> Iterator[Statement]:
    """One Statement per run of rows under one heading.

    A row without codes may turn the direction ("not covered for ..."), and so may a caption inside
    the table, which the readers make the lead-in of the rows below it.
    """
    direction, lead = _code_lead(ground, rows[0].index)
    codes: list[str] = []
    last = rows[0]
    for row in rows:
        if ground.context.block(row.index).lead_in != ground.context.block(last.index).lead_in:
            yield from _code_statement(ground, direction, lead, codes, last)
            (direction, lead), codes = _code_lead(ground, row.index), []
        specs = codes_of(row)
        text = " ".join(dict.fromkeys(cell for cell in row.cells if cell))
        own = listed_direction(" ".join(row.cells[1:])) if specs and len(row.cells) > 1 else None
        if own and own is not direction:  # "(not covered)" beside a code is said of that row alone
            yield from _code_statement(ground, direction, lead, codes, last)
            alone = ground.context.quote_block(row.index)
            yield from _code_statement(ground, own, alone, list(specs), row)
            codes, last = [], row
            continue
        turned = listed_direction(text) if not specs else None
        if turned or (
            not specs and re.search(r"other .*codes? related|codes?\b.*:", text, re.IGNORECASE)
        ):
            yield from _code_statement(ground, direction, lead, codes, last)
            direction, lead, codes = turned, ground.context.quote_block(row.index), []
        codes.extend(specs)
        last = row
    yield from _code_statement(ground, direction, lead, codes, last)


def _code_lead(ground: Ground, index: int) -> tuple[Direction | None, Quote]:
    """Direction of a code list from the lead-in or the headings above it, innermost first."""
    context = ground.context
    for at in (*context.lead_chain(index), *context.heading_chain(index)):
        if direction := listed_direction(context.text(at)):
            return direction, context.quote_block(at)
    above = _caption_above(ground, index)
    if above is not None:
        return listed_direction(context.text(above)), context.quote_block(above)
    return None, context.quote_block(index)


def _caption_above(ground: Ground, index: int) -> int | None:
    """The caption that several tables stand under: "When services are not covered:"."""
    context = ground.context
    heading = context.block(index).heading
    for at in range(index - 1, -1, -1):
        block, text = context.block(at), context.text(at)
        if at == heading and _GROUP_CODES.fullmatch(text) and at:
            return at - 1 if of_code_group(context.text(at - 1)) else None
        if block.heading != heading or block.kind is BlockKind.HEADING:
            return None
        if block.kind is BlockKind.PARAGRAPH and _CAPTION_ALONE.match(text):
            return at
    return None


def _code_statement(
    ground: Ground, direction: Direction | None, lead: Quote, codes: list[str], last: Row
) -> Iterator[Statement]:
    if direction is None or not codes:
        return
    yield _listed(
        ground,
        direction,
        lead,
        tuple(dict.fromkeys(codes)),
        ground.context.block(last.index).char_end,
    )


def _listed(
    ground: Ground, direction: Direction, lead: Quote, codes: tuple[str, ...], end: int
) -> Statement:
    cue = Cue(
        "code-list", direction, Basis.CODE_LIST, AFTER, r"$^", "", "Code list of a coverage policy"
    )
    qualifier = (
        "if selection criteria are met"
        if re.search(r"if|when|criteria", lead.text, re.IGNORECASE) and direction is Direction.FOR
        else ""
    )
    made = draft.make(
        ground,
        draft.Found(
            cue=cue,
            slots=Slots(qualifier=qualifier, interventions=_named_in(ground, lead.text)),
            quote=lead,
            phase=phase_of(lead.text),
        ),
    )
    return replace(
        made,
        codes=codes,
        codes_end=end,
        conditions=(),
        condition_groups=(),
        subject_stands_in=False,
    )


_AFTER_CODES = re.compile(r"[:(–-]\s*(?P<what>[^():,]{3,80}?)\s*(?:[),:]|$)")


# "These codes support medical necessity of 82652": what the list below it is for
_SUPPORTS_CODES = re.compile(
    r"\b(?:medical necessity|coverage) (?:of|for)\W+(?:(?:CPT|HCPCS|procedure|the|codes?)\W+)*"
    r"(?P<codes>(?:\d{5}|[A-V]\d{4})(?!\w|\.\d)(?:\W+(?:(?:and|or|CPT|HCPCS)\W+)*(?:\d{5}|[A-V]\d{4})"
    r"(?!\w|\.\d))*)",
    re.IGNORECASE,
)


def _named_in(ground: Ground, lead: str) -> tuple[str, ...]:
    """Intervention that the lead-in of a code list names in brackets or behind a colon.

    Where the document knows it.
    """
    several = len({m["codes"] for m in _SUPPORTS_CODES.finditer(ground.context.document.text)}) > 1
    if several and (tied := _SUPPORTS_CODES.search(lead)):
        codes = re.findall(r"\b(?:\d{5}|[A-V]\d{4})\b", tied.group("codes"))
        return tuple(f"CPT {code}" if code.isdigit() else f"HCPCS {code}" for code in codes)
    known = " ".join(
        (*ground.subject.interventions, *ground.abbreviations, *ground.abbreviations.values())
    ).lower()
    for found in _AFTER_CODES.finditer(lead):
        named = clean(found.group("what"))
        if named and not is_generic(named) and named.lower() in known:
            return (named,)
    return ()


_N_CODES = 3  # so many codes make a list wherever they stand
_N_WORDS = 14  # a longer item with a code is prose


# "A fixed bed (E0250, E0251) is covered": a sentence that prints its codes is no list of them
_IN_BRACKETS = re.compile(r"(?<!codes)(?<!code)\s*\([^()]*\)", re.IGNORECASE)


def code_paragraphs(ground: Ground) -> Iterator[Statement]:
    """Codes printed as a list or in a paragraph under a lead-in or heading that gives direction."""
    if not ground.is_policy:
        return
    context = ground.context
    runs: dict[int, list[int]] = {}
    for index, block in enumerate(context.document.blocks):
        if block.kind in {BlockKind.TABLE_ROW, BlockKind.HEADING}:
            continue
        text = context.text(index)
        specs = code_specs(_IN_BRACKETS.sub(" ", text))
        if specs and (
            len(specs) >= _N_CODES
            or (len(words(text)) <= _N_WORDS and re.match(r"\W*[A-Z]?\d", text))
            or ((_CAPTION.match(text) or captions_codes(text)) and listed_direction(text))
        ):
            key = block.lead_in if block.lead_in is not None else -(block.heading or 0) - 1
            runs.setdefault(key, []).append(index)
    for indices in (part for run in runs.values() for part in _by_caption(ground, run)):
        if remark := _remarked(context.text(indices[0])):
            said, specs = remark
            lead = context.quote_block(indices[0])
            yield _listed(ground, said, lead, specs, context.block(indices[0]).char_end)
            continue
        own = listed_direction(context.text(indices[0]))
        direction, lead = (
            (own, context.quote_block(indices[0])) if own else _code_lead(ground, indices[0])
        )
        specs = tuple(dict.fromkeys(spec for i in indices for spec in code_specs(context.text(i))))
        alone = own is not None and not captions_codes(context.text(indices[0]))
        if direction and specs and (len(specs) > 1 or not alone):
            yield _listed(ground, direction, lead, specs, context.block(indices[-1]).char_end)


_REMARK = re.compile(r"[(\[]([^()\[\]]{4,60})[)\]]\s*\.?\s*$")


def _remarked(text: str) -> tuple[Direction, tuple[str, ...]] | None:
    """The codes of a paragraph beside which a remark stands that is not said of the others.

    "I89.0 Lymphedema; R60.9 Edema (not covered)": of R60.9 alone.
    """
    parts = text.split(";")
    told = [(p, listed_direction(m[1])) for p in parts if (m := _REMARK.search(p))]
    marked = [(p, direction) for p, direction in told if direction and code_specs(p)]
    if not marked or len(marked) == len(parts) or len({d for _, d in marked}) > 1:
        return None
    return marked[0][1], tuple(dict.fromkeys(s for p, _ in marked for s in code_specs(p)))


# "When services may be Medically Necessary when criteria are met: HCPCS E0001 Bed": Anthem
_SERVICES = re.compile(
    r"^\W*when services? (?:may be|are|is)(?: also)? [^.:]{3,90}:\s*(?:CPT|HCPCS|ICD|[A-Z]?\d)",
    re.IGNORECASE,
)


# the same with its table below it, and the paragraphs of CMS's articles
_CAPTION_ALONE = re.compile(
    r"^\W*when services? (?:may be|are|is)(?: also)? [^.:]{3,90}:\s*$", re.IGNORECASE
)
_GROUP = re.compile(
    r"^\W*group \d+(?:(?: paragraph| codes?)?\s*:| paragraph\s+(?=[A-Z]))", re.IGNORECASE
)
_GROUP_CODES = re.compile(r"\W*group \d+ codes?\W*", re.IGNORECASE)


def captions_codes(text: str) -> bool:
    """Whether a sentence only says how the codes behind its colon are listed."""
    return _CAPTION_ALONE.match(text) is not None or (
        _SERVICES.match(text) is not None and bool(code_specs(text))
    )


def of_code_group(text: str) -> bool:
    """Whether a paragraph stands above a group of codes in one of CMS's articles."""
    return _GROUP.match(text) is not None and bool(code_specs(text))


_CAPTION = re.compile(r"^\W*(?:[\w/-]+ ){0,4}codes?\b[^.;]{0,120}:", re.IGNORECASE)


def _by_caption(ground: Ground, indices: list[int]) -> Iterator[list[int]]:
    """Neighbouring paragraphs of codes, parted where one has a caption or a direction of its own.

    "Codes that support ...", and below it "Codes that do not support ...".
    """
    part: list[int] = []
    for index in indices:
        text = ground.context.text(index)
        if part and (listed_direction(text) or _CAPTION.match(text)):
            yield part
            part = []
        part.append(index)
    if part:
        yield part
