"""Shows private writing safely: nothing typed becomes markup, an address, or another direction."""

import html
from collections.abc import Iterable
from typing import Final

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from skills_app.content import library
from skills_app.shown import Edge, Items, Paragraph, blocks, has_starred_words, list_lines, pieces

register = template.Library()

_FIGURES: Final = "0123456789.,'’"


@register.filter
def writing(text: str, kind: str = "free") -> SafeString:
    """The words as they were typed; `shown` tells what little Markdown there is. All is escaped."""
    text = str(text)
    if kind == "list":
        lines = list_lines(text)
        return _list(lines, starred=has_starred_words(text)) if lines else SafeString("")
    if kind == "three":
        return format_html("<p>{}</p>", text.strip("\r\n"))
    starred = has_starred_words(text)
    return SafeString("".join(_block(block, starred=starred) for block in blocks(text)))


def _block(block: Paragraph | Items, *, starred: bool) -> SafeString:
    if isinstance(block, Items):
        # A dash is drawn as one, too: it may be somebody speaking.
        return _list(block.texts, starred=starred, mark="" if block.mark == "-" else " data-stars")
    return SafeString(f"<p>{_words(block.text, starred=starred)}</p>")


def _list(texts: Iterable[str], *, starred: bool, mark: str = "") -> SafeString:
    items = "".join(f"<li>{_words(text, starred=starred)}</li>" for text in texts)
    return SafeString(f"<ul{mark}>{items}</ul>")


def _words(text: str, *, starred: bool) -> SafeString:
    """Put together by hand, as are the blocks around it: `format_html` takes ten times as long."""
    if not starred:
        return SafeString(html.escape(text))
    return SafeString(
        "".join(
            f"<{piece.tag}>" if isinstance(piece, Edge) else html.escape(piece)
            for piece in pieces(text)
        )
    )


@register.filter
def first_line(text: str) -> str:
    """What a page without a title is called: its first line that holds anything."""
    return next((line for line in str(text).splitlines() if line.strip()), "")


@register.filter
def first_words(text: str, most: int = 80) -> str:
    """The beginning of a text on one line, cut where a word ends if it can be.

    Never within a number: a part of a year is another year.
    """
    text = str(text)
    words = text[: most * 4].split()
    all_there = len(text) <= most * 4
    if not all_there and len(words) > 1 and not text[most * 4 - 1].isspace():
        words.pop()
    line = " ".join(words)
    if len(line) <= most:
        return line if all_there else f"{line}…"
    cut = line.rfind(" ", most // 2, most + 1)
    if cut < 0:
        cut = len(line[:most].rstrip(_FIGURES)) if line[most].isdigit() else most
    return line[: cut or most] + "…"


@register.filter
def feeling_word(feeling: str) -> str:
    """What the library calls it now; a word of the writer's own as it is."""
    for group in library().feelings:
        for word in group.words:
            if word.id == feeling:
                return word.name
    return str(feeling)
