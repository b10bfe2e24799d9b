"""What "treatment of X with Y" and "agents to lower Z" name."""

import re

from ingest.statements.names import interventions_of
from ingest.statements.phrases import clean, split_list
from ingest.statements.slot_parts import Parts

# "treatment of X with Y" is Y for X; bare "treatment of X" keeps its object, else nothing would
# tell what is meant
_TREATMENT_OF = re.compile(
    r"^\s*(?:(?:the|any|all)\s+)?(?:(?:surgical|medical|pharmacologic(?:al)?|drug|operative|"
    r"endoscopic|laser|conservative|cosmetic)\s+)?(?:treatment|treating|managing|"
    r"management|control(?=\s+of\b.*\s(?:with|by|using)\s))\s+(?:of\s+)"
    r"?(?P<what>(?!(?:with|by|using)\b)(?:[\w'’ .-]|\([^()]*\))+?)(?:\s+(?:with|by|"
    r"using)\s+(?P<with>.+))?$",
    re.IGNORECASE | re.DOTALL,
)

# "treatment of X by any method, including A and B": A and B too
_ANY_WAY = re.compile(
    r"\s+(?:by|using|with) any (?:method|means|technique|modality)s?\b"
    r"(?:,?\s+(?:including|such as)\s+(?P<what>[^;:.]+?))?,?\s*$",
    re.IGNORECASE,
)

# "agents to lower serum urate": what they do is their name, and no aim of theirs
_NAMED_BY_ACT = re.compile(
    r"^\W*(?:(?:(?:the )?use of|using|offering|giving|prescribing) )?(?P<what>(?:agents?|drugs?|"
    r"medications?|medicines?|therap(?:y|ies)|treatments?|interventions?) to "
    r"(?:lower|reduce|suppress|raise) "
    r"(?!(?:the )?(?:risks?|rates?|pain|symptoms?|mortality|number|need|use|likelihood|severity)\b)"
    r"(?:[\w-]+ ?){1,5}?)(?=\s*(?:$|[,.;(]|\b(?:in|for|among|to|when|if)\b))",
    re.IGNORECASE,
)


def act_in_front(text: str) -> tuple[str, str]:
    """A thing that is named by what it does, and what stands behind it; ("", text) for others."""
    found = _NAMED_BY_ACT.match(text)
    return (found["what"].strip(), text[found.end() :]) if found else ("", text)


def by_aim(head: str, parts: Parts) -> tuple[tuple[str, ...], str]:
    """What "treatment of X" names where no "with Y" names it, and the head that is left."""
    any_way = _ANY_WAY.search(head)
    head = head[: any_way.start()] if any_way else head
    named: tuple[str, ...] = ()
    if treated := _TREATMENT_OF.match(head):
        named = () if treated.group("with") else (clean(head),)
        head = treated.group("with") or ""
        what = clean(treated.group("what"))
        parts.aims.append(tuple(dict.fromkeys((*split_list(what), what))))
    if any_way and any_way["what"]:
        named = (*(named or interventions_of(head)), *interventions_of(any_way["what"]))
    return named, head


_BY_MEANS = re.compile(
    r"^\s*(?:exclude|confirm|detect|diagnose|identify|evaluate|assess|rule out|establish)\s+"
    r"(?P<what>[^.;,]{3,80}?)(?P<aside>,[^.;,]{3,60},)?,?\s+(?:using|by means of)\s+"
    r"(?P<how>[^.;,]+?)(?P<rest>\s+(?:before|prior to|after|if|when|in|at)\b.*|\s*[.,;].*)?\s*$",
    re.IGNORECASE | re.DOTALL,
)


def by_means(text: str) -> str:
    """Rule: "exclude X using Y in Z" looks for X by Y: "Y for X in Z"."""
    found = _BY_MEANS.match(text)
    if found is None:
        return text
    rest = found["rest"] or ""
    kept = "" if re.match(r"\s+(?:before|prior to|after)\b", rest, re.IGNORECASE) else rest
    return f" {found['how']} for {found['what']}{kept}"
