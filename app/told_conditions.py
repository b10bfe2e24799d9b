"""Conditions that a question names by a number, by its treatment, or by half of its name."""

import re

from app.heard import Heard

# kg/m2, adults. Source: WHO, Obesity: preventing and managing the global epidemic, TRS 894, 2000.
_OVERWEIGHT_BMI = 25
_OBESITY_BMI = 30
_BMI = re.compile(r"\b(?:bmi|body mass index)\D{0,12}(\d{2}(?:\.\d)?)", re.IGNORECASE)

# Standard deviations below the mean of young women: osteoporosis. Source: WHO, Assessment of
# fracture risk and its application to screening for postmenopausal osteoporosis, TRS 843, 1994.
_OSTEOPOROSIS_T = 2.5
_T_SCORE = re.compile(
    r"\bT(?:[- ]?scores?)?(?: (?:of|is|was|at (?:the )?\w+(?: \w+)?))?[ :=]*[-−–](\d(?:\.\d)?)\b"
)

# mm Hg in the office. Source: ISH Global Hypertension Practice Guidelines, 2020.
_HYPERTENSION = (140, 90)
_PRESSURE = re.compile(r"(?<![\d/.])(1\d\d|2[0-4]\d)/([4-9]\d|1[0-4]\d)(?![\d/])")
# Above goal on three classes, a diuretic among them. Source: AHA Scientific Statement on resistant
# hypertension, 2018.
_MANY = 3
_CLASSES = ("antihypertensive", "diuretic")

# "He has type 2": said beside sugar or its treatment, of diabetes.
_TYPE = re.compile(
    r"\btype (?P<n>1|2|I|II|one|two)(?=\s*(?:[.,;:)?]|$|(?:on|in|who|with|for|and|patient|pt)\b))",
    re.IGNORECASE,
)
_SUGAR = re.compile(r"\b(?:sugars?|glucose|a1c|hba1c|carbs?|carbohydrates?)\b", re.IGNORECASE)
_SUGAR_DRUG = "glucose-lowering-drug"


def told_otherwise(heard: Heard) -> list[str]:
    """The condition that a text tells without its name; [] where it tells none."""
    text = heard.text
    return _by_mass(text) or _by_density(text) or _by_pressure(heard) or _by_type(heard)


def _by_mass(text: str) -> list[str]:
    found = [float(m.group(1)) for m in _BMI.finditer(text)]
    if not found or found[0] < _OVERWEIGHT_BMI:
        return []
    return ["obesity" if found[0] >= _OBESITY_BMI else "overweight"]


def _by_density(text: str) -> list[str]:
    return ["osteoporosis"] if osteoporotic_score(text) else []


def osteoporotic_score(text: str) -> re.Match[str] | None:
    """The place of a T-score of -2.5 or below; None where a text tells none."""
    found = _T_SCORE.finditer(text)
    return next((m for m in found if float(m.group(1)) >= _OSTEOPOROSIS_T), None)


def _by_pressure(heard: Heard) -> list[str]:
    readings = [(int(m.group(1)), int(m.group(2))) for m in _PRESSURE.finditer(heard.text)]
    if not any(s >= _HYPERTENSION[0] or d >= _HYPERTENSION[1] for s, d in readings):
        return []
    drugs = [own for own in _classes_of_drugs(heard, heard.text) if _CLASSES[0] in own]
    asked = any(_CLASSES[0] in own for own in _classes_of_drugs(heard, heard.asked))
    many = len(drugs) - asked >= _MANY and any(_CLASSES[1] in own for own in drugs)
    return ["resistant hypertension" if many else "hypertension"]


def _by_type(heard: Heard) -> list[str]:
    found = _TYPE.search(heard.text)
    if found is None:
        return []
    drugs = _classes_of_drugs(heard, heard.text)
    if not _SUGAR.search(heard.text) and not any(_SUGAR_DRUG in own for own in drugs):
        return []
    return [diabetes_of(found["n"])]


def diabetes_of(kind: str) -> str:
    """The name of the diabetes of a type as it is printed: "2", "II", "two"."""
    return f"type {'2' if kind.lower() in {'2', 'ii', 'two'} else '1'} diabetes"


def _classes_of_drugs(heard: Heard, text: str) -> list[frozenset[str]]:
    """The classes of each treatment that a text names, each treatment once."""
    named = {m.concept_id for m in heard.terms.spot(text, kind="intervention")}
    return [frozenset({c}) | heard.terms.ancestors(c) for c in sorted(named)]


# Tests of one disease: whoever asks for one without a reason asks about that disease.
_TESTS = (
    (re.compile(r"\bmammogra(?:m|ms|phy)\b", re.IGNORECASE), "breast cancer"),
    (
        re.compile(r"\b(?:pap (?:smear|test)s?|cervical smears?)\b", re.IGNORECASE),
        "cervical cancer",
    ),
    (
        re.compile(r"\b(?:FIT test|FOBT|Cologuard|stool (?:blood|DNA) tests?)\b", re.IGNORECASE),
        "colorectal cancer",
    ),
    (re.compile(r"\bPSA\b(?= (?:screen|test|check|blood))|\bPSA test\b"), "prostate cancer"),
    (
        re.compile(r"\b(?:bone density (?:scan|test)|D(?:E)?XA scan)s?\b", re.IGNORECASE),
        "osteoporosis",
    ),
)


def by_test(heard: Heard) -> list[str]:
    """The disease of a test that is asked for with no word of what for; [] for other tests."""
    return [disease for test, disease in _TESTS if test.search(heard.asked)][:1]
