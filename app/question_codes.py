"""Codes of a question: they are conditions (ICD-10-CM) and interventions (HCPCS, CPT) too."""

import re
from collections.abc import Container, Sequence
from dataclasses import replace

from app.question_models import Phrase, Question, Reading, Target
from ingest.codes import CodeMention, description, excludes1, spot_codes
from ingest.lexis import is_generic, key_stems, squash, words
from ingest.statements.phrases import clean, parenthetical
from ingest.terms import Terms

_CODE_SYSTEM = re.compile(
    r"\bICD(?:[- ]?(?:9|10|11))?(?:[- ]?(?:CM|PCS))?:?\s+"
    r"(?:(?:diagnosis|diagnostic|dx)\s+)?codes?\b"
    r"|\bICD[- ]?(?:9|10|11)(?:[- ]?(?:CM|PCS))?\b",
    re.IGNORECASE,
)


def code_systems_apart(text: str) -> str:
    """The text in which "ICD-10" is no more than "code": read alone, ICD is a defibrillator."""
    return _CODE_SYSTEM.sub("code", text)


def with_dots(text: str) -> tuple[str, tuple[tuple[str, str], ...]]:
    """The text with the dots of its ICD-10-CM codes ("G6181"), and what was changed.

    Returns:
        The text, and the changes, each (as typed, as read).
    """
    changes: list[tuple[str, str]] = []
    for mention in reversed(spot_codes(text, loose=True)):
        typed = text[mention.start : mention.end]
        if mention.system == "icd10cm" and "." not in typed and "." in mention.code:
            text = text[: mention.start] + mention.code + text[mention.end :]
            changes.append((typed, mention.code))
    return text, tuple(changes)


def codes_apart(text: str, codes: Sequence[CodeMention]) -> str:
    """The text with each diagnosis code led in by "for": it is a condition however it is led in.

    "82306 with diagnosis E21.4" is read as "82306 for E21.4".
    """
    out = text
    for mention in codes:
        if mention.system == "icd10cm":
            shape = re.escape(mention.code).replace("\\.", "\\.?")
            out = re.sub(
                r"(?:\b(?:with|for|dx|having)\s+)?(?:\b(?:the\s+)?(?:diagnosis|dx"
                rf"|icd(?:-?10)?(?:-cm)?|code)s?\s*(?:code|of|is)?[:\s]+)+({shape})\b",
                r"for \1",
                out,
                flags=re.IGNORECASE,
            )
    return out


_FIVE_DIGITS = re.compile(
    r"(?<![\w.,$#/-])\d{5}(?![\w%/-]|[.,]\d|\s*(?:mg|mcg|units?|iu|ml|dollars))"
)


def all_codes(text: str, terms: Terms, printed: Container[str]) -> tuple[CodeMention, ...]:
    """The codes of a question.

    Five digits that stand alone ("15830 after gastric bypass") are one where the terms know it or
    a document prints it.
    """
    known = spot_codes(text, loose=True)
    taken = {mention.start for mention in known}

    def known_code(code: str) -> bool:
        return code in printed or bool(terms.of_code(code))

    bare = (m for m in _FIVE_DIGITS.finditer(text) if m.start() not in taken)
    return (
        *known,
        *(CodeMention(m.group(), "cpt", *m.span()) for m in bare if known_code(m.group())),
    )


def with_codes(question: Question, terms: Terms) -> Question:
    """Codes become conditions (ICD-10-CM) and interventions (HCPCS, CPT).

    A code beside a name that disagrees with it is answered too.
    """
    icd = [m.code for m in question.codes if m.system == "icd10cm"]
    other = [m.code for m in question.codes if m.system != "icd10cm"]
    targets = [_coded(target, question, terms) for target in question.targets]
    flat = [t for group in targets for t in group]
    covered = {code for t in flat for code in t.condition.codes} | {
        code for t in flat for s in t.settings for code in s.codes
    }
    flat.extend(Target(_code_phrase(code, terms)) for code in icd if code not in covered)
    interventions = [
        replace(
            p, concepts=p.concepts | frozenset(c for code in p.codes for c in terms.of_code(code))
        )
        for p in question.interventions
        if not (p.codes and p.codes[0] in icd and len(words(p.text)) == 1)
    ]
    held = {code for p in interventions for code in p.codes}
    interventions.extend(
        Phrase(code, frozenset(terms.of_code(code)), (code,)) for code in other if code not in held
    )
    merged = _merged_targets(flat)
    others = tuple(Reading(r.interventions, merged) if icd else r for r in question.others)
    return replace(
        question,
        targets=merged,
        interventions=_merged(interventions),
        others=() if other else tuple(dict.fromkeys(others)),
    )


