"""Whether a question is a general one: treatments, conditions, codes and payers, and nobody in it.

Only answers to general questions may be kept for others to see. The test leans to "no": a word that
is neither part of a name that terms or documents hold, nor one of a closed list of words that ask,
may be a patient's name, and a number may be an age.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.fact_models import FactKind
from app.facts import read_facts
from app.frames import KNOWN_PAYERS
from app.models import Understood
from app.payer_names import Named
from ingest.codes import spot_codes
from ingest.terms import Terms

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
# Words that ask, and nothing else: no pronoun of a person, no number, no word of age, sex or
# course, no word that changes what is asked ("without", "first-line", "started").
_ASKING_WORDS = (
    "a an the and or but not no nor of on in for with to from by at as per under into if then also "
    "this that these those there it its any some other is are was be been being do does did can "
    "could should would will shall may must has have we you one what which when how why whether "
    "who about against ask question please medically clinically necessary necessity medical "
    "indicated indication indications appropriate reasonable recommended recommend recommends "
    "recommending recommendation recommendations suggest suggested suggests advise advised approve "
    "approved approval authorization authorisation authorized cover covered covers covering "
    "coverage benefit beneficial effective helpful useful proven unproven experimental "
    "investigational supported support supports evidence guideline guidelines policy policies "
    "criteria criterion requirement requirements require required requires position say says role "
    "option options alternative alternatives choice treat treating treatment treatments therapy "
    "therapies manage managed management use used using offer offered give given consider "
    "considered prescribe prescribed patient patients people person persons health plan plans "
    "insurance payer payers drug drugs medication medications dose doses dosing much many often "
    "long"
)
_ASKING = frozenset(_ASKING_WORDS.split())
_LEAD = "for "
# What a text states of a person. Findings are phrases of any kind: their words are looked at below.
_PERSONAL = frozenset(FactKind) - {FactKind.FINDING, FactKind.PHASE}


@dataclass(frozen=True, slots=True)
class Names:
    """What is known by name.

    Attributes:
        terms: Interventions and conditions, of the terms and of the documents.
        bodies: Payers and publishers of the documents.
    """

    terms: Terms
    bodies: Sequence[Named]


def is_general(text: str, understood: Understood, names: Names) -> bool:
    """Whether nothing in the question speaks of a person.

    Args:
        text: The question.
        understood: What it was taken to mean; a condition beside those asked about is a fact of
            somebody.
        names: What is known by name.
    """
    codes = [(mention.start, mention.end) for mention in spot_codes(text, loose=True)]
    asked = _ASKING | _words(" ".join((*understood.interventions, *understood.conditions)))
    mentions = names.terms.spot(text)
    if any(not _words(mention.surface) <= asked for mention in mentions):
        return False
    spans = [*codes, *((m.start, m.end) for m in mentions), *_bodies(text, names.bodies)]
    if _unknown(text, spans):
        return False
    facts = read_facts(text).facts  # last: what takes longest
    return not any(f.kind in _PERSONAL and not _inside(f.char_start, codes) for f in facts)


def general_part(phrase: str, names: Names) -> str:
    """The names and codes that a phrase holds, without the rest; "" where there are none."""
    # Some abbreviations count as a condition only behind a word that leads one in.
    mentions = names.terms.spot(f"{_LEAD}{phrase}")
    spans = [(m.start - len(_LEAD), m.end - len(_LEAD)) for m in mentions]
    spans += [(m.start, m.end) for m in spot_codes(phrase, loose=True)]
    if not spans:
        return ""
    if not _unknown(phrase, spans):
        return phrase
    return " ".join(phrase[start:end] for start, end in sorted(set(spans)))


def general_question(understood: Understood, names: Names) -> str:
    """A question about the same treatments and conditions that says nothing of anybody."""
    what = _listed(understood.interventions, names)
    whom = _listed(understood.conditions, names)
    if not what:
        return f"What is recommended for {whom}?" if whom else ""
    return f"Is {what} medically necessary for {whom}?" if whom else f"When is {what} necessary?"


def _listed(phrases: Iterable[str], names: Names) -> str:
    return " and ".join(
        dict.fromkeys(p for phrase in phrases if (p := general_part(phrase, names)))
    )


def _words(text: str) -> frozenset[str]:
    return frozenset(match.group().casefold() for match in _WORD.finditer(text))


def _unknown(text: str, spans: Sequence[tuple[int, int]]) -> bool:
    """Whether a word stands outside the spans that is not one of those that ask."""
    return any(
        not _inside(match.start(), spans) and match.group().casefold() not in _ASKING
        for match in _WORD.finditer(text)
    )


def _inside(at: int, spans: Sequence[tuple[int, int]]) -> bool:
    return any(start <= at < end for start, end in spans)


def _bodies(text: str, bodies: Sequence[Named]) -> Iterable[tuple[int, int]]:
    """Where payers and publishers are named."""
    for name in (*(body.name for body in bodies), *KNOWN_PAYERS):
        pattern = rf"(?<![\w-]){re.escape(name)}(?:['’]s)?(?![\w-])"
        yield from (match.span() for match in re.finditer(pattern, text, re.IGNORECASE))
