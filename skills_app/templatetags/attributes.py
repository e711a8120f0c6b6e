"""Attributes that an element has or has not, put together once instead of with an `if` for each."""

from django.forms.utils import flatatt
from django.template import Library
from django.utils.safestring import SafeString

register = Library()


@register.simple_tag
def attrs(**given: object) -> SafeString:
    """Attributes, with a space before each: true ones bare, and none for what is empty.

    `aria_label="…"` is drawn as `aria-label`. A figure counts as something, 0 too.
    """
    there = {name: value for name, value in given.items() if value or _is_a_figure(value)}
    return flatatt({name.replace("_", "-"): value for name, value in there.items()})


@register.simple_tag
def checked(value: object, *chosen: object) -> SafeString:
    """What a box or a button of a group needs when its value is among the chosen ones."""
    return SafeString(" checked" if value in chosen else "")


@register.simple_tag
def opens_at(part: str, chosen: str) -> SafeString:
    """What a part of a page needs to be where the reader is taken, if it is the one."""
    return attrs(tabindex="-1", autofocus=True) if part == chosen else SafeString("")


@register.simple_tag
def current(name: str, here: str, at: str) -> SafeString:
    """What the link to a section needs on the pages of that section."""
    return attrs(aria_current=at if name == here else "")


def _is_a_figure(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
