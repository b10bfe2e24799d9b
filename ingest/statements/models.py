"""What a source says: Statements, their criteria trees, and the phrases on which matching hangs."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum

EXCEPTION = "exception"  # flag of the Statement that an exception makes


class Direction(StrEnum):
    """Which way a Statement points."""

    FOR = "for"
    AGAINST = "against"
    INSUFFICIENT = "insufficient"


class Basis(StrEnum):
    """On what a Statement rests."""

    RECOMMENDATION = "recommendation"
    COVERAGE = "coverage"
    CODE_LIST = "code_list"
    FINDING = "finding"


class Join(StrEnum):
    """How the children of a criteria node are joined."""

    LEAF = "leaf"
    ALL_OF = "all_of"
    ANY_OF = "any_of"
    AT_LEAST = "at_least"
    NONE_OF = "none_of"


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """A run of a document's text: `document.text[char_start:char_end] == text`."""

    doc_id: str
    passage_id: str
    char_start: int
    char_end: int
    page: int | None
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion:
    """A node of a criteria tree.

    Attributes:
        join: LEAF for one criterion, else how `children` are joined; NONE_OF for exclusions.
        n: For AT_LEAST: how many of the children, from 1; else 0.
        text: The criterion in the document's words (for a joined node: its lead-in, may be "").
        quote: Where it stands; None only for a joined node that the sentence does not print.
        children: In printed order; () for a leaf.
        parsed: False where the structure could not be told: the tree counts as unknown and is
            flagged.
    """

    join: Join
    text: str
    quote: Quote | None = None
    n: int = 0
    children: tuple["Criterion", ...] = ()
    parsed: bool = True

    def leaves(self) -> Iterator["Criterion"]:
        """The leaves, in printed order."""
        if self.join is Join.LEAF:
            yield self
        for child in self.children:
            yield from child.leaves()

    def with_leaves(self, change: Callable[["Criterion"], "Criterion"]) -> "Criterion":
        """The tree with each leaf as `change` gives it; itself where it changes none."""
        if self.join is Join.LEAF:
            return change(self)
        children = tuple(child.with_leaves(change) for child in self.children)
        return self if children == self.children else replace(self, children=children)

    def quotes(self) -> Iterator[Quote]:
        """The quotes of every node, in printed order."""
        if self.quote is not None:
            yield self.quote
        for child in self.children:
            yield from child.quotes()


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One thing that a source says about an intervention and a condition.

    Attributes:
        statement_id: `{doc_id}!{ordinal}`, ordinal from 1 in reading order.
        doc_id: The document.
        direction: for, against, insufficient.
        basis: recommendation, coverage, code_list, finding.
        quote: The sentence, list item or row that says it.
        lead_quotes: Lead-in sentences or headings from which direction, intervention or condition
            are inherited.
        interventions: Noun phrases as printed; several where the sentence names several ("A or B").
        conditions: Noun phrases as printed; () where the document's subject stands in.
        condition_groups: The same phrases grouped: alternatives within a group, groups joined by
            "and" (a target, then who has it).
        subject_stands_in: True where `conditions` came from the document's subject or a heading,
            not from the sentence.
        codes: ICD-10-CM, HCPCS or CPT codes as printed, ranges kept ("D80.0-D80.7", "G43.-").
        codes_end: For a code list: offset in the document's text after its last row, so that a
            code's row can be quoted; else 0.
        grade: As printed: "Weak for", "1B", "Class 2a", "Level B", "Offer"; "" where there is none.
        certainty: As printed: "moderate", "B-R"; "".
        recommendation: Number as printed, "29", "1.2.3"; "".
        printed_page: Page of the primary source that a digest states; None where it states none.
        population: Words about who, apart from criteria; "".
        criteria: Tree of what must hold; None where there are no criteria.
        exceptions: Phrases to which it does not apply ("except", "other than").
        out_of_scope: Whom the whole document leaves out, as its paragraph on scope says.
        comparator: What it is preferred over or instead of; "".
        qualifier: "routine", "alone", "first-line", ...; "".
        phase: "initial", "continued" or "".
        line: "first", "second", ... or "".
        catch_all: True for "all other indications": matches every condition that the Source does
            not name.
        speaker: Another body whose position is reported; "" where the source speaks for itself.
        benefit_only: True where it speaks of a benefit ("not a covered benefit"), which says
            nothing about necessity.
        flags: "criteria_unparsed", "contradicts", ...
    """

    statement_id: str
    doc_id: str
    direction: Direction
    basis: Basis
    quote: Quote
    lead_quotes: tuple[Quote, ...] = ()
    interventions: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    condition_groups: tuple[tuple[str, ...], ...] = ()
    subject_stands_in: bool = False
    codes: tuple[str, ...] = ()
    codes_end: int = 0
    grade: str = ""
    certainty: str = ""
    recommendation: str = ""
    printed_page: int | None = None
    population: str = ""
    criteria: Criterion | None = None
    exceptions: tuple[str, ...] = ()
    out_of_scope: tuple[str, ...] = ()
    comparator: str = ""
    qualifier: str = ""
    phase: str = ""
    line: str = ""
    catch_all: bool = False
    speaker: str = ""
    benefit_only: bool = False
    flags: tuple[str, ...] = field(default=())
