"""Scales of one disease: who states the number states the disease ("NYHA III" is heart failure).

Source: what each scale was made for and is validated in, as its first publication names it.
"""

from collections.abc import Sequence

from app.findings_base import Desk
from app.measures import measure_name, norm, norm_set
from app.trial_marks import Mark
from ingest.lexis import STOP_WORDS, words

# Measure id (`app.measure_names`) to a part of the ids of the diseases that it is of.
_OF_DISEASE: dict[str, tuple[str, ...]] = {
    "nyha": ("heart-failure",),
    "kl": ("osteoarthritis",),
    "womac": ("osteoarthritis",),
    "pasi": ("psoriasis",),
    "easi": ("atopic-dermatitis", "eczema"),
    "scorad": ("atopic-dermatitis", "eczema"),
    "das28": ("rheumatoid-arthritis",),
    "basdai": ("ankylosing-spondylitis", "axial-spondyloarthritis"),
    "edss": ("multiple-sclerosis",),
    "updrs": ("parkinson",),
    "hoehn-yahr": ("parkinson",),
    "mg-adl": ("myasthenia-gravis",),
    "qmg": ("myasthenia-gravis",),
    "sledai": ("lupus",),
    "uas7": ("urticaria",),
    "act": ("asthma",),
    "acq": ("asthma",),
    "gmfcs": ("cerebral-palsy",),
    "y-bocs": ("obsessive-compulsive",),
    "caps-5": ("post-traumatic-stress", "ptsd"),
    "pcl-5": ("post-traumatic-stress", "ptsd"),
    "cdai-crohn": ("crohns-disease",),
    "hurley": ("hidradenitis",),
    "gleason": ("prostate-cancer",),
    "ahi": ("sleep-apnea",),
}
_PLACES = norm_set("knee hip")  # a joint, of which the film was taken
_SHORTEST = 2


def names_its_disease(piece: str, numbers: Sequence[Mark], desk: Desk) -> bool:
    """Whether words beside a number name just the disease that its scale is of.

    Args:
        piece: What stands before or behind the number in a criterion.
        numbers: The numbers beside it that the case settles.
        desk: The case with its terms.
    """
    ids = {i for mark in numbers for f in mark.found.facts for i in measure_name(f.quote).ids}
    parts = [part for i in ids for part in _OF_DISEASE.get(i, ())]
    named = desk.terms.spot(piece, kind="condition") if parts else ()
    if not named or not all(any(p in m.concept_id for p in parts) for m in named):
        return False
    left = {norm(w) for w in words(piece) if w.lower() not in STOP_WORDS and len(w) > _SHORTEST}
    left -= {norm(w) for m in named for w in words(m.surface)}
    return not left - _PLACES
