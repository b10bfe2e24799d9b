"""A run as rows, Markdown and JUnit XML; held-out cases are counted and never shown."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from evals.compare import Comparison
from evals.gate_lines import GateResult, State
from evals.measured import Measure, Unit
from evals.measures import confusion, measure_all, verdict_accuracy
from evals.models import Outcome, Run, Status
from evals.stats import Interval

_MAX_LISTED = 60
_MAX_CHANGES = 100


@dataclass(frozen=True, slots=True)
class KindRow:
    """How one kind of case came out."""

    kind: str
    n: int
    n_right: int
    n_passed: int
    accuracy: Measure


def corpora_of(run: Run) -> tuple[str, ...]:
    """Corpora of a run, in the order of its cases."""
    return tuple(dict.fromkeys(outcome.corpus for outcome in run.outcomes))


def of_corpus(run: Run, corpus: str) -> tuple[Outcome, ...]:
    return tuple(outcome for outcome in run.outcomes if outcome.corpus == corpus)


def kinds(outcomes: Sequence[Outcome]) -> tuple[KindRow, ...]:
    """A row per tag, and one for all negative cases, the largest first."""
    counted = [outcome for outcome in outcomes if outcome.counted]
    tags = dict.fromkeys(tag for outcome in counted for tag in outcome.tags)
    groups = {tag: [o for o in counted if tag in o.tags] for tag in tags}
    groups["negative"] = [outcome for outcome in counted if outcome.negative]
    rows = [
        KindRow(
            kind=kind,
            n=len(group),
            n_right=sum(outcome.verdict_right for outcome in group),
            n_passed=sum(outcome.status is Status.PASSED for outcome in group),
            accuracy=verdict_accuracy(group),
        )
        for kind, group in groups.items()
        if group
    ]
    return tuple(sorted(rows, key=lambda row: (-row.n, row.kind)))


def shown_failures(outcomes: Iterable[Outcome]) -> Iterator[Outcome]:
    """Cases that failed and may be shown."""
    for outcome in outcomes:
        if outcome.status in (Status.FAILED, Status.UNSCORED) and not outcome.held_out:
            yield outcome


def value_text(measure: Measure) -> str:
    """The value with its unit, its counts and its interval."""
    if measure.value is None:
        return "unmeasured"
    if measure.unit is Unit.SECONDS:
        return f"{measure.value:.3f} s (n = {measure.n})"
    if measure.unit is Unit.COUNT:
        return f"{measure.value:.0f} of {measure.n}"
    if measure.unit in (Unit.TOKENS, Unit.COST):
        return _sum_text(measure, measure.value)
    counts = f"n = {measure.n}" if measure.n_hits is None else f"{measure.n_hits} of {measure.n}"
    return f"{measure.value:.3f} [{measure.low:.3f}, {measure.high:.3f}] ({counts})"


def _sum_text(measure: Measure, value: float) -> str:
    """The sum, and how much of it is one case's."""
    mean = value / measure.n
    if measure.unit is Unit.TOKENS:
        return f"{value:,.0f} ({mean:,.0f} a case, n = {measure.n})"
    return f"{value:.4f} ({mean:.6f} a case, n = {measure.n}; in the currency of the prices)"


def interval_text(interval: Interval | None) -> str:
    if interval is None:
        return "unmeasured"
    return f"{interval.value:+.4f} [{interval.low:+.4f}, {interval.high:+.4f}]"


# --- Markdown -------------------------------------------------------------------------------------


def markdown(run: Run, result: GateResult | None, comparison: Comparison | None = None) -> str:
    """A summary for a pull request."""
    parts = ["# Evals"]
    if result:
        parts.extend([f"**Gate: {result.summary}**", _gate_table(result)])
    if comparison:
        parts.append(compare_markdown(comparison))
    for corpus in corpora_of(run):
        parts.extend(_corpus_markdown(run, corpus))
    parts.append(_made_with(run))
    return "\n\n".join(parts) + "\n"


def _gate_table(result: GateResult) -> str:
    order = {State.RED: 0, State.ABSENT: 1, State.GREEN: 2}
    rows = [
        f"| {line.state.value} | {_cell(line.what)} | {_cell(line.detail)} "
        f"| {_cell(', '.join(line.case_ids[:10]))} |"
        for line in sorted(result.lines, key=lambda line: order[line.state])
    ]
    return "\n".join(["| state | what | value | cases |", "|---|---|---|---|", *rows])


def _corpus_markdown(run: Run, corpus: str) -> list[str]:
    outcomes = of_corpus(run, corpus)
    if corpus in run.absent:
        return [f"## {corpus}: {len(outcomes)} cases absent", run.absent[corpus]]
    measures = "\n".join(f"| {m.name} | {value_text(m)} |" for m in measure_all(outcomes))
    table = "\n".join(_confusion_rows(outcomes))
    failures = list(shown_failures(outcomes))
    lines = [
        f"- `{o.case_id}`: {'; '.join(f.detail for f in o.failures)}"
        for o in failures[:_MAX_LISTED]
    ]
    more = len(failures) - len(lines)
    if more:
        lines.append(f"- and {more} more")
    return [
        f"## {corpus}: {len(outcomes)} cases",
        f"| measure | value [95 % interval] (counts) |\n|---|---|\n{measures}",
        table,
        f"### Cases that failed ({len(failures)} shown cases)",
        "\n".join(lines) or "none",
    ]


def confusion_table(
    outcomes: Sequence[Outcome],
) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """Column heads (got) and rows (expected, then counts as text, "" for none)."""
    table = confusion(outcomes)
    columns = sorted({got for _, got in table})
    rows = tuple(
        (expected, *(str(table.get((expected, got), "")) for got in columns))
        for expected in sorted({expected for expected, _ in table})
    )
    return ("expected \\ got", *columns), rows


