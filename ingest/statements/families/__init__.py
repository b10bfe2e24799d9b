"""The families of phrasing; ALL_CUES is their union in order of precedence."""

from ingest.statements.cues import CueTable
from ingest.statements.families.bare import BARE_CUES
from ingest.statements.families.commissioning import COMMISSIONING_CUES
from ingest.statements.families.coverage import COVERAGE_CUES
from ingest.statements.families.graded import GRADED_CUES
from ingest.statements.families.headless import HEADLESS_CUES
from ingest.statements.families.nice import NICE_CUES
from ingest.statements.families.people import PEOPLE_CUES
from ingest.statements.families.pharmacy import PHARMACY_CUES
from ingest.statements.families.recommend import RECOMMEND_CUES
from ingest.statements.families.research import RESEARCH_CUES
from ingest.statements.families.should import SHOULD_CUES
from ingest.statements.families.societies import SOCIETIES_CUES

GUIDELINE_TABLE = CueTable.of(
    [
        *RECOMMEND_CUES,
        *SOCIETIES_CUES,
        *COVERAGE_CUES,
        *SHOULD_CUES,
        *PEOPLE_CUES,
        *NICE_CUES,
        *GRADED_CUES,
        *HEADLESS_CUES,
    ]
)
COVERAGE_TABLE = CueTable.of(
    [*PHARMACY_CUES, *COVERAGE_CUES, *COMMISSIONING_CUES, *BARE_CUES, *RECOMMEND_CUES]
)
RESEARCH_TABLE = CueTable.of(RESEARCH_CUES)
