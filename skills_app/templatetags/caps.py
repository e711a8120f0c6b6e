"""What would be said under the choices of when to be told that it has been a lot."""

from typing import TYPE_CHECKING

from django.template import Library
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

if TYPE_CHECKING:
    from skills_app.preferences.keeping import Comfort

register = Library()


@register.filter
def caps_said(comfort: "Comfort") -> list[str]:
    """A sentence for each of the four choices, whether it is on or off."""
    return [
        _after_minutes(comfort.nudge_minutes),
        _after_times(comfort.sittings_a_day),
        _("Before one more of the heavier skills: “Some rest between them helps many people.”")
        if comfort.heavier_a_day
        else _("Nothing is said before another of the heavier skills."),
        _quiet_minutes(comfort.cool_down_minutes),
    ]


def _after_minutes(minutes: int) -> str:
    if not minutes:
        return _("Nothing is said about how long it takes.")
    return ngettext(
        "After %(minutes)s minute with a skill: “A pause is always possible.”",
        "After %(minutes)s minutes with a skill: “A pause is always possible.”",
        minutes,
    ) % {"minutes": minutes}


def _after_times(times: int) -> str:
    if not times:
        return _("Nothing is said about how often you come.")
    return ngettext(
        "From the second time in a day on: “It may help to let it settle.”",
        "After %(times)s times in a day: “It may help to let it settle.”",
        times,
    ) % {"times": times}


def _quiet_minutes(minutes: int) -> str:
    if not minutes:
        return _("No quiet minutes are offered after one of them.")
    return ngettext(
        "After one of them: %(minutes)s quiet minute, if you like.",
        "After one of them: %(minutes)s quiet minutes, if you like.",
        minutes,
    ) % {"minutes": minutes}
