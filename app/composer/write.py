"""The sentences of a model over given Statements: asked, checked, repaired once, or withheld."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from app.composer.checks import Checker, Fault
from app.composer.given import Given, numbered, passages_json
from app.composer.prompts import WRITE
from app.composer.shapes import Written, WrittenSentence, parsed
from app.composer.stream import SentenceStream
from app.composer.tasks import Put, Result, Sentence, Task
from app.llm_models import Ask, ChatModel, Control

_SENTENCE_TOKENS = 170  # with its quote and the JSON around it; the longest of 150 took 141


@dataclass(frozen=True, slots=True)
class Writer:
    """Writes over items, one request a batch.

    Attributes:
        model: Who writes.
        checker: Who lets a sentence pass.
        control: Time, budget, stop.
    """

    model: ChatModel
    checker: Checker
    control: Control

    def task(self, items: Sequence[Given]) -> Task:
        """One batch as a task."""

        def run(put: Put) -> None:
            self._write(numbered(items), put)

        return run

    def _write(self, given: Mapping[str, Given], put: Put) -> None:
        done: set[str] = set()
        refused: list[tuple[WrittenSentence, Fault]] = []
        stream = SentenceStream()

        def on_text(piece: str) -> None:
            for sentence in stream.feed(piece):
                self._sort(sentence, given, done, refused, put)

        reply = self.model.reply(self._ask(given), self.control, on_text)
        if not done and not refused:
            parsed(Written, reply.text)  # tells what is wrong with it, if it is no list at all
        tried = {item_id for sentence, _ in refused for item_id in sentence.ids}
        refused.extend(
            (WrittenSentence(ids=(item_id,), quotes=(), text=""), _unsaid(refused))
            for item_id in tuple(given)
            if item_id not in done and item_id not in tried
        )
        if refused:
            self._repair(refused, given, done, put)

    def _sort(
        self,
        sentence: WrittenSentence,
        given: Mapping[str, Given],
        done: set[str],
        refused: list[tuple[WrittenSentence, Fault]],
        put: Put,
    ) -> None:
        """Let a sentence pass, or keep it with the reason against it."""
        if done.intersection(sentence.ids):
            return  # said already
        fault = self.checker.fault(sentence, given)
        if fault is not None:
            refused.append((sentence, fault))
            return
        done.update(sentence.ids)
        items = tuple(given[item_id] for item_id in dict.fromkeys(sentence.ids))
        passed = Sentence(sentence.text.strip(), items)
        put(lambda result: result.sentences.append(passed))

    def _repair(
        self,
        refused: Sequence[tuple[WrittenSentence, Fault]],
        given: Mapping[str, Given],
        done: set[str],
        put: Put,
    ) -> None:
        """Ask once more for what was refused, with the reason; what fails again is withheld."""
        n_refused = len(refused)

        def count(result: Result) -> None:
            result.n_refused += n_refused

        put(count)
        left = {i: f for s, f in refused for i in s.ids if i in given and i not in done}
        again: list[tuple[WrittenSentence, Fault]] = []
        try:
            if left:
                reply = self.model.reply(_repair_ask(refused, given, left), self.control, _nothing)
                for sentence in parsed(Written, reply.text).sentences:
                    self._sort(sentence, given, done, again, _repaired(put))
        finally:
            newer = {i: f for s, f in again for i in s.ids}
            for item_id, fault in left.items():
                if item_id not in done:
                    put(_withheld(newer.get(item_id) or (_unsaid(again) if again else fault)))

    def _ask(self, given: Mapping[str, Given]) -> Ask:
        return Ask(
            task="sentences",
            system=WRITE,
            data=passages_json(given),
            shape=Written,
            max_tokens=_SENTENCE_TOKENS * len(given),
            case_text=_of_case(given.values()),
        )


def _of_case(items: Iterable[Given]) -> bool:
    """Whether a request holds words of a file that the asker brought."""
    return any(c.doc_id.startswith("case:") for item in items for c in item.claim.citations)


def _repair_ask(
    refused: Sequence[tuple[WrittenSentence, Fault]],
    given: Mapping[str, Given],
    left: Mapping[str, Fault],
) -> Ask:
    said = {i: s.text for s, _ in refused for i in s.ids}
    items = [
        {**given[i].shown(i), "refused": said.get(i, ""), "reason": fault.value}
        for i, fault in left.items()
    ]
    return Ask(
        task="sentences",
        system=WRITE,  # the same, so that a server need not read it anew
        data=json.dumps({"passages": items}, ensure_ascii=False),
        shape=Written,
        max_tokens=_SENTENCE_TOKENS * len(left),
        case_text=_of_case(given[i] for i in left),
    )


def _unsaid(refused: Sequence[tuple[WrittenSentence, Fault]]) -> Fault:
    """Why an item has no sentence: one names no id that was given, or there is none."""
    return Fault.ID if any(fault is Fault.ID for _, fault in refused) else Fault.MISSING


def _withheld(reason: Fault) -> Callable[[Result], None]:
    return lambda result: result.withheld.append(reason)


def _nothing(_piece: str) -> None:
    """A repaired sentence is looked at when the reply is whole."""


def _repaired(put: Put) -> Put:
    """The same, with the sentence that is put marked as repaired."""

    def marked(change: Callable[[Result], None]) -> None:
        def apply(result: Result) -> None:
            change(result)
            last = result.sentences[-1]
            result.sentences[-1] = Sentence(last.text, last.items, repaired=True)

        put(apply)

    return marked
