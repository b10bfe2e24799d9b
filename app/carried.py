"""What was stated of the patient in the questions before, and what a follow-up adds to it.

The line "Stated before: 71-year-old; failed prednisone" behind a follow-up holds facts of the case
and is no part of what is asked. It can be seen and edited as the question's own words.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from app.fact_models import Fact, FactKind, Facts
from app.facts import read_facts
from app.models import Answer
from app.question_models import Phrase, Question
from app.told import STATED, split_told, told_lines
from ingest.lexis import key_stems

_ONE_OF_A_KIND = frozenset({FactKind.AGE, FactKind.SEX, FactKind.PREGNANCY})
_NUMBERED = frozenset({FactKind.AGE, FactKind.PREGNANCY, FactKind.MEASURE, FactKind.DURATION})
# Of the treatment that was asked about, and of no other
_OF_TREATMENT = frozenset({FactKind.PHASE, FactKind.RESPONSE, FactKind.CLAIM})
_MOST = 40
# "What about a 16-year-old?", "and in children?", "another patient": of somebody else
_SOMEBODY_ELSE = re.compile(
    r"\b(?:another|(?:a )?(?:different|new|second|next|other)) (?:patient|person|member|case|one)\b"
    r"|\b(?:an?|any|some|other|most|all|for|in|about) (?:[\w-]+ ){0,2}?(?:\d+|[a-z]+)[- ](?:years?|"
    r"months?|weeks?)[- ]olds?\b"
    r"|\ban? (?:[\w-]+ ){0,3}?(?:patient|person|member|man|woman|boy|girl|child|infant|baby|teen\w*"
    r"|adolescent|adult|newborn|lady|gentleman)\b"
    r"|\b(?:for|in|about|among|of) (?:[\w-]+ )?(?:patients|people|persons|members|men|women|boys"
    r"|girls|children|infants|teenagers|adolescents|adults|newborns|seniors)\b"
    r"|\b(?:someone|somebody|anyone|anybody)\b",
    re.IGNORECASE,
)
_THIS_PATIENT = re.compile(
    r"\b(?:he|she|him|her|his|hers|(?:this|that|the|the same|our|my) (?:patient|member|person))\b",
    re.IGNORECASE,
)
_PREGNANT = re.compile(r"\b(?:pregnan\w+|gestation|gravid|trimester)\b", re.IGNORECASE)
# A phrase that says how the patient is, read as the name of something
_STATE = re.compile(
    r"\s*(?:(?:with(?:out)?|during|despite)\s|(?:he|she|they|i|we|(?:the|this|my) \w+)\s+(?:is|are|"
    r"am|was|were|has|have|had|weighs?|takes?|also)\b)",
    re.IGNORECASE,
)
_WITH = re.compile(
    r"^\W*(?:(?:and|but|or|so|then|also|what|how|about|if)\W+)*with(?:out)?\s(?P<state>.+)$",
    re.IGNORECASE | re.DOTALL,
)


def adds_a_fact(phrase: Phrase, question: Question, *, is_condition: bool = False) -> bool:
    """Whether a phrase of a follow-up tells how the patient is, and names nothing to ask about.

    "And with a mechanical valve?", "what about a 16-year-old?", "and in pregnancy?".

    Args:
        phrase: What was read as an intervention or a condition.
        question: The follow-up.
        is_condition: Whether it was read as a condition.
    """
    if _STATE.match(phrase.text) or (is_condition and _is_pregnancy(phrase)):
        return True
    added = _WITH.match(question.text)
    if added is not None and phrase.text.lower() in added["state"].lower():
        # "and with methotrexate?" asks for both
        return is_condition or not phrase.concepts or added["state"].lower().startswith("a")
    return not phrase.concepts and not is_condition and _is_of_a_fact(phrase.text)


def _is_pregnancy(phrase: Phrase) -> bool:
    bare = _PREGNANT.sub("", phrase.text)
    return bare != phrase.text and not key_stems(bare)


def _is_of_a_fact(text: str) -> bool:
    """Whether a phrase is an age or a value and nothing else."""
    facts = [f for f in read_facts(text).facts if f.kind in _NUMBERED]
    told = frozenset().union(*(key_stems(f.quote) for f in facts))
    return bool(facts) and key_stems(text) <= told


def with_stated(question: Question, last: Answer, *, same_treatment: bool) -> Question:
    """A follow-up with what was stated of the patient before it, but for what it states anew.

    Args:
        question: The follow-up.
        last: The answered question before it.
        same_treatment: Whether it asks about the same treatment.
    """
    if _is_of_another(question.text):
        return question
    asked, told = split_told(last.question)
    before = read_facts(f"{asked}\n{STATED} {told_before(told)}" if told_before(told) else asked)
    new = read_facts(question.text)
    kept = [
        _plain(fact.quote)
        for fact in _shown(before, last)
        if (same_treatment or fact.kind not in _OF_TREATMENT)
        and not _is_replaced(fact, new)
        and _reads_alike(fact)
    ]
    kept = [*dict.fromkeys(kept)][:_MOST]
    kept += _sex(before, kept, new)
    lines, readings = list(told_lines(told)), list(question.readings)
    if kept:
        lines.insert(0, f"{STATED} {'; '.join(kept)}.")
        readings.append(f"stated before and kept: {'; '.join(kept)}")
    if told_lines(told):
        readings.append("kept: what was said before to be met or not met")
    return replace(question, text="\n".join([question.text, *lines]), readings=tuple(readings))


def speaks_of_the_same(question: Question) -> bool:
    """Whether a question with a subject of its own speaks of the patient of the one before."""
    found = _THIS_PATIENT.search(question.text)
    states_one = any(f.kind is FactKind.AGE for f in read_facts(question.text).facts)
    return found is not None and not states_one and not _is_of_another(question.text)


def _is_of_another(text: str) -> bool:
    """Whether a follow-up speaks of somebody else; "if he were a child" does not."""
    found = _SOMEBODY_ELSE.search(text)
    return found is not None and not _THIS_PATIENT.search(text[: found.start()])


def _shown(before: Facts, last: Answer) -> Iterator[Fact]:
    """The facts that the reader was shown as such (see `app.stated`), in reading order."""
    special = [f for f in before.facts if f.kind is not FactKind.FINDING]
    names = [*last.understood.interventions, *last.understood.conditions]
    for fact in before.facts:
        quote = " ".join(fact.quote.split())
        is_finding = fact.kind is FactKind.FINDING
        if (
            any(quote in shown for shown in last.understood.facts)
            and fact.kind is not FactKind.SEX
            and not (is_finding and _holds_another(fact, special, names))
        ):
            yield fact


def _sex(before: Facts, kept: Sequence[str], new: Facts) -> list[str]:
    """The patient's sex, where a pronoun told it and neither the facts nor the follow-up do."""
    told = before.of(FactKind.SEX)
    again = new.of(FactKind.SEX) or read_facts("; ".join(kept)).of(FactKind.SEX)
    return [told[0].name] if told and not again else []


