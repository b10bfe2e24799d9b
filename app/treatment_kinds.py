"""Whether a stated treatment is of the wanted kind: the same, of its class, or an example."""

import re
from dataclasses import dataclass, replace
from itertools import pairwise

from app.findings_base import Desk
from app.measures import norm, norm_set
from app.numbers_printed import number
from app.treatment_groups import members_of
from app.trial_items import Item, Length
from app.trials import Trial
from ingest.lexis import STOP_WORDS, words

# Words of a wanted treatment that any treatment satisfies.
_ANY = norm_set(
    "therapy therapies treatment treatments tx medication medications medicine medicines med meds "
    "pills tablets it them these those drug drugs agent agents "
    "trial trials course courses "
    "adequate documented option options other different class classes regimen regimens "
    "intervention interventions dose "
    "doses following product products listed formulary generic brand preferred used use "
    "patient symptoms pharmacologic "
    "pharmacological alternative alternatives program programme one least more appropriate "
    "prescribed name covered "
    "modality modalities measures approach approaches management evidence based evidence-based "
    "episode duration current present"
)


# Of these, the nouns that stand for a treatment; "for the patient" names none.
_NOUNS = norm_set(
    "therapy treatment tx medication medicine med meds drug agent course option regimen "
    "intervention product alternative program modality "
    "measure approach method care management"
)


CLASSES = re.compile(
    r"\s*(?:from|of|in|with|,|representing)?\s*(?:at least\s+)?(?:two|2|three|3|"
    r"\(\d\))?\s*\b(?:different|separate|distinct|unique)\s+(?:\w+\s+){0,2}?(?:class(?:es)?|"
    r"categor(?:y|ies)|mechanisms?(?: of action)?)\b|"
    r"\s*\b(?:from|of|in|representing)\s+(?:at least\s+)?(?:two|2|three|3)\s+(?:or more\s+)?"
    r"(?:drug\s+)?classes\b",
    re.IGNORECASE,
)


_AND = re.compile(r"\band\b(?!/or)", re.IGNORECASE)
_OR = re.compile(r"\bor\b", re.IGNORECASE)
CLASS_NOUN = re.compile(r"\bclass(?:es)?\b", re.IGNORECASE)


_EXAMPLES = re.compile(
    r"\(\s*(?:(?:an?|any|the)\s+)?$|\b(?:such as|e\.g\.?,?|for example,?|including"
    r"(?: but not limited to)?|i\.e\.?,?|like)\s*(?:an?\s+)?$|[:]\s*$",
    re.IGNORECASE,
)


_ROUTE = re.compile(
    r"(?:oral|topical|intravenous|iv|systemic|subcutaneous|intramuscular|inhaled|intranasal|"
    r"parenteral|injectable|nasal)\b\s*",
    re.IGNORECASE,
)


_NON = re.compile(r"\bnon-(?=[a-z])", re.IGNORECASE)
_STRENGTH = re.compile(r"\s+\d+(?:[.,]\d+)?\s*%\s+")  # "tacrolimus 0.1 % ointment"
# How a named substance is made up, which a note leaves out.
_FORMULATION = norm_set(
    "strength prescription topical formulation cream ointment gel lotion foam tablet "
    "tablets capsule "
    "capsules generic brand preferred prior injectable supervised comprehensive formal standard "
    "standardized conventional"
)
_BY_MOUTH = norm_set("oral")  # of one substance; a class by mouth is a class of its own
_ROUTES = norm_set("oral intravenous systemic subcutaneous inhaled intramuscular injected")


@dataclass(frozen=True, slots=True)
class Wanted:
    """One treatment that a criterion asks for: how many, of what class, how long."""

    item: Item
    examples: tuple[str, ...] = ()
    length: Length | None = None
    n_classes: int = 0

    @property
    def count(self) -> int:
        """How many are wanted, from 1."""
        return max(1, self.item.count or 1)


def wanted_of(text: str, trial: Trial) -> list[Wanted]:
    """The treatments of a criterion.

    Those in brackets or after "such as" are examples of the one before.
    """
    found: list[Wanted] = []
    in_examples = False
    for item in _without_routes(text, trial.items):
        front = text[: item.start]
        opens = found and _EXAMPLES.search(front)
        closed = found and ")" in text[found[-1].item.end : item.start]
        in_examples = bool(opens or (in_examples and not closed))
        if in_examples and found:
            found[-1] = replace(found[-1], examples=(*found[-1].examples, item.name))
            continue
        bare = replace(item, name=CLASSES.sub("", item.name).strip())
        found.append(Wanted(bare, (), item.length or trial.length, _classes_in(item)))
    return found


def _without_routes(text: str, items: tuple[Item, ...]) -> list[Item]:
    """Treatments of which two routes are named, without them: "an oral or intravenous X"."""
    found: list[Item] = []
    loose = False
    for index, item in enumerate(items):
        following = items[index + 1] if index + 1 < len(items) else None
        if following and _ROUTE.fullmatch(item.name):
            loose = _OR.search(text, item.end, following.start) is not None
            if loose:
                continue
        route = _ROUTE.match(item.name) if loose else None
        named = item.name[route.end() :].strip() if route else ""
        found.append(replace(item, name=named, start=item.end - len(named)) if named else item)
        loose = False
    return found


