"""The gate over real cases, with faults planted in the product's own functions, in this process.

Each fault is a change that somebody could make: of a rule, of what is composed, of a page map, of
the check of sentences. The gate's arithmetic has its tests in tests/unit/test_gate.py; here the
whole way from a changed line of the product to a red line that names the cases is tried.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pytest

from app.decide import Ruling
from app.models import Claim, FindingState, PositionDirection, Verdict
from evals.answering import Desk, PipelineDesks
from evals.baseline import Baseline, load_baselines, make_baseline
from evals.corpora import SHARED_DATA, find_corpora
from evals.gate import gate
from evals.gate_lines import GateResult, State
from evals.indexes import build_index, index_folder
from evals.models import Case, Outcome
from evals.run import Plan, run_cases
from evals.session import WORK_DIR, Selection, load_selected
from ingest.models import page_of
from ingest.settings import Settings

CORPORA = ("corpus", "styles")
MAX_CASES = 40
# Kinds of case by tag, and how many of each: all that a planted fault may need.
KINDS = {
    "against": 6,
    "not-addressed": 4,
    "superseded": 5,
    "conflicting": 3,
    "missing-fact": 5,
    "code-not-listed": 4,
    "payer": 4,
    "page": 6,
}


@dataclass(frozen=True)
class Bench:
    """Cases that are right today, by kind, and who answers them."""

    kinds: dict[str, tuple[Case, ...]]
    desks: dict[str, Desk]
    unchanged: tuple[Outcome, ...]

    @property
    def cases(self) -> tuple[Case, ...]:
        return tuple({c.case_id: c for own in self.kinds.values() for c in own}.values())

    def outcomes(self, cases: Sequence[Case]) -> tuple[Outcome, ...]:
        return _asked(cases, self.desks)

    def judged(self, outcomes: Sequence[Outcome]) -> GateResult:
        names = {outcome.case_id for outcome in outcomes}
        before = [outcome for outcome in self.unchanged if outcome.case_id in names]
        baselines: dict[str, Baseline] = {name: make_baseline(name, before) for name in CORPORA}
        return gate(outcomes, (), baselines, part=())


def _asked(cases: Sequence[Case], desks: dict[str, Desk]) -> tuple[Outcome, ...]:
    plan = Plan(cases=cases, corpora={name: find_corpora()[name] for name in CORPORA})
    return run_cases(plan, lambda corpus: desks[corpus])


@pytest.fixture(scope="module")
def bench() -> Bench:
    corpora = {name: find_corpora()[name] for name in CORPORA}
    for corpus in corpora.values():
        assert not build_index(corpus, WORK_DIR, Settings()).failed
    desks_of = PipelineDesks(
        settings=Settings(),
        indexes={name: index_folder(name, WORK_DIR) for name in CORPORA},
        names={name: corpus.names for name, corpus in corpora.items()},
        folders={name: corpus.folder for name, corpus in corpora.items()},
    )
    desks = {name: desks_of(name) for name in CORPORA}
    cases, _ = load_selected(Selection(pattern="*", corpora=CORPORA, shared=SHARED_DATA))
    baselines = load_baselines()
    right = [
        case
        for case in cases
        if (known := baselines[case.corpus].cases.get(case.case_id)) and not known.failed
    ]
    printed = {p.stem for p in corpora["styles"].folder.rglob("*.pdf")}
    fits: dict[str, Callable[[Case], bool]] = {
        "payer": lambda case: bool(case.payer),
        "page": lambda case: bool(printed.intersection(case.references)),
    }
    kinds = {}
    for tag, n in KINDS.items():
        of_kind = fits.get(tag, lambda case, tag=tag: tag in case.tags)
        kinds[tag] = tuple([case for case in right if of_kind(case)][:n])
        assert kinds[tag], f"no case of the kind {tag} is right today"
    found = Bench(kinds, desks, ())
    assert len(found.cases) <= MAX_CASES
    return replace(found, unchanged=_asked(found.cases, desks))


# --- faults ---------------------------------------------------------------------------------------

FOR, CONDITIONAL, AGAINST, _, SILENT = PositionDirection
Patch = Callable[[pytest.MonkeyPatch], None]


def wraps(target: str, change: Callable[[Callable[..., Any]], Callable[..., Any]]) -> Patch:
    """Put another function in the place of one of the product's, made of it."""

    def patch(monkeypatch: pytest.MonkeyPatch) -> None:
        module, _, name = target.rpartition(".")
        old = getattr(pytest.importorskip(module), name)
        monkeypatch.setattr(target, change(old))

    return patch


def after(target: str, change: Callable[[Any], Any]) -> Patch:
    """Change what a function gives."""
    return wraps(target, lambda old: lambda *args, **more: change(old(*args, **more)))


def ruled(verdict: Verdict, then: Verdict) -> Patch:
    """A rule that comes to another verdict."""

    def change(ruling: Ruling) -> Ruling:
        return replace(ruling, verdict=then) if ruling.verdict is verdict else ruling

    return after("app.positions.verdict_over_sources", change)


