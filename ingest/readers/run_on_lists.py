"""Lists whose lines were joined to one text: "for any of these: ■ Gout; or ■ Psoriasis".

Bulletins that were printed, or copied off a page, come so. Each mark opens an item, as it did on
the page, and a verdict of its own behind the last item stands apart from the list.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from ingest.models import BlockKind
from ingest.readers.builder import Draft
from ingest.readers.markers import MarkerStack, split_marker

# Shapes that nobody types within a sentence; a dash, a plus, a tick or an arrow may be one
_MARK = re.compile(r"(?<=\s)[•●▪■◦○‣⁃∙➢➤❖◆♦►▶▸▷◼\uE000-\uF8FF]\s+(?=\S)")  # noqa: RUF001
_FEW = 2
# Who speaks, at the beginning of a sentence: "Acme considers X proven"
_SPEAKER = re.compile(r"(?:^|[.:)]\s+)((?:[A-Z][\w&'-]*\s+){1,5}?)(?:does not\s+)?considers?\s")
_VERDICT = re.compile(
    r"(?<=[.)])\s+(?=[A-Z][\w ,/-]{3,120}? (?:is|are) (?:not |considered |deemed ){0,2}"
    r"(?:considered|deemed|covered|medically necessary|experimental|investigational|unproven)\b)"
)


def with_run_on_lists(drafts: Iterable[Draft]) -> Iterator[Draft]:
    """Drafts, each text that runs on through a list parted into its lead-in and its items."""
    for draft in drafts:
        prose = draft.kind in {BlockKind.PARAGRAPH, BlockKind.LIST_ITEM}
        marks = [mark.start() for mark in _MARK.finditer(draft.text)] if prose else []
        led = bool(marks) and draft.text[: marks[0]].rstrip().endswith(":")
        if led and len(marks) >= _FEW:
            yield from _parted(draft, marks)
        else:
            yield draft


def _parted(draft: Draft, marks: Sequence[int]) -> Iterator[Draft]:
    text = draft.text
    lead = text[: marks[0]]
    yield replace(draft, text=lead.rstrip())
    last, rest = _last(text[marks[-1] :], lead)
    stack = MarkerStack()
    ends = [*marks[1:], marks[-1] + last]
    for low, high in zip(marks, ends, strict=True):
        marker = split_marker(text[low:high].strip())
        if marker is not None:
            yield Draft(
                kind=BlockKind.LIST_ITEM,
                text=marker.rest,
                level=draft.level + stack.push(marker),
                marker=marker.text,
                page=_page(draft, low),
            )
    if rest:
        yield Draft(kind=BlockKind.PARAGRAPH, text=rest, page=_page(draft, marks[-1] + last))


def _last(text: str, lead: str) -> tuple[int, str]:
    """Where the last item ends, and the sentence that stands behind it."""
    speakers = [found.group(1).strip() for found in _SPEAKER.finditer(lead)]
    again = (re.search(rf"\s{re.escape(name)}\s+(?:does not )?consider", text) for name in speakers)
    ends = [found.start() for found in again if found is not None]
    if (verdict := _VERDICT.search(text)) is not None and _is_outside(text[: verdict.start()]):
        ends.append(verdict.start())
    end = min(ends, default=len(text))
    return end, text[end:].strip()


def _is_outside(before: str) -> bool:
    return before.count("(") == before.count(")")


def _page(draft: Draft, at: int) -> int | None:
    return None if draft.page is None else draft.page + draft.text[:at].count("\f")
