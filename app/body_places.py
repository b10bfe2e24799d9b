"""Parts of the body that a document is about, against the part of the asked complaint.

"Spinal MRI is medically necessary when any of these is met", in a policy on the spine, says nothing
of an MRI for knee pain. Regions follow Terminologia Anatomica (FIPAT, 2019), Parts of human body.
"""

import re

from app.condition_fit import Fit
from app.question_models import Phrase, Target
from ingest.statements.models import Statement

_REGIONS = {
    "head": r"head|headaches?|migraines?|brain|cranial|cerebral|skull|facial|face|sinus(?:es)?|"
    r"orbits?|temporomandibular|jaw",
    "spine": r"spine|spinal|vertebra\w*|lumbar|cervical(?! cancer)|low(?:er)? back|back|neck|"
    r"sacr\w+|radiculopathy|sciatica",
    "chest": r"chest|thora\w+|lungs?|pulmonary|breasts?|mammar\w+|coronary|cardiac|heart",
    "abdomen": r"abdom\w+|belly|liver|hepatic|pancrea\w+|kidneys?|renal|bowel|colon\w*|gastric|"
    r"stomach|gallbladder",
    "pelvis": r"pelvi\w+|prostat\w+|uter\w+|ovar\w+|bladder|rectal|rectum|cervical cancer",
    "shoulder": r"shoulders?|rotator cuff",
    "elbow": r"elbows?|epicondyl\w+",
    "hand": r"hands?|wrists?|carpal|fingers?|thumbs?",
    "hip": r"hips?",
    "knee": r"knees?|menisc\w+|patell\w+",
    "foot": r"foot|feet|ankles?|heels?|plantar|toes?|achilles",
}
_PLACES = {name: re.compile(rf"\b(?:{words})\b", re.IGNORECASE) for name, words in _REGIONS.items()}
# What shows where it is looked or worked at, and has no place of its own
_LOCAL = re.compile(
    r"\b(?:MRI|MRA|CT|CTA|X-?rays?|radiograph\w*|ultrasound|ultrasonograph\w*|sonograph\w*|"
    r"imaging|scans?|magnetic resonance|(?:computed )?tomography|PET|arthroscop\w*|injections?|"
    r"surgery|fusion|arthroplasty|replacement|brac(?:es?|ing)|orthos[ei]s|ablation|nerve block\w*|"
    r"physical therapy|physiotherapy)\b",
    re.IGNORECASE,
)


def regions(text: str) -> frozenset[str]:
    """Names of the regions of the body that a text names."""
    return frozenset(name for name, words in _PLACES.items() if words.search(text))


def of_another_place(
    statement: Statement, title: str, asked: Phrase, target: Target | None, fit: Fit
) -> bool:
    """Whether a test or procedure is spoken of for other parts of the body than the asked one.

    Args:
        statement: The Statement; one whose own condition fits is of the right place.
        title: Of its document, which tells the place where the sentence does not.
        asked: The asked intervention; where it names its place, the names decide.
        target: The asked condition.
        fit: How the Statement's condition fits.
    """
    if target is None or fit is not Fit.ANY or not _LOCAL.search(asked.text):
        return False
    if regions(asked.text) or not (wanted := regions(target.condition.text)):
        return False
    own = regions(" ".join((statement.quote.text, *statement.interventions))) or regions(title)
    return bool(own) and not own & wanted
