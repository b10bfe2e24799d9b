"""A hand-built Answer with every section filled, its documents, and a pipeline that gives it.

For the tests of the surfaces: terminal, Markdown, JSON, command line, page. Publishers, numbers and
the drug are invented, so that nothing here can be taken for advice.
"""

from datetime import date

import numpy as np

from app.case import read_brought
from app.composer.events import Stage, Told
from app.match import match_key
from app.models import (
    Abstention,
    Answer,
    Citation,
    Claim,
    CodeState,
    CriterionRow,
    FindingState,
    Note,
    PairVerdict,
    PositionDirection,
    PositionRow,
    Reference,
    SectionName,
    Understood,
    Verdict,
)
from ingest.errors import CitationError, IndexMissingError, QuestionError
from ingest.models import Document, Passage, Source, SourceKind
from ingest.readers.pdf.picture import PagePicture
from ingest.statements.models import Basis, Criterion, Direction, Join, Quote, Statement
from ingest.terms import Terms

QUESTION = (
    "Is examplemab medically necessary for chronic sample fatigue (R53.82)? 30 g daily was given."
)

POLICY = """Examplemab

Example Health considers examplemab medically necessary for sample neuropathy when ALL are met:
- A nerve conduction study supports the diagnosis.
- Two first-line treatments have failed or cannot be taken.

Example Health considers examplemab unproven for chronic sample fatigue and all other indications.

Codes not covered: R53.82."""

GUIDELINE = """Recommendations

Recommendation 3 (page 25): We suggest offering CBT to adults with sample fatigue. (Weak for)

Recommendation 29 (page 55): We recommend against offering stimulants for fatigue. (Strong against)

For symptoms of samplemyalgia, consider an SNRI."""

TRIAL = """Results

In 99 adults no dose of examplemab was better than placebo. Low natural killer cells did not
predict benefit.

The dose was 0.5 g/kg every month."""

OLD = """Statement of 2007

Offer examplemab to adults with sample fatigue."""

NOTE = """Clinic note (invented). Natural killer cells were low. Nerve conduction study: not done.

Plan: examplemab 30 g daily for 5 days."""

TEXTS = {
    "example-policy": POLICY,
    "example-guideline": GUIDELINE,
    "example-trial": TRIAL,
    "example-old": OLD,
    "case:clinical-note.md": NOTE,
}
PAGES = {"example-guideline": 25, "example-trial": 2, "case:clinical-note.md": 2}
NUMBERS = {"example-policy": 1, "example-guideline": 2, "example-trial": 3, "example-old": 4}
LOCATORS = {"We recommend against offering stimulants": "recommendation 29, p. 55"}

SOURCES = {
    "example-policy": Source(
        doc_id="example-policy",
        title="Examplemab: Medical Policy",
        kind=SourceKind.COVERAGE_POLICY,
        publisher="Example Health",
        year=2025,
        policy_number="MP 12",
        url="https://example.org/policy?id=12&v=2",
    ),
    "example-guideline": Source(
        doc_id="example-guideline",
        title="Guideline on Sample Fatigue",
        kind=SourceKind.GUIDELINE,
        publisher="Example Society",
        year=2021,
        url="https://example.org/guideline.pdf",
        digest=True,
        checked_against="full_text",
    ),
    "example-trial": Source(
        doc_id="example-trial",
        title="Examplemab in chronic sample fatigue",
        kind=SourceKind.RESEARCH,
        publisher="Journal of Examples",
        year=1997,
        url="javascript:alert(1)",
    ),
    "example-old": Source(
        doc_id="example-old",
        title="Guideline on Sample Fatigue, 2007",
        kind=SourceKind.GUIDELINE,
        publisher="Example Society",
        year=2007,
    ),
}


def passages_of(doc_id):
    """Paragraphs of a document as its Passages, in order."""
    text, start, passages = TEXTS[doc_id], 0, []
    for ordinal, part in enumerate(text.split("\n\n")):
        passages.append(
            Passage(
                passage_id=f"{doc_id}#s1:{ordinal}",
                doc_id=doc_id,
                section="s1",
                heading_path=(text.split("\n", 1)[0],),
                context="",
                page=PAGES.get(doc_id),
                page_end=PAGES.get(doc_id),
                char_start=start,
                char_end=start + len(part),
                first_block=ordinal,
                last_block=ordinal,
                text=part,
            )
        )
        start += len(part) + 2
    return tuple(passages)


