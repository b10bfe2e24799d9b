"""Results of genes and tumour markers: "EGFR ex19del", "IDH1 wt", "no EGFR/ALK".

A criterion that asks for a change of a gene, or for none, is settled by what stands beside the
gene's name; a change that is named exactly (V600E, exon 20) only by the same one.
"""

import re
from collections.abc import Iterator

from app.examination_names import GENE
from app.fact_models import Fact, FactKind, Reading
from app.findings_base import MET, NOT_MET, OPEN, Desk, Settled, joined, turned
from app.measures import norm_set, norms
from app.scope_cues import Scope
from ingest.statements.models import Join

_EXACT = re.compile(
    r"\b(?:[A-Z]\d{2,4}[A-Z]?|exon \d+|ex ?\d+\w*|[cp]\.\S+|\d+p|t\(\d+;\d+\))\b", re.IGNORECASE
)
_CHANGE = re.compile(
    r"\b(?:mutat\w+|mutant|variants?|rearrangements?|fusions?|amplifi\w+|alterations?|deletions?|"
    r"insertions?|positive|positivity)\b",
    re.IGNORECASE,
)
_NONE = re.compile(r"\b(?:no|without|absence of|negative|wild[- ]type|not|absent)\b", re.IGNORECASE)
_REST = norm_set(
    "mutation mutations mutated mutant variant variants rearrangement rearrangements "
    "fusion fusions "
    "amplification alteration alterations deletion insertion positive positivity presence present "
    "documented confirmed detected genetic testing test gene tumor tumors tumour "
    "pathogenic known no "
    "without absence negative wild type not absent the is are has of by an approved fda identified "
    "disease status activating somatic receptor receptors neu expression"
)
_SHOWN = re.compile(
    r"(?:[ :=-]|\b(?:gene|is|was|tumou?r|exon|heterozygous|homozygous)\b)*(?:\+|\((?:\+)\)|"
    r"pos(?:itive)?"
    r"\b|mut(?:ant|ated|ation)?s?\b|variant\b|fusion\b|rearrang\w+|amplif\w+|del(?:etion)?\b|"
    r"ins(?:ertion)?\b|[A-Z]\d{2,4}[A-Z]\b|ex(?:on)? ?\d+\w*|-[A-Z0-9]{2,8} fusion\b|"
    r"\d+(?:\.\d+)?-?"
    r"kb\b)",
    re.IGNORECASE,
)
_NOT_SHOWN = re.compile(
    r"(?:[ :=/&-]|\b(?:and|is|was|[A-Z]{2,5}[0-9]?)\b)*(?:neg(?:ative)?\b|wt\b|wild[- ]?type\b|"
    r"not (?:detected|found|mutated)\b|unmutated\b|\(-\))",
)
_NO = re.compile(
    r"\b(?:no|without|neg(?:ative)? for)\s+(?:[A-Z0-9-]+\s*(?:/|,|or|nor|and)\s*){0,4}$"
)
# "HER2-", "HER2−": a sign right behind the name
_MINUS = re.compile(r"[-−–](?=[\s,;.)/]|$)")
# What a receptor is called in full, and by its letters
_RECEPTORS = (("estrogen", "ER"), ("progesterone", "PR"), ("hormone", "HR"))
# "HR-positive and HER2-negative": each with a sign of its own
_POSITIVE = re.compile(r"\bpositiv\w+", re.IGNORECASE)
_NEGATIVE = re.compile(r"\bnegativ\w+", re.IGNORECASE)
_PARTS = re.compile(r"\s*(?:[,/]|\b(?:and|or|but)\b)\s*", re.IGNORECASE)
_OR, _AND = (re.compile(rf"\b{word}\b", re.IGNORECASE) for word in ("or", "and"))
_UNSAID = Scope.FAMILY | Scope.PLANNED | Scope.UNCLEAR | Scope.ASKED | Scope.POSSIBLE


def settle_gene(text: str, desk: Desk) -> Settled | None:
    """The finding of a criterion that asks for a change of genes or receptors, or for none."""
    named = {_name(m) for m in GENE.finditer(text)}
    if len(named) > 1 and _POSITIVE.search(text) and _NEGATIVE.search(text):
        own = [part for part in _PARTS.split(text) if GENE.search(part)]
        join = Join.ANY_OF if _OR.search(text) else Join.ALL_OF
        return joined(join, [settle_gene(part, desk) or OPEN for part in own])
    either = _OR.search(text) is not None
    if (
        not named
        or (len(named) > 1 and either is (_AND.search(text) is not None))
        or not (_CHANGE.search(text) or _NONE.search(text))
        or _EXACT.search(text)
    ):
        return None
    rest = GENE.sub(" ", re.sub(r"\([^)]*\)", " ", text))
    if set(norms(rest)) - _REST:
        return None
    told = [_told(gene, desk) for gene in sorted(named)]
    if len(told) == 1 or not any(told):
        return _as_wanted(told[0], text)
    any_of = either or _NONE.search(text)  # "A and B negative": neither may be changed
    parts = [part or OPEN for part in told]
    return _as_wanted(joined(Join.ANY_OF if any_of else Join.ALL_OF, parts), text)


def _as_wanted(changed: Settled | None, text: str) -> Settled | None:
    return turned(changed) if changed and _NONE.search(text) else changed


def _told(gene: str, desk: Desk) -> Settled | None:
    """Whether a gene is changed; None where the case tells nothing of it."""
    told = [row for reading in desk.facts.readings for row in _changes(reading, gene)]
    if not told and gene == "HR":  # positive where either of its two receptors is
        both = [_told(receptor, desk) or OPEN for receptor in ("ER", "PR")]
        return joined(Join.ANY_OF, both)
    if len({changed for changed, _ in told}) != 1:
        return OPEN if told else None
    changed, fact = told[0]
    return Settled(MET if changed else NOT_MET, (fact,))


def _name(match: re.Match[str]) -> str:
    """A gene or receptor by its letters."""
    printed = match.group("gene").replace(" ", "").lower()
    full = [letters for word, letters in _RECEPTORS if word in printed.replace("oe", "e")]
    return full[0] if full else printed.upper()


def _changes(reading: Reading, gene: str) -> Iterator[tuple[bool, Fact]]:
    """Whether a text tells of a change of a gene, or of none."""
    text = reading.text
    for match in GENE.finditer(text):
        if _name(match) != gene:
            continue
        if reading.scope_at(*match.span()) & _UNSAID:
            continue
        before = _NO.search(text, max(0, match.start() - 40), match.start())
        behind = _MINUS.match(text, match.end()) or _NOT_SHOWN.match(text, match.end())
        shown = _SHOWN.match(text, match.end())
        if before or behind:
            start = before.start() if before else match.start()
            end = behind.end() if behind else match.end()
            yield False, reading.fact(FactKind.FINDING, start, end, name=match.group())
        elif shown and (
            text[match.end()] == "+" or not reading.scope_at(*match.span()) & Scope.DENIED
        ):  # a sign of its own, whatever is said of the next: "ER+/PR+ HER2 neg"
            yield (
                True,
                reading.fact(FactKind.FINDING, match.start(), shown.end(), name=match.group()),
            )
