"""Research: results are findings.

They decide only where neither guideline nor policy speaks (DESIGN.md section 5, rule 3).
"""

from ingest.statements.cues import AFTER, BEFORE, Cue
from ingest.statements.models import Basis, Direction

_REVIEW = "Cochrane Handbook, version 6.5, section 15.6.4 (authors' conclusions)"
_GRADE_WORDS = "Santesso et al., GRADE guidelines 26, J Clin Epidemiol 2020 (wording by certainty)"

RESEARCH_CUES = (
    Cue(
        "evidence-does-not-support",
        Direction.AGAINST,
        Basis.FINDING,
        AFTER,
        r"(?:evidence|data|trials?|results?|findings|studies) (?:\w+ )?(?:does|do|did) not support"
        r"(?: (?:the )?(?:routine )?use of| using)?",
        "The evidence does not support bespoke splints over ready-made ones.",
        _REVIEW,
    ),
    Cue(
        "evidence-insufficient-for-conclusions",
        Direction.INSUFFICIENT,
        Basis.FINDING,
        AFTER,
        r"(?:evidence|data) (?:is|are|was|were) (?:too )?(?:insufficient|inadequate|limited|sparse"
        r"|uncertain|weak) to (?:draw (?:any |firm )?conclusions?|conclude|judge|determine|say)"
        r"(?! that [^.;]{1,90}? (?:reasonable and|medically) necessary)"
        r"(?: (?:on|about|regarding|whether|for))?(?: (?:the )?(?:effects?|use|value) of)?",
        "The evidence is insufficient to draw conclusions on cupping and dry needling.",
        _REVIEW,
    ),
    Cue(
        "uncertain-whether",
        Direction.INSUFFICIENT,
        Basis.FINDING,
        AFTER,
        r"(?:we are (?:very )?uncertain|it is (?:very )?(?:uncertain|unclear)|we do not know)"
        r" (?:whether|if|about(?: the effects? of)?)",
        "We are uncertain about the effects of cupping in people with neck pain.",
        _GRADE_WORDS,
    ),
    Cue(
        "little-or-no-difference",
        Direction.AGAINST,
        Basis.FINDING,
        BEFORE,
        r"(?:probably |likely |may )?(?:makes?|results? in|leads? to) little (?:to|or) no "
        r"(?:\w+ )?difference|(?:its|their|the) use is not supported|"
        r"(?:is|are) not supported(?: by (?:the )?evidence)?|works? no better than",
        "Cupping results in little to no difference in pain.",
        _GRADE_WORDS,
    ),
    Cue(
        "probably-improves",
        Direction.FOR,
        Basis.FINDING,
        BEFORE,
        r"(?:probably|likely) (?:slightly )?(?:improves?|reduces?|increases?|relieves?|lowers?"
        r"|prevents?)|(?:is|are) supported as|(?:can|could|may) be considered (?:for|in|when|as)",
        "Stretching probably improves pain and is supported as a first treatment.",
        _GRADE_WORDS,
    ),
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
        r"survival|function|symptoms|outcomes|(?:(?!not\b|only\b)[\w-]+ ){1,4}significantly)"
        r"|(?:showed|shows?|(?:has|have) shown) promising results)",
        "Fatigue was significantly reduced with the drug as compared with placebo.",
        "CONSORT 2010 item 17: outcomes as reported",
    ),
    Cue(
        "cornerstone",
        Direction.FOR,
        Basis.FINDING,
        BEFORE,
        r"(?:is|are|remains?) (?:still )?(?:the |a )?(?:cornerstones?|mainstays?|backbone)"
        r" of (?:(?:current|standard|medical|the) )*(?:treatment|therapy|management|care)\b",
        "Masking is the mainstay of treatment in patients with tinnitus.",
        "narrative reviews and abstracts of guidelines",
    ),
    Cue(
        "justified-in-giving",
        Direction.FOR,
        Basis.FINDING,
        AFTER,
        r"(?:clinicians|physicians|doctors|practitioners|providers|prescribers|one|we) (?:would be"
        r"|are|is|seem|feel) justified in (?:offering|using|giving|trying"
        r"|prescribing|starting)(?: (?:a|the) (?:course|trial) of)?",
        "Clinicians would be justified in offering a course of zinc to selected patients.",
        _REVIEW,
    ),
)
