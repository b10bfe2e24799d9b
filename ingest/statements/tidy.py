"""Slots of a Statement put in order: conditions apart from people, purposes and other clauses.

A condition is what is treated, prevented or diagnosed, or what those have who get it. Outcomes ("to
improve adherence") and people ("healthy older adults") are none: matching asks for every condition.
"""

import re
from dataclasses import replace

from ingest.ancestry import ANCESTRY
from ingest.lexis import is_generic, words
from ingest.statements.named import named_services, within
from ingest.statements.phrases import clean
from ingest.statements.slots import Slots
from ingest.statements.subject import looks_like_condition

_WHOM = (
    r"(?:persons?|people|patients?|adults?|women|woman|men|man|children|child|individuals?|"
    r"members?|"
    r"infants?|neonates?|newborns?|adolescents?|populations?|veterans?|beneficiaries|residents?|"
    r"girls|boys|females?|males?)"
)
_KIND = (
    r"(?:healthy|general|older|younger|elderly|frail|young|middle-aged|(?:pre|post|peri)menopausal|"
    r"non-?pregnant|pregnant|breast-?feeding|lactating|[\w-]*-?dwelling|ambulatory|hospitali[sz]ed|"
    r"institutionali[sz]ed|asymptomatic|symptomatic|adult|pa?ediatric|geriatric|male|female|"
    r"(?:high|low|average|at|increased)-risk|selected|certain|appropriate|eligible|other|"
    r"immunocompetent|(?:non)?critically ill|[\w-]*na[iï]ve|previously (?:un)?treated|medical|"
    r"primary[- ]care|nursing[- ]home|long-term[- ]care|sexually active|most|all|the|medicare|"
    rf"medicaid|commercial|{ANCESTRY})"
)
# "healthy older adults", "community-dwelling" before people who were named behind it
_PEOPLE = re.compile(
    rf"(?:{_KIND}[ ,]+(?:(?:and|or) )?)*(?:{_KIND}|{_WHOM})(?:[ ,]+(?:{_WHOM}|and|or|{_KIND}))*",
    re.IGNORECASE,
)


def names_people(text: str) -> bool:
    """Whether a phrase names people and nothing that they have ("healthy older adults").

    MALE in capitals is short for what befalls a limb ("to reduce the risk of MACE and MALE").
    """
    return text.strip() != "MALE" and _PEOPLE.fullmatch(text.strip()) is not None


# Where those are, or what happens to them, behind what they have
_TAIL = re.compile(
    r"\s+(?P<tail>(?:scheduled|listed|planned|waiting|awaiting|planning|undergoing|receiving|"
    r"taking|"
    r"treated|being treated|(?:currently|already|previously) (?:treated|receiving|taking|on|"
    r"managed|"
    r"exposed|vaccinated|undergoing)|living|resident|residing|aged|ages|"
    r"at (?:high|increased|low|average|moderate) (?:\w+ )?risk|during|in whom|regardless|"
    r"irrespective|with a goal|with the goal)\b.*)$",
    re.IGNORECASE,
)
_WHEN = re.compile(
    r"\s+(?P<tail>(?:within|in|during|over|for) (?:the )?(?:preceding|past|last|previous|prior|at "
    r"least|"
    r"more than|less than|(?:first )?\d+)\b.*)$",
    re.IGNORECASE,
)
_ABSENT = re.compile(
    r",?\s+(?P<tail>(?:but|with|and|having) (?:no|not|do not|does not|without)\b.*)$", re.IGNORECASE
)
# Aims that are ends in themselves: no disease, and nothing that a question would ask about
_SOFT_AIM = re.compile(
    r"\bto\s+(?:help\s+)?(?:improve|maintain|increase|enhance|support|optimi[sz]e|maximi[sz]e|"
    r"preserve|ensure|facilitate|assist|minimi[sz]e)\s+(?:(?:the|their|your|its|his|her)\s+)?",
    re.IGNORECASE,
)
_RISK = re.compile(
    r"^(?:the )?(?:risk|rate|incidence|likelihood|occurrence|severity|frequency|burden|number|"
    r"progression) of\s+",
    re.IGNORECASE,
)
# "to increase free days" behind a predicate reads as "for increase free days"
_VERB = re.compile(
    r"(?:increase|improve|maintain|enhance|achieve|promote|ensure|avoid|support|facilitate|"
    r"optimi[sz]e|"
    r"maximi[sz]e|minimi[sz]e|inform|guide|identify|determine|differentiate)\s",
    re.IGNORECASE,
)
# "confirmation of the diagnosis of X" is about X
_OF_WHAT = re.compile(
    r"^(?:(?:the )?(?:confirmation|(?:initial )?diagnosis|evaluation|assessment|detection|"
    r"identification|"
    r"presence|suspicion|signs and symptoms|symptoms?|severity|"
    r"characteri[sz]ation) of (?:the )?(?:an? )?)+",
    re.IGNORECASE,
)
# "the following conditions" points below; "neutropenia following chemotherapy" names what it is
_BELOW = re.compile(
    r"\b(?:the|any|all|these|of|one|each|both|either) (?:\w+ )?following\b"
    r"|\bfollowing\W*(?:$|:|(?:[\w-]+ )?(?:conditions?|indications?|criteria|diagnos\w+|diseases?|"
    r"disorders?|situations?|reasons?|uses?|circumstances|types?|categor\w+|groups?|patients?|"
    r"populations?|characteristics?|findings|forms?|symptoms?|factors?|states?|requirements?|"
    r"codes?|services?|procedures?)\b)",
    re.IGNORECASE,
)
# "covered in the home for acute or chronic conditions, short- or long-term": for any
_ANY_CONDITION = re.compile(
    r"(?:any |all |either )?(?:acute,?\s*(?:/|and/or|or|and)\s*(?:sub-?acute,? (?:or|and) )?"
    r"chronic|chronic,?\s*(?:/|and/or|or|and)\s*acute) (?:medical |health |clinical )?"
    r"(?:conditions?|illness(?:es)?|diseases?|disorders?|indications?)"
    r"(?:,? (?:whether )?(?:short|long)-?(?:term)? (?:or|and) (?:short|long)[ -]term)?",
    re.IGNORECASE,
)


