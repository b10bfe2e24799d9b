"""General causes for which cases of the own corpus failed, each by documents of another field."""

from typing import Any

import pytest

from app.aims import prevention_of

GUIDELINE = """
# Recommendations

- The panel recommends screening for colorectal cancer in adults aged 45 to 75 years every 5 years.
  (Grade A)
- The panel recommends 1-time screening for hepatitis B with HBsAg testing in adults aged 18 to 60
  years. (Grade B)
- The panel recommends exercise for adults at increased risk of osteoporosis. (Grade B)
- The panel suggests against herbal supplements for clinically meaningful short-term weight loss or
  long-term weight management. (Grade D)
- The panel recommends a dietary approach that lowers energy intake for weight loss. (Grade A)
- The panel recommends against tramadol in adults with gout whenever possible. (Grade D)
- In patients with heart failure and NYHA class II to III symptoms, sacubitril is recommended.
  (Grade A)
- The panel recommends duloxetine for neuropathic pain in adults who choose this therapy. (Grade A)
"""
TALK = """
# Recommendations

1.1 Discuss acupuncture with people with migraine.

1.2 Offer triptans to people with migraine.
"""
POLICY = """
# Coverage

Aortic banding is covered for aortic stenosis only through coverage with evidence development.

Outside of an approved registry, gastric pacing for gastroparesis is not covered.

Gastric pacing is covered for gastroparesis when it is performed within an approved registry.

Pulse oximeters are covered in the home for acute or chronic conditions, short- or long-term, when
the saturation was below 88 percent.

A second walker for travel is considered a convenience item and not medically necessary.

Bladder pacing is not covered for members with urge incontinence and absolute contraindications to
surgery.
"""


@pytest.fixture
def told(corpus: Any) -> Any:
    corpus.guideline("panel", GUIDELINE, title="Guideline of the panel")
    corpus.guideline("talk", TALK, title="Guideline on migraine")
    corpus.policy("devices", POLICY, title="Devices")
    return corpus


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        # how often tells nothing of who they are
        ("Screening for colorectal cancer in a 60-year-old?", "necessary"),
        ("Screening for colorectal cancer in an 80-year-old?", "not_addressed"),
        # a test by the calendar is a screening
        ("One-time HBsAg testing for hepatitis B in a 40-year-old?", "necessary"),
        # who is not said to be at risk leaves it open
        ("Exercise to prevent osteoporosis?", "conditional"),
        ("Is exercise recommended for a woman at increased risk of osteoporosis?", "necessary"),
        # supplements are no diet, and a short time or a long one is any
        ("Are herbal supplements recommended for weight loss?", "not_necessary"),
        ("Is a dietary approach recommended for weight loss?", "necessary"),
        # "whenever possible" asks for nothing
        ("Tramadol for gout in an adult?", "not_necessary"),
        # a scale is a criterion
        ("Sacubitril for heart failure, NYHA class II?", "necessary"),
        ("Sacubitril for heart failure?", "conditional"),
        # a wish
        ("Duloxetine for neuropathic pain in a woman who wants the treatment?", "necessary"),
        ("Duloxetine for neuropathic pain?", "conditional"),
        # what is to be discussed is left open
        ("Acupuncture for migraine?", "conditional"),
        # studies
        ("Is aortic banding covered for aortic stenosis?", "conditional"),
        ("Is gastric pacing covered for gastroparesis?", "conditional"),
        ("Is gastric pacing for gastroparesis covered outside of a registry?", "not_necessary"),
        # whatever somebody has
        ("Is a pulse oximeter at home covered for asthma?", "conditional"),
        # travel is no illness
        ("Are second walkers for travel covered?", "not_necessary"),
    ],
)
def test_verdicts(told: Any, question: str, verdict: str) -> None:
    assert told.ask(question).answer.verdict == verdict


@pytest.mark.parametrize(
    ("condition", "prevention"),
    [
        ("primary prevention", "primary prevention"),
        ("Secondary", "secondary prevention"),
        ("prevention of stroke", ""),
        ("primary biliary cholangitis", ""),
    ],
)
def test_prevention_may_be_all_that_is_asked_for(condition: str, prevention: str) -> None:
    assert prevention_of(condition) == prevention