def cite(doc_id, quote):
    """A Citation of words that stand in the document."""
    start = TEXTS[doc_id].index(quote)
    home = next(p for p in passages_of(doc_id) if p.char_start <= start < p.char_end)
    case = doc_id.startswith("case:")
    return Citation(
        doc_id=doc_id,
        passage_id=home.passage_id,
        page=home.page,
        quote=quote,
        char_start=start,
        char_end=start + len(quote),
        reference=NUMBERS.get(doc_id, 0),
        locator="[Case Materials, p. 2]" if case else LOCATORS.get(quote[:40], ""),
    )


def claim(section, text, doc_id, quote, **more):
    return Claim(text=text, section=section, citations=(cite(doc_id, quote),), **more)


def position(doc_id, direction, quote="", **more):
    source = SOURCES.get(doc_id)
    where = cite(doc_id, quote) if quote else None
    return PositionRow(
        **{
            "doc_id": doc_id,
            "title": source.title if source else "clinical-note.md",
            "publisher": source.publisher if source else "",
            "kind": source.kind.value if source else "case_material",
            "year": source.year if source else None,
            "direction": direction,
            "basis": "coverage",
            "status": "in_force",
            "decides": False,
            "quote": quote,
            "page": where.page if where else None,
            "passage_id": where.passage_id if where else "",
            "char_start": where.char_start if where else 0,
            "char_end": where.char_end if where else 0,
            "reference": NUMBERS.get(doc_id, 0),
            "intervention": "examplemab",
            "condition": "chronic sample fatigue",
            **more,
        }
    )


CATCH_ALL = "Example Health considers examplemab unproven for chronic sample fatigue"
NO_BENEFIT = "no dose of examplemab was better than placebo"
CBT = "We suggest offering CBT to adults with sample fatigue. (Weak for)"
STIMULANTS = "We recommend against offering stimulants for fatigue. (Strong against)"
S = SectionName


def claims():
    """At least one sentence in every section."""
    policy, guideline, trial, note = (
        "example-policy",
        "example-guideline",
        "example-trial",
        "case:clinical-note.md",
    )
    return (
        claim(S.ANSWER, "The policy calls examplemab unproven here.", policy, CATCH_ALL),
        claim(S.GUIDELINES, STIMULANTS, guideline, STIMULANTS, label="Strong against"),
        claim(S.COVERAGE, "All other indications are unproven.", policy, "all other indications"),
        claim(S.RESEARCH, "The trial found no benefit.", trial, NO_BENEFIT, label="n = 99"),
        claim(S.ALTERNATIVES, "CBT is suggested.", guideline, CBT, label="Weak for"),
        claim(S.ADVISED_AGAINST, "Stimulants are advised against.", guideline, STIMULANTS),
        claim(S.CASE, "The note reports low NK cells.", note, "Natural killer cells were low"),
        claim(
            S.CASE, "Stated dose: 30 g daily for 5 days.", note, "examplemab 30 g daily for 5 days"
        ),
        claim(
            S.CRITERIA,
            "Two treatments must have failed.",
            policy,
            "Two first-line treatments have failed",
        ),
        claim(
            S.REQUIRED,
            "Sample neuropathy would be covered.",
            policy,
            "medically necessary for sample neuropathy",
        ),
        claim(
            S.REQUIRED, "A nerve study is asked for.", policy, "A nerve conduction study", level=1
        ),
        claim(
            S.PITFALLS,
            "Low NK cells do not predict benefit.",
            trial,
            "Low natural killer cells did not\npredict benefit",
        ),
        claim(S.PATHWAY, "1. Offer CBT first.", guideline, CBT),
        claim(
            S.OTHER_CONDITIONS,
            "An SNRI is for samplemyalgia.",
            guideline,
            "For symptoms of samplemyalgia, consider an SNRI",
        ),
        claim(
            S.NOT_IN_FORCE, "The 2007 text offered it.", "example-old", "Offer examplemab to adults"
        ),
    )


