"""The printed pages of a PDF, read by the evals themselves: to check a page that an answer names.

The product's own map from places to pages made the page that is checked, so it cannot be the judge
of it. Only pages that are cited are read, each once in a process.
"""

import re
import unicodedata
from contextlib import closing
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

import pypdfium2

_WORD = re.compile(r"[a-z0-9]+")
_N_PAIRS = 10  # at either end of a quote: one that runs over a page's end stands there by half
_MIN_PAIRS = 3
_MIN_SHARE = 0.7


def prints(path: Path, page: int, quote: str) -> bool | None:
    """Whether a page prints the beginning or the end of a quote.

    By pairs of neighbouring words, of which other pages share few; lines, columns and hyphens may
    be read otherwise than the product reads them, so most of them are enough.

    Returns:
        None for a quote too short to tell.
    """
    words = _words(quote)
    pairs = list(pairwise(words))
    if len(pairs) < _MIN_PAIRS:
        return None
    printed = _pairs_of(path, page)
    ends = (pairs[:_N_PAIRS], pairs[-_N_PAIRS:])
    return any(sum(pair in printed for pair in end) >= _MIN_SHARE * len(end) for end in ends)


@lru_cache(2048)
def _pairs_of(path: Path, page: int) -> frozenset[tuple[str, str]]:
    """Pairs of neighbouring words of a page; none where there is no such page."""
    with closing(pypdfium2.PdfDocument(path)) as pdf:
        if not 1 <= page <= len(pdf):
            return frozenset()
        with closing(pdf[page - 1].get_textpage()) as text_page:
            return frozenset(pairwise(_words(text_page.get_text_bounded())))


def _words(text: str) -> list[str]:
    """Words without what a line's end does to them."""
    plain = unicodedata.normalize("NFKC", text).replace("\u00ad", "").replace("\ufffe", "-")
    joined = re.sub(r"[-\u2010\u2011]\s*[\r\n]+\s*", "", plain)
    return _WORD.findall(re.sub(r"[-\u2010\u2011]", "", joined).casefold())
