"""What the script of a pacer is told, and the shape it moves. Seconds as the script reads them."""

from typing import Any

from django.forms.utils import flatatt
from django.template import Library
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from skills_app.templatetags.light_text import seconds

register = Library()


@register.simple_tag
def pace_of(rhythm: Any) -> SafeString:
    """Attributes for a pacer at this rhythm: its times, and how it is to show and tell them."""
    told: dict[str, str | bool] = {
        "data-in": seconds(rhythm.breathe_in),
        "data-hold": seconds(rhythm.hold),
        "data-out": seconds(rhythm.breathe_out),
        "data-seconds": seconds(rhythm.seconds),
        "data-tone": rhythm.tone,
        "data-vibration": rhythm.vibration,
        "data-tell": rhythm.tell,
        "data-counted": rhythm.counted,
        "data-uncounted": rhythm.uncounted,
    }
    if rhythm.still:
        told["data-motion"] = "still"
    if rhythm.sip:
        told |= {"data-sip": seconds(rhythm.sip), "data-cue-sip": _("A little more")}
    if rhythm.side:
        told |= {
            "data-side": seconds(rhythm.side),
            "data-cue-side0": _("Along the top"),
            "data-cue-side1": _("Down the side"),
            "data-cue-side2": _("Along the bottom"),
            "data-cue-side3": _("Up the side"),
        }
    return flatatt(told)


@register.simple_tag
def example_pace_of(comfort: Any) -> SafeString:
    """The same for the example beside the choices of a rhythm, which follows what is chosen."""
    held_off = "breath_hold" in comfort.avoid
    told: dict[str, str | bool] = {
        "data-in": seconds(comfort.breath_in),
        "data-hold": "0" if held_off else seconds(comfort.hold_seconds),
        "data-out": seconds(comfort.breath_out),
        "data-held-off": held_off,
        "data-uncounted": "counting" in comfort.avoid,
    }
    if "moving_pictures" in comfort.avoid:
        told["data-motion"] = "still"
    return flatatt(told)


@register.filter
def pacer_shape(rhythm: Any) -> str:
    """The template of the shape that moves: a square to trace, or ripples."""
    return "practice/square.html" if rhythm.side else "includes/ripples.html"
