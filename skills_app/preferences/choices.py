"""The reader's comfort choices as one frozen value. Pure: no Django, no store."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any, Literal

from skills_app.content.limits import (
    BREATH_MINUTES,
    BREATHE_IN_SECONDS,
    BREATHE_OUT_SECONDS,
    BREATHS_A_MINUTE,
    Range,
)
from skills_app.content.shapes import LEVELS, Level
from skills_app.content.vocabulary import METHODS, NOTES

Advance = Literal["tap", "timed"]


# What the reader may set, beside the breathing figures that authors keep to as well.
WHOLE_BREATH = Range(60 / BREATHS_A_MINUTE.high, 60 / BREATHS_A_MINUTE.low)  # seconds
ADVANCE_SECONDS = Range(10, 60)  # this and the next two: judgement
PROMPT_PAUSE = Range(2, 20)
IDLE_MINUTES = Range(1, 60)

# Beginners tend to over-breathe at first (PLoS ONE 0218550), so the first uses are shorter.
FIRST_USES = 3
FIRST_USES_SHARE = 0.75


@dataclass(frozen=True, slots=True)
class Comfort:
    """Everything the reader may set about how things go. Seconds and minutes as named."""

    breath_in: float = 4.0
    breath_out: float = 6.0
    breath_minutes: int = 2
    advance: Advance = "tap"
    advance_seconds: int = 20
    prompt_pause: int = 5
    notes: Mapping[str, Level] = field(default_factory=lambda: MappingProxyType({}))
    avoid: frozenset[str] = frozenset()
    idle_minutes: int = 15
    exit_page: int = 0
    # How topics start out: the content library says, a clinician may change it there.
    first_levels: Mapping[str, Level] = field(default_factory=lambda: MappingProxyType({}))

    def level(self, topic: str) -> Level:
        """How much of a topic the reader wants to meet. `notes` holds what they changed."""
        return self.notes.get(topic) or self.first_levels.get(topic, "label")

    def avoids(self, methods: tuple[str, ...]) -> bool:
        return not self.avoid.isdisjoint(methods)

    @property
    def breaths_a_minute(self) -> float:
        return round(60 / (self.breath_in + self.breath_out), 1)

    def with_changes(self, **changes: Any) -> "Comfort":
        """A copy with some choices changed, each kept inside its range."""
        return from_data(replace(self, **changes).to_data(), self.first_levels)

    def with_levels(self, levels: Mapping[str, Level]) -> "Comfort":
        return self.with_changes(notes={**self.notes, **levels})

    def to_data(self) -> dict[str, Any]:
        """Plain values for JSON; what is as it was at first is left out."""
        whole = {
            "breath_in": self.breath_in,
            "breath_out": self.breath_out,
            "breath_minutes": self.breath_minutes,
            "advance": self.advance,
            "advance_seconds": self.advance_seconds,
            "prompt_pause": self.prompt_pause,
            "notes": dict(self.notes),
            "avoid": sorted(self.avoid),
            "idle_minutes": self.idle_minutes,
            "exit_page": self.exit_page,
        }
        first = _FIRST_DATA
        return {name: value for name, value in whole.items() if value != first.get(name)}


_FIRST_DATA: dict[str, Any] = {}
_FIRST_DATA.update(Comfort().to_data())


def breath_fits(breath_in: float, breath_out: float) -> bool:
    """Whether a rhythm is within the safe ranges, the breath out at least as long as in."""
    return (
        BREATHE_IN_SECONDS.holds(breath_in)
        and BREATHE_OUT_SECONDS.holds(breath_out)
        and breath_out >= breath_in
        and WHOLE_BREATH.holds(breath_in + breath_out)
    )


def nearest_breath(breath_in: float, breath_out: float) -> tuple[float, float]:
    """The safe rhythm nearest to the one asked for; the breath in decides."""
    steady_in = _within(BREATHE_IN_SECONDS, breath_in)
    longest_out = min(BREATHE_OUT_SECONDS.high, WHOLE_BREATH.high - steady_in)
    shortest_out = max(BREATHE_OUT_SECONDS.low, steady_in, WHOLE_BREATH.low - steady_in)
    return steady_in, min(max(breath_out, shortest_out), longest_out)


def from_data(data: object, first_levels: Mapping[str, Level] = MappingProxyType({})) -> Comfort:
    """Comfort from stored data. Total: numbers are brought into range, junk is left out."""
    first = Comfort(first_levels=first_levels)
    if not isinstance(data, Mapping):
        return first
    breath_in, breath_out = nearest_breath(
        _number(data.get("breath_in"), first.breath_in),
        _number(data.get("breath_out"), first.breath_out),
    )
    advance: Advance = "timed" if data.get("advance") == "timed" else "tap"
    return Comfort(
        breath_in=breath_in,
        breath_out=breath_out,
        breath_minutes=_whole(data.get("breath_minutes"), first.breath_minutes, BREATH_MINUTES),
        advance=advance,
        advance_seconds=_whole(data.get("advance_seconds"), first.advance_seconds, ADVANCE_SECONDS),
        prompt_pause=_whole(data.get("prompt_pause"), first.prompt_pause, PROMPT_PAUSE),
        notes=MappingProxyType(_levels(data.get("notes"), first_levels)),
        avoid=_methods(data.get("avoid")),
        idle_minutes=_whole(data.get("idle_minutes"), first.idle_minutes, IDLE_MINUTES),
        exit_page=_whole(data.get("exit_page"), first.exit_page, Range(0, 99)),
        first_levels=first_levels,
    )


def _within(within: Range, value: float) -> float:
    return min(max(value, within.low), within.high)


def _number(value: object, otherwise: float) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return otherwise
    # A whole number too long for a float would raise in isfinite; the ranges are small.
    if isinstance(value, int):
        return float(min(max(value, -1000), 1000))
    return round(value, 2) if math.isfinite(value) else otherwise


def _whole(value: object, otherwise: int, within: Range) -> int:
    return round(_within(within, _number(value, otherwise)))


def _levels(value: object, first_levels: Mapping[str, Level]) -> dict[str, Level]:
    """Topics whose level differs from how it was at first."""
    if not isinstance(value, Mapping):
        return {}
    return {
        topic: level
        for topic in NOTES
        for level in LEVELS
        if value.get(topic) == level and level != first_levels.get(topic, "label")
    }


def _methods(value: object) -> frozenset[str]:
    if not isinstance(value, list | tuple | set | frozenset):
        return frozenset()
    return frozenset(method for method in METHODS if method in value)
