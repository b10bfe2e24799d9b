"""Who reads: a profile changes wording, order and detail, and never the verdict or a citation."""

from dataclasses import dataclass
from enum import StrEnum

from app.models import SectionName
from ingest.errors import QuestionError


class Part(StrEnum):
    """What an Answer is shown as, under its banner."""

    UNDERSTOOD = "understood"
    WHY = "why"
    POSITIONS = "positions"
    CRITERIA = "criteria"
    MISSING = "missing"
    CODES = "codes"
    SECTIONS = "sections"
    NOTES = "notes"
    FOLLOW_UPS = "follow_ups"
    GLOSSARY = "glossary"
    REFERENCES = "references"
    STATUS = "status"


_HEAD = (Part.UNDERSTOOD, Part.WHY)
_TAIL = (Part.NOTES, Part.FOLLOW_UPS, Part.REFERENCES, Part.STATUS)
_CASE_FIRST = (Part.CODES, Part.CRITERIA, Part.MISSING)


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """One kind of reader.

    Attributes:
        name: As given on the command line.
        label: As shown on the page.
        parts: Order of the parts. Every profile shows all of them but the glossary.
        first_sections: Sections that go before the others, which keep the order of `SectionName`.
        plain: Plain words and no doses.
        glossary: Whether the abbreviations of the Answer are spelled out at its end.
        ids: Whether ids and offsets are shown, for who maintains the documents.
        open_quotes: Whether the words of the source stand open under each sentence, or are folded.
        checklist: Whether what is missing is listed apart; else the criteria that are "not stated"
            and the pathway say it.
    """

    name: str
    label: str
    parts: tuple[Part, ...]
    first_sections: tuple[SectionName, ...] = ()
    plain: bool = False
    glossary: bool = False
    ids: bool = False
    open_quotes: bool = True
    checklist: bool = False

    def section_order(self) -> tuple[SectionName, ...]:
        """All sections, those of this reader first."""
        rest = tuple(name for name in SectionName if name not in self.first_sections)
        return self.first_sections + rest


PHYSICIAN = Profile(
    name="physician",
    label="Physician",
    parts=(*_HEAD, Part.POSITIONS, Part.CRITERIA, Part.MISSING, Part.CODES, Part.SECTIONS, *_TAIL),
)
NURSE = Profile(
    name="nurse",
    checklist=True,
    label="Nurse",
    parts=(
        *_HEAD,
        Part.POSITIONS,
        Part.MISSING,
        Part.CRITERIA,
        Part.SECTIONS,
        Part.CODES,
        Part.NOTES,
        Part.FOLLOW_UPS,
        Part.GLOSSARY,
        Part.REFERENCES,
        Part.STATUS,
    ),
    first_sections=(SectionName.ANSWER, SectionName.CASE, SectionName.PATHWAY),
    glossary=True,
)
PHARMACIST = Profile(
    name="pharmacist",
    label="Pharmacist",
    parts=(*_HEAD, Part.POSITIONS, Part.CRITERIA, Part.SECTIONS, Part.MISSING, Part.CODES, *_TAIL),
    first_sections=(
        SectionName.ANSWER,
        SectionName.ALTERNATIVES,
        SectionName.ADVISED_AGAINST,
        SectionName.PITFALLS,
    ),
)
REVIEWER = Profile(
    name="reviewer",
    checklist=True,
    label="Utilization reviewer",
    parts=(*_HEAD, *_CASE_FIRST, Part.POSITIONS, Part.SECTIONS, *_TAIL),
    first_sections=(
        SectionName.ANSWER,
        SectionName.COVERAGE,
        SectionName.CRITERIA,
        SectionName.REQUIRED,
        SectionName.CASE,
    ),
)
EDITOR = Profile(
    name="editor",
    label="Guideline editor",
    parts=(
        *_HEAD,
        Part.POSITIONS,
        Part.NOTES,
        Part.REFERENCES,
        Part.CRITERIA,
        Part.MISSING,
        Part.CODES,
        Part.SECTIONS,
        Part.FOLLOW_UPS,
        Part.STATUS,
    ),
    first_sections=(SectionName.ANSWER, SectionName.NOT_IN_FORCE, SectionName.GUIDELINES),
    ids=True,
)
PATIENT = Profile(
    name="patient",
    checklist=True,
    label="Patient or caregiver",
    parts=(
        Part.UNDERSTOOD,
        Part.SECTIONS,
        Part.MISSING,
        Part.CRITERIA,
        Part.POSITIONS,
        Part.WHY,
        Part.CODES,
        Part.NOTES,
        Part.FOLLOW_UPS,
        Part.GLOSSARY,
        Part.REFERENCES,
        Part.STATUS,
    ),
    first_sections=(SectionName.ANSWER, SectionName.PATHWAY, SectionName.ALTERNATIVES),
    plain=True,
    glossary=True,
    open_quotes=False,
)

PROFILES: dict[str, Profile] = {
    profile.name: profile for profile in (PHYSICIAN, NURSE, PHARMACIST, REVIEWER, EDITOR, PATIENT)
}


def profile_named(name: str) -> Profile:
    """The profile of that name; "" is the physician's.

    Raises:
        QuestionError: There is no such profile.
    """
    key = name.strip().lower() or PHYSICIAN.name
    try:
        return PROFILES[key]
    except KeyError:
        known = ", ".join(PROFILES)
        raise QuestionError(f"no profile is called {name!r}: use one of {known}") from None
