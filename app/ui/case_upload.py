"""Payer, date of service and case materials: for this session alone, in memory."""

from collections.abc import Sequence
from datetime import date
from typing import Protocol

import streamlit as st

from app.case import CaseFile
from app.render.safe import markdown_text
from app.ui.session import CaseDetails, key

FILE_TYPES = ("pdf", "docx", "txt", "md")
MAX_FILE_MIB = 20
MAX_FILES = 10
MAX_TOTAL_MIB = 50
MIB = 1024 * 1024
MAX_PAYER_CHARACTERS = 120
_FIRST_DAY = date(1990, 1, 1)


class Upload(Protocol):
    """A file as the browser sent it."""

    name: str
    size: int
    file_id: str

    def getvalue(self) -> bytes: ...


def refusal(files: Sequence[Upload]) -> str:
    """Why these files are too much, "" where they are not."""
    if len(files) > MAX_FILES:
        return f"{len(files)} files are more than {MAX_FILES}: remove some, then ask."
    total = sum(file.size for file in files)
    if total > MAX_TOTAL_MIB * MIB:
        return f"The files have {total / MIB:.0f} MiB, more than {MAX_TOTAL_MIB}: remove some."
    return ""


def show_case_details() -> CaseDetails:
    """The fields, and what they hold now."""
    payer = st.text_input(
        "Payer",
        key=key("payer"),
        max_chars=MAX_PAYER_CHARACTERS,
        placeholder="any",
        help="Only this payer's policies decide; the others are shown beside.",
    )
    as_of = st.date_input(
        "Date of service",
        value=None,
        key=key("as-of"),
        min_value=_FIRST_DAY,
        format="YYYY-MM-DD",
        help="Documents in force on this day decide. Empty: today.",
    )
    files = st.file_uploader(
        "Case materials",
        type=list(FILE_TYPES),
        accept_multiple_files=True,
        key=key("files"),
        max_upload_size=MAX_FILE_MIB,
        help="A note, a denial letter, a payer's policy. Kept in memory for this session only, and "
        "gone with “New case”.",
    )
    case, policy = _sorted(files)
    if problem := refusal(files):
        st.error(problem)
        case = policy = ()  # what was said of each file stays, for when there are fewer
    return CaseDetails(payer=payer.strip(), as_of=as_of, case=case, policy=policy, problem=problem)


def _sorted(files: Sequence[Upload]) -> tuple[tuple[CaseFile, ...], tuple[CaseFile, ...]]:
    """The files as case materials and as policies, by the switch beside each."""
    case: list[CaseFile] = []
    policy: list[CaseFile] = []
    for file in files:
        is_policy = st.toggle(
            f"{markdown_text(file.name)} is the payer's policy and may decide",
            key=key(f"policy-{file.file_id}"),  # not its place, which another takes
        )
        (policy if is_policy else case).append(CaseFile(file.name, file.getvalue()))
    return tuple(case), tuple(policy)
