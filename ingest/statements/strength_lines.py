"""Strengths on a line of their own above what they grade.

"Weak recommendation against" / "Prophylactic antibiotics to prevent pneumonia after stroke."
Source: living guidelines in MAGICapp (Stroke Foundation, NHMRC), NICE's "do not do" lists, sheets
of "do" and "do not".
"""

import re
from collections.abc import Iterator

from ingest.lexis import words
from ingest.models import BlockKind, SourceKind
from ingest.statements import draft
from ingest.statements.cues import AFTER, Cue
from ingest.statements.draft import direction_of_grade
from ingest.statements.grade_places import STRENGTH_LINE, line_above
from ingest.statements.grades import Grade, grade_apart
from ingest.statements.headings import heading_groups
from ingest.statements.models import Basis, Direction, Statement
from ingest.statements.recommendation_rows import of_phrase
from ingest.statements.walk import Walk

# Over names, and over what is to be done or not
_WAYS = (
    (
        Direction.AGAINST,
        re.compile(
            r"[\W\d_]*(?:not (?:routinely )?recommended|(?:please )?(?:do not|don['’]t|never|avoid)"
            r"(?: (?:do|use|offer|the following))?|what not to do|things (?:to avoid|not to do))"
            r"[\W_]*",
            re.IGNORECASE,
        ),
    ),
    (Direction.FOR, re.compile(r"[\W\d_]*(?:recommended|do|what to do)[\W_]*", re.IGNORECASE)),
)
_ORDER = re.compile(
    r"^(?:apply|use|give|offer|perform|provide|order|prescribe|start|place|insert|administer|take|"
    r"do|obtain|request|arrange|try)\s+(?=\w)",
    re.IGNORECASE,
)
# A sentence has a predicate; what the line above is over is a name, or an order
_PREDICATE = re.compile(
    r"^(?:(?!\b(?:that|who|which|when|where|if|because|as|unless)\b)[^,;:])*?\b(?:is|are|was|were|"
    r"has|have|had|should|must|may|might|can|could|will|does|do|recommend\w*|suggest\w*|see|refer)"
    r"\b",
    re.IGNORECASE,
)
# ... nor does one speak about the list: "The guideline says of this group that ..."
_SPEAKS = re.compile(
    r"^(?:the (?:[\w-]+ )?(?:guidelines?|panel|group|document|committee|authors?|list|following)|"
    r"this|these|those|it|we|they|there|note|all|none)\b",
    re.IGNORECASE,
)
# "Delay iron while waiting" below "Do not" refuses the delay, and no iron
_KEEPS = re.compile(
    r"^(?:delay|withhold|withdraw|stop|discontinue|avoid|omit|skip|deny|restrict|exclude|refuse|"
    r"postpone|limit|reduce|ignore|forget|fail|wait|assume|rely|miss|change|cease|overlook)\b",
    re.IGNORECASE,
)
_N_WORDS = 40


def strength_statements(walk: Walk, index: int) -> Iterator[Statement]:
    """The Statement of a name or an order below a line that says for or against."""
    context, block = walk.ground.context, walk.ground.context.block(index)
    if context.source.kind is not SourceKind.GUIDELINE or block.kind is BlockKind.HEADING:
        return
    text = context.text(index)[len(block.marker) :].strip()
    way, grade = _way(line_above(context, index))
    if way is None or index in context.label_lines or not 0 < len(words(text)) <= _N_WORDS:
        return
    if any(p.match(text) for p in (_PREDICATE, _SPEAKS, _KEEPS)) or text.endswith(":"):
        return
    slots = of_phrase(_ORDER.sub("", text))
    if not slots.interventions:
        return
    groups, leads = heading_groups(walk.ground, index, slots)
    cue = Cue("strength-line", way, Basis.RECOMMENDATION, AFTER, r"$^", "", "Line above")
    above = next(context.lead_chain(index), None)
    above = block.heading if above is None else above
    yield draft.make(
        walk.ground,
        draft.Found(
            cue=cue,
            slots=slots,
            quote=context.quote_block(index),
            grade=grade,
            leads=[*leads, *([context.quote_block(above)] if above is not None else [])],
            criteria=walk.block_criteria(index, slots),
            number_text=context.text(index),
            inherited_groups=groups,
        ),
    )


def _way(line: str) -> tuple[Direction | None, Grade | None]:
    """Direction and grade that a line gives to a name below it."""
    for way, pattern in _WAYS:
        if pattern.fullmatch(line):
            return way, grade_apart(line.strip(" :*_"))
    found = STRENGTH_LINE.fullmatch(line)
    if found is None:
        return None, None
    return direction_of_grade(found["label"]), grade_apart(found["label"])
