"""The audit chain, pure: each entry is signed together with the signature before it.

Without the key nobody can write an entry that fits. What a chain alone cannot show is that its end
is missing: for that somebody keeps a head (`audit head`) somewhere else.
"""

import hmac
import json
import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass

from app.records.audit_key import keyed_digest
from ingest.errors import AuditError

_HEAD = re.compile(r"(\d+):([0-9a-f]{64})")
START = "0" * 64  # what stands before the first entry


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """What happened: ids and hashes alone.

    Attributes:
        event: answered, deleted, submitted, edited, commented, approved, returned, reopened, ...
        user_id: Who.
        subject_id: The answer, conversation or submission it happened to.
        snapshot: Which Snapshot answered.
        composer: extractive, or the model's name.
        verdict: "" where there is none.
        documents: Ids of the documents that were cited.
        digest: Keyed hash of the text that was kept, "" where there is none.
    """

    event: str
    user_id: str
    subject_id: str
    snapshot: str = ""
    composer: str = ""
    verdict: str = ""
    documents: tuple[str, ...] = ()
    digest: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An Event in its place: number from 1, time in UTC, signature."""

    seq: int
    at: str
    event: Event
    mac: str


@dataclass(frozen=True, slots=True)
class Head:
    """The end of a chain: how many entries, and the signature of the last."""

    count: int
    mac: str

    def __str__(self) -> str:
        return f"{self.count}:{self.mac}"


def parse_head(text: str) -> Head:
    """A head as `audit head` prints it.

    Raises:
        AuditError: It is not one.
    """
    match = _HEAD.fullmatch(text.strip().lower())
    if match is None:
        raise AuditError("that is no head: give it as `audit head` printed it, 12:ab34...")
    return Head(int(match.group(1)), match.group(2))


def signature(key: bytes, before: str, *, seq: int, at: str, event: Event) -> str:
    """What an entry must bear, given the signature of the one before it."""
    content = json.dumps([before, seq, at, asdict(event)], sort_keys=True, separators=(",", ":"))
    return keyed_digest(key, "audit entry", content)


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What a verification found.

    Attributes:
        head: The end of the chain as it is now.
        faults: What is wrong, a sentence each; () if nothing is.
        blind: What could not be found out, and what it would take.
    """

    head: Head
    faults: tuple[str, ...]
    blind: tuple[str, ...]


NO_KEY = (
    "without the key a changed or rewritten entry cannot be found, only a missing number: "
    "name the key"
)
NO_HEAD = (
    "without a head that was kept elsewhere it cannot be found whether the last entries were cut "
    "off, or an older copy of the whole database was put back: give one with --head"
)


def verify(entries: Iterable[Entry], key: bytes | None, kept: Head | None) -> Checked:
    """Walk the chain once, from its start; needs no more memory than one entry.

    Args:
        entries: In order of their numbers.
        key: Without it the signatures cannot be checked.
        kept: A head of earlier, kept outside the database.
    """
    faults: list[str] = []
    before, count, at_kept = START, 0, START
    is_whole = True
    for entry in entries:
        if entry.seq != count + 1:
            faults.append(_out_of_order(count + 1, entry.seq))
            is_whole = False
        if key is not None and is_whole and not _fits(entry, key, before):
            faults.append(f"entry {entry.seq} or one before it was changed, or signed by another")
            is_whole = False  # one fault is told once: the rest is judged by its own links
        elif key is not None and not is_whole and _fits(entry, key, before):
            is_whole = True
        before, count = entry.mac, entry.seq
        if kept is not None and entry.seq == kept.count:
            at_kept = entry.mac
    faults += _against(kept, count, at_kept)
    blind = [NO_KEY] if key is None else []
    blind += [NO_HEAD] if kept is None else []
    return Checked(head=Head(count, before), faults=tuple(faults), blind=tuple(blind))


def _fits(entry: Entry, key: bytes, before: str) -> bool:
    expected = signature(key, before, seq=entry.seq, at=entry.at, event=entry.event)
    return hmac.compare_digest(expected, entry.mac)


def _out_of_order(expected: int, found: int) -> str:
    if found < expected:
        return f"entry {found} stands where entry {expected} belongs"
    last = found - 1
    missing = f"entry {expected} is" if expected == last else f"entries {expected} to {last} are"
    return f"{missing} missing"


def _against(kept: Head | None, count: int, mac: str) -> list[str]:
    """What is wrong by the head that was kept."""
    if kept is None:
        return []
    if count < kept.count:
        return [f"the chain was cut: it has {count} entries, the head that was kept {kept.count}"]
    if mac != kept.mac:
        return [f"the chain was rewritten: entry {kept.count} is not the one that was kept"]
    return []
