"""Slots of a heading or list item that names a condition or an intervention."""

import re
from dataclasses import replace

from ingest.lexis import words
from ingest.statements.begun import phase_of
from ingest.statements.elliptic import without_apposition
from ingest.statements.including import without_including
from ingest.statements.phrases import clean, split_list
from ingest.statements.roles import Role, look_like_criteria
from ingest.statements.services import with_targets
from ingest.statements.slot_patterns import PEOPLE
from ingest.statements.slots import Slots, interventions_of, parse_object, parse_population
from ingest.statements.tidy import tidy

_ALL_OF_THEM = re.compile(
    r"(?:(?:choosing|using|offering|selecting|trying)\s+)?(?:any|all|one|each|either|both)"
    r"(?: (?:or more|one))?(?: of)?(?: these)?|(?:that )?(?:clinicians?|providers?|"
    r"physicians?|practitioners?|patients?)",
    re.IGNORECASE,
)
_N_WORDS_OF_NAME = 12


_THE_ITEMS = re.compile(r"\bbelow$|^(?:of )?these conditions$", re.IGNORECASE)


def without_following(slots: Slots) -> Slots:
    """Slots of a lead-in without "the following", which its items stand for."""

    def keep(phrases: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(
            p
            for p in phrases
            if "following" not in p.lower()
            and not _THE_ITEMS.search(p)
            and not _ALL_OF_THEM.fullmatch(p)
            and not p.lower().startswith("as ")
        )

    return replace(
        slots,
        interventions=keep(slots.interventions),
        aims=tuple(kept for group in slots.aims if (kept := keep(group))),
        people=tuple(kept for group in slots.people if (kept := keep(group))),
        populations=tuple(p for p in slots.populations if p.lower() != "with"),
        criteria=tuple(c for c in slots.criteria if "following" not in c.lower()),
    )


# "panels for X, including but not limited to A and B": A and B are panels
_NAMED_EXAMPLES = re.compile(
    r",?\s+including,? but not limited to,?\s+(?P<what>[^:]{3,200})$", re.IGNORECASE
)


def name_slots(name: str, role: Role = Role.CONDITIONS) -> Slots:
    """Slots of a heading or item, perhaps with "for", "when" or "in patients", in order."""
    plain = without_including(name)
    if role is Role.INTERVENTIONS:
        plain = without_apposition(plain)
    named: tuple[str, ...] = ()
    if role is Role.INTERVENTIONS and (listed := _NAMED_EXAMPLES.search(plain)):
        plain = plain[: listed.start()]
        named = tuple(split_list(listed["what"].strip(" .;")))
    slots = with_targets(tidy(_cut(plain, role), plain))
    if named:
        slots = replace(slots, interventions=tuple(dict.fromkeys((*slots.interventions, *named))))
    if role is Role.CONDITIONS and not (slots.groups or slots.criteria) and clean(plain):
        # nothing but people or a place: without it the item would speak of every condition
        return replace(slots, people=((clean(plain),),))
    return slots


_CLAUSED = re.compile(
    r"\b(?:who|whose|when|if|unless|except|provided|that (?:is|are|has|have)|which|"
    r"patients?|individuals?|members?|people|persons?|adults?|children|women|men|"
    r"despite|refractory)\b|^(?:for|in|to)\b",
    re.IGNORECASE,
)


def _cut(name: str, role: Role) -> Slots:
    """Slots of a list item that names a condition or an intervention, perhaps with "for".

    "when" or "in patients".
    """
    first = re.split(r"(?<=[a-z)])\.\s+(?=\(?[A-Z])", name, maxsplit=1)[0]
    bare = re.sub(r"[:;.,]\s*(?:and|or)?\s*$", "", first).strip()
    head, _, tail = bare.partition(":")
    if tail and len(words(head)) <= _N_WORDS_OF_NAME:
        bare = head
    if role is Role.CONDITIONS:
        plain = re.split(r"\s+[–—-]\s+", bare)[0]
        if phase_of(plain):  # "maintenance treatment of X" is not X
            return Slots(people=((clean(plain),),))
        slots = parse_population(plain) if _CLAUSED.search(plain) else Slots()
        if slots.groups:
            return slots
        whole = (
            parse_population(f"for {plain}")
            if not _CLAUSED.search(plain) and not re.search(r"\bafter\b", plain)
            else Slots()
        )
        if whole.groups and not whole.criteria:
            return whole
        return Slots(people=((clean(plain),),) if clean(plain) else ())
    bare = _REASON.split(bare)[0]
    motive = _MOTIVE.search(bare)
    if motive and not _ON_EVIDENCE.search(motive.group()):
        slots = parse_object(bare[: motive.start()])
        return replace(slots, criteria=(*slots.criteria, motive.group().strip()))
    slots = parse_object(bare)
    return slots if slots.interventions else Slots(interventions=interventions_of(bare))


# "Early induction because of the mother's wish": refused then, and not as such; "unless required
# because of an injury" is an exception
_MOTIVE = re.compile(
    r"(?<=\w)(?<!required)(?<!needed)\s+(?:(?:solely|only|merely|simply) )?(?:because of|"
    r"for reasons? of|on account of|in the absence of)\s+\S.*$",
    re.IGNORECASE,
)
_ON_EVIDENCE = re.compile(r"\b(?:evidence|data|literature|studies|trials)\b", re.IGNORECASE)


def told_behind(text: str) -> str:
    """The reason that an item gives behind a dash; "" for none."""
    found = _REASON.search(text)
    return text[found.end() :] if found else ""


# "Daytime training of the tongue - evidence is limited to small studies"
_REASON = re.compile(
    r"\s+[–—-]\s+(?=(?:the |there )?(?:[\w-]+ ){0,3}?(?:is|are|was|were|has|have|does|do)\b)"
)


_OUTLINE = re.compile(
    r"^\W*(?:[IVX]{1,5}|[A-Z]|\d{1,2})[.)]\s+(?:[\w/-]+\s+){0,3}?(?:medical necessity|limitations?|"
    r"exclusions?|experimental|investigational|unproven|background|definitions?|references?|coding|"
    r"description|rationale|policy|criteria|cosmetic|history)\b[\w ,/-]*$",
    re.IGNORECASE,
)


def is_heading_of_outline(item: str) -> bool:
    """Whether a list item is the heading of a section that was printed like an item."""
    return _OUTLINE.match(item) is not None


_ELSEWHERE = re.compile(
    r"^\W*(?:(?:please )?(?:see|refer to)\b|(?:table|figure|fig\.|appendix|box|algorithm|sidebar|"
    r"module|"
    r"chapter|section|attachment|exhibit)\s+[\dA-Z][\w.-]*\b(?=\s*(?:[.:–—-]|$|\w+s\b))"
    # "If the diagnosis is not listed here, the off-label use policy applies"
    r"|(?:\d{1,2}[.)]\s+)?[^.;]*\bif [^.;,]*\b(?:not|un)[- ]?listed\b[^.;]*\bpolic(?:y|ies)\b)",
    re.IGNORECASE,
)


def points_elsewhere(text: str) -> bool:
    """Whether a line is a cross-reference or the caption of a table or figure."""
    return _ELSEWHERE.match(text) is not None


_BEHIND_COLON = re.compile(r"^[^:.;]{3,80}:\s+(?P<told>\S[^:]*?)[\s.;,]*$")
_MEASURED = re.compile(
    r"\d.*\b(?:below|above|over|under|of|or)\b|\b(?:below|above|over|under)\b.*\d", re.IGNORECASE
)


def with_criteria_behind(slots: Slots, name: str) -> Slots:
    """Slots of an item with what it asks for behind the condition that it names.

    "Turner syndrome: height below the 3rd percentile": the height is what must hold.
    """
    found = None if slots.criteria else _BEHIND_COLON.match(name)
    told = found["told"] if found else ""
    asks = told and (look_like_criteria([told]) or _MEASURED.search(told))
    return replace(slots, criteria=(told,)) if asks else slots


_EDGES = " \n.,;"
# "is not covered:" and below it "for members who are pregnant"
_WHO_ARE = re.compile(
    rf"(?:(?:for|in|by)\s+)?(?:any\s+)?{PEOPLE}\s+(?:who|that)\s+(?P<told>(?:is|are|has|have|had|"
    r"take|takes|use|uses|smokes?|do|does|cannot)\s+[^;:]+)$",
    re.IGNORECASE,
)


def what_people_are(name: str) -> str:
    """What the people of an item are or do ("are pregnant"); "" where it names none."""
    bare = name.rstrip(_EDGES).removesuffix(" or").removesuffix(" and").rstrip(_EDGES)
    found = _WHO_ARE.match(bare)
    return found["told"] if found else ""


# "X for A, for B, or for members without C": three uses, each with its own preposition
_USES = re.compile(r"(?P<head>[^,;:()]{2,60}?)\s+for\s+(?P<rest>[^;:]+?)\W*", re.IGNORECASE)
_NEXT_USE = re.compile(r",\s*(?:(?:and|or)\s+)?for\s+|\s+(?:and|or)\s+for\s+", re.IGNORECASE)


def each_use(text: str) -> list[str]:
    """An item that names several uses of a thing, one by one; [] of other items."""
    found = _USES.fullmatch(text)
    parts = _NEXT_USE.split(found["rest"]) if found else []
    return [f"{found['head']} for {part}" for part in parts] if found and len(parts) > 1 else []
