"""What a reviewer may change: wording that its quotes carry; verdict and sources stay. Pure."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from app.cite import supports
from app.models import Answer, Citation, Claim, SectionName
from ingest.errors import CitationError, ReviewError
from ingest.models import Passage


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """What becomes of one sentence.

    Attributes:
        index: Which sentence, counted from 0 over `Answer.claims`.
        text: Its new wording.
        leave_out: Whether it is taken out.
    """

    index: int
    text: str
    leave_out: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class NewSentence:
    """A sentence to add: its words, the quote that carries it, the passage where that stands."""

    section: SectionName
    text: str
    quote: str
    passage_id: str


def edited(
    answer: Answer,
    wording: Sequence[Wording],
    added: Sequence[NewSentence],
    passages: Mapping[str, Passage],
) -> tuple[Answer, tuple[str, ...]]:
    """The answer with other wording, and what was changed, a line each.

    Args:
        answer: As it stands.
        wording: New wording of sentences, or that they are left out.
        added: Sentences to add, each with a quote.
        passages: What the answer cites, by id; quotes are looked up there.

    Raises:
        ReviewError: A sentence is empty, has no quote, or its quotes do not carry it.
    """
    changes: list[str] = []
    by_index = {item.index: item for item in wording}
    claims: list[Claim] = []
    for index, claim in enumerate(answer.claims):
        item = by_index.get(index)
        text = " ".join(item.text.split()) if item else claim.text
        if item and item.leave_out:
            changes.append(f"left out: “{claim.text}”")
            continue
        if text != claim.text:
            claim = _reworded(claim, text, index + 1)  # noqa: PLW2901 - the sentence from here on
            changes.append(f"“{answer.claims[index].text}” is now “{text}”")
        claims.append(claim)
    for new in added:
        claims.append(_new(new, answer, passages))
        changes.append(f"added: “{claims[-1].text}”")
    if not claims:
        raise ReviewError("nothing is left of the answer: return it instead")
    return answer.model_copy(update={"claims": tuple(claims)}), tuple(changes)


def check_quotes(answer: Answer, text_of: Callable[[str], str]) -> None:
    """See that every quote of an answer is found where it points.

    Args:
        answer: The answer.
        text_of: Text of a document of the published Snapshot by its id.

    Raises:
        ReviewError: One is not.
    """
    for number, claim in enumerate(answer.claims, start=1):
        for citation in claim.citations:
            if _at(citation, text_of) != citation.quote:
                raise ReviewError(
                    f"sentence {number}: its quote is no longer found in {citation.doc_id}: take "
                    "over the new answer, take the sentence out, or return the answer"
                )


def _at(citation: Citation, text_of: Callable[[str], str]) -> str:
    try:
        return text_of(citation.doc_id)[citation.char_start : citation.char_end]
    except (CitationError, KeyError):
        return ""


def _reworded(claim: Claim, text: str, number: int) -> Claim:
    if not text:
        raise ReviewError(f"sentence {number} is empty: write it, or leave it out")
    if not claim.citations:
        raise ReviewError(f"sentence {number} has no quote: a sentence without one cannot be saved")
    if not supports(text, [citation.quote for citation in claim.citations]):
        raise ReviewError(
            f"sentence {number}: its quotes do not carry these words: keep its numbers, its "
            "“not”, and most words of the quotes"
        )
    return claim.model_copy(update={"text": text})


def _pages(passage: Passage) -> str:
    """Its page; both if it goes over one: a quote in it may stand on either."""
    if passage.page is None:
        return ""
    over = passage.page_end is not None and passage.page_end != passage.page
    return f"pp. {passage.page}-{passage.page_end}" if over else f"p. {passage.page}"


def _new(new: NewSentence, answer: Answer, passages: Mapping[str, Passage]) -> Claim:
    text, quote = " ".join(new.text.split()), new.quote.strip()
    if not text:
        raise ReviewError("the new sentence is empty: write it")
    if not quote:
        raise ReviewError("the new sentence has no quote: a sentence without one cannot be saved")
    passage = passages.get(new.passage_id)
    at = passage.text.find(quote) if passage else -1
    if passage is None or at < 0:
        raise ReviewError(
            "the quote of the new sentence is not found in that passage: copy it character for "
            "character"
        )
    if not supports(text, [quote]):
        raise ReviewError(
            "the quote does not carry the new sentence: keep its numbers, its “not”, and most of "
            "its words"
        )
    number = next((r.number for r in answer.references if r.doc_id == passage.doc_id), 0)
    if not number:
        raise ReviewError("the source of the new sentence is not among the references")
    start = passage.char_start + at
    citation = Citation(
        doc_id=passage.doc_id,
        passage_id=passage.passage_id,
        page=passage.page,
        quote=quote,
        char_start=start,
        char_end=start + len(quote),
        reference=number,
        locator=_pages(passage),
    )
    return Claim(text=text, section=new.section, citations=(citation,), label="added in review")
