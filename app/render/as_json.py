"""An Answer as JSON: one line for a batch, indented for a reader."""

import json

from app.models import Answer


def render_json(answer: Answer, *, indent: int | None = None) -> str:
    """The whole Answer; `indent` None gives exactly one line.

    Pure ASCII: U+2028 and U+0085 would split a line of JSON Lines for readers that go by Unicode,
    and bidirectional characters of a document would act on a terminal. Escapes lose nothing.
    """
    return json.dumps(
        answer.model_dump(mode="json"), ensure_ascii=True, allow_nan=False, indent=indent
    )
