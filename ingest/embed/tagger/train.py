"""How the tagger's weights came about: `python -m ingest.embed.tagger.train`.

About an hour on one core. The encoder itself stays as it is; what is learned are the corrections
and the heads, a megabyte in half precision. Spans are exchanged between lines while it learns
(another drug in the same sentence), so that it learns the form of sentences more than the names.
"""

import argparse
import math
import random
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import nn

from ingest.embed.tagger.heads import chain_of, mark_shares
from ingest.embed.tagger.labels import (
    MARKS,
    Annotated,
    Span,
    labels_of,
    read_annotated,
    to_labels,
    to_spans,
)
from ingest.embed.tagger.learn import KINDS, SEED, Line, Net
from ingest.embed.tagger.net import Array, open_model, open_quick, quick_states, to_pieces

_DATA = Path(__file__).with_name("data")
_BATCH = 16
_EXCHANGED = 0.3  # share of lines in which spans are exchanged
_KEPT_APART = 0.08  # share of lines that it is measured on


def _line(annotated: Annotated, kinds: str) -> Line | None:
    pieces = to_pieces(annotated.text)
    if not pieces.words:
        return None
    places = {label: i for i, label in enumerate(labels_of(kinds))}
    labels = [places[label] for label in to_labels(pieces.words, annotated.spans)]
    return Line(pieces, labels, MARKS.index(annotated.mark) if annotated.mark else 0)


def exchanged(line: Annotated, pool: dict[str, list[str]], rng: random.Random) -> Annotated:
    """The line with some of its spans' words taken from other lines."""
    text, spans, at = "", [], 0
    for span in line.spans:
        text += line.text[at : span.start]
        words = line.text[span.start : span.end]
        if span.kind in "ICH" and rng.random() < 0.5:  # noqa: PLR2004 - each second one
            words = rng.choice(pool[span.kind])
        spans.append(Span(len(text), len(text) + len(words), span.kind))
        text += words
        at = span.end
    return Annotated(text + line.text[at:], tuple(spans), line.mark)


def _batches(
    lines: dict[str, list[Annotated]], rng: random.Random
) -> Iterator[tuple[str, list[Line]]]:
    batches = []
    for what, own in lines.items():
        pool: dict[str, list[str]] = {kind: [] for kind in "ICH"}
        for one in own:
            for span in one.spans:
                if span.kind in pool:
                    pool[span.kind].append(one.text[span.start : span.end])
        seen = [exchanged(o, pool, rng) if rng.random() < _EXCHANGED else o for o in own]
        read = [r for one in seen if (r := _line(one, KINDS[what]))]
        read.sort(key=lambda r: len(r.pieces.ids) + rng.random() * 4)
        batches += [(what, read[i : i + _BATCH]) for i in range(0, len(read), _BATCH)]
    rng.shuffle(batches)
    yield from batches


def measure(weights: dict[str, Array], what: str, lines: Sequence[Annotated]) -> dict[str, float]:
    """Share of exact spans (F1, over all kinds), of lines with exact I and C, of right marks."""
    weights = {name: value.astype(np.float32) for name, value in weights.items()}
    network = open_quick(weights)
    chain = chain_of(weights, what.removesuffix("s"), KINDS[what])
    pieces = [to_pieces(line.text) for line in lines]
    counts: Counter[str] = Counter()
    for line, own, state in zip(lines, pieces, quick_states(network, pieces), strict=True):
        found = set(to_spans(own.words, chain.read(state.words)))
        wanted = set(to_spans(own.words, to_labels(own.words, line.spans)))
        counts["both"] += len(found & wanted)
        counts["either"] += len(found) + len(wanted)
        pair = [{s for s in spans if s.kind in "IC"} for spans in (found, wanted)]
        counts["pairs"] += pair[0] == pair[1]
        if line.mark:
            shares = mark_shares(weights, state.pooled)
            counts["marks"] += max(shares, key=shares.__getitem__) == line.mark
    return {
        "f1": 2 * counts["both"] / max(1, counts["either"]),
        "pairs": counts["pairs"] / len(lines),
        "marks": counts["marks"] / len(lines),
    }


@dataclass(frozen=True)
class _Lines:
    """Annotated lines to learn from, and those kept apart to measure on, by what they are."""

    learn: dict[str, list[Annotated]]
    kept: dict[str, list[Annotated]]


def _lines(rng: random.Random) -> _Lines:
    lines = _Lines({}, {})
    for what in KINDS:
        own = list(read_annotated(_DATA, what))
        rng.shuffle(own)
        cut = int(len(own) * _KEPT_APART)
        lines.kept[what], lines.learn[what] = own[:cut], own[cut:]
    return lines


def _optimizer(net: Net, rate: float) -> torch.optim.Optimizer:
    inner: list[nn.Parameter] = []
    heads: list[nn.Parameter] = []
    for name, parameter in net.named_parameters():
        if parameter.requires_grad:
            (inner if name.startswith("layers.") else heads).append(parameter)
    return torch.optim.AdamW(
        [{"params": inner, "lr": rate * 1.5e-3}, {"params": heads, "lr": rate * 5e-3}],
        weight_decay=0.01,
    )


def train(epochs: int, out: Path, *, start: Path | None = None, rate: float = 1.0) -> None:
    """Learn, measure on the lines kept apart after each epoch, and write the weights.

    Args:
        epochs: Passes over the lines.
        out: Where the weights go.
        start: Weights to go on from; None begins anew.
        rate: Factor on the pace of learning.
    """
    torch.manual_seed(SEED)
    torch.set_num_threads(1)
    rng = random.Random(SEED)  # noqa: S311 - no secret
    model = open_model()
    net = Net(model)
    if start is not None:
        net.take(start)
    lines = _lines(rng)
    optimizer = _optimizer(net, rate)
    steps = epochs * sum(math.ceil(len(own) / _BATCH) for own in lines.learn.values())
    pace = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min(1, step / 60) * max(0.02, 1 - step / steps)
    )
    for epoch in range(epochs):
        net.train()
        for what, batch in _batches(lines.learn, rng):
            optimizer.zero_grad()
            loss = net.loss(batch, what)
            loss.backward()  # type: ignore[no-untyped-call]  # not annotated there
            nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            optimizer.step()
            pace.step()
        net.eval()
        np.savez_compressed(out, **net.weights())  # type: ignore[arg-type]
        _report(
            epoch, {what: measure(net.weights(), what, own) for what, own in lines.kept.items()}
        )


def _report(epoch: int, told: Mapping[str, Mapping[str, float]]) -> None:
    for what, values in told.items():
        row = ", ".join(f"{name} {value:.3f}" for name, value in values.items())
        sys.stdout.write(f"epoch {epoch + 1}: {what}: {row}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--epochs", type=int, default=8)
    parser.add_argument("--out", type=Path, default=Path(__file__).with_name("weights.npz"))
    parser.add_argument("--start", type=Path)
    parser.add_argument("--rate", type=float, default=1.0)
    given = parser.parse_args()
    train(given.epochs, given.out, start=given.start, rate=given.rate)
