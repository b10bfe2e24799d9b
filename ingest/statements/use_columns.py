"""What the columns of a table of restrictions are, and what its statuses mean."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.lexis import words
from ingest.models import BlockKind, Document
from ingest.statements.models import Direction
from ingest.statements.status_cells import told_by

_N_WORDS_OF_TITLE = 6
_KIND = (
    r"(?:drugs?|medications?|medicines?|agents?|products?|devices?|services?|procedures?|tests?|"
    r"treatments?|therap(?:y|ies)|interventions?|items?|equipment|technolog(?:y|ies)|"
    r"stud(?:y|ies)|examinations?|supplies|biologics?|antimicrobials?|brands?|generics?)"
)
_NAME = re.compile(
    rf"(?:restricted |covered |requested |generic |brand |preferred )?{_KIND}"
    rf"(?:\s*(?:name|\(\w+\)|/\s*{_KIND}|(?:and|or) {_KIND}|class))?(?:\s*\([^()]*\))?",
    re.IGNORECASE,
)
_SETTING = re.compile(
    r"(?:covered |clinical |medical |patient )?(?:indications?|conditions?|diagnos[ei]s|diseases?|"
    r"disorders?|settings?|scenarios?|situations?|clinical context|uses?|purpose|population|"
    r"drug ?/ ?setting|patients?|used for|reason)(?:\s*\([^()]*\))?",
    re.IGNORECASE,
)
_STATUS = re.compile(
    r"(?:[\w&]+ )?(?:status|position|decision|determination|verdict|coverage|covered\??|paid\??)",
    re.IGNORECASE,
)
_REFUSED = re.compile(
    r"(?:uses? |indications? )?(?:not (?:approved|covered|for|indicated|recommended|allowed|"
    r"permitted|supported|authori[sz]ed|medically necessary)|do not (?:use|approve|order)|"
    r"exclu(?:ded|sions?)|non-?\s?(?:covered|approved|formulary)|unapproved|denied|"
    r"inappropriate|deny if|contra-?indicat(?:ed|ions?))(?: (?:uses?|for|in|if|when|"
    r"indications?|conditions?))?",
    re.IGNORECASE,
)
_USES = re.compile(
    r"(?:restricted to|(?:formulary )?restrictions?(?: to)?|(?:approved|accepted|permitted|allowed|"
    r"covered|supported|appropriate|formulary)(?: (?:uses?|for|indications?|conditions?|in))|"
    r"(?:use|reserve|limit)(?:d)? (?:for|to)|indicated (?:for|in)|indications?(?: for use)?)",
    re.IGNORECASE,
)
_CRITERIA = re.compile(
    r"(?:(?:[\w/-]+ ){0,2}criteria(?: for (?:use|approval|coverage|authori[sz]ation))?|"
    r"criteria.use|(?:approve|approved|covered|cover|allow(?:ed)?|necessary|authori[sz]ed?|"
    r"indicated)(?: only)? (?:when|if)|conditions (?:of|for) (?:use|coverage|approval)|"
    r"required (?:prior|previous) [\w ]+|"
    r"(?:(?:coverage|clinical|medical|approval|patient|additional) )?"
    r"requirements(?: for (?:approval|coverage|use))?|"
    r"(?:when|if) (?:covered|approved|authori[sz]ed|funded|allowed))",
    re.IGNORECASE,
)
_LEGEND = (
    re.compile(r"(?:codes?|status|symbols?|key|abbreviations?|categor(?:y|ies)|tiers?)", re.I),
    re.compile(r"(?:meanings?|definitions?|descriptions?|explanations?)", re.IGNORECASE),
)
_OFF = re.compile(
    r"\bnon-?\s?formulary|\bnot (?:on (?:the )?formulary|stocked|dispensed|available|covered|"
    r"approved|supported|recommended|medically necessary)|will not be|\bexcluded\b|"
    r"\bremoved from\b|\bdo not (?:use|prescribe|offer|order)\b|\bnot for (?:use|prescribing)\b",
    re.IGNORECASE,
)
_ON = re.compile(
    r"\b(?:un)?restricted\b|^\W*(?:on )?formulary\b|\bcriteria\b|"
    r"\bmedically necessary\b|^\W*(?:covered|approved|supported)\b|prior authori[sz]ation",
    re.IGNORECASE,
)
# Lights of a formulary: "GREEN - approved", "BLACK: do not use"
_COLOUR = re.compile(
    r"(?:green|amber|yellow|orange|(?:double )?red|black|gr[ea]y|white|blue)\b\s*[-–—:/|]\s*(?=\S)",
    re.IGNORECASE,
)
# How hospitals print it in short
_NF = re.compile(r"NF|N/F|non-?\s?formulary", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Columns:
    """Indices of the columns, None where there is none of the kind.

    Attributes:
        name: The thing.
        setting: For what it is.
        status: A verdict in a word.
        allowed: What it is given for, or what is asked for.
        refused: What it is not given for.
        uses: Whether the title of `allowed` says that uses stand under it, and not criteria.
    """

    name: int | None
    setting: int | None
    status: int | None
    allowed: int | None
    refused: int | None
    uses: bool


def columns_of(header: Sequence[str]) -> Columns | None:
    """The columns of a table of restrictions; None of any other table."""
    titles = [title.strip(" :*").replace("\n", " ") for title in header]
    if not titles or any(len(words(title)) > _N_WORDS_OF_TITLE for title in titles):
        return None
    refused = _first(titles, _REFUSED)
    uses = _first(titles, _USES, but=(refused, 0))
    criteria = _first(titles, _CRITERIA, but=(refused,))
    name = 0 if _NAME.fullmatch(titles[0]) else None
    setting = _first(titles, _SETTING, but=(refused, name, uses))
    status = _first(titles, _STATUS, but=(setting,))
    allowed = criteria if criteria is not None else uses
    asked = (allowed, refused) != (None, None) or (status is not None and setting is not None)
    if not asked or (name is None and setting != 0):
        return None
    return Columns(name, setting, status, allowed, refused, uses=allowed == uses)


def only_uses_of(header: Sequence[str]) -> Columns | None:
    """The columns of a table that only says what each thing is for ("Service | Use").

    A sentence above it takes the position ("considers the services below investigational").
    """
    titles = [title.strip(" :*") for title in header]
    if len(titles) != 2 or not _NAME.fullmatch(titles[0]):  # noqa: PLR2004
        return None
    setting = _first(titles, _SETTING, but=(0,))
    return Columns(0, setting, None, None, None, uses=True) if setting else None


def _first(
    titles: Sequence[str], pattern: re.Pattern[str], *, but: Sequence[int | None] = ()
) -> int | None:
    return next(
        (i for i, title in enumerate(titles) if i not in but and pattern.fullmatch(title)), None
    )


def meaning_of(document: Document, status: str) -> Direction | None:
    """Direction of a status as the document's own legend or its words say; None of any other."""
    bare = _COLOUR.sub("", status.strip(" .*"))
    told = _legend(document).get(bare.lower(), bare)
    if _OFF.search(told) or _NF.fullmatch(bare):
        return Direction.AGAINST
    if len(words(told)) and _ON.search(told):
        return Direction.FOR
    said = told_by(document, bare)
    return said.way if said else None


def _legend(document: Document) -> dict[str, str]:
    """What the short forms of a document's own legend stand for."""
    return {
        block.cells[0].strip().lower(): block.cells[1]
        for block in document.blocks
        if block.kind is BlockKind.TABLE_ROW
        and len(block.header) > 1
        and len(block.cells) > 1
        and all(p.fullmatch(t.strip()) for p, t in zip(_LEGEND, block.header, strict=False))
    }
