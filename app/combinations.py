"""What a treatment is used together with: "in combination with an oral antidepressant"."""

import re
from collections.abc import Iterator

from app.added_treatments import added_to
from app.fact_models import Fact, FactKind, Reading
from app.findings_base import MET, NOT_MET, OPEN, Desk, Settled, joined, turned
from app.measures import norm, norm_set
from app.phrase_places import Asked
from app.scope_cues import Scope
from app.treatment_kinds import concepts_of, key_of
from app.trial_cues import CURRENT, RESPONDED
from ingest.lexis import words
from ingest.statements.models import Join

_TOGETHER = (
    r"(?:in combination|combined|combination|together|concurrent(?:ly)?|concomitant(?:ly)?|in "
    r"conjunction|"
    r"along|simultaneous(?:ly)?|co-?administered|alongside|added|add-?on|adjunct(?:ive)?|in "
    r"addition|on "
    r"top)"
)
COMBINATION = re.compile(
    r"(?P<neg>\b(?:not|never|no|without|cannot)\b\s*(?:\w+\s+){0,5}?)?"
    r"(?:\b(?:is|are|be|being|to be|will be|must be|should be)\s+)?"
    r"(?:\b(?:used|given|taken|administered|prescribed|as an?|as|use)\s+)*"
    rf"\b(?:{_TOGETHER}\b\s*(?:use\s+|treatment\s+|therapy\s+)?(?:with|to|of)"
    r"(?:(?<=use of)\s+[\w-]+(?:\s+[\w-]+)?(?:\s\([\w-]+\))?\s+(?:with|and))?|"
    r"(?:used?|given|taken) with)\s+"
    r"(?P<who>(?:[\w-]+(?:\s+[\w-]+)?,\s+)+(?:or|and)\s+[\w-]+(?:\s+[\w-]+)?(?=\s*(?:[.;()]|$))|"
    r"(?:[\w-]+,\s+)+[\w-]+\s+(?:or|and)\s+[\w-]+(?=\s*(?:[.;()]|$))|"
    # "a bisphosphonate, teriparatide or romosozumab"
    r"(?:an?(?:other)?|any)\s+[\w-]+(?:\s+[\w-]+)?,\s+(?:[\w-]+(?:\s+[\w-]+)?,\s+)*[\w-]+"
    r"(?:\s+[\w-]+)?\s+or\s+[\w-]+(?:\s+[\w-]+)?(?=\s*(?:[.;()]|$))|"
    # "another biologic, a JAK inhibitor or an S1P receptor modulator"
    r"(?:(?:an(?:other)?|any)\s+[\w-]+(?:\s+[\w-]+){0,3}?,\s+)+(?:an?(?:other)?\s+)?[\w-]+"
    r"(?:\s+[\w-]+){0,3}?\s+(?:or|and)\s+(?:an?(?:other)?\s+)?[\w-]+(?:\s+[\w-]+){0,3}?"
    r"(?=\s*(?:[.;()]|$))|"
    r"[^.;,()]+?(?:(?:\s*\([^()]*\))?,?\s+or\s+with\s+[^.;,()]+?)*(?:\s*\((?:[A-Z][\w-]+(?:,\s+|"
    r"(?=\))))+\))?"
    r"(?=\s*(?:[.;,()]|$|\b(?:for|in|unless|when|if|during|after|following|before|as|until|who)\b)))"
    # what both would be for, which changes nothing
    r"(?:\s+for\s+(?:the\s+)?(?:(?:[\w-]+\s+)?prevention|prophylaxis|same\s+[\w-]+)\b)?",
    re.IGNORECASE,
)
# "glare together with an acuity of 20/30": two findings, and no treatment with another
_MEASURED = re.compile(r"(?:\b(?:of|than|least|most)|[<>≥≤]=?)\s*\d", re.IGNORECASE)


def combinations_in(text: str) -> Iterator[re.Match[str]]:
    """Where a text says what something is used together with."""
    return (m for m in COMBINATION.finditer(text) if not _MEASURED.search(m["who"]))


