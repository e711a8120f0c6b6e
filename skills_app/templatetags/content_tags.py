from django import template
from django.utils.safestring import SafeString, mark_safe

from skills_app.content.rendering import render_light

register = template.Library()


@register.filter
def light(text: str) -> SafeString:
    """Light text as paragraphs, lists, strong and emphasis."""
    # Safe: render_light escapes all of the text and adds only tags of its own, with no attribute
    # taken from the text (raw HTML, links and images are switched off in the renderer).
    return mark_safe(render_light(str(text)))  # noqa: S308
