"""Lengths, treatments that go on, and who judges: put in the words in which they are read."""

import re

from app.reworded_absence import Wording

_UNIT = r"(?:days?|weeks?|months?|years?)"
_SYMPTOM = (
    r"(?:[\w-]+ ){0,3}?(?:pains?|aches?|headaches?|symptoms?|sciatica|radiculopathy|numbness|tingling|"
    r"weakness|cough|diarrh(?:o?ea)|constipation|fatigue|insomnia|itch(?:ing)?|hives|stiffness)"
)
_JUDGE = (
    r"(?:prescribers?|physicians?|(?:prescribing |treating )?(?:clinicians?|providers?|"
    r"specialists?))"
)
WORDINGS: tuple[Wording, ...] = (
    # "back pain or leg pain for 6 weeks or more": either of them so long
    (
        re.compile(
            rf"^(?P<front>\W*)(?P<one>{_SYMPTOM}) or (?P<two>{_SYMPTOM}) (?:for|lasting|of) (?:at least |"
            rf"more than |≥ ?)?(?P<long>\d+(?: \(\d+\))? {_UNIT})(?: or (?:more|longer)| in duration)?"
            r"(?=\W*$)",
            re.IGNORECASE,
        ),
        lambda m: (
            f"{m['front']}{m['one']} for at least {m['long']} or {m['two']} for at least {m['long']}"
        ),
    ),
    # "continues to receive therapy with one X"
    (
        re.compile(
            r"\bcontinues? to (?:receive|take|use|be (?:on|treated with))"
            r"(?: (?:therapy|treatment) with)?(?: (?:one|an?|the))?(?= \w)",
            re.IGNORECASE,
        ),
        lambda _: "is currently receiving",
    ),
    # "has responded as determined by the prescriber (e.g., ...)"
    (
        re.compile(
            rf",? as (?:determined|assessed|judged|documented|attested) by (?:the |an? )?{_JUDGE}\b",
            re.IGNORECASE,
        ),
        lambda _: "",
    ),
    # "at increased risk as estimated by clinical risk assessment"
    (
        re.compile(
            r"(?P<risk>\brisk\b[^.;:,()]*?),? as (?:estimated|determined|assessed|identified) by "
            r"(?:an? )?(?:(?:formal|clinical|individual) )?(?:risk )?"
            r"(?:assessments?|evaluations?|judge?ments?)(?=\W*$)",
            re.IGNORECASE,
        ),
        lambda m: m["risk"],
    ),
)
