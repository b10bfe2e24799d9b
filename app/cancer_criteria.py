"""Criteria of cancer drugs in standing words, on the spread of a cancer. Data.

Source: wording of US payers' oncology policies.
"""

from app.criterion_rows import Row, row

_SPREAD = r"(?:metasta(?:s[ie]s|tic)(?: (?:disease|cancer|spread))?|mets)"
_NO = r"(?:no|without|absence of|free of|has no|does not have)"
_SHOWN = r"(?:(?:any|known|evidence of|signs? of|clinical|radiographic|distant|current) )*"

CANCER_ROWS: tuple[Row, ...] = (
    row(
        rf"{_NO} {_SHOWN}{_SPREAD}",
        rf"\b(?:no|without|denies|free of|negative for) {_SHOWN}{_SPREAD}\b|\bnon-?metastatic\b",
        r"(?<!non-)(?<!non)\b(?:mets|metasta(?:s[ie]s|tic|si[sz]ed))\b|\bstage (?:IV|4)\b",
        denied=True,
    ),
)
