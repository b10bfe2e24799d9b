"""What a pass over a document remembers; what readers of sentences, lists and headings ask it."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from ingest.lexis import key_stems, words
from ingest.models import BlockKind, SourceKind
from ingest.statements.begun import phase_of
from ingest.statements.clause import Clause
from ingest.statements.clauses import clauses
from ingest.statements.criteria import join_of, tree_of_clause
from ingest.statements.criteria_patterns import RESTATED
from ingest.statements.criteria_sections import items_in_sections
from ingest.statements.cues import CueMatch, CueTable
from ingest.statements.draft import Ground
from ingest.statements.families import COVERAGE_TABLE, GUIDELINE_TABLE, RESEARCH_TABLE
from ingest.statements.fronts import slots_of
from ingest.statements.grades import Grade, find_grade, grade_in_columns
from ingest.statements.models import Criterion, Join, Statement
from ingest.statements.positions import positions_in
from ingest.statements.section_things import Things
from ingest.statements.slots import Slots
from ingest.statements.threshold_rows import is_threshold_row
from ingest.statements.typed_marks import follows, goes_on_above, is_prose

_LETTER = re.compile(r"[\s.*]+([ABCE])[\s.*]*")
_YEAR = re.compile(r"\s*\[[^\][]*\]\s*$")
_N_WORDS_OF_ITEM = 60  # a longer paragraph is prose of its own, not an item whose bullet was lost
# "Continuation. Approve for 1 year if ..."
_PHASE = re.compile(
    r"^\W*(?:[A-Za-z\d]{1,2}[.)]\s+)?(?P<label>(?:initial|continu(?:ation|ed|ing)|renewal|"
    r"re-?authori[sz]ation)(?: (?:of|therapy|treatment|approval|authori[sz]ation|requests?))*)"
    r"[.:]\s",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"\W*(?:https?://|www\.)\S")  # of a page, printed at its foot


# "approved for 1 year if ...": for how long it is granted, and no criterion
_TERM = re.compile(r"for (?:up to )?[\w-]+ (?:days?|weeks?|months?|years?)", re.IGNORECASE)
_GRANTED = re.compile(r"\b(?:approved?|authori[sz]ed?|granted|issued)\s*$", re.IGNORECASE)


def _is_term_of_approval(sentence: str, text: str) -> bool:
    return bool(_TERM.fullmatch(text) and _GRANTED.search(sentence[: sentence.find(text)]))


# What a guideline wants with every choice is no criterion of the case: "after a full discussion of
# the benefits and harms"
_TALK = re.compile(
    r"(?:an? |the )?(?:(?:full|shared|informed|thorough|careful|open|appropriate|individual) )*"
    r"(?:discussions?|decision[- ]making|counsell?ing|conversation)\b"
    r"(?:,? (?:of|about|on|with|and|between|the|their|its|potential|possible|patients?|persons?|"
    r"people|clinicians?|benefits?|harms?|risks?|options?|side|effects|alternatives|preferences|"
    r"uncertainties|treatments?))*",
    re.IGNORECASE,
)


# The words of a verdict and no more, each with a capital: a heading, whatever its type
_LABEL = re.compile(
    r"(?:(?:Experimental|Investigational|Unproven|Proven|Medically|Necessary|Not|Non-?|Covered|"
    r"Coverage|Cosmetic|Excluded|Exclusions|Reasonable|Considered|Limitations?|and|or|and/or|/|&)"
    r"[,\s]*){2,}"
)


@dataclass
class Walk:
    """A pass over the blocks of one document.

    Attributes:
        ground: What holds for the whole document, or for the section that is read.
        read_block: Reads a block again on its own (a list item with its own cue).
        things: What sections of a manual are each about.
        consumed: Indices of blocks that were used up as criteria, conditions or interventions.
        named: Heading and block of the last sentence with a thing of its own, and that thing.
    """

    ground: Ground
    read_block: Callable[[int], Iterator[Statement]]
    things: Things
    consumed: set[int] = field(default_factory=set)
    named: tuple[int | None, int, tuple[str, ...]] = (None, -1, ())

    @property
    def table(self) -> CueTable:
        """The cues that count in this kind of document."""
        kind = self.ground.context.source.kind
        if kind is SourceKind.COVERAGE_POLICY:
            return COVERAGE_TABLE
        return RESEARCH_TABLE if kind is SourceKind.RESEARCH else GUIDELINE_TABLE

    def clauses(self, text: str, offset: int) -> Iterator[tuple[Clause, CueMatch]]:
        """Sentences with a cue, taken apart where several clauses have their own."""
        return clauses(text, offset, self._positions, self.ground.abbreviations)

    def _positions(self, sentence: str) -> tuple[CueMatch, ...]:
        return positions_in(sentence, self.table, is_policy=self.ground.is_policy)

    def children(self, index: int) -> list[int]:
        """List items that a block leads in and that no Statement has used up.

        Tables have their own reader, but for rows that are the lead-in's criteria.
        """
        context = self.ground.context
        found = [
            i
            for i in context.children.get(index, ())
            if i not in self.consumed
            and i not in context.label_lines
            and not self.is_title(i)
            and (context.block(i).kind is not BlockKind.TABLE_ROW or is_threshold_row(context, i))
        ]
        return (
            found or self._lost_items(index) or items_in_sections(context, index, self.table.find)
        )

    def is_title(self, index: int) -> bool:
        """Whether a line only names what the next paragraph takes a position on."""
        context = self.ground.context
        text, following = context.text(index).rstrip(), index + 1
        if (
            text[-1:] in ".:;,"
            or context.block(index).kind is not BlockKind.PARAGRAPH
            or following >= len(context.document.blocks)
            or context.block(following).kind is not BlockKind.PARAGRAPH
        ):
            return False
        below = context.text(following)
        verdict = _LABEL.fullmatch(text) is not None  # "Experimental, Investigational or Unproven"
        return bool(self._positions(below)) and (
            verdict or bool(key_stems(text) & key_stems(below))
        )

    def is_verdict_title(self, index: int) -> bool:
        """Whether a line is the heading of a verdict, and the next paragraph tells on what."""
        text = self.ground.context.text(index).rstrip()
        return self.is_title(index) and _LABEL.fullmatch(text) is not None

    def opens_sections(self, index: int) -> bool:
        """Whether a lead-in is followed by titled sections, each with a position of its own."""
        context = self.ground.context
        text, following = context.text(index).rstrip(), index + 1
        return (
            text.endswith(":")
            and "following" in text.lower()
            and following < len(context.document.blocks)
            and (self.is_title(following) or context.block(following).kind is BlockKind.HEADING)
        )

    def _lost_items(self, index: int) -> list[int]:
        """Paragraphs behind a lead-in that are its items without bullets, as many PDFs have."""
        context = self.ground.context
        lead = context.block(index)
        text = _YEAR.sub("", context.text(index)).rstrip()
        if not text.endswith(":") or (join_of(text) is None and "following" not in text.lower()):
            return []
        found: list[int] = []
        for at in range(index + 1, len(context.document.blocks)):
            block, item = context.block(at), context.text(at)
            same = block.heading == lead.heading and block.kind in {
                BlockKind.PARAGRAPH,
                BlockKind.LIST_ITEM,
            }
            if not same or at in self.consumed or len(words(item)) > _N_WORDS_OF_ITEM:
                break
            if any(above in found for above in context.lead_chain(at)):
                continue
            before = context.text(found[-1]) if found else ""
            anew = self._starts_anew(block.marker, lead.marker, item, before)
            if anew or _ADDRESS.match(item) or self._is_next_above(index, found, item):
                break
            if not self.is_title(at):
                found.append(at)
        return found

    def _is_next_above(self, index: int, found: list[int], item: str) -> bool:
        """Whether an item is the next of a list that the lead-in is an item of."""
        context = self.ground.context
        heading = context.block(index).heading
        above = [context.text(at) for at in range(index, -1 if heading is None else heading, -1)]
        return goes_on_above(above, context.text(found[0]) if found else "", item)

    def _starts_anew(self, marker: str, lead_marker: str, item: str, before: str) -> bool:
        numbered = (
            bool(marker)
            and bool(lead_marker)
            and marker[:1].isdigit()
            and lead_marker[:1].isdigit()
        )
        told = () if marker or follows(before, item) else self.table.find(item)
        return numbered or is_prose(marker, item, first=not before) or bool(told)

    def consume(self, items: list[int]) -> None:
        """Mark items and all below them as used up."""
        for item in items:
            self.consumed.add(item)
            self.consume(list(self.ground.context.children.get(item, ())))

    def release(self, item: int) -> None:
        """Give an item and all below it back: it is read for itself."""
        self.consumed.discard(item)
        for below in self.ground.context.children.get(item, ()):
            self.release(below)

    def phase(self, index: int) -> str:
        """Rule: "initial" or "continued" as the lead-ins and headings above a block say."""
        context = self.ground.context
        if own := _PHASE.match(context.text(index)):
            return phase_of(own["label"])
        for at in (*context.lead_chain(index), *context.heading_chain(index)):
            if phase := phase_of(context.text(at)):
                return phase
        return ""

    def lead_interventions(self, index: int) -> tuple[str, ...]:
        """Intervention that a lead-in names for an item that names none."""
        for at in self.ground.context.lead_chain(index):
            text = self.ground.context.text(at)
            if matches := self.table.find(text):
                slots = slots_of(Clause(text, 0), matches[0], None)
                if slots.interventions and not any(
                    "following" in p.lower() for p in slots.interventions
                ):
                    return slots.interventions
        return ()

    def clause_criteria(self, clause: Clause, slots: Slots) -> Criterion | None:
        """Criteria inside the sentence itself."""
        asked = [
            text
            for text in slots.criteria
            if words(text)
            and not RESTATED.match(text)
            and not _is_term_of_approval(clause.text, text)
            and (self.ground.is_policy or not _TALK.fullmatch(text.strip()))
        ]
        placed = {text: self.place(clause, text) for text in asked}
        quote = self.ground.context.quote(*clause.span)
        # "not to be taken with X" asks whether they take X, in words that do not stand there
        said = [
            Criterion(join=Join.LEAF, text=text, quote=quote)
            for text, (start, end) in placed.items()
            if start == end and any(text in shared for shared in clause.shared)
        ]
        return self.joined_criteria(list(placed.values()), said)

    def block_criteria(self, index: int, slots: Slots) -> Criterion | None:
        """Criteria inside a block that is no sentence."""
        block = self.ground.context.block(index)
        return self.clause_criteria(
            Clause(self.ground.context.text(index), block.char_start), slots
        )

    def joined_criteria(
        self, places: list[tuple[int, int]], said: list[Criterion] | None = None
    ) -> Criterion | None:
        """The trees of several clauses as one; None where no clause was found."""
        trees = [tree_of_clause(self.ground.context, a, b) for a, b in sorted(places) if b > a]
        trees += said or []
        if len(trees) <= 1:  # one tree needs no node above it
            return trees[0] if trees else None
        return Criterion(join=Join.ALL_OF, text="", children=tuple(trees))

    def place(self, clause: Clause, text: str) -> tuple[int, int]:
        """Offsets in the document of a run of the clause.

        (0, 0) where it does not stand there as it is.
        """
        at = clause.text.find(text)
        if at < 0 and clause.whole:
            document = self.ground.context.document.text
            place = document.find(text, *clause.whole)
            return (place, place + len(text)) if place >= 0 else (0, 0)
        return (clause.start + at, clause.start + at + len(text)) if at >= 0 else (0, 0)

    def grade_after(self, index: int, clause: Clause) -> Grade | None:
        """A grade in brackets that stands behind the sentence in the same block."""
        block = self.ground.context.block(index)
        rest = self.ground.context.document.text[clause.start + len(clause.text) : block.char_end]
        match = re.match(r"[\s.]*[(\[][^()\[\]]{1,160}[)\]]", rest)
        if match:
            return find_grade(match.group(0))
        return self._letter_after(index, rest) or grade_in_columns(self.ground.context.text(index))

    def _letter_after(self, index: int, rest: str) -> Grade | None:
        """The bare letter that ADA prints behind a numbered recommendation: "8.1 ... preferred. A".

        D and I are left out: alone they are USPSTF's, and give a direction.
        """
        text = self.ground.context.text(index)
        alone = _LETTER.fullmatch(rest) if re.match(r"\W*\d+\.\d+", text) else None
        return Grade("", alone[1], 0, 0) if alone else None  # of the evidence, not of the advice
