"""The printed pages of a PDF, read by the evals themselves: to check a page that an answer names.

The product's own map from places to pages made the page that is checked, so it cannot be the judge
of it. Only pages that are cited are read, each once in a process.
"""

import atexit
import re
import unicodedata
from collections.abc import Sequence
from contextlib import closing
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

import pypdfium2

_WORD = re.compile(r"[a-z0-9]+")
_MIN_SHARE = 0.7
_MIN_MORE = 2  # pairs that two pages hold together, and neither alone


def prints(path: Path, page: int, quote: str) -> bool | None:
    """Whether a page prints a quote, or the part of one that runs over its end.

    By pairs of neighbouring words, of which other pages share few; lines, columns and hyphens may
    be read otherwise than the product reads them, so most of them are enough. Not where the page
    before or behind holds more of them: recommendations share their form of words ("there is
    insufficient evidence to recommend for or against"), so that most of one stands near another.

    Returns:
        None for what holds no two words: one alone may stand anywhere.
    """
    pairs = list(pairwise(_words(quote)))
    if not pairs:
        return None
    before, here, behind = (_held(path, number, pairs) for number in (page - 1, page, page + 1))
    if sum(here) >= max(_MIN_SHARE * len(pairs), sum(before), sum(behind)):
        return True
    return _over_the_end(here, behind) or _over_the_end(before, here)


def _held(path: Path, page: int, pairs: Sequence[tuple[str, str]]) -> list[bool]:
    printed = _pairs_of(path, page)
    return [pair in printed for pair in pairs]


def _over_the_end(first: Sequence[bool], second: Sequence[bool]) -> bool:
    """Whether a quote begins on one page and ends on the next.

    Most of either part stands there, and together they hold more than either page alone.
    """
    n, alone = len(first), max(sum(first), sum(second))
    for cut in range(1, n):
        begun, ended = sum(first[:cut]), sum(second[cut:])
        if (
            begun >= _MIN_SHARE * cut
            and ended >= _MIN_SHARE * (n - cut)
            and begun + ended >= alone + _MIN_MORE
        ):
            return True
    return False


@lru_cache(2048)
def _pairs_of(path: Path, page: int) -> frozenset[tuple[str, str]]:
    """Pairs of neighbouring words of a page; none where there is no such page."""
    pdf = _opened(path)
    if not 1 <= page <= len(pdf):
        return frozenset()
    with closing(pdf[page - 1]) as leaf, closing(leaf.get_textpage()) as text_page:
        return frozenset(pairwise(_words(text_page.get_text_bounded())))


@lru_cache(None)  # the PDFs of the cases are few
def _opened(path: Path) -> pypdfium2.PdfDocument:
    """A file that stays open: to open it takes twice as long as to read a page of it."""
    pdf = pypdfium2.PdfDocument(path)
    atexit.register(pdf.close)  # else the library says at the end that it was left open
    return pdf


def _words(text: str) -> list[str]:
    """Words without what a line's end does to them."""
    plain = unicodedata.normalize("NFKC", text).replace("\u00ad", "").replace("\ufffe", "-")
    joined = re.sub(r"[-\u2010\u2011]\s*[\r\n]+\s*", "", plain)
    return _WORD.findall(re.sub(r"[-\u2010\u2011]", "", joined).casefold())
