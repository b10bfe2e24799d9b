"""How notes and patients say in everyday words that a treatment did not help, or harmed.

Data: (status, side, pattern), read behind the standing phrases of `app.trial_cues`.
"""

from app.trial_phrases import REACTION

FAILED, INTOLERANT, BEFORE, AFTER = "failed", "intolerant", "before", "after"
_END = (
    r"(?=\s*(?:[.,;:?!)]|$|\band\b|\bso\b|\bthen\b|\bat all\b|\beither\b|"
    r"\bfor (?:it|her|him|me|them)\b|\bafter\b))"
)

# "still having weekly episodes on X", "still had pain after 10 weeks of X"; "on the left" is none
STILL_ON = (
    r"still (?:having|ha[sd]|have|gets?|getting|symptomatic|flaring|itch(?:ing|y)|wheezing|"
    r"bleeding|leaking|seizing|coughing|hurting|vomiting|in pain|"
    r"uncontrolled)(?:\s+[\w-]+){0,5}?\s+on(?!\s+"
    r"(?:the|exam\w*|exertion|walking|movement|standing|lying|left|right|both sides|mri|imaging|"
    r"x-?rays?|palpation|stairs|effort|most|some|his|her|my|waking|swallowing|urination)\b)|"
    r"still (?:had|has|having)(?:\s+[\w-]+){1,4}?\s+after(?=\s+\d)|"
    r"(?:keeps?|kept) (?:breaking through|coming back on|recurring on|flaring on)"
)

LAY_ROWS: tuple[tuple[str, str, str], ...] = (
    (
        INTOLERANT,
        BEFORE,
        rf"(?:caused|gave (?:her|him|me|them)|led to|produced|resulted in)\s+{REACTION}",
    ),
    (
        FAILED,
        BEFORE,
        r"(?:(?:is|are|was|were|has been|have been|proved)\s+)?(?:all |both |totally )?"
        rf"(?:useless|worthless|no good|no use|of no use|pointless){_END}",
    ),
    (
        FAILED,
        BEFORE,
        rf"(?:did|does|do|has done|have done)\s+(?:nothing|very little|little){_END}",
    ),
    (
        FAILED,
        BEFORE,
        r"(?:has |have |had )?(?:hardly|barely|scarcely|neither|never|none of (?:it|them|these))"
        rf"\s+(?:really )?(?:help(?:s|ed)|work(?:s|ed)|made (?:any|a|much) difference){_END}",
    ),
    (
        FAILED,
        BEFORE,
        r"no (?:real |lasting |significant |much )?(?:help|good|better|luck|success|relief|benefit|"
        rf"effect|improvement|response){_END}",
    ),
    (
        FAILED,
        BEFORE,
        rf"(?:(?:was|were)\s+)?(?:inadequate|insufficient|ineffective|unsuccessful){_END}",
    ),
    (
        FAILED,
        BEFORE,
        r"(?:(?:he|she|pt|patient|and|but) (?:is |remains? )?)?(?:still|remains?|continues to be)"
        rf" (?:symptomatic|uncontrolled|poorly controlled|in pain){_END}",
    ),
)

# "the only preventive ever tried is propranolol", "only ever had propranolol"
SOLE_ROWS: tuple[tuple[str, str, str], ...] = (
    (
        "tried",
        "after",
        r"(?:tried|taken|used)(?:\s+(?:so far|yet|before))?\s+(?:is|are|was|were|has been)"
        r"(?=\s+(?!not\b|in\b|for\b|on\b|no\b)[a-z])",
    ),
    ("tried", "after", r"only\s+(?:ever\s+)?(?:had|tried|took|taken|used|been on)"),
)
