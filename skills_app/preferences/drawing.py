"""Draws the sections of /comfort/. What is the same for all who chose alike is drawn once."""

from collections.abc import Callable, Collection, Hashable
from functools import cache, partial
from typing import Any

from django import forms
from django.conf import settings
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from skills_app.content import drawn_once
from skills_app.preferences.keeping import Comfort

# In the order of the page: the choices that each depends on, beside the words of the library.
DEPENDS: dict[str, tuple[str, ...]] = {
    "pace": (
        "breath_in",
        "breath_out",
        "hold_seconds",
        "breath_minutes",
        "advance",
        "advance_seconds",
        "prompt_pause",
        "writing_minutes",
        "nudge_minutes",
        "sittings_a_day",
        "heavier_a_day",
        "heavier_gap_days",
        "cool_down_minutes",
    ),
    "notes": ("notes", "module_notes"),
    "avoid": ("avoid", "body_areas"),
    "words": ("self_word", "voice", "slider"),
    "look": ("plain_font", "still", "fewer_pictures"),
    "sound": ("tone", "vibration", "read_aloud"),
    "help": ("country",),
    "lock": ("idle_minutes",),
    "cover": (),
    "leaving": ("address_bar",),
}
# Of these there are so many combinations that one could be somebody's: drawn once at first only.
TOO_MANY = ("notes", "avoid")
# What an example leaves out for someone who avoids it.
SHOWN_IF = {
    "pace": ("breath_hold", "counting", "moving_pictures"),
    "sound": ("sound",),
}
HANDS_ON_THE_LOOK = ("look", "cover", "leaving")
_FIRST = Comfort()

Form = Callable[[], forms.Form]


def drawn_sections(
    comfort: Comfort,
    context: dict[str, Any],
    *,
    anew: Collection[str],
    unfolded: Collection[str],
    token: str,
) -> list[SafeString]:
    """Every section; those `anew` in which something was just sent, kept or wrong."""
    return [
        _section(name, comfort, context, anew=name in anew, unfolded=unfolded, token=token)
        for name in DEPENDS
    ]


def _section(
    name: str,
    comfort: Comfort,
    context: dict[str, Any],
    *,
    anew: bool,
    unfolded: Collection[str],
    token: str,
) -> SafeString:
    template = f"preferences/sections/{name}.html"
    if anew or (name in TOO_MANY and not _at_first(name, comfort)):
        return render_to_string(template, {**context, "csrf_token": token})
    only = {**context, "unfolded": {name} & set(unfolded)}
    return drawn_once(template, _key(name, comfort, unfolded), lambda: only, token)


def _at_first(name: str, comfort: Comfort) -> bool:
    return all(getattr(comfort, one) == getattr(_FIRST, one) for one in DEPENDS[name])


def _key(name: str, comfort: Comfort, unfolded: Collection[str]) -> Hashable:
    chosen: tuple[Hashable, ...] = ()
    if name not in TOO_MANY:
        chosen = tuple(getattr(comfort, one) for one in DEPENDS[name])
    left_out = tuple(one in comfort.avoid for one in SHOWN_IF.get(name, ()))
    look = comfort.on_the_page if name in HANDS_ON_THE_LOOK else ()
    where: tuple[Hashable, ...] = ()
    if name == "leaving":
        where = (comfort.exit_page, *settings.EXIT_PAGES, settings.SITE_NAME)
    return (chosen, left_out, look, where, name in unfolded)


def drawn_fields(section: str, form: Form) -> list[SafeString]:
    """The fields of a form of many lists, each the same for all who chose the same there."""
    return [
        drawn_once(
            "includes/field.html",
            (section, name, form().initial.get(name, "")),
            lambda name=name: {"field": form()[name]},  # type: ignore[misc]
        )
        for name in form().fields
    ]


def drawn_options(name: str, chosen: Collection[str], form: Form) -> list[SafeString]:
    """The boxes of a field of many, each drawn once ticked and once not."""
    return [
        drawn_once(
            "preferences/option.html",
            (name, value, value in chosen),
            lambda number=number: {"option": form()[name].subwidgets[number]},  # type: ignore[misc]
        )
        for number, (value, _label) in enumerate(form().fields[name].choices)  # type: ignore[attr-defined]
    ]


def later(draw: Callable[..., Any], *given: Any) -> Callable[[], Any]:
    """What a template asks for only if it is drawn, and then once."""
    return cache(partial(draw, *given))
