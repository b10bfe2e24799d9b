"""A denial of all other illness: "no comorbidities", "no chronic illnesses".

It denies the long-standing illnesses that policies count as comorbidities, each by its class in the
terms; never the asked condition or a kind of it, and nothing that the case names anywhere. Who is
"otherwise healthy" may have what nobody counts as an illness, a high pressure or fats: no denial.
"""

import re

from app.fact_models import FactKind
from app.findings_base import NOT_MET, Desk, Settled
from app.phrase_words import EMPTY, OPTIONAL, Atom, Phrase
from app.scope_cues import Scope

_ALL_DENIED = re.compile(
    r"\bno (?:other |significant |known |relevant |major |serious |chronic |past |medical |"
    r"obesity[- ]"
    r"related |weight[- ]related )*(?:co-?morbid(?:ity|ities|\s+conditions?|\s+diseases?)|medical "
    r"(?:problems?|issues|conditions?)|chronic (?:illness(?:es)?|diseases?|conditions?)|PMHx?\b)|"
    r"\bwithout (?:any )?(?:other )?co-?morbidit(?:y|ies)\b",
    re.IGNORECASE,
)
_EXCEPT = re.compile(
    r"\s*(?:at all\s*)?(?:except|apart from|other than|aside from|besides|but)\b", re.IGNORECASE
)
# Classes of the terms that are meant by a comorbidity.
_MEANT = frozenset(
    {
        "asthma",
        "autoimmune-disease",
        "cancer",
        "cardiovascular-disease",
        "cerebrovascular-disease",
        "chronic-kidney-disease",
        "chronic-obstructive-pulmonary-disease",
        "copd",
        "coronary-artery-disease",
        "diabetes-mellitus",
        "heart-disease",
        "heart-failure",
        "hyperlipidemia",
        "hypertension",
        "immunodeficiency",
        "interstitial-lung-disease",
        "liver-disease",
        "sleep-apnea",
    }
)
# Further ones that are meant by a comorbidity of obesity. Source: AACE/ACE clinical practice
# guideline for medical care of patients with obesity, 2016 (weight-related complications).
OF_WEIGHT = _MEANT | frozenset(
    {
        "gastroesophageal-reflux-disease",
        "metabolic-syndrome",
        "osteoarthritis",
        "polycystic-ovary-syndrome",
        "prediabetes",
        "stress-urinary-incontinence",
    }
)
_WEIGHT = re.compile(r"\b(?:weight|obesity)[- ]related\b", re.IGNORECASE)


def denied_in_general(phrase: Phrase, desk: Desk) -> Settled | None:
    """NOT_MET where the case denies all other illness and a phrase names a comorbidity.

    Args:
        phrase: What a criterion asks for, taken apart; other words than a name of the illness ask
            for more of it, which who does not have it has neither.
        desk: The case.
    """
    named = [atom for atom in phrase.atoms if atom.concepts]
    if not named or phrase.family or any(atom.denied for atom in phrase.atoms):
        return None
    first = phrase.atoms[0]
    if not (first is named[0] or first.word in EMPTY | OPTIONAL) or _is_spoken_of(named[0], desk):
        return None
    for reading in desk.facts.readings:
        for match in _ALL_DENIED.finditer(reading.text):
            told = reading.scope_at(match.start(), match.start() + 1)
            if told & (Scope.FAMILY | Scope.ASKED) or _EXCEPT.match(reading.text, match.end()):
                continue
            meant = OF_WEIGHT if _WEIGHT.search(match.group()) else _MEANT
            if not (named[0].broader | named[0].concepts) & meant:
                continue
            fact = reading.fact(FactKind.FINDING, *match.span(), name="healthy", negated=True)
            return Settled(NOT_MET, (fact,))
    return None


def _is_spoken_of(named: Atom, desk: Desk) -> bool:
    """Whether a name is one of an illness that is asked about or named by the case."""
    of_asked = any((named.broader | named.concepts) & atom.concepts for atom in _asked(desk))
    return of_asked or any(named.concepts & text.mentions.keys() for text in desk.index.texts)


def _asked(desk: Desk) -> list[Atom]:
    return [atom for _, phrase in desk.conditions for atom in phrase.atoms]