def rich_answer(**changes):
    """An Answer in which everything is filled."""
    fields = {
        "id": "q1",
        "question": QUESTION,
        "understood": Understood(
            interventions=("examplemab",),
            conditions=("chronic sample fatigue", "R53.82 chronic fatigue, unspecified"),
            codes=("R53.82",),
            payer="Example Health",
            facts=("given 30 g daily",),
            readings=("R53.82 was read as chronic fatigue, unspecified.",),
            doubts=(
                "R53.82 excludes chronic fatigue syndrome, which is G93.32: both were searched.",
            ),
        ),
        "verdict": Verdict.NOT_NECESSARY,
        "verdicts": (
            PairVerdict(
                intervention="examplemab",
                condition="chronic sample fatigue",
                verdict=Verdict.NOT_NECESSARY,
                rule="Only positions against, none for.",
            ),
            PairVerdict(
                intervention="examplemab",
                condition="muscle weakness",
                verdict=Verdict.NOT_ADDRESSED,
                rule="No source speaks to it.",
            ),
        ),
        "rule": "Only positions against, none for: not necessary.",
        "headline": "Not medically necessary for chronic sample fatigue per Example Health",
        "positions": (
            position(
                "example-guideline",
                PositionDirection.SILENT,
                basis="recommendation",
                why_not="says nothing on examplemab",
            ),
            position(
                "example-policy",
                PositionDirection.AGAINST,
                CATCH_ALL,
                decides=True,
                grade="unproven",
            ),
            position(
                "example-trial",
                PositionDirection.AGAINST,
                NO_BENEFIT,
                basis="finding",
                why_not="research decides only where nothing else speaks",
            ),
            position(
                "case:clinical-note.md",
                PositionDirection.SILENT,
                "Natural killer cells were low",
                basis="finding",
                why_not="case materials never decide",
            ),
            position(
                "example-old",
                PositionDirection.FOR,
                "Offer examplemab to adults",
                status="superseded",
                why_not="superseded in 2021",
                grade="Offer",
            ),
        ),
        "criteria": (
            CriterionRow(
                text="A nerve conduction study supports the diagnosis",
                finding=FindingState.NOT_MET,
                quote="Nerve conduction study: not done",
                fact_source="[Case Materials, p. 2]",
                doc_id="example-policy",
                join="all_of",
                group="Sample neuropathy",
            ),
            CriterionRow(
                text="Two first-line treatments have failed or cannot be taken",
                finding=FindingState.UNKNOWN,
                doc_id="example-policy",
                join="all_of",
                group="Sample neuropathy",
            ),
            CriterionRow(
                text="At least 18 years old",
                finding=FindingState.MET,
                quote="42 years",
                fact_source="question",
                doc_id="example-policy",
                join="at_least 2",
                level=1,
                group="Sample neuropathy",
            ),
        ),
        "missing": ("Result of a nerve conduction study", "Names of the treatments that failed"),
        "codes": (
            CodeState(
                code="R53.82",
                state="listed_not_covered",
                doc_id="example-policy",
                meaning="Chronic fatigue, unspecified",
                quote="Codes not covered: R53.82",
            ),
            CodeState(code="M62.81", state="not_listed", doc_id="example-policy"),
            CodeState(code="Z00.999", state="unknown_code"),
        ),
        "claims": claims(),
        "notes": (Note(kind="one_source", text="One source decides; four more are shown."),),
        "alternatives": ("CBT",),
        "references": tuple(
            Reference(
                number=number,
                doc_id=doc_id,
                path=f"{doc_id}.md",
                kind=SOURCES[doc_id].kind.value,
                title=SOURCES[doc_id].title,
                publisher=SOURCES[doc_id].publisher,
                year=SOURCES[doc_id].year,
                pages=(25, 55) if doc_id == "example-guideline" else (),
                url=SOURCES[doc_id].url,
                digest=SOURCES[doc_id].digest,
                policy_number=SOURCES[doc_id].policy_number,
                status="superseded" if doc_id == "example-old" else "in_force",
                checked_against=SOURCES[doc_id].checked_against,
            )
            for doc_id, number in NUMBERS.items()
        ),
        "follow_ups": ("What would be required for coverage?", "And for sample neuropathy?"),
        "withheld": ("quote not found where it points",),
        "last_updated": date(2026, 11, 23),
        "snapshot": "s-0123456789ab",
        "as_of": date(2026, 11, 23),
        "timings_s": {"retrieve": 0.012, "total": 0.034},
    }
    return Answer(**{**fields, **changes})


GENERAL_QUESTION = "Is examplemab medically necessary for chronic sample fatigue?"


def general_answer(**changes):
    """The same asked in general words, without a case."""
    rich = rich_answer()
    public = [p for p in rich.positions if not p.doc_id.startswith("case:")]
    rows = [
        row.model_copy(update={"finding": FindingState.UNKNOWN, "quote": "", "fact_source": ""})
        for row in rich.criteria
    ]
    fields = {
        "question": GENERAL_QUESTION,
        "understood": Understood(
            interventions=("examplemab",), conditions=("chronic sample fatigue",)
        ),
        "verdicts": rich.verdicts[:1],
        "positions": tuple(public),
        "criteria": tuple(rows),
        "claims": tuple(c for c in rich.claims if c.section is not SectionName.CASE),
        "general": True,
    }
    return rich_answer(**{**fields, **changes})