def _merged(phrases: Sequence[Phrase]) -> tuple[Phrase, ...]:
    """Phrases that name the same concepts are one ("Privigen (immune globulin)")."""
    kept: dict[object, Phrase] = {}
    for phrase in phrases:
        key: object = phrase.concepts or squash(phrase.text)
        if key in kept:
            kept[key] = replace(
                kept[key],
                codes=tuple(dict.fromkeys([*kept[key].codes, *phrase.codes])),
                extra=tuple(dict.fromkeys([*kept[key].extra, *phrase.extra])),
            )
        else:
            kept[key] = phrase
    return tuple(kept.values())


def _merged_targets(targets: Sequence[Target]) -> tuple[Target, ...]:
    """A condition and a code that name the same concept are one target."""
    kept: dict[object, Target] = {}
    for target in targets:
        key: object = (target.condition.concepts or squash(target.condition.text), target.settings)
        if key in kept:
            (one,) = _merged(
                [
                    kept[key].condition,
                    replace(
                        target.condition,
                        concepts=kept[key].condition.concepts,
                        text=kept[key].condition.text,
                    ),
                ]
            )
            kept[key] = replace(kept[key], condition=one)
        else:
            kept[key] = target
    return tuple(kept.values())


def _code_phrase(code: str, terms: Terms) -> Phrase:
    meaning = description(code)
    return Phrase(code, frozenset(terms.of_code(code)), (code,), (meaning,) if meaning else ())


# Who is asked about, beside a code, is no further condition: "D84.9 in a 45-year-old".
_ILLNESS = re.compile(
    r"\b(?:in|for|of|with|an?|the|this|my|our|\d+[- ]?(?:year|yr|month|week|day)s?[- ]?old"
    r"|\d+\s*y/?o"
    r"|\d+[MF]|patients?|adults?|man|men|woman|women|male|female|child|children|boy|girl|infant"
    r"|member|veteran|person)\b",
    re.IGNORECASE,
)


def _coded(target: Target, question: Question, terms: Terms) -> list[Target]:
    phrase = target.condition
    codes = [
        c
        for c in phrase.codes
        if any(m.code == c and m.system == "icd10cm" for m in question.codes)
    ]
    if not codes:
        return [target]
    named = clean(
        re.sub("|".join(re.escape(m) for m in _as_written(phrase.text, codes)), " ", phrase.text)
    )
    named, _ = parenthetical(named)
    if (
        not words(named)
        or is_generic(named)
        or re.fullmatch(r"(?:icd\W*\d*|dx|code|diagnosis|codes)\W*", named, re.IGNORECASE)
        or not _ILLNESS.sub(" ", named).strip()
    ):
        return [Target(_code_phrase(code, terms), target.settings) for code in codes]
    concepts = frozenset(c for c in phrase.concepts)
    coded = frozenset(c for code in codes for c in terms.of_code(code))
    meanings = tuple(d for code in codes if (d := description(code)))
    agree = (
        bool(concepts & coded)
        or any(
            key_stems(named) & key_stems(meaning)
            and (key_stems(named) <= key_stems(meaning) or key_stems(meaning) <= key_stems(named))
            for meaning in meanings
        )
        or not meanings
    )
    excluded = any(
        key_stems(named) <= key_stems(note) for code in codes for note in excludes1(code)
    )
    if agree and not excluded:
        return [Target(Phrase(named, concepts | coded, tuple(codes), meanings), target.settings)]
    return [
        *(Target(_code_phrase(code, terms), target.settings) for code in codes),
        Target(Phrase(named, concepts - coded or concepts), target.settings),
    ]


def _as_written(text: str, codes: Sequence[str]) -> list[str]:
    return [text[m.start : m.end] for m in spot_codes(text, loose=True) if m.code in codes]


def excluded_hints(code: str, question: Question) -> list[str]:
    """Excludes1 as a hint: the question names what its own code excludes."""
    hints: list[str] = []
    for note in excludes1(code):
        head = re.sub(r"\s*\([^)]*\)\s*$", "", note)
        if any(
            key_stems(t.condition.text) == key_stems(head)
            for t in question.targets
            if t.condition.text != code
        ):
            hints.append(f"{code} excludes {note}: both were searched; which is meant?")
    return hints
