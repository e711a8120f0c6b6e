"""Many comfort choices in one press. Pure. What is not named here stays as the reader had it."""

from collections.abc import Callable
from typing import Any

from skills_app.library import BODY_AREAS, NOTES
from skills_app.preferences.keeping.choices import FIRST_AREAS, Comfort

LIMITS = ("nudge_minutes", "sittings_a_day", "heavier_a_day", "cool_down_minutes")


def gentlest(comfort: Comfort) -> Comfort:
    """Everything asks first, nothing moves, and the parts most people find hard are left out."""
    return comfort.with_changes(
        notes=_all_at("ask"),
        module_notes={},
        avoid=comfort.avoid
        | {"breath_hold", "breath_attention", "eyes_closed", "touch", "cold", "darkness"},
        body_areas=comfort.body_areas & FIRST_AREAS,
        advance="tap",
        hold_seconds=0,
        still=True,
        tone=False,
        vibration=False,
        voice="softer",
        **_limits_on(comfort),
    )


def plain(comfort: Comfort) -> Comfort:
    """Words and no decoration: no notes, no hints, no pictures, no movement."""
    return comfort.with_changes(
        notes=_all_at("show"),
        module_notes={},
        plain_font=True,
        fewer_pictures=True,
        still=True,
        **dict.fromkeys(LIMITS, 0),
    )


def everything(comfort: Comfort) -> Comfort:
    """Nothing is left out, folded or kept still."""
    return comfort.with_changes(
        notes=_all_at("show"),
        module_notes={},
        avoid=frozenset(),
        body_areas=frozenset(BODY_AREAS),
        plain_font=False,
        fewer_pictures=False,
        still=False,
        tone=True,
        vibration=True,
        read_aloud=True,
        **_limits_on(comfort),
    )


PRESETS: dict[str, Callable[[Comfort], Comfort]] = {
    "gentlest": gentlest,
    "plain": plain,
    "everything": everything,
}


def _limits_on(comfort: Comfort) -> dict[str, int]:
    """The soft limits that are off, as they were at first; the others stay as they are."""
    return {name: getattr(Comfort(), name) for name in LIMITS if not getattr(comfort, name)}


def _all_at(level: str) -> dict[str, Any]:
    return dict.fromkeys(NOTES, level)