_SAID = re.compile(
    rf"\b(?:{_TOGETHER}(?:\s+(?:use|treatment|therapy))?(?:\s+(?:with|to|of))?|(?:used|taken|"
    rf"given|take|use) "
    r"with|(?:concurrent|concomitant|combined|simultaneous) use of [\w-]+(?: [\w-]+)? (?:with|and)|"
    r"plus|with concomitant)\s+(?:(?:an?|the|his|her|their|other|another|stable|background|"
    r"oral|"
    r"daily|maximally tolerated)\s+)*$",
    re.IGNORECASE,
)
# She continues upadacitinib, or has it together with the asked drug
_GOES_ON = re.compile(
    r"\b(?:continu(?:e|es|ed|ing)|(?:stay|remain|keep)(?:s|ing|ed)? (?:on|taking)|still (?:on|"
    r"takes?|"
    r"taking)|\balso (?:gets?|getting|takes?|taking|uses?|using|receives?|receiving|on|has))\s+"
    r"(?:(?:his|her|their|the|an?|with|daily|weekly|monthly|current|usual)\s+)*$",
    re.IGNORECASE,
)
_WITH_BEHIND = re.compile(
    r"\s+(?:together|along|concurrently|concomitantly|in combination|in conjunction|"
    r"combined)\s+with\b",
    re.IGNORECASE,
)
_ALONE = re.compile(
    r"\b(?:as )?(?:monotherapy|stand-?alone|(?:as a )?single agent|by itself)\b|"
    r"\b(?:as )?(?:his|her|their|the|my) (?:only|sole) (?:preventive|prophylactic|preventative|"
    r"biologic|drug|agent|medication|medicine|treatment|therapy)\b(?! (?:that|which|he|she|ever|so|"
    r"tried|was|were|has|had|before))|"
    r"\bnothing (?:else )?(?:combined|with (?:it|this)|alongside|beside|on top)\b|"
    r"\b(?:won['’]?t|will not) (?:take|use|be on|get) anything else\b|"
    r"\bnone (?:planned |given |taken )?(?:alongside|beside(?: it)?|with it)\b",
    re.IGNORECASE,
)
# "HPV testing without a Pap smear": what is left out of what is asked for
_LEFT_OUT = re.compile(
    r"\b(?:without|instead of|in place of|rather than)\s+(?:(?:an?|the|any|adding|using|"
    r"concomitant|concurrent|background|accompanying|additional)\s+)*$",
    re.IGNORECASE,
)
# "is HPV testing alone covered": not what came of it, once it had been tried alone
_ASKED_ALONE = re.compile(
    r"(?:\s+(?:testing|therapy|treatment|use))?\s+(?:alone|on its own|by itself)\b"
    r"(?!\s+(?:failed|has|had|did|gave|was|were|does|is (?:not|in)))",
    re.IGNORECASE,
)
_WANTED_ALONE = re.compile(
    r"^\W*(?:(?:the\s+)?(?:drug|medication|treatment|product|it)\s+)?(?:(?:is|will be|must "
    r"be|to be)\s+)?"
    r"(?:(?:used|given|prescribed|requested|administered|taken)\s+)?(?:as\s+)?(?:a\s+|an\s+)?(?:monotherapy|"
    r"single[- ]agent(?: therapy)?)\W*$",
    re.IGNORECASE,
)
_OR_WITH = re.compile(r",?\s+or\s+with\s+", re.IGNORECASE)
_REACH = 60  # characters
_OTHER = re.compile(r"\b(?:an)?other\b", re.IGNORECASE)


def settle_alone(text: str, desk: Desk) -> Settled | None:
    """The finding of a criterion that asks only that the treatment is used alone."""
    own = next((m for m in desk.terms.spot(text) if m.concept_id in desk.interventions), None)
    if own and not text[: own.start].strip(" ,."):  # "Foobarin is used as a single agent"
        text = f"it {text[own.end :].lstrip()}"
    if not _WANTED_ALONE.match(text):
        return None
    fact = desk.facts.first_said(_ALONE, "alone", Scope.DENIED)
    return Settled(MET, (fact,)) if fact else None