def wanted_groups(text: str, trial: Trial) -> list[list[Wanted]]:
    """The treatments of a criterion: all groups are wanted, of each group one.

    "A or B, and C" are two groups; a list that ends in "or" is one, a list that ends in "and" as
    many as it has members.
    """
    wanted = wanted_of(text, trial)
    gaps = [text[left.item.end : right.item.start] for left, right in pairwise(wanted)]
    said = [("and" if _AND.search(g) else "or" if _OR.search(g) else "") for g in gaps]
    for index in range(len(said) - 2, -1, -1):
        said[index] = said[index] or said[index + 1]
    if set(said) == {"and", "or"} and not any(
        "," in g for g, w in zip(gaps, said, strict=True) if w == "and"
    ):
        loose = (
            "or" if any("," in g for g, w in zip(gaps, said, strict=True) if w == "or") else "and"
        )
    else:
        loose = "and"
    if set(said) == {"and", "or"} and loose == "or":
        return [[w] for w in wanted]  # "A and B, or C": too much hangs on the comma
    groups = [[wanted[0]]] if wanted else []
    for word, item in zip(said, wanted[1:], strict=True):
        if word == "and":
            groups.append([item])
        else:
            groups[-1].append(item)
    return groups


def _classes_in(item: Item) -> int:
    """How many classes the treatments must come from; 0 where that is not asked."""
    match = CLASSES.search(item.name)
    if match is None:
        plural = item.count and item.count > 1 and CLASS_NOUN.search(item.name)
        return item.count or 0 if plural else 0
    stated = re.search(r"\b(two|2|three|3)\b", match.group(), re.IGNORECASE)
    return int(number(stated.group(1)) or 0) if stated else max(2, item.count or 0)


def identity(name: str, desk: Desk) -> object:
    concepts = concepts_of(name, desk)
    return concepts or frozenset(key_of(name))


def is_wanted(name: str, wanted: Wanted, desk: Desk) -> bool:
    """Whether a stated treatment is of the wanted kind.

    The same, a member of the class, or an example that is named.
    """
    goals = (wanted.item.name, *wanted.examples)
    return any(
        _is_kind(name, goal, desk) for goal in goals if goal.strip() or goal == wanted.item.name
    )


def _is_kind(name: str, goal: str, desk: Desk) -> bool:
    key = key_of(goal)
    own = concepts_of(name, desk)
    if not key:
        return bool(name) and bool(set(_norms(goal)) & _NOUNS) and not _is_condition(name, desk)
    if own & members_of(goal, _beside(desk), desk.terms):
        return True
    asked = concepts_of(goal, desk)
    if asked and own:
        classes = own | {c for concept in own for c in desk.terms.ancestors(concept)}
        extra = key - _surface(goal, desk)
        told = _FORMULATION | (_BY_MOUTH if asked & own else set())
        return bool(asked & classes) and extra - told <= set(_norms(name))
    stated = set(_norms(name))
    # "heart failure therapy", where heart failure is asked about
    of_it = key - desk.condition_words
    if of_it != key and of_it and of_it <= stated:
        return True
    bare = key - _FORMULATION
    return key <= stated or (len(bare) > 1 and bare <= stated and not stated & _ROUTES)


def _beside(desk: Desk) -> list[str]:
    """What tells which of several purposes a group is for: the asked conditions, else the case."""
    asked = [printed for printed, _ in desk.conditions]
    return asked or [reading.text for reading in desk.facts.readings]


def covers(name: str, wanted: Wanted, desk: Desk) -> bool:
    """Whether denying `name` denies the wanted treatment.

    The same, its class, a group by purpose that holds it, or treatment as such.
    """
    if not key_of(name):
        return True
    own = concepts_of(name, desk)
    asked = concepts_of(wanted.item.name, desk)
    above = asked | {c for concept in asked for c in desk.terms.ancestors(concept)}
    group = members_of(name, _beside(desk), desk.terms)
    members = {c for example in wanted.examples for c in concepts_of(example, desk)} or asked
    if group and members and members <= group:
        return True
    if own and asked:
        return bool(own & above)
    return key_of(name) <= key_of(wanted.item.name)


def concepts_of(name: str, desk: Desk) -> frozenset[str]:
    """Interventions that a phrase names; looked up once for a case, which names them often."""
    known = desk.index.treatments
    if name not in known:
        known[name] = _concepts_of(name, desk)
    return known[name]


def _concepts_of(name: str, desk: Desk) -> frozenset[str]:
    name = _STRENGTH.sub(" ", name)
    found = frozenset(m.concept_id for m in desk.terms.spot(name) if m.kind == "intervention")
    if not found and re.fullmatch(r"\w{6,}ed", name.strip()):  # "anticoagulated"
        found = desk.index.by_verb.get(norm(name.strip()), frozenset())
    return found or frozenset(desk.terms.by_ambiguous_name.get(name.strip().lower(), ()))


def is_treatment(name: str, desk: Desk) -> bool:
    """Whether a phrase names a treatment, other than the one that is asked about."""
    concepts = concepts_of(name, desk)
    if concepts:
        return not concepts & desk.interventions
    told = _norms(name)
    return bool(set(told) & _NOUNS) and not set(told) & desk.intervention_words


def names_treatment(name: str, desk: Desk) -> bool:
    """Whether a phrase names a treatment, by its name or as such ("therapy")."""
    return bool(concepts_of(name, desk) or set(_norms(name)) & _NOUNS)


def _is_condition(name: str, desk: Desk) -> bool:
    mentions = desk.terms.spot(name)
    return bool(mentions) and all(m.kind == "condition" for m in mentions)


def _surface(text: str, desk: Desk) -> set[str]:
    if concepts_of(text, desk) and not desk.terms.spot(text):
        return set(_norms(text))  # named by its verb ("anticoagulated")
    return {
        part
        for m in desk.terms.spot(text)
        if m.kind == "intervention"
        for part in _norms(m.surface)
    }


def _norms(text: str) -> list[str]:
    text = _STRENGTH.sub(" ", _NON.sub("non", text))
    return [norm(w) for w in words(text) if w.lower() not in STOP_WORDS]


def key_of(text: str) -> set[str]:
    return {n for n in _norms(text) if n not in _ANY and not n.isdigit()}
