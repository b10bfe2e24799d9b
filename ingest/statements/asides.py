"""What a sentence says by the way, and what changes neither for what nor for whom it holds."""

import re

# What makes no difference: alone or beside another, done in one way or another, also in a case
# that is told as an example ("including after cesarean delivery")
ASIDE = re.compile(
    r",?\s+(?:either\s+)?(?:used\s+)?alone\s+or\s+(?:in (?:combination|conjunction)\s+with|"
    r"combined with|together with|with)\s+[\w-]+(?:\s+(?!(?:as|for|in|to|is|are|should|may|when|if|"
    r"after|before|during)\b)[\w-]+){0,4}"
    r"|,?\s+whether\s+(?:or not\s+)?(?:done|performed|used|given|administered|provided|alone|"
    r"unilateral|bilateral|single|multiple|as)\b[^.;:]*"
    r"|,\s+including\s+(?:(?:those|patients|people|adults|individuals|women|men|children)\s+"
    r"(?:that|who|whose|with|without|on|over|under|aged)|after|during|before|following|in|when|if|as|by|with|through)\b"
    r"(?!\s+the following)[^,;:.]*(?=[,;:.]|$)"
    r"|,?\s+whatever (?:the|their|its)\b[^.;:,]*"
    # how often at most, which is no criterion of the case
    r"|,?\s+up to \w+ times (?:in|per|every|an?) (?:any )?(?:\d+[ -])?\w+(?: period)?,?(?=\s)"
    # above all, and so not alone
    r"|,\s+(?:above all|especially|particularly|in particular|notably|most of all)\s+"
    r"(?:(?:in|for|among|with)\b|(?:where|when|if|those|people|patients|adults)\b)[^.;:]*"
    # in which posture, and how it is worn
    r"|\s+in (?:the |an? )?(?:neutral|prone|supine|upright|sitting|seated|lateral|(?:semi-?)?"
    r"recumbent|flexed|extended) position\b"
    r"|,\s+(?:worn|taken|used|applied|done|inhaled|injected)\s+(?:(?!\b(?:patients|people|adults|"
    r"children|women|men|with|when|if|who|because|as)\b)[^,.;:])*(?=,\s)"
    # what is weighed with each person ("offer it selectively" leaves it open: app.judge)
    r"|,?\s+(?:in (?:the )?(?:light|view) of|taking (?:into account|account of)|depending on|"
    r"in accordance with|in keeping with)\s+(?:the\s+)?(?:(?:patient|person|individual|man|woman|"
    r"child|family|clinician)(?:'s|’s|s'|s’)?\s+|(?:medical|family|clinical|personal|individual)\s+)+"
    r"[^.;:]*?(?=,\s+(?:and not|if|when)\b|[.;:]|$)"
    r"|,\s+and not to (?:the whole|everyone|everybody|all)\b[^.;:]*"
    r"|\s+selectively(?=\s*(?:[,.;]|$|in\b|for\b|to\b))"
    # "heart failure of any severity" is heart failure
    r"|\s+of any (?:severity|type|cause|kind|stage|degree|grade|origin|a?etiology|duration)\b"
    # "a visit and, for eligible members, annual screening, as an added benefit of the plan"
    r"|(?<=\band),?\s+for (?:appropriate|eligible|suitable|qualifying) (?:beneficiaries|members|"
    r"patients|individuals|persons|people),(?=\s)"
    r"|,\s+as an? (?:\w+ ){0,3}benefit(?: (?:of|under) [^.;:,]*)?(?=,)"
    # why, and what follows from it
    r"|,?\s+given (?:its|their|the) (?:potential|ability|benefits?|safety|low|high|limited|lack|"
    r"evidence|favou?rable)\b[^.;:]*"
    r"|,\s+(?:and|so)\s+(?:the (?:[\w-]+ ){1,3}|we |they |it )(?:therefore|thus|consequently|hence)"
    r"\b[^.;:]*"
    # "chronic lung disease, defined as infants who ...": what its name means
    r"|,?\s+defined as (?:(?:preterm|term|premature)\s+)?(?:infants|neonates|children|adults|"
    r"patients|people|persons|individuals|women|men)\b[^.;()]*"
    # all of them, whatever is named
    r"|(?<=for all indications),?\s*\(?(?:including|such as)\b[^.;:)]*\)?",
    re.IGNORECASE,
)

# "Do not use X. Its use should be reserved for relapses": for what else, behind a verdict
_RESERVED = re.compile(
    r"(?<=\.)\s+(?:Their|Its|This|These|It|They|Use)\b[^.]*\bshould (?:only )?be (?:exclusively )?"
    r"(?:reserved|restricted|limited|kept|used only)\b[^.]*"
)


def is_reserved(text: str, at: int) -> bool:
    """Whether a place stands in a sentence that keeps what was refused for something else."""
    return any(found.start() <= at < found.end() for found in _RESERVED.finditer(text))


_NOT_NEEDED = re.compile(
    r",\s+and\s+[^,.;:]{3,60}?\s+(?:is|are)\s+not\s+(?:required|needed)(?P<stop>\W*)$",
    re.IGNORECASE,
)


def without_not_needed(text: str) -> str:
    """A sentence without what it says is not asked for: "..., and a field test is not required"."""
    return _NOT_NEEDED.sub(r"\g<stop>", text)
