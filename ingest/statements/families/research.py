"""Research: results are findings; they decide only where neither guideline nor policy speaks (DESIGN.md section 5, rule 3)."""

from ingest.statements.cues import BEFORE, Cue
from ingest.statements.models import Basis, Direction

RESEARCH_CUES = (
    Cue(
        "no-benefit",
        Direction.AGAINST,
        Basis.FINDING,
        BEFORE,
        r"(?:no (?:significant|clinically (?:important|relevant|meaningful)|apparent|additional|net|overall|measurable|therapeutic|consistent)? ?(?:benefits?|improvements?|differences?|effects?|advantages?)\b|lack(?:s|ed)? (?:of )?(?:net |any )?(?:benefit|efficacy|effect)|(?:was|were|is|are|did) not (?:significantly )?(?:superior|better|effective|improve|beneficial|differ)|no (?:dose|better)[^.;]{0,40}(?:better )?than placebo|failed to (?:show|demonstrate|improve|meet)|ineffective|(?:does|do|did) not (?:support|benefit|predict|improve))",
        "No dose of immune globulin was better than placebo.",
        "CONSORT 2010 item 17: outcomes as reported",
    ),
    Cue(
        "benefit",
        Direction.FOR,
        Basis.FINDING,
        BEFORE,
        r"(?:(?:significantly|markedly|clinically) (?:improved|reduced|better|superior|greater|lower|higher|more effective)|(?:was|were|is|are) (?:significantly )?(?:superior|effective|efficacious|more effective|beneficial)(?: (?:to|than))?|(?:showed|demonstrated|had) (?:a )?(?:significant|clinically meaningful|substantial) (?:benefits?|improvements?|reductions?|response)|response rates? (?:was|were) (?:significantly )?higher|improved (?:significantly|fatigue|survival|function|symptoms|outcomes))",
        "Fatigue was significantly reduced with the drug as compared with placebo.",
        "CONSORT 2010 item 17: outcomes as reported",
    ),
)