def _confusion_rows(outcomes: Sequence[Outcome]) -> Iterator[str]:
    head, rows = confusion_table(outcomes)
    yield f"| {' | '.join(head)} |"
    yield "|" + "---|" * len(head)
    for row in rows:
        yield f"| {' | '.join(row)} |"


def compare_markdown(comparison: Comparison) -> str:
    """What changed between two runs, case by case, what turned wrong first."""
    order = {"wrong": 0, "right": 1, "different": 2}
    changes = sorted(comparison.changes, key=lambda c: order[c.turned])
    listed = [f"- `{c.case_id}` turned {c.turned}: {c.detail}" for c in changes[:_MAX_CHANGES]]
    if len(changes) > _MAX_CHANGES:
        listed.append(f"- and {len(changes) - _MAX_CHANGES} more")
    lines = [
        "## Compared with the base run",
        f"Cases in both: {comparison.n_pairs}. Verdicts that turned wrong: "
        f"{comparison.n_verdict_worse}, right: {comparison.n_verdict_better} "
        f"(McNemar, exact, p = {comparison.verdict_p:.4f}).",
        *(f"- {name}: {interval_text(value)}" for name, value in comparison.differences.items()),
        "",
        f"Cases that changed: {len(changes)}, and {comparison.n_held_out_changed} held out.",
        *listed,
        *_only("new here", comparison.only_head),
        *_only("no longer asked", comparison.only_base),
        *_only("whose question or gold changed", comparison.changed_cases),
        *_held_out(comparison),
    ]
    return "\n".join(lines)


def _only(what: str, case_ids: Sequence[str]) -> Iterator[str]:
    """Cases of one of the two runs alone."""
    if case_ids:
        more = ", ..." if len(case_ids) > _MAX_LISTED else ""
        yield f"- {len(case_ids)} {what}: {', '.join(case_ids[:_MAX_LISTED])}{more}"


def _held_out(comparison: Comparison) -> Iterator[str]:
    """How many held-out cases are worse; they are not named."""
    for n, what in (
        (comparison.n_held_out_worse, "turned wrong"),
        (comparison.n_held_out_gone, "gone or changed"),
    ):
        if n:
            yield f"- {n} held-out cases {what}"


def changes_markdown(result: GateResult, comparison: Comparison | None) -> str:
    """What a comment on a pull request holds: the gate's word, what is red, what changed."""
    red = [line for line in result.lines if line.state is State.RED]
    parts = [f"# Evals: gate {result.verdict}", f"Gate: {result.summary}."]
    if red:
        parts.append(_gate_table(GateResult(tuple(red[:_MAX_LISTED]))))
    if len(red) > _MAX_LISTED:
        parts.append(f"and {len(red) - _MAX_LISTED} more red lines")
    absent = [line for line in result.lines if line.state is State.ABSENT]
    if absent:
        reasons = "; ".join(dict.fromkeys(line.detail for line in absent))
        parts.append(f"Not judged here: {reasons}.")
    parts.append(compare_markdown(comparison) if comparison else "There is no run of the base.")
    return "\n\n".join(parts) + "\n"


def _made_with(run: Run) -> str:
    by = {"composer": run.composer, "model": run.model}
    facts = {**run.settings, **run.versions, **by, "started": run.started}
    return "_" + ", ".join(f"{name} {value}" for name, value in facts.items() if value) + "_"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


# --- JUnit ----------------------------------------------------------------------------------------


def junit(run: Run, result: GateResult | None) -> str:
    """A test case per eval case and per line of the gate, as CI systems read it.

    With the gate's word, a failure is a case that is worse than it was: one that was wrong before
    is skipped with its reason, so that a green gate is green there too.
    """
    root = Element("testsuites")
    worse = None
    if result:
        turned = [line for line in result.lines if line.turned_wrong]
        worse = {name for line in turned for name in line.case_ids}
    for corpus in corpora_of(run):
        shown = [outcome for outcome in of_corpus(run, corpus) if not outcome.held_out]
        suite = SubElement(root, "testsuite", name=f"evals.{corpus}", tests=str(len(shown)))
        for outcome in shown:
            _junit_case(suite, outcome, worse)
    if result:
        suite = SubElement(root, "testsuite", name="evals.gate", tests=str(len(result.lines)))
        for line in result.lines:
            case = SubElement(suite, "testcase", classname="evals.gate", name=line.what)
            if line.state is State.RED:
                SubElement(case, "failure", message=line.detail)
            elif line.state is State.ABSENT:
                SubElement(case, "skipped", message=line.detail)
    indent(root)
    return tostring(root, encoding="unicode", xml_declaration=True) + "\n"


def _junit_case(suite: Element, outcome: Outcome, worse: Collection[str] | None) -> None:
    case = SubElement(
        suite,
        "testcase",
        classname=f"evals.{outcome.corpus}",
        name=outcome.case_id,
        time=f"{outcome.wall_s or 0:.3f}",
    )
    detail = "; ".join(failure.detail for failure in outcome.failures)
    if outcome.status is Status.FAILED:
        known = worse is not None and outcome.case_id not in worse
        if known:
            SubElement(case, "skipped", message=f"wrong, and no worse than before: {detail}")
        else:
            SubElement(case, "failure", message=detail)
    elif outcome.status is Status.UNSCORED:
        SubElement(case, "error", message=detail)
    elif outcome.status is Status.ABSENT:
        SubElement(case, "skipped", message=outcome.reason)