# "is not covered for any diagnosis addressed within this policy": a refusal whatever it is for
_ANY_NAMED = re.compile(
    r"(?:any )?(?:condition|diagnosis|indication|use|disease)s? (?:(?:that|which) (?:is|are) )?"
    r"(?:addressed|listed|named|described|discussed|included) (?:above |below )?(?:within|in|by) "
    r"(?:this|the) (?:[\w-]+ ){0,2}(?:policy|document|guideline|bulletin)"
    r"|(?:this|the) (?:[\w-]+ ){0,2}(?:policy|document|guideline|bulletin)|listed|diagnosis"
    r"|condition",
    re.IGNORECASE,
)
_REFUSED_FOR_ANY = re.compile(
    r"\b(?:not|never|investigational|experimental|unproven|exclu\w+)\b[^.;]{0,60}?\bany "
    r"(?:condition|diagnosis|indication|use|disease)\b[^.;]{0,40}\b(?:within|in|by) (?:this|the) "
    r"(?:[\w-]+ ){0,2}(?:policy|document|guideline|bulletin)\b",
    re.IGNORECASE,
)


def is_any_condition(phrase: str) -> bool:
    """Whether a phrase means whatever somebody has ("acute or chronic conditions")."""
    return _ANY_CONDITION.fullmatch(phrase) is not None


_NO_CONDITION = re.compile(
    r"(?:irrespective|regardless)\b.*|(?:managing|treating|evaluating|diagnosing|"
    r"assessing|detecting|determining|"
    r"achieving (?:[\w-]+ ){0,2}(?:treatment |therapeutic )?goals?|(?:overall )?treatment goals?|"
    r"use|nature|BP|(?:blood pressure|weight|age|body mass index)s?|"
    r"not covered|risk|harm|complications?|errors?|outcomes?|description|further gains|inform|"
    # what a device is for beside an illness
    r"(?:travel(?:l?ing)?|vacation|work|school|sports?|recreation(?:al use)?|leisure|convenience|"
    r"comfort|home use|back-?up|storage|transport(?:ation)?)|"
    r"guide|support|identify|recommendation \d.*|chapter \d.*|table \d.*|section \d.*|"
    r"(?:the )?(?:immediate|initial|acute|early|late|first) [\w-]+ (?:period|phase|hours|days|"
    r"weeks)|"
    r"(?:specialty |primary |secondary |mental |acute |medical |health ?|community |inpatient |"
    r"outpatient )+(?:care|settings?|and secondary care))",
    re.IGNORECASE,
)


