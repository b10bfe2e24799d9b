"""The furniture of letters: address, salutation, signature, reference numbers, notices of rights.

It says nothing of a case, and a reader of facts that is generous would take it for some. Rules of
form, of no payer and of no clinic: what stands in a line of its own is known by how such lines
begin or end, what stands in a sentence by what letters say to their reader.
"""

import re

from app.stretches import stretches, unwrapped

_MAX_WORDS = 10  # of a line that is no sentence
_SIGNATURE_LINES = 8
_LINE = re.compile(r"[^\n]*\S[^\n]*")
_PARAGRAPH = re.compile(r"\S(?:.|\n(?!\s*\n))*")
_SUBJECT = re.compile(r"^\W*(?:re|subject|regarding)\s*:", re.IGNORECASE)
_LABEL = (
    r"(?:member(?: (?:id|name|number|no))?|(?:patient|policy ?holder|subscriber|insured)"
    r"(?: (?:id|name|number))|subscriber|dob|mrn|"
    r"date of (?:birth|notice|letter|denial|this notice)|"
    r"medical record (?:number|no)|(?:claim|reference|ref|case|file|policy|group|account|"
    r"authori[sz]ation|request|tracking|document|appeal|certificate|tax|phone|fax)"
    r" (?:number|no|id|identifier|(?=#))|phone|fax|(?:requesting |treating |ordering )?provider"
    r"(?: (?:name|id|number))?|npi|tin|dea|tel|telephone|e-?mail|website|address|attn|attention|"
    r"cc|bcc|encl|enclosures?|attachments?|sent by|signed)"
)
_LABELLED = re.compile(rf"^\W*{_LABEL}\.?\s*(?:[:#]|no\.)", re.IGNORECASE)
_SALUTATION = re.compile(
    r"^\W*(?:(?:dear\b(?:\s+[\w.'’-]+){0,6}|to whom it may concern)\s*[:,;!]?"
    r"|(?:good (?:morning|afternoon|day)|hello|hi)\b(?:\s+[\w.'’-]+){0,3}\s*[:,;!])\s*$",
    re.IGNORECASE,
)
_CLOSING = re.compile(
    r"^\W*(?:(?:yours )?(?:most )?(?:very )?(?:sincerely|truly|faithfully|cordially|respectfully)"
    r"(?: (?:yours|submitted))?|"
    r"(?:with )?(?:best|kind|warm|many)(?:est)? (?:regards|wishes|thanks)|regards|thanks|thank you)"
    r"\s*[,.!]?\s*$",
    re.IGNORECASE,
)
_PLACE = re.compile(
    r"\bP\.?\s?O\.? Box\b|\b[A-Z]{2},?\s+\d{5}(?:-\d{4})?\W*$"
    r"|^\W*\d+[A-Za-z]?\s+(?:[A-Z][\w.]*\s+){1,3}"
    r"(?:Street|St|Avenue|Ave|Road|Rd|Blvd|Boulevard|Drive|Dr|Lane|Ln|Way|Suite)\b"
)
_NUMBER = re.compile(r"^\W*(?:page|p\.)\s*\d+(?:\s*(?:of|/)\s*\d+)?\W*$", re.IGNORECASE)
_PHONE = re.compile(r"(?<!\d)(?:1[-. ])?\(?[2-9]\d{2}\)?[-. ]\d{3}[-. ]\d{4}(?!\d)")
_DATE_ALONE = re.compile(
    r"^\W*(?:\d{1,2}[ ./-](?:\d{1,2}|[A-Za-z]{3,9})[ ./-]\d{2,4}"
    r"|[A-Z][a-z]{2,8}\.? \d{1,2}, \d{4})\W*$"
)
# What a letter says to its reader, about itself and about his rights.
_TO_THE_READER = re.compile(
    r"\b(?:(?:do(?: not|n['’]t)) hesitate to|feel free to (?:contact|call)"
    r"|(?:if|should) you have (?:any )?(?:further |other |additional )?questions"
    r"|(?:contact|call|write to|e-?mail) (?:us|me|my office|our office|(?:the )?(?:member|customer|"
    r"provider) services?|the (?:number|phone|telephone))"
    r"|looks? forward to (?:your|hearing|a (?:prompt|favou?rable))"
    r"|thank you for (?:your|the|sending|choosing|considering|taking)"
    r"|(?:i am|we are|i['’]m|we['’]re) writing (?:to|on behalf|in (?:response|reference|regard))"
    r"|this letter (?:is|serves|responds|contains|confirms|concerns)"
    r"|(?:request|ask|urge) that you (?:overturn|reconsider|reverse|approve|review)"
    r"|reconsider (?:your|this|the) (?:denial|decision|determination)"
    r"|right to (?:an? )?(?:internal |external |expedited |independent )?(?:appeal|review|hearing)"
    r"|(?:file|submit|request|start) (?:an?|your) (?:internal |external |expedited |written )?"
    r"(?:appeal|grievance|complaint)|you (?:may|can|must) (?:also )?(?:appeal|request|ask for|send)"
    r"|(?:external|independent|peer[- ]to[- ]peer) (?:external )?(?:reviews?|discussions?)\b"
    r"[^.]{0,40}"
    r"\b(?:is|are|may be) (?:also )?available"
    r"|not an? guarantee of|free of charge|protected health information"
    r"|(?:another|other|your) language|language assistance|interpreter"
    r"|(?:benefits?|payment|coverage) (?:is|are) subject to|discriminat\w+"
    r"|(?:completed|finished) (?:our|the|a|its|this) (?:clinical |medical )?review"
    r"|(?:decision|determination) was made by)\b",
    re.IGNORECASE,
)


