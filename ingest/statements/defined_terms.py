"""Terms that a document defines by a list: "Very high risk means either of: a) ...; b) ...".

A criterion that says no more than the term is the list itself, so that the case is held against
what it asks for.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.lexis import key_stems, words
from ingest.sentences import sentence_spans
from ingest.statements.context import Context
from ingest.statements.criteria import tree_of_items
from ingest.statements.models import Criterion, Join, Statement
from ingest.statements.phrases import clean

# A grade in brackets may stand between the advice and its definition.
_DEFINES = re.compile(
    r"^\W*(?:\([^()]*\)\W*|[^\s()]+\)\W*)?(?:by |an? |the )?"
    r"(?P<term>[\w’'-]+(?:[ -][\w’'-]+){0,5}?)\s+"
    r"(?:means?|(?:is|are|was|were) (?:defined|understood|taken) (?:as|by|to (?:mean|be))|"
    r"(?:is|are) (?:present|given) (?:when|if))\s+(?:the presence of\s+)?"
    r"(?:all|any|either|both|each|one|at least|two|three)\b[^.;:]{0,60}:\s*$",
    re.IGNORECASE,
)
_DEGREE = re.compile(
    r"\b(?:very|extremely|low|lower|moderate|intermediate|average|high|higher|not|no|without|less|"
    r"increased|mild|severe)\b",
    re.IGNORECASE,
)
_N_WORDS_BESIDE = 3  # of a criterion that holds the term: "the bite was high risk"


@dataclass(frozen=True, slots=True)
class _Term:
    name: str
    tree: Criterion

    def is_said_by(self, text: str) -> bool:
        """Whether a text says the term and hardly more, and in no other degree."""
        said, own = key_stems(text), key_stems(self.name)
        degrees = {d.lower() for d in _DEGREE.findall(text)}
        return (
            own <= said
            and len(said - own) <= _N_WORDS_BESIDE
            and degrees == {d.lower() for d in _DEGREE.findall(self.name)}
        )


def with_defined(context: Context, statements: Sequence[Statement]) -> list[Statement]:
    """Statements whose criteria hold what the document's own terms stand for."""
    terms = _terms(context)
    return [_spelt_out(s, terms) for s in statements] if terms else list(statements)


def _terms(context: Context) -> list[_Term]:
    """The terms that a sentence over a list defines, whatever stands before it in its block."""
    found = []
    for index in range(len(context.document.blocks)):
        items = list(context.children.get(index, ()))
        text = context.text(index)
        spans = sentence_spans(text) if items and text.rstrip().endswith(":") else []
        last = text[slice(*spans[-1])] if spans else ""
        if defined := _DEFINES.match(last):
            tree = tree_of_items(context, index, items, last)
            found.append(_Term(defined["term"], tree))
    return [term for term in found if key_stems(term.name)]


def _spelt_out(statement: Statement, terms: Sequence[_Term]) -> Statement:
    tree = _replaced(statement.criteria, terms) if statement.criteria else None
    for term in terms:
        named = _named(term)
        if not any(named.match(p) for p in statement.conditions):
            continue
        groups = tuple(
            tuple(dict.fromkeys(_rest(named, p) for p in group))
            for group in statement.condition_groups
        )
        both = (tree, term.tree) if tree else ()
        tree = Criterion(join=Join.ALL_OF, text="", children=both) if both else term.tree
        statement = replace(
            statement,
            condition_groups=groups,
            conditions=tuple(dict.fromkeys(p for group in groups for p in group)),
        )
    return replace(statement, criteria=tree)


def _named(term: _Term) -> re.Pattern[str]:
    """The term in front of what it is said of: "high-risk bites"."""
    said = r"[\s-]+".join(re.escape(word) for word in re.split(r"[\s-]+", term.name))
    return re.compile(rf"^{said}\s+(?=\w)(?!of\b)", re.IGNORECASE)


def _rest(named: re.Pattern[str], phrase: str) -> str:
    rest = clean(named.sub("", phrase))
    return rest if words(rest) else phrase


def _replaced(node: Criterion, terms: Sequence[_Term]) -> Criterion:
    return node.with_leaves(
        lambda leaf: next((term.tree for term in terms if term.is_said_by(leaf.text)), leaf)
    )
