"""What goes with a Hit: the passages beside it, and the other places that say the same."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.index import Snapshot
from ingest.models import Hit, Passage

# Two texts that share so much of their words, and all their numbers and negations, say the same.
_SHARED_RATIO = 0.9
_WORD = re.compile(r"\w+(?:\.\d+)*")
_DECIDING = frozenset({"no", "not", "nor", "never", "without", "against", "except", "unless", "or"})


@dataclass(frozen=True, slots=True, kw_only=True)
class HitGroup:
    """A Hit, and the Hits further down that say the same, in this or another document."""

    hit: Hit
    also: tuple[Hit, ...] = ()


def collapse(snapshot: Snapshot, hits: Sequence[Hit]) -> tuple[HitGroup, ...]:
    """Near-duplicates as one group each, in the order of their best Hit; none is lost."""
    groups: list[tuple[Hit, list[Hit], frozenset[str]]] = []
    for hit in hits:
        words = _words(snapshot.passage(hit.passage_id).text)
        for _, also, others in groups:
            if same_words(words, others):
                also.append(hit)
                break
        else:
            groups.append((hit, [], words))
    return tuple(HitGroup(hit=hit, also=tuple(also)) for hit, also, _ in groups)


def neighbours(snapshot: Snapshot, passage_id: str) -> tuple[Passage, ...]:
    """The passages before and after one, under the same headings, in reading order.

    A list that is cut into several passages, or a table, is read on in them; the lead-in and the
    header stand in `Passage.context` already.
    """
    passage = snapshot.passage(passage_id)
    passages = snapshot.passages_of(passage.doc_id)
    place = next(n for n, item in enumerate(passages) if item.passage_id == passage_id)
    beside = passages[max(place - 1, 0) : place] + passages[place + 1 : place + 2]
    return tuple(item for item in beside if item.heading_path == passage.heading_path)


def same_words(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two texts say the same: nearly all words shared, all that decide among them.

    A number or a "not" that only one of them has makes another statement of it.
    """
    different = one ^ other
    if any(word in _DECIDING or any(sign.isdigit() for sign in word) for word in different):
        return False
    together = one | other
    return not together or 1 - len(different) / len(together) >= _SHARED_RATIO


def _words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(text.lower()))
