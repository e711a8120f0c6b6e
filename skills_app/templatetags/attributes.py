"""Attributes that an element has or has not, put together once instead of with an `if` for each."""

from collections.abc import Collection

from django.forms.utils import flatatt
from django.template import Library
from django.utils.functional import Promise
from django.utils.safestring import SafeString

register = Library()


@register.simple_tag
def attrs(**given: object) -> SafeString:
    """Attributes, with a space before each: true ones bare, and none for what is empty.

    `aria_label="…"` is drawn as `aria-label`. A figure counts as something, 0 too; of what is
    neither text nor a figure, only whether it is anything.
    """
    return flatatt({name.replace("_", "-"): _value(given[name]) for name in given})


@register.simple_tag
def checked(value: object, *chosen: object) -> SafeString:
    """What a box or a button of a group needs when its value is among the chosen ones."""
    return SafeString(" checked" if value in chosen else "")


@register.simple_tag
def opens_at(part: str, chosen: str) -> SafeString:
    """What a part of a page needs to be where the reader is taken, if it is the one."""
    return attrs(tabindex="-1", autofocus=True) if part == chosen else SafeString("")


@register.simple_tag
def selected(value: object, chosen: object) -> SafeString:
    """What an option of a list needs when it is the chosen one."""
    return SafeString(" selected" if value == chosen else "")


@register.simple_tag
def current(name: str, here: str, at: str) -> SafeString:
    """What the link to a section needs on the pages of that section."""
    return attrs(aria_current=at if name == here else "")


@register.simple_tag
def refused_by(problem: str, at: str, hint: str = "") -> SafeString:
    """Ties a field to its hint, and while there is a problem to the element that says it."""
    described = " ".join(filter(None, (hint, at if problem else "")))
    return attrs(aria_describedby=described, aria_invalid="true" if problem else "")


@register.simple_tag
def unfolded(name: str, names: Collection[str]) -> SafeString:
    """What a fold needs when it is among those that are open."""
    return attrs(open=name in names)


@register.simple_tag
def pressed_last(name: str, pressed: str) -> SafeString:
    """What the button needs that led to this page: there the reader goes on."""
    return attrs(autofocus=True, aria_describedby="said-above") if name == pressed else attrs()


def _value(given: object) -> object:
    is_a_figure = isinstance(given, int | float) and not isinstance(given, bool)
    if is_a_figure or (given and isinstance(given, str | Promise)):
        return given
    return bool(given)
