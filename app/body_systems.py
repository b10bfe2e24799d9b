"""Systems of the body as classes of diagnoses: "all musculoskeletal indications".

Source: the chapters of ICD-10-CM, FY 2026 (CDC/NCHS), by the letters with which their codes begin.
"""

import re
from collections.abc import Collection, Iterable

from ingest.lexis import stem

_CHAPTERS = {
    "A B": "infectious infection",
    "C D0 D1 D2 D3 D4": "neoplasm neoplastic oncologic oncology",
    "C": "cancer malignancy malignant",
    "D5 D6 D7": "hematologic haematologic",
    "E": "endocrine metabolic",
    "F": "psychiatric mental behavioral",
    "G": "neurologic neurological",
    "H0 H1 H2 H3 H4 H5": "ophthalmic ophthalmologic ocular",
    "H6 H7 H8 H9": "otologic",
    "I": "cardiovascular circulatory cardiac",
    "J": "respiratory pulmonary",
    "K R10 R11 R14 R19": "gastrointestinal digestive",
    "L": "dermatologic dermatological cutaneous",
    "M": "musculoskeletal orthopedic rheumatologic",
    "N": "genitourinary urologic",
    "O": "obstetric",
}
_FRONTS = {
    stem(word): tuple(fronts.split())
    for fronts, names in _CHAPTERS.items()
    for word in names.split()
}


_SCOPE = re.compile(
    r"\ball other (?P<what>[a-z]+) (?:conditions|indications|disorders|diseases|uses|diagnoses)\b",
    re.IGNORECASE,
)


def outside_scope(catch_all: str, codes: Collection[str]) -> bool:
    """Whether a catch-all speaks of one system of the body, and a condition is of another.

    "All other orthopedic conditions" says nothing of erectile dysfunction.

    Args:
        catch_all: What it says.
        codes: ICD-10-CM codes of the condition; none where it is not known.
    """
    found = _SCOPE.search(catch_all)
    what = frozenset({stem(found.group("what"))}) if found else frozenset()
    known = bool(what) and next(iter(what)) in _FRONTS
    return known and bool(codes) and not is_of_system(what, codes)


def is_of_system(stems: frozenset[str], codes: Iterable[str]) -> bool:
    """Whether a phrase is the name of one system, and a diagnosis code belongs to it.

    Args:
        stems: Of the phrase, the generic ones left out ("musculoskeletal" of "musculoskeletal
            indications").
        codes: ICD-10-CM codes of the other phrase; a category stands as "M72.-".
    """
    fronts = _FRONTS.get(next(iter(stems)), ()) if len(stems) == 1 else ()
    return bool(fronts) and any(code.upper().startswith(fronts) for code in codes)
