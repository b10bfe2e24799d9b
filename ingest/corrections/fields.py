"""What a correction may set, and how each value is checked."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from ingest.corrections.models import Value
from ingest.errors import CorpusError
from ingest.models import Document
from ingest.statements.models import Basis, Criterion, Direction, Join, Quote

# What tells a Statement from another one with the same words.
WAS_FIELDS = frozenset({"direction", "interventions", "conditions"})

_TEXTS = ("grade", "certainty", "recommendation", "population", "comparator", "qualifier")
_LISTS = ("interventions", "conditions", "codes", "exceptions")
_SWITCHES = ("catch_all", "benefit_only")
_CHOICES: Mapping[str, tuple[str, ...]] = {
    "phase": ("", "initial", "continued"),
    "direction": tuple(Direction),
    "basis": tuple(Basis),
}
FIELDS = frozenset({*_TEXTS, *_LISTS, *_SWITCHES, *_CHOICES, "line", "speaker", "criteria"})
_JOINS = {"all_of": Join.ALL_OF, "any_of": Join.ANY_OF, "none_of": Join.NONE_OF}
_MAX_DEPTH = 8
# Shapes of one sign: a document prints “ and an editor types ".
_SHAPES = {
    "'": "['‘’\u201b`\u00b4]",
    '"': '["“”„«»]',
    "-": "[-\u2010‑\u2012–—−]",
}
_SHAPE_OF = {shape: plain for plain, shapes in _SHAPES.items() for shape in shapes.strip("[]")}


def checked_value(name: str, value: object) -> Value:
    """A value as TOML gives it, as the field wants it.

    Raises:
        CorpusError: It is of another kind, or none that the field knows.
    """
    if name in _CHOICES:
        if value not in _CHOICES[name]:
            choices = ", ".join(repr(str(item)) for item in _CHOICES[name])
            raise CorpusError(f"{name} is {value!r}: use one of {choices}")
        return {"direction": Direction, "basis": Basis}.get(name, str)(value)
    checks: tuple[tuple[bool, Callable[[object], bool], str], ...] = (
        (name in _LISTS, _is_texts, "a list of texts"),
        (name in _SWITCHES, lambda item: isinstance(item, bool), "true or false"),
        (name == "criteria", _is_tree, "a list of texts, a table of them, or false for none"),
        (True, lambda item: isinstance(item, str), "text"),
    )
    fits, kind = next((check, kind) for applies, check, kind in checks if applies)
    if not fits(value):
        raise CorpusError(f"{name} is not {kind}")
    return tuple(value) if name in _LISTS and isinstance(value, list) else value  # type: ignore[return-value]  # checked above, each by its own rule


def _is_texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) and item.strip() for item in value)


def _is_tree(value: object, depth: int = 0) -> bool:
    """Whether this is `false`, a list (all of it), or a table with one of the joins."""
    if depth > _MAX_DEPTH:
        return False
    if value is False:
        return depth == 0
    if isinstance(value, str):
        return bool(value.strip()) and depth > 0
    items = value
    if isinstance(value, dict):
        joins = value.keys() - {"lead"}
        if joins == {"at_least", "of"}:
            items, n = value["of"], value["at_least"]
            if isinstance(n, bool) or not isinstance(n, int) or n < 1:
                return False
        elif len(joins) == 1 and joins <= _JOINS.keys():
            items = value[next(iter(joins))]
        else:
            return False
    return isinstance(items, list) and bool(items) and all(_is_tree(i, depth + 1) for i in items)


def criteria_of(value: object, document: Document, at: Quote) -> Criterion | None:
    """The tree of a correction; every leaf must stand in the document, word for word.

    Args:
        value: As `checked_value` let it pass.
        document: Where the leaves are looked for.
        at: The Statement's own quote; of several places the nearest one behind it is taken.

    Raises:
        CorpusError: A leaf is not in the document.
    """
    if value is False or not isinstance(value, str | Mapping | Sequence):
        return None
    if isinstance(value, str):
        quote = quote_of(value, document, at)
        return Criterion(join=Join.LEAF, text=quote.text, quote=quote)
    lead, join, n, items = "", Join.ALL_OF, 0, value
    if isinstance(value, Mapping):
        lead = str(value.get("lead", ""))
        name = next(key for key in value if key not in {"lead", "of"})
        join = _JOINS.get(name, Join.AT_LEAST)
        n = int(str(value[name])) if join is Join.AT_LEAST else 0
        items = value["of"] if join is Join.AT_LEAST else value[name]
    children = [criteria_of(item, document, at) for item in items]
    node = Criterion(
        join=join, text=lead, n=n, children=tuple(child for child in children if child is not None)
    )
    return replace(node, quote=quote_of(lead, document, at)) if lead else node


def quote_of(words: str, document: Document, at: Quote | None) -> Quote:
    """Where words stand in a document, character for character.

    Raises:
        CorpusError: Nowhere.
    """
    spans = places_of(words, document.text)
    if not spans:
        raise CorpusError(f"{words[:80]!r} does not stand in the document")
    origin = at.char_start if at else 0
    start, end = min(spans, key=lambda span: (span[0] < origin, abs(span[0] - origin)))
    return Quote(
        doc_id=document.doc_id,
        passage_id="",
        char_start=start,
        char_end=end,
        page=document.page_at(start),
        text=document.text[start:end],
    )


def places_of(words: str, text: str) -> list[tuple[int, int]]:
    """Every place of some words in a text; white space and shapes of signs do not count."""
    parts = [
        "".join(_SHAPES.get(plain_sign(sign)) or re.escape(sign) for sign in part)
        for part in words.split()
    ]
    if not parts:
        return []
    return [match.span() for match in re.finditer(r"\s+".join(parts), text)]


def plain(words: str) -> str:
    """Words as they are compared: one blank between them, signs in their plain shape."""
    return "".join(plain_sign(sign) for sign in " ".join(words.split())).casefold()


def plain_sign(sign: str) -> str:
    return _SHAPE_OF.get(sign, sign)
