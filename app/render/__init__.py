"""The surfaces of an Answer: terminal, Markdown, JSON. Each renders the one object, none decides.

`app.render.terminal` is imported by itself, because it needs rich.
"""

from app.render.as_json import render_json
from app.render.markdown import render_markdown

__all__ = ["render_json", "render_markdown"]
