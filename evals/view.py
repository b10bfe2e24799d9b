"""One self-contained HTML page of a run: no script, nothing fetched, everything escaped."""

from collections.abc import Iterator, Sequence
from html import escape
from pathlib import Path

from evals.gate import GateResult
from evals.measures import MEASURES, Measure, Unit, measure_all
from evals.models import NO_VERDICT, Outcome, QuoteRow, Run, Status
from evals.report import confusion_table, corpora_of, kinds, of_corpus, value_text

_N_BINS = 24
_PLOTTED = ("verdict_accuracy", "passed", "reference_recall", "citation_recall")

_STYLE = Path(__file__).with_name("view.css")


def page(runs: Sequence[Run], result: GateResult | None) -> str:
    """The page of the last run; with several runs, a plot of measures over them."""
    run = runs[-1]
    parts = [
        "<!doctype html><html lang='en'><head><meta charset='utf-8'><title>Evals</title>",
        "<meta name='viewport' content='width=device-width, initial-scale=1'>",
        f"<style>{_STYLE.read_text(encoding='utf-8')}</style></head><body><h1>Evals</h1>",
        f"<p>{escape(_made_with(run))}</p>",
        _gate_html(result) if result else "",
        *(_trend(runs, corpus) for corpus in corpora_of(run) if len(runs) > 1),
        *(part for corpus in corpora_of(run) for part in _corpus_html(run, corpus)),
        "</body></html>",
    ]
    return "\n".join(part for part in parts if part)


def _made_with(run: Run) -> str:
    facts = {"started": run.started, "composer": run.composer, **run.settings, **run.versions}
    return ", ".join(f"{name} {value}" for name, value in facts.items() if value)


def _gate_html(result: GateResult) -> str:
    rows = "".join(
        f"<tr><td class='{line.state.value}'>{line.state.value}</td><td>{escape(line.what)}</td>"
        f"<td>{escape(line.detail)}</td><td>{_links(line.case_ids)}</td></tr>"
        for line in result.lines
    )
    return (
        f"<h2>Gate: <span class='{result.verdict}'>{result.verdict}</span></h2>"
        f"<table><tr><th>state</th><th>what</th><th>value</th><th>cases</th></tr>{rows}</table>"
    )


def _links(case_ids: Sequence[str]) -> str:
    return ", ".join(f"<a href='#{escape(name)}'>{escape(name)}</a>" for name in case_ids)


def _corpus_html(run: Run, corpus: str) -> Iterator[str]:
    outcomes = of_corpus(run, corpus)
    yield f"<h2>{escape(corpus)}: {len(outcomes)} cases</h2>"
    if corpus in run.absent:
        yield f"<p class='absent'>absent: {escape(run.absent[corpus])}</p>"
        return
    rows = "".join(_measure_row(measure) for measure in measure_all(outcomes))
    yield f"<table><tr><th>measure</th><th>0 to 1</th><th>value</th></tr>{rows}</table>"
    yield _confusion_html(outcomes)
    yield _histogram([o.wall_s for o in outcomes if o.wall_s is not None])
    yield _kinds_html(outcomes)
    yield from (_case_html(outcome) for outcome in _in_order(outcomes))
    n_held_out = sum(outcome.held_out for outcome in outcomes)
    if n_held_out:
        yield f"<p class='absent'>{n_held_out} held-out cases are counted above, not shown.</p>"


def _in_order(outcomes: Sequence[Outcome]) -> list[Outcome]:
    """What failed first."""
    order = {Status.UNSCORED: 0, Status.FAILED: 1, Status.PASSED: 2, Status.ABSENT: 3}
    return sorted((o for o in outcomes if not o.held_out), key=lambda o: order[o.status])


def _measure_row(measure: Measure) -> str:
    bar = ""
    if measure.unit is Unit.RATIO and measure.value is not None:
        low, high = 100 * (measure.low or 0), 100 * (measure.high or 0)
        bar = (
            f"<span class='bar'><i style='left:{low:.1f}%;width:{high - low:.1f}%'></i>"
            f"<b style='left:{100 * measure.value:.1f}%'></b></span>"
        )
    meaning = (MEASURES[measure.name].__doc__ or "").strip().split("\n")[0]
    title = escape(meaning, quote=True)
    text = escape(value_text(measure))
    return f"<tr><td title='{title}'>{measure.name}</td><td>{bar}</td><td>{text}</td></tr>"


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
    return f"<h3>Verdicts</h3><table><tr>{titles}</tr>{''.join(cells)}</table>"


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
    return f"<h3>Kinds of case</h3><table>{head}{rows}</table>"


