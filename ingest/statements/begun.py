"""Advice against beginning a treatment, which says nothing to those who take it already."""

import re

from ingest.statements.models import Direction

_BEGUN = re.compile(
    r"\bnot be (?:newly )?(?:started|initiated|begun|commenced)\b"
    r"|\bdo not (?:start|initiate|begin|commence)\b",
    re.IGNORECASE,
)


def phase_of_advice(direction: Direction, sentence: str) -> str:
    """Rule: "should not be started on the day of surgery" is on the start; "" for other advice."""
    return "initial" if direction is Direction.AGAINST and _BEGUN.search(sentence) else ""


# "After the initial 12-week period X is covered only for those who benefit"
_BEHIND_FIRST = re.compile(
    r"\b(?:after|beyond|following) (?:the|an|this|their) (?:initial|first) (?:[\w-]+ ){0,2}?"
    r"(?:period|authori[sz]ation|approval|trial period|\d+[ -](?:days?|weeks?|months?|years?))\b",
    re.IGNORECASE,
)


def goes_on(text: str) -> bool:
    """Whether a text speaks of what follows the first period of a treatment."""
    return _BEHIND_FIRST.search(text) is not None


_CONTINUED = re.compile(
    r"\b(?:continu(?:ed|ing|ation)|renewal|re-?authori[sz](?:ation|ed)|re-?approved|recertification|"
    r"subsequent|maintenance|repeat(?:ed)?(?= (?:courses?|treatments?|injections?|"
    r"therapy|cycles?|administration|procedures?|[A-Z]))|re-?treatment|additional "
    r"(?=\d|sessions?|visits?|courses?|treatments?|units?|cycles?))\b",
    re.IGNORECASE,
)
# What a drug is labelled for: "as add-on maintenance treatment of asthma" may be begun
_LABELLED_USE = re.compile(
    r"\b(?:add-?on|adjunct(?:ive)?) maintenance\b|"
    r"\bfor (?:the )?(?:long-term )?maintenance treatment (?:of|for|in)\b",
    re.IGNORECASE,
)
_INITIAL = re.compile(
    r"^\W*initial\b|\binitial (?:approval|authori[sz]ation|therapy|treatment|coverage|"
    r"criteria|requests?|trial|course|use|start|period|evaluation|prescription|review|"
    r"certification|\d)|\b(?:new starts?|initiation)\b|[–—-]\s*initial$",
    re.IGNORECASE,
)


def phase_of(text: str) -> str:
    """Rule: "continued", "initial" or "", as a heading or lead-in says; "" where it says both."""
    behind = goes_on(text)
    continued = behind or bool(_CONTINUED.search(_LABELLED_USE.sub("", text)))
    initial = not behind and bool(_INITIAL.search(text))
    return "" if continued == initial else ("continued" if continued else "initial")
