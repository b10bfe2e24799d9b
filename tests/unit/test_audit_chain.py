"""The audit chain, pure: what a verification finds, and what it says it cannot find."""

from dataclasses import replace

import pytest

from app.records.chain import (
    NO_HEAD,
    NO_KEY,
    START,
    Entry,
    Event,
    Head,
    parse_head,
    signature,
    verify,
)
from ingest.errors import AuditError

KEY, OTHER = b"k" * 32, b"o" * 32


def chain(n, key=KEY, first=None):
    """n entries, signed."""
    entries, before = [], START
    for seq in range(1, n + 1):
        event = Event(
            event="answered", user_id="u1", subject_id=f"a{seq}", verdict="necessary",
            documents=("doc-1", "doc 2\nwith a line"),
        )  # fmt: skip
        if seq == 1 and first:
            event = replace(event, **first)
        at = f"2026-11-28T00:00:{seq:02}.000000+00:00"
        mac = signature(key, before, seq=seq, at=at, event=event)
        entries.append(Entry(seq=seq, at=at, event=event, mac=mac))
        before = mac
    return entries


def head_of(entries):
    return Head(entries[-1].seq, entries[-1].mac)


def changed(entries, index, **fields):
    event = replace(entries[index].event, **fields)
    return [*entries[:index], replace(entries[index], event=event), *entries[index + 1 :]]


def test_a_whole_chain_has_no_fault_and_nothing_unseen() -> None:
    entries = chain(5)
    checked = verify(entries, KEY, head_of(entries))
    assert (checked.faults, checked.blind) == ((), ())
    assert checked.head == head_of(entries)


def test_a_chain_that_has_grown_since_the_head_was_kept_is_whole() -> None:
    entries = chain(9)
    assert verify(entries, KEY, head_of(entries[:4])).faults == ()


def test_an_empty_chain_is_whole() -> None:
    assert verify([], KEY, None).faults == ()
    assert verify([], KEY, Head(0, START)).faults == ()


@pytest.mark.parametrize(
    ("tampered", "words"),
    [
        pytest.param(changed(chain(5), 2, verdict="not_necessary"), "entry 3 or", id="a verdict"),
        pytest.param(changed(chain(5), 2, user_id="u2"), "entry 3 or", id="a person"),
        pytest.param(changed(chain(5), 0, documents=()), "entry 1 or", id="the documents"),
        pytest.param(changed(chain(5), 4, digest="0"), "entry 5 or", id="the last entry"),
        pytest.param(
            [replace(e, at="2027") if e.seq == 2 else e for e in chain(5)], "entry 2", id="a time"
        ),
        pytest.param(chain(5)[:2] + chain(5)[3:], "entry 3 is missing", id="one taken out"),
        pytest.param(chain(5)[:1] + chain(5)[3:], "entries 2 to 3 are missing", id="two out"),
        pytest.param(chain(5)[1:], "entry 1 is missing", id="the first taken out"),
        pytest.param(
            [replace(e, seq=e.seq - 1) for e in chain(5)[1:]], "entry 1 or", id="renumbered"
        ),
        pytest.param(
            [replace(chain(1)[0], seq=0), *chain(5)], "entry 0 stands where", id="one put before"
        ),
        pytest.param(chain(5, OTHER), "entry 1 or", id="all rewritten with another key"),
        pytest.param(
            chain(3) + chain(5, OTHER)[3:], "entry 4 or", id="the end rewritten with another key"
        ),
    ],
)
def test_a_changed_chain_is_found_by_its_key_alone(tampered, words) -> None:
    faults = verify(tampered, KEY, None).faults
    assert faults
    assert words in faults[0]


def test_two_changed_places_are_two_faults_and_not_more() -> None:
    twice = changed(changed(chain(9), 1, verdict=""), 6, verdict="")
    assert len(verify(twice, KEY, None).faults) == 2


def test_a_cut_end_is_found_only_by_a_head_and_that_is_said() -> None:
    entries = chain(5)
    without = verify(entries[:3], KEY, None)
    assert (without.faults, without.blind) == ((), (NO_HEAD,))
    assert "was cut: it has 3 entries" in verify(entries[:3], KEY, head_of(entries)).faults[0]


def test_a_chain_rewritten_with_the_key_itself_is_found_only_by_a_head() -> None:
    """Who has the key can write a chain that fits; not one that ends as it did."""
    forged = chain(5, first={"verdict": "not_necessary"})
    assert verify(forged, KEY, None).faults == ()
    assert "was rewritten: entry 5" in verify(forged, KEY, head_of(chain(5))).faults[0]
    assert "was rewritten: entry 3" in verify(forged, KEY, head_of(chain(3))).faults[0]


def test_without_the_key_a_change_is_not_found_and_that_is_said() -> None:
    checked = verify(changed(chain(5), 2, verdict=""), None, head_of(chain(5)))
    assert (checked.faults, checked.blind) == ((), (NO_KEY,))
    assert verify(chain(5)[:2] + chain(5)[3:], None, None).faults == ("entry 3 is missing",)


def test_a_head_reads_back_as_it_prints() -> None:
    head = head_of(chain(3))
    assert parse_head(f" {head} ") == head


@pytest.mark.parametrize(
    "text", ["", "12", "12:", "x:" + "0" * 64, "12:" + "0" * 63, "-1:" + "0" * 64]
)
def test_what_is_no_head_is_refused(text) -> None:
    with pytest.raises(AuditError, match="no head"):
        parse_head(text)
