"""The texts of one question with what the terms know of them: what every later step reads."""

from collections.abc import Sequence, Set
from dataclasses import dataclass, replace

from app.pace import without_occasion
from app.question_models import Phrase
from ingest.codes import CodeMention, spot_codes
from ingest.terms import Mention, Terms


@dataclass(frozen=True, slots=True)
class Heard:
    """The texts of one question, from the whole to the part that asks.

    Attributes:
        text: The whole question, typing errors mended.
        asked: The sentence that asks, without its payer.
        residual: What remains of it when the frame of a question is cut away.
        mentions: Interventions and conditions that `asked` names.
        terms: Aliases and classes.
        spotter: The terms with the phrases of the Snapshot's own Statements beside them.
        codes: The codes of the whole question.
    """

    text: str
    asked: str
    residual: str
    mentions: tuple[Mention, ...]
    terms: Terms
    spotter: Terms
    codes: tuple[CodeMention, ...] = ()

    def phrase(self, text: str, kind: str) -> Phrase:
        """A phrase of the asking sentence with the concepts of one kind that it names."""
        text = without_occasion(text) if kind == "intervention" else text
        phrase = asked_phrase(text, self.mentions, self.terms, kind)
        printed = text.split()
        more = [m.code for m in self.codes if m.code in printed and m.code not in phrase.codes]
        return replace(phrase, codes=(*phrase.codes, *more)) if more else phrase


def mentions_in(text: str, spotter: Terms, plain: Set[str]) -> tuple[Mention, ...]:
    """Interventions and conditions, each kind for itself, so that neither hides the other.

    Args:
        text: Part of a question.
        spotter: What knows the names.
        plain: Words of general English, which are no abbreviations.
    """
    found = [
        *spotter.spot(text, kind="intervention", common=plain),
        *spotter.spot(text, kind="condition", common=plain),
    ]
    return tuple(sorted(found, key=lambda m: (m.start, -m.end)))


# Who names the class alone means its common form. Source: AASM, International Classification of
# Sleep Disorders, 3rd edition, text revision 2023 (most sleep apnea is obstructive).
_USUAL = {"sleep-apnea": "obstructive-sleep-apnea"}


def asked_phrase(text: str, mentions: Sequence[Mention], terms: Terms, kind: str) -> Phrase:
    """A phrase with its codes and the concepts of one kind that it names.

    A name that goes on with its purpose ("mouthpiece for sleep apnea") is wholly told by it.
    """
    low = text.lower()
    with_purpose = frozenset(
        m.concept_id
        for m in mentions
        if m.kind == kind and m.surface.lower().startswith(f"{low} for ")
    )
    inside = frozenset(
        m.concept_id
        for m in (*mentions, *terms.spot(text))
        if m.kind == kind and m.surface.lower() in low and m.concept_id in terms.concepts
    ) | terms.of_phrase(text, kind)
    inside = with_purpose or inside or terms.of_abbreviation(text, kind)
    inside = frozenset(_USUAL.get(c, c) for c in inside)
    return Phrase(text, inside, tuple(m.code for m in spot_codes(text, loose=True)))
