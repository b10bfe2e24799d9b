"""One self-contained HTML page of a run: no script, nothing fetched, everything escaped."""

from collections.abc import Iterator, Mapping, Sequence
from html import escape
from pathlib import Path

from evals.compare import Change, Comparison
from evals.gate_lines import GateResult
from evals.history import Point, point_of
from evals.measured import Measure, Unit
from evals.measures import MEASURES, measure_all
from evals.models import NO_VERDICT, Outcome, QuoteRow, Run, Status
from evals.plots import histogram, trend
from evals.report import (
    confusion_table,
    corpora_of,
    interval_text,
    kinds,
    of_corpus,
    value_text,
)

_MAX_LINE = 140
_TURNED = {"wrong": "failed", "right": "passed", "different": "absent"}
_STYLE = Path(__file__).with_name("view.css")


def page(
    runs: Sequence[Run],
    result: GateResult | None,
    *,
    comparison: Comparison | None = None,
    history: Sequence[Point] = (),
) -> str:
    """The page of the last run.

    Args:
        runs: Oldest first; several are plotted, one alone at the end of the committed ones.
        result: What the gate says of the last.
        comparison: Of the last with its base, if there is one.
        history: Committed runs, oldest first.
    """
    run = runs[-1]
    changes = {change.case_id: change for change in comparison.changes} if comparison else {}
    parts = [
        "<!doctype html><html lang='en'><head><meta charset='utf-8'><title>Evals</title>",
        "<meta name='viewport' content='width=device-width, initial-scale=1'>",
        f"<style>{_STYLE.read_text(encoding='utf-8')}</style></head><body><h1>Evals</h1>",
        f"<p>{escape(_made_with(run))}</p>",
        _gate_html(result) if result else "",
        _comparison_html(comparison) if comparison else "",
        *(
            part
            for corpus in corpora_of(run)
            for part in _corpus_html(run, corpus, _points(runs, history, corpus), changes)
        ),
        "</body></html>",
    ]
    return "\n".join(part for part in parts if part)


def _made_with(run: Run) -> str:
    by = {"composer": run.composer, "model": run.model}
    facts = {"started": run.started, **by, **run.settings, **run.versions}
    return ", ".join(f"{name} {value}" for name, value in facts.items() if value)


def _gate_html(result: GateResult) -> str:
    rows = "".join(
        f"<tr><td class='{line.state.value}'>{line.state.value}</td><td>{escape(line.what)}</td>"
        f"<td>{escape(line.detail)}</td><td>{_links(line.case_ids)}</td></tr>"
        for line in result.lines
    )
    return (
        f"<h2>Gate: <span class='{result.verdict}'>{escape(result.summary)}</span></h2>"
        "<div class='wide'><table><tr><th>state</th><th>what</th><th>value</th><th>cases</th></tr>"
        f"{rows}</table></div>"
    )


def _links(case_ids: Sequence[str]) -> str:
    return ", ".join(f"<a href='#{escape(name)}'>{escape(name)}</a>" for name in case_ids)


def _comparison_html(comparison: Comparison) -> str:
    """Which cases changed against the base; the McNemar test and the means stand above them."""
    means = "".join(
        f"<tr><td>{escape(name)}</td><td class='n'>{interval_text(value)}</td></tr>"
        for name, value in comparison.differences.items()
    )
    rows = "".join(
        f"<tr><td class='{_TURNED[change.turned]}'>{change.turned}</td>"
        f"<td>{_links([change.case_id])}</td><td>{escape(change.detail)}</td></tr>"
        for change in sorted(comparison.changes, key=lambda change: change.turned, reverse=True)
    )
    return (
        f"<h2>Compared with the base</h2><p>{comparison.n_pairs} cases in both; verdicts that "
        f"turned wrong: {comparison.n_verdict_worse}, right: {comparison.n_verdict_better} "
        f"(McNemar, exact, p = {comparison.verdict_p:.4f}); "
        f"{len(comparison.only_head)} cases are new, {len(comparison.only_base)} are gone, "
        f"{comparison.n_held_out_changed} held-out cases changed.</p>"
        f"<div class='wide'><table><tr><th>per case</th><th>mean difference</th></tr>{means}"
        f"</table></div><div class='wide'><table><tr><th>turned</th><th>case</th><th>what</th></tr>"
        f"{rows or '<tr><td colspan=3>no case changed</td></tr>'}</table></div>"
    )


def _points(runs: Sequence[Run], history: Sequence[Point], corpus: str) -> list[Point]:
    own = [point_of(run, corpus) for run in runs if corpus in corpora_of(run)]
    if len(runs) > 1:
        return own
    before = [point for point in history if point.corpus == corpus and point not in own]
    return [*before, *own]


def _corpus_html(
    run: Run, corpus: str, points: Sequence[Point], changes: Mapping[str, Change]
) -> Iterator[str]:
    outcomes = of_corpus(run, corpus)
    yield f"<h2>{escape(corpus)}: {len(outcomes)} cases</h2>"
    if corpus in run.absent:
        yield f"<p class='absent'>absent: {escape(run.absent[corpus])}</p>"
        return
    rows = "".join(_measure_row(measure) for measure in measure_all(outcomes))
    head = "<tr><th>measure</th><th>0 to 1, 95 % interval</th><th>value</th></tr>"
    yield f"<div class='wide'><table>{head}{rows}</table></div>"
    yield _confusion_html(outcomes)
    yield histogram([o.wall_s for o in outcomes if o.wall_s is not None])
    yield trend(points)
    yield _kinds_html(outcomes)
    yield f"<h3>Cases of {escape(corpus)}, what failed first</h3>"
    yield from (_case_html(o, changes.get(o.case_id)) for o in _in_order(outcomes))
    n_held_out = sum(outcome.held_out for outcome in outcomes)
    if n_held_out:
        yield f"<p class='absent'>{n_held_out} held-out cases are counted above, not shown.</p>"


