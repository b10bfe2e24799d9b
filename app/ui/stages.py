"""How far an Answer or a reading is, in words."""

from app.composer.events import Stage, Told

_WORDS = {
    Stage.FILES: "Reading {name}: page {n} of {of}",
    Stage.UNDERSTANDING: "Understanding the files: step {n} of {of}",
    Stage.CASE: "Holding the case against the criteria",
    Stage.SEARCHING: "Searching the documents",
    Stage.READING: "Passages read: {n}",
    Stage.WRITING: "The language model is writing; sentences to write: {of}",
    Stage.CHECKING: "Checking sentences: {n} passed",
}


def in_words(told: Told) -> str:
    """One line; the name of a file stands in it as it is, and is no markup yet."""
    return _WORDS[told.stage].format(n=told.n, of=told.of, name=told.name)
