"""Ties what stands in the way of a step to the fields it is about, as a form's own fields are."""

from collections.abc import Collection

from django.template import Context, Library
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = Library()

PROBLEM = "step_problem"  # the id of the line that says it


@register.simple_tag(takes_context=True)
def tied_with(context: Context, name: str, hint: str) -> SafeString:
    """The same for a field that may have a hint: that stands at the id of the field and `_hint`."""
    return tied(context, name, f"{name}_hint" if hint else "")


@register.simple_tag(takes_context=True)
def tied(context: Context, name: str, hint: str = "", *, group: bool = False) -> SafeString:
    """What describes the field of this name, its hint first, and whether it is what is wrong.

    A `group` of choices is described, too, but nothing is invalid in it.
    """
    wrong: Collection[str] = context.get("wrong") or ()
    is_wrong = name in wrong
    described = " ".join(filter(None, [hint, PROBLEM if is_wrong else ""]))
    if not described:
        return SafeString("")
    if is_wrong and not group:
        return format_html('aria-describedby="{}" aria-invalid="true"', described)
    return format_html('aria-describedby="{}"', described)
