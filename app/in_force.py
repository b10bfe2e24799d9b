"""Which Sources are in force on the as-of date, and what replaces what.

DESIGN.md section 5, rule 2.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from app.names import short_name
from ingest.lexis import content_stems
from ingest.models import Source
from ingest.statements.models import Statement


@dataclass(frozen=True, slots=True)
class Standing:
    """Whether a Source decides on a date.

    Attributes:
        status: in_force, undated, not_yet_in_force, superseded or ended.
        why: What replaces it, or when it starts or ended; "" while it is in force.
        inferred: True where the replacement was inferred from publisher, number or title and date.
    """

    status: str
    why: str = ""
    inferred: bool = False

    @property
    def decides(self) -> bool:
        """Whether the date lies within [effective, end)."""
        return self.status in {"in_force", "undated"}


def standings(sources: Mapping[str, Source], as_of: date) -> dict[str, Standing]:
    """Standing of every Source on a date."""
    replaced = _replaced(sources, as_of)
    return {
        doc_id: _standing(source, replaced.get(doc_id), as_of) for doc_id, source in sources.items()
    }


def _standing(source: Source, by: tuple[Source, bool] | None, as_of: date) -> Standing:
    if by is not None:
        return Standing("superseded", f"replaced by {_called(by[0])} ({_when(by[0])})", by[1])
    if source.effective_date and as_of < source.effective_date:
        return Standing("not_yet_in_force", f"in force from {source.effective_date.isoformat()}")
    if source.end_date and as_of >= source.end_date:
        return Standing("ended", f"ended on {source.end_date.isoformat()}")
    if source.effective_date is None and source.year and source.year > as_of.year:
        return Standing("not_yet_in_force", f"published in {source.year}")
    return Standing("in_force" if source.effective_date or source.year else "undated")


def _called(source: Source) -> str:
    """Body with number or year ("NICE NG206", "CDC 2022"), else its title."""
    name = short_name(source.payer or source.publisher)
    number = source.policy_number or str(source.year or "")
    return f"{name} {number}" if name and number else source.title


def _when(source: Source) -> str:
    return (
        source.effective_date.isoformat()
        if source.effective_date
        else str(source.year or "undated")
    )


def _start(source: Source) -> date | None:
    if source.effective_date:
        return source.effective_date
    return date(source.year, 1, 1) if source.year else None


def _replaced(sources: Mapping[str, Source], as_of: date) -> dict[str, tuple[Source, bool]]:
    found: dict[str, tuple[Source, bool]] = {}
    for source in sources.values():
        start = _start(source)
        if start is not None and start > as_of:
            continue
        for name in source.supersedes:
            found.update(dict.fromkeys(_named(name, source, sources), (source, False)))
    series: dict[tuple[object, ...], list[Source]] = {}
    for source in sources.values():
        series.setdefault(_of_one_body(source), []).append(source)
    for old_id, old in sources.items():
        if old_id in found:
            continue
        newer = [
            s
            for s in series[_of_one_body(old)]
            if _same_series(old, s) and (a := _start(old)) and (b := _start(s)) and a < b <= as_of
        ]
        if newer:
            found[old_id] = (max(newer, key=lambda s: _start(s) or date.min), True)
    return found


def _named(name: str, source: Source, sources: Mapping[str, Source]) -> list[str]:
    """Documents that a "supersedes" entry names: by id, by the publisher's number, or by title."""
    if name in sources:
        return [name] if name != source.doc_id else []
    low = name.strip().lower()
    if re.fullmatch(r"(?:19|20)\d\d", low):
        return _editions_of(int(low), source, sources)
    return [
        doc_id
        for doc_id, other in sources.items()
        if doc_id != source.doc_id
        and (
            (
                other.policy_number
                and other.policy_number.lower() == low
                and other.publisher == source.publisher
            )
            or other.title.lower() == low
            or (len(titled := _plain_title(name)) >= _FEW and titled == _plain_title(other.title))
        )
        and (_start(other) or date.min) < (_start(source) or date.max)
    ]


def _editions_of(year: int, source: Source, sources: Mapping[str, Source]) -> list[str]:
    """Documents of the same body, of that year and on nearly the same subject."""
    own = _plain_title(source.title)
    return [
        doc_id
        for doc_id, other in sources.items()
        if doc_id != source.doc_id
        and source.publisher
        and _of_one_body(other) == _of_one_body(source)
        and (_start(other) or date.max).year == year
        and (theirs := _plain_title(other.title))
        and len(own & theirs) > _NEARLY * min(len(own), len(theirs))
    ]


_FEW = 3  # words of a title that names one document
_NEARLY = 0.6  # of the words of the shorter title


def _of_one_body(source: Source) -> tuple[object, ...]:
    """What all editions of one document have in common: they alone are compared with each other."""
    return source.publisher, source.kind, source.payer, source.jurisdiction


def _same_series(old: Source, new: Source) -> bool:
    """Same publisher and same number or title: editions of one document."""
    if (
        old.doc_id == new.doc_id
        or not old.publisher
        or old.publisher != new.publisher
        or old.kind is not new.kind
    ):
        return False
    if new.amends or old.amends or old.companion_of or new.companion_of:
        return False
    if old.payer != new.payer or old.jurisdiction != new.jurisdiction:
        return False
    if old.policy_number and new.policy_number:
        return _plain_number(old.policy_number) == _plain_number(new.policy_number)
    left, right = _plain_title(old.title), _plain_title(new.title)
    return bool(left) and left == right