def furniture(text: str) -> tuple[tuple[int, int], ...]:
    """(start, end) of what is a letter's own, in order: whole lines, and whole sentences."""
    whole = unwrapped(text)
    said = [span for span in stretches(whole) if speaks_to_the_reader(whole[slice(*span)])]
    subjects = [m.span() for m in _LINE.finditer(text) if _SUBJECT.match(m.group())]
    return tuple(sorted({*said, *subjects, *letter_lines(text)}))


def letter_lines(text: str) -> tuple[tuple[int, int], ...]:
    """(start, end) of the lines that hold address, salutation, numbers of reference, signature.

    Not of what the letter is about ("Re: ..."), and no sentence: both may tell what is asked.
    """
    found: set[tuple[int, int]] = set()
    for paragraph in _PARAGRAPH.finditer(text):
        lines = [
            (m.start() + paragraph.start(), m.end() + paragraph.start())
            for m in _LINE.finditer(paragraph.group())
        ]
        own = [span for span in lines if _is_furniture(text[slice(*span)])]
        short = all(len(text[slice(*span)].split()) <= _MAX_WORDS for span in lines)
        addressed = any(_is_place(text[slice(*span)]) for span in lines)
        found.update(lines if short and addressed else own)
    for match in _LINE.finditer(text):
        if _CLOSING.match(match.group()):
            found.update(_signature(text, match.start()))
    return tuple(sorted(found))


def without_letter_lines(text: str) -> str:
    """The text without them, of the same length."""
    read = list(text)
    for start, end in letter_lines(text):
        read[start:end] = " " * (end - start)
    return "".join(read)


def speaks_to_the_reader(sentence: str) -> bool:
    """Whether a sentence is about the letter, its writer's office or the reader's rights."""
    return _TO_THE_READER.search(sentence) is not None or _is_furniture(sentence)


def _is_furniture(line: str) -> bool:
    """Whether a line is an address, a salutation, a number of reference, or the like."""
    if _SALUTATION.match(line) or _NUMBER.match(line) or _DATE_ALONE.match(line):
        return True
    return len(line.split()) <= _MAX_WORDS and (
        _LABELLED.match(line) is not None or _is_place(line)
    )


def _is_place(line: str) -> bool:
    """Whether a line holds a place or a number to call."""
    return _PLACE.search(line) is not None or _PHONE.search(line) is not None


def _signature(text: str, start: int) -> list[tuple[int, int]]:
    """A closing with the name and the titles below it: short lines, without a sentence."""
    found: list[tuple[int, int]] = []
    for match in _LINE.finditer(text, start):
        line = match.group().strip()
        is_said = len(line.split()) > _MAX_WORDS or line.endswith((".", "?", "!", ":"))
        if len(found) > _SIGNATURE_LINES or (found and is_said):
            break
        found.append(match.span())
    return found
