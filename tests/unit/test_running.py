"""Whether the asked treatment is running, and what a note names in front."""

import pytest

from app.front_label import label_in_front
from app.running import is_running


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("velora", "on velora for gout for the past year, doing well"),
        ("velora", "continue velora? on it 11 months"),
        ("velora", "velora recert, gout, 14 months on it"),
        ("velora", "has been getting velora since 2022"),
        ("velora", "41F gout, on velora for 14 months via her clinic"),
        ("velora", "2 doses of velora given so far"),
    ],
)
def test_it_runs(name: str, text: str) -> None:
    assert is_running(text, [name])


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("velora", "wants to add velora, stays on zetin"),
        ("velora", "approve velora for 12 months?"),
        ("velora", "was on velora 2 years ago, wants it again"),
        ("velora", "velora? gout, on zetin for 6 months"),
        ("velora", "stopped after 3 months on it"),
        ("velora", "12 weeks of velora requested"),
    ],
)
def test_it_does_not(name: str, text: str) -> None:
    assert not is_running(text, [name])


def _known(phrase: str) -> bool:
    return phrase.lower().strip() in {"velora", "home o2"}


@pytest.mark.parametrize(
    ("text", "label"),
    [
        (
            "Home O2 under Medicare: 71M, sat 86%. Nothing on edema or echo. Reasonable?",
            "Home O2 under Medicare",
        ),
        (
            "Velora continuation, Acme Plan. 45M with gout, responding well. Medically necessary?",
            "Velora continuation, Acme Plan",
        ),
        ("45M with gout on velora: still flares. Zetin was tried. Approve?", ""),
        ("Acme Plan: 45M with gout. Zetin was tried. Is velora covered?", ""),
    ],
)
def test_label(text: str, label: str) -> None:
    assert label_in_front(text, _known) == label
