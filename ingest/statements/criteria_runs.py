"""How the items of a list are joined by what stands between them: "; and", "OR", "AND EITHER".

Forms print the joins at the end of a line, in front of the next, or on a line of their own.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.statements.context import Context
from ingest.statements.criteria_patterns import OPENS_CHOICE
from ingest.statements.models import Criterion, Join

_WORD = r"(?P<word>and/or|and|or|plus)"
_OPENS = rf"(?:[\s,;:–—-]+(?P<opens>{OPENS_CHOICE}))?"
CONNECTOR = re.compile(rf"[\W_]*{_WORD}{_OPENS}[\W_]*", re.IGNORECASE)
ITEM_END = re.compile(rf"[;,.]?\s*\b{_WORD}{_OPENS}[\s:,]*$", re.IGNORECASE)
_ITEM_START = re.compile(rf"{_WORD}\b\s+", re.IGNORECASE)
_EITHER = re.compile(rf"(?:{_WORD}\s+)?(?P<opens>either|both)\b[\s:]+(?!of\b)", re.IGNORECASE)
_OPEN_LEAD = re.compile(r"(?::|\bwhen|\bif|\bwhere|\bfollowing)\s*$", re.IGNORECASE)
_ALL = re.compile(r"(?:all|both)\b", re.IGNORECASE)
_INNER = {Join.ANY_OF: "or", Join.ALL_OF: "and"}


@dataclass(frozen=True, slots=True)
class Between:
    """What stands between two neighbouring items.

    Attributes:
        word: "and", "or" or "".
        opens: How the items behind it are joined among themselves ("and either"); else None.
    """

    word: str
    opens: Join | None = None


def plain(word: str) -> str:
    """The connector that "and/or" and "plus" stand for."""
    return "or" if "or" in word.lower().split("/") else "and"


def between(context: Context, items: Sequence[int], bare: Sequence[str]) -> list[Between]:
    """What stands between each two neighbouring items.

    Args:
        context: The document.
        items: Their blocks, in order.
        bare: Their texts without markers.
    """
    found: list[Between] = []
    for (left, right), text in zip(pairwise(items), bare[1:], strict=True):
        lines = [context.text(i) for i in range(left + 1, right)]
        alone = [m for line in lines if (m := CONNECTOR.fullmatch(line))]
        last = [i for i in range(left, right) if not CONNECTOR.fullmatch(context.text(i))]
        told = [*alone, ITEM_END.search(context.text(last[-1])), _ITEM_START.match(text)]
        said = [m for m in told if m]
        word = plain(said[-1]["word"]) if said else ""
        opens = next((o for m in said if (o := m.groupdict().get("opens"))), "")
        either = _EITHER.match(text)
        opens = opens or (either["opens"] if either and word else "")
        found.append(Between(word, _choice(opens) if opens else None))
    return found


def _choice(opens: str) -> Join:
    return Join.ALL_OF if _ALL.match(opens) else Join.ANY_OF


def opened(
    first: str, joins: Sequence[Between], children: Sequence[Criterion]
) -> tuple[list[str], list[Criterion]]:
    """Words and children of a list, the items behind an "and either" as one child.

    Args:
        first: Text of the first item, which may open with "Either".
        joins: What stands between the children.
        children: The items.
    """
    either = _EITHER.match(first)
    own = _choice(either["opens"]) if either else None
    mixed = own is not None and len({b.word for b in joins if b.word}) > 1
    opens = [own if mixed else None, *(b.opens for b in joins)]
    words, kept, at = list[str](), list[Criterion](), 0
    while at < len(children):
        end = _end(opens, joins, at)
        group = children[at:end]
        join = opens[at] or Join.ALL_OF
        kept.append(
            Criterion(join=join, text="", children=tuple(group)) if len(group) > 1 else group[0]
        )
        words += [joins[end - 1].word] if end < len(children) else []
        at = end
    return words, kept


def _end(opens: Sequence[Join | None], joins: Sequence[Between], at: int) -> int:
    """Index behind the items that belong to the one at an index: itself, or what it opens."""
    join, end = opens[at], at + 1
    if join is None:
        return end
    while end < len(opens) and opens[end] is None and joins[end - 1].word in {_INNER[join], ""}:
        end += 1
    return end


def joined(
    told: tuple[Join, int] | None,
    words: list[str],
    children: list[Criterion],
    lead_text: str,
) -> tuple[Join, int, bool, list[Criterion]]:
    """Join, n, parsed and children, by the lead-in, else by what stands between the items."""
    said = {word for word in words if word}
    if told is not None:
        other = {Join.ALL_OF: "or", Join.ANY_OF: "and"}.get(told[0], "")
        if other in said and len(said) > 1:
            children = _runs(children, words, other)
        return told[0], told[1], True, children
    if said == {"or"}:
        return Join.ANY_OF, 0, True, children
    if said == {"and", "or"}:
        return Join.ANY_OF, 0, False, _runs(children, words, "and")
    clear = len(children) <= 1 or said == {"and"} or _OPEN_LEAD.search(lead_text) is not None
    return Join.ALL_OF, 0, clear, children


def apart_by_lines(context: Context, items: list[int], words: list[str]) -> bool:
    """Whether every "or" between items stands on a line of its own, and every "and" beside one."""
    alone = [
        any(CONNECTOR.fullmatch(context.text(i)) for i in range(left + 1, right))
        for left, right in pairwise(items)
    ]
    if len(words) != len(alone) or set(words) != {"and", "or"}:
        return False
    return alone == [word == "or" for word in words]


def _runs(children: list[Criterion], words: list[str], word: str) -> list[Criterion]:
    """Put neighbours that are joined by `word` under a node of their own."""
    groups = [[children[0]]]
    for said, child in zip(words, children[1:], strict=True):
        if said == word:
            groups[-1].append(child)
        else:
            groups.append([child])
    join = Join.ANY_OF if word == "or" else Join.ALL_OF
    return [
        group[0] if len(group) == 1 else Criterion(join=join, text="", children=tuple(group))
        for group in groups
    ]
