"""Other ways to read a question, tried in order where the first one finds nothing.

The first reading cuts the sentence at its prepositions. People also write notes, stories and lists,
which no grammar cuts well; there the names that they hold tell what is asked. A reading by names
never trades one name for another: where the sentence names a drug, only that drug is asked about.
"""

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass

from app.contrasts import sets_apart
from app.heard import Heard
from app.lay_complaints import complaint_in
from app.question_models import CORPUS, Phrase, Reading, Target
from app.screening import is_screening
from app.targets import conditions_named, looked_for
from ingest.lexis import content_stems, stem, words
from ingest.terms import Mention

# What stands before a name that is not asked for: it was given, failed, or is compared with.
_TRIED = re.compile(
    r"\b(?:fail\w*|tried|trying|despite|instead of|over|versus|vs\.?|rather than|tolerate"
    r"|intoleran\w+ (?:to|of)|trial of|stopped|previous(?:ly)?|already(?: (?:on|in|taking))?|gave"
    r"|taking|takes|took|finished|completed|turned down|declined|refus\w+|allergic to"
    r"|contraindicat\w+ (?:to|for)|respon\w+ to|unresponsive to|refractory to|settled on"
    r"|is on|are on|was on|stays on|using|after|not|no|without|getting|given|eating)\s+"
    r"(?:(?!\bfor\b)[\w'/-]+,?\s+){0,2}$",
    re.IGNORECASE,
)
_LISTED = re.compile(r"^\W*(?:and|or|,|plus|/)\W*$", re.IGNORECASE)
# What follows a name that is not asked for ("naproxen gave nothing", "metformin failed").
_TRIED_BEHIND = re.compile(
    r"^\W*(?:\w+\s+){0,2}(?:failed|fails|gave nothing|did(?:n't| not) (?:help|work)|no (?:help"
    r"|relief|good|use|response)|without (?:relief|success|benefit|effect)|not tolerated"
    r"|was stopped|has not|have not)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Named:
    """A stretch of a text that names one or several interventions."""

    start: int
    end: int
    text: str
    concepts: frozenset[str]


def other_readings(heard: Heard, first: Reading) -> tuple[Reading, ...]:
    """Readings by names: of the sentence that asks, then of the whole text.

    Args:
        heard: The texts of the question.
        first: The reading by grammar.
    """
    fixed = frozenset(c for p in first.interventions for c in p.concepts)
    targets = first.targets
    by_name = conditions_named(heard, first.interventions)
    found: list[Reading] = []
    for text, mentions in (
        (heard.asked, heard.mentions),
        (heard.text, heard.spotter.spot(heard.text, kind="intervention")),
    ):
        named = _asked_for(text, mentions)
        if fixed:
            named = [n for n in named if n.concepts & fixed]
        phrases = tuple(
            dict.fromkeys(
                Phrase(n.text, frozenset(c for c in n.concepts if not c.startswith(CORPUS)))
                for n in named
            )
        )
        if any(is_screening(p.text) for p in first.interventions):
            break  # its means stands beside the name, and counts
        if phrases:
            found.append(Reading(phrases, targets))
            found.append(Reading(phrases, by_name))
            break
    if by_name:
        found.append(Reading(first.interventions, by_name))
    looks = (looked_for(heard, asked) for asked in first.interventions)
    found += [Reading((means,), (what,)) for means, what in filter(None, looks)]
    if meant := _pointed_back_to(heard):
        found.append(Reading((meant,), targets or by_name))
    if complaint := complaint_in(heard.text):
        told = (Target(heard.phrase(complaint.condition, "condition")),)
        found += [Reading(r.interventions, told) for r in (first, *found)]
    return tuple(r for r in dict.fromkeys(found) if r != first and r.interventions)


_POINTS_BACK = re.compile(
    r"\b(?:is|are|should|would|could|can|will|does)\s+(?:it|this|that|they|these|those)\b(?!\s+\w+ed\b)",
    re.IGNORECASE,
)


def _pointed_back_to(heard: Heard) -> Phrase | None:
    """The one treatment named before "Is it recommended ...?"; None where none or several are."""
    at = heard.text.find(heard.asked)
    if at <= 0 or not _POINTS_BACK.search(heard.asked):
        return None
    before = heard.text[:at]
    found = [
        m
        for m in heard.spotter.spot(before, kind="intervention")
        if not m.concept_id.startswith(CORPUS)
    ]
    one = len({m.concept_id for m in found}) == 1
    return Phrase(found[0].surface, frozenset({found[0].concept_id})) if one else None


def _asked_for(text: str, mentions: Sequence[Mention]) -> list[_Named]:
    """Interventions that a text names and that were not tried, given or compared with."""
    named: list[_Named] = []
    tried_end = -1
    for mention in sorted(mentions, key=lambda m: (m.start, -m.end)):
        if mention.kind != "intervention" or text[mention.start : mention.end] != mention.surface:
            continue
        before = text[max(0, mention.start - 50) : mention.start]
        goes_on = tried_end >= 0 and _LISTED.match(text[tried_end : mention.start] or " x")
        if (
            _TRIED.search(before)
            or goes_on
            or _TRIED_BEHIND.match(text[mention.end : mention.end + 40])
        ):
            tried_end = mention.end
            continue
        last = named[-1] if named else None
        if last and last.start <= mention.start < last.end:
            if text[mention.start : mention.end] in last.text:
                named[-1] = _Named(
                    last.start, last.end, last.text, last.concepts | {mention.concept_id}
                )
            continue
        start, end = _with_neighbours(text, mention)
        named.append(_Named(start, end, text[start:end], frozenset({mention.concept_id})))
    return named


def _with_neighbours(text: str, mention: Mention) -> tuple[int, int]:
    """A name with the words beside it that make it another thing ("oral", "second", "gel")."""
    start, end = mention.start, mention.end
    while before := re.search(r"([A-Za-z][A-Za-z-]*)[ -]$", text[:start]):
        if not sets_apart(before.group(1)):
            break
        start = before.start(1)
    while after := re.match(r"[ -]([A-Za-z][A-Za-z-]*)", text[end:]):
        if not sets_apart(after.group(1)):
            break
        end += after.end(1)
    return start, end


def names_asked(heard: Heard, first: Reading) -> tuple[Phrase, ...]:
    """Interventions that are asked for by a name: of the first reading, else of the sentence."""
    known = tuple(p for p in first.interventions if p.concepts)
    return known or tuple(
        Phrase(n.text, kept)
        for n in _asked_for(heard.asked, heard.mentions)
        if (kept := frozenset(c for c in n.concepts if not c.startswith(CORPUS)))
    )


def asked_stems(heard: Heard) -> frozenset[str]:
    """Content stems of the sentence that asks, without the conditions that it names."""
    text = heard.asked
    for mention in sorted(heard.mentions, key=lambda m: -m.start):
        if mention.kind == "condition" and text[mention.start : mention.end] == mention.surface:
            text = f"{text[: mention.start]} {text[mention.end :]}"
    return content_stems(text)


_RARE_CHARS = 4  # letters from which a word that nobody knows may be a name


def rare_stems(heard: Heard, plain: Set[str]) -> frozenset[str]:
    """Stems of the sentence's words that neither general English nor the terms know."""
    named = frozenset(w.lower() for m in heard.mentions for w in words(m.surface))
    return frozenset(
        stem(word)
        for word in words(heard.asked)
        if word.isalpha()
        and len(word) >= _RARE_CHARS
        and not {low := word.lower(), low.removesuffix("s"), low.removesuffix("es")} & plain
        and low not in named
        and not _common_form(low, plain)
    )


def _common_form(word: str, plain: Set[str]) -> bool:
    """Whether a word is a form of one that general English knows."""
    forms = (("ed", ""), ("ed", "e"), ("ing", ""), ("ing", "e"), ("ly", ""), ("ies", "y"))
    return any(word.endswith(end) and word.removesuffix(end) + put in plain for end, put in forms)
