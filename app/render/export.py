"""A conversation as a file to take away: Markdown, Word, PDF or JSON, with every citation."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from app.models import Answer
from app.render.blocks import Block, Kind, answer_blocks
from app.render.markdown import render_markdown
from app.render.profiles import PHYSICIAN, Profile
from app.render.safe import markdown_text, visible


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """One kind of file."""

    label: str
    suffix: str
    mime: str
    write: Callable[[str, Sequence[Answer], Profile], bytes]


def _markdown(title: str, answers: Sequence[Answer], reader: Profile) -> bytes:
    parts = [f"# {markdown_text(title)}\n", *(render_markdown(a, reader) for a in answers)]
    return "\n".join(parts).encode()


def _json(title: str, answers: Sequence[Answer], _reader: Profile) -> bytes:
    value = {"title": title, "answers": [answer.model_dump(mode="json") for answer in answers]}
    return (json.dumps(value, ensure_ascii=True, allow_nan=False, indent=2) + "\n").encode()


def _blocks(title: str, answers: Sequence[Answer], reader: Profile) -> list[Block]:
    blocks = [Block(kind=Kind.TITLE, text=visible(title))]
    for answer in answers:
        blocks += answer_blocks(answer, reader)
    return blocks


def _docx(title: str, answers: Sequence[Answer], reader: Profile) -> bytes:
    from app.render.as_docx import render_docx  # noqa: PLC0415 - at the first use

    return render_docx(_blocks(title, answers, reader))


def _pdf(title: str, answers: Sequence[Answer], reader: Profile) -> bytes:
    from app.render.as_pdf import render_pdf  # noqa: PLC0415 - at the first use

    return render_pdf(_blocks(title, answers, reader), visible(title))


_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
FORMATS: tuple[Format, ...] = (
    Format(label="Markdown", suffix="md", mime="text/markdown", write=_markdown),
    Format(label="Word", suffix="docx", mime=_WORD, write=_docx),
    Format(label="PDF", suffix="pdf", mime="application/pdf", write=_pdf),
    Format(label="JSON", suffix="json", mime="application/json", write=_json),
)


def export(
    title: str, answers: Sequence[Answer], form: Format, reader: Profile = PHYSICIAN
) -> bytes:
    """The answers as one file."""
    return form.write(title, answers, reader)
