"""Rows that recommend: a sentence with the class, level, number and population of its row."""

import re
from collections.abc import Iterator
from dataclasses import replace

from ingest.lexis import key_stems, words
from ingest.sentences import sentence_spans
from ingest.statements import draft
from ingest.statements.clause import Clause
from ingest.statements.clauses import excepted_apart
from ingest.statements.criteria import tree_of_clause
from ingest.statements.criteria_patterns import RESTATED
from ingest.statements.cues import BEFORE, Cue, CueMatch
from ingest.statements.draft import Ground
from ingest.statements.families import COVERAGE_TABLE, GUIDELINE_TABLE
from ingest.statements.fronts import FRONT_NOISE
from ingest.statements.grades import Grade, find_grade, grade_apart, grade_of_cell
from ingest.statements.headings import heading_groups
from ingest.statements.inline import slots_of_each
from ingest.statements.models import Basis, Criterion, Direction, Join, Statement
from ingest.statements.phrases import clean, parenthetical
from ingest.statements.rows import Row
from ingest.statements.sentence import graded
from ingest.statements.slots import Slots, interventions_of, parse_object, parse_population
from ingest.statements.topic_columns import ground_of_row

_LONGEST_GRADE = 80  # characters


def _grade_of(row: Row, skip: int) -> Grade | None:
    at, number = row.column("grade"), row.column("number")
    label = (
        row.cells[at].strip()
        if at is not None and at != skip
        else next(
            (
                g
                for i, cell in enumerate(row.cells)
                if i not in {skip, number} and (g := grade_of_cell(cell))
            ),
            "",
        )
    )
    if not label or len(label) > _LONGEST_GRADE:
        return None
    certain = row.column("certainty")
    certainty = row.cells[certain].strip() if certain is not None else ""
    title = row.header[at].strip() if at is not None else ""
    shown = (
        f"Class {label}"
        if re.match(r"(?:cor|class)\b", title, re.IGNORECASE)
        and re.match(r"(?:1|2a|2b|3|I|IIa|IIb|III)\b", label)
        else label
    )
    if re.match(r"grade", title, re.IGNORECASE) and re.fullmatch(r"[ABCDI]", label):
        shown = f"Grade {label}"
    if re.match(r"gor\b", title, re.IGNORECASE):
        shown = f"GoR {label}"  # EULAR's D is expert opinion, and no advice against
    return grade_apart(shown, certainty)


def recommendation_row(ground: Ground, row: Row, at: int) -> Iterator[Statement]:
    """The Statement of a cell that recommends, with the grade, number and population of its row.

    A cell that holds several, each with its grade behind it, makes one for each.
    """
    ground = ground_of_row(ground, row)
    for part in _parts(row, at):
        main, rest = excepted_apart(part.cells[at])
        if rest is None:
            yield from _of_cell(ground, part, at)
            continue
        yield from _of_cell(ground, _with_cell(part, at, main, 0), at)
        own = _with_cell(part, at, part.cells[at][rest[0] :], rest[0])
        yield from _of_cell(ground, own, at, shared=rest[1])


def _with_cell(row: Row, at: int, text: str, skip: int) -> Row:
    """The row with a part of one of its cells, which starts `skip` characters into it."""
    cells, starts = list(row.cells), list(row.starts)
    cells[at], starts[at] = text, row.starts[at] + skip
    return replace(row, cells=tuple(cells), starts=tuple(starts))


# "... to prevent falls. Grade: B Selectively offer ...": each sentence ends in its own grade.
_GRADE_BEHIND = re.compile(r"\bgrade\s*:?\s*[A-DI]\b(?: statement)?\W*(?=[A-Z]|$)", re.IGNORECASE)


def _parts(row: Row, at: int) -> Iterator[Row]:
    """The row with each recommendation of its cell alone; the row itself where it is one."""
    ends = [m.end() for m in _GRADE_BEHIND.finditer(row.cells[at])]
    if len(ends) <= 1:
        yield row
        return
    for start, end in zip([0, *ends], ends, strict=False):
        cells, starts = list(row.cells), list(row.starts)
        cells[at] = row.cells[at][start:end].rstrip()
        starts[at] = row.starts[at] + start
        yield replace(row, cells=tuple(cells), starts=tuple(starts))


