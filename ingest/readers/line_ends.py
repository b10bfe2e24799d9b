"""Lines joined: the words of a document tell the hyphen of a compound from that of a word break."""

import re
from collections import Counter
from collections.abc import Iterable

_WORD = re.compile(r"[^\W\d_]{2,}")
# "and/" at a line's end; an address that ends in a slash is whole.
_CUT_COMPOUND = re.compile(r"(?:^|\s)[^\s:.]*[^\W\d_][/–]$")
# Words that end a compound, as in "long-term"; no syllable at which another word is cut.
_ENDS_COMPOUND = frozenset(
    {
        "associated",
        "based",
        "centered",
        "centred",
        "controlled",
        "induced",
        "onset",
        "quality",
        "related",
    }
    | {"free", "guided", "like", "lowering", "releasing", "sparing", "style", "type"}
    | {"resistant", "refractory", "specific", "term", "threatening", "up"}
)
_NO_WORD = frozenset({"anti", "dis", "mid", "non", "over", "post", "pre", "sub", "under"})
_MIN_COMPOUND = 3


class Vocabulary:
    """Words of this document, apart from those that a line's end may have cut."""

    def __init__(self) -> None:
        self._words: Counter[str] = Counter()
        self._compounds: Counter[str] = Counter()

    def count(self, line: str) -> None:
        """Count a line's words; the last is left out where it ends in a hyphen."""
        tokens = line.lower().split()
        if tokens and tokens[-1].endswith("-"):
            tokens = tokens[:-1]
        for token in tokens:
            self._words.update(_WORD.findall(token))
            if "-" in token.strip("-"):
                self._compounds[token.strip(".,;:()[]\"'“”")] += 1

    def join(self, before: str, after: str) -> str:
        """Two lines joined.

        By a space, or without where a hyphen ends the first and the second goes on in lower case.
        """
        if not before:
            return after
        head = before.rstrip()
        if not (head.endswith("-") and len(head) > 1 and head[-2].isalnum()):
            # A compound that was cut after its slash or dash needs no space either.
            return (
                head + ("" if _CUT_COMPOUND.search(head) and after[:1].isalnum() else " ") + after
            )
        if head[-2].isdigit() or not after[:1].islower():
            return head + after if after[:1].isalnum() else f"{head} {after}"
        left = re.split(r"[\s(/]", head[:-1])[-1].lower()
        right = re.split(r"[\s,.;:)/]", after)[0].lower()
        if right in {"and", "or", "to"} and not self._words[left + right]:  # "inhibit-" and "or"
            return f"{head} {after}"
        return (head if self._keeps_hyphen(left, right) else head[:-1]) + after

    def _keeps_hyphen(self, left: str, right: str) -> bool:
        if self._compounds[f"{left}-{right}"]:
            return True
        if self._words[left + right]:
            return False
        if right in _ENDS_COMPOUND and len(left) >= _MIN_COMPOUND and left not in _NO_WORD:
            return True
        return bool(
            self._words[left.rsplit("-", maxsplit=1)[-1]]
            and self._words[right.split("-", maxsplit=1)[0]]
        )

    def join_all(self, lines: Iterable[str]) -> str:
        """All lines of a cell or a heading joined."""
        text = ""
        for line in lines:
            text = self.join(text, line)
        return text