def told_before(told: str) -> str:
    """What the line of facts that were kept already says; "" without one."""
    lines = [line.strip() for line in told.splitlines()]
    return " ".join(line.removeprefix(STATED) for line in lines if line.startswith(STATED)).strip()


def _plain(quote: str) -> str:
    return " ".join(quote.split()).strip(" .;,")


def _holds_another(finding: Fact, special: Sequence[Fact], names: Sequence[str]) -> bool:
    """Whether a finding is words around another fact, or what was asked about."""
    around = any(
        f.char_start < finding.char_end and finding.char_start < f.char_end for f in special
    )
    stems = key_stems(finding.quote)
    return around or any(asked and asked <= stems for asked in map(key_stems, names))


def _is_replaced(fact: Fact, new: Facts) -> bool:
    """Whether the follow-up states the same thing anew."""
    if fact.kind in _ONE_OF_A_KIND:
        return bool(new.of(fact.kind))
    stems = key_stems(fact.name)
    others = [key_stems(other.name) for other in new.facts]
    return any(stems and o and (stems <= o or o <= stems) for o in others)


def _reads_alike(fact: Fact) -> bool:
    """Whether its words say the same alone: "breast cancer" of her mother does not."""
    return any(
        (one.kind, one.negated, one.value, one.unit, one.comparator, one.status)
        == (fact.kind, fact.negated, fact.value, fact.unit, fact.comparator, fact.status)
        for one in read_facts(f"{_plain(fact.quote)}.").facts
    )
