"""What a document without front matter is, read from its first pages; every field found here is marked as inferred."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from ingest.describe_patterns import (
    BAD_TITLE,
    BODY_NAME,
    DATE,
    DATE_LABELS,
    GENERIC_PUBLISHER,
    GENERIC_TITLE,
    IN_PATIENTS,
    KIND_SIGNALS,
    LABELLED_TITLE,
    MONTHS,
    PAYERS,
    POLICY_NUMBERS,
    PUBLISHERS,
    SUBJECT_AFTER,
    SUBJECT_PREFIX,
    SUBJECT_SUFFIX,
    SUPERSEDES,
)
from ingest.models import BlockKind, Document, SourceKind

# How much of a document speaks of itself: cover, masthead, first paragraphs; dates may stand at the very end too.
_HEAD_CHARS = 6_000
_COVER_CHARS = 2_500
_TAIL_CHARS = 4_000
_MAX_TITLE_CHARS = 250
_MAX_SUBJECT_WORDS = 14
_PAYER_WEIGHT = 4.0
_LABEL = re.compile(r"[A-Z][\w /#.-]{1,40}(?::|\s\.{3,}|\s\d)")
_YEAR = re.compile(r"\b(19[89]\d|20[0-4]\d)\b")
_MONTH_YEAR = re.compile(
    rf"\b(?:{'|'.join(MONTHS)})[a-z]*\.?(?:\s+\d{{1,2}},)?\s+(19[89]\d|20[0-4]\d)\b", re.IGNORECASE
)
_VERSION_YEAR = re.compile(
    r"\b(?:version|edition)\b[^\n]{0,12}?\b(19[89]\d|20[0-4]\d)\b", re.IGNORECASE
)
_EVIDENCE_DATE = re.compile(r"\b(?:evidence|literature|search\w*)\b[^\n]{0,40}$", re.IGNORECASE)
_COPYRIGHT = re.compile(
    r"(?:©|\(c\)|copyright|published:?)\s*(?:\w+\s+){0,3}?(19[89]\d|20[0-4]\d)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Inferred:
    """Fields of a Source as far as the text gives them away; `found` names those that were inferred."""

    title: str
    kind: SourceKind
    publisher: str = ""
    year: int | None = None
    policy_number: str = ""
    subject: str = ""
    payer: str = ""
    effective_date: date | None = None
    end_date: date | None = None
    supersedes: tuple[str, ...] = ()
    found: frozenset[str] = field(default=frozenset())


def infer(document: Document, stated: Mapping[str, object]) -> Inferred:
    """Fields that front matter does not state.

    A digest states its own identity in front matter; of it, only title and kind are inferred, because its text speaks of
    dates and publishers of the primary source in passing.
    """
    title = str(stated.get("title") or infer_title(document))
    head = document.text[:_HEAD_CHARS]
    known_kind = stated.get("kind")
    kind = known_kind if isinstance(known_kind, SourceKind) else infer_kind(title, document)
    values = Inferred(title=title, kind=kind)
    if not ({"title", "kind"} <= stated.keys()):
        values = _from_text(document, values, head)
    elif "subject" not in stated:
        values = replace(values, subject=infer_subject(title, kind))
    names = (
        "publisher",
        "year",
        "policy_number",
        "subject",
        "payer",
        "effective_date",
        "end_date",
        "supersedes",
    )
    found = {
        name for name in ("title", "kind", *names) if name not in stated and getattr(values, name)
    }
    return replace(values, found=frozenset(found))


def _from_text(document: Document, values: Inferred, head: str) -> Inferred:
    tail = document.text[-_TAIL_CHARS:] if len(document.text) > _HEAD_CHARS else ""
    publisher = infer_publisher(f"{values.title}\n{document.file_title}", head[:_COVER_CHARS])
    is_policy = values.kind is SourceKind.COVERAGE_POLICY
    dates = {name: _labelled_date(name, head) or _labelled_date(name, tail) for name in DATE_LABELS}
    effective = dates["revised"] or dates["effective"] or dates["original"]
    return replace(
        values,
        publisher=publisher,
        year=_year(values.title, head, dates),
        policy_number=infer_policy_number(f"{values.title}\n{document.file_title}", head),
        subject=infer_subject(values.title, values.kind),
        payer=_payer(publisher, head) if is_policy else "",
        effective_date=effective if is_policy else dates["effective"],
        end_date=dates["end"] if is_policy else None,
        supersedes=_superseded(head + "\n" + tail) if is_policy else (),
    )


def infer_title(document: Document) -> str:
    """The file's own title where it is one, else the most prominent heading at the top, else the first line."""
    own = document.file_title.strip()
    if "_" in own and " " not in own:
        own = own.replace("_", " ")
    own = " ".join(own.split())
    if own and not BAD_TITLE.search(own) and _is_on_cover(own, document.text[:_HEAD_CHARS]):
        return own
    if match := LABELLED_TITLE.search(document.text[:_COVER_CHARS]):
        return match.group(1).strip()[:_MAX_TITLE_CHARS]
    top = [
        block
        for block in document.blocks[:12]
        if block.kind is BlockKind.HEADING
        and not GENERIC_TITLE.fullmatch(document.block_text(block))
    ]
    if top:
        best = min(top, key=lambda block: block.level)
        return document.block_text(best)[:_MAX_TITLE_CHARS]
    return _first_line(document)


