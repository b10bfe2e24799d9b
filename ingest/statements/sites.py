"""Parts of the body where a condition is expected: "a stimulator for the spine"."""

import re
from collections.abc import Sequence

from ingest.codes import spot_codes
from ingest.lexis import content_stems, stem

_WORDS = (
    "spine spinal skeleton skeletal appendicular axial lumbar cervical thoracic sacral knee hip "
    "shoulder elbow wrist hand foot ankle joint limb extremity upper lower leg arm back neck head "
    "face trunk eye eyelid ear breast abdomen pelvis bone bones right left both bilateral long "
    "medial branch nerve facet joint vertebral root ganglion vein artery renal"
)
_BRACKET = re.compile(r"\s*\([^()]*\)")  # "cervical (C3-4 and below)"
_SITES = frozenset(stem(word) for word in _WORDS.split())


def without_sites(groups: Sequence[tuple[str, ...]]) -> tuple[tuple[str, ...], ...]:
    """Condition groups without those that name a part of the body and no condition."""
    return tuple(group for group in groups if not all(_is_site(phrase) for phrase in group))


def _is_site(phrase: str) -> bool:
    codes = {mention.code.lower() for mention in spot_codes(f"code {phrase}")}
    named = content_stems(_BRACKET.sub("", phrase)) - codes
    return bool(named) and named <= _SITES
