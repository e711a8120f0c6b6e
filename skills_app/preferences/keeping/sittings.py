"""How much was worked through lately: only what is needed to tell a reader of it. Pure.

Times are whole minutes or hours since 1970, never a date: how far apart two of them are does not
depend on where the reader is, on summer time, or on when midnight comes.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from skills_app.preferences.keeping.choices import Comfort

LONGEST_NAME = 60
MOST_HEAVIER = 8
MOST_SITTINGS = 99
MOST_SAID = 8
LATEST_MINUTE = 2**40


@dataclass(frozen=True, slots=True)
class Sitting:
    """The sitting that is on, or the last one, and what came before it within a day.

    `began` and `latest` are minutes, `day` and `heavier_since` hours. `said` names what the
    reader was told in this sitting, `heavier` the heavier modules begun since `heavier_since`.
    """

    began: int = 0
    latest: int = 0
    said: tuple[str, ...] = ()
    day: int = 0
    sittings: int = 0
    heavier_since: int = 0
    heavier: tuple[str, ...] = ()

    def to_data(self) -> dict[str, Any]:
        """Plain values for JSON; what is empty is left out."""
        whole = {
            "began": self.began,
            "latest": self.latest,
            "said": list(self.said),
            "day": self.day,
            "sittings": self.sittings,
            "heavier_since": self.heavier_since,
            "heavier": list(self.heavier),
        }
        return {name: value for name, value in whole.items() if value}


NO_SITTING = Sitting()


def needed(sitting: Sitting, comfort: Comfort) -> Sitting:
    """What the limits that are on need to know. With all of them off, nothing is remembered."""
    counts_heavier = comfort.heavier_a_day or comfort.cool_down_minutes
    if not (counts_heavier or comfort.sittings_a_day or comfort.nudge_minutes):
        return NO_SITTING
    if not comfort.sittings_a_day:
        sitting = replace(sitting, day=0, sittings=0)
    return sitting if counts_heavier else replace(sitting, heavier_since=0, heavier=())


def sitting_from_data(data: object) -> Sitting:
    """Total: whatever cannot be read is left out."""
    if not isinstance(data, Mapping):
        return NO_SITTING
    return Sitting(
        began=_count(data.get("began"), LATEST_MINUTE),
        latest=_count(data.get("latest"), LATEST_MINUTE),
        said=_names(data.get("said"), MOST_SAID),
        day=_count(data.get("day"), LATEST_MINUTE),
        sittings=_count(data.get("sittings"), MOST_SITTINGS),
        heavier_since=_count(data.get("heavier_since"), LATEST_MINUTE),
        heavier=_names(data.get("heavier"), MOST_HEAVIER),
    )


def _count(value: object, most: int) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        return 0
    return min(max(value, 0), most)


def _names(value: object, most: int) -> tuple[str, ...]:
    if not isinstance(value, list | tuple):
        return ()
    names = [name for name in value if isinstance(name, str) and 0 < len(name) <= LONGEST_NAME]
    return tuple(dict.fromkeys(names))[-most:]
