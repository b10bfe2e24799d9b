"""The closed list of Notes: sentences about the Answer, without clinical content of their own."""

from app.models import Note

_NOTES = {
    "deciding": "{n}; {m} more shown.",
    "research_only": (
        "No guideline or coverage policy here speaks to this; research alone was counted."
    ),
    "not_in_force": "{n} not in force on {date} and {verb} not decide.",
    "undated": "{n} undated and taken as in force.",
    "digest": "Quotes marked as digest are our own words about the primary source, not its text.",
    "missing": "{n} not settled by the question or the case materials.",
    "unparsed": (
        "The criteria of {title} could not be taken apart; they are shown as text and count "
        "as open."
    ),
    "no_intervention": "The question names no treatment, test or service: which one is meant?",
    "no_condition": (
        "The question names no condition: for which one is it asked? Those that the documents "
        "name are listed."
    ),
    "by_facts": (
        "The question names no condition: the criteria that its facts settle were read. Name the "
        "condition to check that it is the one meant."
    ),
    "no_verdict_asked": "The question asks for no verdict; the passages that answer it are quoted.",
    "nothing_near": "Nothing here is about this question: ask about a treatment and a condition.",
    "no_passage": "No passage here comes near enough to the question to answer it.",
    "not_addressed": (
        "No source in force here speaks to {what}. That says nothing about whether it is "
        "appropriate."
    ),
    "payer_missing": "There is no document of {payer} here; other sources are shown as others'.",
    "disagree": "Sources disagree on {what}; both sides are shown.",
    "superseded_inferred": (
        "{title} was taken as replaced because of its publisher, number and date."
    ),
    "code_not_listed": "{code} is not in the code lists of {title}.",
    "case_unread": "{name} is left out: {why}.",
    "policy_silent": "Your policy {name} was read: {n}, none about {what}.",
    "policy_empty": (
        "Your policy {name} was read: no sentence was found in it that covers or refuses anything."
    ),
    "case_shown": "Case materials supply facts and are shown; they never decide.",
    "contradicts": "{title} speaks for and against; both sentences are shown.",
    "withheld": "{n} withheld because a check failed.",
    "instruction": (
        "{name} holds text that tries to give instructions; it was read as quoted data and "
        "not followed."
    ),
    "pregnancy_unsaid": (
        "The question states a pregnancy: {title} was not found to speak of one where it supports "
        "this."
    ),
    "flagged_instruction": (
        "{title} was flagged when it was read: it holds text that tries to give instructions. They "
        "were not followed; look at the document before you rely on it."
    ),
    "flagged_look_alike": (
        "{title} was flagged when it was read: some of its words mix Latin letters with others "
        "that look the same. Look at the document before you rely on it."
    ),
    "similar": (
        '"{asked}" was matched to "{found}" by likeness of the two phrases: check that they '
        "mean the same."
    ),
    "member": "The question asks about {asked}; the source speaks of {found}.",
    "model_unavailable": (
        "The language model {why}; what it did not write stands in the sources' own words, and "
        "nothing is left out."
    ),
    "model_wrote": (
        "Put into other words by the language model {model}, and each checked against its quote: "
        "{n}. It decides nothing."
    ),
    "model_withheld": (
        "Withheld of what the language model wrote, with the sources' own words in their place: "
        "{n} ({reasons})."
    ),
    "model_differs": (
        "The language model would have concluded: {theirs}. The rules decide, and they say "
        "otherwise."
    ),
    "model_case_kept": (
        "Case materials were not sent to the language model on {host}, because the operator has "
        "not allowed it; what is said of the case stands in its own words."
    ),
    "model_read_case": (
        "Words that the language model found for open criteria are quoted with the case; they "
        "settle nothing."
    ),
    "benefit": "{title} speaks of the benefit; that says nothing about medical necessity.",
}


def counted(n: int, one: str, several: str) -> str:
    """A count with its words: "1 source was", "2 sources were"."""
    return f"{n} {one if n == 1 else several}"


def note(kind: str, **values: object) -> Note:
    """A Note from the closed list.

    Raises:
        KeyError: There is no such Note.
    """
    return Note(kind=kind, text=_NOTES[kind].format(**values))
