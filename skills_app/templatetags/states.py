"""What the pages call the three states, and what they say of each first."""

from django.template import Library
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from skills_app.library import State

register = Library()

WORDS: dict[State, Promise] = {
    "up": _("It’s too much"),
    "down": _("I feel shut down"),
    "even": _("I’m okay right now"),
}
NAMES: dict[State, Promise] = {
    "up": _("Too much"),
    "down": _("Shut down"),
    "even": _("Okay"),
}
LEDES: dict[State, Promise] = {
    "up": _("That is a lot to carry. One of these may bring it down a little."),
    "down": _(
        "Going numb is a way a body protects itself. One of these may bring a little back, gently."
    ),
    "even": _("A good time to try something while it is calm, or to rest."),
}


@register.filter
def state_words(state: State) -> Promise:
    return WORDS[state]


@register.filter
def state_name(state: State) -> Promise:
    """In one or two words, beside its mark."""
    return NAMES[state]


@register.filter
def state_lede(state: State) -> Promise:
    return LEDES[state]