# Adjectives and a noun for people name no condition: "Community-dwelling, nonpregnant adults".
_ONLY_PEOPLE = re.compile(
    r"(?:(?:community-dwelling|non-?pregnant|asymptomatic|healthy|all|most|older|younger|ambulatory"
    r"|average-risk|immunocompetent|post-?menopausal|pre-?menopausal|adult|general|and|or),? ){0,5}"
    r"(?:adults?|persons?|people|women|men|children|infants|adolescents|"
    r"individuals|members|population)",
    re.IGNORECASE,
)


def _conditions(cell: str, told: Slots) -> tuple[tuple[str, ...], ...]:
    return () if _ONLY_PEOPLE.fullmatch(cell.strip()) else told.groups


def _of_cell(
    ground: Ground, row: Row, at: int, *, shared: tuple[str, ...] = ()
) -> Iterator[Statement]:
    context, cell = ground.context, row.cells[at]
    read = _read_cell(ground, row, at)
    if read is None:
        return
    cue, slots, grade = read
    for text in shared:
        told = parse_population(text)
        slots = replace(
            slots,
            people=tuple(dict.fromkeys([*slots.people, *told.groups])),
            populations=(*slots.populations, *told.populations),
            criteria=tuple(dict.fromkeys([*slots.criteria, *told.criteria])),
        )
    who = row.column("population")
    if who is not None and who != at and (people := parse_population(row.cells[who])) != Slots():
        slots = replace(
            slots,
            people=tuple(dict.fromkeys([*_conditions(row.cells[who], people), *slots.people])),
            populations=(*slots.populations, clean(row.cells[who])),
            criteria=tuple(dict.fromkeys([*slots.criteria, *people.criteria])),
        )
    number_at = row.column("number")
    number = row.cells[number_at].strip() if number_at is not None else ""
    # a table of a guideline stands under the chapter that says for what: "1. Acute gout"
    groups, leads = ((), []) if ground.is_policy else heading_groups(ground, row.index, Slots())
    if len(groups) > 1:  # what a chapter is to prevent beside the disease narrows none of its rows
        groups, leads = (), []
    yield draft.make(
        ground,
        draft.Found(
            cue=cue,
            slots=slots,
            quote=context.quote(row.starts[at], row.starts[at] + len(cell)),
            grade=grade,
            leads=[*(() if slots.groups else leads), context.quote_block(row.index)],
            inherited_groups=groups,
            criteria=cell_criteria(ground, row, at, slots),
            number_text=f"{number}." if _NUMBER.fullmatch(number) else cell,
        ),
    )


_NUMBER = re.compile(
    r"(?:(?:recommendation|rec\.?|statement|(?:good )?practice point)\s*(?:no\.?\s*)?)?"
    r"R?\d{1,3}[a-z]?(?:[.-]\d+)*",
    re.IGNORECASE,
)


# Cells in short: "Against screening for X", "Suggest against X", "Recommend X"
_CLIPPED = re.compile(
    r"(?:(?:strongly|conditionally) )?(?:suggest|recommend|advise)\b", re.IGNORECASE
)
_ONLY_AGAINST = re.compile(r"against\b", re.IGNORECASE)


def _in_full(sentence: str) -> str:
    """A sentence whose "we" or "we recommend" is left out, written out for reading."""
    if _ONLY_AGAINST.match(sentence):
        return f"We recommend {sentence[0].lower()}{sentence[1:]}"
    if _CLIPPED.match(sentence):
        return f"We {sentence[0].lower()}{sentence[1:]}"
    return sentence


def _read_cell(ground: Ground, row: Row, at: int) -> tuple[Cue, Slots, Grade | None] | None:
    """Cue, slots and grade of a cell; None where it recommends nothing.

    Of several sentences the first that recommends is cut; what stands behind it explains it.
    """
    cell = row.cells[at]
    grade = _grade_of(row, at) or find_grade(cell)
    table = COVERAGE_TABLE if ground.is_policy else GUIDELINE_TABLE
    sentences = [_in_full(cell[start:end]) for start, end in sentence_spans(cell)]
    told = next(((text, found[0]) for text in sentences if (found := table.find(text))), None)
    if told is None and grade and (verb := _predicate(sentences[0])):
        told = sentences[0], verb
    if told:
        text, match = told
        clause = Clause(text, row.starts[at])
        cue, slots = match.cue, slots_of_each(clause, match, is_policy=ground.is_policy)[0]
    elif grade:
        cue, slots = _GRADED, of_phrase(FRONT_NOISE.sub("", sentences[0]))
    else:
        return None
    cue, slots = graded(cue, grade.label if grade else ""), _with_thing(row, at, slots)
    return (cue, slots, grade) if slots.interventions or ground.subject.interventions else None


