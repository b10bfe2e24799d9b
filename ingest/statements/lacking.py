"""What those must be without whom a sentence supports: "gout without tophi or a kidney stone".

Read as part of the name of what they have, it held nobody back who has it.
"""

import re
from dataclasses import replace

from ingest.lexis import is_generic, words
from ingest.statements.models import Basis, Criterion, Direction, Join, Quote, Statement
from ingest.statements.phrases import clean, split_list

_LACKING = re.compile(
    r",?\s+(?:but |and )?(?:without|with no|not having|free (?:of|from)|in the absence of)\s+"
    r"(?P<what>(?:(?!\b(?:but|and) (?:with|has|have|having)\b)[^;])+)$",
    re.IGNORECASE,
)
_WITH_OR = re.compile(r"\b(?:with|and/or|or)\s*$", re.IGNORECASE)
# "without evidence of X", "without any X": X is what they must not have
_OF_IT = re.compile(
    r"^(?:(?:any|an?|the|known|current|documented|other|significant|"
    r"(?:evidence|signs?|symptoms?|presence|diagnosis) (?:or \w+ )?of)\s+)+",
    re.IGNORECASE,
)

Groups = tuple[tuple[str, ...], ...]


def _cut_lacking(groups: Groups) -> tuple[Groups, tuple[str, ...]]:
    """Groups of conditions without what those who have them must be without, and that."""
    lacking: dict[str, None] = {}
    kept: list[tuple[str, ...]] = []
    for group in groups:
        cored: dict[str, None] = {}
        for phrase in group:
            core, what = _cut(phrase)
            cored[core] = None
            lacking |= dict.fromkeys([what] if what else [])
        kept.append(tuple(cored))
    return tuple(kept), tuple(lacking)


def _cut(phrase: str) -> tuple[str, str]:
    found = _LACKING.search(phrase)
    core = clean(phrase[: found.start()]) if found else ""
    if found is None or not words(core) or is_generic(core) or _WITH_OR.search(core):
        return phrase, ""
    return core, found["what"].strip(" ,.")


def held_against(made: Statement, *, policy: bool) -> Statement:
    """A supporting Statement with those whom it leaves out.

    A payer asks for it; a guideline says it of those alone who have what is left out.
    """
    if made.direction is not Direction.FOR or made.basis is Basis.CODE_LIST:
        return made
    groups, lacking = _cut_lacking(made.condition_groups)
    if not lacking:
        return made
    named = dict.fromkeys(phrase for group in groups for phrase in group)
    made = replace(made, condition_groups=groups, conditions=tuple(named))
    if policy:
        leaves = [_leaf(what, made.quote) for what in lacking]
        trees = (*([made.criteria] if made.criteria else []), *leaves)
        joined = Criterion(join=Join.ALL_OF, text="", children=trees)
        return replace(made, criteria=joined if len(trees) > 1 else trees[0])
    each = (_OF_IT.sub("", what) for text in lacking for what in split_list(text))
    left_out = [what for what in each if words(what)]
    return replace(made, exceptions=tuple(dict.fromkeys([*made.exceptions, *left_out])))


def _leaf(what: str, quote: Quote) -> Criterion:
    return Criterion(join=Join.LEAF, text=f"without {what}", quote=quote)
