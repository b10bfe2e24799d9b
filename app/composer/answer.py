"""An extractive Answer with the sentences of a model that passed; its verdict stays as it is."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.composer.checks import Checker
from app.composer.events import Stage, Told, Watch
from app.composer.given import Drawer, batches, drawer
from app.composer.readings import (
    CONCLUSION,
    READINGS,
    conclusion_task,
    leaves_task,
    reading_claims,
)
from app.composer.tasks import Result, Sentence, Task, run_tasks
from app.composer.write import Writer
from app.llm_models import ChatModel, Control
from app.material import Material
from app.models import Answer, Claim, ModelUse, Note, Verdict
from app.wording import counted, note

# What went wrong, as the one line of an Answer says it.
_WHY = {
    "access": "could not be used",
    "timeout": "could not be reached or did not answer in time",
    "form": "did not answer in the form that was asked for",
    "refused": "refused to answer",
    "budget": "would have gone over the budget of one answer",
    "stopped": "was stopped",
    "unavailable": "could not be reached",
}


@dataclass(frozen=True, slots=True)
class Composer:
    """Who writes, and what lets a sentence pass.

    Attributes:
        model: The language model.
        checker: The checks.
        statements: Statements that are put into one request.
        parallel: Requests at once.
    """

    model: ChatModel
    checker: Checker
    statements: int = 1
    parallel: int = 4

    def compose(self, answer: Answer, material: Material, control: Control, watch: Watch) -> Answer:
        """The Answer with sentences of the model; the extractive one where there are none."""
        drawn = drawer(answer.claims, material, takes_case=self.model.takes_case_text)
        watch.tell(Told(Stage.WRITING, of=len(drawn.items)))
        writer = Writer(self.model, self.checker, control)
        tasks = [writer.task(batch) for batch in batches(drawn.items, self.statements)]
        tasks.extend(self._readings(answer, material, control))
        result = run_tasks(tasks, control, watch, parallel=self.parallel) if tasks else Result()
        claims = _claims(answer.claims, drawn, result.sentences)
        claims += tuple(_of_case(result, material))
        use = _use(self.model, result, drawn, answer, control)
        return answer.model_copy(
            update={
                "claims": claims,
                "model": use,
                "composer": self.model.name if result.sentences else answer.composer,
                "notes": (*answer.notes, *_notes(use, result, drawn)),
            }
        )

    def _readings(self, answer: Answer, material: Material, control: Control) -> Iterator[Task]:
        texts = material.brought.texts
        if texts and self.model.takes_case_text:
            leaves = leaves_task(answer.criteria, texts, self.model, control)
            if leaves is not None:
                yield leaves
        conclusion = conclusion_task(answer, self.model, control)
        if conclusion is not None:
            yield conclusion


def _claims(
    claims: Sequence[Claim], drawn: Drawer, sentences: Sequence[Sentence]
) -> tuple[Claim, ...]:
    """The claims in their order, each in the model's words where a sentence carries it.

    A sentence over several Statements stands once in a section, with the citations of all.
    """
    by_item = {id(item): sentence for sentence in sentences for item in sentence.items}
    found: list[Claim] = []
    said: dict[tuple[object, int], int] = {}
    for claim in claims:
        item = drawn.of(claim)
        sentence = by_item.get(id(item)) if item is not None else None
        if sentence is None:
            found.append(claim)
            continue
        place = (claim.section, id(sentence))
        if place in said:
            first = found[said[place]]
            citations = tuple(dict.fromkeys((*first.citations, *claim.citations)))
            found[said[place]] = first.model_copy(update={"citations": citations})
            continue
        said[place] = len(found)
        found.append(claim.model_copy(update={"text": sentence.text}))
    return tuple(found)


def _of_case(result: Result, material: Material) -> Iterator[Claim]:
    read = result.extra.get(READINGS)
    if isinstance(read, list):
        brought = material.brought
        passages = tuple(brought.passages.values())
        yield from reading_claims(read, brought.texts, passages, material.shelf)


def _use(
    model: ChatModel, result: Result, drawn: Drawer, answer: Answer, control: Control
) -> ModelUse:
    concluded = result.extra.get(CONCLUSION)
    theirs = concluded if isinstance(concluded, Verdict) else None
    written = {id(item) for sentence in result.sentences for item in sentence.items}
    return ModelUse(
        name=model.name,
        host=model.host,
        n_statements=len(drawn.items),
        n_written=len(written),
        n_refused=result.n_refused,
        n_repaired=result.n_repaired,
        withheld=tuple(fault.value for fault in result.withheld),
        verdict=theirs,
        verdict_differs=theirs is not None and theirs != answer.verdict,
        n_calls=control.budget.n_calls,
        n_tokens_in=control.budget.n_in,
        n_tokens_out=control.budget.n_out,
        cost=control.budget.spent,
        error=result.error.kind if result.error is not None else "",
    )


def _sentences(n: int) -> str:
    return counted(n, "sentence", "sentences")


def _notes(use: ModelUse, result: Result, drawn: Drawer) -> Iterator[Note]:
    if use.n_written:
        yield note("model_wrote", n=_sentences(use.n_written), model=use.name)
    if use.withheld:
        reasons = "; ".join(f"{why} ({n})" for why, n in Counter(use.withheld).most_common())
        yield note("model_withheld", n=_sentences(len(use.withheld)), reasons=reasons)
    if use.error:
        why = _WHY[use.error]
        # What to set right is for the operator, and holds no word of a document or of the key.
        yield note(
            "model_unavailable", why=f"{why}: {result.error}" if use.error == "access" else why
        )
    if drawn.kept_case:
        yield note("model_case_kept", host=use.host)
    if use.verdict_differs and use.verdict is not None:
        yield note("model_differs", theirs=use.verdict.value.replace("_", " "))
    if result.extra.get(READINGS):
        yield note("model_read_case")