# "For the treatment of PTSD, drug X": for what stands in front of the comma
_FOR_WHAT = re.compile(
    r"(?P<what>(?:for|in|to (?:treat|prevent)) [^,;:]+),\s+(?P<thing>\S.*)", re.I
)


def of_phrase(phrase: str) -> Slots:
    """Slots of a cell that is the object of "we recommend" and no sentence."""
    front = _FOR_WHAT.fullmatch(phrase.strip(" ."))
    if front is None:
        return _with_kinds(parse_object(phrase))
    told, thing = parse_population(front["what"]), _with_kinds(parse_object(front["thing"]))
    return replace(
        thing,
        aims=(*told.aims, *thing.aims),
        people=(*told.people, *thing.people),
        populations=(*told.populations, *thing.populations),
        criteria=(*told.criteria, *thing.criteria),
    )


def _with_kinds(slots: Slots) -> Slots:
    """Slots whose things are told as "exercises: A, B, or C": the kind, and each of them."""
    kind, colon, first = (slots.interventions or ("",))[0].partition(": ")
    if not colon:
        return slots
    rest = [name for name in slots.interventions[1:] if ": " not in name]
    return replace(slots, interventions=tuple(dict.fromkeys((kind, first, *rest))))


def _with_thing(row: Row, at: int, slots: Slots) -> Slots:
    """Slots with what the column of interventions names, where the cell speaks of no form of it."""
    column = row.column("intervention")
    if column is None or column == at or not words(row.cells[column]):
        return slots
    named = interventions_of(row.cells[column])
    stems = frozenset(stem for name in named for stem in key_stems(name))
    if any(stems & key_stems(own) for own in slots.interventions):
        return slots
    outside, inside = parenthetical(clean(row.cells[column]))  # "Arm band (Cubrix)": each name
    several = tuple(n for n in (outside, *inside) if inside and words(n))
    return replace(slots, interventions=tuple(dict.fromkeys((*several, *named))))


_GRADED = Cue(
    "graded-row", Direction.FOR, Basis.RECOMMENDATION, BEFORE, r"$^", "", "Recommendation table"
)
_VERB = re.compile(
    r"\b(?:can|could|may|might|should|must|will|is|are|does|do|has|have|(?:worsen|increase|reduce|"
    r"improve|cause|lead|prevent)s?)\b",
    re.IGNORECASE,
)
# "X by video when the method has been shown": what stands behind "when" is no predicate of X
_IN_A_CLAUSE = re.compile(r"(?<=\S)\s(?:when|where|if|unless|until)\s[^,;]*$", re.IGNORECASE)
_OTHER_VERB = re.compile(
    r"\b(?:that|which|who|whom|whose|where|when|if|and|or|to|not)\b\s*$|^\W*(?:for|in|among|when|"
    r"if|"
    r"with|after|to|during|as)\b[^,]*$",
    re.IGNORECASE,
)


def _predicate(sentence: str) -> CueMatch | None:
    """The predicate of a sentence without a known one, in a row whose class gives direction."""
    for verb in _VERB.finditer(sentence):
        before = FRONT_NOISE.sub("", sentence[: verb.start()])
        if words(before) and not _IN_A_CLAUSE.search(before) and not _OTHER_VERB.search(before):
            return CueMatch(_GRADED, verb.start(), verb.end())
    return None


def cell_criteria(ground: Ground, row: Row, at: int, slots: Slots) -> Criterion | None:
    """Trees of the criteria that stand in the cell, else elsewhere in the row."""
    context, trees = ground.context, []
    end = context.block(row.index).char_end
    for text in slots.criteria:
        place = context.document.text.find(text, row.starts[at], end)
        if place < 0:
            place = context.document.text.find(text, context.block(row.index).char_start, end)
        if place >= 0 and words(text) and not RESTATED.match(text):
            trees.append(tree_of_clause(context, place, place + len(text)))
    if len(trees) > 1:
        ordered = sorted(trees, key=lambda t: t.quote.char_start if t.quote else 0)
        return Criterion(join=Join.ALL_OF, text="", children=tuple(ordered))
    return trees[0] if trees else None
