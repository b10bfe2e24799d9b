"""Text copied off a page on which the marks of a list stand on lines of their own."""

import re
from collections.abc import Sequence

_LONE = re.compile(r"\s*(?:[•●▪■◦○‣⁃∙·*+–—-]|o|(?:\d{1,2}|[a-hA-H]|[ivx]{1,4})[.)])\s*")  # noqa: RUF001
# "*Conservative care includes the following:" explains a word of the list above it
_FOOTNOTE = re.compile(r"\s*(?:\*{1,3}|†|‡)(?=[A-Z]\w)(?!.*\*\s*$)")
_FEW = 2


def with_whole_items(lines: Sequence[str]) -> list[str]:
    """Lines, each mark on that of its item; a note of its own below a list stands apart.

    Only where at least two marks stand alone: one may be a dash between two paragraphs.
    """
    lone = {at for at, line in enumerate(lines) if line.strip() and _LONE.fullmatch(line)}
    lone = {at for at in lone if at + 1 < len(lines) and _opens_text(lines[at + 1])}
    if len(lone) < _FEW:
        return list(lines)
    whole: list[str] = []
    for at, line in enumerate(lines):
        if at - 1 in lone:
            whole[-1] = f"{whole[-1].rstrip()} {line.strip()}"
            continue
        if _FOOTNOTE.match(line):
            whole.append("")
        whole.append(line)
    return whole


def _opens_text(line: str) -> bool:
    return line.strip() != "" and _LONE.fullmatch(line) is None
