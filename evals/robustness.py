"""The same question written otherwise: the verdict must not change.

Each variant is a Case of its own that is a paraphrase of the original, so that
`paraphrase_consistency` over its tag is the share of unchanged verdicts.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from evals.measures import Measure, paraphrase_consistency
from evals.models import Case, Outcome

TAG = "robustness"
MIN_UNCHANGED_RATIO = 0.97
_CODE_WITH_DOT = re.compile(r"\b([A-TV-Z]\d[0-9A-Z])\.([0-9A-Z]{1,4})\b")
_WORD = re.compile(r"\b[a-z]{7,}\b")
_ENDS_AS_QUESTION = re.compile(r"[?.!\s]+$")
_MIN_WORDS_TO_TURN = 5

_STORY_BEFORE = (
    "Dear colleague, thank you for seeing this patient, whom I have known for many years and who "
    "came with a relative today. "
)
_STORY_AFTER = (
    " I would be glad of a short answer, as the clinic closes at five. With kind regards."
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


def _please(question: str) -> str:
    return f"Quick question, please: {question}"


def _code_first(question: str) -> str:
    """Another order of words: a code that the question names is said first."""
    found = _CODE_WITH_DOT.search(question)
    if found is None or len(question.split()) < _MIN_WORDS_TO_TURN:
        return question
    return f"{found.group()}: {question}"


VARIANTS: Mapping[str, Callable[[str], str]] = MappingProxyType(
    {
        "upper-case": _upper,
        "typing-error": _typing_error,
        "code-without-dot": _code_without_dot,
        "no-question-mark": _no_question_mark,
        "spaces": _spaces,
        "long-story": _story,
        "polite": _please,
        "code-first": _code_first,
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
    """Up to `n` cases, evenly spread over the files, none of them held out."""
    shown = [case for case in cases if "held-out" not in case.tags and not case.paraphrase_of]
    step = max(1, len(shown) // n)
    return tuple(shown[::step][:n])


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
