"""Verdicts of all sets with intervals; likeness of phrases by threshold; lead quotes on cpgqa.

    .venv/bin/python benchmarks/verdicts.py sets LOG        tables of a log of guideline-evals run
    .venv/bin/python benchmarks/verdicts.py curve           writes docs/phrase-similarity.svg
    .venv/bin/python benchmarks/verdicts.py quotes FOLDER   a BEIR folder with one gold passage each

The held-out cases are counted and never listed.
"""

import argparse
import json
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import combinations
from pathlib import Path

import numpy as np

# benchmarks/ingest.py has the name of the package: the project's folder, not this one, comes first.
ROOT = Path(__file__).resolve().parents[1]
sys.path[0] = str(ROOT)

from app.contrasts import contradict  # noqa: E402
from app.models import SectionName  # noqa: E402
from app.phrase_models import Relation  # noqa: E402
from app.phrase_relation import MIN_PHRASE_SIMILARITY, PhraseMatcher  # noqa: E402
from app.pipeline import open_pipeline  # noqa: E402
from evals.models import Outcome  # noqa: E402
from evals.run import read_run  # noqa: E402
from evals.stats import wilson  # noqa: E402
from ingest.build import build  # noqa: E402
from ingest.embed import Encoder, open_encoder  # noqa: E402
from ingest.settings import load_settings  # noqa: E402
from ingest.terms import Concept, Terms  # noqa: E402
from ingest.terms_file import load_terms  # noqa: E402

PLOT = ROOT / "docs" / "phrase-similarity.svg"
THRESHOLDS = tuple(round(0.50 + 0.05 * i, 2) for i in range(10))
N_LEAD_QUOTES = 2
Pair = tuple[str, str, str]  # kind, asked, spoken


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=("sets", "curve", "quotes"))
    parser.add_argument("path", nargs="?", type=Path)
    chosen = parser.parse_args()
    if chosen.what == "curve":
        show_curve()
    elif chosen.path is None:
        parser.error("a log or a folder is needed")
    elif chosen.what == "sets":
        show_sets(read_run(chosen.path).outcomes)
    else:
        show_quotes(chosen.path)


def say(text: str = "") -> None:
    sys.stdout.write(f"{text}\n")


# --- sets -----------------------------------------------------------------------------------------


def show_sets(outcomes: Sequence[Outcome]) -> None:
    """Accuracy with its interval, and the confusion matrix of each set."""
    sets: dict[str, list[Outcome]] = defaultdict(list)
    for outcome in outcomes:
        sets[_set_of(outcome)].append(outcome)
    say("| set | n | right | 95 % interval | opposite |\n|---|---|---|---|---|")
    for name, rows in sorted(sets.items()):
        right = sum(_right(row) for row in rows)
        found = wilson(right, len(rows))
        interval = f"{found.low:.3f} to {found.high:.3f}" if found else "none"
        opposite = sum(_side(row.expected) * _side(row.got) < 0 for row in rows)
        say(f"| {name} | {len(rows)} | {right} | {interval} | {opposite} |")
    for name, rows in sorted(sets.items()):
        if "held" not in name:
            _show_confusion(name, rows)


def _set_of(outcome: Outcome) -> str:
    if "labelled" in outcome.tags:
        return "vadod: labelled"
    file = outcome.place.partition(":")[0].removesuffix(".toml")
    return (
        f"{outcome.corpus}: {file}" if outcome.corpus in {"vadod", "medicare"} else outcome.corpus
    )


def _right(outcome: Outcome) -> bool:
    return outcome.got == outcome.expected or outcome.got in outcome.accepted


def _side(verdict: str | None) -> int:
    return {"necessary": 1, "conditional": 1, "not_necessary": -1}.get(verdict or "", 0)


def _show_confusion(name: str, rows: Iterable[Outcome]) -> None:
    counts = Counter((str(r.expected or "none"), str(r.got or "none")) for r in rows)
    expected, got = sorted({e for e, _ in counts}), sorted({g for _, g in counts})
    say(f"\n{name}\n\n| expected \\ got | {' | '.join(got)} |\n|---|{'---|' * len(got)}")
    for e in expected:
        say(f"| {e} | {' | '.join(str(counts[e, g] or '') for g in got)} |")


# --- likeness of phrases --------------------------------------------------------------------------


def show_curve() -> None:
    """Shares of pairs of one meaning and of siblings that reach each threshold."""
    settings = load_settings()
    encoder = open_encoder(settings.encoder_name, settings.embed_precision)
    terms = load_terms(ROOT / "corpus" / "terms")
    same, siblings = pairs_of(terms)
    table = []
    cosines = _cosines([*same, *siblings], encoder)
    for threshold in THRESHOLDS:
        hits = sum(c >= threshold for c in cosines[: len(same)])
        false = sum(c >= threshold for c in cosines[len(same) :])
        table.append((threshold, hits / len(same), false / len(siblings)))
    say(f"{len(same)} pairs of one meaning, {len(siblings)} of siblings, the guards passed")
    say("| threshold | one meaning | siblings |\n|---|---|---|")
    for threshold, hit, false in table:
        mark = " (in use)" if threshold == MIN_PHRASE_SIMILARITY else ""
        say(f"| {threshold:.2f}{mark} | {hit:.3f} | {false:.3f} |")
    PLOT.write_text(_svg(table), encoding="utf-8")


