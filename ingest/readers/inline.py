"""Inline marks of Markdown taken off: emphasis, links, code spans, raw HTML."""

import html
import re

_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_HIDDEN = re.compile(
    r"""<(?P<tag>[a-z]+)\b[^>]*?(?:\shidden\b|display\s*:\s*none|visibility\s*:\s*hidden
        |font-size\s*:\s*0)[^>]*>
        .*?</(?P=tag)\s*>""",
    re.DOTALL | re.IGNORECASE | re.VERBOSE,
)
_TAG = re.compile(
    r"</?(?:a|abbr|b|big|blockquote|br|center|cite|code|details|div|dl|dt|dd|em|figure"
    r"|figcaption|font|h[1-6]|hr|i|img"
    r"|ins|kbd|li|mark|ol|p|pre|q|s|section|small|span|strong|sub|summary|sup|table|tbody|td"
    r"|tfoot|th|thead|tr|tt|u|ul)"
    r"(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
_POWER = re.compile(r"(?<=\d)<sup>\s*([-−]?\d+)\s*</sup>", re.IGNORECASE)
_UNIT_POWER = re.compile(r"(?<=[/\s\d(])(k?m|cm|mm)<sup>\s*([23])\s*</sup>", re.IGNORECASE)
_RAISED = re.compile(r"<sup>\s*(?:[a-z]|[\d,\s–-]+|[*†‡§]+)\s*</sup>", re.IGNORECASE)
_IMAGE = re.compile(r"!\[([^\]]*)\](?:\([^()]*(?:\([^()]*\))?[^()]*\)|\[[^\]]*\])")
_LINK = re.compile(r"\[([^\[\]]+)\](?:\([^()\s]*(?:\([^()]*\))?[^()]*\)|\[[^\]]*\])")
_AUTOLINK = re.compile(r"<((?:https?|mailto):[^<>\s]+)>")
_FOOTNOTE = re.compile(r"\[\^[^\]\s]+\]")
_CODE = re.compile(r"(`+)(.{1,800}?)\1(?!`)")
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|<>~\"'$%&,/:;=?@^])")
# Bounded, so that a file full of unpaired marks takes no quadratic time.
_EMPHASIS = (
    re.compile(r"(?<![\w*])\*{1,3}(?=[^\s*])(.{1,800}?)(?<=[^\s*])\*{1,3}(?!\*)"),
    re.compile(r"\*\*(?=[^\s*])(.{1,800}?)(?<=[^\s*])\*\*"),
    re.compile(r"(?<![\w_])_{1,3}(?=[^\s_])(.{1,800}?)(?<=[^\s_])_{1,3}(?![\w_])"),
    re.compile(r"~~(?=\S)(.{1,800}?)(?<=\S)~~"),
)
_HELD = "\ue000"


def drop_hidden(text: str) -> tuple[str, int]:
    """Text without HTML comments and hidden elements, and the number of the latter.

    The count of lines is kept.
    """
    visible, n_hidden = _HIDDEN.subn(_blank_lines, _COMMENT.sub(_blank_lines, text))
    return visible, n_hidden


def _blank_lines(match: re.Match[str]) -> str:
    return "\n" * match.group().count("\n")


def strip_inline(text: str) -> str:
    """The words of a line of Markdown, as they would be printed."""
    held: list[str] = []

    def hold(found: str) -> str:
        held.append(found)
        return f"{_HELD}{len(held) - 1}{_HELD}"

    text = _CODE.sub(lambda match: hold(match.group(2).strip()), text)
    text = _ESCAPED.sub(lambda match: hold(match.group(1)), text)
    text = _RAISED.sub("", _UNIT_POWER.sub(r"\1\2", _POWER.sub(r"^\1", text)))
    text = _AUTOLINK.sub(lambda match: hold(match.group(1)), text)
    text = _FOOTNOTE.sub("", text)
    text = _LINK.sub(r"\1", _IMAGE.sub(r"\1", text))
    text = _TAG.sub(lambda match: " " if match.group().lower().startswith("<br") else "", text)
    for pattern in _EMPHASIS:
        text = pattern.sub(r"\1", text)
    text = html.unescape(text)
    for index, found in enumerate(held):
        text = text.replace(f"{_HELD}{index}{_HELD}", found)
    return text
