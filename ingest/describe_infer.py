"""What a document without front matter is, read from its first pages.

Every field found here is marked as inferred.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from ingest.describe_agencies import agency_on_cover
from ingest.describe_amends import amended_recommendations
from ingest.describe_bodies import GENERIC_PUBLISHER, PAYERS, PUBLISHERS, REGIONAL
from ingest.describe_cover import (
    as_written,
    body_before_stop,
    body_in_front,
    body_in_title,
    body_on_cover,
    body_with_initials,
    labelled_body,
    written,
)
from ingest.describe_dates import DATE, DATE_LABELS, date_at
from ingest.describe_editions import body_behind, with_topic
from ingest.describe_kinds import KIND_SIGNALS
from ingest.describe_owner import (
    administrator_of,
    contractor_of,
    copyright_holder,
)
from ingest.describe_patterns import POLICY_NUMBERS, SUPERSEDES
from ingest.describe_speaker import (
    owner_of_page,
    policy_site,
    site_of,
    speaker_of,
    without_publisher,
)
from ingest.describe_subjects import infer_subject, subject_line
from ingest.describe_titles import infer_title, letterhead, payer_above_series
from ingest.describe_withdrawn import replaced_editions, withdrawn_on
from ingest.describe_years import year_of
from ingest.models import Document, SourceKind

# How much of a document speaks of itself: cover, masthead, first paragraphs; dates may stand at the
# very end too.
_HEAD_CHARS = 6_000
_COVER_CHARS = 2_500
_TAIL_CHARS = 4_000
_PAYER_WEIGHT = 4.0
_REPLACED = re.compile(r"\b(?:replac|supersed)\w*\b[^.\n]{0,40}$", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Inferred:
    """Fields of a Source as far as the text gives them away.

    `found` names those that were inferred.
    """

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
    amends: tuple[str, ...] = ()
    companion_of: str = ""
    found: frozenset[str] = field(default=frozenset())


def infer(document: Document, stated: Mapping[str, object]) -> Inferred:
    """Fields that front matter does not state.

    A digest states its own identity in front matter; of it, only title and kind are inferred,
    because its text speaks of
    dates and publishers of the primary source in passing.
    """
    head = document.text[:_HEAD_CHARS]
    title = with_topic(str(stated.get("title") or infer_title(document)), head[:_COVER_CHARS])
    known_kind = stated.get("kind")
    kind = known_kind if isinstance(known_kind, SourceKind) else infer_kind(title, document)
    values = Inferred(title=title, kind=kind)
    if not ({"title", "kind"} <= stated.keys()):
        values = _from_text(document, values, head)
    elif "subject" not in stated:
        values = replace(values, subject=infer_subject(subject_line(document, title, kind), kind))
    names = (
        "publisher",
        "year",
        "policy_number",
        "subject",
        "payer",
        "effective_date",
        "end_date",
        "supersedes",
        "amends",
        "companion_of",
    )
    found = {
        name for name in ("title", "kind", *names) if name not in stated and getattr(values, name)
    }
    return replace(values, found=frozenset(found))


def _from_text(document: Document, values: Inferred, head: str) -> Inferred:
    tail = document.text[-_TAIL_CHARS:] if len(document.text) > _HEAD_CHARS else ""
    running = "\n".join(document.running)
    publisher = _publisher(document, values, head, running)
    is_policy = values.kind is SourceKind.COVERAGE_POLICY
    values = replace(values, title=without_publisher(values.title, publisher))
    number = infer_policy_number(f"{values.title}\n{document.file_title}", head)
    dates = {name: _labelled_date(name, head) or _labelled_date(name, tail) for name in DATE_LABELS}
    effective = dates["revised"] or dates["effective"] or dates["original"]
    year = year_of(values.title, head[:_COVER_CHARS], dates)
    return replace(
        values,
        publisher=publisher,
        year=year,
        policy_number=number,
        companion_of=_companion(number, document.text),
        subject=infer_subject(subject_line(document, values.title, values.kind), values.kind),
        payer=(_payer(publisher, head) or publisher) if is_policy else "",
        effective_date=effective if is_policy else dates["effective"] or dates["published"],
        end_date=dates["end"] if is_policy else withdrawn_on(head[:_COVER_CHARS], year),
        supersedes=_superseded(head + "\n" + tail)
        if is_policy
        else (*_superseded(head[:_COVER_CHARS]), *replaced_editions(document.text)),
        amends=() if is_policy else amended_recommendations(head),
    )


_LINE_OF_BUSINESS = re.compile(r"\s*\((?:Medicaid|Medicare|Commercial|Marketplace|HMO|PPO)\)$")


def _publisher(document: Document, values: Inferred, head: str, running: str) -> str:
    """Who publishes: a known body, a label, who speaks, a line of the cover, a name in its text."""
    titles, cover = f"{values.title}\n{document.file_title}", head[:_COVER_CHARS]
    is_policy = values.kind is SourceKind.COVERAGE_POLICY
    found = (
        (contractor_of(cover) if is_policy else "")
        or known_body(titles, cover)
        or known_body("", running)
        or labelled_body(head)
    )
    if not found and is_policy:
        first = document.block_text(document.blocks[0]) if document.blocks else ""
        found = (
            agency_on_cover(cover)
            or speaker_of(document.text, f"{titles}\n{running}")
            or written(body_in_title(document.file_title or first))
            or body_on_cover(cover, document.running, values.title, is_policy=True)
            or body_in_front(first)
            or body_in_title(values.title)
            or body_in_front(values.title)
            or policy_site(document.file_title)
            or payer_above_series(document)
            or written(letterhead(document))
            or copyright_holder(document.text)
            or administrator_of(head)
            or owner_of_page(document.file_title, first.splitlines()[0] if first else "")
        )
    if not found and values.kind is SourceKind.GUIDELINE:
        found = body_with_initials(cover) or body_behind(values.title)
    found = _LINE_OF_BUSINESS.sub("", found) or generic_body(cover) or generic_body(running)
    if not found:
        found = copyright_holder(document.text)
    if not found and is_policy:
        found = body_before_stop(values.title, cover)
    if not found and values.kind is SourceKind.GUIDELINE:
        found = site_of(values.title) or body_on_cover(
            cover, document.running, values.title, is_policy=False
        )
    return found


# Numbers of Medicare's local determinations (LCD) and of their billing articles: Medicare Program
# Integrity Manual, chapter 13.
_ARTICLE = re.compile(r"A\d{5}")
_LCD = re.compile(r"\bL\d{5}\b")


def _companion(number: str, text: str) -> str:
    """The local determination that a billing article belongs to: the first that it names."""
    found = _LCD.search(text) if _ARTICLE.fullmatch(number) else None
    return found.group() if found else ""


def infer_kind(title: str, document: Document) -> SourceKind:
    """The kind with most signals.

    Words of the title count fivefold. Without any: research, which decides least.
    """
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


def known_body(title: str, cover: str) -> str:
    """A known body named in the title, else the one named first on the cover; "" for none."""
    for text in (title, cover):
        named = [
            (match.start(), _with_region(name, text))
            for pattern, name in PUBLISHERS
            if (match := pattern.search(text))
        ]
        if named:
            return min(named)[1]
    return ""


_REPORT_OF = re.compile(
    r"^(?:An? )?(?:Report|Statement|Guideline|Guidance) (?:of|from|by) (?:the )?"
)
# "An Endocrine Society Guideline", "Association of X Clinical Practice Guideline"
_ARTICLE_BEFORE = re.compile(r"^(?:An?|The) ")
_SERIES_BEHIND = re.compile(
    r" (?:(?:Clinical|Evidence-Based|Practice|Position|Consensus) )*"
    r"(?:Guidelines?|Statement|Bulletin|Report)\b.*$|,? (?:(?:Joint )?(?:Sub)?[Cc]ommittee|Board)$"
)
# "Practice Committee of the College of X": the college
_PART_OF = re.compile(
    r"^.*\b(?:Sub)?(?:[Cc]ommittee|Panel|Section|Division|Group) of the (?=[A-Z].* of |"
    r"[A-Z].*(?:Society|College|Academy|Association)$)"
)


def generic_body(cover: str) -> str:
    """The first name on a cover that ends like a body's; "" for none."""
    match = GENERIC_PUBLISHER.search(as_written(cover))
    name = _REPORT_OF.sub("", " ".join(match.group().split())) if match else ""
    return _SERIES_BEHIND.sub("", _ARTICLE_BEFORE.sub("", _PART_OF.sub("", name)))


