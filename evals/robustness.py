"""The same question written otherwise: the verdict must not change.

Each variant is a Case of its own that is a paraphrase of the original, so that
`paraphrase_consistency` over its tag is the share of unchanged verdicts.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from evals.measured import Measure
from evals.measures import paraphrase_consistency
from evals.models import HELD_OUT, Case, Outcome

TAG = "robustness"
MIN_UNCHANGED_RATIO = 0.97
_CODE_WITH_DOT = re.compile(r"\b([A-TV-Z]\d[0-9A-Z])\.([0-9A-Z]{1,4})\b")
_WORD = re.compile(r"\b[a-z]{7,}\b")
_ENDS_AS_QUESTION = re.compile(r"[?.!\s]+$")
_MIN_WORDS_TO_TURN = 5
_MIN_PER_VARIANT = 12

# Facts that no rule of coverage asks for, so that none of them may move a verdict.
_STORY_BEFORE = (
    "Thank you for seeing this patient, whom I have known for many years and who came with a "
    "relative today. Appendix taken out as a child, seasonal hay fever, a sprained ankle last "
    "summer that healed well; the mother is alive and well, the father had his gallbladder out. "
    "Retired from an office, lives on the second floor, walks the dog every morning. At today's "
    "visit the vital signs were normal, heart and lungs without findings, abdomen soft. "
)
_STORY_AFTER = (
    " The family has read a great deal and would like to know soon. I would be glad of a short "
    "answer, as the clinic closes at five, and I am available by telephone. With kind regards."
)
_NOTE_BEFORE = (
    "Visit note. PMH: tonsils out at age 6, myopia, one kidney stone years ago. FH: grandfather "
    "lived to 92. SH: works as a teacher, swims twice a week, no pets. ROS: otherwise "
    "unremarkable.\nExam: well appearing, skin clear, gait normal.\nPlan: flu shot given, next "
    "routine visit in spring. "
)
_NOTE_AFTER = "\nCopy of this note to the front desk; portal message sent; thank you."
_IN_SENTENCE = r"(?:[^?.:;]|\.(?=\w))"
_ASKED = re.compile(
    rf"^(?P<verb>Is|Are|Does|Do|Would|Will|Should|Can|Could) (?P<what>{_IN_SENTENCE}+?) "
    rf"(?P<place>(?:for|in) {_IN_SENTENCE}+)\?\s*$"
)
_ASKS = re.compile(r"^(?:Is|Are|Does|Do|Would|Will|Should|Can|Could|What|Which|When)\b", re.I)
_PHRASE = r"(?:(?! - )[^?.:;,])"
_TERSE = re.compile(rf"^(?P<what>{_PHRASE}+?) (?:for|in) (?P<condition>{_PHRASE}+)\??\s*$")
_PEOPLE = MappingProxyType(
    {
        "patient": "patients",
        "adult": "adults",
        "child": "children",
        "woman": "women",
        "man": "men",
        "person": "people",
        "veteran": "veterans",
        "member": "members",
        "beneficiary": "beneficiaries",
    }
)
_ONE_PERSON = re.compile(
    r"(?<![\w-])(?:(?:an?|the|this|my) (?P<more>(?:[\w/-]+ ){0,2}?))?"
    rf"(?P<who>{'|'.join(_PEOPLE)})(?![\w-])",
    re.IGNORECASE,
)


def _upper(question: str) -> str:
    return question.upper()


def _typing_error(question: str) -> str:
    """Two neighbouring letters change places inside the longest ordinary word."""
    found = max(_WORD.finditer(question), key=lambda m: len(m.group()), default=None)
    if found is None:
        return question
    middle = (found.start() + found.end()) // 2
    return question[:middle] + question[middle + 1] + question[middle] + question[middle + 2 :]


def _code_without_dot(question: str) -> str:
    return _CODE_WITH_DOT.sub(r"\1\2", question)


def _no_question_mark(question: str) -> str:
    return _ENDS_AS_QUESTION.sub("", question)


def _spaces(question: str) -> str:
    return "  " + question.replace(" ", "  ") + " \n"


def _story(question: str) -> str:
    return f"{_STORY_BEFORE}{question}{_STORY_AFTER}"


def _chart_note(question: str) -> str:
    return f"{_NOTE_BEFORE}{question}{_NOTE_AFTER}"


def _please(question: str) -> str:
    return f"Quick question, please: {question}"


def _code_first(question: str) -> str:
    """Another order of words: a code that the question names is said first."""
    found = _CODE_WITH_DOT.search(question)
    if found is None or len(question.split()) < _MIN_WORDS_TO_TURN:
        return question
    return f"{found.group()}: {question}"


def _condition_first(question: str) -> str:
    """Another order of words: what it is for is said before what is asked for."""
    if asked := _ASKED.match(question):
        place = asked["place"]
        verb, what = asked["verb"].lower(), asked["what"]
        return f"{place[0].upper()}{place[1:]}, {verb} {what}?"
    if not _ASKS.match(question) and (terse := _TERSE.match(question)):
        return f"{terse['condition']}: {terse['what']}?"
    return question


def _plural(question: str) -> str:
    """Asked of many: "a patient with" becomes "patients with"."""
    return _ONE_PERSON.sub(
        lambda m: f"{m['more'] or ''}{_PEOPLE[m['who'].lower()]}", question, count=1
    )


VARIANTS: Mapping[str, Callable[[str], str]] = MappingProxyType(
    {
        "upper-case": _upper,
        "typing-error": _typing_error,
        "code-without-dot": _code_without_dot,
        "no-question-mark": _no_question_mark,
        "spaces": _spaces,
        "long-story": _story,
        "chart-note": _chart_note,
        "polite": _please,
        "code-first": _code_first,
        "condition-first": _condition_first,
        "plural": _plural,
    }
)


def variants(cases: Iterable[Case]) -> tuple[Case, ...]:
    """Each case with every variant that changes its question, as paraphrases of it."""
    return tuple(
        case.model_copy(
            update={
                "case_id": f"{case.case_id}.{name}",
                "question": question,
                "paraphrase_of": case.case_id,
                "tags": (TAG, name),
                "references": (),
                "decides": (),
                "must_say": (),
                "codes": {},
                "recommendation": "",
            }
        )
        for case in cases
        for name, change in VARIANTS.items()
        if (question := change(case.question)) != case.question
    )


def sample(cases: Sequence[Case], n: int) -> tuple[Case, ...]:
    """`n` cases evenly spread over the files, and what some kinds of variant need besides.

    Few questions name a code or a person; without more of them their variants would be measured
    over three or four. Held-out, labelled and paraphrasing cases are left out.
    """
    left_out = {HELD_OUT, "labelled"}
    shown = [c for c in cases if not left_out.intersection(c.tags) and not c.paraphrase_of]
    chosen = {case.case_id for case in _spread(shown, n)}
    for change in VARIANTS.values():
        fitting = [case for case in shown if change(case.question) != case.question]
        if sum(case.case_id in chosen for case in fitting) < min(n, _MIN_PER_VARIANT):
            chosen.update(case.case_id for case in _spread(fitting, min(n, _MIN_PER_VARIANT)))
    return tuple(case for case in shown if case.case_id in chosen)


def _spread(cases: Sequence[Case], n: int) -> tuple[Case, ...]:
    step = max(1, len(cases) // n)
    return tuple(cases[::step][:n])


def unchanged_verdicts(outcomes: Sequence[Outcome]) -> tuple[Measure, ...]:
    """Share of unchanged verdicts over all variants, then for each."""
    kinds = {TAG: TAG, **{name: name for name in VARIANTS}}
    found = []
    for name, tag in kinds.items():
        kept = [o for o in outcomes if not o.paraphrase_of or tag in o.tags]
        found.append(replace(paraphrase_consistency(kept), name=name))
    return tuple(found)


def is_robust(outcomes: Sequence[Outcome]) -> bool:
    """Whether enough verdicts stay as they are; nothing measured is not robust."""
    whole = unchanged_verdicts(outcomes)[0].value
    return whole is not None and whole >= MIN_UNCHANGED_RATIO