def settle_combination(wanted: re.Match[str], desk: Desk) -> Settled:
    """Whether the asked treatment is used together with what a criterion names."""
    who = wanted.group("who")
    pieces = _OR_WITH.split(who)
    if wanted.group("neg") and "," in who:  # "not together with A, B or C": with none of them
        pieces = re.split(r",\s+(?:or\s+|and\s+)?|\s+(?:or|and)\s+", who)
    behind = _BRACKET.match(wanted.string, wanted.end("who"))
    named = concepts_of(behind["named"], desk) if behind else set[str]()
    found = joined(Join.ANY_OF, [_together(piece, frozenset(named), desk) for piece in pieces])
    return turned(found) if wanted.group("neg") else found


# "other antibodies (A, B or C)": of whatever class, these are meant
_BRACKET = re.compile(r"\s*\((?:(?:e\.g\.|i\.e\.|such as|including),?\s*)?(?P<named>[^()]+)\)")


def _together(who: str, named: frozenset[str], desk: Desk) -> Settled:
    members = {member for name in named for member in desk.terms.descendants(name)}
    goals = (_goals(who, desk) | named | members) - desk.interventions
    stated = [
        fact for reading in desk.facts.readings for fact in _stated(reading, who, goals, desk)
    ]
    right = [fact for fact in stated if not fact.negated]
    wrong = [fact for fact in stated if fact.negated]
    if right and not wrong:
        return Settled(MET, (right[0],))
    if wrong and not right:
        return Settled(NOT_MET, (wrong[0],))
    if not right:
        bare = desk.index.phrase(_OTHER.sub(" ", who))
        state, facts = desk.index.find(bare, Asked(desk.interventions)) if bare else (None, ())
        if state is NOT_MET:
            return Settled(NOT_MET, facts)
        fact = desk.facts.first_said(_ALONE, "alone", Scope.DENIED) or _none_of_class(
            who, named, desk
        )
        fact = fact or _asked_alone(desk)
        if fact:
            return Settled(NOT_MET, (fact,))
    return OPEN


_LISTED = re.compile(r"\(([^()]*)\)")
_OF_CGRP = re.compile(r"\bCGRP\b|\bcalcitonin gene", re.IGNORECASE)  # antibodies and gepants
_ANTIBODY = re.compile(r"\bmonoclonal antibod(?:y|ies)\b", re.IGNORECASE)


def _goals(who: str, desk: Desk) -> frozenset[str]:
    """Treatments that a criterion means: what it names, lists in brackets, and their members.

    Monoclonal antibodies are told by their names, which end in -mab.
    """
    named = concepts_of(_LISTED.sub(" ", who), desk)
    listed = [
        concepts_of(name, desk) for names in _LISTED.findall(who) for name in names.split(",")
    ]
    goals = named.union(*listed)
    goals |= {member for goal in goals for member in desk.terms.descendants(goal)}
    if _OF_CGRP.search(who) and not _ANTIBODY.search(who):
        goals |= desk.terms.descendants("gepant")
    if named <= {"monoclonal-antibody"} and _ANTIBODY.search(who):
        told = [m for r in desk.facts.readings for m in desk.terms.spot(r.text)]
        goals |= {m.concept_id for m in told if m.concept_id.endswith("mab")}
    return goals - desk.interventions


# "not on any other CGRP": of a class that is named by what it acts on
_OTHER_ONE = re.compile(r"\b(?:an)?other\s+(?P<what>[\w/-]+(?:\s[\w/-]+){0,2})", re.IGNORECASE)
_CLASS_NOUNS = norm_set(
    "inhibitor inhibitors antagonist antagonists agonist agonists blocker blockers receptor agent "
    "agents drug drugs therapy therapies treatment medication medications medicine product "
    "products targeted directed other another any prevention prophylaxis for of the a"
)


def _asked_alone(desk: Desk) -> Fact | None:
    """Where a case asks for the treatment "alone"."""
    for reading in desk.facts.readings:
        for mention in desk.terms.spot(reading.text):
            alone = _ASKED_ALONE.match(reading.text, mention.end)
            denied = alone and reading.scope_at(mention.start, alone.end()) & Scope.DENIED
            if alone and not denied and mention.concept_id in desk.interventions:
                return reading.fact(FactKind.FINDING, mention.start, alone.end(), name="alone")
    return None


