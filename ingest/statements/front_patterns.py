"""Around a predicate: before which operation a thing is done, and what is asked of nobody."""

import re

# "Imaging before low-risk surgery is not covered": the operation for which it is done is what it is
# for; "before the age of 5", "before 6 weeks have passed" tell when
BEFORE_DONE = re.compile(
    r"^(?P<base>[^:;]+?)\s+(?:before|prior to|ahead of|in preparation for)\s+"
    r"(?P<what>(?!\d|the age|age\b|(?:an?|the|each|any)?\s*(?:week|month|year|day)s?\b)"
    r"[^:;]*?\b(?:surger(?:y|ies)|operations?|procedures?|\w+(?:ectom|plast|otom|graft|scop)(?:y|ies)|transplants?|transplantation|"
    r"anesthesia|chemotherapy)\b(?:\s*\([^()]*\))?)\s*$",
    re.IGNORECASE,
)
# "is covered regardless of X when Y": X is asked of nobody
REGARDLESS = re.compile(
    r"\W*(?:regardless|irrespective|independent(?:ly)?)\s+of\s+.*?(?=,?\s+(?:when|if|provided|where|"
    r"for|in|unless|except|only|as long as)\b|[\s.]*$)",
    re.IGNORECASE | re.DOTALL,
)
# "is covered every 12 months when ...": how often says nothing on when and for whom
HOW_OFTEN = re.compile(
    r"^\s*(?:once |twice )?(?:(?:every|per|each)\s+(?:\w+\s+)?(?:days?|weeks?|months?|years?)|once|"
    r"twice|annually|yearly|monthly)(?=,?\s+(?:when|if|for|in|provided)\b)",
    re.IGNORECASE,
)
# "is ineffective for A and is not recommended for this purpose": no part of what A is
LATER_PREDICATE = re.compile(
    r"\s+and\s+(?:(?:is|are)|should)\s+(?:therefore\s+|thus\s+)?(?:not\s+)?(?:be\s+)?(?:routinely\s+)?"
    r"(?:recommended|used|offered|considered|given)\b(?:\s+for\s+(?:this|that|these)\b.*)?\s*\.?$",
    re.IGNORECASE,
)
# "is covered for A, and is not sufficient for B", "is covered for A and is given by a nurse"
_FURTHER_PREDICATE = re.compile(
    r"^(?P<front>(?:(?!\b(?:who|whose|that|which|when|whenever|if|where|once|unless|after|patients?|"
    r"people|persons?|individuals?|adults?|children|women|men|members?|those|beneficiar\w+)\b)"
    r"[^:;])+?),?\s+and\s+(?P<said>(?:is|are|was|were|cannot|can|must|will|may|does|do|requires?|"
    r"needs?)\s[^:;]+)$",
    re.IGNORECASE,
)
_ASKS_NOTHING = re.compile(
    r"(?:\w+ not|cannot)\b|(?:is|are|was|were|may be|can be|will be) (?:\w+ly )?(?:supported|"
    r"recommended|effective|safe|well|considered|covered|preferred|advised|suggested|approved|"
    r"available|cost|associated|superior|reasonable|useful|more|less|an?|the)\b",
    re.IGNORECASE,
)


def cut_further(after: str) -> tuple[str, str]:
    """What stands behind a predicate without a further one, and what that one asks for.

    A further one that denies or praises asks for nothing.
    """
    found = _FURTHER_PREDICATE.match(after)
    if found is None:
        return after, ""
    said = found["said"].strip(" .,")
    return found["front"], "" if _ASKS_NOTHING.match(said) else said


_FURTHER = re.compile(
    r",?\s+and\s+(?:(?:is|are|was|were|will|may|can|do|does) not|cannot)\s[^.;:]*\W*$",
    re.IGNORECASE,
)


