"""Laboratory values as notes write them: small letters, two units, "normal", values on record."""

import pytest

from app.documented_values import settle_documented
from app.facts import read_facts
from app.findings import evaluate
from app.models import FindingState
from app.quantities import Interval
from app.two_units import as_wanted
from tests.unit.test_findings import TERMS, leaf

MET, NOT_MET, UNKNOWN = FindingState.MET, FindingState.NOT_MET, FindingState.UNKNOWN


def state(criterion, text):
    return evaluate(leaf(criterion), read_facts(text), TERMS).state


@pytest.mark.parametrize(
    ("criterion", "text"),
    [
        pytest.param("FEV1 less than 80% predicted", "FEV1 1.9 litres", id="litres are no share"),
        pytest.param("ALT less than 3 times the upper limit of normal", "ALT 100", id="between"),
        pytest.param("eGFR above 25", "eGFR was 61 four years ago", id="of years ago"),
        pytest.param("Bilirubin below 2 x ULN", "bilirubin 14", id="in which unit"),
        pytest.param("ALT below 3 x ULN", "LFTs not normal", id="not normal"),
        pytest.param("ALT below 3 x ULN", "mother's LFTs normal", id="of a relative"),
        pytest.param("Current weight provided", "24h pad wt 640 g", id="weight of a pad"),
        pytest.param("Current weight provided", "lost 5 kg", id="a loss is no weight"),
        pytest.param("Diabetes documented", "A1c 8.1", id="a disease is no value"),
        pytest.param("Body weight documented within 30 days", "wt 82 kg", id="with a time"),
        pytest.param("Hurley stage II or III", "he was in a hurley match, 3 goals", id="a match"),
        pytest.param(
            "Pain for at least 3 months after healing",
            "no help after 8 weeks. pain dr wants a patch",
            id="what stands in the next sentence",
        ),
    ],
)
def test_what_a_value_does_not_tell(criterion, text) -> None:
    assert state(criterion, text) is UNKNOWN


@pytest.mark.parametrize(
    ("criterion", "text", "expected"),
    [
        ("Hemoglobin below 10 g/dL", "hb 7.6, tired", MET),
        ("Hemoglobin below 10 g/dL", "Haemoglobin 98, ferritin 7", MET),
        ("Hemoglobin below 10 g/dL", "Hb 131", NOT_MET),
        ("Hemoglobin A1c of 7% or greater", "hba1c 64 now", MET),
        ("Hemoglobin A1c of 7% or greater", "hba1c 41 now", NOT_MET),
        ("Platelet count of at least 50,000/uL", "plts 30,000", NOT_MET),
        ("FEV1/FVC below 0.70", "FEV1/FVC 55%", MET),
        ("FEV1/FVC below 0.70", "FEV1/FVC 81%", NOT_MET),
        ("ppFEV1 below 40%", "FEV1 68 %", NOT_MET),
        ("Forced vital capacity of 50% predicted or greater", "FVC 61 % pred", MET),
        ("ALT less than 3 times the upper limit of normal", "ALT 31", MET),
        ("ALT less than 3 times the upper limit of normal", "ALT 240", NOT_MET),
        ("ALT less than 3 times the upper limit of normal", "AST/ALT normal last week", MET),
        ("Transaminases above 3 times the upper limit of normal", "LFT ok, QTc 430", NOT_MET),
        ("Alkaline phosphatase of 1.67 x ULN or more", "alk phos still 2.4 times normal", MET),
        ("Serum potassium above 5.0 mEq/L", "K 5.9, EKG fine", MET),
        ("ECOG performance status of 0 to 1", "ECOG one, postmenopausal", MET),
        ("Aortic valve area of 1.0 cm2 or less", "AS (AVA 0.7)", MET),
        ("Saphenous vein reflux of at least 500 milliseconds", "Reflux GSV L 1.8 sec", MET),
        ("Vein diameter of 5 mm or greater", "vein diam 7 mm", MET),
        ("Weight of 30 kg or more", "wt 26 kg", NOT_MET),
        ("Weight of 30 kg or more", "weight 88 kilos", MET),
        ("Body weight documented", "HTC director. wt 82", MET),
        ("Current weight provided", "a boy, weight 21 kg", MET),
        ("Serum phosphate at baseline", "phosphate 3.9, eyes normal", MET),
    ],
)
def test_values(criterion, text, expected) -> None:
    assert state(criterion, text) is expected


def test_a_unit_that_is_printed_is_kept() -> None:
    value = Interval(98, 98)
    assert as_wanted(value, "mg/dL", frozenset({"hemoglobin"}), "g/dL") == (value, "mg/dL")
    assert as_wanted(value, "", frozenset({"ferritin"}), "ng/mL") == (value, "")


def test_a_limit_is_no_question_of_record() -> None:
    assert settle_documented("Weight of 30 kg or more", None) is None  # type: ignore[arg-type]
