"""The abbreviations of a document: those that it defines, and those of what it is about."""

from ingest.lexis import words
from ingest.models import BlockKind, Document, SourceKind
from ingest.statements.abbreviations import by_initials, definitions
from ingest.statements.subject import Subject, looks_like_condition

_N_WORDS_OF_NAME = 5


def abbreviations_of(document: Document, subject: Subject, kind: SourceKind) -> dict[str, str]:
    """Abbreviation to long form; of a guideline also of its own conditions and its chapters'."""
    told = definitions(document.text)
    if kind is not SourceKind.GUIDELINE:
        return told
    headings = (
        document.block_text(block).strip(" :.")
        for block in document.blocks
        if block.kind is BlockKind.HEADING
    )
    chapters = (
        h for h in headings if len(words(h)) <= _N_WORDS_OF_NAME and looks_like_condition(h)
    )
    return {**by_initials((*subject.conditions, *chapters), document.text, told), **told}
