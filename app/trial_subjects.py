"""Treatments that stand before the words that say what came of them: "A and B failed"."""

import re

from app.trial_items import Item, items_in

AUXILIARY = re.compile(
    r"(?:\b(?:has|have|had|was|were|is|are|been|also|all|both|either|each|previously|never|not|used|"
    r"taken|given|applied)(?:\s+|$))+$",
    re.IGNORECASE,
)
_WHICH = re.compile(
    r",\s*(?:which|both of which|all of which|but (?:it|they|these))\s*$", re.IGNORECASE
)
# "propranolol for 3 months and amitriptyline for 10 weeks did not help"
_FOR_SO_LONG = re.compile(
    r"\bfor\s+(?:about |over |at least |nearly |more than )?(?:\d+|an?|one|two|three|four|five|six|"
    r"eight|ten|twelve)\s+(?:days?|weeks?|wks?|months?|mos?|years?)\b",
    re.IGNORECASE,
)
_TWO = 2
_BOTH = re.compile(
    r"(?:both|either|each)?\s*(?:(?:of )?(?:them|these|those|drugs?|agents?|medications?))?",
    re.IGNORECASE,
)
_SAYS_BOTH = re.compile(r"\b(?:both|either|each)\b", re.IGNORECASE)


def _without_brackets(text: str) -> str:
    """The text with what stands in brackets blanked out; same length."""
    return re.sub(r"\([^()]*\)", lambda m: "_" * len(m.group()), text)


def begin_of_subjects(text: str, end: int, floor: int) -> int:
    """Where the treatments start that stand before "failed".

    Args:
        text: The sentence.
        end: Where the words begin that give the status.
        floor: Where the treatments start at the earliest.
    """
    verbs = AUXILIARY.search(text, floor, end)
    end = verbs.start() if verbs else end
    which = _WHICH.search(text, floor, end)
    end = which.start() if which else end
    stops = [
        m.end()
        for m in re.finditer(
            r"[.;:?!\n](?=\s|$)|\b(?:but|who|whose|which|that|because|since|while|when|if|with|"
            r"has|have|had|is|are|was|were|after|for|in|despite|on|the|"
            r"documented|history of|tried|used|took|received|applied)\b|,\s+(?=(?:he|she|"
            r"the patient)\b)",
            _FOR_SO_LONG.sub(lambda m: "_" * len(m.group()), _without_brackets(text[floor:end])),
            re.IGNORECASE,
        )
    ]
    return floor + (stops[-1] if stops else 0)


def both_before(
    text: str, cue: tuple[int, int], items: tuple[Item, ...], low: int
) -> tuple[Item, ...]:
    """The two treatments that "both" means: "A and B, no response to either".

    Args:
        text: The sentence.
        cue: Span of the words that give the status, behind which "both" stands.
        items: What was read behind them.
        low: Where the words before them may begin.

    Returns:
        () where something else is named, or not two treatments stand before.
    """
    told = items[0] if len(items) == 1 else None
    if told is None or told.count not in (None, _TWO) or told.start < cue[1]:
        return ()
    said = text[cue[1] : told.end]
    if not _BOTH.fullmatch(told.name) or not _SAYS_BOTH.search(said):
        return ()
    end = len(text[: cue[0]].rstrip(" :,;–-"))
    bare = re.sub(r"\([^()]*\)", lambda m: " " * len(m.group()), text)
    meant = items_in(bare, begin_of_subjects(text, end, low), end, backward=True)
    return meant if len(meant) == _TWO and not any(item.count for item in meant) else ()