_EDITION = re.compile(r"(?:19|20)\d\d(?P<own>[a-z]{1,4}\d{3,6})[a-z]{1,2}", re.IGNORECASE)


def _plain_number(number: str) -> str:
    """A number without year and letter of its edition: 2023T0388A and 2026T0388C are T0388."""
    found = _EDITION.fullmatch(number.strip())
    return (found["own"] if found else number).lower()


@lru_cache(maxsize=4096)
def _plain_title(title: str) -> frozenset[str]:
    return content_stems(
        re.sub(
            r"\b(?:19|20)\d\d\b|\b(?:version|edition|update[d]?|revised|v)\b\.? ?[\d.]*",
            " ",
            title,
            flags=re.IGNORECASE,
        )
    )


def amended(
    sources: Mapping[str, Source], standing: Mapping[str, Standing]
) -> dict[str, dict[str, str]]:
    """Recommendations that a focused update in force replaces.

    By document, then by recommendation ("" for all): the update's id.
    """
    found: dict[str, dict[str, str]] = {}
    for source in sources.values():
        if source.amends and standing[source.doc_id].decides:
            for entry in source.amends:
                document, _, number = entry.partition("#")
                plain = number.removeprefix("rec").strip(" .-")
                for doc_id in _amended_by(source, document, sources):
                    found.setdefault(doc_id, {})[plain] = source.doc_id
    return found


def _amended_by(update: Source, document: str, sources: Mapping[str, Source]) -> list[str]:
    """The document that an entry of `amends` names, by id or by the year of an earlier edition."""
    if document in sources or not re.fullmatch(r"(?:19|20)\d\d", document):
        return [document]
    return [
        other.doc_id
        for other in sources.values()
        if other.doc_id != update.doc_id
        and (start := _start(other)) is not None
        and start.year == int(document)
        and other.publisher
        and _of_one_body(other) == _of_one_body(update)
        and _plain_title(other.subject or other.title)
        == _plain_title(update.subject or update.title)
    ]


_SECTION = "section "
_OF_SECTION = re.compile(
    r"(?:section |chapter |§ ?)?(?P<number>\d+(?:\.\d+)*)[.:)]?\s", re.IGNORECASE
)


def replaced_by_update(
    statement: Statement,
    updates: Mapping[str, Mapping[str, str]],
    update_numbers: Mapping[str, frozenset[str]],
    headings: Callable[[str], Iterable[str]],
) -> str:
    """Id of the focused update that replaces this Statement, "" where none does.

    An update that names no recommendation replaces those whose printed numbers it repeats, one
    that names a section what stands under it.
    """
    entries = updates.get(statement.doc_id)
    if not entries:
        return ""
    for name, by in entries.items():
        if name.startswith(_SECTION):
            dotted = [number for number in (statement.recommendation,) if "." in number]
            own = (*dotted, *headings(statement.quote.passage_id))
            if _stands_in(name.removeprefix(_SECTION), own):
                return by
    if statement.recommendation and statement.recommendation in entries:
        return entries[statement.recommendation]
    if "" in entries and statement.recommendation in update_numbers.get(entries[""], frozenset()):
        return entries[""]
    return ""


def _stands_in(section: str, named: Iterable[str]) -> bool:
    """Whether a heading or the number of a recommendation is that of a section, or of its parts."""
    numbers = (found["number"] for text in named if (found := _OF_SECTION.match(f"{text} ")))
    return any(number == section or number.startswith(f"{section}.") for number in numbers)


def families(sources: Mapping[str, Source]) -> dict[str, str]:
    """Document to the head of its family: an LCD and its article are one (`companion_of`)."""
    heads: dict[str, str] = {}
    by_number = {s.policy_number.lower(): s.doc_id for s in sources.values() if s.policy_number}
    for doc_id, source in sources.items():
        other = source.companion_of
        head = other if other in sources else by_number.get(other.lower(), "") if other else ""
        heads[doc_id] = head or doc_id
    return {doc_id: _last(doc_id, heads) for doc_id in heads}


def _last(doc_id: str, heads: Mapping[str, str]) -> str:
    """Head of a chain of companions; of a ring (each names the other) the first by name."""
    seen = [doc_id]
    while (following := heads.get(seen[-1], seen[-1])) not in seen:
        seen.append(following)
    return min(seen[seen.index(following) :])


_NATIONAL = re.compile(r"\bNCD\b|national coverage determination", re.IGNORECASE)
_LOCAL = re.compile(r"\bLCD\b|local coverage determination|^L\d{5}$|^A\d{5}$", re.IGNORECASE)


def level(source: Source) -> str:
    """Level of a determination: "national" (NCD), "local" (LCD or its article), else ""."""
    text = f"{source.policy_number} {source.title}"
    if _NATIONAL.search(text):
        return "national"
    return (
        "local" if any(_LOCAL.search(part) for part in (source.policy_number, source.title)) else ""
    )