def _payer(publisher: str, head: str) -> str:
    for pattern, name in PAYERS:
        if pattern.search(publisher):
            # a plan of the family that has a name of its own: "Lakeland Blue Cross"
            own = name.startswith("Blue Cross") and not publisher.startswith(("Blue", "BCBS"))
            return publisher if own else _with_region(name, publisher)
    if contractor_of(head[:_COVER_CHARS]):
        return "Medicare"
    if publisher:
        return publisher  # who issues a coverage policy is its payer, whomever else it mentions
    for pattern, name in PAYERS:
        if pattern.search(head[:_COVER_CHARS]):
            return _with_region(name, head[:_COVER_CHARS])
    return ""


def _with_region(name: str, text: str) -> str:
    """The plan of a family of plans by its whole name ("Blue Cross of Idaho"), where it stands."""
    own = REGIONAL.search(as_written(text)) if name.startswith("Blue Cross") else None
    return own.group() if own else name


def infer_policy_number(title: str, head: str) -> str:
    """Number as the publisher prints it, with its series ("CPB 0206", "NCD 250.3", "L33610")."""
    text = f"{title}\n{head}"
    for pattern, form in POLICY_NUMBERS:
        for match in pattern.finditer(text):
            if not _REPLACED.search(text[max(0, match.start() - 60) : match.start()]):
                return match.expand(form).strip(" .:-")
    return ""


# "Effective January 1, 2027: Velora moves to tier 3": the day of a change that is announced
_CHANGES = re.compile(r"\s*:\s+(?=\S+ \S+)")


def _labelled_date(name: str, text: str) -> date | None:
    for label in DATE_LABELS[name]:
        for match in label.finditer(text):
            after = DATE.match(text, match.end())
            if after and _CHANGES.match(text, after.end()):
                continue
            if found := date_at(text, match.end()):
                return found
    return None


def _superseded(text: str) -> tuple[str, ...]:
    found = (match.group(1).strip(" .,") for match in SUPERSEDES.finditer(text))
    return tuple(dict.fromkeys(found))
