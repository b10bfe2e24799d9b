"""Research: results are findings.

They decide only where neither guideline nor policy speaks (DESIGN.md section 5, rule 3).
"""

from ingest.statements.cues import BEFORE, Cue
from ingest.statements.models import Basis, Direction

RESEARCH_CUES = (
    Cue(
        "no-benefit",
        Direction.AGAINST,
        Basis.FINDING,
        BEFORE,
        r"(?:(?:cannot|can not|could not) be recommended|(?:is|are|was|were) not recommended"
        r"|no (?:dose|arm|regimen)\b[^.;]{0,120}\b(?:benefits?|better|improv\w+|differen\w+)|"
        r"no (?:significant|clinically (?:important|relevant|meaningful)|apparent|"
        r"additional|net|overall|measurable|therapeutic|consistent)? ?(?:benefits?|"
        r"improvements?|differences?|effects?|advantages?)\b|lack(?:s|ed)? (?:of )?(?:net "
        r"|any )?(?:benefit|efficacy|effect)|(?:was|were|is|are|did) not (?:significantly "
        r")?(?:superior|better|effective|improve|beneficial|differ)|no (?:dose|better)"
        r"[^.;]{0,40}(?:better )?than placebo|failed to (?:show|demonstrate|improve|meet)|"
        r"unlikely to be (?:of (?:any |clinical )*benefit|beneficial|effective)|ineffective|"
        r"(?:does|do|did) not (?:support|benefit|predict|improve))",
        "No dose of immune globulin was better than placebo.",
        "CONSORT 2010 item 17: outcomes as reported",
    ),
    Cue(
        "benefit",
        Direction.FOR,
        Basis.FINDING,
        BEFORE,
        r"(?:(?:significantly|markedly|clinically) (?:improved|reduced|better|superior|"
        r"greater|lower|higher|more effective)|(?:was|were|is|are) (?:significantly )"
        r"?(?:superior|effective|efficacious|more effective|beneficial)(?: (?:to|than))?|"
        r"(?:showed|demonstrated|had) (?:a )?(?:significant|clinically meaningful|"
        r"substantial) (?:benefits?|improvements?|reductions?|response)|(?:was|were) "
        r"associated with (?:a |an )?(?:significant|clinically meaningful|substantial) "
        r"(?:benefits?|improvements?|reductions?)|response rates? "
        r"(?:was|were) (?:significantly )?higher|improved (?:significantly|fatigue|"
        r"survival|function|symptoms|outcomes))",
        "Fatigue was significantly reduced with the drug as compared with placebo.",
        "CONSORT 2010 item 17: outcomes as reported",
    ),
)