def _case_html(outcome: Outcome) -> str:
    failures = "".join(
        f"<li><b>{failure.check.value}</b>: {escape(failure.detail)}</li>"
        for failure in outcome.failures
    )
    quotes = "".join(_quote_html(quote) for quote in outcome.quotes)
    facts = [
        ("question", outcome.question),
        ("expected", outcome.expected or NO_VERDICT),
        ("got", f"{outcome.got or NO_VERDICT} (rule: {outcome.rule})"),
        ("headline", outcome.headline),
        ("why expected", outcome.why),
        ("references expected", ", ".join(outcome.expected_references)),
        ("references got", ", ".join(outcome.references)),
        ("tags", ", ".join(outcome.tags)),
        ("case", outcome.place),
        ("reason", outcome.reason),
    ]
    rows = "".join(
        f"<tr><th>{name}</th><td>{escape(str(text))}</td></tr>" for name, text in facts if text
    )
    status = outcome.status.value
    name = escape(outcome.case_id)
    return (
        f"<details id='{name}'><summary><span class='{status}'>{status}</span> <code>{name}</code> "
        f"{escape(outcome.question[:140])}</summary><table>{rows}</table>"
        f"<ul>{failures}</ul>{quotes}</details>"
    )


def _quote_html(quote: QuoteRow) -> str:
    page_text = f", p. {quote.page}" if quote.page else ""
    found = "" if quote.found else " <span class='failed'>not found there</span>"
    return (
        f"<blockquote>{escape(quote.quote)}<br><small>{escape(quote.where)}: "
        f"{escape(quote.doc_id)}{page_text}{found}</small></blockquote>"
    )


# --- plots ----------------------------------------------------------------------------------------


def _histogram(seconds: Sequence[float]) -> str:
    """Answers by time, equal bins from 0 to the slowest."""
    if not seconds:
        return ""
    top = max(seconds) or 1.0
    bins = [0] * _N_BINS
    for value in seconds:
        bins[min(_N_BINS - 1, int(_N_BINS * value / top))] += 1
    highest = max(bins)
    bars = "".join(
        f"<rect x='{20 * place}' y='{100 - 100 * n / highest:.1f}' width='18' "
        f"height='{100 * n / highest:.1f}' fill='#46a8'><title>{n}</title></rect>"
        for place, n in enumerate(bins)
    )
    return (
        f"<h3>Time per case</h3><svg width='500' height='125' role='img'>{bars}"
        f"<text x='0' y='118'>0 s</text>"
        f"<text x='480' y='118' text-anchor='end'>{top:.3f} s</text></svg>"
    )


def _trend(runs: Sequence[Run], corpus: str) -> str:
    """Measures over runs, a line each; a run without this corpus leaves a gap."""
    lines = []
    for row, name in enumerate(_PLOTTED):
        points = [
            (60 + 400 * place / max(1, len(runs) - 1), 110 - 100 * value)
            for place, run in enumerate(runs)
            if (value := MEASURES[name]([o for o in of_corpus(run, corpus) if o.counted]).value)
            is not None
        ]
        colour = ("#46a", "#2a7", "#c63", "#a4a")[row]
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
        dots = "".join(
            f"<circle cx='{x:.1f}' cy='{y:.1f}' r='3' fill='{colour}'/>" for x, y in points
        )
        lines.append(
            f"<polyline points='{path}' fill='none' stroke='{colour}'/>{dots}"
            f"<text x='480' y='{20 + 16 * row}' style='fill:{colour}'>{name}</text>"
        )
    axis = "<text x='30' y='14'>1</text><text x='30' y='114'>0</text>"
    return (
        f"<h3>{escape(corpus)} over {len(runs)} runs</h3>"
        f"<svg width='700' height='130' role='img'>{axis}{''.join(lines)}</svg>"
    )
