"""The outline that every surface walks: which parts, in which order, in whose words.

Pure: nothing here knows whether it ends in a terminal, a page or a file. A surface escapes every
string that it takes from here (app.render.safe).
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from app.models import Answer, FindingState
from app.render.abbreviations import Abbreviation, abbreviations_in
from app.render.claims import SectionView, bare, section_views
from app.render.doses import without_doses
from app.render.marks import headline_marks
from app.render.profiles import Part, Profile
from app.render.tables import CriteriaGroup, PositionView, criteria_groups, position_views
from app.render.told import ON_FILES, understood_lines, why_lines
from app.render.words import VERDICTS, Look
from app.wording import counted

# Notes that another part of every surface already says: "Understood as", "Why this verdict",
# "Criteria", "Codes".
_SAID_ELSEWHERE = frozenset({"deciding", "missing", "code_not_listed", "withheld", *ON_FILES})


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """An Answer, laid out for one kind of reader.

    Attributes:
        answer: The Answer itself.
        profile: For whom.
        look: Symbol and words of the verdict.
        word: The verdict as this reader is told it.
        plain: One plain sentence on what the verdict means; "" for professionals.
        headline: As composed.
        marks: Numbers of the sources that decide; () where the headline prints its own.
        parts: Parts that have something in them, in this reader's order.
        understood: What the question was taken to mean, as (name, words).
        why: The rule, and what led to it.
        positions: Rows of the table of positions.
        criteria: Criteria by source.
        missing: What would settle the open ones; for readers without a checklist of their own only
            what the criteria do not say already.
        sections: The sections.
        notes: Notes that no other part says, and why sentences were withheld.
        glossary: Abbreviations spelled out, for readers who want them.
    """

    answer: Answer
    profile: Profile
    look: Look
    word: str
    plain: str
    headline: str
    marks: tuple[str, ...]
    parts: tuple[Part, ...]
    understood: tuple[tuple[str, str], ...]
    why: tuple[str, ...]
    positions: tuple[PositionView, ...]
    criteria: tuple[CriteriaGroup, ...]
    missing: tuple[str, ...]
    sections: tuple[SectionView, ...]
    notes: tuple[str, ...]
    glossary: tuple[Abbreviation, ...]


def outline(answer: Answer, profile: Profile) -> Outline:
    """Lay out an Answer."""
    look = VERDICTS[answer.verdict]
    text = without_doses if profile.plain else str
    sections = section_views(answer, profile, text)
    glossary = abbreviations_in(_all_text(answer)) if profile.glossary else ()
    notes = note_lines(answer)
    why, missing = why_lines(answer), _missing(answer, profile)
    filled = {
        Part.UNDERSTOOD: bool(understood_lines(answer)),
        Part.WHY: bool(why),
        Part.POSITIONS: bool(answer.positions),
        Part.CRITERIA: bool(answer.criteria),
        Part.MISSING: bool(missing),
        Part.CODES: bool(answer.codes),
        Part.SECTIONS: bool(sections),
        Part.NOTES: bool(notes),
        Part.FOLLOW_UPS: bool(answer.follow_ups),
        Part.GLOSSARY: bool(glossary),
        Part.REFERENCES: bool(answer.references),
        Part.STATUS: True,
    }
    return Outline(
        answer=answer,
        profile=profile,
        look=look,
        word=look.word,
        plain=look.plain if profile.plain and answer.error is None else "",
        headline=text(answer.headline),
        marks=headline_marks(answer),
        parts=tuple(part for part in profile.parts if filled[part]),
        understood=tuple((name, text(words)) for name, words in understood_lines(answer)),
        why=why,
        positions=position_views(answer, text, plain=profile.plain),
        criteria=criteria_groups(answer, text),
        missing=missing,
        sections=sections,
        notes=notes,
        glossary=glossary,
    )


def _missing(answer: Answer, profile: Profile) -> tuple[str, ...]:
    """What is missing, without what stands as "not stated" under the criteria for this reader."""
    if profile.checklist:
        return answer.missing
    open_ = [bare(r.text) for r in answer.criteria if r.finding is FindingState.UNKNOWN]
    return tuple(line for line in answer.missing if not _is_said(bare(line), open_))


def _is_said(line: str, criteria: Sequence[str]) -> bool:
    """Whether a line consists of criteria alone, but for "one of" and its like."""
    for text in sorted(criteria, key=len, reverse=True):
        line = line.replace(text, "") if text else line
    return _JOINS.sub("", line).strip() == ""


_JOINS = re.compile(r"\b(?:one|none|at least \d+) of\b")


def note_lines(answer: Answer) -> tuple[str, ...]:
    """Notes that no other part says, and how many sentences each check has withheld."""
    above = answer.abstention.reason if answer.abstention else ""  # told under "Why this verdict"
    told = [n.text for n in answer.notes if n.kind not in _SAID_ELSEWHERE and n.text != above]
    withheld = Counter(answer.withheld)
    told += [
        f"{counted(n, 'sentence', 'sentences')} withheld: {why}." for why, n in withheld.items()
    ]
    return tuple(dict.fromkeys(told))


def _all_text(answer: Answer) -> str:
    texts = [
        answer.headline,
        *(claim.text for claim in answer.claims),
        *(citation.quote for claim in answer.claims for citation in claim.citations),
        *(row.text for row in answer.criteria),
        *(row.quote for row in answer.positions),
    ]
    return "\n".join(texts)
