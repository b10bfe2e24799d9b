"""Lengths, treatments that go on, who judges or suspects, in words in which they are read."""

import re

from app.reworded_absence import Wording

_UNIT = r"(?:days?|weeks?|months?|years?)"
_SYMPTOM = (
    r"(?:[\w-]+ ){0,3}?(?:pains?|aches?|headaches?|symptoms?|sciatica|radiculopathy|numbness|"
    r"tingling|"
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
            rf"^\W*(?P<one>{_SYMPTOM}) or (?P<two>{_SYMPTOM}) (?:for|lasting|"
            rf"of) (?:at least |"
            rf"more than |≥ ?)?(?P<long>\d+(?: \(\d+\))? {_UNIT})(?: or (?:more|longer)|"
            rf" in duration)?"
            r"(?=\W*$)",
            re.IGNORECASE,
        ),
        lambda m: " or ".join(f"{m[one]} for at least {m['long']}" for one in ("one", "two")),
    ),
    # "myocardial infarction more than 40 days ago": so long after it
    (
        re.compile(
            rf"^\W*(?P<event>(?:(?!onset )[\w-]+ ){{1,4}})(?:(?:occurred|was) )?(?P<least>at least|"
            rf"more than|≥|over) (?P<long>\d+(?: \(\d+\))? {_UNIT}) ago(?=\W*$)",
            re.IGNORECASE,
        ),
        lambda m: f"{m['least']} {m['long']} after {m['event'].strip()}",
    ),
    # that a treatment goes on: "continues to receive therapy with one X"
    (
        re.compile(
            r"\bcontinues? to (?:receive|take|use|be (?:on|treated with))"
            r"(?: (?:therapy|treatment) with)?(?: (?:one|an?|the))?(?= \w)",
            re.IGNORECASE,
        ),
        lambda _: "is currently receiving",
    ),
    # who judges it: "has responded as determined by the prescriber"
    (
        re.compile(
            rf",? as (?:determined|assessed|judged|documented|attested) by (?:the |"
            rf"an? )?{_JUDGE}\b",
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
    # "suspected infection (fever, drug use)": a sign alone raises no suspicion
    (
        re.compile(
            r"^(?P<what>\W*(?:clinical(?:ly)? )?(?:suspected|suspicion (?:of|for)|concerns? (?:for|"
            r"of|about))"
            r"\s[^()]{3,80}?)\s*\([^()]*\)",
            re.IGNORECASE,
        ),
        lambda m: m["what"],
    ),
)
