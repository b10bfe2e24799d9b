"""How we read a sentence: direction, grade and criteria, from what ingest understood of it."""

from collections.abc import Callable, Iterator, Sequence

from app.draft import plain
from app.models import PositionRow
from app.render.safe import html_text
from app.render.words import DIRECTIONS, join_words, kind_word, status_word
from ingest.statements.models import Criterion, Join, Statement

_MAX_DEPTH = 4
_DIRECTIONS = {"for": "for", "against": "against", "insufficient": "evidence insufficient"}


def reading_html(
    row: PositionRow | None,
    statement: Statement | None,
    text: Callable[[str], str] = str,
    *,
    ids: bool,
) -> str:
    """A list of what the sentence was taken to say; "" where nothing was understood of it.

    Args:
        row: Position of its source, where it is one.
        statement: What ingest understood of it.
        text: What this reader is shown of a document's words.
        ids: Whether ids are shown.
    """
    facts = [*_of_statement(statement), *_of_position(row, graded=statement is not None)]
    if ids and statement is not None:
        facts.append(("Statement", statement.statement_id))
    if not facts:
        return ""
    items = "".join(f"<dt>{name}</dt><dd>{html_text(text(words))}</dd>" for name, words in facts)
    tree = statement.criteria if statement is not None else None
    criteria = f"<dt>Criteria</dt><dd>{_tree(tree, text)}</dd>" if tree is not None else ""
    return f'<p class="gq-reading">How we read this sentence</p><dl>{items}{criteria}</dl>'


def _of_statement(statement: Statement | None) -> Iterator[tuple[str, str]]:
    if statement is None:
        return
    facts = (
        ("Says", _DIRECTIONS[statement.direction.value]),
        ("Basis", statement.basis.value.replace("_", " ")),
        ("Grade as printed", statement.grade),
        ("Intervention", "; ".join(statement.interventions)),
        ("Condition", _condition(statement)),
        ("Population", statement.population),
        ("Not for", "; ".join(statement.exceptions)),
        ("Over or instead of", statement.comparator),
        ("Qualifier", statement.qualifier),
        ("Phase", statement.phase),
        ("Line", statement.line),
        ("Reported of", statement.speaker),
    )
    yield from ((name, words) for name, words in facts if words)


def _condition(statement: Statement) -> str:
    if statement.catch_all:
        return "any that the document does not name"
    return "; ".join(" or ".join(_apart(group[:2])) for group in statement.condition_groups)


def _apart(names: Sequence[str]) -> list[str]:
    """Names of one thing without those that another one holds: "X (ABC)" says "X" too."""
    kept = list(dict.fromkeys(names))
    return [n for n in kept if not any(n != other and n in other for other in kept)]


def _of_position(row: PositionRow | None, *, graded: bool) -> Iterator[tuple[str, str]]:
    if row is None:
        return
    if row.grade and not graded:
        yield "Grade as printed", row.grade
    yield "Position of the source", DIRECTIONS[row.direction].word
    yield "Kind of source", kind_word(row.kind)
    yield "Status", status_word(row.status)
    yield "Effect", "decides" if row.decides else f"shown: {row.why_not or 'does not decide'}"


def _tree(node: Criterion, text: Callable[[str], str], depth: int = 0) -> str:
    """A criteria tree as nested lists."""
    if node.join is Join.LEAF or depth >= _MAX_DEPTH:
        return html_text(text(plain(node.text)))
    name = f"at_least {node.n}" if node.join is Join.AT_LEAST else node.join.value
    items = "".join(f"<li>{_tree(child, text, depth + 1)}</li>" for child in node.children)
    return f"{html_text(join_words(name))}:<ul>{items}</ul>"


def statement_at(
    statements: Sequence[Statement], char_start: int, char_end: int
) -> Statement | None:
    """The Statement whose quote lies nearest to a span: the one that overlaps it most."""
    best, most = None, 0
    for statement in statements:
        quote = statement.quote
        shared = min(quote.char_end, char_end) - max(quote.char_start, char_start)
        if shared > most:
            best, most = statement, shared
    return best
