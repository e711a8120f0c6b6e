"""Parts that are the same for everybody, drawn once for each language and choice they depend on.

The frame around every page, and what a step shows of the library before anything is typed.
"""

from collections.abc import Collection
from functools import lru_cache

from django.template import Library
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

register = Library()


@register.simple_tag
def framed(
    template: str, own: object = None, wrong: Collection[str] = (), **given: object
) -> SafeString:
    """A part of a page, from what was drawn before if it was.

    Only for templates that need nothing but `given`: no reader, no request, no form token. What a
    reader put in is given as `own`, and as `wrong` what stands in its way: with either, the part
    is drawn for this page and kept nowhere.
    """
    if wrong or own not in (None, ""):
        answered = {**given, "own": own, "wrong": wrong}
        return mark_safe(render_to_string(template, answered))  # noqa: S308
    return drawn_before(template, get_language() or "", tuple(sorted(given.items())))


@lru_cache(maxsize=2000)
def drawn_before(template: str, language: str, given: tuple[tuple[str, object], ...]) -> SafeString:
    # What the template engine drew is safe as it is.
    return mark_safe(render_to_string(template, dict(given)))  # noqa: S308
