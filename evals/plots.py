"""The drawings of the report, as SVG that scales with the page: times, and measures over runs."""

from collections.abc import Sequence
from html import escape

from evals.history import PLOTTED, Point
from evals.stats import quantile

_N_BINS = 24
_QUANTILES = (0.5, 0.95)
_N_P95 = 1.6
_COLOURS = ("#46a", "#2a7", "#c63", "#a4a", "#885", "#27a")
_LEFT, _WIDTH, _TOP, _HEIGHT = 34, 420, 12, 100


def histogram(seconds: Sequence[float]) -> str:
    """Answers by time, p50 and p95 marked; the last bin holds whatever took longer still.

    The first answer of a process loads what the others find loaded, and would press all others into
    one bin.
    """
    if not seconds:
        return ""
    p95 = quantile(seconds, _QUANTILES[-1]) or 1.0
    top = min(max(seconds) or 1.0, _N_P95 * p95)
    bins = [0] * _N_BINS
    for value in seconds:
        bins[min(_N_BINS - 1, int(_N_BINS * value / top))] += 1
    highest = max(bins)
    bars = "".join(
        f"<rect x='{_LEFT + 20 * place}' y='{_TOP + _HEIGHT - _HEIGHT * n / highest:.1f}' "
        f"width='18' height='{_HEIGHT * n / highest:.1f}' fill='#46a8'>"
        f"<title>{n} cases from {top * place / _N_BINS:.3f} s</title></rect>"
        for place, n in enumerate(bins)
    )
    width = 20 * _N_BINS
    marks = "".join(_mark(seconds, q, top, row) for row, q in enumerate(_QUANTILES))
    foot = _TOP + _HEIGHT + 14
    slowest = f", slowest {max(seconds):.3f} s" if max(seconds) > top else ""
    last = f"{top:.3f} s{slowest}"
    return (
        "<h3>Time per case</h3>"
        f"<svg viewBox='0 0 {_LEFT + width + 30} {foot + 6}' role='img' "
        f"aria-label='Cases by time'>{bars}{marks}"
        f"<text x='0' y='{_TOP + 8}'>{highest}</text><text x='0' y='{_TOP + _HEIGHT}'>0</text>"
        f"<text x='{_LEFT}' y='{foot}'>0 s</text>"
        f"<text x='{_LEFT + width}' y='{foot}' text-anchor='end'>{last}</text></svg>"
    )


def _mark(seconds: Sequence[float], q: float, top: float, row: int) -> str:
    value = quantile(seconds, q)
    if value is None:
        return ""
    x = _LEFT + 20 * _N_BINS * value / top
    return (
        f"<line x1='{x:.1f}' x2='{x:.1f}' y1='{_TOP}' y2='{_TOP + _HEIGHT}' stroke='currentColor' "
        f"stroke-dasharray='3 3'/><text x='{x + 3:.1f}' y='{_TOP + 10 + 14 * row}'>"
        f"p{100 * q:.0f} {value:.3f} s</text>"
    )


def trend(points: Sequence[Point]) -> str:
    """Measures over runs, a line each; a run without a measure leaves it out."""
    if len(points) < 2:  # noqa: PLR2004 - one point is no line
        return ""
    step = _WIDTH / (len(points) - 1)
    lines = []
    for row, (name, colour) in enumerate(zip(PLOTTED, _COLOURS, strict=True)):
        places = [
            (_LEFT + step * place, _y(point.measures[name]), point)
            for place, point in enumerate(points)
            if name in point.measures
        ]
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y, _ in places)
        dots = "".join(
            f"<circle cx='{x:.1f}' cy='{y:.1f}' r='3' fill='{colour}'><title>"
            f"{escape(point.started)}: {name} {point.measures[name]:.3f} (n = {point.n})"
            "</title></circle>"
            for x, y, point in places
        )
        last = f" {places[-1][2].measures[name]:.3f}" if places else " unmeasured"
        lines.append(
            f"<polyline points='{path}' fill='none' stroke='{colour}'/>{dots}"
            f"<text x='{_LEFT + _WIDTH + 12}' y='{_TOP + 10 + 16 * row}' style='fill:{colour}'>"
            f"{name}{last}</text>"
        )
    return (
        f"<h3>{escape(points[0].corpus)} over {len(points)} runs</h3>"
        f"<svg viewBox='0 0 650 {_TOP + _HEIGHT + 24}' role='img' "
        f"aria-label='Measures over runs'>{_axes(points)}{''.join(lines)}</svg>"
    )


def _y(value: float) -> float:
    return _TOP + _HEIGHT * (1 - value)


def _axes(points: Sequence[Point]) -> str:
    grid = "".join(
        f"<line x1='{_LEFT}' x2='{_LEFT + _WIDTH}' y1='{_y(value):.1f}' y2='{_y(value):.1f}' "
        f"stroke='#8886'/><text x='0' y='{_y(value) + 4:.1f}'>{value:g}</text>"
        for value in (0.0, 0.5, 1.0)
    )
    foot = _TOP + _HEIGHT + 18
    return (
        f"{grid}<text x='{_LEFT}' y='{foot}'>{escape(points[0].started[:10])}</text>"
        f"<text x='{_LEFT + _WIDTH}' y='{foot}' text-anchor='end'>"
        f"{escape(points[-1].started[:10])}</text>"
    )
