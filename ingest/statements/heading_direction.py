"""The direction that a heading of a payer gives to what stands below it.

A plan's exclusions are a chapter of their own ("Section 8: Exclusions and Limitations"), divided by
headings that name fields of care and no conditions.
"""

import re

from ingest.models import BlockKind
from ingest.statements.context import Context, titles_above
from ingest.statements.cues import AFTER, Cue
from ingest.statements.headings import before_drug
from ingest.statements.models import Basis, Direction, Quote
from ingest.statements.phrases import clean
from ingest.statements.roles import HeadingCue, heading_cue, is_generic_heading
from ingest.statements.walk import Walk

OUTLINE = re.compile(
    r"^\W*(?:[\dIVX]+(?:\.\d+)*[.)]\s+|[A-Z]\d{0,2}[.)]\s+|(?:[IVX]+|\d{1,2})(?:\.\d+)+\s+)?"
)
_PART = r"^\W*(?:(?:(?:section|part|article|chapter)\s+)?(?:[\dIVX]+(?:\.\d+)*|[A-Z])\W+)?"
_THINGS = r"(?:(?:services|items|benefits|expenses|charges|(?:drugs|care) )(?:\s+and\s+\w+)?\s+)?"
_WHO = r"(?:we|(?:the|your|this)\s+(?:plan|policy|program(?:me)?)|\w+\s+plan)"
_OF_PLAN = re.compile(
    rf"{_PART}(?:(?:general|plan|benefits?|policy|medical|contract)\s+)*exclusions?"
    rf"(?:\s+(?:and|&)\s+limitations?)?\W*(?:$|[–—:-])|{_PART}limitations?\s+(?:and|&)\s+exclusions?\W*"
    rf"(?:$|[–—:-])|{_PART}(?:what|{_THINGS}(?:that\s+)?)\s*(?:(?:is|are)\s+(?:not\s+covered|excluded)|"
    rf"not\s+covered|{_WHO}\s+(?:do(?:es)?\s+not|don['’]t|doesn['’]t|won['’]t|will\s+not)\s+"
    r"(?:cover|pay\s+for))\W*$",
    re.IGNORECASE,
)


def lists_exclusions(heading: str) -> bool:
    """Whether a heading or title calls what stands below it the exclusions of a plan.

    "Section 8: Exclusions and Limitations", as certificates of coverage are divided.
    """
    return _OF_PLAN.search(heading) is not None


def from_heading(
    walk: Walk, index: int
) -> tuple[Cue, list[Quote], tuple[tuple[str, ...], ...]] | None:
    """Direction from the nearest heading that has one.

    Headings between it and the block name the condition.

    The document's title gives none ("Experimental Uses of ..."): it is what the document is called.
    """
    context = walk.ground.context
    names: list[int] = []
    title = _title(context)
    for at in (*titles_above(context, index), *context.heading_chain(index)):
        heading = context.text(at)
        named_so = at == title or heading == context.source.title
        told = None if named_so else heading_cue(heading)
        if lists_exclusions(heading):
            told = HeadingCue(Direction.AGAINST, Basis.COVERAGE)
        if told is not None:
            named = [clean(OUTLINE.sub("", context.text(i))) for i in names]
            named = [before_drug(name) or name for name in named]
            if lists_exclusions(heading) and not walk.ground.subject.interventions:
                named = []  # chapters of a plan's exclusions ("Vision") are no conditions
            what = "Heading of a coverage policy"
            cue = Cue("heading", told.direction, told.basis, AFTER, r"$^", "", what)
            return (
                cue,
                [context.quote_block(i) for i in (*names[:1], at)],
                tuple((name,) for name in named[:1]),
            )
        if not is_generic_heading(heading):
            names.append(at)
    return None


def _title(context: Context) -> int:
    """The first heading of the first level, -1 where there is none."""
    found = enumerate(context.document.blocks)
    return next((i for i, b in found if b.kind is BlockKind.HEADING and b.level == 1), -1)
