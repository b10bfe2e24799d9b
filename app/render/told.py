"""What is told of an Answer itself: how the question was understood, and why the verdict is so."""

import re

from app.models import Answer, CriterionRow, FindingState, PairVerdict
from app.names import listed
from app.render.marks import reference_marks
from app.render.words import FINDINGS, VERDICTS

_TAKEN = re.compile(r'^"(?P<asked>.+)" was taken as (?P<read>.+)$')
_WORD = re.compile(r"[a-z0-9]+")
# Notes on the asker's own files, by the name under which they stand beside what was understood.
ON_FILES = {"case_unread": "Not read", "policy_silent": "Policy", "policy_empty": "Policy"}
_RULE = re.compile(r"^(?P<name>[a-z]+(?:-[a-z]+)+): (?P<words>.+)$", re.DOTALL)


def understood_lines(answer: Answer) -> tuple[tuple[str, str], ...]:
    """What the question was taken to mean, as (name, words)."""
    meant = answer.understood
    meanings = {
        code: reading.partition(":")[2].strip()
        for code in meant.codes
        for reading in meant.readings
        if reading.startswith(f"{code}:")
    }
    coded = [f"{code} {meanings.get(code, '')}".strip() for code in meant.codes]
    readings = [r for r in meant.readings if r.partition(":")[0] not in meanings and _tells(r)]
    lines = [
        ("Intervention", "; ".join(meant.interventions)),
        ("Condition", "; ".join(meant.conditions)),
        ("Codes", "; ".join(coded)),
        ("Payer", meant.payer),
        ("Publisher", meant.publisher),
        ("Asked for", "" if meant.intent in {"verdict", "other"} else meant.intent),
        ("Stated facts", "; ".join(meant.facts)),
        ("Read as", "; ".join(readings)),
        *(("In doubt", doubt) for doubt in meant.doubts),
        *((ON_FILES[note.kind], note.text) for note in answer.notes if note.kind in ON_FILES),
    ]
    return tuple((name, words) for name, words in lines if words)


def _tells(reading: str) -> bool:
    """Whether a reading says more than the same words in another order."""
    found = _TAKEN.match(reading)
    if not found:
        return True
    asked, read = (set(_WORD.findall(text.lower())) for text in found.group("asked", "read"))
    return asked != read


def rule_words(rule: str) -> str:
    """A rule as a sentence, without the name by which the program knows it."""
    found = _RULE.match(rule)
    words = found.group("words") if found else rule
    return f"{words[:1].upper()}{words[1:].rstrip('.')}."


def why_lines(answer: Answer) -> tuple[str, ...]:
    """The rule that fired, how many Sources decide, what they rest on, and each further pair."""
    # Where nothing speaks to the one question, the reason says what the rule says, and more.
    is_told = answer.abstention is not None and answer.abstention.kind == "not-addressed"
    lines = [] if is_told and len(answer.verdicts) <= 1 else [*_rules(answer)]
    sources = {row.doc_id for row in answer.positions}
    deciding = len({row.doc_id for row in answer.positions if row.decides})
    if sources:
        shown = len(sources) - deciding
        decide = f"{deciding} source{'s decide' if deciding != 1 else ' decides'}"
        lines.append(f"{decide}, {shown} more shown." if shown else f"{decide}.")
    lines += _findings(answer)
    if answer.abstention is not None:
        lines.append(answer.abstention.reason)
    return tuple(dict.fromkeys(lines))


def _rules(answer: Answer) -> list[str]:
    """The rule alone for one pair; for several, what fired for whom, those alike together."""
    if len(answer.verdicts) <= 1:
        has_rule = answer.rule and (answer.verdict is not None or " " in answer.rule)
        return [rule_words(answer.rule)] if has_rule else []
    groups: dict[tuple[str, str, str], list[PairVerdict]] = {}
    for pair in answer.verdicts:
        word = VERDICTS[pair.verdict].word
        groups.setdefault((pair.intervention, word, pair.rule), []).append(pair)
    lines = []
    for (intervention, word, rule), pairs in groups.items():
        whom = listed([pair.condition for pair in pairs if pair.condition])
        about = " for ".join(part for part in (intervention, whom) if part)
        lines.append(f"{about}: {word}. {rule_words(rule)}" if about else rule_words(rule))
    return lines


def _findings(answer: Answer) -> list[str]:
    """How many criteria are met, not met and open; each that is not met in its own words."""
    if not answer.criteria:
        return []
    counts = [
        (state, sum(row.finding is state for row in answer.criteria)) for state in FindingState
    ]
    told = listed([f"{n} {FINDINGS[state].word}" for state, n in counts if n])
    lines = [f"Criteria of the deciding sources: {told}."]
    return lines + [_unmet(row, answer) for row in _unmet_rows(answer)]


def _unmet_rows(answer: Answer) -> list[CriterionRow]:
    """Unmet criteria that made a source speak against."""
    against = {row.unmet.quote for row in answer.positions if row.unmet is not None}
    return [
        row
        for row in answer.criteria
        if row.finding is FindingState.NOT_MET and any(row.text in quote for quote in against)
    ]


def _unmet(row: CriterionRow, answer: Answer) -> str:
    mark = reference_marks(answer).get(row.doc_id, "")
    because = f" The case says “{row.quote}”." if row.quote else ""
    return f"Not met {mark}: “{row.text}”.{because}".replace("  ", " ")
