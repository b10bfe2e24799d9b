"""Modal recommendations.

AAN ("should", "may", "should not"), ACC/AHA ("is reasonable", "may be reasonable", "is not
beneficial", "harm"), IDSA.
"""

from ingest.statements.cues import AFTER, BEFORE, Cue
from ingest.statements.models import Basis, Direction

_DO = (
    r"(?:offer(?:ed)?|prescribe[d]?|use[d]?|give[n]?|administer(?:ed)?|perform(?:ed)?|"
    r"recommend(?:ed)?|advise[d]?|provide[d]?|consider(?:ed)?|order(?:ed)?|initiate[d]?|"
    r"start(?:ed)?|continue[d]?|refer(?:red)?|screen(?:ed)?|treat(?:ed)?|test(?:ed)?|"
    r"counsel(?:ed)?|receive[d]?|undergo|obtain(?:ed)?|discuss(?:ed)?|inform(?:ed)?|"
    r"assess(?:ed)?|evaluate[d]?|employ(?:ed)?|reserve[d]?|choose|chosen|add(?:ed)?|"
    r"monitor(?:ed)?|select(?:ed)?|follow(?:ed)?|encourage[d]?|arrange[d]?|repeat(?:ed)?|"
    r"request(?:ed)?|send|sent)(?![a-z])"
)
_CLIN = (
    r"(?:clinicians?|physicians?|providers?|practitioners?|neurologists?|surgeons?|"
    r"health ?care (?:professionals?|providers?)|prescribers?|practices?|teams?)"
    r"(?: (?:and|or) (?:[\\w-]+ )?(?:patients?|families|clinicians?|providers?|caregivers?))?"
)

# "to exclude X using Y": it is Y that is reasonable, and X what for
_LOOK_FOR = (
    r"(?=(?:exclude|confirm|detect|diagnose|identify|evaluate|assess|rule out|establish) "
    r"[^.;]{3,80}? (?:using|by means of) )"
)