def claims(change: Callable[[Claim], Claim]) -> Patch:
    """A stage behind the check of sentences that changes them."""

    def changed(found: tuple[Sequence[Claim], Any]) -> tuple[tuple[Claim, ...], Any]:
        return tuple(change(claim) for claim in found[0]), found[1]

    return after("app.compose.checked", changed)


def cited(**update: Callable[[Any], object]) -> Patch:
    """Citations with a field changed."""

    def change(claim: Claim) -> Claim:
        moved = tuple(
            c.model_copy(update={name: new(c) for name, new in update.items()})
            for c in claim.citations
        )
        return claim.model_copy(update={"citations": moved})

    return claims(change)


def _flipped(direction: PositionDirection) -> PositionDirection:
    return {FOR: AGAINST, AGAINST: FOR}.get(direction, direction)


def _met(old: Callable[..., Any]) -> Callable[..., Any]:
    def judged(direction: Any, *, finding: FindingState | None, **more: Any) -> Any:
        met = FindingState.MET if finding is FindingState.UNKNOWN else finding
        return old(direction, finding=met, **more)

    return judged


def _without_not(claim: Claim) -> Claim:
    return claim.model_copy(update={"text": claim.text.replace(" not ", " ")})


def _wrong_page(monkeypatch: pytest.MonkeyPatch) -> None:
    """In the product's map itself, which every part of it and of the evals goes by."""
    for module in ("ingest.models", "ingest.index.snapshot"):
        monkeypatch.setattr(f"{module}.page_of", _two_pages_on)


def _two_pages_on(starts: Sequence[int], offset: int) -> int | None:
    page = page_of(starts, offset)
    return None if page is None else page + 2


FAULTS = [
    pytest.param(
        "against", after("app.judge.statement_direction", _flipped), id="a flipped direction"
    ),
    pytest.param("missing-fact", wraps("app.judge.statement_direction", _met), id="unknown is met"),
    pytest.param(
        "not-addressed", ruled(Verdict.NOT_ADDRESSED, Verdict.NECESSARY), id="abstention is off"
    ),
    pytest.param(
        "against", ruled(Verdict.NOT_NECESSARY, Verdict.NOT_ADDRESSED), id="abstains too often"
    ),
    pytest.param(
        "conflicting", ruled(Verdict.CONFLICTING, Verdict.NECESSARY), id="a conflict is hidden"
    ),
    pytest.param(
        "superseded",
        wraps("app.positions._in_force", lambda _old: lambda position: position),
        id="the filter for what is in force is left out",
    ),
    pytest.param(
        "payer",
        wraps("app.positions._as_named", lambda _old: lambda position, _case: position),
        id="the filter for the payer is left out",
    ),
    pytest.param("page", _wrong_page, id="a page map that is off"),
    pytest.param("against", claims(_without_not), id="a dropped negation"),
    pytest.param(
        "against",
        claims(lambda claim: claim.model_copy(update={"citations": ()})),
        id="a sentence without a quote",
    ),
    pytest.param("against", cited(char_start=lambda c: c.char_start + 1), id="offsets one off"),
    pytest.param(
        "against", cited(quote=lambda c: c.quote.upper()), id="a quote that is not verbatim"
    ),
    pytest.param(
        "against", cited(doc_id=lambda _: "aetna-0206-ivig"), id="another document is cited"
    ),
    pytest.param(
        "against",
        wraps("app.cite.supports", lambda _old: lambda _text, _quotes: True),
        id="the support check lets everything through",
    ),
    pytest.param(
        "against",
        after("app.compose.headline", lambda text: f"{text} It cures 95 % of them."),
        id="a headline with an invented addition",
    ),
    pytest.param(
        "code-not-listed",
        after(
            "app.rows.code_states",
            lambda found: tuple(
                row.model_copy(update={"state": "listed_covered"}) for row in found
            ),
        ),
        id="an unlisted code is called listed",
    ),
    pytest.param(
        "against",
        after("app.compose.numbered", lambda found: (*found[:2], ())),
        id="the list of references is lost",
    ),
]


@pytest.mark.seeded_regression
@pytest.mark.parametrize(("kind", "plant"), FAULTS)
def test_a_fault_of_the_product_turns_the_gate_red_and_names_cases(
    bench: Bench, kind: str, plant: Patch, monkeypatch: pytest.MonkeyPatch
) -> None:
    cases = bench.kinds[kind]
    plant(monkeypatch)
    result = bench.judged(bench.outcomes(cases))
    assert result.verdict == "red"
    red = [line for line in result.lines if line.state is State.RED]
    named = {name for line in red for name in line.case_ids}
    assert named
    assert named <= {case.case_id for case in cases}


@pytest.fixture(params=range(3))
def attempt(request: pytest.FixtureRequest) -> Iterator[int]:
    return request.param


@pytest.mark.seeded_regression
@pytest.mark.usefixtures("attempt")
def test_without_a_fault_the_same_cases_are_green(bench: Bench) -> None:
    result = bench.judged(bench.outcomes(bench.cases))
    assert result.verdict == "green", [line for line in result.lines if line.state is State.RED]