def pairs_of(terms: Terms) -> tuple[list[Pair], list[Pair]]:
    """Names of one concept, and names of two concepts of one class, where the encoder may speak.

    The concepts are hidden from the matcher: it sees phrases as nobody has listed them.
    """
    blind = PhraseMatcher(Terms())
    same = [
        (c.kind, a, b) for c in terms.concepts.values() for a, b in combinations(c.names[:4], 2)
    ]
    members: dict[str, list[Concept]] = defaultdict(list)
    for concept in terms.concepts.values():
        for parent in concept.broader:
            members[parent].append(concept)
    siblings = [
        (a.kind, a.name, b.name)
        for group in members.values()
        for a, b in combinations(group, 2)
        if a.kind == b.kind
    ]
    return _where_it_speaks(same, blind), _where_it_speaks(siblings, blind)


def _where_it_speaks(pairs: Iterable[Pair], matcher: PhraseMatcher) -> list[Pair]:
    """Pairs on which neither words nor guards have the say."""
    found = []
    for kind, left, right in pairs:
        asked, spoken = matcher.prepare(left, kind), matcher.prepare(right, kind)
        if (
            matcher.match(asked, spoken).relation is Relation.NONE
            and not contradict(asked, spoken)
            and not matcher.guarded(asked, spoken)
        ):
            found.append((kind, left, right))
    return found


def _cosines(pairs: Sequence[Pair], encoder: Encoder) -> list[float]:
    texts = sorted({text for _, a, b in pairs for text in (a, b)})
    rows = dict(zip(texts, encoder.encode(texts), strict=True))
    return [float(np.dot(rows[a], rows[b])) for _, a, b in pairs]


def _svg(table: Sequence[tuple[float, float, float]]) -> str:
    """Two lines over the threshold: hits and false hits, both from 0 to 1."""

    def line(column: int) -> str:
        return " ".join(f"{60 + (r[0] - 0.5) * 800:.0f},{260 - r[column] * 240:.0f}" for r in table)

    ticks = "".join(
        f'<text x="{60 + (r[0] - 0.5) * 800:.0f}" y="280">{r[0]:.2f}</text>' for r in table
    )
    at = 60 + (MIN_PHRASE_SIMILARITY - 0.5) * 800
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" width="480" height="310" font-size="11" '
        'font-family="sans-serif" text-anchor="middle"><rect width="480" height="310" fill="#fff"/>'
        f'<polyline points="{line(1)}" fill="none" stroke="#1a7f37" stroke-width="2"/>'
        f'<polyline points="{line(2)}" fill="none" stroke="#cf222e" stroke-width="2"/>'
        f'<line x1="{at:.0f}" x2="{at:.0f}" y1="20" y2="260" stroke="#888" stroke-dasharray="4"/>'
        f'<line x1="60" x2="430" y1="260" y2="260" stroke="#000"/>{ticks}'
        '<text x="30" y="24">1</text><text x="30" y="264">0</text>'
        '<text x="245" y="300">cosine from which two phrases count as one</text>'
        '<text x="300" y="40" fill="#1a7f37">names of one thing</text>'
        '<text x="300" y="56" fill="#cf222e">names of siblings</text></svg>\n'
    )


# --- lead quotes ----------------------------------------------------------------------------------


def show_quotes(folder: Path) -> None:
    """How often the gold passage is among the lead quotes, each passage being a document."""
    settings = load_settings()
    corpus = _rows(folder / "corpus.jsonl")
    queries = {row["_id"]: row["text"] for row in _rows(folder / "queries.jsonl")}
    gold = defaultdict(set)
    for line in (folder / "qrels.tsv").read_text(encoding="utf-8").splitlines()[1:]:
        query_id, doc_id, grade = line.split("\t")
        if int(grade) > 0:
            gold[query_id].add(f"p-{doc_id}".lower())
    with tempfile.TemporaryDirectory() as work:
        documents, index = Path(work) / "documents", Path(work) / "index"
        documents.mkdir()
        for row in corpus:
            name = f"p-{row['_id']}".lower()
            front = f"---\nid: {name}\ntitle: {row.get('title') or name}\nkind: guideline\n---\n\n"
            (documents / f"{name}.md").write_text(front + row["text"] + "\n", encoding="utf-8")
        build([documents], index, settings)
        pipeline = open_pipeline(settings, index_dir=index)
        hits = shown = 0
        for query_id, text in queries.items():
            leads = [c for c in pipeline.answer(text).claims if c.section is SectionName.ANSWER]
            found = [x.doc_id.lower() for c in leads[:N_LEAD_QUOTES] for x in c.citations]
            shown += bool(found)
            hits += bool(gold[query_id] & set(found))
    interval = wilson(hits, len(queries))
    say(
        f"{hits} of {len(queries)}"
        + (
            f" ({interval.value:.3f}, {interval.low:.3f} to {interval.high:.3f})"
            if interval
            else ""
        )
        + f"; {shown} with a lead quote"
    )


def _rows(path: Path) -> list[dict[str, str]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]


if __name__ == "__main__":
    main()
