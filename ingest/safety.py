"""Text that tries to instruct whoever reads it.

Flagged for the editor, never obeyed, never removed.
"""

import re
from typing import Protocol

from ingest.look_alikes import plain_letters
from ingest.models import Flag

_DETAIL_LENGTH = 200
_MAX_FLAGS = 20

# What is matched, as (name, pattern). Sources: OWASP Top 10 for LLM applications 2025, LLM01; each
# tested with a text that
# must match and, in tests/unit/test_safety.py, with clinical prose that must not.
INSTRUCTION_PATTERNS: tuple[tuple[str, str], ...] = (
    (
        "override",
        r"\b(?:ignore|disregard|forget|override|bypass)\b[^.\n]{0,40}\b(?:previous|prior|above"
        r"|earlier|preceding|all|any|your|the"
        r" other|system)\b[^.\n]{0,40}\b(?:instructions?|prompts?|rules|directions|context"
        r"|guardrails|sources|documents)\b",
    ),
    (
        "override",  # the same in Spanish, Portuguese, Italian, French, German
        r"\b(?:ignor|olvid|desconsider|oubli|dimentic|vergess|vergiss|missacht)\w*\b[^.\n]{0,40}"
        r"\b(?:instrucciones|instru[cç][oõ]es|istruzioni|consignes|r[eè]gles|reglas"
        r"|instructions (?:pr[ée]c[ée]dentes|ci-dessus|ant[ée]rieures)"
        r"|regras|regole|anweisungen|regeln|instruktionen)\b",
    ),
    ("override", r"игнориру\w*[^.\n]{0,40}(?:инструкци|правил|указани)\w*"),
    ("override", r"(?:忽略|无视|忽視|無視)[^。\n]{0,20}(?:指令|指示|规则|規則|命令)"),
    (
        "verdict",
        r"\bas (?:the|your|a|an) (?:\w+ ){0,2}(?:reviewer|director|adjudicator|administrator)\b"
        r"[^.\n]{0,40}\bI (?:have |hereby )?(?:approve|authori[sz]e|overrule|grant)\w*",
    ),
    (
        "role",
        r"\byou are (?:now|no longer)\b(?! (?:eligible|covered|enrolled|at|in|able|ready|due))",
    ),
    (
        "role",
        r"\b(?:act|behave|respond|pretend) as (?:if you were |though you were )?(?:an? "
        r")?(?:unrestricted|jailbroken|dan\b|ai|assistant)",
    ),
    ("prompt", r"\b(?:system|developer|hidden) (?:prompt|message|instructions?)\b"),
    ("prompt", r"<\|?(?:im_start|im_end|system|endoftext)\|?>|\[/?INST\]|<<SYS>>"),
    ("prompt", r"(?m)^[^\S\n]*(?:system|assistant)\s*:\s*\S"),
    (
        "model",
        r"\b(?:AI|language|LLM) (?:model|assistant|system|reviewer"
        r"|agent)s?\b[^.\n]{0,40}\b(?:must|should|shall|is to|are to|please)\b",
    ),
    (
        "model",
        r"\b(?:note|attention|message|instructions?)\b[^.\n]{0,20}\b(?:to|for) (?:the |any |all "
        r")?(?:AI|LLM|chatbot|language model|assistant)s?\b",
    ),
    (
        "verdict",
        r"\b(?:the )?(?:reviewer|system|assistant|model|tool|algorithm|evaluator"
        r"|answer)s?\b[^.\n]{0,25}\b(?:must|should|shall|has to|have to|is"
        r" required to)\b[^.\n]{0,30}\b(?:always |only )?(?:approve|authorize|say|answer"
        r"|respond with|reply|output|conclude|state that|return)\b",
    ),
    (
        "verdict",
        r"\b(?:always|only) (?:answer|reply|respond|output|say"
        r"|return)\b[^.\n]{0,60}\b(?:necessary|approved?|yes|covered)\b",
    ),
    (
        "verdict",
        r"\b(?:answer|verdict|decision)\b[^.\n]{0,15}\b(?:must|should) "
        r"be\b[^.\n]{0,20}\b(?:necessary|approved?|yes|covered)\b",
    ),
    (
        "secrecy",
        r"\bdo not (?:reveal|disclose|mention|tell|show)\b[^.\n]{0,30}\b(?:this (?:instruction"
        r"|prompt|text|message)|the user|these instructions)\b",
    ),
    (
        "secrecy",
        r"\b(?:reveal|print|repeat|exfiltrate|send|leak)\b[^.\n]{0,30}\b(?:system prompt|api key"
        r"|credentials|secrets?|environment variables)\b",
    ),
    (
        "encoded",
        r"(?<![\w/+.-])(?=[A-Za-z0-9+/]*[0-9])(?=[A-Za-z0-9+/]*[a-z])(?=[A-Za-z0-9+/]*[A-Z])[A-Z"
        r"a-z0-9+/]{80,}={0,2}(?![\w/+.-])",
    ),
)
_COMPILED = tuple(
    (name, re.compile(pattern, re.IGNORECASE))
    for name, pattern in INSTRUCTION_PATTERNS
    if name != "encoded"
) + tuple(
    (name, re.compile(pattern)) for name, pattern in INSTRUCTION_PATTERNS if name == "encoded"
)


class _PagedText(Protocol):
    @property
    def text(self) -> str: ...
    @property
    def page_starts(self) -> tuple[int, ...]: ...


def find_instructions(text: str) -> tuple[tuple[str, int, int], ...]:
    """(name of the pattern, char_start, char_end) of each run that speaks to a reader who obeys.

    In order.
    """
    read = plain_letters(text)
    found = [
        (name, match.start(), match.end())
        for name, pattern in _COMPILED
        for match in pattern.finditer(read)
    ]
    return tuple(sorted(found, key=lambda item: item[1]))


def instruction_flags(document: _PagedText) -> tuple[Flag, ...]:
    """One flag for each run found, at most twenty."""
    flags = []
    for name, start, end in find_instructions(document.text)[:_MAX_FLAGS]:
        page = sum(begin <= start for begin in document.page_starts) or None
        around = document.text[start:end].replace("\n", " ")
        flags.append(
            Flag(kind="instruction", detail=f"{name}: {around}"[:_DETAIL_LENGTH], page=page)
        )
    return tuple(flags)
