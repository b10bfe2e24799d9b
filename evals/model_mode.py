"""The same cases answered with and without a language model, from recordings, and compared.

What must hold (issue 7): the verdict is the same in both modes for every case; of the sentences
shown, at least 98 % are supported and no quote is missing; at least 80 % of the extractive
Statements are still carried.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from app.llm import open_model
from evals.answering import PipelineDesks
from evals.composers import configured_model, without_model
from evals.corpora import find_corpora
from evals.indexes import Indexes, private_indexes
from evals.measured import Measure, count, ratio
from evals.measures import MEASURES
from evals.models import Case, Outcome
from evals.recording import RECORDINGS, RecordedModel, Tape
from evals.run import Plan, run_cases
from evals.session import WORK_DIR, Selection, Watch, load_selected
from evals.stats import quantile
from ingest.errors import CaseFileError
from ingest.settings import Settings, load_settings

CASES_FILE = RECORDINGS / "cases.txt"
MIN_SUPPORT_RATIO = 0.98
MIN_CARRIED_RATIO = 0.80
MIN_RECORDED_RATIO = 0.75  # of the requests; the others are of documents that have changed since
# A recording is made on any machine, however slow; what is measured of time is the recording's.
_NO_HURRY_S = 100_000.0
_NO_LIMIT = 100_000_000


@dataclass(frozen=True, slots=True)
class Pair:
    """One case in both modes."""

    case_id: str
    extractive: Outcome
    model: Outcome


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that must hold of the model mode."""

    what: str
    detail: str
    is_green: bool
    case_ids: tuple[str, ...] = ()


def recorded_cases(shared: Path) -> tuple[Case, ...]:
    """The cases that are recorded, as `cases.txt` names them.

    Raises:
        CaseFileError: One of them is no case.
    """
    lines = CASES_FILE.read_text(encoding="utf-8").splitlines()
    wanted = [line.strip() for line in lines if line.strip() and not line.startswith("#")]
    cases, _ = load_selected(Selection(pattern="*", corpora=(), shared=shared))
    by_id = {case.case_id: case for case in cases}
    if unknown := [name for name in wanted if name not in by_id]:
        raise CaseFileError(f"{CASES_FILE.name} names what is no case: {', '.join(unknown)}")
    return tuple(by_id[name] for name in wanted)


def replayed(
    cases: Sequence[Case], shared: Path, model: RecordedModel, watch: Watch
) -> tuple[Pair, ...]:
    """Both modes of every case, the model's from recordings."""
    return _both(cases, shared, model, load_settings(), watch)


def recorder(tape: Tape) -> RecordedModel:
    """A model that asks the configured server for what the tape has not, and keeps it.

    Raises:
        SettingsError: No server is configured.
        EgressError: Its host is not allowed by name.
    """
    settings = load_settings()
    configured_model(settings)
    return RecordedModel(tape, open_model(settings))


def _both(
    cases: Sequence[Case], shared: Path, model: RecordedModel, settings: Settings, watch: Watch
) -> tuple[Pair, ...]:
    corpora = find_corpora(shared, WORK_DIR)
    needed = [corpora[name] for name in dict.fromkeys(case.corpus for case in cases)]
    present = [corpus for corpus in needed if not corpus.why_absent]
    names = {corpus.name: corpus.names for corpus in present}
    plan = Plan(cases=cases, corpora=corpora, jobs=1)

    def ended(_outcome: Outcome, *, anew: bool) -> None:  # noqa: ARG001 - nothing is resumed
        watch.advance()

    with private_indexes(present, WORK_DIR, settings, say=watch.say) as indexes:
        indexes.make_all()
        desks = _desks(settings, indexes, names)
        watch.start(2 * len(cases))
        plain = run_cases(plan, desks, ended)
        spoken = run_cases(plan, replace(desks, model=model), ended)
    return tuple(Pair(a.case_id, a, b) for a, b in zip(plain, spoken, strict=True))


def _desks(
    settings: Settings, indexes: Indexes, names: Mapping[str, Mapping[str, str]]
) -> PipelineDesks:
    unhurried = without_model(settings).model_copy(
        update={
            "llm_answer_timeout_s": _NO_HURRY_S,
            "llm_token_budget": _NO_LIMIT,
            # llama.cpp's Python server breaks a reply off when the next request comes.
            "llm_parallel": 1,
        }
    )
    return PipelineDesks(settings=unhurried, indexes=indexes.folders, names=names)