def _none_of_class(who: str, named: frozenset[str], desk: Desk) -> Fact | None:
    """Where a case says that nothing else of the wanted class, or of the named ones', is taken."""
    wanted = _acts_on(who)
    for reading in desk.facts.readings:
        for found in _OTHER_ONE.finditer(reading.text):
            denied = reading.scope_at(*found.span()) & Scope.DENIED
            classes = concepts_of(found["what"], desk) if denied and named else set[str]()
            every = named and all(classes & {n, *desk.terms.ancestors(n)} for n in named)
            if denied and (every or (wanted and _acts_on(found["what"]) == wanted)):
                return reading.fact(FactKind.FINDING, *found.span(), name="none", negated=True)
    return None


def _acts_on(text: str) -> frozenset[str]:
    """What is left of the name of a class without its nouns: "GLP1" of "GLP-1 agonist"."""
    plain = re.sub(r"\([^()]*\)", " ", text)
    own = [word.lower() for word in words(plain) if norm(word) not in _CLASS_NOUNS]
    return frozenset(re.sub(r"[\W_]", "", word) for word in own)


def _stated(reading: Reading, who: str, goals: frozenset[str], desk: Desk) -> Iterator[Fact]:
    """Where a text says that it is used, or not used, with one of the wanted treatments."""
    for start, end in _places(reading, who, goals, desk):
        low = max(0, start - _REACH)
        said = _SAID.search(reading.text, low, start) or _GOES_ON.search(reading.text, low, start)
        said = said or _WITH_BEHIND.match(reading.text, end)
        said = said or _behind_asked(reading.text, low, start, desk)
        said = said or added_to(reading.text, start, end)
        denied = bool(reading.scope_at(start, end) & Scope.DENIED)
        # "won't be combined with another biologic": the verb is denied
        denied = denied or bool(said and reading.scope_at(*said.span()) & Scope.DENIED)
        if left_out := _LEFT_OUT.search(reading.text, low, start):
            yield reading.fact(
                FactKind.FINDING, left_out.start(), end, name="together", negated=True
            )
        elif said:
            span = min(start, said.start()), max(end, said.end())
            yield reading.fact(FactKind.FINDING, *span, name="together", negated=denied)
    for trial in reading.trials:
        for item in trial.items:
            named = concepts_of(item.name, desk)
            if trial.statuses & {CURRENT, RESPONDED} and not trial.denied and named & goals:
                yield reading.fact(FactKind.TREATMENT, trial.start, trial.end, name=item.name)


# "pembrolizumab 200 mg q3w + carboplatin": right behind the asked drug and its dose
_PLUS = re.compile(
    r"(?:\s+(?:\d+(?:\.\d+)?\s?(?:mg|mcg|g|units|mg/kg)|q\s?\d+\s?\w+|every \d+ weeks|weekly|daily|"
    r"iv|sc))*\s*(?:\bwith\s|\+\s?|&\s?)\s*$",
    re.IGNORECASE,
)


def _behind_asked(text: str, low: int, start: int, desk: Desk) -> re.Match[str] | None:
    """The "with" or "+" that ties a treatment to the asked one in front of it; None without one."""
    match = _PLUS.search(text, low, start)
    told = desk.terms.spot(text[low : match.start()]) if match else []
    own = bool(told) and told[-1].concept_id in desk.interventions
    return match if match and own and low + told[-1].end == match.start() else None


def _places(
    reading: Reading, who: str, goals: frozenset[str], desk: Desk
) -> Iterator[tuple[int, int]]:
    if goals:
        for mention in desk.terms.spot(reading.text):
            if mention.concept_id in goals:
                yield mention.start, mention.end
    if concepts_of(who, desk):
        return
    key = key_of(_OTHER.sub(" ", who))
    tokens = [t for t in reading.tokens if t.norm in key]
    if key and key <= {t.norm for t in tokens}:
        yield tokens[0].start, tokens[-1].end
