"""Statements of one Source that each name the code of their own service."""

import re
from collections.abc import Sequence

from app.asked_case import Case
from app.matching import Spoke

_CODE = re.compile(r"(?<![\w.])(?:[A-VX-Z]\d{4}|\d{5}|\d{4}[TU])(?![\w.])")


def of_asked_code(rows: Sequence[Spoke], case: Case) -> list[Spoke]:
    """Without the Statements whose own sentence names other codes, where another names the asked.

    "A stimulator for the spine (E0748)" says nothing of the one for the limbs (E0747).
    """
    asked = set(case.intervention.codes)
    named = [set(_CODE.findall(row.statement.quote.text)) for row in rows]
    if not asked or not any(codes & asked for codes in named):
        return list(rows)
    return [row for row, codes in zip(rows, named, strict=True) if not codes or codes & asked]