def only_denied_further(phrase: str, text: str) -> bool:
    """Whether a phrase stands only in a further denial: "A is refused, and is not enough for B"."""
    found = _FURTHER.search(text)
    return found is not None and phrase in found.group() and phrase not in text[: found.start()]


# "the use of a device with FDA approval for X": X
APPROVED_FOR = re.compile(
    r"^\W*(?:the )?use of (?:an?|any|the) (?:[\w-]+ ){0,2}?(?:device|system|product|drug|test|"
    r"agent)s? (?:with|that ha[sv]e?|having) (?:an? )?(?:U\.?S\.? )?(?:Food and Drug Administration"
    r"(?: \([A-Z.]+\))?|FDA)[- ](?:pre-?market )?(?:approval|clearance) for (?:the )?",
    re.IGNORECASE,
)
# "To lower pressure, and if done at a large centre, X": the clause and X
AIM_AND_CLAUSE = re.compile(
    r"^\W*(?:in order )?to [^,;:]{3,60}, and (?=(?:if|when|where) [^,;:]+, \S)", re.IGNORECASE
)
# "X carried out in the same session as Y" is refused there alone, and X is not
DONE_BESIDE = re.compile(
    r"^(?P<base>.+?)\s+(?P<how>(?:(?:when|if)\s+)?(?:carried out|performed|done|used|given|"
    r"provided|administered)\s+(?:(?:in|at|during) the same (?:session|setting|operation|visit|"
    r"day|time)|"
    r"concurrently|concomitantly|simultaneously|at the time of)\b.+)$",
    re.IGNORECASE | re.DOTALL,
)
# "should offer, or refer to somebody who can offer, X": X is offered
# "that A be done for X and B not be done for X": what is said of B is not said of A
AND_NOT_BE = re.compile(
    r"(?<=\bbe )(?P<own>[^.;:]*?),?\s+(?:and|but)\s+(?:[\w-]+\s+){1,6}?not\s+be\s+"
    r"\w+(?:ed|en|wn|ne)\b[^.;:]*[.\s]*$",
    re.IGNORECASE,
)
OR_REFER = re.compile(
    r"^\W*or refer (?:(?:the )?(?:patients?|person|people|them) )?to (?:an?|the|another) "
    r"(?:[\w-]+ ){1,4}?(?:who|that) (?:can|may|will) "
    r"(?:offer|provide|perform|administer|prescribe)s?\W+",
    re.IGNORECASE,
)
# A class of treatment that says more than "treatment", though no name stands with it
_CLASS = re.compile(
    r"\W*(?:(?:any|the|an?|some|use of|offering|prescribing|initiating|starting|adding)\s+)*"
    r"(?P<what>(?:(?:drug|medical|pharmacologic(?:al)?|non-?pharmacologic(?:al)?|surgical) )?"
    r"(?:pharmacotherap(?:y|ies)|medications?|drugs?(?! for)|drug therapy|medical therapy|"
    r"pharmacologic(?:al)? (?:therapy|treatments?|agents?|interventions?)|supplements?|devices?))\b"
    r"(?=\s*(?:$|[,.;:(]|\b(?:for|in|to|among|when|if|over|as)\b))",
    re.IGNORECASE,
)


def bare_class(after: str) -> tuple[str, ...]:
    """The class that the object of a verb is, where no name stands with it."""
    found = _CLASS.match(after)
    return (found.group("what"),) if found else ()


# "In patients with A and B the addition of X": the comma behind whom it speaks of is left out
NO_COMMA = re.compile(
    r"^(?P<front>\W*(?:in|for|among) (?:[\w-]+ ){0,2}?(?:patients|people|adults|children|women|men|"
    r"individuals|persons|those)\b[^;:]*?\w) (?=the (?:addition|use|administration) of \w)",
    re.IGNORECASE,
)


def without_refusal(after: str) -> str:
    """What follows a predicate, without a pointer to others and without what is refused beside."""
    return AND_NOT_BE.sub(r"\g<own>", OR_REFER.sub("", after))