def _in_order(outcomes: Sequence[Outcome]) -> list[Outcome]:
    """What failed first."""
    order = {Status.UNSCORED: 0, Status.FAILED: 1, Status.PASSED: 2, Status.ABSENT: 3}
    return sorted((o for o in outcomes if not o.held_out), key=lambda o: order[o.status])


def _measure_row(measure: Measure) -> str:
    bar = ""
    if measure.unit in (Unit.RATIO, Unit.MEAN) and measure.value is not None:
        low, high = 100 * (measure.low or 0), 100 * (measure.high or 0)
        bar = (
            f"<span class='bar'><i style='left:{low:.1f}%;width:{high - low:.1f}%'></i>"
            f"<b style='left:{100 * measure.value:.1f}%'></b></span>"
        )
    meaning = (MEASURES[measure.name].__doc__ or "").strip().split("\n")[0]
    title = escape(meaning, quote=True)
    text = escape(value_text(measure))
    name = f"<td title='{title}'>{measure.name}</td>"
    return f"<tr>{name}<td>{bar}</td><td class='measured'>{text}</td></tr>"


def _confusion_html(outcomes: Sequence[Outcome]) -> str:
    head, rows = confusion_table(outcomes)
    cells = []
    for row in rows:
        values = "".join(
            f"<td class='n {_cell_class(row[0], got, value)}'>{value}</td>"
            for got, value in zip(head[1:], row[1:], strict=True)
        )
        cells.append(f"<tr><th>{escape(row[0])}</th>{values}</tr>")
    titles = "".join(f"<th>{escape(name)}</th>" for name in head)
    table = f"<table class='verdicts'><tr>{titles}</tr>{''.join(cells)}</table>"
    return f"<h3>Verdicts: expected in rows, got in columns</h3><div class='wide'>{table}</div>"


def _cell_class(expected: str, got: str, value: str) -> str:
    if not value:
        return ""
    return "hit" if expected == got else "miss"


def _kinds_html(outcomes: Sequence[Outcome]) -> str:
    rows = "".join(
        f"<tr><td>{escape(row.kind)}</td><td class='n'>{row.n}</td>"
        f"<td>{escape(value_text(row.accuracy))}</td><td class='n'>{row.n_passed}</td></tr>"
        for row in kinds(outcomes)
    )
    head = "<tr><th>kind</th><th>n</th><th>verdict right</th><th>passed</th></tr>"
    table = f"<div class='wide'><table>{head}{rows}</table></div>"
    return f"<details><summary>Kinds of case</summary>{table}</details>"


def _case_html(outcome: Outcome, change: Change | None) -> str:
    failures = "".join(
        f"<li><b>{failure.check.value}</b>: {escape(failure.detail)}</li>"
        for failure in outcome.failures
    )
    quotes = "".join(_quote_html(quote) for quote in outcome.quotes)
    facts = [
        ("question", outcome.question),
        ("expected", " or ".join(map(str, (outcome.expected or NO_VERDICT, *outcome.accepted)))),
        ("got", f"{outcome.got or NO_VERDICT} (rule: {outcome.rule})"),
        ("headline", outcome.headline),
        ("why expected", outcome.why),
        ("references expected", ", ".join(outcome.expected_references)),
        ("references got", ", ".join(outcome.references)),
        ("references missing", _not_in(outcome.expected_references, outcome.references)),
        ("references beyond", _not_in(outcome.references, outcome.expected_references)),
        ("documents read, nearest first", ", ".join(outcome.found or ())),
        ("against the base", f"turned {change.turned}: {change.detail}" if change else ""),
        ("tags", ", ".join(outcome.tags)),
        ("case", outcome.place),
        ("reason", outcome.reason),
    ]
    rows = "".join(
        f"<tr><th>{name}</th><td{_fact_class(name, outcome)}>{escape(str(text))}</td></tr>"
        for name, text in facts
        if text
    )
    status = outcome.status.value
    name = escape(outcome.case_id)
    return (
        f"<details id='{name}'><summary><span class='{status}'>{status}</span> <code>{name}</code> "
        f"{escape(_shortened(outcome.question))}</summary>"
        f"<div class='wide'><table>{rows}</table></div>"
        f"{f'<ul>{failures}</ul>' if failures else ''}{quotes}</details>"
    )


def _shortened(question: str) -> str:
    return question if len(question) <= _MAX_LINE else f"{question[:_MAX_LINE]}…"


def _not_in(names: Sequence[str], others: Sequence[str]) -> str:
    """Documents of the one list that the other lacks; a passage counts as its document."""
    held = {name.split("#")[0] for name in others}
    return ", ".join(name for name in names if name.split("#")[0] not in held)


def _fact_class(name: str, outcome: Outcome) -> str:
    """Where expected and got part, the difference is coloured."""
    if name == "got":
        return " class='hit'" if outcome.verdict_right else " class='miss'"
    return " class='miss'" if name == "references missing" else ""


def _quote_html(quote: QuoteRow) -> str:
    page_text = f", p. {quote.page}" if quote.page else ""
    found = "" if quote.found else " <span class='failed'>not found there</span>"
    return (
        f"<blockquote>{escape(quote.quote)}<br><small>{escape(quote.where)}: "
        f"{escape(quote.doc_id)}{page_text}{found}</small></blockquote>"
    )