def _first_line(document: Document) -> str:
    """The first line that is no label with its value and no name of a series alone."""
    texts = [document.block_text(block) for block in document.blocks[:12]]
    named = [text for text in texts if not GENERIC_TITLE.fullmatch(text) and not _LABEL.match(text)]
    first = (named or texts or [document.doc_id])[0]
    line = re.split(r"(?<=[a-z)])[.!?]\s", first)[0]
    return line if len(line) <= _MAX_TITLE_CHARS else line[:_MAX_TITLE_CHARS].rsplit(" ", 1)[0]


def _is_on_cover(title: str, head: str) -> bool:
    words = set(re.findall(r"[a-z]{4,}", title.lower()))
    there = set(re.findall(r"[a-z]{4,}", head.lower()))
    return len(words) > 1 and len(words & there) * 2 >= len(words)


def infer_kind(title: str, document: Document) -> SourceKind:
    """The kind with most signals; words of the title count fivefold. Without any: research, which decides least."""
    head = document.text[: 4 * _HEAD_CHARS]
    scores = {
        kind: sum(
            weight * (5 * len(pattern.findall(title)) + min(3, len(pattern.findall(head))))
            for pattern, weight in signals
        )
        for kind, signals in KIND_SIGNALS.items()
    }
    if any(pattern.search(f"{title}\n{document.text[:_COVER_CHARS]}") for pattern, _ in PAYERS):
        scores[SourceKind.COVERAGE_POLICY] += _PAYER_WEIGHT
    best = max(scores, key=lambda kind: scores[kind])
    return best if scores[best] > 0 else SourceKind.RESEARCH


def infer_publisher(title: str, cover: str) -> str:
    """A known body named in the title, else the one named first on the cover, else a name that ends like one."""
    for text in (title, cover):
        named = [
            (match.start(), name) for pattern, name in PUBLISHERS if (match := pattern.search(text))
        ]
        if named:
            return min(named)[1]
    match = GENERIC_PUBLISHER.search(cover)
    return " ".join(match.group().split()) if match else ""


def _payer(publisher: str, head: str) -> str:
    for pattern, name in PAYERS:
        if pattern.search(publisher):
            return name
    if re.search(
        r"\b(?:health plan|insurance|blue cross|healthcare|health care|medicaid)\b",
        publisher,
        re.IGNORECASE,
    ):
        return publisher
    for pattern, name in PAYERS:
        if pattern.search(head[:_COVER_CHARS]):
            return name
    return ""


def infer_policy_number(title: str, head: str) -> str:
    """Number as the publisher prints it, with its series ("CPB 0206", "NCD 250.3", "L33610")."""
    for pattern, form in POLICY_NUMBERS:
        match = pattern.search(f"{title}\n{head}")
        if match:
            return match.expand(form).strip(" .:-")
    return ""


def infer_subject(title: str, kind: SourceKind) -> str:
    """The noun phrase of a title: for a policy what it is about, for others the condition after "of" or "for"."""
    if kind is SourceKind.COVERAGE_POLICY:
        subject = SUBJECT_PREFIX.sub("", _strip_suffixes(title))
    else:
        subject = _condition_of(title)
    subject = _strip_suffixes(subject)
    words = subject.split()
    return subject if 0 < len(words) <= _MAX_SUBJECT_WORDS else ""


def _condition_of(title: str) -> str:
    """What stands after "Management of", "Guideline for", "in patients with"; else the title without its series."""
    if match := IN_PATIENTS.search(title):
        return match.group(1)
    subject = title
    while match := SUBJECT_AFTER.match(subject):
        subject = match.group(1)
    if subject == title or BODY_NAME.search(subject.split(":")[0]):
        subject = _strip_suffixes(title)
        while match := SUBJECT_AFTER.match(subject):
            subject = match.group(1)
    return subject


def _strip_suffixes(subject: str) -> str:
    previous = ""
    while subject != previous:
        previous = subject
        subject = SUBJECT_SUFFIX.sub("", subject).strip(" .,:;-–—|")
    return subject


def _labelled_date(name: str, text: str) -> date | None:
    for label in DATE_LABELS[name]:
        for match in label.finditer(text):
            after = DATE.match(text, match.end())
            found = _date_of(after) if after else None
            if found:
                return found
    return None


def _date_of(match: re.Match[str]) -> date | None:
    try:
        if match["us_year"]:
            return date(int(match["us_year"]), int(match["us_month"]), int(match["us_day"]))
        if match["iso_year"]:
            return date(int(match["iso_year"]), int(match["iso_month"]), int(match["iso_day"]))
        if match["name_year"] or match["eu_year"]:
            month = MONTHS.index((match["name_month"] or match["eu_month"]).lower()[:3]) + 1
            day = int(match["name_day"] or match["eu_day"] or 1)
            return date(int(match["name_year"] or match["eu_year"]), month, day)
    except ValueError:
        return None
    return date(int(match["year"]), 1, 1)


def _year(title: str, head: str, dates: Mapping[str, date | None]) -> int | None:
    cover = head[:_COVER_CHARS]
    for name in ("reviewed", "revised"):
        if (found := dates[name]) is not None:
            return found.year
    patterns = ((_YEAR, title), (_VERSION_YEAR, cover), (_MONTH_YEAR, cover), (_COPYRIGHT, cover))
    for pattern, text in patterns:
        for match in pattern.finditer(text):
            if not _EVIDENCE_DATE.search(text[max(0, match.start() - 60) : match.start()]):
                return int(match.group(1))
    for name in ("effective", "original"):
        if (found := dates[name]) is not None:
            return found.year
    match = _YEAR.search(cover)
    return int(match.group(1)) if match else None


def _superseded(text: str) -> tuple[str, ...]:
    found = (match.group(1).strip(" .,") for match in SUPERSEDES.finditer(text))
    return tuple(dict.fromkeys(found))
