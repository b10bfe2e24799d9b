"""What denies a history of treatment, and what only looks like one; data for `app.trials`."""

import re

# These triggers are denials of their own; the others are denied by a "not" or "never" before them.
NEVER = re.compile(
    r"na[iï]ve|^(?:is )?tolerat(?:es|ing)|^(?:is|are|was|were) (?:an? )?(?:\w+ )?candidate|"
    r"\b(?:has|have|had)\s*(?:not|n['’]t|never) (?:yet )?(?:had|been)\b|\b(?:not|"
    r"never) (?:yet )?(?:been )?(?:tried|trialed|completed|attempted|used|undertaken|done|"
    r"performed)",
    re.IGNORECASE,
)
DENIAL = re.compile(
    r"(?:\b(?:not|never|no|without|nor|neither|den(?:y|ies|ied)|has yet to|yet to)|"
    r"n['’]t)(?:\s+(?:yet|been|had|have|a|an|any|prior|previous|previously|"
    r"first|ever|documented|formal|significant|known|absolute|relative|medical|true|clear|obvious|"
    r"evidence of|history of|record of|"
    r"documentation of|be|tried (?:or|and)|failed (?:or|and)))*\s*$",
    re.IGNORECASE,
)
# "heart failure", "lactose intolerance": the word before makes it a disease and not a treatment's
# history.
DISEASE_BEFORE = re.compile(
    r"\b(?:heart|cardiac|ventricular|renal|kidney|respiratory|liver|hepatic|ovarian|"
    r"multi-?organ|organ|marrow|graft|pump|bone marrow|intestinal|circulatory|"
    r"autonomic|adrenal|glucose|lactose|exercise|heat|cold|orthostatic|gluten|food|activity|"
    r"alcohol|insulin|multi-?drug|antibiotic|drug|"
    r"congestive|systolic|diastolic)[\s-]*$",
    re.IGNORECASE,
)
# "exercise intolerance" is a complaint, "pelvic floor exercise failed" the history of a treatment
TRAINED = re.compile(r"\b(?:exercise|drug|antibiotic|insulin)\s*$", re.IGNORECASE)
DID_FAIL = re.compile(r"(?:(?:has|have|had) )?failed\b|did(?:n['’]t| not)\b", re.IGNORECASE)
STUDY_BEFORE = re.compile(
    r"\b(?:clinical|pivotal|controlled|randomi[sz]ed|phase \w+)[\s-]*$", re.IGNORECASE
)
LINKING = re.compile(
    r"\s*(?:(?:\d+[- ](?:day|week|month)s?|,|/|;|\(|and/or|and|"
    r"or|an?|the|to|of|documented|has|have|had|with|who|is|was|"
    r"clinically|significant|either|prior|been|due to|because of|there is|by|at least|a "
    r"minimum of|one|two|three|four|five|\d|or more|adequate|different|separate|severe|"
    r"for)\s*)*",
    re.IGNORECASE,
)
