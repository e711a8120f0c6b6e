"""Shows light text from the content library, and lengths of time in plain words."""

import math
from functools import lru_cache

from django import template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, ngettext

from skills_app.content import figure, render_light

register = template.Library()


@register.filter
@lru_cache(maxsize=4096)
def light(text: str) -> SafeString:
    """Paragraphs, lists and emphasis; everything else comes out escaped.

    For the library's texts, which are drawn once; what a reader wrote must not be kept like this.
    """
    return mark_safe(render_light(text))  # noqa: S308  (render_light escapes all HTML)


@register.filter
def about_minutes(minutes: float) -> str:
    """1.5 -> "about 2 minutes". Always rounded up, so that nothing takes longer than it said."""
    if minutes < 1:
        return gettext("under a minute")
    whole = math.ceil(minutes)
    return ngettext("about a minute", "about %(count)d minutes", whole) % {"count": whole}


@register.filter
def seconds(value: float) -> str:
    """4.0 -> "4", 4.5 -> "4.5": for the scripts. What is read goes through `figure`."""
    return f"{value:g}"


register.filter(figure)