HOSTILE = (
    "<script>alert('x')</script><img src=http://evil.example/b.png onerror=alert(1)> "
    "[bold red]rich[/bold red] [link](javascript:alert(1)) ![beacon](http://evil.example/a.png) "
    "**strong** `code` | cell | $x^2$ :smile: https://evil.example/auto www.evil.example "
    "&lt;b&gt; \u202egnp.exe\u202c zero\u200bwidth \x1b[31mred\x1b[0m </div></details>"
    "<style>*{display:none}</style> {{7*7}} :red[x] # no heading"
)


def hostile_answer():
    """Every text of a document and of the asker is hostile: none of it may act."""
    rich = rich_answer()
    bad = claims()[0].citations[0].model_copy(update={"quote": HOSTILE, "locator": HOSTILE})
    references = rich.references
    return rich_answer(
        question=HOSTILE,
        headline=HOSTILE,
        rule=HOSTILE,
        understood=Understood(
            interventions=(HOSTILE,),
            conditions=(HOSTILE,),
            payer=HOSTILE,
            facts=(HOSTILE,),
            doubts=(HOSTILE,),
        ),
        claims=tuple(
            Claim(text=HOSTILE, section=section, citations=(bad,), label=HOSTILE)
            for section in SectionName
        ),
        positions=tuple(
            row.model_copy(
                update={
                    "title": HOSTILE,
                    "publisher": HOSTILE,
                    "grade": HOSTILE,
                    "quote": HOSTILE,
                    "why_not": HOSTILE,
                }
            )
            for row in rich.positions
        ),
        criteria=tuple(
            row.model_copy(update={"text": HOSTILE, "quote": HOSTILE, "group": HOSTILE})
            for row in rich.criteria
        ),
        codes=tuple(
            code.model_copy(update={"code": HOSTILE, "meaning": HOSTILE, "quote": HOSTILE})
            for code in rich.codes
        ),
        missing=(HOSTILE,),
        follow_ups=(HOSTILE,),
        notes=(Note(kind="x", text=HOSTILE),),
        references=tuple(
            reference.model_copy(
                update={"title": HOSTILE, "publisher": HOSTILE, "url": "javascript:alert(1)"}
            )
            for reference in references
        ),
        snapshot=HOSTILE,
        composer=HOSTILE,
    )


def empty_answer(**changes):
    """What is said where no document addresses the question."""
    return Answer(
        verdict=Verdict.NOT_ADDRESSED,
        headline="No document here speaks of it",
        rule="No position: not addressed.",
        abstention=Abstention(reason="No source speaks of quux.", kind="not_addressed"),
        **changes,
    )


def quote(doc_id, text):
    """Words of a document as a Quote."""
    found = cite(doc_id, text)
    return Quote(
        doc_id=doc_id,
        passage_id=found.passage_id,
        char_start=found.char_start,
        char_end=found.char_end,
        page=found.page,
        text=text,
    )


STUDY = "A nerve conduction study supports the diagnosis."
FAILED = "Two first-line treatments have failed or cannot be taken."
STATEMENTS = (
    Statement(
        statement_id="example-policy!1",
        doc_id="example-policy",
        direction=Direction.FOR,
        basis=Basis.COVERAGE,
        quote=quote("example-policy", "medically necessary for sample neuropathy"),
        interventions=("examplemab",),
        conditions=("sample neuropathy",),
        condition_groups=(("sample neuropathy",),),
        criteria=Criterion(
            join=Join.ALL_OF,
            text="when ALL are met",
            children=tuple(
                Criterion(join=Join.LEAF, text=text, quote=quote("example-policy", text))
                for text in (STUDY, FAILED)
            ),
        ),
    ),
    Statement(
        statement_id="example-policy!2",
        doc_id="example-policy",
        direction=Direction.AGAINST,
        basis=Basis.COVERAGE,
        quote=quote("example-policy", CATCH_ALL),
        interventions=("examplemab",),
        conditions=("chronic sample fatigue",),
        condition_groups=(("chronic sample fatigue",),),
    ),
    Statement(
        statement_id="example-guideline!29",
        doc_id="example-guideline",
        direction=Direction.AGAINST,
        basis=Basis.RECOMMENDATION,
        quote=quote("example-guideline", STIMULANTS),
        interventions=("stimulants",),
        conditions=("fatigue",),
        condition_groups=(("fatigue",),),
        grade="Strong against",
        recommendation="29",
    ),
)


FAULTS = {
    "bug": KeyError("a bug on purpose"),
    "index error": IndexMissingError("there is no index here: build it with guideline-ingest"),
}


