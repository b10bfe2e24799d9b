"""Single criteria beside the words of a case: what the rules settle, and how much is right.

The pairs are in criteria/, written by hand; see its README. A criterion that is met or failed and
is found so is recalled; one that is found otherwise, or settled where the words settle nothing, is
wrong. Every second group is blind: counted, never listed.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from app.fact_models import Facts
from app.facts import read_facts
from app.findings import evaluate
from app.models import FindingState
from evals.stats import Interval, wilson
from ingest.errors import CaseFileError
from ingest.statements.models import Criterion, Join
from ingest.terms import Terms

PAIRS = Path(__file__).with_name("criteria")
MET, FAILED, SILENT = "+", "-", "0"
SIGNS = (MET, FAILED, SILENT)
_SIGN_OF = {FindingState.MET: MET, FindingState.NOT_MET: FAILED, FindingState.UNKNOWN: SILENT}


@dataclass(frozen=True, slots=True)
class Pair:
    """A criterion beside the words of a case.

    Attributes:
        criterion: As printed; an item may have its lead-in before " > ".
        sign: "+" the words meet it, "-" they fail it, "0" neither.
        words: Of the case.
        whole: Whether the words are a whole case, not a line written for the criterion.
        blind: Whether it is counted only.
    """

    criterion: str
    sign: str
    words: str
    whole: bool
    blind: bool


@dataclass(frozen=True, slots=True)
class Settled:
    """A pair with the sign that the rules give it, and the words that this rests on."""

    pair: Pair
    sign: str
    quotes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """How well one sign is found.

    Attributes:
        name: What is counted.
        recall: Of the pairs with the sign, the share that is found so; None without any.
        precision: Of the pairs that are found so, the share that has it; None without any.
    """

    name: str
    recall: Interval | None
    precision: Interval | None


def parse_pairs(text: str, name: str) -> Iterator[Pair]:
    """The pairs of a file.

    Raises:
        CaseFileError: A line has no sign, or stands before the head of a group.
    """
    head, number = "", -1
    for at, line in enumerate(text.splitlines(), start=1):
        sign, _, words = line.strip().partition(" ")
        words = words.strip()
        if sign in {"?", "!"} and words:
            head, number = line.strip(), number + 1
        elif sign in SIGNS and words and head:
            whole, own = head[0] == "!", head[1:].strip()
            pair = (words, sign, own) if whole else (own, sign, words)
            yield Pair(*pair, whole=whole, blind=number % 2 == 1)
        elif sign and not sign.startswith("#"):
            raise CaseFileError(f"{name}, line {at}: no line of a group: {line.strip()!r}")


def read_pairs(folder: Path = PAIRS) -> list[Pair]:
    """The pairs of all files of a folder, in the order of their names.

    Raises:
        CaseFileError: See `parse_pairs`.
    """
    return [
        pair
        for path in sorted(folder.glob("*.txt"))
        for pair in parse_pairs(path.read_text(encoding="utf-8"), path.name)
    ]


def settle(pairs: Iterable[Pair], terms: Terms) -> Iterator[Settled]:
    """What the rules find for each pair, without a source, a question or an asked condition."""
    read = dict[str, Facts]()
    for pair in pairs:
        if pair.words not in read:
            read = {pair.words: read_facts(pair.words)}  # pairs of one case follow each other
        node = evaluate(_tree(pair.criterion), read[pair.words], terms)
        leaf = node.children[0] if node.children else node
        yield Settled(pair, _SIGN_OF[node.state], tuple(fact.quote for fact in leaf.facts))


def _tree(criterion: str) -> Criterion:
    lead, _, item = criterion.rpartition(" > ")
    leaf = Criterion(join=Join.LEAF, text=item)
    return Criterion(join=Join.ALL_OF, text=lead, children=(leaf,)) if lead else leaf


def table(found: Sequence[Settled]) -> list[Row]:
    """Recall and precision of both signs, for lines and for whole cases."""
    rows = []
    for whole, name in ((True, "whole cases"), (False, "deceptive lines")):
        counts = Counter((s.pair.sign, s.sign) for s in found if s.pair.whole is whole)
        rows += [_row(f"{name}, met", MET, counts), _row(f"{name}, not met", FAILED, counts)]
    return rows


def _row(name: str, sign: str, counts: Mapping[tuple[str, str], int]) -> Row:
    right = counts[sign, sign]
    stated = sum(n for (wanted, _), n in counts.items() if wanted == sign)
    said = sum(n for (_, told), n in counts.items() if told == sign)
    return Row(name, wilson(right, stated), wilson(right, said))


def listing(found: Iterable[Settled]) -> Iterator[str]:
    """A line for each pair that is not blind: wanted sign, found sign, criterion, words, quotes."""
    for s in found:
        if not s.pair.blind:
            told = " | ".join([s.pair.criterion, s.pair.words, "; ".join(s.quotes)])
            yield f"{s.pair.sign}{s.sign} | {told}"
