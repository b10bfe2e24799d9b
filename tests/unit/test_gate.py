"""The gate over a scripted answerer: green without a change, red for each planted regression."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import pairwise
from pathlib import Path
from threading import Event

import pytest

from app.models import (
    Answer,
    Citation,
    Claim,
    CodeState,
    Note,
    PairVerdict,
    PositionDirection,
    PositionRow,
    Reference,
    SectionName,
    Verdict,
)
from evals.answering import Asked, Desk
from evals.baseline import load_baselines, make_baseline, write_baseline
from evals.checks import Bench
from evals.compare import compare
from evals.corpora import Corpus
from evals.gate import gate
from evals.gate_lines import GateResult, State
from evals.models import Case, Outcome, Status
from evals.report import junit, markdown
from evals.run import Plan, make_run, run_cases
from evals.thresholds import Threshold, load_thresholds
from evals.view import page
from ingest.errors import CaseFileError, CorpusError, QuestionError

TODAY = date(2026, 11, 23)

# --- a small world: two pages a document, three documents ---------------------------------------

DOCUMENTS = {
    "plan-2025": (
        "Drug A is considered medically necessary for gout.\n\n"
        "Drug B is considered unproven for gout.",
        "Drug A is considered medically necessary for asthma when the member is 18 years or older.",
    ),
    "plan-2020": ("Drug B is considered medically necessary for gout.", "Retired in 2025."),
    "society-2024": ("We suggest against drug A for migraine. (Weak against)", "Drug C, too."),
}
STATUS = {"plan-2025": "in_force", "plan-2020": "superseded", "society-2024": "in_force"}


@dataclass(frozen=True)
class SmallTexts:
    """The texts of the small world, pages joined by a line feed."""

    def text(self, doc_id: str) -> str | None:
        pages = DOCUMENTS.get(doc_id)
        return "\n".join(pages) if pages else None

    def page(self, doc_id: str, offset: int) -> int | None:
        return 1 if offset <= len(DOCUMENTS[doc_id][0]) else 2

    def prints(self, doc_id: str, page: int, quote: str) -> bool | None:
        return quote in DOCUMENTS[doc_id][page - 1]

    def out_of_force(self, doc_id: str, as_of: date) -> str:
        return STATUS[doc_id] if STATUS[doc_id] == "superseded" and as_of.year > 2025 else ""


def cite(doc_id: str, quote: str) -> Citation:
    start = (SmallTexts().text(doc_id) or "").index(quote)
    return Citation(
        doc_id=doc_id,
        passage_id=f"{doc_id}#1:1",
        page=SmallTexts().page(doc_id, start),
        quote=quote,
        char_start=start,
        char_end=start + len(quote),
    )


def supports(claim_text: str, quotes: Sequence[str]) -> bool:
    """Every word of the sentence stands in the quotes."""
    held = " ".join(quotes).lower().replace(".", " ").split()
    return set(claim_text.lower().rstrip(".").split()) <= set(held)


@dataclass(frozen=True, kw_only=True)
class Script:
    """What the answerer says to one question."""

    verdict: Verdict | None
    doc_id: str = ""
    quote: str = ""
    direction: PositionDirection = PositionDirection.FOR
    says: str = ""
    codes: tuple[CodeState, ...] = ()


FOR, AGAINST = PositionDirection.FOR, PositionDirection.AGAINST
SCRIPTS: Mapping[str, Script] = {
    "Is drug A necessary for gout?": Script(
        verdict=Verdict.NECESSARY,
        doc_id="plan-2025",
        quote="Drug A is considered medically necessary for gout.",
        says="Drug A is considered medically necessary for gout.",
    ),
    "gout - drug a ok?": Script(
        verdict=Verdict.NECESSARY,
        doc_id="plan-2025",
        quote="Drug A is considered medically necessary for gout.",
        says="Drug A is considered medically necessary for gout.",
    ),
    "Is drug B covered for gout?": Script(
        verdict=Verdict.NOT_NECESSARY,
        doc_id="plan-2025",
        quote="Drug B is considered unproven for gout.",
        direction=AGAINST,
        says="Drug B is considered unproven for gout.",
        codes=(CodeState(code="M10.9", state="not_listed", doc_id="plan-2025"),),
    ),
    "Drug A for asthma?": Script(
        verdict=Verdict.CONDITIONAL,
        doc_id="plan-2025",
        quote="Drug A is considered medically necessary for asthma when the member is 18 years",
        direction=PositionDirection.CONDITIONAL,
        says="Drug A is considered medically necessary for asthma when the member is 18 years",
    ),
    "Drug A for migraine?": Script(
        verdict=Verdict.NOT_NECESSARY,
        doc_id="society-2024",
        quote="We suggest against drug A for migraine.",
        direction=AGAINST,
        says="We suggest against drug A for migraine.",
    ),
    "Drug A for lupus?": Script(verdict=Verdict.NOT_ADDRESSED),
}


def answer_of(asked: Asked) -> Answer:
    script = SCRIPTS[asked.text]
    base = Answer(id="x", question=asked.text, verdict=script.verdict, codes=script.codes)
    if not script.doc_id:
        return base
    citation = cite(script.doc_id, script.quote)
    return base.model_copy(
        update={
            "claims": (
                Claim(text=script.says, section=SectionName.COVERAGE, citations=(citation,)),
            ),
            "positions": (
                PositionRow(
                    title=script.doc_id,
                    kind="coverage_policy",
                    direction=script.direction,
                    basis="coverage",
                    status=STATUS[script.doc_id],
                    decides=True,
                    **citation.model_dump(exclude={"reference", "about"}),
                ),
            ),
            "references": (
                Reference(
                    number=1,
                    doc_id=script.doc_id,
                    path=f"{script.doc_id}.md",
                    kind="coverage_policy",
                    title=script.doc_id,
                ),
            ),
        }
    )


def a_case(case_id: str, question: str, verdict: Verdict | None, **more: object) -> Case:
    values: dict[str, object] = {"tags": ("plain",), "why": "Because.", "corpus": "small"}
    return Case.model_validate(
        {"case_id": case_id, "question": question, "verdict": verdict, "as_of": TODAY}
        | values
        | more
    )


CASES = (
    a_case(
        "gout-a",
        "Is drug A necessary for gout?",
        Verdict.NECESSARY,
        references=("plan-2025",),
        decides=("plan-2025",),
        must_say=("medically necessary|proven",),
    ),
    a_case("gout-a-terse", "gout - drug a ok?", Verdict.NECESSARY, paraphrase_of="gout-a"),
    a_case(
        "gout-b",
        "Is drug B covered for gout?",
        Verdict.NOT_NECESSARY,
        references=("plan-2025",),
        decides=("plan-2025",),
        codes={"M10.9": "not_listed"},
        tags=("superseded", "against"),
        must_not_say=("covered without criteria",),
    ),
    a_case(
        "asthma-a",
        "Drug A for asthma?",
        Verdict.CONDITIONAL,
        references=("plan-2025",),
        must_say=("18 years",),
        tags=("missing-fact",),
    ),
    a_case("migraine-a", "Drug A for migraine?", Verdict.NOT_NECESSARY, tags=("against",)),
    a_case("lupus-a", "Drug A for lupus?", Verdict.NOT_ADDRESSED, tags=("not-addressed",)),
)

THRESHOLDS = (
    Threshold(measure="verdict_accuracy", at_least=0.8, min_n=6, why="test"),
    Threshold(measure="opposite_verdicts", at_most=0, min_n=6, why="test"),
    Threshold(measure="abstention_recall", at_least=1, why="test"),
    Threshold(measure="quotes_not_found", at_most=0, why="test"),
    Threshold(measure="citation_recall", at_least=0.5, why="test"),
    Threshold(measure="passed", tag="negative", at_least=0.5, min_n=4, why="test"),
)

SMALL = Corpus(name="small", folder=Path("small"), names={})


@dataclass(frozen=True)
class SmallDesks:
    """Opens the small world; `change` plants a regression in every answer."""

    change: Callable[[Answer], Answer] = field(default=lambda answer: answer)
    judged: bool = True

    def __call__(self, corpus: str) -> Desk:
        assert corpus == "small"
        bench = Bench(texts=SmallTexts(), supports=supports if self.judged else None)
        return Desk(answer=lambda asked: self.change(answer_of(asked)), bench=lambda _case: bench)


def outcomes_with(
    change: Callable[[Answer], Answer] = lambda answer: answer, **more: object
) -> tuple[Outcome, ...]:
    plan = Plan(cases=CASES, corpora={"small": SMALL})
    return run_cases(plan, SmallDesks(change=change, **more))


def judged(outcomes: tuple[Outcome, ...]) -> GateResult:
    baselines = {"small": make_baseline("small", outcomes_with())}
    return gate(outcomes, THRESHOLDS, baselines)


# --- seeded regressions ---------------------------------------------------------------------------


def on(question: str, **update: object) -> Callable[[Answer], Answer]:
    """A change of one answer."""

    def change(answer: Answer) -> Answer:
        return answer.model_copy(update=update) if answer.question == question else answer

    return change


def edit(question: str, what: Callable[[Answer], Mapping[str, object]]) -> Callable[..., Answer]:
    def change(answer: Answer) -> Answer:
        return answer.model_copy(update=what(answer)) if answer.question == question else answer

    return change


def first_citation(answer: Answer, **update: object) -> dict[str, object]:
    claim = answer.claims[0]
    cited = claim.citations[0].model_copy(update=update)
    return {"claims": (claim.model_copy(update={"citations": (cited,)}),)}


GOUT_A, GOUT_B = "Is drug A necessary for gout?", "Is drug B covered for gout?"
ASTHMA, MIGRAINE, LUPUS = "Drug A for asthma?", "Drug A for migraine?", "Drug A for lupus?"
STALE = cite("plan-2020", "Drug B is considered medically necessary for gout.")

REGRESSIONS = [
    pytest.param(
        on(MIGRAINE, verdict=Verdict.NECESSARY), "migraine-a", id="a direction is flipped"
    ),
    pytest.param(
        on(ASTHMA, verdict=Verdict.NECESSARY), "asthma-a", id="an unknown criterion becomes met"
    ),
    pytest.param(on(LUPUS, verdict=Verdict.NECESSARY), "lupus-a", id="abstention is switched off"),
    pytest.param(
        on(GOUT_A, verdict=Verdict.NOT_ADDRESSED), "gout-a", id="an addressed case is abstained"
    ),
    pytest.param(edit(GOUT_A, lambda a: first_citation(a, page=2)), "gout-a", id="a page is wrong"),
    pytest.param(
        edit(GOUT_A, lambda a: first_citation(a, char_start=1)),
        "gout-a",
        id="offsets are one off",
    ),
    pytest.param(
        edit(GOUT_A, lambda a: first_citation(a, quote="Drug A is necessary for gout.")),
        "gout-a",
        id="a quote is not verbatim",
    ),
    pytest.param(
        edit(GOUT_A, lambda a: first_citation(a, doc_id="society-2024")),
        "gout-a",
        id="a citation goes to another document",
    ),
    pytest.param(
        edit(
            GOUT_A,
            lambda a: {"claims": (a.claims[0].model_copy(update={"citations": ()}),)},
        ),
        "gout-a",
        id="a sentence has no quote",
    ),
    pytest.param(
        edit(
            GOUT_B,
            lambda a: {
                "claims": (a.claims[0].model_copy(update={"text": "Drug B is proven for gout."}),)
            },
        ),
        "gout-b",
        id="a negation is dropped from a sentence",
    ),
    pytest.param(
        edit(
            GOUT_B,
            lambda a: {
                "positions": (
                    *a.positions,
                    a.positions[0].model_copy(
                        update={
                            "status": "superseded",
                            **STALE.model_dump(exclude={"reference", "about"}),
                        }
                    ),
                )
            },
        ),
        "gout-b",
        id="a stale document decides",
    ),
    pytest.param(
        edit(
            GOUT_B,
            lambda a: {"positions": (a.positions[0].model_copy(update={"decides": False}),)},
        ),
        "gout-b",
        id="the payer's own policy no longer decides",
    ),
    pytest.param(
        edit(GOUT_B, lambda _: {"codes": (CodeState(code="M10.9", state="listed_covered"),)}),
        "gout-b",
        id="an unlisted code is called listed",
    ),
    pytest.param(
        edit(ASTHMA, lambda _: {"references": (), "claims": (), "positions": ()}),
        "asthma-a",
        id="the reference is lost",
    ),
    pytest.param(
        on(GOUT_B, headline="Covered without criteria."), "gout-b", id="what must not be said is"
    ),
    pytest.param(
        edit(
            MIGRAINE,
            lambda _: {
                "alternatives": ("drug A",),
                "verdicts": (
                    PairVerdict(
                        intervention="drug A",
                        condition="migraine",
                        verdict=Verdict.NOT_NECESSARY,
                        rule="r",
                    ),
                ),
            },
        ),
        "migraine-a",
        id="what is advised against is offered",
    ),
    pytest.param(on(GOUT_A, error="broken"), "gout-a", id="an answer is an error"),
]


@pytest.mark.seeded_regression
@pytest.mark.parametrize(("change", "case_id"), REGRESSIONS)
def test_a_planted_regression_turns_the_gate_red_and_is_named(change, case_id) -> None:
    result = judged(outcomes_with(change))
    assert result.verdict == "red"
    assert result.exit_code == 1
    named = {name for line in result.lines if line.state is State.RED for name in line.case_ids}
    assert named == {case_id}


@pytest.mark.seeded_regression
@pytest.mark.parametrize("attempt", range(3))
def test_without_a_change_the_gate_stays_green(attempt) -> None:  # noqa: ARG001 - three times
    result = judged(outcomes_with())
    assert result.verdict == "green"
    assert result.exit_code == 0


def test_an_exception_in_one_case_is_that_cases_failure() -> None:
    def change(answer: Answer) -> Answer:
        if answer.question == LUPUS:
            raise QuestionError("the question is empty")
        return answer

    outcomes = outcomes_with(change)
    assert [o.status for o in outcomes if o.case_id == "lupus-a"] == [Status.UNSCORED]
    assert sum(o.status is Status.PASSED for o in outcomes) == len(CASES) - 1
    assert judged(outcomes).verdict == "red"


def test_a_bug_in_one_case_is_that_cases_failure() -> None:
    def change(answer: Answer) -> Answer:
        assert answer.question != LUPUS, "a bug"
        return answer

    lupus = next(o for o in outcomes_with(change) if o.case_id == "lupus-a")
    assert lupus.status is Status.UNSCORED
    assert "AssertionError" in lupus.reason


# --- absent, held out, new, gone -----------------------------------------------------------------


def test_absent_documents_are_neither_passed_nor_red() -> None:
    gone = Corpus(name="small", folder=SMALL.folder, why_absent="not here", names={})
    outcomes = run_cases(Plan(cases=CASES, corpora={"small": gone}), SmallDesks())
    assert {o.status for o in outcomes} == {Status.ABSENT}
    result = gate(outcomes, THRESHOLDS, {})
    assert {line.state for line in result.lines[:-1]} == {State.ABSENT}
    # ... but a run in which nothing at all was answered is no green run.
    assert (result.lines[-1].what, result.verdict) == ("run", "red")


def test_absent_documents_beside_present_ones_leave_the_gate_green() -> None:
    other = a_case("far", "Drug A for gout, far away?", Verdict.NECESSARY, corpus="far")
    far = Corpus(name="far", folder=SMALL.folder, why_absent="not here", names={})
    plan = Plan(cases=[*CASES, other], corpora={"small": SMALL, "far": far})
    outcomes = run_cases(plan, SmallDesks())
    of_far = Threshold(measure="passed", corpus="far", at_least=1, why="t")
    # its labels lie beside the documents, so that of these there is not even a case
    labelled = Threshold(measure="passed", corpus="far", tag="labelled", at_least=1, why="t")
    thresholds = (*THRESHOLDS, of_far, labelled)
    result = gate(outcomes, thresholds, {"small": make_baseline("small", outcomes)})
    assert result.verdict == "green"
    absent = [line for line in result.lines if line.state is State.ABSENT]
    assert [line.what for line in absent] == [
        "passed (far)",
        "passed (far labelled)",
        "baseline (far)",
    ]


def test_a_threshold_without_cases_of_a_present_corpus_is_red() -> None:
    labelled = Threshold(measure="passed", corpus="small", tag="labelled", at_least=1, why="t")
    outcomes = outcomes_with()
    assert gate(outcomes, (labelled,), {"small": make_baseline("small", outcomes)}).verdict == "red"


def test_no_baseline_is_red() -> None:
    assert gate(outcomes_with(), THRESHOLDS, {}).verdict == "red"


def test_a_case_that_vanishes_is_red_unless_only_some_were_asked() -> None:
    outcomes = outcomes_with()
    baselines = {"small": make_baseline("small", outcomes)}
    assert gate(outcomes[:-1], (), baselines).verdict == "red"
    assert gate(outcomes[:-1], (), baselines, part=()).verdict == "green"


def test_a_new_case_that_fails_is_left_to_the_thresholds() -> None:
    outcomes = outcomes_with(on(LUPUS, verdict=Verdict.NECESSARY))
    baselines = {"small": make_baseline("small", outcomes[:-1])}
    assert gate(outcomes, (), baselines).verdict == "green"
    assert gate(outcomes, THRESHOLDS, baselines).verdict == "red"


def test_a_case_that_was_wrong_before_may_stay_wrong_in_the_same_way_only() -> None:
    before = outcomes_with(on(GOUT_A, verdict=Verdict.NOT_ADDRESSED))
    baselines = {"small": make_baseline("small", before)}
    assert gate(before, (), baselines).verdict == "green"
    worse = edit(GOUT_A, lambda a: {"verdict": Verdict.NOT_ADDRESSED, **first_citation(a, page=2)})
    assert gate(outcomes_with(worse), (), baselines).verdict == "red"


def test_held_out_cases_are_counted_and_not_named() -> None:
    held_out = tuple(
        outcome.model_copy(update={"tags": ("held-out",)}) for outcome in outcomes_with()
    )
    baseline = make_baseline("small", held_out)
    assert (dict(baseline.cases), baseline.n_held_out_passed) == ({}, len(CASES))
    failed = tuple(
        outcome.model_copy(update={"tags": ("held-out",)})
        for outcome in outcomes_with(on(LUPUS, verdict=Verdict.NECESSARY))
    )
    result = gate(failed, (), {"small": baseline})
    assert result.verdict == "red"
    assert not any(line.case_ids for line in result.lines)
    run = make_run(failed, corpora={"small": SMALL}, settings={}, started="", whole=True)
    for text in (markdown(run, result), junit(run, result), page([run], result)):
        assert "lupus" not in text


def test_too_few_cases_behind_a_threshold_are_red() -> None:
    few = Threshold(measure="passed", at_least=0, min_n=len(CASES) + 1, why="test")
    outcomes = outcomes_with()
    assert gate(outcomes, (few,), {"small": make_baseline("small", outcomes)}).verdict == "red"


def test_without_a_judge_citations_are_unmeasured_and_red() -> None:
    result = judged(outcomes_with(judged=False))
    red = [line for line in result.lines if line.state is State.RED]
    assert [line.what for line in red] == ["citation_recall (all)"]


# --- files ----------------------------------------------------------------------------------------


def test_a_baseline_is_read_as_it_was_written(tmp_path) -> None:
    made = make_baseline("small", outcomes_with(on(LUPUS, verdict=Verdict.NECESSARY)))
    path = write_baseline(made, tmp_path)
    assert load_baselines(tmp_path) == {"small": made}
    lines = path.read_text(encoding="utf-8").splitlines()
    ids = [line.split('"')[1] for line in lines if '"failed"' in line]
    assert all(one < other for one, other in pairwise(ids)), "one case a line, in order"


def test_the_committed_thresholds_load() -> None:
    assert load_thresholds()


@pytest.mark.parametrize(
    "text",
    [
        pytest.param('[[threshold]]\nmeasure = "nonsense"\nat_least = 1\nwhy = "x"', id="measure"),
        pytest.param('[[threshold]]\nmeasure = "passed"\nwhy = "x"', id="no bound"),
        pytest.param('[[threshold]]\nmeasure = "passed"\nat_least = 1', id="no reason"),
        pytest.param("nothing = 1", id="no threshold at all"),
    ],
)
def test_a_wrong_threshold_is_an_error(tmp_path, text) -> None:
    path = tmp_path / "thresholds.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(CaseFileError, match=r"thresholds\.toml"):
        load_thresholds(path)


# --- reports --------------------------------------------------------------------------------------


def test_reports_show_a_failure_with_its_reason_and_escape_what_documents_say() -> None:
    bait = "<script>alert(1)</script>"
    outcomes = outcomes_with(on(GOUT_A, headline=bait, verdict=Verdict.CONDITIONAL))
    result = judged(outcomes)
    run = make_run(outcomes, corpora={"small": SMALL}, settings={}, started="", whole=True)
    for text in (markdown(run, result), junit(run, result), page([run, run], result)):
        assert "expected necessary, got conditional" in text
    assert bait not in page([run], result)
    assert "&lt;script&gt;" in page([run], result)


def test_a_comparison_names_what_turned_wrong_and_what_turned_right() -> None:
    good, bad = outcomes_with(), outcomes_with(on(LUPUS, verdict=Verdict.NECESSARY))
    runs = [
        make_run(rows, corpora={"small": SMALL}, settings={}, started="", whole=True)
        for rows in (good, bad)
    ]
    worse, better = compare(*runs), compare(*reversed(runs))
    assert (worse.worse, better.worse) == (True, False)
    assert [(c.case_id, c.turned) for c in worse.changes] == [("lupus-a", "wrong")]
    assert [(c.case_id, c.turned) for c in better.changes] == [("lupus-a", "right")]
    assert compare(runs[0], runs[0]).changes == ()


def test_a_note_on_disagreement_settles_a_contradiction() -> None:
    update = {
        "alternatives": ("drug A",),
        "verdicts": (
            PairVerdict(
                intervention="drug A",
                condition="migraine",
                verdict=Verdict.NOT_NECESSARY,
                rule="r",
            ),
        ),
        "notes": (Note(kind="disagreement", text="The sources differ on drug A."),),
    }
    assert judged(outcomes_with(on(MIGRAINE, **update))).verdict == "green"


# --- while indexes are made -----------------------------------------------------------------------


def _two_corpora() -> Plan:
    far = [a_case("far", "Drug A for gout, far away?", Verdict.NECESSARY, corpus="far")]
    return Plan(cases=[*far, *CASES], corpora={"small": SMALL, "far": replace(SMALL, name="far")})


class AnyDesks(SmallDesks):
    """The same documents, whatever the corpus is called."""

    def __call__(self, corpus: str) -> Desk:
        return super().__call__("small") if corpus == "far" else super().__call__(corpus)


def test_cases_are_answered_while_the_next_index_is_made() -> None:
    n_ended: list[str] = []
    all_small = Event()

    def ended(outcome: Outcome, *, anew: bool) -> None:
        assert anew
        n_ended.append(outcome.corpus)
        if n_ended.count("small") == len(CASES):
            all_small.set()

    def made() -> Iterator[str]:
        yield "small"
        # The index of the other corpus is not made before these are answered.
        assert all_small.wait(30)
        yield "far"

    outcomes = run_cases(_two_corpora(), AnyDesks(), ended, made=made())
    assert n_ended == ["small"] * len(CASES) + ["far"]
    assert [o.case_id for o in outcomes] == ["far", *(case.case_id for case in CASES)]


def test_an_index_that_cannot_be_made_ends_the_run() -> None:
    def made() -> Iterator[str]:
        yield "small"
        raise CorpusError("no document could be read")

    with pytest.raises(CorpusError, match="no document could be read"):
        run_cases(_two_corpora(), AnyDesks(), made=made())


def test_what_an_earlier_run_gave_is_not_asked_again() -> None:
    earlier = {outcome.case_id: outcome for outcome in outcomes_with()}
    told: list[tuple[str, bool]] = []

    def ended(outcome: Outcome, *, anew: bool) -> None:
        told.append((outcome.case_id, anew))

    first = CASES[0].case_id
    plan = Plan(
        cases=CASES,
        corpora={"small": SMALL},
        done=lambda case: earlier[first] if case.case_id == first else None,
    )
    outcomes = run_cases(plan, SmallDesks(), ended)
    assert outcomes[0] is earlier[first]
    assert sorted(told) == sorted((case.case_id, case.case_id != first) for case in CASES)