def fail_on(text):
    """A question may ask for a fault."""
    for word, error in FAULTS.items():
        if word in text:
            raise error


def _hostile(**changes):
    return hostile_answer().model_copy(update={"id": changes["id"]})


def _hostile_in_general(**changes):
    return _hostile(**changes).model_copy(
        update={"general": True, "verdicts": (_pair(HOSTILE),), "criteria": ()}
    )


def _in_general(**changes):
    """Each such question is about a condition of its own."""
    return general_answer(**changes, verdicts=(_pair(changes["question"]),))


def _pair(condition):
    return general_answer().verdicts[0].model_copy(update={"condition": condition})


def _several_marks(**changes):
    first, *rest = claims()
    cited = tuple(claim.citations[0] for claim in (first, rest[2], rest[3]))
    several = first.model_copy(update={"citations": cited})
    return rich_answer(**changes, claims=(several, *rest))


# Words of a question, and what the stub then answers; the first that fit.
_MADE = {
    "quux": empty_answer,
    "hostile in general": _hostile_in_general,
    "hostile": _hostile,
    "in general": _in_general,
    "several marks": _several_marks,
}


class StubPipeline:
    """Gives the hand-built Answer, remembers what it was asked, shows the hand-built documents."""

    def __init__(self, answer=None):
        self.given = answer
        self.given_general = None
        self.asked = []
        self.read = []
        self.snapshot = "s-0123456789ab"
        self.model = None
        self.told = lambda _watch: None  # what a test wants done while the answer is made

    def model_info(self):
        return self.model

    def read_files(self, case, policy, *, payer="", as_of=None, watch=None):
        """Read as they are; nothing further is made of them."""
        self.read.append((case, policy, payer, as_of))
        watch.tell(Told(Stage.FILES, 1, 2, name="a_b.pdf"))
        return read_brought(case, policy, payer)

    def _slowly(self, text, watch):
        """As a model does that writes on, until somebody stops it."""
        self.told(watch)
        if "slowly" not in text:
            return text
        sentence = "A sentence that has passed <b>its</b> checks."
        watch.tell(Told(Stage.CHECKING, 1, sentence=sentence))
        return f"{text} ({'stopped' if watch.stop.wait(30) else 'not stopped'})"

    def answer(self, text, **options):
        text = self._slowly(text, options.pop("watch", None))
        if not text.strip():
            raise QuestionError("the question is empty: ask one")
        self.asked.append((text, options))
        fail_on(text)
        changes = {"question": text, "id": options.get("question_id") or f"a{len(self.asked)}"}
        made = next((make for words, make in _MADE.items() if words in text), None)
        if made is not None:
            return made(**changes)
        if text == GENERAL_QUESTION:
            return (self.given_general or general_answer()).model_copy(update=changes)
        return (self.given or rich_answer()).model_copy(update=changes)

    def passage(self, passage_id):
        doc_id = passage_id.split("#")[0]
        for passage in passages_of(doc_id) if doc_id in TEXTS else ():
            if passage.passage_id == passage_id:
                return passage
        raise CitationError(f"{passage_id} is not in this index: ask again")

    def neighbours(self, passage_id):
        home = self.passage(passage_id)
        return tuple(
            p for p in passages_of(home.doc_id) if abs(p.first_block - home.first_block) == 1
        )

    def source(self, doc_id):
        if doc_id not in SOURCES:
            raise CitationError(f"{doc_id} is not in this index: ask again")
        return SOURCES[doc_id]

    def document_text(self, doc_id):
        return TEXTS[doc_id]

    def snapshot_id(self):
        return self.snapshot

    def match_key(self, answer):
        return match_key(answer, Terms())

    def without_case(self, _answer):
        return GENERAL_QUESTION

    def document(self, doc_id):
        self.source(doc_id)
        text = TEXTS[doc_id]
        starts = (0, text.index("\n\n") + 2) if doc_id == "example-trial" else ()
        return Document(
            doc_id=doc_id,
            path=f"{doc_id}.{'pdf' if starts else 'md'}",
            sha256="0" * 64,
            media_type="application/pdf" if starts else "text/markdown",
            text=text,
            blocks=(),
            page_starts=starts,
        )

    def picture(self, doc_id, page, quote):
        if doc_id != "example-trial":
            return None
        pixels = np.full((60, 40, 3), 255, dtype=np.uint8)
        return PagePicture(page, 2, pixels, len(quote.split()))

    def statements(self, doc_id):
        return tuple(s for s in STATEMENTS if s.doc_id == doc_id)
