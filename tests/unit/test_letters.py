"""A question inside a letter: the sentence that asks tells what is asked."""

from app.letters import marks_of_letter
from ingest.embed.tagger import Span

AROUND = "The appendix was taken out as a child and hay fever comes every spring. " * 5
ASKING = "Is velotrexin covered for gout?"
LETTER = f"{AROUND}{ASKING} With kind regards."


def spans(text: str, *marked: tuple[str, str]) -> tuple[Span, ...]:
    return tuple(Span(text.index(w), text.index(w) + len(w), kind) for w, kind in marked)


def test_history_around_the_question_asks_for_nothing() -> None:
    def marks(text):
        if text == ASKING:
            return spans(text, ("velotrexin", "I"), ("gout", "C"))
        return spans(text, ("appendix", "I"), ("child", "P"), ("hay fever", "C"))

    found = marks_of_letter(LETTER, ASKING, marks)
    assert [(s.kind, LETTER[s.start : s.end]) for s in found] == [
        ("P", "child"),
        ("I", "velotrexin"),
        ("C", "gout"),
    ]


def test_where_the_sentence_does_not_say_for_what_the_letter_does() -> None:
    def marks(text):
        if text == ASKING:
            return spans(text, ("velotrexin", "I"))
        return spans(text, ("hay fever", "C"), ("velotrexin", "I"))

    found = marks_of_letter(LETTER, ASKING, marks)
    assert [s.kind for s in found] == ["C", "I"]


def test_a_short_question_is_read_as_a_whole() -> None:
    text = f"Gout for years. {ASKING}"
    found = marks_of_letter(text, ASKING, lambda t: spans(t, ("velotrexin", "I")))
    assert [text[s.start : s.end] for s in found] == ["velotrexin"]