# --- measures -------------------------------------------------------------------------------------


def recorded_ratio(model: RecordedModel) -> Measure:
    """Share of the requests that a recording answers."""
    return ratio("recorded", model.n_asked - len(model.missing), model.n_asked)


def lines(pairs: Sequence[Pair], recorded: Measure) -> tuple[Line, ...]:
    """What must hold, and whether it does."""
    unscored = tuple(p.case_id for p in pairs if p.model.reason)
    turned = tuple(p.case_id for p in pairs if p.extractive.got != p.model.got)
    missing = sum(p.model.counts.n_quotes_not_found for p in pairs)
    support, carried = supported(pairs), carried_ratio(pairs)
    reasons = "; ".join(dict.fromkeys(p.model.reason for p in pairs if p.model.reason))
    return (
        Line("every case is replayed", reasons or f"{len(pairs)} cases", not unscored, unscored),
        Line("the verdict is the same", f"{len(turned)} differ", not turned, turned),
        Line("quotes not found", str(missing), missing == 0),
        _at_least("requests recorded", recorded, MIN_RECORDED_RATIO),
        _at_least("sentences supported", support, MIN_SUPPORT_RATIO),
        _at_least("extractive Statements carried", carried, MIN_CARRIED_RATIO),
    )


def _at_least(what: str, measure: Measure, least: float) -> Line:
    value = measure.value
    detail = "unmeasured" if value is None else f"{value:.3f} ({measure.n_hits} of {measure.n})"
    return Line(f"{what}, at least {least:g}", detail, value is not None and value >= least)


def supported(pairs: Sequence[Pair]) -> Measure:
    """Share of the sentences of the model mode that their quotes support (`app.cite.supports`)."""
    rows = [p.model.counts for p in pairs]
    hits = sum(row.n_sentences_supported for row in rows)
    return ratio("supported", hits, sum(row.n_sentences for row in rows))


def carried_ratio(pairs: Sequence[Pair]) -> Measure:
    """Share of the places quoted in the extractive mode that the model mode quotes as well."""
    kept = sum(len(set(p.extractive.statements) & set(p.model.statements)) for p in pairs)
    return ratio("carried", kept, sum(len(set(p.extractive.statements)) for p in pairs))


def model_measures(pairs: Sequence[Pair]) -> tuple[Measure, ...]:
    """What the model did, in counts."""
    uses = [p.model.model for p in pairs if p.model.model is not None]
    n_statements = sum(use.n_statements for use in uses)
    n_withheld = sum(len(use.withheld) for use in uses)
    compared = [use for use in uses if use.verdict is not None]
    return (
        ratio("statements_in_its_words", sum(use.n_written for use in uses), n_statements),
        ratio("sentences_refused_at_first", sum(use.n_refused for use in uses), n_statements),
        count("repaired", sum(use.n_repaired for use in uses), n_statements),
        count("withheld", n_withheld, n_statements),
        ratio("own_verdict_the_same", sum(not u.verdict_differs for u in compared), len(compared)),
        count("requests", sum(use.n_calls for use in uses), len(uses)),
    )


def reasons(pairs: Sequence[Pair]) -> dict[str, int]:
    """How often each reason withheld a sentence, the commonest first."""
    counted: dict[str, int] = {}
    for pair in pairs:
        for reason in pair.model.model.withheld if pair.model.model else ():
            counted[reason] = counted.get(reason, 0) + 1
    return dict(sorted(counted.items(), key=lambda row: -row[1]))


def recorded_seconds(tape: Tape) -> tuple[float | None, float | None]:
    """Median and 95th percentile of what one request took when it was recorded."""
    took = [row.took_s for row in tape.rows()]
    return quantile(took, 0.5), quantile(took, 0.95)


def side_by_side(pairs: Sequence[Pair]) -> list[tuple[str, Measure, Measure]]:
    """All measures, extractive and with the model."""
    plain, spoken = [p.extractive for p in pairs], [p.model for p in pairs]
    return [(name, measure(plain), measure(spoken)) for name, measure in MEASURES.items()]
