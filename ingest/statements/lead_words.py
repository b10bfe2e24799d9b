"""Words by which a sentence leads in the items below it."""

import re

# "is approved for the diagnoses below when prescribed by a specialist."
BELOW = re.compile(
    r"\b(?:(?P<named>diagnos[ei]s|indications|conditions|uses)(?: listed| named| described)?|"
    r"circumstances|situations|groups|criteria|requirements|scenarios|listed|described|named|"
    r"shown|set out|given) below\b",
    re.IGNORECASE,
)

# A sentence that goes on in the items below it, without a colon: "is also covered to relieve",
# "covers a pump if"
BREAKS_OFF = re.compile(
    r"\bto (?:relieve|treat|prevent|manage|correct|restore|improve|reduce|evaluate|diagnose|assess|"
    r"monitor|detect|confirm|exclude)$|\b(?:when|if|where|provided(?: that)?|as follows)$",
    re.IGNORECASE,
)

# What the items below ask for is told there
ALL_MET = re.compile(
    r"(?:,?\s+and\s+|^)(?:all )?(?:of )?the (?:listed|following|corresponding|criteria) "
    r"(?:criteria )?(?:below )?(?:are|is) (?:all )?met$",
    re.IGNORECASE,
)