SHOULD_CUES = (
    Cue(
        "no-benefit",
        Direction.AGAINST,
        Basis.RECOMMENDATION,
        BEFORE,
        r"(?:is|are) (?:potentially )?(?:not (?:beneficial|useful|effective|of benefit|"
        r"reasonable)|harmful|of no benefit|ineffective|probably ineffective|"
        r"(?:established as |probably |possibly |likely )?(?:in|not )effective)",
        "In patients with stable disease, routine angiography is not beneficial.",
        "ACC/AHA 2015: class 3",
    ),
    Cue(
        "should-not",
        Direction.AGAINST,
        Basis.RECOMMENDATION,
        AFTER,
        rf"{_CLIN} (?:should|must) (?:not|never|avoid)(?: (?:routinely|generally))?(?: {_DO})?|"
        rf"{_CLIN} (?:may|might|can) (?:reasonably )?(?:choose|decide|elect) not to(?: {_DO})?",
        "Clinicians should not prescribe opioids for migraine.",
        "AAN Clinical Practice Guideline Process Manual, 2017",
    ),
    Cue(
        "should-not-passive",
        Direction.AGAINST,
        Basis.RECOMMENDATION,
        BEFORE,
        rf"(?:should|must|may|shall) (?:not|never)(?: (?:routinely|generally|usually))? be "
        rf"(?:routinely )?(?:{_DO}|taken|combined|co-?administered)|"
        rf"should be (?:avoided|discouraged|withheld)|should (?:generally |usually )?be avoided|"
        # for now, in these people
        r"should be (?:delayed|deferred|postponed) (?:to a later|until|till|for at least)\b[^.;]*",
        "Immune globulin should not be used in inclusion body myositis.",
        "AAN Clinical Practice Guideline Process Manual, 2017",
    ),
    Cue(
        "it-may-be-reasonable",
        Direction.FOR,
        Basis.RECOMMENDATION,
        AFTER,
        r"\bit (?:may|might|could) be (?:reasonable|appropriate|useful|beneficial) to "
        r"(?:(?:use|offer|perform|give|consider|prescribe|start|add|treat(?: with)?|"
        rf"screen(?= for))(?= )|{_LOOK_FOR})",
        "It may be reasonable to offer ranolazine.",
        "ACC/AHA 2015: class 2b",
        strength="may",
    ),
    Cue(
        "it-is-reasonable",
        Direction.FOR,
        Basis.RECOMMENDATION,
        AFTER,
        r"\bit is (?:reasonable|appropriate|useful|beneficial) to (?:(?:use|offer|perform|"
        rf"give|consider|prescribe|start|add|treat(?: with)?|screen(?= for))(?= )|{_LOOK_FOR})",
        "In patients with angina it is reasonable to use ranolazine.",
        "ACC/AHA 2015: class 2a",
        strength="is reasonable",
    ),
    Cue(
        "may-be-reasonable",
        Direction.FOR,
        Basis.RECOMMENDATION,
        BEFORE,
        rf"(?:may|might|could|can) (?:also )?be (?:reasonable|useful|appropriate|"
        rf"beneficial|effective|tried|{_DO})|(?:may|might) be (?:considered )?reasonable",
        "Cangrelor may be reasonable in selected patients.",
        "ACC/AHA 2015: class 2b",
        strength="may",
    ),
    Cue(
        "is-reasonable",
        Direction.FOR,
        Basis.RECOMMENDATION,
        BEFORE,
        r"(?:is|are) (?:reasonable|appropriate)(?= |,|\.|$)",
        "In patients with angina, ranolazine is reasonable.",
        "ACC/AHA 2015: class 2a",
        strength="is reasonable",
    ),
    Cue(
        "is-effective",
        Direction.FOR,
        Basis.RECOMMENDATION,
        BEFORE,
        r"(?:is|are) (?:established as |probably |possibly |likely )?(?:useful|beneficial|"
        r"effective)(?= |,|\.|$)",
        "Nitrate dosing once daily is beneficial.",
        "ACC/AHA 2015: class 1 and 2a; AAN 2012: levels of effectiveness",
        graded_only=True,
    ),
    Cue(
        "may-consider",
        Direction.FOR,
        Basis.RECOMMENDATION,
        AFTER,
        rf"{_CLIN} (?:may|might|could|can) (?:also )?{_DO}",
        "Clinicians may offer riluzole.",
        "AAN: level C",
        strength="may",
    ),
    Cue(
        "should",
        Direction.FOR,
        Basis.RECOMMENDATION,
        AFTER,
        rf"{_CLIN} (?:should|must|ought to) "
        rf"(?:also |routinely |strongly |initially |first |only |selectively )*{_DO}",
        "Clinicians should offer disease-modifying therapy to people with relapsing disease.",
        "AAN: level B",
    ),
    Cue(
        "should-passive",
        Direction.FOR,
        Basis.RECOMMENDATION,
        BEFORE,
        rf"(?:should|must|shall) (?:also |always |routinely |ideally )?be "
        rf"(?:strongly |routinely )?{_DO}",
        "Immune globulin should be offered to treat Guillain-Barre syndrome in adults.",
        "AAN 2012 evidence-based guideline wording: level A",
    ),
    Cue(
        "individual-approach",
        Direction.FOR,
        Basis.RECOMMENDATION,
        AFTER,
        rf"(?:{_CLIN} (?:should |may )?)?(?:take|use|adopt) an individuali[sz]ed approach "
        rf"(?:[\w-]+ ){{1,3}}?whether (?:or not )?to {_DO}(?: (?:[\w-]+ )?treatment with)?",
        "Clinicians should take an individualized approach regarding whether to start ranolazine.",
        "ACP guideline methods, 2019: conditional recommendations",
        strength="may",
    ),
    Cue(
        "individual-decision",
        Direction.FOR,
        Basis.RECOMMENDATION,
        BEFORE,
        r"should be (?:an )?individual(?:i[sz]ed)?(?: one| decision)?(?= |,|\.|$)|should "
        r"be (?:based on|made (?:by|after|through)) (?:shared|individual)",
        "The decision to start low-dose aspirin in adults aged 40 to 59 years should be "
        "an individual one.",
        "USPSTF grade definitions, 2012: C",
        strength="may",
    ),
)
