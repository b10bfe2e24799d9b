"""Words by which what a criterion asks for is told apart from what it only mentions."""

import re

from app.trial_phrases import PURPOSE as _PURPOSE_VERBS

RESPONSE = re.compile(
    r"\b(?:(?:documented|demonstrat\w+|evidence of|documentation of|positive|beneficial|"
    r"adequate|continued|sustained|objective|meaningful|significant|favou?rable|"
    r"clinical)\s+)+(?:clinical |therapeutic )?(?:response|improvement|benefit)\b"
    r"(?!\s+(?:to|from|on|with|of|after)\s)|\b(?:is|has been) (?:responding|improving|"
    r"benefit\w+)\b",
    re.IGNORECASE,
)


# "failure of standard treatments to control the disease": what a treatment is for
PURPOSE = re.compile(
    rf"\s*\bto\s+(?:adequately\s+|sufficiently\s+)?(?:improve|{_PURPOSE_VERBS})\b[^.;,()]*",
    re.IGNORECASE,
)
NOT_PLANNED = re.compile(r"\b(?:not|no|never)\s+(?:currently\s+|yet\s+)?$", re.IGNORECASE)
WITHIN = re.compile(r"\bwithin\s+(?:the\s+)?$", re.IGNORECASE)
NOT_A = re.compile(r"\b(?:not|no|never|n['’]t)\s+(?:an?\s+)?$", re.IGNORECASE)
REACHED = re.compile(r"\b(?:attained|reached|turned)\b[^.;,\d]{0,15}$", re.IGNORECASE)
# "the child", "this adult" is just the patient; "children", "an adult" says who.
THE = re.compile(r"\b(?:the|this|such|each|management of)\s+$", re.IGNORECASE)
LACKS = re.compile(r"\W*(?:(?:with|of)\s+)?(?:no|without)\b", re.IGNORECASE)
DESPITE = re.compile(r"(?:despite|in spite of)\b", re.IGNORECASE)
# "despite the maximum tolerated dose of X": X goes on
FULL_DOSE = re.compile(
    r"(?:despite|in spite of)\s+(?:the |an? |his |her )?(?:maxim\w+|highest|full|optimal)\b", re.I
)