def tidy(slots: Slots, text: str) -> Slots:
    """Slots of a sentence `text` with conditions that are conditions.

    What is cut off a condition stays: people and places as population, what must be absent as a
    criterion.
    """
    if _REFUSED_FOR_ANY.search(text):
        slots = replace(slots, aims=_not_any(slots.aims), people=_not_any(slots.people))
    cut = _Cut(slots)
    soft = [text[m.end() :].lower() for m in _SOFT_AIM.finditer(text)]
    aims = tuple(kept for group in slots.aims if (kept := _without_soft(cut.group(group), soft)))
    people = tuple(kept for group in slots.people if (kept := cut.group(group)))
    return replace(
        slots,
        interventions=named_services(_without_refused(slots.interventions)),
        aims=tuple(dict.fromkeys(aims)),
        people=tuple(dict.fromkeys(people)),
        populations=tuple(dict.fromkeys(cut.populations)),
        criteria=tuple(dict.fromkeys(cut.criteria)),
    )


def _not_any(groups: tuple[tuple[str, ...], ...]) -> tuple[tuple[str, ...], ...]:
    """The groups of conditions without those that only mean whatever the document names."""
    return tuple(g for g in groups if not any(_ANY_NAMED.fullmatch(clean(p)) for p in g))


_NOT_THIS = re.compile(r"^(?:but |and )?not\s", re.IGNORECASE)
_AND_NOT = re.compile(r",?\s+(?:but |and )?not\s.*$", re.IGNORECASE)


def _without_refused(names: tuple[str, ...]) -> tuple[str, ...]:
    """The things of "A, not B, is recommended" without B."""
    kept = tuple(_AND_NOT.sub("", name) for name in names if not _NOT_THIS.match(name))
    return tuple(dict.fromkeys(name for name in kept if words(name))) or names


def _without_soft(group: tuple[str, ...], behind: list[str]) -> tuple[str, ...]:
    """A group without what only is to get better: what stands behind "to improve"."""
    return tuple(
        phrase
        for phrase in group
        if looks_like_condition(phrase) or not any(b.startswith(phrase.lower()) for b in behind)
    )


# "biopsy-proven hepatitis": hepatitis, and how it was shown is asked for
_PROVEN = re.compile(
    r"(?:biops(?:y|ies)|histolog(?:y|ically)|patholog(?:y|ically)|genetic(?:ally)?|culture|"
    r"molecular(?:ly)?|serolog(?:y|ically)|angiograph(?:y|ically)|endoscop(?:y|ically))"
    r"[- ](?:proven|confirmed|verified|documented)\s+(?P<what>\S.*)",
    re.IGNORECASE,
)
_CLAUSE = re.compile(
    r"(?:are|is|was|were|have|has|had|do|does|did|who|currently (?=\w+(?:s|e)\b))\b", re.IGNORECASE
)
_N_CHARS_OF_NOISE = 12  # "the", "of" and brackets that cleaning takes away


class _Cut:
    """What is cut off the conditions of a sentence, collected beside what it had."""

    def __init__(self, slots: Slots) -> None:
        self.populations = list(slots.populations)
        self.criteria = list(slots.criteria)

    def group(self, group: tuple[str, ...]) -> tuple[str, ...]:
        """The conditions of a group; () where nothing is left.

        The phrase for the whole list comes last: what is cut off it is no member either.
        """
        named = tuple(p for p in group if not _BELOW.search(p))
        group = named or group
        whole = group[-1] if group else ""
        if is_any_condition(whole):
            return ()
        if any(_CLAUSE.match(phrase) for phrase in group):
            self.criteria.append(whole)
            return ()
        if len(group) == 1 and (shown := _PROVEN.match(whole)):
            self.criteria.append(whole)
            return self.group((shown["what"],))
        core = self._core(whole)
        cored = tuple(c for p in group if (c := self._core(p)))  # "A or B in the past year": B too
        members = group if len(core) >= len(whole) - _N_CHARS_OF_NOISE else within(cored, core)
        return tuple(
            dict.fromkeys([c for p in members if (c := self._core(p))] or [core] * bool(core))
        )

    def _core(self, phrase: str) -> str:
        text = self._without_clauses(_OF_WHAT.sub("", _RISK.sub("", phrase)))
        text = clean(text)
        if names_people(text):
            self.populations.append(text)
            return ""
        empty = not words(text) or is_generic(text)
        none = _BELOW.search(text) or _NO_CONDITION.fullmatch(text) or _VERB.match(text)
        return "" if empty or none else text

    def _without_clauses(self, text: str) -> str:
        if absent := _ABSENT.search(text):
            told = re.sub(r"^(?:but|with|and|having)\s+", "", absent.group("tail"))
            self.criteria.append(told)
            text = text[: absent.start()]
        if (when := _WHEN.search(text)) and words(text[: when.start()]):
            self.criteria.append(when.group("tail").strip(" ,"))
            text = text[: when.start()]
        if (tail := _TAIL.search(text)) and words(text[: tail.start()]):
            self.populations.append(tail.group("tail").strip(" ,"))
            text = text[: tail.start()]
        return text
