"""Shows private writing safely: nothing typed becomes markup, an address, or another direction."""

import re

from django import template
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from skills_app.content import library
from skills_app.content.rendering import render_light

register = template.Library()

# Text over this is shown without looking for light Markdown, which could take seconds.
LONGEST_LIGHT = 40_000
_BESIDE_BLOCKS = re.compile(r"\n*(</?(?:p|ul|ol|li)\b[^>]*>)\n*")


@register.filter
def writing(text: str, kind: str = "free") -> SafeString:
    """Paragraphs, lists, strong and emphasis; a list is shown as one. The rest is escaped."""
    text = str(text)
    if kind == "list":
        lines = (line.strip().removeprefix("- ").removeprefix("* ") for line in text.split("\n"))
        items = format_html_join("\n", "<li>{}</li>", ((line,) for line in lines if line))
        return format_html("<ul>{}</ul>", items) if items else SafeString("")
    if len(text) > LONGEST_LIGHT or kind == "three":
        # Safe: every character of the text is escaped.
        return mark_safe(f"<p>{escape(text)}</p>")  # noqa: S308
    # Safe: render_light escapes all of the text and adds only tags of its own. The line ends it
    # puts beside them would be shown, as those of the writer are.
    return mark_safe(_BESIDE_BLOCKS.sub(r"\1", render_light(text)))  # noqa: S308


@register.filter
def first_words(text: str, most: int = 80) -> str:
    """The beginning of a text on one line, cut where a word ends if it can be."""
    line = " ".join(str(text)[: most * 4].split())
    if len(line) <= most:
        return line
    cut = line.rfind(" ", most // 2, most)
    return line[: cut if cut > 0 else most] + "…"


@register.filter
def feeling_word(feeling: str) -> str:
    """What the library calls it now; a word of the writer's own as it is."""
    for group in library().feelings:
        for word in group.words:
            if word.id == feeling:
                return word.name
    return str(feeling)
