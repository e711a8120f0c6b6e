"""The form of the soft limits: when to be told that it was a lot. Each can be off."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from skills_app.preferences.keeping import Comfort

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

NOT_IN_THE_LIST = _("That one is not in the list. You could pick another.")

NUDGES = (5, 8, 12, 15, 20, 30)  # minutes; the ranges are those of Comfort
SITTINGS = (1, 2, 3, 4, 5, 6, 9)
HEAVIER = (1, 2)
GAPS = (0, 1, 2, 3, 5, 7)  # days
QUIET = (2, 3, 5, 10, 15)  # minutes


class CapsForm(forms.Form):
    """Numbers to pick from; 0 is off. One that was set elsewhere stays on offer."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        initial: Mapping[str, Any] = self.initial

        def one(label: "_StrPromise", name: str, offered: Iterable[int], words: Any) -> None:
            self.fields[name] = number_field(label, {*offered, initial.get(name, 0)}, words)

        one(_("A word after a long time"), "nudge_minutes", (0, *NUDGES), minutes)
        one(_("A word after this many times in a day"), "sittings_a_day", (0, *SITTINGS), times)
        one(_("A word after this many heavier skills"), "heavier_a_day", (0, *HEAVIER), skills)
        one(_("Heavier skills are counted over"), "heavier_gap_days", GAPS, days)
        one(_("Quiet minutes after a heavier skill"), "cool_down_minutes", (0, *QUIET), minutes)

    def changes(self) -> dict[str, Any]:
        return dict(self.cleaned_data)


def number_field(label: "_StrPromise", offered: set[int], words: Any) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=label,
        coerce=int,
        choices=[(str(one), words(one) if one else _("Off")) for one in sorted(offered)],
        error_messages={"required": NOT_IN_THE_LIST, "invalid_choice": NOT_IN_THE_LIST},
    )


def minutes(count: int) -> str:
    return ngettext("%(count)d minute", "%(count)d minutes", count) % {"count": count}


def times(count: int) -> str:
    return ngettext("once", "%(count)d times", count) % {"count": count}


def skills(count: int) -> str:
    return ngettext("%(count)d skill", "%(count)d skills", count) % {"count": count}


def days(count: int) -> str:
    return ngettext("one day", "%(count)d days", count) % {"count": count}


def initial_caps(comfort: Comfort) -> dict[str, int]:
    return {
        "nudge_minutes": comfort.nudge_minutes,
        "sittings_a_day": comfort.sittings_a_day,
        "heavier_a_day": comfort.heavier_a_day,
        "heavier_gap_days": comfort.heavier_gap_days,
        "cool_down_minutes": comfort.cool_down_minutes,
    }
