"""What an answer is checked for; each check writes counts, and a sentence where it fails."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from app.models import Answer, Citation
from evals.citations import Supports, n_citations_needed, sentence_supported
from evals.contradictions import contradictions
from evals.models import Case, Check, Failure, QuoteRow
from evals.own_words import claim_founded, is_blind, numbers_founded, unfounded
from evals.said import folded, holds, own_words

OUT_OF_FORCE = frozenset({"superseded", "ended", "not_yet_in_force"})


class Texts(Protocol):
    """The documents that an answer points into."""

    def text(self, doc_id: str) -> str | None:
        """Normalised text; None for a document that is not there."""

    def page(self, doc_id: str, offset: int) -> int | None:
        """1-based page that holds the character; None where the format has none."""

    def prints(self, doc_id: str, page: int, quote: str) -> bool | None:
        """Whether the file's page prints a quote; None where that cannot be told."""

    def out_of_force(self, doc_id: str, as_of: date) -> str:
        """Why a document does not hold on a date, by its own dates; "" where nothing is against."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bench:
    """What answers over one corpus are compared with.

    Attributes:
        texts: To locate every quote anew; the answer's own word for it is not taken.
        supports: Judge of citations; without it the citation measures are unmeasured, not 0.
        canonical: One name for a document, whether it was named by file stem or by id.
    """

    texts: Texts
    supports: Supports | None = None
    canonical: Callable[[str], str] = str


@dataclass(slots=True)
class Sheet:
    """What the checks of one case write on."""

    failures: list[Failure] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    quotes: list[QuoteRow] = field(default_factory=list)

    def fail(self, check: Check, detail: str) -> None:
        self.failures.append(Failure(check=check, detail=detail))

    def count(self, name: str, n: int) -> None:
        self.counts[name] = self.counts.get(name, 0) + n


def check_all(case: Case, answer: Answer, bench: Bench) -> Sheet:
    """Run every check."""
    sheet = Sheet()
    _check_quotes(answer, bench.texts, sheet)
    _check_verdict(case, answer, sheet)
    _check_references(case, answer, bench.canonical, sheet)
    _check_deciding(case, answer, bench, sheet)
    _check_words(case, answer, sheet)
    _check_codes(case, answer, bench.canonical, sheet)
    _check_recommendation(case, answer, bench.canonical, sheet)
    _check_support(answer, bench, sheet)
    for sentence in contradictions(answer):
        sheet.fail(Check.CONTRADICTION, sentence)
    return sheet


def _check_verdict(case: Case, answer: Answer, sheet: Sheet) -> None:
    if answer.verdict != case.verdict and answer.verdict not in case.accepted:
        sheet.fail(
            Check.VERDICT,
            f"expected {case.verdict or 'no verdict'}, got {answer.verdict or 'no verdict'}",
        )


def _pointers(answer: Answer) -> Iterable[tuple[str, Citation]]:
    """Every pointer into a document, with where it stands in the answer."""
    for claim in answer.claims:
        for citation in claim.citations:
            yield claim.section.value, citation
    for row in answer.positions:
        if row.quote:
            yield (
                "position",
                Citation(
                    doc_id=row.doc_id,
                    passage_id=row.passage_id,
                    page=row.page,
                    quote=row.quote,
                    char_start=row.char_start,
                    char_end=row.char_end,
                    locator=row.locator,
                ),
            )


def _check_quotes(answer: Answer, texts: Texts, sheet: Sheet) -> None:
    """Locate every quote and its page anew; what says something of the world must have one."""
    for claim in answer.claims:
        if not claim.citations:
            sheet.fail(Check.UNCITED, f"a sentence under {claim.section.value} has no quote")
    for row in answer.positions:
        if row.decides and not row.quote:
            sheet.fail(Check.UNCITED, f"the position of {row.doc_id} decides and has no quote")
    for where, citation in _pointers(answer):
        text = texts.text(citation.doc_id)
        found = (
            bool(citation.quote.strip())
            and text is not None
            and text[citation.char_start : citation.char_end] == citation.quote
        )
        sheet.count("n_quotes", 1)
        if not found:
            sheet.count("n_quotes_not_found", 1)
            sheet.fail(
                Check.QUOTE_NOT_FOUND,
                f"{citation.doc_id} [{citation.char_start}:{citation.char_end}] in {where} "
                "does not hold the quoted words",
            )
        else:
            _check_page(citation, texts, sheet)
        sheet.quotes.append(
            QuoteRow(
                where=where,
                doc_id=citation.doc_id,
                page=citation.page,
                quote=citation.quote,
                found=found,
            )
        )


def _check_page(citation: Citation, texts: Texts, sheet: Sheet) -> None:
    """The page that is named holds the first or the last character of the quote."""
    first = texts.page(citation.doc_id, citation.char_start)
    last = texts.page(citation.doc_id, citation.char_end - 1)
    if first is None and citation.page is None:
        return
    sheet.count("n_pages", 1)
    prints = citation.page is None or texts.prints(citation.doc_id, citation.page, citation.quote)
    if citation.page in (first, last) and prints is False:
        sheet.count("n_pages_wrong", 1)
        detail = f"{citation.doc_id} p. {citation.page} of the file does not print the quote"
        sheet.fail(Check.WRONG_PAGE, detail)
    if citation.page not in (first, last):
        sheet.count("n_pages_wrong", 1)
        detail = f"{citation.doc_id} p. {citation.page}: the quote stands on p. {first}"
        sheet.fail(Check.WRONG_PAGE, detail)


def _cited(answer: Answer) -> tuple[set[str], set[str]]:
    """Documents and passages that the answer refers to."""
    documents = {reference.doc_id for reference in answer.references}
    pointers = [citation for _, citation in _pointers(answer)]
    documents |= {c.doc_id for c in pointers if not c.doc_id.startswith("case:")}
    return documents, {citation.passage_id for citation in pointers}


def _check_references(
    case: Case, answer: Answer, canonical: Callable[[str], str], sheet: Sheet
) -> None:
    listed = {reference.doc_id for reference in answer.references}
    shown = [citation for claim in answer.claims for citation in claim.citations]
    unlisted = {c.doc_id for c in shown if not c.doc_id.startswith("case:")} - listed
    if unlisted:
        detail = f"cited and not among the references: {', '.join(sorted(unlisted))}"
        sheet.fail(Check.REFERENCES, detail)
    if not case.references:
        return
    documents, passages = _cited(answer)
    documents = {canonical(name) for name in documents}
    missing = [
        name
        for name in case.references
        if (name not in passages if "#" in name else canonical(name) not in documents)
    ]
    expected = {canonical(name.split("#")[0]) for name in case.references}
    sheet.count("n_references_of", len(case.references))
    sheet.count("n_references", len(case.references) - len(missing))
    sheet.count("n_relevant_of", len(documents))
    sheet.count("n_relevant", len(documents & expected))
    if missing:
        sheet.fail(Check.REFERENCES, f"not cited: {', '.join(missing)}")


def _check_deciding(case: Case, answer: Answer, bench: Bench, sheet: Sheet) -> None:
    canonical = bench.canonical
    deciding = [row for row in answer.positions if row.decides]
    for row in deciding:
        # The answer's own word for it, or that of the document's dates.
        said = row.status if row.status in OUT_OF_FORCE else ""
        if why := said or bench.texts.out_of_force(row.doc_id, case.as_of):
            sheet.fail(Check.STALE_DECIDES, f"{row.doc_id} decides and is {why}")
    if not case.decides:
        return
    documents = {canonical(row.doc_id) for row in deciding}
    missing = [name for name in case.decides if canonical(name) not in documents]
    sheet.count("n_decides_of", len(case.decides))
    sheet.count("n_decides", len(case.decides) - len(missing))
    if missing:
        sheet.fail(Check.DECIDES, f"does not decide: {', '.join(missing)}")


def _all_words(answer: Answer) -> str:
    quotes = [citation.quote for _, citation in _pointers(answer)]
    quotes.extend(claim.text for claim in answer.claims)
    criteria = [row.text for row in answer.criteria]
    return " ".join([own_words(answer), folded([*quotes, *criteria])])


def _check_words(case: Case, answer: Answer, sheet: Sheet) -> None:
    everything, own = _all_words(answer), own_words(answer)
    unsaid = [wanted for wanted in case.must_say if not holds(everything, wanted)]
    said = [unwanted for unwanted in case.must_not_say if holds(own, unwanted)]
    sheet.count("n_must_say_of", len(case.must_say))
    sheet.count("n_must_say", len(case.must_say) - len(unsaid))
    sheet.count("n_must_not_say_of", len(case.must_not_say))
    sheet.count("n_must_not_say", len(said))
    if unsaid:
        sheet.fail(Check.MUST_SAY, f"not said: {'; '.join(unsaid)}")
    if said:
        sheet.fail(Check.MUST_NOT_SAY, f"said: {'; '.join(said)}")


def _check_codes(case: Case, answer: Answer, canonical: Callable[[str], str], sheet: Sheet) -> None:
    """The state of a code in the expected references (in any document, if none is expected)."""
    documents = {canonical(name.split("#")[0]) for name in case.references}
    for code, expected in case.codes.items():
        states = {
            row.state
            for row in answer.codes
            if row.code.upper() == code.upper()
            and (not documents or not row.doc_id or canonical(row.doc_id) in documents)
        }
        right = states == {expected}
        sheet.count("n_codes_of", 1)
        sheet.count("n_codes", int(right))
        if not right:
            got = ", ".join(sorted(states)) or "nothing"
            sheet.fail(Check.CODES, f"{code}: expected {expected}, got {got}")


def _check_recommendation(
    case: Case, answer: Answer, canonical: Callable[[str], str], sheet: Sheet
) -> None:
    """Whether the recommendation is cited, by its page or its number; measured, fails no case.

    A guideline prints each recommendation twice, in its place and in a summary table, and both are
    right to cite, so a page that differs is no mistake in itself.
    """
    if not case.recommendation or case.page is None:
        return
    document, _, number = case.recommendation.partition("#")
    cited = [c for _, c in _pointers(answer) if canonical(c.doc_id) == canonical(document)]
    named = f"recommendation {number},"
    found = any(c.page == case.page or named in f"{c.locator.casefold()}," for c in cited)
    sheet.count("n_recommendation_of", 1)
    sheet.count("n_recommendation", int(found))


def _check_support(answer: Answer, bench: Bench, sheet: Sheet) -> None:
    for sentence in unfounded(answer, bench.texts.text):
        sheet.fail(Check.UNFOUNDED, f"stands in no quote: {sentence}")
    supports = bench.supports
    if supports is None:
        return
    blind = is_blind(supports)
    # A model says it in words of its own, which the support check judges; its numbers are no words.
    judge = numbers_founded if answer.composer != "extractive" else claim_founded
    for claim in answer.claims:
        founded = not blind and judge(claim)
        supported = founded and sentence_supported(claim, supports)
        sheet.count("n_sentences", 1)
        sheet.count("n_sentences_supported", int(supported))
        sheet.count("n_citations", len(claim.citations))
        sheet.count("n_citations_needed", n_citations_needed(claim, supports))
        if not supported:
            documents = ", ".join(dict.fromkeys(c.doc_id for c in claim.citations))
            detail = f"a sentence under {claim.section.value} is not supported by {documents}"
            sheet.fail(Check.UNSUPPORTED, detail)
